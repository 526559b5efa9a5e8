-- What computers report about their own licences (activation evidence), and the KMS hosts a unit knows as its own.

create table reconciliation_activation (
  unit_id uuid not null,
  device_id uuid not null,
  -- Family and folded name of one licence on the computer.
  licence_key text not null,
  family text not null check (family in ('windows', 'office', 'other')),
  name text not null,
  product_id text,
  reported_id text not null,
  channel text not null check (channel in ('oem', 'retail', 'mak', 'kmsClient', 'volume', 'evaluation',
    'subscription', 'unknown')),
  channel_basis text not null check (channel_basis in ('reported', 'productId', 'key', 'name', 'none')),
  generic_key text check (generic_key in ('kmsClient', 'install', 'homeKms')),
  -- The last five characters of the key; the rest is never stored.
  key_tail text not null check (length(key_tail) <= 5),
  key_form text not null check (key_form in ('whole', 'masked', 'tail', 'none')),
  -- Keyed fingerprints, only of keys that should be on one computer or in the register: within the unit (equal to a
  -- serial number's) and within the installation.
  key_print bytea,
  key_mark bytea,
  trial boolean not null,
  activated_on date,
  kms_host text not null,
  learnt_from text not null check (learnt_from in ('agent', 'file')),
  -- The number whose serial number this key is.
  software_id uuid,
  -- The key was seen under another unit, as of the last comparison.
  seen_outside boolean not null default false,
  -- [{kind, strength, sentence, params}], strongest first.
  flags jsonb not null default '[]',
  primary key (unit_id, device_id, licence_key)
);
create index reconciliation_activation_print on reconciliation_activation (unit_id, key_print)
  where key_print is not null;
create index reconciliation_activation_software on reconciliation_activation (unit_id, software_id)
  where software_id is not null;
create index reconciliation_activation_host on reconciliation_activation (unit_id, device_id) where kms_host <> '';
create index reconciliation_activation_mark on reconciliation_activation (key_mark) where key_mark is not null;

-- Taken off the list, never deleted.
create table reconciliation_kms_host (
  unit_id uuid not null,
  id uuid not null,
  host text not null,
  note text not null,
  added_by text not null,
  added_at timestamptz not null,
  removed_by text,
  removed_at timestamptz,
  primary key (unit_id, id),
  check ((removed_by is null) = (removed_at is null))
);
create unique index reconciliation_kms_host_active on reconciliation_kms_host (unit_id, host)
  where removed_at is null;
