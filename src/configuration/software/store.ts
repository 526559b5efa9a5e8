/** Reads and writes of the software numbers of a unit. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import type { Software } from './shapes.ts';
import {
  type ConfigurationTables,
  type SerialRow,
  type SoftwareRow,
  softwareOf,
} from './store.rows.ts';

const db = (tx: Tx) => tables<ConfigurationTables>(tx);

export async function softwareByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, Software>> {
  if (ids.length === 0) return new Map();
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Map(rows.map((row) => [row.id, softwareOf(row)]));
}

/** One record, locked against a second change until the transaction ends; entries may go on pointing to it. */
export async function lockedSoftware(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<Software | undefined> {
  const row = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row && softwareOf(row);
}

/** In the unit's hands on a day, in the order of the paper: commercial, OEM, free (附件7). */
export async function listActiveSoftware(
  tx: Tx,
  unitId: string,
  asOf: string,
): Promise<Software[]> {
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('registeredOn', '<=', asOf)
    .where((eb) => eb.or([eb('disposedOn', 'is', null), eb('disposedOn', '>', asOf)]))
    .orderBy(
      sql`array_position(array['commercial', 'oem', 'free', 'selfDeveloped'], software_type), software_no, id`,
    )
    .execute();
  return rows.map(softwareOf);
}

export async function softwareByIdentity(
  tx: Tx,
  unitId: string,
  keys: readonly Buffer[],
): Promise<Map<string, Software>> {
  if (keys.length === 0) return new Map();
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where(sql<boolean>`identity_key = any(${keys}::bytea[])`)
    .execute();
  return new Map(rows.map((row) => [row.identityKey.toString('hex'), softwareOf(row)]));
}

/** Records of one type and name, latest first: what a new purchase is compared with. */
export async function softwareOfName(
  tx: Tx,
  unitId: string,
  softwareType: string,
  softwareName: string,
): Promise<Software[]> {
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('softwareType', '=', softwareType as SoftwareRow['softwareType'])
    .where(sql<boolean>`lower(software_name) = lower(${softwareName})`)
    .orderBy('softwareNo', 'desc')
    .limit(50)
    .execute();
  return rows.map(softwareOf);
}

/** By the number as the unit writes it. */
export async function softwareByNos(
  tx: Tx,
  unitId: string,
  numbers: readonly string[],
): Promise<Map<string, Software>> {
  if (numbers.length === 0) return new Map();
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where(sql<boolean>`software_no = any(${[...new Set(numbers)]}::text[])`)
    .execute();
  return new Map(rows.map((row) => [row.softwareNo, softwareOf(row)]));
}

/** Free numbers in use, by number and by name in lower case (TZ-1.7). */
export async function freeSoftware(
  tx: Tx,
  unitId: string,
): Promise<{ byNo: Map<string, Software>; byName: Map<string, Software> }> {
  const rows = await db(tx)
    .selectFrom('configurationSoftware')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('softwareType', '=', 'free')
    .where('status', '=', 'active')
    .execute();
  const all = rows.map(softwareOf);
  return {
    byNo: new Map(all.map((one) => [one.softwareNo, one])),
    byName: new Map(all.map((one) => [one.softwareName.toLowerCase(), one])),
  };
}

/** Of an import that is taken back: nothing may speak of them. Their numbers are not given again. */
export async function deleteSoftware(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<void> {
  for (const table of ['configuration_serial', 'configuration_stated_count']) {
    await sql`delete from ${sql.table(table)}
      where unit_id = ${unitId} and software_id = any(${[...ids]}::uuid[])`.execute(tx);
  }
  await sql`delete from configuration_software
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function insertSoftware(tx: Tx, rows: readonly SoftwareRow[]): Promise<void> {
  if (rows.length === 0) return;
  const json = rows.map((row) => ({
    ...snakeKeys(row),
    identity_key: `\\x${row.identityKey.toString('hex')}`,
  }));
  await sql`insert into configuration_software
    select * from jsonb_populate_recordset(null::configuration_software,
      ${JSON.stringify(json)}::jsonb)`.execute(tx);
}

function snakeKeys(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );
}

export async function saveSoftware(
  tx: Tx,
  unitId: string,
  id: string,
  change: Partial<SoftwareRow>,
): Promise<void> {
  await db(tx)
    .updateTable('configurationSoftware')
    .set({
      ...change,
      ...(change.usableVersions
        ? { usableVersions: sql`${JSON.stringify(change.usableVersions)}::jsonb` }
        : {}),
      revision: sql`revision + 1`,
    })
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .execute();
}

export async function insertSerials(tx: Tx, rows: readonly SerialRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`insert into configuration_serial
      (unit_id, software_id, position, sealed, masked, fingerprint)
    select ${rows[0]!.unitId}, s.* from unnest(
      ${rows.map((row) => row.softwareId)}::uuid[], ${rows.map((row) => row.position)}::integer[],
      ${rows.map((row) => row.sealed)}::bytea[], ${rows.map((row) => row.masked)}::text[],
      ${rows.map((row) => row.fingerprint)}::bytea[]) s`.execute(tx);
}

export async function deleteSerials(tx: Tx, unitId: string, softwareId: string): Promise<void> {
  await db(tx)
    .deleteFrom('configurationSerial')
    .where('unitId', '=', unitId)
    .where('softwareId', '=', softwareId)
    .execute();
}

export type StoredSerial = Omit<SerialRow, 'unitId'>;

/** Serial numbers of records, still sealed, in the order they were written down. */
export async function serialsOf(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<StoredSerial[]> {
  if (softwareIds.length === 0) return [];
  return db(tx)
    .selectFrom('configurationSerial')
    .select(['softwareId', 'position', 'sealed', 'masked', 'fingerprint'])
    .where('unitId', '=', unitId)
    .where(sql<boolean>`software_id = any(${softwareIds}::uuid[])`)
    .orderBy('softwareId')
    .orderBy('position')
    .execute();
}

/** Other active records that carry one of these serial numbers: the same key on two numbers wants a look. */
export async function sharedSerials(
  tx: Tx,
  unitId: string,
  softwareId: string,
): Promise<{ softwareId: string; softwareNo: string; shared: number }[]> {
  const { rows } = await sql<{ softwareId: string; softwareNo: string; shared: number }>`
    select o.software_id, s.software_no, count(*)::integer as shared
    from configuration_serial m
    join configuration_serial o on o.unit_id = m.unit_id and o.fingerprint = m.fingerprint
      and o.software_id <> m.software_id
    join configuration_software s on s.unit_id = o.unit_id and s.id = o.software_id
    where m.unit_id = ${unitId} and m.software_id = ${softwareId}
    group by o.software_id, s.software_no order by s.software_no limit 20`.execute(tx);
  return rows;
}
