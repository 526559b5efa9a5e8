/** Loads both points of a comparison in one snapshot and explains every total between them. */
import { addDays } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import {
  computerUsersOn,
  deviceCountsOn,
  installedCounts,
  type When,
  whenOf,
} from '../../ledgers/index.ts';
import { staffCountOn } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { closings } from '../closings/store.ts';
import {
  deviceOn,
  devicesBefore,
  type KnownDevice,
  numberBefore,
  personBefore,
} from './rules.known.ts';
import { countsAfter, type EntryGroup, entryGroups, numberLines } from './rules.numbers.ts';
import { type Figures, figuresOf, type State, unitTotals } from './rules.totals.ts';
import {
  type DeviceFact,
  deviceLines,
  type Group,
  type Line,
  type Names,
  type PersonFact,
  peopleLines,
  userLines,
} from './rules.ts';
import type { Drift, DriftAsked, DriftPoint, Step } from './shapes.ts';
import * as known from './store.known.ts';
import * as store from './store.ts';

type Frozen = { people: number; computers: number; installs: number } | undefined;
export type Points = { from: DriftPoint; to: DriftPoint; frozen: { from: Frozen; to: Frozen } };

/** What is compared. Without days: since the end of last year. */
export async function pointsOf(cx: CommandContext, asked: DriftAsked): Promise<Points> {
  const first = await closingPoint(cx, asked.fromClosing);
  const last = await closingPoint(cx, asked.toClosing);
  const past = asked.knowledge === 'past' || first !== undefined || last !== undefined;
  const dayPoint = (asOf: string): DriftPoint => ({
    asOf,
    knownAt: past && asOf < cx.today ? endOf(asOf) : null,
    closing: null,
  });
  const from = first?.point ?? dayPoint(asked.from ?? `${Number(cx.today.slice(0, 4)) - 1}-12-31`);
  const to = last?.point ?? dayPoint(asked.to ?? cx.today);
  whenOf(cx, { asOf: to.asOf });
  if (from.asOf > to.asOf) {
    const params = { from: from.asOf, to: to.asOf };
    const sentence = '起始日期 {{from}} 晚于截止日期 {{to}}，请调换';
    throw refuse('reporting.driftOrder', sentence, params, { path: 'query.from' });
  }
  if (from.knownAt !== null && to.knownAt !== null && from.knownAt > to.knownAt) {
    const sentence = '起始的结存是在截止的结存之后生成的，所知有先后颠倒，请改按日期比较';
    throw refuse('reporting.driftKnowledge', sentence, {}, { path: 'query.fromClosing' });
  }
  return { from, to, frozen: { from: first?.frozen, to: last?.frozen } };
}

/** The last moment of a day in China. */
function endOf(day: string): string {
  return new Date(Date.parse(`${addDays(day, 1)}T00:00:00+08:00`) - 1).toISOString();
}

async function closingPoint(cx: CommandContext, id: string | undefined) {
  if (id === undefined) return undefined;
  const [row] = await closings(cx.tx, cx.unitId, { id });
  if (!row || row.figures === null || row.state === 'discarded') {
    throw refuse('reporting.noClosing', '没有这份结存，可能链接有误', {}, { status: 404 });
  }
  const knownAt = new Date(row.changes?.knownAt ?? row.createdAt).toISOString();
  const point: DriftPoint = { asOf: row.asOf, knownAt, closing: row.period };
  return { point, frozen: row.figures };
}

export type World = {
  points: Points;
  states: { start: State; middle: State; end: State };
  groups: Group[];
  lines: Line[];
  departments: Map<string, { name: string; place: string }>;
};

type Records = Pick<State, 'people' | 'numbers'> & { whole: Map<string, KnownDevice> };

/** One read of everything; the same for each endpoint, so that pages of records agree with the totals above them. */
export async function worldOf(cx: CommandContext, points: Points): Promise<World> {
  const { tx, unitId } = cx;
  const { from, to } = points;
  const between: store.Between = points;
  const departments = await store.departments(tx, unitId);
  const { first, second, touched } = await recordsOf(cx, between);
  const atFrom = await store.devicesOn(tx, unitId, from.asOf);
  const atTo = await store.devicesOn(tx, unitId, to.asOf);
  const entries = await store.entryGroups(tx, unitId, between);
  const counts = await installedCounts(tx, unitId, whenAt(cx, from));
  const scene = (records: Records, day: string, devices: Map<string, DeviceFact>) => ({
    ...{ day, people: records.people, numbers: records.numbers },
    devices: standing(devices, touched, records, day),
  });
  const states = {
    start: { ...scene(first, from.asOf, atFrom), installs: counts },
    middle: {
      ...scene(second, from.asOf, atFrom),
      installs: countsAfter(counts, entries, 'afterwards'),
    },
    end: {
      ...scene(second, to.asOf, atTo),
      installs: await installedCounts(tx, unitId, whenAt(cx, to)),
    },
  };
  const names: Names = {
    person: (id) => second.people.get(id)?.name ?? '',
    department: (id) => departments.get(id)?.name ?? '',
  };
  const lines = allLines(states, names, from.knownAt !== null);
  const groups = groupsOf(entries, states);
  return { points, states, departments, lines, groups };
}

