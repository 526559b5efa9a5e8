/**
 * Synthetic units for the allocation benchmark. Standard: departments, suites on most computers, a few articles per
 * product, supply a little short. Adversarial: every lot its own scope, versions and price.
 */

import {
  isUnlimited,
  obstacleOf,
  unitsOf,
} from '../src/reconciliation/allocation/rules.eligibility.ts';
import type {
  AllocationDevice,
  Install,
  Lot,
  Metric,
  Problem,
  Seat,
} from '../src/reconciliation/allocation/rules.problem.ts';
import { device, lot, type Random, random } from '../test/allocation.ts';

export type Mix = 'standard' | 'adversarial';
const DEPARTMENTS = 40;
const INSTALLS = 6;

export function world(mix: Mix, size: number, lotCount: number, seed: number): Problem {
  const by = random(seed * 7919 + size);
  const products = Array.from(
    { length: Math.min(70, Math.max(12, Math.round(lotCount / 5))) },
    (_, at) => `p${at}`,
  );
  const suites = Array.from({ length: 8 }, () => {
    const parts = new Set<string>();
    while (parts.size < 3 + by.below(3)) parts.add(products[popular(by, products.length)]!);
    return [...parts];
  });
  const devices = people(size, by);
  const installs = programs(devices, products, suites, by);
  const lots = licences(mix, lotCount, products, suites, devices, installs, by);
  const problem: Problem = {
    day: '2026-11-27',
    devices,
    installs,
    lots,
    yesterday: [],
    locked: [],
  };
  const yesterday = inFixedOrder(problem, 'number').seats.filter(() => by.chance(0.9));
  return { ...problem, yesterday };
}

/** Few products are on most computers. */
const popular = (by: Random, count: number) =>
  Math.min(by.below(count), by.below(count), by.below(count));
const id = (letter: string, at: number) => `${letter}${String(at).padStart(7, '0')}`;

function people(size: number, by: Random): AllocationDevice[] {
  const devices: AllocationDevice[] = [];
  let user = 0;
  while (devices.length < size) {
    const department = `dep${by.below(DEPARTMENTS)}`;
    const one = (userId: string | null, portable: boolean) =>
      devices.push(
        device(id('d', devices.length), {
          userId,
          portable,
          departmentIds: ['root', department],
          cores: 4 * (1 + by.below(8)),
          activeIn: by.chance(0.5) ? [] : [8 + by.below(10)],
        }),
      );
    if (by.chance(0.08)) {
      one(null, false);
      continue;
    }
    user += 1;
    one(id('u', user), by.chance(0.2));
    if (by.chance(0.15) && devices.length < size) one(id('u', user), true);
  }
  return devices;
}

function programs(
  devices: AllocationDevice[],
  products: string[],
  suites: string[][],
  by: Random,
): Install[] {
  const installs: Install[] = [];
  for (const own of devices) {
    const names = new Set<string>();
    if (by.chance(0.8))
      for (const part of suites[by.below(suites.length)]!) if (by.chance(0.85)) names.add(part);
    while (names.size < INSTALLS) names.add(products[popular(by, products.length)]!);
    for (const productId of names) {
      installs.push({
        id: `${own.id}.${productId}`,
        deviceId: own.id,
        productId,
        version: `${1 + by.below(5)}`,
        edition: by.chance(0.3) ? 'pro' : 'std',
        weight: 1 + by.below(5),
      });
    }
  }
  return installs;
}

type Article = Omit<Lot, 'id' | 'quantity' | 'acquiredOn'>;
const METRICS: [Metric, number][] = [
  ['device', 0.8],
  ['user', 0.08],
  ['concurrent', 0.04],
  ['core', 0.03],
  ['site', 0.02],
  ['oem', 0.03],
];

function metricOf(by: Random): Metric {
  let share = by.below(1000) / 1000;
  for (const [metric, part] of METRICS) {
    share -= part;
    if (share < 0) return metric;
  }
  return 'device';
}

function article(
  products: string[],
  scoped: boolean,
  devices: AllocationDevice[],
  by: Random,
): Article {
  const metric = products.length > 1 ? 'device' : metricOf(by);
  const price = 100 * (1 + by.below(50)) * Math.max(1, products.length - 1);
  const {
    id: _,
    quantity: __,
    acquiredOn: ___,
    ...base
  } = lot('', products, {
    metric,
    usableVersions: by.chance(0.5)
      ? [{ from: null, to: null }]
      : [{ from: null, to: `${2 + by.below(4)}` }],
    editions: by.chance(0.6) ? null : [by.chance(0.5) ? 'pro' : 'std'],
    minimumCores: 8,
    departmentIds: scoped ? [`dep${by.below(DEPARTMENTS)}`] : null,
    deviceIds: metric === 'oem' ? devices.filter(() => by.chance(0.05)).map((own) => own.id) : null,
    secondUse: by.chance(0.05),
    unitCost: metric === 'core' ? Math.ceil(price / 8) : price,
  });
  return base;
}

