/** Orders as pages and programs see them: with what the caller may do next. */
import { type RefusalParams, refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { signaturesOf } from '../../platform/signatures/signatures.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { actionsOf, type OrderCaller, type OrderFacts, workOf } from './rules.ts';
import { type Order, type OrderRecord, PERFORMER_ROLE } from './shapes.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

/** Puts a sentence into the reader's language. */
export type Say = (sentence: string, params?: RefusalParams) => string;

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
  say: Say,
): Promise<OrderRecord> {
  const found = await list.listOrders(cx, scope, { ids: [id], limit: 1 });
  const listed = found.items[0];
  if (!listed) {
    throw refuse('installation.noOrder', '没有这张工作单，可能链接有误', {}, { status: 404 });
  }
  const places = await store.placesOf(cx.tx, cx.unitId, [listed.deviceId]);
  const holderPersonId = places.get(listed.deviceId)?.userPersonId ?? null;
  const signatures = await signaturesOf(cx.tx, cx.unitId, 'order', [id]);
  const performerPersonId = signatures.find((one) => one.role === PERFORMER_ROLE)?.personId ?? null;
  return {
    ...shown(listed),
    lines: await store.linesOf(cx.tx, cx.unitId, [id]),
    signatures,
    steps: await stepsOf(cx.tx, cx.unitId, 'order', id),
    problem: listed.problem && say(listed.problem, listed.problemParams),
    may: actionsOf({ ...listed, holderPersonId, performerPersonId }, callerOf(cx)),
  };
}

/** The two signers see their order's signatures; anybody else who may see the order is written down. */
export async function readSignature(
  cx: CommandContext,
  scope: Scope,
  orderId: string,
  signatureId: string,
): Promise<void> {
  const { items } = await list.listOrders(cx, scope, { ids: [orderId], limit: 1 });
  const signatures = await signaturesOf(cx.tx, cx.unitId, 'order', [orderId]);
  const wanted = signatures.find((one) => one.id === signatureId && one.kind === 'drawn');
  if (!items[0] || !wanted) {
    throw refuse('platform.noSignatureImage', '没有这个签名', {}, { status: 404 });
  }
  const { personId } = cx.actor;
  if (personId !== undefined && signatures.some((one) => one.personId === personId)) return;
  await audit(cx, {
    action: 'order.readSignature',
    objectType: 'order',
    objectId: orderId,
    after: { orderNo: items[0].orderNo, role: wanted.role, personName: wanted.personName },
  });
}
