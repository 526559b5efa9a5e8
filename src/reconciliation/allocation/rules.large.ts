/**
 * Large components: all three levels in one linear programme first, weight far above cost far above changes, which
 * solves faster than the weight alone and is nearly whole; what is left fractional is made whole in its neighbourhood.
 * Each level's own prices come from there in a few steps.
 */
import type { LinearModel, OpenModel, Solution, Solver } from '../../platform/solver/highs.ts';
import { type ComponentModel, valuesOf } from './rules.model.ts';
import type { LevelName } from './rules.prices.ts';
import {
  dualsOf,
  isBetter,
  roundedCounts,
  type Staged,
  type StagedBudget,
  startOf,
  wholeCounts,
} from './rules.staged.ts';

/** What a fen weighs against one unit of weight, a change against a fen. */
const FEN = 1e-6;
const CHANGE = 1;
/** Columns of the neighbourhoods in which whole numbers are looked for, one after the other. */
const NEIGHBOURHOODS = [0, 600, 2400, 8000];

export function solveLarge(solver: Solver, model: ComponentModel, budget: StagedBudget): Staged {
  const staged: Staged = {
    counts: new Int32Array(model.linear.cost.length),
    duals: {},
    bounds: {},
  };
  const linear = { ...model.linear, cost: combined(model) };
  const open = solver.open(linear);
  try {
    const { iterations } = budget;
    const first = open.solve({ iterations });
    if (first.status !== 'optimal' || !first.columns) return staged;
    lookAround(solver, model, linear, first.columns, budget, (counts) => {
      if (isBetter(model, counts, staged.counts)) staged.counts = counts;
      return gain(model, staged.counts) >= first.value! - FEN / 2;
    });
    const all = Int32Array.from(model.weight.keys());
    const rows: [number, number, Float64Array][] = [];
    let basis: ReturnType<OpenModel['basis']> | undefined;
    for (const level of ['weight', 'cost', 'changes'] as const) {
      const goal = { weight: model.weight, cost: model.cost, changes: model.change }[level];
      open.setSense(level === 'cost' ? 'min' : 'max');
      open.setCosts(all, goal);
      const relaxed = open.solve({ iterations });
      if (relaxed.status !== 'optimal' || !relaxed.columns) return staged;
      staged.duals[level] = dualsOf(model, level, relaxed);
      staged.bounds[level] = relaxed.value;
      if (level !== 'weight') improve(solver, model, level, rows, relaxed, budget, staged);
      // What the relaxation costs, not what was reached: the same where the two meet, and few steps where not.
      rows.push(
        level === 'weight'
          ? [valuesOf(model, staged.counts).weight, Infinity, model.weight]
          : [-Infinity, Math.ceil(relaxed.value! - 1e-6), model.cost],
      );
      if (level === 'cost') open.setBasis(basis!);
      if (level !== 'changes') addRow(open, rows.at(-1)!);
      if (level !== 'weight') continue;
      // Cheapest and with fewest changes at once: the next two levels start, and nearly end, here.
      open.setCosts(
        all,
        linear.cost.map((own, at) => own - model.weight[at]!),
      );
      open.solve({ iterations });
      basis = open.basis();
    }
    return staged;
  } finally {
    open.close();
  }
}

function gain(model: ComponentModel, counts: Int32Array): number {
  const { weight, cost, changes } = valuesOf(model, counts);
  return weight - FEN * (cost - CHANGE * changes);
}

function addRow(open: OpenModel, [low, high, row]: [number, number, Float64Array]): void {
  const indices = [...row.keys()].filter((at) => row[at] !== 0);
  open.addRow(
    low,
    high,
    indices,
    indices.map((at) => row[at]!),
  );
}

/** Where the level's own bound is not met yet, its own fractional answer may lead to a better whole one. */
function improve(
  solver: Solver,
  model: ComponentModel,
  level: LevelName,
  rows: [number, number, Float64Array][],
  relaxed: Solution,
  budget: StagedBudget,
  staged: Staged,
): void {
  const value = () => {
    const values = valuesOf(model, staged.counts);
    return level === 'cost' ? values.cost / model.costStep : values[level];
  };
  const missing = () => Math.abs(relaxed.value! - value()) >= 1 - 1e-6;
  if (!missing()) return;
  const linear = withRows(model, rows);
  lookAround(solver, model, linear, relaxed.columns!, budget, (counts) => {
    if (isBetter(model, counts, staged.counts)) staged.counts = counts;
    return !missing();
  });
}

/** All three levels together, with what has been reached. */
function withRows(model: ComponentModel, rows: [number, number, Float64Array][]): LinearModel {
  const { linear } = model;
  const own = rows.map(([, , row]) => [...row.keys()].filter((at) => row[at] !== 0));
  const starts = [...linear.starts];
  for (const indices of own) starts.push(starts.at(-1)! + indices.length);
  const values = [...linear.values];
  for (const [at, indices] of own.entries()) {
    for (const column of indices) values.push(rows[at]![2][column]!);
  }
  return {
    ...linear,
    cost: combined(model),
    rowLower: [...linear.rowLower, ...rows.map(([low]) => low)],
    rowUpper: [...linear.rowUpper, ...rows.map(([, high]) => high)],
    starts,
    indices: [...linear.indices, ...own.flat()],
    values,
  };
}

