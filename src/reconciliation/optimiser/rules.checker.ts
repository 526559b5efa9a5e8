/**
 * Checks a purchase plan and its certificate from the raw facts, in whole numbers, without any code of the solver: what
 * is met is met lawfully out of what is bought, and no other plan passes the bounds of `rules.checker.bounds.ts`.
 */
import {
  type Ask,
  type Bounds,
  type Box,
  boundsOf,
  type Facts,
  leafBound,
  min,
  must,
  NEVER,
  type Pool,
  type Row,
  readFacts,
} from './rules.checker.bounds.ts';
import type * as P from './rules.problem.ts';

const add = (to: Map<string, number>, key: string, n: number) =>
  to.set(key, (to.get(key) ?? 0) + n);

/** The weakest leaf of a tree whose branches leave nothing out; null = no tree. */
function weakest(tree: P.Branch | null, bounds: Bounds, ask: Ask, box: Box = new Map()): bigint {
  if (tree === null) return -NEVER;
  if ('prices' in tree) {
    const ray = tree.impossible === true;
    const value = leafBound(bounds, tree.prices, box, ask, ray);
    return ray ? (value > 0n ? NEVER : -NEVER) : value;
  }
  const pool = [...bounds.most.keys()].find(({ right }) => right.id === tree.right);
  must(pool && Number.isSafeInteger(tree.upTo), 'a branch on nothing');
  const [low, high] = box.get(tree.right) ?? [0, bounds.most.get(pool)!];
  const half = (from: number, to: number) => new Map(box).set(tree.right, [from, to] as const);
  const left = weakest(tree.low, bounds, ask, half(low, tree.upTo));
  return min(left, weakest(tree.above, bounds, ask, half(tree.upTo + 1, high)));
}

function level(value: number, bound: number, tree: P.Branch | null): P.Level {
  const alone = tree === null || 'prices' in tree;
  const proof = value === bound ? (alone ? 'proven' : 'tree') : tree ? 'gap' : 'heuristic';
  return { value, bound, proof };
}

/** What the plan reaches and what nobody can pass, part by part; complaints say what is not lawful or not true. */
export function checkPlan(
  problem: P.PurchaseProblem,
  plan: P.PurchasePlanAnswer,
  versionUsable: Parameters<typeof readFacts>[1],
): P.Checked {
  try {
    const facts = readFacts(problem, versionUsable);
    const met = lawful(facts, plan);
    const seen = new Set<unknown>();
    const once = (what: unknown, name: string) => must(!seen.has(what) && seen.add(what), name);
    const parts = plan.parts.map((part) => checkPart(facts, plan, part, met, once));
    for (const { need, pools } of facts.byNeed.values())
      must(pools.length === 0 || seen.has(need.id), `in no part: ${need.id}`);
    const spent = parts.reduce((sum, part) => sum + part.firstYear, 0);
    must(problem.capFen === null || spent <= problem.capFen, 'the cap is passed');
    for (const { offerId } of plan.bought) must(seen.has(offerId), `for nothing: ${offerId}`);
    return { complaints: [], parts };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)], parts: [] };
  }
}

