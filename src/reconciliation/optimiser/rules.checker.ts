/**
 * Checks a purchase plan and its certificate from the raw facts, in whole numbers, without any code of the solver: what
 * is met is met lawfully out of what is bought, and no other plan passes the bounds (weak duality, block by block, packs
 * put together exactly). Any prices give a true bound, so a mistake of the solver can only make a proof fail.
 */
import type * as P from './rules.problem.ts';

type VersionUsable = (usable: P.Right['usableVersions'], version: string) => boolean;
type Pool = { right: P.Right; offers: P.Offer[]; stock: P.Stock | null };
type Row = { need: P.Need; carrier: P.Carrier; pools: Pool[] };
type Seat = { pool: Pool; units: number; rows: number[] };
type Block = { rows: Row[]; seats: Map<string, Seat>; count: number };
type Box = ReadonlyMap<string, readonly [number, number]>;
type Aim = 'all' | 'weight' | 'cost';

const NEVER = 2n ** 4096n;
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
const min = (a: bigint, b: bigint) => (a < b ? a : b);
const add = (to: Map<string, number>, key: string, n: number) =>
  to.set(key, (to.get(key) ?? 0) + n);
function must(right: unknown, complaint: string): asserts right {
  if (!right) throw new Error(complaint);
}
function whole(value = '0'): bigint {
  must(/^\d{1,60}$/.test(String(value)), `no whole number: ${value}`);
  return BigInt(value);
}

/** The facts of a problem: which right meets which need, and what belongs together. */
export function readFacts(problem: P.PurchaseProblem, versionUsable: VersionUsable) {
  const pools = problem.rights.map((right): Pool => {
    const offers = problem.offers.filter((o) => o.rightId === right.id);
    return { right, offers, stock: problem.stock.find((one) => one.rightId === right.id) ?? null };
  });
  const byId = new Map(pools.map((pool) => [pool.right.id, pool]));
  const carriers = new Map(problem.carriers.map((c) => [c.id, c]));
  const fits = (r: P.Right, n: P.Need, c: P.Carrier) =>
    (r.metric !== 'user' || c.userId !== null) &&
    (r.departmentIds === null || r.departmentIds.some((d) => c.departmentIds.includes(d))) &&
    (r.replaces.includes(n.productId) ||
      (r.products.includes(n.productId) &&
        (r.editions === null || n.edition === null || r.editions.includes(n.edition)) &&
        (n.version === null || versionUsable(r.usableVersions, n.version))));
  const told = (mode: P.Preference['mode'], category: string) =>
    problem.preferences.find((one) => one.mode === mode && one.category === category);
  const rows = problem.needs.map((need): Row => {
    const carrier = carriers.get(need.carrierId)!;
    const own = pools.filter((pool) => fits(pool.right, need, carrier));
    const home = told('whereOffered', need.category) && own.some((pool) => pool.right.domestic);
    return { need, carrier, pools: home ? own.filter((p) => p.right.domestic !== false) : own };
  });
  const seatKey = ({ right }: Pool, c: P.Carrier) =>
    `${right.id}|${right.metric === 'user' ? `user ${c.userId}` : c.id}`;
  const units = ({ right }: Pool, c: P.Carrier) =>
    right.metric === 'core' ? Math.max(c.cores, right.perSeat) : right.perSeat;
  /** What one licence adds to its category's share; undefined = no share is asked for. */
  const shareOf = ({ right }: Pool) => {
    const asked = right.domestic === null ? undefined : told('share', right.category);
    return asked && (right.domestic ? 100 : 0) - asked.percent;
  };
  const byNeed = new Map(rows.map((row) => [row.need.id, row]));
  const stocks = new Map(
    pools.flatMap((pool) => (pool.stock ? [[pool.stock.id, pool.stock]] : [])),
  );
  return { problem, byId, byNeed, stocks, seatKey, units, shareOf };
}
export type Facts = ReturnType<typeof readFacts>;

/** Blocks: needs of one holder that one licence could meet together. */
function blocksOf(facts: Facts, rows: readonly Row[]): Block[] {
  const holding = new Map<string, Block>();
  for (const row of rows) {
    const block: Block = { rows: [row], seats: new Map(), count: row.carrier.count };
    const others = row.pools.map((pool) => holding.get(facts.seatKey(pool, row.carrier)));
    for (const other of new Set(others)) if (other) block.rows.push(...other.rows);
    for (const { pools, carrier } of block.rows)
      for (const pool of pools) holding.set(facts.seatKey(pool, carrier), block);
  }
  const blocks = [...new Set(holding.values())];
  for (const block of blocks) {
    must(block.count === 1 || block.rows.length === 1, 'places alike with several needs');
    block.rows.sort((a, b) => (a.need.id < b.need.id ? -1 : 1));
    for (const [at, { pools, carrier }] of block.rows.entries()) {
      for (const pool of pools) {
        const key = facts.seatKey(pool, carrier);
        const seat = block.seats.get(key) ?? { pool, units: facts.units(pool, carrier), rows: [] };
        seat.rows.push(at);
        block.seats.set(key, seat);
      }
    }
  }
  return blocks;
}

