/** Who holds a computer, from which day. Form 8 follows; form 9 keeps the holder of the day of each entry. */
import { refuse } from '../../base/refusal.ts';
import { departmentTree, type PersonMove, peopleByIds } from '../../organisation/index.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { devicesChanged } from './commands.changed.ts';
import { lockLive, refuseFuture } from './commands.locks.ts';
import { changeFrom } from './rules.history.ts';
import * as store from './store.ts';

export type HolderInput = {
  deviceId: string;
  /** null with departmentId null: handed back, held by nobody. */
  personId: string | null;
  /** The person's department unless given. */
  departmentId?: string | null | undefined;
  /** Today unless given. */
  fromOn?: string | undefined;
};

/** Form 8 changes, form 9 does not: a change of holder is no entry (TZ-3.1). */
export async function assignHolder(cx: CommandContext, change: HolderInput): Promise<void> {
  await assignHolders(cx, [change]);
}

export async function assignHolders(
  cx: CommandContext,
  changes: readonly HolderInput[],
): Promise<void> {
  if (changes.length === 0) return;
  const ids = [...new Set(changes.map((change) => change.deviceId))];
  const devices = await lockLive(cx, ids);
  const people = await peopleByIds(
    cx.tx,
    cx.unitId,
    changes.flatMap((change) => change.personId ?? []),
  );
  const departments = new Set(
    (await departmentTree(cx.tx, cx.unitId)).map((department) => department.id),
  );
  const histories = await store.holdersOf(cx.tx, cx.unitId, ids);
  const before = new Map(histories);
  for (const change of changes) {
    const fromOn = change.fromOn ?? cx.today;
    refuseFuture(cx, fromOn, 'body.fromOn');
    const person = change.personId === null ? undefined : people.get(change.personId);
    if (change.personId !== null && (!person || leftBy(person.leftOn, fromOn))) {
      throw refuse(
        'ledgers.holderMissing',
        '使用人不在本单位或在 {{fromOn}} 前已离职，请另选使用人',
        { fromOn },
        { path: 'body.personId' },
      );
    }
    const departmentId =
      change.departmentId === undefined ? (person?.departmentId ?? null) : change.departmentId;
    if (departmentId !== null && !departments.has(departmentId)) {
      throw refuse(
        'ledgers.holderDepartmentMissing',
        '所选部门不在本单位，请重新选择部门',
        {},
        { path: 'body.departmentId' },
      );
    }
    const value =
      change.personId === null && departmentId === null
        ? null
        : { personId: change.personId, departmentId };
    const history = histories.get(change.deviceId) ?? [];
    histories.set(change.deviceId, changeFrom(history, { fromOn, value }, sameHolder));
  }
  await store.saveHolders(cx.tx, cx.unitId, histories);
  await auditMany(
    cx,
    [...histories].map(([id, after]) => ({
      action: 'device.holder',
      objectType: 'device',
      objectId: id,
      before: { computerNo: devices.get(id)!.computerNo, holders: before.get(id) },
      after: { computerNo: devices.get(id)!.computerNo, holders: after },
    })),
  );
  await devicesChanged.tell(cx, [...histories.keys()]);
}

function leftBy(leftOn: string | null, date: string): boolean {
  return leftOn !== null && leftOn <= date;
}

function sameHolder(left: store.Holder, right: store.Holder): boolean {
  return left.personId === right.personId && left.departmentId === right.departmentId;
}

/** The computers of people who change department go with them from that day (registered by `register`). */
export async function followPeople(cx: CommandContext, moves: PersonMove[]): Promise<void> {
  const held = await store.heldBy(
    cx.tx,
    cx.unitId,
    moves.map((move) => move.personId),
  );
  const byPerson = new Map(moves.map((move) => [move.personId, move]));
  const changes = held.flatMap((row): HolderInput[] => {
    const move = byPerson.get(row.personId)!;
    if (row.departmentId !== move.fromDepartmentId) return [];
    const fromOn = move.movedOn < row.fromOn ? row.fromOn : move.movedOn;
    const { deviceId, personId } = row;
    return [{ deviceId, personId, departmentId: move.toDepartmentId, fromOn }];
  });
  await assignHolders(cx, changes);
}
