/** Puts what is wanted, what is offered and what is on hand together as one problem (PZ-2.3). */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import type { Lot } from '../allocation/rules.problem.ts';
import type { Carrier, Need, Offer, PurchaseProblem, Right, Stock } from './rules.problem.ts';
import { greatest } from './rules.rights.ts';
import type { PurchaseOffer } from './shapes.offers.ts';
import type { AdviceInput, DemandSource, WantedGroup } from './shapes.ts';

/** One program wanted: on a computer, or at `quantity` places of a department's demand. */
export type Wanted = {
  id: string;
  source: DemandSource;
  deviceId: string | null;
  departmentId: string | null;
  departmentName: string;
  productId: string;
  productName: string;
  version: string | null;
  edition: string | null;
  category: SoftwareCategory;
  weight: number;
  quantity: number;
};
export type WantedDevice = {
  id: string;
  userId: string | null;
  departmentIds: string[];
  cores: number;
};
/** A number on hand: its rights, its version as bought, and what of it is given out. */
export type LotOnHand = { lot: Lot; softwareVersion: string; used: number };

export function groupKey(one: Wanted): string {
  const { source, productId, version, edition, departmentId } = one;
  return [source, productId, version ?? '*', edition ?? '*', departmentId ?? ''].join('|');
}

/** What is wanted by software, version and department, for a person to choose from. */
export function groupsOf(
  wanted: readonly Wanted[],
  offers: readonly Pick<PurchaseOffer, 'productId' | 'parts' | 'replaces'>[],
): WantedGroup[] {
  const offered = new Set(offers.flatMap((one) => [...productsOf(one), ...idsOf(one.replaces)]));
  const groups = new Map<string, WantedGroup>();
  for (const one of wanted) {
    const key = groupKey(one);
    const known = groups.get(key);
    if (known) known.places += one.quantity;
    else {
      const { source, productId, productName, version, edition, category } = one;
      const { departmentId, departmentName } = one;
      const what = { source, productId, productName, version, edition, category };
      const where = { departmentId, departmentName, places: one.quantity };
      groups.set(key, { key, ...what, ...where, offered: offered.has(productId) });
    }
  }
  return [...groups.values()].sort(
    (a, b) => b.places - a.places || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0),
  );
}

const idsOf = (list: readonly { productId: string }[]) => list.map(({ productId }) => productId);

export function productsOf(offer: Pick<PurchaseOffer, 'productId' | 'parts'>): string[] {
  return [...new Set([offer.productId, ...idsOf(offer.parts)])].sort();
}

/** Fen of one pack over the years asked about: bought again when the term ends, maintenance from the second year on. */
export function packCost(
  offer: Pick<PurchaseOffer, 'packPriceFen' | 'termYears' | 'maintenanceFen'>,
  years: number,
): number {
  const times = offer.termYears === null ? 1 : Math.ceil(years / offer.termYears);
  return times * offer.packPriceFen + (years - 1) * offer.maintenanceFen;
}

export function problemOf(facts: {
  wanted: readonly Wanted[];
  devices: readonly WantedDevice[];
  /** Department → itself and those above. */
  above: ReadonlyMap<string, string[]>;
  offers: readonly PurchaseOffer[];
  lots: readonly LotOnHand[];
  input: Pick<AdviceInput, 'horizonYears' | 'capFen' | 'preferences'>;
}): PurchaseProblem {
  const { wanted, input } = facts;
  const on = new Set(wanted.flatMap((one) => one.deviceId ?? []));
  const carriers: Carrier[] = facts.devices
    .filter((one) => on.has(one.id))
    .map((one) => ({ ...one, count: 1 }));
  const needs: Need[] = wanted.map((one) => {
    const { id, productId, version, edition, category, weight } = one;
    const own = { id, productId, version, edition, category, weight };
    if (one.deviceId !== null) return { ...own, carrierId: one.deviceId };
    const departmentIds = one.departmentId ? (facts.above.get(one.departmentId) ?? []) : [];
    carriers.push({ id, userId: id, departmentIds, cores: 1, count: one.quantity });
    return { ...own, carrierId: id };
  });
  const { rights, stock } = onHand(facts.lots);
  const known = new Set(stock.map(({ id }) => id));
  const own = offersOf(facts.offers, facts.lots, known, input.horizonYears);
  return {
    capFen: input.capFen,
    carriers,
    needs,
    rights: [...rights, ...own.rights],
    offers: own.offers,
    stock,
    preferences: input.preferences,
  };
}

