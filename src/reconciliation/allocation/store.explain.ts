/** Names and figures an explanation needs beside the facts. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type NumberFigures = {
  softwareId: string;
  softwareNo: string;
  softwareName: string;
  seats: number;
};

export async function numberFigures(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, NumberFigures>> {
  const { rows } = await sql<NumberFigures>`
    select s.id as software_id, s.software_no, s.software_name, coalesce(g.seats, 0)::int as seats
    from configuration_software s
    left join (select software_id, count(*) as seats from reconciliation_allocation_seat
      where unit_id = ${unitId} and software_id = any(${[...ids]}::uuid[]) group by software_id
    ) g on g.software_id = s.id
    where s.unit_id = ${unitId} and s.id = any(${[...ids]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row]));
}

/** Computer numbers and people's names by id. */
export async function carrierNames(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const list = [...ids];
  const { rows } = await sql<{ id: string; name: string }>`
    select id, computer_no as name from ledgers_device
    where unit_id = ${unitId} and id = any(${list}::uuid[])
    union all
    select id, name from organisation_person where unit_id = ${unitId} and id = any(${list}::uuid[])
  `.execute(tx);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
