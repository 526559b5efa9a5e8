/** Takes an import of people back, with the departments and posts it made along the way. */
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type ObjectTo, type StoredChange, undoRows } from '../../platform/imports/index.ts';
import { lockDepartments } from '../departments/commands.ts';
import * as departments from '../departments/store.ts';
import { lockPosts } from '../posts/commands.ts';
import * as posts from '../posts/store.ts';
import { lockPeople, saveChanged } from './commands.ts';
import * as store from './store.ts';

/** Notices lead to a person but are nothing that builds on him. */
const NOTICES = ['platform_notice', 'platform_mail', 'platform_notice_preference'];

export async function undoPeople(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object }: { object: ObjectTo },
): Promise<void> {
  await lockPeople(cx);
  const done = await undoRows<store.PersonRow>(cx, changes, object, {
    objectType: 'person',
    load: (ids) => store.peopleByIds(cx.tx, cx.unitId, ids),
    uses: { column: 'person_id', except: NOTICES },
    remove: async (ids) => {
      await store.deletePeople(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({ action: 'person.undo', objectType: 'person', objectId: id })),
      );
    },
    restore: (pairs) =>
      saveChanged(
        cx,
        pairs.map(({ now, before }) => ({ before: now, after: before })),
        cx.today,
      ),
  });
  if (!done) return;
  await undoPlaces(cx, changes, object);
}

/** Departments and posts an import made; they go last, when nobody it brought stands in them. */
export async function undoPlaces(
  cx: CommandContext,
  changes: readonly StoredChange[],
  object: ObjectTo,
): Promise<void> {
  const byId = <Row extends { id: string }>(rows: readonly Row[]) =>
    new Map(rows.map((row) => [row.id, row]));
  await undoRows<posts.PostRow>(cx, changes, object, {
    objectType: 'post',
    load: async () => byId(await lockPosts(cx)),
    uses: { column: 'post_id' },
    remove: async (ids) => {
      await posts.deletePosts(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({ action: 'post.undo', objectType: 'post', objectId: id })),
      );
    },
  });
  const rows = await lockDepartments(cx);
  const made = new Set(changes.filter(isMadeDepartment).map((change) => change.objectId));
  const parents = new Set(
    rows.filter((row) => !made.has(row.id)).flatMap((row) => row.parentId ?? []),
  );
  for (const change of changes.filter(isMadeDepartment)) {
    if (parents.has(change.objectId)) object(change, '其下已有别的部门');
  }
  if ([...made].some((id) => parents.has(id))) return;
  await undoRows<departments.DepartmentRow>(cx, changes, object, {
    objectType: 'department',
    load: async () => byId(rows),
    uses: { column: 'department_id' },
    remove: async (ids) => {
      await departments.deleteDepartments(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({ action: 'department.undo', objectType: 'department', objectId: id })),
      );
    },
    restore: async (pairs) => {
      await departments.saveDepartments(
        cx.tx,
        cx.unitId,
        pairs.map(({ before }) => before),
      );
      await auditMany(
        cx,
        pairs.map(({ now, before }) => ({
          action: 'department.update',
          objectType: 'department',
          objectId: now.id,
          before: now,
          after: before,
        })),
      );
    },
  });
}

const isMadeDepartment = (change: StoredChange) =>
  change.objectType === 'department' && change.before === null;
