/** Looks names up among the aliases of products: which product a name stands for, and how well it is proven. */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import { onlyEdition, saysAnother, saysSibling } from './rules.beside.ts';
import {
  foldText,
  headOf,
  isVersionToken,
  lowerForm,
  stripTokens,
  tokensOf,
} from './rules.fold.ts';
import {
  type Alias,
  type AliasIndex,
  bareText,
  CJK,
  openKey,
  publisherFits,
} from './rules.index.ts';

/** `behind`: other words stand before it. */
export type Found = { alias: Alias; fits: boolean; whole: boolean; behind?: boolean };

/** A name in the forms the index is asked with. */
export type Name = {
  folded: string;
  lower: string;
  normal: string;
  tokens: string[];
  stripped: string;
  /** What only names not found at once are asked for: worked out once, for all indexes. */
  more?: Beside;
};

type Beside = {
  joined: string;
  bare: string;
  head: string;
  apart: Name | undefined;
  before: string;
};

function besideOf(name: Name): Beside {
  if (name.more) return name.more;
  const parts = name.normal.replace(GROWN_TOGETHER, '$1 $2').replaceAll(DOT_BETWEEN, ' ');
  const more = {
    joined: name.stripped.replaceAll(' ', ''),
    bare: bareText(name.stripped),
    head: headOf(name.tokens),
    apart: parts === name.normal ? undefined : readName(parts),
    before: beforeSign(name.lower),
  };
  name.more = more;
  return more;
}

export function readName(raw: string): Name {
  const folded = foldText(raw);
  const lower = lowerForm(folded);
  const tokens = tokensOf(lower);
  const normal = tokens.join(' ');
  return { folded, lower, normal, tokens, stripped: stripTokens(tokens) };
}

const JOINING = new Set(
  'for to with in and on the of by from plus add pour für para для 适用于 用于'.split(' '),
);

/** The product a name stands for, or undefined. `publisher` is normalised. */
export function findProduct(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  if (name.tokens.length === 0) return undefined;
  const first = findFrom(index, name, 0, publisher);
  return (
    (first && !first.whole ? (findBehindMaker(index, name, publisher) ?? first) : first) ??
    findJoined(index, name, publisher) ??
    findBehindFirst(index, name, publisher) ??
    findHead(index, name, publisher)
  );
}

const LEAST_HEAD = 5;
/** A dot inside a word may stand for a blank (`STAAD.Pro`), and none between a name and its version (`FineReader11`). */
const DOT_BETWEEN = /(?<=[a-z])\.(?=[a-z])/g;
const GROWN_TOGETHER = /([a-z]{5})(\d{1,4}) /;

/**
 * What stands before the version is the product's name, whatever comes behind (`MongoDB 3.3.5 2008R2Plus`, `Mathcad 15
 * M045`). Without a publisher to contradict, so is what stands before a bracket or a dash (`Mumble (mumble.info)`),
 * and a hand-checked name behind which only an edition is said (`ArcView GIS 3.3`).
 */
function findHead(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const { tokens } = name;
  const { head, apart, before } = besideOf(name);
  if (head !== '') {
    const found = pick(index.byText.get(head), publisher, name.normal, head);
    const certain = found && (found.fits || publisher === '' || head.length >= LEAST_HEAD);
    if (certain && !saysMore(found.alias.product, name.normal, head))
      return { ...found, whole: true };
  }
  const first = pick(index.steps.get(tokens[0]!)?.aliases, publisher, name.normal, tokens[0]!);
  if (first && saysOnlyEdition(first, name, publisher)) return { ...first, whole: true };
  const found = apart && findFrom(index, apart, 0, publisher);
  return found ?? (before === '' ? undefined : findBeforeSign(index, name, before, publisher));
}

/** What stands behind a language's version is a package for it (`Python 3.7 PyAudio-0.2.11`). */
function saysMore(product: CatalogueProduct, normal: string, head: string): boolean {
  if (saysAnother(product, normal)) return true;
  return product.sub === 'language' && saysSibling(product, normal.slice(head.length + 1));
}

