/**
 * Solves one component level by level over HiGHS: the linear programme first, whole numbers only where it is
 * fractional. Every level starts from what the one before has reached, so there is always an answer.
 */
import type { LinearModel, Solution, Solver } from '../../platform/solver/highs.ts';
import { type ComponentModel, slack, valuesOf } from './rules.model.ts';
import type { Duals, LevelName } from './rules.prices.ts';

export type Staged = {
  /** Seats per column. */
  counts: Int32Array;
  duals: { [level in LevelName]?: Duals };
  /** What the linear programme of a level says nobody passes; costs in steps. */
  bounds: { [level in LevelName]?: number | undefined };
};

export type StagedBudget = { nodes: number; iterations: number };

export function solveStaged(
  solver: Solver,
  model: ComponentModel,
  budget: StagedBudget,
  start: Int32Array,
): Staged {
  const staged: Staged = { counts: start, duals: {}, bounds: {} };
  for (const level of ['weight', 'cost', 'changes'] as const) {
    const linear = linearFor(model, level, staged.counts);
    const relaxed = solver.solve(linear, { iterations: budget.iterations });
    if (relaxed.status !== 'optimal' || !relaxed.columns) return staged;
    staged.duals[level] =
      (level === 'weight' ? dualsOfMore(solver, model, relaxed) : undefined) ??
      dualsOf(model, level, relaxed);
    staged.bounds[level] = relaxed.value;
    const rounded = wholeCounts(model, relaxed.columns);
    if (rounded && isBetter(model, rounded, staged.counts)) {
      staged.counts = rounded;
      continue;
    }
    const integer = new Int32Array(linear.cost.length);
    for (const column of model.seats) integer[column] = 1;
    const found = solver.solve(
      { ...linear, integer },
      {
        nodes: budget.nodes,
        absoluteGap: 0.5,
        start: startOf(model, linear, staged.counts),
      },
    );
    const counts = found.columns && roundedCounts(model, found.columns);
    if (counts && isBetter(model, counts, staged.counts)) staged.counts = counts;
  }
  return staged;
}

/** The model of a level, with what the levels before have reached. */
export function linearFor(
  model: ComponentModel,
  level: LevelName,
  reached: Int32Array,
): LinearModel {
  const { linear } = model;
  if (level === 'weight') return linear;
  const values = valuesOf(model, reached);
  const rows: [number, number, Float64Array][] = [[values.weight, Infinity, model.weight]];
  if (level === 'changes') rows.push([-Infinity, values.cost / model.costStep, model.cost]);
  const starts = [...linear.starts];
  const indices = [...linear.indices];
  const entries = [...linear.values];
  for (const [, , row] of rows) {
    for (const [column, value] of row.entries()) {
      if (value === 0) continue;
      indices.push(column);
      entries.push(value);
    }
    starts.push(indices.length);
  }
  return {
    ...linear,
    sense: level === 'cost' ? 'min' : 'max',
    cost: level === 'cost' ? model.cost : model.change,
    rowLower: [...linear.rowLower, ...rows.map(([lower]) => lower)],
    rowUpper: [...linear.rowUpper, ...rows.map(([, upper]) => upper)],
    starts,
    indices,
    values: entries,
  };
}

export function dualsOf(model: ComponentModel, level: LevelName, solution: Solution): Duals {
  const sign = level === 'cost' ? -1 : 1;
  // Not the whole solution: the prices of many groups are kept until the last is solved.
  const { rowDuals } = solution;
  const own = (row: number) => Math.max(0, sign * (rowDuals?.[row] ?? 0));
  const last = model.linear.rowLower.length;
  return {
    capacity: model.capacityRows.map(({ row }) => own(row)),
    lam: level === 'weight' ? 0 : Math.max(0, -sign * (rowDuals?.[last] ?? 0)),
    mu: level === 'changes' ? own(last + 1) : 0,
    // "Covered ≤ seats": loosening it by one covers one more.
    cover: own,
  };
}

const MORE = 1e-4;

/**
 * The prices of the first level with a little more of everything: among prices that prove the same they are those that
 * say what one more unit is worth, not what one less would lose. Undefined where that little changes more.
 */
function dualsOfMore(solver: Solver, model: ComponentModel, relaxed: Solution): Duals | undefined {
  const rowUpper = [...model.linear.rowUpper];
  for (const { row } of model.capacityRows) rowUpper[row]! += MORE;
  const more = solver.solve({ ...model.linear, rowUpper });
  if (more.status !== 'optimal' || !more.rowDuals) return undefined;
  const duals = dualsOf(model, 'weight', more);
  const added = duals.capacity.reduce((sum, price) => sum + price * MORE, 0);
  return Math.abs(more.value! - added - relaxed.value!) < 1e-6 ? duals : undefined;
}

export function wholeCounts(model: ComponentModel, columns: Float64Array): Int32Array | undefined {
  const fractional = model.seats.some(
    (column) => Math.abs(columns[column]! - Math.round(columns[column]!)) > 1e-6,
  );
  return fractional ? undefined : roundedCounts(model, columns);
}

export function roundedCounts(model: ComponentModel, columns: Float64Array): Int32Array {
  const counts = new Int32Array(columns.length);
  for (const column of model.seats) counts[column] = Math.round(columns[column]!);
  return counts;
}

/** Lawful, and no worse level by level, checked in whole numbers. */
export function isBetter(model: ComponentModel, counts: Int32Array, than: Int32Array): boolean {
  if ([...slack(model, counts).values()].some((left) => left < 0)) return false;
  const [own, old] = [valuesOf(model, counts), valuesOf(model, than)];
  if (own.weight !== old.weight) return own.weight > old.weight;
  return own.cost !== old.cost ? own.cost < old.cost : own.changes >= old.changes;
}

/** The whole solution of a linear programme these seats stand for. */
export function startOf(
  model: ComponentModel,
  linear: LinearModel,
  counts: Int32Array,
): Float64Array {
  const start = Float64Array.from(counts);
  for (const [at, rows] of model.coverRows.entries()) {
    const kind = model.classes[at]!;
    for (const [row, line] of rows.entries()) {
      if (line === -1 || kind.weights.length === 1) continue;
      const covered = kind.seats.reduce(
        (sum, seat, place) =>
          seat.rows.includes(row) ? sum + counts[model.seatColumns[at]![place]!]! : sum,
        0,
      );
      start[linear.indices[linear.starts[line]!]!] = Math.min(kind.blocks.length, covered);
    }
  }
  return start;
}
