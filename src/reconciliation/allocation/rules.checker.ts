/** Checks an allocation and its certificate from the raw facts in whole numbers, sharing no code with the solver: seats
 * are lawful, values are what is written, and nobody can pass the bounds (weak duality). */
import type * as P from './rules.problem.ts';
/** What is proven of each component; `complaints`: what is wrong; `claims`: who says more or less than is found. */
export type Verdict = { components: Checked[]; complaints: string[]; claims: string[] };
export type Checked = Pick<P.Component, 'id' | 'weight' | 'cost' | 'changes' | 'proof'>;
type Sums = Record<'units' | 'cost' | 'changes', bigint>;
type Seat = { name: string; lot: P.Lot; covers: P.Install[]; slots: number[]; sums: Sums };
type Facts = ReturnType<typeof factsOf>;
type Part = { facts: Facts; seats: Map<string, Seat>; by: Map<P.Install, Seat[]> };
type Goal = Record<'weight' | 'cost' | 'step', bigint> & { level: keyof P.Certificate };
type Turn = { seats: Set<string>; at: bigint; sign: bigint };
const NONE: P.Prices = { den: 1, lam: 0, mu: 0, prices: {} };
const limited = (lot: P.Lot) => !['site', 'oem'].includes(lot.metric) && lot.quantity !== null;
const nameOf = (lotId: string, carrierId: string) => JSON.stringify([lotId, carrierId]);
const floor = (a: bigint, b: bigint) => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);
const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
const least = (list: bigint[]) => list.reduce((a, b) => (a < b ? a : b));
const gains = (list: bigint[]) => list.reduce((sum, own) => (own > 0n ? sum + own : sum), 0n);
const whole = (value: P.Whole = 0) => BigInt(/^\d{1,400}$/.test(`${value}`) ? value : 'no number');
const wholes = (own: P.Whole | P.Whole[] = []) => [own].flat().map((value) => whole(value));
function must(right: unknown, complaint: string): asserts right {
  if (!right) throw new Error(complaint);
}
const NOTHING = '1'; // Sorts above words before a release and with 0, below other words and numbers.
function partsOf(version: string): string[] {
  const plain = version.normalize('NFKC').trim().toLowerCase();
  const bare = plain.replace(/^(version|ver\.?|版本|第|v)\s*(?=\d)/, '');
  return (bare.match(/\d+|\p{L}+/gu) ?? []).map((part) => {
    if (/^0{1,15}$/.test(part)) return NOTHING;
    if (/^\d{1,15}$/.test(part)) return `3${part.padStart(15, '0')}`;
    return /^(alpha|beta|rc|pre|preview|dev|测试版?|预览版?)$/.test(part) ? `0${part}` : `2${part}`;
  });
}
function isBelow(one: string[], two: string[]): boolean {
  const at = [...one, ...two].findIndex((_, i) => (one[i] ?? NOTHING) !== (two[i] ?? NOTHING));
  return at !== -1 && (one[at] ?? NOTHING) < (two[at] ?? NOTHING);
}
export function usable(ranges: P.Lot['usableVersions'], version: string): boolean {
  const own = partsOf(version);
  const extend = (start: string[]) => start.every((part, at) => part === (own[at] ?? NOTHING));
  return ranges.some((range) => {
    const ends = 'exact' in range ? [range.exact, range.exact] : [range.from, range.to];
    const [from, to] = ends.map((end) => (end === null ? null : partsOf(end)));
    if (!from && !to) return true;
    if (own.length === 0 || ('exact' in range && from!.length === 0)) return false;
    const reached = !from || !isBelow(own, from) || extend(from);
    return reached && (!to || !isBelow(to, own) || extend(to));
  });
}
function covers(lot: P.Lot, { productId, version, edition }: P.Install, day: string): boolean {
  const versions = [...lot.usableVersions, ...(lot.downgradeLetter ? lot.downgradeVersions : [])];
  const inTerm = (lot.validFrom ?? day) <= day && (lot.validTo ?? day) >= day;
  const editions = !lot.editions || (edition !== '' && lot.editions.includes(edition));
  return lot.products.includes(productId) && inTerm && editions && usable(versions, version);
}
function reaches(lot: P.Lot, { id, userId, departmentIds }: P.AllocationDevice): boolean {
  const bound = lot.deviceIds ? lot.deviceIds.includes(id) : lot.metric !== 'oem';
  const scope = departmentIds.some((own) => lot.departmentIds?.includes(own)) || !lot.departmentIds;
  return bound && scope && (lot.metric !== 'user' || userId !== null);
}