function whenAt(cx: CommandContext, point: DriftPoint): When {
  return whenOf(cx, { asOf: point.asOf, knownAt: point.knownAt ?? undefined });
}

function groupsOf(entries: readonly EntryGroup[], states: World['states']): Group[] {
  return entryGroups(entries, {
    afterwards: states.start.numbers,
    inPeriod: states.middle.numbers,
  });
}

function allLines(states: World['states'], names: Names, afterwards: boolean): Line[] {
  const step = (name: Step, before: State, after: State): Line[] => [
    ...peopleLines(name, before, after),
    ...userLines(name, before, after, names),
    ...deviceLines(name, before, after, names),
    ...numberLines(name, before, after),
  ];
  const { start, middle, end } = states;
  return [
    ...(afterwards ? step('afterwards', start, middle) : []),
    ...step('inPeriod', middle, end),
  ];
}

/** People, numbers and touched computers as they were known at the first point and at the second. */
async function recordsOf(
  cx: CommandContext,
  { from, to }: store.Between,
): Promise<{ first: Records; second: Records; touched: ReadonlySet<string> }> {
  const { tx, unitId } = cx;
  const now: Records = {
    people: await store.people(tx, unitId),
    numbers: await store.numbers(tx, unitId),
    whole: new Map(),
  };
  if (from.knownAt === null) return { first: now, second: now, touched: new Set() };
  const changes = await known.changesAfter(tx, unitId, from.knownAt);
  const merges = await known.merges(tx, unitId);
  const touched = new Set<string>();
  for (const { objectType, objectId } of changes)
    if (objectType === 'device') touched.add(objectId);
  for (const { keepId, dropId } of merges.values()) if (touched.has(keepId)) touched.add(dropId);
  now.whole = await known.wholeDevices(tx, unitId, [...touched]);
  const end = to.knownAt === null ? undefined : Date.parse(to.knownAt);
  const isLater = (change: known.TimedChange) => end !== undefined && Date.parse(change.at) > end;
  const earlier = (records: Records, some: readonly known.TimedChange[]): Records => {
    const byObject = Map.groupBy(some, (change) => change.objectId);
    return {
      people: undone(records.people, byObject, personBefore),
      numbers: undone(records.numbers, byObject, numberBefore),
      whole: devicesBefore(
        records.whole,
        some.filter((change) => change.objectType === 'device'),
        merges,
      ),
    };
  };
  const second = earlier(now, changes.filter(isLater));
  const first = earlier(
    second,
    changes.filter((change) => !isLater(change)),
  );
  return { first, second, touched };
}

function undone<T extends PersonFact | { id: string }>(
  records: ReadonlyMap<string, T>,
  changes: ReadonlyMap<string, readonly known.TimedChange[]>,
  before: (record: T, changes: readonly known.TimedChange[]) => T | undefined,
): Map<string, T> {
  const earlier = new Map(records);
  for (const [id, own] of changes) {
    const record = records.get(id);
    if (!record) continue;
    const was = before(record, own);
    if (was) earlier.set(id, was);
    else earlier.delete(id);
  }
  return earlier;
}

/** The day's computers, those touched since as they were known. */
function standing(
  devices: ReadonlyMap<string, DeviceFact>,
  touched: ReadonlySet<string>,
  records: Records,
  day: string,
): ReadonlyMap<string, DeviceFact> {
  if (touched.size === 0) return devices;
  const found = new Map(devices);
  for (const id of touched) found.delete(id);
  for (const [id, device] of records.whole) found.set(id, deviceOn(device, day, records.people));
  return found;
}

/** Figures of a point: as the closing froze them, else as the registers say them, else as counted here. */
async function figuresAt(
  cx: CommandContext,
  point: DriftPoint,
  state: State,
  frozen: Frozen,
): Promise<Figures> {
  const figures = figuresOf(state);
  if (frozen) {
    const { people, computers, installs } = frozen;
    return { ...figures, totalStaff: people, computers, installs };
  }
  if (point.knownAt !== null) return figures;
  const devices = await deviceCountsOn(cx.tx, cx.unitId, point.asOf);
  return {
    ...figures,
    ...devices,
    computers: devices.server + devices.desktop + devices.laptop,
    totalStaff: await staffCountOn(cx.tx, cx.unitId, point.asOf),
    computerUsers: await computerUsersOn(cx.tx, cx.unitId, point.asOf),
  };
}

export async function driftOf(cx: CommandContext, asked: DriftAsked): Promise<Drift> {
  return driftIn(cx, await worldOf(cx, await pointsOf(cx, asked)));
}

export async function driftIn(cx: CommandContext, world: World): Promise<Drift> {
  const { from, to, frozen } = world.points;
  const before = await figuresAt(cx, from, world.states.start, frozen.from);
  const after = await figuresAt(cx, to, world.states.end, frozen.to);
  return { from, to, totals: unitTotals(before, after, world.lines, world.groups) };
}
