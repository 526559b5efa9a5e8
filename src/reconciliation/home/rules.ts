/** 正版率 (D13, D14): which recorded installs are covered, judged once per number and version. */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { Entitlement } from '../findings/rules.ts';

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
  return pairs.filter((pair) => {
    const number = entitlements.get(pair.softwareId);
    if (!number) return false;
    switch (number.softwareType) {
      case 'commercial':
        return (
          (number.termEnd === null || number.termEnd >= today) &&
          (number.usableVersions.length === 0 || versionUsable(number.usableVersions, pair.version))
        );
      case 'free':
        return number.listed.some(
          (line) => line.unitUse && versionUsable(line.versions, pair.version),
        );
      default:
        return true;
    }
  });
}
