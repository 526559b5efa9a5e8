/** Who is asked to come, who has not been trained this year, and what waits for whom: read as sets. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { SheetLine } from './shapes.figures.ts';
import type { TrainingKind } from './shapes.ts';

/** Active people of these departments; without departments all of the unit. */
export async function peopleIn(
  cx: CommandContext,
  departments: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organisation_person where unit_id = ${cx.unitId} and active
      and (${departments.length === 0} or department_id = any(${[...departments]}::uuid[]))
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}

/** Members of the composition in force (not the liaison), and whoever signs in as one (RC-5.1). */
export async function leadingGroup(cx: CommandContext): Promise<{ id: string; name: string }[]> {
  const { rows } = await sql<{ id: string; name: string }>`
    select p.id, p.name from organisation_person p
    where p.unit_id = ${cx.unitId} and p.active and (
      p.id in (select (m ->> 'personId')::uuid from responsibility_committee c,
          jsonb_array_elements(c.members) m
        where c.unit_id = ${cx.unitId} and c.state = 'inForce'
          and m ->> 'committeeRole' <> 'liaison')
      or p.id in (select g.person_id from platform_role_grant g
        join platform_account a on a.id = g.account_id and not a.disabled
        where g.unit_id = ${cx.unitId}
          and g.role in ('committeeHead', 'committeeDeputy', 'committeeMember')))
    order by p.name collate "zh-x-icu"
  `.execute(cx.tx);
  return rows;
}

export type Coming = { id: string; kind: TrainingKind; heldOn: string; audience: string[] };

/** Planned trainings still to come on which the person is not listed yet, whoever they ask; nearest first. */
export async function comingTrainings(cx: CommandContext, personId: string): Promise<Coming[]> {
  const { rows } = await sql<Coming>`
    select t.id, t.kind, t.held_on, t.audience from daily_training t
    where t.unit_id = ${cx.unitId} and t.state = 'planned' and t.kind <> 'publicity'
      and t.held_on >= ${cx.today}
      and not exists (select 1 from daily_training_attendance a
        where a.unit_id = t.unit_id and a.training_id = t.id and a.person_id = ${personId})
    order by t.held_on, t.id
  `.execute(cx.tx);
  return rows;
}

export type Waiting = { n: number; first: string | null };

/** Held ones to be recorded, planned ones whose day has come. */
export async function waiting(cx: CommandContext): Promise<{ held: Waiting; due: Waiting }> {
  const { rows } = await sql<{ state: 'held' | 'planned'; n: number; first: string | null }>`
    select state, count(*)::int as n, (array_agg(id order by held_on, id))[1] as first
    from daily_training where unit_id = ${cx.unitId}
      and (state = 'held' or (state = 'planned' and held_on <= ${cx.today}))
    group by state
  `.execute(cx.tx);
  const of = (state: 'held' | 'planned') =>
    rows.find((row) => row.state === state) ?? { n: 0, first: null };
  return { held: of('held'), due: of('planned') };
}

/** Persons who were at a training of the year: a class or the authority's. */
const trained = (cx: CommandContext, year: number, kinds: readonly TrainingKind[]) => sql`
  select a.person_id from daily_training_attendance a
  join daily_training t on t.unit_id = a.unit_id and t.id = a.training_id
  where a.unit_id = ${cx.unitId} and t.state in ('held', 'recorded')
    and t.kind = any(${[...kinds]}::text[])
    and t.held_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`;

const ANY_TRAINING = ['class', 'external'] as const;

/** By department; people without one come last. */
export async function coverage(
  cx: CommandContext,
  year: number,
): Promise<
  {
    departmentId: string;
    departmentName: string;
    people: number;
    attended: number;
    missing: string[];
  }[]
> {
  const { rows } = await sql<{
    departmentId: string;
    departmentName: string;
    people: number;
    attended: number;
    missing: string[];
  }>`
    select coalesce(d.id::text, '') as department_id, coalesce(d.name, '') as department_name,
      count(*)::int as people, count(*) filter (where k.person_id is not null)::int as attended,
      coalesce((array_agg(p.name order by p.name collate "zh-x-icu")
        filter (where k.person_id is null))[1:200], '{}'::text[]) as missing
    from organisation_person p
    left join organisation_department d on d.unit_id = p.unit_id and d.id = p.department_id
    left join (select distinct x.person_id from (${trained(cx, year, ANY_TRAINING)}) x) k
      on k.person_id = p.id
    where p.unit_id = ${cx.unitId} and p.active
    group by d.id, d.name, d.sort_order
    order by d.sort_order nulls last, d.name collate "zh-x-icu"
  `.execute(cx.tx);
  return rows;
}

/** Of these, who was at the authority's training this year. */
export async function trainedOutside(
  cx: CommandContext,
  year: number,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ personId: string }>`
    select distinct x.person_id from (${trained(cx, year, ['external'])}) x
    where x.person_id = any(${[...ids]}::uuid[])
  `.execute(cx.tx);
  return new Set(rows.map((row) => row.personId));
}

/** Everybody active who was at no training this year, by department. */
export async function untrained(
  cx: CommandContext,
  year: number,
): Promise<{ departmentName: string; name: string; staffNo: string }[]> {
  const { rows } = await sql<{ departmentName: string; name: string; staffNo: string }>`
    select coalesce(d.name, '') as department_name, p.name, p.staff_no
    from organisation_person p
    left join organisation_department d on d.unit_id = p.unit_id and d.id = p.department_id
    where p.unit_id = ${cx.unitId} and p.active
      and p.id not in (${trained(cx, year, ANY_TRAINING)})
    order by d.sort_order nulls last, d.name collate "zh-x-icu", p.name collate "zh-x-icu", p.id
  `.execute(cx.tx);
  return rows;
}

/** Lines of the sheet to be signed: these people, or who is on the list. */
export async function sheetLines(
  cx: CommandContext,
  trainingId: string,
  asked: readonly string[] | undefined,
): Promise<SheetLine[]> {
  const { rows } = await sql<SheetLine>`
    select p.name, p.staff_no, coalesce(d.name, '') as department_name, a.how
    from organisation_person p
    left join organisation_department d on d.unit_id = p.unit_id and d.id = p.department_id
    left join daily_training_attendance a on a.unit_id = p.unit_id and a.person_id = p.id
      and a.training_id = ${trainingId}
    where p.unit_id = ${cx.unitId}
      and (p.id = any(${[...(asked ?? [])]}::uuid[]) or (${!asked} and a.person_id is not null))
    order by d.sort_order nulls last, d.name collate "zh-x-icu", p.name collate "zh-x-icu", p.id
  `.execute(cx.tx);
  return rows;
}
