-- Accounts, sessions, keys, counters, settings and the audit log.
-- Accounts and their login names are shared by all units (reference tables); the rest leads with unit_id.

create table platform_account (
  id uuid primary key,
  user_name text not null,
  display_name text not null,
  password_hash text not null,
  password_changed_at timestamptz not null,
  must_change_password boolean not null default false,
  failed_attempts integer not null default 0,
  locked_until timestamptz,
  disabled boolean not null default false,
  created_at timestamptz not null default now()
);

-- User names and staff numbers by which an account signs in, folded to lower case.
create table platform_login_name (
  login_name text primary key,
  account_id uuid not null references platform_account (id) on delete cascade
);
create index platform_login_name_account on platform_login_name (account_id);

create table platform_session (
  token_hash bytea primary key,
  account_id uuid not null references platform_account (id) on delete cascade,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  address text,
  user_agent text
);
create index platform_session_account on platform_session (account_id);

-- unit_id of all zeros: the role holds for the whole installation (system administrator).
create table platform_role_grant (
  unit_id uuid not null,
  account_id uuid not null references platform_account (id) on delete cascade,
  role text not null,
  person_id uuid,
  granted_at timestamptz not null default now(),
  granted_by text not null,
  primary key (unit_id, account_id, role)
);
create index platform_role_grant_account on platform_role_grant (account_id);

create table platform_api_key (
  unit_id uuid not null,
  id uuid not null,
  name text not null,
  role text not null,
  prefix text not null,
  key_hash bytea not null,
  expires_at timestamptz not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  last_used_on date,
  revoked_at timestamptz,
  primary key (unit_id, id)
);
create index platform_api_key_hash on platform_api_key (key_hash);

create table platform_counter (
  unit_id uuid not null,
  name text not null,
  value bigint not null,
  primary key (unit_id, name)
);

create table platform_setting (
  unit_id uuid not null,
  key text not null,
  value jsonb not null,
  primary key (unit_id, key)
);

create table platform_audit (
  unit_id uuid not null,
  id uuid not null,
  at timestamptz not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text not null,
  action text not null,
  object_type text not null,
  object_id text not null,
  before jsonb,
  after jsonb,
  request_id text not null,
  address text,
  primary key (unit_id, id)
);
create index platform_audit_object on platform_audit (unit_id, object_type, object_id, id);
create index platform_audit_at on platform_audit (unit_id, at, id);
revoke update, delete, truncate on platform_audit from zhengce_app;
