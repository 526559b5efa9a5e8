/**
 * Needs that hang together are blocks (a computer's parts of a suite, a person's computers); equal blocks are one class
 * with a number. A configuration is one way to meet a block's needs without a licence too many; classes that share an
 * offer, a licence on hand or a share are a part, solved on its own.
 */
import type { Carrier, Need, PurchaseProblem } from './rules.problem.ts';
import { byId, greatest, type Pool, poolsFor, poolsOf, unitsOf } from './rules.rights.ts';

export type SeatChoice = { pool: Pool; units: number; mask: number };
/** `needIds` stand in the order of the class's rows; `count` blocks alike. */
export type Block = { needIds: string[]; count: number };
export type Configuration = {
  /** Indices of seats. */
  seats: number[];
  mask: number;
  weight: number;
  /** Units by pool. */
  uses: Map<Pool, number>;
  /** By category: Σ (100 if domestic − percent asked for) of its licences from offers. */
  share: Map<string, number>;
};
export type BlockClass = {
  id: string;
  weights: number[];
  seats: SeatChoice[];
  blocks: Block[];
  count: number;
  /** Whether every configuration was looked at. */
  complete: boolean;
  configurations: Configuration[];
};

export type PartFacts = {
  id: string;
  classes: BlockClass[];
  pools: Pool[];
  /** Most units of each pool that could be given out. */
  most: Map<Pool, number>;
  needIds: string[];
};

/** Larger blocks are cut: what is lost is cheaper plans, never lawfulness. */
const MOST_ROWS = 20;
const MOST_CONFIGURATIONS = 1200;

type Row = { need: Need; carrier: Carrier; pools: Pool[] };

/** Needs no offer and no licence on hand meets stand apart: nobody can cover them. */
export function partsOf(problem: PurchaseProblem): { parts: PartFacts[]; unmet: string[] } {
  const pools = poolsOf(problem);
  const carriers = new Map(problem.carriers.map((one) => [one.id, one]));
  const holders = new Map<string, Row[]>();
  const unmet: string[] = [];
  for (const need of [...problem.needs].sort(byId)) {
    const carrier = carriers.get(need.carrierId)!;
    const own = poolsFor(need, carrier, pools, problem);
    if (own.length === 0) {
      unmet.push(need.id);
      continue;
    }
    const holder = carrier.userId === null ? `c:${carrier.id}` : `u:${carrier.userId}`;
    const rows = holders.get(holder);
    if (rows) rows.push({ need, carrier, pools: own });
    else holders.set(holder, [{ need, carrier, pools: own }]);
  }
  const classes = classesOf([...holders.values()].flatMap(blocksOf));
  return { parts: joined(classes, pools, problem), unmet };
}

type RawBlock = {
  rows: Row[];
  seats: { key: string; pool: Pool; units: number; rows: number[] }[];
};

function seatsOf(rows: readonly Row[]): RawBlock['seats'] {
  const seats = new Map<string, RawBlock['seats'][number]>();
  for (const [at, { carrier, pools }] of rows.entries()) {
    for (const pool of pools) {
      const on = pool.right.metric === 'user' ? `u:${carrier.userId}` : carrier.id;
      const key = `${pool.id}|${on}`;
      const known = seats.get(key);
      if (known) known.rows.push(at);
      else seats.set(key, { key, pool, units: unitsOf(pool.right, carrier.cores), rows: [at] });
    }
  }
  return [...seats.values()];
}

