/**
 * The three-way match counted out of the verdicts. Its unit is the pair of computer and product: versions of one product
 * on a computer are one, several numbers recorded for it are several.
 */
import { type RawBuilder, sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type {
  Difference,
  DifferenceLine,
  MatchFigures,
  MatchNumber,
  MatchProduct,
} from './shapes.match.ts';

/** What nobody has decided and no number stands for is no product yet; risk software is never an entitlement. */
const COUNTED = sql`(v.kind in ('commercial', 'oem', 'free') or cardinality(v.recorded) > 0)
  and not 'risk' = any(v.reasons)`;

/** One row per computer and product. All seen versions of it have the same recorded numbers, each unseen number a row. */
function pairs(unitId: string, only: RawBuilder<unknown> = sql`true`): RawBuilder<unknown> {
  return sql`
    select v.device_id, v.product_key, min(v.id::text)::uuid as id, bool_or(v.observed) as seen,
      bool_or(v.chain like '% neverReported %') as unverified,
      bool_or(v.missing && array['number', 'right', 'allocation']
        or v.reasons && array['noLicence', 'expired', 'versionNotCovered', 'notCovered',
          'personalOnly']) as not_entitled,
      coalesce(max(cardinality(v.recorded)) filter (where v.observed), 0)
        + count(*) filter (where not v.observed) as numbers,
      coalesce(max(cardinality(v.beyond)) filter (where v.observed), 0)
        + count(*) filter (where not v.observed and v.beyond <> '{}') as beyond,
      min(v.product_name) as product_name, min(v.category) as category, min(v.kind) as kind
    from reconciliation_verdict v
    where v.unit_id = ${unitId} and ${COUNTED} and ${only}
    group by v.device_id, v.product_key`;
}

type ProductRow = MatchFigures &
  Pick<MatchProduct, 'productKey' | 'productName' | 'category' | 'kind'>;

export async function matchProducts(tx: Tx, unitId: string): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select product_key, min(product_name) as product_name, min(category) as category,
      min(kind) as kind, count(*) filter (where seen) as seen,
      count(*) filter (where seen and numbers = 0) as seen_only,
      count(*) filter (where not seen) as recorded_only,
      count(*) filter (where not seen and unverified) as unverified,
      coalesce(sum(numbers - 1) filter (where numbers > 1), 0)::bigint as doubled,
      sum(numbers)::bigint as register, sum(beyond)::bigint as over,
      count(*) filter (where not_entitled) as not_entitled
    from (${pairs(unitId)}) p group by product_key
  `.execute(tx);
  return rows;
}

/** Open installs of each number, and on how many of their computers its product was seen. */
export async function matchNumbers(
  tx: Tx,
  unitId: string,
): Promise<
  (Pick<MatchNumber, 'softwareId' | 'register' | 'seen' | 'over'> & { productKey: string })[]
> {
  const { rows } = await sql<
    Pick<MatchNumber, 'softwareId' | 'register' | 'seen' | 'over'> & { productKey: string }
  >`
    select software_id, min(product_key) as product_key, count(*) as register,
      count(*) filter (where seen) as seen, count(*) filter (where beyond) as over
    from (
      select r.id as software_id, v.device_id, min(v.product_key) as product_key,
        bool_or(v.observed) as seen, bool_or(r.id = any(v.beyond)) as beyond
      from reconciliation_verdict v cross join lateral unnest(v.recorded) as r (id)
      where v.unit_id = ${unitId} and v.recorded <> '{}' group by r.id, v.device_id
    ) i group by software_id
  `.execute(tx);
  return rows;
}

export async function undecided(
  tx: Tx,
  unitId: string,
): Promise<{ products: number; installs: number }> {
  const { rows } = await sql<{ products: number; installs: number }>`
    select count(distinct product_key) as products, count(*) as installs
    from reconciliation_verdict
    where unit_id = ${unitId} and kind = 'unknown' and recorded = '{}'
  `.execute(tx);
  return rows[0]!;
}

const KINDS: Record<Difference, RawBuilder<unknown>> = {
  seenOnly: sql`m.seen and m.numbers = 0`,
  recordedOnly: sql`not m.seen`,
  doubled: sql`m.numbers > 1`,
  over: sql`m.beyond > 0`,
  notEntitled: sql`m.not_entitled`,
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
): Promise<Page<DifferenceLine & { kinds: Difference[] }>> {
  const only = query.product ? sql`v.product_key = ${query.product}` : sql`true`;
  const wanted = query.difference ? [query.difference] : (Object.keys(KINDS) as Difference[]);
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
    .innerJoin(
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
        and v.device_id = m.device_id and ${query.software}::uuid = any(v.recorded))`,
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
