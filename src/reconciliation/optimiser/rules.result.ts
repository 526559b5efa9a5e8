/** The plan in the words of the unit: lines with what they are for, what comes from stock, what stays unmet. */

import { planComplaintOf } from './rules.complaints.ts';
import type { Wanted } from './rules.facts.ts';
import type { Checked, Met, Proof, PurchasePlanAnswer, PurchaseProblem } from './rules.problem.ts';
import type { Reasons } from './rules.reasons.ts';
import { unitsOf } from './rules.rights.ts';
import type { PurchaseOffer } from './shapes.offers.ts';
import type { AdviceFigures, AdviceLine, AdviceResult } from './shapes.ts';

export type ResultFacts = {
  problem: PurchaseProblem;
  answer: PurchasePlanAnswer;
  checked: Checked;
  unmet: readonly string[];
  capBinds: boolean;
  reasons: Reasons;
  singlyFen: number;
  milliseconds: number;
  wanted: readonly Wanted[];
  offers: readonly PurchaseOffer[];
  /** Number of a licence on hand, by id. */
  softwareNos: ReadonlyMap<string, string>;
};

type Seat = { units: number; met: Met[] };

export function resultOf(facts: ResultFacts): { result: AdviceResult; figures: AdviceFigures } {
  const { answer, checked } = facts;
  const wanted = new Map(facts.wanted.map((one) => [one.id, one]));
  const names = new Map(facts.wanted.map((one) => [one.productId, one.productName]));
  const offers = new Map(facts.offers.map((one) => [one.id, one]));
  const lines = linesOf(facts, wanted, offers);
  const parts = checked.parts.map(({ id, weight, cost }) => {
    const ids = answer.parts.find((part) => part.id === id)!.needIds;
    const products = new Set(ids.map((one) => names.get(wanted.get(one)!.productId)!));
    return { id, products: [...products].sort(), weight, cost };
  });
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const places = sum(facts.wanted.map((one) => one.quantity));
  const result: AdviceResult = {
    lines,
    sites: facts.reasons.sites.map((site) => ({
      ...site,
      productName: offers.get(site.offerId)!.productName,
    })),
    stock: stockOf(facts, wanted),
    unmet: unmetOf(facts, wanted),
    parts,
    complaints: checked.complaints.map(planComplaintOf),
  };
  const figures: AdviceFigures = {
    places,
    met: sum(answer.met.map((one) => one.count)),
    firstYearFen: sum(lines.map((one) => one.firstYearFen)),
    costFen: sum(lines.map((one) => one.costFen)),
    boundFen: sum(parts.map((one) => one.cost.bound)),
    singlyFen: facts.singlyFen,
    capBinds: facts.capBinds,
    proof: weakest(parts.flatMap((one) => [one.weight.proof, one.cost.proof])),
    weight: sum(parts.map((one) => one.weight.value)),
    weightBound: sum(parts.map((one) => one.weight.bound)),
    milliseconds: facts.milliseconds,
  };
  return { result, figures };
}

const ORDER: readonly Proof[] = ['proven', 'tree', 'gap', 'heuristic'];

export function weakest(proofs: readonly Proof[]): Proof {
  return ORDER[Math.max(0, ...proofs.map((one) => ORDER.indexOf(one)))]!;
}

/** Licences given out of each right, with the needs each meets. */
function seatsOf({ problem, answer }: ResultFacts): Map<string, Seat[]> {
  const rights = new Map(problem.rights.map((one) => [one.id, one]));
  const carriers = new Map(problem.carriers.map((one) => [one.id, one]));
  const needs = new Map(problem.needs.map((one) => [one.id, one]));
  const seats = new Map<string, Map<string, Seat>>();
  for (const one of answer.met) {
    const right = rights.get(one.rightId)!;
    const carrier = carriers.get(needs.get(one.needId)!.carrierId)!;
    const key = right.metric === 'user' ? `user ${carrier.userId}` : carrier.id;
    const own = seats.get(right.id) ?? new Map<string, Seat>();
    seats.set(right.id, own);
    const seat = own.get(key);
    if (seat) seat.met.push(one);
    else own.set(key, { units: unitsOf(right, carrier.cores) * one.count, met: [one] });
  }
  return new Map([...seats].map(([id, own]) => [id, [...own.values()]]));
}

