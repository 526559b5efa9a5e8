/** What a plan must hold to be sent in, and drafts to begin with. */
import { addMonths } from '../../base/dates.ts';
import { DUTIES, type DutyKey } from '../clock/shapes.ts';
import { type PlanInput, type PlanTaskInput, SECTIONS, type Section } from './shapes.ts';

/** The first thing that is missing, by the path of its field; undefined when the plan may be sent in (RC-1). */
export function missingIn(
  plan: Pick<PlanInput, Section> & { tasks: readonly Omit<PlanTaskInput, 'id'>[] },
  year: number,
): { path: string; sentence: string; params?: Record<string, string | number> } | undefined {
  for (const section of Object.keys(SECTIONS) as Section[]) {
    if (plan[section].trim() !== '') continue;
    const params = { section: SECTIONS[section].label };
    return { path: `body.${section}`, sentence: '请填写“{{section}}”', params };
  }
  if (plan.tasks.length === 0) return { path: 'body.tasks', sentence: '请至少列出一项任务' };
  for (const [at, task] of plan.tasks.entries()) {
    const path = `body.tasks.${at}`;
    if (!task.personId && !task.departmentId) {
      const params = { n: at + 1 };
      return { path, sentence: '第 {{n}} 项任务还没有负责人或部门', params };
    }
    if (!task.dueOn.startsWith(String(year))) {
      const params = { n: at + 1, year };
      return { path, sentence: '第 {{n}} 项任务的期限不在 {{year}} 年', params };
    }
  }
  return undefined;
}

const DUTIES_OF_A_PLAN = (Object.keys(DUTIES) as DutyKey[]).filter((duty) => duty !== 'plan');

/** What the guideline asks for every year, each with its usual day; whose it is, people say. */
export function statutoryTasks(year: number): PlanTaskInput[] {
  return DUTIES_OF_A_PLAN.flatMap((duty) =>
    DUTIES[duty].due.map((day) => ({
      content: DUTIES[duty].label,
      personId: null,
      departmentId: null,
      dueOn: `${year}-${day}`,
    })),
  ).sort((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** Last year's tasks a year later; what was cancelled is left out. */
export function movedByAYear<T extends { dueOn: string; state: string }>(tasks: readonly T[]): T[] {
  return tasks
    .filter((task) => task.state !== 'cancelled')
    .map((task) => ({ ...task, dueOn: addMonths(task.dueOn, 12) }));
}
