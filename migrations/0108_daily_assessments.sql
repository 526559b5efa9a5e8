-- 考核评议 (W8; ZR-1.2.1, ZR-1.2.3(9)): one a year, a row per department; computed points are frozen when it is drafted.

create table daily_assessment (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  state text not null check (state in ('collecting', 'drafted', 'submitted', 'approved', 'reported')),
  -- Criteria and thresholds as they were when it was drafted; the unit's own before that.
  scheme jsonb,
  -- Accounts and persons who have given points or drafted it: none of them approves it.
  writers text[] not null,
  drafted_on date,
  approved_on date,
  reported_on date,
  reported_to text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, year),
  check ((state = 'collecting') = (scheme is null)),
  check (state not in ('approved', 'reported') or approved_on is not null)
);

create table daily_assessment_result (
  unit_id uuid not null,
  assessment_id uuid not null,
  department_id uuid not null,
  department_name text not null,
  -- By criterion: { points, note, by } given by hand.
  hand jsonb not null default '{}',
  -- By criterion: { points, working, link }, and the cases that stand against a good grade; null while collecting.
  computed jsonb,
  vetoes jsonb,
  -- What people decided instead of what the points say.
  grade text check (grade in ('excellent', 'qualified', 'basic', 'failed')),
  grade_reason text not null default '',
  -- What it came to when it was sent in.
  final_grade text check (final_grade in ('excellent', 'qualified', 'basic', 'failed')),
  primary key (unit_id, assessment_id, department_id),
  foreign key (unit_id, assessment_id) references daily_assessment (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id),
  check (grade is null or grade_reason <> '')
);
