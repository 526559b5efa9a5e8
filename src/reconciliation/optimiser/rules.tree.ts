/**
 * Closes the distance between a value and its bound: prices of the relaxation, then branches on how many units of a right
 * are given out, the weakest leaf first. What a leaf is worth is said by the checker, never by the solver.
 */
import type { Solver } from '../../platform/solver/highs.ts';
import type { PartFacts } from './rules.blocks.ts';
import { type PartFacts as Facts, shortfall } from './rules.checker.ts';
import { type Aim, type Boxes, relaxation, type Supplies } from './rules.model.ts';
import type { Branch, Claim, Prices } from './rules.problem.ts';
import type { Pool } from './rules.rights.ts';
import { hullOf, type Supply } from './rules.supply.ts';

export type Task = {
  solver: Solver;
  part: PartFacts;
  aim: Aim;
  supplies: Supplies;
  facts: Facts;
  den: number;
  /** The value to be proven: fen, or points of weight. */
  value: number;
  /** Most linear programmes to solve. */
  nodes: number;
  stop: () => boolean;
};

type Node = {
  boxes: Boxes;
  /** What the checker makes of it: no plan below it, in den-ths of a fen, or of minus a point. */
  worth: bigint;
  closed: boolean;
  split: { pool: Pool; upTo: number } | undefined;
  prices: Prices;
  children: [Node, Node] | undefined;
};

const EPSILON = 1e-6;
const IMPOSSIBLE = 2n ** 4096n;
const rowOf = (pool: Pool) => `right ${pool.id}`;

export function prove(task: Task): Claim {
  const root = nodeOf(task, new Map(), undefined);
  const open = [root];
  let solved = 1;
  while (solved < task.nodes && !task.stop()) {
    let weakest = -1;
    for (const [at, node] of open.entries()) {
      if (weakest < 0 || node.worth < open[weakest]!.worth) weakest = at;
    }
    const node = open[weakest];
    // Nothing is won by closing other leaves when the weakest one cannot be split.
    if (!node || node.closed || !node.split) break;
    open.splice(weakest, 1);
    const { pool, upTo } = node.split;
    const { low, high } = node.boxes.get(pool) ?? { low: 0, high: task.part.most.get(pool)! };
    const half = (from: number, to: number) =>
      nodeOf(task, new Map(node.boxes).set(pool, { low: from, high: to }), node);
    node.children = [half(low, upTo), half(upTo + 1, high)];
    open.push(...node.children);
    solved += 2;
  }
  return { bound: boundOf(task, worstOf(root)), tree: branchOf(root) };
}

function worstOf({ worth, children }: Node): bigint {
  if (!children) return worth;
  const [low, above] = children.map(worstOf);
  return low! < above! ? low! : above!;
}

/** The worst leaf rounded: costs are multiples of a step, weights whole. */
function boundOf({ aim, den, facts: { step, weight } }: Task, worst: bigint): number {
  if (aim.kind === 'weight') {
    return worst < BigInt(-weight) * BigInt(den) ? weight : Number(-worst / BigInt(den));
  }
  const unit = BigInt(den) * BigInt(step);
  return worst <= 0n ? 0 : Number((worst + unit - 1n) / unit) * step;
}

function branchOf(node: Node): Branch {
  if (!node.children || !node.split) return { prices: node.prices };
  const { pool, upTo } = node.split;
  const [low, above] = node.children.map(branchOf);
  return { row: rowOf(pool), upTo, low: low!, above: above! };
}

function nodeOf(task: Task, boxes: Boxes, parent: Node | undefined): Node {
  const { solver, part, aim, supplies } = task;
  const facts = relaxation(part, aim, supplies, boxes);
  const found = solver.solve(facts.model);
  if (found.status === 'infeasible') {
    const first = relaxation(part, aim, supplies, boxes, true);
    const { rowDuals } = solver.solve(first.model);
    const prices = rowDuals ? first.prices(rowDuals, task.den) : {};
    if (worthOf(task, prices, boxes) > 0n) {
      const closed = { closed: true, split: undefined, children: undefined };
      return { boxes, worth: IMPOSSIBLE, prices, ...closed };
    }
  }
  const own = found.rowDuals ? facts.prices(found.rowDuals, task.den) : {};
  const options = [own, ...(parent ? [parent.prices] : [])].map((prices) => ({
    prices,
    worth: worthOf(task, prices, boxes),
  }));
  const best = options.reduce((a, b) => (b.worth > a.worth ? b : a));
  const closed = best.worth > thresholdOf(task);
  const split =
    closed || !found.columns
      ? undefined
      : splitOf(task, boxes, facts.takes, found.columns, best.prices);
  return { boxes, ...best, closed, split, children: undefined };
}

function worthOf({ aim, facts }: Task, prices: Prices, boxes: Boxes): bigint {
  const ranges = [...boxes].map(([pool, { low, high }]) => [rowOf(pool), [low, high]] as const);
  const weight = aim.kind === 'all' ? facts.weight : aim.kind === 'cost' ? aim.weight : 0;
  return shortfall(facts, { prices }, { weight, fen: 0 }, new Map(ranges));
}

/** A leaf above it meets the value once rounded: costs are multiples of a step, weights whole. */
function thresholdOf({ aim, value, facts, den }: Task): bigint {
  const last = aim.kind === 'weight' ? -(value + 1) : value - facts.step;
  return BigInt(last) * BigInt(den);
}

/** Where packs cost most above what the relaxation pays for them; where that is nowhere, any range left. */
function splitOf(
  task: Task,
  boxes: Boxes,
  takes: ReadonlyMap<Pool, [number, number][]>,
  columns: Float64Array,
  prices: Prices,
): Node['split'] {
  let best: { pool: Pool; upTo: number; score: number } | undefined;
  for (const pool of task.part.pools) {
    if (pool.stock) continue;
    const { low, high } = boxes.get(pool) ?? { low: 0, high: task.part.most.get(pool)! };
    if (low >= high) continue;
    const given = takes
      .get(pool)!
      .reduce((sum, [column, units]) => sum + columns[column]! * units, 0);
    const at = Math.min(high, Math.max(low, given));
    const whole = Math.abs(at - Math.round(at)) < EPSILON;
    const last = (whole ? 1 : 2) * EPSILON * (1 - 1 / (1 + high - low));
    const score = Math.max(last, scoreOf(task, pool, { low, high }, at, prices));
    if (best && score <= best.score) continue;
    best = { pool, upTo: Math.min(Math.floor(at + EPSILON), high - 1), score };
  }
  return best;
}

function scoreOf(
  { aim, den, supplies }: Task,
  pool: Pool,
  box: { low: number; high: number },
  at: number,
  prices: Prices,
): number {
  const above = ({ cost }: Supply): number => {
    if (cost[box.high] === Infinity) return 0;
    const { base, segments } = hullOf(cost, box.low, box.high);
    let [hull, left] = [base, at - box.low];
    for (const { units, price } of segments) {
      hull += Math.min(units, Math.max(0, left)) * price;
      left -= units;
    }
    return Math.max(0, cost[Math.ceil(at - EPSILON)]! - hull);
  };
  const cap = Number(prices.cap ?? 0) / den;
  const spent = aim.kind === 'all' || aim.cap === null ? 0 : above(supplies.firstYear.get(pool)!);
  // Even where the cap has no price yet, packs that are not whole hide what they cost.
  const first = spent * Math.max(cap, EPSILON);
  return aim.kind === 'weight' ? first : above(supplies.any.get(pool)!) + first;
}
