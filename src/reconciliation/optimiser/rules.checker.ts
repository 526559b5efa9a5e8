/**
 * Checks a purchase plan and its certificate from the raw facts, in whole numbers, without any code of the solver. What
 * is given out, bought or raised gives to named rows or takes from them; a plan is lawful where no row falls too low. At
 * a certificate's prices of rows every better plan falls short (Farkas); wrong prices show nothing.
 */
import type * as P from './rules.problem.ts';

type Plan = P.PurchasePlanAnswer;
type Usable = (versions: P.Right['usableVersions'], version: string) => boolean;
/** What one of something gives to rows; where negative, what it takes. */
type Gives = (readonly [row: string, n: number])[];
/** A licence of a right for one holder; `key` is the same for all needs it could meet. */
type Seat = { key: string; right: string; gives: Gives };
type Want = { need: P.Need; places: number; seats: Seat[] };
/** Needs that one licence could meet together, so many `times`; bits of `mask` are the needs a seat meets. */
type Block = { weights: number[]; seats: { gives: Gives; mask: number }[]; times: number };
type Facts = ReturnType<typeof readFacts>;
export type PartFacts = ReturnType<typeof partOf>;
/** What a better plan gives to rows at least: so much weight, for no more than so many fen (negative). */
export type Better = { weight: number; fen?: number };
/** How much is asked of rows that something makes, from and to. */
type Ranges = ReadonlyMap<string, readonly [number, number]>;

const NEVER = 2n ** 4096n;
const ENOUGH = 2 ** 50; // More than anybody asks for: a site licence, what has no limit.
const divisor = (a: number, b: number): number => (b === 0 ? Math.abs(a) : divisor(b, a % b));
const min = (a: bigint, b: bigint) => (a < b ? a : b);
const total = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0);
const whole = (price = '0') => BigInt(/^\d{1,60}$/.test(price) ? price : 'no number');
function add(sums: Map<string, number>, gives: Gives, times: number): Map<string, number> {
  for (const [row, n] of gives) sums.set(row, (sums.get(row) ?? 0) + n * times);
  return sums;
}
function must(right: unknown, complaint: string): asserts right {
  if (!right) throw new Error(complaint);
}

function fits(right: P.Right, need: P.Need, carrier: P.Carrier, usable: Usable): boolean {
  const { usableVersions: versions, editions, departmentIds } = right;
  if (right.metric === 'user' && carrier.userId === null) return false;
  if (departmentIds?.every((id) => !carrier.departmentIds.includes(id))) return false;
  if (right.replaces.includes(need.productId)) return true;
  if (editions && need.edition !== null && !editions.includes(need.edition)) return false;
  const covers = right.products.includes(need.productId);
  return covers && (need.version === null || usable(versions, need.version));
}

