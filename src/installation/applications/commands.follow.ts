/** Applications follow what carries them out: their work order, or the upgrade scheme they are in. */
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import type { MovedOrder } from '../orders/commands.told.ts';
import { titleOf } from './commands.ts';
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
  const groups = Map.groupBy(rows, (row) => stateForOrder(own.get(row.id)!.state));
  for (const [to, group] of groups) {
    const moving = group.filter((row) => row.state !== to);
    if (moving.length === 0) continue;
    await takeSteps(cx, APPLICATION_MACHINE, moving.map(subjectOf), 'follow', { to: to as never });
    const ids = moving.map((row) => row.id);
    await store.saveStates(cx, ids, to);
    if (to === 'recorded' || to === 'notCompleted') await tellEnd(cx, moving, to);
  }
}

const subjectOf = (row: store.ApplicationRow) => ({
  id: row.id,
  title: titleOf(row),
  state: row.state,
});

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
      params: { no: titleOf(row) },
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
  const subjects = rows.map(subjectOf);
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