function onHand(lots: readonly LotOnHand[]): { rights: Right[]; stock: Stock[] } {
  const rights: Right[] = [];
  const stock: Stock[] = [];
  for (const { lot, used } of lots) {
    const free = lot.quantity === null ? null : lot.quantity - used;
    // What is bound to a computer is nobody else's.
    if (lot.metric === 'oem' || lot.deviceIds !== null || (free !== null && free <= 0)) continue;
    rights.push({
      id: lot.id,
      products: lot.products,
      replaces: [],
      usableVersions: [
        ...lot.usableVersions,
        ...(lot.downgradeLetter ? lot.downgradeVersions : []),
      ],
      editions: lot.editions,
      metric: lot.metric,
      departmentIds: lot.departmentIds,
      category: '',
      domestic: null,
      size: 1,
      perSeat: lot.metric === 'core' ? lot.minimumCores : 1,
    });
    stock.push({ id: lot.id, rightId: lot.id, free });
  }
  return { rights, stock };
}

/** Packages with equal rights are offers of one right, named by the first of them. */
function offersOf(
  records: readonly PurchaseOffer[],
  lots: readonly LotOnHand[],
  known: ReadonlySet<string>,
  years: number,
): { rights: Right[]; offers: Offer[] } {
  const rights = new Map<string, Right>();
  const offers: Offer[] = [];
  for (const one of [...records].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const { id, ...facts } = rightOf(one);
    const key = JSON.stringify(one.metric === 'site' ? { id, ...facts } : facts);
    const right = rights.get(key) ?? { id, ...facts };
    rights.set(key, right);
    const upgrades = one.upgrades && basesOf(one.upgrades, lots, known);
    offers.push({
      id,
      rightId: right.id,
      packSize: one.packSize,
      firstYear: one.packPriceFen,
      cost: packCost(one, years),
      minPacks: one.metric === 'site' ? 0 : one.minPacks,
      maxPacks: one.metric === 'site' ? null : one.maxPacks,
      upgrades: one.metric === 'site' ? null : upgrades,
    });
  }
  return { rights: [...rights.values()], offers };
}

function rightOf(one: PurchaseOffer): Right {
  const concurrent = one.metric === 'concurrent' ? one.concurrentPercent : 100;
  const common = greatest(100, concurrent);
  return {
    id: one.id,
    products: productsOf(one),
    replaces: idsOf(one.replaces).sort(),
    usableVersions: one.usableVersions,
    editions: one.editions && [...new Set(one.editions)].sort(),
    metric: one.metric,
    departmentIds: one.departmentIds && [...new Set(one.departmentIds)].sort(),
    category: one.category,
    domestic: one.origin === 'domestic',
    size: 100 / common,
    perSeat: one.metric === 'core' ? one.minimumCores : concurrent / common,
  };
}

function basesOf(
  upgrades: NonNullable<PurchaseOffer['upgrades']>,
  lots: readonly LotOnHand[],
  known: ReadonlySet<string>,
): string[] {
  return lots
    .filter(
      ({ lot, softwareVersion }) =>
        known.has(lot.id) &&
        upgrades.some(
          ({ productId, versions }) =>
            lot.products.includes(productId) && versionUsable(versions, softwareVersion),
        ),
    )
    .map(({ lot }) => lot.id)
    .sort();
}
