/**
 * Takes parsed reports to the database: many per commit, one flush at a time and no timer. While a flush runs, what
 * arrives waits for the next; whoever sent a report is answered when the commit that holds it is done.
 */
import pg from 'pg';
import type { Database } from '../../platform/db/database.ts';
import { internRawEntries, rawEntryKey } from '../../recognition/index.ts';
import { packSet } from '../sightings/rules.ts';
import { type JunkList, junkList } from '../sources/rules.junk.ts';
import { junkRules } from '../sources/store.junk.ts';
import { identityOf, type Placed, Sources } from './commands.sources.ts';
import type { Generation } from './jobs.parser.ts';
import { type Arrived, type Decision, decide, owesFullReport } from './rules.decide.ts';
import type { RawEntry, ReportHead } from './rules.report.ts';
import {
  type HeadRow,
  insertSources,
  markNoSoftware,
  markSpeaking,
  markWhole,
  type PresentRow,
  type SeenRow,
  updateHeads,
  writeReports,
  writeSeen,
} from './store.ts';

/** A report ready to be stored. Entries are numbers of a parser generation, or themselves (files). */
export type Delivery = {
  unitId: string;
  /** When it was seen: now for agents, the report's own time for files. Milliseconds. */
  at: number;
  head: ReportHead;
  digest: string;
  complete: boolean;
  software:
    | { generation: Generation; ids: Int32Array; days: ArrayLike<number>; rows: number }
    | { entries: RawEntry[]; days: ArrayLike<number>; rows: number }
    | undefined;
};
export type Outcome = {
  kind: Decision['kind'];
  sourceId: string;
  newSource: boolean;
  softwareRows: number;
  added: number;
  removed: number;
};

type Job = {
  delivery: Delivery;
  tries: number;
  resolve: (outcome: Outcome) => void;
  reject: (error: unknown) => void;
};
type Work = { job: Job; placed: Placed; decision: Decision };

const MOST_PER_FLUSH = 128;

export class Engine {
  private readonly database: Database;
  private readonly sources: Sources;
  private readonly junk = new Map<string, Promise<JunkList>>();
  private client: pg.Client | undefined;
  private waiting: Job[] = [];
  private flushing: Promise<void> | undefined;
  private closed = false;
  /** Called after a commit that left work for the followers. */
  onWork: (unitId: string) => void = () => {};

  constructor(database: Database) {
    this.database = database;
    this.sources = new Sources((unitId) => this.junkList(unitId));
  }

  /** Resolves when the report is durable. */
  deliver(delivery: Delivery): Promise<Outcome> {
    if (this.closed) return Promise.reject(new Error('the intake is closed'));
    return new Promise((resolve, reject) => {
      this.waiting.push({ delivery, tries: 0, resolve, reject });
      this.flushing ??= this.run();
    });
  }

  /** True when the agent's next report should be a full one (agents.md 0.7). */
  async owesFull(unitId: string, agentKey: string): Promise<boolean> {
    if (agentKey === '') return false;
    const { pool } = this.database;
    return owesFullReport(await this.sources.one(pool, { unitId, agentKey }));
  }

  forgetSource(unitId: string, agentKey: string): void {
    this.sources.forget({ unitId, agentKey });
  }

  /** After a unit's data was removed or changed behind the engine's back. */
  forgetUnit(unitId: string): void {
    this.sources.forgetUnit(unitId);
    this.junk.delete(unitId);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.flushing;
    await this.client?.end().catch(() => {});
  }

  private junkList(unitId: string): Promise<JunkList> {
    let list = this.junk.get(unitId);
    if (!list) {
      list = this.database.read(async (tx) => junkList(await junkRules(tx, unitId)));
      this.junk.set(unitId, list);
      list.catch(() => this.junk.delete(unitId));
    }
    return list;
  }

