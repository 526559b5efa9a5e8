/** Raw entries as people see them: the review queue, one entry's explanation, decisions over many. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { Life } from '../life/shapes.ts';
import {
  FreeScope,
  GeneralCategory,
  Match,
  OperatingSystem,
  Product,
  RawEntry,
  RecognisedKind,
  SoftwareCategory,
} from '../shapes.ts';

export const Entry = RawEntry.extend({
  id: z.number().int(),
  deviceCount: z.number().int(),
  firstSeenAt: z.string(),
  match: Match,
}).meta({ id: 'RecognitionEntry' });
export type Entry = z.infer<typeof Entry>;

export const entryViews = {
  unmatched: { label: '未识别', tone: 'amber' },
  undecided: { label: '类型待定', tone: 'amber' },
  risk: { label: '风险软件', tone: 'red' },
  recognised: { label: '已识别', tone: 'green' },
  components: { label: '组件' },
  ignored: { label: '已忽略' },
  all: { label: '全部' },
} as const satisfies ChoiceSet;

export const EntryQuery = listQuery.extend({
  show: z.enum(choiceValues(entryViews)).default('unmatched'),
  kind: RecognisedKind.optional(),
  os: OperatingSystem.optional(),
  product: z.string().max(120).optional(),
});
export type EntryQuery = z.output<typeof EntryQuery>;

export const listEntries = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/entries',
  summary: '软件条目（待识别队列）',
  tag: '软件识别',
  permission: 'recognition.view',
  query: EntryQuery,
  output: page(Entry.extend({ suggestions: z.array(Product) })),
});

export const Summary = z.object({
  entries: z.number().int(),
  pending: z.number().int(),
  unmatched: z.number().int(),
  undecided: z.number().int(),
  risk: z.number().int(),
  components: z.number().int(),
  ignored: z.number().int(),
  recognised: z.number().int(),
  /** Matches are being made anew after a change of rules, products or catalogue. */
  recomputing: z.boolean(),
});
export type Summary = z.infer<typeof Summary>;

export const getSummary = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/summary',
  summary: '识别概况',
  tag: '软件识别',
  permission: 'recognition.view',
  output: Summary,
});

export const LOST_REASONS = {
  decidedBefore: { label: '名称也相符，但前面的规则已经决定' },
  shorter: { label: '名称也相符，但只相符一部分' },
  publisher: { label: '名称也相符，但厂商不符' },
  similar: { label: '名称只是相近' },
} as const satisfies ChoiceSet;
export const LostReason = z.enum(choiceValues(LOST_REASONS));
export type LostReason = z.infer<typeof LostReason>;

export const Explanation = z.object({
  entry: Entry,
  /** What decided, in words and as written: an alias, a pattern, or the unit's rule. */
  rule: z.object({ title: z.string(), detail: z.string() }),
  product: Product.nullable(),
  /** What else was considered, and why it was not taken. */
  alternatives: z.array(Product.extend({ lost: LostReason })),
  /** End of life of the version in use, where the catalogue knows it. */
  endOfLife: Life.nullable(),
  /** The catalogue that was in force. */
  catalogueVersion: z.string(),
});
export type Explanation = z.infer<typeof Explanation>;

export const explainEntry = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/entries/:id',
  summary: '软件条目的识别依据',
  tag: '软件识别',
  permission: 'recognition.view',
  params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
  output: Explanation,
});

/** Text that may be left out or emptied (forms send null for that). */
export function optionalText(limit: number, error: string) {
  return z
    .string()
    .trim()
    .max(limit, error)
    .nullish()
    .transform((text) => text ?? '');
}

/** What a unit says of a product of its own. */
export const OwnProduct = z.object({
  name: z.string().trim().min(1, '请填写软件名称').max(200, '软件名称不能超过 200 个字'),
  publisher: optionalText(200, '厂商不能超过 200 个字'),
  kind: RecognisedKind.exclude(['unknown']),
  category: SoftwareCategory,
  general: GeneralCategory.nullable().default(null),
  /** Only for free software: PZ-1.1 asks for whom it is free. */
  freeScope: FreeScope.nullable().default(null),
  note: optionalText(500, '说明不能超过 500 个字'),
});
export type OwnProduct = z.output<typeof OwnProduct>;

export const Decision = z.discriminatedUnion('to', [
  z.object({ to: z.literal('product'), productId: z.string().min(1).max(120) }),
  z.object({ to: z.literal('ignore') }),
  z.object({ to: z.literal('newProduct'), product: OwnProduct }),
  /** Every name becomes a product of its own, all of one kind. */
  z.object({
    to: z.literal('ownProducts'),
    kind: RecognisedKind.exclude(['unknown', 'component']),
    category: SoftwareCategory,
    freeScope: FreeScope.nullable().default(null),
  }),
]);
export type Decision = z.output<typeof Decision>;

export const decisionWays = {
  product: { label: '目录中的产品' },
  ownProducts: { label: '各自成为本单位产品' },
  newProduct: { label: '合为一个新产品' },
  ignore: { label: '忽略' },
} as const satisfies ChoiceSet;

export const ruleReaches = {
  allVersions: { label: '同名软件的所有版本' },
  exact: { label: '只限完全相同的名称' },
} as const satisfies ChoiceSet;

export const decideEntries = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/decisions',
  summary: '批量认定软件条目',
  tag: '软件识别',
  permission: 'recognition.edit',
  body: z.object({
    entryIds: z
      .array(z.number().int().positive().max(2_147_483_647))
      .min(1, '请至少选择一个软件条目')
      .max(500, '一次最多处理 500 个软件条目'),
    decision: Decision,
    /** `allVersions`: the rule holds for the name with any version; `exact`: for this very name. */
    reach: z.enum(['allVersions', 'exact']).default('allVersions'),
  }),
  output: z.object({ batchId: z.uuid(), rules: z.number().int(), moved: z.number().int() }),
});
