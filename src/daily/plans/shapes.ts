/** 年度软件正版化工作计划 (W1; RC-1): four sections, tasks, approval by the head of the leading group, progress. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const PLAN_STATES = {
  draft: { label: '起草中', tone: 'grey' },
  submitted: { label: '待组长审定', tone: 'amber' },
  returned: { label: '已退回', tone: 'amber' },
  approved: { label: '已审定', tone: 'blue' },
  inProgress: { label: '执行中', tone: 'blue' },
  closed: { label: '已结束', tone: 'green' },
} as const satisfies ChoiceSet;
export const PlanState = z.enum(choiceValues(PLAN_STATES));
export type PlanState = z.infer<typeof PlanState>;

export const TASK_STATES = {
  notBegun: { label: '未开始', tone: 'grey' },
  underWay: { label: '进行中', tone: 'blue' },
  done: { label: '已完成', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const TaskState = z.enum(choiceValues(TASK_STATES));
export type TaskState = z.infer<typeof TaskState>;

/** What RC-1 asks a plan to make clear. */
export const SECTIONS = {
  goals: { label: '目标任务' },
  measures: { label: '推进措施' },
  schedule: { label: '进度安排' },
  inspection: { label: '检查方案' },
} as const satisfies ChoiceSet;
export type Section = keyof typeof SECTIONS;

const section = z.string().trim().max(4000, { error: '每项不超过 4000 个字' }).default('');

export const PlanTaskInput = z.object({
  /** Kept when a plan is changed, so that what was reported stays with its task. */
  id: z.uuid().optional(),
  content: z
    .string({ error: '请填写任务内容' })
    .trim()
    .min(1, { error: '请填写任务内容' })
    .max(300, { error: '任务内容不超过 300 个字' }),
  personId: z.uuid().nullable().default(null),
  departmentId: z.uuid().nullable().default(null),
  dueOn: z.string({ error: '请填写完成期限' }).pipe(dateText),
});
export type PlanTaskInput = z.output<typeof PlanTaskInput>;

const tasks = z.array(PlanTaskInput).max(200, { error: '任务不超过 200 项' });

export const PlanInput = z
  .object({
    goals: section,
    measures: section,
    schedule: section,
    inspection: section,
    tasks: tasks.default([]),
  })
  .meta({ id: 'AnnualPlanContent' });
export type PlanInput = z.output<typeof PlanInput>;

export const PlanTask = PlanTaskInput.extend({
  id: z.string(),
  personName: z.string(),
  departmentName: z.string(),
  state: TaskState,
  overdue: z.boolean(),
  words: z.string(),
  reportedBy: z.string().nullable(),
  reportedAt: z.string().nullable(),
  mayReport: z.boolean(),
});
export type PlanTask = z.infer<typeof PlanTask>;

export const Plan = z
  .object({
    id: z.string(),
    year: z.number().int(),
    state: PlanState,
    approvedOn: dateText.nullable(),
    tasks: z.number().int(),
    done: z.number().int(),
    overdue: z.number().int(),
  })
  .meta({ id: 'AnnualPlan' });
export type Plan = z.infer<typeof Plan>;

export const PLAN_ACTIONS = [
  'edit',
  'submit',
  'approve',
  'return',
  'adjust',
  'correct',
  'close',
] as const;
export const PlanRecord = Plan.omit({ tasks: true })
  .extend({
    goals: z.string(),
    measures: z.string(),
    schedule: z.string(),
    inspection: z.string(),
    tasks: z.array(PlanTask),
    steps: z.array(WorkflowStep),
    may: z.array(z.enum(PLAN_ACTIONS)),
  })
  .meta({ id: 'AnnualPlanRecord' });
export type PlanRecord = z.infer<typeof PlanRecord>;

const tag = '日常管理';
const params = z.object({ plan: z.uuid() });
const plans = '/api/units/:unit/plans';

export const listPlans = endpoint({
  method: 'GET',
  path: plans,
  summary: '年度工作计划',
  tag,
  permission: 'plan.view',
  output: page(Plan),
});
export const getPlan = endpoint({
  method: 'GET',
  path: `${plans}/:plan`,
  summary: '一份年度工作计划及任务进展',
  tag,
  permission: 'plan.view',
  params,
  output: PlanRecord,
});
/** Last year's plan moved by a year, else what the guideline asks for every year. */
export const planTemplate = endpoint({
  method: 'GET',
  path: '/api/units/:unit/plan-template',
  summary: '起草年度计划的底稿：上年计划，或指南要求的年度事项',
  tag,
  permission: 'plan.edit',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.object({
    fromYear: z.number().int().nullable(),
    content: PlanInput.extend({
      tasks: z.array(PlanTaskInput.extend({ personName: z.string() })),
    }),
  }),
});
export const createPlan = endpoint({
  method: 'POST',
  path: plans,
  summary: '起草年度工作计划',
  tag,
  permission: 'plan.edit',
  body: PlanInput.extend({ year: z.number().int().min(2000).max(2100) }),
  output: PlanRecord,
});
export const updatePlan = endpoint({
  method: 'PUT',
  path: `${plans}/:plan`,
  summary: '修改起草中或退回的计划',
  tag,
  permission: 'plan.edit',
  params,
  body: PlanInput,
  output: PlanRecord,
});

const step = (action: string, summary: string, permission: 'plan.edit' | 'plan.approve') =>
  ({
    method: 'POST',
    path: `${plans}/:plan/${action}`,
    summary,
    tag,
    permission,
    params,
    output: PlanRecord,
  }) as const;

export const submitPlan = endpoint({
  ...step('submit', '报组长审定', 'plan.edit'),
  body: z.object({ opinion: opinionText }),
});
export const decidePlan = endpoint({
  ...step('decide', '审定或退回', 'plan.approve'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const adjustPlan = endpoint({
  ...step('adjust', '审定后调整任务（须写明原因）', 'plan.edit'),
  body: z.object({ tasks, reason: reasonText }),
});
export const correctPlan = endpoint({
  ...step('correct', '更正计划文字（须写明原因）', 'plan.edit'),
  body: PlanInput.omit({ tasks: true }).extend({ reason: reasonText }),
});
export const closePlan = endpoint({
  ...step('close', '结束年度计划', 'plan.edit'),
  body: z.object({ cancelOpen: z.boolean().default(false), opinion: reasonText }),
});
export const reportTask = endpoint({
  method: 'POST',
  path: `${plans}/:plan/tasks/:task/report`,
  summary: '填报任务进展',
  tag,
  permission: 'task.report',
  params: params.extend({ task: z.uuid() }),
  body: z.object({
    state: z.enum(['underWay', 'done'], { error: '请选择进展' }),
    words: z
      .string({ error: '请填写进展情况' })
      .trim()
      .min(1, { error: '请填写进展情况' })
      .max(500, { error: '进展情况不超过 500 个字' }),
  }),
  output: PlanRecord,
});
export const exportTasks = endpoint({
  method: 'GET',
  path: `${plans}/:plan/tasks/export`,
  summary: '导出任务（Excel）',
  tag,
  permission: 'plan.view',
  params,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
