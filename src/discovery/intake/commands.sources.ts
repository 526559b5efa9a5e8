/**
 * Which source a report belongs to: by agent identity, by the identity the agent says it had before, or — when that
 * identity now speaks from other hardware (a cloned disk) — a source of its own. Sources are remembered, filled from
 * the database when asked for, and forgotten again when there are too many.
 */
import type pg from 'pg';
import { newId } from '../../base/ids.ts';
import { hostKey, serialKey, uuidKey } from '../../ledgers/devices/rules.ts';
import type { JunkList } from '../sources/rules.junk.ts';
import { hardwareWord, type Identity, isOtherMachine, meaningful } from '../sources/rules.ts';
import { mergeHead, type SourceState, type StoredHead, storedHead } from './rules.decide.ts';
import { digestOfStored } from './rules.digest.ts';
import type { ReportHead } from './rules.report.ts';
import { loadSources, type Queryable, type SourceKey } from './store.ts';

/** 40,000 sources with 100 entries each are about 60 MB. */
const REMEMBERED = 40_000;

export type Placed = {
  state: SourceState;
  isNew: boolean;
  cloneOf: string | null;
  /** What the source row must be changed to; absent when nothing about the machine changed. */
  change: { head: StoredHead; digest: string } | undefined;
};
export type ToPlace = { unitId: string; at: number; head: ReportHead; digest: string };

export function identityOf(
  head: Pick<ReportHead, 'serial' | 'uuid' | 'macs' | 'hostName'>,
): Identity {
  return {
    serialKey: serialKey(head.serial),
    uuid: uuidKey(head.uuid),
    macs: head.macs,
    hostKey: hostKey(head.hostName),
  };
}

export class Sources {
  private readonly remembered = new Map<string, SourceState>();
  private readonly junkOf: (unitId: string) => Promise<JunkList>;

  constructor(junkOf: (unitId: string) => Promise<JunkList>) {
    this.junkOf = junkOf;
  }

  /** Finds or makes the source of every report; new ones are not written here. */
  async place(client: pg.Client, reports: ToPlace[]): Promise<Placed[]> {
    const found = new Map<string, SourceState>();
    await this.find(client, reports.flatMap(keysOf), found);
    const hardware = await this.hardwareKeys(reports, found);
    if (hardware.size > 0) await this.find(client, [...hardware.values()], found);
    return reports.map((report) => this.placeOne(report, found, hardware.get(report)));
  }

  private placeOne(
    report: ToPlace,
    found: Map<string, SourceState>,
    clone: SourceKey | undefined,
  ): Placed {
    const own = found.get(placeOf({ unitId: report.unitId, agentKey: report.head.agentKey }));
    const agentKey = clone?.agentKey ?? report.head.agentKey;
    const known = clone ? found.get(placeOf(clone)) : (own ?? found.get(placeOf(oldKey(report))));
    if (!known) {
      const head = storedHead(report.head);
      const state: SourceState = {
        id: newId(),
        unitId: report.unitId,
        agentKey,
        head,
        digest: report.digest,
        wantsFull: false,
        noSoftware: false,
        superseded: false,
        seenAt: report.at,
        present: undefined,
      };
      const change = { head, digest: report.digest };
      return { state, isNew: true, cloneOf: clone ? (own?.id ?? null) : null, change };
    }
    // A changed agent id (OLD_DEVICEID) keeps its source; only the key moves on.
    const renamed = !own && !clone;
    const state = renamed ? { ...known, agentKey } : known;
    return { state, isNew: false, cloneOf: null, change: headChange(state, report, renamed) };
  }

  /** Reports whose agent identity belongs to another machine, with the key they get instead. */
  private async hardwareKeys(
    reports: ToPlace[],
    found: Map<string, SourceState>,
  ): Promise<Map<ToPlace, SourceKey>> {
    const keys = new Map<ToPlace, SourceKey>();
    for (const report of reports) {
      const own = found.get(placeOf({ unitId: report.unitId, agentKey: report.head.agentKey }));
      if (!own || own.digest === report.digest) continue;
      const junk = await this.junkOf(report.unitId);
      const seen = meaningful(identityOf(report.head), junk);
      if (!isOtherMachine(meaningful(identityOf(own.head), junk), seen)) continue;
      const agentKey = `${report.head.agentKey}#${hardwareWord(seen)}`;
      keys.set(report, { unitId: report.unitId, agentKey });
    }
    return keys;
  }

  private async find(
    client: Queryable,
    keys: SourceKey[],
    found: Map<string, SourceState>,
  ): Promise<void> {
    const missing = new Map<string, SourceKey>();
    for (const key of keys) {
      const place = placeOf(key);
      const state = this.remembered.get(place);
      if (state) found.set(place, state);
      else missing.set(place, key);
    }
    if (missing.size === 0) return;
    for (const state of await loadSources(client, [...missing.values()]))
      found.set(placeOf(state), state);
  }

  remember(state: SourceState): void {
    const place = placeOf(state);
    this.remembered.delete(place);
    this.remembered.set(place, state);
    if (this.remembered.size <= REMEMBERED) return;
    for (const oldest of this.remembered.keys()) {
      this.remembered.delete(oldest);
      if (this.remembered.size <= REMEMBERED * 0.9) break;
    }
  }

  forget(key: SourceKey): void {
    this.remembered.delete(placeOf(key));
  }

  forgetUnit(unitId: string): void {
    for (const place of this.remembered.keys())
      if (place.startsWith(`${unitId}/`)) this.remembered.delete(place);
  }

  /**
   * The source of an agent that only asks (PROLOG, contact). What is read here is not remembered: a flush may be
   * writing the same source just now, and only flushes may say what is current.
   */
  async one(client: Queryable, key: SourceKey): Promise<SourceState | undefined> {
    const found = new Map<string, SourceState>();
    await this.find(client, [key], found);
    return found.get(placeOf(key));
  }
}

function placeOf(key: SourceKey): string {
  return `${key.unitId}/${key.agentKey}`;
}

function oldKey(report: ToPlace): SourceKey {
  return { unitId: report.unitId, agentKey: `device:${report.head.oldDeviceId}` };
}

function keysOf(report: ToPlace): SourceKey[] {
  const own = { unitId: report.unitId, agentKey: report.head.agentKey };
  return report.head.oldDeviceId ? [own, oldKey(report)] : [own];
}

function headChange(state: SourceState, report: ToPlace, renamed: boolean): Placed['change'] {
  if (!report.head.partial) {
    if (report.digest === state.digest && !renamed) return undefined;
    return { head: storedHead(report.head), digest: report.digest };
  }
  const head = mergeHead(state.head, storedHead(report.head));
  const digest = digestOfStored(head);
  return digest === state.digest && !renamed ? undefined : { head, digest };
}
