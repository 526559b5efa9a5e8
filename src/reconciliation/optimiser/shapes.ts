/**
 * 采购优化: from what is wanted and what there is to the cheapest lawful plan, with reasons and proof (PZ-1.3, PZ-2.3,
 * RC-2.2); and licences nobody uses.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { PURCHASE_KINDS } from '../../configuration/purchases/shapes.ts';
import { SoftwareCategory } from '../../configuration/software/shapes.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const ADVICE_STATES = {
  running: { label: '计算中', tone: 'blue' },
  done: { label: '已完成', tone: 'green' },
  cancelled: { label: '已取消', tone: 'grey' },
  failed: { label: '未完成', tone: 'red' },
} as const satisfies ChoiceSet;

/** Never merged into one word: what is proven, how, and what is not. */
export const ADVICE_PROOFS = {
  proven: { label: '已证明最优', tone: 'green' },
  tree: { label: '分支证明最优', tone: 'green' },
  gap: { label: '有差距', tone: 'amber' },
  heuristic: { label: '未证明', tone: 'grey' },
} as const satisfies ChoiceSet;
export const AdviceProof = z.enum(choiceValues(ADVICE_PROOFS));

export const DEMAND_SOURCES = {
  install: { label: '没有许可的安装' },
  renewal: { label: '许可将到期的安装' },
  demand: { label: '核定的需求（附件3）' },
} as const satisfies ChoiceSet;
export const DemandSource = z.enum(choiceValues(DEMAND_SOURCES));
export type DemandSource = z.infer<typeof DemandSource>;

export const PREFERENCE_MODES = {
  whereOffered: { label: '有国产供货的只买国产' },
  share: { label: '国产不低于一定比例' },
} as const satisfies ChoiceSet;

const year = z.number({ error: '请填写年度' }).int().min(2000).max(2100);
const years = z
  .number({ error: '计算年限应为 1 至 20 年' })
  .int()
  .min(1, { error: '计算年限应为 1 至 20 年' })
  .max(20, { error: '计算年限应为 1 至 20 年' });

export const AdvicePreference = z
  .object({
    category: SoftwareCategory,
    mode: z.enum(choiceValues(PREFERENCE_MODES), { error: '请选择国产软件要求' }),
    percent: z
      .number()
      .int()
      .min(1, { error: '比例应为 1 至 100' })
      .max(100, { error: '比例应为 1 至 100' })
      .default(100),
  })
  .meta({ id: 'AdvicePreference' });
export type AdvicePreference = z.output<typeof AdvicePreference>;

export const AdviceInput = z
  .object({
    planYear: year,
    horizonYears: years.default(5),
    /** First year's money in fen; null = no cap. */
    capFen: z
      .number({ error: '预算上限应为金额' })
      .int()
      .min(0, { error: '预算上限不能为负' })
      .max(1_000_000_000_000_000)
      .nullable()
      .default(null),
    preferences: z.array(AdvicePreference).max(20).default([]),
    sources: z
      .array(DemandSource)
      .min(1, { error: '请至少选择一种需求来源' })
      .default(['install', 'renewal', 'demand']),
    /** Groups of demand that are left out, by their key. */
    excluded: z.array(z.string().max(500)).max(5000).default([]),
  })
  .meta({ id: 'AdviceInput' });
export type AdviceInput = z.output<typeof AdviceInput>;

