/** A unit's own recognition rules and products. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { OwnProduct, optionalText } from '../entries/shapes.ts';
import { Product, RecognisedKind, SoftwareCategory } from '../shapes.ts';

export const patternKinds = {
  exact: { label: '名称完全等于' },
  name: { label: '名称等于（不计版本）' },
  prefix: { label: '名称开头为' },
  contains: { label: '名称包含' },
  regex: { label: '正则表达式' },
} as const satisfies ChoiceSet;
export const PatternKind = z.enum(choiceValues(patternKinds));
export type PatternKind = z.infer<typeof PatternKind>;

/** `productId` null: ignore what matches (not counted, not asked about again). */
export const UnitRule = z
  .object({
    id: z.uuid(),
    batchId: z.uuid(),
    patternKind: PatternKind,
    pattern: z.string(),
    publisher: z.string(),
    productId: z.string().nullable(),
    note: z.string(),
    createdAt: z.string(),
    createdBy: z.string(),
    revokedAt: z.string().nullable(),
    revokedBy: z.string().nullable(),
  })
  .meta({ id: 'RecognitionUnitRule' });
export type UnitRule = z.infer<typeof UnitRule>;

/** What matching needs of a rule. */
export type ActiveRule = Pick<
  UnitRule,
  'id' | 'patternKind' | 'pattern' | 'publisher' | 'productId'
>;

export const RuleDraft = z.object({
  patternKind: PatternKind,
  pattern: z.string().trim().min(1, '请填写名称规则').max(200, '名称规则不能超过 200 个字符'),
  publisher: optionalText(200, '厂商不能超过 200 个字'),
  productId: z.string().min(1).max(120).nullable().default(null),
  note: optionalText(500, '说明不能超过 500 个字'),
});
export type RuleDraft = z.output<typeof RuleDraft>;

export const ruleTargets = {
  product: { label: '产品' },
  ignore: { label: '忽略（不计入，也不再询问）' },
} as const satisfies ChoiceSet;

/** `target` is what the form asks; with it, a forgotten product is not taken for "ignore". */
const RuleBody = RuleDraft.extend({ target: z.enum(['product', 'ignore']).optional() })
  .refine((draft) => draft.target !== 'product' || draft.productId !== null, {
    path: ['productId'],
    error: '请选择产品，或改为忽略',
  })
  .transform(({ target, productId, ...rest }) => ({
    ...rest,
    productId: target === 'ignore' ? null : productId,
  }));

export const ruleViews = {
  active: { label: '有效', tone: 'green' },
  revoked: { label: '已撤销', tone: 'grey' },
} as const satisfies ChoiceSet;

export const RuleQuery = listQuery.extend({
  show: z.enum(choiceValues(ruleViews)).default('active'),
});
export type RuleQuery = z.output<typeof RuleQuery>;

const TAG = '软件识别';

export const listRules = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/rules',
  summary: '本单位识别规则',
  tag: TAG,
  permission: 'recognition.view',
  query: RuleQuery,
  output: page(UnitRule.extend({ productName: z.string().nullable(), entries: z.number().int() })),
});

export const RulePreview = z.object({
  /** What was previewed, to be saved as it is. */
  draft: RuleDraft,
  /** Entries whose product, kind or category would change. */
  moving: z.number().int(),
  /** Devices those entries are on (a device with two counts twice). */
  devices: z.number().int(),
  /** Entries the pattern matches, whether they change or not. */
  matching: z.number().int(),
  /** The first of those that change, most devices first. */
  moves: z.array(
    z.object({
      id: z.number().int(),
      name: z.string(),
      publisher: z.string(),
      version: z.string(),
      deviceCount: z.number().int(),
      from: z.object({ productName: z.string(), kind: RecognisedKind }),
      to: z.object({ productName: z.string(), kind: RecognisedKind }),
    }),
  ),
});
export type RulePreview = z.infer<typeof RulePreview>;

export const previewRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/rules/preview',
  summary: '预览识别规则对现有数据的影响',
  tag: TAG,
  permission: 'recognition.edit',
  body: RuleBody,
  output: RulePreview,
});

const Changed = z.object({ id: z.uuid() });

export const createRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/rules',
  summary: '新建识别规则',
  tag: TAG,
  permission: 'recognition.edit',
  body: RuleBody,
  output: Changed,
});

export const revokeRules = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/rules/revoke',
  summary: '撤销识别规则（单条、多条或一次批量认定）',
  tag: TAG,
  permission: 'recognition.edit',
  body: z.union([
    z.object({
      ids: z.array(z.uuid()).min(1, '请至少选择一条规则').max(500, '一次最多撤销 500 条规则'),
    }),
    z.object({ batchId: z.uuid() }),
  ]),
  output: z.object({ revoked: z.number().int() }),
});

export const restoreRule = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/rules/:id/restore',
  summary: '恢复已撤销的识别规则',
  tag: TAG,
  permission: 'recognition.edit',
  params: z.object({ id: z.uuid() }),
  output: Changed,
});

export const ProductQuery = listQuery.extend({
  kind: RecognisedKind.optional(),
  category: SoftwareCategory.optional(),
  own: z.enum(['true', 'false']).optional(),
});

export const searchProducts = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/products',
  summary: '软件产品目录',
  tag: TAG,
  permission: 'recognition.view',
  query: ProductQuery,
  output: page(Product),
});

export const getProduct = endpoint({
  method: 'GET',
  path: '/api/units/:unit/recognition/products/:id',
  summary: '软件产品',
  tag: TAG,
  permission: 'recognition.view',
  params: z.object({ id: z.string().max(120) }),
  output: Product.extend({ entries: z.number().int(), devices: z.number().int() }),
});

export const createProduct = endpoint({
  method: 'POST',
  path: '/api/units/:unit/recognition/products',
  summary: '登记本单位软件产品',
  tag: TAG,
  permission: 'recognition.edit',
  body: OwnProduct,
  output: z.object({ id: z.string() }),
});

export const updateProduct = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/recognition/products/:id',
  summary: '修改本单位软件产品',
  tag: TAG,
  permission: 'recognition.edit',
  params: z.object({ id: z.string().max(120) }),
  body: OwnProduct,
  output: z.object({ id: z.string() }),
});
