/** Reads and writes of computers and their two histories, always in sets. */
import { sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Period } from './rules.history.ts';
import type { Filled } from './rules.merge.ts';
import { hostKey, serialKey } from './rules.ts';
import type { DeviceStatus, DeviceType, OemEvidence } from './shapes.ts';

/** Rows in one statement; more would only be held in memory longer. */
const AT_ONCE = 5000;

export type DeviceRow = {
  id: string;
  computerNo: string;
  assetNo: string;
  deviceType: DeviceType;
  typeName: string;
  brand: string;
  model: string;
  serialNo: string;
  uuid: string;
  macs: string[];
  hostName: string;
  osName: string;
  location: string;
  remark: string;
  status: DeviceStatus;
  acquiredOn: string | null;
  retiredOn: string | null;
  oemEvidence: OemEvidence[];
  mergedInto: string | null;
};

export type Holder = { personId: string | null; departmentId: string | null };
export type State = { status: DeviceStatus; reason: string };

const columns = sql`id, computer_no, asset_no, device_type, type_name, brand, model, serial_no, uuid,
  macs, host_name, os_name, location, remark, status, acquired_on, retired_on, oem_evidence,
  merged_into`;

export async function devicesByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, DeviceRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<DeviceRow>`
    select ${columns} from ledgers_device where unit_id = ${unitId} and id = any(${ids}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** The same rows, held until the transaction ends; in one order, so that two merges cannot wait for each other. */
export async function lockDevices(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, DeviceRow>> {
  const { rows } = await sql<DeviceRow>`
    select ${columns} from ledgers_device where unit_id = ${unitId} and id = any(${ids}::uuid[])
    order by id for update
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function devicesByNumber(
  tx: Tx,
  unitId: string,
  computerNos: readonly string[],
): Promise<Map<string, DeviceRow>> {
  if (computerNos.length === 0) return new Map();
  const { rows } = await sql<DeviceRow>`
    select ${columns} from ledgers_device
    where unit_id = ${unitId} and computer_no = any(${computerNos}::text[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.computerNo, row]));
}

function recordset(rows: readonly DeviceRow[]) {
  const given = rows.map((row) => ({
    id: row.id,
    computer_no: row.computerNo,
    asset_no: row.assetNo,
    device_type: row.deviceType,
    type_name: row.typeName,
    brand: row.brand,
    model: row.model,
    serial_no: row.serialNo,
    serial_key: serialKey(row.serialNo),
    uuid: row.uuid,
    macs: row.macs,
    host_name: row.hostName,
    host_key: hostKey(row.hostName),
    os_name: row.osName,
    location: row.location,
    remark: row.remark,
    status: row.status,
    acquired_on: row.acquiredOn,
    retired_on: row.retiredOn,
    oem_evidence: row.oemEvidence,
    merged_into: row.mergedInto,
  }));
  return sql`jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (id uuid, computer_no text,
    asset_no text, device_type text, type_name text, brand text, model text, serial_no text,
    serial_key text, uuid text, macs text[], host_name text, host_key text, os_name text,
    location text, remark text, status text, acquired_on date, retired_on date,
    oem_evidence jsonb, merged_into uuid)`;
}

export async function insertDevices(tx: Tx, unitId: string, rows: DeviceRow[]): Promise<void> {
  for (const part of chunks(rows, AT_ONCE)) {
    await sql`
      insert into ledgers_device (unit_id, id, computer_no, asset_no, device_type, type_name, brand,
        model, serial_no, serial_key, uuid, macs, host_name, host_key, os_name, location, remark,
        status, acquired_on, retired_on, oem_evidence, merged_into)
      select ${unitId}, r.* from ${recordset(part)}
    `.execute(tx);
  }
}

/**
 * PostgreSQL keeps the plan of a foreign key's check as long as the connection lives. One made when the table held a
 * handful of rows reads it whole for every row that points to it: 127 s instead of 12 s for 20,000 computers.
 */
export async function replanForeignKeys(tx: Tx): Promise<void> {
  await sql`discard plans`.execute(tx);
}

export async function saveDevices(tx: Tx, unitId: string, rows: DeviceRow[]): Promise<void> {
  for (const part of chunks(rows, AT_ONCE)) {
    await sql`
      update ledgers_device d
      set computer_no = r.computer_no, asset_no = r.asset_no, device_type = r.device_type,
        type_name = r.type_name, brand = r.brand, model = r.model, serial_no = r.serial_no,
        serial_key = r.serial_key, uuid = r.uuid, macs = r.macs, host_name = r.host_name,
        host_key = r.host_key, os_name = r.os_name, location = r.location, remark = r.remark,
        status = r.status, acquired_on = r.acquired_on, retired_on = r.retired_on,
        oem_evidence = r.oem_evidence, merged_into = r.merged_into, updated_at = now()
      from ${recordset(part)}
      where d.unit_id = ${unitId} and d.id = r.id
    `.execute(tx);
  }
}

type Histories<T> = Map<string, Period<T>[]>;

export async function holdersOf(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Histories<Holder>> {
  const { rows } = await sql<Holder & { deviceId: string; fromOn: string; toOn: string | null }>`
    select device_id, from_on, to_on, person_id, department_id from ledgers_assignment
    where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[]) order by from_on
  `.execute(tx);
  const found: Histories<Holder> = new Map(deviceIds.map((id) => [id, []]));
  for (const { deviceId, fromOn, toOn, personId, departmentId } of rows) {
    found.get(deviceId)?.push({ fromOn, toOn, value: { personId, departmentId } });
  }
  return found;
}

/** Puts these histories in the place of what is stored for their computers. */
export async function saveHolders(
  tx: Tx,
  unitId: string,
  histories: ReadonlyMap<string, readonly Period<Holder>[]>,
): Promise<void> {
  if (histories.size === 0) return;
  await sql`
    delete from ledgers_assignment
    where unit_id = ${unitId} and device_id = any(${[...histories.keys()]}::uuid[])
  `.execute(tx);
  const rows = [...histories].flatMap(([deviceId, periods]) =>
    periods.map(({ fromOn, toOn, value }) => ({
      device_id: deviceId,
      from_on: fromOn,
      to_on: toOn,
      person_id: value.personId,
      department_id: value.departmentId,
    })),
  );
  for (const part of chunks(rows, AT_ONCE)) {
    await sql`
      insert into ledgers_assignment (unit_id, device_id, from_on, to_on, person_id, department_id)
      select ${unitId}, r.* from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        as r (device_id uuid, from_on date, to_on date, person_id uuid, department_id uuid)
    `.execute(tx);
  }
}

export async function statesOf(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Histories<State>> {
  const { rows } = await sql<State & { deviceId: string; fromOn: string; toOn: string | null }>`
    select device_id, from_on, to_on, status, reason from ledgers_device_status
    where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[]) order by from_on
  `.execute(tx);
  const found: Histories<State> = new Map(deviceIds.map((id) => [id, []]));
  for (const { deviceId, fromOn, toOn, status, reason } of rows) {
    found.get(deviceId)?.push({ fromOn, toOn, value: { status, reason } });
  }
  return found;
}

export async function saveStates(
  tx: Tx,
  unitId: string,
  histories: ReadonlyMap<string, readonly Period<State>[]>,
): Promise<void> {
  if (histories.size === 0) return;
  await sql`
    delete from ledgers_device_status
    where unit_id = ${unitId} and device_id = any(${[...histories.keys()]}::uuid[])
  `.execute(tx);
  const rows = [...histories].flatMap(([deviceId, periods]) =>
    periods.map(({ fromOn, toOn, value }) => ({
      device_id: deviceId,
      from_on: fromOn,
      to_on: toOn,
      status: value.status,
      reason: value.reason,
    })),
  );
  for (const part of chunks(rows, AT_ONCE)) {
    await sql`
      insert into ledgers_device_status (unit_id, device_id, from_on, to_on, status, reason)
      select ${unitId}, r.* from jsonb_to_recordset(${JSON.stringify(part)}::jsonb)
        as r (device_id uuid, from_on date, to_on date, status text, reason text)
    `.execute(tx);
  }
}

/** Computers these people hold now, with the department written for them. */
export async function heldBy(
  tx: Tx,
  unitId: string,
  personIds: readonly string[],
): Promise<{ deviceId: string; personId: string; departmentId: string | null; fromOn: string }[]> {
  const { rows } = await sql<{
    deviceId: string;
    personId: string;
    departmentId: string | null;
    fromOn: string;
  }>`
    select device_id, person_id, department_id, from_on from ledgers_assignment
    where unit_id = ${unitId} and person_id = any(${personIds}::uuid[]) and to_on is null
  `.execute(tx);
  return rows;
}

export type MergeRow = {
  id: string;
  keepId: string;
  dropId: string;
  filled: Filled & { beganOn?: { before: string; after: string } };
  tookHolders: boolean;
  followed: string[];
  undoneAt: string | null;
};

export async function mergeRow(tx: Tx, unitId: string, id: string): Promise<MergeRow | undefined> {
  const { rows } = await sql<MergeRow>`
    select id, keep_id, drop_id, filled, took_holders, followed, undone_at from ledgers_merge
    where unit_id = ${unitId} and id = ${id} for update
  `.execute(tx);
  return rows[0];
}

export async function insertMerge(
  tx: Tx,
  unitId: string,
  merge: Omit<MergeRow, 'undoneAt'> & { mergedAt: Date; mergedBy: string },
): Promise<void> {
  await sql`
    insert into ledgers_merge (unit_id, id, keep_id, drop_id, filled, took_holders, followed,
      merged_at, merged_by)
    values (${unitId}, ${merge.id}, ${merge.keepId}, ${merge.dropId},
      ${JSON.stringify(merge.filled)}::jsonb, ${merge.tookHolders}, ${merge.followed}::uuid[],
      ${merge.mergedAt.toISOString()}::timestamptz, ${merge.mergedBy})
  `.execute(tx);
}

export async function markUndone(
  tx: Tx,
  unitId: string,
  id: string,
  by: { at: Date; name: string },
): Promise<void> {
  await sql`
    update ledgers_merge set undone_at = ${by.at.toISOString()}::timestamptz, undone_by = ${by.name}
    where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
}

/** Records merged into `fromId` now stand for `toId`; returns which. */
export async function repointMerged(
  tx: Tx,
  unitId: string,
  change: { fromId: string; toId: string; only?: readonly string[] },
): Promise<string[]> {
  const only = change.only === undefined ? sql`` : sql`and id = any(${change.only}::uuid[])`;
  const { rows } = await sql<{ id: string }>`
    update ledgers_device set merged_into = ${change.toId}
    where unit_id = ${unitId} and merged_into = ${change.fromId} ${only} returning id
  `.execute(tx);
  return rows.map((row) => row.id);
}

/** Of an import that is taken back: nothing may speak of them. */
export async function deleteDevices(tx: Tx, unitId: string, ids: readonly string[]): Promise<void> {
  for (const table of ['ledgers_assignment', 'ledgers_device_status']) {
    await sql`delete from ${sql.table(table)}
      where unit_id = ${unitId} and device_id = any(${[...ids]}::uuid[])`.execute(tx);
  }
  await sql`delete from ledgers_device
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
