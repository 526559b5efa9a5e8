/** Many orders with one signature, where the unit allows it; what cannot be signed is told, the rest is done. */
import { refuse } from '../../base/refusal.ts';
import { lockJournal } from '../../ledgers/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import type { PreparedSignature } from '../../platform/signatures/signatures.ts';
import { callerOf, factsOf, type Say } from './commands.read.ts';
import { performOrders, signerPerson, signOrders } from './commands.sign.ts';
import { lockAll } from './commands.ts';
import { actionsOf, mayPerform, signerProblem } from './rules.ts';
import type { BulkResult } from './shapes.api.ts';
import { ORDER_STATES } from './shapes.ts';
import type { LockedOrder } from './store.ts';

const SETTING = 'installation.bulkConfirmation';

export async function bulkAllowed(cx: CommandContext): Promise<boolean> {
  return (await settingOf(cx.tx, cx.unitId, SETTING)) === true;
}

export async function saveBulkAllowed(cx: CommandContext, allowed: boolean): Promise<void> {
  const before = await bulkAllowed(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, allowed);
  await audit(cx, {
    action: 'order.saveSettings',
    objectType: 'orderSettings',
    objectId: 'bulkConfirmation',
    before: { bulkConfirmation: before },
    after: { bulkConfirmation: allowed },
  });
}

async function requireBulk(cx: CommandContext): Promise<void> {
  if (await bulkAllowed(cx)) return;
  throw refuse(
    'installation.noBulk',
    '本单位没有开通批量确认，请逐张签字，或由信息化部门管理员开通',
    {},
    { status: 409 },
  );
}

/** Why one order is left out. */
type Objection = { sentence: string; params?: { state: string } };
type Split = { fitting: LockedOrder[]; refused: BulkResult['refused'] };

async function split(
  cx: CommandContext,
  ids: readonly string[],
  objection: (order: LockedOrder) => Objection | undefined,
  say: Say,
): Promise<Split> {
  await lockJournal(cx.tx, cx.unitId);
  const fitting: LockedOrder[] = [];
  const refused: BulkResult['refused'] = [];
  for (const order of await lockAll(cx, ids)) {
    const against = objection(order);
    if (against === undefined) fitting.push(order);
    else {
      const message = say(against.sentence, against.params);
      refused.push({ orderId: order.id, orderNo: order.orderNo, message });
    }
  }
  return { fitting, refused };
}

const now = (order: LockedOrder): Objection =>
  order.performerSignatureId && order.userSignatureId === null
    ? { sentence: '已填报，待使用人签字' }
    : { sentence: '现为“{{state}}”', params: { state: ORDER_STATES[order.state].label } };
const notReady = (order: LockedOrder): Objection =>
  order.state === 'assigned' || order.state === 'executing'
    ? { sentence: '安装维护人尚未填报' }
    : { sentence: '现为“{{state}}”', params: { state: ORDER_STATES[order.state].label } };
const ANOTHERS: Objection = { sentence: '已安排给其他安装维护人' };

export async function performMany(
  cx: CommandContext,
  input: { orderIds: readonly string[]; performedOn: string },
  prepared: PreparedSignature,
  say: Say,
): Promise<BulkResult> {
  const caller = callerOf(cx);
  const { fitting, refused } = await split(
    cx,
    input.orderIds,
    (order) => {
      if (!mayPerform(factsOf(order), caller)) return ANOTHERS;
      return actionsOf(factsOf(order), caller).includes('perform') ? undefined : now(order);
    },
    say,
  );
  await performOrders(cx, fitting, prepared, { performedOn: input.performedOn });
  return { done: fitting.length, refused };
}

/** The department's head for its computers (WH-1.4(1) asks for the user; the unit has decided that the head may). */
export async function confirmMany(
  cx: CommandContext,
  orderIds: readonly string[],
  prepared: PreparedSignature,
  say: Say,
): Promise<BulkResult> {
  await requireBulk(cx);
  const departments = new Set(cx.actor.departmentIds ?? []);
  const heads = cx.actor.roles.includes('deptHead');
  const { fitting, refused } = await split(
    cx,
    orderIds,
    (order) => {
      if (order.state !== 'awaitingConfirmation' || order.userSignatureId) return notReady(order);
      if (!heads || !order.departmentId || !departments.has(order.departmentId)) {
        return { sentence: '不是您负责的部门的计算机' };
      }
      const own = order.performerPersonId === cx.actor.personId;
      return own ? { sentence: '不能确认自己完成的工作' } : undefined;
    },
    say,
  );
  await signOrders(cx, fitting, prepared, () => ({
    personId: cx.actor.personId ?? null,
    name: cx.actor.name,
  }));
  return { done: fitting.length, refused };
}

/** The users have signed a paper list; its scan stands for each of them. */
export async function confirmManyByScan(
  cx: CommandContext,
  orderIds: readonly string[],
  prepared: PreparedSignature,
  say: Say,
): Promise<BulkResult> {
  await requireBulk(cx);
  if (prepared.kind !== 'scan') {
    const path = 'body.signature';
    throw refuse('installation.scanNeeded', '请上传使用人签字的清单扫描件', {}, { path });
  }
  const caller = callerOf(cx);
  const { fitting, refused } = await split(
    cx,
    orderIds,
    (order) => {
      if (order.state !== 'awaitingConfirmation' || order.userSignatureId) return notReady(order);
      if (!mayPerform(factsOf(order), caller)) return ANOTHERS;
      const signerId = order.holderPersonId ?? order.userPersonId;
      const sentence = signerProblem(order, signerId, order.performerPersonId);
      return sentence === undefined ? undefined : { sentence };
    },
    say,
  );
  const signers = new Map(
    await Promise.all(
      fitting.map(async (order) => [order.id, await signerPerson(cx, order, undefined)] as const),
    ),
  );
  await signOrders(cx, fitting, prepared, (order) => signers.get(order.id)!);
  return { done: fitting.length, refused };
}
