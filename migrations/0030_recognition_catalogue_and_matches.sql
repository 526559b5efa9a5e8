-- Recognition: the shipped catalogue (shared by all units), each unit's dictionary of distinct raw entries, what each
-- entry was recognised as, and the unit's own rules and products, which win over the catalogue.

create table recognition_catalogue_version (
  version text primary key,
  loaded_at timestamptz not null default now(),
  products integer not null
);

create table recognition_product (
  id text primary key,
  name text not null,
  name_zh text not null,
  publisher text not null,
  kind text not null check (kind in ('commercial', 'oem', 'free', 'component', 'unknown')),
  category text not null,
  general text,
  free_scope text,
  risk text,
  licence text not null,
  note text not null,
  source text not null,
  -- Names, publisher and aliases in lower case, for searching.
  search text not null,
  -- False once a later catalogue no longer has it; matches and entitlements may still name it.
  active boolean not null default true
);

create sequence recognition_raw_entry_id as integer;

create table recognition_raw_entry (
  unit_id uuid not null references organisation_unit (id),
  id integer not null default nextval('recognition_raw_entry_id'),
  -- 16 bytes of SHA-256 over the six fields.
  key bytea not null check (length(key) = 16),
  name text not null,
  publisher text not null,
  version text not null,
  os text not null check (os in ('windows', 'linux', 'macos', 'other')),
  source text not null,
  system_category text not null,
  device_count integer not null default 0,
  first_seen_at timestamptz not null default now(),
  primary key (unit_id, id),
  unique (unit_id, key)
-- Room for updates of device_count on the same page: nothing indexed changes then.
) with (fillfactor = 90);

-- Entries that wait to be recognised for the first time.
create table recognition_pending (
  unit_id uuid not null,
  raw_entry_id integer not null,
  primary key (unit_id, raw_entry_id),
  foreign key (unit_id, raw_entry_id) references recognition_raw_entry (unit_id, id)
);

create table recognition_match (
  unit_id uuid not null,
  raw_entry_id integer not null,
  product_id text,
  product_name text not null,
  publisher text not null,
  edition text not null,
  version text not null,
  kind text not null check (kind in ('commercial', 'oem', 'free', 'component', 'unknown')),
  category text not null,
  general text,
  risk text,
  component_class text,
  free_scope text,
  rule_source text not null check (rule_source in ('unitRule', 'risk', 'component', 'catalogue', 'none')),
  rule text not null,
  primary key (unit_id, raw_entry_id),
  foreign key (unit_id, raw_entry_id) references recognition_raw_entry (unit_id, id)
);
create index recognition_match_product on recognition_match (unit_id, product_id);
create index recognition_match_undecided on recognition_match (unit_id, raw_entry_id) where kind = 'unknown';

-- `revision` counts changes of the unit's rules and products; the done columns say under what all matches were made.
create table recognition_state (
  unit_id uuid primary key references organisation_unit (id),
  revision integer not null default 1,
  done_revision integer not null default 1,
  done_catalogue text not null
);

create table recognition_unit_product (
  unit_id uuid not null references organisation_unit (id),
  id text not null check (id like 'u-%'),
  name text not null,
  publisher text not null,
  kind text not null check (kind in ('commercial', 'oem', 'free', 'component', 'unknown')),
  category text not null,
  general text,
  free_scope text,
  note text not null,
  search text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, id),
  check ((kind = 'free') = (free_scope is not null))
);

create table recognition_unit_rule (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  -- Rules made by one decision are undone together.
  batch_id uuid not null,
  pattern_kind text not null check (pattern_kind in ('exact', 'name', 'prefix', 'contains', 'regex')),
  pattern text not null,
  -- Empty = any publisher.
  publisher text not null,
  -- Null = ignore what matches.
  product_id text,
  note text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (unit_id, id),
  check ((revoked_at is null) = (revoked_by is null))
);
create unique index recognition_unit_rule_active
  on recognition_unit_rule (unit_id, pattern_kind, pattern, publisher) where revoked_at is null;
create index recognition_unit_rule_batch on recognition_unit_rule (unit_id, batch_id);
