/**
 * The index of aliases that names are looked up in. The forms of an alias (over the normalised name): `foo bar` begins
 * the name at a token's end; `foo bar*` begins it anywhere; `=foo bar` is the whole name.
 */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import { foldText, normaliseName, stripTokens } from './rules.fold.ts';

export type Alias = {
  product: CatalogueProduct;
  text: string;
  whole: boolean;
  open: boolean;
  /** One Latin word: too weak to count on a part of a name without the publisher's support. */
  weak: boolean;
  /** Beginnings of words in the publisher that support it. */
  hints: readonly string[];
  /** The product's own name written in full: more than it may only say which edition. */
  own: boolean;
  /** A weak one that is a word of the language (`access`, `project`): products of many makers have it in their names. */
  common: boolean;
  /** A word of the language, of a product nobody has checked. */
  plain: boolean;
};

export type AliasIndex = {
  /** Alias text → aliases, best product first. */
  byText: Map<string, Alias[]>;
  /** The same by tokens: one step a token, so that a name is read once. */
  steps: Steps;
  /** First two characters → open aliases, longest first. */
  open: Map<number, Alias[]>;
  /** Alias text without blanks → aliases. */
  joined: Map<string, Alias[]>;
  /** Alias text without the version and the word edition in it → aliases. */
  bare: Map<string, Alias[]>;
};

type Step = { next: Steps; aliases: readonly Alias[] | undefined };
type Steps = Map<string, Step>;

export const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export function buildAliasIndex(products: readonly CatalogueProduct[]): AliasIndex {
  const index: AliasIndex = {
    byText: new Map(),
    steps: new Map(),
    open: new Map(),
    joined: new Map(),
    bare: new Map(),
  };
  const common = commonWords(products);
  for (const product of products) {
    for (const written of product.aliases) addAlias(index, product, written, common);
  }
  const explicit = new Set(index.byText.keys());
  for (const product of products) addNames(index, product, explicit, common);
  for (const list of index.byText.values()) list.sort(betterAlias);
  for (const [text, list] of index.byText) addSteps(index.steps, text.split(' '), list);
  for (const list of index.joined.values()) list.sort(betterAlias);
  for (const list of index.bare.values()) list.sort(betterAlias);
  for (const list of index.open.values()) {
    list.sort((a, b) => b.text.length - a.text.length || betterAlias(a, b));
  }
  return index;
}

function addSteps(root: Steps, tokens: readonly string[], aliases: readonly Alias[]): void {
  let steps = root;
  tokens.forEach((token, at) => {
    const step = steps.get(token) ?? { next: new Map(), aliases: undefined };
    steps.set(token, step);
    if (at === tokens.length - 1) step.aliases = aliases;
    steps = step.next;
  });
}

const COMMON_FROM = 8;

/**
 * Words of the language that manifests have as the whole name of a program. A machine that says `Portal` or `Utility`
 * means somebody else's, unless the maker is the same.
 */
const PLAIN = new Set(
  (
    'act age art artifact bin bind bit bottom boundary box boxes branch cells checksum choose clips close collapse ' +
    'colon colors controller core cube dark delta dependencies depends determined dig dimension draft echo edit ' +
    'emitter everywhere executor fake flat force fork frame fresh gather global granted grid handle highlight invoke ' +
    'junction just kind leaf less linked links look lot make mask migrate min pack patch perspective pet policy port ' +
    'portal radius rare real red redact regexp relative say sentinel serve session shadow shim shortcut sorter space ' +
    'stack start status step streams strings switch tend terminals unbound units utility vector via visual walk watch ' +
    'which works write'
  ).split(' '),
);

/** Words in the names of products of many makers: alone they name nobody's product. */
function commonWords(products: readonly CatalogueProduct[]): Set<string> {
  const makers = new Map<string, Set<string>>();
  for (const product of products) {
    for (const written of product.aliases) {
      const words = normaliseName(foldText(written)).split(' ');
      // Several programs that begin with one word may be of one maker.
      const maker = product.publisherHints[0] ?? words[0]!;
      for (const word of words) {
        const list = makers.get(word);
        if (list) list.add(maker);
        else makers.set(word, new Set([maker]));
      }
    }
  }
  const common = new Set<string>();
  for (const [word, list] of makers) {
    if (list.size >= COMMON_FROM) common.add(word);
  }
  return common;
}

