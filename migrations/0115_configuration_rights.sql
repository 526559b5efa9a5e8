-- What a licence's contract allows beyond the columns of form 7: suite parts, departments, editions, downgrade, second
-- use, cores. None of it decides the number (TZ-1.3). A number without a row has the plain rights.

create table configuration_license_right (
  unit_id uuid not null,
  software_id uuid not null,
  -- Products one licence covers together: [{productId, productName}]; empty = the number's own product.
  parts jsonb not null default '[]',
  -- Departments it was bought for, with all below; null = the whole unit.
  department_ids uuid[],
  -- Editions it may be used for; null = the number's own edition, or any where it has none.
  editions text[],
  -- Versions that may be used with a letter on file.
  downgrade_versions jsonb not null default '[]',
  second_use boolean not null default false,
  minimum_cores integer not null default 1 check (minimum_cores between 1 and 10000),
  -- Where the contract says so.
  basis text not null default '',
  revision integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (unit_id, software_id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  check (department_ids is null or cardinality(department_ids) > 0),
  check (editions is null or cardinality(editions) > 0)
);
