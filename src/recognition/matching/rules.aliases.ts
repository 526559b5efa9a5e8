/**
 * Looks names up among the aliases of products. The forms of an alias (over the normalised name):
 * `foo bar` begins the name at a token's end; `foo bar*` begins it anywhere; `=foo bar` is the whole name.
 */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import {
  foldText,
  headOf,
  lowerForm,
  MARKED_VERSION,
  normaliseName,
  stripTokens,
  tokensOf,
} from './rules.fold.ts';

export type Alias = {
  product: CatalogueProduct;
  text: string;
  whole: boolean;
  open: boolean;
  /** One Latin word: too weak to count on a part of a name without the publisher's support. */
  weak: boolean;
  /** A weak one that is a word of the language (`access`, `project`): products of many makers have it in their names. */
  common: boolean;
};

export type AliasIndex = {
  /** Alias text → aliases, best product first. */
  byText: Map<string, Alias[]>;
  /** The same by tokens: one step a token, so that a name is read once. */
  steps: Steps;
  /** First two characters → open aliases, longest first. */
  open: Map<string, Alias[]>;
  /** Alias text without blanks → aliases. */
  joined: Map<string, Alias[]>;
  /** Alias text without the version and the word edition in it → aliases. */
  bare: Map<string, Alias[]>;
};

type Step = { next: Steps; aliases: readonly Alias[] | undefined };
type Steps = Map<string, Step>;

/** `behind`: other words stand before it. */
export type Found = { alias: Alias; fits: boolean; whole: boolean; behind?: boolean };

/** A name in the forms the index is asked with. */
export type Name = {
  folded: string;
  lower: string;
  normal: string;
  tokens: string[];
  stripped: string;
};

export function readName(raw: string): Name {
  const folded = foldText(raw);
  const lower = lowerForm(folded);
  const tokens = tokensOf(lower);
  const normal = tokens.join(' ');
  return { folded, lower, normal, tokens, stripped: stripTokens(tokens) };
}

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

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

const LEAST_FAMILY = 6;
const COMMON_FROM = 8;

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
      addAlias(index, product, `=${written}`, common);
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
): void {
  const whole = written.startsWith('=');
  const open = written.endsWith('*');
  const text = normaliseName(foldText(written.replace(/^=|\*$/g, '')));
  if (text === '') return;
  const tokens = text.split(' ');
  const weak = tokens.length === 1 && !CJK.test(text);
  const alias: Alias = { product, text, whole, open, weak, common: weak && common.has(tokens[0]!) };
  push(index.byText, text, alias);
  if (open) push(index.open, text.slice(0, 2), alias);
  const joined = tokens.join('');
  if (joined.length >= 6) push(index.joined, joined, alias);
  const bare = bareText(stripTokens(tokens));
  if (bare !== text && bare.includes(' ')) push(index.bare, bare, alias);
}

function bareText(stripped: string): string {
  return stripped.replace(/ edition$/, '');
}

function push(map: Map<string, Alias[]>, key: string, alias: Alias): void {
  const list = map.get(key);
  if (!list) map.set(key, [alias]);
  else if (!list.some((other) => other.product === alias.product)) list.push(alias);
}

/** A hint stands at the beginning of a word: `line` is in `line corporation`, not in `online media`. */
export function publisherFits(product: CatalogueProduct, publisher: string): boolean {
  if (publisher === '') return false;
  for (const hint of product.publisherHints) {
    const at = publisher.indexOf(hint);
    if (at === 0 || (at > 0 && (publisher[at - 1] === ' ' || isHan(hint)))) return true;
  }
  return false;
}

function isHan(text: string): boolean {
  return text.charCodeAt(0) >= 0x2e80;
}

const JOINING = new Set(
  'for to with in and on the of by from plus add pour für para для 适用于 用于'.split(' '),
);

/** The product a name stands for, or undefined. `publisher` is normalised. */
export function findProduct(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  if (name.tokens.length === 0) return undefined;
  return (
    findFrom(index, name, 0, publisher) ??
    findJoined(index, name, publisher) ??
    findBehindFirst(index, name, publisher) ??
    findHead(index, name, publisher)
  );
}

const LEAST_HEAD = 5;
const DOT_IN_WORD = /[a-z]\.[a-z]/;

/**
 * What stands before the version is the product's name, whatever comes behind (`MongoDB 3.3.5 2008R2Plus`, `Mathcad 15
 * M045`). Without a publisher to contradict, so is what stands before a bracket or a dash (`Mumble (mumble.info)`),
 * and a hand-checked name behind which only an edition is said (`ArcView GIS 3.3`). A dot inside a word may stand for
 * a blank (`STAAD.Pro`).
 */
