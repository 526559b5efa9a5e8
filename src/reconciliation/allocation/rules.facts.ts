/**
 * The facts of a problem in a fixed order, with what does not have to be decided taken out: which licences may cover
 * which install, what people have fixed, and what licences without a limit cover anyway. Nothing here depends on the
 * order in which facts were given.
 */
import { isSecondUse, isUnlimited, obstacleOf, pairCarrier, unitsOf } from './rules.eligibility.ts';
import type { AllocationDevice, Install, Lot, Problem, Seat } from './rules.problem.ts';

/** Lots (indices into `Facts.lots`, ascending) that may cover an install; `free`: the one without a limit, or -1. */
export type LotList = { lots: number[]; free: number };

export type Facts = {
  day: string;
  devices: AllocationDevice[];
  installs: Install[];
  lots: Lot[];
  deviceOf: Int32Array;
  /** Per install its entry in `lists`. */
  listOf: Int32Array;
  lists: LotList[];
  /** Installs of a computer: `installsOn[d]`. */
  installsOn: number[][];
  /** Computers of a user. */
  devicesOf: Map<string, number[]>;
  /** All time buckets anybody is active in; one where nobody says. */
  buckets: number[];
  /** Lots held yesterday by a carrier. */
  heldBy: Map<string, number[]>;
  /** What is left of each lot after the fixed seats; one number, or one per bucket for concurrent lots. */
  left: number[][];
  /** Per install the lot that settles it (fixed seat or without a limit), or -1; `settledBy` its carrier or null. */
  settled: Int32Array;
  settledBy: (string | null)[];
  /** Fixed seats that are lawful, in order. */
  fixed: { lot: number; carrier: string; held: boolean }[];
};

const byId = <T extends { id: string }>(list: readonly T[]): T[] =>
  [...list].sort((one, two) => (one.id < two.id ? -1 : one.id > two.id ? 1 : 0));

function indexed<T extends { id: string }>(list: readonly T[], what: string): Map<string, number> {
  const index = new Map(list.map((item, at) => [item.id, at]));
  if (index.size !== list.length) throw new Error(`Two ${what} have one id`);
  return index;
}

export function factsOf(problem: Problem): Facts {
  const devices = byId(problem.devices);
  const lots = byId(problem.lots);
  const installs = byId(problem.installs);
  const deviceIndex = indexed(devices, 'devices');
  const lotIndex = indexed(lots, 'lots');
  indexed(installs, 'installs');
  const deviceOf = new Int32Array(installs.length);
  const installsOn: number[][] = devices.map(() => []);
  for (const [at, install] of installs.entries()) {
    const device = deviceIndex.get(install.deviceId);
    if (device === undefined) throw new Error(`Install ${install.id} is on no device`);
    deviceOf[at] = device;
    installsOn[device]!.push(at);
  }
  const devicesOf = new Map<string, number[]>();
  for (const [at, device] of devices.entries()) {
    if (device.userId === null) continue;
    const own = devicesOf.get(device.userId);
    if (own) own.push(at);
    else devicesOf.set(device.userId, [at]);
  }
  const heldBy = new Map<string, number[]>();
  for (const seat of problem.yesterday) {
    const lot = lotIndex.get(seat.lotId);
    if (lot === undefined) continue;
    const own = heldBy.get(seat.carrierId);
    if (!own) heldBy.set(seat.carrierId, [lot]);
    else if (!own.includes(lot)) own.push(lot);
  }
  const named = [...new Set(devices.flatMap((device) => device.activeIn))].sort((a, b) => a - b);
  const buckets = named.length > 0 ? named : [0];
  const facts: Facts = {
    day: problem.day,
    devices,
    installs,
    lots,
    deviceOf,
    ...eligibility(problem.day, devices, installs, deviceOf, lots),
    installsOn,
    devicesOf,
    buckets,
    heldBy,
    left: lots.map((lot) =>
      new Array(lot.metric === 'concurrent' ? buckets.length : 1).fill(lot.quantity ?? 0),
    ),
    settled: new Int32Array(installs.length).fill(-1),
    settledBy: new Array(installs.length).fill(null),
    fixed: [],
  };
  fixSeats(facts, problem.locked, lotIndex, deviceIndex);
  for (let at = 0; at < installs.length; at++) {
    const { free } = facts.lists[facts.listOf[at]!]!;
    if (facts.settled[at] === -1 && free !== -1) facts.settled[at] = free;
  }
  return facts;
}

