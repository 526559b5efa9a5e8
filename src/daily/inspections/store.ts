/** Inspections and their circulars; figures are counted within the reader's reach, never stored. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { InspectionInput, InspectionQuery } from './shapes.api.ts';
import type {
  CheckItem,
  Circular,
  Inspection,
  InspectionFigures,
  InspectionState,
} from './shapes.ts';

export type InspectionRow = InspectionInput & {
  id: string;
  inspectionNo: string;
  state: InspectionState;
  conclusion: string;
  seed: string | null;
  draws: number;
  items: CheckItem[];
  startedOn: string | null;
  notifiedOn: string | null;
  closedOn: string | null;
};

/** Rows of a computer or a problem `x` that the caller may see: all, his departments', his own. */
export function withinReach(cx: CommandContext, scope: Scope, alias: string): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const own = sql<boolean>`${sql.ref(`${alias}.personId`)} = ${cx.actor.personId ?? null}::uuid`;
  if (scope === 'own') return own;
  return sql<boolean>`(${sql.ref(`${alias}.departmentId`)} = any(${cx.actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

/** Problems are shown to those concerned once they are in a circular. */
export function problemsWithinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`(p.state not in ('listed', 'dropped') and ${withinReach(cx, scope, 'p')})`;
}

function inspectionsWithinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`(i.state not in ('planned', 'cancelled') and (
    exists (select 1 from daily_inspection_computer c where c.unit_id = i.unit_id
      and c.inspection_id = i.id and c.drawn and ${withinReach(cx, scope, 'c')})
    or exists (select 1 from daily_inspection_problem p where p.unit_id = i.unit_id
      and p.inspection_id = i.id and ${problemsWithinReach(cx, scope)})))`;
}

function figures(cx: CommandContext, scope: Scope): RawBuilder<InspectionFigures> {
  return sql<InspectionFigures>`(select jsonb_build_object('computers', c.computers, 'checked', c.checked,
      'skipped', c.skipped, 'problems', q.problems, 'passed', q.passed, 'waived', q.waived,
      'overdue', q.overdue)
    from (select count(*) as computers, count(*) filter (where c.sheet_state = 'done') as checked,
        count(*) filter (where c.sheet_state = 'skipped') as skipped
      from daily_inspection_computer c where c.unit_id = i.unit_id and c.inspection_id = i.id
        and c.drawn and ${withinReach(cx, scope, 'c')}) c
    cross join (select count(*) as problems, count(*) filter (where p.state = 'passed') as passed,
        count(*) filter (where p.state = 'waived') as waived,
        count(*) filter (where p.state in ('open', 'returned') and p.due_on < ${cx.today}) as overdue
      from daily_inspection_problem p where p.unit_id = i.unit_id and p.inspection_id = i.id
        and p.state <> 'dropped' and ${problemsWithinReach(cx, scope)}) q)`;
}

type Tables = { dailyInspection: Omit<InspectionRow, 'items'> & { unitId: string; id: string } };

export async function pageOfInspections(
  cx: CommandContext,
  scope: Scope,
  query: Omit<InspectionQuery, 'limit'> & { limit: number; id?: string },
): Promise<Page<Inspection>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('dailyInspection as i')
    .where('i.unitId', '=', cx.unitId)
    .where(inspectionsWithinReach(cx, scope));
  if (query.id) select = select.where('i.id', '=', query.id);
  if (query.year) select = select.where('i.year', '=', query.year);
  if (query.kind) select = select.where('i.kind', '=', query.kind);
  if (query.state) select = select.where('i.state', '=', query.state);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(sql<boolean>`(i.title ilike ${like} or i.inspection_no ilike ${like})`);
  }
  const found = await keyset(
    select
      .select(['i.id', 'i.inspectionNo', 'i.year', 'i.title', 'i.kind', 'i.state'])
      .select(['i.periodFrom', 'i.periodTo', 'i.notifiedOn'])
      .select(figures(cx, scope).as('figures')),
    {
      sort: query.sort,
      defaultSort: '-periodFrom',
      columns: {
        periodFrom: { expression: sql`i.period_from`, type: 'date' },
        inspectionNo: { expression: sql`i.inspection_no`, type: 'text' },
      },
      id: sql`i.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
  return {
    ...found,
    items: found.items.map(({ figures: counted, ...row }) => ({ ...row, ...counted })),
  };
}

