/** A disposal from the request to the last approval (W9; PZ-2.7). Nobody does two of asking, appraising and approving. */
import { newId } from '../../base/ids.ts';
import { type Refusal, refuse } from '../../base/refusal.ts';
import { personById } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { type Role, type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { among, ownNames } from '../../platform/workflow/who.ts';
import { requireFacts } from './commands.facts.ts';
import { DISPOSAL_MACHINE } from './rules.machine.ts';
import type { DisposalInput, DisposalReview, DisposalSettings } from './shapes.ts';
import * as store from './store.ts';

export const subjectOf = (row: store.DisposalRow) => ({
  id: row.id,
  title: row.disposalNo,
  state: row.state,
});

export const noDisposal = () =>
  refuse('installation.noDisposal', '没有这项软件处置，可能链接有误', {}, { status: 404 });

export async function lockOne(
  cx: CommandContext,
  id: string,
  scope: Scope = 'all',
): Promise<store.DisposalRow> {
  const row = await store.disposalRow(cx, scope, id, true);
  if (row) return row;
  throw noDisposal();
}

/** Why this person may not do his part of this disposal; asked by the command and for the page. */
export function separation(
  cx: CommandContext,
  row: store.DisposalRow,
  part: 'appraise' | 'assetReview' | 'headReview',
): Refusal | undefined {
  const forbid = (sentence: string) =>
    refuse('installation.ownDisposal', sentence, {}, { status: 403 });
  if (among(cx, row.requesters)) return forbid('您提出了这项处置申请，须由其他人鉴定和审批');
  if (part !== 'appraise' && among(cx, row.appraisers)) {
    return forbid('您鉴定了这项处置，须由其他人审批');
  }
  if (part !== 'assetReview' && among(cx, row.assetApprovers)) {
    return forbid('您审批了这项处置，须由其他人办理这一步');
  }
  return undefined;
}

/** Scrapped goes to nobody; sold, given and transferred goes to somebody. */
export function requireRecipient(input: Pick<DisposalInput, 'method' | 'recipient'>): void {
  if ((input.method === 'scrap') === (input.recipient === '')) return;
  const sentence = input.method === 'scrap' ? '报废不填接收单位' : '请填写接收单位';
  throw refuse('installation.recipient', sentence, {}, { path: 'body.recipient' });
}

export async function tell(
  cx: CommandContext,
  row: Pick<store.DisposalRow, 'id' | 'disposalNo'>,
  to: readonly ({ role: Role } | { personId: string } | { accountId: string })[],
  sentence: string,
  params: Record<string, string | number> = {},
): Promise<void> {
  await notify(cx, [
    {
      to,
      kind: 'disposal',
      sentence,
      params: { no: row.disposalNo, ...params },
      link: `/disposals/${row.id}`,
      objectType: 'disposal',
      objectId: row.id,
    },
  ]);
}

/** Whoever asked, as a person or by account. */
export async function tellRequesters(
  cx: CommandContext,
  row: store.DisposalRow,
  sentence: string,
  params: Record<string, string | number> = {},
): Promise<void> {
  const people = await store.peopleAmong(cx, row.requesters);
  const to =
    people.length > 0
      ? people.map((personId) => ({ personId }))
      : row.requesters.map((accountId) => ({ accountId }));
  await tell(cx, row, to, sentence, params);
}

/** What is asked for, after it has been held against the facts. */
async function checked(cx: CommandContext, input: DisposalInput) {
  requireRecipient(input);
  return requireFacts(cx, ownScope(cx), input);
}

async function saveContent(
  cx: CommandContext,
  id: string,
  input: DisposalInput,
  asked: Awaited<ReturnType<typeof checked>>,
): Promise<void> {
  const held = await store.saveNumbers(cx, id, asked);
  if (held) {
    const sentence = '{{no}} 已在处置申请 {{by}} 中';
    const params = { no: held.softwareNo, by: held.disposalNo };
    const path = 'body.softwareIds';
    throw refuse('installation.numberHeld', sentence, params, { path, status: 409 });
  }
  const hardware = input.reason === 'lifeNotReachedHardwareScrapped';
  await store.saveDevices(cx, id, hardware ? input.deviceIds : []);
}

const ownScope = (cx: CommandContext) => widestScope(cx.actor.roles, 'disposal.request') ?? 'own';

const wordsOf = (input: DisposalInput) => ({
  reason: input.reason,
  method: input.method,
  recipient: input.recipient,
  explanation: input.explanation,
  notMovable: input.reason === 'lifeNotReachedHardwareScrapped' ? input.notMovable : '',
});

export async function createDisposal(cx: CommandContext, input: DisposalInput): Promise<string> {
  const asked = await checked(cx, input);
  const { personId } = cx.actor;
  const person = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `disposal-${year}`);
  const row: Omit<store.DisposalRow, 'unitId'> = {
    ...wordsOf(input),
    id: newId(),
    disposalNo: `CZ${year}-${String(number).padStart(4, '0')}`,
    departmentId: person?.departmentId ?? null,
    departmentName: await store.departmentName(cx, person?.departmentId ?? null),
    requestedBy: cx.actor.name,
    requestedOn: cx.today,
    requesters: ownNames(cx),
    appraisers: [],
    assetApprovers: [],
    state: 'requested',
    approvedOn: null,
    disposedOn: null,
    createdAt: cx.now.toISOString(),
    updatedAt: cx.now.toISOString(),
  };
  await store.insertDisposal(cx, row);
  await saveContent(cx, row.id, input, asked);
  const subject = { id: row.id, title: row.disposalNo, state: null };
  await takeStep(cx, DISPOSAL_MACHINE, subject, 'request');
  await tell(cx, row, [{ role: 'itManager' }], '软件处置 {{no}} 待鉴定');
  return row.id;
}