  private async run(): Promise<void> {
    // One turn of the event loop lets what arrived together go together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.takeBatch();
      try {
        await this.flush(batch);
      } catch (error) {
        await this.afterFailure(batch, error);
      }
    }
    this.flushing = undefined;
  }

  /** Each source at most once per commit: the second report of a device waits for the first. */
  private takeBatch(): Job[] {
    const batch: Job[] = [];
    const later: Job[] = [];
    const taken = new Set<string>();
    for (const job of this.waiting) {
      const place = `${job.delivery.unitId}/${job.delivery.head.agentKey}`;
      if (batch.length >= MOST_PER_FLUSH || taken.has(place)) later.push(job);
      else {
        taken.add(place);
        batch.push(job);
      }
    }
    this.waiting = later;
    return batch;
  }

  /** A failed batch is tried again report by report, so that one cannot take others with it. */
  private async afterFailure(batch: Job[], error: unknown): Promise<void> {
    for (const job of batch)
      this.sources.forget({ unitId: job.delivery.unitId, agentKey: job.delivery.head.agentKey });
    await this.dropClient();
    for (const job of batch) {
      if (job.tries >= 1 && batch.length === 1) {
        job.reject(error);
        continue;
      }
      job.tries += 1;
      try {
        await this.flush([job]);
      } catch (second) {
        this.sources.forget({ unitId: job.delivery.unitId, agentKey: job.delivery.head.agentKey });
        await this.dropClient();
        job.reject(second);
      }
    }
  }

  private async flush(batch: Job[]): Promise<void> {
    const client = await this.connection();
    const placed = await this.sources.place(
      client,
      batch.map((job) => job.delivery),
    );
    await this.intern(batch);
    const work = batch.map((job, index) => ({
      job,
      placed: placed[index]!,
      decision: decide(placed[index]!.state, arrived(job.delivery)),
    }));
    await this.write(client, work);
    for (const one of work) this.settle(one);
    const units = new Set(work.filter(leavesWork).map((one) => one.job.delivery.unitId));
    for (const unitId of units) this.onWork(unitId);
  }

  /** Gives every entry its number in the unit's dictionary; unknown ones are entered first. */
  private async intern(batch: Job[]): Promise<void> {
    const wanted = new Map<string, Map<string, RawEntry>>();
    const fill: ((unit: Map<string, number>) => void)[] = [];
    const units: string[] = [];
    for (const { delivery } of batch) {
      const { software, unitId } = delivery;
      if (!software) continue;
      const unit = wanted.get(unitId) ?? new Map<string, RawEntry>();
      wanted.set(unitId, unit);
      if ('entries' in software) this.wantEntries(delivery, software.entries, unit, fill, units);
      else this.wantNumbers(unitId, software, unit, fill, units);
    }
    const numbers = new Map<string, Map<string, number>>();
    for (const [unitId, entries] of wanted) {
      if (entries.size === 0) continue;
      const keys = [...entries.keys()];
      const items = keys.map((key) => ({
        key: Buffer.from(key, 'latin1'),
        raw: entries.get(key)!,
      }));
      const ids = await this.database.write((tx) => internRawEntries(tx, unitId, items));
      numbers.set(unitId, new Map(keys.map((key, index) => [key, ids[index]!])));
    }
    fill.forEach((apply, index) => {
      apply(numbers.get(units[index]!) ?? new Map());
    });
  }

  private wantNumbers(
    unitId: string,
    software: { generation: Generation; ids: Int32Array },
    unit: Map<string, RawEntry>,
    fill: ((unit: Map<string, number>) => void)[],
    units: string[],
  ): void {
    const { generation, ids } = software;
    const known = generation.numbersOf(unitId);
    for (const id of ids) {
      if (known[id] !== 0) continue;
      const raw = generation.entries[id]!;
      const key = Buffer.from(rawEntryKey(raw)).toString('latin1');
      unit.set(key, raw);
      units.push(unitId);
      fill.push((numbers) => {
        known[id] = numbers.get(key)!;
      });
    }
  }

  private wantEntries(
    delivery: Delivery,
    entries: RawEntry[],
    unit: Map<string, RawEntry>,
    fill: ((unit: Map<string, number>) => void)[],
    units: string[],
  ): void {
    const { software } = delivery;
    const keys = entries.map((raw) => Buffer.from(rawEntryKey(raw)).toString('latin1'));
    for (const [index, key] of keys.entries()) unit.set(key, entries[index]!);
    units.push(delivery.unitId);
    fill.push((numbers) => {
      interned.set(
        software!,
        keys.map((key) => numbers.get(key)!),
      );
    });
  }

  private async write(client: pg.Client, work: Work[]): Promise<void> {
    const fresh = work.filter((one) => one.placed.isNew).map(headRow);
    const heads = work.filter((one) => !one.placed.isNew && one.placed.change).map(headRow);
    const seen = work.filter((one) => one.decision.kind !== 'older').map(seenRow);
    const rows = work.flatMap(presentRow);
    const empty = work.filter((one) => 'noSoftware' in one.decision && one.decision.noSoftware);
    const speaking = work.filter((one) => one.placed.state.superseded);
    const whole = work.filter(paysDebt);
    const alone = fresh.length + heads.length + empty.length + whole.length + speaking.length === 0;
    if (alone) {
      const met =
        rows.length > 0 ? await writeReports(client, seen, rows) : await writeSeen(client, seen);
      requireAll(met, seen.length);
      return;
    }
    await client.query('begin');
    try {
      if (fresh.length > 0) await insertSources(client, fresh);
      if (heads.length > 0) await updateHeads(client, heads);
      if (empty.length > 0) await markNoSoftware(client, empty.map(seenRow));
      if (whole.length > 0) await markWhole(client, whole.map(seenRow));
      if (speaking.length > 0) await markSpeaking(client, speaking.map(seenRow));
      requireAll(await writeReports(client, seen, rows), seen.length);
    } catch (error) {
      await client.query('rollback');
      throw error;
    }
    await client.query('commit');
  }

  /** After the commit: remember the new state and answer. */
  private settle({ job, placed, decision }: Work): void {
    const { state, change } = placed;
    if (decision.kind !== 'older') state.seenAt = job.delivery.at;
    if (change) Object.assign(state, change);
    state.superseded = false;
    if (paysDebt({ job, placed, decision })) {
      state.wantsFull = false;
      state.noSoftware = false;
    }
    if ('difference' in decision) state.present = decision.present;
    else if ('noSoftware' in decision && decision.noSoftware) {
      state.noSoftware = true;
      state.wantsFull = false;
    }
    this.sources.remember(state);
    const found = 'difference' in decision ? decision.difference : undefined;
    job.resolve({
      kind: decision.kind,
      sourceId: state.id,
      newSource: placed.isNew,
      softwareRows: job.delivery.software?.rows ?? 0,
      added: found?.added.length ?? 0,
      removed: found?.removed.length ?? 0,
    });
  }

  private async connection(): Promise<pg.Client> {
    if (this.client) return this.client;
    const client = new pg.Client({
      ...this.database.app,
      application_name: 'zhengce-intake',
      statement_timeout: 60_000,
    });
    client.on('error', () => {
      if (this.client === client) this.client = undefined;
    });
    await client.connect();
    // Every statement here looks single rows up by key. A plan kept from when the tables were small would scan them.
    await client.query(
      'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off',
    );
    this.client = client;
    return client;
  }

  private async dropClient(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => {});
  }
}

