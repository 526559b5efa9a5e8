/**
 * A large component that is nearly as it was: yesterday's seats are the answer but for a few, and yesterday's prices say
 * where. Only there whole numbers are looked for; where the old prices do not prove the new answer as well as they proved
 * the old one, the component is solved from the beginning.
 */
import type { Solver } from '../../platform/solver/highs.ts';
import type { Facts } from './rules.facts.ts';
import { combinedOf, wholeAround } from './rules.large.ts';
import { type ComponentModel, slack } from './rules.model.ts';
import { whole } from './rules.prices.ts';
import type { Certificate, Component, Prices } from './rules.problem.ts';
import { type Regrets, regretsOf } from './rules.regrets.ts';
import { isBetter } from './rules.staged.ts';

export type Near = { counts: Int32Array; certificate: Certificate };

/** Columns of the neighbourhoods, one after the other. */
const NEIGHBOURHOODS = [600, 2400, 8000];
/** Parts of a unit below which two numbers of the solver are the same. */
const SAME = 1e-3;

/** Undefined where the component has to be solved from the beginning. */
export function solveNear(
  solver: Solver,
  facts: Facts,
  model: ComponentModel,
  before: Component,
  nodes: number,
): Near | undefined {
  const { weight, cost } = before.certificate;
  if (!weight || !cost || weight.tree || cost.tree) return undefined;
  const [forWeight, forCost] = [weight, cost].map(({ root }) => stillNamed(facts, root));
  if (!forWeight || !forCost) return undefined;
  let counts = heldCounts(model);
  if ([...slack(model, counts).values()].some((left) => left < 0)) return undefined;
  const allowed = {
    weight: before.weight.bound - before.weight.value + 1 - SAME,
    cost: before.cost.value - before.cost.bound + model.costStep - SAME,
  };
  for (const size of [0, ...NEIGHBOURHOODS]) {
    const regrets = regretsOf(facts, model, 'cost', forCost, counts);
    if (size > 0) counts = lookAt(solver, model, regrets, counts, size, nodes);
    const left = regretsOf(facts, model, 'weight', forWeight, counts).gap;
    const fen = regretsOf(facts, model, 'cost', forCost, counts).gap;
    if (left >= allowed.weight || fen >= allowed.cost) continue;
    const changes = fen < SAME ? perChange(forCost) : NOTHING;
    const [one, two, three] = [forWeight, forCost, changes].map((root) => ({ root }));
    return { counts, certificate: { weight: one!, cost: two!, changes: three! } };
  }
  return undefined;
}

const NOTHING: Prices = { den: 1, lam: 0, mu: 0, prices: {} };
/** Fen a change is set against: seats that only cost more do not pay by being kept. */
const KEPT = 4n;

/** Prices for the changes where cost meets its bound: only answers that cost least are compared. */
function perChange({ den, lam, prices, rows = {} }: Prices): Prices {
  const times = <T extends { [id: string]: Prices['den'] | Prices['den'][] }>(list: T) =>
    Object.fromEntries(
      Object.entries(list).map(([id, own]) => [
        id,
        Array.isArray(own)
          ? own.map((price) => whole(KEPT * BigInt(price)))
          : whole(KEPT * BigInt(own)),
      ]),
    );
  return {
    den,
    lam: whole(KEPT * BigInt(lam)),
    mu: whole(KEPT * BigInt(den)),
    prices: times(prices),
    rows: times(rows) as NonNullable<Prices['rows']>,
  };
}

/** The prices of what there still is; undefined where hours have changed. */
function stillNamed(facts: Facts, root: Prices): Prices | undefined {
  const lots = new Map(facts.lots.map((lot, at) => [lot.id, at]));
  const prices = Object.entries(root.prices).filter(([id]) => lots.has(id));
  const hours = prices.every(
    ([id, own]) => !Array.isArray(own) || own.length === facts.left[lots.get(id)!]!.length,
  );
  if (!hours) return undefined;
  if (!root.rows) return { ...root, prices: Object.fromEntries(prices) };
  const installs = new Set(facts.installs.map(({ id }) => id));
  const rows = Object.entries(root.rows).filter(([id]) => installs.has(id));
  return { ...root, prices: Object.fromEntries(prices), rows: Object.fromEntries(rows) };
}

function heldCounts(model: ComponentModel): Int32Array {
  const counts = new Int32Array(model.linear.cost.length);
  for (const [at, { seats, blocks }] of model.classes.entries()) {
    for (const [place, { held }] of seats.entries()) {
      if (held) counts[model.seatColumns[at]![place]!] = blocks.length;
    }
  }
  return counts;
}

/** The best whole answer among seats that yesterday's prices find no worse than what is given, around what is amiss. */
function lookAt(
  solver: Solver,
  model: ComponentModel,
  regrets: Regrets,
  counts: Int32Array,
  size: number,
  nodes: number,
): Int32Array {
  const free = new Uint8Array(counts.length);
  let count = 0;
  for (const at of places(model, regrets, counts)) {
    if (count >= size) break;
    count += release(model, regrets, counts, at, free);
  }
  const linear = { ...model.linear, cost: combinedOf(model) };
  const next = wholeAround(solver, model, linear, counts, free, nodes);
  return next && isBetter(model, next, counts) ? next : counts;
}

/** Classes that are not served as the prices say, then those that could use or free what the first lack or leave. */
function places(model: ComponentModel, regrets: Regrets, counts: Int32Array): number[] {
  const amiss = [...regrets.classes.keys()].filter((at) => regrets.classes[at]! > SAME);
  const pools = new Set(regrets.pools);
  for (const at of amiss) {
    for (const [place, { pool }] of model.classes[at]!.seats.entries()) {
      const column = model.seatColumns[at]![place]!;
      if (counts[column]! > 0 || regrets.reduced[column]! < SAME) pools.add(pool);
    }
  }
  const known = new Set(amiss);
  const scores = model.classes.map((kind, at) => {
    if (known.has(at)) return 0;
    const columns = model.seatColumns[at]!;
    const open = kind.weights.some(
      (_, row) =>
        !kind.seats.some((seat, place) => counts[columns[place]!]! > 0 && seat.rows.includes(row)),
    );
    const near = kind.seats.filter(
      ({ pool }, place) => pools.has(pool) && regrets.reduced[columns[place]!]! < SAME,
    ).length;
    return near === 0 ? 0 : open ? 1000 + near : near;
  });
  const others = [...scores.keys()].filter((at) => scores[at]! > 0);
  return [...amiss, ...others.sort((a, b) => scores[b]! - scores[a]! || a - b)];
}

/** Frees what a class has and what it could have at no loss; how many columns. */
function release(
  model: ComponentModel,
  regrets: Regrets,
  counts: Int32Array,
  at: number,
  free: Uint8Array,
): number {
  const amiss = regrets.classes[at]! > SAME;
  const { linear } = model;
  const columns = model.seatColumns[at]!.filter(
    (column) => amiss || counts[column]! > 0 || regrets.reduced[column]! < SAME,
  );
  if (model.classes[at]!.weights.length > 1) {
    for (const row of model.coverRows[at]!) {
      if (row !== -1) columns.push(linear.indices[linear.starts[row]!]!);
    }
  }
  for (const column of columns) free[column] = 1;
  return columns.length;
}
