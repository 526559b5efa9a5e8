/** The annual plan from a draft to its end (W1; RC-1). Who has written on it does not approve it. */
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { mayTake, ownNames, withWriter, wrote } from '../../platform/workflow/who.ts';
import { PLAN_MACHINE } from './rules.machine.ts';
import { missingIn, movedByAYear, statutoryTasks } from './rules.ts';
import {
  PLAN_ACTIONS,
  type PlanInput,
  type PlanRecord,
  type PlanTaskInput,
  SECTIONS,
  type Section,
} from './shapes.ts';
import * as store from './store.ts';

const titleOf = (year: number) => `${year}年度软件正版化工作计划`;
const subjectOf = (row: store.PlanRow) => ({
  id: row.id,
  title: titleOf(row.year),
  state: row.state,
});

async function lockOne(cx: CommandContext, id: string): Promise<store.PlanRow> {
  await store.lockPlan(cx, id);
  const [row] = await store.plansOf(cx, { id });
  if (row) return row;
  throw refuse('daily.noPlan', '没有这份年度计划，可能链接有误', {}, { status: 404 });
}

/** Last year's plan a year later, else what the guideline asks for every year. */
export async function template(cx: CommandContext, year: number) {
  const [last] = await store.plansOf(cx, { year: year - 1 });
  if (!last) {
    const tasks = statutoryTasks(year).map((task) => ({ ...task, personName: '' }));
    return {
      fromYear: null,
      content: { goals: '', measures: '', schedule: '', inspection: '', tasks },
    };
  }
  const { goals, measures, schedule, inspection } = last;
  const tasks = movedByAYear(await store.tasksOf(cx.tx, cx.unitId, last.id)).map(
    ({ content, personId, personName, departmentId, dueOn }) => ({
      content,
      personId,
      personName,
      departmentId,
      dueOn,
    }),
  );
  return { fromYear: year - 1, content: { goals, measures, schedule, inspection, tasks } };
}

/** Persons and departments that are none of the unit's. */
async function requireKnown(cx: CommandContext, tasks: readonly PlanTaskInput[]): Promise<void> {
  const people = [...new Set(tasks.flatMap((task) => task.personId ?? []))];
  const departments = [...new Set(tasks.flatMap((task) => task.departmentId ?? []))];
  const found = await store.known(cx, { people, departments });
  if (found.people < people.length || found.departments < departments.length) {
    const sentence = '有的负责人或部门不存在，请重新选择';
    throw refuse('daily.unknownOwner', sentence, {}, { path: 'body.tasks' });
  }
}

export async function createPlan(
  cx: CommandContext,
  input: PlanInput & { year: number },
): Promise<string> {
  await requireKnown(cx, input.tasks);
  const { tasks, ...plan } = input;
  const id = newId();
  if (!(await store.insertPlan(cx, { ...plan, id, writers: ownNames(cx) }))) {
    const sentence = '{{year}} 年已有年度计划，请在原计划上修改';
    const path = 'body.year';
    throw refuse('daily.planExists', sentence, { year: input.year }, { path, status: 409 });
  }
  await store.saveTasks(cx, id, withoutIds(tasks));
  await takeStep(cx, PLAN_MACHINE, { id, title: titleOf(input.year), state: null }, 'create');
  return id;
}

/** Ids belong to tasks of this plan; a new plan has none. */
const withoutIds = (tasks: readonly PlanTaskInput[]) =>
  tasks.map((task) => ({ ...task, id: undefined }) as PlanTaskInput);

async function ownIds(cx: CommandContext, planId: string, tasks: readonly PlanTaskInput[]) {
  const own = new Set((await store.tasksOf(cx.tx, cx.unitId, planId)).map((task) => task.id));
  return tasks.map((task) => (task.id && own.has(task.id) ? task : { ...task, id: newId() }));
}

export async function updatePlan(cx: CommandContext, id: string, input: PlanInput): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'draft' && row.state !== 'returned') {
    const sentence = '计划已报审或已审定，不能直接修改';
    throw refuse('daily.planFixed', sentence, {}, { status: 409 });
  }
  await requireKnown(cx, input.tasks);
  const { tasks, ...sections } = input;
  const writers = withWriter(cx, row);
  await store.savePlan(cx, { ...row, ...sections, writers });
  await store.saveTasks(cx, id, await ownIds(cx, id, tasks));
  await audit(cx, {
    action: 'plan.update',
    objectType: 'plan',
    objectId: id,
    before: { tasks: row.tasks },
    after: { ...sections, tasks: tasks.length },
  });
}