export const WantedGroup = z
  .object({
    key: z.string(),
    source: DemandSource,
    productId: z.string(),
    productName: z.string(),
    /** Null = any version will do; empty = not known. */
    version: z.string().nullable(),
    edition: z.string().nullable(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    category: SoftwareCategory,
    places: z.number().int(),
    /** An offer in force names this product. */
    offered: z.boolean(),
  })
  .meta({ id: 'WantedGroup' });
export type WantedGroup = z.infer<typeof WantedGroup>;

const Level = z.object({ value: z.number(), bound: z.number(), proof: AdviceProof });

export const AdviceReason = z
  .object({
    /** With one pack fewer and all else as planned, so many places stay unmet; null = not worked out exactly. */
    leftOut: z.number().int().nullable(),
    /** Every plan that meets as much with one pack fewer costs so much more; null = there is none or not known. */
    dearerFen: z.number().int().nullable(),
    /** Whether `dearerFen` is exact; false = at least so much. */
    exact: z.boolean(),
    /** No other plan with one pack fewer meets as much. */
    impossible: z.boolean(),
  })
  .meta({ id: 'AdviceReason' });
export type AdviceReason = z.infer<typeof AdviceReason>;

export const AdviceLine = z
  .object({
    offerId: z.string(),
    productName: z.string(),
    version: z.string(),
    metric: z.string(),
    category: SoftwareCategory,
    origin: z.string(),
    upgrade: z.boolean(),
    packs: z.number().int(),
    packSize: z.number().int(),
    /** Null for a site licence. */
    licences: z.number().int().nullable(),
    spare: z.number().int(),
    places: z.number().int(),
    packPriceFen: z.number().int(),
    firstYearFen: z.number().int(),
    costFen: z.number().int(),
    termYears: z.number().int().nullable(),
    covers: z.array(
      z.object({ productName: z.string(), version: z.string(), places: z.number().int() }),
    ),
    departments: z.array(z.object({ name: z.string(), places: z.number().int() })),
    /** Programs to be removed because this takes their place. */
    replaces: z.array(z.object({ productName: z.string(), places: z.number().int() })),
    upgradesFrom: z.array(z.object({ softwareNo: z.string(), units: z.number().int() })),
    reason: AdviceReason.nullable(),
  })
  .meta({ id: 'AdviceLine' });
export type AdviceLine = z.infer<typeof AdviceLine>;

export const SiteLine = z
  .object({
    offerId: z.string(),
    productName: z.string(),
    bought: z.boolean(),
    costFen: z.number().int(),
    /** From so many places on it is cheaper than single licences; null = never within reach, or nothing to compare. */
    breakEven: z.number().int().nullable(),
    /** Places it could cover. */
    places: z.number().int(),
  })
  .meta({ id: 'SiteLine' });
export type SiteLine = z.infer<typeof SiteLine>;

export const StockLine = z.object({
  softwareId: z.string(),
  softwareNo: z.string(),
  productName: z.string(),
  places: z.number().int(),
});
export const UnmetLine = z.object({
  productName: z.string(),
  version: z.string(),
  places: z.number().int(),
  /** No offer in force names it; the right versions are not offered; the money does not reach. */
  why: z.enum(['notOffered', 'notFitting', 'cap']),
});
export const UNMET_WORDS: Record<z.infer<typeof UnmetLine>['why'], { label: string }> = {
  notOffered: { label: '没有登记供货方式' },
  notFitting: { label: '供货方式的版本、版别、计量或部门不适用' },
  cap: { label: '预算上限内买不到' },
};

export const AdvicePart = z.object({
  id: z.string(),
  products: z.array(z.string()),
  weight: Level,
  cost: Level,
});

/** A sentence in Chinese, with what stands in its {{places}}. */
const AdviceComplaint = z.object({
  sentence: z.string(),
  params: z.record(z.string(), z.string()),
});

export const AdviceResult = z
  .object({
    lines: z.array(AdviceLine),
    sites: z.array(SiteLine),
    stock: z.array(StockLine),
    unmet: z.array(UnmetLine),
    parts: z.array(AdvicePart),
    /** Complaints of the independent checker: none where the plan stands. */
    complaints: z.array(AdviceComplaint),
  })
  .meta({ id: 'AdviceResult' });
export type AdviceResult = z.infer<typeof AdviceResult>;

export const AdviceFigures = z
  .object({
    places: z.number().int(),
    met: z.number().int(),
    firstYearFen: z.number().int(),
    costFen: z.number().int(),
    /** No plan that meets as much costs less over all years, says the checker. */
    boundFen: z.number().int(),
    /** If every need were met singly. */
    singlyFen: z.number().int(),
    capBinds: z.boolean(),
    /** The weakest of all parts. */
    proof: AdviceProof,
    weight: z.number().int(),
    weightBound: z.number().int(),
    milliseconds: z.number().int(),
  })
  .meta({ id: 'AdviceFigures' });
export type AdviceFigures = z.infer<typeof AdviceFigures>;

export const Advice = z
  .object({
    id: z.string(),
    planYear: z.number().int(),
    state: z.enum(choiceValues(ADVICE_STATES)),
    jobId: z.string().nullable(),
    startedAt: z.string(),
    startedBy: z.string(),
    finishedAt: z.string().nullable(),
    figures: AdviceFigures.nullable(),
    planId: z.string().nullable(),
  })
  .meta({ id: 'PurchaseAdvice' });
export type Advice = z.infer<typeof Advice>;

export const AdviceRecord = Advice.extend({
  input: AdviceInput,
  result: AdviceResult.nullable(),
}).meta({ id: 'PurchaseAdviceRecord' });
export type AdviceRecord = z.infer<typeof AdviceRecord>;

const tag = '采购优化';
const base = '/api/units/:unit/purchase-advices';
const params = z.object({ advice: z.uuid() });

export const listWanted = endpoint({
  method: 'GET',
  path: '/api/units/:unit/purchase-demand',
  summary: '采购优化的需求：没有许可的安装、将到期的安装、核定的需求，按软件、版本和部门',
  tag,
  permission: 'purchaseAdvice.view',
  query: z.object({ year: z.coerce.number().int().min(2000).max(2100) }),
  output: z.object({ items: z.array(WantedGroup), undecided: z.number().int() }),
});
export const listAdvices = endpoint({
  method: 'GET',
  path: base,
  summary: '采购优化的历次计算',
  tag,
  permission: 'purchaseAdvice.view',
  query: listQuery,
  output: page(Advice),
});
export const getAdvice = endpoint({
  method: 'GET',
  path: `${base}/:advice`,
  summary: '一次采购优化：输入、采购建议、理由和证明情况',
  tag,
  permission: 'purchaseAdvice.view',
  params,
  output: AdviceRecord,
});
export const startAdvice = endpoint({
  method: 'POST',
  path: base,
  summary: '计算最省的合法采购方案（后台任务）',
  tag,
  permission: 'purchaseAdvice.edit',
  body: AdviceInput,
  output: Advice,
});
export const downloadAdviceCertificate = endpoint({
  method: 'GET',
  path: `${base}/:advice/certificate`,
  summary: '采购优化的证明：事实、方案、价格和分支树（JSON）',
  tag,
  permission: 'purchaseAdvice.view',
  params,
  raw: 'application/json',
  output: z.void(),
});
export const checkAdvice = endpoint({
  method: 'POST',
  path: `${base}/:advice/check`,
  summary: '独立校验保存的方案和证明',
  tag,
  permission: 'purchaseAdvice.edit',
  params,
  output: z.object({ complaints: z.array(AdviceComplaint), parts: z.array(AdvicePart) }),
});
export const writeAdvice = endpoint({
  method: 'POST',
  path: `${base}/:advice/write`,
  summary: '把采购建议写入编制中的采购计划（附件4）',
  tag,
  permission: 'purchase.edit',
  params,
  body: z.object({
    /** Null = a new plan of this kind. */
    planId: z.uuid().nullable().default(null),
    kind: z.enum(choiceValues(PURCHASE_KINDS)).default('annual'),
  }),
  output: z.object({ planId: z.string() }),
});
