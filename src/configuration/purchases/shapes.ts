/** 附件4 软件采购计划表 (PZ-2.3, RC-2.2, RC-2.3): gap line by line, prices against ceilings, three opinions, the budget. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { planYear } from '../demands/shapes.ts';
import { LicenseType, Origin, SoftwareCategory } from '../software/shapes.choices.ts';

export const PURCHASE_STATES = {
  draft: { label: '编制中', tone: 'grey' },
  itReviewed: { label: '待财务部门审核', tone: 'blue' },
  financeReviewed: { label: '待单位领导审批', tone: 'blue' },
  approved: { label: '已审批', tone: 'green' },
  inBudget: { label: '已列入预算', tone: 'green' },
  closed: { label: '已结束', tone: 'grey' },
  returned: { label: '已退回', tone: 'amber' },
  rejected: { label: '不予批准', tone: 'red' },
} as const satisfies ChoiceSet;
export const PurchaseState = z.enum(choiceValues(PURCHASE_STATES));
export type PurchaseState = z.infer<typeof PurchaseState>;

export const PURCHASE_KINDS = {
  annual: { label: '年度计划' },
  supplement: { label: '追加计划' },
} as const satisfies ChoiceSet;

const text = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` })
    .default('');
const fen = z
  .number({ error: '请填写金额' })
  .int({ error: '金额最多两位小数' })
  .min(0, { error: '金额不能为负' })
  .max(1_000_000_000_000, { error: '金额过大' });

/** How one software number counts towards a demand. */
export const WORKING_REASONS = {
  counted: { label: '计入可用许可', tone: 'green' },
  unlimited: { label: '场地授权，不限数量', tone: 'green' },
  version: { label: '可使用版本不含所选版本', tone: 'grey' },
  ended: { label: '许可已到期', tone: 'red' },
  endsBefore: { label: '许可在计划年度内到期', tone: 'amber' },
  preinstalled: { label: '随机预装，不能另行使用', tone: 'grey' },
} as const satisfies ChoiceSet;

export const Working = z
  .object({
    /** The day on which a licence must still be valid. */
    on: z.string(),
    demand: z.number().int(),
    /** Installs whose licence has ended or ends before that day. */
    renewal: z.number().int(),
    /** Σ of what the counted numbers have left (D9); negative when over-installed. */
    available: z.number().int(),
    unlimited: z.boolean(),
    shortage: z.number().int(),
    lines: z.array(
      z.object({
        softwareId: z.string(),
        softwareNo: z.string(),
        softwareVersion: z.string().nullable(),
        licenseQuantity: z.number().int().nullable(),
        installed: z.number().int(),
        left: z.number().int().nullable(),
        termEnd: z.string().nullable(),
        reason: z.enum(choiceValues(WORKING_REASONS)),
      }),
    ),
    demands: z.array(
      z.object({
        demandId: z.string(),
        demandNo: z.string(),
        departmentName: z.string(),
        quantity: z.number().int(),
      }),
    ),
    /** From the chosen candidate: when a site licence pays (PZ-1.3). */
    site: z
      .object({
        unitPriceFen: z.number().int(),
        sitePriceFen: z.number().int(),
        breakEven: z.number().int(),
        /** Single licences for the gap cost this much more; negative = less. */
        savesFen: z.number().int(),
      })
      .nullable(),
  })
  .meta({ id: 'PurchaseWorking' });
export type Working = z.infer<typeof Working>;

export const PurchaseLineInput = z
  .object({
    id: z.uuid().optional(),
    selectionId: z.uuid().nullable().default(null),
    softwareName: z
      .string({ error: '请填写软件名称' })
      .trim()
      .min(1, { error: '请填写软件名称' })
      .max(200, { error: '软件名称不超过 200 个字' }),
    softwareVersion: text(100, '软件版本'),
    productId: z.string().max(200).nullable().default(null),
    category: SoftwareCategory.default('other'),
    origin: Origin.nullable().default(null),
    licenseType: LicenseType,
    /** Null = 不限, for a site licence only. */
    plannedQuantity: z
      .number({ error: '请填写采购数量' })
      .int({ error: '采购数量应为整数' })
      .min(1, { error: '采购数量至少为 1' })
      .max(1_000_000, { error: '采购数量过大' })
      .nullable(),
    unitPriceFen: fen,
    /** Null = perpetual. */
    usageYears: z
      .number({ error: '使用年限应为 1 至 99 年' })
      .int()
      .min(1, { error: '使用年限应为 1 至 99 年' })
      .max(99, { error: '使用年限应为 1 至 99 年' })
      .nullable()
      .default(null),
    fundSource: text(100, '资金来源'),
    budgetItem: text(100, '预算科目'),
    justification: text(500, '说明'),
    remark: text(500, '备注'),
  })
  .meta({ id: 'PurchaseLineFacts' });