const HEAD_END = / [-–—|] | ?[([【]/;

/** What stands before a bracket or a dash, without its version; '' where nothing does. */
function beforeSign(lower: string): string {
  const cut = lower.search(HEAD_END);
  return cut < LEAST_HEAD ? '' : stripTokens(tokensOf(lower.slice(0, cut)));
}

function findBeforeSign(
  index: AliasIndex,
  name: Name,
  head: string,
  publisher: string,
): Found | undefined {
  const found =
    pick(index.byText.get(head), publisher, name.normal, head) ??
    pick(index.joined.get(head.replaceAll(' ', '')), publisher, name.normal, head, true);
  return found && (found.fits || publisher === '') ? { ...found, whole: true } : undefined;
}

/**
 * Behind one Latin word come only words about the installation; behind a hand-checked one (or, for free programs,
 * about a free edition) also words that say which edition, when no publisher contradicts.
 */
function saysOnlyEdition({ alias, fits }: Found, name: Name, publisher: string): boolean {
  return onlyEdition(alias.product, fits || publisher === '', name.stripped);
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
  const open = findOpen(index, normal, publisher);
  if (!index.steps.has(tokens[from]!)) return open;
  const stripped = from === 0 ? name.stripped : stripTokens(tokens.slice(from));
  let best = walk(index, tokens, from, publisher, normal, stripped);
  // Most names are the product's and a version: then the walk has found what the stripped name says. In others the
  // edition stands behind the version (`Microsoft Office 2013 Standard Edition`).
  if (stripped !== normal && best?.alias.text !== stripped) {
    const bare = normal.startsWith(stripped)
      ? pick(index.byText.get(stripped), publisher, normal, stripped)
      : walk(index, stripped.split(' '), 0, publisher, stripped, stripped);
    if (bare && (!best || bare.alias.text.length > best.alias.text.length)) best = bare;
  }
  if (!best) return open;
  return open && open.alias.text.length > best.alias.text.length ? open : best;
}

/** The longest acceptable alias along the tokens from `from`. */
function walk(
  index: AliasIndex,
  tokens: readonly string[],
  from: number,
  publisher: string,
  normal: string,
  stripped: string,
): Found | undefined {
  let step = index.steps.get(tokens[from]!);
  let best: Found | undefined;
  for (let at = from + 1; step; at++) {
    best = pick(step.aliases, publisher, normal, stripped) ?? best;
    step = at < tokens.length ? step.next.get(tokens[at]!) : undefined;
  }
  return best;
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
    const fits = publisherFits(alias.hints, publisher);
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

const LEAST_FAMILY = 6;

/**
 * Without a publisher a word of the language, taken out of a longer name (`Access - Aide`), is no proof of a product
 * nobody has checked; a short one that stands for a family of products is none where another publisher is reported.
 */
function isAnybodys(
  { product, common, plain, weak, text, hints }: Alias,
  publisher: string,
  normal: string,
) {
  if (plain) return true;
  if (!weak) return false;
  if (product.family) {
    return publisher !== '' && hints.length > 0 && text.length < LEAST_FAMILY;
  }
  if (publisher === '') return common && !product.reviewed && normal !== text;
  if (publisher.includes(text)) return false;
  return common || (!product.reviewed && text.length < LEAST_FAMILY);
}

/** Whether an alias may count for a name that says more than it; `normal` begins with it. */
function coversPart(alias: Alias, fits: boolean, publisher: string, normal: string): boolean {
  const { product, text } = alias;
  if ((alias.whole && !alias.own) || (alias.weak && !fits)) return false;
  const rest = normal.slice(text.length + 1);
  if (saysAnother(product, rest)) return false;
  // Programs are sold on: several words of a checked product stand also against another maker's name. `Python 3.7` is
  // one word and a version.
  const strong = alias.open || CJK.test(text) || stripTokens(text.split(' ')).includes(' ');
  if (!alias.own && (fits || (product.reviewed && (publisher === '' || strong)))) return true;
  return onlyEdition(product, fits || publisher === '', stripTokens(['', ...rest.split(' ')]));
}

function findOpen(index: AliasIndex, normal: string, publisher: string): Found | undefined {
  const list = index.open.get(openKey(normal));
  if (!list) return undefined;
  let first: Found | undefined;
  for (const alias of list) {
    if (first && alias.text.length < first.alias.text.length) break;
    if (!normal.startsWith(alias.text)) continue;
    const fits = publisherFits(alias.hints, publisher);
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
  const { joined, bare } = besideOf(name);
  if (joined.length < 6) return undefined;
  const found = pick(index.joined.get(joined), publisher, name.normal, joined, true);
  if (found) return found;
  const aliases = bare.includes(' ')
    ? index.bare.get(bare)?.filter((alias) => sameSystem(alias, name.tokens))
    : undefined;
  const alias = aliases?.find(({ hints }) => publisherFits(hints, publisher));
  if (alias) return { alias, fits: true, whole: true };
  return aliases?.length === 1 && publisher === ''
    ? { alias: aliases[0]!, fits: false, whole: true }
    : undefined;
}

/** A program's version may be another one; a system's number is its name: `Windows 2000` is not `Windows 7`. */
function sameSystem({ product, text }: Alias, tokens: readonly string[]): boolean {
  if (product.category !== 'operatingSystem') return true;
  const said = tokens.filter(isVersionToken);
  if (said.length === 0) return true;
  const same = (word: string) =>
    said.some((other) => other === word || other.startsWith(`${word}.`));
  return text.split(' ').every((word) => !isVersionToken(word) || same(word));
}

const MOST_MAKER = 2;

/**
 * A maker's name is the name of his first product, too: in `Telerik Fiddler` or `腾讯 QQ音乐` all that stands behind it
 * is a product of his, and that is what is meant.
 */
function findBehindMaker(index: AliasIndex, name: Name, publisher: string): Found | undefined {
  const { tokens } = name;
  for (let from = 1; from <= MOST_MAKER && from < tokens.length; from++) {
    if (JOINING.has(tokens[from - 1]!) || JOINING.has(tokens[from]!)) return undefined;
    if (!index.steps.has(tokens[from]!)) continue;
    const found = findFrom(index, name, from, publisher);
    if (!found?.whole || found.alias.common) continue;
    const makers = found.alias.hints.join(' ');
    if (tokens.slice(0, from).every((word) => makers.includes(word))) return found;
  }
  return undefined;
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
    // A language behind a name and its version is what it is made with (`Anaconda3 2020.02 (Python 3.7.6)`).
    const made = from > 1 && isVersionToken(tokens[from - 1]!);
    if (made && found.alias.product.sub === 'language') return undefined;
    // What stands for the whole name (`=grapher`) stands for none that says more (`PRTG Traffic Grapher`).
    if (found.alias.whole && !found.alias.own && !found.fits) continue;
    const sure = found.fits && !found.alias.common;
    if (sure || (found.whole && belongs(found.alias, tokens.slice(0, from), publisher))) {
      return { ...found, behind: true };
    }
  }
  return undefined;
}

/**
 * The words before the name must be the product's or its publisher's, or the name strong enough to stand alone. For a
 * word of the language the publisher is no proof: `HUAWEI Cloud` by Huawei is not his product called Cloud.
 */
function belongs(alias: Alias, before: string[], publisher: string): boolean {
  const { product } = alias;
  if (product.reviewed && alias.text.length >= 5) {
    // `Yamagi Quake 2` is somebody's own; `Logiciel d'archivage WinRAR` says what the program is.
    const own = alias.common && (product.family || publisher !== '');
    if (!alias.weak || !own || before.every((word) => !LATIN.test(word))) return true;
  }
  const named = product.name.toLowerCase();
  // Another maker's name is no proof: `HUAWEI PC Manager` by Huawei is not Microsoft's PC Manager.
  const by = alias.hints.length === 0 || publisherFits(alias.hints, publisher) ? publisher : '';
  const proven = alias.common ? named : `${alias.hints.join(' ')} ${named} ${by}`;
  return before.every((word) => proven.includes(word));
}
