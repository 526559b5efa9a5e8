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
