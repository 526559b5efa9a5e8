/** 附件5 软件正版化工作信息统计表 (RC-6): computed rows with what they count, typed ones, a template of the unit's own. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';

export const STATISTICS_STATES = {
  drafted: { label: '编制中', tone: 'grey' },
  submitted: { label: '待组长审定', tone: 'amber' },
  returned: { label: '已退回', tone: 'amber' },
  confirmed: { label: '已审定', tone: 'green' },
} as const satisfies ChoiceSet;
export const StatisticsState = z.enum(choiceValues(STATISTICS_STATES));
export type StatisticsState = z.infer<typeof StatisticsState>;

export const STATISTICS_BLOCKS = {
  basic: { label: '基本信息' },
  scale: { label: '人员与设备' },
  purchased: { label: '本年度采购' },
  owned: { label: '累计拥有' },
  usage: { label: '使用情况' },
  policies: { label: '制度' },
  inspections: { label: '检查' },
  trainings: { label: '培训' },
  publicity: { label: '宣传' },
  pledges: { label: '承诺' },
  assessment: { label: '考核' },
} as const satisfies ChoiceSet;
export const StatisticsBlock = z.enum(choiceValues(STATISTICS_BLOCKS), { error: '请选择类别' });
export type StatisticsBlock = z.infer<typeof StatisticsBlock>;

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();

/** One thing a figure counts. */
export const StatisticsItem = z.object({
  label: z.string(),
  detail: z.string(),
  link: z.string().nullable(),
});
export type StatisticsItem = z.infer<typeof StatisticsItem>;

export const StatisticsRow = z
  .object({
    key: z.string(),
    block: StatisticsBlock,
    /** The form's words, or the unit's own. */
    words: z.array(z.string()),
    kind: z.enum(['computed', 'flag', 'integer', 'own']),
    value,
    /** As printed. */
    text: z.string(),
    lastYear: z.string(),
    /** What it was computed from, in the form's language. */
    working: z.string(),
    link: z.string().nullable(),
    items: z.array(StatisticsItem),
  })
  .meta({ id: 'StatisticsRow' });
export type StatisticsRow = z.infer<typeof StatisticsRow>;

export const TypedValues = z
  .record(
    z.string().max(60),
    z
      .union([
        z.string().trim().max(300, { error: '不超过 300 个字' }),
        z.number().int({ error: '请填写整数' }).min(0, { error: '不能为负' }).max(1_000_000_000),
        z.boolean(),
      ])
      .nullable(),
  )
  .refine((values) => Object.keys(values).length <= 200, { error: '填写的项目过多' });
export type TypedValues = z.output<typeof TypedValues>;

export const Statistics = z
  .object({
    id: z.string(),
    year: z.number().int(),
    state: StatisticsState,
    preparedBy: z.string(),
    preparedOn: dateText,
    confirmedBy: z.string().nullable(),
    confirmedOn: dateText.nullable(),
  })
  .meta({ id: 'Statistics' });
export type Statistics = z.infer<typeof Statistics>;

export const STATISTICS_ACTIONS = ['edit', 'submit', 'approve', 'return', 'correct'] as const;
export const StatisticsRecord = Statistics.extend({
  organizationName: z.string(),
  preparerPhone: z.string(),
  /** The day the figures are of: the last of the year, or today within it. */
  asOf: dateText,
  frozen: z.boolean(),
  /** Where last year's column comes from. */
  lastYear: z.enum(['confirmed', 'computed']),
  rows: z.array(StatisticsRow),
  /** In the reader's language. */
  warnings: z.array(z.string()),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(STATISTICS_ACTIONS)),
}).meta({ id: 'StatisticsRecord' });
export type StatisticsRecord = z.infer<typeof StatisticsRecord>;

const rowLabel = z
  .string({ error: '请填写项目名称' })
  .trim()
  .min(1, { error: '请填写项目名称' })
  .max(60, { error: '项目名称不超过 60 个字' });
