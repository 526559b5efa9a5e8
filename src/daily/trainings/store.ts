/** Trainings, who was there, papers; figures are counted, never stored. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type {
  AttendedHow,
  Attendee,
  Training,
  TrainingDocument,
  TrainingInput,
  TrainingQuery,
} from './shapes.ts';

export type TrainingRow = Omit<TrainingInput, 'planTaskId'> &
  Pick<Training, 'id' | 'trainingNo' | 'state' | 'reach'> & {
    planId: string | null;
    planTaskId: string | null;
    planTask: string | null;
    words: string;
    organiser: string;
    signSecret: string;
    signOpen: boolean;
    attendees: number;
  };

export async function trainingRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<TrainingRow | undefined> {
  const { rows } = await sql<TrainingRow>`
    select t.id, t.training_no, t.kind, t.form, t.title, t.held_on, t.place, t.lecturer, t.content,
      t.audience, t.state, t.words, t.reach, t.organiser, t.sign_secret, t.sign_open, t.plan_id,
      t.plan_task_id, k.content as plan_task,
      (select count(*)::int from daily_training_attendance a
        where a.unit_id = t.unit_id and a.training_id = t.id) as attendees
    from daily_training t
    left join daily_plan_task k on k.unit_id = t.unit_id and k.plan_id = t.plan_id
      and k.id = t.plan_task_id
    where t.unit_id = ${cx.unitId} and t.id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}
/** The row under its lock; undefined when there is none. */
export const lockTraining = (cx: CommandContext, id: string) =>
  trainingRow(cx, id, sql`for update of t`);

export async function saveTraining(
  cx: CommandContext,
  row: Omit<TrainingRow, 'attendees' | 'planTask'>,
): Promise<void> {
  const now = cx.now.toISOString();
  await sql`
    insert into daily_training (unit_id, id, training_no, kind, form, title, held_on, place, lecturer,
      content, audience, state, words, reach, organiser, sign_secret, sign_open,
      plan_id, plan_task_id, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.trainingNo}, ${row.kind}, ${row.form}, ${row.title},
      ${row.heldOn}, ${row.place}, ${row.lecturer}, ${row.content}, ${row.audience}::uuid[],
      ${row.state}, ${row.words}, ${row.reach}::int, ${row.organiser}, ${row.signSecret},
      ${row.signOpen}, ${row.planId}::uuid, ${row.planTaskId}::uuid, ${now}::timestamptz,
      ${now}::timestamptz)
    on conflict (unit_id, id) do update set kind = excluded.kind, form = excluded.form,
      title = excluded.title, held_on = excluded.held_on, place = excluded.place,
      lecturer = excluded.lecturer, content = excluded.content, audience = excluded.audience,
      state = excluded.state, words = excluded.words, reach = excluded.reach,
      sign_open = excluded.sign_open, plan_id = excluded.plan_id,
      plan_task_id = excluded.plan_task_id, updated_at = excluded.updated_at
  `.execute(cx.tx);
}

type Tables = {
  dailyTraining: Omit<TrainingRow, 'attendees' | 'planTask'> & { unitId: string };
  dailyTrainingAttendance: {
    unitId: string;
    trainingId: string;
    personId: string;
    how: AttendedHow;
    at: string;
    byName: string;
  };
  organisationPerson: {
    unitId: string;
    id: string;
    name: string;
    staffNo: string;
    departmentId: string | null;
  };
  organisationDepartment: { unitId: string; id: string; name: string };
};

export async function pageOfTrainings(
  cx: CommandContext,
  query: TrainingQuery,
): Promise<Page<Training>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('dailyTraining as t')
    .where('t.unitId', '=', cx.unitId);
  if (query.kind) select = select.where('t.kind', '=', query.kind);
  if (query.state) select = select.where('t.state', '=', query.state);
  if (query.year) {
    select = select
      .where('t.heldOn', '>=', `${query.year}-01-01`)
      .where('t.heldOn', '<=', `${query.year}-12-31`);
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(t.training_no ilike ${like} or t.title ilike ${like} or t.place ilike ${like})`,
    );
  }
  return keyset(
    select
      .select(['t.id', 't.trainingNo', 't.kind', 't.form', 't.title', 't.heldOn', 't.place'])
      .select(['t.state', 't.reach'])
      .select(
        sql<number>`(select count(*)::int from daily_training_attendance a
          where a.unit_id = t.unit_id and a.training_id = t.id)`.as('attendees'),
      ),
    {
      sort: query.sort,
      defaultSort: '-heldOn',
      columns: {
        heldOn: { expression: sql`t.held_on`, type: 'date' },
        trainingNo: { expression: sql`t.training_no`, type: 'text' },
      },
      id: sql`t.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

export async function pageOfAttendance(
  cx: CommandContext,
  trainingId: string,
  query: ListQuery,
): Promise<Page<Attendee>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('dailyTrainingAttendance as a')
    .innerJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'a.unitId').onRef('p.id', '=', 'a.personId'),
    )
    .leftJoin('organisationDepartment as d', (join) =>
      join.onRef('d.unitId', '=', 'p.unitId').onRef('d.id', '=', 'p.departmentId'),
    )
    .where('a.unitId', '=', cx.unitId)
    .where('a.trainingId', '=', trainingId);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(p.name ilike ${like} or p.staff_no ilike ${like} or d.name ilike ${like})`,
    );
  }
  return keyset(
    select
      .select(['p.id', 'p.name', 'p.staffNo', 'a.how', 'a.at', 'a.byName'])
      .select(sql<string>`coalesce(d.name, '')`.as('departmentName')),
    {
      sort: query.sort,
      defaultSort: 'name',
      columns: {
        name: { expression: sql`p.name collate "zh-x-icu"`, type: 'text' },
        at: { expression: sql`a.at`, type: 'timestamptz' },
      },
      id: sql`p.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

