/** Applications follow what carries them out: their work order, or the upgrade scheme they are in. */
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import type { MovedOrder } from '../orders/commands.told.ts';
import { APPLICATION_MACHINE } from './rules.machine.ts';
import { stateForOrder } from './rules.ts';
import * as store from './store.ts';

/** Heard in the transaction in which orders move. */
export async function followOrders(
  cx: CommandContext,
  moved: readonly MovedOrder[],
): Promise<void> {
  const own = new Map(
    moved.filter((one) => one.origin === 'application').map((one) => [one.originId, one]),
  );
  if (own.size === 0) return;
  const rows = (await store.lockApplications(cx, [...own.keys()])).filter(
    (row) =>
      row.orderId === own.get(row.id)!.id &&
      ['approved', 'executing', 'awaitingConfirmation'].includes(row.state),
  );
  for (const row of rows) {
    const to = stateForOrder(own.get(row.id)!.state);
    if (to === row.state) continue;
    const subject = { id: row.id, title: row.applicationNo, state: row.state };
    await takeSteps(cx, APPLICATION_MACHINE, [subject], 'follow', { to: to as never });
    await store.saveApplication(cx, row.id, { state: to });
    if (to === 'recorded' || to === 'notCompleted') await tellEnd(cx, [row], to);
  }
}

async function tellEnd(
  cx: CommandContext,
  rows: readonly store.ApplicationRow[],
  to: 'recorded' | 'notCompleted',
): Promise<void> {
  await notify(
    cx,
    rows.map((row) => ({
      to: [{ personId: row.applicantPersonId }],
      kind: 'application' as const,
      sentence:
        to === 'recorded' ? '您的安装维护申请 {{no}} 已办结' : '您的安装维护申请 {{no}} 未能完成',
      params: { no: row.applicationNo },
      link: `/applications/${row.id}`,
      objectType: 'application',
      objectId: row.id,
    })),
  );
}

export type SchemeStep = 'include' | 'release' | 'recorded' | 'notCompleted';

/** Upgrade requests as their scheme moves (WH-2.3). Those that are elsewhere meanwhile are left alone. */
export async function moveApplications(
  cx: CommandContext,
  ids: readonly string[],
  step: SchemeStep,
  detail?: unknown,
): Promise<number> {
  if (ids.length === 0) return 0;
  const from = step === 'include' ? 'collected' : 'inScheme';
  const rows = (await store.lockApplications(cx, ids)).filter((row) => row.state === from);
  if (rows.length === 0) return 0;
  const subjects = rows.map((row) => ({ id: row.id, title: row.applicationNo, state: row.state }));
  const done = step === 'recorded' || step === 'notCompleted';
  const state = done
    ? await takeSteps(cx, APPLICATION_MACHINE, subjects, 'upgraded', { to: step, detail })
    : await takeSteps(cx, APPLICATION_MACHINE, subjects, step, { detail });
  await store.saveStates(
    cx,
    rows.map((row) => row.id),
    state,
  );
  if (done) await tellEnd(cx, rows, step);
  return rows.length;
}
