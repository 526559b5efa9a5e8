/** What the import of an old list looks up. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { NamedSoftware } from './rules.ts';

/** Computers by their number as a list writes it. */
export async function devicesByNo(
  tx: Tx,
  unitId: string,
  numbers: readonly string[],
): Promise<Map<string, { id: string; retired: boolean }>> {
  const { rows } = await sql<{ id: string; computerNo: string; retired: boolean }>`
    select id, computer_no, retired_on is not null as retired from ledgers_device
    where unit_id = ${unitId} and merged_into is null and computer_no = any(${numbers}::text[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.computerNo, { id: row.id, retired: row.retired }]));
}

export type KnownPair = {
  id: string;
  deviceId: string;
  groupKey: string;
  state: 'waiting' | 'posted';
  version: string;
  installedOn: string;
  dateBasis: 'real' | 'loading';
  source: 'sighting' | 'list';
  sourceRef: string;
};

/** Waiting or posted lines of these computers, as `device/group`. */
export async function knownPairs(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Map<string, KnownPair>> {
  const { rows } = await sql<KnownPair>`
    select id, device_id, group_key, state, version, installed_on, date_basis, source, source_ref
    from ledgers_opening_proposal
    where unit_id = ${unitId} and device_id = any(${deviceIds}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [`${row.deviceId}/${row.groupKey}`, row]));
}

/** Active numbers with one of these numbers, former numbers or names. */
export async function softwareByNames(
  tx: Tx,
  unitId: string,
  asked: { numbers: readonly string[]; names: readonly string[] },
): Promise<NamedSoftware[]> {
  const names = [...new Set(asked.names.map((name) => name.toLowerCase()))];
  const { rows } = await sql<NamedSoftware>`
    select id, software_no, former_no, software_type, software_name, software_version
    from configuration_software
    where unit_id = ${unitId} and status = 'active' and software_type <> 'selfDeveloped'
      and (software_no = any(${asked.numbers}::text[]) or former_no = any(${asked.numbers}::text[])
        or lower(software_name) = any(${names}::text[]))`.execute(tx);
  return rows;
}
