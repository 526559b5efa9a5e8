/** Creating, moving, renaming and closing departments. */
import { definedOf } from '../../base/defined.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import * as people from '../people/store.ts';
import { DEPTH_LIMIT, moveProblem, placeAmong } from './rules.ts';
import type { DepartmentPatch, NewDepartment } from './shapes.ts';
import * as store from './store.ts';

/** Changes of one unit's tree wait for each other: two moves at once could make a loop. */
export async function lockDepartments(cx: CommandContext): Promise<store.DepartmentRow[]> {
  await lockNamed(cx.tx, cx.unitId, 'organisation.departments');
  return store.departmentRows(cx.tx, cx.unitId);
}

export async function createDepartment(
  cx: CommandContext,
  input: NewDepartment,
): Promise<{ id: string; code: string }> {
  const rows = await lockDepartments(cx);
  const siblings = rows.filter((row) => row.parentId === input.parentId);
  const row: store.DepartmentRow = {
    id: newId(),
    code: input.code ?? (await freeCode(cx, rows)),
    name: input.name,
    parentId: input.parentId,
    headPersonId: input.headPersonId,
    functions: input.functions,
    active: true,
    sortOrder: Math.max(0, ...siblings.map((sibling) => sibling.sortOrder)) + 10,
  };
  refuseBadPlace(rows, row);
  await refuseBadHead(cx, row.headPersonId);
  await store.insertDepartments(cx.tx, cx.unitId, [row]);
  await audit(cx, {
    action: 'department.create',
    objectType: 'department',
    objectId: row.id,
    after: row,
  });
  return { id: row.id, code: row.code };
}

/** `D001` and on; numbers people gave by hand are passed over. */
export async function freeCode(
  cx: CommandContext,
  rows: readonly { code: string }[],
): Promise<string> {
  const taken = new Set(rows.map((row) => row.code));
  for (;;) {
    const number = await nextNumber(cx.tx, cx.unitId, 'organisation.department');
    const code = `D${String(number).padStart(3, '0')}`;
    if (!taken.has(code)) return code;
  }
}

export async function updateDepartment(
  cx: CommandContext,
  id: string,
  patch: DepartmentPatch,
): Promise<{ id: string }> {
  const rows = await lockDepartments(cx);
  const before = rows.find((row) => row.id === id);
  if (!before) throw unknownDepartment();
  const { position, ...facts } = patch;
  const after: store.DepartmentRow = { ...before, ...definedOf(facts) };
  refuseBadPlace(rows, after);
  if (after.headPersonId !== before.headPersonId) await refuseBadHead(cx, after.headPersonId);
  if (before.active && !after.active) await refuseClosing(cx, rows, before);
  const changed = position === undefined ? [after] : reordered(rows, after, position);
  await store.saveDepartments(cx.tx, cx.unitId, changed);
  await audit(cx, {
    action: 'department.update',
    objectType: 'department',
    objectId: id,
    before,
    after: changed.find((row) => row.id === id) ?? after,
  });
  return { id };
}

function reordered(
  rows: store.DepartmentRow[],
  moved: store.DepartmentRow,
  position: number,
): store.DepartmentRow[] {
  const siblings = rows
    .filter((row) => row.parentId === moved.parentId && row.id !== moved.id)
    .sort((left, right) => left.sortOrder - right.sortOrder);
  const byId = new Map([...siblings, moved].map((row) => [row.id, row]));
  return placeAmong(siblings, moved.id, position).map(({ id, sortOrder }) => ({
    ...byId.get(id)!,
    sortOrder,
  }));
}

/** Code and name must be free, the parent must exist, be open and not lie below. */
export function refuseBadPlace(
  rows: readonly store.DepartmentRow[],
  row: store.DepartmentRow,
): void {
  const others = rows.filter((other) => other.id !== row.id);
  if (others.some((other) => other.code === row.code)) {
    throw refuse(
      'organisation.departmentCodeTaken',
      '部门编码“{{code}}”已被使用，请换一个编码',
      { code: row.code },
      { path: 'body.code', status: 409 },
    );
  }
  const twin = others.find(
    (other) => other.active && other.parentId === row.parentId && other.name === row.name,
  );
  if (row.active && twin) {
    throw refuse(
      'organisation.departmentNameTaken',
      '同一上级下已有部门“{{name}}”，请换一个名称或上级部门',
      { name: row.name },
      { path: 'body.name', status: 409 },
    );
  }
  const parent = others.find((other) => other.id === row.parentId);
  // Seen where it hangs now: what lies below it follows, so its own branch is no place to go.
  const problem = moveProblem(rows, row.id, row.parentId);
  if (problem === 'loop') {
    throw refuse(
      'organisation.departmentLoop',
      '部门不能放到自己或自己的下级部门之下，请另选上级部门',
      {},
      { path: 'body.parentId' },
    );
  }
  if (problem === 'parentMissing' || (row.active && parent && !parent.active)) {
    throw refuse(
      'organisation.departmentParentMissing',
      '上级部门不存在或已停用，请另选上级部门',
      {},
      { path: 'body.parentId' },
    );
  }
  if (problem === 'tooDeep') {
    throw refuse(
      'organisation.departmentTooDeep',
      '部门层级不能超过 {{limit}} 级',
      { limit: DEPTH_LIMIT },
      { path: 'body.parentId' },
    );
  }
}

async function refuseBadHead(cx: CommandContext, personId: string | null): Promise<void> {
  if (personId === null) return;
  const head = (await people.peopleByIds(cx.tx, cx.unitId, [personId])).get(personId);
  if (!head?.active) {
    throw refuse(
      'organisation.headMissing',
      '部门负责人须为本单位在职人员，请重新选择',
      {},
      { path: 'body.headPersonId' },
    );
  }
}

async function refuseClosing(
  cx: CommandContext,
  rows: readonly store.DepartmentRow[],
  department: store.DepartmentRow,
): Promise<void> {
  if (rows.some((row) => row.active && row.parentId === department.id)) {
    throw refuse(
      'organisation.departmentHasChildren',
      '部门“{{name}}”还有下级部门，请先移走或停用下级部门',
      { name: department.name },
      { path: 'body.active', status: 409 },
    );
  }
  const count = await people.activeInDepartment(cx.tx, cx.unitId, department.id);
  if (count > 0) {
    throw refuse(
      'organisation.departmentHasPeople',
      '部门“{{name}}”还有 {{count}} 名在职人员，请先调整他们的部门',
      { name: department.name, count },
      { path: 'body.active', status: 409 },
    );
  }
}

export function unknownDepartment() {
  return refuse('organisation.unknownDepartment', '没有这个部门', {}, { status: 404 });
}
