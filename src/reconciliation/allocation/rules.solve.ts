/**
 * Which licence covers which install (PZ-2.3): the best allocation by weight, then cost, then changes, component by
 * component, with what is proven of each as the independent checker found it.
 */
import { loadSolver, type Solver } from '../../platform/solver/highs.ts';
import { assemble, type Solved } from './rules.assemble.ts';
import type { BlockClass } from './rules.blocks.ts';
import { checkAllocation, type Verdict } from './rules.checker.ts';
import { type Part, type Reduction, reduceProblem } from './rules.components.ts';
import { deal, type Hand } from './rules.deal.ts';
import { isHuge, solveDivided } from './rules.divided.ts';
import { freeCertificate, solveFree } from './rules.free.ts';
import { solveLarge } from './rules.large.ts';
import { type ComponentModel, modelOf, valuesOf } from './rules.model.ts';
import { solveNear } from './rules.near.ts';
import { type LevelName, pricesOf, withCosts, worthOf } from './rules.prices.ts';
import type {
  Allocation,
  Certificate,
  Component,
  LevelCertificate,
  Problem,
} from './rules.problem.ts';
import { isNested } from './rules.rates.ts';
import { type Staged, solveStaged } from './rules.staged.ts';
import { treeOf } from './rules.tree.ts';

/** Work, not time, so that equal problems end at equal answers on any machine. */
export type Budget = {
  /** Nodes of a branch and bound, per component and level. */
  nodes: number;
  /** Simplex iterations of a linear programme. */
  iterations: number;
  /** Leaves of the tree that proves a level prices alone do not prove. */
  leaves: number;
  /** Possible seats of one group of a component too large for one programme. */
  seats: number;
};
export const USUAL: Budget = { nodes: 500, iterations: 500_000, leaves: 200, seats: 120_000 };

/** Columns from which on all levels are solved together, and no trees are grown. */
const LARGE = 4000;
/** Leaves of a tree times columns: wide components close with few leaves or not at all. */
const GROWTH = 30_000;

export type Progress = {
  stage: 'reduced' | 'solving' | 'checking';
  /** Components done, of how many. */
  done: number;
  total: number;
  /** Weight covered so far, and what nobody can pass whatever becomes of the rest. */
  weight: { value: number; bound: number };
};

export type SolveAllocationOptions = {
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends the work between two components; the promise is rejected with its reason. */
  signal?: AbortSignal | undefined;
  budget?: Partial<Budget> | undefined;
  /** A stored component by its id; kept unsolved where yesterday's seats are its seats. */
  known?: ((id: string) => Component | undefined) | undefined;
  /** All stored components: a large one that is nearly as it was starts from its answer and its prices. */
  before?: readonly Component[] | undefined;
};

export type SolvedAllocation = Allocation & {
  /** Ids of the components solved now; the others are as stored. */
  solved: string[];
  /** Of those, the large ones that only had to be mended. */
  mended: string[];
};

/**
 * Solves the problem; throws where the facts contradict themselves (two with one id). Blocks its thread for long: run it
 * in a worker.
 */
export async function solveAllocation(
  problem: Problem,
  options: SolveAllocationOptions = {},
): Promise<SolvedAllocation> {
  // All that solving needs is let go of before checking begins: both at once would double the memory.
  const { components, ...rest } = await solveParts(problem, options);
  const verdict = checkAllocation(problem, { components });
  return { ...rest, components: told(components, verdict) };
}

