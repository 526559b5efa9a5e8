/** Problems of an inspection: settled before the circular, answered by departments, checked again (RC-4.1). */
import { refuse } from '../../base/refusal.ts';
import { personById, reviewersOf } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { openCase } from '../../responsibility/index.ts';
import { INSPECTION_MACHINE, PROBLEM_MACHINE } from './rules.machine.ts';
import { answeredHimself, rulesOfProblem, UNSETTLED } from './rules.ts';
import type { ProblemInput } from './shapes.problems.ts';
import { PROBLEM_KINDS } from './shapes.ts';
import * as problems from './store.problems.ts';
import * as store from './store.ts';

export const titleOf = (row: Pick<problems.ProblemRow, 'problemNo' | 'content'>) =>
  `${row.problemNo}. ${row.content}`.slice(0, 200);
export const problemSubject = (row: problems.ProblemRow) => ({
  id: row.id,
  title: titleOf(row),
  state: row.state,
});

async function namesOf(cx: CommandContext, input: ProblemInput) {
  const [department] = await store.departmentsNamed(cx, [input.departmentId]);
  if (!department) {
    const path = 'body.departmentId';
    throw refuse('daily.unknownDepartment', '没有这个部门，请重新选择', {}, { path });
  }
  const person = input.personId && (await personById(cx.tx, cx.unitId, input.personId));
  if (input.personId && !person) {
    const path = 'body.personId';
    throw refuse('daily.unknownPerson', '没有这个人，请重新选择', {}, { path });
  }
  return { departmentName: department.name, personName: person ? person.name : '' };
}

/** What no sheet asks for, e.g. that a rule is missing (domain 7.4). */
export async function addProblem(
  cx: CommandContext,
  inspectionId: string,
  input: ProblemInput & { computerNo: string },
): Promise<string> {
  const row = await store.lockInspection(cx, inspectionId);
  if (!row) throw refuse('daily.noInspection', '没有这次检查，或您无权查看', {}, { status: 404 });
  if (row.state !== 'onsite' && row.state !== 'findings') {
    const sentence = '检查没有开始或已通报，不能再登记问题';
    throw refuse('daily.problemsFixed', sentence, {}, { status: 409 });
  }
  const names = await namesOf(cx, input);
  const last = (await problems.problemsOf(cx, inspectionId)).at(-1)?.problemNo ?? 0;
  const draft = {
    source: 'manual',
    findingId: null,
    itemKey: null,
    deviceId: null,
    evidence: null,
  };
  const [made] = await problems.insertProblems(cx, inspectionId, last, [
    { ...(draft as Pick<problems.NewProblem, keyof typeof draft>), ...input, ...names },
  ]);
  const title = titleOf({ problemNo: made!.problemNo, content: input.content });
  await takeStep(cx, PROBLEM_MACHINE, { id: made!.id, title, state: null }, 'list');
  return made!.id;
}

export const noProblem = () =>
  refuse('daily.noProblem', '没有这个检查问题，或您无权查看', {}, { status: 404 });

/** The inspection first, then its problem: in this order everywhere. */
async function lockBoth(cx: CommandContext, id: string) {
  const scope = widestScope(cx.actor.roles, 'inspection.view') ?? 'own';
  const found = await problems.problemRow(cx, scope, id);
  const inspection = found && (await store.lockInspection(cx, found.inspectionId));
  const row = found && (await problems.lockProblem(cx, scope, id));
  if (!inspection || !row) throw noProblem();
  return { inspection, row };
}

export async function updateProblem(
  cx: CommandContext,
  id: string,
  input: ProblemInput,
): Promise<void> {
  const { row } = await lockBoth(cx, id);
  if (row.state !== 'listed') {
    const sentence = '问题已通报或不列入，不能直接修改；通报后请用“调整整改要求”';
    throw refuse('daily.problemFixed', sentence, {}, { status: 409 });
  }
  const after = { ...input, ...(await namesOf(cx, input)) };
  await problems.saveProblem(cx, { ...row, ...after });
  const { kind, content, departmentName, personName, measure, dueOn } = row;
  await audit(cx, {
    action: 'inspectionProblem.update',
    objectType: 'inspectionProblem',
    objectId: id,
    before: { kind, content, departmentName, personName, measure, dueOn },
    after,
  });
}

export async function dropProblem(cx: CommandContext, id: string, reason: string): Promise<void> {
  const { row } = await lockBoth(cx, id);
  const state = await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'drop', {
    opinion: reason,
  });
  await problems.saveProblem(cx, { ...row, state });
}

export async function restoreProblem(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const { row, inspection } = await lockBoth(cx, id);
  if (inspection.notifiedOn !== null) {
    const sentence = '检查已通报，不能再列入问题';
    throw refuse('daily.problemsFixed', sentence, {}, { status: 409 });
  }
  const state = await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'restore', { opinion });
  await problems.saveProblem(cx, { ...row, state });
}

export const heads = (cx: CommandContext, row: Pick<problems.ProblemRow, 'departmentId'>) =>
  row.departmentId !== null && (cx.actor.departmentIds ?? []).includes(row.departmentId);

async function tell(
  cx: CommandContext,
  row: problems.ProblemRow,
  to: readonly Recipient[],
  sentence: string,
): Promise<void> {
  await notify(cx, [
    {
      to,
      kind: 'daily',
      sentence,
      params: { no: row.problemNo, content: row.content, department: row.departmentName },
      link: `/inspection-problems/${row.id}`,
      objectType: 'inspectionProblem',
      objectId: row.id,
    },
  ]);
}

