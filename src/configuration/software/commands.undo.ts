/** Takes an import of software records back: numbers nothing was built on go, and are not given again. */
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type ObjectTo, type StoredChange, undoRows } from '../../platform/imports/index.ts';
import { entitlementsChanged } from './commands.changed.ts';
import { lockNumbers } from './commands.inuse.ts';
import type { Software } from './shapes.ts';
import { forgetStated } from './store.stated.ts';
import { deleteSoftware, softwareByIds } from './store.ts';

/** Part of the number, or computed anew from what is left. */
const OWN = [
  'configuration_serial',
  'configuration_stated_count',
  'reconciliation_allocation_component',
  'reconciliation_allocation_seat',
  'reconciliation_boundary',
  'reconciliation_verdict',
  'reconciliation_tie_difference',
];

export async function undoSoftware(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { importId, object }: { importId: string; object: ObjectTo },
): Promise<void> {
  await lockNumbers(cx);
  await forgetStated(cx, importId);
  await undoRows<Software>(cx, changes, object, {
    objectType: 'software',
    load: (ids) => softwareByIds(cx.tx, cx.unitId, ids),
    marked: (row) => row.revision,
    uses: { column: 'software_id', except: OWN },
    remove: async (ids) => {
      await deleteSoftware(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({
          action: 'configuration.undoSoftware',
          objectType: 'software',
          objectId: id,
        })),
      );
      await entitlementsChanged.tell(cx, ids);
    },
  });
}
