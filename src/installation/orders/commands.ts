/** Making and assigning orders; the signatures and the journal are in `commands.sign.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { softwareByIds } from '../../configuration/index.ts';
import { peopleByIds } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type NoticeDraft, notify } from '../../platform/notices/notify.ts';
import { nextNumbers } from '../../platform/numbering/numbering.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import { ordersMoved } from './commands.told.ts';
import { ORDER_MACHINE } from './rules.machine.ts';
import type { OrderDraft, OrderState } from './shapes.ts';
import * as store from './store.ts';

export type Made = { id: string; orderNo: string; deviceId: string };

/**
 * One order per draft, in the drafts' order. Numbers are gap-free per year (QR2026-0001). Refuses retired computers and
 * unknown software; whether a second order for the same work is wanted is the caller's business.
 */
export async function createOrders(
  cx: CommandContext,
  drafts: readonly OrderDraft[],
): Promise<Made[]> {
  if (drafts.length === 0) return [];
  const places = await store.placesOf(cx.tx, cx.unitId, [
    ...new Set(drafts.map((d) => d.deviceId)),
  ]);
  const technicians = await technicianNames(
    cx,
    drafts.map((draft) => draft.technicianPersonId ?? null),
  );
  const names = await softwareNames(cx, drafts);
  const versions = await openVersions(cx, drafts);
  const year = cx.today.slice(0, 4);
  const first = await nextNumbers(cx.tx, cx.unitId, `order-${year}`, drafts.length);
  const orders = drafts.map((draft, at): store.NewOrder => {
    const place = places.get(draft.deviceId);
    if (!place || place.retired) {
      const no = place?.computerNo ?? '';
      throw refuse('installation.deviceGone', '计算机 {{no}} 不存在或已处置，不能派单', { no });
    }
    const technician = draft.technicianPersonId ?? null;
    const { retired: _, ...frozen } = place;
    return {
      ...frozen,
      id: newId(),
      orderNo: `QR${year}-${String(first + at).padStart(4, '0')}`,
      origin: draft.origin,
      originId: draft.originId,
      technicianPersonId: technician,
      technicianName: technician ? technicians.get(technician)! : '',
      state: technician ? 'assigned' : 'pending',
      dueOn: draft.dueOn ?? null,
      note: draft.note ?? '',
    };
  });
  const lines = drafts.flatMap((draft, at) =>
    draft.lines.map((line, index): store.NewLine => {
      const from = line.fromSoftwareId ?? null;
      const open = versions.get(`${from ?? line.softwareId}/${draft.deviceId}`) ?? '';
      return {
        orderId: orders[at]!.id,
        lineNo: index + 1,
        kind: line.kind,
        softwareId: line.softwareId,
        softwareNo: line.softwareId ? names.get(line.softwareId)!.softwareNo : '',
        softwareName: line.softwareId
          ? names.get(line.softwareId)!.softwareName
          : (line.softwareName ?? ''),
        version:
          line.kind === 'uninstall'
            ? line.version || open
            : line.version || (names.get(line.softwareId!)!.softwareVersion ?? ''),
        fromSoftwareId: from,
        fromSoftwareNo: from ? names.get(from)!.softwareNo : '',
        fromSoftwareName: from ? names.get(from)!.softwareName : '',
        fromVersion: from ? open : '',
      };
    }),
  );
  await store.insertOrders(cx, orders, lines);
  for (const state of ['pending', 'assigned'] as const) {
    const subjects = orders
      .filter((order) => order.state === state)
      .map((order) => ({ id: order.id, title: order.orderNo, state: null }));
    if (subjects.length > 0) await takeSteps(cx, ORDER_MACHINE, subjects, 'create', { to: state });
  }
  await tellTechnicians(cx, orders);
  return orders.map(({ id, orderNo, deviceId }) => ({ id, orderNo, deviceId }));
}

async function technicianNames(
  cx: CommandContext,
  ids: readonly (string | null)[],
): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))];
  const people = await peopleByIds(cx.tx, cx.unitId, wanted);
  const names = new Map(
    [...people.values()].filter((one) => one.active).map((one) => [one.id, one.name]),
  );
  if (names.size < wanted.length) {
    const path = 'body.technicianPersonId';
    throw refuse(
      'installation.noTechnician',
      '没有这位安装维护人，或已离职，请重新选择',
      {},
      { path },
    );
  }
  return names;
}

