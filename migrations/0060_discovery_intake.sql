-- What agents and files report: who reports (sources), what each was seen to have (present set and changes), what could
-- not be read (quarantine). Observed is not recorded: nothing here touches the journal.

-- Secrets in the path of the one address agents post to. A token leads to its unit, so the hash is unique over all
-- units: few rows, a reference table where data is distributed.
create table discovery_token (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  name text not null,
  token_hash bytea not null unique,
  tail text not null,
  created_at timestamptz not null,
  created_by text not null,
  revoked_at timestamptz,
  revoked_by text,
  primary key (unit_id, id)
);

-- One agent identity (or one machine of an uploaded file). Three agents on one machine are three sources of one device.
create table discovery_source (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  agent_key text not null,
  kind text not null check (kind in ('glpi', 'fusioninventory', 'ocs', 'file')),
  state text not null check (state in ('candidate', 'assigned', 'ignored')),
  device_id uuid,
  -- What tied it to the device: agent, serial, uuid, mac, person.
  matched_by text not null default '',
  -- One step back: {state, deviceId, matchedBy} before the last decision of a person.
  previous jsonb,
  -- Moved here by a merge of two device records; taken back with it.
  merged_from uuid,
  -- The source whose agent identity this machine copied (a cloned disk).
  clone_of uuid,
  device_name text not null,
  agent_version text not null,
  host_name text not null,
  host_key text not null,
  serial_no text not null,
  serial_key text not null,
  uuid text not null,
  macs text[] not null,
  manufacturer text not null,
  model text not null,
  chassis text not null,
  os_name text not null,
  os_version text not null,
  os_kind text not null,
  last_user text not null,
  user_names text[] not null,
  tag text not null,
  -- [{name, productId, keyTail, oem}]; never a whole key.
  licences jsonb not null,
  -- A re-installed agent speaks for this machine now; what this one saw last no longer counts.
  superseded boolean not null default false,
  -- A full report came without a software list (switched off at the agent).
  no_software boolean not null default false,
  -- Something of this agent was lost: the next contact is answered so that a full report follows.
  wants_full boolean not null default false,
  head_digest text not null,
  created_at timestamptz not null,
  primary key (unit_id, id),
  unique (unit_id, agent_key),
  check ((state = 'assigned') = (device_id is not null))
);
create index discovery_source_device on discovery_source (unit_id, device_id) where device_id is not null;
create index discovery_source_waiting on discovery_source (unit_id, created_at, id) where device_id is null;
create index discovery_source_serial on discovery_source (unit_id, serial_key) where serial_key <> '';
create index discovery_source_uuid on discovery_source (unit_id, uuid) where uuid <> '';

-- All an unchanged report writes: narrow and without a second index, so that the update stays inside its page.
create table discovery_last_seen (
  unit_id uuid not null,
  source_id uuid not null,
  seen_at timestamptz not null,
  primary key (unit_id, source_id)
) with (fillfactor = 80);

-- What a source has now: sorted entry ids, install days since 1990-01-01 beside them (null where unknown).
create table discovery_present (
  unit_id uuid not null,
  source_id uuid not null,
  -- Number of change rows so far.
  seq integer not null,
  first_at timestamptz not null,
  changed_at timestamptz not null,
  -- Software rows in the report, as the agent counts them (equal rows included).
  software_rows integer not null,
  -- Programs installed for one user only were looked for; null where the system knows no such thing.
  per_user_seen boolean,
  -- False for a list known to show a part of the machine only (a registry export, a hand-made sheet).
  complete boolean not null,
  entries integer[] not null,
  installed_on smallint[],
  primary key (unit_id, source_id)
);
create index discovery_present_entries on discovery_present using gin (entries);

-- New entries wait in the index's pending list. Merging it belongs to the follower, not to the report that happens to
-- fill it; only the index's owner may do so.
create function discovery_merge_index() returns bigint language sql security definer set search_path = pg_catalog
  as $$ select gin_clean_pending_list('public.discovery_present_entries'::regclass) $$;

-- One row per changed report. Folding changes back from the present set shows any past set.
create table discovery_change (
  unit_id uuid not null,
  source_id uuid not null,
  seq integer not null,
  at timestamptz not null,
  -- When the source had last been seen before: what was removed was last seen then.
  seen_before timestamptz not null,
  added integer[] not null,
  removed integer[] not null,
  primary key (unit_id, source_id, seq)
);

-- Work for the followers (identity, recognition, counts, comparison), written in the report's own commit.
create table discovery_todo (
  unit_id uuid not null,
  source_id uuid not null,
  at timestamptz not null,
  primary key (unit_id, source_id)
);

-- Up to which change a source is contained in the device counts of recognition, and for which machine.
create table discovery_counted (
  unit_id uuid not null,
  source_id uuid not null,
  seq integer not null,
  machine_id uuid not null,
  primary key (unit_id, source_id)
);
create index discovery_counted_machine on discovery_counted (unit_id, machine_id);

-- Reports that could not be read or placed; bodies without their secrets. Equal bodies are one row.
create table discovery_quarantine (
  unit_id uuid not null references organisation_unit (id),
  id uuid not null,
  state text not null check (state in ('waiting', 'replayed', 'dismissed')),
  reason_code text not null,
  reason text not null,
  agent_key text not null,
  user_agent text not null,
  content_type text not null,
  body_digest bytea not null,
  body_bytes integer not null,
  -- gzip of UTF-8 text; null when no text could be had out of it.
  body bytea,
  times integer not null,
  first_at timestamptz not null,
  last_at timestamptz not null,
  settled_at timestamptz,
  settled_by text,
  primary key (unit_id, id),
  unique (unit_id, body_digest)
);
create index discovery_quarantine_list on discovery_quarantine (unit_id, state, last_at, id);

-- The unit's own additions to the block-lists of meaningless identities, and its exceptions from the shipped ones.
create table discovery_junk (
  unit_id uuid not null references organisation_unit (id),
  kind text not null check (kind in ('serial', 'uuid', 'mac')),
  value text not null,
  -- true: means nothing; false: a shipped rule does not hold for this value.
  blocked boolean not null,
  note text not null default '',
  created_at timestamptz not null,
  created_by text not null,
  primary key (unit_id, kind, value)
);
