/** Runs of the allocation: begun, saved, given up. What a run changes is judged again by the follower. */
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { RECONCILIATION_LOCK } from '../findings/commands.ts';
import { queueDevices } from '../findings/store.queue.ts';
import { type AllocationFacts, installId } from './commands.problem.ts';
import type { Told } from './jobs.solver.ts';
import { figuresOf } from './rules.figures.ts';
import { weightOf } from './rules.lots.ts';
import type { Component, Problem } from './rules.problem.ts';
import type { RunFigures } from './shapes.ts';
import { markDone, stateOf } from './store.picture.ts';
import * as runs from './store.runs.ts';
import * as store from './store.ts';

export const ALLOCATION_LOCK = 'allocation';

export async function beginRun(cx: CommandContext, scope: 'all' | 'touched'): Promise<string> {
  const id = newId();
  await runs.insertRun(cx.tx, cx.unitId, {
    id,
    day: cx.today,
    scope,
    at: cx.now,
    by: cx.actor.name,
  });
  return id;
}

export async function failRun(cx: CommandContext, id: string, cancelled: boolean): Promise<void> {
  const state = cancelled ? 'cancelled' : 'failed';
  await runs.finishRun(cx.tx, cx.unitId, id, { state, at: new Date(), figures: {} });
}

/** Writes what differs. Undefined, and nothing written, where another run has ended since the facts were read. */
export async function saveAllocation(
  cx: CommandContext,
  run: {
    runId: string;
    facts: AllocationFacts;
    told: Extract<Told, { kind: 'solved' }>;
    milliseconds: number;
  },
): Promise<RunFigures | undefined> {
  const { tx, unitId } = cx;
  const { facts, told } = run;
  // Comparing holds queue rows and then the picture's, this the other way round: one after the other.
  await lockNamed(tx, unitId, RECONCILIATION_LOCK);
  await lockNamed(tx, unitId, ALLOCATION_LOCK);
  const { finishedAt } = await stateOf(tx, unitId);
  if (finishedAt !== facts.state.finishedAt) return undefined;
  const before = new Set(await runs.componentIds(tx, unitId));
  const now = new Set(told.components.map(({ id }) => id));
  const solved = new Set(told.solved);
  await store.replaceComponents(tx, unitId, {
    gone: [...before].filter((id) => !now.has(id) || solved.has(id)),
    fresh: withYesterday(
      facts.problem,
      told.components.filter(({ id }) => !before.has(id) || solved.has(id)),
    ),
    at: cx.now,
  });
  const moved = await store.saveCovers(tx, unitId, coverRows(facts, told));
  await queueDevices(tx, unitId, moved);
  await markDone(tx, unitId, facts.state.revision, run.milliseconds);
  const figures: RunFigures = {
    ...figuresOf(facts.problem, told, run.milliseconds),
    movedDevices: moved.length,
  };
  await runs.finishRun(tx, unitId, run.runId, { state: 'done', at: new Date(), figures });
  return figures;
}

/** The seats of yesterday that a component could have kept: its lots on its computers and their users. */
function withYesterday(problem: Problem, fresh: readonly Component[]): store.SolvedComponent[] {
  const devices = new Map(problem.installs.map(({ id, deviceId }) => [id, deviceId]));
  const users = new Map(problem.devices.map(({ id, userId }) => [id, userId]));
  const held = Map.groupBy(problem.yesterday, ({ carrierId }) => carrierId.split('+', 1)[0]!);
  return fresh.map((component) => {
    const lots = new Set(component.lotIds);
    const carriers = new Set<string>();
    for (const install of component.installIds) {
      const device = devices.get(install)!;
      carriers.add(device);
      const user = users.get(device);
      if (user) carriers.add(user);
    }
    const yesterday = [...carriers]
      .flatMap((carrier) => held.get(carrier) ?? [])
      .filter(({ lotId }) => lots.has(lotId));
    return { ...component, yesterday };
  });
}

/** Every program of the picture with what the run says of it; those no licence could cover have none. */
function coverRows(
  facts: AllocationFacts,
  told: { components: Component[]; uncovered: [string, store.CoverRow['obstacles']][] },
): store.CoverRow[] {
  const components = new Map<string, string>();
  const covers = new Map<string, Component['covers'][number]>();
  for (const { id, installIds, covers: own } of told.components) {
    for (const install of installIds) components.set(install, id);
    for (const cover of own) covers.set(cover.installId, cover);
  }
  const obstacles = new Map(told.uncovered);
  return [...facts.installs.values()].map((row) => {
    const id = installId(row);
    const cover = covers.get(id);
    return {
      deviceId: row.deviceId,
      installKey: row.installKey,
      weight: weightOf(row.category, facts.state.weights),
      componentId: components.get(id) ?? null,
      coveredBy: cover?.lotId ?? null,
      carrierId: cover?.carrierId ?? null,
      obstacles: cover ? [] : (obstacles.get(id) ?? []),
    };
  });
}
