/** Binds the endpoints of annual plans, and tells the clock which years have one. */
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { registerDutyEvidence } from '../clock/commands.evidence.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(commands.planTodos);
  registerDutyEvidence('plan', evidence);
  registerReads(app);
  registerSteps(app);
}

async function evidence(cx: CommandContext, year: number) {
  const [row] = await store.plansOf(cx, { year });
  if (!row?.approvedOn) return [];
  const sentence = '年度计划已审定';
  return [{ period: String(year), on: row.approvedOn, sentence, link: `/plans/${row.id}` }];
}

const COLUMNS: SheetColumn[] = [
  { title: '任务', width: 50 },
  { title: '负责人', width: 12 },
  { title: '部门', width: 18 },
  { title: '完成期限', width: 12, type: 'date' },
  { title: '状态', width: 10 },
  { title: '进展情况', width: 50 },
];

function registerReads(app: App): void {
  route(app, shapes.listPlans, async ({ cx }) => ({ items: await store.plansOf(cx) }));
  route(app, shapes.getPlan, ({ cx, params }) => commands.planRecord(cx, params.plan));
  route(app, shapes.planTemplate, ({ cx, query }) => commands.template(cx, query.year));
  route(app, shapes.exportTasks, async ({ cx, params, reply }) => {
    const { year, tasks } = await commands.planRecord(cx, params.plan);
    reply.header('content-disposition', attachment(`${year} 年度计划任务.xlsx`));
    const rows = async function* () {
      for (const task of tasks) {
        yield [
          task.content,
          task.personName,
          task.departmentName,
          task.dueOn,
          shapes.TASK_STATES[task.state].label,
          task.words,
        ];
      }
    };
    return streamSheet({ sheetName: `${year} 年度计划任务`, columns: COLUMNS, rows: rows() });
  });
}

function registerSteps(app: App): void {
  route(app, shapes.createPlan, async ({ cx, body }) =>
    commands.planRecord(cx, await commands.createPlan(cx, body)),
  );
  route(app, shapes.updatePlan, async ({ cx, params, body }) => {
    await commands.updatePlan(cx, params.plan, body);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.submitPlan, async ({ cx, params, body }) => {
    await commands.submitPlan(cx, params.plan, body.opinion);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.decidePlan, async ({ cx, params, body }) => {
    await commands.decidePlan(cx, params.plan, body);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.adjustPlan, async ({ cx, params, body }) => {
    await commands.adjustPlan(cx, params.plan, body);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.correctPlan, async ({ cx, params, body }) => {
    await commands.correctPlan(cx, params.plan, body);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.closePlan, async ({ cx, params, body }) => {
    await commands.closePlan(cx, params.plan, body);
    return commands.planRecord(cx, params.plan);
  });
  route(app, shapes.reportTask, async ({ cx, params, body }) => {
    await commands.reportTask(cx, params.plan, params.task, body);
    return commands.planRecord(cx, params.plan);
  });
}
