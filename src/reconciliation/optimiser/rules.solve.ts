/**
 * From demand and position to the cheapest lawful plan (PZ-2.3): part by part with everything met; where the money does
 * not reach, all parts together for the most weight and then the least cost. Every part comes with its certificate, and
 * how far it is proven is said by the checker alone. Equal problems give equal plans, whatever the order of their lists.
 */
import type { Solution, Solver } from '../../platform/solver/highs.ts';
import { usable } from '../allocation/rules.checker.ts';
import { type BlockClass, configure, type PartFacts, partsOf, together } from './rules.blocks.ts';
import { checkPlan, partOf, readFacts } from './rules.checker.ts';
import { type Aim, integerModel, type PartModel, suppliesOf } from './rules.model.ts';
import type {
  Bought,
  Checked,
  Met,
  Offer,
  Part,
  PurchasePlanAnswer,
  PurchaseProblem,
  Upgraded,
} from './rules.problem.ts';
import type { Pool } from './rules.rights.ts';
import { isPlain, packsFor } from './rules.supply.ts';
import { prove } from './rules.tree.ts';

/** Prices are whole numbers over this: fen are split finely enough for any number of seats. */
const DEN = 2 ** 20;

export type SolveOptions = {
  /** Told what is done of what there is to do. */
  progress?: (done: number, total: number) => void;
  stop?: () => boolean;
  /** Branch and bound nodes and tree nodes are multiplied by it; 1 = as shipped. */
  effort?: number;
};

export type Solved = {
  answer: PurchasePlanAnswer;
  checked: Checked;
  /** Needs nothing on offer or on hand meets. */
  unmet: string[];
  /** Whether the cap kept something from being bought. */
  capBinds: boolean;
};

export type PartAnswer = {
  bought: Bought[];
  upgraded: Upgraded[];
  met: Met[];
  cost: number;
  weight: number;
};

export function solvePurchases(
  problem: PurchaseProblem,
  solver: Solver,
  options: SolveOptions = {},
): Solved {
  const { parts, unmet } = partsOf(problem);
  const free = { ...problem, capFen: null };
  const work = { solver, options, facts: readFacts(free, usable), problem: free };
  const total = parts.length + (problem.capFen === null ? 0 : 1);
  const report = (done: number) => options.progress?.(done, total);
  report(0);
  const done = parts.map((part, at) => {
    const own = solvePart(work, part);
    report(at + 1);
    return own;
  });
  const firstYear = sum(done.flatMap((one) => one.answer.bought.map(spentBy(problem))));
  const capBinds = problem.capFen !== null && firstYear > problem.capFen;
  const last = capBinds && parts.length > 0;
  const found = last
    ? [best({ ...work, problem, facts: readFacts(problem, usable) }, together(parts))]
    : done;
  report(total);
  const answer = {
    bought: found.flatMap((one) => one.answer.bought),
    upgraded: found.flatMap((one) => one.answer.upgraded),
    met: found.flatMap((one) => one.answer.met),
    parts: found.map((one) => one.part),
  };
  return { answer, checked: checkPlan(problem, answer, usable), unmet, capBinds };
}

const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);

function spentBy(problem: PurchaseProblem): (bought: Bought) => number {
  const offers = new Map(problem.offers.map((offer) => [offer.id, offer]));
  return ({ offerId, packs }) => offers.get(offerId)!.firstYear * packs;
}

export type Work = {
  solver: Solver;
  options: SolveOptions;
  facts: ReturnType<typeof readFacts>;
  problem: PurchaseProblem;
};
type PartSolved = { answer: PartAnswer; part: Part };

function solvePart(work: Work, part: PartFacts): PartSolved {
  configure(part, 'all', work.problem, priceOf(part));
  const model = integerModel(part, { kind: 'all' });
  const found = solve(work, model);
  if (!found.columns) return best(work, part);
  const answer = answerOf(part, model, found.columns, true);
  const cost = proof(work, part, { kind: 'all' }, answer.cost);
  const weight = { bound: answer.weight, tree: null };
  return { answer, part: { ...named(part), aim: 'all', weight, cost } };
}

/** As much weight as possible, then as cheaply as possible. */
function best(work: Work, part: PartFacts): PartSolved {
  const cap = work.problem.capFen;
  configure(part, 'best', work.problem, priceOf(part));
  const heavy = integerModel(part, { kind: 'weight', cap });
  const first = solve(work, heavy);
  const most = first.columns ? answerOf(part, heavy, first.columns, cap === null) : EMPTY;
  const aim = { kind: 'cost', cap, weight: most.weight } as const;
  const cheap = integerModel(part, aim);
  const second = solve(work, cheap, first.columns);
  const answer = second.columns ? answerOf(part, cheap, second.columns, cap === null) : most;
  const weight = proof(work, part, { kind: 'weight', cap }, answer.weight);
  const cost = proof(work, part, { ...aim, weight: answer.weight }, answer.cost);
  return { answer, part: { ...named(part), aim: 'best', weight, cost } };
}

