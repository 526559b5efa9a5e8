/**
 * The seven links of a chain of evidence, each judged on its own from plain facts: contract, number, right, allocation,
 * register, observation, computer. A link that is not needed says so; nothing is taken for granted.
 */

import type { DocumentKind } from '../../configuration/documents/shapes.ts';
import { compareVersions, versionUsable } from '../../configuration/software/rules.versions.ts';
import type { AcquisitionMethod } from '../../configuration/software/shapes.choices.ts';
import type { UsableVersion } from '../../configuration/software/shapes.ts';
import type { EntryCause } from '../../ledgers/journal/shapes.ts';
import type { FreeScope, RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import type { Obstacle, Proof } from '../allocation/rules.problem.ts';
import type { Entitlement } from '../findings/rules.ts';
import { type LinkState, NOTES, type Note } from './shapes.ts';

/** A software number with what proves it. */
export type NumberFacts = Entitlement & {
  acquisitionMethod: AcquisitionMethod;
  termStart: string | null;
  contractNo: string | null;
  /** The contract a delivery of which it is. */
  contractId: string | null;
  papers: readonly DocumentKind[];
  /** 降级使用依据 in words; the letter itself is one of `papers`. */
  downgradeEvidence: string | null;
  /** Versions that may be used with a letter on file. */
  downgradeVersions: readonly UsableVersion[];
};

export type RecordedFacts = {
  softwareId: string;
  version: string;
  entryNo: number;
  cause: EntryCause;
};

export type AllocationFacts = {
  coveredBy: string | null;
  proof: Proof | null;
  obstacles: readonly { softwareId: string; obstacle: Obstacle }[];
};

/** What activation data of the computer says about this program. */
export type ActivationFacts = {
  /** Statements against a right of use, by strength; weak ones are shown and judge nothing. */
  flags: readonly ('strong' | 'medium' | 'weak')[];
  /** It was activated as preinstalled software of this computer. */
  oemChannel: boolean;
};

export type DeviceEvidence = {
  inUse: boolean;
  /** A person or a department that answers for it. */
  held: boolean;
  departmentIds: readonly string[];
  oemEvidence: boolean;
  /** A complete software list has been seen. */
  complete: boolean;
};

/** One program on one computer with everything that is known about it. */
export type InstallFacts = {
  today: string;
  kind: RecognisedKind;
  category: SoftwareCategory;
  risk: string | null;
  freeScope: FreeScope | null;
  version: string;
  /** What the agent reported beside the name, as far as a licence speaks of it; '' = nothing. */
  reportedVersion: string;
  /** Null: recorded, not seen. `source` is the newest that shows it. */
  observed: { sourceId: string; from: 'agent' | 'file'; longAgo: boolean } | null;
  recorded: readonly RecordedFacts[];
  /** The unit's numbers for it, and the one the allocation chose, by number. */
  numbers: readonly NumberFacts[];
  /** Null: no allocation has looked at it. */
  allocation: AllocationFacts | null;
  activation: ActivationFacts;
  device: DeviceEvidence;
};

/** What is known, and the id of what proves it (entry number, source) where it cannot be looked up from the number. */
export type LinkFinding = { state: LinkState; note: Note; ref: string | null };

const found = (note: Note, ref: string | null = null): LinkFinding => ({
  state: NOTES[note].state,
  note,
  ref,
});

const GRANTS: readonly AcquisitionMethod[] = ['donation', 'transfer', 'allocatedByHigherAuthority'];

/** PZ-2.5: a delivery under a contract, or at least one paper; a contract's number alone proves nothing. */
export function contractLink(number: NumberFacts | undefined, kind: RecognisedKind): LinkFinding {
  if (!number) {
    const free = kind === 'free' || kind === 'oem';
    return free ? found('noPaperNeeded') : found('noPaper');
  }
  if (number.softwareType !== 'commercial') return found('noPaperNeeded');
  if (number.contractId) return found('contractLine');
  if (GRANTS.includes(number.acquisitionMethod)) {
    return number.papers.length > 0 ? found('grantPaper') : found('noGrantPaper');
  }
  if (number.papers.includes('certificate')) return found('certificate');
  if (number.papers.includes('contract')) return found('contractPaper');
  if (number.papers.includes('invoice')) return found('invoice');
  return found(number.contractNo ? 'contractNoOnly' : 'noPaper');
}

export function numberLink(
  number: NumberFacts | undefined,
  { kind, today }: Pick<InstallFacts, 'kind' | 'today'>,
): LinkFinding {
  if (!number) {
    return found(kind === 'unknown' ? 'undecidedProduct' : 'noNumber');
  }
  if (number.termStart !== null && number.termStart > today) return found('termNotBegun');
  if (number.termEnd !== null && number.termEnd < today) return found('termOver');
  return found('inForce');
}

export function inForce(number: NumberFacts, today: string): boolean {
  return numberLink(number, { kind: 'commercial', today }).state === 'present';
}

/** 可使用版本, a downgrade letter, evidence of preinstallation, the unit's free list, or its own work. */
export function rightLink(number: NumberFacts | undefined, facts: InstallFacts): LinkFinding {
  if (!number) return found(facts.kind === 'free' ? 'notListed' : 'noRight');
  switch (number.softwareType) {
    case 'oem':
      if (facts.device.oemEvidence) return found('oemEvidence');
      return facts.activation.oemChannel ? found('oemChannel') : found('noOemEvidence');
    case 'free':
      return listRight(number, facts);
    case 'selfDeveloped':
      return found('ownDevelopment');
    default:
      return versionRight(number, facts);
  }
}

function versionRight(number: NumberFacts, facts: InstallFacts): LinkFinding {
  const { usableVersions } = number;
  const anything = usableVersions.length === 0 || versionUsable(usableVersions, '');
  if (anything) return found('versionUsable');
  if (facts.version === '') {
    const recorded = facts.recorded.find((one) => one.softwareId === number.softwareId);
    if (recorded && versionUsable(usableVersions, recorded.version))
      return found('recordedVersion');
    return versionUsable(usableVersions, facts.reportedVersion)
      ? found('reportedVersion')
      : found('versionUnknown');
  }
  if (versionUsable(usableVersions, facts.version)) return found('versionUsable');
  if (versionUsable(number.downgradeVersions, facts.version)) {
    return found(number.papers.includes('letter') ? 'downgradeLetter' : 'letterMissing');
  }
  const lower =
    number.softwareVersion !== null && compareVersions(facts.version, number.softwareVersion) < 0;
  return found(lower && number.downgradeEvidence ? 'letterMissing' : 'versionOutside');
}

/** PZ-1.1, PZ-2.2: a line of 附件6 for this version and department, with a scope that lets a unit use it. */
function listRight(number: NumberFacts, facts: InstallFacts): LinkFinding {
  if (number.listed.length === 0) return found('notListed');
  const here = number.listed.filter(
    (line) =>
      (line.departmentIds === null ||
        line.departmentIds.some((id) => facts.device.departmentIds.includes(id))) &&
      (facts.version === '' || versionUsable(line.versions, facts.version)),
  );
  if (here.some((line) => line.unitUse)) return found('freeList');
  return found(here.length > 0 ? 'listedNotForUnits' : 'notListedHere');
}

const SEATS: Record<Proof, Note> = {
  proven: 'seatProven',
  tree: 'seatTree',
  gap: 'seatGap',
  heuristic: 'seatHeuristic',
};

/** What is used up must have been given; an allocation that gives nothing speaks against it. */
export function allocationLink(
  number: NumberFacts | undefined,
  { allocation }: Pick<InstallFacts, 'allocation'>,
): LinkFinding {
  if (!number) return found('noRight');
  if (allocation?.coveredBy === number.softwareId) {
    return found(SEATS[allocation.proof ?? 'heuristic']);
  }
  if (number.softwareType !== 'commercial') return found('nothingUsedUp');
  if (allocation?.coveredBy === null) return found('notCovered');
  // Given by a number that no longer holds, or never looked at: the next allocation will say.
  return number.quantity === 'unlimited' ? found('nothingUsedUp') : found('notAllocated');
}

const CAUSES: Record<EntryCause, Note> = {
  opening: 'recordedOpening',
  manual: 'recordedManual',
  workOrder: 'recordedWorkOrder',
  campaign: 'recordedCampaign',
  postingRule: 'recordedPostingRule',
  upgrade: 'recordedUpgrade',
  correction: 'recordedManual',
  deviceRetired: 'recordedManual',
  deviceMerged: 'recordedMerged',
};

/**
 * TZ-3.1. Recorded under another number of the product is as good while that number could itself carry the install; where
 * it could not, register and allocation contradict each other.
 */
export function registerLink(number: NumberFacts | undefined, facts: InstallFacts): LinkFinding {
  if (facts.recorded.length === 0) return found('notRecorded');
  const own = facts.recorded.find((one) => one.softwareId === number?.softwareId);
  if (own) return found(CAUSES[own.cause], String(own.entryNo));
  const other = facts.recorded.find((one) => {
    const recorded = facts.numbers.find((candidate) => candidate.softwareId === one.softwareId);
    return recorded !== undefined && carries(recorded, facts);
  });
  return other
    ? found('recordedOtherNumber', String(other.entryNo))
    : found('otherNumberFull', String(facts.recorded[0]!.entryNo));
}

function carries(number: NumberFacts, facts: InstallFacts): boolean {
  const within = typeof number.quantity !== 'number' || number.installed <= number.quantity;
  return (
    within &&
    inForce(number, facts.today) &&
    rightLink(number, facts).state === 'present' &&
    contractLink(number, facts.kind).state !== 'missing'
  );
}

/** D17: seen, or a complete list that does not show it, or nothing to tell by. */
export function observationLink({
  observed,
  device,
}: Pick<InstallFacts, 'observed' | 'device'>): LinkFinding {
  if (!observed) {
    return device.complete ? found('notShown') : found('neverReported');
  }
  if (observed.longAgo) return found('seenLongAgo', observed.sourceId);
  return found(observed.from === 'agent' ? 'seenByAgent' : 'seenInFile', observed.sourceId);
}

export function deviceLink({ device }: Pick<InstallFacts, 'device'>): LinkFinding {
  if (!device.held) return found('noHolder');
  return found(device.inUse ? 'deviceInUse' : 'deviceNotInUse');
}
