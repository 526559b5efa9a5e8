/** What is needed to take changes back: the audit lines after a moment, and the whole histories of what they touch. */
import { sql } from 'kysely';
import { termSpan } from '../../configuration/software/rules.terms.ts';
import type { LicenseTerm } from '../../configuration/software/shapes.ts';
import type { DeviceStatus } from '../../ledgers/devices/shapes.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Change, Holder, KnownDevice, Merge } from './rules.known.ts';

const ACTIONS = [
  'person.create',
  'person.update',
  'person.leave',
  'device.create',
  'device.update',
  'device.status',
  'device.holder',
  'device.merge',
  'device.undoMerge',
  'configuration.createSoftware',
  'configuration.updateSoftware',
  'configuration.disposeSoftware',
  'configuration.restoreSoftware',
];

export type TimedChange = Change & { objectType: string; at: string };

/** Changes of people, computers and numbers recorded after a moment, newest first. */
export async function changesAfter(tx: Tx, unitId: string, moment: string): Promise<TimedChange[]> {
  const { rows } = await sql<TimedChange>`
    select action, object_type, object_id, before, after, at from platform_audit
    where unit_id = ${unitId} and at > ${moment}::timestamptz and action = any(${ACTIONS}::text[])
    order by at desc, id desc`.execute(tx);
  return rows.map((row) => (row.action === 'configuration.updateSoftware' ? withEnd(row) : row));
}

/** The log keeps the term as it was entered; the comparison wants its last day. */
function withEnd(row: TimedChange): TimedChange {
  if (!row.before || !('licenseTerm' in row.before)) return row;
  const term = row.before.licenseTerm as LicenseTerm | null;
  return { ...row, before: { ...row.before, termEnd: term === null ? null : termSpan(term).end } };
}

export async function merges(tx: Tx, unitId: string): Promise<Map<string, Merge>> {
  const { rows } = await sql<Merge>`
    select id, keep_id, drop_id, took_holders, filled -> 'beganOn' as began_on
    from ledgers_merge where unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Computers with their whole histories as they are recorded now. */
export async function wholeDevices(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, KnownDevice>> {
  const wanted = sql`unit_id = ${unitId} and device_id = any(${ids}::uuid[])`;
  const { rows: devices } = await sql<Omit<KnownDevice, 'statuses' | 'holders'>>`
    select id, computer_no, device_type, merged_into is not null as merged from ledgers_device
    where unit_id = ${unitId} and id = any(${ids}::uuid[])`.execute(tx);
  const { rows: statuses } = await sql<{
    deviceId: string;
    fromOn: string;
    toOn: string | null;
    status: DeviceStatus;
  }>`select device_id, from_on, to_on, status from ledgers_device_status
    where ${wanted} order by from_on`.execute(tx);
  const { rows: holders } = await sql<
    Holder & { deviceId: string; fromOn: string; toOn: string | null }
  >`select device_id, from_on, to_on, person_id, department_id from ledgers_assignment
    where ${wanted} order by from_on`.execute(tx);
  const found = new Map<string, KnownDevice>(
    devices.map((device) => [device.id, { ...device, statuses: [], holders: [] }]),
  );
  for (const { deviceId, fromOn, toOn, status } of statuses) {
    found.get(deviceId)?.statuses.push({ fromOn, toOn, value: status });
  }
  for (const { deviceId, fromOn, toOn, personId, departmentId } of holders) {
    found.get(deviceId)?.holders.push({ fromOn, toOn, value: { personId, departmentId } });
  }
  return found;
}
