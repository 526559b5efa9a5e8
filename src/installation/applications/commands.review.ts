/** Opinions of the department and of the information department, and what follows from an approval. */
import { refuse } from '../../base/refusal.ts';
import { personById } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { createOrders } from '../orders/commands.ts';
import type { OrderLineDraft } from '../orders/shapes.ts';
import { lockPromises } from '../orders/store.promised.ts';
import { callerOf, checksFor, factsOf } from './commands.facts.ts';
import { lockOne, refuseBlocked, tell, tellReviewers, titleOf } from './commands.ts';
import { APPLICATION_MACHINE } from './rules.machine.ts';
import { mayItReview, mayReview } from './rules.ts';
import * as store from './store.ts';

type Result = 'approve' | 'return' | 'reject';

/** ZR-2: the head, his substitute, or whoever was named. Others are told so before the state is looked at. */
export async function deptReview(
  cx: CommandContext,
  id: string,
  input: { result: Result; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const facts = await factsOf(cx, row);
  if (!mayReview(facts, callerOf(cx))) {
    const sentence = '申请 {{no}} 不由您审核（本人不能审核自己的申请）';
    throw refuse('installation.notYourReview', sentence, { no: titleOf(row) }, { status: 403 });
  }
  // 不同意 has one place in the table for both departments; here it is this one's.
  if (input.result === 'reject' && row.state !== 'submitted')
    await refuseMoved(cx, row, 'deptApprove');
  const action =
    input.result === 'approve'
      ? 'deptApprove'
      : input.result === 'return'
        ? 'deptReturn'
        : 'reject';
  const own = facts.reviewers.find((one) => one.personId === cx.actor.personId);
  const subject = { id, title: titleOf(row), state: row.state };
  const state = await takeStep(cx, APPLICATION_MACHINE, subject, action, {
    opinion: input.opinion,
    onBehalfOf: own?.onBehalfOf ?? null,
  });
  await store.saveApplication(cx, id, {
    state,
    ...(action === 'deptReturn' ? { reviewerPersonId: null } : {}),
  });
  if (input.result === 'approve') {
    await tell(cx, row, [{ role: 'itManager' }], '{{name}}的安装维护申请 {{no}} 待信息化部门审核', {
      name: row.applicantName,
    });
  }
  await tellApplicant(cx, row, input.result, '部门');
}

async function refuseMoved(
  cx: CommandContext,
  row: store.ApplicationRow,
  action: 'deptApprove' | 'itApprove',
): Promise<void> {
  const subject = { id: row.id, title: titleOf(row), state: row.state };
  // The table refuses it in its own words, naming who was first.
  await takeStep(cx, APPLICATION_MACHINE, subject, action, { to: 'deptApproved' as never });
}

async function tellApplicant(
  cx: CommandContext,
  row: store.ApplicationRow,
  result: Result,
  place: string,
): Promise<void> {
  const sentences: Record<Result, string> = {
    approve: '您的安装维护申请 {{no}} 已经{{place}}审核同意',
    return: '您的安装维护申请 {{no}} 被{{place}}退回',
    reject: '您的安装维护申请 {{no}} 未获{{place}}同意',
  };
  await tell(cx, row, [{ personId: row.applicantPersonId }], sentences[result], { place });
}

export type ItReview = {
  result: Result;
  opinion: string;
  toSoftwareId?: string | undefined;
  version?: string | undefined;
  technicianPersonId?: string | undefined;
  dueOn?: string | undefined;
};

/** WH-1.2: approved by the information department, which also says under which number and by whom. */
export async function itReview(cx: CommandContext, id: string, input: ItReview): Promise<void> {
  const row = await lockOne(cx, id);
  requireItReview(cx, await factsOf(cx, row), titleOf(row));
  const subject = { id, title: titleOf(row), state: row.state };
  if (input.result !== 'approve') {
    if (row.state !== 'deptApproved') await refuseMoved(cx, row, 'itApprove');
    const action = input.result === 'return' ? 'itReturn' : 'reject';
    const state = await takeStep(cx, APPLICATION_MACHINE, subject, action, {
      opinion: input.opinion,
    });
    await store.saveApplication(cx, id, { state });
    if (input.result === 'return') await tellReviewers(cx, { ...row, state });
    await tellApplicant(cx, row, input.result, '信息化部门');
    return;
  }
  const chosen = {
    ...row,
    toSoftwareId: row.kind === 'uninstall' ? null : (input.toSoftwareId ?? row.toSoftwareId),
    softwareVersion: input.version ?? row.softwareVersion,
  };
  const to = row.kind === 'upgrade' ? 'collected' : 'approved';
  const state = await takeStep(cx, APPLICATION_MACHINE, subject, 'itApprove', {
    opinion: input.opinion,
    to,
    detail: { toSoftwareId: chosen.toSoftwareId, version: chosen.softwareVersion },
  });
  await requireCarriedOut(cx, chosen);
  await store.saveApplication(cx, id, {
    state,
    toSoftwareId: chosen.toSoftwareId,
    softwareVersion: chosen.softwareVersion,
  });
  // WH-2.3: an upgrade is not carried out one by one, it waits for the scheme.
  if (to === 'approved') await order(cx, chosen, input);
  await tellApplicant(cx, row, 'approve', '信息化部门');
}

function requireItReview(
  cx: CommandContext,
  facts: Parameters<typeof mayItReview>[0],
  no: string,
): void {
  if (mayItReview(facts, callerOf(cx))) return;
  throw refuse(
    'installation.ownApplication',
    '不能审核自己的申请 {{no}}，请另一位信息化部门管理员办理',
    { no },
    { status: 403 },
  );
}

/** An approval never leads to an order that could not be recorded. */
async function requireCarriedOut(cx: CommandContext, row: store.ApplicationRow): Promise<void> {
  // Which number an upgrade leads to is for the scheme to say.
  if (row.kind === 'install' && row.toSoftwareId === null) {
    const path = 'body.toSoftwareId';
    throw refuse('installation.numberNeeded', '请选定软件编号后再同意', {}, { path });
  }
  if (row.toSoftwareId !== null) {
    // Two approvals for the last licence: the second counts the first one's order.
    await lockPromises(cx, row.toSoftwareId);
    const [number] = await store.numberFacts(cx, { ids: [row.toSoftwareId], departmentIds: [] });
    if (!number) {
      const path = 'body.toSoftwareId';
      throw refuse('installation.noSoftware', '没有这个软件编号，请重新选择', {}, { path });
    }
    const open = row.kind === 'install' && row.softwareVersion === '';
    if (number.softwareType === 'free' && open) {
      const path = 'body.version';
      throw refuse('installation.versionNeeded', '请填写要安装的版本', {}, { path });
    }
  }
  refuseBlocked(await checksFor(cx, row, 'approval'));
}

async function order(
  cx: CommandContext,
  row: store.ApplicationRow,
  input: { technicianPersonId?: string | undefined; dueOn?: string | undefined },
): Promise<void> {
  const line: OrderLineDraft =
    row.kind === 'uninstall'
      ? { kind: 'uninstall', softwareId: row.fromSoftwareId, version: '' }
      : { kind: 'install', softwareId: row.toSoftwareId, version: row.softwareVersion };
  const [made] = await createOrders(cx, [
    {
      origin: 'application',
      originId: row.id,
      deviceId: row.deviceId,
      technicianPersonId: input.technicianPersonId ?? null,
      dueOn: input.dueOn ?? null,
      note: row.reason,
      lines: [line],
    },
  ]);
  await store.saveApplication(cx, row.id, {
    orderId: made!.id,
    technicianPersonId: input.technicianPersonId ?? null,
  });
}

/** The head is away, has left, or there is none: nobody's application waits for somebody who does not come. */
export async function reassign(
  cx: CommandContext,
  id: string,
  input: { personId: string; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  requireItReview(cx, await factsOf(cx, row), titleOf(row));
  const person = await personById(cx.tx, cx.unitId, input.personId);
  const path = 'body.personId';
  if (!person?.active) {
    throw refuse('installation.noReviewer', '没有这个人，或已离职，请重新选择', {}, { path });
  }
  if (person.id === row.applicantPersonId) {
    throw refuse('installation.reviewerApplies', '审核人不能是申请人本人', {}, { path });
  }
  if (!(await store.isHead(cx.tx, cx.unitId, person.id))) {
    const params = { name: person.name };
    const sentence = '{{name}}不是部门负责人，请先授予“使用部门负责人”角色，或设置代理';
    throw refuse('installation.reviewerRole', sentence, params, { path });
  }
  const subject = { id, title: titleOf(row), state: row.state };
  await takeStep(cx, APPLICATION_MACHINE, subject, 'reassign', {
    opinion: input.reason,
    detail: { reviewer: person.name },
  });
  await store.saveApplication(cx, id, { reviewerPersonId: person.id });
  await tell(cx, row, [{ personId: person.id }], '{{name}}的安装维护申请 {{no}} 待您审核', {
    name: row.applicantName,
  });
}

/** Work that was not completed is ordered anew. */
export async function reorder(
  cx: CommandContext,
  id: string,
  input: { technicianPersonId?: string | undefined; dueOn?: string | undefined; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  requireItReview(cx, await factsOf(cx, row), titleOf(row));
  const to = row.kind === 'upgrade' ? 'collected' : 'approved';
  const subject = { id, title: titleOf(row), state: row.state };
  const state = await takeStep(cx, APPLICATION_MACHINE, subject, 'reorder', {
    opinion: input.opinion,
    to,
  });
  await requireCarriedOut(cx, row);
  await store.saveApplication(cx, id, { state, orderId: null });
  if (to === 'approved') await order(cx, row, input);
  const sentence = '您的安装维护申请 {{no}} 已重新安排';
  await tell(cx, row, [{ personId: row.applicantPersonId }], sentence);
}

/** After approval only this: before and after stand in the step, the state stays. */
export async function correct(
  cx: CommandContext,
  id: string,
  input: {
    phone?: string | undefined;
    applicationReason?: string | undefined;
    reason: string;
  },
): Promise<void> {
  const row = await lockOne(cx, id);
  requireItReview(cx, await factsOf(cx, row), titleOf(row));
  const change = {
    ...(input.phone === undefined ? {} : { phone: input.phone }),
    ...(input.applicationReason === undefined ? {} : { reason: input.applicationReason }),
  };
  if (Object.keys(change).length === 0) {
    throw refuse('installation.nothingToCorrect', '没有要更正的内容', {}, { path: 'body.phone' });
  }
  const subject = { id, title: titleOf(row), state: row.state };
  await takeStep(cx, APPLICATION_MACHINE, subject, 'correct', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: { phone: row.phone, reason: row.reason }, after: change },
  });
  await store.saveApplication(cx, id, change);
}
