/**
 * Why a line of the plan is as it is (PZ-1.3, PZ-2.3): what one pack fewer would leave out, what every other plan would
 * cost more, from when on a site licence pays. All of it is solved for, nothing is guessed; what was not solved to the
 * end is left open.
 */
import type { Solver } from '../../platform/solver/highs.ts';
import { configure, type PartFacts, partsOf, together } from './rules.blocks.ts';
import { type Aim, integerModel } from './rules.model.ts';
import type { Part, PurchasePlanAnswer, PurchaseProblem } from './rules.problem.ts';
import { type Pool, poolsFor, poolsOf, unitsOf } from './rules.rights.ts';
import { priceOf } from './rules.solve.ts';
import { smallestPack, supplyOf } from './rules.supply.ts';
import type { AdviceReason, SiteLine } from './shapes.ts';

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

export type Reasons = {
  lines: Map<string, AdviceReason>;
  sites: Pick<SiteLine, 'offerId' | 'costFen' | 'breakEven' | 'places' | 'bought'>[];
};

type Options = { progress?: (done: number, total: number) => void; stop?: () => boolean };
/** Most columns solved for reasons in all; a large unit's plan is not kept waiting for its reasons. */
const COLUMNS = 3_000_000;
const NODES = 400;

export function reasonsOf(
  problem: PurchaseProblem,
  answer: PurchasePlanAnswer,
  solver: Solver,
  options: Options = {},
): Reasons {
  const packs = new Map(answer.bought.map((one) => [one.offerId, one.packs]));
  const found: Reasons = { lines: new Map(), sites: [] };
  const costs = new Map(problem.offers.map((one) => [one.id, one.cost]));
  let spent = 0;
  const parts = facts(problem, answer);
  const loose = new Map(facts(problem, answer).map(({ part, facts: own }) => [part.id, own]));
  for (const { part, facts: own } of parts) {
    const aim = aimOf(part, problem, answer);
    configure(own, part.aim, problem, priceOf(own));
    const other = loose.get(part.id)!;
    configure(other, 'best', problem, priceOf(other));
    const bought = own.pools.flatMap((pool) => pool.offers).filter((one) => packs.has(one.id));
    const cost = bought.reduce((sum, one) => sum + costs.get(one.id)! * packs.get(one.id)!, 0);
    for (const offer of bought) {
      if (options.stop?.()) return found;
      const fewer = packs.get(offer.id)! - 1;
      const ask = { solver, offerId: offer.id, fewer, cost };
      const size = own.classes.reduce((sum, one) => sum + one.configurations.length, 0);
      spent += 2 * size;
      if (spent < COLUMNS) {
        const dearer = dearerOf(ask, own, aim);
        found.lines.set(offer.id, { ...dearer, leftOut: leftOutOf(ask, other, packs, problem) });
      }
      options.progress?.(found.lines.size, packs.size);
    }
    for (const pool of own.pools) {
      if (pool.right.metric === 'site' && pool.offers.length > 0) {
        found.sites.push(siteOf(pool, own, packs));
      }
    }
  }
  return found;
}

/** The parts as they were solved; under a cap that binds it is one. */
function facts(
  problem: PurchaseProblem,
  answer: PurchasePlanAnswer,
): { part: Part; facts: PartFacts }[] {
  const { parts } = partsOf(problem);
  const joint = problem.capFen !== null && answer.parts.length === 1 && parts.length > 1;
  const all = joint ? [together(parts)] : parts;
  const byId = new Map(all.map((one) => [one.id, one]));
  return answer.parts.flatMap((part) => {
    const own = byId.get(part.id);
    return own ? [{ part, facts: own }] : [];
  });
}

