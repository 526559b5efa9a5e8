/** From seats per block to the allocation: which lot of a pool each carrier gets, and which licence covers each install. */
import { type BlockClass, carrierOf } from './rules.blocks.ts';
import type { Part, Reduction } from './rules.components.ts';
import type { Hand } from './rules.deal.ts';
import { type Facts, usedFirst } from './rules.facts.ts';
import type { Certificate, Component, Cover, Level, Seat } from './rules.problem.ts';

/** A solved part: per class, how its blocks are served, in the order of the blocks. */
export type Solved = {
  part: Part;
  hands: Hand[][];
  certificate: Certificate;
  /** Begun from yesterday's answer and prices. */
  near?: boolean;
};

type Given = { pool: number; carrier: string; lot: number; kind: BlockClass; seat: number };

/** Placeholders: what is proven is for the checker to say. */
const UNSAID: Level = { value: 0, bound: 0, proof: 'heuristic' };

export function assemble(reduction: Reduction, solved: Solved[], kept: Component[]): Component[] {
  const { facts } = reduction;
  const blocks = solved.map((one) => seatsOfBlocks(facts, one));
  chooseLots(reduction, blocks.flat(2), kept);
  return solved.map(({ part, certificate }, at) => {
    const component: Component = {
      id: part.id,
      installIds: part.installs.map((install) => facts.installs[install]!.id),
      lotIds: part.lots.map((lot) => facts.lots[lot]!.id),
      weight: UNSAID,
      cost: UNSAID,
      changes: UNSAID,
      proof: 'heuristic',
      seats: [],
      covers: [],
      worth: [],
      certificate,
    };
    for (const { lot, carrier } of part.fixed.map((fixed) => facts.fixed[fixed]!)) {
      component.seats.push({ lotId: facts.lots[lot]!.id, carrierId: carrier });
    }
    for (const { lot, carrier } of blocks[at]!.flat()) {
      component.seats.push({ lotId: facts.lots[lot]!.id, carrierId: carrier });
    }
    component.seats.sort(seatOrder);
    component.covers = coversOf(facts, part, blocks[at]!);
    return component;
  });
}

const seatOrder = (one: Seat, two: Seat) => {
  if (one.lotId !== two.lotId) return one.lotId < two.lotId ? -1 : 1;
  return one.carrierId < two.carrierId ? -1 : one.carrierId > two.carrierId ? 1 : 0;
};

/** Blocks of all classes of a part in order, each with its seats. */
function seatsOfBlocks(facts: Facts, { part, hands }: Solved): Given[][] {
  return part.classes.flatMap((kind, at) => {
    const perBlock = hands[at]!.flatMap((hand) =>
      new Array<number[]>(hand.blocks).fill(hand.seats),
    );
    return kind.blocks.map((block, place) =>
      perBlock[place]!.map((seat) => ({
        pool: kind.seats[seat]!.pool,
        carrier: carrierOf(facts, block.devices, kind.seats[seat]!.on),
        lot: -1,
        kind,
        seat,
      })),
    );
  });
}

/** Holders keep what they hold, the rest is filled in the order of purchase. */
function chooseLots({ facts, pools }: Reduction, given: Given[], kept: Component[]): void {
  const left = new Map<number, number>();
  for (const [lot, list] of facts.left.entries()) left.set(lot, list[0]!);
  const index = new Map(facts.lots.map((lot, at) => [lot.id, at]));
  const fixed = new Set(facts.fixed.map(({ lot, carrier }) => JSON.stringify([lot, carrier])));
  for (const seat of kept.flatMap((component) => component.seats)) {
    const lot = index.get(seat.lotId)!;
    if (!fixed.has(JSON.stringify([lot, seat.carrierId]))) left.set(lot, left.get(lot)! - 1);
  }
  for (const holders of [true, false]) {
    for (const seat of given) {
      const { lots } = pools.pools[seat.pool]!;
      if (seat.kind.seats[seat.seat]!.held !== holders) continue;
      const own = holders ? facts.heldBy.get(seat.carrier)! : lots;
      const open = lots.filter((lot) => own.includes(lot));
      seat.lot = open.find((lot) => lots.length === 1 || left.get(lot)! > 0) ?? open[0]!;
      left.set(seat.lot, left.get(seat.lot)! - 1);
    }
  }
}

function coversOf(facts: Facts, part: Part, blocks: Given[][]): Cover[] {
  const covers = new Map<number, Cover>();
  const cover = (install: number, lot: number, carrierId: string | null) =>
    covers.set(install, {
      installId: facts.installs[install]!.id,
      lotId: facts.lots[lot]!.id,
      carrierId,
    });
  const order = usedFirst(facts.lots);
  let at = 0;
  for (const kind of part.classes) {
    for (const block of kind.blocks) {
      const seats = [...blocks[at]!].sort((one, two) => order(one.lot, two.lot));
      at += 1;
      for (const [row, installs] of block.rows.entries()) {
        const seat = seats.find((own) => kind.seats[own.seat]!.rows.includes(row));
        if (seat) for (const install of installs) cover(install, seat.lot, seat.carrier);
      }
    }
  }
  if (part.classes.length === 0) {
    for (const install of part.installs)
      cover(install, facts.settled[install]!, facts.settledBy[install]!);
  }
  return part.installs.flatMap((install) => covers.get(install) ?? []);
}
