/** Signing campaigns: everybody in the scope who has not signed is told, reminded, counted. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentIdsUnder, departmentTree } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { PLEDGE_CAMPAIGN_MACHINE } from './rules.machine.ts';
import type { PledgeCampaign, PledgeCampaignRecord } from './shapes.ts';
import * as store from './store.ts';

async function scopeOf(cx: CommandContext, row: Pick<store.CampaignRow, 'departmentIds'>) {
  return row.departmentIds.length === 0
    ? null
    : departmentIdsUnder(cx.tx, cx.unitId, row.departmentIds);
}

async function tellUnsigned(
  cx: CommandContext,
  row: store.CampaignRow,
  sentence: string,
): Promise<number> {
  const people = await store.unsigned(cx.tx, cx.unitId, row.textVersion, await scopeOf(cx, row));
  await notify(cx, [
    {
      to: people.map(({ personId }) => ({ personId })),
      kind: 'pledge',
      sentence,
      params: { title: row.title, due: row.dueOn ?? '尽快' },
      link: '/my/pledge',
      objectType: 'pledgeCampaign',
      objectId: row.id,
    },
  ]);
  return people.length;
}

const subjectOf = (row: store.CampaignRow) => ({
  id: row.id,
  title: row.campaignNo,
  state: row.state,
});

export async function openCampaign(
  cx: CommandContext,
  input: { title: string; departmentIds: string[]; dueOn: string | null },
): Promise<string> {
  const known = new Set((await departmentTree(cx.tx, cx.unitId)).map((row) => row.id));
  if (input.departmentIds.some((id) => !known.has(id))) {
    const path = 'body.departmentIds';
    throw refuse('responsibility.unknownDepartment', '有的部门不存在，请重新选择', {}, { path });
  }
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `pledge-campaign-${year}`);
  const row: store.CampaignRow = {
    ...input,
    id: newId(),
    campaignNo: `CN${year}-${String(number).padStart(4, '0')}`,
    textVersion: (await store.textsOf(cx.tx, cx.unitId))[0]!.version,
    state: 'open',
    remindedOn: null,
    createdAt: cx.now.toISOString(),
  };
  await store.insertCampaign(cx, row);
  await takeStep(cx, PLEDGE_CAMPAIGN_MACHINE, { ...subjectOf(row), state: null }, 'create');
  await tellUnsigned(cx, row, '请于 {{due}} 前签署使用正版软件承诺书（{{title}}）');
  return row.id;
}

async function lockOne(cx: CommandContext, id: string): Promise<store.CampaignRow> {
  const [row] = await store.campaignsOf(cx.tx, cx.unitId, { id, lock: true });
  if (row) return row;
  throw refuse('responsibility.noCampaign', '没有这次签署活动，可能链接有误', {}, { status: 404 });
}

export async function remind(cx: CommandContext, id: string): Promise<number> {
  const row = await lockOne(cx, id);
  if (row.state !== 'open') {
    const sentence = '签署活动 {{no}} 已结束，无须催签';
    throw refuse('responsibility.notOpen', sentence, { no: row.campaignNo }, { status: 409 });
  }
  if (row.remindedOn === cx.today) {
    const sentence = '今天已经催签过，请明天再催';
    throw refuse('responsibility.remindedToday', sentence, {}, { status: 409 });
  }
  const told = await tellUnsigned(
    cx,
    row,
    '催签：请于 {{due}} 前签署使用正版软件承诺书（{{title}}）',
  );
  await store.saveCampaign(cx, { ...row, remindedOn: cx.today });
  await audit(cx, {
    action: 'pledge.remind',
    objectType: 'pledgeCampaign',
    objectId: id,
    after: { told },
  });
  return told;
}

export async function endCampaign(
  cx: CommandContext,
  id: string,
  input: { action: 'close' | 'cancel'; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, PLEDGE_CAMPAIGN_MACHINE, subjectOf(row), input.action, {
    opinion: input.reason,
  });
  await store.saveCampaign(cx, { ...row, state });
}

export async function correctCampaign(
  cx: CommandContext,
  id: string,
  input: { title?: string | undefined; dueOn?: string | null | undefined; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const after = {
    title: input.title ?? row.title,
    dueOn: input.dueOn === undefined ? row.dueOn : input.dueOn,
  };
  await takeStep(cx, PLEDGE_CAMPAIGN_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: { title: row.title, dueOn: row.dueOn }, after },
  });
  await store.saveCampaign(cx, { ...row, ...after });
}

/** A campaign in which everybody has signed ends by itself. */
export async function closeWhenComplete(cx: CommandContext, version: number): Promise<void> {
  for (const { id } of await store.campaignsOf(cx.tx, cx.unitId, { open: true })) {
    const row = await lockOne(cx, id);
    if (row.state !== 'open' || row.textVersion !== version) continue;
    const left = await store.unsigned(cx.tx, cx.unitId, version, await scopeOf(cx, row));
    if (left.length > 0) continue;
    const state = await takeStep(cx, PLEDGE_CAMPAIGN_MACHINE, subjectOf(row), 'close', {
      opinion: '全部签署完成',
    });
    await store.saveCampaign(cx, { ...row, state });
  }
}

