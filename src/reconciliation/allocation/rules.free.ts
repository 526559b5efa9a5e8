/**
 * Blocks whose licences cannot run short need no prices: everything is covered, for the least cost, with the fewest
 * changes; found block by block and proven by multipliers large enough.
 */
import type { BlockClass } from './rules.blocks.ts';
import { seatCost } from './rules.model.ts';
import type { Pool } from './rules.pools.ts';
import type { Certificate } from './rules.problem.ts';

const MOST_STATES = 2048;

/** The seats of each block of the class; undefined where there are too many ways to try. */
export function solveFree(kind: BlockClass, pools: Pool[]): number[] | undefined {
  if (kind.weights.length > 30) return undefined;
  const full = 2 ** kind.weights.length - 1;
  const seats = kind.seats.map((seat) => ({
    mask: seat.rows.reduce((mask, row) => mask + 2 ** row, 0),
    // One fen outweighs any number of changes.
    price: BigInt(seatCost(pools, seat)) * 4096n - (seat.held ? 1n : -1n),
  }));
  let states = new Map<number, { price: bigint; seats: number[] }>([[0, { price: 0n, seats: [] }]]);
  for (const [at, { mask, price }] of seats.entries()) {
    const next = new Map(states);
    for (const [before, state] of states) {
      const after = before | mask;
      if (after === before) continue;
      const known = next.get(after);
      if (known && known.price <= state.price + price) continue;
      next.set(after, { price: state.price + price, seats: [...state.seats, at] });
    }
    if (next.size > MOST_STATES) return undefined;
    states = next;
  }
  return states.get(full)?.seats;
}

/** Covering a row is worth more than all seats together, a fen more than all changes. */
export function freeCertificate(classes: BlockClass[], pools: Pool[]): Certificate {
  let [most, seats] = [1n, 1];
  for (const kind of classes) {
    const sum = kind.seats.reduce((total, seat) => total + BigInt(seatCost(pools, seat)), 0n);
    if (sum > most) most = sum;
    seats = Math.max(seats, kind.seats.length);
  }
  const mu = BigInt(2 * seats + 1);
  return {
    weight: { root: { den: 1, lam: 0, mu: 0, prices: {} } },
    cost: { root: { den: 1, lam: `${most + 1n}`, mu: 0, prices: {} } },
    changes: {
      root: { den: 1, lam: `${mu * (most + 1n) + BigInt(2 * seats + 1)}`, mu: `${mu}`, prices: {} },
    },
  };
}
