/** Activation evidence in the database: facts and flags per computer, read and written as sets. */
import { sql } from 'kysely';
import type { SeenLicence } from '../../discovery/intake/rules.licence.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { LicenceFact } from './rules.facts.ts';
import type { RegisteredKey } from './rules.ts';
import type { ActivationFact, ActivationFlag } from './shapes.ts';

export type WordRow = {
  deviceId: string;
  kind: string;
  osName: string;
  osKind: string;
  maker: string;
  seenAt: string;
  licences: SeenLicence[];
};

/** What the sources of these computers say about licences; agents before files, the newest first. */
export async function wordsOn(tx: Tx, unitId: string, ids: string[]): Promise<WordRow[]> {
  const { rows } = await sql<WordRow>`
    select s.device_id, s.kind, s.os_name, s.os_kind, s.manufacturer || ' ' || s.model as maker,
      l.seen_at, s.licences
    from discovery_source s
    join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId} and s.device_id = any(${ids}::uuid[]) and not s.superseded
      and (s.licences <> '[]'::jsonb or s.os_kind = 'windows')
    order by s.device_id, s.kind = 'file', l.seen_at desc, s.id
  `.execute(tx);
  return rows;
}

/** Fingerprints whose computers have changed by this write: others reporting the same key are judged anew. */
export async function saveFacts(
  tx: Tx,
  unitId: string,
  deviceIds: string[],
  facts: readonly (LicenceFact & { softwareId: string | null })[],
): Promise<Buffer[]> {
  const rows = facts.map((fact) => ({
    ...fact,
    keyPrint: fact.keyPrint && hex(fact.keyPrint),
    keyMark: fact.keyMark && hex(fact.keyMark),
  }));
  const { rows: moved } = await sql<{ keyPrint: Buffer }>`
    with r as (
      select "deviceId" as device_id, "licenceKey" as licence_key, family, name,
        "productId" as product_id, "reportedId" as reported_id, channel,
        "channelBasis" as channel_basis, "genericKey" as generic_key, "keyTail" as key_tail,
        "keyForm" as key_form, decode("keyPrint", 'hex') as key_print,
        decode("keyMark", 'hex') as key_mark, trial, "activatedOn" as activated_on,
        "kmsHost" as kms_host, "learntFrom" as learnt_from, "softwareId" as software_id
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x ("deviceId" uuid,
        "licenceKey" text, family text, name text, "productId" text, "reportedId" text,
        channel text, "channelBasis" text, "genericKey" text, "keyTail" text, "keyForm" text,
        "keyPrint" text, "keyMark" text, trial bool, "activatedOn" date, "kmsHost" text,
        "learntFrom" text, "softwareId" uuid)
    ), before as (
      select device_id, licence_key, key_print from reconciliation_activation
      where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[])
    ), gone as (
      delete from reconciliation_activation a
      where a.unit_id = ${unitId} and a.device_id = any(${deviceIds}::uuid[]) and not exists (
        select 1 from r where r.device_id = a.device_id and r.licence_key = a.licence_key)
    ), put as (
      insert into reconciliation_activation as a (unit_id, device_id, licence_key, family, name,
        product_id, reported_id, channel, channel_basis, generic_key, key_tail, key_form, key_print,
        key_mark, trial, activated_on, kms_host, learnt_from, software_id)
      select ${unitId}, device_id, licence_key, family, name, product_id, reported_id, channel,
        channel_basis, generic_key, key_tail, key_form, key_print, key_mark, trial, activated_on,
        kms_host, learnt_from, software_id from r
      on conflict (unit_id, device_id, licence_key) do update set family = excluded.family,
        name = excluded.name, product_id = excluded.product_id, reported_id = excluded.reported_id,
        channel = excluded.channel, channel_basis = excluded.channel_basis,
        generic_key = excluded.generic_key, key_tail = excluded.key_tail,
        key_form = excluded.key_form, key_print = excluded.key_print, key_mark = excluded.key_mark,
        trial = excluded.trial, activated_on = excluded.activated_on, kms_host = excluded.kms_host,
        learnt_from = excluded.learnt_from, software_id = excluded.software_id
      where (a.family, a.name, a.product_id, a.reported_id, a.channel, a.channel_basis,
          a.generic_key, a.key_tail, a.key_form, a.key_print, a.key_mark, a.trial, a.activated_on,
          a.kms_host, a.learnt_from, a.software_id)
        is distinct from (excluded.family, excluded.name, excluded.product_id, excluded.reported_id,
          excluded.channel, excluded.channel_basis, excluded.generic_key, excluded.key_tail,
          excluded.key_form, excluded.key_print, excluded.key_mark, excluded.trial,
          excluded.activated_on, excluded.kms_host, excluded.learnt_from, excluded.software_id)
    )
    select distinct coalesce(r.key_print, b.key_print) as key_print
    from r full join before b on b.device_id = r.device_id and b.licence_key = r.licence_key
    where r.key_print is distinct from b.key_print
    union
    select b.key_print from r join before b on b.device_id = r.device_id and b.licence_key = r.licence_key
    where r.key_print is distinct from b.key_print and b.key_print is not null
  `.execute(tx);
  return moved.map((row) => row.keyPrint).filter((print) => print !== null);
}

function hex(base64url: string): string {
  return Buffer.from(base64url, 'base64url').toString('hex');
}

const bytes = (prints: readonly string[]) => prints.map((print) => Buffer.from(print, 'base64url'));