/** Everything met is met by a lawful licence that is there, none of them needless; returns places met by need. */
function lawful(facts: Facts, plan: P.PurchasePlanAnswer): Map<string, number> {
  const met = new Map<string, number>();
  const taken = new Map<string, number>();
  const share = new Map<string, number>();
  const seats = new Map<string, { pool: Pool; carrier: P.Carrier; needs: P.Met[]; rows: Row[] }>();
  for (const one of plan.met) {
    const row = facts.byNeed.get(one.needId);
    const pool = facts.byId.get(one.rightId);
    must(row && pool && row.pools.includes(pool), `not lawful: ${one.needId}`);
    must(Number.isSafeInteger(one.count) && one.count > 0, 'no number of places');
    add(met, one.needId, one.count);
    must(met.get(one.needId)! <= row.carrier.count, `met twice: ${one.needId}`);
    const key = facts.seatKey(pool, row.carrier);
    const seat = seats.get(key) ?? { pool, carrier: row.carrier, needs: [], rows: [] };
    seat.needs.push(one);
    seat.rows.push(row);
    seats.set(key, seat);
  }
  for (const [key, { pool, carrier, needs, rows }] of seats) {
    const count = carrier.count === 1 ? 1 : needs.reduce((sum, one) => sum + one.count, 0);
    add(taken, pool.right.id, facts.units(pool, carrier) * count);
    const term = facts.shareOf(pool);
    if (term !== undefined) add(share, pool.right.category, term * count);
    const alone = rows.some((row) =>
      row.pools.every((other) => {
        const same = facts.seatKey(other, row.carrier);
        return same === key || !seats.has(same);
      }),
    );
    must(alone || carrier.count > 1, `needless: ${key}`);
  }
  for (const [category, sum] of share) must(sum >= 0, `too few domestic: ${category}`);
  const packs = new Map(plan.bought.map((one) => [one.offerId, one.packs]));
  must(packs.size === plan.bought.length, 'bought twice');
  const used = new Map<string, number>();
  const raised = new Map<string, number>();
  for (const { offerId, stockId, units } of plan.upgraded) {
    const offer = facts.problem.offers.find((o) => o.id === offerId);
    must(offer?.upgrades?.includes(stockId) && units > 0, 'no such upgrade');
    add(used, stockId, units);
    add(raised, offerId, units);
  }
  for (const { right, offers, stock } of facts.byId.values()) {
    let there = 0;
    for (const o of offers) {
      const n = packs.get(o.id) ?? 0;
      must(Number.isSafeInteger(n) && n >= 0 && n <= (o.maxPacks ?? n), `too many: ${o.id}`);
      must(n === 0 || n >= o.minPacks, `too few: ${o.id}`);
      const up = raised.get(o.id) ?? 0;
      must(up <= n * o.packSize, `upgraded without a licence: ${o.id}`);
      const licences = o.upgrades ? up : n * o.packSize;
      there += right.metric === 'site' ? (n > 0 ? Infinity : 0) : licences * right.size;
    }
    const own = taken.get(right.id) ?? 0;
    if (stock) add(used, stock.id, Math.ceil(own / right.size));
    else must(own <= there, `more given out than bought: ${right.id}`);
  }
  for (const [id, n] of used)
    must(n <= (facts.stocks.get(id)?.free ?? n), `more than on hand: ${id}`);
  return met;
}

function checkPart(
  facts: Facts,
  plan: P.PurchasePlanAnswer,
  part: P.Part,
  met: ReadonlyMap<string, number>,
  once: (what: unknown, name: string) => void,
): P.CheckedPart {
  const bounds = boundsOf(facts, part.needIds);
  const den = BigInt(part.den);
  must(den > 0n, 'no scale');
  for (const id of part.needIds) once(id, `in two parts: ${id}`);
  for (const stock of bounds.stocks) once(stock, `in two parts: ${stock.id}`);
  for (const { right, offers } of bounds.most.keys()) {
    once(right, `in two parts: ${right.id}`);
    for (const offer of offers) once(offer.id, offer.id);
  }
  const shares = [...bounds.most.keys()].filter((pool) => facts.shareOf(pool) !== undefined);
  for (const category of new Set(shares.map(({ right }) => right.category)))
    once(category, `in two parts: ${category}`);
  let [weight, total] = [0, 0];
  for (const { need, carrier } of bounds.blocks.flatMap((block) => block.rows)) {
    weight += need.weight * (met.get(need.id) ?? 0);
    total += need.weight * carrier.count;
  }
  const offers = new Map(
    [...bounds.most.keys()].flatMap((pool) => pool.offers).map((o) => [o.id, o]),
  );
  const own = plan.bought.flatMap(({ offerId, packs }) =>
    offers.get(offerId) ? [{ ...offers.get(offerId)!, packs }] : [],
  );
  const cost = own.reduce((sum, o) => sum + o.cost * o.packs, 0);
  const firstYear = own.reduce((sum, o) => sum + o.firstYear * o.packs, 0);
  must(part.aim === 'best' || weight === total, `not everything is met: ${part.id}`);
  const reached = { den, reached: weight };
  const most =
    part.aim === 'all'
      ? BigInt(-total) * den
      : weakest(part.weight, bounds, { aim: 'weight', ...reached });
  const high = most < BigInt(-total) * den ? total : Number(-most / den);
  const low = weakest(part.cost, bounds, { aim: part.aim === 'all' ? 'all' : 'cost', ...reached });
  const unit = den * BigInt(bounds.step);
  const floor =
    low <= 0n ? 0 : low >= NEVER ? Infinity : Number((low + unit - 1n) / unit) * bounds.step;
  must(floor <= cost && high >= weight, `a bound below the value: ${part.id}`);
  return {
    id: part.id,
    weight: level(weight, high, part.weight),
    cost: level(cost, floor, part.cost),
    firstYear,
  };
}