export async function submitPlan(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  const tasks = await store.tasksOf(cx.tx, cx.unitId, id);
  const missing = missingIn({ ...row, tasks }, row.year);
  if (missing) {
    const { sentence, params = {}, path } = missing;
    throw refuse('daily.planIncomplete', sentence, params, { path });
  }
  const state = await takeStep(cx, PLAN_MACHINE, subjectOf(row), 'submit', { opinion });
  const writers = withWriter(cx, row);
  await store.savePlan(cx, { ...row, state, writers });
  await notify(cx, [
    {
      to: [{ role: 'committeeHead' }],
      kind: 'daily',
      sentence: '{{title}} 待您审定',
      params: { title: titleOf(row.year) },
      link: `/plans/${id}`,
      objectType: 'plan',
      objectId: id,
    },
  ]);
}

export async function decidePlan(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (wrote(cx, row)) {
    throw refuse('daily.ownPlan', '您参与起草了这份计划，须由其他人审定', {}, { status: 403 });
  }
  const action = input.approve ? ('approve' as const) : ('return' as const);
  const { opinion } = input;
  const state = await takeStep(cx, PLAN_MACHINE, subjectOf(row), action, { opinion });
  await store.savePlan(cx, { ...row, state, approvedOn: input.approve ? cx.today : null });
  await notify(cx, [
    {
      to: [{ role: 'itManager' }],
      kind: 'daily',
      sentence: input.approve ? '{{title}} 已审定' : '{{title}} 已退回：{{opinion}}',
      params: { title: titleOf(row.year), opinion },
      link: `/plans/${id}`,
      objectType: 'plan',
      objectId: id,
    },
  ]);
  if (input.approve) await tellOwners(cx, row, await store.tasksOf(cx.tx, cx.unitId, id));
}

/** Each owner once, with how many tasks are his. */
async function tellOwners(
  cx: CommandContext,
  row: store.PlanRow,
  tasks: readonly Pick<store.TaskRow, 'personId'>[],
): Promise<void> {
  const own = Map.groupBy(
    tasks.filter((task) => task.personId !== null),
    (task) => task.personId!,
  );
  await notify(
    cx,
    [...own].map(([personId, given]) => ({
      to: [{ personId }],
      kind: 'daily' as const,
      sentence: '{{title}} 有 {{n}} 项任务由您负责',
      params: { title: titleOf(row.year), n: given.length },
      link: `/plans/${row.id}`,
      objectType: 'plan',
      objectId: row.id,
    })),
  );
}

/** After approval: tasks added, changed or taken out, with a reason; what is done stays as it is. */
export async function adjustPlan(
  cx: CommandContext,
  id: string,
  input: { tasks: PlanTaskInput[]; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  await requireKnown(cx, input.tasks);
  const before = await store.tasksOf(cx.tx, cx.unitId, id);
  const given = new Map(input.tasks.map((task) => [task.id, task]));
  const touched = before.filter(
    (task) => task.state === 'done' && !isSame(task, given.get(task.id)),
  );
  if (touched.length > 0) {
    const sentence = '“{{content}}”已完成，不能修改或去掉';
    const params = { content: touched[0]!.content };
    throw refuse('daily.taskDone', sentence, params, { path: 'body.tasks', status: 409 });
  }
  const missing = missingIn({ ...row, tasks: input.tasks }, row.year);
  if (missing) {
    const { sentence, params = {}, path } = missing;
    throw refuse('daily.planIncomplete', sentence, params, { path });
  }
  const plain = (tasks: readonly (PlanTaskInput | store.TaskRow)[]) =>
    tasks.map(({ content, personId, departmentId, dueOn }) => ({
      content,
      personId,
      departmentId,
      dueOn,
    }));
  await takeStep(cx, PLAN_MACHINE, subjectOf(row), 'adjust', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: plain(before), after: plain(input.tasks) },
  });
  await store.saveTasks(cx, id, await ownIds(cx, id, input.tasks));
  const owned = new Map(before.map((task) => [task.id, task.personId]));
  await tellOwners(
    cx,
    row,
    input.tasks.filter((task) => !task.id || owned.get(task.id) !== task.personId),
  );
}

function isSame(task: store.TaskRow, given: PlanTaskInput | undefined): boolean {
  return (
    given !== undefined &&
    (['content', 'personId', 'departmentId', 'dueOn'] as const).every(
      (name) => task[name] === given[name],
    )
  );
}

