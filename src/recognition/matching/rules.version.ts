/** Versions read from names. */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import type { Name } from './rules.aliases.ts';
import { isVersionToken, MARKED_VERSION } from './rules.fold.ts';

const YEAR = /^(?:19|20)\d\d$/;
/** At most two parts: a build number is no version of a licence. */
export function shortVersion(version: string): string {
  return /^[vV]?\d+(?:\.\d+)?/.exec(version.trim())?.[0] ?? '';
}

/** The version a licence of this product speaks of; '' where the catalogue says it does not matter. */
export function licenceVersion(product: CatalogueProduct, name: Name, rawVersion: string): string {
  if (product.versionPlace === null) return '';
  if (product.versionPlace === 'major') {
    const field = /^\D?(\d+)/.exec(rawVersion.trim())?.[1];
    return field ?? firstVersionToken(name.tokens.slice(1))?.split('.')[0] ?? '';
  }
  const named = namedVersion(name.tokens.slice(1));
  if (named !== '') return named;
  const token = firstVersionToken(name.tokens.slice(1));
  if (product.general === 'os') return token ?? '';
  return shortVersion(token ?? '') || shortVersion(rawVersion);
}

/** Written like the marks of CorelDRAW X7, but of the processor. */
const ARCHITECTURE = /^x(?:32|64|86)$/;

/** The first run of years and marks: `2016`, `CC 2019`, `XI`, `2012 R2`. */
function namedVersion(tokens: readonly string[]): string {
  const words: string[] = [];
  for (const token of tokens) {
    const marked = MARKED_VERSION.test(token) && !ARCHITECTURE.test(token);
    if (marked || YEAR.test(token)) words.push(token);
    else if (words.length > 0) break;
  }
  return words
    .join(' ')
    .toUpperCase()
    .replace(/(R\d{4})([AB])$/, (_, year, half) => year + half.toLowerCase());
}

/** `3D` and the 64 of `64-bit` are no versions. */
const DIMENSION = /^\dd$/;
const BIT = /^(?:bit|位)/;

function firstVersionToken(tokens: readonly string[]): string | undefined {
  return tokens.find(
    (token, at) =>
      isVersionToken(token) && !DIMENSION.test(token) && !BIT.test(tokens[at + 1] ?? ''),
  );
}

/** For software whose version a licence does not speak of: the version field, else what the name says. */
export function plainVersion(name: Name, rawVersion: string): string {
  const given = rawVersion.trim();
  if (given !== '') return given.slice(0, 100);
  return name.tokens.length > 1 ? (firstVersionToken(name.tokens.slice(1)) ?? '') : '';
}
