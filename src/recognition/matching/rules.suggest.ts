/**
 * Products whose names look like an unrecognised one: suggestions for a person, never a decision. Shared words count
 * by how rare they are among product names; Chinese, which has no blanks, is compared by pairs of characters.
 */
import type { Catalogue } from '../catalogue/rules.ts';
import { foldText, isNoiseToken, isVersionToken, normaliseName } from './rules.fold.ts';

type Indexed = { id: string; features: string[]; weight: number };
export type SuggestionIndex = {
  postings: Map<string, number[]>;
  products: Indexed[];
  rarity: Map<string, number>;
  /** Weight of a word no product has: as rare as can be. */
  unseen: number;
};

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const MOST_POSTINGS = 400;
const LEAST_SCORE = 0.42;

const indexes = new WeakMap<Catalogue, SuggestionIndex>();

/** The catalogue's index, made once. */
export function suggestionIndex(catalogue: Catalogue): SuggestionIndex {
  const known = indexes.get(catalogue);
  if (known) return known;
  const products = catalogue.products
    .filter((product) => product.kind !== 'component' && product.risk === null)
    .flatMap((product) => [
      { id: product.id, text: `${product.name} ${product.nameZh}` },
      ...product.aliases.map((alias) => ({ id: product.id, text: alias.replaceAll(/[=*]/g, '') })),
    ]);
  const index = buildIndex(products);
  indexes.set(catalogue, index);
  return index;
}

export function buildIndex(products: readonly { id: string; text: string }[]): SuggestionIndex {
  const postings = new Map<string, number[]>();
  const listed = products.map(({ id, text }) => ({ id, features: features(text), weight: 0 }));
  listed.forEach((product, position) => {
    for (const feature of product.features) {
      const list = postings.get(feature);
      if (list) list.push(position);
      else postings.set(feature, [position]);
    }
  });
  const rarity = new Map<string, number>();
  for (const [feature, list] of postings) {
    rarity.set(feature, Math.log(1 + listed.length / list.length));
  }
  const index = { postings, products: listed, rarity, unseen: Math.log(1 + listed.length) };
  for (const product of listed) product.weight = sum(index, product.features);
  return index;
}

function sum(index: SuggestionIndex, words: readonly string[]): number {
  return words.reduce((total, word) => total + (index.rarity.get(word) ?? index.unseen), 0);
}

/** Words without versions and architecture; Chinese runs as pairs of characters. */
function features(text: string): string[] {
  const out = new Set<string>();
  for (const token of normaliseName(foldText(text)).split(' ')) {
    if (token === '' || isVersionToken(token) || isNoiseToken(token)) continue;
    if (!CJK.test(token) || token.length === 1) out.add(token);
    else for (let at = 0; at + 1 < token.length; at++) out.add(token.slice(at, at + 2));
  }
  return [...out];
}

/** Ids of the most similar products, best first; none when nothing is similar enough. */
export function suggest(index: SuggestionIndex, name: string, limit: number): string[] {
  const wanted = features(name);
  const own = sum(index, wanted);
  const shared = new Map<number, number>();
  for (const feature of wanted) {
    const list = index.postings.get(feature);
    if (!list || list.length > MOST_POSTINGS) continue;
    const weight = index.rarity.get(feature)!;
    for (const position of list) shared.set(position, (shared.get(position) ?? 0) + weight);
  }
  const best = new Map<string, number>();
  for (const [position, weight] of shared) {
    const product = index.products[position]!;
    const score = (2 * weight) / (own + product.weight);
    if (score >= LEAST_SCORE && score > (best.get(product.id) ?? 0)) best.set(product.id, score);
  }
  return [...best]
    .sort(([idA, a], [idB, b]) => b - a || (idA < idB ? -1 : 1))
    .slice(0, limit)
    .map(([id]) => id);
}