/** The programme: how low rows may fall, what can be bought and raised, which licences may meet which need. */
export function readFacts(problem: P.PurchaseProblem, usable: Usable) {
  const { rights, stock, offers, preferences } = problem;
  const rightOf = new Map(rights.map((right) => [right.id, right]));
  const carriers = new Map(problem.carriers.map((carrier) => [carrier.id, carrier]));
  const told = (mode: P.Preference['mode'], category: string) =>
    preferences.find((one) => one.mode === mode && one.category === category);
  const rows = new Map<string, number>();
  if (problem.capFen !== null) rows.set('cap', -problem.capFen);
  for (const { category } of preferences) rows.set(`share ${category}`, 0);
  for (const { id } of rights) rows.set(`right ${id}`, 0);
  for (const { rightId, free } of stock)
    rows.set(`right ${rightId}`, -(free ?? ENOUGH) * rightOf.get(rightId)!.size);
  /** Packs to buy, licences to raise: the first row is what they make; none are taken, or `least` and more. */
  const options = new Map<string, { gives: Gives; least: number }>();
  for (const { id, rightId, upgrades, packSize, cost, firstYear, ...offer } of offers) {
    const { size, metric } = rightOf.get(rightId)!;
    const full = [`right ${rightId}`, metric === 'site' ? ENOUGH : packSize * size] as const;
    const made = upgrades ? ([`raised ${id}`, packSize] as const) : full;
    const gives: Gives = [made, ['fen', -cost], ['cap', -firstYear], [`limit ${id}`, -1]];
    options.set(`buy ${id}`, { gives, least: Math.max(1, offer.minPacks) });
    rows.set(`limit ${id}`, -(offer.maxPacks ?? ENOUGH));
    rows.set(`raised ${id}`, 0);
    for (const base of stock.filter((one) => upgrades?.includes(one.id))) {
      const from = [`right ${base.rightId}`, -rightOf.get(base.rightId)!.size] as const;
      const gives: Gives = [[`right ${rightId}`, size], [`raised ${id}`, -1], from];
      options.set(`raise ${id} ${base.id}`, { gives, least: 1 });
    }
  }
  const seatOf = ({ id, metric, perSeat, domestic, category }: P.Right, on: P.Carrier): Seat => {
    const key = `${id} ${metric === 'user' ? `user ${on.userId}` : on.id}`;
    const units = metric === 'core' ? Math.max(on.cores, perSeat) : perSeat;
    const asked = domestic === null ? undefined : told('share', category);
    const share = asked && ([`share ${category}`, (domestic ? 100 : 0) - asked.percent] as const);
    return { key, right: id, gives: [[`right ${id}`, -units], ...(share ? [share] : [])] };
  };
  const wants = new Map<string, Want>();
  for (const need of problem.needs) {
    const on = carriers.get(need.carrierId)!;
    const fitting = rights.filter((right) => fits(right, need, on, usable));
    const home = told('whereOffered', need.category) && fitting.some(({ domestic }) => domestic);
    const lawful = home ? fitting.filter(({ domestic }) => domestic !== false) : fitting;
    wants.set(need.id, { need, places: on.count, seats: lawful.map((right) => seatOf(right, on)) });
    rows.set(`need ${need.id}`, -on.count);
  }
  // Any number from the least on is a sum of these.
  const lots = [...options.values()].flatMap(({ gives, least }) =>
    Array.from({ length: least }, (_, more) => [...add(new Map(), gives, least + more)]),
  );
  return { rows, options, wants, lots: Map.groupBy(lots, (gives) => gives[0]![0]) };
}

/** What the plan gives to rows in all; refused where a row falls too low or a licence is needless. */
function sumsOf({ rows, options, wants }: Facts, { met, bought, upgraded }: Plan) {
  const sums = new Map<string, number>();
  const take = (name: string, n: number, option = options.get(name)) => {
    must(option && Number.isSafeInteger(n) && n >= option.least, `not so: ${name}`);
    add(sums, option.gives, n);
  };
  const uses = met.map(({ needId, rightId, count }) => {
    const want = wants.get(needId);
    const seat = want?.seats.find(({ right }) => right === rightId);
    must(want && seat, `not lawful: ${needId}`);
    take(needId, count, { gives: [[`need ${needId}`, -1]], least: 1 });
    return { want, seat, count };
  });
  const given = Map.groupBy(uses, ({ seat }) => seat.key);
  for (const [key, own] of given) {
    const several = own[0]!.want.places > 1;
    const free = (seat: Seat) => seat.key === key || !given.has(seat.key);
    must(several || own.some(({ want }) => want.seats.every(free)), `needless: ${key}`);
    add(sums, own[0]!.seat.gives, several ? total(own.map(({ count }) => count)) : 1);
  }
  must(new Set(bought.map(({ offerId }) => offerId)).size === bought.length, 'bought twice');
  for (const { offerId, packs } of bought) take(`buy ${offerId}`, packs);
  for (const { offerId, stockId, units } of upgraded) take(`raise ${offerId} ${stockId}`, units);
  for (const [row, least] of rows) must((sums.get(row) ?? 0) >= least, `too low: ${row}`);
  return sums;
}

