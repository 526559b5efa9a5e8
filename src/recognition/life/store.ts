/** Versions in use of the products whose cycles are known. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type VersionInUse = {
  productId: string;
  productName: string;
  publisher: string;
  version: string;
  devices: number;
  entries: number;
};

/** `products`: ids, or beginnings of ids with `%`. The version of a match is the licence's; the raw one where it has none. */
export async function versionsInUse(
  tx: Tx,
  unitId: string,
  products: readonly string[],
): Promise<VersionInUse[]> {
  const { rows } = await sql<VersionInUse>`
    select m.product_id, min(m.product_name) as product_name, min(m.publisher) as publisher,
      coalesce(nullif(m.version, ''), e.version) as version,
      sum(e.device_count)::int as devices, count(*)::int as entries
    from recognition_match m
    join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${unitId} and m.product_id like any(${[...products]}::text[])
      and e.device_count > 0
    group by m.product_id, coalesce(nullif(m.version, ''), e.version)
  `.execute(tx);
  return rows;
}
