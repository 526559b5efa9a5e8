/**
 * Where prices alone do not prove a level: of the seats of a class either at most so many are given or more, and each
 * side gets prices of its own, until every leaf proves that nobody passes the value.
 */
import type { LinearModel, OpenModel, Solution, Solver } from '../../platform/solver/highs.ts';
import { carrierOf } from './rules.blocks.ts';
import type { Facts } from './rules.facts.ts';
import { type ComponentModel, gcd, valuesOf } from './rules.model.ts';
import { type LevelName, pricesOf } from './rules.prices.ts';
import type { Branching, Prices } from './rules.problem.ts';
import { dualsOf, linearFor } from './rules.staged.ts';

type Branch = { kind: number; seat: number; most: number; less: boolean };
type Search = {
  open: OpenModel;
  facts: Facts;
  model: ComponentModel;
  level: LevelName;
  /** The value as the level's objective counts it, and the least step to the next. */
  reached: number;
  step: number;
  /** Leaves and simplex iterations still allowed. */
  leaves: number;
  iterations: number;
};

/** The tree; undefined where there is none within the leaves allowed, or the value is not the best. */
export function treeOf(
  solver: Solver,
  facts: Facts,
  model: ComponentModel,
  level: LevelName,
  counts: Int32Array,
  budget: { leaves: number; iterations: number },
): Branching | undefined {
  const values = valuesOf(model, counts);
  const weights = model.classes.flatMap((kind) => kind.weights);
  const open = solver.open(elastic(model, linearFor(model, level, counts), level));
  try {
    const tree = grow(
      {
        open,
        facts,
        model,
        level,
        reached: level === 'cost' ? values.cost / model.costStep : values[level],
        step: level === 'weight' ? weights.reduce(gcd, 0) || 1 : 1,
        ...budget,
      },
      [],
    );
    return tree && 'seats' in tree ? tree : undefined;
  } finally {
    open.close();
  }
}

/**
 * Every row that branches can make impossible may be broken, at a price no value is worth: there is always an answer with
 * prices, also where branches contradict each other.
 */
function elastic(model: ComponentModel, linear: LinearModel, level: LevelName): LinearModel {
  const goal = { weight: model.weight, cost: model.cost, changes: model.change }[level];
  const upper = model.linear.upper;
  const most = goal.reduce((sum, own, at) => sum + Math.abs(own) * Math.min(upper[at]!, 1e6), 1);
  const columns = linear.cost.length;
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  let added = 0;
  for (let row = 0; row < linear.rowLower.length; row++) {
    for (let at = linear.starts[row]!; at < linear.starts[row + 1]!; at++) {
      indices.push(linear.indices[at]!);
      values.push(linear.values[at]!);
    }
    const [low, high] = [linear.rowLower[row]!, linear.rowUpper[row]!];
    if (low > -Infinity || high > 0) {
      indices.push(columns + added);
      values.push(low > -Infinity ? 1 : -1);
      added += 1;
    }
    starts.push(indices.length);
  }
  const extra = (value: number) => new Array<number>(added).fill(value);
  return {
    ...linear,
    cost: [...linear.cost, ...extra(level === 'cost' ? most : -most)],
    lower: [...linear.lower, ...extra(0)],
    upper: [...linear.upper, ...extra(Infinity)],
    starts,
    indices,
    values,
  };
}

/** Does the relaxation leave room for a better whole value? */
function isOpen({ level, reached, step }: Search, value: number): boolean {
  const better = level === 'cost' ? reached - value : value - reached;
  return better > step - 1e-4;
}

function grow(search: Search, branches: Branch[]): Branching | Prices | undefined {
  if (search.leaves <= 0 || search.iterations <= 0) return undefined;
  const solution = search.open.solve({ iterations: search.iterations });
  search.iterations -= solution.iterations;
  if (solution.status !== 'optimal' || !solution.columns) return undefined;
  if (!isOpen(search, solution.value!)) {
    search.leaves -= 1;
    return leafOf(search, branches, solution);
  }
  const next = mostFractional(search.model, solution.columns);
  if (!next) return undefined;
  const less = within(search, branches, { ...next, less: true });
  const more = less && within(search, branches, { ...next, less: false });
  return more && { seats: seatsOf(search, next), most: next.most, less, more };
}

/** One side of a branching: the parent's answer is where the solver starts from. */
function within(search: Search, branches: Branch[], next: Branch): Branching | Prices | undefined {
  const { open, model } = search;
  const column = model.seatColumns[next.kind]![next.seat]!;
  const own = branches.filter(({ kind, seat }) => kind === next.kind && seat === next.seat);
  const bounds = (list: Branch[]) => {
    const upper = list.filter(({ less }) => less).map(({ most }) => most);
    const lower = list.filter(({ less }) => !less).map(({ most }) => most + 1);
    const most = Math.min(model.linear.upper[column]!, ...upper);
    open.setColumnBounds([column], [Math.max(0, ...lower)], [most]);
  };
  bounds([...own, next]);
  const grown = grow(search, [...branches, next]);
  bounds(own);
  return grown;
}

/** What a branching is worth is the reduced cost of its seats, where they end at it and at no later one. */
function leafOf(search: Search, branches: Branch[], solution: Solution): Prices {
  const { facts, model, level } = search;
  const sign = level === 'cost' ? -1 : 1;
  const forces = branches.map((own, at) => {
    const later = branches
      .slice(at + 1)
      .some(({ kind, seat, less }) => kind === own.kind && seat === own.seat && less === own.less);
    const reduced = solution.reducedCosts?.[model.seatColumns[own.kind]![own.seat]!] ?? 0;
    return { ...own, worth: later ? 0 : Math.max(0, (own.less ? sign : -sign) * reduced) };
  });
  return pricesOf(facts, model, level, { ...dualsOf(model, level, solution), forces });
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
