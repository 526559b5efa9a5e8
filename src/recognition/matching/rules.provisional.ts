/**
 * 暂定产品: a name outside the catalogue is a product of its own until somebody decides, so that it is counted, can be
 * numbered, and is decided once. Entries that differ by version, architecture or language only are one product.
 */
import { createHash } from 'node:crypto';
import type { RawEntry } from '../shapes.ts';
import type { ActiveRule } from '../unitrules/shapes.ts';
import { readName } from './rules.aliases.ts';
import { foldText, normaliseName } from './rules.fold.ts';
import { type Matcher, MOST_NAME } from './rules.matcher.ts';

const PREFIX = 'p-';

export function isProvisional(productId: string | null): boolean {
  return productId?.startsWith(PREFIX) ?? false;
}

const CJK = /\p{Script=Han}/u;

type Naming = Pick<RawEntry, 'name' | 'publisher'>;

/** The name that all its versions share; a short Latin word may be anybody's, so there the publisher belongs to it. */
function identityOf(raw: Naming): { name: string; publisher: string } {
  const name = readName(raw.name.slice(0, MOST_NAME));
  const own = name.stripped || name.normal;
  const shared = own.length < 6 && !own.includes(' ') && !CJK.test(own);
  return {
    name: own,
    publisher: shared ? normaliseName(foldText(raw.publisher.slice(0, MOST_NAME))) : '',
  };
}

export function provisionalId(raw: Naming): string {
  const { name, publisher } = identityOf(raw);
  const digest = createHash('sha1').update(`${name}\0${publisher}`).digest('hex');
  return `${PREFIX}${digest.slice(0, 16)}`;
}

/** The rule that decides a provisional product, with all versions seen later. */
export function provisionalRule(
  raw: Naming,
): Pick<ActiveRule, 'patternKind' | 'pattern' | 'publisher'> {
  const { name, publisher } = identityOf(raw);
  return { patternKind: 'name', pattern: name, publisher: publisher && raw.publisher.trim() };
}

/**
 * What is in no catalogue gets its provisional product: undecided, or of the kind its maker's products are. Never called
 * free. Components, risk software and what the unit has decided itself need none.
 */
export function withProvisional(matcher: Matcher): Matcher {
  return (raw) => {
    const match = matcher(raw);
    if (match.productId !== null || match.kind === 'component' || match.risk !== null) return match;
    if (match.ruleSource === 'unitRule' || raw.name.trim() === '') return match;
    return { ...match, productId: provisionalId(raw) };
  };
}