/** The least a block can do against prices: what its seats cost less what its needs are worth. */
function response(block: Block, price: (seat: Seat) => bigint, mu: bigint, all: boolean): bigint {
  const seats = [...block.seats.values()].map((seat) => ({ rows: seat.rows, cost: price(seat) }));
  const worth = block.rows.map(({ need }) => mu * BigInt(need.weight));
  // Too many to try all: no bound, so nothing is claimed.
  if (worth.length > 16) return -NEVER;
  const best = new Map<number, bigint>([[2 ** worth.length - 1, 0n]]);
  const from = (mask: number): bigint => {
    const known = best.get(mask);
    if (known !== undefined) return known;
    const row = worth.findIndex((_, at) => !(mask & (1 << at)));
    let own = all ? NEVER : from(mask | (1 << row));
    for (const seat of seats.filter((one) => one.rows.includes(row))) {
      const fresh = seat.rows.filter((at) => !(mask & (1 << at)));
      const gain = fresh.reduce((sum, at) => sum + worth[at]!, 0n);
      own = min(own, seat.cost - gain + from(fresh.reduce((next, at) => next | (1 << at), mask)));
    }
    best.set(mask, own);
    return own;
  };
  return from(0);
}

type Bounds = ReturnType<typeof boundsOf>;
/** Lower bounds of a part between boxes on the units of its pools, in den-ths of a fen (or of minus a point). */
export function boundsOf(facts: Facts, needIds: readonly string[]) {
  const { problem } = facts;
  const rows = needIds.map((id) => facts.byNeed.get(id)!);
  must(rows.every(Boolean), 'an unknown need');
  const blocks = blocksOf(facts, rows);
  const most = new Map<Pool, number>();
  const stocks = new Set<P.Stock>();
  const classes = new Map<string, { block: Block; count: bigint }>();
  for (const block of blocks) {
    const seats = [...block.seats.values()];
    for (const { pool, units } of seats) {
      if (pool.stock) stocks.add(pool.stock);
      else most.set(pool, (most.get(pool) ?? 0) + units * block.count);
    }
    const signs = seats.map((seat) => [seat.pool.right.id, seat.units, seat.rows]);
    const key = JSON.stringify([block.rows.map(({ need }) => need.weight), signs]);
    const known = classes.get(key) ?? { block, count: 0n };
    classes.set(key, { block, count: known.count + BigInt(block.count) });
  }
  const offers = [...most.keys()].flatMap((pool) => pool.offers);
  const bases = (o: P.Offer) => (o.upgrades ?? []).flatMap((id) => facts.stocks.get(id) ?? []);
  for (const base of offers.flatMap(bases)) stocks.add(base);
  const step = offers.map((o) => o.cost).reduce(gcd, 0) || 1;

  function leaf(
    p: P.Prices,
    box: Box,
    aim: Aim,
    ray: boolean,
    den: bigint,
    reached: number,
  ): bigint {
    const money = aim === 'weight' || ray ? 0n : den;
    const mu = aim === 'all' ? 0n : aim === 'weight' && !ray ? den : whole(p.weight);
    const lambda = problem.capFen === null ? 0n : whole(p.cap);
    const beta = ({ id, free }: P.Stock) => (free === null ? 0n : whole(p.stock?.[id]));
    let value = (aim === 'cost' ? mu * BigInt(reached) : 0n) - lambda * BigInt(problem.capFen ?? 0);
    const price = ({ pool, units }: Seat): bigint => {
      const { id, size, category } = pool.right;
      // Rounded down where a licence is several units: the bound stays true.
      if (pool.stock) return (beta(pool.stock) * BigInt(units)) / BigInt(size);
      const delta = whole(p.share?.[category]) * BigInt(facts.shareOf(pool) ?? 0);
      return whole(p.right?.[id]) * BigInt(units) - delta;
    };
    for (const { block, count } of classes.values())
      value += count * response(block, price, mu, aim === 'all');
    for (const one of stocks) value -= beta(one) * BigInt(one.free ?? 0);
    for (const o of offers) value -= whole(p.limit?.[o.id]) * BigInt(o.maxPacks ?? 0);
    for (const [pool, top] of most) {
      const { id, size, metric } = pool.right;
      const [low, high] = box.get(id) ?? [0, top];
      const items = pool.offers.flatMap((o) => {
        const limit = o.maxPacks === null ? 0n : whole(p.limit?.[o.id]);
        const pack = money * BigInt(o.cost) + lambda * BigInt(o.firstYear) + limit;
        if (metric === 'site') return [{ units: top, cost: pack }];
        const base = bases(o).map(beta);
        const from = o.upgrades ? 1 : Math.max(1, o.minPacks);
        const upTo = o.upgrades ? (base.length > 0 ? o.packSize : 0) : 2 * from - 1;
        return Array.from({ length: upTo - from + 1 }, (_, more) => {
          const n = from + more;
          if (o.upgrades) return { units: n * size, cost: pack + BigInt(n) * base.reduce(min) };
          return { units: n * o.packSize * size, cost: BigInt(n) * pack };
        });
      });
      const least: bigint[] = [0n];
      let best = low === 0 ? 0n : NEVER;
      for (let n = 1; n <= Math.min(high, top); n++) {
        const own = items
          .map((one) => least[Math.max(0, n - one.units)]! + one.cost)
          .reduce(min, NEVER);
        least.push(own);
        if (n >= low) best = min(best, own - whole(p.right?.[id]) * BigInt(n));
      }
      value += best;
    }
    return value;
  }
  return { leaf, step, blocks, most, stocks };
}

/** The weakest leaf of a tree whose branches leave nothing out; null = no tree. */
function weakest(
  tree: P.Branch | null,
  bounds: Bounds,
  ask: { aim: Aim; den: bigint; reached: number },
  box: Box = new Map(),
): bigint {
  if (tree === null) return -NEVER;
  if ('prices' in tree) {
    const ray = tree.impossible === true;
    const value = bounds.leaf(tree.prices, box, ask.aim, ray, ask.den, ask.reached);
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
  versionUsable: VersionUsable,
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
