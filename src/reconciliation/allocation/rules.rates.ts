/**
 * What installs pay to the seats that cover them. The checker lets each pay as much as its seats can still take, which
 * is the best there is wherever the seats of a block are nested; where it is not, the certificate says what each pays.
 */
import type { Facts } from './rules.facts.ts';
import { type ComponentModel, seatCost } from './rules.model.ts';
import type { LevelName } from './rules.prices.ts';

/** Everything over one denominator, as the checker will see it. */
export type Scaled = {
  level: LevelName;
  den: bigint;
  lam: bigint;
  mu: bigint;
  /** Per lot and slot. */
  prices: Map<number, bigint[]>;
  /** What a row pays: per class and row; undefined where it pays whatever its seats take. */
  rate: (kind: number, row: number) => bigint | undefined;
  /** What seats of a class are made dearer (or, on the other side of a branching, cheaper) by. */
  forces: { kind: number; seat: number; less: boolean; by: bigint }[];
};

export function ratesOf(facts: Facts, model: ComponentModel, scaled: Scaled): Map<number, bigint> {
  const rates = new Map<number, bigint>();
  for (const [at, kind] of model.classes.entries()) {
    if (kind.weights.length === 1 || isNested(kind.seats)) continue;
    const net = kind.seats.map(
      (seat, place) => netOf(model, scaled, seat) + forceOn(scaled, at, place),
    );
    const perRow = kind.weights.map(
      (weight) => (scaled.level === 'weight' ? scaled.den : scaled.lam) * BigInt(weight),
    );
    const hints = kind.weights.map((_, row) => scaled.rate(at, row));
    const given = raised(kind.seats, net, perRow, hints);
    const best = boundOf(kind.seats, net, perRow, given);
    for (const block of kind.blocks) {
      const installs = block.rows
        .flatMap((own, row) => own.map((install) => ({ install, row })))
        .sort((one, two) => one.install - two.install);
      const worth = installs.map(({ install }) => worthOf(facts, scaled, install));
      const usual = kind.weights.map(() => 0n);
      for (const [place, { row }] of installs.entries()) {
        usual[row]! += room(kind.seats, net, usual, row, worth[place]!);
      }
      if (best >= boundOf(kind.seats, net, perRow, usual)) continue;
      const rest = [...given];
      for (const [place, { install, row }] of installs.entries()) {
        const own = least(rest[row]!, worth[place]!);
        rest[row]! -= own;
        rates.set(install, own);
      }
    }
  }
  return rates;
}

type Kind = ComponentModel['classes'][number];

const forceOn = ({ forces }: Scaled, kind: number, seat: number): bigint =>
  forces.reduce((sum, own) => {
    if (own.kind !== kind || own.seat !== seat) return sum;
    return own.less ? sum + own.by : sum - own.by;
  }, 0n);

/** No two seats cover something together and each something of its own. */
export function isNested(seats: Kind['seats']): boolean {
  return seats.every((one, at) =>
    seats.slice(at + 1).every((two) => {
      const common = one.rows.filter((row) => two.rows.includes(row)).length;
      return common === 0 || common === one.rows.length || common === two.rows.length;
    }),
  );
}

function worthOf(facts: Facts, { level, den, lam }: Scaled, install: number): bigint {
  return (level === 'weight' ? den : lam) * BigInt(facts.installs[install]!.weight);
}

function netOf(model: ComponentModel, scaled: Scaled, seat: Kind['seats'][number]): bigint {
  const { level, den, mu, prices } = scaled;
  const perFen = level === 'weight' ? 0n : level === 'cost' ? den : mu;
  let net = perFen * BigInt(seatCost(model.pools, seat));
  if (level === 'changes') net += seat.held ? -den : den;
  const own = prices.get(model.pools[seat.pool]!.lots[0]!);
  for (const slot of own ? seat.slots : []) net += own![slot]! * BigInt(seat.units);
  return net;
}

const least = (one: bigint, two: bigint) => (one < two ? one : two);
const positive = (one: bigint) => (one > 0n ? one : 0n);

const paid = (seat: Kind['seats'][number], rates: bigint[]) =>
  seat.rows.reduce((sum, row) => sum + rates[row]!, 0n);

/** How much more a row can pay before a seat is paid more than its price, at most its worth. */
function room(seats: Kind['seats'], net: bigint[], rates: bigint[], row: number, worth: bigint) {
  let most = worth;
  for (const [at, seat] of seats.entries()) {
    if (seat.rows.includes(row)) most = least(most, net[at]! - paid(seat, rates));
  }
  return positive(most);
}

/** The hints where no seat is paid too much, and then as much as is possible. */
function raised(
  seats: Kind['seats'],
  net: bigint[],
  worth: bigint[],
  hints: (bigint | undefined)[],
): bigint[] {
  const rates = worth.map((own, row) => least(own, hints[row] ?? 0n));
  for (const [at, seat] of seats.entries()) {
    let over = paid(seat, rates) - positive(net[at]!);
    for (const row of over > 0n ? seat.rows : []) {
      const back = least(positive(over), rates[row]!);
      rates[row]! -= back;
      over -= back;
    }
  }
  for (const row of rates.keys()) {
    rates[row]! += room(seats, net, rates, row, worth[row]! - rates[row]!);
  }
  return rates;
}

/** What is left of the rows' worth, and what seats are paid beyond their price. */
function boundOf(seats: Kind['seats'], net: bigint[], worth: bigint[], rates: bigint[]): bigint {
  const seatGains = seats.map((seat, at) => positive(paid(seat, rates) - net[at]!));
  const rowGains = worth.map((own, row) => positive(own - rates[row]!));
  return [...seatGains, ...rowGains].reduce((sum, own) => sum + own, 0n);
}
