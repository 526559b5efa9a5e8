/**
 * The checker's bounds: from the raw facts and any prices at all, in whole numbers, what no plan can pass (weak duality,
 * block by block, packs put together exactly). No code of the solver; a mistake of it can only make a proof fail.
 */
import type * as P from './rules.problem.ts';

type VersionUsable = (usable: P.Right['usableVersions'], version: string) => boolean;
export type Pool = { right: P.Right; offers: P.Offer[]; stock: P.Stock | null };
export type Row = { need: P.Need; carrier: P.Carrier; pools: Pool[] };
type Seat = { pool: Pool; units: number; rows: number[] };
type Block = { rows: Row[]; seats: Map<string, Seat>; count: number };
export type Box = ReadonlyMap<string, readonly [number, number]>;
/** What is asked of a leaf: least cost with everything met, most weight, or least cost with `reached` of it. */
export type Ask = { aim: 'all' | 'weight' | 'cost'; den: bigint; reached: number };

export const NEVER = 2n ** 4096n;
const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
export const min = (a: bigint, b: bigint) => (a < b ? a : b);
export function must(right: unknown, complaint: string): asserts right {
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

export type Bounds = ReturnType<typeof boundsOf>;
/** A part as the bounds see it: equal blocks with their number, most units of each pool, licences on hand, cost step. */
export function boundsOf(facts: Facts, needIds: readonly string[]) {
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
  return { facts, blocks, classes, most, stocks, offers, bases, step };
}

/** A lower bound between boxes on the units of pools, in den-ths of a fen (or of minus a point). */
export function leafBound(part: Bounds, p: P.Prices, box: Box, ask: Ask, ray: boolean): bigint {
  const { problem } = part.facts;
  const { aim, den } = ask;
  const mu = aim === 'all' ? 0n : aim === 'weight' && !ray ? den : whole(p.weight);
  const lambda = problem.capFen === null ? 0n : whole(p.cap);
  const beta = ({ id, free }: P.Stock) => (free === null ? 0n : whole(p.stock?.[id]));
  const price = ({ pool, units }: Seat): bigint => {
    const { id, size, category } = pool.right;
    // Rounded down where a licence is several units: the bound stays true.
    if (pool.stock) return (beta(pool.stock) * BigInt(units)) / BigInt(size);
    const delta = whole(p.share?.[category]) * BigInt(part.facts.shareOf(pool) ?? 0);
    return whole(p.right?.[id]) * BigInt(units) - delta;
  };
  let value = -lambda * BigInt(problem.capFen ?? 0);
  if (aim === 'cost') value += mu * BigInt(ask.reached);
  for (const { block, count } of part.classes.values())
    value += count * response(block, price, mu, aim === 'all');
  for (const one of part.stocks) value -= beta(one) * BigInt(one.free ?? 0);
  for (const o of part.offers) value -= whole(p.limit?.[o.id]) * BigInt(o.maxPacks ?? 0);
  const money = aim === 'weight' || ray ? 0n : den;
  for (const [pool, top] of part.most) {
    const { id, size, metric } = pool.right;
    const items = pool.offers.flatMap((o) => {
      const limit = o.maxPacks === null ? 0n : whole(p.limit?.[o.id]);
      const pack = money * BigInt(o.cost) + lambda * BigInt(o.firstYear) + limit;
      if (metric === 'site') return [{ units: top, cost: pack }];
      const base = part.bases(o).map(beta);
      const from = o.upgrades ? 1 : Math.max(1, o.minPacks);
      const upTo = o.upgrades ? (base.length > 0 ? o.packSize : 0) : 2 * from - 1;
      return Array.from({ length: upTo - from + 1 }, (_, more) => {
        const n = from + more;
        if (o.upgrades) return { units: n * size, cost: pack + BigInt(n) * base.reduce(min) };
        return { units: n * o.packSize * size, cost: BigInt(n) * pack };
      });
    });
    value += supplyBound(items, whole(p.right?.[id]), box.get(id) ?? [0, top], top);
  }
  return value;
}

/** min over low ≤ n ≤ high of what n units cost at least, less their price. */
function supplyBound(
  items: readonly { units: number; cost: bigint }[],
  pi: bigint,
  [low, high]: readonly [number, number],
  top: number,
): bigint {
  const least: bigint[] = [0n];
  let best = low === 0 ? 0n : NEVER;
  for (let n = 1; n <= Math.min(high, top); n++) {
    const own = items.map((one) => least[Math.max(0, n - one.units)]! + one.cost);
    least.push(own.reduce(min, NEVER));
    if (n >= low) best = min(best, least[n]! - pi * BigInt(n));
  }
  return best;
}
