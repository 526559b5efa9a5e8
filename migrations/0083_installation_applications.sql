-- Applications 附件10 (WH-1.2, WH-2.2). One software per application, as on the form.

create table installation_application (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  -- Given when it is sent in, so that numbers are without gaps though drafts may be thrown away.
  application_no text,
  applicant_person_id uuid not null,
  applicant_name text not null,
  department_id uuid,
  department_name text not null,
  phone text not null default '',
  applied_on date not null,
  device_id uuid not null,
  computer_no text not null,
  computer_brand text not null,
  os_name text not null default '',
  kind text not null check (kind in ('install', 'uninstall', 'upgrade')),
  -- What is there (uninstall, upgrade) and what is to come (install, upgrade; null while asked for as new).
  from_software_id uuid,
  from_version text not null default '',
  to_software_id uuid,
  software_name text not null default '',
  software_version text not null default '',
  reason text not null,
  state text not null check (state in ('draft', 'submitted', 'deptApproved', 'approved', 'collected',
    'inScheme', 'executing', 'awaitingConfirmation', 'recorded', 'notCompleted', 'rejected', 'withdrawn')),
  -- Named by the information department instead of an absent or missing head.
  reviewer_person_id uuid,
  technician_person_id uuid,
  order_id uuid,
  idempotency_key text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, application_no),
  foreign key (unit_id, applicant_person_id) references organisation_person (unit_id, id),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  foreign key (unit_id, from_software_id) references configuration_software (unit_id, id),
  foreign key (unit_id, to_software_id) references configuration_software (unit_id, id),
  check ((kind = 'install') = (from_software_id is null)),
  check (kind <> 'uninstall' or to_software_id is null),
  check (application_no is not null or state in ('draft', 'withdrawn'))
);
create unique index installation_application_key on installation_application (unit_id, idempotency_key)
  where idempotency_key is not null;
create index installation_application_created on installation_application (unit_id, created_at, id);
create index installation_application_state on installation_application (unit_id, state, id);
create index installation_application_applicant on installation_application (unit_id, applicant_person_id, id);
create index installation_application_department on installation_application (unit_id, department_id, state);
create index installation_application_device on installation_application (unit_id, device_id, state);
