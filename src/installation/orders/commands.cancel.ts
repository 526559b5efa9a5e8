/** Cancelling orders, and telling those who would have worked on them or signed. */
import type { CommandContext } from '../../platform/db/context.ts';
import { type NoticeDraft, notify } from '../../platform/notices/notify.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import { lockAll, tellMoved } from './commands.ts';
import { ORDER_MACHINE } from './rules.machine.ts';
import * as store from './store.ts';

const FINISHED: readonly string[] = ['recorded', 'notCompleted', 'cancelled'];

/** `leaveFinished`: what was finished while this waited for its lock stays; otherwise that is refused. */
export async function cancelOrders(
  cx: CommandContext,
  orderIds: readonly string[],
  reason: string,
  options: { leaveFinished?: boolean; tell?: boolean } = {},
): Promise<void> {
  if (orderIds.length === 0) return;
  const locked = await lockAll(cx, orderIds);
  const orders = options.leaveFinished
    ? locked.filter((order) => !FINISHED.includes(order.state))
    : locked;
  if (options.tell ?? true) {
    await tellCancelled(
      cx,
      orders.map((order) => order.id),
      reason,
    );
  }
  for (const [state, group] of Map.groupBy(orders, (order) => order.state)) {
    const subjects = group.map((order) => ({ id: order.id, title: order.orderNo, state }));
    await takeSteps(cx, ORDER_MACHINE, subjects, 'cancel', { opinion: reason });
  }
  await store.saveOrders(
    cx,
    orders.map((order) => ({ id: order.id, state: 'cancelled', problem: null })),
  );
  await tellMoved(cx, orders, () => 'cancelled');
}

/** One notice per technician and per user asked to sign, however many orders; while the orders are still open. */
export async function tellCancelled(
  cx: CommandContext,
  orderIds: readonly string[],
  reason: string,
): Promise<void> {
  const concerned = await store.concernedBy(cx.tx, cx.unitId, orderIds);
  await notify(
    cx,
    concerned.map(({ personId, role, orders, orderId, orderNo, computerNo }): NoticeDraft => {
      const one = orders === 1;
      const works = role === 'technician';
      return {
        to: [{ personId }],
        kind: 'order',
        sentence: works
          ? one
            ? '工作单 {{no}} 已取消：{{reason}}'
            : '您的 {{n}} 张工作单已取消：{{reason}}'
          : one
            ? '计算机 {{computer}} 的软件安装维护（{{no}}）已取消，无须签字：{{reason}}'
            : '{{n}} 台计算机的软件安装维护已取消，无须签字：{{reason}}',
        params: one ? { no: orderNo, computer: computerNo, reason } : { n: orders, reason },
        link: one ? `/orders/${orderId}` : '/orders?state=cancelled',
        ...(one ? { objectType: 'order', objectId: orderId } : {}),
      };
    }),
  );
}
