/**
 * Checks an allocation and its certificate from the raw facts, in whole numbers, without any code of the solver: seats are
 * lawful, values are what is written, and no allocation can pass the bounds (weak duality, block by block).
 */
import type * as P from './rules.problem.ts';

/** What is proven of each component; `complaints`: what is wrong; `claims`: who says more or less than is found. */
export type Verdict = { components: Checked[]; complaints: string[]; claims: string[] };
export type Checked = Pick<P.Component, 'id' | 'weight' | 'cost' | 'changes' | 'proof'>;
type Version = (number | string)[];

const limited = (lot: P.Lot) => !['site', 'oem'].includes(lot.metric) && lot.quantity !== null;
const nameOf = (lotId: string, carrierId: string) => JSON.stringify([lotId, carrierId]);
const floor = (a: bigint, b: bigint) => (a >= 0n || a % b === 0n ? a / b : a / b - 1n);
const divisor = (a: bigint, b: bigint): bigint => (b === 0n ? a : divisor(b, a % b));
const least = (list: bigint[]) => list.reduce((a, b) => (a < b ? a : b));
const gains = (list: bigint[]) => list.reduce((sum, own) => (own > 0n ? sum + own : sum), 0n);

function must(right: unknown, complaint: string): asserts right {
  if (!right) throw new Error(complaint);
}

function whole(value: P.Whole = 0, from = 0n): bigint {
  must(/^\d{1,400}$/.test(String(value)), `no whole number: ${value}`);
  must(BigInt(value) >= from, `too small: ${value}`);
  return BigInt(value);
}

function partsOf(version: string): Version {
  const plain = version.normalize('NFKC').trim().toLowerCase();
  const bare = plain.replace(/^(version|ver\.?|版本|第|v)\s*(?=\d)/, '');
  const parts = bare.match(/\d+|\p{L}+/gu) ?? [];
  return parts.map((part) => (/^\d{1,15}$/.test(part) ? Number(part) : part));
}

/** Words before a release stand below nothing and 0, other words above, numbers on top. */
function height(part: number | string | undefined): number {
  if (part === undefined || part === 0) return 1;
  if (typeof part === 'number') return 3;
  return /^(alpha|beta|rc|pre|preview|dev|测试版?|预览版?)$/.test(part) ? 0 : 2;
}

function isBelow(one: Version, two: Version): boolean {
  for (let at = 0; at < Math.max(one.length, two.length); at++) {
    const [a, b] = [one[at], two[at]];
    if (height(a) !== height(b)) return height(a) < height(b);
    if (height(a) !== 1 && a !== b) return a! < b!;
  }
  return false;
}

const extend = (own: Version, start: Version) =>
  start.every((part, at) => own[at] === part || (own[at] === undefined && part === 0));

export function usable(ranges: P.Lot['usableVersions'], version: string): boolean {
  const own = partsOf(version);
  return ranges.some((range) => {
    const ends = 'exact' in range ? [range.exact] : [range.from, range.to];
    const [from, to] = ends.map((end) => (end === null ? null : partsOf(end)));
    if ('exact' in range) return own.length > 0 && from!.length > 0 && extend(own, from!);
    if (!from && !to) return true;
    if (own.length === 0 || (from && isBelow(own, from) && !extend(own, from))) return false;
    return !to || !isBelow(to, own) || extend(own, to);
  });
}

type Facts = ReturnType<typeof factsOf>;
type Seat = {
  name: string;
  lot: P.Lot;
  covers: P.Install[];
  slots: number[];
  units: bigint;
  cost: bigint;
  change: bigint;
};
type Part = { given: P.Component; seats: Map<string, Seat>; by: Map<P.Install, Seat[]> };
type Goal = { level: keyof P.Certificate; weight: bigint; cost: bigint; step: bigint };
type Turn = { seats: Set<string>; most: bigint; less: boolean };

/** Per install the lots that may cover it, whatever their number. */
function rightsOf({ day, installs, lots }: P.Problem, devices: Map<string, P.AllocationDevice>) {
  const programs = new Map<string, P.Lot[]>();
  const byProduct = new Map<string, P.Lot[]>();
  for (const lot of lots) {
    for (const id of new Set(lot.products)) byProduct.set(id, [...(byProduct.get(id) ?? []), lot]);
  }
  const covers = (lot: P.Lot, { version, edition }: P.Install) =>
    (lot.validFrom ?? day) <= day &&
    (lot.validTo ?? day) >= day &&
    (!lot.editions || (edition !== '' && lot.editions.includes(edition))) &&
    usable([...lot.usableVersions, ...(lot.downgradeLetter ? lot.downgradeVersions : [])], version);
  const reaches = (lot: P.Lot, { id, userId, departmentIds }: P.AllocationDevice) =>
    (!lot.departmentIds || departmentIds.some((own) => lot.departmentIds!.includes(own))) &&
    (lot.deviceIds ? lot.deviceIds.includes(id) : lot.metric !== 'oem') &&
    (lot.metric !== 'user' || userId !== null);
  const rights = installs.map((install): [P.Install, P.Lot[]] => {
    const program = JSON.stringify([install.productId, install.version, install.edition]);
    const candidates = byProduct.get(install.productId) ?? [];
    const known = programs.get(program) ?? candidates.filter((lot) => covers(lot, install));
    programs.set(program, known);
    return [install, known.filter((lot) => reaches(lot, devices.get(install.deviceId)!))];
  });
  return new Map(rights);
}

