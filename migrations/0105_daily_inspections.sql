-- 软件使用情况检查 (W6; RC-4): plan, drawn sample, check sheets, problems, circulars, rectification.

create table daily_inspection (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  inspection_no text not null,
  year integer not null check (year between 2000 and 2100),
  title text not null,
  kind text not null check (kind in ('full', 'sample', 'special')),
  period_from date not null,
  period_to date not null,
  -- Persons who fill the sheets.
  inspectors uuid[] not null,
  -- Empty = the whole unit, every type.
  department_ids uuid[] not null,
  device_types text[] not null,
  -- At most one of both; neither = every computer of the scope.
  sample_rate integer check (sample_rate between 1 and 100),
  sample_size integer check (sample_size > 0),
  plan text not null,
  conclusion text not null default '',
  state text not null check (state in ('planned', 'onsite', 'findings', 'notified', 'rectifying',
    'reviewed', 'closed', 'cancelled')),
  -- Of the last draw; every draw is a step of the record.
  seed text,
  draws integer not null default 0,
  -- What is checked on each computer, as it was when the inspection began.
  items jsonb not null default '[]',
  started_on date,
  notified_on date,
  closed_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, inspection_no),
  check (period_to >= period_from),
  check (sample_rate is null or sample_size is null),
  check (kind <> 'full' or (sample_rate is null and sample_size is null)),
  check (state not in ('onsite', 'findings', 'notified', 'rectifying', 'reviewed', 'closed')
    or (seed is not null and started_on is not null)),
  check (state not in ('notified', 'rectifying', 'reviewed', 'closed') or notified_on is not null)
);
create index daily_inspection_year on daily_inspection (unit_id, year, period_from);

-- Every computer the sample was drawn from, so that anybody can draw again; the sheet of those that were drawn.
create table daily_inspection_computer (
  unit_id uuid not null,
  inspection_id uuid not null,
  device_id uuid not null,
  computer_no text not null,
  computer_brand text not null,
  device_type text not null,
  department_id uuid,
  department_name text not null,
  person_id uuid,
  person_name text not null,
  drawn boolean not null,
  sheet_state text not null default 'pending' check (sheet_state in ('pending', 'draft', 'done', 'skipped')),
  -- Counts up with each saving: who saves over another's work is told.
  version integer not null default 0,
  answers jsonb not null default '[]',
  note text not null default '',
  checked_by_person_id uuid,
  checked_by text,
  checked_at timestamptz,
  user_signature_id uuid,
  primary key (unit_id, inspection_id, device_id),
  unique (unit_id, inspection_id, computer_no),
  foreign key (unit_id, inspection_id) references daily_inspection (unit_id, id),
  check (drawn or sheet_state = 'pending'),
  check (sheet_state <> 'skipped' or note <> ''),
  check (sheet_state = 'pending' or checked_by is not null)
);
create index daily_inspection_computer_sheet on daily_inspection_computer
  (unit_id, inspection_id, computer_no) where drawn;
create index daily_inspection_computer_person on daily_inspection_computer (unit_id, person_id) where drawn;

create table daily_inspection_problem (
  unit_id uuid not null,
  id uuid not null,
  inspection_id uuid not null,
  problem_no integer not null check (problem_no > 0),
  source text not null check (source in ('finding', 'sheet', 'manual')),
  finding_id uuid,
  item_key text,
  device_id uuid,
  computer_no text not null default '',
  kind text not null,
  content text not null,
  -- The finding as it was when it was taken up.
  evidence jsonb,
  department_id uuid,
  department_name text not null default '',
  person_id uuid,
  person_name text not null default '',
  measure text not null default '',
  due_on date,
  state text not null check (state in ('listed', 'dropped', 'open', 'responded', 'returned', 'passed', 'waived')),
  response text not null default '',
  responded_by text,
  responded_on date,
  -- Accounts and persons who have answered: none of them checks it again.
  responders text[] not null default '{}',
  review text not null default '',
  reviewed_by text,
  reviewed_on date,
  case_id uuid,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, inspection_id, problem_no),
  unique (unit_id, inspection_id, finding_id),
  unique (unit_id, inspection_id, device_id, item_key),
  foreign key (unit_id, inspection_id) references daily_inspection (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id),
  check ((source = 'finding') = (finding_id is not null)),
  check ((source = 'sheet') = (item_key is not null)),
  check (state in ('listed', 'dropped') or (department_id is not null and measure <> '' and due_on is not null))
);
create index daily_inspection_problem_state on daily_inspection_problem (unit_id, state, due_on);
create index daily_inspection_problem_department on daily_inspection_problem (unit_id, department_id, state);
create index daily_inspection_problem_person on daily_inspection_problem (unit_id, person_id)
  where person_id is not null;

-- Photos of a sheet, evidence of a rectification.
create table daily_inspection_file (
  unit_id uuid not null,
  id uuid not null,
  inspection_id uuid not null,
  device_id uuid,
  problem_id uuid,
  item_key text not null default '',
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  created_at timestamptz not null,
  created_by_id text not null,
  created_by text not null,
  primary key (unit_id, id),
  foreign key (unit_id, inspection_id) references daily_inspection (unit_id, id),
  foreign key (unit_id, inspection_id, device_id)
    references daily_inspection_computer (unit_id, inspection_id, device_id),
  foreign key (unit_id, problem_id) references daily_inspection_problem (unit_id, id),
  check ((device_id is null) <> (problem_id is null))
);
create index daily_inspection_file_of on daily_inspection_file (unit_id, inspection_id);

-- 检查通报 as issued: its very text, which nothing changes afterwards. One for all, one per department with computers checked.
create table daily_inspection_circular (
  unit_id uuid not null,
  id uuid not null,
  inspection_id uuid not null,
  circular_no text not null,
  department_id uuid,
  department_name text not null,
  content text not null,
  content_hash text not null,
  problems integer not null,
  issued_on date not null,
  issued_by text not null,
  primary key (unit_id, id),
  unique (unit_id, circular_no),
  foreign key (unit_id, inspection_id) references daily_inspection (unit_id, id)
);
create unique index daily_inspection_circular_addressee on daily_inspection_circular
  (unit_id, inspection_id, coalesce(department_id, '00000000-0000-0000-0000-000000000000'::uuid));
revoke update, delete, truncate on daily_inspection_circular from zhengce_app;