/** What the raw facts say: who may use what, which seats are possible and fixed, and what is left. */
function factsOf({ day, devices, installs, lots, yesterday, locked }: P.Problem) {
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const [programs, rights] = [new Map<string, P.Lot[]>(), new Map<P.Install, P.Lot[]>()];
  for (const install of installs) {
    const program = JSON.stringify([install.productId, install.version, install.edition]);
    const known = programs.get(program) ?? lots.filter((lot) => covers(lot, install, day));
    programs.set(program, known);
    const own = known.filter((lot) => reaches(lot, deviceOf.get(install.deviceId)!));
    rights.set(install, own);
  }
  const installsOn = Map.groupBy(installs, (install) => install.deviceId);
  const users = Map.groupBy(devices, (device) => device.userId);
  const computersOf = new Map(devices.map((device) => [device.id, [device]]));
  const carriersOf = new Map(devices.map((device) => [device.id, [device.id]]));
  for (const one of devices) {
    for (const two of one.userId === null ? [] : users.get(one.userId)!) {
      if (one === two || !two.portable || (one.portable && two.id < one.id)) continue;
      computersOf.set(`${one.id}+${two.id}`, [one, two]);
      for (const { id } of [one, two]) carriersOf.get(id)!.push(`${one.id}+${two.id}`);
    }
  }
  const named = new Set(devices.flatMap((device) => device.activeIn));
  const times = named.size === 0 ? [0] : [...named].sort((a, b) => a - b);
  const left = new Map(lots.map((lot) => [lot.id, times.map(() => BigInt(lot.quantity ?? 0))]));
  const rest = new Map([...left].map(([id, list]) => [id, [...list]]));
  const held = new Set(yesterday.map((seat) => nameOf(seat.lotId, seat.carrierId)));
  const settled = new Set<P.Install>();
  /** A seat with all it could cover; undefined where it is none, covers nothing or there are too few. */
  function seatOf(lot: P.Lot, carrier: string, locking = false): Seat | undefined {
    const computers = (lot.metric === 'user' ? users : computersOf).get(carrier) ?? [];
    const pair = lot.metric !== 'user' && computers.length === 2;
    if (!limited(lot) || (pair && !(lot.secondUse && lot.metric === 'device'))) return undefined;
    const open = (own: P.Install) => !settled.has(own) && rights.get(own)!.includes(lot);
    const lists = computers.map(({ id }) => (installsOn.get(id) ?? []).filter(open));
    const idle = (list: P.Install[]) => list.length === 0;
    if (lists.every(idle) || (pair && !locking && lists.some(idle))) return undefined;
    const { cores, activeIn } = computers[0]!;
    const isActive = (at: number) => activeIn.length === 0 || activeIn.includes(times[at]!);
    const slots = lot.metric === 'concurrent' ? [...times.keys()].filter(isActive) : [0];
    const units = BigInt(lot.metric === 'core' ? Math.max(cores, lot.minimumCores) : 1);
    if (slots.some((slot) => left.get(lot.id)![slot]! < units)) return undefined;
    const name = nameOf(lot.id, carrier);
    const sums = { units, cost: units * BigInt(lot.unitCost), changes: held.has(name) ? 1n : -1n };
    return { name, lot, covers: lists.flat(), slots, sums };
  }
  const seatsFor = (install: P.Install): Seat[] => {
    const { id, userId } = deviceOf.get(install.deviceId)!;
    const carriers = (lot: P.Lot) => (lot.metric === 'user' ? [userId!] : carriersOf.get(id)!);
    const seats = (lot: P.Lot) => carriers(lot).flatMap((carrier) => seatOf(lot, carrier) ?? []);
    return rights.get(install)!.flatMap(seats);
  };
  const lotOf = new Map(lots.map((lot) => [lot.id, lot]));
  const fixed = new Map<string, Seat>();
  for (const name of new Set(locked.map((seat) => nameOf(seat.lotId, seat.carrierId)).sort())) {
    const [lotId, carrierId] = JSON.parse(name);
    const seat = lotOf.has(lotId) ? seatOf(lotOf.get(lotId)!, carrierId, true) : undefined;
    if (seat) fixed.set(name, seat);
    for (const slot of seat?.slots ?? []) left.get(lotId)![slot]! -= seat!.sums.units;
  }
  for (const seat of fixed.values()) for (const install of seat.covers) settled.add(install);
  for (const [install, own] of rights) if (!own.every(limited)) settled.add(install);
  const installOf = new Map(installs.map((install) => [install.id, install]));
  return { installOf, lotOf, rights, left, settled, fixed, seatsFor, rest, taken: new Set() };
}

