/**
 * What the next report says about work that was signed for (WH-1.4): seen or not seen, it confirms or contradicts each
 * line. Only a complete report later than the order proves anything.
 */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import {
  type DeviceFacts,
  entitlementsFor,
  type FindingDraft,
  nameKey,
  type ObservedProduct,
  type UnitFacts,
} from './rules.ts';

/** A line carried out, as `installation` keeps it. */
export type CarriedOut = {
  orderId: string;
  orderNo: string;
  lineNo: number;
  kind: 'install' | 'uninstall' | 'upgrade';
  softwareId: string | null;
  fromSoftwareId: string | null;
  softwareName: string;
  version: string;
  performedOn: string;
  /** When both had signed. */
  recordedAt: string;
};

export type LineVerdict = {
  orderId: string;
  lineNo: number;
  outcome: 'confirmed' | 'contradicted';
};

/** `reportAt`: the latest complete report of the computer; null when there is none. */
export function verifyLines(
  device: DeviceFacts,
  unit: UnitFacts,
  lines: readonly CarriedOut[],
  reportAt: string | null,
): { verdicts: LineVerdict[]; drafts: FindingDraft[]; covers: (draft: FindingDraft) => boolean } {
  const proven = lines.filter((line) => reportAt !== null && reportAt > line.recordedAt);
  const verdicts = proven.map((line): LineVerdict => {
    const { orderId, lineNo } = line;
    return { orderId, lineNo, outcome: agrees(device, unit, line) ? 'confirmed' : 'contradicted' };
  });
  const wrong = proven.filter((_, at) => verdicts[at]!.outcome === 'contradicted');
  return {
    verdicts,
    drafts: wrong.map((line) => draftOf(device, unit, line)),
    covers: (draft) => wrong.some((line) => speaksOf(line, draft)),
  };
}

function agrees(device: DeviceFacts, unit: UnitFacts, line: CarriedOut): boolean {
  const seen = device.observed.filter((observed) => isOf(unit, observed, line));
  if (line.kind === 'uninstall') return seen.length === 0;
  const number = line.softwareId === null ? undefined : unit.byId.get(line.softwareId);
  return seen.some(
    (observed) =>
      !number ||
      number.usableVersions.length === 0 ||
      observed.version === '' ||
      versionUsable(number.usableVersions, observed.version),
  );
}

/** Whether what was seen is the line's software: by its number, or by name where it has none. */
function isOf(unit: UnitFacts, observed: ObservedProduct, line: CarriedOut): boolean {
  if (line.softwareId === null) return nameKey(observed.productName) === nameKey(line.softwareName);
  return entitlementsFor(unit, observed).some((number) => number.softwareId === line.softwareId);
}

function draftOf(device: DeviceFacts, unit: UnitFacts, line: CarriedOut): FindingDraft {
  const number = line.softwareId === null ? undefined : unit.byId.get(line.softwareId);
  const { orderId, orderNo, lineNo, kind, performedOn } = line;
  return {
    fingerprint: `orderContradicted|${device.deviceId}|${orderId}|${lineNo}`,
    kind: 'orderContradicted',
    deviceId: device.deviceId,
    softwareId: line.softwareId,
    productId: number?.productId ?? null,
    softwareName: line.softwareName,
    softwareVersion: line.version,
    publisher: number?.publisher ?? '',
    category: number?.category ?? 'other',
    evidence: { order: { orderId, orderNo, kind, performedOn } },
  };
}

const SAME_FACT = new Set(['notObserved', 'notRecorded', 'versionNotCovered']);

/** The same fact is one finding: what the order explains better is not told a second time. */
function speaksOf(line: CarriedOut, draft: FindingDraft): boolean {
  if (!SAME_FACT.has(draft.kind)) return false;
  if (line.softwareId === null) return nameKey(draft.softwareName) === nameKey(line.softwareName);
  return (
    draft.softwareId === line.softwareId ||
    (draft.evidence.candidates ?? []).some((one) => one.softwareId === line.softwareId)
  );
}
