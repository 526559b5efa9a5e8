-- Upgrade schemes (WH-2.3): studied from requests and needs, approved by the leading group, carried out by one campaign.

create table installation_upgrade (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  scheme_no text not null,
  title text not null,
  -- Numbers that are left, and the one that comes; the same number for another version of it (D7).
  from_software_ids uuid[] not null check (cardinality(from_software_ids) > 0),
  to_software_id uuid not null,
  version text not null default '',
  scope jsonb not null,
  demand text not null,
  range_note text not null,
  steps_note text not null,
  risks text not null,
  fallback text not null,
  due_on date,
  technician_person_id uuid,
  state text not null check (state in ('drafting', 'submitted', 'returned', 'approved',
    'departmentsNotified', 'executing', 'closed', 'cancelled')),
  -- Everybody who has written or sent it in: none of them approves it.
  drafter_ids text[] not null,
  drafter_person_ids uuid[] not null default '{}',
  drafted_by text not null,
  campaign_id uuid,
  idempotency_key text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, scheme_no),
  foreign key (unit_id, to_software_id) references configuration_software (unit_id, id),
  foreign key (unit_id, campaign_id) references installation_campaign (unit_id, id)
);
create unique index installation_upgrade_key on installation_upgrade (unit_id, idempotency_key)
  where idempotency_key is not null;
create index installation_upgrade_state on installation_upgrade (unit_id, state, id);
create unique index installation_upgrade_campaign on installation_upgrade (unit_id, campaign_id)
  where campaign_id is not null;

-- The requests in a scheme; `outcome` is null while the scheme has it in hand.
create table installation_upgrade_application (
  unit_id uuid not null,
  scheme_id uuid not null,
  application_id uuid not null,
  outcome text check (outcome in ('recorded', 'notCompleted', 'released')),
  primary key (unit_id, scheme_id, application_id),
  foreign key (unit_id, scheme_id) references installation_upgrade (unit_id, id),
  foreign key (unit_id, application_id) references installation_application (unit_id, id)
);
-- A request is in the hands of one scheme at a time.
create unique index installation_upgrade_application_open
  on installation_upgrade_application (unit_id, application_id) where outcome is null;
