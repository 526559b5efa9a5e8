/**
 * The three-way match as running totals per product and per number, kept by whoever writes verdicts, together with those
 * of `store.counts.ts`. A unit's verdicts are written by one transaction at a time (RECONCILIATION_LOCK), so that a
 * difference of counts is exact.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { MatchFigures, MatchNumber, MatchProduct } from './shapes.match.ts';
import { addTotals, countTotals, VERDICT_FIGURES } from './store.counts.ts';

/** What nobody has decided and no number stands for is no product yet; risk software is never an entitlement. */
const COUNTED = sql`(v.kind in ('commercial', 'oem', 'free') or cardinality(v.recorded) > 0)
  and not 'risk' = any(v.reasons)`;

/** One row per computer and product. All seen versions of it have the same recorded numbers, each unseen number a row. */
export function pairs(unitId: string, only: RawBuilder<unknown>): RawBuilder<unknown> {
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

const FIGURES = [
  'seen',
  'seenOnly',
  'recordedOnly',
  'unverified',
  'doubled',
  'register',
  'over',
  'notEntitled',
  'undecided',
] as const;
export type ProductRow = MatchFigures &
  Pick<MatchProduct, 'productKey' | 'productName' | 'category' | 'kind'>;
type ProductTotals = ProductRow & { undecided: number };
export type NumberTotals = Pick<MatchNumber, 'softwareId' | 'register' | 'seen' | 'over'> & {
  productKey: string;
};

async function countProducts(
  tx: Tx,
  unitId: string,
  only: RawBuilder<unknown>,
): Promise<ProductTotals[]> {
  const { rows } = await sql<ProductTotals>`
    with counted as (
      select product_key, min(product_name) as product_name, min(category) as category,
        min(kind) as kind, count(*) filter (where seen) as seen,
        count(*) filter (where seen and numbers = 0) as seen_only,
        count(*) filter (where not seen) as recorded_only,
        count(*) filter (where not seen and unverified) as unverified,
        coalesce(sum(numbers - 1) filter (where numbers > 1), 0)::bigint as doubled,
        sum(numbers)::bigint as register, sum(beyond)::bigint as over,
        count(*) filter (where not_entitled) as not_entitled, 0::bigint as undecided
      from (${pairs(unitId, only)}) p group by product_key
    ), undecided as (
      select v.product_key, min(v.product_name) as product_name, min(v.category) as category,
        'unknown' as kind, count(*) as undecided
      from reconciliation_verdict v
      where v.unit_id = ${unitId} and v.kind = 'unknown' and v.recorded = '{}' and ${only}
      group by v.product_key
    )
    select product_key, coalesce(c.product_name, u.product_name) as product_name,
      coalesce(c.category, u.category) as category, coalesce(c.kind, u.kind) as kind,
      coalesce(c.seen, 0) as seen, coalesce(c.seen_only, 0) as seen_only,
      coalesce(c.recorded_only, 0) as recorded_only, coalesce(c.unverified, 0) as unverified,
      coalesce(c.doubled, 0) as doubled, coalesce(c.register, 0) as register,
      coalesce(c.over, 0) as over, coalesce(c.not_entitled, 0) as not_entitled,
      coalesce(u.undecided, 0) as undecided
    from counted c full join undecided u using (product_key)
  `.execute(tx);
  return rows;
}

/** Open installs of each number, and on how many of their computers its product was seen. */
async function countNumbers(
  tx: Tx,
  unitId: string,
  only: RawBuilder<unknown>,
): Promise<NumberTotals[]> {
  const { rows } = await sql<NumberTotals>`
    select software_id, min(product_key) as product_key, count(*) as register,
      count(*) filter (where seen) as seen, count(*) filter (where beyond) as over
    from (
      select r.id as software_id, v.device_id, min(v.product_key) as product_key,
        bool_or(v.observed) as seen, bool_or(r.id = any(v.beyond)) as beyond
      from reconciliation_verdict v cross join lateral unnest(v.recorded) as r (id)
      where v.unit_id = ${unitId} and v.recorded <> '{}' and ${only} group by r.id, v.device_id
    ) i group by software_id
  `.execute(tx);
  return rows;
}

/** Makes a change to the verdicts of these computers, and to the totals what it changes in them. */
export async function withTotals(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  const only = sql`v.device_id = any(${[...deviceIds]}::uuid[])`;
  const products = await countProducts(tx, unitId, only);
  const numbers = await countNumbers(tx, unitId, only);
  const names = await countTotals(tx, unitId, only);
  await change();
  await addProducts(
    tx,
    unitId,
    differences(products, await countProducts(tx, unitId, only), (row) => row.productKey, FIGURES),
  );
  await addNumbers(
    tx,
    unitId,
    differences(numbers, await countNumbers(tx, unitId, only), (row) => row.softwareId, [
      'register',
      'seen',
      'over',
    ]),
  );
  await addTotals(
    tx,
    unitId,
    differences(
      names,
      await countTotals(tx, unitId, only),
      (row) => `${row.productName}\n${row.category} ${row.rank}`,
      VERDICT_FIGURES,
    ),
  );
}

/** After less before, in the order of the keys; words as they are after, where there are any. */
function differences<K extends string, R extends Record<K, number>>(
  before: readonly R[],
  after: readonly R[],
  keyOf: (row: R) => string,
  figures: readonly K[],
): R[] {
  const old = new Map(before.map((row) => [keyOf(row), row]));
  const less = (row: R, other: R | undefined, sign: 1 | -1) => ({
    ...row,
    ...Object.fromEntries(figures.map((key) => [key, sign * (row[key] - (other?.[key] ?? 0))])),
  });
  const rows = after.map((row) => {
    const known = old.get(keyOf(row));
    old.delete(keyOf(row));
    return less(row, known, 1);
  });
  for (const row of old.values()) rows.push(less(row, undefined, -1));
  return rows
    .filter((row) => figures.some((key) => row[key] !== 0))
    .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

async function addProducts(tx: Tx, unitId: string, rows: readonly ProductTotals[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    merge into reconciliation_match_product t
    using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("productKey" text,
      "productName" text, category text, kind text, seen bigint, "seenOnly" bigint,
      "recordedOnly" bigint, unverified bigint, doubled bigint, register bigint, over bigint,
      "notEntitled" bigint, undecided bigint)
    on t.unit_id = ${unitId} and t.product_key = r."productKey"
    when matched and t.seen + r.seen + t.register + r.register + t.undecided + r.undecided = 0
      then delete
    when matched then update set product_name = r."productName", category = r.category,
      kind = r.kind, seen = t.seen + r.seen, seen_only = t.seen_only + r."seenOnly",
      recorded_only = t.recorded_only + r."recordedOnly", unverified = t.unverified + r.unverified,
      doubled = t.doubled + r.doubled, register = t.register + r.register, over = t.over + r.over,
      not_entitled = t.not_entitled + r."notEntitled", undecided = t.undecided + r.undecided
    when not matched then insert (unit_id, product_key, product_name, category, kind, seen,
      seen_only, recorded_only, unverified, doubled, register, over, not_entitled, undecided)
      values (${unitId}, r."productKey", r."productName", r.category, r.kind, r.seen, r."seenOnly",
        r."recordedOnly", r.unverified, r.doubled, r.register, r.over, r."notEntitled", r.undecided)
  `.execute(tx);
}

async function addNumbers(tx: Tx, unitId: string, rows: readonly NumberTotals[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    merge into reconciliation_match_number t
    using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("softwareId" uuid,
      "productKey" text, register bigint, seen bigint, over bigint)
    on t.unit_id = ${unitId} and t.software_id = r."softwareId"
    when matched and t.register + r.register = 0 then delete
    when matched then update set product_key = r."productKey", register = t.register + r.register,
      seen = t.seen + r.seen, over = t.over + r.over
    when not matched then insert (unit_id, software_id, product_key, register, seen, over)
      values (${unitId}, r."softwareId", r."productKey", r.register, r.seen, r.over)
  `.execute(tx);
}

/** Products seen or recorded, as of the last judgement. */
export async function matchProducts(tx: Tx, unitId: string): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select product_key, product_name, category, kind, seen, seen_only, recorded_only, unverified,
      doubled, register, over, not_entitled
    from reconciliation_match_product
    where unit_id = ${unitId} and seen + recorded_only > 0
  `.execute(tx);
  return rows;
}

export async function matchNumbers(tx: Tx, unitId: string): Promise<NumberTotals[]> {
  const { rows } = await sql<NumberTotals>`
    select software_id, product_key, register, seen, over from reconciliation_match_number
    where unit_id = ${unitId}`.execute(tx);
  return rows;
}

export async function undecided(
  tx: Tx,
  unitId: string,
): Promise<{ products: number; installs: number }> {
  const { rows } = await sql<{ products: number; installs: number }>`
    select count(*) as products, coalesce(sum(undecided), 0)::bigint as installs
    from reconciliation_match_product where unit_id = ${unitId} and undecided > 0
  `.execute(tx);
  return rows[0]!;
}

/** The same totals counted from the verdicts as they stand; what is kept must equal it after any sequence of changes. */
export async function countedTotals(tx: Tx, unitId: string) {
  return {
    products: await countProducts(tx, unitId, sql`true`),
    numbers: await countNumbers(tx, unitId, sql`true`),
    names: await countTotals(tx, unitId, sql`true`),
  };
}
