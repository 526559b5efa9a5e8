/** What each rule of another unit's file would be here. Pure. */
import { ownProductProblem } from '../entries/rules.ts';
import { OwnProduct } from '../entries/shapes.ts';
import type { Product } from '../shapes.ts';
import { patternProblem, ruleKey } from '../unitrules/rules.ts';
import { type ActiveRule, RuleDraft } from '../unitrules/shapes.ts';
import type { Counts, FileProduct, FileRule, RuleFile, RuleVerdict } from './shapes.ts';

export type Here = {
  rules: readonly ActiveRule[];
  /** The unit's own products that are not retired. */
  products: readonly Product[];
  /** Name of a product of the catalogue in force; undefined where it has none of that id. */
  catalogueName(id: string): string | undefined;
};

/** Sentence and parameters, as the dictionary has them. */
export type Reason = { sentence: string; params: Record<string, string | number> };

export type JudgedProduct =
  | { verdict: 'create'; product: OwnProduct }
  | { verdict: 'same'; product: OwnProduct; id: string }
  | { verdict: 'refuse'; reason: Reason };

export type Judged = {
  rowNo: number;
  verdict: RuleVerdict;
  reason: Reason | undefined;
  rule: FileRule;
  productName: string | null;
  /** Own rules over the same names. */
  against: ActiveRule[];
};

export type Judgement = { rules: Judged[]; products: Map<string, JudgedProduct> };

function nameKey(product: { name: string; publisher: string }): string {
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  return `${plain(product.name)}\0${plain(product.publisher)}`;
}

type Facts = Pick<Product, 'kind' | 'category' | 'general' | 'freeScope'>;

export function sameFacts(a: Facts, b: Facts): boolean {
  return (
    a.kind === b.kind &&
    a.category === b.category &&
    a.general === b.general &&
    a.freeScope === b.freeScope
  );
}

function judgeProduct(given: FileProduct, own: ReadonlyMap<string, Product>): JudgedProduct {
  const { id: _, ...facts } = given;
  const read = OwnProduct.safeParse(facts);
  const wrong = (why: string): JudgedProduct => ({
    verdict: 'refuse',
    reason: { sentence: '产品“{{name}}”的资料有误：{{why}}', params: { name: given.name, why } },
  });
  if (!read.success) return wrong(read.error.issues[0]!.message);
  const problem = ownProductProblem(read.data);
  if (problem) return wrong(problem[1]);
  const known = own.get(nameKey(read.data));
  if (!known) return { verdict: 'create', product: read.data };
  if (sameFacts(known, read.data)) return { verdict: 'same', product: read.data, id: known.id };
  const sentence = '本单位已有同名产品“{{name}}”，类型、类别或免费范围不同，请先统一';
  return { verdict: 'refuse', reason: { sentence, params: { name: known.name } } };
}

/** Verdicts in the order of the file. Of two rules over the same names in one file only the first counts. */
export function judge(file: RuleFile, here: Here): Judgement {
  const own = new Map(here.products.map((product) => [nameKey(product), product]));
  const names = new Map(here.products.map((product) => [product.id, product.name]));
  const products = new Map(
    file.products.map((product) => [product.id, judgeProduct(product, own)]),
  );
  const byKey = Map.groupBy(here.rules, ruleKey);
  const seen = new Map<string, number>();
  const rules = file.rules.map((rule, index): Judged => {
    const rowNo = index + 1;
    const base = { rowNo, rule, against: [], productName: rule.productName ?? rule.productId };
    const refused = (sentence: string, params: Reason['params'] = {}): Judged => {
      return { ...base, verdict: 'refuse', reason: { sentence, params } };
    };
    const draft = RuleDraft.safeParse(rule);
    if (!draft.success) return refused(draft.error.issues[0]!.message);
    const problem = patternProblem(rule.patternKind, draft.data.pattern);
    if (problem) return refused('名称规则不能使用：{{problem}}', { problem });
    const key = ruleKey(draft.data);
    const first = seen.get(key);
    if (first !== undefined) return refused('与文件中第 {{n}} 条是同一名称', { n: first });
    seen.set(key, rowNo);
    const target = targetOf(rule, products, here);
    if ('reason' in target) return { ...base, verdict: 'refuse', reason: target.reason };
    const judged = { ...base, rule: { ...rule, ...draft.data }, productName: target.name };
    const against = byKey.get(key) ?? [];
    if (against.length === 0) return { ...judged, verdict: 'create', reason: undefined };
    if (against.every(({ productId }) => productId === target.id)) {
      return { ...judged, verdict: 'same', reason: undefined };
    }
    const other = against.find(({ productId }) => productId !== target.id)!;
    const reason = saysOwn(other, names, here);
    return { ...judged, verdict: 'conflict', reason, against };
  });
  return { rules, products };
}

function saysOwn(rule: ActiveRule, names: ReadonlyMap<string, string>, here: Here): Reason {
  const id = rule.productId;
  if (id === null) return { sentence: '本单位的规则：忽略', params: {} };
  const name = names.get(id) ?? here.catalogueName(id) ?? id;
  return { sentence: '本单位的规则：{{name}}', params: { name } };
}

/** `id` undefined: a product that is still to be made. */
type Target = { id: string | null | undefined; name: string | null } | { reason: Reason };

function targetOf(
  rule: FileRule,
  products: ReadonlyMap<string, JudgedProduct>,
  here: Here,
): Target {
  const { productId } = rule;
  if (productId === null) return { id: null, name: null };
  const own = products.get(productId);
  if (own) {
    if (own.verdict === 'refuse') return { reason: own.reason };
    return { id: own.verdict === 'same' ? own.id : undefined, name: own.product.name };
  }
  const name = here.catalogueName(productId);
  if (name !== undefined) return { id: productId, name };
  const params = { name: rule.productName ?? productId };
  const sentence = /^[up]-/.test(productId)
    ? '文件中没有产品“{{name}}”的资料'
    : '在用的产品目录中没有“{{name}}”，请先更新目录';
  return { reason: { sentence, params } };
}

/** Rules that are taken over, and ids of the file's products that have to be made for them. */
export function taken(
  judgement: Judgement,
  onConflict: 'keep' | 'replace',
): { rules: Judged[]; products: string[] } {
  const rules = judgement.rules.filter(
    ({ verdict }) => verdict === 'create' || (verdict === 'conflict' && onConflict === 'replace'),
  );
  const named = new Set(judgement.rules.map(({ rule }) => rule.productId));
  const needed = new Set(rules.map(({ rule }) => rule.productId));
  const products = [...judgement.products]
    .filter(([id, one]) => one.verdict === 'create' && (needed.has(id) || !named.has(id)))
    .map(([id]) => id);
  return { rules, products };
}

export function countsOf(judgement: Judgement): Counts {
  const counts = { create: 0, same: 0, conflict: 0, refuse: 0 };
  for (const { verdict } of judgement.rules) counts[verdict] += 1;
  return { ...counts, products: taken(judgement, 'replace').products.length };
}

const ORDER: RuleVerdict[] = ['refuse', 'conflict', 'create', 'same'];

export function gravestFirst(rules: readonly Judged[]): Judged[] {
  return rules.toSorted(
    (a, b) => ORDER.indexOf(a.verdict) - ORDER.indexOf(b.verdict) || a.rowNo - b.rowNo,
  );
}