/** What the raw facts say: who may use what, which seats are possible and fixed, and what is left. */
function factsOf(problem: P.Problem) {
  const { devices, installs, lots, yesterday, locked } = problem;
  const deviceOf = new Map(devices.map((device) => [device.id, device]));
  const rights = rightsOf(problem, deviceOf);
  const installsOn = Map.groupBy(installs, (install) => install.deviceId);
  const users = Map.groupBy(devices, (device) => device.userId);
  const pairs = new Map<string, P.AllocationDevice[]>();
  for (const one of devices) {
    for (const two of one.userId === null ? [] : users.get(one.userId)!) {
      if (one !== two && two.portable && !(one.portable && two.id < one.id))
        pairs.set(`${one.id}+${two.id}`, [one, two]);
    }
  }
  const pairsOf = new Map(devices.map(({ id }) => [id, [id]]));
  for (const [name, own] of pairs) for (const { id } of own) pairsOf.get(id)!.push(name);
  const named = new Set(devices.flatMap((device) => device.activeIn));
  const times = named.size === 0 ? [0] : [...named].sort((a, b) => a - b);
  const left = new Map(lots.map((lot) => [lot.id, times.map(() => BigInt(lot.quantity ?? 0))]));
  const held = new Set(yesterday.map((seat) => nameOf(seat.lotId, seat.carrierId)));
  const settled = new Set<P.Install>();
  const fixed = new Map<string, Seat>();
  /** A seat with all it could cover; undefined where it is none, covers nothing or there are too few. */
  function seatOf(lot: P.Lot | undefined, carrier: string, locking = false): Seat | undefined {
    if (!lot || !limited(lot)) return undefined;
    const two = lot.metric === 'device' && lot.secondUse ? pairs.get(carrier) : undefined;
    const device = deviceOf.has(carrier) ? [deviceOf.get(carrier)!] : undefined;
    const computers = lot.metric === 'user' ? users.get(carrier) : (device ?? two);
    const lists = (computers ?? []).map(({ id }) =>
      (installsOn.get(id) ?? []).filter(
        (own) => !settled.has(own) && rights.get(own)!.includes(lot),
      ),
    );
    const covers = lists.flat();
    const idle = computers === two && !locking && lists.some((list) => list.length === 0);
    if (covers.length === 0 || idle) return undefined;
    const { cores, activeIn } = computers![0]!;
    const busy = times.flatMap((time, at) =>
      !activeIn.length || activeIn.includes(time) ? at : [],
    );
    const slots = lot.metric === 'concurrent' ? busy : [0];
    const units = BigInt(lot.metric === 'core' ? Math.max(cores, lot.minimumCores) : 1);
    if (slots.some((slot) => left.get(lot.id)![slot]! < units)) return undefined;
    const [name, cost] = [nameOf(lot.id, carrier), BigInt(lot.unitCost) * units];
    return { name, lot, covers, slots, units, cost, change: held.has(name) ? 1n : -1n };
  }
  const seatsFor = (install: P.Install): Seat[] =>
    rights.get(install)!.flatMap((lot) => {
      const user = deviceOf.get(install.deviceId)!.userId!;
      const carriers = lot.metric === 'user' ? [user] : pairsOf.get(install.deviceId)!;
      return carriers.flatMap((carrier) => seatOf(lot, carrier) ?? []);
    });
  const lotOf = new Map(lots.map((lot) => [lot.id, lot]));
  const wanted = locked.map(({ lotId, carrierId }) => nameOf(lotId, carrierId));
  for (const name of [...new Set(wanted)].sort()) {
    const [lotId, carrierId] = JSON.parse(name);
    const seat = seatOf(lotOf.get(lotId), carrierId, true);
    for (const slot of seat?.slots ?? []) left.get(lotId)![slot]! -= seat!.units;
    if (seat) fixed.set(name, seat);
  }
  for (const seat of fixed.values()) for (const install of seat.covers) settled.add(install);
  for (const [install, own] of rights) if (!own.every(limited)) settled.add(install);
  const installOf = new Map(installs.map((install) => [install.id, install]));
  return { installOf, lotOf, rights, left, settled, fixed, seatOf, seatsFor };
}