export type PurchaseLineInput = z.output<typeof PurchaseLineInput>;

export const PurchaseInput = z
  .object({
    words: text(2000, '编制说明'),
    lines: z.array(PurchaseLineInput).max(500, { error: '一张计划表不超过 500 行' }),
  })
  .meta({ id: 'PurchaseFacts' });
export type PurchaseInput = z.output<typeof PurchaseInput>;

export const PurchaseLine = PurchaseLineInput.extend({
  id: z.string(),
  amountFen: z.number().int(),
  demandQuantity: z.number().int(),
  shortage: z.number().int(),
  working: Working,
  /** In the reader's language. */
  warnings: z.array(z.string()),
  /** What contracts were made for this line, and what of it has arrived (RC-2.4). */
  contractedFen: z.number().int(),
  receivedFen: z.number().int(),
}).meta({ id: 'PurchaseLine' });
export type PurchaseLine = z.output<typeof PurchaseLine>;

export const PurchasePlan = z
  .object({
    id: z.string(),
    planNo: z.string(),
    planYear: z.number().int(),
    kind: z.enum(choiceValues(PURCHASE_KINDS)),
    state: PurchaseState,
    lines: z.number().int(),
    amountFen: z.number().int(),
    approvedOn: z.string().nullable(),
    inBudgetOn: z.string().nullable(),
  })
  .meta({ id: 'PurchasePlan' });
export type PurchasePlan = z.infer<typeof PurchasePlan>;

export const PURCHASE_ACTIONS = [
  'edit',
  'submit',
  'financeApprove',
  'financeReturn',
  'approve',
  'leaderReturn',
  'reject',
  'budget',
  'correct',
  'close',
] as const;

/** A selection of the year whose demand the licences on hand meet: nothing to buy, to be installed from stock. */
export const FromStock = z
  .object({
    selectionId: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string(),
    working: Working,
  })
  .meta({ id: 'FromStock' });
export type FromStock = z.infer<typeof FromStock>;

/** Bought in the plan's year without a line of any plan: by a contract, or registered as bought. */
export const OutsidePlan = z
  .object({
    id: z.string(),
    /** A contract, or a software number registered without one. */
    kind: z.enum(['contract', 'software']),
    no: z.string(),
    name: z.string(),
    on: z.string().nullable(),
    amountFen: z.number().int(),
    reason: z.string(),
  })
  .meta({ id: 'OutsidePlan' });
export type OutsidePlan = z.infer<typeof OutsidePlan>;

export const PurchaseRecord = PurchasePlan.extend({
  organizationName: z.string(),
  preparedBy: z.string(),
  words: z.string(),
  budgetDocument: z.string(),
  lines: z.array(PurchaseLine),
  fromStock: z.array(FromStock),
  outsidePlan: z.array(OutsidePlan),
  steps: z.array(WorkflowStep),
  may: z.array(z.enum(PURCHASE_ACTIONS)),
}).meta({ id: 'PurchaseRecord' });
export type PurchaseRecord = z.infer<typeof PurchaseRecord>;

/** Highest price of a licence and shortest life of a category, as the finance rules set them; editable (domain 7.2). */
export const Ceiling = z
  .object({
    category: SoftwareCategory,
    /** Null = no ceiling. */
    ceilingFen: fen.nullable(),
    /** With a reason a price may go up to this. */
    specialFen: fen.nullable(),
    minLifeYears: z.number().int().min(1).max(99, { error: '年限应为 1 至 99 年' }).nullable(),
  })
  .refine(
    (one) =>
      one.specialFen === null || (one.ceilingFen !== null && one.specialFen >= one.ceilingFen),
    { error: '特殊需要限价不能低于限价', path: ['specialFen'] },
  )
  .meta({ id: 'PurchaseCeiling' });
export type Ceiling = z.output<typeof Ceiling>;

