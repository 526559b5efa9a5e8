-- 迎检资料包: who made one, of which period, and what came out; the zip lies in the file store.

create table reporting_pack (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  period_from date not null,
  period_to date not null,
  -- The address people open the system at, for the square on the cover.
  base text not null,
  job_id uuid,
  -- {fileId, name, size, sha256, digest, files, needs, withheld, missing}; null while it is being made.
  outcome jsonb,
  created_at timestamptz not null,
  created_by_id text not null,
  created_by text not null,
  primary key (unit_id, id),
  check (period_from <= period_to)
);
create index reporting_pack_latest on reporting_pack (unit_id, created_at desc);
