/** Questions other parts ask about computers: how many on a day, who held them, which one is this. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { hostKey, macKey, serialKey, uuidSpellings } from './rules.ts';
import type { DeviceType } from './shapes.ts';

export type DeviceCounts = Record<DeviceType, number>;

/** D3: computers of the unit on a day, neither scrapped nor handed out by then; a merged record is no second one. */
export async function deviceCountsOn(tx: Tx, unitId: string, date: string): Promise<DeviceCounts> {
  const { rows } = await sql<{ deviceType: DeviceType; count: number }>`
    select d.device_type, count(*)::int as count
    from ledgers_device_status s
    join ledgers_device d on d.unit_id = s.unit_id and d.id = s.device_id
    where s.unit_id = ${unitId} and s.from_on <= ${date}::date
      and (s.to_on is null or s.to_on > ${date}::date)
      and s.status in ('inUse', 'idle', 'inRepair') and d.merged_into is null
    group by d.device_type
  `.execute(tx);
  const counts: DeviceCounts = { server: 0, desktop: 0, laptop: 0 };
  for (const row of rows) counts[row.deviceType] = row.count;
  return counts;
}

/**
 * D2: people who on that day held at least one computer in use. Someone who had left by then no longer belongs to the
 * unit and would make more users than staff; the machine shows in the list as held by a leaver.
 */
export async function computerUsersOn(tx: Tx, unitId: string, date: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct a.person_id)::int as count
    from ledgers_assignment a
    join ledgers_device_status s on s.unit_id = a.unit_id and s.device_id = a.device_id
      and s.from_on <= ${date}::date and (s.to_on is null or s.to_on > ${date}::date)
      and s.status = 'inUse'
    join ledgers_device d on d.unit_id = a.unit_id and d.id = a.device_id
      and d.merged_into is null
    join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
      and (p.left_on is null or p.left_on > ${date}::date)
    where a.unit_id = ${unitId} and a.from_on <= ${date}::date
      and (a.to_on is null or a.to_on > ${date}::date)
  `.execute(tx);
  return rows[0]!.count;
}

export type HolderFact = {
  deviceId: string;
  personId: string | null;
  personName: string | null;
  departmentId: string | null;
  departmentName: string | null;
};

/** Who held these computers on a day; a computer nobody held is absent. */
export async function holderOn(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
  date: string,
): Promise<Map<string, HolderFact>> {
  if (deviceIds.length === 0) return new Map();
  const { rows } = await sql<HolderFact>`
    select a.device_id, a.person_id, p.name as person_name, a.department_id,
      t.name as department_name
    from ledgers_assignment a
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t on t.unit_id = a.unit_id and t.id = a.department_id
    where a.unit_id = ${unitId} and a.device_id = any(${deviceIds}::uuid[])
      and a.from_on <= ${date}::date and (a.to_on is null or a.to_on > ${date}::date)
  `.execute(tx);
  return new Map(rows.map((row) => [row.deviceId, row]));
}

export type Identities = {
  serials?: readonly string[] | undefined;
  uuids?: readonly string[] | undefined;
  macs?: readonly string[] | undefined;
  hostNames?: readonly string[] | undefined;
  computerNos?: readonly string[] | undefined;
};
export type IdentityKind = 'serial' | 'uuid' | 'mac' | 'host' | 'computerNo';
export type IdentityMatch = {
  id: string;
  computerNo: string;
  serialNo: string;
  uuid: string;
  macs: string[];
  hostName: string;
  status: string;
  /** Which of the given identities led here. */
  matchedBy: IdentityKind[];
};

/**
 * Computers that share any of these identities; a merged record leads to the one that stands for it. Junk values
 * (placeholder serials, shared MACs) are the caller's to leave out.
 */
export async function findDevicesByIdentity(
  tx: Tx,
  unitId: string,
  given: Identities,
): Promise<IdentityMatch[]> {
  const wanted = {
    serial: keys(given.serials, (text) => [serialKey(text)]),
    uuid: keys(given.uuids, uuidSpellings),
    mac: keys(given.macs, (text) => [macKey(text)]),
    host: keys(given.hostNames, (text) => [hostKey(text)]),
    computerNo: keys(given.computerNos, (text) => [text.trim()]),
  };
  const parts = [];
  const from = sql`from ledgers_device where unit_id = ${unitId}`;
  const as = (kind: IdentityKind) =>
    sql`select coalesce(merged_into, id) as id, ${kind}::text as kind`;
  if (wanted.serial.length > 0) {
    parts.push(
      sql`${as('serial')} ${from} and serial_key <> '' and serial_key = any(${wanted.serial}::text[])`,
    );
  }
  if (wanted.uuid.length > 0) {
    parts.push(sql`${as('uuid')} ${from} and uuid <> '' and uuid = any(${wanted.uuid}::text[])`);
  }
  if (wanted.mac.length > 0) {
    parts.push(sql`${as('mac')} ${from} and macs && ${wanted.mac}::text[]`);
  }
  if (wanted.host.length > 0) {
    parts.push(
      sql`${as('host')} ${from} and host_key <> '' and host_key = any(${wanted.host}::text[])`,
    );
  }
  if (wanted.computerNo.length > 0) {
    parts.push(
      sql`${as('computerNo')} ${from} and computer_no = any(${wanted.computerNo}::text[])`,
    );
  }
  if (parts.length === 0) return [];
  const { rows } = await sql<IdentityMatch>`
    select d.id, d.computer_no, d.serial_no, d.uuid, d.macs, d.host_name, d.status,
      array_agg(distinct f.kind) as matched_by
    from (${sql.join(parts, sql` union all `)}) f
    join ledgers_device d on d.unit_id = ${unitId} and d.id = f.id
    group by d.id, d.computer_no, d.serial_no, d.uuid, d.macs, d.host_name, d.status
    order by count(distinct f.kind) desc, d.computer_no
  `.execute(tx);
  return rows;
}

function keys(
  texts: readonly string[] | undefined,
  spellings: (text: string) => string[],
): string[] {
  const found = new Set((texts ?? []).flatMap(spellings));
  found.delete('');
  return [...found];
}
