/**
 * Observed, recorded and entitled, compared (D13, D17): facts of one computer in, findings out. The same facts give the
 * same findings in the same order; a finding is the same one as yesterday's when its fingerprint is.
 */
import { printUsableVersions, versionUsable } from '../../configuration/software/rules.versions.ts';
import type { SoftwareType, UsableVersion } from '../../configuration/software/shapes.ts';
import type { FreeScope, RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import type { Evidence, FindingKind } from './shapes.ts';

/** What a computer was seen to have, one row per product and version; components are left out before. */
export type ObservedProduct = {
  productId: string | null;
  productName: string;
  publisher: string;
  edition: string;
  version: string;
  kind: RecognisedKind;
  category: SoftwareCategory;
  risk: string | null;
  freeScope: FreeScope | null;
  rawEntryIds: number[];
  rawName: string;
  rawVersion: string;
  rule: string;
  learntFrom: 'agent' | 'file';
  /** The source that showed it last. */
  sourceId: string;
  seenAt: string;
};

/** A software number as the comparison needs it. */
export type Entitlement = {
  softwareId: string;
  softwareNo: string;
  softwareType: SoftwareType;
  softwareName: string;
  softwareVersion: string | null;
  productId: string | null;
  publisher: string;
  edition: string | null;
  category: SoftwareCategory;
  /** Licences of the number; null where the type has none (OEM, free). */
  quantity: number | 'unlimited' | null;
  installed: number;
  usableVersions: readonly UsableVersion[];
  termEnd: string | null;
  /** Lines of 附件6 in force: versions, and the departments they are for (null = the whole unit). */
  listed: readonly {
    versions: readonly UsableVersion[];
    departmentIds: readonly string[] | null;
    /** Free for a unit; what is free for persons or on trial only is listed but not genuine (PZ-1.1). */
    unitUse: boolean;
  }[];
};

export type RecordedInstall = { softwareId: string; version: string; installedOn: string };

export type DeviceFacts = {
  deviceId: string;
  /** Scrapped and handed-out computers are compared no more. */
  retired: boolean;
  /** The department that holds it and the ones above. */
  departmentIds: readonly string[];
  /** Proof on file that the operating system came with the machine. */
  oemEvidence: boolean;
  /** A complete software list has been seen; without one, absence proves nothing. */
  complete: boolean;
  observed: ObservedProduct[];
  recorded: RecordedInstall[];
};

export type UnitFacts = {
  today: string;
  byId: ReadonlyMap<string, Entitlement>;
  byProduct: ReadonlyMap<string, Entitlement[]>;
  /** Folded name → numbers, for records without a product. */
  byName: ReadonlyMap<string, Entitlement[]>;
};

export type FindingDraft = {
  fingerprint: string;
  kind: FindingKind;
  deviceId: string | null;
  softwareId: string | null;
  productId: string | null;
  softwareName: string;
  softwareVersion: string;
  publisher: string;
  category: SoftwareCategory;
  evidence: Evidence;
};

/** Names are compared without case, width, blanks and marks; Chinese letters are kept. */
export function nameKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}+#]/gu, '');
}

