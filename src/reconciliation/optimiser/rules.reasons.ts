/** Why a line of the plan is as it is (PZ-1.3, PZ-2.3): what fewer would leave out or cost, when a site licence pays. */
import type { PurchaseProblem } from './rules.problem.ts';
import { poolsFor, poolsOf, unitsOf } from './rules.rights.ts';
import { smallestPack } from './rules.supply.ts';

/** Fen over all years if every need were met by the cheapest licence sold singly, without suites shared or packs joined. */
export function singly(problem: PurchaseProblem): number {
  const pools = poolsOf(problem);
  const carriers = new Map(problem.carriers.map((one) => [one.id, one]));
  let total = 0;
  for (const need of problem.needs) {
    const carrier = carriers.get(need.carrierId)!;
    const prices = poolsFor(need, carrier, pools, problem).flatMap((pool) => {
      const pack = smallestPack(pool);
      if (!pack) return [];
      const units = unitsOf(pool.right, carrier.cores) / pool.right.size;
      return [Math.ceil(units / pack.packSize) * pack.cost];
    });
    if (prices.length > 0) total += Math.min(...prices) * carrier.count;
  }
  return total;
}
