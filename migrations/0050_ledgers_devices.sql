-- Computers, who held them when, and their state over time: the device half of forms 7, 8 and 9 (TZ-1.1, TZ-2.1,
-- TZ-2.2). Histories are half-open periods [from_on, to_on); at most one is open. The application keeps them from
-- overlapping under a lock on the device row, because an exclusion constraint on uuid would need an extension.

create table ledgers_device (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  computer_no text not null,
  asset_no text not null default '',
  device_type text not null check (device_type in ('server', 'desktop', 'laptop')),
  -- What the unit calls it when that is none of the three (工作站, 一体机, 平板).
  type_name text not null default '',
  brand text not null default '',
  model text not null default '',
  serial_no text not null default '',
  -- Identities in one spelling, for matching; empty = not known.
  serial_key text not null default '',
  uuid text not null default '',
  macs text[] not null default '{}',
  host_name text not null default '',
  host_key text not null default '',
  os_name text not null default '',
  location text not null default '',
  remark text not null default '',
  status text not null check (status in ('inUse', 'idle', 'inRepair', 'scrapped', 'transferredOut')),
  acquired_on date,
  retired_on date,
  -- Proof that the operating system came with the machine (TZ-1.5): [{kind, text}].
  oem_evidence jsonb not null default '[]',
  -- The record that stands for the same machine since a merge. The dropped record keeps all its data.
  merged_into uuid,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (unit_id, id),
  unique (unit_id, computer_no),
  foreign key (unit_id, merged_into) references ledgers_device (unit_id, id),
  check (merged_into is null or merged_into <> id),
  check ((retired_on is not null) = (status in ('scrapped', 'transferredOut')))
);
create index ledgers_device_serial on ledgers_device (unit_id, serial_key) where serial_key <> '';
create index ledgers_device_uuid on ledgers_device (unit_id, uuid) where uuid <> '';
create index ledgers_device_host on ledgers_device (unit_id, host_key) where host_key <> '';
create index ledgers_device_macs on ledgers_device using gin (macs);
create index ledgers_device_merged on ledgers_device (unit_id, merged_into) where merged_into is not null;

-- Form 8 shows the holder of the day asked for, form 9 the holder at the time of the entry. person_id null = a
-- machine of the department without a person. A gap = held by nobody.
create table ledgers_assignment (
  unit_id uuid not null,
  device_id uuid not null,
  from_on date not null,
  to_on date,
  person_id uuid,
  department_id uuid,
  primary key (unit_id, device_id, from_on),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  foreign key (unit_id, person_id) references organisation_person (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id),
  check (to_on is null or to_on > from_on),
  check (person_id is not null or department_id is not null)
);
create unique index ledgers_assignment_open on ledgers_assignment (unit_id, device_id) where to_on is null;
create index ledgers_assignment_person on ledgers_assignment (unit_id, person_id) where to_on is null;
create index ledgers_assignment_department on ledgers_assignment (unit_id, department_id) where to_on is null;

create table ledgers_device_status (
  unit_id uuid not null,
  device_id uuid not null,
  from_on date not null,
  to_on date,
  status text not null check (status in ('inUse', 'idle', 'inRepair', 'scrapped', 'transferredOut')),
  reason text not null default '',
  primary key (unit_id, device_id, from_on),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  check (to_on is null or to_on > from_on)
);
create unique index ledgers_device_status_open on ledgers_device_status (unit_id, device_id)
  where to_on is null;

-- One row per merge of two records of one machine: enough to take it back.
create table ledgers_merge (
  unit_id uuid not null,
  id uuid not null,
  keep_id uuid not null,
  drop_id uuid not null,
  -- The fields the merge filled on the kept record: {field: {before, after}}.
  filled jsonb not null,
  took_holders boolean not null,
  -- Records that had been merged into the dropped one before and followed it.
  followed uuid[] not null default '{}',
  merged_at timestamptz not null,
  merged_by text not null,
  undone_at timestamptz,
  undone_by text,
  primary key (unit_id, id),
  foreign key (unit_id, keep_id) references ledgers_device (unit_id, id),
  foreign key (unit_id, drop_id) references ledgers_device (unit_id, id)
);
create index ledgers_merge_keep on ledgers_merge (unit_id, keep_id);
create index ledgers_merge_drop on ledgers_merge (unit_id, drop_id);
