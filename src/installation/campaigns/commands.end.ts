/**
 * Closing and cancelling a campaign. What is still open is cancelled with it: at once, or part by part by a job when it
 * is too much for one command; until the job is through the campaign is 正在结束 or 正在取消.
 */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { cancelOrders, tellCancelled } from '../orders/commands.cancel.ts';
import { campaignsMoved } from './commands.told.ts';
import { AT_ONCE, lockOne, subjectOf, tellDepartments } from './commands.ts';
import { CAMPAIGN_MACHINE, endOf } from './rules.machine.ts';
import type { CampaignState } from './shapes.ts';
import * as store from './store.ts';

/** `waiting`: open orders that are too many for one command; the caller starts the job. */
export type Ending = { waiting: number };

export async function closeCampaign(
  cx: CommandContext,
  id: string,
  input: { cancelOpen: boolean; opinion: string },
): Promise<Ending> {
  const row = await lockOne(cx, id);
  const open = await store.openOrderIds(cx.tx, cx.unitId, id);
  const to = open.length > AT_ONCE ? 'closing' : 'closed';
  await takeStep(cx, CAMPAIGN_MACHINE, subjectOf(row), 'close', { opinion: input.opinion, to });
  const without = await store.dropUnordered(cx, id);
  if (open.length + without.length > 0 && !input.cancelOpen) {
    throw refuse(
      'installation.campaignOpen',
      '还有 {{n}} 张工作单没有办结；请先办结，或选择取消其余工作单',
      { n: open.length + without.length },
      { path: 'body.cancelOpen', status: 409 },
    );
  }
  return end(cx, row, to, open, input.opinion);
}

export async function cancelCampaign(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<Ending> {
  const row = await lockOne(cx, id);
  const open = await store.openOrderIds(cx.tx, cx.unitId, id);
  const to = open.length > AT_ONCE ? 'cancelling' : 'cancelled';
  await takeStep(cx, CAMPAIGN_MACHINE, subjectOf(row), 'cancel', { opinion: reason, to });
  await store.dropUnordered(cx, id);
  await tellDepartments(cx, row, '统一部署“{{title}}”已取消');
  return end(cx, row, to, open, reason);
}

/** People hear of it once, now, however many parts it takes. */
async function end(
  cx: CommandContext,
  row: store.CampaignRow,
  state: CampaignState,
  open: readonly string[],
  reason: string,
): Promise<Ending> {
  await store.saveCampaign(cx, row.id, { state });
  await tellCancelled(cx, open, reason);
  if (endOf(state) !== undefined) return { waiting: open.length };
  await cancelOrders(cx, open, reason, { leaveFinished: true, tell: false });
  await ended(cx, row, state);
  return { waiting: 0 };
}

/**
 * The next open orders of a campaign that is being ended, under its lock, or its end when there are none; returns how
 * many. Signatures given meanwhile count: what is recorded stays.
 */
export async function endPart(cx: CommandContext, id: string): Promise<number> {
  const row = await lockOne(cx, id);
  const to = endOf(row.state);
  if (to === undefined) return 0;
  const open = (await store.openOrderIds(cx.tx, cx.unitId, id)).slice(0, AT_ONCE);
  if (open.length > 0) {
    await cancelOrders(cx, open, await reasonOf(cx, id), { leaveFinished: true, tell: false });
    return open.length;
  }
  await takeStep(cx, CAMPAIGN_MACHINE, subjectOf(row), 'finish', { to });
  await store.saveCampaign(cx, id, { state: to });
  await ended(cx, row, to);
  return 0;
}

/** What was said when it was closed or cancelled. */
async function reasonOf(cx: CommandContext, id: string): Promise<string> {
  const steps = await stepsOf(cx.tx, cx.unitId, 'campaign', id);
  return steps.findLast((step) => step.action === 'close' || step.action === 'cancel')!.opinion;
}

/** When the job has stopped half-way. */
export async function continueEnding(cx: CommandContext, id: string): Promise<void> {
  const row = await lockOne(cx, id);
  if (endOf(row.state) !== undefined) return;
  const sentence = '统一部署 {{no}} 没有正在取消的工作单，请刷新查看';
  throw refuse('installation.notEnding', sentence, { no: row.campaignNo }, { status: 409 });
}

async function ended(cx: CommandContext, row: store.CampaignRow, state: CampaignState) {
  await campaignsMoved.tell(cx, { campaignId: row.id, schemeId: row.schemeId, state, devices: [] });
}
