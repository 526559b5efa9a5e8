-- Statutory clock: what was closed by hand, and what has been told, so that nothing is told twice.

create table daily_clock_closing (
  unit_id uuid not null references organisation_unit (id),
  duty text not null,
  -- '2026' or '2026H1'.
  period text not null,
  state text not null check (state in ('done', 'notApplicable')),
  closed_on date not null,
  -- What shows it: a document's number, a place, a reason.
  words text not null,
  file_id uuid,
  closed_by_id text not null,
  closed_by text not null,
  closed_at timestamptz not null,
  primary key (unit_id, duty, period)
);

create table daily_clock_raised (
  unit_id uuid not null references organisation_unit (id),
  duty text not null,
  period text not null,
  stage text not null check (stage in ('due', 'overdue')),
  raised_on date not null,
  primary key (unit_id, duty, period, stage)
);