function findHead(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const { tokens } = name;
  const head = headOf(tokens);
  if (head !== '' && (publisher === '' || head.length >= LEAST_HEAD)) {
    const found = pick(index.byText.get(head), publisher, name.normal, head);
    if (found && !saysAnother(found.alias.product, name.normal)) return { ...found, whole: true };
  }
  const first = pick(index.steps.get(tokens[0]!)?.aliases, publisher, name.normal, tokens[0]!);
  if (first && saysOnlyEdition(first, name, publisher)) return { ...first, whole: true };
  if (DOT_IN_WORD.test(name.normal)) {
    const apart = readName(name.normal.replaceAll('.', ' '));
    const found = findFrom(index, apart, 0, publisher);
    if (found) return found;
  }
  return findBeforeSign(index, name, publisher);
}

const HEAD_END = / [-–—|] | ?[([【]/;

function findBeforeSign(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const cut = name.lower.search(HEAD_END);
  if (cut < LEAST_HEAD) return undefined;
  const head = stripTokens(tokensOf(name.lower.slice(0, cut)));
  const found =
    pick(index.byText.get(head), publisher, name.normal, head) ??
    pick(index.joined.get(head.replaceAll(' ', '')), publisher, name.normal, head, true);
  return found && (found.fits || publisher === '') ? { ...found, whole: true } : undefined;
}

const EDITION_WORDS = new Set(
  'free edition home personal professional pro standard premium basic lite light client desktop archiver system antivirus player browser editor printer suite le se ce software application program windows xp vista retail full english gis studio enterprise business advanced essentials student education academic network for'.split(
    ' ',
  ),
);
/** Words of editions that are sold: a free product is not known to be free in them. */
const SOLD = new Set('pro professional premium enterprise business advanced'.split(' '));

/** Words that say it is an installation of the program for this system, whoever made it. */
const SETUP_WORDS = new Set(
  'for windows win win32 win64 setup installer installation msi exe machine x64 x86 app application program software desktop portable'.split(
    ' ',
  ),
);
/** What a free program may add without becoming another one. */
const FREE_WORDS = new Set('community edition free open source oss'.split(' '));

/**
 * Behind one Latin word come only words about the installation; behind a hand-checked one (or, for free programs,
 * about a free edition) also words that say which edition, when no publisher contradicts.
 */
function saysOnlyEdition({ alias, fits }: Found, name: Name, publisher: string): boolean {
  return onlyEdition(alias.product, fits || publisher === '', name.stripped);
}

const ROMAN = /^(?:i{1,3}|iv|vi{0,3}|ix|xi{0,3})$/;

/** The same of everything but the first word. */
function onlyEdition(product: CatalogueProduct, certain: boolean, stripped: string): boolean {
  const free = product.kind === 'free';
  return stripped
    .split(' ')
    .slice(1)
    .every((token) => {
      if (SETUP_WORDS.has(token)) return true;
      if (!certain) return false;
      if ((free && FREE_WORDS.has(token)) || ROMAN.test(token)) return true;
      if (!product.reviewed) return false;
      return MARKED_VERSION.test(token) || (EDITION_WORDS.has(token) && !(free && SOLD.has(token)));
    });
}

/** The longest acceptable alias that begins at token `from`. */
function findFrom(
  index: AliasIndex,
  name: Name,
  from: number,
  publisher: string,
): Found | undefined {
  const { tokens } = name;
  const normal = from === 0 ? name.normal : tokens.slice(from).join(' ');
  const stripped = from === 0 ? name.stripped : stripTokens(tokens.slice(from));
  const open = findOpen(index, normal, publisher);
  let step = index.steps.get(tokens[from]!);
  if (!step) return open;
  let best: Found | undefined;
  for (let at = from + 1; step; at++) {
    best = pick(step.aliases, publisher, normal, stripped) ?? best;
    step = at < tokens.length ? step.next.get(tokens[at]!) : undefined;
  }
  // Most names are the product's and a version: then the walk has found what the stripped name says.
  if (stripped !== normal && best?.alias.text !== stripped) {
    const bare = pick(index.byText.get(stripped), publisher, normal, stripped);
    if (bare && (!best || bare.alias.text.length > best.alias.text.length)) best = bare;
  }
  if (!best) return open;
  return open && open.alias.text.length > best.alias.text.length ? open : best;
}

/** The best of some aliases: one whose publisher fits, else the first acceptable. `all`: they say the whole name. */
function pick(
  aliases: readonly Alias[] | undefined,
  publisher: string,
  normal: string,
  stripped: string,
  all = false,
): Found | undefined {
  if (!aliases) return undefined;
  let first: Found | undefined;
  for (const alias of aliases) {
    const fits = publisherFits(alias.product, publisher);
    const whole = all || alias.text === normal || alias.text === stripped;
    if (
      whole
        ? !fits && isAnybodys(alias, publisher, normal)
        : !coversPart(alias, fits, publisher, normal)
    )
      continue;
    if (fits) return { alias, fits, whole };
    first ??= { alias, fits, whole };
  }
  return first;
}

/**
 * Without a publisher a word of the language, taken out of a longer name (`Access - Aide`), is no proof of a product
 * nobody has checked; a short one that stands for a family of products is none where another publisher is reported.
 */
function isAnybodys({ product, common, weak, text }: Alias, publisher: string, normal: string) {
  if (!weak) return false;
  if (product.family) {
    return publisher !== '' && product.publisherHints.length > 0 && text.length < LEAST_FAMILY;
  }
  return common && !product.reviewed && publisher === '' && normal !== text;
}

/** Whether an alias may count for a name that says more than it; `normal` begins with it. */
function coversPart(alias: Alias, fits: boolean, publisher: string, normal: string): boolean {
  const { product, text } = alias;
  if (alias.whole || (alias.weak && !fits)) return false;
  const rest = normal.slice(text.length + 1);
  if (saysAnother(product, rest)) return false;
  // Programs are sold on: several words of a checked product stand also against another maker's name. `Python 3.7` is
  // one word and a version.
  const strong = alias.open || CJK.test(text) || stripTokens(text.split(' ')).includes(' ');
  if (fits || (product.reviewed && (publisher === '' || strong))) return true;
  return onlyEdition(product, publisher === '', stripTokens(['', ...rest.split(' ')]));
}

/** What is made for a program, goes with it or only shows its files is another one; a family has room for it. */
const ANOTHER =
  /(?:^| )(?:sdk|viewer|reader|plug ?ins?|add ?ins?|add ?ons?|toolkit|webdriver|updater|uninstaller|connector|samples|templates)(?: |$)|插件|控件|阅读器|查看器|看图|卸载|皮肤|开发包/;

function saysAnother(product: CatalogueProduct, rest: string): boolean {
  const word = product.family ? undefined : ANOTHER.exec(rest)?.[0].trim();
  if (word === undefined) return false;
  // Said in the product's own names, it is the product.
  return !`${product.name.toLowerCase()} ${product.nameZh} ${product.aliases.join(' ')}`.includes(
    word,
  );
}

function findOpen(index: AliasIndex, normal: string, publisher: string): Found | undefined {
  const list = index.open.get(normal.slice(0, 2));
  if (!list) return undefined;
  let first: Found | undefined;
  for (const alias of list) {
    if (first && alias.text.length < first.alias.text.length) break;
    if (!normal.startsWith(alias.text)) continue;
    const fits = publisherFits(alias.product, publisher);
    const found = { alias, fits, whole: alias.text === normal };
    if (fits) return found;
    first ??= found;
  }
  return first;
}

/**
 * `PatchMyPC` = `Patch My PC`: equal when blanks do not count; `Presenter 5 Standard` = `Presenter Version 5 Standard
 * Edition`: equal when the version and the word edition do not.
 */
function findJoined(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const joined = name.stripped.replaceAll(' ', '');
  if (joined.length < 6) return undefined;
  const found = pick(index.joined.get(joined), publisher, name.normal, joined, true);
  if (found) return found;
  const bare = bareText(name.stripped);
  const aliases = bare.includes(' ') ? index.bare.get(bare) : undefined;
  const alias = aliases?.find(({ product }) => publisherFits(product, publisher));
  if (alias) return { alias, fits: true, whole: true };
  return aliases?.length === 1 && publisher === ''
    ? { alias: aliases[0]!, fits: false, whole: true }
    : undefined;
}

const MOST_BEFORE = 3;
const LATIN = /^[a-z]/;

/**
 * `GPL Ghostscript 8.54`, `Архиватор WinRAR`: the product's name after up to three other words. Accepted only when all
 * that follows is the name, or when the publisher supports it; never after a word like "for" (a plug-in for …).
 */
function findBehindFirst(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const { tokens } = name;
  for (let from = 1; from <= MOST_BEFORE && from < tokens.length; from++) {
    if (JOINING.has(tokens[from - 1]!)) return undefined;
    if (!index.steps.has(tokens[from]!)) continue;
    const found = findFrom(index, name, from, publisher);
    if (!found || found.alias.text.length < 4) continue;
    if (found.fits || (found.whole && belongs(found.alias, tokens.slice(0, from), publisher))) {
      return { ...found, behind: true };
    }
  }
  return undefined;
}

/**
 * The words before the name must be the product's or its publisher's, or the name strong enough to stand alone. For a
 * word of the language the reported publisher is no proof: `HUAWEI Cloud` by Huawei is not the product called Cloud.
 */
function belongs(alias: Alias, before: string[], publisher: string): boolean {
  const { product } = alias;
  if (product.reviewed && alias.text.length >= 5) {
    // `Yamagi Quake 2` is somebody's own; `Logiciel d'archivage WinRAR` says what the program is.
    const own = alias.common && (product.family || publisher !== '');
    if (!alias.weak || !own || before.every((word) => !LATIN.test(word))) return true;
  }
  const known = `${product.publisherHints.join(' ')} ${product.name.toLowerCase()}`;
  const proven = alias.common ? known : `${known} ${publisher}`;
  return before.every((word) => proven.includes(word));
}
