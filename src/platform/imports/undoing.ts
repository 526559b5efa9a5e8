/** The usual undoing of rows: what an import made is removed, what it changed is put back, unless something built on it. */
import type { CommandContext } from '../db/context.ts';
import { markOf, type ObjectTo, type StoredChange } from './importer.ts';
import { usesOf } from './references.ts';

export type Undoing<Row> = {
  objectType: string;
  load: (ids: string[]) => Promise<ReadonlyMap<string, Row>>;
  /** What `markOf` was taken of; the row itself unless given. */
  marked?: (row: Row) => unknown;
  /** The column that names such a thing in other tables, and tables that are part of it. */
  uses: { column: string; except?: readonly string[] };
  remove: (ids: string[]) => Promise<void>;
  restore?: (pairs: { now: Row; before: Row }[]) => Promise<void>;
};

/** True when done; false when there was an objection, and then nothing was touched. */
export async function undoRows<Row>(
  cx: CommandContext,
  all: readonly StoredChange[],
  object: ObjectTo,
  undoing: Undoing<Row>,
): Promise<boolean> {
  const changes = all.filter((change) => change.objectType === undoing.objectType);
  const rows = await undoing.load(changes.map((change) => change.objectId));
  const marked = undoing.marked ?? ((row: Row) => row);
  let objected = false;
  const no: ObjectTo = (...words) => {
    objected = true;
    object(...words);
  };
  for (const change of changes) {
    const now = rows.get(change.objectId);
    if (now === undefined) no(change, '已不存在，可能已被删除');
    else if (change.mark !== null && markOf(marked(now)) !== change.mark) {
      no(change, '导入后又有改动');
    }
  }
  const made = changes.filter((change) => change.before === null);
  await refuseUsed(cx, made, no, undoing.uses);
  if (objected) return false;
  if (made.length > 0) await undoing.remove(made.map((change) => change.objectId));
  const changed = changes.filter((change) => change.before !== null);
  if (changed.length > 0) {
    await undoing.restore?.(
      changed.map((change) => ({
        now: rows.get(change.objectId)!,
        before: change.before as Row,
      })),
    );
  }
  return true;
}

export async function refuseUsed(
  cx: CommandContext,
  made: readonly StoredChange[],
  object: ObjectTo,
  uses: { column: string; except?: readonly string[] },
): Promise<void> {
  const used = await usesOf(cx.tx, cx.unitId, {
    column: uses.column,
    ids: made.map((change) => change.objectId),
    except: uses.except ?? [],
  });
  for (const change of made) {
    const parts = used.get(change.objectId);
    if (parts) object(change, '已有{{parts}}记录使用它', { parts: parts.join('、') });
  }
}
