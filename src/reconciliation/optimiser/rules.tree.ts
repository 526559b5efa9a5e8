/**
 * Closes the distance between a value and its bound: prices of the relaxation, then branches on how many units of a right
 * are given out, the weakest leaf first. What a leaf is worth is said by the checker, never by the solver.
 */
import type { Solver } from '../../platform/solver/highs.ts';
import type { PartFacts } from './rules.blocks.ts';
import { type PartFacts as Facts, shortfall } from './rules.checker.ts';
import {
  type Aim,
  type Boxes,
  type Relaxation,
  raisedRow,
  relaxation,
  rightRow,
  type Supplies,
} from './rules.model.ts';
import type { Branch, Claim, Offer, Prices } from './rules.problem.ts';
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
  split: { row: string; upTo: number } | undefined;
  prices: Prices;
  children: [Node, Node] | undefined;
};

const EPSILON = 1e-6;
const IMPOSSIBLE = 2n ** 4096n;

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
    const { row, upTo } = node.split;
    const { low, high } = boxOf(task, node.boxes, row);
    const half = (from: number, to: number) =>
      nodeOf(task, new Map(node.boxes).set(row, { low: from, high: to }), node);
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
  const [low, above] = node.children.map(branchOf);
  return { ...node.split, low: low!, above: above! };
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
  // What showed something for the whole shows no less for its half.
  const known = parent?.prices ?? { [aim.kind === 'weight' ? 'weight' : 'fen']: String(task.den) };
  const own = found.rowDuals ? [facts.prices(found.rowDuals, task.den)] : [];
  const options = [...own, known].map((prices) => ({
    prices,
    worth: worthOf(task, prices, boxes),
  }));
  const best = options.reduce((a, b) => (b.worth > a.worth ? b : a));
  const closed = best.worth > thresholdOf(task);
  const split =
    closed || !found.columns
      ? undefined
      : splitOf(task, boxes, facts.asked, found.columns, best.prices);
  return { boxes, ...best, closed, split, children: undefined };
}

function worthOf({ aim, facts }: Task, prices: Prices, boxes: Boxes): bigint {
  const ranges = [...boxes].map(([row, { low, high }]) => [row, [low, high]] as const);
  const weight = aim.kind === 'all' ? facts.weight : aim.kind === 'cost' ? aim.weight : 0;
  return shortfall(facts, { prices }, { weight, fen: 0 }, new Map(ranges));
}

/** A leaf above it meets the value once rounded: costs are multiples of a step, weights whole. */
function thresholdOf({ aim, value, facts, den }: Task): bigint {
  const last = aim.kind === 'weight' ? -(value + 1) : value - facts.step;
  return BigInt(last) * BigInt(den);
}

const boxOf = ({ facts }: Task, boxes: Boxes, row: string) =>
  boxes.get(row) ?? { low: 0, high: facts.asked.get(row) ?? 0 };

/** Where packs cost most above what the relaxation pays for them; where that is nowhere, any range left. */
function splitOf(
  task: Task,
  boxes: Boxes,
  asked: Relaxation['asked'],
  columns: Float64Array,
  prices: Prices,
): Node['split'] {
  let best: { row: string; upTo: number; score: number } | undefined;
  const look = (row: string, score: (at: number) => number) => {
    const { low, high } = boxOf(task, boxes, row);
    if (low >= high) return;
    const given = asked.get(row)!.reduce((sum, [column, n]) => sum + columns[column]! * n, 0);
    const at = Math.min(high, Math.max(low, given));
    const whole = Math.abs(at - Math.round(at)) < EPSILON;
    const last = (whole ? 1 : 2) * EPSILON * (1 - 1 / (1 + high - low));
    const own = Math.max(last, score(at));
    if (best && own <= best.score) return;
    best = { row, upTo: Math.min(Math.floor(at + EPSILON), high - 1), score: own };
  };
  for (const pool of task.part.pools) {
    if (pool.stock) continue;
    const box = boxOf(task, boxes, rightRow(pool));
    look(rightRow(pool), (at) => scoreOf(task, pool, box, at, prices));
    for (const offer of pool.offers) {
      if (offer.upgrades) look(raisedRow(offer), (at) => packsAbove(task, offer, at));
    }
  }
  return best && { row: best.row, upTo: best.upTo };
}

/** What whole packs of an upgrade cost above parts of them. */
function packsAbove({ aim }: Task, { packSize, minPacks, cost }: Offer, at: number): number {
  const packs = at < EPSILON ? 0 : Math.max(minPacks, Math.ceil((at - EPSILON) / packSize));
  return aim.kind === 'weight' ? 0 : (packs - at / packSize) * cost;
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
