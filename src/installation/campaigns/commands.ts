/** Planning a campaign, telling the departments, carrying it out (W4; WH-1.3, WH-2.4); its end: `commands.end.ts`. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { reviewersOf } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type NoticeDraft, notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { cancelOrders } from '../orders/commands.cancel.ts';
import { createOrders } from '../orders/commands.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import { lockPromises } from '../orders/store.promised.ts';
import { scopedDevices } from './commands.observed.ts';
import { campaignsMoved } from './commands.told.ts';
import { CAMPAIGN_MACHINE } from './rules.machine.ts';
import { missingLicences, NO_LIMIT, previewOf } from './rules.scope.ts';
import type { CampaignState, ScopeInput, ScopePreview } from './shapes.ts';
import * as list from './store.list.ts';
import type { ScopedWork } from './store.scope.ts';
import * as store from './store.ts';

export type NewCampaign = {
  title: string;
  kind: MaintenanceType;
  softwareId: string;
  fromSoftwareIds?: readonly string[];
  version: string;
  reason: string;
  scope: ScopeInput;
  dueOn: string | null;
  technicianPersonId: string | null;
  schemeId?: string | null;
};

/** Plans a campaign; nobody is told yet. Returns its id. */
export async function createCampaign(cx: CommandContext, input: NewCampaign): Promise<string> {
  if ((await store.licencesOf(cx.tx, cx.unitId, input.softwareId, null)) === undefined) {
    const path = 'body.softwareId';
    throw refuse('installation.noSoftware', '没有这个软件编号，请重新选择', {}, { path });
  }
  const id = newId();
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `campaign-${year}`);
  const campaignNo = `BS${year}-${String(number).padStart(4, '0')}`;
  await store.insertCampaign(cx, {
    ...input,
    id,
    campaignNo,
    fromSoftwareIds: [...(input.fromSoftwareIds ?? [])],
    schemeId: input.schemeId ?? null,
    state: 'planned',
    remindedOn: null,
    createdAt: cx.now.toISOString(),
    updatedAt: cx.now.toISOString(),
  });
  await takeStep(cx, CAMPAIGN_MACHINE, { id, title: campaignNo, state: null }, 'create');
  return id;
}

export async function previewScope(
  cx: CommandContext,
  scope: ScopeInput,
  work: ScopedWork,
): Promise<ScopePreview> {
  const devices = await scopedDevices(cx, scope, work);
  const licences =
    work.kind === 'uninstall'
      ? NO_LIMIT
      : await store.licencesOf(cx.tx, cx.unitId, work.softwareId, work.campaignId ?? null);
  return previewOf(devices, scope, licences ?? NO_LIMIT);
}

export async function lockOne(cx: CommandContext, id: string): Promise<store.CampaignRow> {
  const row = await store.lockCampaign(cx, id);
  if (row) return row;
  throw refuse('installation.noCampaign', '没有这次统一部署，可能链接有误', {}, { status: 404 });
}

export const subjectOf = (row: store.CampaignRow) => ({
  id: row.id,
  title: row.campaignNo,
  state: row.state,
});
const workOf = (row: store.CampaignRow): ScopedWork => ({ ...row, campaignId: row.id });

async function move(
  cx: CommandContext,
  row: store.CampaignRow,
  action: 'notify' | 'execute',
): Promise<CampaignState> {
  const state = await takeStep(cx, CAMPAIGN_MACHINE, subjectOf(row), action);
  await store.saveCampaign(cx, row.id, { state });
  return state;
}

export async function updateCampaign(
  cx: CommandContext,
  id: string,
  input: Omit<NewCampaign, 'schemeId' | 'fromSoftwareIds'>,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'planned' || row.schemeId !== null) {
    const sentence = '统一部署 {{no}} 已通知部门或来自升级方案，不能再修改范围';
    throw refuse('installation.campaignFixed', sentence, { no: row.campaignNo }, { status: 409 });
  }
  await store.saveCampaign(cx, id, input);
  await audit(cx, {
    action: 'campaign.update',
    objectType: 'campaign',
    objectId: id,
    before: { title: row.title, scope: row.scope },
    after: { title: input.title, scope: input.scope },
  });
}

