/**
 * A history is a row of half-open periods [fromOn, toOn) without overlap, at most one open. Holders may have gaps
 * (nobody), states may not. Pure; the store saves exactly what comes out.
 */
export type Period<T> = { fromOn: string; toOn: string | null; value: T };

/**
 * From `fromOn` until the next change already on record, `value` holds (null: nothing does). So a change of today
 * closes the open period, and a change entered late leaves what is known to have come after it untouched.
 */
export function changeFrom<T>(
  history: readonly Period<T>[],
  change: { fromOn: string; value: T | null },
  same: (left: T, right: T) => boolean,
): Period<T>[] {
  const points = pointsOf(history).filter((point) => point.fromOn !== change.fromOn);
  points.push(change);
  points.sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1));
  return periodsOf(points, same);
}

/** What holds on `date`, undefined = nothing. */
export function valueOn<T>(history: readonly Period<T>[], date: string): T | undefined {
  return history.find(
    (period) => period.fromOn <= date && (period.toOn === null || date < period.toOn),
  )?.value;
}

/** The first day anything is known, undefined for an empty history. */
export function beginsOn(history: readonly Period<unknown>[]): string | undefined {
  let first: string | undefined;
  for (const { fromOn } of history) if (first === undefined || fromOn < first) first = fromOn;
  return first;
}

/**
 * Moves the beginning of a history without gaps, as when the day of acquisition is corrected. Undefined when that
 * would swallow a later change.
 */
export function beginFrom<T>(
  history: readonly Period<T>[],
  fromOn: string,
): Period<T>[] | undefined {
  const sorted = [...history].sort((left, right) => (left.fromOn < right.fromOn ? -1 : 1));
  const [first, ...rest] = sorted;
  if (!first || (first.toOn !== null && fromOn >= first.toOn)) return undefined;
  return [{ ...first, fromOn }, ...rest];
}

type Point<T> = { fromOn: string; value: T | null };

function pointsOf<T>(history: readonly Period<T>[]): Point<T>[] {
  const starts = new Set(history.map((period) => period.fromOn));
  const points: Point<T>[] = history.map(({ fromOn, value }) => ({ fromOn, value }));
  for (const { toOn } of history) {
    if (toOn !== null && !starts.has(toOn)) points.push({ fromOn: toOn, value: null });
  }
  return points;
}

function periodsOf<T>(
  points: readonly Point<T>[],
  same: (left: T, right: T) => boolean,
): Period<T>[] {
  const periods: Period<T>[] = [];
  for (const { fromOn, value } of points) {
    const last = periods.at(-1);
    if (last && last.toOn === null) {
      if (value !== null && same(last.value, value)) continue;
      last.toOn = fromOn;
    }
    if (value === null) continue;
    // A gap of no length: the same holder goes on.
    if (last && last.toOn === fromOn && same(last.value, value)) last.toOn = null;
    else periods.push({ fromOn, toOn: null, value });
  }
  return periods;
}
