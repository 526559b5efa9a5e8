/**
 * From numbers of seats per class to seats of single blocks. A class is a relaxation: its counts may claim more cover
 * than any dealing gives, and then the class has to be split.
 */
import { modelBuilder, type Solver } from '../../platform/solver/highs.ts';
import type { BlockClass } from './rules.blocks.ts';

/** Seats (places in `BlockClass.seats`) of so many blocks. */
export type Hand = { seats: number[]; blocks: number };

/**
 * How the counts are dealt so that all cover they claim is reached; undefined where that cannot be. With `anyhow` the
 * best that can be is good enough: splitting a class of a large component would mean solving all of it again.
 */
export function deal(
  solver: Solver,
  kind: BlockClass,
  counts: number[],
  anyhow = false,
): Hand[] | undefined {
  const goal = claimed(kind, counts);
  const quick = dealInTurn(kind, counts);
  if (quick && reached(kind, quick) === goal) return quick;
  const best = dealByPatterns(solver, kind, counts) ?? quick;
  return best && (anyhow || reached(kind, best) === goal) ? best : undefined;
}

function claimed(kind: BlockClass, counts: number[]): number {
  return kind.weights.reduce((sum, weight, row) => {
    const covered = kind.seats.reduce(
      (total, seat, at) => (seat.rows.includes(row) ? total + counts[at]! : total),
      0,
    );
    return sum + weight * Math.min(kind.blocks.length, covered);
  }, 0);
}

function coverOf(kind: BlockClass, seats: number[]): number {
  const rows = new Set(seats.flatMap((at) => kind.seats[at]!.rows));
  return [...rows].reduce((sum, row) => sum + kind.weights[row]!, 0);
}

const reached = (kind: BlockClass, hands: Hand[]): number =>
  hands.reduce((sum, hand) => sum + hand.blocks * coverOf(kind, hand.seats), 0);

/** The widest seats first, each copy to the blocks it adds most to. */
function dealInTurn(kind: BlockClass, counts: number[]): Hand[] | undefined {
  let hands: Hand[] = [{ seats: [], blocks: kind.blocks.length }];
  const order = kind.seats.map((_, at) => at).filter((at) => counts[at]! > 0);
  order.sort((a, b) => kind.seats[b]!.rows.length - kind.seats[a]!.rows.length || a - b);
  for (const at of order) {
    const gain = (hand: Hand) => coverOf(kind, [...hand.seats, at]) - coverOf(kind, hand.seats);
    const sorted = hands.map((hand) => ({ hand, gain: gain(hand) }));
    sorted.sort((a, b) => b.gain - a.gain || a.hand.seats.length - b.hand.seats.length);
    let rest = counts[at]!;
    hands = sorted.flatMap(({ hand }) => {
      const given = Math.min(rest, hand.blocks);
      rest -= given;
      return [
        { seats: [...hand.seats, at], blocks: given },
        { seats: hand.seats, blocks: hand.blocks - given },
      ].filter(({ blocks }) => blocks > 0);
    });
    if (rest > 0) return undefined;
  }
  return hands;
}

const MOST_PATTERNS = 4096;

/** Every way a block could be served is a column; as many of each as cover most. */
function dealByPatterns(solver: Solver, kind: BlockClass, counts: number[]): Hand[] | undefined {
  const used = kind.seats.map((_, at) => at).filter((at) => counts[at]! > 0);
  if (2 ** used.length > MOST_PATTERNS) return undefined;
  const patterns = Array.from({ length: 2 ** used.length }, (_, mask) =>
    used.filter((_, bit) => (mask >> bit) & 1),
  );
  const build = modelBuilder('max');
  for (const seats of patterns) build.column({ cost: coverOf(kind, seats), integer: true });
  const size = kind.blocks.length;
  build.row(
    size,
    size,
    patterns.map((_, at) => [at, 1]),
  );
  for (const at of used) {
    const having = patterns.flatMap((seats, column): [number, number][] =>
      seats.includes(at) ? [[column, 1]] : [],
    );
    build.row(counts[at]!, counts[at]!, having);
  }
  const { columns } = solver.solve(build.model(), { nodes: 1000 });
  if (!columns) return undefined;
  return patterns.flatMap((seats, at) => {
    const blocks = Math.round(columns[at]!);
    return blocks > 0 ? [{ seats, blocks }] : [];
  });
}