/** What a component decides: its installs that are open, and every seat that could cover one of them. */
function partOf(facts: Facts, given: P.Component): Part {
  const part: Part = { given, seats: new Map(), by: new Map() };
  const own = new Set(given.installIds.map((id) => facts.installOf.get(id)));
  for (const install of own) {
    must(install, 'an install that is none');
    if (facts.settled.has(install)) continue;
    part.by.set(install, facts.seatsFor(install));
    for (const seat of part.by.get(install)!) part.seats.set(seat.name, seat);
    must(part.by.get(install)!.length > 0, `nothing covers ${install.id}`);
  }
  for (const { covers } of part.seats.values()) {
    must(
      covers.every((install) => own.has(install)),
      'a seat reaches beyond it',
    );
  }
  return part;
}

/**
 * Nobody passes this value of the goal (costs counted negative), whichever way the tree branches. Installs pay rates to
 * the seats that cover them: those given, else as much as their seats can still take.
 */
function bound(
  facts: Facts,
  part: Part,
  goal: Goal,
  node: P.Branching | P.Prices,
  turns: Turn[] = [],
): bigint {
  if ('seats' in node) {
    const seats = new Set(node.seats.map(([lotId, carrierId]) => nameOf(lotId, carrierId)));
    must(seats.size === node.seats.length, 'branches on a seat twice');
    const turn = { seats, most: whole(node.most) };
    const less = bound(facts, part, goal, node.less, [...turns, { ...turn, less: true }]);
    return -least([
      -less,
      -bound(facts, part, goal, node.more, [...turns, { ...turn, less: false }]),
    ]);
  }
  const den = whole(node.den, 1n);
  const lam = goal.level === 'weight' ? den : whole(node.lam);
  const mu = goal.level === 'cost' ? den : goal.level === 'weight' ? 0n : whole(node.mu);
  let sum = goal.level === 'weight' ? 0n : -lam * goal.weight;
  if (goal.level === 'changes') sum += mu * goal.cost;
  const prices = new Map(
    Object.entries(node.prices).map(([id, own]) => [id, [own].flat().map((price) => whole(price))]),
  );
  for (const [id, list] of prices)
    for (const [slot, price] of list.entries()) sum += price * facts.left.get(id)![slot]!;
  const forces = turns.map(({ less }, at) => whole(node.branches?.[at]) * (less ? 1n : -1n));
  for (const [at, { most, less }] of turns.entries())
    sum += forces[at]! * (less ? most : most + 1n);
  const open = new Map<string, bigint>();
  for (const { name, lot, cost, change, units, slots } of part.seats.values()) {
    let net = mu * cost - (goal.level === 'changes' ? den * change : 0n);
    for (const slot of slots) net += units * (prices.get(lot.id)?.[slot] ?? 0n);
    for (const [at, turn] of turns.entries()) if (turn.seats.has(name)) net += forces[at]!;
    open.set(name, net);
  }
  for (const [install, seats] of part.by) {
    const worth = lam * BigInt(install.weight);
    const most = least([worth, ...seats.map(({ name }) => open.get(name)!)]);
    const rate =
      node.rows && Object.hasOwn(node.rows, install.id)
        ? whole(node.rows[install.id])
        : gains([most]);
    for (const { name } of seats) open.set(name, open.get(name)! - rate);
    sum += gains([worth - rate]);
  }
  sum += gains([...open.values()].map((net) => -net));
  return floor(floor(sum, den), goal.step) * goal.step;
}