export async function resubmitDisposal(
  cx: CommandContext,
  id: string,
  input: DisposalInput,
): Promise<void> {
  const row = await lockOne(cx, id, ownScope(cx));
  const refusal = withdrawal(cx, row);
  if (refusal) throw refusal;
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'resubmit');
  const asked = await checked(cx, input);
  await saveContent(cx, id, input, asked);
  await store.saveDisposal(cx, id, {
    ...wordsOf(input),
    state,
    requestedOn: cx.today,
    requesters: [...new Set([...row.requesters, ...ownNames(cx)])],
    appraisers: [],
    assetApprovers: [],
  });
  await tell(cx, row, [{ role: 'itManager' }], '软件处置 {{no}} 待鉴定');
}

export async function withdrawDisposal(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id, ownScope(cx));
  const refusal = withdrawal(cx, row);
  if (refusal) throw refusal;
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'withdraw', {
    opinion: reason,
  });
  await store.releaseNumbers(cx, id);
  await store.saveDisposal(cx, id, { state });
}

/** One's own request, or one of the department one heads; the information department does not withdraw others'. */
export function withdrawal(cx: CommandContext, row: store.DisposalRow): Refusal | undefined {
  const departments = cx.actor.departmentIds ?? [];
  if (among(cx, row.requesters)) return undefined;
  if (row.departmentId !== null && departments.includes(row.departmentId)) return undefined;
  const sentence = '只有申请人或其部门负责人可以修改和撤回';
  return refuse('installation.notYourDisposal', sentence, {}, { status: 403 });
}

async function endIn(
  cx: CommandContext,
  row: store.DisposalRow,
  action: 'itReject' | 'assetReject' | 'headReject',
  opinion: string,
): Promise<void> {
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), action, { opinion });
  await store.releaseNumbers(cx, row.id);
  await store.saveDisposal(cx, row.id, { state });
  await tellRequesters(cx, row, '软件处置 {{no}} 未获同意：{{opinion}}', { opinion });
}

/** PZ-2.7: 需经过信息化部门鉴定. */
export async function appraise(
  cx: CommandContext,
  id: string,
  { result, opinion }: DisposalReview,
): Promise<void> {
  const row = await lockOne(cx, id);
  const refusal = separation(cx, row, 'appraise');
  if (refusal) throw refusal;
  if (result === 'reject') return endIn(cx, row, 'itReject', opinion);
  const action = result === 'approve' ? ('appraise' as const) : ('itReturn' as const);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), action, { opinion });
  if (result === 'return') {
    await store.saveDisposal(cx, id, { state });
    return tellRequesters(cx, row, '软件处置 {{no}} 已退回：{{opinion}}', { opinion });
  }
  await store.saveDisposal(cx, id, { state, appraisers: ownNames(cx) });
  await tell(cx, row, [{ role: 'assetOfficer' }], '软件处置 {{no}} 待资产管理部门审批');
}

/** PZ-2.7: 严格履行资产处置报批手续. */
export async function assetReview(
  cx: CommandContext,
  id: string,
  { result, opinion }: DisposalReview,
): Promise<void> {
  const row = await lockOne(cx, id);
  const refusal = separation(cx, row, 'assetReview');
  if (refusal) throw refusal;
  if (result === 'reject') return endIn(cx, row, 'assetReject', opinion);
  if (result === 'return') {
    const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'assetReturn', { opinion });
    await store.saveDisposal(cx, id, { state, appraisers: [] });
    const sentence = '软件处置 {{no}} 退回重新鉴定：{{opinion}}';
    return tell(cx, row, [{ role: 'itManager' }], sentence, { opinion });
  }
  const headApproves = await store.headApproves(cx);
  const to = headApproves ? ('assetApproved' as const) : ('approved' as const);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), 'assetApprove', {
    opinion,
    to,
  });
  const approvedOn = headApproves ? null : cx.today;
  await store.saveDisposal(cx, id, { state, approvedOn, assetApprovers: ownNames(cx) });
  if (!headApproves) return tellApproved(cx, row);
  await tell(cx, row, [{ role: 'committeeHead' }], '软件处置 {{no}} 待您审批');
}

async function tellApproved(cx: CommandContext, row: store.DisposalRow): Promise<void> {
  await tellRequesters(cx, row, '软件处置 {{no}} 已获批准');
  await tell(cx, row, [{ role: 'itManager' }], '软件处置 {{no}} 已获批准，待卸载和办理');
}

export async function headReview(
  cx: CommandContext,
  id: string,
  { result, opinion }: DisposalReview,
): Promise<void> {
  const row = await lockOne(cx, id);
  const refusal = separation(cx, row, 'headReview');
  if (refusal) throw refusal;
  if (result === 'reject') return endIn(cx, row, 'headReject', opinion);
  const action = result === 'approve' ? ('approve' as const) : ('headReturn' as const);
  const state = await takeStep(cx, DISPOSAL_MACHINE, subjectOf(row), action, { opinion });
  if (result === 'return') {
    await store.saveDisposal(cx, id, { state, assetApprovers: [] });
    const sentence = '软件处置 {{no}} 退回资产管理部门：{{opinion}}';
    return tell(cx, row, [{ role: 'assetOfficer' }], sentence, { opinion });
  }
  await store.saveDisposal(cx, id, { state, approvedOn: cx.today });
  await tellApproved(cx, row);
}

export async function saveSettings(cx: CommandContext, input: DisposalSettings): Promise<void> {
  const before = await store.headApproves(cx);
  await store.saveHeadApproves(cx, input.headApproves);
  await audit(cx, {
    action: 'disposalSettings.save',
    objectType: 'disposalSettings',
    objectId: cx.unitId,
    before: { headApproves: before },
    after: input,
  });
}
