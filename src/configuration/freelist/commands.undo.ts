/** Takes an import of 附件6 back: its lines, and the free numbers it made. */
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type ObjectTo, type StoredChange, undoRows } from '../../platform/imports/index.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
import { undoSoftware } from '../software/commands.undo.ts';
import { lockList } from './commands.ts';
import { deleteLines, type LineFacts, lineFacts, saveLines } from './store.import.ts';
import { freeListLines } from './store.ts';

export async function undoFreeList(
  cx: CommandContext,
  changes: readonly StoredChange[],
  undo: { importId: string; object: ObjectTo },
): Promise<void> {
  await lockList(cx);
  const touched = new Set<string>();
  const done = await undoRows<LineFacts>(cx, changes, undo.object, {
    objectType: 'freeListLine',
    load: async (ids) => {
      const lines = await freeListLines(cx.tx, cx.unitId, ids, cx.today);
      for (const line of lines) touched.add(line.softwareId);
      return new Map(lines.map((line) => [line.id, lineFacts(line)]));
    },
    uses: { column: 'free_list_id' },
    remove: async (ids) => {
      await deleteLines(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({
          action: 'configuration.undoFreeListLine',
          objectType: 'freeListLine',
          objectId: id,
        })),
      );
    },
    restore: async (pairs) => {
      await saveLines(
        cx.tx,
        cx.unitId,
        pairs.map(({ before }) => before),
      );
      await auditMany(
        cx,
        pairs.map(({ now, before }) => ({
          action: 'configuration.changeFreeListLine',
          objectType: 'freeListLine',
          objectId: now.id,
          before: now,
          after: before,
        })),
      );
    },
  });
  if (!done) return;
  await entitlementsChanged.tell(cx, [...touched]);
  await undoSoftware(cx, changes, undo);
}
