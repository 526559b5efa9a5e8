/** Checks an allocation and its certificate from the raw facts in whole numbers, sharing no code with the solver. */
import type * as P from './rules.problem.ts';
/** What is proven of each component; `complaints`: what is wrong; `claims`: who says more or less than is found. */
export type Verdict = { components: Checked[]; complaints: string[]; claims: string[] };
export type Checked = Pick<P.Component, 'id' | 'weight' | 'cost' | 'changes' | 'proof'>;
type Sums = Record<'units' | 'cost' | 'changes', bigint>;
type Seat = { name: string; lot: P.Lot; covers: P.Install[]; slots: number[]; sums: Sums };
type Block = Map<P.Install, Seat[]>; // Installs of one owner, each with all seats it could have.
type Facts = ReturnType<typeof factsOf>;
type Goal = Record<'weight' | 'cost' | 'step', bigint> & { level: keyof P.Certificate };
type Turn = { seats: Set<string>; at: bigint; sign: bigint };
type Bounding = { add: (block: Block) => void; bound: () => bigint };
const NONE: P.Prices = { den: 1, lam: 0, mu: 0, prices: {} };
const LEVELS = ['weight', 'cost', 'changes'] as const;
const WORDS = ['heuristic', 'gap', 'tree', 'proven'] as const;
const limited = (lot: P.Lot) => !['site', 'oem'].includes(lot.metric) && lot.quantity !== null;
const nameOf = (lotId: string, carrierId: string) => JSON.stringify([lotId, carrierId]);
const said = (one: Checked) => JSON.stringify([one.weight, one.cost, one.changes, one.proof]);
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
export function usable(ranges: P.Lot['usableVersions'], version: string): boolean {
  const own = partsOf(version);
  const extend = (start: string[]) => start.every((part, at) => part === (own[at] ?? NOTHING));
  const key = (parts: string[]) => [...parts, ...Array(99).fill(NOTHING)].slice(0, 99).join(' ');
  return ranges.some((range) => {
    const ends = 'exact' in range ? [range.exact, range.exact] : [range.from, range.to];
    const [from, to] = ends.map((end) => (end === null ? null : partsOf(end)));
    const known = own.length > 0 && !('exact' in range && from!.length === 0);
    const reached = !from || key(own) >= key(from) || extend(from);
    return (!from && !to) || (known && reached && (!to || key(own) <= key(to) || extend(to)));
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
  for (const one of devices)
    for (const two of one.userId === null ? [] : users.get(one.userId)!)
      if (one !== two && two.portable && !(one.portable && two.id < one.id))
        computersOf.set(`${one.id}+${two.id}`, [one, two]);
  const carriersOf = new Map(devices.map(({ id }) => [id, [] as string[]]));
  for (const [name, own] of computersOf) for (const { id } of own) carriersOf.get(id)!.push(name);
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
  const ownerOf = ({ deviceId }: P.Install) => deviceOf.get(deviceId)!.userId ?? deviceId;
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
  return { installOf, lotOf, rights, left, rest, settled, fixed, seatOf, seatsFor, ownerOf };
}
/** Nobody passes this value of the goal (costs negative), whichever way a tree branches: installs pay the seats that
 * cover them what the certificate says, or else what they can still take. Block by block: there may be millions of seats. */
function bounding(facts: Facts, goal: Goal, node: P.Branching | P.Prices, turns: Turn[]): Bounding {
  if ('seats' in node) {
    const seats = new Set(node.seats.map(([lotId, carrierId]) => nameOf(lotId, carrierId)));
    const [end, next] = [whole(node.most), whole(node.most) + 1n];
    const less = bounding(facts, goal, node.less, [...turns, { seats, at: end, sign: 1n }]);
    const more = bounding(facts, goal, node.more, [...turns, { seats, at: next, sign: -1n }]);
    const add = (block: Block) => void [less.add(block), more.add(block)];
    return { add, bound: () => -least([-less.bound(), -more.bound()]) };
  }
  const den = whole(node.den);
  const lam = goal.level === 'weight' ? den : whole(node.lam);
  const mu = goal.level === 'changes' ? whole(node.mu) : goal.level === 'cost' ? den : 0n;
  const change = goal.level === 'changes' ? den : 0n;
  let sum = goal.level === 'weight' ? 0n : -lam * goal.weight + (change && mu * goal.cost);
  const prices = new Map(Object.entries(node.prices).map(([id, own]) => [id, wholes(own)]));
  for (const [id, list] of prices)
    for (const [slot, price] of list.entries()) sum += price * facts.left.get(id)![slot]!;
  const forces = turns.map((turn, i) => ({ ...turn, by: turn.sign * whole(node.branches?.[i]) }));
  for (const { at, by } of forces) sum += at * by;
  const add = (block: Block) => {
    const open = new Map<string, bigint>();
    for (const { name, lot, slots, sums } of [...block.values()].flat()) {
      let net = mu * sums.cost - change * sums.changes;
      for (const slot of slots) net += sums.units * (prices.get(lot.id)?.[slot] ?? 0n);
      for (const { seats, by } of forces) if (seats.has(name)) net += by;
      open.set(name, net);
    }
    for (const [install, seats] of block) {
      const worth = lam * BigInt(install.weight);
      const usual = least([worth, ...seats.map(({ name }) => open.get(name)!)]);
      const given = node.rows?.[install.id];
      const rate = given === undefined ? gains([usual]) : whole(given);
      for (const { name } of seats) open.set(name, open.get(name)! - rate);
      sum += gains([worth - rate]);
    }
    for (const net of open.values()) sum += gains([-net]);
  };
  return { add, bound: () => floor(floor(sum, den), goal.step || 1n) * (goal.step || 1n) };
}
/** A component against the facts: its seats and covers, its values counted again, and what bounds them. */
function judge(facts: Facts, given: P.Component, taken: Set<string>): Checked {
  const set = { weight: 0n, cost: 0n, changes: 0n };
  const free = { ...set };
  const own = new Set(given.installIds.map((id) => facts.installOf.get(id)!));
  const open = [...own].filter((install) => !facts.settled.has(install));
  const [seats, lots] = [new Map<string, Seat>(), new Set<string>()];
  for (const { lotId, carrierId } of given.seats) {
    const [name, lot] = [nameOf(lotId, carrierId), facts.lotOf.get(lotId)];
    const seat = facts.fixed.get(name) ?? (lot && facts.seatOf(lot, carrierId));
    must(seat && taken.size < taken.add(name).size, `none, or twice: ${name}`);
    for (const one of seat.covers) must(facts.fixed.has(name) || own.has(one), 'reaches beyond');
    seats.set(name, seat);
    const sums = facts.fixed.has(name) ? set : free;
    sums.cost += seat.sums.cost;
    sums.changes += seat.sums.changes;
    for (const slot of seat.slots) facts.rest.get(lotId)![slot]! -= seat.sums.units;
    lots.add(lotId);
  }
  for (const { installId, lotId, carrierId } of given.covers) {
    const [install, lot] = [facts.installOf.get(installId)!, facts.lotOf.get(lotId)!];
    const site = carrierId === null && !limited(lot) && facts.rights.get(install)!.includes(lot);
    const covered = site || seats.get(nameOf(lotId, `${carrierId}`))?.covers.includes(install);
    must(covered && own.delete(install), `no cover: ${installId}`);
    (facts.settled.has(install) ? set : free).weight += BigInt(install.weight);
    lots.add(lotId);
  }
  for (const install of own) must(!facts.settled.has(install), 'settled, and not covered');
  const goals = LEVELS.map((level): Goal => ({ ...free, level, step: 0n }));
  const bounds = goals.map((goal) => {
    const { root = NONE, tree } = given.certificate[goal.level] ?? {};
    return [root, tree].flatMap((node) => (node ? bounding(facts, goal, node, []) : []));
  });
  for (const installs of Map.groupBy(open, facts.ownerOf).values()) {
    const block = new Map(installs.map((install) => [install, facts.seatsFor(install)]));
    for (const [one, of] of block) {
      must(of.length > 0, `nothing covers ${one.id}`);
      goals[0]!.step = divisor(BigInt(one.weight), goals[0]!.step);
      for (const { covers, lot, sums } of of) {
        for (const other of covers) must(block.has(other), 'reaches beyond');
        goals[1]!.step = divisor(sums.cost, goals[1]!.step);
        lots.add(lot.id);
      }
    }
    for (const one of bounds.flat()) one.add(block);
  }
  must(`${[...lots].sort()}` === `${[...given.lotIds].sort()}`, 'names other lots');
  const levels = goals.map(({ level }, at): P.Level => {
    const sign = level === 'cost' ? -1n : 1n;
    const [met, found] = [sign * free[level], bounds[at]!.map(({ bound }) => bound())];
    const best = least(found);
    must(best >= met, `${level} passes its own bound`);
    const gap = given.certificate[level] ? 'gap' : 'heuristic';
    const proof = found[0] === met ? 'proven' : best === met ? 'tree' : gap;
    const value = Number(free[level] + set[level]);
    return { value, bound: Number(sign * best + set[level]), proof };
  });
  const { den, prices } = given.certificate.weight?.root ?? NONE;
  const worth = (lotId: string) => Number(gains(wholes(prices[lotId]))) / Number(den);
  for (const one of given.worth) must(one.weight === worth(one.lotId), 'not worth so much');
  const proof = WORDS.find((word) => levels.some((level) => level.proof === word))!;
  return { id: given.id, weight: levels[0]!, cost: levels[1]!, changes: levels[2]!, proof };
}
export function checkAllocation(problem: P.Problem, { components }: P.Allocation): Verdict {
  const facts = factsOf(problem);
  const verdict: Verdict = { components: [], complaints: [], claims: [] };
  const complain = (wrong: unknown, text: string) => wrong && verdict.complaints.push(text);
  const [owned, ids, taken] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const given of components) {
    try {
      must(ids.size < ids.add(given.id).size, 'stands twice');
      for (const id of given.installIds) must(owned.size < owned.add(id).size, `${id} twice`);
      const found = judge(facts, given, taken);
      verdict.components.push(found);
      if (said(given) !== said(found)) verdict.claims.push(given.id);
    } catch (error) {
      complain(true, `${given.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [id, list] of facts.rest) complain(least(list) < 0n, `more than there is: ${id}`);
  for (const name of facts.fixed.keys()) complain(!taken.has(name), `not given: ${name}`);
  const open = (one: P.Install) => facts.settled.has(one) || facts.seatsFor(one).length > 0;
  for (const it of facts.rights.keys()) complain(!owned.has(it.id) && open(it), `lost: ${it.id}`);
  return verdict;
}
