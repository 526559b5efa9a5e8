/**
 * Lots that are equal in everything that matters become one pool; what is asked of them in total is pool by pool, and
 * who gets which lot is dealt at the end: holders keep theirs, the rest is filled in the order of purchase.
 */
import { isSecondUse } from './rules.eligibility.ts';
import { type Facts, numbered, usedFirst } from './rules.facts.ts';
import type { Metric } from './rules.problem.ts';

export type Pool = {
  /** In the order in which they are used up. */
  lots: number[];
  metric: Metric;
  /** Fen per unit. */
  cost: number;
  secondUse: boolean;
  /** What is left, one number or one per time bucket. */
  capacity: number[];
};

export type Pools = {
  pools: Pool[];
  poolOf: Int32Array;
  /** Per list of lots the pools, ascending; equal ones share a number. */
  poolListOf: Int32Array;
  poolLists: number[][];
};

/**
 * Not for lots per core (a computer would straddle two) nor concurrent ones (patterns of time need not fall apart), nor
 * where more hold a lot since yesterday than there are.
 */
export function poolsOf(facts: Facts): Pools {
  const used = new Set<number>();
  for (let at = 0; at < facts.installs.length; at++) {
    if (facts.settled[at] === -1) used.add(facts.listOf[at]!);
  }
  const inLists = new Map<number, number[]>();
  for (const list of [...used].sort((a, b) => a - b)) {
    for (const lot of facts.lists[list]!.lots) {
      if (facts.left[lot]!.every((left) => left <= 0)) continue;
      const own = inLists.get(lot);
      if (own) own.push(list);
      else inLists.set(lot, [list]);
    }
  }
  const overHeld = overHeldLots(facts);
  const numbers = new Map<string, number>();
  const pools: Pool[] = [];
  const poolOf = new Int32Array(facts.lots.length).fill(-1);
  for (const lot of [...inLists.keys()].sort((a, b) => a - b)) {
    const { metric, unitCost } = facts.lots[lot]!;
    const alone = metric === 'core' || metric === 'concurrent' || overHeld.has(lot);
    const secondUse = isSecondUse(facts.lots[lot]!);
    const key = `${metric}|${unitCost}|${secondUse}|${inLists.get(lot)}${alone ? `|${lot}` : ''}`;
    const pool = numbered(numbers, key);
    poolOf[lot] = pool;
    const left = facts.left[lot]!;
    pools[pool] ??= { lots: [], metric, cost: unitCost, secondUse, capacity: left.map(() => 0) };
    pools[pool].lots.push(lot);
    pools[pool].capacity = pools[pool].capacity.map((sum, slot) => sum + left[slot]!);
  }
  for (const pool of pools) pool.lots.sort(usedFirst(facts.lots));
  return { pools, poolOf, ...listsOfPools(facts, poolOf) };
}

function listsOfPools(facts: Facts, poolOf: Int32Array): Pick<Pools, 'poolListOf' | 'poolLists'> {
  const numbers = new Map<string, number>();
  const poolLists: number[][] = [];
  const poolListOf = Int32Array.from(facts.lists, ({ lots }) => {
    const own = [...new Set(lots.map((lot) => poolOf[lot]!).filter((pool) => pool !== -1))];
    own.sort((a, b) => a - b);
    const id = numbered(numbers, own.join(','));
    poolLists[id] ??= own;
    return id;
  });
  return { poolListOf, poolLists };
}

function overHeldLots(facts: Facts): Set<number> {
  const holders = new Int32Array(facts.lots.length);
  for (const lots of facts.heldBy.values()) for (const lot of lots) holders[lot]! += 1;
  for (const { lot, held } of facts.fixed) if (held) holders[lot]! -= 1;
  const over = new Set<number>();
  for (const [lot, count] of holders.entries()) if (count > facts.left[lot]![0]!) over.add(lot);
  return over;
}
