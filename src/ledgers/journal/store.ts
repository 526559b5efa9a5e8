/**
 * Writes of the journal and of what is derived from it, all set-based. Decides nothing; see `rules.ts` for meaning.
 */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { EntryFact, HashedFacts } from './rules.ts';
import type { EntryCause, EntryKind } from './shapes.ts';

export type Chain = { lastEntryNo: number; lastHash: string; lastRecordedAt: Date };
export type StoredEntry = HashedFacts & { previousHash: string; hash: string };
export type Pair = { softwareId: string; deviceId: string };

export const EMPTY_HASH = '0'.repeat(64);

/** Locks the unit's chain until the transaction ends: entries of one unit are appended one after the other. */
export async function lockChain(tx: Tx, unitId: string): Promise<Chain> {
  await sql`
    insert into ledgers_chain (unit_id, last_entry_no, last_hash, last_recorded_at)
    values (${unitId}, 0, decode(${EMPTY_HASH}, 'hex'), '1970-01-01T00:00:00Z')
    on conflict (unit_id) do nothing`.execute(tx);
  const { rows } = await sql<{ lastEntryNo: number; lastHash: string; lastRecordedAt: string }>`
    select last_entry_no, encode(last_hash, 'hex') as last_hash, last_recorded_at
    from ledgers_chain where unit_id = ${unitId} for update`.execute(tx);
  const row = rows[0]!;
  return { ...row, lastRecordedAt: new Date(row.lastRecordedAt) };
}

export async function moveChain(tx: Tx, unitId: string, chain: Chain): Promise<void> {
  await sql`
    update ledgers_chain set last_entry_no = ${chain.lastEntryNo},
      last_hash = decode(${chain.lastHash}, 'hex'),
      last_recorded_at = ${chain.lastRecordedAt.toISOString()}::timestamptz
    where unit_id = ${unitId}`.execute(tx);
}

export type KeyedEntry = {
  entryNo: number;
  idempotencyKey: string;
  kind: EntryKind;
  softwareId: string;
  deviceId: string;
  version: string;
  occurredOn: string;
  cause: EntryCause;
  causeRef: string | null;
};

/** Entries already written under these idempotency keys. */
export async function entriesByKeys(
  tx: Tx,
  unitId: string,
  keys: readonly string[],
): Promise<KeyedEntry[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<KeyedEntry>`
    select entry_no, idempotency_key, kind, software_id, device_id, version, occurred_on, cause,
      cause_ref
    from ledgers_entry
    where unit_id = ${unitId} and idempotency_key = any(${keys}::text[])`.execute(tx);
  return rows;
}

/** Effective entries of these (software, device) pairs: neither reversed nor reversing. */
export async function historyOf(
  tx: Tx,
  unitId: string,
  pairs: readonly Pair[],
): Promise<EntryFact[]> {
  if (pairs.length === 0) return [];
  const { rows } = await sql<Omit<EntryFact, 'recordedAt'> & { recordedAt: string }>`
    select e.entry_no, e.kind, e.software_id, e.device_id, e.version, e.occurred_on,
      e.recorded_at, e.reverses_entry_no
    from (
      select distinct p.software_id, p.device_id
      from unnest(${pairs.map((pair) => pair.softwareId)}::uuid[],
        ${pairs.map((pair) => pair.deviceId)}::uuid[]) as p (software_id, device_id)
    ) p
    join ledgers_entry e on e.unit_id = ${unitId} and e.software_id = p.software_id
      and e.device_id = p.device_id
    where e.reverses_entry_no is null and not exists (
      select from ledgers_entry r where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no)
  `.execute(tx);
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }));
}

export type FrozenFacts = {
  computerNo: string;
  computerBrand: string;
  userId: string | null;
  userName: string;
  departmentId: string | null;
  departmentName: string;
};

/**
 * Computer, user and department on each day asked for (form 9 keeps them). A day before the first known holder gets
 * that first holder: an opening entry is older than our records, and form 9 must name somebody.
 */
