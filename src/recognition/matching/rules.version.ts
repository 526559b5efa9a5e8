/** Editions and versions read from names. */
import type { CatalogueProduct } from '../catalogue/rules.ts';
import type { Name } from './rules.aliases.ts';
import { isVersionToken } from './rules.fold.ts';

const EDITIONS =
  /专业增强版|专业工作站版|专业教育版|家庭中文版|家庭和学生版|小型企业版|专业版|企业版|政府版|政务版|党政版|教育版|家庭版|个人版|标准版|旗舰版|社区版|校园版|单机版|网络版|服务器版|professional plus|pro for workstations|professional|enterprise|ultimate|standard|community|education|home and business|home and student|home|personal|business|developer|express|pro|premium|ltsc|ltsb/g;

/** Edition words of the name that the product's own name does not already say. */
export function editionOf(normal: string, productName: string): string {
  const found = normal.match(EDITIONS);
  if (!found) return '';
  const said = productName.toLowerCase();
  const words = new Set<string>();
  for (const word of found) {
    const at = normal.indexOf(word);
    const bounded = !/[a-z]/.test(word) || isBounded(normal, at, word.length);
    if (bounded && !said.includes(word)) words.add(word);
  }
  return [...words].join(' ');
}

function isBounded(text: string, at: number, length: number): boolean {
  return (
    (at === 0 || text[at - 1] === ' ') && (at + length === text.length || text[at + length] === ' ')
  );
}

const YEAR = /^(?:19|20)\d\d$/;
/** `CS6`, `CC`, `XI`, `X4`, `V8`, `R2016b`, `R2`: versions that are no plain numbers. */
const MARKED_VERSION = /^(?:cs\d?|cc|xi|x\d{0,2}|v\d+(?:\.\d+)*|r\d{4}[ab]?|r2)$/;

/** At most two parts: a build number is no version of a licence. */
function shortVersion(version: string): string {
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

/** The first run of years and marks: `2016`, `CC 2019`, `XI`, `2012 R2`. */
function namedVersion(tokens: readonly string[]): string {
  const words: string[] = [];
  for (const token of tokens) {
    if (MARKED_VERSION.test(token) || YEAR.test(token)) words.push(token);
    else if (words.length > 0) break;
  }
  return words
    .join(' ')
    .toUpperCase()
    .replace(/(R\d{4})([AB])$/, (_, year, half) => year + half.toLowerCase());
}

function firstVersionToken(tokens: readonly string[]): string | undefined {
  return tokens.find((token) => isVersionToken(token));
}

/** For software whose version a licence does not speak of: the version field, else what the name says. */
export function plainVersion(name: Name, rawVersion: string): string {
  const given = rawVersion.trim();
  if (given !== '') return given.slice(0, 100);
  return name.tokens.length > 1 ? (firstVersionToken(name.tokens.slice(1)) ?? '') : '';
}
