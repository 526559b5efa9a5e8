/** Gap-free counters: taken inside the transaction that uses the number, so that a rollback gives it back. */
import { sql } from 'kysely';
import type { Tx } from '../db/database.ts';

/**
 * The next `count` numbers of a unit's counter; returns the first. Other transactions wait for this one to end,
 * so take numbers late. A counter starts at 1.
 */
export async function nextNumbers(
  tx: Tx,
  unitId: string,
  name: string,
  count: number,
): Promise<number> {
  if (!Number.isInteger(count) || count < 1) throw new Error(`count must be ≥ 1, got ${count}`);
  const { rows } = await sql<{ value: number }>`
    insert into platform_counter (unit_id, name, value) values (${unitId}, ${name}, ${count})
    on conflict (unit_id, name) do update set value = platform_counter.value + ${count}
    returning value
  `.execute(tx);
  return rows[0]!.value - count + 1;
}

/** The next number of a unit's counter. */
export async function nextNumber(tx: Tx, unitId: string, name: string): Promise<number> {
  return nextNumbers(tx, unitId, name, 1);
}