async function softwareNames(cx: CommandContext, drafts: readonly OrderDraft[]) {
  const ids = new Set(
    drafts.flatMap((draft) =>
      draft.lines.flatMap((line) => [line.softwareId, line.fromSoftwareId ?? null]),
    ),
  );
  const wanted = [...ids].filter((id): id is string => id !== null);
  const found = await softwareByIds(cx.tx, cx.unitId, wanted);
  if (found.size < wanted.length) {
    throw refuse('installation.noSoftware', '没有这个软件编号，请重新选择');
  }
  return found;
}

/** `software/computer` → version installed now. */
async function openVersions(
  cx: CommandContext,
  drafts: readonly OrderDraft[],
): Promise<Map<string, string>> {
  const leaving = drafts.filter((draft) => draft.lines.some((line) => line.kind !== 'install'));
  const ids = [...new Set(leaving.map((draft) => draft.deviceId))];
  return ids.length === 0 ? new Map() : store.openVersions(cx.tx, cx.unitId, ids);
}

/** One notice per technician and call, however many orders: a campaign does not flood. */
async function tellTechnicians(
  cx: CommandContext,
  orders: readonly {
    id: string;
    orderNo: string;
    technicianPersonId: string | null;
    computerNo: string;
  }[],
): Promise<void> {
  const groups = Map.groupBy(
    orders.filter((order) => order.technicianPersonId !== null),
    (order) => order.technicianPersonId!,
  );
  await notify(
    cx,
    [...groups].map(
      ([personId, own]): NoticeDraft =>
        own.length === 1
          ? {
              to: [{ personId }],
              kind: 'order' as const,
              sentence: '安装维护工作单 {{no}}（计算机 {{computer}}）已安排给您',
              params: { no: own[0]!.orderNo, computer: own[0]!.computerNo },
              link: `/orders/${own[0]!.id}`,
              objectType: 'order',
              objectId: own[0]!.id,
            }
          : {
              to: [{ personId }],
              kind: 'order' as const,
              sentence: '有 {{n}} 张安装维护工作单安排给您',
              params: { n: own.length },
              link: '/orders?mine=true&open=true',
            },
    ),
  );
}

/** Who is to do it; also when somebody else had it. The state stays where the work is. */
export async function assignOrders(
  cx: CommandContext,
  input: {
    orderIds: readonly string[];
    technicianPersonId: string;
    dueOn?: string | null | undefined;
    opinion?: string;
  },
): Promise<{ assigned: number }> {
  const names = await technicianNames(cx, [input.technicianPersonId]);
  const orders = await lockAll(cx, input.orderIds);
  const next = (state: OrderState): OrderState => (state === 'pending' ? 'assigned' : state);
  for (const [state, group] of Map.groupBy(orders, (order) => order.state)) {
    const subjects = group.map((order) => ({ id: order.id, title: order.orderNo, state }));
    await takeSteps(cx, ORDER_MACHINE, subjects, 'assign', {
      to: next(state),
      opinion: input.opinion,
      detail: { technician: names.get(input.technicianPersonId), before: group[0]!.technicianName },
    });
  }
  await store.saveOrders(
    cx,
    orders.map((order) => ({
      id: order.id,
      state: next(order.state),
      technician_person_id: input.technicianPersonId,
      technician_name: names.get(input.technicianPersonId)!,
      ...(input.dueOn === undefined ? {} : { due_on: input.dueOn }),
    })),
  );
  await tellTechnicians(
    cx,
    orders.map((order) => ({ ...order, technicianPersonId: input.technicianPersonId })),
  );
  await tellMoved(cx, orders, next);
  return { assigned: orders.length };
}

/** All of them, locked; unknown ones are refused. */
export async function lockAll(
  cx: CommandContext,
  ids: readonly string[],
): Promise<store.LockedOrder[]> {
  const wanted = [...new Set(ids)];
  const orders = await store.lockOrders(cx.tx, cx.unitId, wanted);
  if (orders.length < wanted.length) {
    throw refuse('installation.noOrder', '没有这张工作单，可能链接有误', {}, { status: 404 });
  }
  return orders;
}

export async function tellMoved(
  cx: CommandContext,
  orders: readonly store.LockedOrder[],
  stateOf: (state: OrderState, order: store.LockedOrder) => OrderState,
): Promise<void> {
  const moved = orders.map((order) => ({
    id: order.id,
    orderNo: order.orderNo,
    origin: order.origin,
    originId: order.originId,
    deviceId: order.deviceId,
    state: stateOf(order.state, order),
  }));
  if (moved.length > 0) await ordersMoved.tell(cx, moved);
}