/** How many computers of the unit report each of these keys. */
export async function computersWith(
  tx: Tx,
  unitId: string,
  prints: readonly string[],
): Promise<Map<string, number>> {
  if (prints.length === 0) return new Map();
  const { rows } = await sql<{ keyPrint: Buffer; n: number }>`
    select key_print, count(distinct device_id)::int as n from reconciliation_activation
    where unit_id = ${unitId} and key_print = any(${bytes(prints)}::bytea[]) group by key_print
  `.execute(tx);
  return new Map(rows.map((row) => [row.keyPrint.toString('base64url'), row.n]));
}

/** Which of these keys another unit reports too. */
export async function knownOutside(
  tx: Tx,
  unitId: string,
  marks: readonly string[],
): Promise<Set<string>> {
  if (marks.length === 0) return new Set();
  const { rows } = await sql<{ keyMark: Buffer }>`
    select distinct key_mark from reconciliation_activation
    where key_mark = any(${bytes(marks)}::bytea[]) and unit_id <> ${unitId}
  `.execute(tx);
  return new Set(rows.map((row) => row.keyMark.toString('base64url')));
}

/** Numbers in force whose serial number is one of these keys. */
export async function registeredKeys(
  tx: Tx,
  unitId: string,
  prints: readonly string[],
  today: string,
): Promise<Map<string, RegisteredKey>> {
  if (prints.length === 0) return new Map();
  const { rows } = await sql<{
    fingerprint: Buffer;
    softwareId: string;
    softwareNo: string;
    quantity: number | null;
    unlimited: boolean;
  }>`
    select r.fingerprint, s.id as software_id, s.software_no, s.license_quantity as quantity,
      s.license_unlimited as unlimited
    from configuration_serial r
    join configuration_software s on s.unit_id = r.unit_id and s.id = r.software_id
    where r.unit_id = ${unitId} and r.fingerprint = any(${bytes(prints)}::bytea[])
      and (s.status = 'active' or s.disposed_on > ${today}::date)
    order by s.license_unlimited, s.license_quantity nulls first, s.software_no
  `.execute(tx);
  // One key under several numbers (bought twice under one agreement): their licences add up.
  const found = new Map<string, RegisteredKey>();
  for (const { fingerprint, quantity, unlimited, ...row } of rows) {
    const key = fingerprint.toString('base64url');
    const before = found.get(key)?.quantity;
    const own = unlimited ? 'unlimited' : quantity;
    const sum = typeof before === 'number' && typeof own === 'number' ? before + own : own;
    found.set(key, { ...row, quantity: sum });
  }
  return found;
}

/** Other computers of the unit that report these keys. */
export async function othersWith(
  tx: Tx,
  unitId: string,
  prints: readonly Buffer[],
  except: string[],
): Promise<string[]> {
  if (prints.length === 0) return [];
  const { rows } = await sql<{ deviceId: string }>`
    select distinct device_id from reconciliation_activation
    where unit_id = ${unitId} and key_print = any(${[...prints]}::bytea[])
      and device_id <> all(${except}::uuid[])
  `.execute(tx);
  return rows.map((row) => row.deviceId);
}

/** Computers that report, or reported when last compared, a key that is a serial number of these numbers. */
export async function computersWithSerialOf(
  tx: Tx,
  unitId: string,
  softwareIds: string[],
): Promise<string[]> {
  if (softwareIds.length === 0) return [];
  const { rows } = await sql<{ deviceId: string }>`
    select a.device_id from configuration_serial r
    join reconciliation_activation a on a.unit_id = r.unit_id and a.key_print = r.fingerprint
    where r.unit_id = ${unitId} and r.software_id = any(${softwareIds}::uuid[])
    union
    select device_id from reconciliation_activation
    where unit_id = ${unitId} and software_id = any(${softwareIds}::uuid[])
  `.execute(tx);
  return rows.map((row) => row.deviceId);
}

export type FlagRow = {
  deviceId: string;
  licenceKey: string;
  seenOutside: boolean;
  flags: ActivationFlag[];
};

export async function saveFlags(tx: Tx, unitId: string, rows: readonly FlagRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update reconciliation_activation a set flags = r.flags, seen_outside = r."seenOutside"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("deviceId" uuid,
      "licenceKey" text, "seenOutside" bool, flags jsonb)
    where a.unit_id = ${unitId} and a.device_id = r."deviceId" and a.licence_key = r."licenceKey"
      and (a.flags <> r.flags or a.seen_outside <> r."seenOutside")
  `.execute(tx);
}

/**
 * Queues computers whose key has come to be known elsewhere, or is no longer, since they were compared. Its own
 * transaction: it touches the queues of many units.
 */
export async function queueSeenOutside(tx: Tx): Promise<void> {
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select distinct a.unit_id, a.device_id, now()
    from reconciliation_activation a
    join (
      select key_mark, min(unit_id::text) <> max(unit_id::text) as shared
      from reconciliation_activation where key_mark is not null group by key_mark
    ) m on m.key_mark = a.key_mark
    where a.seen_outside <> m.shared
    order by 1, 2
    on conflict do nothing
  `.execute(tx);
}

/** Licences and flags of these computers, as of their last comparison. */
export async function factsOf(
  tx: Tx,
  unitId: string,
  deviceIds: string[],
): Promise<ActivationFact[]> {
  const { rows } = await sql<ActivationFact>`
    select device_id, licence_key, family, name, product_id, reported_id, channel, channel_basis,
      generic_key, trial, activated_on, kms_host, learnt_from, software_id, flags
    from reconciliation_activation
    where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[])
    order by device_id, licence_key
  `.execute(tx);
  return rows;
}

/** Fingerprints of the findings about flags that somebody has explained. */
export async function acceptedFlags(
  tx: Tx,
  unitId: string,
  deviceIds: string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ fingerprint: string }>`
    select fingerprint from reconciliation_finding
    where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[]) and kind = 'activation'
      and state = 'accepted'
  `.execute(tx);
  return new Set(rows.map((row) => row.fingerprint));
}