/** Equal product, version, edition, departments, bindings and user or none give one list; each is judged once. */
function eligibility(
  day: string,
  devices: AllocationDevice[],
  installs: Install[],
  deviceOf: Int32Array,
  lots: Lot[],
): Pick<Facts, 'listOf' | 'lists'> {
  const bound = new Set(lots.flatMap((lot) => lot.deviceIds ?? []));
  const scopes = new Map<string, number>();
  const scopeOf = devices.map((device) => {
    const own = bound.has(device.id) ? device.id : '';
    const text = JSON.stringify([[...device.departmentIds].sort(), own, device.userId !== null]);
    return numbered(scopes, text);
  });
  const byProduct = new Map<string, number[]>();
  for (const [at, lot] of lots.entries()) {
    for (const product of new Set(lot.products)) {
      const own = byProduct.get(product);
      if (own) own.push(at);
      else byProduct.set(product, [at]);
    }
  }
  const judged = new Map<string, number>();
  const listIds = new Map<string, number>();
  const lists: LotList[] = [];
  const listOf = Int32Array.from(installs, (install, at) => {
    const device = deviceOf[at]!;
    const { productId, version, edition } = install;
    const key = `${scopeOf[device]}\0${productId}\0${version}\0${edition}`;
    const known = judged.get(key);
    if (known !== undefined) return known;
    const may = (byProduct.get(productId) ?? []).filter(
      (lot) => obstacleOf(lots[lot]!, install, devices[device]!, day) === null,
    );
    const free = may.filter((lot) => isUnlimited(lots[lot]!)).sort(usedFirst(lots))[0] ?? -1;
    const limited = may.filter((lot) => !isUnlimited(lots[lot]!));
    const id = numbered(listIds, `${free}:${limited.join(',')}`);
    lists[id] ??= { lots: limited, free };
    judged.set(key, id);
    return id;
  });
  return { listOf, lists };
}

/** Its number in order of first appearance. */
export function numbered(numbers: Map<string, number>, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** Bound to the computer before the site's, the site's before the rest; then older before newer. */
export function usedFirst(lots: readonly Lot[]) {
  const rank = ({ metric }: Lot) => (metric === 'oem' ? 0 : metric === 'site' ? 1 : 2);
  return (one: number, two: number) => {
    const [a, b] = [lots[one]!, lots[two]!];
    if (rank(a) !== rank(b)) return rank(a) - rank(b);
    return a.acquiredOn < b.acquiredOn ? -1 : a.acquiredOn > b.acquiredOn ? 1 : one - two;
  };
}

/** The computers of a carrier of this lot; undefined where it cannot be one. */
export function carrierDevices(
  facts: Pick<Facts, 'devices' | 'devicesOf'>,
  deviceIndex: Map<string, number>,
  lot: Lot,
  carrier: string,
): number[] | undefined {
  if (lot.metric === 'user') return facts.devicesOf.get(carrier);
  const device = deviceIndex.get(carrier);
  if (device !== undefined) return [device];
  if (!isSecondUse(lot)) return undefined;
  for (let at = carrier.indexOf('+'); at !== -1; at = carrier.indexOf('+', at + 1)) {
    const one = deviceIndex.get(carrier.slice(0, at));
    const two = deviceIndex.get(carrier.slice(at + 1));
    if (one === undefined || two === undefined) continue;
    if (pairCarrier(facts.devices[one]!, facts.devices[two]!) === carrier) return [one, two];
  }
  return undefined;
}

/** Which of the lot's capacities a seat on this computer uses up: one, or one per bucket it is active in. */
export function slotsOf(
  facts: Pick<Facts, 'buckets'>,
  lot: Lot,
  device: AllocationDevice,
): number[] {
  if (lot.metric !== 'concurrent') return [0];
  if (device.activeIn.length === 0) return facts.buckets.map((_, at) => at);
  return facts.buckets.flatMap((bucket, at) => (device.activeIn.includes(bucket) ? [at] : []));
}

/** Fixed seats in the order of lot and carrier (as one text), as long as they are lawful and there are enough. */
function fixSeats(
  facts: Facts,
  locked: readonly Seat[],
  lotIndex: Map<string, number>,
  deviceIndex: Map<string, number>,
): void {
  const names = new Set(locked.map((seat) => JSON.stringify([seat.lotId, seat.carrierId])));
  for (const name of [...names].sort()) {
    const [lotId, carrierId] = JSON.parse(name) as [string, string];
    const at = lotIndex.get(lotId);
    const lot = at === undefined ? undefined : facts.lots[at]!;
    if (at === undefined || !lot || isUnlimited(lot)) continue;
    const on = carrierDevices(facts, deviceIndex, lot, carrierId);
    if (!on) continue;
    const covered = on
      .flatMap((device) => facts.installsOn[device]!)
      .filter((install) => facts.lists[facts.listOf[install]!]!.lots.includes(at));
    const first = facts.devices[on[0]!]!;
    const [slots, units] = [slotsOf(facts, lot, first), unitsOf(lot, first)];
    const left = facts.left[at]!;
    if (covered.length === 0 || slots.some((slot) => left[slot]! < units)) continue;
    for (const slot of slots) left[slot]! -= units;
    facts.fixed.push({
      lot: at,
      carrier: carrierId,
      held: facts.heldBy.get(carrierId)?.includes(at) ?? false,
    });
    for (const install of covered) {
      if (facts.settled[install] !== -1) continue;
      facts.settled[install] = at;
      facts.settledBy[install] = carrierId;
    }
  }
}
