-- 责任追究 (ZR-4): facts, evidence, statement, decision, consequences, appeal, rectification. The system proposes, people decide.

create table responsibility_case (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  case_no text not null,
  title text not null,
  person_id uuid,
  person_name text not null default '',
  department_id uuid,
  department_name text not null default '',
  facts text not null,
  -- Articles that were broken: ZR-3, ZR-4, WH-1.1, WH-2.1 …
  rules text[] not null,
  pirated boolean not null default false,
  state text not null check (state in ('opened', 'statementRequested', 'statementGiven', 'proposed',
    'decided', 'appealed', 'rectifying', 'closed', 'dismissed')),
  opened_by_id text not null,
  opened_by text not null,
  statement_due_on date,
  statement text not null default '',
  statement_file_id uuid,
  response text not null default '',
  proposal jsonb not null default '[]',
  decided_on date,
  appeal text not null default '',
  appealed_on date,
  rectification text not null default '',
  rectify_by date,
  rectified_note text not null default '',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, case_no),
  foreign key (unit_id, person_id) references organisation_person (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id),
  check (person_id is not null or department_id is not null)
);
create index responsibility_case_state on responsibility_case (unit_id, state, id);
create index responsibility_case_person on responsibility_case (unit_id, person_id) where person_id is not null;
create index responsibility_case_department on responsibility_case (unit_id, department_id);

-- Evidence as it was when the case was opened; the finding itself may change.
create table responsibility_case_finding (
  unit_id uuid not null,
  case_id uuid not null,
  finding_id uuid not null,
  snapshot jsonb not null,
  primary key (unit_id, case_id, finding_id),
  foreign key (unit_id, case_id) references responsibility_case (unit_id, id)
);
create index responsibility_case_finding_finding on responsibility_case_finding (unit_id, finding_id);

create table responsibility_case_file (
  unit_id uuid not null,
  case_id uuid not null,
  file_id uuid not null,
  title text not null,
  added_by text not null,
  added_at timestamptz not null,
  primary key (unit_id, case_id, file_id),
  foreign key (unit_id, case_id) references responsibility_case (unit_id, id)
);

-- What was decided, for personnel: who is out of the year's awards, whose bonus is cut.
create table responsibility_consequence (
  unit_id uuid not null,
  case_id uuid not null,
  line_no integer not null,
  subject text not null check (subject in ('person', 'department')),
  person_id uuid,
  department_id uuid,
  subject_name text not null,
  kind text not null check (kind in ('noAward', 'bonusCut', 'other')),
  year integer not null,
  note text not null default '',
  primary key (unit_id, case_id, line_no),
  foreign key (unit_id, case_id) references responsibility_case (unit_id, id)
);
create index responsibility_consequence_year on responsibility_consequence (unit_id, year, kind);