/** Indexes of a unit's numbers, made once per batch of computers. */
export function unitFacts(entitlements: readonly Entitlement[], today: string): UnitFacts {
  const byId = new Map<string, Entitlement>();
  const byProduct = new Map<string, Entitlement[]>();
  const byName = new Map<string, Entitlement[]>();
  const sorted = [...entitlements].sort((a, b) => (a.softwareNo < b.softwareNo ? -1 : 1));
  for (const entitlement of sorted) {
    byId.set(entitlement.softwareId, entitlement);
    if (entitlement.productId) push(byProduct, entitlement.productId, entitlement);
    push(byName, nameKey(entitlement.softwareName), entitlement);
  }
  return { today, byId, byProduct, byName };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** The unit's numbers for an observed product: by product, and by name for records that have none. */
export function entitlementsFor(unit: UnitFacts, observed: ObservedProduct): Entitlement[] {
  const byProduct = observed.productId ? (unit.byProduct.get(observed.productId) ?? []) : [];
  const named = (unit.byName.get(nameKey(observed.productName)) ?? []).filter(
    (entitlement) =>
      !byProduct.includes(entitlement) &&
      (entitlement.productId === null || observed.productId === null),
  );
  return [...byProduct, ...named];
}

export function deviceFindings(device: DeviceFacts, unit: UnitFacts): FindingDraft[] {
  if (device.retired) return [];
  const found = new Map<string, FindingDraft>();
  const seenSoftware = new Set<string>();
  for (const observed of device.observed) {
    if (observed.kind === 'component' && !observed.risk) continue;
    const numbers = entitlementsFor(unit, observed);
    const recorded = device.recorded.filter((install) =>
      numbers.some((number) => number.softwareId === install.softwareId),
    );
    for (const install of recorded) seenSoftware.add(install.softwareId);
    const draft = judgeObserved(device, unit, observed, numbers, recorded);
    if (draft) found.set(draft.fingerprint, found.get(draft.fingerprint) ?? draft);
  }
  for (const install of device.recorded) {
    const number = unit.byId.get(install.softwareId);
    if (!number) continue;
    for (const draft of judgeRecorded(device, number, install, seenSoftware)) {
      found.set(draft.fingerprint, draft);
    }
  }
  return [...found.values()].sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
}

function judgeObserved(
  device: DeviceFacts,
  unit: UnitFacts,
  observed: ObservedProduct,
  numbers: Entitlement[],
  recorded: RecordedInstall[],
): FindingDraft | undefined {
  if (observed.risk) return fromObserved('risk', device, observed, { note: observed.risk });
  if (recorded.length > 0) return judgeVersion(device, unit, observed, recorded);
  if (observed.kind === 'free') return judgeFree(device, observed, numbers);
  if (observed.kind === 'commercial' || observed.kind === 'oem') {
    return fromObserved('notRecorded', device, observed, {
      candidates: candidatesFor(unit, observed, numbers),
    });
  }
  // Nobody has decided what it is: it waits in the recognition queue and is not judged here.
  if (numbers.length === 0) return undefined;
  return fromObserved('notRecorded', device, observed, {
    candidates: candidatesFor(unit, observed, numbers),
  });
}

/** PZ-2.2, TZ-1.12: free software may be used only while its version is on the unit's list. */
function judgeFree(
  device: DeviceFacts,
  observed: ObservedProduct,
  numbers: Entitlement[],
): FindingDraft | undefined {
  const listed = numbers.filter(
    (number) =>
      number.softwareType === 'free' &&
      number.listed.some((line) => lineCovers(line, device, observed)),
  );
  if (listed.length > 0) {
    return fromObserved('notRecorded', device, observed, {
      candidates: listed.map(({ softwareId, softwareNo }) => ({ softwareId, softwareNo })),
    });
  }
  const note = observed.freeScope === 'personal' ? '仅个人免费，单位使用须另行取得许可' : undefined;
  return fromObserved('freeNotListed', device, observed, note ? { note } : {});
}

function lineCovers(
  line: Entitlement['listed'][number],
  device: DeviceFacts,
  observed: ObservedProduct,
): boolean {
  const here =
    line.departmentIds === null ||
    line.departmentIds.some((id) => device.departmentIds.includes(id));
  return here && (observed.version === '' || versionUsable(line.versions, observed.version));
}

/** A commercial install is covered when one of the numbers it is recorded under may be used in this version. */
function judgeVersion(
  device: DeviceFacts,
  unit: UnitFacts,
  observed: ObservedProduct,
  recorded: RecordedInstall[],
): FindingDraft | undefined {
  if (observed.version === '') return undefined;
  const commercial: { install: RecordedInstall; number: Entitlement }[] = [];
  for (const install of recorded) {
    const number = unit.byId.get(install.softwareId);
    if (number?.softwareType !== 'commercial' || number.usableVersions.length === 0) return;
    commercial.push({ install, number });
  }
  if (commercial.some(({ number }) => versionUsable(number.usableVersions, observed.version)))
    return;
  const { install, number } = commercial[0]!;
  const draft = fromObserved('versionNotCovered', device, observed, {
    recorded: recordedEvidence(number, install),
    entitled: entitledEvidence(number),
  });
  return {
    ...draft,
    softwareId: number.softwareId,
    fingerprint: `versionNotCovered|${device.deviceId}|${number.softwareId}`,
  };
}

function judgeRecorded(
  device: DeviceFacts,
  number: Entitlement,
  install: RecordedInstall,
  seen: ReadonlySet<string>,
): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  const evidence = { recorded: recordedEvidence(number, install) };
  if (device.complete && !seen.has(number.softwareId)) {
    drafts.push(fromNumber('notObserved', device.deviceId, number, install.version, evidence));
  }
  if (number.softwareType === 'oem' && !device.oemEvidence) {
    drafts.push(
      fromNumber('oemWithoutEvidence', device.deviceId, number, install.version, evidence),
    );
  }
  return drafts;
}

