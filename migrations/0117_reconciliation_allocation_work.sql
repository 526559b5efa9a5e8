-- What the follower of the allocation needs to know: facts have changed since the last run, and a unit's weights.

create table reconciliation_allocation_state (
  unit_id uuid primary key references organisation_unit (id),
  -- Counts changes of facts; `done_revision` is what the last finished run had seen.
  revision bigint not null default 1,
  done_revision bigint not null default 0,
  changed_at timestamptz not null default now(),
  -- {category: weight}; categories left out have the shipped weight.
  weights jsonb not null default '{}',
  weights_revision integer not null default 0
);

-- Cores as the agent reports them, for licences counted per core; 0 = not reported.
alter table discovery_source add column cores smallint not null default 0;
-- When a run was queued that has not begun, and when the last one ended and how long it took.
alter table reconciliation_allocation_state add column queued_at timestamptz;
alter table reconciliation_allocation_state add column finished_at timestamptz;
alter table reconciliation_allocation_state add column took_ms integer not null default 0;
