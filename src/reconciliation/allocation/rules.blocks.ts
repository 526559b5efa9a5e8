/**
 * Installs that can share a seat hang together in a block inside one user's computers; blocks that look alike become a
 * class. Classes, not computers, are what is solved.
 */
import { pairCarrier, unitsOf } from './rules.eligibility.ts';
import { type Facts, numbered, slotsOf } from './rules.facts.ts';
import type { Pool, Pools } from './rules.pools.ts';

/** A seat a block may be given: `on` are its places in `Block.devices`; none for a seat of the user. */
export type SeatKind = {
  pool: number;
  /** Rows of the block it covers, ascending. */
  rows: number[];
  units: number;
  slots: number[];
  on: number[];
  /** Given yesterday. */
  held: boolean;
};

export type Block = {
  /** In the order the class counts them. */
  devices: number[];
  /** Installs per row. */
  rows: number[][];
};

export type BlockClass = {
  /** Weight per row. */
  weights: number[];
  seats: SeatKind[];
  /** Every pool that could have served it, before dearer seats were dropped. */
  pools: number[];
  blocks: Block[];
  /** Equal but for what was held yesterday. */
  base: number;
};

type Row = { device: number; list: number; weight: number; installs: number[] };
type Candidate = { pool: number; on: number[]; rows: number[] };

export function classesOf(facts: Facts, pools: Pools): BlockClass[] {
  const builder = new Builder(facts, pools);
  const linked = facts.devices.map((device, at) => device.userId !== null && builder.isLinked(at));
  const grouped = new Set<string>();
  for (const [at, device] of facts.devices.entries()) {
    if (!linked[at]) {
      builder.add([at]);
    } else if (!grouped.has(device.userId!)) {
      grouped.add(device.userId!);
      builder.add(facts.devicesOf.get(device.userId!)!.filter((other) => linked[other]));
    }
  }
  return builder.classes;
}

