/**
 * D12 and D13 of every single computer, out of a day's installs. `genuineRates` counts the same in SQL; the random
 * histories of the drift hold one against the other.
 */
import type { SoftwareType } from '../../configuration/software/shapes.ts';
import type { Pair, Uncovered } from './rules.ts';
import type { GenuineRate } from './shapes.ts';

type Category = GenuineRate['category'];

/** The installs of one number in one version: three lists side by side, an install at each place. */
export type PairInstalls = Pair & {
  category: Category;
  softwareType: SoftwareType;
  /** Licences that count from the first install on; null = any number of installs is covered. */
  quantity: number | null;
  deviceIds: string[];
  entryNos: number[];
  /** Days of the installs, as numbers of which only the order matters. */
  days: number[];
};

export type Computers = ReadonlyMap<string, { inUse: boolean; oemEvidence: boolean }>;

export type Place = { category: Category; deviceId: string };
/** A computer in use with the category installed; `genuine` as D13 counts it. */
export type JudgedComputer = Place & { genuine: boolean };
/** `why` null = covered. */
export type JudgedInstall = Place & Pair & { entryNo: number; day: number; why: Uncovered | null };

type JudgedPair = PairInstalls & {
  /** Why the install at this place is not covered. */
  whyAt(at: number): Uncovered | null;
};

export function judgePairs(
  pairs: readonly PairInstalls[],
  computers: Computers,
  whyOf: (pair: Pair) => Uncovered | undefined,
): JudgedPair[] {
  const beyond = beyondQuantity(pairs);
  return pairs.map((pair) => {
    const { softwareType, deviceIds, entryNos } = pair;
    const why = whyOf(pair);
    const whyAt = (at: number) => {
      if (why) return why;
      if (beyond.has(entryNos[at]!)) return 'quantity';
      if (softwareType === 'oem' && !computers.get(deviceIds[at]!)?.oemEvidence)
        return 'oemEvidence';
      return null;
    };
    return { ...pair, whyAt };
  });
}

export function judgedComputers(
  pairs: readonly JudgedPair[],
  computers: Computers,
): JudgedComputer[] {
  return [...Map.groupBy(pairs, (pair) => pair.category)].flatMap(([category, own]) => {
    const genuine = new Map<string, boolean>();
    for (const { deviceIds, whyAt } of own) {
      for (const [at, id] of deviceIds.entries()) {
        if (!computers.get(id)?.inUse) continue;
        genuine.set(id, genuine.get(id) !== false && whyAt(at) === null);
      }
    }
    return [...genuine].map(([deviceId, is]) => ({ category, deviceId, genuine: is }));
  });
}

/** The installs of these categories on these computers, in the order of days. */
export function judgedInstalls(
  pairs: readonly JudgedPair[],
  places: readonly Place[],
): JudgedInstall[] {
  const wanted = Map.groupBy(places, (place) => place.category);
  const found: JudgedInstall[] = [];
  for (const [category, own] of wanted) {
    const ids = new Set(own.map((place) => place.deviceId));
    for (const pair of pairs) {
      if (pair.category !== category) continue;
      const { softwareId, version, entryNos, days, whyAt } = pair;
      for (const [at, deviceId] of pair.deviceIds.entries()) {
        if (!ids.has(deviceId)) continue;
        const install = { entryNo: entryNos[at]!, day: days[at]!, why: whyAt(at) };
        found.push({ softwareId, version, category, deviceId, ...install });
      }
    }
  }
  return found.sort(byDay);
}

type Placed = { entryNo: number; day: number };

function byDay(left: Placed, right: Placed): number {
  return left.day - right.day || left.entryNo - right.entryNo;
}

/** Entries after the first N of their number by date. Numbers that have enough need not be put in order. */
function beyondQuantity(pairs: readonly PairInstalls[]): Set<number> {
  const beyond = new Set<number>();
  for (const own of Map.groupBy(pairs, (pair) => pair.softwareId).values()) {
    const { quantity } = own[0]!;
    const installed = own.reduce((sum, pair) => sum + pair.entryNos.length, 0);
    if (quantity === null || installed <= quantity) continue;
    const placed = own.flatMap(({ entryNos, days }) =>
      entryNos.map((entryNo, at) => ({ entryNo, day: days[at]! })),
    );
    for (const { entryNo } of placed.sort(byDay).slice(quantity)) beyond.add(entryNo);
  }
  return beyond;
}
