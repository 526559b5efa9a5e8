-- Files made in the background: all forms of a period, or a register too long for a request. Their bytes lie in the
-- file store; how far one is, its job says.

create table reporting_batch (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  kind text not null,
  period_from date not null,
  period_to date not null,
  formats text[] not null,
  job_id uuid,
  -- {fileId, name, size, sha256, files, folders: [{folder, papers}], withheld: [], notes: []}; null until it is there
  outcome jsonb,
  created_at timestamptz not null,
  created_by_id text not null,
  created_by text not null,
  primary key (unit_id, id)
);

create index reporting_batch_own on reporting_batch (unit_id, created_by_id, created_at desc);
