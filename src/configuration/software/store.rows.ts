/** The row of configuration_software and the two ways between it and the facts the rules judge. */
import { printTerm, termSpan } from './rules.terms.ts';
import { printUsableVersions } from './rules.versions.ts';
import type {
  LicenseTerm,
  Software,
  SoftwareFacts,
  SoftwareStatus,
  UsableVersion,
} from './shapes.ts';

type Plain = Omit<
  SoftwareFacts,
  'licenseQuantity' | 'licenseTerm' | 'usableVersions' | 'serialNumbers' | 'registeredOn'
>;

export type SoftwareRow = Plain & {
  unitId: string;
  id: string;
  softwareNo: string;
  licenseQuantity: number | null;
  licenseUnlimited: boolean;
  usableVersions: UsableVersion[];
  termKind: LicenseTerm['kind'] | null;
  termStart: string | null;
  termYears: number | null;
  termEnd: string | null;
  identityKey: Buffer;
  registeredOn: string;
  disposedOn: string | null;
  disposalReason: string | null;
  disposalId: string | null;
  status: SoftwareStatus;
  revision: number;
  createdAt: string;
  updatedAt: string;
};

export type SerialRow = {
  unitId: string;
  softwareId: string;
  position: number;
  sealed: Buffer;
  masked: string;
  fingerprint: Buffer;
};

export type ConfigurationTables = {
  configurationSoftware: SoftwareRow;
  configurationSerial: SerialRow;
};

/** What the facts say, as columns; keys that the facts do not decide are the caller's. */
export function columnsOf(facts: SoftwareFacts) {
  const { licenseQuantity, licenseTerm, serialNumbers: _, registeredOn: __, ...plain } = facts;
  return {
    ...plain,
    licenseQuantity: licenseQuantity === 'unlimited' ? null : licenseQuantity,
    licenseUnlimited: licenseQuantity === 'unlimited',
    ...termColumns(licenseTerm),
  };
}

function termColumns(term: LicenseTerm | null) {
  if (term === null) return { termKind: null, termStart: null, termYears: null, termEnd: null };
  const { start, end } = termSpan(term);
  return {
    termKind: term.kind,
    termStart: start,
    termYears: term.kind === 'years' ? term.years : null,
    termEnd: end,
  };
}

function termOf(row: SoftwareRow): LicenseTerm | null {
  if (row.termKind === null) return null;
  if (row.termKind === 'perpetual') return { kind: 'perpetual' };
  if (row.termKind === 'years') {
    return { kind: 'years', start: row.termStart!, years: row.termYears! };
  }
  return { kind: 'fixedTerm', start: row.termStart!, end: row.termEnd! };
}

export function softwareOf(row: SoftwareRow): Software {
  const {
    unitId: _unit,
    identityKey: _key,
    licenseUnlimited,
    termKind: _kind,
    termStart: _start,
    termYears: _years,
    termEnd: _end,
    ...same
  } = row;
  const licenseTerm = termOf(row);
  return {
    ...same,
    licenseQuantity: licenseUnlimited ? 'unlimited' : row.licenseQuantity,
    licenseTerm,
    usableVersionsText:
      row.usableVersions.length === 0 ? null : printUsableVersions(row.usableVersions),
    licenseTermText: licenseTerm === null ? null : printTerm(licenseTerm),
  };
}

/** The facts again, for a correction; the serial numbers stay sealed and are compared by fingerprint. */
export function factsOf(software: Software): SoftwareFacts {
  return {
    softwareType: software.softwareType,
    softwareName: software.softwareName,
    softwareVersion: software.softwareVersion,
    edition: software.edition,
    publisher: software.publisher,
    category: software.category,
    origin: software.origin,
    productId: software.productId,
    acquisitionMethod: software.acquisitionMethod,
    purchaseDate: software.purchaseDate,
    purchaseAmountFen: software.purchaseAmountFen,
    licenseType: software.licenseType,
    licenseMetric: software.licenseMetric,
    licenseQuantity: software.licenseQuantity,
    usableVersions: software.usableVersions,
    licenseTerm: software.licenseTerm,
    serialNumbers: [],
    contractNo: software.contractNo,
    supplier: software.supplier,
    maintenanceEnd: software.maintenanceEnd,
    downgradeEvidence: software.downgradeEvidence,
    formerNo: software.formerNo,
    remark: software.remark,
    registeredOn: software.registeredOn,
  };
}
