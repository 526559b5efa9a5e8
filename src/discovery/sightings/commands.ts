/** What follows a report, at our own pace: identity, device counts, recognition, then whoever listens. */
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { addDeviceCounts, recognisePending } from '../../recognition/index.ts';
import { matchSources } from '../sources/commands.ts';
import { sourcesByIds } from '../sources/store.ts';
import { countDeltas, setAfter } from './rules.ts';
import * as store from './store.ts';

/** Hears, in a transaction of its own, which devices' observed software or identity may be another now. */
export type SourceListener = (
  cx: CommandContext,
  unitId: string,
  deviceIds: string[],
) => Promise<void>;
const listeners: SourceListener[] = [];

/** For later slices, at start. A listener must bear being called twice for the same change. */
export function onSourceChanged(listener: SourceListener): void {
  listeners.push(listener);
}

export type Followed = {
  todo: store.Todo[];
  deviceIds: string[];
  /** Agent keys the engine must read anew. */
  touched: string[];
};

const RECOGNISE_AT_ONCE = 2_000;

/** First step: who it is, and how many devices have what. Changes nothing when done twice. */
export async function followSources(cx: CommandContext, limit: number): Promise<Followed> {
  const { tx, unitId } = cx;
  await lockNamed(tx, unitId, 'discovery.follow');
  const todo = await store.takeTodo(tx, unitId, limit);
  const ids = todo.map((one) => one.sourceId);
  if (ids.length === 0) return { todo, deviceIds: [], touched: [] };
  const { replaced } = await matchSources(tx, unitId, await sourcesByIds(tx, unitId, ids));
  const machines = await store.machinesOf(tx, unitId, ids);
  await countMachines(cx, machines);
  const sources = await sourcesByIds(tx, unitId, ids);
  const touched = [...replaced, ...sources.map((source) => source.agentKey)];
  // A machine without a device is its source: only real devices concern the listeners.
  const waiting = new Set(sources.filter((source) => !source.deviceId).map((source) => source.id));
  return { todo, deviceIds: machines.filter((id) => !waiting.has(id)), touched };
}

/** Second step: everything those entries mean. The work is done when this has committed. */
export async function tellListeners(cx: CommandContext, followed: Followed): Promise<void> {
  const { tx, unitId } = cx;
  while ((await recognisePending(tx, unitId, RECOGNISE_AT_ONCE)) === RECOGNISE_AT_ONCE) {
    // The next portion, until none waits.
  }
  if (followed.deviceIds.length > 0)
    for (const listener of listeners) await listener(cx, unitId, followed.deviceIds);
  await store.finishTodo(tx, unitId, followed.todo);
}

/** Brings recognition's device counts from what was counted last to what is there now. */
async function countMachines(cx: CommandContext, machineIds: string[]): Promise<void> {
  const { tx, unitId } = cx;
  const { present, counted, changes } = await store.countingFacts(tx, unitId, machineIds);
  const machines = new Set(machineIds);
  const bySource = new Map(present.map((row) => [row.sourceId, row]));
  const before = new Map<string, Set<number>>();
  const after = new Map<string, Set<number>>();
  for (const row of counted) {
    const source = bySource.get(row.sourceId);
    if (!source) continue;
    const own = changes.filter((change) => change.sourceId === row.sourceId);
    unite(before, row.machineId, setAfter(source.entries, own, row.seq));
  }
  const now: store.Counted[] = [];
  const gone: string[] = [];
  for (const source of present) {
    const machineId = source.deviceId ?? source.sourceId;
    if (source.superseded) gone.push(source.sourceId);
    else if (machines.has(machineId)) {
      unite(after, machineId, source.entries);
      now.push({ sourceId: source.sourceId, seq: source.seq, machineId });
    }
  }
  const deltas = new Map<number, number>();
  for (const id of machineIds)
    countDeltas(before.get(id) ?? new Set(), after.get(id) ?? new Set(), deltas);
  const changed = [...deltas].filter(([, delta]) => delta !== 0);
  await addDeviceCounts(
    tx,
    unitId,
    changed.map(([id]) => id),
    changed.map(([, delta]) => delta),
  );
  await store.saveCounted(tx, unitId, now, gone);
}

function unite(unions: Map<string, Set<number>>, id: string, entries: Iterable<number>): void {
  const union = unions.get(id) ?? new Set();
  for (const entry of entries) union.add(entry);
  unions.set(id, union);
}
