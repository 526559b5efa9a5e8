/** What goes on beside a campaign's own steps: reminders, heads taking note, orders moving. */
import { refuse } from '../../base/refusal.ts';
import { departmentTree } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { MovedOrder } from '../orders/commands.told.ts';
import { campaignsMoved } from './commands.told.ts';
import { lockOne } from './commands.ts';
import * as list from './store.list.ts';
import * as store from './store.ts';

/** 催办, once a day: users who have to sign, technicians who have to work, heads of what is behind. */
export async function remind(cx: CommandContext, id: string): Promise<number> {
  const row = await lockOne(cx, id);
  if (row.state !== 'executing' && row.state !== 'departmentsNotified') {
    const sentence = '统一部署 {{no}} 不在执行中，无须催办';
    throw refuse('installation.notExecuting', sentence, { no: row.campaignNo }, { status: 409 });
  }
  if (row.remindedOn === cx.today) {
    const sentence = '今天已经催办过，请明天再催';
    throw refuse('installation.remindedToday', sentence, {}, { status: 409 });
  }
  const behind = await store.laggards(cx.tx, cx.unitId, id);
  const common = {
    kind: 'campaign' as const,
    params: { title: row.title },
    objectType: 'campaign',
    objectId: id,
  };
  await notify(
    cx,
    behind.map((one) => ({
      ...common,
      to: [{ personId: one.personId }],
      sentence:
        one.role === 'user'
          ? '催办：统一部署“{{title}}”有 {{n}} 台计算机待您签字确认'
          : '催办：统一部署“{{title}}”有 {{n}} 台计算机待您执行',
      params: { title: row.title, n: one.computers },
      link: one.role === 'user' ? '/orders?toSign=true' : '/orders?mine=true&open=true',
    })),
  );
  const heads = await headsBehind(cx, id);
  await notify(
    cx,
    heads.map((one) => ({
      ...common,
      to: [{ personId: one.personId }],
      sentence: '催办：统一部署“{{title}}”贵部门还有 {{n}} 台计算机没有办结',
      params: { title: row.title, n: one.computers },
      link: `/campaigns/${id}`,
    })),
  );
  await store.saveCampaign(cx, id, { remindedOn: cx.today });
  const told = new Set([...behind, ...heads].map((one) => one.personId)).size;
  await audit(cx, {
    action: 'campaign.remind',
    objectType: 'campaign',
    objectId: id,
    after: { told },
  });
  return told;
}

async function headsBehind(cx: CommandContext, id: string) {
  const tree = new Map((await departmentTree(cx.tx, cx.unitId)).map((row) => [row.id, row]));
  const progress = await list.progressOf(cx, 'all', id);
  return progress.flatMap((one) => {
    const left = one.computers - one.recorded - one.failed;
    const personId = tree.get(one.departmentId ?? '')?.headPersonId;
    return left > 0 && personId ? [{ personId, computers: left }] : [];
  });
}

export async function acknowledge(cx: CommandContext, id: string, note: string): Promise<void> {
  const row = await lockOne(cx, id);
  const count = await store.acknowledge(cx, id, cx.actor.departmentIds ?? [], note);
  if (count === 0) {
    const sentence = '统一部署 {{no}} 不涉及您负责的部门，或还没有通知';
    throw refuse('installation.notConcerned', sentence, { no: row.campaignNo }, { status: 409 });
  }
  await audit(cx, {
    action: 'campaign.acknowledge',
    objectType: 'campaign',
    objectId: id,
    after: { note },
  });
}

/** Heard in the transaction in which orders move. */
export async function followOrders(
  cx: CommandContext,
  moved: readonly MovedOrder[],
): Promise<void> {
  const groups = Map.groupBy(
    moved.filter((one) => one.origin === 'campaign'),
    (one) => one.originId,
  );
  for (const [campaignId, orders] of groups) {
    const row = await store.campaignOf(cx.tx, cx.unitId, campaignId);
    if (!row) continue;
    await store.setOrders(cx, campaignId, orders);
    await campaignsMoved.tell(cx, {
      campaignId,
      schemeId: row.schemeId,
      state: row.state,
      devices: orders.map(({ deviceId, state }) => ({ deviceId, state })),
    });
  }
}
