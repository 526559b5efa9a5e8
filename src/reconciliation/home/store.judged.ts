/** Every open install of a day in the three categories, for whoever explains how a rate changed. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Computers, PairInstalls } from './rules.judged.ts';
import { GENERAL, type RateSources } from './store.ts';

/** One row per number and version, its installs side by side: a row for each of hundreds of thousands would take seconds. */
export async function pairInstalls(
  tx: Tx,
  unitId: string,
  { installs }: RateSources,
): Promise<PairInstalls[]> {
  const { rows } = await sql<PairInstalls>`
    select o.software_id, o.version, s.category, s.software_type, s.license_quantity as quantity,
      o.device_ids, o.entry_nos, o.days
    from (
      select software_id, version, json_agg(device_id) as device_ids, json_agg(entry_no) as entry_nos,
        json_agg(installed_on - date '2000-01-01') as days
      from (${installs}) i group by software_id, version
    ) o
    join configuration_software s on s.unit_id = ${unitId} and s.id = o.software_id
    where s.category = any(${[...GENERAL]}::text[])
    order by o.software_id, o.version`.execute(tx);
  return rows;
}

/** All computers: whether the day counts them as in use, and whether there is OEM evidence. */
export async function computersOf(
  tx: Tx,
  unitId: string,
  { devices }: RateSources,
): Promise<Computers> {
  const { rows } = await sql<{ id: string; inUse: boolean; oemEvidence: boolean }>`
    select d.id, v.device_id is not null as in_use,
      jsonb_array_length(d.oem_evidence) > 0 as oem_evidence
    from ledgers_device d
    left join (${devices}) v on v.device_id = d.id
    where d.unit_id = ${unitId}`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