export async function inspectionRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<InspectionRow | undefined> {
  const { rows } = await sql<InspectionRow>`
    select id, inspection_no, year, title, kind, period_from, period_to, inspectors, department_ids,
      device_types, sample_rate, sample_size, plan, conclusion, state, seed, draws, items, started_on,
      notified_on, closed_on
    from daily_inspection i where unit_id = ${cx.unitId} and id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}
/** The row under its lock; undefined when there is none. */
export const lockInspection = (cx: CommandContext, id: string) =>
  inspectionRow(cx, id, sql`for update of i`);
/** Shared: sheets are filled side by side, but not while somebody ends the checking. */
export const shareInspection = (cx: CommandContext, id: string) =>
  inspectionRow(cx, id, sql`for share of i`);

export async function saveInspection(cx: CommandContext, row: InspectionRow): Promise<void> {
  const now = cx.now.toISOString();
  await sql`
    insert into daily_inspection (unit_id, id, inspection_no, year, title, kind, period_from, period_to,
      inspectors, department_ids, device_types, sample_rate, sample_size, plan, conclusion, state, seed,
      draws, items, started_on, notified_on, closed_on, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.inspectionNo}, ${row.year}, ${row.title}, ${row.kind},
      ${row.periodFrom}, ${row.periodTo}, ${row.inspectors}::uuid[], ${row.departmentIds}::uuid[],
      ${row.deviceTypes}::text[], ${row.sampleRate}::int, ${row.sampleSize}::int, ${row.plan},
      ${row.conclusion}, ${row.state}, ${row.seed}, ${row.draws}, ${JSON.stringify(row.items)}::jsonb,
      ${row.startedOn}::date, ${row.notifiedOn}::date, ${row.closedOn}::date, ${now}::timestamptz,
      ${now}::timestamptz)
    on conflict (unit_id, id) do update set year = excluded.year, title = excluded.title,
      kind = excluded.kind, period_from = excluded.period_from, period_to = excluded.period_to,
      inspectors = excluded.inspectors, department_ids = excluded.department_ids,
      device_types = excluded.device_types, sample_rate = excluded.sample_rate,
      sample_size = excluded.sample_size, plan = excluded.plan, conclusion = excluded.conclusion,
      state = excluded.state, seed = excluded.seed, draws = excluded.draws, items = excluded.items,
      started_on = excluded.started_on, notified_on = excluded.notified_on,
      closed_on = excluded.closed_on, updated_at = excluded.updated_at
  `.execute(cx.tx);
}

export async function peopleNamed(
  cx: CommandContext,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from organisation_person where unit_id = ${cx.unitId}
      and id = any(${[...ids]}::uuid[]) order by name collate "zh-x-icu", id
  `.execute(cx.tx);
  return rows;
}

/** People with an account in one of these roles. */
export async function peopleWithRoles(
  cx: CommandContext,
  roles: readonly string[],
): Promise<{ id: string; name: string; departmentName: string }[]> {
  const { rows } = await sql<{ id: string; name: string; departmentName: string }>`
    select p.id, p.name, coalesce(o.name, '') as department_name
    from organisation_person p
    left join organisation_department o on o.unit_id = p.unit_id and o.id = p.department_id
    where p.unit_id = ${cx.unitId} and p.active and exists (
      select 1 from platform_role_grant g join platform_account a on a.id = g.account_id
      where g.unit_id = p.unit_id and g.person_id = p.id and g.role = any(${[...roles]}::text[])
        and not a.disabled)
    order by p.name collate "zh-x-icu", p.id
  `.execute(cx.tx);
  return rows;
}

export async function departmentsNamed(
  cx: CommandContext,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from organisation_department where unit_id = ${cx.unitId}
      and id = any(${[...ids]}::uuid[]) order by sort_order, name collate "zh-x-icu", id
  `.execute(cx.tx);
  return rows;
}

export type StoredCircular = Circular & { content: string; contentHash: string };

export async function insertCirculars(
  cx: CommandContext,
  inspectionId: string,
  circulars: readonly StoredCircular[],
): Promise<void> {
  const json = JSON.stringify(
    circulars.map((one) => ({
      id: one.id,
      no: one.circularNo,
      department_id: one.departmentId,
      department_name: one.departmentName,
      content: one.content,
      hash: one.contentHash,
      problems: one.problems,
    })),
  );
  await sql`
    insert into daily_inspection_circular (unit_id, id, inspection_id, circular_no, department_id,
      department_name, content, content_hash, problems, issued_on, issued_by)
    select ${cx.unitId}, r.id, ${inspectionId}, r.no, r.department_id, r.department_name, r.content,
      r.hash, r.problems, ${cx.today}, ${cx.actor.name}
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, no text, department_id uuid,
      department_name text, content text, hash text, problems integer)
  `.execute(cx.tx);
}

/** The one for everybody is read by departments too, never by single persons. */
export async function circularsOf(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
): Promise<Circular[]> {
  if (scope === 'own') return [];
  const { rows } = await sql<Circular>`
    select id, circular_no, department_id, department_name, problems, issued_on, issued_by
    from daily_inspection_circular where unit_id = ${cx.unitId} and inspection_id = ${inspectionId}
      and (${scope === 'all'} or department_id is null
        or department_id = any(${cx.actor.departmentIds ?? []}::uuid[]))
    order by issued_on, id
  `.execute(cx.tx);
  return rows;
}

export async function circularText(
  cx: CommandContext,
  id: string,
): Promise<{ content: string; contentHash: string }> {
  const { rows } = await sql<{ content: string; contentHash: string }>`
    select content, content_hash from daily_inspection_circular
    where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
  return rows[0]!;
}

export async function unitName(tx: Tx, unitId: string): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organisation_unit where id = ${unitId}
  `.execute(tx);
  return rows[0]!.name;
}

/** The year's first full inspection that was announced, for the statutory clock (RC-4.1). */
export async function fullInspectionOf(
  cx: CommandContext,
  year: number,
): Promise<{ id: string; title: string; notifiedOn: string } | undefined> {
  const { rows } = await sql<{ id: string; title: string; notifiedOn: string }>`
    select id, title, notified_on from daily_inspection
    where unit_id = ${cx.unitId} and year = ${year} and kind = 'full' and notified_on is not null
    order by notified_on limit 1
  `.execute(cx.tx);
  return rows[0];
}
