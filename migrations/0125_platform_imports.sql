-- Imports from sheets: what was committed, what each row made (so that the whole can be undone), which mapping of
-- columns somebody corrected, and the bytes a background import waits for.

create table platform_import (
  unit_id uuid not null,
  id uuid not null,
  kind text not null,
  file_name text not null,
  sha256 text not null,
  sheets text[] not null,
  -- Places of the address, e.g. the training an attendance list belongs to.
  params jsonb not null,
  total integer not null,
  created integer not null,
  updated integer not null,
  unchanged integer not null,
  rejected integer not null,
  skipped integer not null,
  -- checked = a dry run in the background, kept for its copy.
  state text not null check (state in ('checked', 'committed', 'undone')),
  made_at timestamptz not null,
  made_by text not null,
  -- The uploaded rows with their verdicts.
  copy_file_id uuid,
  -- As the person was told: the verdicts of the first rows.
  report jsonb not null,
  undone_at timestamptz,
  undone_by text,
  undo_reason text,
  primary key (unit_id, id),
  check (total = created + updated + unchanged + rejected),
  check ((state = 'undone') = (undone_at is not null))
);
create index platform_import_latest on platform_import (unit_id, made_at desc, id desc);

create table platform_import_change (
  unit_id uuid not null,
  import_id uuid not null,
  position integer not null,
  sheet text not null,
  row_no integer not null,
  object_type text not null,
  object_id text not null,
  -- What a person knows the thing by.
  label text not null,
  -- Null = the import made it.
  before jsonb,
  -- Digest of the thing as the import left it: another one means that somebody changed it since.
  mark text,
  primary key (unit_id, import_id, position),
  foreign key (unit_id, import_id) references platform_import (unit_id, id)
);

create table platform_import_mapping (
  unit_id uuid not null,
  kind text not null,
  -- SHA-256 of the header's titles.
  fingerprint text not null,
  -- Field → column counted from 0.
  mapping jsonb not null,
  saved_by text not null,
  saved_at timestamptz not null,
  primary key (unit_id, kind, fingerprint)
);

create table platform_import_upload (
  unit_id uuid not null,
  id uuid not null,
  asked jsonb not null,
  bytes bytea not null,
  created_at timestamptz not null,
  primary key (unit_id, id)
);
