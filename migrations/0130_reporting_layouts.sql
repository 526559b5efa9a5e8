-- A unit's own columns of the forms. The layout itself is code; only what differs from it is kept.

create table reporting_layout (
  unit_id uuid not null references organisation_unit (id),
  form text not null,
  -- {title?, columns: [{key, title?, hidden?, width?, text?}]}
  change jsonb not null,
  revision integer not null default 1,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (unit_id, form)
);
