/**
 * Classes that compete for licences of which there may be too few are solved together, everything else on its own. A
 * component's id is a digest of its facts without yesterday's seats: where facts and seats are as they were, the stored
 * answer still stands.
 */
import { createHash } from 'node:crypto';
import { type BlockClass, classesOf } from './rules.blocks.ts';
import { isSecondUse, unitsOf } from './rules.eligibility.ts';
import { type Facts, factsOf, slotsOf } from './rules.facts.ts';
import { type Pools, poolsOf } from './rules.pools.ts';
import type { Problem } from './rules.problem.ts';

export type Part = {
  id: string;
  installs: number[];
  lots: number[];
  classes: BlockClass[];
  /** Places in `Facts.fixed`; only parts without classes have them. */
  fixed: number[];
};

export type Reduction = {
  facts: Facts;
  pools: Pools;
  classes: BlockClass[];
  /** Per pool whether more could be asked of it than there is. */
  binding: boolean[];
  parts: Part[];
};

export function reduceProblem(problem: Problem): Reduction {
  const facts = factsOf(problem);
  const pools = poolsOf(facts);
  const classes = classesOf(facts, pools);
  const binding = dropDearer(pools, classes);
  const parts = [...groupsOf(classes, binding), ...settledGroups(facts)].map((group) => ({
    ...group,
    ...contentOf(pools, group),
  }));
  for (const part of parts) part.id = digestOf(facts, part, binding, pools);
  return { facts, pools, classes, binding, parts: parts.sort(partOrder) };
}

/** The components of a problem by id, without solving any: what has changed since the last time is what is not known. */
export function splitComponents(
  problem: Problem,
): { id: string; installIds: string[]; lotIds: string[] }[] {
  const { facts, parts } = reduceProblem(problem);
  return parts.map(({ id, installs, lots }) => ({
    id,
    installIds: installs.map((at) => facts.installs[at]!.id),
    lotIds: lots.map((at) => facts.lots[at]!.id),
  }));
}

const partOrder = (one: Part, two: Part) =>
  (one.installs[0] ?? Infinity) - (two.installs[0] ?? Infinity) || one.lots[0]! - two.lots[0]! || 0;

/** Most that could be asked of each pool, as if everybody took one seat of it. */
function demands(pools: Pools, classes: BlockClass[]): number[][] {
  const demand = pools.pools.map((pool) => pool.capacity.map(() => 0));
  for (const { seats, blocks } of classes) {
    const asked = new Set<string>();
    for (const seat of seats) {
      // Second-use seats among some computers are never more than the computers, or one of them would be idle.
      const fresh = seat.on.filter((place) => !asked.has(`${seat.pool} ${place}`));
      for (const place of fresh) asked.add(`${seat.pool} ${place}`);
      const most = seat.on.length === 0 ? 1 : fresh.length;
      for (const slot of seat.slots) {
        demand[seat.pool]![slot]! += most * seat.units * blocks.length;
      }
    }
  }
  return demand;
}

/**
 * Drops seats that cover no more than a cheaper one of which there are enough; which leaves more pools with enough, and
 * so on. A seat held yesterday stays unless it is dearer: keeping it may be worth something on the last level.
 */
function dropDearer(pools: Pools, classes: BlockClass[]): boolean[] {
  for (;;) {
    const demand = demands(pools, classes);
    const binding = pools.pools.map((pool, at) =>
      pool.capacity.some((capacity, slot) => demand[at]![slot]! > capacity),
    );
    let dropped = false;
    for (const kind of classes) {
      const better = kind.seats.filter((seat) => !binding[seat.pool]);
      if (better.length === 0) continue;
      const kept = kind.seats.filter(
        (seat) => !better.some((other) => isBetter(pools, binding, other, seat)),
      );
      if (kept.length === kind.seats.length) continue;
      kind.seats = kept;
      dropped = true;
    }
    if (!dropped) return binding;
  }
}

type Seat = BlockClass['seats'][number];

function isBetter(pools: Pools, binding: boolean[], one: Seat, two: Seat): boolean {
  if (one === two || !two.rows.every((row) => one.rows.includes(row))) return false;
  const cost = (seat: Seat) => pools.pools[seat.pool]!.cost * seat.units;
  if (cost(one) !== cost(two)) return cost(one) < cost(two);
  if (two.held) return false;
  if (one.rows.length > two.rows.length || binding[two.pool]!) return true;
  return one.held || one.pool < two.pool || (one.pool === two.pool && one.on < two.on);
}

type Group = { classes: BlockClass[]; fixed: number[]; installs: number[]; lot: number };

