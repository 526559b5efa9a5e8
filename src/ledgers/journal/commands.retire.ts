/**
 * Disposal of a computer: everything open on it is uninstalled, which frees licences (domain 4.3), then its state
 * changes. A change of holder writes no entry: form 8 shows the holder of the day, form 9 the one of the event.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import { setStatus } from '../devices/index.ts';
import { type AppendDraft, append } from './commands.ts';
import type { AppendResult } from './shapes.ts';
import { lockChain, openOnDevice } from './store.ts';

export type Retirement = {
  deviceId: string;
  status: 'scrapped' | 'transferredOut';
  on: string;
  reason: string;
};

export async function retireDevice(
  cx: CommandContext,
  retirement: Retirement,
): Promise<AppendResult> {
  // Locked first: nothing may be installed between looking and retiring.
  await lockChain(cx.tx, cx.unitId);
  const open = await openOnDevice(cx.tx, cx.unitId, retirement.deviceId);
  const result = await append(
    cx,
    open.map(
      (row): AppendDraft => ({
        kind: 'uninstall',
        softwareId: row.softwareId,
        deviceId: row.deviceId,
        occurredOn: retirement.on,
        cause: 'deviceRetired',
        reason: retirement.reason,
      }),
    ),
  );
  await setStatus(cx, {
    deviceId: retirement.deviceId,
    status: retirement.status,
    fromOn: retirement.on,
    reason: retirement.reason,
  });
  return result;
}
