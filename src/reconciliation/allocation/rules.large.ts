/**
 * Large components: all three levels in one linear programme first, weight far above cost far above changes, which
 * solves faster than the weight alone and is nearly whole; what is left fractional is made whole in its neighbourhood.
 * Each level's own prices come from there in a few steps.
 */
import type { LinearModel, OpenModel, Solver } from '../../platform/solver/highs.ts';
import { type ComponentModel, valuesOf } from './rules.model.ts';
import type { Duals } from './rules.prices.ts';
import {
  dualsOf,
  isBetter,
  roundedCounts,
  type Staged,
  type StagedBudget,
  startOf,
  wholeCounts,
} from './rules.staged.ts';

/** What a fen weighs against one unit of weight at most, a change against a fen. */
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
  const linear = { ...model.linear, cost: combinedOf(model) };
  const open = solver.open(linear);
  try {
    const { iterations } = budget;
    const first = open.solve({ iterations });
    if (first.status !== 'optimal' || !first.columns) return staged;
    lookAround(solver, model, linear, first.columns, budget, (counts) => {
      if (isBetter(model, counts, staged.counts)) staged.counts = counts;
      return gain(model, staged.counts) >= first.value! - fenOf(model) / 2;
    });
    levels(solver, model, open, budget, staged);
    return staged;
  } finally {
    open.close();
  }
}

/**
 * Every level's own prices, each a few steps from the answer to all of them together: first the weight's, then, with the
 * weight kept, those of cost and changes in one programme. A change is worth so little there that it seldom pays a fen: its
 * prices over a change's worth bound the last level, and cost alone is a step away.
 */
function levels(
  solver: Solver,
  model: ComponentModel,
  open: OpenModel,
  { iterations, nodes }: StagedBudget,
  staged: Staged,
): void {
  const all = Int32Array.from(model.weight.keys());
  const together = open.basis();
  open.setCosts(all, model.weight);
  const weight = open.solve({ iterations });
  if (weight.status !== 'optimal') return;
  staged.duals.weight = dualsOf(model, 'weight', weight);
  staged.bounds.weight = weight.value;
  const kept: Row = [valuesOf(model, staged.counts).weight, Infinity, model.weight];
  open.setBasis(together);
  addRow(open, kept);
  open.setSense('min');
  open.setCosts(
    all,
    model.cost.map((own, at) => own - CHANGE_IN_STEPS * model.change[at]!),
  );
  const both = open.solve({ iterations });
  if (both.status !== 'optimal' || !both.columns) return;
  open.setCosts(all, model.cost);
  const cost = open.solve({ iterations });
  if (cost.status !== 'optimal' || !cost.columns) return;
  staged.duals.cost = dualsOf(model, 'cost', cost);
  staged.bounds.cost = cost.value;
  improve(solver, model, kept, both.columns, { nodes, iterations }, staged);
  const reached = valuesOf(model, staged.counts).cost / model.costStep;
  const [bound, evident] = [(reached - both.value!) / CHANGE_IN_STEPS, heldSeats(model)];
  staged.duals.changes = bound < evident ? perChange(dualsOf(model, 'cost', both)) : free(model);
  staged.bounds.changes = Math.min(bound, evident);
}

const free = ({ capacityRows }: ComponentModel): Duals => ({
  capacity: capacityRows.map(() => 0),
  lam: 0,
  mu: 0,
  cover: undefined,
});

/** Nobody keeps more seats than there were. */
const heldSeats = ({ classes }: ComponentModel): number =>
  classes.reduce(
    (sum, { seats, blocks }) => sum + seats.filter(({ held }) => held).length * blocks.length,
    0,
  );

/** What a change weighs against a step of the costs where both are one programme. */
const CHANGE_IN_STEPS = 0.1;

function perChange({ capacity, lam, cover }: Duals): Duals {
  return {
    capacity: capacity.map((price) => price / CHANGE_IN_STEPS),
    lam: lam / CHANGE_IN_STEPS,
    mu: 1 / CHANGE_IN_STEPS,
    cover: cover && ((row) => cover(row) / CHANGE_IN_STEPS),
  };
}

function gain(model: ComponentModel, counts: Int32Array): number {
  const { weight, cost, changes } = valuesOf(model, counts);
  return weight - fenOf(model) * (cost - CHANGE * changes);
}

type Row = [low: number, high: number, row: Float64Array];

function addRow(open: OpenModel, [low, high, row]: Row): void {
  const indices = [...row.keys()].filter((at) => row[at] !== 0);
  open.addRow(
    low,
    high,
    indices,
    indices.map((at) => row[at]!),
  );
}

/** Where cost or changes do not meet their bounds yet, their fractional answer may lead to a better whole one. */
function improve(
  solver: Solver,
  model: ComponentModel,
  kept: Row,
  columns: Float64Array,
  budget: StagedBudget,
  staged: Staged,
): void {
  const missing = () => {
    const { cost, changes } = valuesOf(model, staged.counts);
    const relaxed = columns.reduce((sum, own, at) => sum + own * model.change[at]!, 0);
    return cost / model.costStep >= staged.bounds.cost! + 1 - 1e-6 || changes < relaxed - 1;
  };
  if (!missing()) return;
  lookAround(solver, model, withRow(model, kept), columns, budget, (counts) => {
    if (isBetter(model, counts, staged.counts)) staged.counts = counts;
    return !missing();
  });
}

/** All three levels together, with the weight that has been reached. */
function withRow(model: ComponentModel, [low, high, row]: Row): LinearModel {
  const { linear } = model;
  const own = [...row.keys()].filter((at) => row[at] !== 0);
  return {
    ...linear,
    cost: combinedOf(model),
    rowLower: [...linear.rowLower, low],
    rowUpper: [...linear.rowUpper, high],
    starts: [...linear.starts, linear.indices.length + own.length],
    indices: [...linear.indices, ...own],
    values: [...linear.values, ...own.map((column) => row[column]!)],
  };
}

/** All three levels in one objective. */
export function combinedOf(model: ComponentModel): Float64Array {
  const fen = fenOf(model);
  return model.weight.map(
    (weight, at) => weight - fen * (model.cost[at]! * model.costStep - CHANGE * model.change[at]!),
  );
}

/** A fen's share of a unit of weight: the dearest seat never weighs as much as what it covers. */
function fenOf({ cost, costStep }: ComponentModel): number {
  const dearest = cost.reduce((most, own) => Math.max(most, own * costStep), 1);
  return Math.min(FEN, 0.05 / dearest);
}

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
    const counts = wholeAround(solver, model, linear, base, free, budget.nodes);
    if (counts && found(counts)) return;
  }
}

/** The best whole answer that differs from a given one in free columns only; undefined where there is none. */
export function wholeAround(
  solver: Solver,
  model: ComponentModel,
  linear: LinearModel,
  base: Int32Array,
  free: Uint8Array,
  nodes: number,
): Int32Array | undefined {
  const sub = restricted(linear, free, startOf(model, linear, base));
  const integer = Int32Array.from(sub.columns, (column) => (isSeat(model, column) ? 1 : 0));
  const { columns } = solver.solve(
    { ...sub.model, integer },
    { nodes, absoluteGap: fenOf(model) / 10 },
  );
  if (!columns) return undefined;
  const counts = base.slice();
  for (const [at, column] of sub.columns.entries()) {
    if (isSeat(model, column)) counts[column] = Math.round(columns[at]!);
  }
  return counts;
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
