/**
 * For tests and benchmarks of the allocation: a small random world, a solver that tries everything, a fixed stream of
 * random numbers, and shuffling.
 */
import {
  isSecondUse,
  isUnlimited,
  obstacleOf,
  pairCarrier,
  unitsOf,
} from '../src/reconciliation/allocation/rules.eligibility.ts';
import type {
  Allocation,
  AllocationDevice,
  Install,
  Lot,
  Problem,
  Seat,
} from '../src/reconciliation/allocation/rules.problem.ts';

export type Random = { below(limit: number): number; chance(share: number): boolean };

/** Mulberry32: the same numbers everywhere. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    below: (limit) => Math.floor(next() * limit),
    chance: (share) => next() < share,
  };
}

export function shuffled<T>(list: readonly T[], by: Random): T[] {
  const own = [...list];
  for (let at = own.length - 1; at > 0; at--) {
    const other = by.below(at + 1);
    [own[at], own[other]] = [own[other]!, own[at]!];
  }
  return own;
}

export const device = (id: string, more: Partial<AllocationDevice> = {}): AllocationDevice => ({
  id,
  userId: null,
  departmentIds: ['root'],
  cores: 1,
  portable: false,
  activeIn: [],
  ...more,
});

export const install = (deviceId: string, productId: string, more: Partial<Install> = {}) => ({
  id: `${deviceId}.${productId}${more.version ? `.${more.version}` : ''}`,
  deviceId,
  productId,
  version: '1',
  edition: '',
  weight: 1,
  ...more,
});

export const lot = (id: string, products: string[], more: Partial<Lot> = {}): Lot => ({
  id,
  products,
  usableVersions: [{ from: null, to: null }],
  downgradeVersions: [],
  downgradeLetter: false,
  editions: null,
  metric: 'device',
  quantity: 1,
  minimumCores: 1,
  departmentIds: null,
  deviceIds: null,
  validFrom: null,
  validTo: null,
  secondUse: false,
  unitCost: 1,
  acquiredOn: '2026-01-01',
  ...more,
});

export const problemOf = (
  devices: AllocationDevice[],
  installs: Install[],
  lots: Lot[],
  more: Partial<Problem> = {},
): Problem => ({ day: '2026-11-27', devices, installs, lots, yesterday: [], locked: [], ...more });

type Possible = Seat & { lot: Lot; covers: Install[]; units: number; device: AllocationDevice };

/** Every seat that covers something not settled yet, by the definition and nothing cleverer. */
export function possibleSeats(problem: Problem, settled = new Set<string>()): Possible[] {
  const { devices, installs, lots, day } = problem;
  const byId = new Map(devices.map((own) => [own.id, own]));
  const on = (own: AllocationDevice[], one: Lot) =>
    installs.filter(
      (item) =>
        !settled.has(item.id) &&
        own.some(({ id }) => id === item.deviceId) &&
        obstacleOf(one, item, byId.get(item.deviceId)!, day) === null,
    );
  const users = [...new Set(devices.flatMap((own) => own.userId ?? []))];
  return lots
    .filter((one) => !isUnlimited(one))
    .flatMap((one): Possible[] => {
      const seat = (carrierId: string, own: AllocationDevice[]): Possible => ({
        lotId: one.id,
        carrierId,
        lot: one,
        covers: on(own, one),
        units: unitsOf(one, own[0]!),
        device: own[0]!,
      });
      const carriers =
        one.metric === 'user'
          ? users.map((user) =>
              seat(
                user,
                devices.filter(({ userId }) => userId === user),
              ),
            )
          : devices.map((own) => seat(own.id, [own]));
      const pairs = !isSecondUse(one)
        ? []
        : devices.flatMap((first) =>
            devices.flatMap((second) => {
              const carrier = pairCarrier(first, second);
              const both = [first, second].every((own) => on([own], one).length > 0);
              return carrier !== undefined && both ? [seat(carrier, [first, second])] : [];
            }),
          );
      return [...carriers, ...pairs].filter(({ covers }) => covers.length > 0);
    });
}

