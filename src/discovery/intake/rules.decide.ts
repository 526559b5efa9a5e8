/** What a report means for its source: the first, a change, the same again, a heartbeat, or older than what is known. */
import { type Difference, difference, entryOf, packSet } from '../sightings/rules.ts';
import type { ReportHead, SeenLicence } from './rules.report.ts';

/** A source as the engine knows it; the same facts lie in the database. */
export type SourceState = {
  id: string;
  unitId: string;
  agentKey: string;
  head: StoredHead;
  digest: string;
  wantsFull: boolean;
  noSoftware: boolean;
  superseded: boolean;
  /** Milliseconds. */
  seenAt: number;
  present: PresentState | undefined;
};
export type PresentState = {
  packed: Float64Array;
  seq: number;
  rows: number;
  perUserSeen: boolean | null;
  complete: boolean;
};

/** The part of a head that is kept: without what changes with every report. */
export type StoredHead = Omit<
  ReportHead,
  'agentKey' | 'oldDeviceId' | 'partial' | 'hasSoftware' | 'perUserSeen' | 'reportedAt'
>;

export function storedHead(head: ReportHead): StoredHead {
  const { agentKey, oldDeviceId, partial, hasSoftware, perUserSeen, reportedAt, ...kept } = head;
  return kept;
}

/** A partial report leaves out what did not change: its gaps are filled from what is known. */
export function mergeHead(known: StoredHead, seen: StoredHead): StoredHead {
  const merged: Record<string, unknown> = { ...known };
  for (const [key, value] of Object.entries(seen)) {
    const empty = value === '' || value === 0 || (Array.isArray(value) && value.length === 0);
    if (!empty && !(key === 'osKind' && seen.osName === '')) merged[key] = value;
  }
  return { ...(merged as StoredHead), licences: mergeLicences(known.licences, seen.licences) };
}

/** Every partial report names the operating system's own licence, few the others. */
function mergeLicences(known: SeenLicence[], seen: SeenLicence[]): SeenLicence[] {
  const own = (licence: SeenLicence) => licence.system === true;
  const system = seen.some(own) ? seen.filter(own) : known.filter(own);
  // Earlier versions stored the system's own without saying so.
  const same = (a: SeenLicence) => (b: SeenLicence) =>
    a.name === b.name && a.productId === b.productId;
  const listed = seen.every(own)
    ? known.filter((licence) => !own(licence) && !system.some(same(licence)))
    : seen.filter((licence) => !own(licence));
  return [...system, ...listed];
}

export type Arrived = {
  at: number;
  partial: boolean;
  complete: boolean;
  perUserSeen: boolean | null;
  /** The set with its day per entry; absent when the report has no software list. */
  software: { packed: Float64Array; rows: number } | undefined;
};

export type Decision =
  | { kind: 'older' }
  | { kind: 'heartbeat' | 'unchanged'; noSoftware: boolean }
  | { kind: 'first' | 'changed'; present: PresentState; difference: Difference };

export function decide(state: SourceState, arrived: Arrived): Decision {
  if (state.present && arrived.at < state.seenAt) return { kind: 'older' };
  if (!arrived.software) {
    return { kind: 'heartbeat', noSoftware: !arrived.partial && !state.present };
  }
  const { packed, rows } = arrived.software;
  const before = state.present;
  if (!before) {
    const present: PresentState = { ...facts(arrived), packed, rows, seq: 0 };
    return {
      kind: 'first',
      present,
      difference: { added: [...packed].map(entryOf), removed: [], datesOnly: false },
    };
  }
  const found = difference(before.packed, packed);
  const sameFacts =
    before.rows === rows &&
    before.perUserSeen === arrived.perUserSeen &&
    before.complete === arrived.complete;
  if (!found && sameFacts) return { kind: 'unchanged', noSoftware: false };
  const changed = found ?? { added: [], removed: [], datesOnly: true };
  const seq = changed.datesOnly ? before.seq : before.seq + 1;
  return {
    kind: 'changed',
    present: { ...facts(arrived), packed, rows, seq },
    difference: changed,
  };
}

function facts(arrived: Arrived) {
  return { perUserSeen: arrived.perUserSeen, complete: arrived.complete };
}

/** The cure of agents.md 0.7 is due: no list is known, or something sent was lost. */
export function owesFullReport(state: SourceState | undefined): boolean {
  if (!state) return false;
  return state.wantsFull || (!state.present && !state.noSoftware);
}

/** The packed set of parallel arrays as they lie in the database. */
export function packedFrom(entries: number[], installedOn: (number | null)[] | null): Float64Array {
  return packSet(
    entries,
    entries.map((_, index) => installedOn?.[index] ?? -1),
  );
}
