/** The opinions on a demand form: department head, information department; returned one step, corrected with a reason. */
import { refuse } from '../../base/refusal.ts';
import { reviewersOf } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { lockOne, mayEdit, subjectOf, tellNext } from './commands.ts';
import { DEMAND_MACHINE } from './rules.machine.ts';
import { type Complaint, grantComplaint } from './rules.ts';
import * as store from './store.ts';

export type Granted = { id: string; approvedQuantity: number; reviewNote: string };

/** The reviewer the caller is for this department, undefined when he is none. */
async function reviewerFor(cx: CommandContext, row: store.DemandRow) {
  const reviewers = await reviewersOf(cx.tx, cx.unitId, row.departmentId, { today: cx.today });
  return reviewers.find((one) => one.personId === cx.actor.personId);
}

export async function deptReview(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const reviewer = await reviewerFor(cx, row);
  if (!reviewer) {
    const sentence = '这张申请表由部门负责人或其代理人审核';
    throw refuse('configuration.notReviewer', sentence, {}, { status: 403 });
  }
  const action = input.approve ? ('deptApprove' as const) : ('deptReturn' as const);
  const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), action, {
    opinion: input.opinion,
    onBehalfOf: reviewer.onBehalfOf,
  });
  await store.saveDemand(cx, { ...row, state });
  await tellNext(cx, row, state, input.opinion);
}

/** A department without anybody to give its opinion does not wait for ever. */
export async function forward(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  const reviewers = await reviewersOf(cx.tx, cx.unitId, row.departmentId, { today: cx.today });
  if (reviewers.length > 0) {
    const sentence = '由部门负责人或其代理人 {{names}} 审核，不需要转入';
    const params = { names: reviewers.map((one) => one.name).join('、') };
    throw refuse('configuration.hasReviewer', sentence, params, { status: 409 });
  }
  const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'forward', { opinion });
  await store.saveDemand(cx, { ...row, state });
}

const filledIn = (cx: CommandContext, row: store.DemandRow) =>
  row.preparedById !== null && row.preparedById === cx.actor.personId;

export async function itReview(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; opinion: string; lines: Granted[] },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (filledIn(cx, row)) {
    const sentence = '不能审核自己填报的申请表，请由信息化部门其他人审核';
    throw refuse('configuration.ownDemand', sentence, {}, { status: 403 });
  }
  if (!input.approve) {
    // One step back: to the head, or to whoever filled it in when that was the head.
    const to = row.byHead ? ('returned' as const) : ('submitted' as const);
    const { opinion } = input;
    const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'itReturn', { opinion, to });
    await store.saveDemand(cx, { ...row, state });
    return tellNext(cx, row, state, opinion);
  }
  const lines = await store.linesOf(cx.tx, cx.unitId, [id]);
  refuseComplaint(grantComplaint(lines, input.lines));
  const { opinion } = input;
  const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'itApprove', { opinion });
  // What was not reduced is granted as asked.
  const said = new Map(input.lines.map((one) => [one.id, one]));
  await store.grant(
    cx,
    id,
    lines.map(
      ({ id: lineId, requestedQuantity }) =>
        said.get(lineId) ?? { id: lineId, approvedQuantity: requestedQuantity, reviewNote: '' },
    ),
  );
  await store.saveDemand(cx, { ...row, state });
  await tellNext(cx, row, state);
}

function refuseComplaint(complaint: Complaint | undefined): void {
  if (!complaint) return;
  const { sentence, params = {}, path } = complaint;
  throw refuse('configuration.grant', sentence, params, { path });
}

export async function correct(
  cx: CommandContext,
  id: string,
  input: { lines: Granted[]; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const before = await store.linesOf(cx.tx, cx.unitId, [id]);
  refuseComplaint(grantComplaint(before, input.lines));
  const given = new Set(input.lines.map((one) => one.id));
  const fixed = await store.linesInPlan(cx, id);
  const planned = before.find((line) => given.has(line.id) && fixed.has(line.id));
  if (planned) {
    const sentence = '“{{name}}”已列入报审的采购计划，不能再更正数量';
    const params = { name: planned.softwareName };
    throw refuse('configuration.demandPlanned', sentence, params, { status: 409 });
  }
  const brief = (lines: readonly { id: string; approvedQuantity: number | null }[]) =>
    lines.filter((line) => given.has(line.id)).map((line) => [line.id, line.approvedQuantity]);
  await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    detail: { before: brief(before), after: brief(input.lines) },
  });
  await store.grant(cx, id, input.lines);
}

export async function withdraw(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  if (!mayEdit(cx, row)) {
    const sentence = '只有填报人和部门负责人可以这样处理';
    throw refuse('configuration.notYourDemand', sentence, {}, { status: 403 });
  }
  const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'withdraw', { opinion });
  await store.saveDemand(cx, { ...row, state });
}

/** Whether the caller takes a step, by what refuses it. */
export async function mayReview(
  cx: CommandContext,
  row: store.DemandRow,
): Promise<{ department: boolean; forward: boolean; it: boolean }> {
  const reviewers = await reviewersOf(cx.tx, cx.unitId, row.departmentId, { today: cx.today });
  return {
    department: reviewers.some((one) => one.personId === cx.actor.personId),
    forward: reviewers.length === 0,
    it: !filledIn(cx, row),
  };
}
