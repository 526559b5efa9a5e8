/**
 * Software numbers and the journal: 许可数量, 安装数量 and 剩余许可 (D4, D8) of each number, and the causes between two
 * points. A step takes the entries first, under the facts the number had before it, then the change of these facts.
 */
import type { AcquisitionMethod, SoftwareType } from '../../configuration/software/shapes.ts';
import type { EntryCause } from '../../ledgers/journal/shapes.ts';
import type { Group, Line } from './rules.ts';
import type { CauseKey, Mode, Step, TotalKey } from './shapes.ts';

export type NumberFact = {
  id: string;
  softwareNo: string;
  softwareName: string;
  softwareType: SoftwareType;
  acquisitionMethod: AcquisitionMethod;
  registeredOn: string;
  disposedOn: string | null;
  quantity: number | null;
  unlimited: boolean;
  termEnd: string | null;
};

/** What happened to a number's installs in one step, summed by cause. */
export type EntryGroup = {
  softwareId: string;
  step: Step;
  cause: EntryCause;
  mode: Mode;
  /** Positive or zero, negative or zero. */
  plus: number;
  minus: number;
  count: number;
};

export type NumberScene = {
  day: string;
  numbers: ReadonlyMap<string, NumberFact>;
  /** 安装数量 by number at this point. */
  installs: ReadonlyMap<string, number>;
};

type Parts = Partial<Record<TotalKey, number>>;

export function inForce(fact: NumberFact, day: string): boolean {
  return fact.registeredOn <= day && (fact.disposedOn === null || fact.disposedOn > day);
}

/** A commercial number with a quantity has 剩余许可; 不限, OEM and free software have none (TZ-1.6, 1.9). */
export function hasRemaining(fact: NumberFact | undefined): fact is NumberFact {
  return fact?.softwareType === 'commercial' && fact.quantity !== null;
}

/** What a number adds to each total on a day, 安装数量 apart. */
export function partsOf(fact: NumberFact | undefined, day: string, installs: number): Parts {
  if (!fact) return {};
  const parts: Parts = {};
  const holds = inForce(fact, day);
  if (holds) parts[fact.softwareType] = 1;
  if (holds && fact.unlimited) parts.unlimited = 1;
  if (hasRemaining(fact)) {
    const licences = holds ? fact.quantity! : 0;
    parts.licenses = licences;
    parts.validLicenses = fact.termEnd === null || fact.termEnd >= day ? licences : 0;
    parts.remaining = licences - installs;
  }
  return parts;
}

const PART_TOTALS = [
  'commercial',
  'oem',
  'free',
  'selfDeveloped',
  'unlimited',
  'licenses',
  'validLicenses',
  'remaining',
] as const;

/** One line per number and total; the entries of the step have been taken already (`after.installs`). */
export function numberLines(step: Step, before: NumberScene, after: NumberScene): Line[] {
  const lines: Line[] = [];
  for (const [id, is] of after.numbers) {
    const was = before.numbers.get(id);
    const installs = after.installs.get(id) ?? 0;
    const [had, has] = [partsOf(was, before.day, installs), partsOf(is, after.day, installs)];
    for (const total of PART_TOTALS) {
      const delta = (has[total] ?? 0) - (had[total] ?? 0);
      if (delta === 0) continue;
      const cause = numberCause(step, was, is, { before: before.day, after: after.day });
      lines.push({
        ...{ total, item: id, step, cause, mode: null, delta },
        ...{ type: 'software', id, label: `${is.softwareNo} ${is.softwareName}` },
        ...numberWords(cause, was, is),
        day: numberDay(cause, is),
      });
    }
  }
  return lines;
}

function numberCause(
  step: Step,
  was: NumberFact | undefined,
  is: NumberFact,
  days: { before: string; after: string },
): CauseKey {
  if (step === 'afterwards') return was ? 'numberCorrected' : 'numberLate';
  const [held, holds] = [inForce(is, days.before), inForce(is, days.after)];
  if (!held && holds) {
    return is.acquisitionMethod === 'purchase' ? 'numberPurchased' : 'numberRegistered';
  }
  return held && !holds ? 'numberDisposed' : 'termExpired';
}

function numberWords(
  cause: CauseKey,
  was: NumberFact | undefined,
  is: NumberFact,
): { before: string | null; after: string | null } {
  const quantity = (fact: NumberFact) =>
    fact.unlimited ? '不限' : fact.quantity === null ? null : String(fact.quantity);
  if (cause === 'termExpired') return { before: null, after: is.termEnd };
  if (cause === 'numberDisposed') return { before: quantity(is), after: null };
  return { before: was && cause === 'numberCorrected' ? quantity(was) : null, after: quantity(is) };
}

function numberDay(cause: CauseKey, is: NumberFact): string | null {
  if (cause === 'termExpired') return is.termEnd;
  return cause === 'numberDisposed' ? is.disposedOn : is.registeredOn;
}

const ENTRY_CAUSE: Partial<Record<EntryCause, CauseKey>> = {
  deviceRetired: 'deviceRetiredEntry',
  deviceMerged: 'deviceMergedEntry',
};

export function causeOfEntry(cause: EntryCause): CauseKey {
  return ENTRY_CAUSE[cause] ?? (cause as CauseKey);
}

/** The journal's cause behind a cause of the drift; undefined = it is none of the journal's. */
export function entryCauseOf(cause: CauseKey): EntryCause | undefined {
  for (const one of JOURNAL_CAUSES) if (causeOfEntry(one) === cause) return one;
  return undefined;
}

const JOURNAL_CAUSES: readonly EntryCause[] = [
  'opening',
  'manual',
  'workOrder',
  'campaign',
  'postingRule',
  'upgrade',
  'correction',
  'deviceRetired',
  'deviceMerged',
];

/** The entries as causes of 安装数量, and turned round of 剩余许可 where the number had one before the step. */
export function entryGroups(
  groups: readonly EntryGroup[],
  known: Record<Step, ReadonlyMap<string, NumberFact>>,
): Group[] {
  return groups.flatMap((group) => {
    const { softwareId: item, step, mode, plus, minus, count } = group;
    const cause = causeOfEntry(group.cause);
    const installs: Group = { total: 'installs', item, step, cause, mode, plus, minus, count };
    if (!hasRemaining(known[step].get(item))) return [installs];
    // −0 would print as "-0".
    return [installs, { ...installs, total: 'remaining', plus: 0 - minus, minus: 0 - plus }];
  });
}

/** The counts after the groups of a step. */
export function countsAfter(
  counts: ReadonlyMap<string, number>,
  groups: readonly EntryGroup[],
  step: Step,
): Map<string, number> {
  const after = new Map(counts);
  for (const group of groups) {
    if (group.step !== step) continue;
    const { softwareId, plus, minus } = group;
    after.set(softwareId, (after.get(softwareId) ?? 0) + plus + minus);
  }
  return after;
}