/** Rows of one holder fall apart where no licence could meet two of them. */
function blocksOf(rows: Row[]): RawBlock[] {
  const find = unions(rows.length);
  for (const seat of seatsOf(rows)) {
    for (const row of seat.rows) find.join(row, seat.rows[0]!);
  }
  const groups = new Map<number, Row[]>();
  for (const [at, row] of rows.entries()) {
    const root = find.root(at);
    groups.set(root, [...(groups.get(root) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) => {
    const cut: RawBlock[] = [];
    for (let from = 0; from < group.length; from += MOST_ROWS) {
      const piece = ordered(group.slice(from, from + MOST_ROWS));
      cut.push({ rows: piece, seats: seatsOf(piece) });
    }
    return cut;
  });
}

/** Rows alike in what may meet them stand at the same place in every block. */
function ordered(rows: Row[]): Row[] {
  const sign = (row: Row) =>
    `${row.pools.map(({ id }) => id).join()}|${row.need.weight}|${row.carrier.cores}`;
  const signed = rows.map((row) => ({ row, key: sign(row) }));
  return signed
    .sort((left, right) =>
      left.key < right.key ? -1 : left.key > right.key ? 1 : byId(left.row.need, right.row.need),
    )
    .map(({ row }) => row);
}

function classesOf(blocks: readonly RawBlock[]): BlockClass[] {
  const classes = new Map<string, BlockClass>();
  for (const block of blocks) {
    const seats = block.seats
      .map(({ pool, units, rows }) => ({
        pool,
        units,
        mask: rows.reduce((sum, row) => sum | (1 << row), 0),
      }))
      .sort((left, right) => byId(left.pool, right.pool) || left.mask - right.mask);
    const weights = block.rows.map(({ need }) => need.weight);
    const key = JSON.stringify([weights, seats.map((one) => [one.pool.id, one.units, one.mask])]);
    const needIds = block.rows.map(({ need }) => need.id);
    const { count } = block.rows[0]!.carrier;
    const known = classes.get(key);
    if (known) {
      known.blocks.push({ needIds, count });
      known.count += count;
    } else {
      const id = needIds.reduce((least, one) => (one < least ? one : least));
      const fresh = { id, weights, seats, blocks: [{ needIds, count }], count };
      classes.set(key, { ...fresh, complete: true, configurations: [] });
    }
  }
  return [...classes.values()].sort(byId);
}

function joined(
  classes: readonly BlockClass[],
  pools: readonly Pool[],
  problem: PurchaseProblem,
): PartFacts[] {
  const shared = new Map<string, string>();
  const at = new Map(pools.map((pool, index) => [pool, index]));
  const find = unions(pools.length);
  const known = new Map(pools.map((pool) => [pool.id, pool]));
  const onHand = new Map(pools.flatMap((pool) => (pool.stock ? [[pool.stock.id, pool]] : [])));
  for (const one of classes) {
    for (const seat of one.seats) find.join(at.get(seat.pool)!, at.get(one.seats[0]!.pool)!);
  }
  const used = new Set(classes.flatMap((one) => one.seats.map((seat) => seat.pool)));
  for (const pool of used) {
    for (const offer of pool.offers) {
      for (const stockId of offer.upgrades ?? []) {
        const base = onHand.get(stockId);
        if (base) find.join(at.get(pool)!, at.get(base)!);
      }
    }
    const { category, domestic } = pool.right;
    const asked = problem.preferences.some(
      (one) => one.mode === 'share' && one.category === category,
    );
    if (!asked || domestic === null) continue;
    const first = shared.get(category) ?? pool.id;
    shared.set(category, first);
    find.join(at.get(pool)!, at.get(known.get(first)!)!);
  }
  const groups = new Map<number, BlockClass[]>();
  for (const one of classes) {
    const root = find.root(at.get(one.seats[0]!.pool)!);
    groups.set(root, [...(groups.get(root) ?? []), one]);
  }
  return [...groups]
    .map(([root, own]) => {
      // A number on hand may be there only to be upgraded.
      const inside = pools.filter((pool) => find.root(at.get(pool)!) === root);
      return partFacts(own, inside);
    })
    .sort(byId);
}

function partFacts(classes: BlockClass[], pools: Pool[]): PartFacts {
  const most = new Map(pools.map((pool) => [pool, 0]));
  for (const one of classes) {
    for (const seat of one.seats) {
      most.set(seat.pool, most.get(seat.pool)! + seat.units * one.count);
    }
  }
  const needIds = classes.flatMap((one) => one.blocks.flatMap((block) => block.needIds)).sort();
  return { id: needIds[0]!, classes, pools, most, needIds };
}

/** One part of several, for a cap that binds them all. */
export function together(parts: readonly PartFacts[]): PartFacts {
  const pools = [...new Set(parts.flatMap((part) => part.pools))];
  return partFacts(parts.flatMap((part) => part.classes).sort(byId), pools);
}

/** Fills in the configurations of a part: all that meet everything, or (`best`) also those that leave some out. */
export function configure(
  part: PartFacts,
  aim: 'all' | 'best',
  problem: PurchaseProblem,
  price: (pool: Pool) => number,
): void {
  const percent = new Map(
    problem.preferences
      .filter((one) => one.mode === 'share')
      .map((one) => [one.category, one.percent]),
  );
  for (const one of part.classes) {
    const choices = one.weights.map((_, row) => {
      const fitting = [...one.seats.keys()].filter((seat) => one.seats[seat]!.mask & (1 << row));
      const worth = (seat: number) => {
        const { pool, units, mask } = one.seats[seat]!;
        return (price(pool) * units) / bits(mask);
      };
      return fitting.sort((left, right) => worth(left) - worth(right) || left - right);
    });
    const skip = aim === 'best' ? 1 : 0;
    const size = (width: number) =>
      choices.reduce((times, list) => times * (Math.min(width, list.length) + skip), 1);
    let width = Math.max(...choices.map((list) => list.length));
    while (width > 1 && size(width) > MOST_CONFIGURATIONS) width--;
    one.complete = choices.every((list) => list.length <= width);
    const narrow = choices.map((list) => list.slice(0, width));
    one.configurations = enumerate(one, narrow, skip === 1, percent);
  }
}

function enumerate(
  one: BlockClass,
  choices: readonly number[][],
  skipping: boolean,
  percent: ReadonlyMap<string, number>,
): Configuration[] {
  const found = new Map<string, Configuration>();
  const chosen: number[] = [];
  const visit = (row: number, mask: number): void => {
    if (found.size > 4 * MOST_CONFIGURATIONS) return;
    while (row < one.weights.length && mask & (1 << row)) row++;
    if (row === one.weights.length) {
      const made = configurationOf(one, chosen, percent);
      const key = `${made.mask}|${[...made.uses].map(([pool, n]) => `${pool.id}:${n}`).join()}`;
      if (!redundant(one, chosen) && !found.has(key)) found.set(key, made);
      return;
    }
    for (const seat of choices[row]!) {
      chosen.push(seat);
      visit(row + 1, mask | one.seats[seat]!.mask);
      chosen.pop();
    }
    if (skipping) visit(row + 1, mask);
  };
  visit(0, 0);
  return [...found.values()];
}

function redundant(one: BlockClass, chosen: readonly number[]): boolean {
  return chosen.some((seat) => {
    const others = chosen.reduce(
      (mask, other) => (other === seat ? mask : mask | one.seats[other]!.mask),
      0,
    );
    return (one.seats[seat]!.mask & ~others) === 0;
  });
}

function configurationOf(
  one: BlockClass,
  chosen: readonly number[],
  percent: ReadonlyMap<string, number>,
): Configuration {
  const uses = new Map<Pool, number>();
  const share = new Map<string, number>();
  let mask = 0;
  for (const seat of [...chosen].sort((left, right) => left - right)) {
    const { pool, units, mask: own } = one.seats[seat]!;
    mask |= own;
    uses.set(pool, (uses.get(pool) ?? 0) + units);
    const { category, domestic } = pool.right;
    const asked = domestic === null ? undefined : percent.get(category);
    if (asked === undefined) continue;
    share.set(category, (share.get(category) ?? 0) + (domestic ? 100 : 0) - asked);
  }
  const weight = one.weights.reduce((sum, own, row) => (mask & (1 << row) ? sum + own : sum), 0);
  return { seats: [...chosen], mask, weight, uses, share };
}

export function bits(mask: number): number {
  let count = 0;
  for (let left = mask; left !== 0; left &= left - 1) count++;
  return count;
}

export function unions(size: number) {
  const parent = Int32Array.from({ length: size }, (_, at) => at);
  const root = (at: number): number => {
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]!]!;
      at = parent[at]!;
    }
    return at;
  };
  return {
    root,
    join(left: number, right: number): void {
      const [a, b] = [root(left), root(right)];
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b);
    },
  };
}

/** The step all costs of a part are multiples of. */
export function costStep(costs: readonly number[]): number {
  return costs.reduce(greatest, 0) || 1;
}
