/** A part as an integer programme (packs, seats, upgrades), and as a linear one between boxes, whose duals are prices. */
import { type LinearModel, modelBuilder } from '../../platform/solver/highs.ts';
import type { PartFacts } from './rules.blocks.ts';
import type { Offer, Prices } from './rules.problem.ts';
import type { Pool } from './rules.rights.ts';
import { hullOf, isPlain, type Supply, supplyOf } from './rules.supply.ts';

/** What is asked: least cost with everything met, most weight, or least cost with so much weight. */
export type Aim =
  | { kind: 'all' }
  | { kind: 'weight'; cap: number | null }
  | { kind: 'cost'; cap: number | null; weight: number };

export type PartModel = {
  model: LinearModel;
  /** Column of configuration `at` of class `index`. */
  configuration: number[][];
  packs: Map<Offer, number>;
  upgrades: Map<Offer, Map<string, number>>;
};

const capOf = (aim: Aim) => (aim.kind === 'all' ? null : aim.cap);

/** Most packs of an offer that could be of use. */
export function mostPacks(offer: Offer, { right }: Pool, most: number): number {
  if (right.metric === 'site') return 1;
  const enough = Math.max(offer.minPacks, Math.ceil(most / (offer.packSize * right.size)));
  return Math.min(enough, offer.maxPacks ?? enough);
}

type Build = ReturnType<typeof modelBuilder>;
type Entries = [number, number][];

/** Columns of the classes with their rows; what they take of each pool, category and weight. */
function classColumns(build: Build, part: PartFacts, aim: Aim, whole: boolean, phase1: boolean) {
  const takes = new Map<Pool, Entries>(part.pools.map((pool) => [pool, []]));
  const share = new Map<string, Entries>();
  const weight: Entries = [];
  const missing: number[] = [];
  const configuration = part.classes.map((one) => {
    const full = 2 ** one.weights.length - 1;
    const own: Entries = [];
    const columns = one.configurations.map((made) => {
      if (aim.kind === 'all' && made.mask !== full) return -1;
      const cost = aim.kind === 'weight' && !phase1 ? -made.weight : 0;
      const column = build.column({ cost, upper: one.count, integer: whole });
      own.push([column, 1]);
      if (made.weight > 0) weight.push([column, made.weight]);
      for (const [pool, units] of made.uses) takes.get(pool)!.push([column, units]);
      for (const [category, term] of made.share) {
        const entries = share.get(category) ?? [];
        share.set(category, entries);
        if (term !== 0) entries.push([column, term]);
      }
      return column;
    });
    if (phase1) {
      const column = build.column({ cost: 1, upper: one.count });
      own.push([column, 1]);
      missing.push(column);
    }
    build.row(one.count, one.count, own);
    return columns;
  });
  return { takes, share, weight, configuration };
}

/** The integer programme. `limits` may forbid more packs of an offer than so many. */
export function integerModel(
  part: PartFacts,
  aim: Aim,
  limits: ReadonlyMap<string, number> = new Map(),
): PartModel {
  const build = modelBuilder('min');
  const { takes, share, weight, configuration } = classColumns(build, part, aim, true, false);
  const packs = new Map<Offer, number>();
  const upgrades = new Map<Offer, Map<string, number>>();
  const bases = new Map<string, Entries>();
  const spent: Entries = [];
  for (const pool of part.pools) {
    const supply = takes.get(pool)!;
    const { size, metric } = pool.right;
    if (pool.stock) {
      const column = build.column({ cost: 0, integer: true });
      supply.push([column, -size]);
      bases.set(pool.stock.id, [...(bases.get(pool.stock.id) ?? []), [column, 1]]);
    }
    for (const offer of pool.offers) {
      const upper = Math.min(
        mostPacks(offer, pool, part.most.get(pool)!),
        limits.get(offer.id) ?? Infinity,
      );
      const cost = aim.kind === 'weight' ? 0 : offer.cost;
      const column = build.column({ cost, upper, integer: true });
      packs.set(offer, column);
      spent.push([column, offer.firstYear]);
      if (offer.minPacks > 1 && metric !== 'site') {
        const any = build.column({ cost: 0, upper: 1, integer: true });
        build.row(-Infinity, 0, [
          [column, 1],
          [any, -Math.max(1, upper)],
        ]);
        build.row(0, Infinity, [
          [column, 1],
          [any, -offer.minPacks],
        ]);
      }
      if (offer.upgrades === null) {
        const units = metric === 'site' ? part.most.get(pool)! : offer.packSize * size;
        supply.push([column, -units]);
        continue;
      }
      upgrades.set(
        offer,
        upgradeColumns(
          build,
          offer,
          [column, -offer.packSize],
          { part, row: supply, bases, size },
          true,
        ).columns,
      );
    }
    build.row(-Infinity, 0, supply);
  }
  stockRows(build, part, bases);
  for (const entries of share.values()) build.row(0, Infinity, entries);
  const cap = capOf(aim);
  if (cap !== null) build.row(-Infinity, cap, spent);
  if (aim.kind === 'cost') build.row(aim.weight, Infinity, weight);
  return { model: build.model(), configuration, packs, upgrades };
}

