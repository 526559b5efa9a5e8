/** Figures of a year's inspections for 附件5 and the annual summary: those that were announced count (RC-4.1), and what waits for whom. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { InspectionKind } from './shapes.ts';

export type InspectionFacts = {
  inspections: number;
  /** Of them full ones. */
  full: number;
  computersChecked: number;
  problems: number;
  /** Passed the re-check; waived ones do not count. */
  rectified: number;
  lines: {
    id: string;
    title: string;
    kind: InspectionKind;
    notifiedOn: string;
    computers: number;
    problems: number;
    rectified: number;
  }[];
};

export async function inspectionFacts(
  tx: Tx,
  unitId: string,
  year: number,
): Promise<InspectionFacts> {
  const { rows: lines } = await sql<InspectionFacts['lines'][number]>`
    select i.id, i.title, i.kind, i.notified_on,
      (select count(*)::int from daily_inspection_computer c where c.unit_id = i.unit_id
        and c.inspection_id = i.id and c.sheet_state = 'done') as computers,
      (select count(*)::int from daily_inspection_problem p where p.unit_id = i.unit_id
        and p.inspection_id = i.id and p.state <> 'dropped') as problems,
      (select count(*)::int from daily_inspection_problem p where p.unit_id = i.unit_id
        and p.inspection_id = i.id and p.state = 'passed') as rectified
    from daily_inspection i
    where i.unit_id = ${unitId} and i.year = ${year} and i.notified_on is not null
    order by i.notified_on, i.inspection_no
  `.execute(tx);
  const sum = (name: 'computers' | 'problems' | 'rectified') =>
    lines.reduce((n, line) => n + line[name], 0);
  return {
    inspections: lines.length,
    full: lines.filter((line) => line.kind === 'full').length,
    computersChecked: sum('computers'),
    problems: sum('problems'),
    rectified: sum('rectified'),
    lines,
  };
}

export type Waiting = {
  toStart: number;
  toConclude: number;
  toNotify: number;
  toClose: number;
  sheets: number;
  sheetsOf: string | null;
  answers: number;
  answersDueOn: string | null;
  reviews: number;
  overdue: number;
};

export async function waiting(cx: CommandContext): Promise<Waiting> {
  const departments = cx.actor.departmentIds ?? [];
  const me = [cx.actor.id, cx.actor.personId ?? cx.actor.id];
  const { rows } = await sql<Waiting>`
    select
      count(*) filter (where i.state = 'planned' and i.period_from <= ${cx.today})::int as to_start,
      count(*) filter (where i.state = 'onsite' and not exists (
        select 1 from daily_inspection_computer c where c.unit_id = i.unit_id
          and c.inspection_id = i.id and c.drawn and c.sheet_state in ('pending', 'draft')
      ))::int as to_conclude,
      count(*) filter (where i.state = 'findings')::int as to_notify,
      count(*) filter (where i.state = 'reviewed')::int as to_close,
      s.sheets, s.sheets_of, a.answers, a.answers_due_on, r.reviews, r.overdue
    from daily_inspection i
    right join (select count(*)::int as sheets, (min(c.inspection_id::text)) as sheets_of
      from daily_inspection j
      join daily_inspection_computer c on c.unit_id = j.unit_id and c.inspection_id = j.id
      where j.unit_id = ${cx.unitId} and j.state = 'onsite' and c.drawn
        and c.sheet_state in ('pending', 'draft')
        and ${cx.actor.personId ?? null}::uuid = any(j.inspectors)) s on i.unit_id = ${cx.unitId}
    cross join (select count(*)::int as answers, min(due_on) as answers_due_on
      from daily_inspection_problem where unit_id = ${cx.unitId} and state in ('open', 'returned')
        and department_id = any(${departments}::uuid[])) a
    cross join (select count(*) filter (where state = 'responded'
          and not responders && ${me}::text[])::int as reviews,
        count(*) filter (where state in ('open', 'returned') and due_on < ${cx.today})::int as overdue
      from daily_inspection_problem where unit_id = ${cx.unitId}) r
    group by s.sheets, s.sheets_of, a.answers, a.answers_due_on, r.reviews, r.overdue
  `.execute(cx.tx);
  return rows[0]!;
}