export async function correctPlan(
  cx: CommandContext,
  id: string,
  input: Record<Section, string> & { reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const { reason, ...after } = input;
  const missing = (Object.keys(SECTIONS) as Section[]).find((section) => after[section] === '');
  if (missing) {
    const params = { section: SECTIONS[missing].label };
    const path = `body.${missing}`;
    throw refuse('daily.planIncomplete', '请填写“{{section}}”', params, { path });
  }
  const { goals, measures, schedule, inspection } = row;
  await takeStep(cx, PLAN_MACHINE, subjectOf(row), 'correct', {
    opinion: reason,
    to: row.state as never,
    detail: { before: { goals, measures, schedule, inspection }, after },
  });
  await store.savePlan(cx, { ...row, ...after });
}

/** Own tasks; the head those of the department; the information department all. */
function mayReport(cx: CommandContext, plan: store.PlanRow, task: store.TaskRow): boolean {
  const scope = widestScope(cx.actor.roles, 'task.report');
  if (!scope || (plan.state !== 'approved' && plan.state !== 'inProgress')) return false;
  if (task.state === 'cancelled') return false;
  if (scope === 'all') return true;
  if (task.personId !== null && task.personId === cx.actor.personId) return true;
  const departments = scope === 'department' ? (cx.actor.departmentIds ?? []) : [];
  return task.answersTo !== null && departments.includes(task.answersTo);
}

export async function reportTask(
  cx: CommandContext,
  id: string,
  taskId: string,
  report: { state: 'underWay' | 'done'; words: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const task = (await store.tasksOf(cx.tx, cx.unitId, id)).find((one) => one.id === taskId);
  if (!task) throw refuse('daily.noTask', '没有这项任务，可能已调整', {}, { status: 404 });
  if (!mayReport(cx, row, task)) {
    const inForce = row.state === 'approved' || row.state === 'inProgress';
    throw inForce && task.state !== 'cancelled'
      ? refuse('daily.notYourTask', '这项任务不由您负责', {}, { status: 403 })
      : refuse('daily.taskClosed', '计划不在执行中或任务已取消，不能填报', {}, { status: 409 });
  }
  const state = await takeStep(cx, PLAN_MACHINE, subjectOf(row), 'report', {
    opinion: `${task.content}：${report.words}`.slice(0, 500),
    detail: { taskId, before: { state: task.state, words: task.words }, after: report },
  });
  await store.saveReport(cx, id, taskId, report);
  await store.savePlan(cx, { ...row, state });
}

export async function closePlan(
  cx: CommandContext,
  id: string,
  input: { cancelOpen: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, PLAN_MACHINE, subjectOf(row), 'close', {
    opinion: input.opinion,
  });
  const open = row.tasks - row.done;
  if (open > 0 && !input.cancelOpen) {
    const sentence = '还有 {{n}} 项任务没有完成；请先完成，或选择取消其余任务';
    const path = 'body.cancelOpen';
    throw refuse('daily.tasksOpen', sentence, { n: open }, { path, status: 409 });
  }
  await store.cancelOpenTasks(cx, id);
  await store.savePlan(cx, { ...row, state });
}

export async function planRecord(cx: CommandContext, id: string): Promise<PlanRecord> {
  const [row] = await store.plansOf(cx, { id });
  if (!row) throw refuse('daily.noPlan', '没有这份年度计划，可能链接有误', {}, { status: 404 });
  const tasks = await store.tasksOf(cx.tx, cx.unitId, id);
  const { writers: _, tasks: __, ...facts } = row;
  return {
    ...facts,
    tasks: tasks.map(({ answersTo, ...task }) => ({
      ...task,
      overdue: ['notBegun', 'underWay'].includes(task.state) && task.dueOn < cx.today,
      mayReport: mayReport(cx, row, { ...task, answersTo }) && task.state !== 'done',
    })),
    steps: await stepsOf(cx.tx, cx.unitId, 'plan', id),
    may: PLAN_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

function may(cx: CommandContext, row: store.PlanRow, action: (typeof PLAN_ACTIONS)[number]) {
  if (action === 'edit') {
    const open = row.state === 'draft' || row.state === 'returned';
    return open && widestScope(cx.actor.roles, 'plan.edit') !== undefined;
  }
  if ((action === 'approve' || action === 'return') && wrote(cx, row)) return false;
  return mayTake(cx, PLAN_MACHINE, row.state, action);
}

const SOON_DAYS = 30;

/** A plan to approve; one's own tasks that are due. */
export async function planTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  if (widestScope(cx.actor.roles, 'plan.approve')) {
    const waiting = (await store.plansOf(cx)).filter(
      (row) => row.state === 'submitted' && !wrote(cx, row),
    );
    lines.push({
      key: 'plan.approve',
      sentence: '待您审定的年度计划',
      count: waiting.length,
      link: waiting[0] ? `/plans/${waiting[0].id}` : '/plans',
    });
  }
  if (cx.actor.personId) {
    const due = await store.dueTasks(cx, cx.actor.personId, addDays(cx.today, SOON_DAYS));
    lines.push({
      key: 'plan.tasks',
      sentence: '年度计划中待您完成的任务',
      count: due.length,
      link: due[0] ? `/plans/${due[0].planId}?mine=true` : '/plans',
      dueOn: due[0]?.dueOn ?? null,
    });
  }
  return lines;
}
