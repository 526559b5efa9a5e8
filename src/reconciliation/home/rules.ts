/** 正版率 of a day (D13, D14): which recorded installs are covered, judged once per number and version. */
import type { Entitlement } from '../findings/rules.ts';
import { genuineByRegister } from '../verdicts/rules.ts';

export type Pair = { softwareId: string; version: string };

/**
 * The (number, version) pairs whose installs are covered as far as number and version can say. Quantity (first N by
 * date) and the device's OEM evidence are judged per install, in SQL.
 */
export function coveredPairs(
  pairs: readonly Pair[],
  entitlements: ReadonlyMap<string, Entitlement>,
  today: string,
): Pair[] {
  return pairs.filter((pair) =>
    genuineByRegister(entitlements.get(pair.softwareId), pair.version, {
      today,
      within: true,
      oemEvidence: true,
    }),
  );
}
