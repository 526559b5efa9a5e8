/** What every change of a computer asks first: it exists, it stands for itself, its day is not to come. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import * as store from './store.ts';

export function refuseFuture(cx: CommandContext, date: string, path: string): void {
  if (date <= cx.today) return;
  throw refuse('ledgers.futureDate', '日期 {{date}} 晚于今天，请到当天再登记', { date }, { path });
}

/** Locks the records and refuses what is unknown or merged away. */
export async function lockLive(
  cx: CommandContext,
  ids: readonly string[],
): Promise<Map<string, store.DeviceRow>> {
  const devices = await store.lockDevices(cx.tx, cx.unitId, ids);
  for (const id of ids) {
    const device = devices.get(id);
    if (!device) throw unknownDevice();
    if (device.mergedInto) throw mergedAway(device.computerNo);
  }
  return devices;
}

export function unknownDevice() {
  return refuse('ledgers.unknownDevice', '没有这台计算机', {}, { status: 404 });
}

export function mergedAway(computerNo: string) {
  return refuse(
    'ledgers.deviceMerged',
    '记录 {{computerNo}} 已并入另一台计算机，请在那条记录上办理，或先撤销合并',
    { computerNo },
    { status: 409 },
  );
}