const EMPTY: PartAnswer = { bought: [], upgraded: [], met: [], cost: 0, weight: 0 };
const named = ({ id, needIds }: PartFacts) => ({ id, needIds });

/** Work is limited by counting, not by time: equal problems end at equal places. */
const clamp = (low: number, value: number, high: number) => Math.min(high, Math.max(low, value));

export function solve(work: Work, { model }: PartModel, start?: Float64Array): Solution {
  const effort = work.options.effort ?? 1;
  const nodes = Math.round(effort * clamp(40, 4_000_000 / (1 + model.cost.length), 20_000));
  const { stop } = work.options;
  return work.solver.solve(model, {
    nodes,
    ...(start ? { start } : {}),
    ...(stop ? { stop } : {}),
  });
}

function proof(work: Work, part: PartFacts, aim: Aim, value: number) {
  const columns = sum(part.classes.map((one) => one.configurations.length));
  const effort = work.options.effort ?? 1;
  return prove({
    solver: work.solver,
    part,
    aim,
    supplies: suppliesOf(part),
    facts: partOf(work.facts, part.needIds),
    den: DEN,
    value,
    nodes: Math.round(effort * clamp(12, 400_000 / (1 + columns), 2_000)),
    stop: work.options.stop ?? (() => false),
  });
}

/** What a unit of a pool costs about, to look at likely configurations first. */
export function priceOf(part: PartFacts): (pool: Pool) => number {
  return (pool) => {
    if (pool.stock) return 0;
    const most = Math.max(1, part.most.get(pool)!);
    const size = (offer: Offer) =>
      pool.right.metric === 'site' ? most : offer.packSize * pool.right.size;
    return Math.min(...pool.offers.map((offer) => offer.cost / size(offer)));
  };
}

/** What the columns say; packs without a limit are put together anew from what is given out, exactly. */
export function answerOf(
  part: PartFacts,
  model: PartModel,
  columns: Float64Array,
  repack: boolean,
): PartAnswer {
  const at = (column: number) => Math.round(columns[column]!);
  const taken = new Map<Pool, number>();
  const met: Met[] = [];
  let weight = 0;
  for (const [index, one] of part.classes.entries()) {
    const counts = model.configuration[index]!.map((column) => (column < 0 ? 0 : at(column)));
    for (const [which, count] of counts.entries()) {
      const made = one.configurations[which]!;
      weight += made.weight * count;
      for (const [pool, units] of made.uses) {
        taken.set(pool, (taken.get(pool) ?? 0) + units * count);
      }
    }
    deal(one, counts, met);
  }
  const offers = new Map(part.pools.flatMap((pool) => pool.offers.map((one) => [one.id, one])));
  const packs = new Map<string, number>();
  const supplies = repack ? suppliesOf(part).cost : undefined;
  for (const pool of part.pools) {
    if (supplies && pool.offers.length > 0 && pool.offers.every(isPlain)) {
      for (const [id, n] of packsFor(supplies.get(pool)!, taken.get(pool) ?? 0)) packs.set(id, n);
    } else {
      for (const offer of pool.offers) packs.set(offer.id, at(model.packs.get(offer)!));
    }
  }
  const bought = [...packs].flatMap(([offerId, n]) => (n > 0 ? [{ offerId, packs: n }] : []));
  const upgraded = [...model.upgrades].flatMap(([offer, bases]) =>
    [...bases].flatMap(([stockId, column]) =>
      at(column) > 0 ? [{ offerId: offer.id, stockId, units: at(column) }] : [],
    ),
  );
  const cost = sum(bought.map((one) => offers.get(one.offerId)!.cost * one.packs));
  return { bought, upgraded, met, cost, weight };
}

/** Gives every block of a class its configuration, in order. */
function deal(one: BlockClass, counts: number[], met: Met[]): void {
  let which = 0;
  for (const block of one.blocks) {
    for (let left = block.count; left > 0; ) {
      while (which < counts.length && counts[which] === 0) which++;
      if (which === counts.length) return;
      const count = Math.min(left, counts[which]!);
      const made = one.configurations[which]!;
      for (const [row, needId] of block.needIds.entries()) {
        const seat = made.seats.find((index) => one.seats[index]!.mask & (1 << row));
        if (seat !== undefined) met.push({ needId, rightId: one.seats[seat]!.pool.id, count });
      }
      counts[which]! -= count;
      left -= count;
    }
  }
}
