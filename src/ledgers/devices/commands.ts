/** Registering computers and changing their facts, in sets. */
import { definedOf } from '../../base/defined.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { nextNumbers } from '../../platform/numbering/numbering.ts';
import { devicesChanged } from './commands.changed.ts';
import { assignHolders, type HolderInput } from './commands.holders.ts';
import { lockLive, refuseFuture } from './commands.locks.ts';
import { beginFrom, beginsOn, type Period } from './rules.history.ts';
import { isMasked, macKey, uuidKey } from './rules.ts';
import { type DevicePatch, NewDevice, type NewDeviceInput } from './shapes.ts';
import * as store from './store.ts';

/** From here on a stale plan costs more than a new one. */
const MANY = 500;

export async function createDevice(
  cx: CommandContext,
  input: NewDeviceInput,
): Promise<{ id: string; computerNo: string }> {
  return (await createDevices(cx, [input]))[0]!;
}

/** Answers in the order of the inputs. One bad input refuses all. */
export async function createDevices(
  cx: CommandContext,
  inputs: readonly NewDeviceInput[],
): Promise<{ id: string; computerNo: string }[]> {
  if (inputs.length === 0) return [];
  const wanted = inputs.map((input) => NewDevice.parse(input));
  await lockNamed(cx.tx, cx.unitId, 'ledgers.devices');
  const given = wanted.flatMap((input) => input.computerNo ?? []);
  await refuseTakenNumbers(cx, given);
  const free = await freeNumbers(cx, wanted.length - given.length, new Set(given));
  const rows: store.DeviceRow[] = [];
  const states = new Map<string, Period<store.State>[]>();
  const changes: HolderInput[] = [];
  for (const input of wanted) {
    const fromOn = input.fromOn ?? input.acquiredOn ?? cx.today;
    refuseFuture(cx, fromOn, 'body.acquiredOn');
    if (input.acquiredOn) refuseFuture(cx, input.acquiredOn, 'body.acquiredOn');
    const row = newRow(input, input.computerNo ?? free.pop()!);
    rows.push(row);
    states.set(row.id, [{ fromOn, toOn: null, value: { status: input.status, reason: '' } }]);
    if (input.holderId !== null || input.departmentId !== null) {
      const departmentId = input.departmentId ?? undefined;
      changes.push({ deviceId: row.id, personId: input.holderId, departmentId, fromOn });
    }
  }
  await store.insertDevices(cx.tx, cx.unitId, rows);
  if (rows.length >= MANY) await store.replanForeignKeys(cx.tx);
  await store.saveStates(cx.tx, cx.unitId, states);
  await auditMany(
    cx,
    rows.map((row) => ({
      action: 'device.create',
      objectType: 'device',
      objectId: row.id,
      after: row,
    })),
  );
  await assignHolders(cx, changes);
  return rows.map(({ id, computerNo }) => ({ id, computerNo }));
}

function newRow(input: NewDevice, computerNo: string): store.DeviceRow {
  const { fromOn: _, holderId: __, departmentId: ___, ...facts } = input;
  return {
    id: newId(),
    ...facts,
    computerNo,
    uuid: uuidKey(input.uuid),
    macs: macKeys(input.macs),
    retiredOn: null,
    mergedInto: null,
  };
}

function macKeys(macs: readonly string[]): string[] {
  return [...new Set(macs.map(macKey).filter((mac) => mac !== ''))].sort();
}

async function refuseTakenNumbers(cx: CommandContext, numbers: readonly string[]) {
  const known = await store.devicesByNumber(cx.tx, cx.unitId, numbers);
  const seen = new Set<string>();
  for (const number of numbers) {
    if (known.has(number) || seen.has(number)) {
      throw refuse(
        'ledgers.computerNoTaken',
        '计算机编号“{{computerNo}}”已被使用，请换一个编号',
        { computerNo: number },
        { path: 'body.computerNo', status: 409 },
      );
    }
    seen.add(number);
  }
}

/** `PC00001` and on; numbers people gave by hand are passed over. Handed out from the end of the list. */
async function freeNumbers(
  cx: CommandContext,
  count: number,
  taken: ReadonlySet<string>,
): Promise<string[]> {
  const free: string[] = [];
  while (free.length < count) {
    const wanted = count - free.length;
    const first = await nextNumbers(cx.tx, cx.unitId, 'ledgers.device', wanted);
    const numbers = Array.from(
      { length: wanted },
      (_, index) => `PC${String(first + index).padStart(5, '0')}`,
    );
    const known = await store.devicesByNumber(cx.tx, cx.unitId, numbers);
    free.push(...numbers.filter((number) => !known.has(number) && !taken.has(number)));
  }
  return free.reverse();
}