/** Its three values, counted again from its seats and covers: given ones, and those that are fixed. */
function count(facts: Facts, part: Part, used: Map<string, bigint[]>, taken: Set<string>) {
  const given = new Map<string, Seat>();
  const sums = { weight: 0n, cost: 0n, changes: 0n, fixedCost: 0n, fixedChanges: 0n, settled: 0n };
  for (const { lotId, carrierId } of part.given.seats) {
    const name = nameOf(lotId, carrierId);
    const fixed = facts.fixed.get(name);
    const seat = fixed ?? part.seats.get(name);
    must(seat && !taken.has(name), `a seat that is none, or given twice: ${name}`);
    taken.add(name);
    given.set(name, seat);
    sums.cost += seat.cost;
    sums.changes += seat.change;
    if (fixed) sums.fixedCost += seat.cost;
    if (fixed) sums.fixedChanges += seat.change;
    for (const slot of fixed ? [] : seat.slots) used.get(lotId)![slot]! += seat.units;
  }
  const open = new Set(part.given.installIds.map((id) => facts.installOf.get(id)!));
  for (const install of open)
    if (facts.settled.has(install)) sums.settled += BigInt(install.weight);
  const lots = new Set([...part.seats.values(), ...given.values()].map(({ lot }) => lot.id));
  for (const { installId, lotId, carrierId } of part.given.covers) {
    const [install, lot] = [facts.installOf.get(installId)!, facts.lotOf.get(lotId)!];
    const right =
      carrierId === null
        ? lot && !limited(lot) && facts.rights.get(install)?.includes(lot)
        : given.get(nameOf(lotId, carrierId))?.covers.includes(install);
    must(right && open.delete(install), `covers what it does not: ${installId}`);
    sums.weight += BigInt(install.weight);
    lots.add(lotId);
  }
  must(`${[...lots].sort()}` === `${[...part.given.lotIds].sort()}`, 'names other lots');
  return sums;
}

/** What is proven of a component. */
function judge(facts: Facts, part: Part, sums: ReturnType<typeof count>): Checked {
  const inside = { weight: sums.weight - sums.settled, cost: sums.cost - sums.fixedCost };
  const level = (name: Goal['level'], base: bigint, sign: bigint, steps: bigint[]): P.Level => {
    const own = part.given.certificate[name];
    const goal = { ...inside, level: name, step: steps.reduce(divisor, 0n) || 1n };
    const reached = sign * (sums[name] - base);
    const root = bound(facts, part, goal, own?.root ?? { den: 1, lam: 0, mu: 0, prices: {} });
    const best =
      own?.tree && root > reached ? least([root, bound(facts, part, goal, own.tree)]) : root;
    must(best >= reached, `${name} passes its own bound`);
    const proof =
      root === reached ? 'proven' : best === reached ? 'tree' : own ? 'gap' : 'heuristic';
    return { value: Number(sums[name]), bound: Number(sign * best + base), proof };
  };
  const weights = [...part.by.keys()].map((install) => BigInt(install.weight));
  const costs = [...part.seats.values()].map((seat) => seat.cost);
  const weight = level('weight', sums.settled, 1n, weights);
  const cost = level('cost', sums.fixedCost, -1n, costs);
  const changes = level('changes', sums.fixedChanges, 1n, [1n]);
  const words = [weight.proof, cost.proof, changes.proof];
  const proof =
    (['heuristic', 'gap', 'tree'] as const).find((word) => words.includes(word)) ?? 'proven';
  return { id: part.given.id, weight, cost, changes, proof };
}

/** What one more unit of a lot is worth at most, as the prices of the first level say. */
export function worthOf({ certificate }: P.Component): P.Component['worth'] {
  const { den, prices } = certificate.weight?.root ?? { den: 1, prices: {} };
  const worth = Object.entries(prices).map(([lotId, own]) => {
    const sum = [own].flat().reduce((total, price) => total + whole(price), 0n);
    return { lotId, weight: Number(sum) / Number(den) };
  });
  return worth.filter(({ weight }) => weight > 0).sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
}

export function checkAllocation(problem: P.Problem, { components }: P.Allocation): Verdict {
  const facts = factsOf(problem);
  const verdict: Verdict = { components: [], complaints: [], claims: [] };
  const used = new Map([...facts.left].map(([id, list]) => [id, list.map(() => 0n)]));
  const [taken, owned, ids] = [new Set<string>(), new Set<string>(), new Set<string>()];
  for (const given of components) {
    try {
      const { id, weight, cost, changes, proof, worth } = given;
      must(ids.size < ids.add(id).size, 'stands twice');
      for (const own of given.installIds) must(owned.size < owned.add(own).size, `twice: ${own}`);
      const part = partOf(facts, given);
      const found = judge(facts, part, count(facts, part, used, taken));
      verdict.components.push(found);
      const said = JSON.stringify([{ id, weight, cost, changes, proof }, worth]);
      if (said !== JSON.stringify([found, worthOf(given)])) verdict.claims.push(id);
    } catch (error) {
      verdict.complaints.push(`${given.id}: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [id, list] of used) {
    if (list.some((sum, slot) => sum > facts.left.get(id)![slot]!))
      verdict.complaints.push(`more than there is: ${id}`);
  }
  for (const name of facts.fixed.keys())
    if (!taken.has(name)) verdict.complaints.push(`fixed, not given: ${name}`);
  for (const install of facts.rights.keys()) {
    const open = facts.settled.has(install) || facts.seatsFor(install).length > 0;
    if (open && !owned.has(install.id)) verdict.complaints.push(`left out: ${install.id}`);
  }
  return verdict;
}