/** Freezes the computers and tells the heads (WH-1.3, WH-2.4); too few licences stop it here, not half-way. */
export async function notifyDepartments(cx: CommandContext, id: string): Promise<void> {
  const row = await lockOne(cx, id);
  await move(cx, row, 'notify');
  const added = await takeIn(cx, row);
  if (added === 0) {
    const sentence = '范围内没有要{{kind}}的计算机，请修改范围';
    const kinds = { install: '安装', uninstall: '卸载', upgrade: '升级' };
    throw refuse('installation.emptyScope', sentence, { kind: kinds[row.kind] }, { status: 409 });
  }
  await tellDepartments(cx, row, '统一部署“{{title}}”涉及贵部门 {{n}} 台计算机，请知悉并配合');
  await campaignsMoved.tell(cx, {
    campaignId: id,
    schemeId: row.schemeId,
    state: 'departmentsNotified',
    devices: [],
  });
}

async function takeIn(cx: CommandContext, row: store.CampaignRow): Promise<number> {
  if (row.kind !== 'uninstall') await lockPromises(cx, row.softwareId);
  const devices = await scopedDevices(cx, row.scope, workOf(row));
  const taking = devices.filter((device) => device.exclusion === null);
  const added = await store.addDevices(cx, row.id, taking);
  if (row.kind !== 'uninstall') await requireLicences(cx, row);
  return added;
}

async function requireLicences(cx: CommandContext, row: store.CampaignRow): Promise<void> {
  const licences = await store.licencesOf(cx.tx, cx.unitId, row.softwareId, row.id);
  if (!licences || licences.left === null) return;
  const need = await store.licencesNeeded(cx, row);
  const missing = missingLicences(need, licences);
  if (missing === 0) return;
  const left = Math.max(licences.left, 0);
  const { promised } = licences;
  throw refuse(
    'installation.tooFewLicences',
    promised > 0
      ? '许可不足：需要 {{need}} 个，剩余 {{left}} 个，其中 {{promised}} 个已答应给其他申请和工作单，还缺 {{missing}} 个；请缩小范围或先采购'
      : '许可不足：需要 {{need}} 个，剩余 {{left}} 个，还缺 {{missing}} 个；请缩小范围或先采购',
    { need, left, promised, missing },
    { status: 409 },
  );
}

export async function tellDepartments(
  cx: CommandContext,
  row: store.CampaignRow,
  sentence: string,
): Promise<void> {
  const progress = await list.progressOf(cx, 'all', row.id);
  const drafts: NoticeDraft[] = [];
  for (const one of progress) {
    if (one.departmentId === null) continue;
    const reviewers = await reviewersOf(cx.tx, cx.unitId, one.departmentId, { today: cx.today });
    drafts.push({
      to: reviewers.map(({ personId }) => ({ personId })),
      kind: 'campaign',
      sentence,
      params: { title: row.title, n: one.computers },
      link: `/campaigns/${row.id}`,
      objectType: 'campaign',
      objectId: row.id,
    });
  }
  await notify(cx, drafts);
}

/** Orders of one command at most; more are made by the job, part by part. */
export const AT_ONCE = 500;

export async function executeCampaign(
  cx: CommandContext,
  id: string,
  technicians: readonly { departmentId: string; technicianPersonId: string }[],
): Promise<{ waiting: number }> {
  const row = await lockOne(cx, id);
  await move(cx, row, 'execute');
  await store.setTechnicians(cx, id, technicians);
  await campaignsMoved.tell(cx, {
    campaignId: id,
    schemeId: row.schemeId,
    state: 'executing',
    devices: [],
  });
  return { waiting: await issueOrLeave(cx, id) };
}

