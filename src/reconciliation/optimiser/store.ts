/** Offers and advices: reads and writes of `reconciliation_offer` and `reconciliation_purchase_advice`. */
import { sql } from 'kysely';
import { printUsableVersions } from '../../configuration/software/rules.versions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { PurchasePlanAnswer, PurchaseProblem } from './rules.problem.ts';
import type { OfferInput, OfferQuery, PurchaseOffer } from './shapes.offers.ts';
import type { Advice, AdviceFigures, AdviceInput, AdviceRecord, AdviceResult } from './shapes.ts';

type Row = Omit<PurchaseOffer, 'usableVersionsText'>;
type Tables = {
  reconciliationOffer: Row & { unitId: string };
  reconciliationPurchaseAdvice: Omit<Advice, 'figures'> & { unitId: string };
};

const COLUMNS = sql`id, product_id, product_name, version, edition, category, origin, parts, replaces,
  usable_versions, editions, metric, pack_size, pack_price_fen, term_years, maintenance_fen, upgrades,
  minimum_cores, concurrent_percent, department_ids, min_packs, max_packs, valid_until, supplier,
  source, remark, withdrawn, revision, changed_at, changed_by`;

const shown = (row: Row): PurchaseOffer => ({
  ...row,
  usableVersionsText: printUsableVersions(row.usableVersions),
});

export async function pageOfOffers(
  tx: Tx,
  unitId: string,
  query: OfferQuery,
): Promise<Page<PurchaseOffer>> {
  let select = tables<Tables>(tx)
    .selectFrom('reconciliationOffer as o')
    .where('o.unitId', '=', unitId)
    .where('o.withdrawn', '=', query.withdrawn ?? false);
  if (query.category) select = select.where('o.category', '=', query.category);
  if (query.origin) select = select.where('o.origin', '=', query.origin);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(sql<boolean>`(o.product_name ilike ${like} or o.supplier ilike ${like})`);
  }
  const page = await keyset(select.select('o.id'), {
    sort: query.sort,
    defaultSort: 'productName',
    columns: {
      productName: { expression: sql`o.product_name collate "zh-x-icu"`, type: 'text' },
      packPriceFen: { expression: sql`o.pack_price_fen`, type: 'bigint' },
    },
    id: sql`o.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
  const ids = page.items.map(({ id }) => id);
  const rows = new Map((await offersById(tx, unitId, ids)).map((one) => [one.id, one]));
  return { ...page, items: ids.map((id) => rows.get(id)!) };
}

export async function offersById(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<PurchaseOffer[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from reconciliation_offer
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[]) order by id
  `.execute(tx);
  return rows.map(shown);
}

/** Not withdrawn and, with a day, still valid on it. */
export async function offersInForce(
  tx: Tx,
  unitId: string,
  on: string | null,
): Promise<PurchaseOffer[]> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from reconciliation_offer
    where unit_id = ${unitId} and not withdrawn
      and (${on}::date is null or valid_until is null or valid_until >= ${on}::date)
    order by id
  `.execute(tx);
  return rows.map(shown);
}

export async function lockOffer(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<PurchaseOffer | undefined> {
  const { rows } = await sql<Row>`
    select ${COLUMNS} from reconciliation_offer where unit_id = ${unitId} and id = ${id} for update
  `.execute(tx);
  return rows[0] && shown(rows[0]);
}

export type OfferRow = OfferInput & {
  id: string;
  productId: string;
  withdrawn: boolean;
  revision: number;
};

/** Adds the offers, or writes them over those with their ids. */
export async function saveOffers(cx: CommandContext, offers: readonly OfferRow[]): Promise<void> {
  const json = JSON.stringify(
    offers.map(({ upgrades, ...one }) => ({ ...one, ...(upgrades ? { upgrades } : {}) })),
  );
  await sql`
    insert into reconciliation_offer (unit_id, ${COLUMNS})
    select ${cx.unitId}, r.id, r."productId", r."productName", r.version, r.edition, r.category,
      r.origin, r.parts, r.replaces, r."usableVersions", r.editions, r.metric, r."packSize",
      r."packPriceFen", r."termYears", r."maintenanceFen", r.upgrades, r."minimumCores",
      r."concurrentPercent", r."departmentIds", r."minPacks", r."maxPacks", r."validUntil",
      r.supplier, r.source, r.remark, r.withdrawn, r.revision,
      ${cx.now.toISOString()}::timestamptz, ${cx.actor.name}
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, "productId" text, "productName" text,
      version text, edition text, category text, origin text, parts jsonb, replaces jsonb,
      "usableVersions" jsonb, editions text[], metric text, "packSize" integer,
      "packPriceFen" bigint, "termYears" integer, "maintenanceFen" bigint, upgrades jsonb,
      "minimumCores" integer, "concurrentPercent" integer, "departmentIds" uuid[],
      "minPacks" integer, "maxPacks" integer, "validUntil" date, supplier text, source text,
      remark text, withdrawn boolean, revision integer)
    on conflict (unit_id, id) do update set product_id = excluded.product_id,
      product_name = excluded.product_name, version = excluded.version,
      edition = excluded.edition, category = excluded.category, origin = excluded.origin,
      parts = excluded.parts, replaces = excluded.replaces,
      usable_versions = excluded.usable_versions, editions = excluded.editions,
      metric = excluded.metric, pack_size = excluded.pack_size,
      pack_price_fen = excluded.pack_price_fen, term_years = excluded.term_years,
      maintenance_fen = excluded.maintenance_fen, upgrades = excluded.upgrades,
      minimum_cores = excluded.minimum_cores, concurrent_percent = excluded.concurrent_percent,
      department_ids = excluded.department_ids, min_packs = excluded.min_packs,
      max_packs = excluded.max_packs, valid_until = excluded.valid_until,
      supplier = excluded.supplier, source = excluded.source, remark = excluded.remark,
      withdrawn = excluded.withdrawn, revision = excluded.revision,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
  `.execute(cx.tx);
}

const ADVICE = sql`id, plan_year, state, job_id, started_at, started_by, finished_at, figures, plan_id`;

export function pageOfAdvices(
  tx: Tx,
  unitId: string,
  query: { sort?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<Advice>> {
  return keyset(
    tables<Tables>(tx)
      .selectFrom('reconciliationPurchaseAdvice as a')
      .where('a.unitId', '=', unitId)
      .select(['a.id', 'a.planYear', 'a.state', 'a.jobId', 'a.startedBy', 'a.planId'])
      .select(['a.startedAt', 'a.finishedAt'])
      .select(sql<AdviceFigures | null>`a.figures`.as('figures')),
    {
      sort: query.sort,
      defaultSort: '-startedAt',
      columns: { startedAt: { expression: sql`a.started_at`, type: 'timestamptz' } },
      id: sql`a.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

