/** An approved scheme follows its campaign, and the requests in it follow the orders of their computers (WH-2.5). */
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { moveApplications } from '../applications/commands.follow.ts';
import type { MovedCampaign } from '../campaigns/commands.told.ts';
import { UPGRADE_MACHINE } from './rules.machine.ts';
import type { UpgradeState } from './shapes.ts';
import * as store from './store.ts';

const FOLLOWED: readonly UpgradeState[] = [
  'departmentsNotified',
  'executing',
  'closed',
  'cancelled',
];
const FOLLOWING: readonly UpgradeState[] = ['approved', 'departmentsNotified', 'executing'];

/** Heard in the transaction in which a campaign or its computers move. */
export async function followCampaigns(cx: CommandContext, told: MovedCampaign): Promise<void> {
  if (told.schemeId === null) return;
  if (told.devices.length > 0) await followDevices(cx, told);
  const seen = await store.upgradeOf(cx.tx, cx.unitId, told.schemeId);
  const to = FOLLOWED.find((state) => state === told.state);
  // Signing orders must not queue up behind the scheme: it is locked only when it moves.
  if (!seen || !to || seen.state === to || !FOLLOWING.includes(seen.state)) return;
  const row = await store.lockUpgrade(cx, told.schemeId);
  if (!row || row.state === to || !FOLLOWING.includes(row.state)) return;
  const subject = { id: row.id, title: row.schemeNo, state: row.state };
  const state = await takeStep(cx, UPGRADE_MACHINE, subject, 'follow', { to: to as never });
  await store.saveUpgrade(cx, row.id, { state });
  if (to === 'closed' || to === 'cancelled') await release(cx, row);
}

/** Done or not done; an order cancelled by itself leaves the request in the scheme until that ends. */
async function followDevices(cx: CommandContext, told: MovedCampaign): Promise<void> {
  const ended = new Map(told.devices.map((one) => [one.deviceId, one.state]));
  const requests = await store.openRequests(cx, { campaignIds: [told.campaignId] });
  for (const outcome of ['recorded', 'notCompleted'] as const) {
    const own = requests.filter((request) => ended.get(request.deviceId) === outcome);
    const [first] = own;
    if (!first) continue;
    const ids = own.map((request) => request.applicationId);
    await moveApplications(cx, ids, outcome, { scheme: first.schemeNo });
    await store.saveOutcomes(cx, first.schemeId, ids, outcome);
  }
}

/** What was not carried out waits for another scheme. */
export async function release(
  cx: CommandContext,
  row: Pick<store.UpgradeRow, 'id' | 'schemeNo' | 'campaignId'>,
): Promise<void> {
  const open = await store.openRequests(cx, { schemeIds: [row.id] });
  if (open.length === 0) return;
  const ids = open.map((request) => request.applicationId);
  await moveApplications(cx, ids, 'release', { scheme: row.schemeNo });
  await store.saveOutcomes(cx, row.id, ids, 'released');
  // Of a draft nobody outside has heard.
  if (row.campaignId === null) return;
  await notify(
    cx,
    open.map((request) => ({
      to: [{ personId: request.applicantPersonId }],
      kind: 'application' as const,
      sentence: '您的升级申请 {{no}} 未在升级方案 {{scheme}} 中办理，等待下一个方案',
      params: { no: request.applicationNo, scheme: row.schemeNo },
      link: `/applications/${request.applicationId}`,
      objectType: 'application',
      objectId: request.applicationId,
    })),
  );
}