export async function listCampaigns(cx: CommandContext, scope: Scope): Promise<PledgeCampaign[]> {
  const rows = await store.campaignsOf(cx.tx, cx.unitId);
  const listed: PledgeCampaign[] = [];
  for (const row of rows.slice(0, 50)) {
    const coverage = await store.coverageOf(cx, scope, row.textVersion, await scopeOf(cx, row));
    listed.push({ ...row, due: coverage.due, signed: coverage.signed });
  }
  return listed;
}

export async function campaignRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<PledgeCampaignRecord> {
  const [row] = await store.campaignsOf(cx.tx, cx.unitId, { id });
  if (!row) {
    throw refuse(
      'responsibility.noCampaign',
      '没有这次签署活动，可能链接有误',
      {},
      { status: 404 },
    );
  }
  const coverage = await store.coverageOf(cx, scope, row.textVersion, await scopeOf(cx, row));
  const manages = widestScope(cx.actor.roles, 'pledge.manage') !== undefined;
  return {
    ...row,
    due: coverage.due,
    signed: coverage.signed,
    coverage,
    steps: await stepsOf(cx.tx, cx.unitId, 'pledgeCampaign', id),
    may:
      manages && row.state === 'open'
        ? ['remind', 'close', 'cancel', 'correct']
        : manages && row.state === 'closed'
          ? ['correct']
          : [],
  };
}

/** One's own signature; for heads, how many of the department are missing. */
export async function pledgeTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  const version = (await store.textsOf(cx.tx, cx.unitId))[0]!.version;
  const open = await store.campaignsOf(cx.tx, cx.unitId, { open: true });
  const dueOn =
    open
      .map((row) => row.dueOn)
      .filter((day) => day !== null)
      .sort()[0] ?? null;
  const { personId } = cx.actor;
  if (personId && widestScope(cx.actor.roles, 'pledge.sign')) {
    const status = (await store.statusOf(cx.tx, cx.unitId, version, [personId])).get(personId);
    lines.push({
      key: 'pledge.sign',
      sentence: '待您签署的使用正版软件承诺书',
      count: status === 'pending' || status === 'superseded' ? 1 : 0,
      link: '/my/pledge',
      dueOn,
    });
  }
  if (open.length > 0 && cx.actor.roles.includes('deptHead')) {
    const people = await store.unsigned(cx.tx, cx.unitId, version, cx.actor.departmentIds ?? []);
    lines.push({
      key: 'pledge.department',
      sentence: '本部门还没有签署承诺书的人员',
      count: people.length,
      link: '/pledges?status=pending',
      dueOn,
    });
  }
  return lines;
}
