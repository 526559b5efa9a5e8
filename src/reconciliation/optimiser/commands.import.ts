/** Offers from a sheet: a price list of suppliers in the unit's own columns; the dry run decides as the import does. */
import type { Readable } from 'node:stream';
import { newId } from '../../base/ids.ts';
import { parseUsableVersions } from '../../configuration/software/rules.versions.ts';
import { ORIGINS, SOFTWARE_CATEGORIES } from '../../configuration/software/shapes.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
  type ObjectTo,
  type StoredChange,
  undoRows,
} from '../../platform/imports/index.ts';
import {
  asChoice,
  asDate,
  asFen,
  asInteger,
  asText,
  field,
  type ImportPlan,
  type Parser,
  type RowVerdict,
  streamSheet,
  type ValuesOf,
} from '../../platform/sheets/index.ts';
import { searchProducts } from '../../recognition/index.ts';
import { nameKey } from '../findings/rules.ts';
import { offerFacts } from './commands.ts';
import { OFFER_METRIC_WORDS, type OfferInput, OfferInput as OfferShape } from './shapes.offers.ts';
import * as store from './store.ts';

function asVersions(): Parser<OfferInput['usableVersions']> {
  const text = asText({ max: 1000 });
  return (cell) => {
    const read = text(cell);
    if (!('value' in read)) return read;
    const parsed = parseUsableVersions(read.value);
    if ('usable' in parsed) return { value: parsed.usable };
    return {
      issue: '“{{text}}”不是可使用版本，请写成 11–13、14 及以上、不限',
      params: { text: parsed.problem },
    };
  };
}

/** Names separated in any way. */
function asNames(): Parser<string[]> {
  const text = asText({ max: 2000 });
  return (cell) => {
    const read = text(cell);
    if (!('value' in read)) return read;
    return { value: read.value.split(/[、,，;；\n]+/).flatMap((one) => one.trim() || []) };
  };
}

const FIELDS = [
  field({
    key: 'productName',
    title: '软件名称',
    synonyms: ['名称', '产品名称'],
    required: true,
    parse: asText({ max: 200 }),
  }),
  field({ key: 'version', title: '软件版本', synonyms: ['版本'], parse: asText({ max: 100 }) }),
  field({ key: 'edition', title: '版别', parse: asText({ max: 100 }) }),
  field({
    key: 'category',
    title: '软件类别',
    synonyms: ['类别'],
    parse: asChoice(SOFTWARE_CATEGORIES, {
      操作系统: 'operatingSystem',
      办公: 'office',
      杀毒: 'antivirus',
    }),
  }),
  field({
    key: 'origin',
    title: '产地',
    synonyms: ['国产'],
    required: true,
    parse: asChoice(ORIGINS, { 国外: 'foreign', 进口: 'foreign' }),
  }),
  field({ key: 'parts', title: '套件组成', parse: asNames() }),
  field({
    key: 'replaces',
    title: '可替代的软件',
    synonyms: ['可替代', '替代软件'],
    parse: asNames(),
  }),
  field({
    key: 'usableVersions',
    title: '可使用版本',
    synonyms: ['可用版本'],
    required: true,
    parse: asVersions(),
  }),
  field({ key: 'editions', title: '可使用版别', parse: asNames() }),
  field({
    key: 'metric',
    title: '许可计量',
    synonyms: ['计量', '计量方式', '授权方式'],
    required: true,
    parse: asChoice(OFFER_METRIC_WORDS, {
      单机: 'device',
      设备: 'device',
      用户: 'user',
      核: 'core',
      并发: 'concurrent',
      场地: 'site',
    }),
  }),
  field({
    key: 'packSize',
    title: '每包许可数',
    synonyms: ['包装数', '每包数量'],
    parse: asInteger({ min: 1, max: 1_000_000 }),
  }),
  field({
    key: 'packPriceFen',
    title: '每包价格（元）',
    synonyms: ['价格', '单价', '单价（元）', '每包价格'],
    required: true,
    parse: asFen(),
  }),
  field({
    key: 'termYears',
    title: '许可年限',
    synonyms: ['使用年限', '年限'],
    parse: asInteger({ min: 1, max: 99 }),
  }),
  field({
    key: 'maintenanceFen',
    title: '年维护费（元）',
    synonyms: ['年维护费', '维护费'],
    parse: asFen(),
  }),
  field({ key: 'minimumCores', title: '最少核数', parse: asInteger({ min: 1, max: 10_000 }) }),
  field({
    key: 'concurrentPercent',
    title: '同时使用比例（%）',
    synonyms: ['同时使用比例'],
    parse: asInteger({ min: 1, max: 100 }),
  }),
  field({
    key: 'minPacks',
    title: '最少购买包数',
    synonyms: ['起订量'],
    parse: asInteger({ min: 0, max: 50 }),
  }),
  field({ key: 'maxPacks', title: '最多购买包数', parse: asInteger({ min: 1, max: 1_000_000 }) }),
  field({
    key: 'validUntil',
    title: '报价有效期至',
    synonyms: ['有效期', '有效期至'],
    parse: asDate(),
  }),
  field({ key: 'supplier', title: '供应商', parse: asText({ max: 200 }) }),
  field({
    key: 'source',
    title: '价格来源',
    synonyms: ['来源', '报价来源'],
    required: true,
    parse: asText({ max: 500 }),
  }),
  field({ key: 'remark', title: '备注', parse: asText({ max: 500 }) }),
];
type Values = ValuesOf<typeof FIELDS>;

