/** Shadow prices of a linear programme as whole numbers a checker can add up exactly. */
import type { Facts } from './rules.facts.ts';
import type { ComponentModel } from './rules.model.ts';
import type { Certificate, Component, Prices, Whole } from './rules.problem.ts';
import { ratesOf } from './rules.rates.ts';

export const DEN = 2 ** 20;
/** Changes per fen are tiny numbers that meet huge sums. */
const FINE = 2 ** 36;

/** Worth of one more unit of each capacity row, of one unit of weight and of one unit of cost; all ≥ 0. */
export type Duals = {
  capacity: number[];
  lam: number;
  mu: number;
  /** Per cover row of the model what it is worth to loosen it; undefined where nothing is known of them. */
  cover: ((row: number) => number) | undefined;
  /** What branching on the seats of a class is worth, from the root of a tree down. */
  forces?: { kind: number; seat: number; less: boolean; worth: number }[];
};
/**
 * Prices of the last level with so many times those of the costs added: where the costs are met exactly this costs
 * nothing, and seats that only cost more than others do not pay by being kept.
 */
export function withCosts(changes: Duals, cost: Duals, times: number): Duals {
  const own = changes.cover;
  const other = cost.cover;
  return {
    capacity: changes.capacity.map((price, at) => price + times * cost.capacity[at]!),
    lam: changes.lam + times * cost.lam,
    mu: changes.mu + times,
    cover: own && other && ((row) => own(row) + times * other(row)),
  };
}

export type LevelName = 'weight' | 'cost' | 'changes';

/** Numbers a JSON number does not hold become text. */
export function whole(value: bigint): Whole {
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : `${value}`;
}

const scaled = (value: number, by: number): bigint =>
  value > 0 && Number.isFinite(value) ? BigInt(Math.round(value * by)) : 0n;

/** Prices per lot: every lot of a pool has the pool's. */
export function pricesOf(
  facts: Facts,
  model: ComponentModel,
  level: LevelName,
  duals: Duals,
): Prices {
  const by = level === 'changes' ? FINE : DEN;
  // Costs are counted in steps: a price in steps is so many times a price in fen, a worth per step so many times less.
  const step = BigInt(level === 'weight' ? 1 : model.costStep);
  const up = level === 'weight' ? 1n : step;
  const den = level === 'changes' ? BigInt(by) * step : BigInt(by);
  const perLot = new Map<number, bigint[]>();
  for (const [at, { pool, slot }] of model.capacityRows.entries()) {
    const price = scaled(duals.capacity[at]!, by) * up;
    if (price === 0n) continue;
    for (const lot of model.pools[pool]!.lots) {
      const list = perLot.get(lot) ?? facts.left[lot]!.map(() => 0n);
      list[slot] = price;
      perLot.set(lot, list);
    }
  }
  const prices: Prices['prices'] = {};
  for (const lot of [...perLot.keys()].sort((a, b) => a - b)) {
    const list = perLot.get(lot)!.map(whole);
    prices[facts.lots[lot]!.id] = facts.lots[lot]!.metric === 'concurrent' ? list : list[0]!;
  }
  const lam = scaled(duals.lam, by) * up;
  const mu = level === 'changes' ? scaled(duals.mu, by) : 0n;
  const leaf: Prices = { den: whole(den), lam: whole(lam), mu: whole(mu), prices };
  const forces = (duals.forces ?? []).map((own) => ({ ...own, by: scaled(own.worth, by) * up }));
  if (duals.forces) leaf.branches = forces.map((own) => whole(own.by));
  const { cover } = duals;
  if (!cover) return leaf;
  const rate = (kind: number, row: number): bigint | undefined => {
    const line = model.coverRows[kind]![row]!;
    return line === -1 ? undefined : scaled(cover(line), by) * up;
  };
  const rates = ratesOf(facts, model, { level, den, lam, mu, prices: perLot, rate, forces });
  if (rates.size === 0) return leaf;
  const rows: Prices['rows'] = {};
  for (const [install, own] of [...rates].sort((a, b) => a[0] - b[0])) {
    rows[facts.installs[install]!.id] = whole(own);
  }
  return { ...leaf, rows };
}

/** What one more unit of a lot is worth at most, as the prices of the first level say. */
export function worthOf({ weight }: Certificate): Component['worth'] {
  if (!weight) return [];
  const { den, prices } = weight.root;
  return Object.entries(prices).map(([lotId, own]) => {
    const sum = [own].flat().reduce((total, price) => total + BigInt(price), 0n);
    return { lotId, weight: Number(sum) / Number(den) };
  });
}
