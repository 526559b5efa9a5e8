/** Small random purchase problems, and the best plan found by trying everything: nothing here knows the solver. */
import { versionUsable } from '../src/configuration/software/rules.versions.ts';
import type {
  Carrier,
  Need,
  Offer,
  Preference,
  PurchaseProblem,
  Right,
  Stock,
} from '../src/reconciliation/optimiser/rules.problem.ts';

export function randomOf(seed: number) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const below = (n: number) => Math.floor(next() * n);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!;
  return { next, below, pick };
}

export function smallProblem(seed: number): PurchaseProblem {
  const { next, below, pick } = randomOf(seed);
  const products = ['p0', 'p1', 'p2'].slice(0, 1 + below(3));
  const carriers: Carrier[] = Array.from({ length: 1 + below(3) }, (_, at) => ({
    id: `c${at}`,
    userId: pick([null, 'u0', 'u0', 'u1']),
    departmentIds: pick([['d0'], ['d1']]),
    cores: 1 + below(4),
    count: 1,
  }));
  const needs: Need[] = [];
  for (const carrier of carriers) {
    for (const productId of products) {
      if (next() < 0.3 || needs.length > 4) continue;
      const version = pick([null, '1', '2', '2', '3']);
      const edition = pick([null, null, 'pro']);
      const weight = 1 + below(3);
      const id = `n${needs.length}`;
      needs.push({ id, carrierId: carrier.id, productId, version, edition, category: 'a', weight });
    }
  }
  if (next() < 0.5) {
    const id = 'many';
    carriers.push({ id, userId: id, departmentIds: ['d0'], cores: 1, count: 1 + below(4) });
    const productId = pick(products);
    const own = { version: null, edition: null, category: 'a', weight: 1 + below(3) };
    needs.push({ id: `n${needs.length}`, carrierId: id, productId, ...own });
  }
  const rights: Right[] = [];
  const offers: Offer[] = [];
  const stock: Stock[] = [];
  const right = (id: string, domestic: boolean | null): Right => {
    const metric = pick(['device', 'device', 'user', 'core', 'concurrent', 'site'] as const);
    const made: Right = {
      id,
      products: next() < 0.3 ? products : [pick(products)],
      replaces: next() < 0.15 ? [pick(products)] : [],
      usableVersions: pick([
        [{ from: null, to: null }],
        [{ from: null, to: '2' }],
        [{ from: '2', to: null }],
      ]),
      editions: pick([null, null, ['pro']]),
      metric: domestic === null && metric === 'site' ? 'device' : metric,
      departmentIds: pick([null, null, null, ['d0']]),
      category: 'a',
      domestic,
      size: 1,
      perSeat: metric === 'core' ? 1 + below(3) : 1,
    };
    if (made.metric === 'concurrent')
      Object.assign(
        made,
        pick([
          { size: 2, perSeat: 1 },
          { size: 10, perSeat: 3 },
        ]),
      );
    rights.push(made);
    return made;
  };
  if (next() < 0.4) stock.push({ id: 's0', rightId: right('rs0', null).id, free: 1 + below(3) });
  for (let at = 0; at < 1 + below(3); at++) {
    const own = right(`r${at}`, next() < 0.5);
    const packs = own.metric === 'site' ? [1] : pick([[1], [1, 3], [2], [1, 2, 5]]);
    for (const packSize of packs) {
      const firstYear =
        own.metric === 'site' ? 5 + below(20) : Math.round((3 + below(8)) * packSize ** 0.8);
      const plain = own.metric === 'site' || next() < 0.7;
      offers.push({
        id: `o${at}-${packSize}`,
        rightId: own.id,
        packSize,
        firstYear,
        cost: firstYear + (next() < 0.3 ? below(6) : 0),
        minPacks: plain ? 0 : below(3),
        maxPacks: plain ? null : 2 + below(2),
        upgrades: !plain && stock.length > 0 && next() < 0.6 ? ['s0'] : null,
      });
    }
  }
  const preferences: Preference[] = [];
  if (next() < 0.15) preferences.push({ category: 'a', mode: 'whereOffered', percent: 100 });
  else if (next() < 0.2)
    preferences.push({ category: 'a', mode: 'share', percent: pick([30, 50, 80]) });
  const capFen = next() < 0.4 ? 4 + below(25) : null;
  return { capFen, carriers, needs, rights, offers, stock, preferences };
}