/** Nobody passes this value of the goal (costs negative), whichever way the tree branches: installs pay the seats that
 * cover them what the certificate says, or else what their seats can still take. */
function most(on: Part, goal: Goal, node: P.Branching | P.Prices, turns: Turn[] = []): bigint {
  if ('seats' in node) {
    const seats = new Set(node.seats.map(([lotId, carrierId]) => nameOf(lotId, carrierId)));
    const end = whole(node.most);
    const less = most(on, goal, node.less, [...turns, { seats, at: end, sign: 1n }]);
    const more = most(on, goal, node.more, [...turns, { seats, at: end + 1n, sign: -1n }]);
    return less > more ? less : more;
  }
  const den = whole(node.den);
  const lam = goal.level === 'weight' ? den : whole(node.lam);
  const mu = goal.level === 'changes' ? whole(node.mu) : goal.level === 'cost' ? den : 0n;
  const change = goal.level === 'changes' ? den : 0n;
  let sum = goal.level === 'weight' ? 0n : -lam * goal.weight + (change && mu * goal.cost);
  const prices = new Map(Object.entries(node.prices).map(([id, own]) => [id, wholes(own)]));
  for (const [id, list] of prices)
    for (const [slot, price] of list.entries()) sum += price * on.facts.left.get(id)![slot]!;
  const forces = turns.map((turn, i) => ({ ...turn, by: turn.sign * whole(node.branches?.[i]) }));
  for (const { at, by } of forces) sum += at * by;
  const open = new Map<string, bigint>();
  for (const { name, lot, sums, slots } of on.seats.values()) {
    let net = mu * sums.cost - change * sums.changes;
    for (const slot of slots) net += sums.units * (prices.get(lot.id)?.[slot] ?? 0n);
    for (const { seats, by } of forces) if (seats.has(name)) net += by;
    open.set(name, net);
  }
  const rates = new Map(Object.entries(node.rows ?? {}));
  for (const [install, seats] of on.by) {
    const worth = lam * BigInt(install.weight);
    const usual = least([worth, ...seats.map(({ name }) => open.get(name)!)]);
    const rate = rates.has(install.id) ? whole(rates.get(install.id)) : gains([usual]);
    for (const { name } of seats) open.set(name, open.get(name)! - rate);
    sum += gains([worth - rate]);
  }
  sum += gains([...open.values()].map((net) => -net));
  return floor(floor(sum, den), goal.step) * goal.step;
}

