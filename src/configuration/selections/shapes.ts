/** Selection (PZ-2.2): equal demand brought together, candidates compared and tried, one chosen with reasons. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { DEMAND_TYPES, planYear } from '../demands/shapes.ts';
import { FreeScope } from '../freelist/shapes.ts';
import { LicenseType, Origin, SoftwareCategory } from '../software/shapes.choices.ts';

export const SELECTION_STATES = {
  comparing: { label: '测试选型中', tone: 'blue' },
  selected: { label: '已确定', tone: 'green' },
  cancelled: { label: '不予配置', tone: 'grey' },
} as const satisfies ChoiceSet;
export const SelectionState = z.enum(choiceValues(SELECTION_STATES));
export type SelectionState = z.infer<typeof SelectionState>;

/** The four things the guideline names; the price's score is computed from the prices. */
export const CRITERIA = {
  price: { label: '价格' },
  compatibility: { label: '兼容性' },
  security: { label: '安全性' },
  afterSales: { label: '售后服务' },
} as const satisfies ChoiceSet;
export type Criterion = keyof typeof CRITERIA;
export const DEFAULT_WEIGHTS = { price: 30, compatibility: 25, security: 25, afterSales: 20 };

export const TRIAL_RESULTS = {
  passed: { label: '通过', tone: 'green' },
  limited: { label: '基本可用', tone: 'amber' },
  failed: { label: '不通过', tone: 'red' },
} as const satisfies ChoiceSet;

