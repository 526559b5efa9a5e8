-- Which licence covers which install: the present picture, the proof of every component, and what people have fixed.

-- One row per program on a computer, seen or recorded, as the last allocation judged it.
create table reconciliation_install (
  unit_id uuid not null,
  device_id uuid not null,
  -- Product, edition and version of it, folded into one key.
  install_key text not null,
  product_id text not null,
  product_name text not null,
  publisher text not null,
  edition text not null,
  version text not null,
  kind text not null,
  category text not null,
  observed boolean not null,
  -- Numbers it is recorded under in the register.
  recorded uuid[] not null,
  weight integer not null check (weight >= 1),
  component_id text,
  -- The number that covers it; null = none.
  covered_by uuid,
  carrier_id text,
  -- Why each number of the product does not cover it: [{softwareId, obstacle}].
  obstacles jsonb not null default '[]',
  primary key (unit_id, device_id, install_key)
);
create index reconciliation_install_component on reconciliation_install (unit_id, component_id);
create index reconciliation_install_cover on reconciliation_install (unit_id, covered_by)
  where covered_by is not null;
create index reconciliation_install_product on reconciliation_install (unit_id, product_id);

-- The last allocation's components with their proofs; unchanged facts have an unchanged id.
create table reconciliation_allocation_component (
  unit_id uuid not null,
  id text not null,
  proof text not null check (proof in ('proven', 'tree', 'gap', 'heuristic')),
  -- {weight, cost, changes}: {value, bound, proof} each.
  levels jsonb not null,
  devices integer not null,
  installs integer not null,
  software_ids uuid[] not null,
  worth jsonb not null,
  certificate jsonb not null,
  -- The seats it was to change as few of as it could: what its last level is said against.
  yesterday jsonb not null default '[]',
  solved_at timestamptz not null,
  primary key (unit_id, id)
);

create table reconciliation_allocation_seat (
  unit_id uuid not null,
  software_id uuid not null,
  carrier_id text not null,
  component_id text not null,
  primary key (unit_id, software_id, carrier_id)
);
create index reconciliation_allocation_seat_component
  on reconciliation_allocation_seat (unit_id, component_id);

-- Assignments people have fixed. Taken back, never deleted.
create table reconciliation_allocation_lock (
  unit_id uuid not null,
  id uuid not null,
  software_id uuid not null,
  carrier_kind text not null check (carrier_kind in ('device', 'user')),
  carrier_id uuid not null,
  reason text not null,
  locked_at timestamptz not null,
  locked_by text not null,
  released_at timestamptz,
  released_by text,
  primary key (unit_id, id),
  check ((released_at is null) = (released_by is null))
);
create unique index reconciliation_allocation_lock_active
  on reconciliation_allocation_lock (unit_id, software_id, carrier_id) where released_at is null;

-- One row per run: what was asked, how far it came, what it reached.
create table reconciliation_allocation_run (
  unit_id uuid not null,
  id uuid not null,
  day date not null,
  scope text not null check (scope in ('all', 'touched')),
  state text not null check (state in ('running', 'done', 'cancelled', 'failed')),
  started_at timestamptz not null,
  started_by text not null,
  finished_at timestamptz,
  -- Figures of the run: devices, installs, covered, levels, proofs, seconds.
  figures jsonb not null default '{}',
  primary key (unit_id, id)
);
create index reconciliation_allocation_run_latest on reconciliation_allocation_run (unit_id, started_at desc);
