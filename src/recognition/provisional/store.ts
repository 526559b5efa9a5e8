/** Provisional products, read out of the matches that name them. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { ProvisionalProduct } from './shapes.ts';

/** The range of ids that begin with `p-`, as the index on products has it. */
const PROVISIONAL = sql`m.product_id >= 'p-' and m.product_id < 'p.'`;

export async function listProvisional(
  tx: Tx,
  unitId: string,
  query: ListQuery,
): Promise<Page<ProvisionalProduct>> {
  const like = query.q ? likeAnywhere(query.q) : undefined;
  const rows = sql<ProvisionalProduct>`(
    select m.product_id as id, min(m.product_name) as name, min(m.publisher) as publisher,
      min(m.kind) as kind, count(*)::int as entries, coalesce(sum(e.device_count), 0)::int as devices,
      (array_agg(distinct m.version) filter (where m.version <> ''))[1:5] as versions,
      min(e.first_seen_at) as first_seen_at
    from recognition_match m
    join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${unitId} and ${PROVISIONAL}
      ${like ? sql`and (m.product_name ilike ${like} or m.publisher ilike ${like})` : sql``}
    group by m.product_id)`.as('r');
  const found = (await keyset(tx.selectFrom(rows).selectAll('r'), {
    sort: query.sort,
    defaultSort: '-devices',
    columns: {
      devices: { expression: sql`r.devices`, type: 'integer' },
      entries: { expression: sql`r.entries`, type: 'integer' },
      name: { expression: sql`r.name collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`r.id`,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  })) as Page<ProvisionalProduct>;
  return {
    ...found,
    items: found.items.map((one) => ({
      ...one,
      versions: one.versions ?? [],
      firstSeenAt: new Date(one.firstSeenAt).toISOString(),
    })),
  };
}

/** Entries of these provisional products; the bound keeps one decision from becoming a job. */
export async function entriesOfProvisional(
  tx: Tx,
  unitId: string,
  productIds: readonly string[],
  limit: number,
): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select raw_entry_id as id from recognition_match
    where unit_id = ${unitId} and product_id = any(${[...productIds]}::text[])
    order by raw_entry_id limit ${limit}
  `.execute(tx);
  return rows.map(({ id }) => id);
}
