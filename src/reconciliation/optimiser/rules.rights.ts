/** Which licence may meet which need (PZ-1.1, PZ-2.5), and the packages of each right. */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { Carrier, Need, Offer, PurchaseProblem, Right, Stock } from './rules.problem.ts';

export function fits(right: Right, need: Need, carrier: Carrier): boolean {
  if (right.metric === 'user' && carrier.userId === null) return false;
  const scope = right.departmentIds;
  if (scope !== null && !scope.some((id) => carrier.departmentIds.includes(id))) return false;
  if (right.replaces.includes(need.productId)) return true;
  if (!right.products.includes(need.productId)) return false;
  const { version, edition } = need;
  if (right.editions !== null && edition !== null && !right.editions.includes(edition)) {
    return false;
  }
  return version === null || versionUsable(right.usableVersions, version);
}

/** Small units one licence on a carrier takes. */
export function unitsOf(right: Right, cores: number): number {
  return right.metric === 'core' ? Math.max(cores, right.perSeat) : right.perSeat;
}

export function greatest(left: number, right: number): number {
  return right === 0 ? left : greatest(right, left % right);
}

/** A right with what there is of it: packages to buy, or licences on hand. */
export type Pool = { id: string; right: Right; offers: Offer[]; stock: Stock | null };

export const byId = (left: { id: string }, right: { id: string }) =>
  left.id < right.id ? -1 : left.id > right.id ? 1 : 0;

export function poolsOf(problem: Pick<PurchaseProblem, 'rights' | 'offers' | 'stock'>): Pool[] {
  const pools = new Map<string, Pool>();
  for (const right of [...problem.rights].sort(byId)) {
    pools.set(right.id, { id: right.id, right, offers: [], stock: null });
  }
  for (const offer of [...problem.offers].sort(byId)) pools.get(offer.rightId)!.offers.push(offer);
  for (const stock of problem.stock) pools.get(stock.rightId)!.stock = stock;
  return [...pools.values()];
}

/** The pools a need may be met from, the unit's preference for domestic software kept. */
export function poolsFor(
  need: Need,
  carrier: Carrier,
  pools: readonly Pool[],
  problem: Pick<PurchaseProblem, 'preferences'>,
): Pool[] {
  const fitting = pools.filter((pool) => fits(pool.right, need, carrier));
  const domesticFirst = problem.preferences.some(
    (one) => one.mode === 'whereOffered' && one.category === need.category,
  );
  if (!domesticFirst || !fitting.some((pool) => pool.right.domestic)) return fitting;
  return fitting.filter((pool) => pool.right.domestic !== false);
}
