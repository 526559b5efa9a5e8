/** Plans and their tasks; figures are counted, never stored. */
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { PlanInput, PlanState, PlanTaskInput, TaskState } from './shapes.ts';

export type PlanRow = Omit<PlanInput, 'tasks'> & {
  id: string;
  year: number;
  state: PlanState;
  writers: string[];
  approvedOn: string | null;
  tasks: number;
  done: number;
  overdue: number;
};

export async function plansOf(
  cx: CommandContext,
  filter: { id?: string; year?: number } = {},
): Promise<PlanRow[]> {
  const { rows } = await sql<PlanRow>`
    select p.id, p.year, p.state, p.goals, p.measures, p.schedule, p.inspection, p.writers, p.approved_on,
      t.tasks, t.done, t.overdue
    from daily_plan p
    cross join lateral (
      select count(*) filter (where state <> 'cancelled')::int as tasks,
        count(*) filter (where state = 'done')::int as done,
        count(*) filter (where state in ('notBegun', 'underWay') and due_on < ${cx.today})::int as overdue
      from daily_plan_task where unit_id = p.unit_id and plan_id = p.id
    ) t
    where p.unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or p.id = ${filter.id ?? null}::uuid)
      and (${filter.year ?? null}::int is null or p.year = ${filter.year ?? null}::int)
    order by p.year desc
  `.execute(cx.tx);
  return rows;
}

/** Waits for whoever works on the plan. */
export async function lockPlan(cx: CommandContext, id: string): Promise<void> {
  await sql`select 1 from daily_plan where unit_id = ${cx.unitId} and id = ${id} for update`.execute(
    cx.tx,
  );
}

/** False when the year has a plan. */
export async function insertPlan(
  cx: CommandContext,
  row: Omit<PlanInput, 'tasks'> & { id: string; year: number; writers: string[] },
): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into daily_plan (unit_id, id, year, goals, measures, schedule, inspection, state, writers,
      created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.year}, ${row.goals}, ${row.measures}, ${row.schedule},
      ${row.inspection}, 'draft', ${row.writers}::text[], ${now}::timestamptz, ${now}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function savePlan(
  cx: CommandContext,
  row: Pick<
    PlanRow,
    'id' | 'goals' | 'measures' | 'schedule' | 'inspection' | 'state' | 'writers' | 'approvedOn'
  >,
): Promise<void> {
  await sql`
    update daily_plan set goals = ${row.goals}, measures = ${row.measures}, schedule = ${row.schedule},
      inspection = ${row.inspection}, state = ${row.state}, writers = ${row.writers}::text[],
      approved_on = ${row.approvedOn}, updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export type TaskRow = {
  id: string;
  content: string;
  personId: string | null;
  personName: string;
  departmentId: string | null;
  departmentName: string;
  dueOn: string;
  state: TaskState;
  words: string;
  reportedBy: string | null;
  reportedAt: string | null;
  /** The department the task's owner belongs to, or its own. */
  answersTo: string | null;
};

export async function tasksOf(tx: Tx, unitId: string, planId: string): Promise<TaskRow[]> {
  const { rows } = await sql<TaskRow>`
    select t.id, t.content, t.person_id, coalesce(p.name, '') as person_name, t.department_id,
      coalesce(d.name, '') as department_name, t.due_on, t.state, t.words, t.reported_by, t.reported_at,
      coalesce(t.department_id, p.department_id) as answers_to
    from daily_plan_task t
    left join organisation_person p on p.unit_id = t.unit_id and p.id = t.person_id
    left join organisation_department d on d.unit_id = t.unit_id and d.id = t.department_id
    where t.unit_id = ${unitId} and t.plan_id = ${planId} order by t.position
  `.execute(tx);
  return rows;
}

/** Replaces the tasks; one that is given with its id keeps what was reported on it. */
export async function saveTasks(
  cx: CommandContext,
  planId: string,
  tasks: readonly PlanTaskInput[],
): Promise<void> {
  const given = tasks.map((task, position) => ({
    id: task.id ?? newId(),
    position,
    content: task.content,
    person_id: task.personId,
    department_id: task.departmentId,
    due_on: task.dueOn,
  }));
  const json = JSON.stringify(given);
  await sql`delete from daily_plan_task where unit_id = ${cx.unitId} and plan_id = ${planId}
    and id <> all(${given.map((task) => task.id)}::uuid[])`.execute(cx.tx);
  await sql`
    insert into daily_plan_task (unit_id, plan_id, id, position, content, person_id, department_id,
      due_on, state)
    select ${cx.unitId}, ${planId}, r.id, r.position, r.content, r.person_id, r.department_id,
      r.due_on, 'notBegun'
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, position integer, content text,
      person_id uuid, department_id uuid, due_on date)
    on conflict (unit_id, plan_id, id) do update set position = excluded.position,
      content = excluded.content, person_id = excluded.person_id,
      department_id = excluded.department_id, due_on = excluded.due_on
  `.execute(cx.tx);
}

export async function saveReport(
  cx: CommandContext,
  planId: string,
  taskId: string,
  report: { state: TaskState; words: string },
): Promise<void> {
  await sql`
    update daily_plan_task set state = ${report.state}, words = ${report.words},
      reported_by = ${cx.actor.name}, reported_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and plan_id = ${planId} and id = ${taskId}
  `.execute(cx.tx);
}

export async function cancelOpenTasks(cx: CommandContext, planId: string): Promise<void> {
  await sql`update daily_plan_task set state = 'cancelled' where unit_id = ${cx.unitId}
    and plan_id = ${planId} and state in ('notBegun', 'underWay')`.execute(cx.tx);
}

/** Persons and departments of the unit among these. */
export async function known(
  cx: CommandContext,
  ids: { people: readonly string[]; departments: readonly string[] },
): Promise<{ people: number; departments: number }> {
  const { rows } = await sql<{ people: number; departments: number }>`
    select (select count(*)::int from organisation_person
        where unit_id = ${cx.unitId} and id = any(${[...ids.people]}::uuid[])) as people,
      (select count(*)::int from organisation_department
        where unit_id = ${cx.unitId} and id = any(${[...ids.departments]}::uuid[])) as departments
  `.execute(cx.tx);
  return rows[0]!;
}

/** Open tasks of a person that are due by a day, in plans that are in force. */
export async function dueTasks(
  cx: CommandContext,
  personId: string,
  by: string,
): Promise<{ planId: string; dueOn: string }[]> {
  const { rows } = await sql<{ planId: string; dueOn: string }>`
    select t.plan_id, t.due_on from daily_plan_task t
    join daily_plan p on p.unit_id = t.unit_id and p.id = t.plan_id
    where t.unit_id = ${cx.unitId} and t.person_id = ${personId}
      and t.state in ('notBegun', 'underWay') and t.due_on <= ${by}
      and p.state in ('approved', 'inProgress')
    order by t.due_on
  `.execute(cx.tx);
  return rows;
}
