-- Who acts in an absent head's place, and the initial passwords of accounts opened in bulk until they are fetched.

-- In effect from from_on to to_on, unless revoked. What it gives is computed at each request from the departments the
-- absent head heads that day, so nothing has to be taken back when it ends.
create table organisation_delegation (
  unit_id uuid not null,
  id uuid not null,
  from_person_id uuid not null,
  to_person_id uuid not null,
  from_on date not null,
  to_on date not null,
  reason text not null,
  created_by_id text not null,
  created_by text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  revoke_reason text,
  primary key (unit_id, id),
  foreign key (unit_id, from_person_id) references organisation_person (unit_id, id),
  foreign key (unit_id, to_person_id) references organisation_person (unit_id, id),
  check (from_person_id <> to_person_id),
  check (to_on >= from_on),
  check ((revoked_at is null) = (revoked_by is null))
);
create index organisation_delegation_from on organisation_delegation (unit_id, from_person_id, to_on)
  where revoked_at is null;
create index organisation_delegation_to on organisation_delegation (unit_id, to_person_id, to_on)
  where revoked_at is null;

-- Sealed (platform/auth/sealing.ts); deleted when whoever started the job fetches the list, or after a day.
create table platform_initial_password (
  unit_id uuid not null,
  job_id uuid not null,
  account_id uuid not null references platform_account (id) on delete cascade,
  started_by text not null,
  sealed bytea not null,
  created_at timestamptz not null,
  primary key (unit_id, job_id, account_id)
);
create index platform_initial_password_account on platform_initial_password (account_id);
