/** Takes an imported list back: lines that still wait go; what was posted stands until its entry is reversed. */
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { type ObjectTo, type StoredChange, undoRows } from '../../platform/imports/index.ts';
import type { OpeningProposalInput } from './shapes.ts';
import * as store from './store.undo.ts';

type Marked = Pick<
  OpeningProposalInput,
  'version' | 'installedOn' | 'dateBasis' | 'source' | 'sourceRef'
>;

/** What an import says of a line; the reviewer's ticks and numbers are not its own. */
export function markedProposal(line: Marked): Marked {
  const { version = '', installedOn, dateBasis, source, sourceRef = '' } = line;
  return { version, installedOn, dateBasis, source, sourceRef };
}

/**
 * Lists come and go one after the other. Not under the journal's own lock: posting takes the lines first and the journal
 * after them, and these two would wait for each other.
 */
export function lockLists(cx: CommandContext): Promise<void> {
  return lockNamed(cx.tx, cx.unitId, 'ledgers.opening');
}

export async function undoOpening(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object }: { object: ObjectTo },
): Promise<void> {
  await lockLists(cx);
  const rows = await store.proposalsByIds(
    cx.tx,
    cx.unitId,
    changes.map((change) => change.objectId),
  );
  let posted = false;
  for (const change of changes) {
    const row = rows.get(change.objectId);
    if (row?.state !== 'posted' || row.reversed) continue;
    posted = true;
    object(change, '已入账（第 {{no}} 号记录），请先在台账流水中冲正', { no: row.entryNo ?? 0 });
  }
  if (posted) return;
  const done = await undoRows<Marked>(cx, changes, object, {
    objectType: 'openingProposal',
    load: async () => rows,
    marked: markedProposal,
    uses: { column: 'proposal_id' },
    remove: (ids) => store.deleteProposals(cx.tx, cx.unitId, ids),
    restore: (pairs) =>
      store.restoreProposals(
        cx.tx,
        cx.unitId,
        pairs.map(({ now, before }) => ({ ...before, id: (now as store.UndoRow).id })),
      ),
  });
  if (!done) return;
  await audit(cx, {
    action: 'ledger.undoOpening',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    before: { lines: changes.length },
  });
}