const tag = '采购计划';
const base = '/api/units/:unit/purchase-plans';
const params = z.object({ plan: z.uuid() });
const purchaseQuery = listQuery.extend({
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  state: PurchaseState.optional(),
});
export type PurchaseQuery = z.output<typeof purchaseQuery>;

export const listPurchasePlans = endpoint({
  method: 'GET',
  path: base,
  summary: '软件采购计划表（附件4）列表',
  tag,
  permission: 'purchase.view',
  query: purchaseQuery,
  output: page(PurchasePlan),
});
export const getPurchasePlan = endpoint({
  method: 'GET',
  path: `${base}/:plan`,
  summary: '一张采购计划表：各行及缺口计算过程',
  tag,
  permission: 'purchase.view',
  params,
  output: PurchaseRecord,
});
export const createPurchasePlan = endpoint({
  method: 'POST',
  path: base,
  summary: '编制采购计划：由已确定的选型和现有许可算出缺口',
  tag,
  permission: 'purchase.edit',
  body: z.object({
    planYear,
    kind: z.enum(choiceValues(PURCHASE_KINDS), { error: '请选择计划类型' }),
  }),
  output: PurchaseRecord,
});
export const updatePurchasePlan = endpoint({
  method: 'PUT',
  path: `${base}/:plan`,
  summary: '修改编制中或退回的采购计划',
  tag,
  permission: 'purchase.edit',
  params,
  body: PurchaseInput,
  output: PurchaseRecord,
});
export const recomputePurchasePlan = endpoint({
  method: 'POST',
  path: `${base}/:plan/recompute`,
  summary: '重新计算缺口，并补入新确定的选型（已填的价格和数量不变）',
  tag,
  permission: 'purchase.edit',
  params,
  output: PurchaseRecord,
});

type Right = 'purchase.edit' | 'purchase.financeReview' | 'purchase.approve';
const step = (action: string, summary: string, permission: Right) =>
  ({
    method: 'POST',
    path: `${base}/:plan/${action}`,
    summary,
    tag,
    permission,
    params,
    output: PurchaseRecord,
  }) as const;

export const submitPurchasePlan = endpoint({
  ...step('submit', '信息化部门审核后报财务部门', 'purchase.edit'),
  body: z.object({ opinion: opinionText }),
});
export const financeReviewPlan = endpoint({
  ...step('finance-review', '财务部门审核：同意或退回', 'purchase.financeReview'),
  body: z.object({ approve: z.boolean(), opinion: opinionText }),
});
export const decidePurchasePlan = endpoint({
  ...step('decide', '单位领导审批：同意、退回一级或不予批准', 'purchase.approve'),
  body: z.object({
    decision: z.enum(['approve', 'leaderReturn', 'reject'], { error: '请选择审批意见' }),
    opinion: opinionText,
  }),
});
export const budgetPurchasePlan = endpoint({
  ...step('budget', '列入年度预算（RC-2.3）', 'purchase.financeReview'),
  body: z.object({
    inBudgetOn: dateText,
    budgetDocument: z
      .string({ error: '请填写预算文号或说明' })
      .trim()
      .min(1, { error: '请填写预算文号或说明' })
      .max(200, { error: '预算文号不超过 200 个字' }),
  }),
});
export const correctPurchasePlan = endpoint({
  ...step('correct', '更正（须写明原因，总金额不能增加）', 'purchase.edit'),
  body: z.object({ lines: z.array(PurchaseLineInput).min(1).max(500), reason: reasonText }),
});
export const closePurchasePlan = endpoint({
  ...step('close', '结束采购计划', 'purchase.edit'),
  body: z.object({ opinion: reasonText }),
});

const parameters = '/api/units/:unit/purchase-parameters';
export const getPurchaseParameters = endpoint({
  method: 'GET',
  path: parameters,
  summary: '采购限价和最低使用年限',
  tag,
  permission: 'purchase.view',
  output: z.object({ ceilings: z.array(Ceiling) }),
});
export const savePurchaseParameters = endpoint({
  method: 'PUT',
  path: parameters,
  summary: '修改采购限价和最低使用年限',
  tag,
  permission: 'purchase.edit',
  body: z.object({ ceilings: z.array(Ceiling).max(50) }),
  output: z.object({ ceilings: z.array(Ceiling) }),
});