export function offerTemplate(): Promise<Readable> {
  const columns = FIELDS.map(({ title }) => ({ title, width: 16 }));
  return streamSheet({ columns, rows: [], sheetName: '供货方式' });
}

/** The same packet of the same supplier is updated, anything else is new. */
function identity(
  one: Pick<
    OfferInput,
    'productName' | 'version' | 'edition' | 'metric' | 'packSize' | 'termYears' | 'supplier'
  >,
): string {
  const { productName, version, edition, metric, packSize, termYears, supplier } = one;
  return JSON.stringify([
    nameKey(productName),
    version,
    edition,
    metric,
    packSize,
    termYears,
    supplier,
  ]);
}

/** What the offer says, whenever it was said: put back by an undoing it is what it was. */
function offerSays(offer: store.OfferRow & Partial<Noted>): object {
  const { revision: _, usableVersionsText: __, changedAt: ___, changedBy: ____, ...says } = offer;
  return says;
}
type Noted = Record<'usableVersionsText' | 'changedAt' | 'changedBy', string>;

const offerMark = (offer: store.OfferRow) => markOf(offerSays(offer));

export const offerImporter = defineImporter({
  kind: 'reconciliation.offers',
  title: '供货方式',
  permission: 'purchaseAdvice.edit',
  fields: FIELDS,
  run: importOffers,
  undo: undoOffers,
});

