-- 附件5 软件正版化工作信息统计表 and the annual summary (RC-6): one of each a year; the register of rules a unit has issued.

create table reporting_statistics (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  state text not null check (state in ('drafted', 'submitted', 'returned', 'confirmed')),
  -- What people fill in, by the row's key.
  typed jsonb not null default '{}',
  -- The whole table as it was sent in; computed anew as long as it is null.
  frozen jsonb,
  -- Accounts and persons who have written on it or sent it in: none of them confirms it.
  writers text[] not null,
  prepared_by text not null,
  preparer_phone text not null,
  prepared_on date not null,
  confirmed_by text,
  confirmed_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, year),
  check ((state in ('submitted', 'confirmed')) = (frozen is not null)),
  check ((state = 'confirmed') = (confirmed_on is not null))
);

-- 制度: name, day of issue, last revision (附件5).
create table reporting_policy (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  name text not null,
  document_no text not null,
  issued_on date not null,
  revised_on date,
  repealed_on date,
  primary key (unit_id, id),
  check (revised_on is null or revised_on >= issued_on),
  check (repealed_on is null or repealed_on >= coalesce(revised_on, issued_on))
);
-- Two rules in force under one name could not be told apart on the form.
create unique index reporting_policy_name on reporting_policy (unit_id, name) where repealed_on is null;

create table reporting_summary (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  year integer not null check (year between 2000 and 2100),
  state text not null check (state in ('draft', 'submitted', 'returned', 'approved')),
  writers text[] not null,
  approved_by text,
  approved_on date,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, year),
  check ((state = 'approved') = (approved_on is not null))
);

create table reporting_summary_section (
  unit_id uuid not null,
  summary_id uuid not null,
  section text not null check (section in ('responsibility', 'purchase', 'usage', 'inspection', 'training',
    'problems', 'next')),
  words text not null,
  -- Counts up with every change, so that nobody writes over what he has not read.
  revision integer not null,
  -- Null as long as nobody has changed what was generated.
  edited_by text,
  changed_at timestamptz not null,
  primary key (unit_id, summary_id, section),
  foreign key (unit_id, summary_id) references reporting_summary (unit_id, id)
);
