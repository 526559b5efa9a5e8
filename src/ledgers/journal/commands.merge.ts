/**
 * Two records of one computer become one: what is open on the dropped record ends there and goes on, from the same day,
 * on the kept one. Undoing the merge reverses these entries.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import type { DeviceMerge } from '../devices/index.ts';
import { reverseMany } from './commands.reverse.ts';
import { type AppendDraft, append } from './commands.ts';
import { entriesOfMerge, movingInstalls } from './store.merge.ts';
import { lockChain } from './store.ts';

export async function followMerge(cx: CommandContext, merge: DeviceMerge): Promise<void> {
  await lockChain(cx.tx, cx.unitId);
  if (merge.direction === 'undo') {
    const entryNos = await entriesOfMerge(cx.tx, cx.unitId, merge.mergeId);
    if (entryNos.length > 0) await reverseMany(cx, entryNos, '撤销计算机合并');
    return;
  }
  const moving = await movingInstalls(cx.tx, cx.unitId, merge);
  await append(
    cx,
    moving.flatMap((install): AppendDraft[] => {
      const common = {
        softwareId: install.softwareId,
        occurredOn: install.movedOn,
        cause: 'deviceMerged' as const,
        causeRef: merge.mergeId,
        reason: '两条记录为同一台计算机',
      };
      const end: AppendDraft = { ...common, kind: 'uninstall', deviceId: merge.dropId };
      if (install.openOnKept) return [end];
      const { version } = install;
      return [end, { ...common, kind: 'install', deviceId: merge.keepId, version }];
    }),
  );
}
