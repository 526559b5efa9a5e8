/** Halves of a year, and what has changed between two closings. */
import type { ClosingChange } from './shapes.ts';

/** First and last day of `2026H1`. */
export function halfOf(period: string): { from: string; to: string } {
  const year = period.slice(0, 4);
  return period.endsWith('H1')
    ? { from: `${year}-01-01`, to: `${year}-06-30` }
    : { from: `${year}-07-01`, to: `${year}-12-31` };
}

/** The half a day lies in. */
export function periodOf(day: string): string {
  return `${day.slice(0, 4)}H${day.slice(5, 7) <= '06' ? 1 : 2}`;
}

export type Counted = { softwareNo: string; softwareName: string; installedQuantity: number };

/** Numbers whose 安装数量 differs, in the order of the form; numbers that have gone come last. */
export function changesBetween(
  before: readonly Counted[],
  after: readonly Counted[],
): ClosingChange[] {
  const old = new Map(before.map((one) => [one.softwareNo, one]));
  const now = new Set(after.map((one) => one.softwareNo));
  const changed = after.flatMap(({ softwareNo, softwareName, installedQuantity }) => {
    const then = old.get(softwareNo)?.installedQuantity ?? null;
    if (then === installedQuantity) return [];
    return [{ softwareNo, softwareName, before: then, after: installedQuantity }];
  });
  const gone = before
    .filter((one) => !now.has(one.softwareNo))
    .map(({ softwareNo, softwareName, installedQuantity }) => ({
      softwareNo,
      softwareName,
      before: installedQuantity,
      after: null,
    }));
  return [...changed, ...gone];
}
