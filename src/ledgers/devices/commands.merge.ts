/** Two records of one machine become one, and the way back. Nothing is deleted. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { unknownDevice } from './commands.locks.ts';
import { beginFrom, beginsOn } from './rules.history.ts';
import { type MergeFacts, mergePlan, mergeProblem, undoPlan } from './rules.merge.ts';
import * as store from './store.ts';

export type DeviceMerge = {
  mergeId: string;
  keepId: string;
  dropId: string;
  direction: 'merge' | 'undo';
};
type MergeHandler = (cx: CommandContext, merge: DeviceMerge) => Promise<void>;
type Lock = (tx: Tx, unitId: string) => Promise<unknown>;
const handlers = new Set<MergeHandler>();
const locks = new Set<Lock>();

/**
 * Slices that point at computers follow a merge and its undoing here, in the same transaction. Registering the same
 * function twice is registering it once. `lockFirst` is what the follower holds before it touches a computer elsewhere:
 * taken before the computers here too, or a merge and a retirement could wait for each other for ever.
 */
export function onDevicesMerged(handler: MergeHandler, lockFirst?: Lock): void {
  handlers.add(handler);
  if (lockFirst) locks.add(lockFirst);
}

export async function mergeDevices(
  cx: CommandContext,
  input: { keepId: string; dropId: string },
): Promise<{ mergeId: string }> {
  const { keepId, dropId } = input;
  for (const lock of locks) await lock(cx.tx, cx.unitId);
  const { keep, drop, holders } = await loadPair(cx, keepId, dropId);
  refuseMerge(keep, drop);
  const { filled, takeHolders } = mergePlan(
    facts(keep, holders.get(keepId)!.length > 0),
    facts(drop, holders.get(dropId)!.length > 0),
  );
  const began = await takeBeginning(cx, keepId, dropId);
  const learnt = Object.fromEntries(
    Object.entries(filled).map(([field, change]) => [field, change.after]),
  );
  const followed = await store.repointMerged(cx.tx, cx.unitId, { fromId: dropId, toId: keepId });
  await store.saveDevices(cx.tx, cx.unitId, [
    { ...keep, ...learnt },
    { ...drop, mergedInto: keepId },
  ]);
  if (takeHolders) {
    await store.saveHolders(cx.tx, cx.unitId, new Map([[keepId, holders.get(dropId)!]]));
  }
  const mergeId = newId();
  await store.insertMerge(cx.tx, cx.unitId, {
    id: mergeId,
    keepId,
    dropId,
    filled: began ? { ...filled, beganOn: began } : filled,
    tookHolders: takeHolders,
    followed,
    mergedAt: cx.now,
    mergedBy: cx.actor.name,
  });
  await audit(cx, {
    action: 'device.merge',
    objectType: 'device',
    objectId: keepId,
    before: { keep, drop },
    after: { mergeId, filled, takeHolders },
  });
  for (const handler of handlers) {
    await handler(cx, { mergeId, keepId, dropId, direction: 'merge' });
  }
  return { mergeId };
}

