/** Why an entry was recognised as what it is, and what else it could be. Reads only. */

import type { CommandContext } from '../../platform/db/context.ts';
import { catalogueOf, shippedCatalogue } from '../catalogue/commands.ts';
import { type Catalogue, type CatalogueProduct, productOf } from '../catalogue/rules.ts';
import { productsByIds } from '../catalogue/store.ts';
import { lifeOf } from '../life/rules.ts';
import { suggest, suggestionIndex } from '../matching/rules.suggest.ts';
import type { Product } from '../shapes.ts';
import { ruleById } from '../unitrules/store.ts';
import { lostReason } from './rules.explain.ts';
import type { Entry, Explanation } from './shapes.ts';
import { catalogueInForce } from './store.state.ts';
import { entryById } from './store.ts';

const UUID = /^[0-9a-f-]{36}$/;
const MOST_SUGGESTIONS = 3;
const MOST_ALTERNATIVES = 8;

const products = new WeakMap<Catalogue, Map<string, CatalogueProduct>>();

function catalogueEntry(catalogue: Catalogue, id: string): CatalogueProduct | undefined {
  let byId = products.get(catalogue);
  if (!byId) {
    byId = new Map(catalogue.products.map((product) => [product.id, product]));
    products.set(catalogue, byId);
  }
  return byId.get(id);
}

function considered(catalogue: Catalogue, entry: Entry, id: string): Explanation['alternatives'] {
  const product = catalogueEntry(catalogue, id);
  if (!product) return [];
  return [{ ...productOf(product), lost: lostReason(entry, entry.match, product) }];
}

/** The catalogue in force for the unit. Reads only. */
export async function unitCatalogue(cx: CommandContext): Promise<Catalogue> {
  const state = await catalogueInForce(cx.tx, cx.unitId);
  return state ? catalogueOf(cx.tx, state.catalogue) : shippedCatalogue();
}

/** Products that an unrecognised name resembles, for the queue. */
export function withSuggestions(
  catalogue: Catalogue,
  entry: Entry,
): Entry & { suggestions: Product[] } {
  const open = entry.match.kind === 'unknown' && entry.match.risk === null;
  const ids = open ? suggest(suggestionIndex(catalogue), entry.name, MOST_SUGGESTIONS) : [];
  const suggestions = ids.flatMap((id) => {
    const product = catalogueEntry(catalogue, id);
    return product ? [productOf(product)] : [];
  });
  return { ...entry, suggestions };
}

export async function explain(cx: CommandContext, id: number): Promise<Explanation> {
  const entry = await entryById(cx.tx, cx.unitId, id);
  const catalogue = await unitCatalogue(cx);
  const { productId, version } = entry.match;
  const [product] = productId ? await productsByIds(cx.tx, cx.unitId, [productId]) : [];
  // When support ends is a fact about the world, whatever catalogue recognises: always the newest known.
  const { lifeCycles } = shippedCatalogue();
  const known = productId
    ? lifeOf(lifeCycles, productId, version || entry.version, cx.today)
    : undefined;
  const alternatives = suggest(suggestionIndex(catalogue), entry.name, MOST_ALTERNATIVES).filter(
    (other) => other !== productId,
  );
  return {
    entry,
    rule: await ruleInWords(cx, catalogue, entry),
    product: product ?? null,
    alternatives: alternatives.flatMap((other) => considered(catalogue, entry, other)),
    endOfLife: known ?? null,
    catalogueVersion: catalogue.version,
  };
}

/** Titles are Chinese sentences of the dictionary; the page shows them in the reader's language. */
async function ruleInWords(
  cx: CommandContext,
  catalogue: Catalogue,
  entry: Entry,
): Promise<Explanation['rule']> {
  const { ruleSource, rule } = entry.match;
  if (ruleSource === 'none') {
    return { title: '没有规则认得这个名称', detail: '' };
  }
  if (ruleSource === 'unitRule') {
    const own = UUID.test(rule) ? await ruleById(cx.tx, cx.unitId, rule) : undefined;
    return { title: '本单位规则', detail: own?.pattern ?? rule };
  }
  const { riskRules, componentRules } = catalogue;
  const pattern = [...riskRules, ...componentRules].find((known) => known.id === rule);
  if (pattern) return { title: pattern.name, detail: pattern.pattern };
  if (rule === 'systemCategory') {
    return { title: '采集程序报告的类别', detail: entry.systemCategory };
  }
  if (rule === 'linux-package') {
    return { title: 'Linux 发行版自带的软件包', detail: entry.name };
  }
  if (rule === 'windows-store') {
    return { title: 'Windows 自带的商店应用', detail: entry.publisher };
  }
  const maker = /^publisher (.+)$/.exec(rule)?.[1];
  if (maker !== undefined) {
    const known = catalogue.publishers.find((profile) => profile.id === maker);
    return { title: '厂商所售软件的一般性质', detail: known?.name ?? entry.publisher };
  }
  if (rule === 'apple') return { title: 'macOS 自带的程序', detail: entry.publisher };
  const alias = rule.replace(/^(?:alias|package) /, '');
  return { title: '产品目录中的名称', detail: alias };
}
