-- Software numbers (软件编号), their serial numbers and documents, and the free-software list (附件6).
-- TZ-1.2–1.9 decide what makes a number of its own; identity_key is the hash of exactly those attributes.

create table configuration_setting (
  unit_id uuid primary key,
  self_developed_enabled boolean not null default false
);

create table configuration_numbering (
  unit_id uuid not null,
  software_type text not null check (software_type in ('commercial', 'oem', 'free', 'selfDeveloped')),
  prefix text not null check (prefix ~ '^[0-9A-Za-z-]{1,12}$'),
  digits integer not null check (digits between 1 and 9),
  start integer not null check (start between 1 and 99999999),
  primary key (unit_id, software_type)
);

create table configuration_software (
  unit_id uuid not null,
  id uuid not null,
  software_no text not null check (software_no ~ '^[0-9A-Za-z-]{1,30}$'),
  software_type text not null check (software_type in ('commercial', 'oem', 'free', 'selfDeveloped')),
  software_name text not null,
  software_version text,
  edition text,
  publisher text,
  category text not null,
  origin text,
  -- Catalogue product or the unit's own product; text because the catalogue's ids are slugs.
  product_id text,
  acquisition_method text not null,
  purchase_date date,
  purchase_amount_fen bigint check (purchase_amount_fen >= 0),
  license_type text,
  license_metric text,
  license_quantity integer check (license_quantity >= 1),
  -- 不限 is a statement of its own, never a number (domain 8.4).
  license_unlimited boolean not null default false,
  usable_versions jsonb not null default '[]',
  term_kind text check (term_kind in ('perpetual', 'fixedTerm', 'years')),
  term_start date,
  term_years integer,
  -- Last valid day, also of a number of years; null for 永久 and where there is no term.
  term_end date,
  contract_no text,
  supplier text,
  maintenance_end date,
  downgrade_evidence text,
  former_no text,
  remark text,
  identity_key bytea not null,
  -- Business day it counts from; created_at is when it was written down.
  registered_on date not null,
  disposed_on date,
  disposal_reason text,
  status text not null default 'active' check (status in ('active', 'disposed')),
  revision integer not null default 1,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  constraint configuration_software_no unique (unit_id, software_no),
  constraint configuration_software_identity unique (unit_id, identity_key),
  check (license_quantity is null or not license_unlimited),
  check ((status = 'disposed') = (disposed_on is not null)),
  -- TZ-1.6, 1.9: only commercial software has purchase and licence data; TZ-1.9: free software has no version.
  check (software_type = 'commercial' or (purchase_date is null and purchase_amount_fen is null
    and license_type is null and license_metric is null and license_quantity is null
    and not license_unlimited and usable_versions = '[]'::jsonb and term_kind is null)),
  check ((software_type = 'free') = (software_version is null))
);
create index configuration_software_name on configuration_software (unit_id, lower(software_name));
create index configuration_software_product on configuration_software (unit_id, product_id)
  where product_id is not null;
create index configuration_software_type on configuration_software (unit_id, software_type, software_no);

-- Sealed with a key that is not in the database; the fingerprint is keyed, so that equal numbers can be compared
-- without being opened.
create table configuration_serial (
  unit_id uuid not null,
  software_id uuid not null,
  position integer not null,
  sealed bytea not null,
  masked text not null,
  fingerprint bytea not null,
  primary key (unit_id, software_id, position),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id)
);
create index configuration_serial_fingerprint on configuration_serial (unit_id, fingerprint);

create table configuration_document (
  unit_id uuid not null,
  id uuid not null,
  software_id uuid not null,
  kind text not null check (kind in ('contract', 'certificate', 'invoice', 'letter', 'other')),
  title text not null,
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id)
);
create index configuration_document_software on configuration_document (unit_id, software_id);

-- 附件6 可使用免费软件清单: one line per number and version (TZ-1.8), for the whole unit or some departments.
create table configuration_free_list (
  unit_id uuid not null,
  id uuid not null,
  software_id uuid not null,
  software_version text not null,
  version_key text not null,
  usable_versions jsonb not null,
  source text not null,
  publisher text not null,
  publisher_contact text,
  whole_unit boolean not null,
  department_ids uuid[] not null default '{}',
  reason text not null,
  free_scope text not null check (free_scope in ('any', 'openSource', 'personalOnly', 'trial')),
  licence_note text,
  valid_from date not null,
  -- First day on which it may no longer be used; null while 可用.
  valid_to date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  check (valid_to is null or valid_to >= valid_from),
  check (whole_unit = (cardinality(department_ids) = 0))
);
-- One open line per number and version; a stopped one may be followed by a new one.
create unique index configuration_free_list_open
  on configuration_free_list (unit_id, software_id, version_key) where valid_to is null;
create index configuration_free_list_software on configuration_free_list (unit_id, software_id);
