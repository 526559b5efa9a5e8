/** 附件3 软件使用需求申请表 (PZ-2.1, RC-2.1): rounds that ask every department, forms, lines, opinions. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { SoftwareCategory } from '../software/shapes.choices.ts';

export const DEMAND_STATES = {
  draft: { label: '填报中', tone: 'grey' },
  submitted: { label: '待部门负责人审核', tone: 'blue' },
  deptApproved: { label: '待信息化部门审核', tone: 'blue' },
  itApproved: { label: '已审核', tone: 'green' },
  returned: { label: '已退回', tone: 'amber' },
  withdrawn: { label: '已撤回', tone: 'grey' },
} as const satisfies ChoiceSet;
export const DemandState = z.enum(choiceValues(DEMAND_STATES));
export type DemandState = z.infer<typeof DemandState>;

/** The three types of the guideline; all of them go through this form (PZ-1.2). */
export const DEMAND_TYPES = {
  commercial: { label: '商业软件' },
  oem: { label: 'OEM软件' },
  free: { label: '免费软件' },
} as const satisfies ChoiceSet;

const text = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` })
    .default('');
export const planYear = z
  .number({ error: '请填写年度' })
  .int()
  .min(2000, { error: '年度应在 2000 至 2100 之间' })
  .max(2100, { error: '年度应在 2000 至 2100 之间' });

export const DemandLineInput = z
  .object({
    softwareType: z.enum(choiceValues(DEMAND_TYPES), { error: '请选择软件类型' }),
    softwareName: z
      .string({ error: '请填写软件名称' })
      .trim()
      .min(1, { error: '请填写软件名称' })
      .max(200, { error: '软件名称不超过 200 个字' }),
    softwareVersion: text(100, '软件版本'),
    category: SoftwareCategory.default('other'),
    /** PZ-1.2: nothing that has no work to do; therefore never empty. */
    purpose: z
      .string({ error: '请填写软件用途' })
      .trim()
      .min(1, { error: '请填写软件用途' })
      .max(500, { error: '软件用途不超过 500 个字' }),
    functionalRequirement: text(500, '功能要求'),
    requestedQuantity: z
      .number({ error: '请填写申请数量' })
      .int({ error: '申请数量应为整数' })
      .min(1, { error: '申请数量至少为 1' })
      .max(1_000_000, { error: '申请数量过大' }),
    isDomestic: z.boolean().nullable().default(null),
    remark: text(500, '备注'),
    postId: z.uuid().nullable().default(null),
    headcount: z.number().int().min(0).max(1_000_000).nullable().default(null),
  })
  .meta({ id: 'DemandLineFacts' });
export type DemandLineInput = z.output<typeof DemandLineInput>;

export const DemandInput = z
  .object({
    preparerPhone: text(30, '联系电话'),
    /** The department answers that it needs nothing. */
    nothingNeeded: z.boolean().default(false),
    lines: z.array(DemandLineInput).max(200, { error: '一张申请表不超过 200 行' }).default([]),
  })
  .meta({ id: 'DemandFacts' });
export type DemandInput = z.output<typeof DemandInput>;

export const DemandLine = DemandLineInput.extend({
  id: z.string(),
  postName: z.string(),
  installedBefore: z.number().int().nullable(),
  approvedQuantity: z.number().int().nullable(),
  reviewNote: z.string(),
  selectionId: z.string().nullable(),
}).meta({ id: 'DemandLine' });
export type DemandLine = z.output<typeof DemandLine>;

export const Demand = z
  .object({
    id: z.string(),
    demandNo: z.string(),
    roundId: z.string().nullable(),
    planYear: z.number().int(),
    departmentId: z.string(),
    departmentName: z.string(),
    preparedBy: z.string(),
    preparerPhone: z.string(),
    preparedOn: z.string(),
    nothingNeeded: z.boolean(),
    state: DemandState,
    lines: z.number().int(),
    quantity: z.number().int(),
    dueOn: z.string().nullable(),
  })
  .meta({ id: 'Demand' });
export type Demand = z.infer<typeof Demand>;

export const DEMAND_ACTIONS = [
  'edit',
  'submit',
  'deptApprove',
  'deptReturn',
  'forward',
  'itApprove',
  'itReturn',
  'withdraw',
  'correct',
] as const;
export const DemandRecord = Demand.extend({
  organizationName: z.string(),
  lines: z.array(DemandLine),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(DEMAND_ACTIONS)),
}).meta({ id: 'DemandRecord' });
export type DemandRecord = z.infer<typeof DemandRecord>;

/** A line the system proposes: what a post must have, for as many people, less what the department has. */
export const DemandProposal = DemandLine.omit({
  id: true,
  approvedQuantity: true,
  reviewNote: true,
  selectionId: true,
}).meta({ id: 'DemandProposal' });
export type DemandProposal = z.output<typeof DemandProposal>;

export const ROUND_STATES = {
  open: { label: '填报中', tone: 'blue' },
  closed: { label: '已结束', tone: 'grey' },
} as const satisfies ChoiceSet;

export const DemandRound = z
  .object({
    id: z.string(),
    planYear: z.number().int(),
    dueOn: z.string(),
    words: z.string(),
    state: z.enum(choiceValues(ROUND_STATES)),
    openedOn: z.string(),
    closedOn: z.string().nullable(),
    asked: z.number().int(),
    /** Sent in, and approved by the information department. */
    answered: z.number().int(),
    approved: z.number().int(),
    departments: z.array(
      z.object({
        id: z.string(),
        name: z.string(),
        demandId: z.string().nullable(),
        state: DemandState.nullable(),
      }),
    ),
  })
  .meta({ id: 'DemandRound' });
export type DemandRound = z.infer<typeof DemandRound>;

const tag = '软件需求';
const base = '/api/units/:unit/demands';
const params = z.object({ demand: z.uuid() });
export const demandQuery = listQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  state: DemandState.optional(),
  department: z.uuid().optional(),
});
export type DemandQuery = z.output<typeof demandQuery>;

export const listDemands = endpoint({
  method: 'GET',
  path: base,
  summary: '软件使用需求申请表（附件3）列表',
  tag,
  permission: 'demand.view',
  query: demandQuery,
  output: page(Demand),
});
export const exportDemands = endpoint({
  method: 'GET',
  path: `${base}/export`,
  summary: '导出需求明细（Excel，每行一项软件）',
  tag,
  permission: 'demand.view',
  query: demandQuery,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
export const getDemand = endpoint({
  method: 'GET',
  path: `${base}/:demand`,
  summary: '一张需求申请表',
  tag,
  permission: 'demand.view',
  params,
  output: DemandRecord,
});
export const proposeDemand = endpoint({
  method: 'GET',
  path: '/api/units/:unit/demand-proposal',
  summary: '按岗位配置标准、人数和已安装情况预填',
  tag,
  permission: 'demand.edit',
  /** The caller's first department unless given. */
  query: z.object({ department: z.uuid({ error: '请选择部门' }).optional() }),
  output: z.object({
    departmentId: z.string(),
    departments: z.array(z.object({ id: z.string(), name: z.string() })),
    preparerPhone: z.string(),
    lines: z.array(DemandProposal),
    /** People of the department without a post, for whom nothing can be proposed. */
    withoutPost: z.number().int(),
    /** Open rounds this department has not answered yet. */
    rounds: z.array(z.object({ id: z.string(), planYear: z.number().int(), dueOn: z.string() })),
  }),
});
export const createDemand = endpoint({
  method: 'POST',
  path: base,
  summary: '填报需求申请表（roundId 为空是临时需求）',
  tag,
  permission: 'demand.edit',
  body: DemandInput.extend({
    departmentId: z.uuid({ error: '请选择部门' }),
    roundId: z.uuid().nullable().default(null),
    planYear: planYear.optional(),
  }),
  output: DemandRecord,
});
export const updateDemand = endpoint({
  method: 'PUT',
  path: `${base}/:demand`,
  summary: '修改填报中或退回的申请表',
  tag,
  permission: 'demand.edit',
  params,
  body: DemandInput,
  output: DemandRecord,
});

type Right = 'demand.edit' | 'demand.deptReview' | 'demand.itReview';
const step = (action: string, summary: string, permission: Right) =>
  ({
    method: 'POST',
    path: `${base}/:demand/${action}`,
    summary,
    tag,
    permission,
    params,
    output: DemandRecord,
  }) as const;

export const submitDemand = endpoint({
  ...step('submit', '报送；部门负责人自己填报的，报送即为部门意见', 'demand.edit'),
  body: z.object({ opinion: opinionText }),
});
export const withdrawDemand = endpoint({
  ...step('withdraw', '撤回（信息化部门审核前）', 'demand.edit'),
  body: z.object({ opinion: reasonText }),
});
export const deptReviewDemand = endpoint({
  ...step('department-review', '部门负责人审核', 'demand.deptReview'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const forwardDemand = endpoint({
  ...step('forward', '部门没有负责人可审核时，由信息化部门转入审核', 'demand.itReview'),
  body: z.object({ opinion: reasonText }),
});

const granted = z
  .array(
    z.object({
      id: z.uuid(),
      approvedQuantity: z
        .number({ error: '请填写核定数量' })
        .int({ error: '核定数量应为整数' })
        .min(0, { error: '核定数量不能为负' }),
      reviewNote: text(300, '审核说明'),
    }),
  )
  .max(200);
export const itReviewDemand = endpoint({
  ...step('it-review', '信息化部门审核：同意（可核减数量）或退回一级', 'demand.itReview'),
  body: z.object({ approve: z.boolean(), opinion: opinionText, lines: granted.default([]) }),
});
export const correctDemand = endpoint({
  ...step('correct', '更正核定数量（须写明原因）', 'demand.itReview'),
  body: z.object({ lines: granted, reason: reasonText }),
});

const rounds = '/api/units/:unit/demand-rounds';
export const listRounds = endpoint({
  method: 'GET',
  path: rounds,
  summary: '年度需求填报及各部门进度（最近 20 次）',
  tag,
  permission: 'demand.view',
  output: z.object({ items: z.array(DemandRound) }),
});
export const openRound = endpoint({
  method: 'POST',
  path: rounds,
  summary: '发起年度需求填报，通知各部门',
  tag,
  permission: 'demand.manage',
  body: z.object({
    planYear,
    dueOn: dateText,
    words: text(1000, '填报要求'),
    /** All departments in use unless given. */
    departmentIds: z.array(z.uuid()).max(2000).default([]),
  }),
  output: DemandRound,
});
const round = z.object({ round: z.uuid() });
export const remindRound = endpoint({
  method: 'POST',
  path: `${rounds}/:round/remind`,
  summary: '催办没有报送的部门',
  tag,
  permission: 'demand.manage',
  params: round,
  output: z.object({ reminded: z.number().int() }),
});
export const closeRound = endpoint({
  method: 'POST',
  path: `${rounds}/:round/close`,
  summary: '结束填报',
  tag,
  permission: 'demand.manage',
  params: round,
  output: DemandRound,
});
