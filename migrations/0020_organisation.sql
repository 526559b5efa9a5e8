-- Units, departments, posts and people: whom the registers speak of (domain.md part 3; ZR-1.1, ZR-2).
-- A unit owns its ledger: unit_id leads every key of a growing table. Units themselves are a small reference table.

create table organisation_unit (
  id uuid primary key,
  code text not null unique,
  name text not null,
  type text not null check (type in ('government', 'institution', 'enterprise')),
  superior_id uuid references organisation_unit (id),
  created_at timestamptz not null default now(),
  check (superior_id is null or superior_id <> id)
);
create index organisation_unit_superior on organisation_unit (superior_id);

create table organisation_department (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  code text not null,
  name text not null,
  parent_id uuid,
  head_person_id uuid,
  -- The five functions of ZR-1.1: informatization, office, personnel, finance, asset.
  functions text[] not null default '{}'
    check (functions <@ array['informatization', 'office', 'personnel', 'finance', 'asset']),
  active boolean not null default true,
  sort_order integer not null default 0,
  primary key (unit_id, id),
  unique (unit_id, code),
  foreign key (unit_id, parent_id) references organisation_department (unit_id, id),
  check (parent_id is null or parent_id <> id)
);
-- Two departments of one name under one parent could not be told apart on any form.
create unique index organisation_department_name on organisation_department
  (unit_id, coalesce(parent_id, '00000000-0000-0000-0000-000000000000'::uuid), name) where active;

create table organisation_post (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  name text not null,
  description text not null default '',
  active boolean not null default true,
  sort_order integer not null default 0,
  primary key (unit_id, id),
  unique (unit_id, name)
);

-- Head-count on day D (D1): joined_on <= D (null: since the beginning) and not left by D. The day of leaving no
-- longer counts.
create table organisation_person (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  staff_no text not null,
  name text not null,
  -- Pinyin initials of the name (张伟 → zw), for search.
  name_initials text not null default '',
  department_id uuid,
  post_id uuid,
  phone text not null default '',
  email text not null default '',
  active boolean not null default true,
  joined_on date,
  left_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (unit_id, id),
  unique (unit_id, staff_no),
  foreign key (unit_id, department_id) references organisation_department (unit_id, id),
  foreign key (unit_id, post_id) references organisation_post (unit_id, id),
  check (active = (left_on is null)),
  check (joined_on is null or left_on is null or left_on >= joined_on)
);
create index organisation_person_department on organisation_person (unit_id, department_id);
create index organisation_person_name on organisation_person (unit_id, name);

alter table organisation_department add constraint organisation_department_head
  foreign key (unit_id, head_person_id) references organisation_person (unit_id, id);
