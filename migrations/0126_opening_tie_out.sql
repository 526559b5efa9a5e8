-- 安装数量 of an imported form 7, kept to be compared with the lines of form 8 and with what is seen before 建账.

create table configuration_stated_count (
  unit_id uuid not null,
  software_id uuid not null,
  quantity integer not null check (quantity >= 0),
  import_id uuid not null,
  stated_at timestamptz not null,
  primary key (unit_id, software_id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id)
);

-- The imported register against what is seen, as compared last; posting looks here for differences that remain.
create table reconciliation_tie_out (
  unit_id uuid not null,
  made_at timestamptz not null,
  made_by text not null,
  computers integer not null,
  register_lines integer not null,
  -- Differences by kind.
  counts jsonb not null,
  primary key (unit_id)
);
create table reconciliation_tie_difference (
  unit_id uuid not null,
  position integer not null,
  kind text not null check (kind in
    ('onlyRegister', 'onlySeen', 'version', 'computerNotSeen', 'count')),
  device_id uuid,
  software_id uuid,
  software_name text not null,
  register_text text not null,
  seen_text text not null,
  primary key (unit_id, position)
);
