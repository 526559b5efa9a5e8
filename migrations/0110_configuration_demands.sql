-- 附件3 软件使用需求申请表: rounds that ask every department, and what each department asks for.

create table configuration_demand_round (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  plan_year integer not null check (plan_year between 2000 and 2100),
  due_on date not null,
  words text not null,
  state text not null check (state in ('open', 'closed')),
  opened_on date not null,
  closed_on date,
  primary key (unit_id, id)
);
-- A year is asked for once at a time.
create unique index configuration_demand_round_open on configuration_demand_round (unit_id, plan_year)
  where state = 'open';

create table configuration_demand_asked (
  unit_id uuid not null,
  round_id uuid not null,
  department_id uuid not null,
  primary key (unit_id, round_id, department_id),
  foreign key (unit_id, round_id) references configuration_demand_round (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id)
);

create table configuration_demand (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  demand_no text not null,
  round_id uuid,
  plan_year integer not null check (plan_year between 2000 and 2100),
  department_id uuid not null,
  prepared_by_id uuid,
  prepared_by text not null,
  preparer_phone text not null,
  prepared_on date not null,
  -- Filled in by who gives the department's opinion: sending it in is that opinion.
  by_head boolean not null,
  nothing_needed boolean not null,
  state text not null check (state in ('draft', 'submitted', 'deptApproved', 'itApproved', 'returned', 'withdrawn')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, demand_no),
  foreign key (unit_id, round_id) references configuration_demand_round (unit_id, id),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id)
);
-- A department answers a round once.
create unique index configuration_demand_answer on configuration_demand (unit_id, round_id, department_id)
  where round_id is not null and state <> 'withdrawn';
create index configuration_demand_year on configuration_demand (unit_id, plan_year, state);

create table configuration_demand_line (
  unit_id uuid not null,
  demand_id uuid not null,
  id uuid not null,
  line_no integer not null,
  software_type text not null check (software_type in ('commercial', 'oem', 'free')),
  software_name text not null,
  name_key text not null,
  software_version text not null,
  category text not null,
  purpose text not null,
  functional_requirement text not null,
  requested_quantity integer not null check (requested_quantity >= 1),
  is_domestic boolean,
  remark text not null,
  post_id uuid,
  headcount integer,
  -- What the department had of it when the line was filled in.
  installed_before integer,
  approved_quantity integer check (approved_quantity between 0 and requested_quantity),
  review_note text not null default '',
  -- The selection equal lines were brought together in.
  selection_id uuid,
  primary key (unit_id, demand_id, id),
  foreign key (unit_id, demand_id) references configuration_demand (unit_id, id)
);
create index configuration_demand_line_selection on configuration_demand_line (unit_id, selection_id)
  where selection_id is not null;
