-- Inventories uploaded as files from machines without a network. A registry export or a list shows a part of a machine;
-- the newest of each part is kept, so that the same files in any order, twice, give the same result.

create table discovery_file (
  unit_id uuid not null references organisation_unit (id),
  -- SHA-256 of the content: a file sent twice is one row.
  digest bytea not null,
  file_name text not null,
  kind text not null check (kind in ('agent', 'registry', 'list', 'other')),
  verdict text not null check (verdict in ('accepted', 'needsMapping', 'refused')),
  message text not null,
  -- What the content speaks of; decided at the first upload, so that the second cannot seem newer.
  taken_at timestamptz not null,
  machines integer not null,
  entries integer not null,
  times integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  uploaded_by text not null,
  primary key (unit_id, digest)
);
create index discovery_file_recent on discovery_file (unit_id, last_at, digest);

create table discovery_file_part (
  unit_id uuid not null references organisation_unit (id),
  agent_key text not null,
  -- machine, machine32, user:<SID>, list: what of the machine the file shows.
  scope text not null,
  at timestamptz not null,
  digest bytea not null,
  -- {computer, osName, osVersion, osKind, serial, macs, lastUser, productId}
  facts jsonb not null,
  -- [{name, publisher, version, from, systemCategory, releaseType, installDate, guid}]
  rows jsonb not null,
  primary key (unit_id, agent_key, scope)
);

-- Which column means what, per unit and set of column titles.
create table discovery_list_mapping (
  unit_id uuid not null references organisation_unit (id),
  columns_digest bytea not null,
  mapping jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (unit_id, columns_digest)
);
