-- Training and publicity (W7; RC-5): what was held, who was there, what shows it.

create table daily_training (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  training_no text not null,
  -- The unit's own class, the authority's class leading-group members go to, publicity.
  kind text not null check (kind in ('class', 'external', 'publicity')),
  -- Of publicity: meeting, website, quiz, brochure, poster, video, other.
  form text,
  title text not null,
  held_on date not null,
  place text not null,
  lecturer text not null,
  content text not null,
  -- Who is asked to come; empty = everybody.
  audience uuid[] not null,
  state text not null check (state in ('planned', 'held', 'recorded', 'cancelled')),
  -- What came of it, and how many people publicity reached.
  words text not null,
  reach integer check (reach >= 0),
  organiser text not null,
  -- What sign-in codes are made with; codes count only while sign-in is open.
  sign_secret text not null,
  sign_open boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, training_no),
  check ((kind = 'publicity') = (form is not null))
);
create index daily_training_held on daily_training (unit_id, held_on);

create table daily_training_attendance (
  unit_id uuid not null,
  training_id uuid not null,
  person_id uuid not null,
  how text not null check (how in ('code', 'list', 'import')),
  at timestamptz not null,
  by_name text not null,
  primary key (unit_id, training_id, person_id),
  foreign key (unit_id, training_id) references daily_training (unit_id, id),
  foreign key (unit_id, person_id) references organisation_person (unit_id, id)
);
create index daily_training_attendance_person on daily_training_attendance (unit_id, person_id);

create table daily_training_document (
  unit_id uuid not null,
  training_id uuid not null,
  id uuid not null,
  kind text not null,
  title text not null,
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, training_id, id),
  foreign key (unit_id, training_id) references daily_training (unit_id, id)
);