/** D8, D15: what concerns a number as a whole. */
export function softwareFindings(unit: UnitFacts): FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const number of unit.byId.values()) {
    if (number.installed === 0) continue;
    const evidence = { entitled: entitledEvidence(number) };
    const version = number.softwareVersion ?? '';
    if (typeof number.quantity === 'number' && number.installed > number.quantity) {
      drafts.push(fromNumber('overInstalled', null, number, version, evidence));
    }
    if (number.termEnd !== null && number.termEnd < unit.today) {
      drafts.push(fromNumber('expired', null, number, version, evidence));
    }
  }
  return drafts;
}

/** Numbers under which the install may be recorded: usable version, valid term; those with licences left first. */
function candidatesFor(
  unit: UnitFacts,
  observed: ObservedProduct,
  numbers: Entitlement[],
): { softwareId: string; softwareNo: string }[] {
  return numbers
    .filter((number) => number.softwareType !== 'free')
    .filter((number) => number.termEnd === null || number.termEnd >= unit.today)
    .filter(
      (number) =>
        number.usableVersions.length === 0 ||
        observed.version === '' ||
        versionUsable(number.usableVersions, observed.version),
    )
    .filter(
      (number) =>
        number.softwareType !== 'oem' ||
        observed.version === '' ||
        nameKey(number.softwareVersion ?? '') === nameKey(observed.version),
    )
    .sort((a, b) => Number(remaining(b) > 0) - Number(remaining(a) > 0))
    .map(({ softwareId, softwareNo }) => ({ softwareId, softwareNo }));
}

/** 剩余许可 (D8); a site licence and numbers without licences never run out. */
export function remaining(number: Entitlement): number {
  return typeof number.quantity === 'number'
    ? number.quantity - number.installed
    : Number.POSITIVE_INFINITY;
}

function recordedEvidence(number: Entitlement, install: RecordedInstall) {
  return {
    softwareNo: number.softwareNo,
    version: install.version,
    installedOn: install.installedOn,
  };
}

function entitledEvidence(number: Entitlement) {
  return {
    softwareNo: number.softwareNo,
    licenseQuantity: number.quantity,
    installedQuantity: number.installed,
    usableVersions:
      number.usableVersions.length > 0 ? printUsableVersions(number.usableVersions) : null,
    termEnd: number.termEnd,
  };
}

function fromObserved(
  kind: FindingKind,
  device: DeviceFacts,
  observed: ObservedProduct,
  evidence: Evidence,
): FindingDraft {
  const key = observed.productId ?? `name:${nameKey(observed.productName)}`;
  return {
    fingerprint: `${kind}|${device.deviceId}|${key}|${observed.version}`,
    kind,
    deviceId: device.deviceId,
    softwareId: null,
    productId: observed.productId,
    softwareName: observed.productName,
    softwareVersion: observed.version,
    publisher: observed.publisher,
    category: observed.category,
    evidence: {
      observed: {
        rawEntryIds: observed.rawEntryIds,
        kind: observed.kind,
        rawName: observed.rawName,
        version: observed.version || observed.rawVersion,
        publisher: observed.publisher,
        rule: observed.rule,
        learntFrom: observed.learntFrom,
      },
      ...evidence,
    },
  };
}

function fromNumber(
  kind: FindingKind,
  deviceId: string | null,
  number: Entitlement,
  version: string,
  evidence: Evidence,
): FindingDraft {
  return {
    fingerprint: `${kind}|${deviceId ?? ''}|${number.softwareId}`,
    kind,
    deviceId,
    softwareId: number.softwareId,
    productId: number.productId,
    softwareName: number.softwareName,
    softwareVersion: version,
    publisher: number.publisher,
    category: number.category,
    evidence,
  };
}
