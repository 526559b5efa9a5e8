/** Small settings of a unit, one JSON value per key. */
import { sql } from 'kysely';
import type { Tx } from './database.ts';

export async function saveSetting(
  tx: Tx,
  unitId: string,
  key: string,
  value: unknown,
): Promise<void> {
  await sql`
    insert into platform_setting (unit_id, key, value)
    values (${unitId}, ${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (unit_id, key) do update set value = excluded.value
  `.execute(tx);
}

/** Units in which the setting has this value. */
export async function unitsWithSetting(tx: Tx, key: string, value: unknown): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id from platform_setting where key = ${key} and value = ${JSON.stringify(value)}::jsonb
    order by unit_id
  `.execute(tx);
  return rows.map((row) => row.unitId);
}

/** One setting of a unit; undefined when it was never set. */
export async function settingOf(tx: Tx, unitId: string, key: string): Promise<unknown> {
  const { rows } = await sql<{ value: unknown }>`
    select value from platform_setting where unit_id = ${unitId} and key = ${key}
  `.execute(tx);
  return rows[0]?.value;
}
