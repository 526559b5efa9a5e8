-- Steps of workflows, signatures and notices: what every workflow of the guideline stands on (domain.md 6.3: every
-- transition stores actor, time, opinion).

create table platform_step (
  unit_id uuid not null,
  id uuid not null,
  object_type text not null,
  object_id uuid not null,
  action text not null,
  -- Null before the first step.
  from_state text,
  to_state text not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  person_id uuid,
  -- Whose place the actor took: an absent head's substitute.
  on_behalf_of text,
  opinion text not null default '',
  -- Before and after of a correction, and whatever else the step is to show.
  detail jsonb,
  at timestamptz not null,
  primary key (unit_id, id)
);
create index platform_step_object on platform_step (unit_id, object_type, object_id, id);
revoke update, delete, truncate on platform_step from zhengce_app;

-- A signature is never changed; a new one follows it.
create table platform_signature (
  unit_id uuid not null,
  id uuid not null,
  object_type text not null,
  object_id uuid not null,
  -- In which capacity: 使用人, 安装维护人, 承诺人 …
  role text not null,
  kind text not null check (kind in ('drawn', 'password', 'scan')),
  -- Whose signature it is.
  person_id uuid,
  person_name text not null,
  -- The words that were signed.
  statement text not null,
  image bytea check (octet_length(image) <= 200000),
  file_id uuid,
  -- Who held the device on which it was drawn, or uploaded the scan.
  captured_by_id text not null,
  captured_by text not null,
  signed_on date not null,
  signed_at timestamptz not null,
  address text,
  primary key (unit_id, id),
  check ((kind = 'drawn') = (image is not null)),
  check ((kind = 'scan') = (file_id is not null))
);
create index platform_signature_object on platform_signature (unit_id, object_type, object_id, id);
revoke update, delete, truncate on platform_signature from zhengce_app;

-- One row per person (or account without a person) and notice. A person without an account finds it when there is one.
create table platform_notice (
  unit_id uuid not null,
  id uuid not null,
  account_id uuid,
  person_id uuid,
  kind text not null,
  -- The Chinese sentence with its places, and what goes into them.
  sentence text not null,
  params jsonb not null default '{}',
  -- Relative to the unit, e.g. /applications/…
  link text not null,
  object_type text,
  object_id uuid,
  created_at timestamptz not null,
  read_at timestamptz,
  primary key (unit_id, id),
  check (account_id is not null or person_id is not null)
);
create index platform_notice_account on platform_notice (unit_id, account_id, id) where account_id is not null;
create index platform_notice_person on platform_notice (unit_id, person_id, id) where person_id is not null;
create index platform_notice_unread_account on platform_notice (unit_id, account_id)
  where read_at is null and account_id is not null;
create index platform_notice_unread_person on platform_notice (unit_id, person_id)
  where read_at is null and person_id is not null;
create index platform_notice_object on platform_notice (unit_id, object_type, object_id)
  where object_id is not null;
