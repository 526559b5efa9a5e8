-- 使用正版软件承诺书 附件2 (ZR-3): texts, who signed which, signing campaigns. Who has still to sign is computed.

-- Version 1 is the official wording and has no row.
create table responsibility_pledge_text (
  unit_id uuid not null references organisation_unit (id),
  version integer not null check (version > 1),
  text text not null,
  reason text not null,
  issued_on date not null,
  issued_by text not null,
  primary key (unit_id, version)
);

-- Kept for good, also after leaving.
create table responsibility_pledge (
  unit_id uuid not null,
  id uuid not null,
  person_id uuid not null,
  person_name text not null,
  department_name text not null,
  text_version integer not null check (text_version >= 1),
  signature_id uuid not null,
  signed_on date not null,
  created_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, person_id, text_version),
  foreign key (unit_id, person_id) references organisation_person (unit_id, id)
);
revoke update, delete, truncate on responsibility_pledge from zhengce_app;
create index responsibility_pledge_version on responsibility_pledge (unit_id, text_version);

create table responsibility_pledge_campaign (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  campaign_no text not null,
  title text not null,
  text_version integer not null,
  -- Empty = the whole unit.
  department_ids uuid[] not null default '{}',
  due_on date,
  state text not null check (state in ('open', 'closed', 'cancelled')),
  reminded_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, campaign_no)
);
create index responsibility_pledge_campaign_state on responsibility_pledge_campaign (unit_id, state, id);
