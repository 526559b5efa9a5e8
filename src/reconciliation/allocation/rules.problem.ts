/**
 * The question "which licence covers which install", as plain facts (PZ-2.3, D8, D9), and what an answer looks like.
 * Solver, checker, purchase optimiser and verdicts share these types and nothing else. All ids are opaque strings; no
 * answer depends on the order of a list.
 */
import type { UsableVersion } from '../../configuration/software/shapes.ts';

export const METRICS = ['device', 'user', 'concurrent', 'core', 'site', 'oem'] as const;
/** What one unit of a licence is used up by; `site` and `oem` are never used up. */
export type Metric = (typeof METRICS)[number];

export type AllocationDevice = {
  id: string;
  /** The one person who uses it; null for a shared machine or a server. */
  userId: string | null;
  /** The department that holds it and all above. */
  departmentIds: readonly string[];
  /** Cores a licence per core has to pay for, ≥ 1; minimums of a contract are the lot's. */
  cores: number;
  portable: boolean;
  /** Time buckets in which it is at work, for concurrent licences; empty = always. */
  activeIn: readonly number[];
};

/** One program on one computer, seen or recorded; equal product, version and edition on one computer are one install. */
export type Install = {
  id: string;
  deviceId: string;
  /** Catalogue or unit product, or `name:<folded name>` where there is none. */
  productId: string;
  /** Empty = not known: only 不限 covers it. */
  version: string;
  /** Empty = not known: only a lot without editions covers it. */
  edition: string;
  /** What covering it is worth, an integer ≥ 1. */
  weight: number;
};

/** A software number (软件编号), with the rights its contract gives. */
export type Lot = {
  id: string;
  /** One product, or the parts of a suite: one seat covers all of them on its carrier. */
  products: readonly string[];
  usableVersions: readonly UsableVersion[];
  /** Versions that may be used only with a letter on file (降级使用授权函); counted when `downgradeLetter`. */
  downgradeVersions: readonly UsableVersion[];
  downgradeLetter: boolean;
  /** Editions it may be used for; null = whatever the edition. */
  editions: readonly string[] | null;
  metric: Metric;
  /** Units of the metric; null = not limited: like a site's, never used up and without seats. */
  quantity: number | null;
  /** Least number of cores to be paid for on one computer (per core). */
  minimumCores: number;
  /** Departments it was bought for, with all below; null = the whole unit. */
  departmentIds: readonly string[] | null;
  /** The computers it is bound to; null = not bound. A lot of metric `oem` bound to none covers nothing. */
  deviceIds: readonly string[] | null;
  /** First and last day it may be used; null = open. */
  validFrom: string | null;
  validTo: string | null;
  /** Second-use right: a seat of a computer also covers one portable computer of the same user (metric `device` only). */
  secondUse: boolean;
  /** What one unit costs in fen, an integer ≥ 1: a seat that is not needed must never be free. */
  unitCost: number;
  /** Purchase or receipt; older lots are used up first where nothing else decides. */
  acquiredOn: string;
};

/**
 * A licence given to a carrier: a computer, a user, or for a second-use right two computers (`primary+portable`; where
 * both are portable the smaller id first, see `pairCarrier`). Lots without a limit (site, oem, no quantity) have no seats.
 */
export type Seat = { lotId: string; carrierId: string };

export type Problem = {
  /** The day rights are judged on. */
  day: string;
  devices: readonly AllocationDevice[];
  installs: readonly Install[];
  lots: readonly Lot[];
  /** Seats as they were; the last level changes as few as it can. */
  yesterday: readonly Seat[];
  /**
   * Seats people have fixed: given whenever they are lawful, whatever it costs; where there are too few, in the order of
   * lot and carrier.
   */
  locked: readonly Seat[];
};

/** Why a lot does not cover an install, the first that applies, in this order. */
export const OBSTACLES = [
  'product',
  'term',
  'edition',
  'version',
  'downgradeLetter',
  'department',
  'deviceBound',
  'noUser',
  'quantity',
] as const;
export type Obstacle = (typeof OBSTACLES)[number];

export const PROOFS = ['proven', 'tree', 'gap', 'heuristic'] as const;
/**
 * `proven`: prices meet the value; `tree`: a branch tree does; `gap`: a bound is known and does not meet it;
 * `heuristic`: nothing is claimed. Never to be merged into one word.
 */
export type Proof = (typeof PROOFS)[number];

/** One of the three levels (weight, cost, changes): the value reached and a bound nobody can pass. */
export type Level = { value: number; bound: number; proof: Proof };

export type Cover = { installId: string; lotId: string; carrierId: string | null };

/** Installs and lots that hang together; solved and proven on their own. */
export type Component = {
  /**
   * Digest of its facts without yesterday's seats: where facts and seats are as they were, it need not be solved again.
   */
  id: string;
  /** Installs no lot could cover are in no component. */
  installIds: string[];
  lotIds: string[];
  /** Sum of weights covered, cost in fen of the seats used, seats kept minus seats newly given. */
  weight: Level;
  cost: Level;
  changes: Level;
  /** The weakest of the three. */
  proof: Proof;
  seats: Seat[];
  covers: Cover[];
  /** Lots whose quantity binds here: what one more unit would be worth at most, in units of weight. */
  worth: { lotId: string; weight: number }[];
  /** What the checker needs besides the facts; plain JSON of integers and strings. */
  certificate: Certificate;
};

/** Whole numbers beyond what a JSON number holds are written as strings. */
export type Whole = number | string;

/**
 * Any non-negative numbers give a true bound (weak duality); good ones meet the value. All are fractions over `den`:
 * `lam` what one unit of weight is worth on this level, `mu` one fen; `prices` what one unit of a lot is worth (a list
 * for concurrent lots, one per time bucket in ascending order).
 */
export type Prices = {
  den: Whole;
  lam: Whole;
  mu: Whole;
  prices: { [lotId: string]: Whole | Whole[] };
  /** What each branching on the way here is worth, from the root down. */
  branches?: Whole[];
  /** Multipliers of installs, for blocks too large to be answered exactly. */
  rows?: { [installId: string]: Whole };
};

/** Of these seats at most so many are given, or more: one of the two holds, and both are bounded. */
export type Branching = {
  seats: [lotId: string, carrierId: string][];
  most: number;
  less: Branching | Prices;
  more: Branching | Prices;
};

export type LevelCertificate = { root: Prices; tree?: Branching | undefined } | null;
export type Certificate = {
  weight: LevelCertificate;
  cost: LevelCertificate;
  changes: LevelCertificate;
};

export type Allocation = { components: Component[] };