async function solveParts(
  problem: Problem,
  options: SolveAllocationOptions,
): Promise<SolvedAllocation> {
  const solver = await loadSolver();
  const reduction = reduceProblem(problem);
  const watch = watcher(reduction, options);
  await watch.report('reduced');
  const budget = { ...USUAL, ...options.budget };
  const nearest = nearestOf(reduction, options.before ?? []);
  const kept: Component[] = [];
  const solved: Solved[] = [];
  for (const part of reduction.parts) {
    const stored = reusable(reduction, part, options.known?.(part.id));
    if (stored) kept.push(stored);
    else if (isHuge(part.classes, budget.seats)) {
      solved.push(
        await solveDivided(solver, reduction, part, budget, () => watch.report('solving')),
      );
    } else solved.push(solvePart(solver, reduction, part, budget, nearest(part)));
    await watch.done(part, stored ?? solved.at(-1)!);
  }
  await watch.report('checking');
  const fresh = new Map(assemble(reduction, solved, kept).map((one) => [one.id, one]));
  const old = new Map(kept.map((one) => [one.id, one]));
  return {
    components: reduction.parts.map(({ id }) => fresh.get(id) ?? old.get(id)!),
    solved: [...fresh.keys()],
    mended: solved.filter(({ near }) => near).map(({ part }) => part.id),
  };
}

/** What is claimed is what the checker found; an answer it complains of is a bug and is not given out. */
function told(components: Component[], verdict: Verdict): Component[] {
  if (verdict.complaints.length > 0) {
    throw new Error(`The allocation is refused: ${verdict.complaints.slice(0, 5).join('; ')}`);
  }
  return components.map((component, at) => ({
    ...component,
    ...verdict.components[at]!,
    worth: worthOf(component.certificate),
  }));
}

/** Stored seats are the best still if facts and yesterday's seats are as they were: nothing would be changed at all. */
function reusable(
  { facts }: Reduction,
  part: Part,
  stored: Component | undefined,
): Component | undefined {
  if (!stored || part.classes.length === 0) return undefined;
  const index = new Map(part.lots.map((lot) => [facts.lots[lot]!.id, lot]));
  const held = part.classes.reduce(
    (sum, { seats, blocks }) => sum + seats.filter((seat) => seat.held).length * blocks.length,
    0,
  );
  const same =
    held === stored.seats.length &&
    stored.seats.every((seat) =>
      facts.heldBy.get(seat.carrierId)?.includes(index.get(seat.lotId)!),
    );
  if (!same) return undefined;
  const unchanged = { root: { den: 1, lam: 0, mu: 0, prices: {} } };
  return { ...stored, certificate: { ...stored.certificate, changes: unchanged } };
}

/** Share of installs two components have in common for one to be the other's beginning. */
const NEARLY = 0.9;

/** The stored component that a part nearly is. */
function nearestOf({ facts }: Reduction, before: readonly Component[]) {
  const owners = new Map<string, Component>();
  for (const one of before) for (const id of one.installIds) owners.set(id, one);
  return ({ installs }: Part): Component | undefined => {
    const shares = new Map<Component, number>();
    for (const install of installs) {
      const owner = owners.get(facts.installs[install]!.id);
      if (owner) shares.set(owner, (shares.get(owner) ?? 0) + 1);
    }
    const [most] = [...shares].sort((one, two) => two[1] - one[1]);
    const enough = most && most[1] >= NEARLY * Math.max(installs.length, most[0].installIds.length);
    return enough ? most[0] : undefined;
  };
}

function solvePart(
  solver: Solver,
  reduction: Reduction,
  part: Part,
  budget: Budget,
  before: Component | undefined,
): Solved {
  const { pools, binding } = reduction;
  const free = part.classes.every(
    (kind) => isNested(kind.seats) && !kind.seats.some((seat) => binding[seat.pool]),
  );
  if (free) {
    const seats = part.classes.map((kind) => solveFree(kind, pools.pools));
    if (!seats.includes(undefined)) {
      const hands = part.classes.map((kind, at): Hand[] => [
        { seats: seats[at]!, blocks: kind.blocks.length },
      ]);
      return { part, hands, certificate: freeCertificate(part.classes, pools.pools) };
    }
  }
  let own = part;
  for (;;) {
    const answer = solveClasses(solver, reduction, own, budget, before);
    if ('certificate' in answer) return answer;
    own = {
      ...own,
      classes: own.classes.flatMap((kind) => (answer.split.has(kind) ? apart(kind) : kind)),
    };
  }
}

/** Every block by itself: what a class claims and cannot be dealt is not claimed any more. */
const apart = (kind: BlockClass): BlockClass[] =>
  kind.blocks.map((block) => ({ ...kind, blocks: [block] }));

