/** 检查通报: one for everybody and one per department, numbered without gaps, kept as their very words (RC-4.1). */
import { createHash } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentTree, reviewersOf } from '../../organisation/index.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type NoticeDraft, notify } from '../../platform/notices/notify.ts';
import { nextNumbers } from '../../platform/numbering/numbering.ts';
import { takeStep, takeSteps } from '../../platform/workflow/steps.ts';
import { problemSubject } from './commands.problems.ts';
import { lockOne, noInspection, subjectOf } from './commands.ts';
import { type CircularFacts, circularOf } from './rules.circular.ts';
import { INSPECTION_MACHINE, PROBLEM_MACHINE } from './rules.machine.ts';
import { CircularContent } from './shapes.ts';
import * as computers from './store.computers.ts';
import * as problems from './store.problems.ts';
import * as store from './store.ts';

type Heads = Map<string, { personId: string }[]>;

/** Each problem names a department that somebody answers for; else nobody would put it right. */
async function requireReady(
  cx: CommandContext,
  listed: readonly problems.ProblemRow[],
): Promise<Heads> {
  const heads: Heads = new Map();
  for (const one of listed) {
    const params = { n: one.problemNo };
    if (one.departmentId === null) {
      const sentence = '第 {{n}} 项问题还没有责任部门，请先核定';
      throw refuse('daily.problemIncomplete', sentence, params, { status: 409 });
    }
    if (heads.has(one.departmentId)) continue;
    const found = await reviewersOf(cx.tx, cx.unitId, one.departmentId, { today: cx.today });
    if (found.length === 0) {
      const sentence = '{{department}}没有负责人，第 {{n}} 项问题无人整改；请先指定部门负责人';
      const names = { ...params, department: one.departmentName };
      throw refuse('daily.noHead', sentence, names, { status: 409 });
    }
    heads.set(one.departmentId, found);
  }
  return heads;
}

export async function notifyInspection(
  cx: CommandContext,
  id: string,
  input: { dueOn: string; conclusion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (input.dueOn < cx.today) {
    const path = 'body.dueOn';
    throw refuse('daily.pastDue', '整改期限不能早于今天', {}, { path });
  }
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'notify', {
    detail: input,
  });
  const listed = (await problems.problemsOf(cx, id)).filter((one) => one.state === 'listed');
  const heads = await requireReady(cx, listed);
  const { conclusion } = input;
  await store.saveInspection(cx, { ...row, state, conclusion, notifiedOn: cx.today });
  if (listed.length > 0) {
    await takeSteps(cx, PROBLEM_MACHINE, listed.map(problemSubject), 'notify');
    await problems.setStates(
      cx,
      listed.map((one) => one.id),
      'open',
      { dueOn: input.dueOn },
    );
  }
  const facts = await factsOf(cx, { ...row, conclusion }, listed, input.dueOn);
  const issued = await issue(cx, id, facts);
  await tellHeads(cx, row, issued, heads);
}

async function factsOf(
  cx: CommandContext,
  row: store.InspectionRow,
  listed: readonly problems.ProblemRow[],
  dueOn: string,
): Promise<CircularFacts> {
  const sheets = await computers.sheetsOf(cx.tx, cx.unitId, row.id);
  const tree = await departmentTree(cx.tx, cx.unitId);
  const order = new Map(tree.map((one, at) => [one.id, at]));
  const it = tree.find((one) => one.active && one.functions.includes('informatization'));
  const unitName = await store.unitName(cx.tx, cx.unitId);
  // Also departments that only a problem names.
  const named = new Map<string | null, string>();
  for (const one of [...sheets, ...listed]) named.set(one.departmentId, one.departmentName);
  return {
    unitName,
    issuer: it?.name ?? unitName,
    issuedOn: cx.today,
    inspection: { ...row, startedOn: row.startedOn ?? cx.today },
    departments: [...named]
      .map(([departmentId, name]) => {
        const own = sheets.filter((one) => one.departmentId === departmentId);
        const checked = own.filter((one) => one.sheetState === 'done').length;
        const departmentName = name || '未指定部门';
        return { departmentId, departmentName, computers: own.length, checked };
      })
      .sort((a, b) => placeOf(order, a.departmentId) - placeOf(order, b.departmentId)),
    problems: listed.map((one) => ({ ...one, dueOn: one.dueOn ?? dueOn })),
  };
}

const placeOf = (order: ReadonlyMap<string, number>, id: string | null) =>
  order.get(id ?? '') ?? order.size;

/** Numbers of the year of issue; who rolls back gives them back. */
async function issue(
  cx: CommandContext,
  inspectionId: string,
  facts: CircularFacts,
): Promise<store.StoredCircular[]> {
  const addressed = facts.departments.filter((one) => one.departmentId !== null);
  const year = cx.today.slice(0, 4);
  const count = addressed.length + 1;
  const first = await nextNumbers(cx.tx, cx.unitId, `inspectionCircular-${year}`, count);
  const circulars = [undefined, ...addressed].map((to, at): store.StoredCircular => {
    const circularNo = `检查通报〔${year}〕${first + at}号`;
    const words = circularOf(facts, circularNo, to?.departmentId);
    const content = JSON.stringify(words);
    return {
      id: newId(),
      circularNo,
      departmentId: to?.departmentId ?? null,
      departmentName: to?.departmentName ?? '',
      problems: words.figures.reduce((n, one) => n + one.problems, 0),
      issuedOn: cx.today,
      issuedBy: cx.actor.name,
      content,
      contentHash: hashOf(content),
    };
  });
  await store.insertCirculars(cx, inspectionId, circulars);
  return circulars;
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');

async function tellHeads(
  cx: CommandContext,
  row: store.InspectionRow,
  issued: readonly store.StoredCircular[],
  heads: Heads,
): Promise<void> {
  const drafts: NoticeDraft[] = [];
  for (const one of issued) {
    if (one.departmentId === null) continue;
    const to =
      heads.get(one.departmentId) ??
      (await reviewersOf(cx.tx, cx.unitId, one.departmentId, { today: cx.today }));
    drafts.push({
      to: to.map(({ personId }) => ({ personId })),
      kind: 'daily',
      sentence: one.problems > 0 ? '{{no}}：有 {{n}} 项问题请限期整改' : '{{no}}：未发现问题',
      params: { no: one.circularNo, n: one.problems },
      link: `/inspections/${row.id}`,
      objectType: 'inspection',
      objectId: row.id,
    });
  }
  await notify(cx, drafts);
}

/** As it was issued; the hash says that nothing has touched it. */
export async function circularRecord(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  id: string,
) {
  const listed = (await store.circularsOf(cx, scope, inspectionId)).find((one) => one.id === id);
  if (!listed) throw noInspection();
  const { content, contentHash } = await store.circularText(cx, id);
  if (hashOf(content) !== contentHash) throw new Error(`circular ${id} is not what was issued`);
  return { ...listed, contentHash, content: CircularContent.parse(JSON.parse(content)) };
}