export async function frozenFacts(
  tx: Tx,
  unitId: string,
  asked: readonly { deviceId: string; day: string }[],
): Promise<Map<string, FrozenFacts>> {
  const { rows } = await sql<FrozenFacts & { deviceId: string; day: string }>`
    select q.device_id, q.day, d.computer_no, trim(d.brand || ' ' || d.model) as computer_brand,
      a.person_id as user_id, coalesce(p.name, '') as user_name,
      coalesce(a.department_id, p.department_id) as department_id,
      coalesce(o.name, '') as department_name
    from (
      select distinct r.device_id, r.day
      from unnest(${asked.map((one) => one.deviceId)}::uuid[],
        ${asked.map((one) => one.day)}::date[]) as r (device_id, day)
    ) q
    join ledgers_device d on d.unit_id = ${unitId} and d.id = q.device_id
    left join lateral (
      select h.person_id, h.department_id from ledgers_assignment h
      where h.unit_id = ${unitId} and h.device_id = q.device_id
        and (h.to_on is null or h.to_on > q.day)
        and (h.from_on <= q.day or not exists (
          select from ledgers_assignment f
          where f.unit_id = ${unitId} and f.device_id = q.device_id and f.from_on <= q.day))
      order by h.from_on limit 1
    ) a on true
    left join organisation_person p on p.unit_id = ${unitId} and p.id = a.person_id
    left join organisation_department o on o.unit_id = ${unitId}
      and o.id = coalesce(a.department_id, p.department_id)
  `.execute(tx);
  return new Map(rows.map(({ deviceId, day, ...facts }) => [`${deviceId}/${day}`, facts]));
}

/** Columns of an entry as the insert reads them from JSON. */
function entryRow(entry: StoredEntry): Record<string, unknown> {
  return {
    entry_no: entry.entryNo,
    kind: entry.kind,
    software_id: entry.softwareId,
    device_id: entry.deviceId,
    version: entry.version,
    computer_no: entry.computerNo,
    computer_brand: entry.computerBrand,
    user_id: entry.userId,
    user_name: entry.userName,
    department_id: entry.departmentId,
    department_name: entry.departmentName,
    occurred_on: entry.occurredOn,
    date_basis: entry.dateBasis,
    recorded_at: entry.recordedAt.toISOString(),
    cause: entry.cause,
    cause_ref: entry.causeRef,
    actor_id: entry.actorId,
    actor_name: entry.actorName,
    reason: entry.reason,
    idempotency_key: entry.idempotencyKey,
    group_id: entry.groupId,
    reverses_entry_no: entry.reversesEntryNo,
    prev_hash: entry.previousHash,
    hash: entry.hash,
  };
}

export async function insertEntries(
  tx: Tx,
  unitId: string,
  entries: readonly StoredEntry[],
): Promise<void> {
  await sql`
    insert into ledgers_entry (unit_id, entry_no, kind, software_id, device_id, version,
      computer_no, computer_brand, user_id, user_name, department_id, department_name, occurred_on,
      date_basis, recorded_at, cause, cause_ref, actor_id, actor_name, reason, idempotency_key,
      group_id, reverses_entry_no, prev_hash, hash)
    select ${unitId}, r.entry_no, r.kind, r.software_id, r.device_id, r.version, r.computer_no,
      r.computer_brand, r.user_id, r.user_name, r.department_id, r.department_name, r.occurred_on,
      r.date_basis, r.recorded_at, r.cause, r.cause_ref, r.actor_id, r.actor_name, r.reason,
      r.idempotency_key, r.group_id, r.reverses_entry_no, decode(r.prev_hash, 'hex'),
      decode(r.hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(entries.map(entryRow))}::jsonb) as r (
      entry_no bigint, kind text, software_id uuid, device_id uuid, version text, computer_no text,
      computer_brand text, user_id uuid, user_name text, department_id uuid, department_name text,
      occurred_on date, date_basis text, recorded_at timestamptz, cause text, cause_ref text,
      actor_id text, actor_name text, reason text, idempotency_key text, group_id uuid,
      reverses_entry_no bigint, prev_hash text, hash text)`.execute(tx);
}

export type OpenRow = Pair & { version: string; installedOn: string; entryNo: number };

/** Sets what is open on these pairs now: `open` holds those of them that are, the others are closed. */
export async function replaceOpen(
  tx: Tx,
  unitId: string,
  pairs: readonly Pair[],
  open: readonly OpenRow[],
): Promise<void> {
  await sql`
    delete from ledgers_open_install o
    using unnest(${pairs.map((pair) => pair.softwareId)}::uuid[],
      ${pairs.map((pair) => pair.deviceId)}::uuid[]) as p (software_id, device_id)
    where o.unit_id = ${unitId} and o.software_id = p.software_id and o.device_id = p.device_id
  `.execute(tx);
  if (open.length === 0) return;
  await sql`
    insert into ledgers_open_install (unit_id, software_id, device_id, version, installed_on, entry_no)
    select ${unitId}, p.* from unnest(${open.map((row) => row.softwareId)}::uuid[],
      ${open.map((row) => row.deviceId)}::uuid[], ${open.map((row) => row.version)}::text[],
      ${open.map((row) => row.installedOn)}::date[], ${open.map((row) => row.entryNo)}::bigint[])
      as p (software_id, device_id, version, installed_on, entry_no)`.execute(tx);
}

