/** Selections, candidates, trials, and the demand they stand for. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type {
  CandidateInput,
  DemandGroup,
  Selection,
  SelectionDemand,
  SelectionQuery,
  Trial,
  Weights,
} from './shapes.ts';

export type SelectionRow = Pick<
  Selection,
  'id' | 'selectionNo' | 'planYear' | 'softwareName' | 'category' | 'state' | 'selectedOn'
> & {
  requirement: string;
  weightPrice: number;
  weightCompatibility: number;
  weightSecurity: number;
  weightAfterSales: number;
  candidateId: string | null;
  reason: string;
};

export async function selectionRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<SelectionRow | undefined> {
  const { rows } = await sql<SelectionRow>`
    select id, selection_no, plan_year, software_name, category, requirement, weight_price,
      weight_compatibility, weight_security, weight_after_sales, state, candidate_id, reason, selected_on
    from configuration_selection where unit_id = ${cx.unitId} and id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}

export async function insertSelection(
  cx: CommandContext,
  row: Pick<
    SelectionRow,
    'id' | 'selectionNo' | 'planYear' | 'softwareName' | 'category' | 'requirement'
  > & {
    weights: Weights;
  },
): Promise<void> {
  const now = cx.now.toISOString();
  await sql`
    insert into configuration_selection (unit_id, id, selection_no, plan_year, software_name, category,
      requirement, weight_price, weight_compatibility, weight_security, weight_after_sales, state,
      reason, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.selectionNo}, ${row.planYear}, ${row.softwareName},
      ${row.category}, ${row.requirement}, ${row.weights.price}, ${row.weights.compatibility},
      ${row.weights.security}, ${row.weights.afterSales}, 'comparing', '',
      ${now}::timestamptz, ${now}::timestamptz)
  `.execute(cx.tx);
}

export async function saveSelection(cx: CommandContext, row: SelectionRow): Promise<void> {
  await sql`
    update configuration_selection set software_name = ${row.softwareName}, category = ${row.category},
      requirement = ${row.requirement}, weight_price = ${row.weightPrice},
      weight_compatibility = ${row.weightCompatibility}, weight_security = ${row.weightSecurity},
      weight_after_sales = ${row.weightAfterSales}, state = ${row.state},
      candidate_id = ${row.candidateId}, reason = ${row.reason}, selected_on = ${row.selectedOn},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

/** Gives granted lines without a selection to this one; returns how many were free to take. */
export async function takeLines(
  cx: CommandContext,
  selectionId: string,
  planYear: number,
  lineIds: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    update configuration_demand_line l set selection_id = ${selectionId}
    from configuration_demand d
    where l.unit_id = ${cx.unitId} and l.id = any(${[...lineIds]}::uuid[]) and l.selection_id is null
      and l.approved_quantity > 0 and d.unit_id = l.unit_id and d.id = l.demand_id
      and d.state = 'itApproved' and d.plan_year = ${planYear}
    returning 1 as one
  `.execute(cx.tx);
  return rows.length;
}

/** Equal by folded name and category across departments (PZ-2.2 统计、汇总). */
export async function groupsOf(tx: Tx, unitId: string, year: number): Promise<DemandGroup[]> {
  const { rows } = await sql<DemandGroup>`
    select min(l.software_name) as software_name, min(l.category) as category,
      sum(l.approved_quantity)::int as quantity,
      array_agg(distinct o.name) as departments, array_agg(l.id::text order by l.id) as line_ids,
      (array_agg(distinct l.purpose))[1:20] as purposes
    from configuration_demand_line l
    join configuration_demand d on d.unit_id = l.unit_id and d.id = l.demand_id
    join organisation_department o on o.unit_id = d.unit_id and o.id = d.department_id
    where l.unit_id = ${unitId} and d.plan_year = ${year} and d.state = 'itApproved'
      and l.selection_id is null and l.approved_quantity > 0
    group by l.name_key
    order by sum(l.approved_quantity) desc, min(l.software_name) collate "zh-x-icu"
    limit 500
  `.execute(tx);
  return rows;
}

export async function demandsOf(
  tx: Tx,
  unitId: string,
  selectionId: string,
): Promise<SelectionDemand[]> {
  const { rows } = await sql<SelectionDemand>`
    select l.id as line_id, d.id as demand_id, d.demand_no, d.department_id, o.name as department_name,
      l.software_name, l.software_version, l.purpose, l.approved_quantity as quantity
    from configuration_demand_line l
    join configuration_demand d on d.unit_id = l.unit_id and d.id = l.demand_id
    join organisation_department o on o.unit_id = d.unit_id and o.id = d.department_id
    where l.unit_id = ${unitId} and l.selection_id = ${selectionId}
    order by d.demand_no, l.line_no
  `.execute(tx);
  return rows;
}

export type CandidateRow = CandidateInput & { id: string };

export async function candidatesOf(
  tx: Tx,
  unitId: string,
  selectionId: string,
): Promise<CandidateRow[]> {
  const { rows } = await sql<CandidateRow>`
    select id, software_type, software_name, software_version, publisher, origin, product_id,
      license_type, unit_price_fen, site_price_fen, usage_years, compatibility_score, security_score,
      after_sales_score, compatibility_note, security_note, after_sales_note, source, free_scope,
      licence_note
    from configuration_candidate where unit_id = ${unitId} and selection_id = ${selectionId}
    order by position
  `.execute(tx);
  return rows;
}

export async function saveCandidate(
  cx: CommandContext,
  selectionId: string,
  one: CandidateRow,
): Promise<void> {
  await sql`
    insert into configuration_candidate (unit_id, selection_id, id, position, software_type,
      software_name, software_version, publisher, origin, product_id, license_type, unit_price_fen,
      site_price_fen, usage_years, compatibility_score, security_score, after_sales_score,
      compatibility_note, security_note, after_sales_note, source, free_scope, licence_note)
    select ${cx.unitId}, ${selectionId}, ${one.id},
      (select count(*)::int from configuration_candidate
        where unit_id = ${cx.unitId} and selection_id = ${selectionId}),
      ${one.softwareType}, ${one.softwareName}, ${one.softwareVersion}, ${one.publisher}, ${one.origin},
      ${one.productId}, ${one.licenseType}, ${one.unitPriceFen}::bigint, ${one.sitePriceFen}::bigint,
      ${one.usageYears}::int, ${one.compatibilityScore}::int, ${one.securityScore}::int,
      ${one.afterSalesScore}::int, ${one.compatibilityNote}, ${one.securityNote},
      ${one.afterSalesNote}, ${one.source}, ${one.freeScope}, ${one.licenceNote}
    on conflict (unit_id, selection_id, id) do update set software_type = excluded.software_type,
      software_name = excluded.software_name, software_version = excluded.software_version,
      publisher = excluded.publisher, origin = excluded.origin, product_id = excluded.product_id,
      license_type = excluded.license_type, unit_price_fen = excluded.unit_price_fen,
      site_price_fen = excluded.site_price_fen, usage_years = excluded.usage_years,
      compatibility_score = excluded.compatibility_score, security_score = excluded.security_score,
      after_sales_score = excluded.after_sales_score,
      compatibility_note = excluded.compatibility_note, security_note = excluded.security_note,
      after_sales_note = excluded.after_sales_note, source = excluded.source,
      free_scope = excluded.free_scope, licence_note = excluded.licence_note
  `.execute(cx.tx);
}

export async function deleteCandidate(
  cx: CommandContext,
  selectionId: string,
  id: string,
): Promise<void> {
  await sql`delete from configuration_candidate where unit_id = ${cx.unitId}
    and selection_id = ${selectionId} and id = ${id}`.execute(cx.tx);
}

export async function trialsOf(tx: Tx, unitId: string, selectionId: string): Promise<Trial[]> {
  const { rows } = await sql<Trial>`
    select id, candidate_id, tried_on, tried_by, place, result, words, file_id
    from configuration_trial where unit_id = ${unitId} and selection_id = ${selectionId}
    order by tried_on, id
  `.execute(tx);
  return rows;
}

export async function insertTrial(
  cx: CommandContext,
  selectionId: string,
  one: Trial,
): Promise<void> {
  await sql`
    insert into configuration_trial (unit_id, selection_id, id, candidate_id, tried_on, tried_by,
      place, result, words, file_id)
    values (${cx.unitId}, ${selectionId}, ${one.id}, ${one.candidateId}, ${one.triedOn},
      ${one.triedBy}, ${one.place}, ${one.result}, ${one.words}, ${one.fileId})
  `.execute(cx.tx);
}

type Tables = {
  configurationSelection: SelectionRow & { unitId: string };
  configurationCandidate: CandidateRow & { unitId: string; selectionId: string };
};

export async function pageOfSelections(
  cx: CommandContext,
  query: SelectionQuery & { id?: string },
): Promise<Page<Selection>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('configurationSelection as s')
    .leftJoin('configurationCandidate as c', (join) =>
      join
        .onRef('c.unitId', '=', 's.unitId')
        .onRef('c.selectionId', '=', 's.id')
        .onRef('c.id', '=', 's.candidateId'),
    )
    .where('s.unitId', '=', cx.unitId);
  if (query.id) select = select.where('s.id', '=', query.id);
  if (query.year) select = select.where('s.planYear', '=', query.year);
  if (query.state) select = select.where('s.state', '=', query.state);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(s.selection_no ilike ${like} or s.software_name ilike ${like}
        or c.software_name ilike ${like})`,
    );
  }
  const lines = sql`configuration_demand_line l where l.unit_id = s.unit_id and l.selection_id = s.id`;
  return keyset(
    select
      .select(['s.id', 's.selectionNo', 's.planYear', 's.softwareName', 's.category', 's.state'])
      .select(['s.selectedOn', 'c.softwareType as chosenType'])
      .select([
        sql<string | null>`c.software_name || ' ' || c.software_version`.as('chosen'),
        sql<number>`(select coalesce(sum(l.approved_quantity), 0)::int from ${lines})`.as(
          'quantity',
        ),
        sql<number>`(select count(distinct d.department_id)::int from configuration_demand d
          where d.unit_id = s.unit_id and d.id in (select l.demand_id from ${lines}))`.as(
          'departments',
        ),
        sql<number>`(select count(*)::int from configuration_candidate k
          where k.unit_id = s.unit_id and k.selection_id = s.id)`.as('candidates'),
      ]),
    {
      sort: query.sort,
      defaultSort: '-selectionNo',
      columns: {
        selectionNo: { expression: sql`s.selection_no`, type: 'text' },
        softwareName: { expression: sql`s.software_name collate "zh-x-icu"`, type: 'text' },
      },
      id: sql`s.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

/** Whether a purchase plan that was sent in and not turned down has it. */
export async function inPlan(cx: CommandContext, id: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 as one from configuration_purchase_line p
    join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
    where p.unit_id = ${cx.unitId} and p.selection_id = ${id}
      and n.state not in ('draft', 'returned', 'rejected') limit 1
  `.execute(cx.tx);
  return rows.length > 0;
}

/** The row under its lock; undefined when there is none. */
export const lockSelection = (cx: CommandContext, id: string) =>
  selectionRow(cx, id, sql`for update`);

/** Who filled in the demand a selection stands for. */
export async function preparersOf(cx: CommandContext, selectionId: string): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct d.prepared_by_id as person_id from configuration_demand d
    join configuration_demand_line l on l.unit_id = d.unit_id and l.demand_id = d.id
    where l.unit_id = ${cx.unitId} and l.selection_id = ${selectionId} and d.prepared_by_id is not null
  `.execute(cx.tx);
  return rows.map((row) => row.personId);
}
