/**
 * The question "what is to be bought so that everything wanted may lawfully be used, for the least money", as plain facts
 * (PZ-1.3, PZ-2.3, RC-2.2), and what an answer looks like. Model, checker, pages and reports share these types and nothing
 * else. Ids are opaque strings; no answer depends on the order of a list.
 */
import type { UsableVersion } from '../../configuration/software/shapes.ts';

export const OFFER_METRICS = ['device', 'user', 'core', 'concurrent', 'site'] as const;
export type OfferMetric = (typeof OFFER_METRICS)[number];

/** Where licences are needed: a computer, or `count` places alike of which nothing more is known (附件3). */
export type Carrier = {
  id: string;
  /** The one person who uses it; null for a shared machine. Places of 附件3 are a person each. */
  userId: string | null;
  /** The department that holds it and all above. */
  departmentIds: readonly string[];
  cores: number;
  /** More than 1 only for places with one need. */
  count: number;
};

/** One program wanted on one carrier. */
export type Need = {
  id: string;
  carrierId: string;
  productId: string;
  /** Null = any version will do; empty = not known, only 不限 covers it. */
  version: string | null;
  /** Folded; null = any edition will do, empty = not known. */
  edition: string | null;
  category: string;
  /** What covering it is worth when the money does not reach for all, an integer ≥ 1. */
  weight: number;
};

/** What one licence may be used for. Packages that give the same are offers of one right. */
export type Right = {
  id: string;
  /** One product, or the parts of a suite: one licence covers all of them on its carrier. */
  products: readonly string[];
  /** Products it may take the place of: those are to be removed, so their version does not matter. */
  replaces: readonly string[];
  usableVersions: readonly UsableVersion[];
  /** Folded; null = whatever the edition. */
  editions: readonly string[] | null;
  metric: OfferMetric;
  departmentIds: readonly string[] | null;
  category: string;
  /** Of what can be bought; null for numbers on hand, which count in no share. */
  domestic: boolean | null;
  /**
   * Counted in small units: one licence is `size` of them, a carrier takes `perSeat`; per core as many as it has cores,
   * at least `perSeat`. Of concurrent use where 30 of 100 are at work at most: size 10, perSeat 3.
   */
  size: number;
  perSeat: number;
};

/** A package of a right. A site licence is a right of its own and bought once. */
export type Offer = {
  id: string;
  rightId: string;
  /** Licences in one pack; of no meaning for a site licence. */
  packSize: number;
  /** Fen of one pack: due in the first year, and over all years asked about. */
  firstYear: number;
  cost: number;
  minPacks: number;
  maxPacks: number | null;
  /** Numbers on hand it may be bought for, one licence each; null = a full licence. */
  upgrades: readonly string[] | null;
};

/** Licences on hand that cover nothing today; their right is of its own and never on offer. */
export type Stock = {
  id: string;
  rightId: string;
  /** Null = not limited. */
  free: number | null;
};

/**
 * `whereOffered`: for a need that a domestic offer meets no other is bought. `share`: of the licences given out from
 * offers of the category at least `percent` of 100 are domestic.
 */
export type Preference = { category: string; mode: 'whereOffered' | 'share'; percent: number };

export type PurchaseProblem = {
  /** Most that may be spent in the first year, in fen; null = no cap. */
  capFen: number | null;
  carriers: readonly Carrier[];
  needs: readonly Need[];
  rights: readonly Right[];
  offers: readonly Offer[];
  stock: readonly Stock[];
  preferences: readonly Preference[];
};

export type Bought = { offerId: string; packs: number };
export type Upgraded = { offerId: string; stockId: string; units: number };
/** `count` places of the need are met by a licence of the right. */
export type Met = { needId: string; rightId: string; count: number };

export const PROOFS = ['proven', 'tree', 'gap', 'heuristic'] as const;
/**
 * `proven`: prices alone meet the value; `tree`: a branch tree does; `gap`: a bound is known and does not meet it;
 * `heuristic`: nothing is claimed. Never to be merged into one word.
 */
export type Proof = (typeof PROOFS)[number];
export type Level = { value: number; bound: number; proof: Proof };

/**
 * Prices of rows, whole numbers ≥ 0 as text; left out = 0: `right <id>` of one small unit, `raised <offer>` of one upgrade
 * licence, `limit <offer>` of one pack, `share <category>` of one of its hundredths, `cap` of one fen of the first year's
 * money, `weight` of one point, `fen` of one fen of cost (without it, prices show that nothing is possible at all).
 */
export type Prices = Readonly<Record<string, string>>;
export type Leaf = { prices: Prices };
/** A branch splits on how much is asked of a row: units given out of a right, beyond what is on hand. */
export type Branch = Leaf | { row: string; upTo: number; low: Branch; above: Branch };
/** Nobody passes `bound`, as the tree shows; null = nothing is shown. */
export type Claim = { bound: number; tree: Branch | null };

/** Needs that hang together through offers; solved and proven on their own. */
export type Part = {
  id: string;
  needIds: readonly string[];
  /** `all`: everything an offer meets is met; `best`: as much weight as possible, then as cheaply as possible. */
  aim: 'all' | 'best';
  weight: Claim;
  cost: Claim;
};

export type PurchasePlanAnswer = {
  bought: readonly Bought[];
  upgraded: readonly Upgraded[];
  met: readonly Met[];
  /** The certificate. */
  parts: readonly Part[];
};

/** What the checker finds: nothing here is taken from the solver. */
export type CheckedPart = { id: string; weight: Level; cost: Level };
export type Checked = { complaints: string[]; parts: CheckedPart[] };