/** Makes the next orders under the campaign's lock; returns how many. One computer never gets two. */
export async function issueOrders(cx: CommandContext, id: string): Promise<number> {
  const row = await lockOne(cx, id);
  if (row.state !== 'executing') return 0;
  const devices = await store.unordered(cx, id, AT_ONCE);
  if (devices.length === 0) return 0;
  const orders = await createOrders(
    cx,
    devices.map((device) => ({
      origin: 'campaign',
      originId: id,
      deviceId: device.deviceId,
      technicianPersonId: device.technicianPersonId,
      dueOn: row.dueOn,
      note: row.title,
      lines: [
        {
          kind: row.kind,
          softwareId: row.softwareId,
          fromSoftwareId: device.fromSoftwareId,
          version: row.version,
        },
      ],
    })),
  );
  await store.setOrders(
    cx,
    id,
    orders.map((order, at) => ({
      deviceId: order.deviceId,
      id: order.id,
      state: devices[at]!.technicianPersonId ? 'assigned' : 'pending',
    })),
  );
  return orders.length;
}

/**
 * Computers that have come into the scope since: they take part from now on. Also makes what a stopped job has left;
 * `waiting` is what is too much for one command.
 */
export async function extendCampaign(
  cx: CommandContext,
  id: string,
): Promise<{ added: number; waiting: number }> {
  const row = await lockOne(cx, id);
  if (row.state !== 'executing') {
    const sentence = '统一部署 {{no}} 不在执行中，不能纳入新的计算机';
    throw refuse('installation.notExecuting', sentence, { no: row.campaignNo }, { status: 409 });
  }
  const added = await takeIn(cx, row);
  await audit(cx, {
    action: 'campaign.extend',
    objectType: 'campaign',
    objectId: id,
    after: { computers: added },
  });
  return { added, waiting: await issueOrLeave(cx, id) };
}

/** Makes the orders at once, or says how many are too many for that. */
async function issueOrLeave(cx: CommandContext, id: string): Promise<number> {
  const waiting = (await store.unordered(cx, id, 1_000_000)).length;
  if (waiting > AT_ONCE) return waiting;
  await issueOrders(cx, id);
  return 0;
}

/** Single computers leave; what is recorded of them stays. */
export async function removeDevices(
  cx: CommandContext,
  id: string,
  input: { deviceIds: readonly string[]; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'executing' && row.state !== 'departmentsNotified') {
    const sentence = '统一部署 {{no}} 不在执行中，不能移出计算机';
    throw refuse('installation.notExecuting', sentence, { no: row.campaignNo }, { status: 409 });
  }
  const open = await store.openOrderIds(cx.tx, cx.unitId, id, input.deviceIds);
  const dropped = await store.dropUnordered(cx, id, input.deviceIds);
  if (open.length + dropped.length === 0) {
    const sentence = '所选计算机已办结或已移出，没有可移出的';
    throw refuse('installation.nothingToRemove', sentence, {}, { status: 409 });
  }
  await cancelOrders(cx, open, input.reason, { leaveFinished: true });
  await audit(cx, {
    action: 'campaign.remove',
    objectType: 'campaign',
    objectId: id,
    after: { computers: open.length + dropped.length, reason: input.reason },
  });
  await tellDropped(cx, row, dropped);
}

async function tellDropped(cx: CommandContext, row: store.CampaignRow, dropped: string[]) {
  if (dropped.length === 0) return;
  await campaignsMoved.tell(cx, {
    campaignId: row.id,
    schemeId: row.schemeId,
    state: row.state,
    devices: dropped.map((deviceId) => ({ deviceId, state: 'cancelled' })),
  });
}

export async function correctCampaign(
  cx: CommandContext,
  id: string,
  input: { title?: string | undefined; dueOn?: string | null | undefined; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const after = {
    ...(input.title === undefined ? {} : { title: input.title }),
    ...(input.dueOn === undefined ? {} : { dueOn: input.dueOn }),
  };
  await takeStep(cx, CAMPAIGN_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: { title: row.title, dueOn: row.dueOn }, after },
  });
  await store.saveCampaign(cx, id, after);
}
