/**
 * Where prices alone do not prove a level: of the seats of a class either at most so many are given or more, and each
 * side gets prices of its own, until every leaf proves that nobody passes the value.
 */
import type { Solution, Solver } from '../../platform/solver/highs.ts';
import { carrierOf } from './rules.blocks.ts';
import type { Facts } from './rules.facts.ts';
import { type ComponentModel, gcd, valuesOf } from './rules.model.ts';
import { type LevelName, pricesOf } from './rules.prices.ts';
import type { Branching, Prices } from './rules.problem.ts';
import { dualsOf, linearFor } from './rules.staged.ts';

type Branch = { kind: number; seat: number; most: number; less: boolean };
type Search = {
  solver: Solver;
  facts: Facts;
  model: ComponentModel;
  level: LevelName;
  counts: Int32Array;
  /** The value as the level's objective counts it, and the least step to the next. */
  reached: number;
  step: number;
  /** Leaves still allowed. */
  leaves: number;
};

/** The tree; undefined where there is none within the leaves allowed, or the value is not the best. */
export function treeOf(
  solver: Solver,
  facts: Facts,
  model: ComponentModel,
  level: LevelName,
  counts: Int32Array,
  leaves: number,
): Branching | undefined {
  const values = valuesOf(model, counts);
  const weights = model.classes.flatMap((kind) => kind.weights);
  const search: Search = {
    solver,
    facts,
    model,
    level,
    counts,
    reached: level === 'cost' ? values.cost / model.costStep : values[level],
    step: level === 'weight' ? weights.reduce(gcd, 0) || 1 : 1,
    leaves,
  };
  const tree = grow(search, []);
  return tree && 'seats' in tree ? tree : undefined;
}

/** Does the relaxation leave room for a better whole value? */
function isOpen({ level, reached, step }: Search, value: number): boolean {
  const better = level === 'cost' ? reached - value : value - reached;
  return better > step - 1e-4;
}

function grow(search: Search, branches: Branch[]): Branching | Prices | undefined {
  if (search.leaves <= 0) return undefined;
  const solution = relaxed(search, branches);
  if (solution.status !== 'optimal' || !solution.columns) return undefined;
  if (!isOpen(search, solution.value!)) {
    search.leaves -= 1;
    return leafOf(search, branches, solution);
  }
  const next = mostFractional(search.model, solution.columns);
  if (!next) return undefined;
  const less = grow(search, [...branches, { ...next, less: true }]);
  if (!less) return undefined;
  const more = grow(search, [...branches, { ...next, less: false }]);
  if (!more) return undefined;
  return { seats: seatsOf(search, next), most: next.most, less, more };
}

/**
 * The level's programme with the branches as rows. Each may be broken at a price no value is worth, so that there is
 * always an answer with prices, also where the branches contradict each other.
 */
function relaxed(search: Search, branches: Branch[]): Solution {
  const { model, level } = search;
  const linear = linearFor(model, level, search.counts);
  const penalty = penaltyOf(search);
  const starts = [...linear.starts];
  const indices = [...linear.indices];
  const values = [...linear.values];
  const columns = linear.cost.length;
  for (const [at, { kind, seat, less }] of branches.entries()) {
    indices.push(model.seatColumns[kind]![seat]!, columns + at);
    values.push(1, less ? -1 : 1);
    starts.push(indices.length);
  }
  const extra = <T>(value: T) => branches.map(() => value);
  return search.solver.solve({
    ...linear,
    cost: [...linear.cost, ...extra(level === 'cost' ? penalty : -penalty)],
    lower: [...linear.lower, ...extra(0)],
    upper: [...linear.upper, ...extra(Infinity)],
    rowLower: [...linear.rowLower, ...branches.map((own) => (own.less ? -Infinity : own.most + 1))],
    rowUpper: [...linear.rowUpper, ...branches.map((own) => (own.less ? own.most : Infinity))],
    starts,
    indices,
    values,
  });
}

function penaltyOf({ model, level }: Search): number {
  const goal = { weight: model.weight, cost: model.cost, changes: model.change }[level];
  const upper = model.linear.upper;
  return 100 * goal.reduce((sum, own, at) => sum + Math.abs(own) * Math.min(upper[at]!, 1e6), 1);
}

function leafOf(search: Search, branches: Branch[], solution: Solution): Prices {
  const { facts, model, level } = search;
  const duals = dualsOf(model, level, solution);
  const first = model.linear.rowLower.length + ['weight', 'cost', 'changes'].indexOf(level);
  const forces = branches.map((own, at) => ({
    ...own,
    worth: Math.abs(solution.rowDuals?.[first + at] ?? 0),
  }));
  return pricesOf(facts, model, level, { ...duals, forces });
}

function mostFractional(
  model: ComponentModel,
  columns: Float64Array,
): Omit<Branch, 'less'> | undefined {
  let best: Omit<Branch, 'less'> | undefined;
  let score = 1e-6;
  for (const [kind, seats] of model.seatColumns.entries()) {
    for (const [seat, column] of seats.entries()) {
      const most = Math.floor(columns[column]! + 1e-9);
      const own = Math.min(columns[column]! - most, most + 1 - columns[column]!);
      if (own > score) [best, score] = [{ kind, seat, most }, own];
    }
  }
  return best;
}

/** Every seat the class's count stands for, whichever lot of the pool it is of. */
function seatsOf({ facts, model }: Search, { kind, seat }: Omit<Branch, 'less'>) {
  const own = model.classes[kind]!;
  const { pool, on } = own.seats[seat]!;
  return own.blocks.flatMap((block) =>
    model.pools[pool]!.lots.map((lot): [string, string] => [
      facts.lots[lot]!.id,
      carrierOf(facts, block.devices, on),
    ]),
  );
}