function solveClasses(
  solver: Solver,
  { facts, pools, binding }: Reduction,
  part: Part,
  budget: Budget,
  before: Component | undefined,
): Solved | { split: Set<BlockClass> } {
  const model = modelOf(part.classes, pools.pools, binding);
  const start = new Int32Array(model.linear.cost.length);
  const isLarge = start.length > LARGE;
  const near =
    isLarge && before ? solveNear(solver, facts, model, before, budget.nodes) : undefined;
  const staged = isLarge
    ? () => solveLarge(solver, model, budget)
    : () => solveStaged(solver, model, budget, start);
  const { counts, duals, bounds }: Staged = near
    ? { counts: near.counts, duals: {}, bounds: {} }
    : staged();
  const hands = part.classes.map((kind, at) =>
    deal(
      solver,
      kind,
      model.seatColumns[at]!.map((column) => counts[column]!),
      isLarge,
    ),
  );
  const split = new Set(part.classes.filter((_, at) => !hands[at]));
  if (split.size > 0) return { split };
  const leaves = Math.min(budget.leaves, Math.ceil(GROWTH / start.length));
  const level = (name: LevelName): LevelCertificate => {
    const plain = duals[name];
    if (!plain) return null;
    const exact = name === 'changes' && isMet(model, 'cost', counts, bounds.cost, 1e-6);
    const own = exact ? withCosts(plain, duals.cost!, KEPT) : plain;
    const root = pricesOf(facts, model, name, own);
    const tree =
      !isLarge && !isMet(model, name, counts, bounds[name], 1 - 1e-4)
        ? treeOf(solver, facts, model, name, counts, { ...budget, leaves })
        : undefined;
    return tree ? { root, tree } : { root };
  };
  const certificate: Certificate = near?.certificate ?? {
    weight: level('weight'),
    cost: level('cost'),
    changes: level('changes'),
  };
  return { part, hands: hands as Hand[][], certificate, near: near !== undefined };
}

/** More changes than a fen step can be worth to a block. */
const KEPT = 4;

/** Whether the value is the relaxation's but for so much, as far as the solver's own numbers say. */
function isMet(
  model: ComponentModel,
  level: LevelName,
  counts: Int32Array,
  bound: number | undefined,
  but: number,
): boolean {
  const values = valuesOf(model, counts);
  const own = level === 'cost' ? values.cost / model.costStep : values[level];
  return bound === undefined || Math.abs(bound - own) <= but;
}

function watcher({ facts, parts }: Reduction, { onProgress, signal }: SolveAllocationOptions) {
  const weightOf = (installs: Iterable<number>) => {
    let sum = 0;
    for (const install of installs) sum += facts.installs[install]!.weight;
    return sum;
  };
  const weight = { value: 0, bound: parts.reduce((sum, part) => sum + weightOf(part.installs), 0) };
  let done = 0;
  let last = 0;
  const report = async (stage: Progress['stage']) => {
    onProgress?.({ stage, done, total: parts.length, weight: { ...weight } });
    // Lets the worker hear what it is told: a cancellation above all.
    await new Promise((resolve) => setTimeout(resolve));
    signal?.throwIfAborted();
  };
  return {
    report,
    done: async (part: Part, answer: Component | Solved) => {
      done += 1;
      weight.value += 'hands' in answer ? weightOf(coveredBy(part, answer)) : answer.weight.value;
      if (done - last < 200 && part.installs.length < 200 && done < parts.length) return;
      last = done;
      await report('solving');
    },
  };
}

function* coveredBy(part: Part, { part: solvedPart, hands }: Solved): Generator<number> {
  if (part.classes.length === 0) yield* part.installs;
  for (const [at, kind] of solvedPart.classes.entries()) {
    let place = 0;
    for (const { seats, blocks } of hands[at]!) {
      const rows = new Set(seats.flatMap((seat) => kind.seats[seat]!.rows));
      for (const block of kind.blocks.slice(place, place + blocks)) {
        for (const row of rows) yield* block.rows[row]!;
      }
      place += blocks;
    }
  }
}