function linesOf(
  facts: ResultFacts,
  wanted: ReadonlyMap<string, Wanted>,
  records: ReadonlyMap<string, PurchaseOffer>,
): AdviceLine[] {
  const { problem, answer } = facts;
  const rights = new Map(problem.rights.map((one) => [one.id, one]));
  const offers = new Map(problem.offers.map((one) => [one.id, one]));
  const seats = seatsOf(facts);
  // The largest packs are handed out first: what is over is over in the smallest.
  const bought = [...answer.bought].sort(
    (a, b) => offers.get(b.offerId)!.packSize - offers.get(a.offerId)!.packSize,
  );
  const lines = bought.map(({ offerId, packs }): AdviceLine => {
    const offer = offers.get(offerId)!;
    const right = rights.get(offer.rightId)!;
    const record = records.get(offerId)!;
    const site = right.metric === 'site';
    const upgraded = answer.upgraded.filter((one) => one.offerId === offerId);
    const licences = site ? null : packs * offer.packSize;
    const there = site
      ? Number.POSITIVE_INFINITY
      : (offer.upgrades ? upgraded.reduce((sum, one) => sum + one.units, 0) : licences!) *
        right.size;
    const own: Seat[] = [];
    let left = there;
    const waiting = seats.get(right.id) ?? [];
    while (waiting.length > 0 && left > 0) {
      const seat = take(waiting, left);
      left -= seat.units;
      own.push(seat);
    }
    const met = own.flatMap((seat) => seat.met);
    const { productName, version, metric, category, origin, packSize, termYears } = record;
    return {
      ...{ offerId, productName, version, metric, category, origin, packSize, termYears, packs },
      upgrade: record.upgrades !== null,
      licences,
      spare: site
        ? 0
        : Math.max(0, licences! - Math.ceil((there - Math.max(0, left)) / right.size)),
      places: met.reduce((sum, one) => sum + one.count, 0),
      packPriceFen: offer.firstYear,
      firstYearFen: packs * offer.firstYear,
      costFen: packs * offer.cost,
      covers: count(met, wanted, (one) => `${one.productName}\n${one.version ?? ''}`).map(
        ([key, places]) => {
          const [name, of] = key.split('\n');
          return { productName: name!, version: of!, places };
        },
      ),
      departments: count(met, wanted, (one) => one.departmentName).map(([name, places]) => ({
        name,
        places,
      })),
      replaces: count(
        met.filter(({ needId }) => !right.products.includes(wanted.get(needId)!.productId)),
        wanted,
        (one) => one.productName,
      ).map(([name, places]) => ({ productName: name, places })),
      upgradesFrom: upgraded.map(({ stockId, units }) => ({
        softwareNo: facts.softwareNos.get(stockId) ?? '',
        units,
      })),
      reason: facts.reasons.lines.get(offerId) ?? null,
    };
  });
  return lines.sort((a, b) => b.firstYearFen - a.firstYearFen || (a.offerId < b.offerId ? -1 : 1));
}

/** The next licence, or as many of places alike as there is left for. */
function take(waiting: Seat[], left: number): Seat {
  const seat = waiting[0]!;
  const [first] = seat.met;
  if (seat.units <= left || seat.met.length > 1 || first!.count === 1) return waiting.shift()!;
  const unit = seat.units / first!.count;
  const count = Math.max(1, Math.floor(left / unit));
  waiting[0] = {
    units: seat.units - count * unit,
    met: [{ ...first!, count: first!.count - count }],
  };
  return { units: count * unit, met: [{ ...first!, count }] };
}

function count(
  met: readonly Met[],
  wanted: ReadonlyMap<string, Wanted>,
  key: (one: Wanted) => string,
): [string, number][] {
  const sums = new Map<string, number>();
  for (const one of met) {
    const name = key(wanted.get(one.needId)!);
    sums.set(name, (sums.get(name) ?? 0) + one.count);
  }
  return [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function stockOf(facts: ResultFacts, wanted: ReadonlyMap<string, Wanted>): AdviceResult['stock'] {
  const own = new Set(facts.problem.stock.map(({ rightId }) => rightId));
  const sums = new Map<string, { places: number; productName: string }>();
  for (const { needId, rightId, count: places } of facts.answer.met) {
    if (!own.has(rightId)) continue;
    const known = sums.get(rightId);
    if (known) known.places += places;
    else sums.set(rightId, { places, productName: wanted.get(needId)!.productName });
  }
  return [...sums].map(([softwareId, one]) => ({
    softwareId,
    softwareNo: facts.softwareNos.get(softwareId) ?? '',
    ...one,
  }));
}

function unmetOf(facts: ResultFacts, wanted: ReadonlyMap<string, Wanted>): AdviceResult['unmet'] {
  const met = new Map<string, number>();
  for (const one of facts.answer.met) met.set(one.needId, (met.get(one.needId) ?? 0) + one.count);
  const nowhere = new Set(facts.unmet);
  const offered = new Set(
    facts.problem.rights
      .filter((right) => right.domestic !== null)
      .flatMap((right) => [...right.products, ...right.replaces]),
  );
  const sums = new Map<string, AdviceResult['unmet'][number]>();
  for (const one of wanted.values()) {
    const places = one.quantity - (met.get(one.id) ?? 0);
    if (places === 0) continue;
    const { productName, productId } = one;
    const why = !nowhere.has(one.id) ? 'cap' : offered.has(productId) ? 'notFitting' : 'notOffered';
    const version = one.version ?? '';
    const key = `${why}\n${productId}\n${version}`;
    const known = sums.get(key);
    if (known) known.places += places;
    else sums.set(key, { productName, version, places, why });
  }
  return [...sums.values()].sort((a, b) => b.places - a.places);
}