class Builder {
  readonly classes: BlockClass[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly bases = new Map<string, number>();
  private readonly listsKept = new Map<string, number[]>();
  private readonly pairsHeld: boolean;
  private readonly facts: Facts;
  private readonly lists: Pools;

  constructor(facts: Facts, pools: Pools) {
    this.facts = facts;
    this.lists = pools;
    this.pairsHeld = [...facts.heldBy.keys()].some((carrier) => carrier.includes('+'));
  }

  /** One list for all that are equal: a unit of 100,000 computers has millions of seats, and few different lists. */
  private shared(list: number[]): number[] {
    const key = list.join();
    const known = this.listsKept.get(key);
    if (known) return known;
    this.listsKept.set(key, list);
    return list;
  }

  private pool(at: number): Pool {
    return this.lists.pools[at]!;
  }

  /** Whether a seat can reach beyond this computer. */
  isLinked(device: number): boolean {
    return this.facts.installsOn[device]!.some(
      (install) =>
        this.facts.settled[install] === -1 &&
        this.poolsFor(install).some((at) => {
          const { metric, secondUse } = this.pool(at);
          return metric === 'user' || secondUse;
        }),
    );
  }

  private poolsFor(install: number): number[] {
    return this.lists.poolLists[this.lists.poolListOf[this.facts.listOf[install]!]!]!;
  }

  add(devices: number[]): void {
    const rows = this.rowsOf(devices);
    if (rows.length === 0) return;
    const seats = this.candidates(devices, rows);
    const block = union(rows.length, seats);
    const covered = new Set(seats.flatMap((seat) => seat.rows));
    const roots = [...new Set(block)].filter((root) => covered.has(root));
    for (const root of roots) {
      const own = rows.flatMap((_, at) => (block[at] === root ? [at] : []));
      const inside = seats.filter((seat) => block[seat.rows[0]!] === root);
      this.addBlock(devices, own, rows, inside);
    }
  }

  /** Installs with the same possible seats are one row. */
  private rowsOf(devices: number[]): Row[] {
    const rows = new Map<number, Row>();
    for (const [place, device] of devices.entries()) {
      for (const install of this.facts.installsOn[device]!) {
        if (this.facts.settled[install] !== -1) continue;
        const list = this.lists.poolListOf[this.facts.listOf[install]!]!;
        const pools = this.lists.poolLists[list]!;
        if (pools.length === 0) continue;
        const ofUser = pools.every((at) => this.pool(at).metric === 'user');
        const key = list * 4096 + (ofUser ? 0 : place + 1);
        const known = rows.get(key);
        const { weight } = this.facts.installs[install]!;
        if (!known) {
          rows.set(key, { device: ofUser ? -1 : place, list, weight, installs: [install] });
        } else {
          known.weight += weight;
          known.installs.push(install);
        }
      }
    }
    return [...rows.values()];
  }

  private candidates(devices: number[], rows: Row[]): Candidate[] {
    const seats = new Map<number, Candidate>();
    for (const [at, row] of rows.entries()) {
      for (const pool of this.lists.poolLists[row.list]!) {
        const ofUser = this.pool(pool).metric === 'user';
        const key = pool * 4096 + (ofUser ? 0 : row.device + 1);
        const known = seats.get(key);
        if (known) known.rows.push(at);
        else if (ofUser) seats.set(key, { pool, on: [], rows: [at] });
        else if (this.fits(pool, devices[row.device]!))
          seats.set(key, { pool, on: [row.device], rows: [at] });
      }
    }
    const singles = [...seats.values()];
    return devices.length === 1 ? singles : [...singles, ...this.pairs(devices, singles)];
  }

  private fits(at: number, device: number): boolean {
    const { metric, lots, capacity } = this.pool(at);
    if (metric === 'device') return true;
    const [lot, own] = [this.facts.lots[lots[0]!]!, this.facts.devices[device]!];
    const units = unitsOf(lot, own);
    return slotsOf(this.facts, lot, own).every((slot) => capacity[slot]! >= units);
  }

  private pairs(devices: number[], singles: Candidate[]): Candidate[] {
    const second = singles.filter((seat) => this.pool(seat.pool).secondUse);
    return second.flatMap((one) =>
      second.flatMap((two) => {
        if (one.pool !== two.pool) return [];
        const on = [one.on[0]!, two.on[0]!];
        if (this.pairName(devices, on) === undefined) return [];
        const rows = [...new Set([...one.rows, ...two.rows])].sort((a, b) => a - b);
        return [{ pool: one.pool, on, rows }];
      }),
    );
  }

  private pairName(devices: number[], on: number[]): string | undefined {
    const [one, two] = on.map((place) => this.facts.devices[devices[place]!]!);
    return pairCarrier(one!, two!);
  }

  private isHeld(devices: number[], seat: Candidate): boolean {
    if (seat.on.length === 2 && !this.pairsHeld) return false;
    const carrier = carrierOf(this.facts, devices, seat.on);
    const lots = this.facts.heldBy.get(carrier);
    return lots?.some((lot) => this.lists.poolOf[lot] === seat.pool) ?? false;
  }

  private addBlock(devices: number[], own: number[], rows: Row[], seats: Candidate[]): void {
    const held = seats.map((seat) => this.isHeld(devices, seat));
    const shape = this.shape(devices, own, rows, seats, held);
    const { order, places } = shape;
    const number = numbered(this.numbers, shape.text);
    const row = new Map(order.map((at, to) => [at, to]));
    const place = new Map(places.map((at, to) => [at, to]));
    this.classes[number] ??= {
      weights: order.map((at) => rows[at]!.weight),
      seats: seats
        .map((seat, at) => {
          const lot = this.facts.lots[this.pool(seat.pool).lots[0]!]!;
          const device = this.facts.devices[devices[seat.on[0] ?? 0]!]!;
          return {
            pool: seat.pool,
            rows: this.shared(seat.rows.map((old) => row.get(old)!).sort((a, b) => a - b)),
            units: unitsOf(lot, device),
            slots: this.shared(seat.on.length === 0 ? [0] : slotsOf(this.facts, lot, device)),
            on: this.shared(seat.on.map((old) => place.get(old)!)),
            held: held[at]!,
          };
        })
        .sort(seatOrder),
      pools: [...new Set(seats.map((seat) => seat.pool))].sort((a, b) => a - b),
      blocks: [],
      base: numbered(
        this.bases,
        held.includes(true) ? this.shape(devices, own, rows, seats, []).text : shape.text,
      ),
    };
    this.classes[number].blocks.push({
      devices: places.map((at) => devices[at]!),
      rows: order.map((at) => rows[at]!.installs),
    });
  }

  /** One text for blocks that are alike, with the order of rows and computers it counts in. */
  private shape(
    devices: number[],
    own: number[],
    rows: Row[],
    seats: Candidate[],
    held: boolean[],
  ): { text: string; order: number[]; places: number[] } {
    const kinds = new Set(seats.map((seat) => this.pool(seat.pool).metric));
    const pairs = seats.some((seat) => seat.on.length === 2);
    const used = [...new Set(own.map((at) => rows[at]!.device).filter((at) => at !== -1))];
    const rowText = (at: number) => `${rows[at]!.list}:${rows[at]!.weight}`;
    const sorted = (ats: number[]) =>
      ats.sort((a, b) => rows[a]!.list - rows[b]!.list || rows[a]!.weight - rows[b]!.weight);
    const texts = new Map(
      used.map((placeAt) => {
        const device = this.facts.devices[devices[placeAt]!]!;
        const on = sorted(own.filter((at) => rows[at]!.device === placeAt));
        const keeps = seats.flatMap((seat, at) =>
          held[at] && seat.on.length === 1 && seat.on[0] === placeAt ? [seat.pool] : [],
        );
        const parts = [
          on.map(rowText).join(','),
          pairs && device.portable ? 'p' : '',
          kinds.has('core') ? device.cores : '',
          kinds.has('concurrent') ? [...device.activeIn].sort((a, b) => a - b).join(',') : '',
          keeps.sort((a, b) => a - b).join(','),
        ];
        return [placeAt, parts.join('|')];
      }),
    );
    const places = used.sort((a, b) => {
      const [one, two] = [texts.get(a)!, texts.get(b)!];
      return one < two ? -1 : one > two ? 1 : a - b;
    });
    const ofUser = sorted(own.filter((at) => rows[at]!.device === -1));
    const order = [
      ...places.flatMap((at) => sorted(own.filter((row) => rows[row]!.device === at))),
      ...ofUser,
    ];
    const others = seats.flatMap((seat, at) =>
      held[at] && seat.on.length !== 1
        ? [`${seat.pool}@${seat.on.map((old) => places.indexOf(old))}`]
        : [],
    );
    const text = [
      ...places.map((at) => texts.get(at)!),
      ofUser.map(rowText).join(','),
      others.sort().join(','),
    ].join(';');
    return { text, order, places: places.length > 0 ? places : [0] };
  }
}

const seatOrder = (one: SeatKind, two: SeatKind) =>
  one.pool - two.pool ||
  one.on.length - two.on.length ||
  (one.on[0] ?? 0) - (two.on[0] ?? 0) ||
  (one.on[1] ?? 0) - (two.on[1] ?? 0);

/** The id a seat's carrier has: a computer, a pair, or the user of the block's computers. */
export function carrierOf(facts: Facts, devices: number[], on: number[]): string {
  const [one, two] = on.map((place) => facts.devices[devices[place]!]!);
  if (!one) return facts.devices[devices[0]!]!.userId!;
  if (!two) return one.id;
  return pairCarrier(one, two) ?? pairCarrier(two, one)!;
}

/** Per row the first row it hangs together with. */
function union(size: number, seats: Candidate[]): number[] {
  const parent = Array.from({ length: size }, (_, at) => at);
  const find = (at: number): number => {
    let root = at;
    while (parent[root] !== root) root = parent[root]!;
    return root;
  };
  for (const { rows } of seats) {
    for (const row of rows) {
      const [one, two] = [find(rows[0]!), find(row)];
      if (one !== two) parent[Math.max(one, two)] = Math.min(one, two);
    }
  }
  return parent.map((_, at) => find(at));
}