const text = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` })
    .default('');
const need = (max: number, label: string) =>
  z
    .string({ error: `请填写${label}` })
    .trim()
    .min(1, { error: `请填写${label}` })
    .max(max, { error: `${label}不超过 ${max} 个字` });
const percent = z
  .number({ error: '请填写权重' })
  .int({ error: '权重应为整数' })
  .min(0, { error: '权重应为 0 至 100' })
  .max(100, { error: '权重应为 0 至 100' });
const score = z
  .number({ error: '分数应为 0 至 100' })
  .int({ error: '分数应为整数' })
  .min(0, { error: '分数应为 0 至 100' })
  .max(100, { error: '分数应为 0 至 100' })
  .nullable()
  .default(null);
const fen = z
  .number({ error: '金额应为数字' })
  .int({ error: '金额最多两位小数' })
  .min(0, { error: '金额不能为负' })
  .max(1_000_000_000_000, { error: '金额过大' })
  .nullable()
  .default(null);

export const Weights = z
  .object({ price: percent, compatibility: percent, security: percent, afterSales: percent })
  .refine((one) => one.price + one.compatibility + one.security + one.afterSales === 100, {
    error: '四项权重之和应为 100',
  })
  .meta({ id: 'SelectionWeights' });
export type Weights = z.output<typeof Weights>;

export const CandidateInput = z
  .object({
    softwareType: z.enum(choiceValues(DEMAND_TYPES), { error: '请选择软件类型' }),
    softwareName: need(200, '软件名称'),
    /** PZ-2.2: name and version are fixed by the selection. */
    softwareVersion: need(100, '软件版本'),
    publisher: text(200, '软件厂商'),
    origin: Origin.nullable().default(null),
    productId: z.string().max(200).nullable().default(null),
    licenseType: LicenseType.nullable().default(null),
    unitPriceFen: fen,
    sitePriceFen: fen,
    usageYears: z
      .number({ error: '使用年限应为 1 至 99 年' })
      .int()
      .min(1, { error: '使用年限应为 1 至 99 年' })
      .max(99, { error: '使用年限应为 1 至 99 年' })
      .nullable()
      .default(null),
    compatibilityScore: score,
    securityScore: score,
    afterSalesScore: score,
    compatibilityNote: text(500, '兼容性说明'),
    securityNote: text(500, '安全性说明'),
    afterSalesNote: text(500, '售后服务说明'),
    source: text(500, '软件来源'),
    freeScope: FreeScope.nullable().default(null),
    licenceNote: text(500, '许可依据'),
  })
  .meta({ id: 'CandidateFacts' });
export type CandidateInput = z.output<typeof CandidateInput>;

export const Trial = z
  .object({
    id: z.string(),
    candidateId: z.string(),
    triedOn: z.string(),
    triedBy: z.string(),
    place: z.string(),
    result: z.enum(choiceValues(TRIAL_RESULTS)),
    words: z.string(),
    fileId: z.string().nullable(),
  })
  .meta({ id: 'Trial' });
export type Trial = z.infer<typeof Trial>;

export const Candidate = CandidateInput.extend({
  id: z.string(),
  /** Lowest price ÷ its price × 100; free of charge = 100, no price = null. */
  priceScore: z.number().int().nullable(),
  /** Weighted; null until every criterion has its score. */
  total: z.number().nullable(),
  /** From how many licences on the site licence costs less (PZ-1.3). */
  siteBreakEven: z.number().int().nullable(),
  trials: z.array(Trial),
}).meta({ id: 'Candidate' });
export type Candidate = z.output<typeof Candidate>;

export const Selection = z
  .object({
    id: z.string(),
    selectionNo: z.string(),
    planYear: z.number().int(),
    softwareName: z.string(),
    category: SoftwareCategory,
    state: SelectionState,
    /** Granted quantity over all departments. */
    quantity: z.number().int(),
    departments: z.number().int(),
    candidates: z.number().int(),
    chosen: z.string().nullable(),
    chosenType: z.string().nullable(),
    selectedOn: z.string().nullable(),
  })
  .meta({ id: 'Selection' });
export type Selection = z.infer<typeof Selection>;

export const SelectionDemand = z
  .object({
    lineId: z.string(),
    demandId: z.string(),
    demandNo: z.string(),
    departmentId: z.string(),
    departmentName: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string(),
    purpose: z.string(),
    quantity: z.number().int(),
  })
  .meta({ id: 'SelectionDemand' });
export type SelectionDemand = z.infer<typeof SelectionDemand>;

export const SELECTION_ACTIONS = ['edit', 'select', 'cancel', 'reopen'] as const;
export const SelectionRecord = Selection.extend({
  requirement: z.string(),
  weights: z.object({
    price: z.number(),
    compatibility: z.number(),
    security: z.number(),
    afterSales: z.number(),
  }),
  reason: z.string(),
  candidateId: z.string().nullable(),
  demands: z.array(SelectionDemand),
  candidates: z.array(Candidate),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(SELECTION_ACTIONS)),
}).meta({ id: 'SelectionRecord' });
export type SelectionRecord = z.infer<typeof SelectionRecord>;

/** Granted lines of equal software that no selection has taken up. */
export const DemandGroup = z
  .object({
    softwareName: z.string(),
    category: SoftwareCategory,
    quantity: z.number().int(),
    departments: z.array(z.string()),
    lineIds: z.array(z.string()),
    purposes: z.array(z.string()),
  })
  .meta({ id: 'DemandGroup' });
export type DemandGroup = z.infer<typeof DemandGroup>;

const tag = '软件选型';
const base = '/api/units/:unit/selections';
const params = z.object({ selection: z.uuid() });
const selectionQuery = listQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  state: SelectionState.optional(),
});
export type SelectionQuery = z.output<typeof selectionQuery>;

export const listSelections = endpoint({
  method: 'GET',
  path: base,
  summary: '软件选型列表',
  tag,
  permission: 'selection.view',
  query: selectionQuery,
  output: page(Selection),
});
export const listDemandGroups = endpoint({
  method: 'GET',
  path: '/api/units/:unit/demand-groups',
  summary: '已审核、尚未归并的需求，按软件名称汇总（跨部门）',
  tag,
  permission: 'selection.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.object({ items: z.array(DemandGroup) }),
});
export const getSelection = endpoint({
  method: 'GET',
  path: `${base}/:selection`,
  summary: '一项选型：需求、候选软件、试用、决定',
  tag,
  permission: 'selection.view',
  params,
  output: SelectionRecord,
});
export const createSelection = endpoint({
  method: 'POST',
  path: base,
  summary: '归并需求并开始选型',
  tag,
  permission: 'selection.edit',
  body: z.object({
    planYear,
    softwareName: need(200, '软件名称'),
    category: SoftwareCategory,
    requirement: text(2000, '选型要求'),
    lineIds: z
      .array(z.uuid())
      .min(1, { error: '请选择要归并的需求' })
      .max(2000, { error: '一次不超过 2000 项需求' }),
  }),
  output: SelectionRecord,
});
export const updateSelection = endpoint({
  method: 'PUT',
  path: `${base}/:selection`,
  summary: '修改选型要求和四项权重',
  tag,
  permission: 'selection.edit',
  params,
  body: z.object({
    softwareName: need(200, '软件名称'),
    category: SoftwareCategory,
    requirement: text(2000, '选型要求'),
    weights: Weights,
  }),
  output: SelectionRecord,
});
export const addCandidate = endpoint({
  method: 'POST',
  path: `${base}/:selection/candidates`,
  summary: '增加候选软件',
  tag,
  permission: 'selection.edit',
  params,
  body: CandidateInput,
  output: SelectionRecord,
});
const candidate = params.extend({ candidate: z.uuid() });
export const updateCandidate = endpoint({
  method: 'PUT',
  path: `${base}/:selection/candidates/:candidate`,
  summary: '修改候选软件及评分',
  tag,
  permission: 'selection.edit',
  params: candidate,
  body: CandidateInput,
  output: SelectionRecord,
});
export const removeCandidate = endpoint({
  method: 'DELETE',
  path: `${base}/:selection/candidates/:candidate`,
  summary: '去掉没有试用记录的候选软件',
  tag,
  permission: 'selection.edit',
  params: candidate,
  output: SelectionRecord,
});
export const addTrial = endpoint({
  method: 'POST',
  path: `${base}/:selection/candidates/:candidate/trials`,
  summary: '登记测试和试用',
  tag,
  permission: 'selection.try',
  params: candidate,
  body: z.object({
    triedOn: dateText,
    triedBy: text(100, '试用人'),
    place: text(200, '试用环境'),
    result: z.enum(choiceValues(TRIAL_RESULTS), { error: '请选择结论' }),
    words: need(1000, '试用情况'),
    fileId: z.uuid().nullable().default(null),
  }),
  output: SelectionRecord,
});
export const decideSelection = endpoint({
  method: 'POST',
  path: `${base}/:selection/decide`,
  summary: '确定选型：名称和版本固定，免费软件列入附件6',
  tag,
  permission: 'selection.edit',
  params,
  body: z.object({ candidateId: z.uuid({ error: '请选择候选软件' }), reason: reasonText }),
  output: SelectionRecord,
});
export const cancelSelection = endpoint({
  method: 'POST',
  path: `${base}/:selection/cancel`,
  summary: '不予配置（须写明理由，通知需求部门）',
  tag,
  permission: 'selection.edit',
  params,
  body: z.object({ reason: reasonText }),
  output: SelectionRecord,
});
export const reopenSelection = endpoint({
  method: 'POST',
  path: `${base}/:selection/reopen`,
  summary: '重新选型（须写明原因；已列入报审的采购计划的不能）',
  tag,
  permission: 'selection.edit',
  params,
  body: z.object({ reason: reasonText }),
  output: SelectionRecord,
});
