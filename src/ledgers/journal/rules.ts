/**
 * The journal as a pure fold: entries in, open installs and counts out. The derived tables and every SQL query must
 * agree with this file; a property test and `zhengce ledger verify` hold them to it.
 *
 * Two time axes: `asOf` looks at the business day (`occurredOn`), `knownAt` at when it was recorded. A reversed entry and
 * its reversal vanish together for everyone who knows of the reversal: the mistake never happened, yet stays readable.
 */
import type { EntryKind } from './shapes.ts';

/** The part of an entry that decides state. */
export type EntryFact = {
  entryNo: number;
  kind: EntryKind;
  softwareId: string;
  deviceId: string;
  version: string;
  occurredOn: string;
  recordedAt: Date;
  reversesEntryNo: number | null;
};

export type Axes = { asOf?: string | undefined; knownAt?: Date | undefined };

export type OpenInstallFact = {
  softwareId: string;
  deviceId: string;
  version: string;
  installedOn: string;
  entryNo: number;
};

export type LedgerState = {
  /** Keyed by `pairKey`: at most one open install per (software, device), D5. */
  open: Map<string, OpenInstallFact>;
  /** Open installs per software number, D4. Numbers without any are absent. */
  counts: Map<string, number>;
};

export function pairKey(pair: { softwareId: string; deviceId: string }): string {
  return `${pair.softwareId}/${pair.deviceId}`;
}

/** The one order of the journal: business day first, then the order of recording. */
export function byDay(
  left: { occurredOn: string; entryNo: number },
  right: { occurredOn: string; entryNo: number },
): number {
  if (left.occurredOn !== right.occurredOn) return left.occurredOn < right.occurredOn ? -1 : 1;
  return left.entryNo - right.entryNo;
}

/** Entries that count on both axes, in order: neither reversed nor reversing, as far as known. */
export function effectiveEntries<T extends EntryFact>(entries: Iterable<T>, axes: Axes = {}): T[] {
  const known: T[] = [];
  const reversed = new Set<number>();
  for (const entry of entries) {
    if (axes.knownAt && entry.recordedAt > axes.knownAt) continue;
    if (entry.reversesEntryNo === null) known.push(entry);
    else reversed.add(entry.reversesEntryNo);
  }
  return known
    .filter((entry) => !reversed.has(entry.entryNo))
    .filter((entry) => axes.asOf === undefined || entry.occurredOn <= axes.asOf)
    .sort(byDay);
}

/** Folds a journal into its state. Throws when installs and uninstalls of a pair do not alternate: a broken journal. */
export function fold(entries: Iterable<EntryFact>, axes: Axes = {}): LedgerState {
  const state: LedgerState = { open: new Map(), counts: new Map() };
  for (const entry of effectiveEntries(entries, axes)) {
    const key = pairKey(entry);
    if (state.open.has(key) === (entry.kind === 'install')) {
      throw new Error(`journal entry ${entry.entryNo}: ${entry.kind} does not fit what is open`);
    }
    const count = state.counts.get(entry.softwareId) ?? 0;
    if (entry.kind === 'install') {
      state.open.set(key, {
        softwareId: entry.softwareId,
        deviceId: entry.deviceId,
        version: entry.version,
        installedOn: entry.occurredOn,
        entryNo: entry.entryNo,
      });
      state.counts.set(entry.softwareId, count + 1);
    } else {
      state.open.delete(key);
      if (count === 1) state.counts.delete(entry.softwareId);
      else state.counts.set(entry.softwareId, count - 1);
    }
  }
  return state;
}

/** 附件9, last column: the installed count of one number after each of its events. */
export function runningCounts(entries: Iterable<EntryFact>, axes: Axes = {}): Map<number, number> {
  const counts = new Map<string, number>();
  const running = new Map<number, number>();
  for (const entry of effectiveEntries(entries, axes)) {
    const count = (counts.get(entry.softwareId) ?? 0) + (entry.kind === 'install' ? 1 : -1);
    counts.set(entry.softwareId, count);
    running.set(entry.entryNo, count);
  }
  return running;
}

/** Every business fact of an entry, in the order that is hashed. New facts are added at the end, never reordered. */
export type HashedFacts = EntryFact & {
  unitId: string;
  computerNo: string;
  computerBrand: string;
  userId: string | null;
  userName: string;
  departmentId: string | null;
  departmentName: string;
  dateBasis: string;
  cause: string;
  causeRef: string | null;
  actorId: string;
  actorName: string;
  reason: string | null;
  idempotencyKey: string | null;
  groupId: string | null;
};

/** The text whose SHA-256 is the entry's hash; `previousHash` chains it to all entries before. */
export function canonicalEntry(entry: HashedFacts, previousHash: string): string {
  return JSON.stringify([
    'zhengce-entry-1',
    previousHash,
    entry.unitId,
    entry.entryNo,
    entry.kind,
    entry.softwareId,
    entry.deviceId,
    entry.version,
    entry.computerNo,
    entry.computerBrand,
    entry.userId,
    entry.userName,
    entry.departmentId,
    entry.departmentName,
    entry.occurredOn,
    entry.dateBasis,
    entry.recordedAt.toISOString(),
    entry.cause,
    entry.causeRef,
    entry.actorId,
    entry.actorName,
    entry.reason,
    entry.idempotencyKey,
    entry.groupId,
    entry.reversesEntryNo,
  ]);
}