function upgradeColumns(
  build: Build,
  offer: Offer,
  there: Entries[number],
  into: { part: PartFacts; row: Entries; bases: Map<string, Entries>; size: number },
  whole: boolean,
): { columns: Map<string, number>; row: number } {
  const { bases } = into;
  const known = new Set(into.part.pools.map((pool) => pool.stock?.id));
  const own = new Map<string, number>();
  const row: Entries = [there];
  for (const stockId of [...new Set(offer.upgrades)].sort()) {
    if (!known.has(stockId)) continue;
    const column = build.column({ cost: 0, integer: whole });
    own.set(stockId, column);
    row.push([column, 1]);
    into.row.push([column, -into.size]);
    bases.set(stockId, [...(bases.get(stockId) ?? []), [column, 1]]);
  }
  return { columns: own, row: build.row(-Infinity, 0, row) };
}

function stockRows(build: Build, part: PartFacts, bases: ReadonlyMap<string, Entries>) {
  const rows = new Map<Pool, number>();
  for (const pool of part.pools) {
    const entries = pool.stock && bases.get(pool.stock.id);
    if (!pool.stock || !entries || pool.stock.free === null) continue;
    rows.set(pool, build.row(-Infinity, pool.stock.free, entries));
  }
  return rows;
}

/** How much is asked of a row of the programme, from and to: units of a right, licences an upgrade raises. */
export type Boxes = ReadonlyMap<string, { low: number; high: number }>;
export const rightRow = (pool: Pool) => `right ${pool.id}`;
export const raisedRow = (offer: Offer) => `raised ${offer.id}`;

export type Relaxation = {
  model: LinearModel;
  /** Added to the objective: what the lower ends of boxes cost. */
  base: number;
  /** What is asked of the rows of boxes. */
  asked: Map<string, Entries>;
  prices(duals: Float64Array, den: number): Prices;
};

/** `any`: offers with a limit as if they had none. */
export type Supplies = Record<'cost' | 'firstYear' | 'any', Map<Pool, Supply>>;

export function suppliesOf(part: PartFacts): Supplies {
  const of = (price: (offer: Offer) => number, which?: (offer: Offer) => boolean) =>
    new Map(
      part.pools
        .filter((pool) => pool.offers.length > 0)
        .map((pool) => [pool, supplyOf(pool, part.most.get(pool)!, price, which)]),
    );
  return {
    cost: of((offer) => offer.cost),
    firstYear: of((offer) => offer.firstYear),
    any: of(
      (offer) => offer.cost,
      () => true,
    ),
  };
}

/**
 * The linear programme over convex prices of packs between boxes. `phase1`: how little can be left out of what has to
 * be met, for boxes in which nothing is possible.
 */
export function relaxation(
  part: PartFacts,
  aim: Aim,
  supplies: Supplies,
  boxes: Boxes,
  phase1 = false,
): Relaxation {
  const build = modelBuilder('min');
  const { takes, share, weight } = classColumns(build, part, aim, false, phase1);
  const spent: Entries = [];
  const bases = new Map<string, Entries>();
  const rows = new Map<string, number>();
  const asked = new Map<string, Entries>();
  let [base, spentBase] = [0, 0];
  const money = phase1 || aim.kind === 'weight' ? 0 : 1;
  const found = { takes, spent, bases, rows, asked };
  const state: Relaxing = { build, part, aim, supplies, boxes, phase1, money, ...found };
  for (const pool of part.pools) {
    const own = poolColumns(state, pool);
    base += own.base;
    spentBase += own.spentBase;
  }
  const stock = stockRows(build, part, bases);
  for (const [category, entries] of share)
    rows.set(`share ${category}`, build.row(0, Infinity, entries));
  const cap = capOf(aim);
  if (phase1) spent.push([build.column({ cost: 1 }), -1]);
  if (cap !== null) rows.set('cap', build.row(-Infinity, cap - spentBase, spent));
  if (phase1 && aim.kind === 'cost') weight.push([build.column({ cost: 1 }), 1]);
  if (aim.kind === 'cost') rows.set('weight', build.row(aim.weight, Infinity, weight));
  return {
    model: build.model(),
    base,
    asked,
    prices(duals, den) {
      const prices: Record<string, string> = {};
      const put = (row: string, price: number) => {
        const whole = BigInt(Math.round(Math.abs(price) * den));
        if (whole > 0n) prices[row] = String(whole);
      };
      for (const [name, row] of rows) put(name, duals[row]!);
      for (const [{ right }, row] of stock) put(`right ${right.id}`, duals[row]! / right.size);
      if (!phase1) prices[aim.kind === 'weight' ? 'weight' : 'fen'] = String(den);
      return prices;
    },
  };
}

