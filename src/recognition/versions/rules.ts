/** What a change of catalogue does to one entry. Pure. */
import type { Match } from '../shapes.ts';
import { CHANGES, type Change, type Side } from './shapes.ts';

const PAID: readonly string[] = ['commercial', 'oem'];

/**
 * The gravest thing that happens to the entry, undefined where a person would see no difference. What must be paid for
 * and becomes free comes first: that is how a wrong catalogue hides software without a licence (PZ-2.2).
 */
export function changeOf(was: Match, becomes: Match): Change | undefined {
  const kinds = was.kind !== becomes.kind;
  if (PAID.includes(was.kind) && becomes.kind === 'free') return 'paidToFree';
  if (was.risk !== becomes.risk) return becomes.risk === null ? 'riskLost' : 'riskFound';
  if (was.kind === 'free' && PAID.includes(becomes.kind)) return 'freeToPaid';
  if (!kinds && was.freeScope !== becomes.freeScope) return 'scope';
  if (kinds && becomes.kind === 'unknown') return 'undecided';
  if (kinds && was.kind === 'unknown') return 'decided';
  if (kinds && becomes.kind === 'component') return 'component';
  if (kinds && was.kind === 'component') return 'noComponent';
  if (was.productId !== becomes.productId) return 'product';
  if (factsOf(was) !== factsOf(becomes)) return 'facts';
  if (was.edition !== becomes.edition || was.version !== becomes.version) return 'edition';
  return undefined;
}

function factsOf(match: Match): string {
  const { productName, publisher, kind, category, general, componentClass } = match;
  return JSON.stringify([productName, publisher, kind, category, general, componentClass]);
}

export function sideOf(match: Match): Side {
  const { productId, productName, kind, freeScope, edition, version } = match;
  return { productId, productName, kind, freeScope, edition, version };
}

const ORDER = Object.keys(CHANGES) as Change[];

/** As people read them: the gravest first. */
export function inOrder<T extends { change: Change }>(counts: readonly T[]): T[] {
  return counts.toSorted((a, b) => ORDER.indexOf(a.change) - ORDER.indexOf(b.change));
}
