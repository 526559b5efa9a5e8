/** 正版率 of a day (D13, D14): which recorded installs are covered, judged once per number and version. */
import type { Entitlement } from '../findings/rules.ts';
import { genuineByRegister } from '../verdicts/rules.ts';

export type Pair = { softwareId: string; version: string };

/** Why an install is not covered; the last two depend on the single install, the others on number and version. */
export type Uncovered = 'ended' | 'expired' | 'version' | 'notListed' | 'quantity' | 'oemEvidence';

/** Whether at all, the verdicts' own rule says; this names the reason. */
export function whyUncovered(
  pair: Pair,
  number: Entitlement | undefined,
  today: string,
): Uncovered | undefined {
  if (!number) return 'ended';
  if (genuineByRegister(number, pair.version, { today, within: true, oemEvidence: true })) {
    return undefined;
  }
  if (number.softwareType === 'free') return 'notListed';
  return number.termEnd !== null && number.termEnd < today ? 'expired' : 'version';
}

/**
 * The (number, version) pairs whose installs are covered as far as number and version can say. Quantity (first N by
 * date) and the device's OEM evidence are judged per install, in SQL.
 */
export function coveredPairs(
  pairs: readonly Pair[],
  entitlements: ReadonlyMap<string, Entitlement>,
  today: string,
): Pair[] {
  return pairs.filter((pair) => !whyUncovered(pair, entitlements.get(pair.softwareId), today));
}
