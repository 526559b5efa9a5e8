/** Purchase plans, their lines with the working, and the unit's ceilings. */
import { sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { amountOf, type Executed } from './rules.ts';
import type {
  Ceiling,
  OutsidePlan,
  PurchaseLineInput,
  PurchasePlan,
  PurchaseQuery,
  Working,
} from './shapes.ts';

export type PlanRow = Pick<
  PurchasePlan,
  'id' | 'planNo' | 'planYear' | 'kind' | 'state' | 'approvedOn' | 'inBudgetOn'
> & {
  words: string;
  writers: string[];
  financeReviewer: string | null;
  budgetDocument: string;
};

export async function planRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<PlanRow | undefined> {
  const { rows } = await sql<PlanRow>`
    select id, plan_no, plan_year, kind, state, words, writers, finance_reviewer, approved_on,
      in_budget_on, budget_document
    from configuration_purchase_plan where unit_id = ${cx.unitId} and id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}

/** The row under its lock; undefined when there is none. */
export const lockPlan = (cx: CommandContext, id: string) => planRow(cx, id, sql`for update`);

/** False when the year has an annual plan. */
export async function insertPlan(cx: CommandContext, row: PlanRow): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into configuration_purchase_plan (unit_id, id, plan_no, plan_year, kind, state, words,
      writers, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.planNo}, ${row.planYear}, ${row.kind}, ${row.state},
      ${row.words}, ${row.writers}::text[], ${now}::timestamptz, ${now}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function savePlan(cx: CommandContext, row: PlanRow): Promise<void> {
  await sql`
    update configuration_purchase_plan set state = ${row.state}, words = ${row.words},
      writers = ${row.writers}::text[], finance_reviewer = ${row.financeReviewer},
      approved_on = ${row.approvedOn}, in_budget_on = ${row.inBudgetOn},
      budget_document = ${row.budgetDocument}, updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export type LineRow = PurchaseLineInput & {
  id: string;
  amountFen: number;
  demandQuantity: number;
  shortage: number;
  working: Working;
};

export async function linesOf(tx: Tx, unitId: string, planId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select id, selection_id, software_name, software_version, product_id, category, origin,
      license_type, planned_quantity, unit_price_fen, amount_fen, usage_years, fund_source,
      budget_item, justification, remark, demand_quantity, shortage, working
    from configuration_purchase_line where unit_id = ${unitId} and plan_id = ${planId}
    order by line_no
  `.execute(tx);
  return rows;
}

export async function replaceLines(
  cx: CommandContext,
  planId: string,
  lines: readonly Omit<LineRow, 'amountFen'>[],
): Promise<void> {
  await sql`delete from configuration_purchase_line where unit_id = ${cx.unitId}
    and plan_id = ${planId} and id <> all(${lines.map((line) => line.id)}::uuid[])`.execute(cx.tx);
  const json = JSON.stringify(
    lines.map((line, at) => ({ ...line, lineNo: at + 1, amountFen: amountOf(line) })),
  );
  await sql`
    insert into configuration_purchase_line (unit_id, plan_id, id, line_no, selection_id,
      software_name, software_version, product_id, category, origin, license_type, planned_quantity,
      unit_price_fen, amount_fen, usage_years, fund_source, budget_item, justification, remark,
      demand_quantity, shortage, working)
    select ${cx.unitId}, ${planId}, r.id, r."lineNo", r."selectionId", r."softwareName",
      r."softwareVersion", r."productId", r.category, r.origin, r."licenseType",
      r."plannedQuantity", r."unitPriceFen", r."amountFen", r."usageYears", r."fundSource",
      r."budgetItem", r.justification, r.remark, r."demandQuantity", r.shortage, r.working
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, "lineNo" integer, "selectionId" uuid,
      "softwareName" text, "softwareVersion" text, "productId" text, category text, origin text,
      "licenseType" text, "plannedQuantity" integer, "unitPriceFen" bigint, "amountFen" bigint,
      "usageYears" integer, "fundSource" text, "budgetItem" text, justification text, remark text,
      "demandQuantity" integer, shortage integer, working jsonb)
    on conflict (unit_id, plan_id, id) do update set line_no = excluded.line_no,
      selection_id = excluded.selection_id, software_name = excluded.software_name,
      software_version = excluded.software_version, product_id = excluded.product_id,
      category = excluded.category, origin = excluded.origin, license_type = excluded.license_type,
      planned_quantity = excluded.planned_quantity, unit_price_fen = excluded.unit_price_fen,
      amount_fen = excluded.amount_fen, usage_years = excluded.usage_years,
      fund_source = excluded.fund_source, budget_item = excluded.budget_item,
      justification = excluded.justification, remark = excluded.remark,
      demand_quantity = excluded.demand_quantity, shortage = excluded.shortage,
      working = excluded.working
  `.execute(cx.tx);
}

/** What was chosen in a year and stands in no plan but `planId`, with the demand behind it. */
export type Chosen = {
  selectionId: string;
  softwareName: string;
  softwareVersion: string;
  productId: string | null;
  category: PurchaseLineInput['category'];
  origin: PurchaseLineInput['origin'];
  licenseType: PurchaseLineInput['licenseType'] | null;
  unitPriceFen: number | null;
  sitePriceFen: number | null;
  usageYears: number | null;
  demands: Working['demands'];
};

export async function chosenOf(
  cx: CommandContext,
  filter: { year: number; planId: string | null; selectionIds?: readonly string[] },
): Promise<Chosen[]> {
  const only = filter.selectionIds ? [...filter.selectionIds] : null;
  const { rows } = await sql<Chosen>`
    select s.id as selection_id, c.software_name, c.software_version, c.product_id, s.category,
      c.origin, c.license_type, c.unit_price_fen, c.site_price_fen, c.usage_years,
      coalesce((select jsonb_agg(jsonb_build_object('demandId', g.id, 'demandNo', g.demand_no,
          'departmentName', g.name, 'quantity', g.quantity) order by g.demand_no)
        from (select d.id, d.demand_no, o.name, sum(l.approved_quantity)::int as quantity
          from configuration_demand_line l
          join configuration_demand d on d.unit_id = l.unit_id and d.id = l.demand_id
          join organisation_department o on o.unit_id = d.unit_id and o.id = d.department_id
          where l.unit_id = s.unit_id and l.selection_id = s.id
          group by d.id, d.demand_no, o.name) g), '[]'::jsonb) as demands
    from configuration_selection s
    join configuration_candidate c on c.unit_id = s.unit_id and c.selection_id = s.id
      and c.id = s.candidate_id
    where s.unit_id = ${cx.unitId} and s.state = 'selected' and c.software_type = 'commercial'
      and s.plan_year = ${filter.year} and (${only}::uuid[] is null or s.id = any(${only}::uuid[]))
      and not exists (select from configuration_purchase_line p
        join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
        where p.unit_id = s.unit_id and p.selection_id = s.id and n.state <> 'rejected'
          and n.id is distinct from ${filter.planId}::uuid)
    order by s.selection_no
  `.execute(cx.tx);
  return rows;
}

type Tables = {
  configurationPurchasePlan: PlanRow & { unitId: string };
};

/** A head sees plans with a line his departments asked for. */
export async function pageOfPlans(
  cx: CommandContext,
  scope: Scope,
  query: PurchaseQuery & { id?: string },
): Promise<Page<PurchasePlan>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('configurationPurchasePlan as p')
    .where('p.unitId', '=', cx.unitId);
  if (scope !== 'all') {
    select = select.where(
      sql<boolean>`exists (select from configuration_purchase_line l
        where l.unit_id = p.unit_id and l.plan_id = p.id and ${ownLine(cx)})`,
    );
  }
  if (query.id) select = select.where('p.id', '=', query.id);
  if (query.year) select = select.where('p.planYear', '=', query.year);
  if (query.state) select = select.where('p.state', '=', query.state);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(p.plan_no ilike ${like} or exists (select from configuration_purchase_line l
        where l.unit_id = p.unit_id and l.plan_id = p.id and l.software_name ilike ${like}))`,
    );
  }
  const lines = sql`configuration_purchase_line l where l.unit_id = p.unit_id and l.plan_id = p.id`;
  return keyset(
    select
      .select([
        'p.id',
        'p.planNo',
        'p.planYear',
        'p.kind',
        'p.state',
        'p.approvedOn',
        'p.inBudgetOn',
      ])
      .select([
        sql<number>`(select count(*)::int from ${lines})`.as('lines'),
        sql<number>`(select coalesce(sum(l.amount_fen), 0)::bigint from ${lines})`.as('amountFen'),
      ]),
    {
      sort: query.sort,
      defaultSort: '-planNo',
      columns: { planNo: { expression: sql`p.plan_no`, type: 'text' } },
      id: sql`p.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

/** Lines that stand for demand of the caller's departments. */
function ownLine(cx: CommandContext) {
  return sql`l.selection_id in (select m.selection_id from configuration_demand_line m
    join configuration_demand d on d.unit_id = m.unit_id and d.id = m.demand_id
    where m.unit_id = ${cx.unitId} and m.selection_id is not null
      and d.department_id = any(${[...(cx.actor.departmentIds ?? [])]}::uuid[]))`;
}

export async function ownLineIds(cx: CommandContext, planId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select l.id from configuration_purchase_line l
    where l.unit_id = ${cx.unitId} and l.plan_id = ${planId} and ${ownLine(cx)}
  `.execute(cx.tx);
  return new Set(rows.map((row) => row.id));
}

export async function ceilingsOf(tx: Tx, unitId: string): Promise<Ceiling[] | undefined> {
  const { rows } = await sql<{ ceilings: Ceiling[] }>`
    select ceilings from configuration_purchase_parameters where unit_id = ${unitId}
  `.execute(tx);
  return rows[0]?.ceilings;
}

export async function saveCeilings(
  cx: CommandContext,
  ceilings: readonly Ceiling[],
): Promise<void> {
  await sql`
    insert into configuration_purchase_parameters (unit_id, ceilings, updated_at)
    values (${cx.unitId}, ${JSON.stringify(ceilings)}::jsonb, ${cx.now.toISOString()}::timestamptz)
    on conflict (unit_id) do update
      set ceilings = excluded.ceilings, updated_at = excluded.updated_at
  `.execute(cx.tx);
}

export async function countInState(
  cx: CommandContext,
  state: PurchasePlan['state'],
): Promise<{ count: number; id: string | null }> {
  const { rows } = await sql<{ count: number; id: string | null }>`
    select count(*)::int as count, (min(id::text))::uuid as id from configuration_purchase_plan
    where unit_id = ${cx.unitId} and state = ${state}
  `.execute(cx.tx);
  return rows[0]!;
}

/** Contracted licences and money, and arrived money, by plan line. */
export async function executionOf(
  tx: Tx,
  unitId: string,
  planId: string,
): Promise<Map<string, Executed>> {
  const { rows } = await sql<{ id: string } & Executed>`
    select p.id, coalesce(sum(l.amount_fen), 0)::bigint as contracted_fen,
      coalesce(sum(l.quantity) filter (where l.kind = 'software'), 0)::int as contracted_quantity,
      coalesce(sum((select sum(r.amount_fen) from configuration_receipt_line r
        where r.unit_id = l.unit_id and r.contract_id = l.contract_id
          and r.contract_line_id = l.id)), 0)::bigint as received_fen
    from configuration_purchase_line p
    join configuration_contract_line l on l.unit_id = p.unit_id and l.plan_line_id = p.id
    join configuration_contract c on c.unit_id = l.unit_id and c.id = l.contract_id
      and c.state not in ('draft', 'cancelled')
    where p.unit_id = ${unitId} and p.plan_id = ${planId} group by p.id
  `.execute(tx);
  return new Map(rows.map(({ id, ...sums }) => [id, sums]));
}

/** Purchases of a year that no plan has: contract lines without a plan line, numbers bought without a contract. */
export async function outsidePlan(tx: Tx, unitId: string, year: number): Promise<OutsidePlan[]> {
  const { rows } = await sql<OutsidePlan>`
    select c.id, 'contract' as kind, c.contract_no as no,
      string_agg(l.software_name, '、' order by l.line_no) as name, c.signed_on as on,
      sum(l.amount_fen)::bigint as amount_fen, c.outside_plan_reason as reason
    from configuration_contract c
    join configuration_contract_line l on l.unit_id = c.unit_id and l.contract_id = c.id
      and l.plan_line_id is null
    where c.unit_id = ${unitId} and c.state not in ('draft', 'cancelled')
      and c.signed_on >= make_date(${year}, 1, 1) and c.signed_on < make_date(${year + 1}, 1, 1)
    group by c.id, c.contract_no, c.signed_on, c.outside_plan_reason
    union all
    select s.id, 'software', s.software_no, s.software_name, s.purchase_date,
      coalesce(s.purchase_amount_fen, 0), ''
    from configuration_software s
    where s.unit_id = ${unitId} and s.acquisition_method = 'purchase'
      and s.purchase_date >= make_date(${year}, 1, 1) and s.purchase_date < make_date(${year + 1}, 1, 1)
      and not exists (select from configuration_receipt_line r
        where r.unit_id = s.unit_id and r.software_id = s.id)
    order by 5, 3 limit 500
  `.execute(tx);
  return rows;
}
