/** A match in few bits, for comparing a million of them; apart from the rules pages use. */
import { createHash } from 'node:crypto';
import type { Match } from '../shapes.ts';

/** 48 bits over everything a match says: equal matches have equal digests. */
export function matchDigest(match: Match): number {
  const said = [
    match.productId,
    match.productName,
    match.publisher,
    match.edition,
    match.version,
    match.kind,
    match.category,
    match.general,
    match.risk,
    match.componentClass,
    match.freeScope,
    match.ruleSource,
    match.rule,
  ];
  return createHash('md5').update(JSON.stringify(said)).digest().readUIntBE(0, 6);
}
