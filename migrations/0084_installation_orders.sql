-- Work orders and their confirmation 附件11 (WH-1.4, WH-2.5): one order, one computer, two signatures.

create table installation_order (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  order_no text not null,
  origin text not null check (origin in ('application', 'campaign', 'finding')),
  origin_id uuid not null,
  device_id uuid not null,
  -- As they were when the order was made; who may sign is asked again when it is signed.
  computer_no text not null,
  computer_brand text not null,
  user_person_id uuid,
  user_name text not null,
  department_id uuid,
  department_name text not null,
  technician_person_id uuid,
  technician_name text not null default '',
  state text not null check (state in ('pending', 'assigned', 'executing', 'awaitingConfirmation',
    'blocked', 'recorded', 'notCompleted', 'cancelled')),
  due_on date,
  note text not null default '',
  performed_on date,
  -- Each side signs once; null until then.
  performer_signature_id uuid,
  user_signature_id uuid,
  -- The technician is himself the user of the computer: allowed, and shown.
  same_signer boolean not null default false,
  -- Why the journal did not take it, as a sentence with its places.
  problem text,
  problem_params jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, order_no),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  check ((state = 'blocked') = (problem is not null)),
  check (state <> 'recorded' or (performer_signature_id is not null and user_signature_id is not null))
);
create index installation_order_state on installation_order (unit_id, state, id);
create index installation_order_technician on installation_order (unit_id, technician_person_id, state)
  where technician_person_id is not null;
create index installation_order_user on installation_order (unit_id, user_person_id, state)
  where user_person_id is not null;
create index installation_order_origin on installation_order (unit_id, origin, origin_id);
create index installation_order_device on installation_order (unit_id, device_id);
create index installation_order_department on installation_order (unit_id, department_id, state);

create table installation_order_line (
  unit_id uuid not null,
  order_id uuid not null,
  line_no integer not null check (line_no > 0),
  kind text not null check (kind in ('install', 'uninstall', 'upgrade')),
  -- Null only for the removal of software that has no number; it writes no entry.
  software_id uuid,
  from_software_id uuid,
  version text not null default '',
  software_no text not null default '',
  software_name text not null,
  from_software_no text not null default '',
  from_software_name text not null default '',
  from_version text not null default '',
  result text not null default 'pending' check (result in ('pending', 'done', 'notDone', 'corrected')),
  note text not null default '',
  -- What it wrote into the journal; empty until then.
  entry_nos bigint[] not null default '{}',
  verification text check (verification in ('confirmed', 'contradicted')),
  verified_at timestamptz,
  primary key (unit_id, order_id, line_no),
  foreign key (unit_id, order_id) references installation_order (unit_id, id),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  foreign key (unit_id, from_software_id) references configuration_software (unit_id, id),
  check (software_id is not null or kind = 'uninstall'),
  check ((from_software_id is not null) = (kind = 'upgrade')),
  check (result <> 'notDone' or note <> '')
);
create index installation_order_line_software on installation_order_line (unit_id, software_id)
  where software_id is not null;
create index installation_order_line_unverified on installation_order_line (unit_id, order_id)
  where result = 'done' and verification is null;
