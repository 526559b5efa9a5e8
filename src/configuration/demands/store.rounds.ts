/** Rounds that ask the departments for their yearly demand, and who has answered. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { DemandRound } from './shapes.ts';

/** The last rounds with the state of every asked department, in one statement. */
export async function roundsOf(
  cx: CommandContext,
  filter: { id?: string; departments?: readonly string[] | undefined } = {},
): Promise<DemandRound[]> {
  const only = filter.departments ? [...filter.departments] : null;
  const { rows } = await sql<DemandRound>`
    select r.id, r.plan_year, r.due_on, r.words, r.state, r.opened_on, r.closed_on,
      count(*)::int as asked,
      count(*) filter (where d.state in ('submitted', 'deptApproved', 'itApproved'))::int as answered,
      count(*) filter (where d.state = 'itApproved')::int as approved,
      coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'name', o.name, 'demandId', d.id,
        'state', d.state) order by o.sort_order, o.name collate "zh-x-icu")
        filter (where ${only}::uuid[] is null or o.id = any(${only}::uuid[])), '[]'::jsonb) as departments
    from (select * from configuration_demand_round
      where unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      order by plan_year desc, opened_on desc limit 20) r
    join configuration_demand_asked a on a.unit_id = r.unit_id and a.round_id = r.id
    join organisation_department o on o.unit_id = a.unit_id and o.id = a.department_id
    left join configuration_demand d on d.unit_id = a.unit_id and d.round_id = a.round_id
      and d.department_id = a.department_id and d.state <> 'withdrawn'
    group by r.id, r.plan_year, r.due_on, r.words, r.state, r.opened_on, r.closed_on
    order by r.plan_year desc, r.opened_on desc
  `.execute(cx.tx);
  return rows;
}

/** False when the year is being asked for. */
export async function insertRound(
  cx: CommandContext,
  row: Pick<DemandRound, 'id' | 'planYear' | 'dueOn' | 'words'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into configuration_demand_round (unit_id, id, plan_year, due_on, words, state, opened_on)
    values (${cx.unitId}, ${row.id}, ${row.planYear}, ${row.dueOn}, ${row.words}, 'open', ${cx.today})
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

/** Departments in use among these, all of them when none are given; returns how many. */
export async function askDepartments(
  cx: CommandContext,
  roundId: string,
  departmentIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ departmentId: string }>`
    insert into configuration_demand_asked (unit_id, round_id, department_id)
    select ${cx.unitId}, ${roundId}, d.id from organisation_department d
    where d.unit_id = ${cx.unitId} and d.active
      and case when ${departmentIds.length > 0} then d.id = any(${[...departmentIds]}::uuid[])
        else exists (select from organisation_person p
          where p.unit_id = d.unit_id and p.department_id = d.id and p.active) end
    returning department_id
  `.execute(cx.tx);
  return rows.map((row) => row.departmentId);
}

/** False when it is closed already. */
export async function endRound(cx: CommandContext, id: string): Promise<boolean> {
  const { rows } = await sql`
    update configuration_demand_round set state = 'closed', closed_on = ${cx.today}
    where unit_id = ${cx.unitId} and id = ${id} and state = 'open' returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function roundOpen(
  cx: CommandContext,
  id: string,
  departmentId: string,
): Promise<{ planYear: number; asked: boolean } | undefined> {
  const { rows } = await sql<{ planYear: number; asked: boolean }>`
    select r.plan_year, exists (select from configuration_demand_asked a where a.unit_id = r.unit_id
      and a.round_id = r.id and a.department_id = ${departmentId}) as asked
    from configuration_demand_round r
    where r.unit_id = ${cx.unitId} and r.id = ${id} and r.state = 'open' for share
  `.execute(cx.tx);
  return rows[0];
}

/** Open rounds in which one of these departments has not answered. */
export async function unanswered(
  cx: CommandContext,
  departmentIds: readonly string[],
): Promise<{ id: string; planYear: number; dueOn: string; departmentId: string }[]> {
  const { rows } = await sql<{
    id: string;
    planYear: number;
    dueOn: string;
    departmentId: string;
  }>`
    select r.id, r.plan_year, r.due_on, a.department_id from configuration_demand_round r
    join configuration_demand_asked a on a.unit_id = r.unit_id and a.round_id = r.id
    where r.unit_id = ${cx.unitId} and r.state = 'open'
      and a.department_id = any(${[...departmentIds]}::uuid[])
      and not exists (select from configuration_demand d where d.unit_id = a.unit_id
        and d.round_id = a.round_id and d.department_id = a.department_id
        and d.state not in ('withdrawn', 'draft', 'returned'))
    order by r.due_on
  `.execute(cx.tx);
  return rows;
}