/** Persons of the unit that were not on the list yet; returns how many were added. */
export async function attend(
  cx: CommandContext,
  trainingId: string,
  who: { personIds: readonly string[]; departmentIds: readonly string[] },
  how: AttendedHow,
): Promise<number> {
  const { rows } = await sql`
    insert into daily_training_attendance (unit_id, training_id, person_id, how, at, by_name)
    select ${cx.unitId}, ${trainingId}, p.id, ${how}, ${cx.now.toISOString()}::timestamptz, ${cx.actor.name}
    from organisation_person p
    where p.unit_id = ${cx.unitId} and (p.id = any(${[...who.personIds]}::uuid[])
      or (p.active and p.department_id = any(${[...who.departmentIds]}::uuid[])))
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length;
}

/** How many of them were on the list. */
export async function absent(
  cx: CommandContext,
  trainingId: string,
  personIds: readonly string[],
): Promise<number> {
  const { rows } = await sql`
    delete from daily_training_attendance where unit_id = ${cx.unitId}
      and training_id = ${trainingId} and person_id = any(${[...personIds]}::uuid[])
    returning 1 as one
  `.execute(cx.tx);
  return rows.length;
}

export async function attendedAt(
  cx: CommandContext,
  trainingId: string,
  personId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ at: string }>`
    select at from daily_training_attendance where unit_id = ${cx.unitId}
      and training_id = ${trainingId} and person_id = ${personId}
  `.execute(cx.tx);
  return rows[0]?.at;
}

export async function departmentNames(
  cx: CommandContext,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from organisation_department
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[]) order by sort_order, name
  `.execute(cx.tx);
  return rows;
}

export type StoredDocument = TrainingDocument & { fileId: string };

export async function documentsOf(tx: Tx, unitId: string, id: string): Promise<StoredDocument[]> {
  const { rows } = await sql<StoredDocument>`
    select id, kind, title, file_id, file_name, file_size, created_at, created_by
    from daily_training_document where unit_id = ${unitId} and training_id = ${id}
    order by created_at, id
  `.execute(tx);
  return rows;
}

export async function insertDocument(
  cx: CommandContext,
  trainingId: string,
  one: StoredDocument,
): Promise<void> {
  await sql`
    insert into daily_training_document (unit_id, training_id, id, kind, title, file_id, file_name,
      file_size, created_at, created_by)
    values (${cx.unitId}, ${trainingId}, ${one.id}, ${one.kind}, ${one.title}, ${one.fileId},
      ${one.fileName}, ${one.fileSize}, ${one.createdAt}::timestamptz, ${one.createdBy})
  `.execute(cx.tx);
}

export async function deleteDocument(
  cx: CommandContext,
  trainingId: string,
  id: string,
): Promise<void> {
  await sql`delete from daily_training_document where unit_id = ${cx.unitId}
    and training_id = ${trainingId} and id = ${id}`.execute(cx.tx);
}

export async function presentIds(cx: CommandContext, trainingId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select person_id as id from daily_training_attendance
    where unit_id = ${cx.unitId} and training_id = ${trainingId}
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}

/** The plan a task stands in, unless it was cancelled. */
export async function planOfTask(cx: CommandContext, taskId: string): Promise<string | undefined> {
  const { rows } = await sql<{ planId: string }>`
    select plan_id from daily_plan_task
    where unit_id = ${cx.unitId} and id = ${taskId} and state <> 'cancelled'
  `.execute(cx.tx);
  return rows[0]?.planId;
}

/** Persons of the unit among these, whether they still work here or not. */
export async function namesOf(
  cx: CommandContext,
  ids: readonly string[],
): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from organisation_person
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[])
  `.execute(cx.tx);
  return rows;
}