const nameOf = (seat: Seat) => JSON.stringify([seat.lotId, seat.carrierId]);

export type Best = { weight: number; cost: number; changes: number };

/** The best of all choices of seats, level by level; undefined where there are more than `most` seats to try. */
export function bruteForce(problem: Problem, most = 13): Best | undefined {
  const byId = new Map(problem.devices.map((own) => [own.id, own]));
  const buckets = [...new Set(problem.devices.flatMap(({ activeIn }) => activeIn))];
  if (buckets.length === 0) buckets.push(0);
  const left = new Map(problem.lots.map((one) => [one.id, buckets.map(() => one.quantity ?? 0)]));
  const bucketsOf = ({ lot: one, device: own }: Possible) =>
    one.metric !== 'concurrent'
      ? [0]
      : buckets.flatMap((bucket, at) =>
          own.activeIn.length === 0 || own.activeIn.includes(bucket) ? [at] : [],
        );
  const take = (seat: Possible, sign: number) => {
    for (const at of bucketsOf(seat)) left.get(seat.lotId)![at]! -= sign * seat.units;
  };
  const fits = (seat: Possible) =>
    bucketsOf(seat).every((at) => left.get(seat.lotId)![at]! >= seat.units);
  const same = (one: Seat, two: Seat) => one.lotId === two.lotId && one.carrierId === two.carrierId;
  const locked = possibleSeats(problem)
    .filter((seat) => problem.locked.some((other) => same(seat, other)))
    .sort((one, two) => (nameOf(one) < nameOf(two) ? -1 : 1));
  const given: Possible[] = [];
  for (const seat of locked) {
    if (!fits(seat)) continue;
    take(seat, 1);
    given.push(seat);
  }
  const covered = new Map<string, number>();
  for (const item of problem.installs) {
    const unlimited = problem.lots.some(
      (one) =>
        isUnlimited(one) && obstacleOf(one, item, byId.get(item.deviceId)!, problem.day) === null,
    );
    covered.set(item.id, unlimited ? 1 : 0);
  }
  const settled = new Set(given.flatMap(({ covers }) => covers.map(({ id }) => id)));
  for (const [id, count] of covered) if (count > 0) settled.add(id);
  const free = possibleSeats(problem, settled).filter(
    (seat) => !given.some((other) => same(seat, other)),
  );
  if (free.length > most) return undefined;
  const now: Best = { weight: 0, cost: 0, changes: 0 };
  let best: Best | undefined;
  const turn = (seat: Possible, sign: number) => {
    for (const { id } of seat.covers) covered.set(id, covered.get(id)! + sign);
    now.cost += sign * seat.units * seat.lot.unitCost;
    now.changes += problem.yesterday.some((other) => same(seat, other)) ? sign : -sign;
  };
  for (const seat of given) turn(seat, 1);
  const walk = (at: number) => {
    const seat = free[at];
    if (!seat) {
      now.weight = problem.installs.reduce(
        (sum, { id, weight }) => (covered.get(id)! > 0 ? sum + weight : sum),
        0,
      );
      if (!best || isBetter(now, best)) best = { ...now };
      return;
    }
    walk(at + 1);
    if (!fits(seat)) return;
    take(seat, 1);
    turn(seat, 1);
    walk(at + 1);
    turn(seat, -1);
    take(seat, -1);
  };
  walk(0);
  return best;
}

const isBetter = (one: Best, two: Best) =>
  one.weight - two.weight || two.cost - one.cost || one.changes - two.changes
    ? (one.weight - two.weight || two.cost - one.cost || one.changes - two.changes) > 0
    : false;

/** The three values of a whole allocation. */
export function valuesOf({ components }: Allocation): Best {
  const sum = (level: 'weight' | 'cost' | 'changes') =>
    components.reduce((total, component) => total + component[level].value, 0);
  return { weight: sum('weight'), cost: sum('cost'), changes: sum('changes') };
}