export async function undoMerge(
  cx: CommandContext,
  mergeId: string,
): Promise<{ keepId: string; dropId: string }> {
  for (const lock of locks) await lock(cx.tx, cx.unitId);
  const merge = await store.mergeRow(cx.tx, cx.unitId, mergeId);
  if (!merge) throw refuse('ledgers.unknownMerge', '没有这次合并', {}, { status: 404 });
  if (merge.undoneAt) {
    throw refuse('ledgers.mergeUndone', '这次合并已经撤销', {}, { status: 409 });
  }
  const { keepId, dropId } = merge;
  const { keep, drop, holders } = await loadPair(cx, keepId, dropId);
  if (keep.mergedInto) {
    throw refuse(
      'ledgers.keepMergedSince',
      '保留的记录 {{computerNo}} 后来又并入了另一台计算机，请先撤销那一次合并',
      { computerNo: keep.computerNo },
      { status: 409 },
    );
  }
  const restored = undoPlan(keep, merge.filled);
  await store.saveDevices(cx.tx, cx.unitId, [
    { ...keep, ...restored } as store.DeviceRow,
    { ...drop, mergedInto: null },
  ]);
  await giveBeginningBack(cx, keepId, merge.filled.beganOn);
  // Holders taken over go back, unless somebody else has become holder since.
  const [own, taken] = [holders.get(keepId)!, holders.get(dropId)!];
  if (merge.tookHolders && JSON.stringify(own) === JSON.stringify(taken)) {
    await store.saveHolders(cx.tx, cx.unitId, new Map([[keepId, []]]));
  }
  await store.repointMerged(cx.tx, cx.unitId, {
    fromId: keepId,
    toId: dropId,
    only: merge.followed,
  });
  await store.markUndone(cx.tx, cx.unitId, mergeId, { at: cx.now, name: cx.actor.name });
  await audit(cx, {
    action: 'device.undoMerge',
    objectType: 'device',
    objectId: keepId,
    before: { mergeId, keep },
    after: { restored },
  });
  for (const handler of handlers) {
    await handler(cx, { mergeId, keepId, dropId, direction: 'undo' });
  }
  return { keepId, dropId };
}

/** One machine counts from the first day either record knows it, or past counts would change with the merge. */
async function takeBeginning(
  cx: CommandContext,
  keepId: string,
  dropId: string,
): Promise<{ before: string; after: string } | undefined> {
  const states = await store.statesOf(cx.tx, cx.unitId, [keepId, dropId]);
  const own = states.get(keepId)!;
  const before = beginsOn(own)!;
  const after = beginsOn(states.get(dropId)!)!;
  const moved = after < before ? beginFrom(own, after) : undefined;
  if (!moved) return undefined;
  await store.saveStates(cx.tx, cx.unitId, new Map([[keepId, moved]]));
  return { before, after };
}

async function giveBeginningBack(
  cx: CommandContext,
  keepId: string,
  began: { before: string; after: string } | undefined,
): Promise<void> {
  if (!began) return;
  const own = (await store.statesOf(cx.tx, cx.unitId, [keepId])).get(keepId)!;
  if (beginsOn(own) !== began.after) return;
  const moved = beginFrom(own, began.before);
  if (moved) await store.saveStates(cx.tx, cx.unitId, new Map([[keepId, moved]]));
}

async function loadPair(cx: CommandContext, keepId: string, dropId: string) {
  const devices = await store.lockDevices(cx.tx, cx.unitId, [keepId, dropId]);
  const keep = devices.get(keepId);
  const drop = devices.get(dropId);
  if (!keep || !drop) throw unknownDevice();
  return { keep, drop, holders: await store.holdersOf(cx.tx, cx.unitId, [keepId, dropId]) };
}

function facts(row: store.DeviceRow, hasHolders: boolean): MergeFacts {
  return { ...row, hasHolders };
}

function refuseMerge(keep: store.DeviceRow, drop: store.DeviceRow): void {
  const problem = mergeProblem(keep, drop);
  if (!problem) return;
  const path = 'body.dropId';
  if (problem === 'same') {
    throw refuse('ledgers.mergeSame', '不能与自己合并，请选择另一条记录', {}, { path });
  }
  if (problem === 'keepRetired') {
    throw refuse(
      'ledgers.keepRetired',
      '{{computerNo}} 已报废或调出，请在仍在使用的那条记录上合并',
      { computerNo: keep.computerNo },
      { path },
    );
  }
  const merged = problem === 'keepMerged' ? keep : drop;
  throw refuse(
    'ledgers.alreadyMerged',
    '记录 {{computerNo}} 已并入另一台计算机，请先撤销那一次合并',
    { computerNo: merged.computerNo },
    { path, status: 409 },
  );
}
