-- What was printed or handed out as Word or PDF, so that a paper can be held against the records again: each content once,
-- each printing, and the signed paper that came back.

create table reporting_print_version (
  unit_id uuid not null references organisation_unit (id),
  -- Twelve letters and digits of the digest, as printed beside the square code.
  code text not null check (code ~ '^[0-9A-HJKMNP-TV-Z]{12}$'),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  kind text not null,
  -- The record's id; 'current' for the committee, 'all' for a whole register.
  record text not null,
  name text not null,
  -- How the paper was asked for: day, selection.
  query jsonb not null,
  -- Whose view of the unit it shows: 'all', or the departments or the person it was cut down to.
  reach text not null,
  -- The resolved sheets and the digests of drawn signatures, as JSON, packed.
  content bytea not null,
  made_at timestamptz not null,
  primary key (unit_id, code)
);
create index reporting_print_version_record on reporting_print_version (unit_id, kind, record, made_at);

create table reporting_print (
  unit_id uuid not null,
  id uuid not null,
  code text not null,
  format text not null check (format in ('docx', 'pdf', 'paper')),
  printed_at timestamptz not null,
  printed_by_id text not null,
  printed_by text not null,
  primary key (unit_id, id),
  foreign key (unit_id, code) references reporting_print_version (unit_id, code)
);
create index reporting_print_of on reporting_print (unit_id, code, id);
create index reporting_print_by on reporting_print (unit_id, printed_by_id, id);

-- Kept for good, as what people hold in their hands refers to them.
revoke update, delete, truncate on reporting_print_version, reporting_print from zhengce_app;

create table reporting_print_scan (
  unit_id uuid not null,
  id uuid not null,
  code text not null,
  file_id uuid not null,
  file_name text not null,
  file_size bigint not null,
  sha256 text not null,
  uploaded_at timestamptz not null,
  uploaded_by text not null,
  -- A better scan of the same paper; the earlier one is kept.
  replaced_at timestamptz,
  replaced_by text,
  primary key (unit_id, id),
  foreign key (unit_id, code) references reporting_print_version (unit_id, code),
  check ((replaced_at is null) = (replaced_by is null))
);
create unique index reporting_print_scan_one on reporting_print_scan (unit_id, code) where replaced_at is null;
create index reporting_print_scan_of on reporting_print_scan (unit_id, code, id);
