/**
 * 可使用版本: which versions a licence (or a line of 附件6) covers, how people write it and how the paper prints it.
 * Installs must match it (附件7 column 10); the ledger and the findings ask `versionUsable`.
 */
import type { UsableVersion } from './shapes.ts';

type Token = number | string;
const PRE_RELEASE = /^(alpha|beta|rc|pre|preview|dev|测试版?|预览版?)$/;

/** `Ｖ12.0 SP1` → [12, 0, 'sp', 1]; a leading v, `ver.`, `version`, `版本` says nothing. */
export function versionTokens(version: string): Token[] {
  const plain = version
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^(?:version|ver\.?|版本|第|v)\s*(?=\d)/, '');
  const found = plain.match(/\d+|[\p{L}]+/gu) ?? [];
  return found.map((part) => (/^\d/.test(part) && part.length <= 15 ? Number(part) : part));
}

/** Numbers as numbers: 9 < 10, 12 = 12.0, 12 beta < 12 < 12 SP1. */
export function compareVersions(left: string, right: string): number {
  return compareTokens(versionTokens(left), versionTokens(right));
}

function compareTokens(left: Token[], right: Token[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = compareToken(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

/** A missing part counts as 0 beside a number, above a pre-release word and below any other word. */
function rank(token: Token | undefined): number {
  if (token === undefined) return 1;
  if (typeof token === 'number') return token === 0 ? 1 : 3;
  return PRE_RELEASE.test(token) ? 0 : 2;
}

function compareToken(left: Token | undefined, right: Token | undefined): number {
  const ranks = rank(left) - rank(right);
  if (ranks !== 0) return Math.sign(ranks);
  if (typeof left === 'number' && typeof right === 'number') return Math.sign(left - right);
  if (typeof left === 'string' && typeof right === 'string') {
    return left < right ? -1 : left > right ? 1 : 0;
  }
  return 0;
}

/** `12` covers 12, 12.0 and 12.1.3, never 120; `12.0` covers 12 but not 12.1. */
function startsWith(version: Token[], prefix: Token[]): boolean {
  return prefix.every((token, index) => {
    const own = version[index];
    return own === undefined ? token === 0 : own === token;
  });
}

/** Whether `version` may be installed under a licence with these usable versions. An unknown version only under 不限. */
export function versionUsable(usable: readonly UsableVersion[], version: string): boolean {
  const tokens = versionTokens(version);
  return usable.some((item) => {
    if ('exact' in item) {
      const exact = versionTokens(item.exact);
      return exact.length > 0 && tokens.length > 0 && startsWith(tokens, exact);
    }
    if (item.from === null && item.to === null) return true;
    if (tokens.length === 0) return false;
    const from = item.from === null ? undefined : versionTokens(item.from);
    const to = item.to === null ? undefined : versionTokens(item.to);
    if (from && compareTokens(tokens, from) < 0 && !startsWith(tokens, from)) return false;
    return !to || compareTokens(tokens, to) <= 0 || startsWith(tokens, to);
  });
}

/** As the paper shows it: `v11–v12、2019、v13及以上`. */
export function printUsableVersions(usable: readonly UsableVersion[]): string {
  return usable.map(printOne).join('、');
}

function printOne(item: UsableVersion): string {
  if ('exact' in item) return item.exact;
  if (item.from !== null && item.to !== null) return `${item.from}–${item.to}`;
  if (item.from !== null) return `${item.from}及以上`;
  if (item.to !== null) return `${item.to}及以下`;
  return '不限';
}

const ALL = /^(?:不限|全部|全部版本|所有版本|任意版本|\*|any|all)$/i;
/** A plain hyphen is a range only between two simple versions; `2019-Pro` stays one version. */
const RANGE = /^(.+?)\s*(?:–|—|~|〜|至|到|\.\.+)\s*(.+)$/;
const HYPHEN_RANGE = /^([vV]?\d[\d.]*)\s*-\s*([vV]?\d[\d.]*)$/;

/** Words of a range without the version they belong to. */
const UNFINISHED = /^(?:[至到]|[及或]?以[上下])/;

export type ParsedVersions = { usable: UsableVersion[] } | { problem: string };

/** Reads what people type or a ledger prints; the opposite of `printUsableVersions`. */
export function parseUsableVersions(text: string): ParsedVersions {
  const parts = text
    .normalize('NFKC')
    .split(/[、,;\n]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const usable: UsableVersion[] = [];
  for (const part of parts) {
    const item = parseOne(part);
    if (!item) return { problem: part };
    usable.push(item);
  }
  return { usable };
}

function parseOne(part: string): UsableVersion | undefined {
  if (part.length > 250) return undefined;
  if (ALL.test(part)) return { from: null, to: null };
  const above = /^(?:>=|≥)\s*(.+)$/.exec(part) ?? /^(.+?)\s*(?:及|或)?以上(?:版本)?$/.exec(part);
  if (above?.[1]) return bounded(above[1], null);
  const below = /^(?:<=|≤)\s*(.+)$/.exec(part) ?? /^(.+?)\s*(?:及|或)?以下(?:版本)?$/.exec(part);
  if (below?.[1]) return bounded(null, below[1]);
  const range = HYPHEN_RANGE.exec(part) ?? RANGE.exec(part);
  if (range?.[1] && range[2]) return bounded(range[1], range[2]);
  if (UNFINISHED.test(part) || versionTokens(part).length === 0 || part.length > 100)
    return undefined;
  return { exact: part };
}

function bounded(from: string | null, to: string | null): UsableVersion | undefined {
  for (const bound of [from, to]) {
    if (bound !== null && (versionTokens(bound).length === 0 || bound.length > 100))
      return undefined;
  }
  if (from !== null && to !== null && compareVersions(from, to) > 0) return undefined;
  return { from, to };
}

/** Order, spelling of `v`, blanks and full width do not make another licence: the form that is compared (TZ-1.3). */
export function canonicalVersions(usable: readonly UsableVersion[]): string {
  const one = (version: string | null) =>
    version === null ? '*' : versionTokens(version).join('.');
  const parts = usable.map((item) =>
    'exact' in item ? one(item.exact) : `${one(item.from)}..${one(item.to)}`,
  );
  return [...new Set(parts)].sort().join('|');
}
