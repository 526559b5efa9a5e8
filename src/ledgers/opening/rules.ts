/** How opening proposals are grouped for review, and what stops a group from being posted. Pure. */
import type { OpeningProposal, OpeningType } from './shapes.ts';

/** One product of one kind is reviewed once, whatever spelling its computers report (TZ-1.5, 1.7). */
export function groupKeyOf(
  proposal: Pick<
    OpeningProposal,
    'softwareId' | 'softwareType' | 'softwareName' | 'softwareVersion' | 'productId'
  >,
): string {
  if (proposal.softwareId !== null) return `no:${proposal.softwareId}`;
  const name = proposal.productId ?? fold(proposal.softwareName);
  const version = proposal.softwareType === 'free' ? '' : fold(proposal.softwareVersion);
  return `new:${proposal.softwareType}:${name}:${version}`.slice(0, 400);
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
}

export type GroupFacts = {
  softwareId: string | null;
  softwareType: OpeningType;
  softwareName: string;
  softwareVersion: string;
};

/** Why a group cannot be posted yet; undefined = nothing stands in the way. */
export function groupObstacle(group: GroupFacts): string | undefined {
  if (group.softwareId !== null) return undefined;
  if (group.softwareType === 'unknown') return '请先确认软件类型，或为它选择软件编号';
  if (group.softwareType === 'commercial') {
    return '商业软件须先登记采购（许可），再为它选择软件编号';
  }
  if (group.softwareType === 'oem' && group.softwareVersion === '') {
    return 'OEM软件的编号须有版本，请为它选择软件编号';
  }
  return undefined;
}

/** Which of the three ticks of 附件8 a line carries; none or several = to be confirmed. */
export function typeOfTicks(ticks: {
  commercial: boolean | undefined;
  oem: boolean | undefined;
  free: boolean | undefined;
}): OpeningType {
  const ticked = (['commercial', 'oem', 'free'] as const).filter((one) => ticks[one]);
  return ticked.length === 1 ? ticked[0]! : 'unknown';
}

export type NamedSoftware = {
  id: string;
  softwareNo: string;
  formerNo: string | null;
  softwareType: 'commercial' | 'oem' | 'free';
  softwareName: string;
  softwareVersion: string | null;
};

export type NumberMatch =
  | { kind: 'found'; software: NamedSoftware }
  | { kind: 'otherName'; software: NamedSoftware }
  | { kind: 'none' };

/**
 * Which number a line of an old list means: by its number (ours, or the one it had before), else by its name and, where
 * the number depends on it, its version. Two purchases of one product stay undecided: a person chooses.
 */
export function matchNumber(known: readonly NamedSoftware[], line: ListedLine): NumberMatch {
  return numberFinder(known)(line);
}

export type ListedLine = {
  softwareNo: string | undefined;
  softwareName: string | undefined;
  version: string | undefined;
  softwareType: OpeningType;
};
export type NumberFinder = (line: ListedLine) => NumberMatch;

/** Looks the numbers up once for a list of a hundred thousand lines. */
export function numberFinder(known: readonly NamedSoftware[]): NumberFinder {
  const byNumber = new Map(known.map((one) => [one.softwareNo, one]));
  const byFormer = new Map<string, NamedSoftware>();
  for (const one of known) {
    if (one.formerNo !== null && !byFormer.has(one.formerNo)) byFormer.set(one.formerNo, one);
  }
  const byName = Map.groupBy(known, (one) => fold(one.softwareName));
  return (line) => matchAmong({ byNumber, byFormer, byName }, line);
}

function matchAmong(
  known: {
    byNumber: ReadonlyMap<string, NamedSoftware>;
    byFormer: ReadonlyMap<string, NamedSoftware>;
    byName: ReadonlyMap<string, NamedSoftware[]>;
  },
  line: ListedLine,
): NumberMatch {
  const { softwareNo, softwareName } = line;
  if (softwareNo !== undefined) {
    const byNo = known.byNumber.get(softwareNo) ?? known.byFormer.get(softwareNo);
    if (byNo && softwareName !== undefined && fold(byNo.softwareName) !== fold(softwareName)) {
      return { kind: 'otherName', software: byNo };
    }
    if (byNo) return { kind: 'found', software: byNo };
  }
  if (softwareName === undefined) return { kind: 'none' };
  const fitting = (known.byName.get(fold(softwareName)) ?? []).filter(
    (one) =>
      (line.softwareType === 'unknown' || one.softwareType === line.softwareType) &&
      (one.softwareType === 'free' || fold(one.softwareVersion ?? '') === fold(line.version ?? '')),
  );
  return fitting.length === 1 ? { kind: 'found', software: fitting[0]! } : { kind: 'none' };
}
