/** 供货方式: what suppliers offer, as the unit records it: rights, packs, prices, terms (PZ-1.3, PZ-2.4). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { Origin, SoftwareCategory, UsableVersion } from '../../configuration/software/shapes.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';

export const OFFER_METRIC_WORDS = {
  device: { label: '按设备' },
  user: { label: '按用户' },
  core: { label: '按核' },
  concurrent: { label: '按并发' },
  site: { label: '场地授权' },
} as const satisfies ChoiceSet;

const text = (max: number, label: string) =>
  z
    .string()
    .trim()
    .max(max, { error: `${label}不超过 ${max} 个字` })
    .default('');
const whole = (low: number, high: number, error: string) =>
  z.number({ error }).int({ error }).min(low, { error }).max(high, { error });
const fen = (low: number, error: string) => whole(low, 1_000_000_000_000, error);

export const OfferProduct = z.object({
  productId: z.string().trim().min(1).max(200),
  productName: z.string().trim().min(1).max(200),
});
export type OfferProduct = z.infer<typeof OfferProduct>;

export const OfferInput = z
  .object({
    /** Null = the name stands for itself. */
    productId: z.string().trim().max(200).nullable().default(null),
    productName: z
      .string({ error: '请填写软件名称' })
      .trim()
      .min(1, { error: '请填写软件名称' })
      .max(200, { error: '软件名称不超过 200 个字' }),
    version: text(100, '软件版本'),
    edition: text(100, '版别'),
    category: SoftwareCategory.default('other'),
    origin: Origin,
    parts: z.array(OfferProduct).max(60, { error: '套件组成不超过 60 项' }).default([]),
    replaces: z.array(OfferProduct).max(60, { error: '可替代的软件不超过 60 项' }).default([]),
    usableVersions: z
      .array(UsableVersion)
      .min(1, { error: '请填写可使用版本，任何版本都可用的填“不限”' })
      .max(50, { error: '可使用版本不超过 50 项' }),
    editions: z
      .array(z.string().trim().min(1).max(100))
      .max(30, { error: '版别不超过 30 项' })
      .nullable()
      .default(null),
    metric: z.enum(choiceValues(OFFER_METRIC_WORDS), { error: '请选择许可计量' }),
    packSize: whole(1, 1_000_000, '每包许可数应为 1 至 1000000').default(1),
    packPriceFen: fen(1, '请填写每包价格，应大于 0'),
    termYears: whole(1, 99, '许可年限应为 1 至 99 年').nullable().default(null),
    maintenanceFen: fen(0, '年维护费不能为负').default(0),
    /** Null = a full licence. */
    upgrades: z
      .array(OfferProduct.extend({ versions: z.array(UsableVersion).min(1).max(50) }))
      .min(1, { error: '请填写可由哪些许可升级' })
      .max(30)
      .nullable()
      .default(null),
    minimumCores: whole(1, 10_000, '最少核数应为 1 至 10000').default(1),
    concurrentPercent: whole(1, 100, '同时使用比例应为 1 至 100').default(100),
    departmentIds: z.array(z.uuid()).min(1).max(500).nullable().default(null),
    minPacks: whole(0, 50, '最少购买包数应为 0 至 50').default(0),
    maxPacks: whole(1, 1_000_000, '最多购买包数应为 1 至 1000000').nullable().default(null),
    validUntil: dateText.nullable().default(null),
    supplier: text(200, '供应商'),
    source: z
      .string({ error: '请填写价格来源' })
      .trim()
      .min(1, { error: '请填写价格来源' })
      .max(500, { error: '价格来源不超过 500 个字' }),
    remark: text(500, '备注'),
  })
  .meta({ id: 'OfferFacts' });
export type OfferInput = z.output<typeof OfferInput>;

export const PurchaseOffer = OfferInput.extend({
  id: z.string(),
  productId: z.string(),
  withdrawn: z.boolean(),
  revision: z.number().int(),
  changedAt: z.string(),
  changedBy: z.string(),
  usableVersionsText: z.string(),
}).meta({ id: 'PurchaseOffer' });
export type PurchaseOffer = z.output<typeof PurchaseOffer>;

const tag = '采购优化';
const base = '/api/units/:unit/purchase-offers';
const params = z.object({ offer: z.uuid() });
const offerQuery = listQuery.extend({
  category: SoftwareCategory.optional(),
  origin: Origin.optional(),
  withdrawn: queryFlag.optional(),
});
export type OfferQuery = z.output<typeof offerQuery>;

export const listOffers = endpoint({
  method: 'GET',
  path: base,
  summary: '供货方式列表',
  tag,
  permission: 'purchaseAdvice.view',
  query: offerQuery,
  output: page(PurchaseOffer),
});
export const createOffer = endpoint({
  method: 'POST',
  path: base,
  summary: '登记一种供货方式',
  tag,
  permission: 'purchaseAdvice.edit',
  body: OfferInput,
  output: PurchaseOffer,
});
export const updateOffer = endpoint({
  method: 'PUT',
  path: `${base}/:offer`,
  summary: '修改供货方式',
  tag,
  permission: 'purchaseAdvice.edit',
  params,
  body: OfferInput.extend({ revision: z.number().int().min(1) }),
  output: PurchaseOffer,
});
export const withdrawOffer = endpoint({
  method: 'POST',
  path: `${base}/:offer/withdraw`,
  summary: '停用或恢复供货方式',
  tag,
  permission: 'purchaseAdvice.edit',
  params,
  body: z.object({ withdrawn: z.boolean() }),
  output: PurchaseOffer,
});
export const importOffers = endpoint({
  method: 'POST',
  path: `${base}/import`,
  summary: '从 Excel 导入供货方式；先试导入，再确认',
  tag,
  permission: 'purchaseAdvice.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});
export const offerTemplate = endpoint({
  method: 'GET',
  path: `${base}/import-template`,
  summary: '供货方式导入模板',
  tag,
  permission: 'purchaseAdvice.edit',
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});
