/**
 * The sample of an inspection: spread over the departments in proportion to their computers, and random within each by a
 * seed. Anybody can check it: within a department the computers with the smallest SHA-256 of `seed:computerNo` are taken.
 */
import { createHash } from 'node:crypto';

export type Candidate = { computerNo: string; departmentId: string | null };

/** How many are to be drawn of `total`; a rate is rounded up, so that one is always looked at. */
export function sampleSizeOf(
  total: number,
  want: { sampleRate: number | null; sampleSize: number | null },
): number {
  if (want.sampleSize !== null) return Math.min(want.sampleSize, total);
  if (want.sampleRate !== null) return Math.ceil((total * want.sampleRate) / 100);
  return total;
}

/**
 * Places per group by the largest remainder; where there are enough places no group goes without, at the cost of those
 * that have most above their share. Ties go to the larger group, then to the smaller key.
 */
export function allocate(groups: ReadonlyMap<string, number>, size: number): Map<string, number> {
  const total = [...groups.values()].reduce((sum, n) => sum + n, 0);
  const places = Math.max(0, Math.min(size, total));
  const ordered = [...groups]
    .filter(([, n]) => n > 0)
    .map(([key, n]) => ({
      key,
      n,
      given: Math.floor((places * n) / total),
      rest: (places * n) % total,
    }))
    .sort((a, b) => b.rest - a.rest || b.n - a.n || (a.key < b.key ? -1 : 1));
  let left = places - ordered.reduce((sum, one) => sum + one.given, 0);
  for (const one of ordered) {
    if (left === 0) break;
    one.given += 1;
    left -= 1;
  }
  if (places >= ordered.length) {
    // Exact integers: how far above its share a group is, times the total.
    const above = (one: (typeof ordered)[number]) => one.given * total - places * one.n;
    for (const empty of ordered.filter((one) => one.given === 0)) {
      const giver = ordered
        .filter((one) => one.given > 1)
        .reduce((best, one) => (above(one) > above(best) ? one : best));
      giver.given -= 1;
      empty.given += 1;
    }
  }
  return new Map(ordered.map(({ key, given }) => [key, given]));
}

function rankOf(seed: string, computerNo: string): string {
  return createHash('sha256').update(`${seed}:${computerNo}`).digest('hex');
}

/** Numbers of the drawn computers; the same for the same computers, size and seed, in whatever order they come. */
export function drawSample(
  candidates: readonly Candidate[],
  size: number,
  seed: string,
): Set<string> {
  const strata = Map.groupBy(candidates, (one) => one.departmentId ?? '');
  const places = allocate(new Map([...strata].map(([key, own]) => [key, own.length])), size);
  const drawn = new Set<string>();
  for (const [key, own] of strata) {
    const ranked = own
      .map(({ computerNo }) => ({ computerNo, rank: rankOf(seed, computerNo) }))
      .sort((a, b) => (a.rank < b.rank ? -1 : 1));
    for (const { computerNo } of ranked.slice(0, places.get(key) ?? 0)) drawn.add(computerNo);
  }
  return drawn;
}
