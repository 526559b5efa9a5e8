/** In use, idle, in repair, scrapped, handed out: each with its day, so that counts can be had for any day (D3). */
import { refuse } from '../../base/refusal.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { devicesChanged } from './commands.changed.ts';
import { lockLive, refuseFuture } from './commands.locks.ts';
import { beginsOn, changeFrom, type Period } from './rules.history.ts';
import { isRetired, statusProblem } from './rules.ts';
import type { DeviceStatus } from './shapes.ts';
import * as store from './store.ts';

export type StatusInput = {
  deviceId: string;
  status: DeviceStatus;
  /** Today unless given. */
  fromOn?: string | undefined;
  reason?: string | undefined;
};

/** Scrapping and handing out come from the journal, which first ends the installs. */
export async function setStatus(cx: CommandContext, change: StatusInput): Promise<void> {
  const { deviceId, status, reason = '' } = change;
  const fromOn = change.fromOn ?? cx.today;
  const device = (await lockLive(cx, [deviceId])).get(deviceId)!;
  refuseFuture(cx, fromOn, 'body.fromOn');
  const history = (await store.statesOf(cx.tx, cx.unitId, [deviceId])).get(deviceId) ?? [];
  refuseStatus(device, history, { status, fromOn, reason });
  const after = changeFrom(
    history,
    { fromOn, value: { status, reason } },
    (left, right) => left.status === right.status,
  );
  await store.saveStates(cx.tx, cx.unitId, new Map([[deviceId, after]]));
  const row = { ...device, status, retiredOn: isRetired(status) ? fromOn : null };
  await store.saveDevices(cx.tx, cx.unitId, [row]);
  await auditMany(cx, [
    {
      action: 'device.status',
      objectType: 'device',
      objectId: deviceId,
      before: { computerNo: device.computerNo, status: device.status },
      after: { computerNo: device.computerNo, status, fromOn, reason },
    },
  ]);
  await devicesChanged.tell(cx, [deviceId]);
}

function refuseStatus(
  device: store.DeviceRow,
  history: readonly Period<store.State>[],
  change: { status: DeviceStatus; fromOn: string; reason: string },
): void {
  const open = history.find((period) => period.toOn === null);
  const beganOn = beginsOn(history);
  if (!open || !beganOn) throw new Error(`device ${device.id} has no state history`);
  const now = { status: device.status, fromOn: open.fromOn, beganOn };
  const problem = statusProblem(now, change);
  if (!problem) return;
  const path = problem === 'same' ? 'body.status' : 'body.fromOn';
  if (problem === 'same') {
    throw refuse('ledgers.statusSame', '计算机已是这一状态，无需变更', {}, { path });
  }
  if (problem === 'reasonNeeded') {
    throw refuse(
      'ledgers.reasonNeeded',
      '恢复已报废或调出的计算机须写明原因',
      {},
      { path: 'body.reason' },
    );
  }
  if (problem === 'beforeBeginning') {
    throw refuse(
      'ledgers.statusBeforeBeginning',
      '日期 {{fromOn}} 早于计算机的登记日期 {{beganOn}}，请先更正购置日期',
      { fromOn: change.fromOn, beganOn },
      { path },
    );
  }
  throw refuse(
    'ledgers.statusBeforeLastChange',
    '日期 {{fromOn}} 早于上次状态变更 {{last}}，状态须按时间先后登记',
    { fromOn: change.fromOn, last: open.fromOn },
    { path },
  );
}
