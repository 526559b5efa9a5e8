/** People join, move, leave. The computers they keep follow through `onPeopleMoved`. */
import { definedOf } from '../../base/defined.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { peopleLeft, peopleReturned } from '../../platform/accounts/commands.ts';
import { type AuditLine, auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import * as departments from '../departments/store.ts';
import * as posts from '../posts/store.ts';
import { initialsOf } from './rules.ts';
import type { NewPerson, PersonPatch } from './shapes.ts';
import * as store from './store.ts';

export type PersonMove = {
  personId: string;
  fromDepartmentId: string | null;
  toDepartmentId: string | null;
  movedOn: string;
};
type MoveHandler = (cx: CommandContext, moves: PersonMove[]) => Promise<void>;
const moveHandlers = new Set<MoveHandler>();

/** Called in the same transaction when people change department; registering twice is registering once. */
export function onPeopleMoved(handler: MoveHandler): void {
  moveHandlers.add(handler);
}

export async function createPerson(cx: CommandContext, input: NewPerson): Promise<{ id: string }> {
  await lockPeople(cx);
  const row = newRow(input);
  const known = await store.peopleByStaffNo(cx.tx, cx.unitId, [row.staffNo]);
  if (known.size > 0) throw staffNoTaken(row.staffNo);
  await refuseBadPlace(cx, row);
  refuseBadDates(cx, row);
  await saveNew(cx, [row]);
  return { id: row.id };
}

/** One import or change of people at a time per unit: staff numbers are checked before they are written. */
export async function lockPeople(cx: CommandContext): Promise<void> {
  await lockNamed(cx.tx, cx.unitId, 'organisation.people');
}

export function newRow(input: NewPerson & { leftOn?: string | null | undefined }): store.PersonRow {
  const leftOn = input.leftOn ?? null;
  return {
    id: newId(),
    staffNo: input.staffNo,
    name: input.name,
    nameInitials: initialsOf(input.name),
    departmentId: input.departmentId,
    postId: input.postId,
    phone: input.phone,
    email: input.email,
    active: leftOn === null,
    joinedOn: input.joinedOn,
    leftOn,
  };
}

/** Writes checked new people with their audit lines. */
export async function saveNew(cx: CommandContext, rows: store.PersonRow[]): Promise<void> {
  await store.insertPeople(cx.tx, cx.unitId, rows);
  await auditMany(
    cx,
    rows.map((row) => ({
      action: 'person.create',
      objectType: 'person',
      objectId: row.id,
      after: row,
    })),
  );
}

export async function updatePerson(
  cx: CommandContext,
  id: string,
  patch: PersonPatch,
): Promise<{ id: string }> {
  await lockPeople(cx);
  const before = await store.personRow(cx.tx, cx.unitId, id);
  if (!before) throw unknownPerson();
  const { movedOn, ...facts } = patch;
  const after = changed(before, definedOf(facts));
  if (after.staffNo !== before.staffNo) {
    const known = await store.peopleByStaffNo(cx.tx, cx.unitId, [after.staffNo]);
    if (known.size > 0) throw staffNoTaken(after.staffNo);
  }
  await refuseBadPlace(cx, after, before);
  refuseBadDates(cx, after);
  if (movedOn && movedOn > cx.today) throw futureDate('body.movedOn');
  await saveChanged(cx, [{ before, after }], movedOn ?? cx.today);
  return { id };
}

/** The row with some facts changed; what follows from them (initials, active) goes along. */
export function changed(
  before: store.PersonRow,
  facts: Partial<Omit<store.PersonRow, 'id' | 'nameInitials' | 'active'>>,
): store.PersonRow {
  const after = { ...before, ...facts };
  return { ...after, nameInitials: initialsOf(after.name), active: after.leftOn === null };
}

/** Writes checked changes, their audit lines and what follows: heads who left, computers of those who moved. */
export async function saveChanged(
  cx: CommandContext,
  changes: { before: store.PersonRow; after: store.PersonRow }[],
  movedOn: string,
): Promise<void> {
  await store.savePeople(
    cx.tx,
    cx.unitId,
    changes.map((change) => change.after),
  );
  const lines: AuditLine[] = changes.map(({ before, after }) => ({
    action: before.active && !after.active ? 'person.leave' : 'person.update',
    objectType: 'person',
    objectId: after.id,
    before,
    after,
  }));
  const left = changes.filter(({ before, after }) => before.active && !after.active);
  if (left.length > 0) {
    const ids = left.map(({ after }) => after.id);
    await peopleLeft(cx, ids);
    for (const department of await departments.clearHead(cx.tx, cx.unitId, ids)) {
      lines.push({ action: 'department.headLeft', objectType: 'department', objectId: department });
    }
  }
  await auditMany(cx, lines);
  const returned = changes.filter(({ before, after }) => !before.active && after.active);
  await peopleReturned(
    cx,
    returned.map(({ after }) => after),
  );
  const moves = changes
    .filter(({ before, after }) => before.departmentId !== after.departmentId)
    .map(({ before, after }) => ({
      personId: after.id,
      fromDepartmentId: before.departmentId,
      toDepartmentId: after.departmentId,
      movedOn,
    }));
  if (moves.length === 0) return;
  for (const handler of moveHandlers) await handler(cx, moves);
}

/** An open department and an existing post; what was so before may stay. */
async function refuseBadPlace(
  cx: CommandContext,
  row: store.PersonRow,
  before?: store.PersonRow,
): Promise<void> {
  if (row.departmentId !== null && row.departmentId !== before?.departmentId) {
    const all = await departments.departmentRows(cx.tx, cx.unitId);
    if (!all.some((department) => department.id === row.departmentId && department.active)) {
      throw refuse(
        'organisation.departmentMissing',
        '所选部门不存在或已停用，请重新选择部门',
        {},
        { path: 'body.departmentId' },
      );
    }
  }
  if (row.postId !== null && row.postId !== before?.postId) {
    const all = await posts.postRows(cx.tx, cx.unitId);
    if (!all.some((post) => post.id === row.postId && post.active)) {
      throw refuse(
        'organisation.postMissing',
        '所选岗位不存在或已停用，请重新选择岗位',
        {},
        { path: 'body.postId' },
      );
    }
  }
}

function refuseBadDates(cx: CommandContext, row: store.PersonRow): void {
  if (row.leftOn !== null && row.leftOn > cx.today) throw futureDate('body.leftOn');
  if (row.joinedOn !== null && row.leftOn !== null && row.leftOn < row.joinedOn) {
    throw refuse(
      'organisation.leftBeforeJoined',
      '离职日期 {{leftOn}} 早于入职日期 {{joinedOn}}，请改正其中一个',
      { leftOn: row.leftOn, joinedOn: row.joinedOn },
      { path: 'body.leftOn' },
    );
  }
}

function futureDate(path: string) {
  return refuse('organisation.futureDate', '日期不能晚于今天，请到当天再登记', {}, { path });
}

function staffNoTaken(staffNo: string) {
  return refuse(
    'organisation.staffNoTaken',
    '工号“{{staffNo}}”已有人使用，请核对工号',
    { staffNo },
    { path: 'body.staffNo', status: 409 },
  );
}

export function unknownPerson() {
  return refuse('organisation.unknownPerson', '没有这名人员', {}, { status: 404 });
}