function groupsOf(classes: BlockClass[], binding: boolean[]): Group[] {
  const parent = new Map<string, string>();
  const find = (key: string): string => {
    let root = key;
    for (let up = parent.get(root); up !== undefined; up = parent.get(root)) root = up;
    for (let at = key; at !== root; ) {
      const up = parent.get(at)!;
      parent.set(at, root);
      at = up;
    }
    return root;
  };
  for (const kind of classes) {
    for (const seat of kind.seats) {
      if (!binding[seat.pool]) continue;
      const [one, two] = [find(`base ${kind.base}`), find(`pool ${seat.pool}`)];
      if (one !== two) parent.set(one, two);
    }
  }
  const groups = new Map<string, Group>();
  for (const kind of classes) {
    const root = find(`base ${kind.base}`);
    const group = groups.get(root);
    if (group) group.classes.push(kind);
    else groups.set(root, { classes: [kind], fixed: [], installs: [], lot: -1 });
  }
  return [...groups.values()];
}

/** What is settled before anything is decided, lot by lot. */
function settledGroups(facts: Facts): Group[] {
  const groups = new Map<number, Group>();
  const group = (lot: number): Group => {
    const known = groups.get(lot) ?? { classes: [], fixed: [], installs: [], lot };
    groups.set(lot, known);
    return known;
  };
  for (const [at, lot] of facts.settled.entries()) if (lot !== -1) group(lot).installs.push(at);
  for (const [at, { lot }] of facts.fixed.entries()) group(lot).fixed.push(at);
  return [...groups.values()];
}

function contentOf(pools: Pools, group: Group): { id: string; installs: number[]; lots: number[] } {
  const { installs } = group;
  if (group.lot !== -1) return { id: '', installs, lots: [group.lot] };
  const lots = new Set<number>();
  for (const kind of group.classes) {
    for (const block of kind.blocks) for (const row of block.rows) installs.push(...row);
    for (const pool of kind.pools) for (const lot of pools.pools[pool]!.lots) lots.add(lot);
  }
  const numeric = (a: number, b: number) => a - b;
  return { id: '', installs: installs.sort(numeric), lots: [...lots].sort(numeric) };
}

/**
 * Everything an answer depends on, yesterday's seats excepted. A lot that cannot run short enters without its quantity:
 * buying more of it changes nothing.
 */
function digestOf(facts: Facts, part: Part, binding: boolean[], pools: Pools): string {
  const hash = createHash('sha256');
  const lots = new Set(part.lots);
  const own = part.lots.map((at) => facts.lots[at]!);
  for (const at of part.lots) {
    const lot = facts.lots[at]!;
    const short = pools.poolOf[at] === -1 || binding[pools.poolOf[at]!]!;
    const left = part.classes.length > 0 && short ? facts.left[at]! : [];
    hash.update(
      JSON.stringify([lot.id, lot.metric, lot.unitCost, isSecondUse(lot), lot.acquiredOn, left]),
    );
  }
  const texts = new Map<number, string>();
  const listText = (list: number): string => {
    const known = texts.get(list);
    if (known !== undefined) return known;
    const { lots: all, free } = facts.lists[list]!;
    const text = JSON.stringify(
      [...all, ...(free === -1 ? [] : [free])]
        .filter((lot) => lots.has(lot))
        .map((lot) => facts.lots[lot]!.id),
    );
    texts.set(list, text);
    return text;
  };
  const linked = own.some((lot) => lot.metric === 'user' || isSecondUse(lot));
  let last = -1;
  for (const at of part.installs) {
    const device = facts.deviceOf[at]!;
    const { id, weight } = facts.installs[at]!;
    if (device !== last) hash.update(deviceText(facts, device, own, linked));
    last = device;
    hash.update(JSON.stringify([id, weight]) + listText(facts.listOf[at]!));
  }
  for (const at of part.fixed) hash.update(JSON.stringify(facts.fixed[at]!.carrier));
  return hash.digest('hex').slice(0, 32);
}

function deviceText(facts: Facts, at: number, lots: Facts['lots'], linked: boolean): string {
  const device = facts.devices[at]!;
  return JSON.stringify([
    device.id,
    linked ? [device.userId, device.portable] : [],
    lots.flatMap((lot) => (lot.metric === 'core' ? [unitsOf(lot, device)] : [])),
    lots.some((lot) => lot.metric === 'concurrent')
      ? slotsOf(facts, lots.find((lot) => lot.metric === 'concurrent')!, device).map(
          (slot) => facts.buckets[slot],
        )
      : [],
  ]);
}