/** Hand-checked before taken over, then by id: any order of the input gives the same index. */
function betterAlias(a: Alias, b: Alias): number {
  const checked = Number(b.product.reviewed) - Number(a.product.reviewed);
  return checked || (a.product.id < b.product.id ? -1 : a.product.id > b.product.id ? 1 : 0);
}

/**
 * A hand-checked product is also known by its own names, written out in full (`Kingsoft Duba`, `金山毒霸`), where no
 * alias says something else. A family's name stands for many products, and nobody writes it.
 */
function addNames(
  index: AliasIndex,
  product: CatalogueProduct,
  explicit: ReadonlySet<string>,
  common: ReadonlySet<string>,
): void {
  if (!product.reviewed || product.family || product.risk) return;
  for (const written of [product.name, product.nameZh]) {
    if (written === '' || UNWRITTEN.test(written)) continue;
    if (!explicit.has(normaliseName(foldText(written)))) {
      addAlias(index, product, `=${written}`, common, true);
    }
  }
}

/** Names that list several or explain themselves are made for people. */
const UNWRITTEN = /[/（(]/;

function addAlias(
  index: AliasIndex,
  product: CatalogueProduct,
  written: string,
  common: ReadonlySet<string>,
  own = false,
): void {
  const whole = written.startsWith('=');
  const open = written.endsWith('*');
  const text = normaliseName(foldText(written.replace(/^=|\*$/g, '')));
  if (text === '') return;
  const tokens = text.split(' ');
  const weak = tokens.length === 1 && !CJK.test(text);
  const alias: Alias = {
    product,
    text,
    whole,
    open,
    weak,
    own,
    hints: hintsOf(product),
    common: weak && common.has(tokens[0]!),
    plain: !product.reviewed && PLAIN.has(text),
  };
  push(index.byText, text, alias);
  if (open) push(index.open, openKey(text), alias);
  const joined = tokens.join('');
  if (joined.length >= 6) push(index.joined, joined, alias);
  const bare = bareText(stripTokens(tokens));
  if (bare !== text && bare.includes(' ')) push(index.bare, bare, alias);
}

export function bareText(stripped: string): string {
  return stripped.replace(/ edition$/, '');
}

/** The first two characters as a number. */
export function openKey(text: string): number {
  return text.charCodeAt(0) * 0x10000 + (text.length > 1 ? text.charCodeAt(1) : 0);
}

function push<Key>(map: Map<Key, Alias[]>, key: Key, alias: Alias): void {
  const list = map.get(key);
  if (!list) map.set(key, [alias]);
  else if (!list.some((other) => other.product === alias.product && other.text === alias.text)) {
    list.push(alias);
  }
}

/** Legal forms and stand-ins for many makers support nothing. */
const NO_MAKER =
  /^(?:inc|llc|ltd|co|corp|gmbh|s r o|spol s r o|project|team|https? .*|.*各.*|开源.*|开放源.*)$/;
const LEAST_LATIN = 4;

const known = new WeakMap<CatalogueProduct, readonly string[]>();

/** What the catalogue names as hints, and the publisher it names in full. */
function hintsOf(product: CatalogueProduct): readonly string[] {
  const cached = known.get(product);
  if (cached) return cached;
  const hints = [...product.publisherHints];
  for (const part of product.publisher.replaceAll(/[（(].*?[)）]/g, '').split(/[/、,]/)) {
    const text = normaliseName(foldText(part));
    const long = CJK.test(text) || text.length >= LEAST_LATIN;
    if (long && !NO_MAKER.test(text) && !publisherFits(hints, text)) hints.push(text);
  }
  known.set(product, hints);
  return hints;
}

/** A hint stands at the beginning of a word: `line` is in `line corporation`, not in `online media`. */
export function publisherFits(hints: readonly string[], publisher: string): boolean {
  if (publisher === '') return false;
  for (const hint of hints) {
    const at = publisher.indexOf(hint);
    if (at === 0 || (at > 0 && (publisher[at - 1] === ' ' || isHan(hint)))) return true;
  }
  return false;
}

function isHan(text: string): boolean {
  return text.charCodeAt(0) >= 0x2e80;
}