/** Every lot gets a share of what its article could be asked for, so that all in all a little is missing. */
function licences(
  mix: Mix,
  count: number,
  products: string[],
  suites: string[][],
  devices: AllocationDevice[],
  installs: Install[],
  by: Random,
): Lot[] {
  const articles: Article[][] = [];
  const lots: Lot[] = [];
  const demand = new Map<string, number>();
  for (const { productId } of installs) demand.set(productId, (demand.get(productId) ?? 0) + 1);
  const lotsOf = new Map<string, number>();
  const picks = Array.from({ length: count }, () => {
    const suite = by.chance(0.12) ? suites[by.below(suites.length)]! : undefined;
    const product =
      products[by.chance(0.5) ? popular(by, products.length) : by.below(products.length)]!;
    const own = suite ?? [product];
    for (const part of own) lotsOf.set(part, (lotsOf.get(part) ?? 0) + 1);
    return own;
  });
  for (const [at, own] of picks.entries()) {
    const key = own.join();
    const known = articles.find((list) => list[0]!.products.join() === key) ?? [];
    if (known.length === 0) articles.push(known);
    const fresh =
      mix === 'adversarial' || known.length === 0 || (known.length < 6 && by.chance(0.4));
    if (fresh) known.push(article(own, by.chance(mix === 'adversarial' ? 0.6 : 0.25), devices, by));
    const base = fresh ? known.at(-1)! : known[by.below(known.length)]!;
    const share = Math.min(...own.map((part) => (demand.get(part) ?? 0) / lotsOf.get(part)!));
    const scope = base.departmentIds ? 0.4 : 1;
    const units = base.metric === 'core' ? 16 : 1;
    const quantity = Math.max(
      1,
      Math.round(share * 1.5 * scope * units * (0.6 + by.below(80) / 100)),
    );
    const year = 2018 + by.below(8);
    lots.push({ ...base, id: id('l', at), quantity, acquiredOn: `${year}-0${1 + by.below(9)}-15` });
  }
  return lots;
}

export type Greedy = { weight: number; cost: number; seats: Seat[] };
export const ORDERS = ['number', 'suites', 'singles', 'narrow'] as const;

/** What a fixed order of lots reaches: each lot to whom it adds something, until it is used up. Concurrent: peak of all. */
export function inFixedOrder(problem: Problem, order: (typeof ORDERS)[number]): Greedy {
  const devices = new Map(problem.devices.map((own) => [own.id, own]));
  const byProduct = Map.groupBy(problem.installs, (own) => own.productId);
  const covered = new Set<string>();
  const greedy: Greedy = { weight: 0, cost: 0, seats: [] };
  const rank = (own: Lot) =>
    (isUnlimited(own) ? -1e6 : 0) +
    (order === 'suites' ? -own.products.length : order === 'singles' ? own.products.length : 0) +
    (order === 'narrow'
      ? (own.departmentIds ? -2 : 0) +
        (own.usableVersions.some((range) => 'to' in range && range.to) ? -1 : 0)
      : 0);
  const lots = [...problem.lots].sort(
    (one, two) => rank(one) - rank(two) || (one.id < two.id ? -1 : 1),
  );
  for (const own of lots) {
    const open = own.products
      .flatMap((product) => byProduct.get(product) ?? [])
      .filter(
        (item) =>
          !covered.has(item.id) &&
          obstacleOf(own, item, devices.get(item.deviceId)!, problem.day) === null,
      );
    const carriers = Map.groupBy(open, (item) =>
      own.metric === 'user' ? devices.get(item.deviceId)!.userId! : item.deviceId,
    );
    let left = own.quantity ?? Infinity;
    for (const [carrierId, items] of carriers) {
      const units = own.metric === 'user' ? 1 : unitsOf(own, devices.get(carrierId)!);
      if (!isUnlimited(own)) {
        if (left < units) continue;
        left -= units;
        greedy.cost += units * own.unitCost;
        greedy.seats.push({ lotId: own.id, carrierId });
      }
      for (const item of items) {
        covered.add(item.id);
        greedy.weight += item.weight;
      }
    }
  }
  return greedy;
}
