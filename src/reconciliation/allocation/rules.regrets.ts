/** What a component's seats are worth under prices a certificate names: where an answer is not as good as they allow. */
import type { Facts } from './rules.facts.ts';
import { type ComponentModel, slack } from './rules.model.ts';
import type { Prices } from './rules.problem.ts';

/** Numbers as the solver counts them: good enough to find places, what is proven is for the checker to say. */
export type Regrets = {
  /** Per class, how much more its blocks could gain than they do. */
  classes: Float64Array;
  /** Per column of a seat, how much more it costs than what it covers pays. */
  reduced: Float64Array;
  /** Pools with something left that has a price. */
  pools: Set<number>;
  /** How far the answer is from its bound: all regrets and everything left. */
  gap: number;
};

type Kind = ComponentModel['classes'][number];

/** Weight (level `weight`) or fen (level `cost`) of an answer under the prices of that level. */
export function regretsOf(
  facts: Facts,
  model: ComponentModel,
  level: 'weight' | 'cost',
  prices: Prices,
  counts: Int32Array,
): Regrets {
  const den = Number(prices.den);
  const perUnit = level === 'weight' ? 1 : Number(prices.lam) / den;
  const priceOf = pricesPerPool(facts, model, prices);
  const regrets: Regrets = {
    classes: new Float64Array(model.classes.length),
    reduced: new Float64Array(counts.length),
    pools: new Set(),
    gap: 0,
  };
  for (const [key, left] of slack(model, counts)) {
    const [pool, slot] = key.split(':').map(Number) as [number, number];
    const worth = left * (priceOf.get(pool)?.[slot] ?? 0);
    if (worth > 0) regrets.pools.add(pool);
    regrets.gap += worth;
  }
  for (const [at, kind] of model.classes.entries()) {
    const net = kind.seats.map((seat) => {
      const own = level === 'cost' ? model.pools[seat.pool]!.cost * seat.units : 0;
      const list = priceOf.get(seat.pool);
      return seat.slots.reduce((sum, slot) => sum + (list?.[slot] ?? 0) * seat.units, own);
    });
    const worth = kind.weights.map((weight) => weight * perUnit);
    const rates = hinted(facts, kind, prices) ?? usual(facts, kind, net, perUnit);
    const columns = model.seatColumns[at]!;
    for (const [place, seat] of kind.seats.entries()) {
      regrets.reduced[columns[place]!] = net[place]! - paid(seat, rates);
    }
    const most =
      worth.reduce((sum, own, row) => sum + Math.max(0, own - rates[row]!), 0) -
      columns.reduce((sum, column) => sum + Math.min(0, regrets.reduced[column]!), 0);
    const own = gained(kind, columns, counts, net, worth);
    regrets.classes[at] = Math.max(0, most * kind.blocks.length - own);
    regrets.gap += regrets.classes[at]!;
  }
  return regrets;
}

function pricesPerPool(
  { lots }: Facts,
  { pools, capacityRows }: ComponentModel,
  { prices, den }: Prices,
): Map<number, number[]> {
  const found = new Map<number, number[]>();
  for (const { pool } of capacityRows) {
    const named = pools[pool]!.lots.find((lot) => prices[lots[lot]!.id] !== undefined);
    if (named === undefined || found.has(pool)) continue;
    found.set(
      pool,
      [prices[lots[named]!.id]!].flat().map((price) => Number(price) / Number(den)),
    );
  }
  return found;
}

const paid = (seat: Kind['seats'][number], rates: number[]) =>
  seat.rows.reduce((sum, row) => sum + rates[row]!, 0);

/** What the certificate says each install pays, where it does of all of a block. */
function hinted(facts: Facts, kind: Kind, { rows, den }: Prices): number[] | undefined {
  if (!rows || kind.weights.length === 1) return undefined;
  const rates: number[] = [];
  for (const installs of kind.blocks[0]!.rows) {
    let sum = 0;
    for (const install of installs) {
      const own = rows[facts.installs[install]!.id];
      if (own === undefined) return undefined;
      sum += Number(own) / Number(den);
    }
    rates.push(sum);
  }
  return rates;
}

/** Each pays as much as its seats can still take, in the checker's order. */
function usual(facts: Facts, kind: Kind, net: number[], perUnit: number): number[] {
  const rest = [...net];
  const rates = kind.weights.map(() => 0);
  const installs = kind.blocks[0]!.rows.flatMap((own, row) =>
    own.map((install) => ({ install, row })),
  );
  for (const { install, row } of installs.sort((one, two) => one.install - two.install)) {
    let rate = facts.installs[install]!.weight * perUnit;
    for (const [at, seat] of kind.seats.entries()) {
      if (seat.rows.includes(row)) rate = Math.min(rate, rest[at]!);
    }
    if (rate <= 0) continue;
    rates[row]! += rate;
    for (const [at, seat] of kind.seats.entries()) {
      if (seat.rows.includes(row)) rest[at]! -= rate;
    }
  }
  return rates;
}

/** What the class gains by its seats, all blocks together. */
function gained(
  kind: Kind,
  columns: number[],
  counts: Int32Array,
  net: number[],
  worth: number[],
): number {
  const covered = worth.map(() => 0);
  let sum = 0;
  for (const [at, seat] of kind.seats.entries()) {
    const count = counts[columns[at]!]!;
    if (count === 0) continue;
    sum -= count * net[at]!;
    for (const row of seat.rows) covered[row]! += count;
  }
  return covered.reduce(
    (total, count, row) => total + worth[row]! * Math.min(kind.blocks.length, count),
    sum,
  );
}