/** A masked serial that comes back from a form or a sheet means "as it was". */
export async function updateDevice(
  cx: CommandContext,
  id: string,
  patch: DevicePatch,
): Promise<{ id: string }> {
  await updateDevices(cx, [{ id, patch }]);
  return { id };
}

export async function updateDevices(
  cx: CommandContext,
  changes: readonly { id: string; patch: DevicePatch }[],
): Promise<void> {
  if (changes.length === 0) return;
  await lockNamed(cx.tx, cx.unitId, 'ledgers.devices');
  const devices = await lockLive(
    cx,
    changes.map((change) => change.id),
  );
  const done = changes.map(({ id, patch }) => {
    const before = devices.get(id)!;
    return { before, after: patched(before, patch) };
  });
  const renamed = done.filter(({ before, after }) => before.computerNo !== after.computerNo);
  await refuseTakenNumbers(
    cx,
    renamed.map(({ after }) => after.computerNo),
  );
  for (const { before, after } of done) {
    if (after.acquiredOn !== before.acquiredOn && after.acquiredOn) {
      refuseFuture(cx, after.acquiredOn, 'body.acquiredOn');
    }
  }
  const began = await moveBeginnings(cx, done);
  await store.saveDevices(
    cx.tx,
    cx.unitId,
    done.map(({ after }) => after),
  );
  await auditMany(
    cx,
    done.map(({ before, after }) => ({
      action: 'device.update',
      objectType: 'device',
      objectId: after.id,
      before: { ...before, ...began.get(after.id)?.before },
      after: { ...after, ...began.get(after.id)?.after },
    })),
  );
  await devicesChanged.tell(
    cx,
    done.map(({ after }) => after.id),
  );
}

export function patched(before: store.DeviceRow, patch: DevicePatch): store.DeviceRow {
  const { serialNo, uuid, macs, ...facts } = patch;
  return {
    ...before,
    ...definedOf(facts),
    serialNo: serialNo === undefined || isMasked(serialNo) ? before.serialNo : serialNo,
    uuid: uuid === undefined || isMasked(uuid) ? before.uuid : uuidKey(uuid),
    macs: macs === undefined ? before.macs : macKeys(macs),
  };
}

/** Where a history began and begins, for the log: what was known before must be found again (变动说明). */
type Moved = Map<
  string,
  { before: { beganOn: string }; after: { beganOn: string; holdersBeganOn: string | null } }
>;

/** A computer counts from the day it was acquired; when that day is corrected, its histories begin with it. */
async function moveBeginnings(
  cx: CommandContext,
  changes: readonly { before: store.DeviceRow; after: store.DeviceRow }[],
): Promise<Moved> {
  const found: Moved = new Map();
  const moved = changes.filter(
    ({ before, after }) => after.acquiredOn !== null && after.acquiredOn !== before.acquiredOn,
  );
  if (moved.length === 0) return found;
  const ids = moved.map(({ after }) => after.id);
  const states = await store.statesOf(cx.tx, cx.unitId, ids);
  const holders = await store.holdersOf(cx.tx, cx.unitId, ids);
  for (const { after } of moved) {
    const acquiredOn = after.acquiredOn!;
    const began = beginsOn(states.get(after.id) ?? []);
    const history = beginFrom(states.get(after.id) ?? [], acquiredOn);
    if (!history) {
      throw refuse(
        'ledgers.acquiredAfterChange',
        '购置日期 {{acquiredOn}} 晚于已登记的状态变更，请核对日期',
        { acquiredOn },
        { path: 'body.acquiredOn' },
      );
    }
    states.set(after.id, history);
    // A first holder who came with the machine moves along with it.
    const held = holders.get(after.id) ?? [];
    const along = beginsOn(held) === began ? beginFrom(held, acquiredOn) : undefined;
    if (along) holders.set(after.id, along);
    else holders.delete(after.id);
    found.set(after.id, {
      before: { beganOn: began! },
      after: { beganOn: acquiredOn, holdersBeganOn: along ? acquiredOn : null },
    });
  }
  await store.saveStates(cx.tx, cx.unitId, states);
  await store.saveHolders(cx.tx, cx.unitId, holders);
  return found;
}
