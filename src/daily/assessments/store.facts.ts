/** What the year's assessment came to, for 附件5 and the annual summary; what is not approved does not count. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { GRADES, type Grade } from './shapes.ts';

export type AssessmentFacts = {
  id: string;
  approvedOn: string;
  departments: number;
  /** From the best grade to the worst, only those that were given. */
  grades: { grade: Grade; label: string; count: number }[];
};

export async function assessmentFacts(
  cx: CommandContext,
  year: number,
): Promise<AssessmentFacts | null> {
  const { rows } = await sql<{ id: string; approvedOn: string; grade: Grade; count: number }>`
    select a.id, a.approved_on, r.final_grade as grade, count(*)::int as count
    from daily_assessment a
    join daily_assessment_result r on r.unit_id = a.unit_id and r.assessment_id = a.id
    where a.unit_id = ${cx.unitId} and a.year = ${year} and a.state in ('approved', 'reported')
      and r.final_grade is not null
    group by a.id, a.approved_on, r.final_grade
  `.execute(cx.tx);
  const [first] = rows;
  if (!first) return null;
  const counts = new Map(rows.map((row) => [row.grade, row.count]));
  return {
    id: first.id,
    approvedOn: first.approvedOn,
    departments: rows.reduce((sum, row) => sum + row.count, 0),
    grades: (Object.keys(GRADES) as Grade[])
      .filter((grade) => counts.has(grade))
      .map((grade) => ({ grade, label: GRADES[grade].label, count: counts.get(grade)! })),
  };
}
