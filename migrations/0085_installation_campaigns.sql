-- Unit-wide deployment without applications (WH-1.3, WH-2.4): one campaign, one order per computer.

create table installation_campaign (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  campaign_no text not null,
  title text not null,
  kind text not null check (kind in ('install', 'uninstall', 'upgrade')),
  software_id uuid not null,
  -- Upgrade: the numbers that are left.
  from_software_ids uuid[] not null default '{}',
  version text not null default '',
  reason text not null,
  scope jsonb not null,
  due_on date,
  technician_person_id uuid,
  -- The approved upgrade scheme it carries out.
  scheme_id uuid,
  state text not null check (state in ('planned', 'departmentsNotified', 'executing', 'closed', 'cancelled')),
  reminded_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, campaign_no),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  check ((kind = 'upgrade') = (cardinality(from_software_ids) > 0))
);
create index installation_campaign_state on installation_campaign (unit_id, state, id);
create unique index installation_campaign_scheme on installation_campaign (unit_id, scheme_id)
  where scheme_id is not null;

-- The computers, frozen when the departments are told; each gets its order once.
create table installation_campaign_device (
  unit_id uuid not null,
  campaign_id uuid not null,
  device_id uuid not null,
  department_id uuid,
  from_software_id uuid,
  order_id uuid,
  order_state text,
  primary key (unit_id, campaign_id, device_id),
  foreign key (unit_id, campaign_id) references installation_campaign (unit_id, id),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id)
);
create index installation_campaign_device_department
  on installation_campaign_device (unit_id, campaign_id, department_id, order_state);

create table installation_campaign_department (
  unit_id uuid not null,
  campaign_id uuid not null,
  department_id uuid not null,
  technician_person_id uuid,
  notified_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by text,
  note text not null default '',
  primary key (unit_id, campaign_id, department_id),
  foreign key (unit_id, campaign_id) references installation_campaign (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id)
);
