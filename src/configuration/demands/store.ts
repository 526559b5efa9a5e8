/** Demand forms and their lines; the figures of lists are counted, never stored. */
import { sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { standardKey } from '../poststandards/rules.ts';
import type { PostFacts } from './rules.ts';
import type { Demand, DemandLine, DemandLineInput, DemandQuery, DemandState } from './shapes.ts';

export type DemandRow = Omit<Demand, 'lines' | 'quantity' | 'departmentName' | 'dueOn'> & {
  preparedById: string | null;
  byHead: boolean;
};
type Tables = {
  configurationDemand: DemandRow & { unitId: string };
  organisationDepartment: { unitId: string; id: string; name: string };
  configurationDemandRound: { unitId: string; id: string; dueOn: string };
};

export async function demandRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<DemandRow | undefined> {
  const { rows } = await sql<DemandRow>`
    select id, demand_no, round_id, plan_year, department_id, prepared_by_id, prepared_by,
      preparer_phone, prepared_on, by_head, nothing_needed, state
    from configuration_demand where unit_id = ${cx.unitId} and id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}

/** The row under its lock; undefined when there is none. */
export const lockDemand = (cx: CommandContext, id: string) => demandRow(cx, id, sql`for update`);

/** False when the department has answered this round. */
export async function insertDemand(cx: CommandContext, row: DemandRow): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into configuration_demand (unit_id, id, demand_no, round_id, plan_year, department_id,
      prepared_by_id, prepared_by, preparer_phone, prepared_on, by_head, nothing_needed, state,
      created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.demandNo}, ${row.roundId}, ${row.planYear},
      ${row.departmentId}, ${row.preparedById}, ${row.preparedBy}, ${row.preparerPhone},
      ${row.preparedOn}, ${row.byHead}, ${row.nothingNeeded}, ${row.state},
      ${now}::timestamptz, ${now}::timestamptz)
    on conflict (unit_id, round_id, department_id) where round_id is not null and state <> 'withdrawn'
      do nothing
    returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function saveDemand(
  cx: CommandContext,
  row: Pick<
    DemandRow,
    'id' | 'state' | 'preparerPhone' | 'preparedOn' | 'byHead' | 'nothingNeeded'
  >,
): Promise<void> {
  await sql`
    update configuration_demand set state = ${row.state}, preparer_phone = ${row.preparerPhone},
      prepared_on = ${row.preparedOn}, by_head = ${row.byHead}, nothing_needed = ${row.nothingNeeded},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export type NewLine = DemandLineInput & { id: string; installedBefore: number | null };

export async function replaceLines(
  cx: CommandContext,
  demandId: string,
  lines: readonly NewLine[],
): Promise<void> {
  await sql`delete from configuration_demand_line
    where unit_id = ${cx.unitId} and demand_id = ${demandId}`.execute(cx.tx);
  const json = JSON.stringify(
    lines.map((line, at) => ({ ...line, lineNo: at + 1, nameKey: standardKey(line.softwareName) })),
  );
  await sql`
    insert into configuration_demand_line (unit_id, demand_id, id, line_no, software_type,
      software_name, name_key, software_version, category, purpose, functional_requirement,
      requested_quantity, is_domestic, remark, post_id, headcount, installed_before)
    select ${cx.unitId}, ${demandId}, r.id, r."lineNo", r."softwareType", r."softwareName",
      r."nameKey", r."softwareVersion", r.category, r.purpose, r."functionalRequirement",
      r."requestedQuantity", r."isDomestic", r.remark, r."postId", r.headcount, r."installedBefore"
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, "lineNo" integer, "softwareType" text,
      "softwareName" text, "nameKey" text, "softwareVersion" text, category text, purpose text,
      "functionalRequirement" text, "requestedQuantity" integer, "isDomestic" boolean, remark text,
      "postId" uuid, headcount integer, "installedBefore" integer)
  `.execute(cx.tx);
}

export async function linesOf(
  tx: Tx,
  unitId: string,
  demandIds: readonly string[],
): Promise<(DemandLine & { demandId: string })[]> {
  const { rows } = await sql<DemandLine & { demandId: string }>`
    select l.demand_id, l.id, l.software_type, l.software_name, l.software_version, l.category,
      l.purpose, l.functional_requirement, l.requested_quantity, l.is_domestic, l.remark, l.post_id,
      l.headcount, l.installed_before, l.approved_quantity, l.review_note, l.selection_id,
      coalesce(p.name, '') as post_name
    from configuration_demand_line l
    left join organisation_post p on p.unit_id = l.unit_id and p.id = l.post_id
    where l.unit_id = ${unitId} and l.demand_id = any(${[...demandIds]}::uuid[])
    order by l.demand_id, l.line_no
  `.execute(tx);
  return rows;
}

export async function grant(
  cx: CommandContext,
  demandId: string,
  granted: readonly { id: string; approvedQuantity: number; reviewNote: string }[],
): Promise<void> {
  await sql`
    update configuration_demand_line l
    set approved_quantity = r."approvedQuantity", review_note = r."reviewNote"
    from jsonb_to_recordset(${JSON.stringify(granted)}::jsonb)
      as r (id uuid, "approvedQuantity" integer, "reviewNote" text)
    where l.unit_id = ${cx.unitId} and l.demand_id = ${demandId} and l.id = r.id
  `.execute(cx.tx);
}

/** Within what the caller may see: all, his departments', or what he filled in. */
function filtered(cx: CommandContext, scope: Scope, query: DemandQuery) {
  const own = cx.actor.personId ?? null;
  const departments = scope === 'department' ? (cx.actor.departmentIds ?? []) : [];
  let select = tables<Tables>(cx.tx)
    .selectFrom('configurationDemand as d')
    .innerJoin('organisationDepartment as o', (join) =>
      join.onRef('o.unitId', '=', 'd.unitId').onRef('o.id', '=', 'd.departmentId'),
    )
    .leftJoin('configurationDemandRound as n', (join) =>
      join.onRef('n.unitId', '=', 'd.unitId').onRef('n.id', '=', 'd.roundId'),
    )
    .where('d.unitId', '=', cx.unitId);
  if (scope !== 'all') {
    select = select.where(
      sql<boolean>`(d.prepared_by_id = ${own}::uuid
        or d.department_id = any(${[...departments]}::uuid[]))`,
    );
  }
  if (query.year) select = select.where('d.planYear', '=', query.year);
  if (query.state) select = select.where('d.state', '=', query.state);
  if (query.department) select = select.where('d.departmentId', '=', query.department);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(d.demand_no ilike ${like} or o.name ilike ${like} or d.prepared_by ilike ${like}
        or exists (select from configuration_demand_line l where l.unit_id = d.unit_id
          and l.demand_id = d.id and l.software_name ilike ${like}))`,
    );
  }
  return select;
}

const COLUMNS = [
  'd.id',
  'd.demandNo',
  'd.roundId',
  'd.planYear',
  'd.departmentId',
  'd.preparedBy',
  'd.preparerPhone',
  'd.preparedOn',
  'd.nothingNeeded',
  'd.state',
  'o.name as departmentName',
  'n.dueOn',
] as const;

export async function pageOfDemands(
  cx: CommandContext,
  scope: Scope,
  query: DemandQuery & { id?: string },
): Promise<Page<Demand>> {
  let select = filtered(cx, scope, query);
  if (query.id) select = select.where('d.id', '=', query.id);
  return keyset(
    select.select([
      ...COLUMNS,
      sql<number>`(select count(*)::int from configuration_demand_line l
        where l.unit_id = d.unit_id and l.demand_id = d.id)`.as('lines'),
      sql<number>`(select coalesce(sum(requested_quantity), 0)::int from configuration_demand_line l
        where l.unit_id = d.unit_id and l.demand_id = d.id)`.as('quantity'),
    ]),
    {
      sort: query.sort,
      defaultSort: '-demandNo',
      columns: {
        demandNo: { expression: sql`d.demand_no`, type: 'text' },
        departmentName: { expression: sql`o.name collate "zh-x-icu"`, type: 'text' },
        preparedOn: { expression: sql`d.prepared_on`, type: 'date' },
      },
      id: sql`d.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

/** Posts of a department's people with what each must have, and how many people have no post. */
export async function postsOfDepartment(
  tx: Tx,
  unitId: string,
  departmentId: string,
): Promise<{ posts: PostFacts[]; withoutPost: number }> {
  const { rows } = await sql<PostFacts>`
    select p.id as post_id, p.name as post_name, n.people,
      coalesce((select jsonb_agg(jsonb_build_object('softwareName', s.software_name, 'remark', s.remark)
        order by s.line_no) from configuration_post_standard s
        where s.unit_id = p.unit_id and s.post_id = p.id and s.need = 'required'), '[]'::jsonb) as required
    from (select post_id, count(*)::int as people from organisation_person
      where unit_id = ${unitId} and department_id = ${departmentId} and active and post_id is not null
      group by post_id) n
    join organisation_post p on p.unit_id = ${unitId} and p.id = n.post_id
    order by p.sort_order, p.name collate "zh-x-icu"
  `.execute(tx);
  const { rows: counted } = await sql<{ n: number }>`
    select count(*)::int as n from organisation_person
    where unit_id = ${unitId} and department_id = ${departmentId} and active and post_id is null
  `.execute(tx);
  return { posts: rows, withoutPost: counted[0]!.n };
}

/** How many forms are in a state, within departments (null = all), without those a person filled in. */
export async function countWaiting(
  cx: CommandContext,
  state: DemandState,
  departments: readonly string[] | null,
): Promise<{ count: number; id: string | null }> {
  const { rows } = await sql<{ count: number; id: string | null }>`
    select count(*)::int as count, (min(id::text))::uuid as id from configuration_demand
    where unit_id = ${cx.unitId} and state = ${state}
      and (${departments === null} or department_id = any(${[...(departments ?? [])]}::uuid[]))
  `.execute(cx.tx);
  return rows[0]!;
}

/** Lines whose selection stands in a purchase plan that was sent in and not turned down. */
export async function linesInPlan(cx: CommandContext, demandId: string): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    select l.id from configuration_demand_line l
    where l.unit_id = ${cx.unitId} and l.demand_id = ${demandId} and exists (
      select from configuration_purchase_line p
      join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
      where p.unit_id = l.unit_id and p.selection_id = l.selection_id
        and n.state not in ('draft', 'returned', 'rejected'))
  `.execute(cx.tx);
  return new Set(rows.map((row) => row.id));
}
