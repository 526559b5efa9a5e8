/** What so many units of a right cost at least: packs put together exactly, and the convex price a relaxation sees. */
import type { Offer, Right } from './rules.problem.ts';
import type { Pool } from './rules.rights.ts';

/** Offers without a limit of their own; the others are columns of the model. */
export function isPlain(offer: Offer): boolean {
  return offer.upgrades === null && offer.maxPacks === null;
}

/** Packs of `offers` bought together: any number from `minPacks` on is a sum of these. */
function itemsOf(
  { offers, right }: { offers: readonly Offer[]; right: Right },
  most: number,
  price: (offer: Offer) => number,
  which: (offer: Offer) => boolean,
): { units: number; cost: number; offerId: string; packs: number }[] {
  const site = right.metric === 'site';
  return offers.filter(which).flatMap((offer) => {
    const least = site ? 1 : Math.max(1, offer.minPacks);
    const size = site ? most : offer.packSize * right.size;
    const upTo = site ? 1 : 2 * least - 1;
    return Array.from({ length: upTo - least + 1 }, (_, more) => {
      const packs = least + more;
      const units = Math.min(most, packs * size);
      return { units, cost: packs * price(offer), offerId: offer.id, packs };
    });
  });
}

export type Supply = { cost: Float64Array; item: Int32Array; items: ReturnType<typeof itemsOf> };

/** `cost[n]`: the least fen for at least n units, n up to `most`; Infinity where no plain offer sells any. */
export function supplyOf(
  pool: { offers: readonly Offer[]; right: Right },
  most: number,
  price: (offer: Offer) => number,
  which: (offer: Offer) => boolean = isPlain,
): Supply {
  const items = itemsOf(pool, most, price, which);
  const cost = new Float64Array(most + 1).fill(Infinity);
  const item = new Int32Array(most + 1).fill(-1);
  cost[0] = 0;
  for (let units = 1; units <= most; units++) {
    for (const [at, one] of items.entries()) {
      const with_ = cost[Math.max(0, units - one.units)]! + one.cost;
      if (with_ < cost[units]!) {
        cost[units] = with_;
        item[units] = at;
      }
    }
  }
  return { cost, item, items };
}

/** The packs behind `cost[units]`. */
export function packsFor(supply: Supply, units: number): Map<string, number> {
  const packs = new Map<string, number>();
  for (let left = units; left > 0; ) {
    const item = supply.items[supply.item[left]!]!;
    packs.set(item.offerId, (packs.get(item.offerId) ?? 0) + item.packs);
    left = Math.max(0, left - item.units);
  }
  return packs;
}

export type Segment = { units: number; price: number };

/** The convex lower hull of the cost between `low` and `high`: where it begins, then pieces of rising price a unit. */
export function hullOf(
  cost: Float64Array,
  low: number,
  high: number,
): { base: number; segments: Segment[] } {
  const hull: number[] = [];
  for (let at = low; at <= high; at++) {
    // Only the most units for a cost can be a corner; the end always counts.
    if (at < high && at > low && cost[at + 1] === cost[at]) continue;
    while (hull.length > 1) {
      const [before, last] = [hull.at(-2)!, hull.at(-1)!];
      const slope = (cost[last]! - cost[before]!) / (last - before);
      if ((cost[at]! - cost[last]!) / (at - last) > slope) break;
      hull.pop();
    }
    hull.push(at);
  }
  const segments = hull.slice(1).map((at, index) => {
    const units = at - hull[index]!;
    return { units, price: (cost[at]! - cost[hull[index]!]!) / units };
  });
  return { base: cost[low]!, segments };
}

/** The smallest package and what it costs, for the comparison "each on its own"; none of site licences and upgrades. */
export function smallestPack(pool: Pool): Offer | undefined {
  if (pool.right.metric === 'site') return undefined;
  const full = pool.offers.filter((one) => one.upgrades === null);
  return full.sort((left, right) => left.packSize - right.packSize || left.cost - right.cost)[0];
}