async function importOffers(
  cx: CommandContext,
  plan: ImportPlan<typeof FIELDS>,
  { commit, fileName, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockNamed(cx.tx, cx.unitId, 'reconciliation.offers');
  const rows = plan.rows.filter((row) => row.issues.length === 0);
  const products = await productsOf(
    cx,
    rows.map((row) => row.values),
  );
  const known = new Map(
    (await store.offersInForce(cx.tx, cx.unitId, null)).map((one) => [identity(one), one]),
  );
  const verdicts = new Map<number, RowVerdict>();
  const saved = new Map<string, store.OfferRow>();
  const changes: ImportChange[] = [];
  const reject = (at: number, message: string) =>
    verdicts.set(at, { verdict: 'reject', messages: [message] });
  for (const { at, values } of rows) {
    const read = OfferShape.safeParse(inputOf(values, products));
    if (!read.success) {
      reject(at, say(read.error.issues[0]!.message));
      continue;
    }
    const key = identity(read.data);
    if (saved.has(key)) {
      reject(at, say('与前面一行是同一供应商的同一种供货方式'));
      continue;
    }
    const before = known.get(key);
    const own = { ...offerFacts(read.data), withdrawn: false };
    // What the sheet has no column for stays as people recorded it.
    const { upgrades, departmentIds } = before ?? { upgrades: null, departmentIds: null };
    const after = {
      ...own,
      ...{ upgrades, departmentIds },
      id: before?.id ?? newId(),
      revision: (before?.revision ?? 0) + 1,
    };
    if (before && offerMark(before) === offerMark(after)) {
      verdicts.set(at, { verdict: 'unchanged', messages: [] });
      continue;
    }
    saved.set(key, after);
    changes.push({
      at,
      objectType: 'purchaseOffer',
      objectId: after.id,
      label: after.productName,
      mark: offerMark(after),
      ...(before ? { before } : {}),
    });
    verdicts.set(at, { verdict: before ? 'update' : 'create', messages: [] });
  }
  if (commit && saved.size > 0) {
    await store.saveOffers(cx, [...saved.values()]);
    await audit(cx, {
      action: 'offer.import',
      objectType: 'purchaseOffer',
      objectId: cx.unitId,
      after: { fileName, offers: saved.size },
    });
  }
  return { verdicts, changes };
}

/** New offers are withdrawn, for advice may name them; changed ones are as they were. */
async function undoOffers(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object, reason }: { object: ObjectTo; reason: string },
): Promise<void> {
  await lockNamed(cx.tx, cx.unitId, 'reconciliation.offers');
  const withdrawn: store.OfferRow[] = [];
  const done = await undoRows<store.OfferRow>(cx, changes, object, {
    objectType: 'purchaseOffer',
    load: async (ids) => {
      const wanted = new Set(ids);
      const rows = (await store.offersInForce(cx.tx, cx.unitId, null)).filter((one) =>
        wanted.has(one.id),
      );
      const made = new Set(changes.filter((one) => one.before === null).map((one) => one.objectId));
      withdrawn.push(...rows.filter((row) => made.has(row.id)));
      return new Map(rows.map((row) => [row.id, row]));
    },
    marked: offerSays,
    uses: { column: 'offer_id' },
    remove: () =>
      store.saveOffers(
        cx,
        withdrawn.map((row) => ({ ...row, withdrawn: true, revision: row.revision + 1 })),
      ),
    restore: (pairs) =>
      store.saveOffers(
        cx,
        pairs.map(({ now, before }) => ({ ...before, revision: now.revision + 1 })),
      ),
  });
  if (!done) return;
  await audit(cx, {
    action: 'offer.undoImport',
    objectType: 'purchaseOffer',
    objectId: cx.unitId,
    after: { reason, offers: changes.length },
  });
}

/** Names people write → products of the catalogue or the unit, where exactly that name is known. */
async function productsOf(
  cx: CommandContext,
  rows: readonly Values[],
): Promise<Map<string, string>> {
  const names = new Set(
    rows.flatMap((row) => [row.productName ?? '', ...(row.parts ?? []), ...(row.replaces ?? [])]),
  );
  const found = new Map<string, string>();
  // One search per distinct name: a price list has dozens, not thousands.
  for (const name of [...names].filter(Boolean).slice(0, 500)) {
    const key = nameKey(name);
    const same = (await searchProducts(cx.tx, cx.unitId, name)).find(
      (one) => nameKey(one.name) === key || nameKey(one.nameZh) === key,
    );
    if (same) found.set(key, same.id);
  }
  return found;
}

function inputOf(values: Values, products: ReadonlyMap<string, string>): object {
  const product = (productName: string) => ({
    productName,
    productId: products.get(nameKey(productName)) ?? `name:${nameKey(productName)}`,
  });
  const { parts, replaces, editions, productName, ...rest } = values;
  const own = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  return {
    ...own,
    productName,
    productId: products.get(nameKey(productName ?? '')) ?? null,
    parts: (parts ?? []).map(product),
    replaces: (replaces ?? []).map(product),
    editions: editions && editions.length > 0 ? editions : null,
  };
}