function aimOf(part: Part, problem: PurchaseProblem, answer: PurchasePlanAnswer): Aim {
  if (part.aim === 'all') return { kind: 'all' };
  const weights = new Map(problem.needs.map((one) => [one.id, one.weight]));
  const own = new Set(part.needIds);
  const weight = answer.met
    .filter(({ needId }) => own.has(needId))
    .reduce((sum, one) => sum + weights.get(one.needId)! * one.count, 0);
  return { kind: 'cost', cap: problem.capFen, weight };
}

type Ask = { solver: Solver; offerId: string; fewer: number; cost: number };

function dearerOf({ solver, offerId, fewer, cost }: Ask, part: PartFacts, aim: Aim) {
  const { model } = integerModel(part, aim, new Map([[offerId, fewer]]));
  const { status, value, bound } = solver.solve(model, { nodes: NODES });
  const none = { dearerFen: null, exact: false, impossible: false };
  if (status === 'infeasible') return { ...none, impossible: true };
  if (status === 'optimal') {
    return { ...none, dearerFen: Math.max(0, Math.round(value!) - cost), exact: true };
  }
  const least = bound === undefined ? 0 : Math.ceil(bound - 1e-6) - cost;
  return least > 0 ? { ...none, dearerFen: least } : none;
}

/** Places left out when everything else stays as bought and this is one pack less. */
function leftOutOf(
  { solver, offerId, fewer }: Ask,
  part: PartFacts,
  packs: ReadonlyMap<string, number>,
  problem: PurchaseProblem,
): number | null {
  const limits = new Map(
    part.pools.flatMap((pool) => pool.offers).map(({ id }) => [id, packs.get(id) ?? 0]),
  );
  limits.set(offerId, fewer);
  const aim = { kind: 'weight', cap: problem.capFen } as const;
  const built = integerModel(part, aim, limits);
  const { status, columns } = solver.solve(built.model, { nodes: NODES });
  if (status !== 'optimal' || !columns) return null;
  const before = integerModel(part, aim, new Map(limits).set(offerId, fewer + 1));
  const all = solver.solve(before.model, { nodes: NODES });
  if (all.status !== 'optimal' || !all.columns) return null;
  return metPlaces(part, before, all.columns) - metPlaces(part, built, columns);
}

function metPlaces(
  part: PartFacts,
  { configuration }: { configuration: number[][] },
  columns: Float64Array,
): number {
  let met = 0;
  for (const [index, one] of part.classes.entries()) {
    for (const [at, made] of one.configurations.entries()) {
      const column = configuration[index]![at]!;
      if (column < 0) continue;
      const rows = one.weights.filter((_, row) => made.mask & (1 << row)).length;
      met += rows * Math.round(columns[column]!);
    }
  }
  return met;
}

/** Where a break-even is looked for: beyond it a site licence is no question. */
const MOST_PLACES = 200_000;

function siteOf(
  pool: Pool,
  part: PartFacts,
  packs: ReadonlyMap<string, number>,
): Reasons['sites'][number] {
  const [offer] = pool.offers;
  const price = offer!.cost;
  const others = part.pools.filter(
    ({ right, offers }) =>
      offers.length > 0 &&
      (right.metric === 'device' || right.metric === 'user') &&
      pool.right.products.every((id) => right.products.includes(id)),
  );
  const breakEvens = others.flatMap((other) => {
    const unit = Math.min(...other.offers.map((one) => one.cost / one.packSize));
    const far = Math.ceil(price / unit) + Math.max(...other.offers.map((one) => one.packSize));
    if (far > MOST_PLACES) return [];
    const { cost } = supplyOf(other, far, (one) => one.cost);
    const at = cost.findIndex((fen) => fen > price);
    return at > 0 && cost[at] !== Infinity ? [at] : [];
  });
  return {
    offerId: offer!.id,
    costFen: price,
    bought: packs.has(offer!.id),
    places: part.most.get(pool)!,
    // Cheaper than the cheapest of the others.
    breakEven:
      breakEvens.length === others.length && others.length > 0 ? Math.max(...breakEvens) : null,
  };
}
