/** The product a number stands for, when recognition has moved it. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Numbers recorded under a provisional product stand for what it was decided to be. The product decides no number. */
export async function moveProducts(
  tx: Tx,
  unitId: string,
  moves: readonly { from: string; to: string }[],
): Promise<void> {
  if (moves.length === 0) return;
  await sql`
    update configuration_software s set product_id = m."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m ("from" text, "to" text)
    where s.unit_id = ${unitId} and s.product_id = m."from"
  `.execute(tx);
}
