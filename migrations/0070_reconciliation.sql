-- Differences between what is observed, recorded and entitled (D17), and the rules that record some by themselves.

create table reconciliation_finding (
  unit_id uuid not null,
  id uuid not null,
  -- Kind, computer and product or number: the same difference is the same finding, whenever it is looked at.
  fingerprint text not null,
  kind text not null,
  state text not null check (state in ('open', 'ordered', 'case', 'accepted', 'resolved')),
  -- Whether the last comparison still saw it; an accepted finding keeps its decision while it comes and goes.
  present boolean not null,
  device_id uuid,
  software_id uuid,
  product_id text,
  software_name text not null,
  software_version text not null,
  publisher text not null,
  category text not null,
  evidence jsonb not null,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  resolved_at timestamptz,
  decision jsonb,
  primary key (unit_id, id),
  unique (unit_id, fingerprint)
);
create index reconciliation_finding_device on reconciliation_finding (unit_id, device_id);
create index reconciliation_finding_software on reconciliation_finding (unit_id, software_id) where software_id is not null;
create index reconciliation_finding_state on reconciliation_finding (unit_id, state, first_seen_at, id);
create index reconciliation_finding_kind on reconciliation_finding (unit_id, state, kind, first_seen_at, id);

-- The list people begin with: what still needs somebody, newest first.
create index reconciliation_finding_unsettled on reconciliation_finding (unit_id, first_seen_at, id)
  where state in ('open', 'ordered', 'case');

-- Computers whose facts have changed since they were last compared; one row however often they change.
create table reconciliation_todo (
  unit_id uuid not null,
  device_id uuid not null,
  queued_at timestamptz not null,
  primary key (unit_id, device_id)
);
create index reconciliation_todo_age on reconciliation_todo (unit_id, queued_at);

create table reconciliation_posting_rule (
  unit_id uuid not null,
  id uuid not null,
  name text not null,
  condition jsonb not null,
  state text not null check (state in ('proposed', 'approved', 'rejected', 'retired')),
  reason text not null,
  proposed_by_id text not null,
  proposed_by text not null,
  proposed_at timestamptz not null,
  decided_by_id text,
  decided_by text,
  decided_at timestamptz,
  opinion text,
  posted bigint not null default 0,
  primary key (unit_id, id),
  check (state not in ('approved', 'rejected') or decided_by is not null),
  -- Nobody approves a rule of his own.
  check (decided_by_id is null or state = 'retired' or decided_by_id <> proposed_by_id)
);
