-- The journal behind forms 7, 8 and 9 (TZ-3.1 to 3.5): append-only, gap-free per unit, chained by hashes.
-- What it says today is kept in two derived tables that one command can drop and rebuild.

create table ledgers_entry (
  unit_id uuid not null,
  entry_no bigint not null check (entry_no > 0),
  kind text not null check (kind in ('install', 'uninstall')),
  software_id uuid not null,
  device_id uuid not null,
  version text not null,
  -- Computer, user and department as they were on that day (form 9); later changes do not touch them.
  computer_no text not null,
  computer_brand text not null,
  user_id uuid,
  user_name text not null,
  department_id uuid,
  department_name text not null,
  -- The business day; `loading` marks an opening entry whose real day is not known.
  occurred_on date not null check (occurred_on >= date '1990-01-01'),
  date_basis text not null default 'real' check (date_basis in ('real', 'loading')),
  -- Never decreases with entry_no, so that "known at" is a prefix of the journal.
  recorded_at timestamptz not null,
  cause text not null check (cause in ('opening', 'manual', 'workOrder', 'campaign', 'postingRule',
    'upgrade', 'correction', 'deviceRetired', 'deviceMerged')),
  cause_ref text,
  actor_id text not null,
  actor_name text not null,
  reason text,
  idempotency_key text,
  -- The two halves of an upgrade (TZ-3.5).
  group_id uuid,
  -- Set on a reversing entry: the mistake it mends.
  reverses_entry_no bigint,
  prev_hash bytea not null,
  hash bytea not null,
  primary key (unit_id, entry_no),
  foreign key (unit_id, software_id) references configuration_software (unit_id, id),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  foreign key (unit_id, reverses_entry_no) references ledgers_entry (unit_id, entry_no),
  check (reverses_entry_no is null or reverses_entry_no < entry_no),
  check ((cause = 'correction') = (reverses_entry_no is not null))
);
create index ledgers_entry_software on ledgers_entry (unit_id, software_id, device_id, occurred_on, entry_no);
create index ledgers_entry_sheet on ledgers_entry (unit_id, software_id, occurred_on, entry_no);
create index ledgers_entry_device on ledgers_entry (unit_id, device_id, occurred_on, entry_no);
create index ledgers_entry_day on ledgers_entry (unit_id, occurred_on) include (software_id, kind);
create index ledgers_entry_recorded on ledgers_entry (unit_id, recorded_at, entry_no);
create unique index ledgers_entry_key on ledgers_entry (unit_id, idempotency_key)
  where idempotency_key is not null;
create unique index ledgers_entry_reversal on ledgers_entry (unit_id, reverses_entry_no)
  where reverses_entry_no is not null;
create index ledgers_entry_group on ledgers_entry (unit_id, group_id) where group_id is not null;
-- Append-only by privilege, not by good will.
revoke update, delete, truncate on ledgers_entry from zhengce_app;

-- One row per unit, locked by whoever appends: it holds the next number and the end of the chain.
create table ledgers_chain (
  unit_id uuid primary key,
  last_entry_no bigint not null,
  last_hash bytea not null,
  last_recorded_at timestamptz not null
);
revoke delete, truncate on ledgers_chain from zhengce_app;

-- At most one open install per software number and device (D5).
create table ledgers_open_install (
  unit_id uuid not null,
  software_id uuid not null,
  device_id uuid not null,
  version text not null,
  installed_on date not null,
  entry_no bigint not null,
  primary key (unit_id, software_id, device_id)
);
create index ledgers_open_install_device on ledgers_open_install (unit_id, device_id);

-- 安装数量 of each number (D4); rows with zero are kept.
create table ledgers_count (
  unit_id uuid not null,
  software_id uuid not null,
  installed bigint not null check (installed >= 0),
  primary key (unit_id, software_id)
);

-- 建账: what was seen or listed, reviewed in bulk before it is posted as opening entries (domain 8.11).
create table ledgers_opening_proposal (
  unit_id uuid not null,
  id uuid not null,
  device_id uuid not null,
  -- Proposals of one product are reviewed together: the number it has, or the facts a new one would get.
  group_key text not null,
  software_id uuid,
  software_type text not null check (software_type in ('commercial', 'oem', 'free', 'unknown')),
  software_name text not null,
  software_version text not null default '',
  publisher text not null default '',
  category text not null default 'other',
  product_id text,
  version text not null default '',
  installed_on date not null,
  date_basis text not null check (date_basis in ('real', 'loading')),
  source text not null check (source in ('sighting', 'list')),
  source_ref text not null default '',
  chosen boolean not null default true,
  state text not null default 'waiting' check (state in ('waiting', 'posted')),
  entry_no bigint,
  created_at timestamptz not null,
  primary key (unit_id, id),
  foreign key (unit_id, device_id) references ledgers_device (unit_id, id),
  check ((state = 'posted') = (entry_no is not null))
);
-- The same product on the same computer is proposed once, however often it is seen.
create unique index ledgers_opening_proposal_pair
  on ledgers_opening_proposal (unit_id, device_id, group_key);
create index ledgers_opening_proposal_group
  on ledgers_opening_proposal (unit_id, state, group_key, id);
