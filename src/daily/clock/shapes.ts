/** Statutory clock: what the guideline asks for every year and half-year, by when, and what closes it. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint } from '../../platform/http/endpoint.ts';
import { reasonText } from '../../platform/workflow/shapes.ts';

export const DUTY_STATES = {
  overdue: { label: '已逾期', tone: 'red' },
  due: { label: '即将到期', tone: 'amber' },
  open: { label: '进行中', tone: 'blue' },
  ahead: { label: '未到时间', tone: 'grey' },
  done: { label: '已完成', tone: 'green' },
  notApplicable: { label: '本期不适用', tone: 'grey' },
} as const satisfies ChoiceSet;
export const DutyState = z.enum(choiceValues(DUTY_STATES));
export type DutyState = z.infer<typeof DutyState>;

/** Who leads it, in the guideline's words. */
export const LEADS = {
  it: { label: '信息化部门' },
  department: { label: '软件使用部门' },
  finance: { label: '财务部门' },
  members: { label: '领导小组成员部门' },
} as const satisfies ChoiceSet;

/** `article` as the guideline counts; `due` is the default day; a unit may set its own. Half-yearly duties have one per half. */
export const DUTIES = {
  plan: {
    label: '制定年度软件正版化工作计划',
    article: '日常使用管理规定一',
    lead: 'it',
    due: ['03-31'],
  },
  demand: {
    label: '填报软件使用需求申请表（附件3）',
    article: '日常使用管理规定二.1',
    lead: 'department',
    due: ['06-30'],
  },
  purchasePlan: {
    label: '编制年度软件采购计划表（附件4）',
    article: '日常使用管理规定二.2',
    lead: 'it',
    due: ['09-30'],
  },
  budget: {
    label: '软件采购经费纳入年度预算',
    article: '日常使用管理规定二.3',
    lead: 'finance',
    due: ['11-30'],
  },
  closing: {
    label: '更新汇总表、明细表（附件7、8）',
    article: '台账管理规定一.13',
    lead: 'it',
    due: ['06-30', '12-31'],
  },
  inspection: {
    label: '软件使用情况全面检查并通报',
    article: '日常使用管理规定四.1',
    lead: 'it',
    due: ['11-30'],
  },
  training: {
    label: '举办软件正版化工作培训班',
    article: '日常使用管理规定五.2',
    lead: 'it',
    due: ['11-30'],
  },
  publicity: {
    label: '宣传软件正版化工作',
    article: '日常使用管理规定五.3',
    lead: 'members',
    due: ['12-31'],
  },
  assessment: { label: '考核评议', article: '工作责任制度一.2', lead: 'members', due: ['12-15'] },
  summary: {
    label: '年度总结和信息统计表（附件5）',
    article: '日常使用管理规定六',
    lead: 'it',
    due: ['12-20'],
  },
} as const satisfies Record<
  string,
  { label: string; article: string; lead: keyof typeof LEADS; due: readonly string[] }
>;
export type DutyKey = keyof typeof DUTIES;
export const DutyKey = z.enum(Object.keys(DUTIES) as [DutyKey, ...DutyKey[]]);

const monthDay = z
  .string()
  .regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, { error: '请填写月-日，例如 12-20' })
  .refine((day) => !['02-29', '02-30', '02-31', '04-31', '06-31', '09-31', '11-31'].includes(day), {
    error: '没有这一天，请填写每年都有的日期',
  });

export const ClockParameters = z
  .object({
    /** Days before the due day on which it is told. */
    leadDays: z.number().int().min(1, { error: '至少 1 天' }).max(180, { error: '不超过 180 天' }),
    /** Duties of periods due before this day are not asked for. */
    since: dateText,
    due: z.partialRecord(DutyKey, z.array(monthDay).min(1).max(2)),
  })
  .meta({ id: 'ClockParameters' });
export type ClockParameters = z.output<typeof ClockParameters>;

export const ClockLine = z
  .object({
    duty: DutyKey,
    /** `2026`, or `2026H1`, `2026H2`. */
    period: z.string(),
    opensOn: dateText,
    dueOn: dateText,
    state: DutyState,
    /** What closes it: a record of the system, or what was written by hand. */
    closedOn: dateText.nullable(),
    /** In the reader's language. */
    evidence: z.string(),
    /** Where the evidence is, or where the work is done. */
    link: z.string().nullable(),
    byHand: z.boolean(),
    closedBy: z.string().nullable(),
    hasFile: z.boolean(),
    may: z.array(z.enum(['close', 'reopen'])),
  })
  .meta({ id: 'ClockLine' });
export type ClockLine = z.infer<typeof ClockLine>;

/** Duties without a day: they hold always. */
export const StandingDuty = z
  .object({
    key: z.string(),
    article: z.string(),
    fulfilled: z.boolean(),
    /** In the reader's language. */
    text: z.string(),
    link: z.string(),
  })
  .meta({ id: 'StandingDuty' });
export type StandingDuty = z.infer<typeof StandingDuty>;

const tag = '日常管理';

export const getClock = endpoint({
  method: 'GET',
  path: '/api/units/:unit/clock',
  summary: '法定事项：一年的日程、逾期和完成依据',
  tag,
  permission: 'clock.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100).optional() }),
  output: z.object({
    year: z.number().int(),
    today: dateText,
    lines: z.array(ClockLine),
    /** Overdue ones of earlier years. */
    earlier: z.array(ClockLine),
    standing: z.array(StandingDuty),
    parameters: ClockParameters,
    mayEdit: z.boolean(),
  }),
});

const params = z.object({ duty: DutyKey, period: z.string().regex(/^\d{4}(H[12])?$/) });
const done = z.object({ ok: z.literal(true) });

export const closeDuty = endpoint({
  method: 'POST',
  path: '/api/units/:unit/clock/:duty/:period/close',
  summary: '登记一项法定事项已完成或本期不适用',
  tag,
  permission: 'clock.edit',
  params,
  body: z.object({
    state: z.enum(['done', 'notApplicable'], { error: '请选择已完成或本期不适用' }),
    closedOn: dateText,
    words: z
      .string({ error: '请填写依据' })
      .trim()
      .min(1, { error: '请填写依据' })
      .max(500, { error: '依据不超过 500 个字' }),
    /** Scan, from `uploadSignatureScan`. */
    fileId: z.uuid().nullable().default(null),
  }),
  output: done,
});

export const reopenDuty = endpoint({
  method: 'POST',
  path: '/api/units/:unit/clock/:duty/:period/reopen',
  summary: '撤销登记（须写明原因）',
  tag,
  permission: 'clock.edit',
  params,
  body: z.object({ reason: reasonText }),
  output: done,
});

export const downloadDutyFile = endpoint({
  method: 'GET',
  path: '/api/units/:unit/clock/:duty/:period/file',
  summary: '下载完成依据的扫描件',
  tag,
  permission: 'clock.view',
  params,
  raw: 'application/octet-stream',
  output: z.void(),
});

export const saveClock = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/clock/parameters',
  summary: '修改法定事项的日期',
  tag,
  permission: 'clock.edit',
  body: ClockParameters,
  output: ClockParameters,
});
