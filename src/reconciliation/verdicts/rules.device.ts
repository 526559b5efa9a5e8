/**
 * All verdicts of one computer, as they are kept, and what it counts for in the rates. Every recorded install is in
 * exactly the rows of its product: those seen, or one of its own when it was not seen.
 */
import { addDays } from '../../base/dates.ts';
import { shortVersion } from '../../recognition/matching/rules.version.ts';
import type { RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import { canonicalKey, numberKey } from '../allocation/rules.picture.ts';
import {
  type DeviceFacts,
  entitlementsFor,
  nameKey,
  type ObservedProduct,
  type UnitFacts,
} from '../findings/rules.ts';
import {
  type ActivationFacts,
  type AllocationFacts,
  genuineByRegister,
  type InstallFacts,
  judge,
  type NumberFacts,
  type RecordedFacts,
  type Verdict,
} from './rules.ts';
import { COLOUR_ORDER, LINK_ORDER, type Link, type Reason } from './shapes.ts';

/** Reports older than this say no longer what is there (教科信函〔2024〕83号: every half-year). */
export const OLD_AFTER_DAYS = 180;
export const GENERAL = ['operatingSystem', 'office', 'antivirus'] as const;

export type DeviceExtras = {
  inUse: boolean;
  held: boolean;
  recorded: readonly RecordedFacts[];
  allocated: readonly (AllocationFacts & {
    componentId: string | null;
    productId: string;
    edition: string;
    version: string;
    observed: boolean;
    recorded: readonly string[];
  })[];
  /** What activation data says about a program. */
  activation: (program: { productKey: string; category: SoftwareCategory }) => ActivationFacts;
};

export type UnitExtras = {
  numbers: ReadonlyMap<string, NumberFacts & { nextChange: string | null }>;
  /** `software/device` pairs beyond the quantity of their number. */
  beyond: ReadonlySet<string>;
  /** The numbers of each product, and of each part of a suite the suites that have it. */
  groups: ReadonlyMap<string, readonly NumberFacts[]>;
  suites: ReadonlyMap<string, readonly NumberFacts[]>;
  /** Instants before this are long ago. */
  oldBefore: string;
};

/** A verdict as it is stored. */
export type Draft = {
  deviceId: string;
  installKey: string;
  productKey: string;
  productName: string;
  publisher: string;
  edition: string;
  version: string;
  kind: RecognisedKind;
  category: SoftwareCategory;
  rank: number;
  observed: boolean;
  recorded: string[];
  beyond: string[];
  softwareId: string | null;
  missing: Link[];
  reasons: Reason[];
  /** The notes of the seven links in their order. */
  chain: string;
  entryNo: string | null;
  sourceId: string | null;
  dueOn: string | null;
};

export type Position = {
  deviceId: string;
  category: (typeof GENERAL)[number];
  installed: boolean;
  genuine: boolean;
  rank: number | null;
};

type Program = Pick<
  Draft,
  'productKey' | 'productName' | 'publisher' | 'edition' | 'version' | 'kind' | 'category'
> & {
  /** The product itself; a part recorded under a suite is counted with the suite. */
  ownKey: string;
  observed: ObservedProduct | null;
  recorded: RecordedFacts[];
  numbers: NumberFacts[];
};

export function verdictsOf(
  device: DeviceFacts,
  unit: UnitFacts,
  extras: DeviceExtras,
  all: UnitExtras,
): Draft[] {
  if (device.retired) return [];
  const drafts = new Map<string, Draft>();
  for (const program of programsOf(device, unit, extras, all)) {
    const facts = factsOf(program, device, unit, extras, all);
    const verdict = judge(facts);
    if (!verdict) continue;
    const draft = draftOf(program, device, verdict, all);
    // Two risks of one product are one row; the first, in order of names, speaks for it.
    if (!drafts.has(draft.installKey)) drafts.set(draft.installKey, draft);
  }
  return [...drafts.values()].sort((a, b) => (a.installKey < b.installKey ? -1 : 1));
}

/** What was seen, and what is recorded without having been seen. */
function programsOf(
  device: DeviceFacts,
  unit: UnitFacts,
  extras: DeviceExtras,
  all: UnitExtras,
): Program[] {
  const seen = new Set<string>();
  const programs: Program[] = [];
  for (const observed of device.observed) {
    if (observed.kind === 'component' && !observed.risk) continue;
    const program = seenProgram(observed, unit, extras, all);
    for (const install of program.recorded) seen.add(install.softwareId);
    programs.push(program);
  }
  for (const install of extras.recorded) {
    const number = all.numbers.get(install.softwareId);
    if (number && !seen.has(install.softwareId)) programs.push(unseen(number, install, unit, all));
  }
  return programs;
}

function seenProgram(
  observed: ObservedProduct,
  unit: UnitFacts,
  extras: DeviceExtras,
  all: UnitExtras,
): Program {
  const entitled = entitlementsFor(unit, observed);
  const numbers = entitled.flatMap((one) => all.numbers.get(one.softwareId) ?? []);
  const ownKey = canonicalKey(observed, entitled);
  const suites = all.suites.get(ownKey) ?? [];
  const under = (list: readonly NumberFacts[]) =>
    extras.recorded.filter((install) => list.some((one) => one.softwareId === install.softwareId));
  const own = under(numbers);
  const recorded = own.length > 0 ? own : under(suites).slice(0, 1);
  const number = recorded[0] && all.numbers.get(recorded[0].softwareId);
  const beyondOwn = suites.filter(
    (suite) => !entitled.some((one) => one.softwareId === suite.softwareId),
  );
  return {
    ownKey,
    productKey: own.length === 0 && number ? numberKey(number, unit) : ownKey,
    productName: observed.productName,
    publisher: observed.publisher,
    edition: observed.edition,
    version: observed.version,
    kind: observed.kind,
    category: number?.category ?? observed.category,
    observed,
    recorded,
    numbers: [...numbers, ...beyondOwn],
  };
}

function unseen(
  number: NumberFacts,
  install: RecordedFacts,
  unit: UnitFacts,
  all: UnitExtras,
): Program {
  const kind = number.softwareType === 'selfDeveloped' ? 'commercial' : number.softwareType;
  const ownKey = numberKey(number, unit);
  return {
    ownKey,
    productKey: ownKey,
    productName: number.softwareName,
    publisher: number.publisher,
    edition: number.edition ?? '',
    version: install.version || (number.softwareVersion ?? ''),
    kind,
    category: number.category,
    observed: null,
    recorded: [install],
    numbers: [...(all.groups.get(ownKey) ?? [])],
  };
}

function factsOf(
  program: Program,
  device: DeviceFacts,
  unit: UnitFacts,
  extras: DeviceExtras,
  all: UnitExtras,
): InstallFacts {
  const { observed } = program;
  const allocation = allocationOf(program, extras);
  const given = allocation?.coveredBy ? all.numbers.get(allocation.coveredBy) : undefined;
  const suite = given && !program.numbers.includes(given) ? [given] : [];
  return {
    today: unit.today,
    kind: program.kind,
    category: program.category,
    risk: observed?.risk ?? null,
    freeScope: observed?.freeScope ?? null,
    version: program.version,
    reportedVersion: observed ? shortVersion(observed.rawVersion) : '',
    observed: observed && {
      sourceId: observed.sourceId,
      from: observed.learntFrom,
      longAgo: observed.seenAt < all.oldBefore,
    },
    recorded: program.recorded,
    numbers: [...program.numbers, ...suite],
    allocation,
    activation: extras.activation({ productKey: program.ownKey, category: program.category }),
    device: {
      inUse: extras.inUse,
      held: extras.held,
      departmentIds: device.departmentIds,
      oemEvidence: device.oemEvidence,
      complete: device.complete,
    },
  };
}

/** The allocation's row for the program: the same product, version and edition, or the nearest it has. */
function allocationOf(program: Program, extras: DeviceExtras): AllocationFacts | null {
  const rows = extras.allocated.filter(
    (row) =>
      row.productId === program.ownKey ||
      program.recorded.some((install) => row.recorded.includes(install.softwareId)),
  );
  const points = (row: (typeof rows)[number]) =>
    (row.observed === (program.observed !== null) ? 4 : 0) +
    (row.version === program.version ? 2 : 0) +
    (row.edition === program.edition ? 1 : 0);
  const best = [...rows].sort((a, b) => points(b) - points(a))[0];
  if (!best) return null;
  // Another version is another install: what it was given says nothing about this one. One seen without a version
  // stands in the picture with the register's.
  const seen = rows.filter((row) => row.observed);
  const same =
    best.version === program.version ||
    rows.length === 1 ||
    (program.version === '' && best.observed && seen.length === 1);
  // The picture has a row from the first report on; until a run has looked at it, it says nothing.
  const looked = best.coveredBy !== null || best.componentId !== null || best.obstacles.length > 0;
  return same && looked
    ? { coveredBy: best.coveredBy, proof: best.proof, obstacles: best.obstacles }
    : null;
}

function draftOf(program: Program, device: DeviceFacts, verdict: Verdict, all: UnitExtras): Draft {
  const { ownKey, productKey, productName, publisher, edition, version, kind, category } = program;
  const days = program.numbers
    .map((number) => all.numbers.get(number.softwareId)?.nextChange)
    .filter((day) => typeof day === 'string')
    .sort();
  const recorded = program.recorded.map((install) => install.softwareId).sort();
  return {
    deviceId: device.deviceId,
    // Not seen: each recorded number is a row of its own, so that none is lost from the totals.
    installKey: [
      ownKey,
      nameKey(edition),
      version.trim().toLowerCase(),
      program.observed ? '' : recorded[0],
    ].join('|'),
    productKey,
    productName,
    publisher,
    edition,
    version,
    kind,
    category,
    rank: COLOUR_ORDER.indexOf(verdict.colour),
    observed: program.observed !== null,
    recorded,
    beyond: recorded.filter((id) => all.beyond.has(`${id}/${device.deviceId}`)),
    softwareId: verdict.number?.softwareId ?? null,
    missing: verdict.missing,
    reasons: verdict.reasons,
    chain: LINK_ORDER.map((link) => verdict.chain[link].note).join(' '),
    entryNo: verdict.chain.register.ref,
    sourceId: verdict.chain.observation.ref,
    dueOn: days[0] ?? null,
  };
}

/** D12 and D13 by the register, as on any other day, and beside them the worst verdict of the category. */
export function positionsOf(
  device: DeviceFacts,
  unit: UnitFacts,
  extras: DeviceExtras,
  all: UnitExtras,
  drafts: readonly Draft[],
): Position[] {
  if (device.retired || !extras.inUse) return [];
  return GENERAL.flatMap((category) => {
    const recorded = extras.recorded.filter(
      (install) => all.numbers.get(install.softwareId)?.category === category,
    );
    const ranks = drafts.filter((draft) => draft.category === category).map((draft) => draft.rank);
    if (recorded.length === 0 && ranks.length === 0) return [];
    const genuine = recorded.every((install) =>
      genuineByRegister(all.numbers.get(install.softwareId), install.version, {
        today: unit.today,
        within: !all.beyond.has(`${install.softwareId}/${device.deviceId}`),
        oemEvidence: device.oemEvidence,
      }),
    );
    return [
      {
        deviceId: device.deviceId,
        category,
        installed: recorded.length > 0,
        genuine: recorded.length > 0 && genuine,
        rank: ranks.length > 0 ? Math.min(...ranks) : null,
      },
    ];
  });
}

/** The instant before which a report is long ago. */
export function oldBefore(today: string): string {
  return `${addDays(today, -OLD_AFTER_DAYS)}T00:00:00.000Z`;
}