function blocksOf(wants: readonly Want[]): Block[] {
  const groups = new Map<string, Want[]>();
  for (const want of wants) {
    const group = [...new Set([...want.seats.flatMap(({ key }) => groups.get(key) ?? []), want])];
    for (const { key } of group.flatMap(({ seats }) => seats)) groups.set(key, group);
  }
  const blocks = new Map<string, Block>();
  for (const group of new Set(groups.values())) {
    must(!group[1] || group.every(({ places }) => places === 1), 'several needs of places alike');
    const seats = new Map<string, Block['seats'][number]>();
    for (const [at, want] of group.entries())
      for (const { key, gives } of want.seats)
        seats.set(key, { gives, mask: (seats.get(key)?.mask ?? 0) | (1 << at) });
    const block = { weights: group.map(({ need }) => need.weight), seats: [...seats.values()] };
    const alike = JSON.stringify(block);
    blocks.set(alike, { ...block, times: (blocks.get(alike)?.times ?? 0) + group[0]!.places });
  }
  return [...blocks.values()];
}

/** What hangs together around needs: its rows, with the most that could be asked of each. */
export function partOf(facts: Facts, needIds: readonly string[]) {
  const wants = needIds.map((id) => facts.wants.get(id)!);
  must(wants.every(Boolean), 'an unknown need');
  const blocks = blocksOf(wants);
  const asked = new Map<string, number>();
  for (const { seats, times } of blocks) for (const { gives } of seats) add(asked, gives, -times);
  // Rows added on the way are visited too: what is raised is asked of an upgrade and of what is on hand.
  for (const [row, most] of asked)
    for (const gives of facts.lots.get(row) ?? []) add(asked, gives.slice(1), -most);
  const rows = [...facts.rows].filter(([row]) => asked.has(row));
  const lots = rows.flatMap(([row]) => facts.lots.get(row) ?? []);
  const step = lots.map((gives) => new Map(gives).get('fen') ?? 0).reduce(divisor, 0) || 1;
  const weight = total(wants.map(({ need, places }) => need.weight * places));
  return { facts, wants, blocks, asked, rows, step, weight };
}

/** By how much plans within the ranges fall short of a better one, at prices: where above nothing, there is none. */
export function shortfall(part: PartFacts, leaf: P.Leaf, better: Better, ranges: Ranges): bigint {
  const least = new Map([...part.rows, ...Object.entries(better)]);
  const price = (row: string) => (least.has(row) ? whole(leaf.prices[row]) : 0n);
  const worth = (own: Gives) => own.reduce((sum, [row, n]) => sum + price(row) * BigInt(n), 0n);
  const skip = better.weight < part.weight;
  let short = worth([...least]);
  for (const block of part.blocks) short += BigInt(block.times) * cheapestCover(block, worth, skip);
  for (const [row] of part.rows) {
    const lots = part.facts.lots.get(row) ?? [];
    const priced = lots.map((gives): [number, bigint] => [gives[0]![1], -worth(gives.slice(1))]);
    const [low, high] = ranges.get(row) ?? [0, part.asked.get(row)!];
    if (lots.length > 0) short += cheapestSupply(priced, price(row), low, high);
  }
  return short;
}

/** The least that seats cost less what the needs they meet are worth; where `skip`, needs may stay unmet. */
function cheapestCover({ weights, seats }: Block, worth: (own: Gives) => bigint, skip: boolean) {
  if (weights.length > 16) return -NEVER; // Too many to try all: nothing is shown.
  const priced = seats.map(({ gives, mask }) => ({ mask, cost: -worth(gives) }));
  const best = new Map([[2 ** weights.length - 1, 0n]]);
  const from = (met: number): bigint => {
    if (best.has(met)) return best.get(met)!;
    const next = ~met & (met + 1);
    let least = skip ? from(met | next) : NEVER;
    for (const { mask, cost } of priced.filter((seat) => seat.mask & next)) {
      const weight = total(weights.filter((_, at) => mask & ~met & (1 << at)));
      least = min(least, cost - worth([['weight', weight]]) + from(met | mask));
    }
    return best.set(met, least).get(met)!;
  };
  return from(0);
}

