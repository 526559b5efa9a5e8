/**
 * A component as a linear programme over its classes: how many blocks of a class get which seat. First the weight
 * covered, then the cost of it, then the changes; each level keeps what the ones before have reached.
 */
import { type LinearModel, modelBuilder } from '../../platform/solver/highs.ts';
import type { BlockClass } from './rules.blocks.ts';
import type { Pool } from './rules.pools.ts';

export type ComponentModel = {
  classes: BlockClass[];
  pools: Pool[];
  linear: LinearModel;
  /** Column of seat s of class k: `seatColumns[k][s]`. */
  seatColumns: number[][];
  /** Columns that have to be whole. */
  seats: number[];
  /** Objectives per column. */
  weight: Float64Array;
  cost: Float64Array;
  change: Float64Array;
  /** All costs are multiples of it; `cost` is divided by it. */
  costStep: number;
  /** Row of what is left of a pool, per slot. */
  capacityRows: { pool: number; slot: number; row: number }[];
  /** Row of "covered no more than there are seats", per class and row of it; -1 where there is none. */
  coverRows: number[][];
};

export const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

export function seatCost(pools: Pool[], seat: BlockClass['seats'][number]): number {
  return pools[seat.pool]!.cost * seat.units;
}

export function modelOf(classes: BlockClass[], pools: Pool[], binding: boolean[]): ComponentModel {
  const build = modelBuilder('max');
  const [weight, cost, change]: number[][] = [[], [], []];
  const seats: number[] = [];
  const capacity = new Map<string, [number, number][]>();
  const coverRows: number[][] = [];
  const seatColumns = classes.map((kind) => {
    const count = kind.blocks.length;
    const columns = kind.seats.map((seat) => {
      const column = build.column({ cost: 0, upper: count });
      weight!.push(0);
      cost!.push(seatCost(pools, seat));
      change!.push(seat.held ? 1 : -1);
      seats.push(column);
      for (const slot of binding[seat.pool] ? seat.slots : []) {
        const key = `${seat.pool}:${slot}`;
        const entries = capacity.get(key);
        if (entries) entries.push([column, seat.units]);
        else capacity.set(key, [[column, seat.units]]);
      }
      return column;
    });
    const alone = kind.weights.length === 1;
    coverRows.push(
      kind.weights.map((worth, row) => {
        const own = columns.filter((_, at) => kind.seats[at]!.rows.includes(row));
        if (own.length === 1 || alone) for (const column of own) weight![column]! += worth;
        if (own.length <= 1) return -1;
        if (alone) return build.row(-Infinity, count, entriesOf(own, 1));
        const covered = build.column({ cost: 0, upper: count });
        weight!.push(worth);
        cost!.push(0);
        change!.push(0);
        return build.row(-Infinity, 0, [[covered, 1], ...entriesOf(own, -1)]);
      }),
    );
    return columns;
  });
  const capacityRows = [...capacity].map(([key, entries]) => {
    const [pool, slot] = key.split(':').map(Number) as [number, number];
    return { pool, slot, row: build.row(-Infinity, pools[pool]!.capacity[slot]!, entries) };
  });
  const costStep = cost!.reduce(gcd, 0) || 1;
  const linear = build.model();
  return {
    classes,
    pools,
    linear: { ...linear, cost: weight! },
    seatColumns,
    seats,
    weight: Float64Array.from(weight!),
    cost: Float64Array.from(cost!, (own) => own / costStep),
    change: Float64Array.from(change!),
    costStep,
    capacityRows,
    coverRows,
  };
}

const entriesOf = (columns: number[], value: number): [number, number][] =>
  columns.map((column) => [column, value]);

/** Weight, cost (in fen) and changes of whole numbers of seats; the weight as if every class could be dealt. */
export function valuesOf(
  model: ComponentModel,
  counts: Int32Array,
): { weight: number; cost: number; changes: number } {
  let [weight, cost, changes] = [0, 0, 0];
  for (const [at, kind] of model.classes.entries()) {
    const covered = kind.weights.map(() => 0);
    for (const [place, seat] of kind.seats.entries()) {
      const count = counts[model.seatColumns[at]![place]!]!;
      if (count === 0) continue;
      cost += count * seatCost(model.pools, seat);
      changes += seat.held ? count : -count;
      for (const row of seat.rows) covered[row]! += count;
    }
    for (const [row, worth] of kind.weights.entries()) {
      weight += worth * Math.min(kind.blocks.length, covered[row]!);
    }
  }
  return { weight, cost, changes };
}

/** What is left of each capacity row; a negative one is broken. */
export function slack(model: ComponentModel, counts: Int32Array): Map<string, number> {
  const left = new Map(
    model.capacityRows.map(({ pool, slot }) => [
      `${pool}:${slot}`,
      model.pools[pool]!.capacity[slot]!,
    ]),
  );
  for (const [at, kind] of model.classes.entries()) {
    for (const [place, seat] of kind.seats.entries()) {
      const count = counts[model.seatColumns[at]![place]!]!;
      if (count === 0) continue;
      for (const slot of seat.slots) {
        const own = left.get(`${seat.pool}:${slot}`);
        if (own !== undefined) left.set(`${seat.pool}:${slot}`, own - count * seat.units);
      }
    }
  }
  return left;
}
