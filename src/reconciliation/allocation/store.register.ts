/** Programs of whole computers with what the register and the allocation say of them. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { RegisterRow } from './rules.register.ts';

export async function installsOfDevices(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<RegisterRow[]> {
  const { rows } = await sql<RegisterRow>`
    select device_id || '|' || install_key as id, device_id, version, recorded::text[] as recorded,
      covered_by
    from reconciliation_install
    where unit_id = ${unitId} and device_id = any(${[...deviceIds]}::uuid[])
    order by device_id, install_key
  `.execute(tx);
  return rows;
}