/** Same problem, lists in another order. */
export function shuffled(problem: PurchaseProblem, seed: number): PurchaseProblem {
  const { next } = randomOf(seed);
  const mix = <T>(list: readonly T[]) =>
    list
      .map((one) => ({ one, at: next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  const { carriers, needs, rights, offers, stock } = problem;
  return {
    ...problem,
    carriers: mix(carriers),
    needs: mix(needs),
    rights: mix(rights),
    offers: mix(offers),
    stock: mix(stock),
  };
}

type Best = { weight: number; cost: number };

/** Most weight under the cap, then least cost: every way to meet every place, every number of packs. */
export function bruteForce(problem: PurchaseProblem): Best {
  const carriers = new Map(problem.carriers.map((one) => [one.id, one]));
  // Places of one need are places of their own.
  const places = problem.needs.flatMap((need) => {
    const carrier = carriers.get(need.carrierId)!;
    return Array.from({ length: carrier.count }, (_, at) => {
      const id = carrier.count > 1 ? `${carrier.id}#${at}` : carrier.id;
      const userId = carrier.count > 1 ? id : carrier.userId;
      return { need, carrier: { ...carrier, id, userId } };
    });
  });
  const options = places.map(({ need, carrier }) => {
    const fitting = problem.rights.filter((right) => mayMeet(right, need, carrier));
    const buyable = fitting.filter(
      (right) =>
        problem.offers.some((one) => one.rightId === right.id) ||
        problem.stock.some((one) => one.rightId === right.id),
    );
    const strict = problem.preferences.some((one) => one.mode === 'whereOffered');
    return strict && buyable.some((right) => right.domestic)
      ? buyable.filter((right) => right.domestic !== false)
      : buyable;
  });
  const share = problem.preferences.find((one) => one.mode === 'share');
  let best: Best = { weight: 0, cost: 0 };
  const known = new Map<string, number | undefined>();
  const seatOf = (at: number, right: Right) =>
    `${right.id}|${right.metric === 'user' ? places[at]!.carrier.userId : places[at]!.carrier.id}`;
  const chosen: (Right | null)[] = [];
  const judge = (): void => {
    const weight = chosen.reduce((sum, one, at) => (one ? sum + places[at]!.need.weight : sum), 0);
    if (weight < best.weight) return;
    const seats = new Map<string, { right: Right; cores: number }>();
    for (const [at, right] of chosen.entries()) {
      if (right) seats.set(seatOf(at, right), { right, cores: places[at]!.carrier.cores });
    }
    // A licence without which everything would be met as well is needless: such plans are none.
    for (const key of seats.keys()) {
      const needed = chosen.some(
        (right, at) =>
          right &&
          seatOf(at, right) === key &&
          !options[at]!.some((other) => seatOf(at, other) !== key && seats.has(seatOf(at, other))),
      );
      if (!needed) return;
    }
    if (share) {
      let sum = 0;
      for (const { right } of seats.values()) {
        if (right.domestic !== null) sum += (right.domestic ? 100 : 0) - share.percent;
      }
      if (sum < 0) return;
    }
    const units = new Map<string, number>();
    for (const { right, cores } of seats.values()) {
      const own = right.metric === 'core' ? Math.max(cores, right.perSeat) : right.perSeat;
      units.set(right.id, (units.get(right.id) ?? 0) + own);
    }
    const key = [...units].sort().join();
    if (!known.has(key)) known.set(key, cheapest(problem, units));
    const cost = known.get(key);
    if (cost === undefined) return;
    if (weight > best.weight || cost < best.cost) best = { weight, cost };
  };
  const visit = (at: number): void => {
    if (at === places.length) {
      judge();
      return;
    }
    for (const right of [...options[at]!, null]) {
      chosen[at] = right;
      visit(at + 1);
    }
  };
  visit(0);
  return best;
}

function mayMeet(right: Right, need: Need, carrier: Carrier): boolean {
  if (right.metric === 'user' && carrier.userId === null) return false;
  if (right.departmentIds && !right.departmentIds.some((id) => carrier.departmentIds.includes(id)))
    return false;
  if (right.replaces.includes(need.productId)) return true;
  if (!right.products.includes(need.productId)) return false;
  if (right.editions && need.edition !== null && !right.editions.includes(need.edition))
    return false;
  return need.version === null || versionUsable(right.usableVersions, need.version);
}

/** Least cost under the cap for these units; undefined = impossible. */
function cheapest(
  problem: PurchaseProblem,
  units: ReadonlyMap<string, number>,
): number | undefined {
  const rights = new Map(problem.rights.map((one) => [one.id, one]));
  const free = problem.stock.map((one) => {
    const used = Math.ceil((units.get(one.rightId) ?? 0) / rights.get(one.rightId)!.size);
    return [one.id, (one.free ?? Infinity) - used] as const;
  });
  if (free.some(([, left]) => left < 0)) return undefined;
  let best: number | undefined;
  const packs: number[] = [];
  const visit = (at: number, spent: number, cost: number): void => {
    if (problem.capFen !== null && spent > problem.capFen) return;
    if (best !== undefined && cost >= best) return;
    if (at < problem.offers.length) {
      const offer = problem.offers[at]!;
      const site = rights.get(offer.rightId)!.metric === 'site';
      const wanted = units.get(offer.rightId) ?? 0;
      const { size } = rights.get(offer.rightId)!;
      const enough = site
        ? 1
        : Math.max(Math.ceil(wanted / (offer.packSize * size)), offer.minPacks);
      for (let n = 0; n <= (wanted > 0 ? Math.min(enough, offer.maxPacks ?? enough) : 0); n++) {
        if (n > 0 && n < offer.minPacks) continue;
        packs[at] = n;
        visit(at + 1, spent + n * offer.firstYear, cost + n * offer.cost);
      }
      return;
    }
    if (enoughOf(problem, rights, units, packs, new Map(free))) best = cost;
  };
  visit(0, 0, 0);
  return best;
}

/** One stock at most: how the licences left are shared among upgrades does not matter beyond their sum. */
function enoughOf(
  problem: PurchaseProblem,
  rights: ReadonlyMap<string, Right>,
  units: ReadonlyMap<string, number>,
  packs: readonly number[],
  free: ReadonlyMap<string, number>,
): boolean {
  let raised = 0;
  for (const [rightId, wanted] of units) {
    if (problem.stock.some((one) => one.rightId === rightId)) continue;
    const { metric, size } = rights.get(rightId)!;
    let [full, up] = [0, 0];
    for (const [at, offer] of problem.offers.entries()) {
      if (offer.rightId !== rightId) continue;
      if (metric === 'site') full += packs[at]! > 0 ? Infinity : 0;
      else if (offer.upgrades) up += packs[at]! * offer.packSize;
      else full += packs[at]! * offer.packSize * size;
    }
    const missing = Math.max(0, Math.ceil((wanted - full) / size));
    if (missing > up) return false;
    raised += missing;
  }
  return raised <= (free.get('s0') ?? 0);
}