export async function adviceRecord(
  tx: Tx,
  unitId: string,
  id: string,
  lock = sql``,
): Promise<AdviceRecord | undefined> {
  const { rows } = await sql<AdviceRecord>`
    select ${ADVICE}, input, result from reconciliation_purchase_advice
    where unit_id = ${unitId} and id = ${id} ${lock}
  `.execute(tx);
  return rows[0];
}

export const lockAdvice = (tx: Tx, unitId: string, id: string) =>
  adviceRecord(tx, unitId, id, sql`for update`);

export async function certificateOf(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<{ problem: PurchaseProblem; answer: PurchasePlanAnswer } | undefined> {
  const { rows } = await sql<{ problem: PurchaseProblem; answer: PurchasePlanAnswer }>`
    select problem, answer from reconciliation_purchase_advice
    where unit_id = ${unitId} and id = ${id} and answer is not null
  `.execute(tx);
  return rows[0];
}

export async function insertAdvice(
  cx: CommandContext,
  row: { id: string; input: AdviceInput },
): Promise<void> {
  await sql`
    insert into reconciliation_purchase_advice (unit_id, id, plan_year, state, input, started_at,
      started_by)
    values (${cx.unitId}, ${row.id}, ${row.input.planYear}, 'running',
      ${JSON.stringify(row.input)}::jsonb, ${cx.now.toISOString()}::timestamptz, ${cx.actor.name})
  `.execute(cx.tx);
}

export async function noteJob(cx: CommandContext, id: string, jobId: string): Promise<void> {
  await sql`update reconciliation_purchase_advice set job_id = ${jobId}
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}

export async function finishAdvice(
  cx: CommandContext,
  id: string,
  done: {
    figures: AdviceFigures;
    result: AdviceResult;
    problem: PurchaseProblem;
    answer: PurchasePlanAnswer;
  },
): Promise<void> {
  await sql`
    update reconciliation_purchase_advice set state = 'done',
      finished_at = ${new Date().toISOString()}::timestamptz,
      figures = ${JSON.stringify(done.figures)}::jsonb,
      result = ${JSON.stringify(done.result)}::jsonb,
      problem = ${JSON.stringify(done.problem)}::jsonb,
      answer = ${JSON.stringify(done.answer)}::jsonb
    where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
}

export async function endAdvice(
  cx: CommandContext,
  id: string,
  state: 'cancelled' | 'failed',
): Promise<void> {
  await sql`
    update reconciliation_purchase_advice set state = ${state},
      finished_at = ${new Date().toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
}

export async function notePlan(cx: CommandContext, id: string, planId: string): Promise<void> {
  await sql`update reconciliation_purchase_advice set plan_id = ${planId}
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}
