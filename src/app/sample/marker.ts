/** Which unit is the sample: a setting marks it, nothing else may be removed as one. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** The sample unit's id, if it is loaded. */
export async function sampleUnit(tx: Tx): Promise<string | undefined> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id from platform_setting where key = 'sample' and value = 'true'`.execute(tx);
  return rows[0]?.unitId;
}
