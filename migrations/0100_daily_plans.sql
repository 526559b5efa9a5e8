-- 年度软件正版化工作计划 (W1; RC-1): four sections, tasks with owner and day, what was reported on them.

create table daily_plan (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  goals text not null,
  measures text not null,
  schedule text not null,
  inspection text not null,
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved', 'inProgress', 'closed')),
  -- Accounts and persons who have written on it or sent it in: none of them approves it.
  writers text[] not null,
  approved_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, year)
);

create table daily_plan_task (
  unit_id uuid not null,
  plan_id uuid not null,
  id uuid not null,
  position integer not null,
  content text not null,
  person_id uuid,
  department_id uuid,
  due_on date not null,
  state text not null check (state in ('notBegun', 'underWay', 'done', 'cancelled')),
  words text not null default '',
  reported_by text,
  reported_at timestamptz,
  primary key (unit_id, plan_id, id),
  foreign key (unit_id, plan_id) references daily_plan (unit_id, id)
);
create index daily_plan_task_person on daily_plan_task (unit_id, person_id) where state in ('notBegun', 'underWay');