/** Dictionary numbers of deliveries that brought their entries themselves. */
const interned = new WeakMap<object, number[]>();

function arrived(delivery: Delivery): Arrived {
  const { software, head, at, complete } = delivery;
  const basis = { at, partial: head.partial, complete, perUserSeen: head.perUserSeen };
  if (!software) return { ...basis, software: undefined };
  const ids = numbersIn(software, delivery.unitId);
  return { ...basis, software: { packed: packSet(ids, software.days), rows: software.rows } };
}

function numbersIn(software: NonNullable<Delivery['software']>, unitId: string): ArrayLike<number> {
  if ('entries' in software) return interned.get(software)!;
  const numbers = software.generation.numbersOf(unitId);
  return software.ids.map((id) => numbers[id]!);
}

function leavesWork({ placed, decision }: Work): boolean {
  return placed.change !== undefined || 'difference' in decision || placed.state.superseded;
}

/** A software list from a source that owed one. */
function paysDebt({ job, placed, decision }: Work): boolean {
  const { wantsFull, noSoftware } = placed.state;
  return (
    (wantsFull || noSoftware) && decision.kind !== 'older' && job.delivery.software !== undefined
  );
}

function headRow({ placed, job }: Work): HeadRow {
  const { state, change, cloneOf } = placed;
  const { serialKey, uuid, hostKey } = identityOf(change!.head);
  return {
    state: { ...state, seenAt: job.delivery.at },
    head: change!.head,
    digest: change!.digest,
    keys: { serialKey, uuid, hostKey },
    cloneOf,
  };
}

function seenRow({ placed, job }: Work): SeenRow {
  return { unitId: placed.state.unitId, sourceId: placed.state.id, at: job.delivery.at };
}

function presentRow(one: Work): PresentRow[] {
  const { decision, placed } = one;
  if (decision.kind !== 'first' && decision.kind !== 'changed') return [];
  const { added, removed, datesOnly } = decision.difference;
  const kept = decision.kind === 'first' || datesOnly;
  const change = kept ? undefined : { seenBefore: placed.state.seenAt, added, removed };
  return [{ ...seenRow(one), present: decision.present, change }];
}

function requireAll(met: number, asked: number): void {
  if (met !== asked) throw new Error(`${asked - met} source(s) are no longer there`);
}
