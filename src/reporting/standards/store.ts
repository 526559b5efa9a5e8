/** What the exports read beside the sightings: the computer, its unit, and which number a recognised entry belongs to. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Inventory } from './rules.inventory.ts';

export async function computer(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<Inventory['computer'] | undefined> {
  const { rows } = await sql<Inventory['computer']>`
    select id, computer_no, brand, model, os_name from ledgers_device
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
  return rows[0];
}

export async function unitName(tx: Tx, unitId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organisation_unit where id = ${unitId}`.execute(tx);
  return rows[0]!.name;
}

/** The catalogue product of each entry that has one. */
export async function productsOf(
  tx: Tx,
  unitId: string,
  entryIds: readonly number[],
): Promise<Map<number, string>> {
  const { rows } = await sql<{ id: number; productId: string }>`
    select raw_entry_id as id, product_id from recognition_match
    where unit_id = ${unitId} and raw_entry_id = any(${[...entryIds]}::int[])
      and product_id is not null`.execute(tx);
  return new Map(rows.map((row) => [row.id, row.productId]));
}