/** The least that so many units in lots cost, less their price. */
function cheapestSupply(lots: [number, bigint][], price: bigint, low: number, high: number) {
  const costs = [0n];
  for (let n = 1; n <= high; n++)
    costs.push(lots.map(([units, fen]) => costs[Math.max(0, n - units)]! + fen).reduce(min, NEVER));
  return costs.map((cost, n) => (n < low ? NEVER : cost - price * BigInt(n))).reduce(min);
}

/** Whether every leaf of a tree whose branches leave nothing out shows that there is no better plan. */
function rulesOut(part: PartFacts, tree: P.Branch, better: Better, ranges: Ranges): boolean {
  if ('prices' in tree) return shortfall(part, tree, better, ranges) > 0n;
  const [low, high] = ranges.get(tree.row) ?? [0, part.asked.get(tree.row) ?? 0];
  const below = new Map(ranges).set(tree.row, [low, Math.min(high, Math.floor(tree.upTo))]);
  const above = new Map(ranges).set(tree.row, [Math.max(low, Math.floor(tree.upTo) + 1), high]);
  return rulesOut(part, tree.low, better, below) && rulesOut(part, tree.above, better, above);
}

/** What the plan reaches and what nobody can pass, part by part; complaints say what is not lawful or not shown. */
export function checkPlan(problem: P.PurchaseProblem, plan: Plan, usable: Usable): P.Checked {
  try {
    const facts = readFacts(problem, usable);
    const sums = sumsOf(facts, plan);
    const taken = (row: string) => -(sums.get(row) ?? 0);
    const seen = new Set<string>();
    const parts = plan.parts.map(({ id, needIds, aim, weight, cost }) => {
      const part = partOf(facts, needIds);
      for (const [row] of [...needIds.map((need) => [`need ${need}`]), ...part.rows])
        must(row === 'cap' || seen.size < seen.add(row).size, `in two parts: ${row}`);
      const own = problem.offers.filter((offer) => part.asked.has(`limit ${offer.id}`));
      const spent = total(own.map((offer) => offer.cost * taken(`limit ${offer.id}`)));
      const reached = total(part.wants.map(({ need }) => need.weight * taken(`need ${need.id}`)));
      must(aim === 'best' || reached === part.weight, `not everything is met: ${id}`);
      const level = (value: number, { bound, tree }: P.Claim, trivial: number, better: Better) => {
        const shown = bound === trivial || (tree && rulesOut(part, tree, better, new Map()));
        must(shown, `better than ${bound} is not ruled out: ${id}`);
        const met: P.Proof = tree && 'row' in tree ? 'tree' : 'proven';
        const missed: P.Proof = tree ? 'gap' : 'heuristic';
        return { value, bound, proof: value === bound ? met : missed };
      };
      const most = level(reached, weight, part.weight, { weight: weight.bound + 1 });
      const fen = part.step * (1 - Math.ceil(cost.bound / part.step));
      return { id, weight: most, cost: level(spent, cost, 0, { weight: reached, fen }) };
    });
    for (const { need, seats } of facts.wants.values())
      must(seats.length === 0 || seen.has(`need ${need.id}`), `in no part: ${need.id}`);
    for (const { offerId: id } of plan.bought) must(seen.has(`limit ${id}`), `for nothing: ${id}`);
    return { complaints: [], parts };
  } catch (error) {
    return { complaints: [error instanceof Error ? error.message : String(error)], parts: [] };
  }
}