/** Adds to the installed quantity of each number and returns the new quantities. */
export async function addCounts(
  tx: Tx,
  unitId: string,
  deltas: ReadonlyMap<string, number>,
): Promise<Map<string, number>> {
  // Two statements, because the check on `installed` is asked of the row to insert before the conflict is seen.
  await sql`
    insert into ledgers_count (unit_id, software_id, installed)
    select ${unitId}, d, 0 from unnest(${[...deltas.keys()]}::uuid[]) as d
    on conflict (unit_id, software_id) do nothing`.execute(tx);
  const { rows } = await sql<{ softwareId: string; installed: number }>`
    update ledgers_count c set installed = c.installed + d.delta
    from unnest(${[...deltas.keys()]}::uuid[], ${[...deltas.values()]}::bigint[])
      as d (software_id, delta)
    where c.unit_id = ${unitId} and c.software_id = d.software_id
    returning c.software_id, c.installed`.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row.installed]));
}

export type ReversibleEntry = FrozenFacts & {
  entryNo: number;
  kind: EntryKind;
  softwareId: string;
  deviceId: string;
  version: string;
  occurredOn: string;
  groupId: string | null;
  reversesEntryNo: number | null;
  reversedByEntryNo: number | null;
};

/** Entries with the other half of their upgrade, where they have one. */
export async function entriesWithGroups(
  tx: Tx,
  unitId: string,
  entryNos: readonly number[],
): Promise<ReversibleEntry[]> {
  const { rows } = await sql<ReversibleEntry>`
    with asked as (
      select e.entry_no, e.group_id from ledgers_entry e
      where e.unit_id = ${unitId} and e.entry_no = any(${entryNos}::bigint[])
    ), wanted as (
      select entry_no from asked
      union
      select e.entry_no from asked a
      join ledgers_entry e on e.unit_id = ${unitId} and e.group_id = a.group_id
        and e.reverses_entry_no is null
    )
    select e.entry_no, e.kind, e.software_id, e.device_id, e.version, e.occurred_on, e.group_id,
      e.reverses_entry_no, r.entry_no as reversed_by_entry_no, e.computer_no, e.computer_brand,
      e.user_id, e.user_name, e.department_id, e.department_name
    from wanted w
    join ledgers_entry e on e.unit_id = ${unitId} and e.entry_no = w.entry_no
    left join ledgers_entry r on r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no
    order by e.entry_no`.execute(tx);
  return rows;
}

/** What is open on a device now, for its retirement. */
export async function openOnDevice(tx: Tx, unitId: string, deviceId: string): Promise<OpenRow[]> {
  const { rows } = await sql<OpenRow>`
    select software_id, device_id, version, installed_on, entry_no from ledgers_open_install
    where unit_id = ${unitId} and device_id = ${deviceId} order by entry_no`.execute(tx);
  return rows;
}

export type DeviceRow = {
  id: string;
  computerNo: string;
  retiredOn: string | null;
  merged: boolean;
};

export async function deviceFacts(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select id, computer_no, retired_on, merged_into is not null as merged from ledgers_device
    where unit_id = ${unitId} and id = any(${ids}::uuid[])`.execute(tx);
  return rows;
}

/** 安装数量 of these numbers now; numbers never installed are absent. */
export async function countsOf(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ softwareId: string; installed: number }>`
    select software_id, installed from ledgers_count
    where unit_id = ${unitId} and software_id = any(${softwareIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row.installed]));
}

/** How much each number is used: open installs, and entries ever written. */
export async function usageOf(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<Map<string, { openInstalls: number; everInstalled: boolean }>> {
  const { rows } = await sql<{ softwareId: string; openInstalls: number; everInstalled: boolean }>`
    select s.id as software_id, coalesce(c.installed, 0) as open_installs,
      exists (select from ledgers_entry e
        where e.unit_id = ${unitId} and e.software_id = s.id) as ever_installed
    from unnest(${softwareIds}::uuid[]) as s (id)
    left join ledgers_count c on c.unit_id = ${unitId} and c.software_id = s.id`.execute(tx);
  return new Map(rows.map(({ softwareId, ...usage }) => [softwareId, usage]));
}
