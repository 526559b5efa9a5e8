/**
 * Computers behind the differences of the three-way match. Its unit is the pair of computer and product: versions of one
 * product on a computer are one, several numbers recorded for it are several.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { Difference, DifferenceLine } from './shapes.match.ts';
import { pairs } from './store.totals.ts';

const KINDS: Record<Difference, RawBuilder<unknown>> = {
  seenOnly: sql`m.seen and m.numbers = 0`,
  recordedOnly: sql`not m.seen`,
  doubled: sql`m.numbers > 1`,
  over: sql`m.beyond > 0`,
  notEntitled: sql`m.not_entitled`,
};

/** The same in `reconciliation_match_product`. */
const COUNTS: Record<Difference, RawBuilder<unknown>> = {
  seenOnly: sql`seen_only`,
  recordedOnly: sql`recorded_only`,
  doubled: sql`doubled`,
  over: sql`over`,
  notEntitled: sql`not_entitled`,
};

export type DifferenceQuery = Pick<ListQuery, 'q' | 'sort' | 'cursor' | 'limit'> & {
  product?: string | undefined;
  software?: string | undefined;
  difference?: Difference | undefined;
};

type DifferenceTables = {
  ledgersDevice: { unitId: string; id: string; computerNo: string };
};

export async function listDifferences(
  tx: Tx,
  unitId: string,
  query: DifferenceQuery,
  few = 1000,
): Promise<Page<DifferenceLine & { kinds: Difference[] }>> {
  const wanted = query.difference ? [query.difference] : (Object.keys(KINDS) as Difference[]);
  const products = await productsWith(tx, unitId, wanted);
  const only = whose(query, products, few);
  const tests = sql.join(
    wanted.map((kind) => sql`(${KINDS[kind]})`),
    sql` or `,
  );
  const flags = sql.join(
    wanted.map((kind) => sql`case when ${KINDS[kind]} then ${kind}::text end`),
    sql`, `,
  );
  let select = tables<DifferenceTables>(tx)
    .selectFrom('ledgersDevice as d')
    .innerJoinLateral(
      sql<DifferenceLine & { kinds: Difference[]; productKey: string }>`(
        select m.*, array_remove(array[${flags}], null) as kinds, p.name as person_name,
          o.name as department_name,
          array(select distinct v.version from reconciliation_verdict v
            where v.unit_id = ${unitId} and v.device_id = m.device_id
              and v.product_key = m.product_key and v.version <> '' order by 1) as versions,
          array(select distinct s.software_no from reconciliation_verdict v
            join configuration_software s on s.unit_id = v.unit_id and s.id = any(v.recorded)
            where v.unit_id = ${unitId} and v.device_id = m.device_id
              and v.product_key = m.product_key order by 1) as software_nos
        from (${pairs(unitId, only)}) m
        left join ledgers_assignment a on a.unit_id = ${unitId} and a.device_id = m.device_id
          and a.to_on is null
        left join organisation_person p on p.unit_id = ${unitId} and p.id = a.person_id
        left join organisation_department o on o.unit_id = ${unitId}
          and o.id = coalesce(a.department_id, p.department_id)
        where ${tests})`.as('m'),
      (join) => join.onRef('m.deviceId', '=', 'd.id'),
    )
    .select(['m.id', 'm.deviceId', 'd.computerNo', 'm.personName', 'm.departmentName'])
    .select(['m.productName', 'm.versions', 'm.softwareNos', 'm.kinds'])
    .where('d.unitId', '=', unitId);
  if (query.software) {
    select = select.where(
      sql<boolean>`exists (select from reconciliation_verdict v where v.unit_id = ${unitId}
        and v.device_id = d.id and ${query.software}::uuid = any(v.recorded))`,
    );
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(d.computer_no ilike ${like} or m.product_name ilike ${like} or m.person_name ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'computerNo',
    columns: {
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      productName: { expression: sql`m.product_name collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`m.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

type Products = { keys: string[]; installs: number };

/** Products with one of these differences, and how many pairs of computer and product that is at most. */
async function productsWith(
  tx: Tx,
  unitId: string,
  wanted: readonly Difference[],
): Promise<Products> {
  const sum = sql.join(
    wanted.map((kind) => COUNTS[kind]),
    sql` + `,
  );
  const { rows } = await sql<Products>`
    select coalesce(array_agg(product_key), '{}') as keys,
      coalesce(sum(${sum}), 0)::bigint as installs
    from reconciliation_match_product where unit_id = ${unitId} and ${sum} > 0
  `.execute(tx);
  return rows[0]!;
}

/**
 * The verdicts looked at. What few computers have is found by product; what many have by walking over the computers in
 * the order of the page, which ends when the page is full.
 */
function whose(
  query: DifferenceQuery,
  { keys, installs }: Products,
  few: number,
): RawBuilder<unknown> {
  if (query.product) return sql`v.product_key = ${query.product}`;
  return installs < few ? sql`v.product_key = any(${keys}::text[])` : sql`v.device_id = d.id`;
}