/** A component against the facts: its seats and covers, its values counted again, and what bounds them. */
function judge(facts: Facts, given: P.Component): Checked {
  const base = { weight: 0n, cost: 0n, changes: 0n };
  const free = { ...base };
  const part: Part = { facts, seats: new Map(), by: new Map() };
  const own = new Set(given.installIds.map((id) => facts.installOf.get(id)!));
  const open = [...own].filter((install) => !facts.settled.has(install));
  for (const install of open) {
    const seats = facts.seatsFor(install);
    must(seats.length > 0 && part.by.set(install, seats), `nothing covers ${install.id}`);
    for (const seat of seats) part.seats.set(seat.name, seat);
    for (const one of seats.flatMap(({ covers }) => covers)) must(own.has(one), 'reaches beyond');
  }
  const seats = new Map<string, Seat>();
  for (const { lotId, carrierId } of given.seats) {
    const name = nameOf(lotId, carrierId);
    const seat = facts.fixed.get(name) ?? part.seats.get(name);
    must(seat && facts.taken.size < facts.taken.add(name).size, `none, or twice: ${name}`);
    seats.set(name, seat);
    const sums = facts.fixed.has(name) ? base : free;
    sums.cost += seat.sums.cost;
    sums.changes += seat.sums.changes;
    for (const slot of seat.slots) facts.rest.get(lotId)![slot]! -= seat.sums.units;
  }
  const lots = new Set([...part.seats.values(), ...seats.values()].map(({ lot }) => lot.id));
  for (const { installId, lotId, carrierId } of given.covers) {
    const [install, lot] = [facts.installOf.get(installId)!, facts.lotOf.get(lotId)!];
    const site = carrierId === null && !limited(lot) && facts.rights.get(install)!.includes(lot);
    const covered = site || seats.get(nameOf(lotId, `${carrierId}`))?.covers.includes(install);
    must(covered && own.delete(install), `no cover: ${installId}`);
    (facts.settled.has(install) ? base : free).weight += BigInt(install.weight);
    lots.add(lotId);
  }
  for (const install of own) must(part.by.has(install), 'settled, and not covered');
  must(`${[...lots].sort()}` === `${[...given.lotIds].sort()}`, 'names other lots');
  const level = (name: Goal['level'], sign: bigint, steps: bigint[]): P.Level => {
    const goal = { ...free, level: name, step: steps.reduce(divisor, 0n) || 1n };
    const own = given.certificate[name];
    const met = sign * free[name];
    const root = most(part, goal, own?.root ?? NONE);
    const best = least([root, own?.tree && root > met ? most(part, goal, own.tree) : root]);
    must(best >= met, `${name} passes its own bound`);
    const proof = root === met ? 'proven' : best === met ? 'tree' : own ? 'gap' : 'heuristic';
    const value = Number(free[name] + base[name]);
    return { value, bound: Number(sign * best + base[name]), proof };
  };
  const costs = [...part.seats.values()].map((seat) => seat.sums.cost);
  const weights = open.map((install) => BigInt(install.weight));
  const weight = level('weight', 1n, weights);
  const cost = level('cost', -1n, costs);
  const changes = level('changes', 1n, [1n]);
  const { den, prices } = given.certificate.weight?.root ?? NONE;
  const worth = (lotId: string) => Number(gains(wholes(prices[lotId]))) / Number(den);
  for (const one of given.worth) must(one.weight === worth(one.lotId), 'not worth so much');
  const words = ['heuristic', 'gap', 'tree', 'proven'] as const;
  const proof = words.find((word) => [weight, cost, changes].some((one) => one.proof === word))!;
  return { id: given.id, weight, cost, changes, proof };
}

export function checkAllocation(problem: P.Problem, { components }: P.Allocation): Verdict {
  const facts = factsOf(problem);
  const verdict: Verdict = { components: [], complaints: [], claims: [] };
  const complain = (wrong: unknown, text: string) => wrong && verdict.complaints.push(text);
  const [owned, ids] = [new Set<string>(), new Set<string>()];
  for (const given of components) {
    try {
      must(ids.size < ids.add(given.id).size, 'stands twice');
      for (const id of given.installIds) must(owned.size < owned.add(id).size, `${id} twice`);
      const found = judge(facts, given);
      verdict.components.push(found);
      const { id, weight, cost, changes, proof } = given;
      const said = JSON.stringify({ id, weight, cost, changes, proof });
      if (said !== JSON.stringify(found)) verdict.claims.push(id);
    } catch (error) {
      complain(true, `${given.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [id, list] of facts.rest) complain(least(list) < 0n, `more than there is: ${id}`);
  for (const name of facts.fixed.keys()) complain(!facts.taken.has(name), `not given: ${name}`);
  const open = (one: P.Install) => facts.settled.has(one) || facts.seatsFor(one).length > 0;
  for (const it of facts.rights.keys()) complain(!owned.has(it.id) && open(it), `lost: ${it.id}`);
  return verdict;
}
