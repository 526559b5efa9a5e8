/** Assessments, a row per department; points are computed until they are frozen. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Computed } from './rules.ts';
import type { AssessmentState, DepartmentResult, Grade, Scheme } from './shapes.ts';

export type AssessmentRow = {
  id: string;
  year: number;
  state: AssessmentState;
  scheme: Scheme | null;
  writers: string[];
  draftedOn: string | null;
  approvedOn: string | null;
  reportedOn: string | null;
  reportedTo: string;
  departments: number;
};

export async function assessmentsOf(
  cx: CommandContext,
  filter: { id?: string; year?: number; lock?: boolean } = {},
): Promise<AssessmentRow[]> {
  const { rows } = await sql<AssessmentRow>`
    select a.id, a.year, a.state, a.scheme, a.writers, a.drafted_on, a.approved_on, a.reported_on,
      a.reported_to, (select count(*)::int from daily_assessment_result r
        where r.unit_id = a.unit_id and r.assessment_id = a.id and r.final_grade is not null) as departments
    from daily_assessment a
    where a.unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or a.id = ${filter.id ?? null}::uuid)
      and (${filter.year ?? null}::int is null or a.year = ${filter.year ?? null}::int)
    order by a.year desc limit 200 ${filter.lock ? sql`for update of a` : sql``}
  `.execute(cx.tx);
  return rows;
}

/** False when the year has one. */
export async function insertAssessment(
  cx: CommandContext,
  row: { id: string; year: number; writers: string[] },
): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into daily_assessment (unit_id, id, year, state, writers, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.year}, 'collecting', ${row.writers}::text[],
      ${now}::timestamptz, ${now}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function saveAssessment(
  cx: CommandContext,
  row: Omit<AssessmentRow, 'departments' | 'year'>,
): Promise<void> {
  await sql`
    update daily_assessment set state = ${row.state},
      scheme = ${row.scheme === null ? null : JSON.stringify(row.scheme)}::jsonb,
      writers = ${row.writers}::text[], drafted_on = ${row.draftedOn}, approved_on = ${row.approvedOn},
      reported_on = ${row.reportedOn}, reported_to = ${row.reportedTo},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export type Hand = { points: number; note: string; by: string };
export type Vetoes = DepartmentResult['vetoes'];
export type ResultRow = {
  departmentId: string;
  departmentName: string;
  hand: Record<string, Hand>;
  computed: Record<string, Computed> | null;
  vetoes: Vetoes | null;
  grade: Grade | null;
  gradeReason: string;
  finalGrade: Grade | null;
};

export async function resultsOf(cx: CommandContext, assessmentId: string): Promise<ResultRow[]> {
  const { rows } = await sql<ResultRow>`
    select r.department_id, r.department_name, r.hand, r.computed, r.vetoes, r.grade, r.grade_reason,
      r.final_grade
    from daily_assessment_result r
    left join organisation_department d on d.unit_id = r.unit_id and d.id = r.department_id
    where r.unit_id = ${cx.unitId} and r.assessment_id = ${assessmentId}
    order by d.sort_order, d.code
  `.execute(cx.tx);
  return rows;
}

/** Writes these departments' rows, new ones included. */
export async function saveResults(
  cx: CommandContext,
  assessmentId: string,
  results: readonly ResultRow[],
): Promise<void> {
  await sql`
    insert into daily_assessment_result (unit_id, assessment_id, department_id, department_name, hand,
      computed, vetoes, grade, grade_reason, final_grade)
    select ${cx.unitId}, ${assessmentId}, r."departmentId", r."departmentName", r.hand,
      nullif(r.computed, 'null'::jsonb), nullif(r.vetoes, 'null'::jsonb), r.grade, r."gradeReason",
      r."finalGrade"
    from jsonb_to_recordset(${JSON.stringify(results)}::jsonb) as r ("departmentId" uuid,
      "departmentName" text, hand jsonb, computed jsonb, vetoes jsonb, grade text, "gradeReason" text,
      "finalGrade" text)
    on conflict (unit_id, assessment_id, department_id) do update set
      department_name = excluded.department_name, hand = excluded.hand, computed = excluded.computed,
      vetoes = excluded.vetoes, grade = excluded.grade, grade_reason = excluded.grade_reason,
      final_grade = excluded.final_grade
  `.execute(cx.tx);
}

/** Departments that are no longer assessed lose their rows when points are collected anew. */
export async function dropOthers(
  cx: CommandContext,
  assessmentId: string,
  kept: readonly string[],
): Promise<void> {
  await sql`delete from daily_assessment_result where unit_id = ${cx.unitId}
    and assessment_id = ${assessmentId} and department_id <> all(${[...kept]}::uuid[])`.execute(
    cx.tx,
  );
}

/** Heads of these departments. */
export async function headsOf(
  cx: CommandContext,
  departmentIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct head_person_id as id from organisation_department
    where unit_id = ${cx.unitId} and id = any(${[...departmentIds]}::uuid[])
      and head_person_id is not null
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}
