/** A unit's numbers as lots of the allocation: what each may cover, how much of it there is, what one unit costs. */
import type { LicenseMetric, LicenseType } from '../../configuration/software/shapes.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import { type Entitlement, nameKey, type UnitFacts } from '../findings/rules.ts';
import { numberKey, productKey } from './rules.picture.ts';
import type { Lot, Metric } from './rules.problem.ts';

/** What a number says beyond the comparison's facts. */
export type LotFacts = {
  softwareId: string;
  edition: string | null;
  licenseType: LicenseType | null;
  licenseMetric: LicenseMetric | null;
  purchaseAmountFen: number | null;
  acquiredOn: string;
  termStart: string | null;
  parts: { productId: string; productName: string }[];
  departmentIds: string[] | null;
  editions: string[] | null;
  downgradeVersions: Lot['downgradeVersions'];
  letterOnFile: boolean;
  secondUse: boolean;
  minimumCores: number;
  /** Computers with proof that the number's software came with them. */
  oemDevices: string[];
};

/** 许可计量 says it; where it is empty, 许可类型 does. */
export function metricOf(facts: Pick<LotFacts, 'licenseType' | 'licenseMetric'>): Metric {
  switch (facts.licenseMetric) {
    case 'unlimited':
      return 'site';
    case 'perUser':
      return 'user';
    case 'perConcurrent':
      return 'concurrent';
    case 'perCore':
      return 'core';
    case 'perDevice':
    case 'perServer':
      return 'device';
    default:
      if (facts.licenseType === 'site') return 'site';
      if (facts.licenseType === 'namedUser') return 'user';
      return facts.licenseType === 'concurrent' ? 'concurrent' : 'device';
  }
}

/** Free software is a question of 附件6, not of licences: it has no lot. */
export function lotOf(
  number: Entitlement,
  facts: LotFacts,
  unit: UnitFacts,
  seenNames: ReadonlyMap<string, readonly string[]>,
): Lot | undefined {
  if (number.softwareType === 'free') return undefined;
  const oem = number.softwareType === 'oem';
  const own = number.softwareType === 'selfDeveloped';
  const unlimited = number.quantity === 'unlimited' || own;
  const metric = oem ? 'oem' : own ? 'site' : metricOf(facts);
  const quantity = typeof number.quantity === 'number' ? number.quantity : null;
  const limited = !unlimited && metric !== 'site' && metric !== 'oem';
  return {
    id: number.softwareId,
    products: productsOf(number, facts, unit, seenNames),
    usableVersions: usableOf(number),
    downgradeVersions: facts.downgradeVersions,
    downgradeLetter: facts.letterOnFile,
    editions: facts.editions ?? (facts.edition ? [facts.edition] : null),
    metric,
    quantity: limited ? (quantity ?? 0) : quantity,
    minimumCores: facts.minimumCores,
    departmentIds: facts.departmentIds,
    deviceIds: oem ? facts.oemDevices : null,
    validFrom: facts.termStart,
    validTo: number.termEnd,
    secondUse: facts.secondUse,
    unitCost: Math.max(1, Math.round((facts.purchaseAmountFen ?? 0) / (quantity ?? 1))),
    acquiredOn: facts.acquiredOn,
  };
}

/** OEM and own software is used in the version it is recorded in (TZ-1.5); a licence in its usable versions. */
function usableOf(number: Entitlement): Lot['usableVersions'] {
  if (number.softwareType === 'commercial') return number.usableVersions;
  return [{ from: null, to: null }];
}

function productsOf(
  number: Entitlement,
  facts: LotFacts,
  unit: UnitFacts,
  seenNames: ReadonlyMap<string, readonly string[]>,
): string[] {
  const key = numberKey(number, unit);
  const seen = number.productId ? [] : (seenNames.get(nameKey(number.softwareName)) ?? []);
  // Seen under its name, but recognised as a product the number does not name: the same program.
  const names = key.startsWith('name:') ? seen.slice(0, 1) : [];
  const parts = facts.parts.map((part) => productKey(part.productId, part.productName));
  return [...new Set([...(names.length > 0 ? names : [key]), ...parts])].sort();
}

/** Covering what the 正版率 counts is worth most (D12–D14); a unit may weigh otherwise. */
export const DEFAULT_WEIGHTS: Partial<Record<SoftwareCategory, number>> = {
  operatingSystem: 10,
  office: 10,
  antivirus: 10,
  database: 8,
  middleware: 8,
  engineering: 8,
};
const OTHER = 5;

export function weightOf(
  category: SoftwareCategory,
  own: Readonly<Record<string, number>>,
): number {
  return own[category] ?? DEFAULT_WEIGHTS[category] ?? OTHER;
}