type Relaxing = {
  build: Build;
  part: PartFacts;
  aim: Aim;
  supplies: Supplies;
  boxes: Boxes;
  phase1: boolean;
  money: number;
  takes: ReadonlyMap<Pool, Entries>;
  spent: Entries;
  bases: Map<string, Entries>;
  /** Rows of the programme by name, and what is asked of those of boxes. */
  rows: Map<string, number>;
  asked: Map<string, Entries>;
};

/** Columns and rows of what a pool gives out; returns what the lower ends of its boxes cost. */
function poolColumns(state: Relaxing, pool: Pool): { base: number; spentBase: number } {
  const { build, part, aim, supplies, boxes, phase1, money, takes, spent, bases } = state;
  const most = part.most.get(pool)!;
  const { low, high } = boxes.get(rightRow(pool)) ?? { low: 0, high: most };
  const entries = takes.get(pool)!;
  if (pool.stock) {
    const column = build.column({ cost: 0 });
    bases.set(pool.stock.id, [...(bases.get(pool.stock.id) ?? []), [column, 1]]);
    build.row(-Infinity, 0, [...entries, [column, -pool.right.size]]);
    return { base: 0, spentBase: 0 };
  }
  const given = build.column({ cost: 0, lower: low, upper: high });
  state.asked.set(rightRow(pool), entries);
  state.rows.set(rightRow(pool), build.row(-Infinity, 0, [...entries, [given, -1]]));
  const special = pool.offers.filter((offer) => !isPlain(offer));
  const within = special.length > 0 ? { low: 0, high: most } : { low, high };
  const row: Entries = [[given, 1]];
  const plain = pieces(build, supplies.cost.get(pool)!, within, money);
  if (plain) {
    row.push(...plain.columns.map(({ column }): [number, number] => [column, -1]));
  }
  for (const offer of special) specialColumns(state, offer, row, pool.right.size);
  if (phase1) row.push([build.column({ cost: 1 }), -1]);
  build.row(-Infinity, plain ? within.low : 0, row);
  const base = plain ? plain.base * money : 0;
  if (capOf(aim) === null || !plain) return { base, spentBase: 0 };
  const first = pieces(build, supplies.firstYear.get(pool)!, within, 0)!;
  // The same packs, seen by what they cost in the first year.
  const both: Entries = plain.columns.map(({ column }) => [column, 1]);
  both.push(...first.columns.map(({ column }): [number, number] => [column, -1]));
  build.row(-Infinity, 0, both);
  spent.push(...first.columns.map(({ column, price }): [number, number] => [column, price]));
  return { base, spentBase: first.base };
}

function pieces(
  build: Build,
  supply: Supply,
  within: { low: number; high: number },
  money: number,
): { base: number; columns: { column: number; price: number }[] } | undefined {
  if (supply.items.length === 0) return undefined;
  const { base, segments } = hullOf(supply.cost, within.low, within.high);
  const columns = segments.map(({ units, price }) => ({
    column: build.column({ cost: price * money, upper: units }),
    price,
  }));
  return { base, columns };
}

/** Packs of offers with a limit, and licences raised, into the row of their right. */
function specialColumns(state: Relaxing, offer: Offer, row: Entries, size: number): void {
  const { build, part, boxes, bases, spent, money, rows, asked, phase1 } = state;
  const raised = raisedRow(offer);
  const { low, high } = boxes.get(raised) ?? { low: 0, high: Infinity };
  const least = low > 0 ? Math.max(offer.minPacks, Math.ceil(low / offer.packSize)) : 0;
  const packs = build.column({ cost: offer.cost * money, lower: least });
  spent.push([packs, offer.firstYear]);
  if (offer.maxPacks !== null) {
    const over: Entries = phase1 ? [[build.column({ cost: 1 }), -1]] : [];
    rows.set(`limit ${offer.id}`, build.row(-Infinity, offer.maxPacks, [[packs, 1], ...over]));
  }
  if (offer.upgrades === null) {
    row.push([packs, -offer.packSize * size]);
    return;
  }
  const given = build.column({ cost: 0, lower: low, upper: high });
  const into = { part, row, bases, size };
  const own = upgradeColumns(build, offer, [given, -1], into, false);
  rows.set(raised, own.row);
  asked.set(
    raised,
    [...own.columns.values()].map((column) => [column, 1]),
  );
  build.row(-Infinity, 0, [
    [given, 1],
    [packs, -offer.packSize],
  ]);
}
