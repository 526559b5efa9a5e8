/** Orders as pages and programs see them: with what the caller may do next. */
import { interpolate, refuse } from '../../base/refusal.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { signaturesOf } from '../../platform/signatures/signatures.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { actionsOf, type OrderCaller, type OrderFacts, workOf } from './rules.ts';
import type { Order, OrderRecord } from './shapes.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

export function callerOf(cx: CommandContext): OrderCaller {
  return {
    personId: cx.actor.personId,
    can: (permission) => widestScope(cx.actor.roles, permission) !== undefined,
    departmentIds: cx.actor.departmentIds ?? [],
    heads: cx.actor.roles.includes('deptHead'),
  };
}

export function factsOf(order: store.LockedOrder): OrderFacts {
  return {
    ...order,
    performerSigned: order.performerSignatureId !== null,
    userSigned: order.userSignatureId !== null,
  };
}

const shown = ({ lines, problem: _, problemParams: __, ...order }: list.ListedOrder): Order => ({
  ...order,
  work: workOf(lines),
});

export async function listOrders(
  cx: CommandContext,
  scope: Scope,
  query: list.OrderQuery,
): Promise<Page<Order>> {
  const found = await list.listOrders(cx, scope, query);
  return { ...found, items: found.items.map(shown) };
}

/** 404 for an order outside the caller's reach: its existence is nobody else's business. */
export async function orderRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<OrderRecord> {
  const found = await list.listOrders(cx, scope, { ids: [id], limit: 1 });
  const listed = found.items[0];
  if (!listed) {
    throw refuse('installation.noOrder', '没有这张工作单，可能链接有误', {}, { status: 404 });
  }
  const places = await store.placesOf(cx.tx, cx.unitId, [listed.deviceId]);
  const holderPersonId = places.get(listed.deviceId)?.userPersonId ?? null;
  const signatures = await signaturesOf(cx.tx, cx.unitId, 'order', [id]);
  return {
    ...shown(listed),
    lines: await store.linesOf(cx.tx, cx.unitId, [id]),
    signatures,
    steps: await stepsOf(cx.tx, cx.unitId, 'order', id),
    problem: listed.problem && interpolate(listed.problem, listed.problemParams),
    may: actionsOf({ ...listed, holderPersonId }, callerOf(cx)),
  };
}