export const StatisticsTemplate = z
  .object({
    /** Keys of the form's own rows that are shown, with the unit's name for them where it has one. */
    rows: z
      .array(
        z.object({
          key: z.string().max(60),
          shown: z.boolean(),
          label: z.string().trim().max(60, { error: '项目名称不超过 60 个字' }).default(''),
        }),
      )
      .max(200),
    /** Rows of the unit's own, below the form's rows of their block. */
    own: z
      .array(
        z.object({
          key: z.string().regex(/^own\.[\w-]{1,40}$/, { error: '项目标识有误' }),
          block: StatisticsBlock,
          label: rowLabel,
        }),
      )
      .max(50, { error: '自定义项目不超过 50 项' }),
  })
  .meta({ id: 'StatisticsTemplate' });
export type StatisticsTemplate = z.output<typeof StatisticsTemplate>;

const tag = '信息统计';
const base = '/api/units/:unit/statistics';
const params = z.object({ statistics: z.uuid() });

export const listStatistics = endpoint({
  method: 'GET',
  path: base,
  summary: '各年的软件正版化工作信息统计表（附件5）',
  tag,
  permission: 'statistics.view',
  output: page(Statistics),
});
export const getStatistics = endpoint({
  method: 'GET',
  path: `${base}/:statistics`,
  summary: '一年的统计表：数字、依据、上年、核对提示',
  tag,
  permission: 'statistics.view',
  params,
  output: StatisticsRecord,
});
export const createStatistics = endpoint({
  method: 'POST',
  path: base,
  summary: '编制一年的统计表',
  tag,
  permission: 'statistics.edit',
  body: z.object({
    year: z
      .number({ error: '请选择年度' })
      .int()
      .min(2000, { error: '年度不早于 2000 年' })
      .max(2100, { error: '年度不晚于 2100 年' }),
  }),
  output: StatisticsRecord,
});
export const fillStatistics = endpoint({
  method: 'PUT',
  path: `${base}/:statistics`,
  summary: '填写编制人数等须由人填报的项目',
  tag,
  permission: 'statistics.edit',
  params,
  body: z.object({ values: TypedValues }),
  output: StatisticsRecord,
});

const step = (
  action: string,
  summary: string,
  permission: 'statistics.edit' | 'statistics.approve',
) =>
  ({
    method: 'POST',
    path: `${base}/:statistics/${action}`,
    summary,
    tag,
    permission,
    params,
    output: StatisticsRecord,
  }) as const;

export const submitStatistics = endpoint({
  ...step('submit', '报组长审定，数字不再随记录变化', 'statistics.edit'),
  body: z.object({ opinion: opinionText }),
});
export const decideStatistics = endpoint({
  ...step('decide', '审定或退回', 'statistics.approve'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const correctStatistics = endpoint({
  ...step('correct', '审定后更正（须写明原因）', 'statistics.edit'),
  body: z.object({
    values: TypedValues.default({}),
    /** Computes the figures again from today's records of that year. */
    recompute: z.boolean().default(false),
    reason: reasonText,
  }),
});
export const exportStatistics = endpoint({
  method: 'GET',
  path: `${base}/:statistics/export`,
  summary: '附件5（Excel）',
  tag,
  permission: 'statistics.view',
  params,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

const template = '/api/units/:unit/statistics-template';
export const getStatisticsTemplate = endpoint({
  method: 'GET',
  path: template,
  summary: '统计表的项目：显示哪些、叫什么、自定义了哪些',
  tag,
  permission: 'statistics.view',
  output: StatisticsTemplate,
});
export const saveStatisticsTemplate = endpoint({
  method: 'PUT',
  path: template,
  summary: '调整统计表的项目',
  tag,
  permission: 'statistics.edit',
  body: StatisticsTemplate,
  output: StatisticsTemplate,
});
