/**
 * Components too large for one linear programme: their blocks are dealt to groups that are alike, every pool is shared out
 * by what each group could ask of it, and what a group leaves goes to those after it. The groups' prices are nearly equal;
 * their mean bounds the whole, so what is lost by dividing is known.
 */
import type { Solver } from '../../platform/solver/highs.ts';
import type { Solved } from './rules.assemble.ts';
import type { BlockClass } from './rules.blocks.ts';
import type { Part, Reduction } from './rules.components.ts';
import { deal, type Hand } from './rules.deal.ts';
import { solveLarge } from './rules.large.ts';
import { type ComponentModel, modelOf, slack } from './rules.model.ts';
import type { Pool } from './rules.pools.ts';
import { type Duals, type LevelName, pricesOf } from './rules.prices.ts';
import type { LevelCertificate, Prices } from './rules.problem.ts';
import type { StagedBudget } from './rules.staged.ts';

type Group = {
  classes: BlockClass[];
  /** Most it could ask of each pool and slot, and what it was given of them. */
  demand: number[][];
  capacity: number[][];
  hands: Hand[][];
  duals: { [level in LevelName]?: Duals };
  /** Pool and slot of each price, and the step costs are counted in here. */
  capacityRows: ComponentModel['capacityRows'];
  costStep: number;
};

const seatsOf = (classes: BlockClass[]) =>
  classes.reduce((sum, { seats }) => sum + seats.length, 0);

/** More than two groups' seats are divided. */
export const isHuge = (classes: BlockClass[], most: number): boolean => seatsOf(classes) > 2 * most;

export async function solveDivided(
  solver: Solver,
  reduction: Reduction,
  part: Part,
  budget: StagedBudget & { seats: number },
  pause: () => Promise<void>,
): Promise<Solved> {
  const { facts, pools, binding } = reduction;
  const groups = groupsOf(part.classes, pools.pools, budget.seats);
  const left = pools.pools.map(({ capacity }) => [...capacity]);
  for (const [at, group] of groups.entries()) {
    group.capacity = sharesOf(group, groups.slice(at), left);
    const model = modelFor(group, pools.pools, binding);
    const { counts, duals } = solveLarge(solver, model, budget);
    Object.assign(group, {
      duals,
      capacityRows: model.capacityRows,
      costStep: model.costStep,
    } satisfies Partial<Group>);
    for (const [key, rest] of slack(model, counts)) {
      const [pool, slot] = key.split(':').map(Number) as [number, number];
      left[pool]![slot]! -= group.capacity[pool]![slot]! - rest;
    }
    group.hands = group.classes.map((kind, place) => {
      const own = model.seatColumns[place]!.map((column) => counts[column]!);
      return deal(solver, kind, own, true) ?? [{ seats: [], blocks: kind.blocks.length }];
    });
    await pause();
  }
  const means = { weight: meanOf(groups, 'weight'), cost: meanOf(groups, 'cost') };
  const roots: Record<'weight' | 'cost', Prices[]> = { weight: [], cost: [] };
  for (const group of groups) {
    // Built again rather than kept: all models at once would not fit.
    const model = modelFor(group, pools.pools, binding);
    for (const name of ['weight', 'cost'] as const) {
      const mean = means[name];
      if (mean) roots[name].push(pricesOf(facts, model, name, shared(group, name, mean)));
    }
    await pause();
  }
  return {
    part: { ...part, classes: groups.flatMap(({ classes }) => classes) },
    hands: groups.flatMap(({ hands }) => hands),
    // Changes are bounded by what was held: the mean of the groups says no more where cost is not met.
    certificate: {
      weight: together(roots.weight),
      cost: together(roots.cost),
      changes: { root: { den: 1, lam: 0, mu: 0, prices: {} } },
    },
  };
}

/** Blocks of one class go round the groups, and each class begins where the last ended: groups are alike. */
function groupsOf(classes: BlockClass[], pools: Pool[], most: number): Group[] {
  const count = Math.ceil(seatsOf(classes) / most);
  const groups: Group[] = Array.from({ length: count }, () => ({
    classes: [],
    demand: pools.map(({ capacity }) => capacity.map(() => 0)),
    capacity: [],
    hands: [],
    duals: {},
    capacityRows: [],
    costStep: 1,
  }));
  let turn = 0;
  for (const kind of classes) {
    const shares = new Map<Group, BlockClass['blocks']>();
    for (const block of kind.blocks) {
      const group = groups[turn++ % count]!;
      const share = shares.get(group);
      if (share) share.push(block);
      else shares.set(group, [block]);
    }
    for (const [group, blocks] of shares) {
      group.classes.push({ ...kind, blocks });
      for (const { pool, slots, units } of kind.seats) {
        for (const slot of slots) group.demand[pool]![slot]! += units * blocks.length;
      }
    }
  }
  return groups;
}

/** Of what is left as much as it could ask for among those still to come. */
function sharesOf(group: Group, rest: Group[], left: number[][]): number[][] {
  return left.map((slots, pool) =>
    slots.map((have, slot) => {
      const all = rest.reduce((sum, { demand }) => sum + demand[pool]![slot]!, 0);
      return all === 0 ? 0 : Math.round((have * group.demand[pool]![slot]!) / all);
    }),
  );
}

function modelFor(group: Group, pools: Pool[], binding: boolean[]): ComponentModel {
  const own = pools.map((pool, at) => ({ ...pool, capacity: group.capacity[at]! }));
  return modelOf(group.classes, own, binding);
}

/** Groups count costs in steps of their own. */
const stepOf = ({ costStep }: Group, name: LevelName) => (name === 'cost' ? costStep : 1);

type Mean = { lam: number; prices: Map<string, number> };

function meanOf(groups: Group[], name: LevelName): Mean | undefined {
  const sums = new Map<string, [sum: number, count: number]>();
  const worths: number[] = [];
  for (const group of groups) {
    const duals = group.duals[name];
    if (!duals) continue;
    const step = stepOf(group, name);
    worths.push(duals.lam * step);
    for (const [at, { pool, slot }] of group.capacityRows.entries()) {
      const [sum, count] = sums.get(`${pool}:${slot}`) ?? [0, 0];
      sums.set(`${pool}:${slot}`, [sum + duals.capacity[at]! * step, count + 1]);
    }
  }
  if (worths.length === 0) return undefined;
  return {
    lam: worths.reduce((sum, own) => sum + own, 0) / worths.length,
    prices: new Map([...sums].map(([key, [sum, count]]) => [key, sum / count])),
  };
}

/** The mean as the group counts; what installs pay is its own. */
function shared(group: Group, name: LevelName, { lam, prices }: Mean): Duals {
  const step = stepOf(group, name);
  return {
    capacity: group.capacityRows.map(
      ({ pool, slot }) => (prices.get(`${pool}:${slot}`) ?? 0) / step,
    ),
    lam: lam / step,
    mu: 0,
    cover: group.duals[name]?.cover,
  };
}

/** Every group has the same prices of the lots; what installs pay is each group's own. */
function together(roots: Prices[]): LevelCertificate {
  if (roots.length === 0) return null;
  const prices: Prices['prices'] = Object.assign({}, ...roots.map((root) => root.prices));
  const rows: NonNullable<Prices['rows']> = Object.assign({}, ...roots.map((root) => root.rows));
  return { root: { ...roots[0]!, prices, rows } };
}