const combined = (model: ComponentModel): Float64Array =>
  model.weight.map(
    (weight, at) => weight - FEN * (model.cost[at]! * model.costStep - CHANGE * model.change[at]!),
  );

/** Tries whole answers near a fractional one, in wider and wider neighbourhoods, until `found` is content. */
function lookAround(
  solver: Solver,
  model: ComponentModel,
  linear: LinearModel,
  columns: Float64Array,
  budget: StagedBudget,
  found: (counts: Int32Array) => boolean,
): void {
  const whole = wholeCounts(model, columns);
  if (whole) {
    found(whole);
    return;
  }
  const base = roundedCounts(model, columns);
  const { seeds, others } = byDistance(model, columns);
  let before = -1;
  for (const size of NEIGHBOURHOODS) {
    const free = new Uint8Array(columns.length);
    let count = 0;
    for (const kind of [...seeds, ...(size === 0 ? [] : others)]) {
      if (count >= size && !seeds.includes(kind)) break;
      count += freeClass(model, linear, kind, free);
    }
    if (count === before) return;
    before = count;
    const fixed = startOf(model, linear, base);
    const sub = restricted(linear, free, fixed);
    const integer = Int32Array.from(sub.columns, (column) => (isSeat(model, column) ? 1 : 0));
    const solution = solver.solve(
      { ...sub.model, integer },
      { nodes: budget.nodes, absoluteGap: FEN / 10 },
    );
    if (!solution.columns) continue;
    const counts = base.slice();
    for (const [at, column] of sub.columns.entries()) {
      if (isSeat(model, column)) counts[column] = Math.round(solution.columns[at]!);
    }
    if (found(counts)) return;
  }
}

/** Cover columns weigh, but cost nothing and change nothing. */
const isSeat = (model: ComponentModel, column: number) => model.change[column] !== 0;

function freeClass(
  model: ComponentModel,
  linear: LinearModel,
  kind: number,
  free: Uint8Array,
): number {
  let count = 0;
  const release = (column: number) => {
    if (free[column]) return;
    free[column] = 1;
    count += 1;
  };
  for (const column of model.seatColumns[kind]!) release(column);
  if (model.classes[kind]!.weights.length > 1) {
    for (const row of model.coverRows[kind]!) {
      if (row !== -1) release(linear.indices[linear.starts[row]!]!);
    }
  }
  return count;
}

/** Classes with fractional seats, and the others, those first that share most of their pools. */
function byDistance(
  model: ComponentModel,
  columns: Float64Array,
): { seeds: number[]; others: number[] } {
  const fractional = (column: number) =>
    Math.abs(columns[column]! - Math.round(columns[column]!)) > 1e-6;
  const seeds = model.classes.flatMap((_, at) =>
    model.seatColumns[at]!.some(fractional) ? [at] : [],
  );
  const pools = new Map<number, number>();
  for (const at of seeds) {
    for (const [place, seat] of model.classes[at]!.seats.entries()) {
      if (!fractional(model.seatColumns[at]![place]!)) continue;
      pools.set(seat.pool, (pools.get(seat.pool) ?? 0) + 1);
    }
  }
  const score = model.classes.map(({ seats }) =>
    seats.reduce((sum, { pool }) => sum + (pools.get(pool) ?? 0), 0),
  );
  const known = new Set(seeds);
  const others = model.classes.map((_, at) => at).filter((at) => !known.has(at) && score[at]! > 0);
  return { seeds, others: others.sort((a, b) => score[b]! - score[a]! || a - b) };
}

/** The model with all but the free columns fixed, and only the rows that still say something. */
function restricted(
  linear: LinearModel,
  free: Uint8Array,
  fixed: Float64Array,
): { model: LinearModel; columns: number[] } {
  const columns = [...free.keys()].filter((at) => free[at]);
  const place = new Int32Array(free.length).fill(-1);
  for (const [at, column] of columns.entries()) place[column] = at;
  const pick = (list: LinearModel['cost']) => columns.map((column) => list[column]!);
  const rowLower: number[] = [];
  const rowUpper: number[] = [];
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  for (let row = 0; row < linear.rowLower.length; row++) {
    let used = 0;
    for (let at = linear.starts[row]!; at < linear.starts[row + 1]!; at++) {
      const column = linear.indices[at]!;
      if (place[column] === -1) {
        used += linear.values[at]! * fixed[column]!;
      } else {
        indices.push(place[column]!);
        values.push(linear.values[at]!);
      }
    }
    if (indices.length === starts.at(-1)) continue;
    starts.push(indices.length);
    rowLower.push(linear.rowLower[row]! - used);
    rowUpper.push(linear.rowUpper[row]! - used);
  }
  const model: LinearModel = {
    sense: linear.sense,
    cost: pick(linear.cost),
    lower: pick(linear.lower),
    upper: pick(linear.upper),
    rowLower,
    rowUpper,
    starts,
    indices,
    values,
  };
  return { model, columns };
}
