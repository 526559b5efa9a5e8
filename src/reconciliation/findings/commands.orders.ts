/** 责令卸载 becomes a work order; the finding follows it (WH-1.2; RC-4.1). */
import { createOrders, type MovedOrder } from '../../installation/index.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Finding } from './shapes.ts';
import * as store from './store.ts';

/** One order per finding. What is recorded on the computer goes out of the journal with it; the rest has no number. */
export async function orderRemovals(
  cx: CommandContext,
  findings: readonly Finding[],
  input: { dueOn: string; reason: string },
): Promise<void> {
  const removable = findings.filter((finding) => finding.deviceId !== null);
  const orders = await createOrders(
    cx,
    removable.map((finding) => ({
      origin: 'finding',
      originId: finding.id,
      deviceId: finding.deviceId!,
      dueOn: input.dueOn,
      note: input.reason,
      lines: [
        {
          kind: 'uninstall',
          softwareId: finding.evidence.recorded ? finding.softwareId : null,
          version: '',
          softwareName: finding.softwareName,
        },
      ],
    })),
  );
  await store.noteCarriedOut(
    cx,
    orders.map((order, at) => ({
      id: removable[at]!.id,
      by: { orderId: order.id, orderNo: order.orderNo },
    })),
  );
}

/** Heard when orders move: a removal that was not done or was cancelled leaves the finding open again. */
export async function followOrders(
  cx: CommandContext,
  moved: readonly MovedOrder[],
): Promise<void> {
  const failed = moved.filter(
    (one) =>
      one.origin === 'finding' && (one.state === 'notCompleted' || one.state === 'cancelled'),
  );
  if (failed.length === 0) return;
  const reopened = await store.reopenOrdered(
    cx,
    failed.map((one) => one.originId),
  );
  await auditMany(
    cx,
    reopened.map((id) => ({
      action: 'finding.reopen',
      objectType: 'finding',
      objectId: id,
      after: { orderNo: failed.find((one) => one.originId === id)?.orderNo },
    })),
  );
}
