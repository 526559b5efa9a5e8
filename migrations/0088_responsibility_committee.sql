-- 软件正版化工作领导小组 附件1 (ZR-1.1): compositions with effect from a day; what was in force is kept.

create table responsibility_committee (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  version_no integer not null,
  -- [{personId, committeeRole, departmentId, positionTitle, officePhone, …}] with the names of then.
  members jsonb not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'inForce', 'superseded', 'discarded')),
  effective_from date,
  -- First day on which it no longer holds.
  effective_to date,
  submitted_by_id text,
  -- The paper on which it was decided, where it was not decided here.
  document_no text,
  document_on date,
  document_file_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, version_no),
  check (state not in ('inForce', 'superseded') or effective_from is not null),
  check (effective_to is null or effective_to >= effective_from)
);
create unique index responsibility_committee_one on responsibility_committee (unit_id) where state = 'inForce';
create unique index responsibility_committee_open on responsibility_committee (unit_id)
  where state in ('draft', 'submitted', 'returned');