/** Refused to whoever answers for another department; everybody named in the answer never checks it again. */
export async function lockToRespond(cx: CommandContext, id: string) {
  const both = await lockBoth(cx, id);
  if (heads(cx, both.row)) return both;
  const sentence = '这个问题由{{department}}负责人报告整改情况';
  const params = { department: both.row.departmentName };
  throw refuse('daily.notYourProblem', sentence, params, { status: 403 });
}

export async function respondProblem(
  cx: CommandContext,
  id: string,
  response: string,
): Promise<void> {
  const { inspection, row } = await lockToRespond(cx, id);
  const state = await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'respond', {
    opinion: response.slice(0, 500),
    detail: { response },
  });
  const own = [cx.actor.id, ...(cx.actor.personId ? [cx.actor.personId] : [])];
  await problems.saveProblem(cx, {
    ...row,
    state,
    response,
    respondedBy: cx.actor.name,
    respondedOn: cx.today,
    responders: [...new Set([...row.responders, ...own])],
  });
  if (inspection.state === 'notified') {
    const subject = { id: inspection.id, title: inspection.title, state: inspection.state };
    const next = await takeStep(cx, INSPECTION_MACHINE, subject, 'rectify');
    await store.saveInspection(cx, { ...inspection, state: next });
  }
  const to = [
    { role: 'itManager' as const },
    ...inspection.inspectors.map((personId) => ({ personId })),
  ];
  await tell(cx, row, to, '{{department}}已报告第 {{no}} 项问题的整改情况，请复查');
}

function requireOther(cx: CommandContext, row: problems.ProblemRow): void {
  if (!answeredHimself(row.responders, cx.actor)) return;
  const sentence = '您报告过这个问题的整改情况，须由其他人复查';
  throw refuse('daily.ownRectification', sentence, {}, { status: 403 });
}

async function departmentHeads(cx: CommandContext, row: problems.ProblemRow): Promise<Recipient[]> {
  if (row.departmentId === null) return [];
  const found = await reviewersOf(cx.tx, cx.unitId, row.departmentId, { today: cx.today });
  return found.map(({ personId }) => ({ personId }));
}

export async function reviewProblem(
  cx: CommandContext,
  id: string,
  input: { pass: boolean; opinion: string },
): Promise<void> {
  const { inspection, row } = await lockBoth(cx, id);
  requireOther(cx, row);
  const action = input.pass ? ('pass' as const) : ('return' as const);
  const { opinion } = input;
  const state = await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), action, { opinion });
  await problems.saveProblem(cx, {
    ...row,
    state,
    review: opinion,
    reviewedBy: cx.actor.name,
    reviewedOn: cx.today,
  });
  const sentence = input.pass
    ? '检查问题“{{content}}”复查通过'
    : '检查问题“{{content}}”复查退回，请继续整改';
  await tell(cx, row, await departmentHeads(cx, row), sentence);
  await completeWhenSettled(cx, inspection);
}

export async function waiveProblem(cx: CommandContext, id: string, reason: string): Promise<void> {
  const { inspection, row } = await lockBoth(cx, id);
  requireOther(cx, row);
  const state = await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'waive', {
    opinion: reason,
  });
  await problems.saveProblem(cx, {
    ...row,
    state,
    review: reason,
    reviewedBy: cx.actor.name,
    reviewedOn: cx.today,
  });
  await tell(cx, row, await departmentHeads(cx, row), '检查问题“{{content}}”免予整改');
  await completeWhenSettled(cx, inspection);
}

async function completeWhenSettled(
  cx: CommandContext,
  inspection: store.InspectionRow,
): Promise<void> {
  const all = await problems.problemsOf(cx, inspection.id);
  if (all.some((one) => UNSETTLED.includes(one.state))) return;
  const subject = { id: inspection.id, title: inspection.title, state: inspection.state };
  const state = await takeStep(cx, INSPECTION_MACHINE, subject, 'complete');
  await store.saveInspection(cx, { ...inspection, state });
  await notify(cx, [
    {
      to: [{ role: 'itManager' }],
      kind: 'daily',
      sentence: '“{{title}}”的问题已全部复查，可以结束',
      params: { title: inspection.title },
      link: `/inspections/${inspection.id}`,
      objectType: 'inspection',
      objectId: inspection.id,
    },
  ]);
}

export async function adjustProblem(
  cx: CommandContext,
  id: string,
  input: { measure: string; dueOn: string; reason: string },
): Promise<void> {
  const { row } = await lockBoth(cx, id);
  const { reason, ...after } = input;
  const { measure, dueOn } = row;
  await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'adjust', {
    opinion: reason,
    to: row.state as never,
    detail: { before: { measure, dueOn }, after },
  });
  await problems.saveProblem(cx, { ...row, ...after });
  const sentence = '检查问题“{{content}}”的整改要求已调整';
  await tell(cx, row, await departmentHeads(cx, row), sentence);
}

/** ZR-4: the system opens the case and gives the facts; people decide it. */
export async function openProblemCase(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const { inspection, row } = await lockBoth(cx, id);
  if (row.caseId !== null) {
    throw refuse('daily.caseOpened', '这个问题已经立案', {}, { status: 409 });
  }
  await takeStep(cx, PROBLEM_MACHINE, problemSubject(row), 'openCase', {
    opinion,
    to: row.state as never,
  });
  const where = row.computerNo ? `计算机 ${row.computerNo}：` : '';
  const caseId = await openCase(cx, {
    title: `${row.personName || row.departmentName}：${PROBLEM_KINDS[row.kind].label}`,
    personId: row.personId,
    departmentId: row.departmentId,
    facts: `${opinion}（${inspection.title}，${where}${row.content}）`,
    ...rulesOfProblem(row.kind),
    findingIds: row.findingId === null ? [] : [row.findingId],
  });
  await problems.saveProblem(cx, { ...row, caseId });
}
