/**
 * Sets of seen software: compared, folded back in time, united over the sources of one machine. An element is one
 * number holding entry id and install day, so that a set sorts and compares without objects.
 */

const DAYS = 65_536;
const NO_DAY_CODE = 65_535;

/** Sorted by entry id; equal entries once, with the earliest known day. `days` -1 = unknown. */
export function packSet(ids: ArrayLike<number>, days: ArrayLike<number>): Float64Array {
  const packed = new Float64Array(ids.length);
  for (let index = 0; index < ids.length; index++) {
    const day = days[index]!;
    packed[index] = ids[index]! * DAYS + (day < 0 ? NO_DAY_CODE : day);
  }
  packed.sort();
  let kept = 0;
  let last = -1;
  for (const element of packed) {
    const id = entryOf(element);
    if (id === last) continue;
    packed[kept++] = element;
    last = id;
  }
  return kept === packed.length ? packed : packed.slice(0, kept);
}

export function entryOf(element: number): number {
  return Math.floor(element / DAYS);
}

/** -1 = unknown. */
export function dayOf(element: number): number {
  const day = element % DAYS;
  return day === NO_DAY_CODE ? -1 : day;
}

export type Difference = {
  added: number[];
  removed: number[];
  /** Nothing came or went, but an install date is another. */
  datesOnly: boolean;
};

/** What changed between two packed sets; undefined when nothing did. */
export function difference(before: Float64Array, after: Float64Array): Difference | undefined {
  if (before.length === after.length) {
    let equal = true;
    for (let index = 0; equal && index < before.length; index++)
      equal = before[index] === after[index];
    if (equal) return undefined;
  }
  const added: number[] = [];
  const removed: number[] = [];
  let left = 0;
  let right = 0;
  while (left < before.length || right < after.length) {
    const old = left < before.length ? entryOf(before[left]!) : Number.POSITIVE_INFINITY;
    const now = right < after.length ? entryOf(after[right]!) : Number.POSITIVE_INFINITY;
    if (old === now) {
      left += 1;
      right += 1;
    } else if (old < now) {
      removed.push(old);
      left += 1;
    } else {
      added.push(now);
      right += 1;
    }
  }
  return { added, removed, datesOnly: added.length === 0 && removed.length === 0 };
}

/** One changed report, newest first when listed. */
export type Change = {
  seq: number;
  at: string;
  seenBefore: string;
  added: number[];
  removed: number[];
};
export type Present = { entries: number[]; firstAt: string; seenAt: string };

/** The set at an instant: changes after it are taken back, newest first. Empty before the first report. */
export function setAt(present: Present, changes: readonly Change[], at: string): Set<number> {
  if (at < present.firstAt) return new Set();
  const set = new Set(present.entries);
  for (const change of newestFirst(changes)) {
    if (change.at <= at) break;
    takeBack(set, change);
  }
  return set;
}

/** The set as it was after change number `seq` (0 = the first report). */
export function setAfter(
  entries: readonly number[],
  changes: readonly Pick<Change, 'seq' | 'added' | 'removed'>[],
  seq: number,
): Set<number> {
  const set = new Set(entries);
  for (const change of [...changes].sort((a, b) => b.seq - a.seq)) {
    if (change.seq <= seq) break;
    takeBack(set, change);
  }
  return set;
}

function newestFirst(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => b.seq - a.seq);
}

function takeBack(set: Set<number>, change: Pick<Change, 'added' | 'removed'>): void {
  for (const id of change.added) set.delete(id);
  for (const id of change.removed) set.add(id);
}

/** One entry on one source over all its history: the last stretch of time in which it was there. */
export type Sighting = { entryId: number; firstSeen: string; lastSeen: string; present: boolean };

export function sightingsOf(present: Present, changes: readonly Change[]): Sighting[] {
  const found = new Map<number, Sighting>();
  const here = new Set(present.entries);
  for (const id of here) {
    found.set(id, {
      entryId: id,
      firstSeen: present.firstAt,
      lastSeen: present.seenAt,
      present: true,
    });
  }
  const settled = new Set<number>();
  for (const change of newestFirst(changes)) {
    for (const id of change.added) {
      const sighting = found.get(id);
      if (sighting && !settled.has(id)) {
        sighting.firstSeen = change.at;
        settled.add(id);
      }
    }
    for (const id of change.removed) {
      if (found.has(id)) continue;
      found.set(id, {
        entryId: id,
        firstSeen: present.firstAt,
        lastSeen: change.seenBefore,
        present: false,
      });
    }
  }
  return [...found.values()].sort((a, b) => a.entryId - b.entryId);
}

/** What counts changed for when a machine's union went from `before` to `after`. */
export function countDeltas(
  before: ReadonlySet<number>,
  after: ReadonlySet<number>,
  deltas: Map<number, number>,
): void {
  for (const id of after) if (!before.has(id)) deltas.set(id, (deltas.get(id) ?? 0) + 1);
  for (const id of before) if (!after.has(id)) deltas.set(id, (deltas.get(id) ?? 0) - 1);
}
