/** Hearing those concerned, deciding and closing cases (ZR-4). */
import { refuse } from '../../base/refusal.ts';
import { departmentTree } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import { requireScan } from '../../platform/signatures/signatures.ts';
import { type StepInput, takeStep } from '../../platform/workflow/steps.ts';
import { decideFindings } from '../../reconciliation/index.ts';
import { CASE_MACHINE } from './rules.machine.ts';
import { actionsOf, type CaseCaller } from './rules.ts';
import type { CaseRecord, CaseState, Consequence } from './shapes.ts';
import * as store from './store.ts';

/** Days within which the person may appeal; a unit's own figure comes with its settings. */
export const APPEAL_DAYS = 15;

export function callerOf(cx: CommandContext): CaseCaller {
  return {
    accountId: cx.actor.id,
    personId: cx.actor.personId,
    departmentIds: cx.actor.departmentIds ?? [],
    heads: cx.actor.roles.includes('deptHead'),
    can: (permission) => widestScope(cx.actor.roles, permission) !== undefined,
  };
}

export async function tell(
  cx: CommandContext,
  one: { id: string; caseNo: string },
  to: readonly Recipient[],
  sentence: string,
): Promise<void> {
  await notify(cx, [
    {
      to,
      kind: 'case',
      sentence,
      params: { no: one.caseNo },
      link: `/cases/${one.id}`,
      objectType: 'case',
      objectId: one.id,
    },
  ]);
}

type Action = Exclude<CaseRecord['may'][number], 'addFile'>;

/** Locks the case and asks the rules; the table's own refusal comes first, so that the second is told what happened. */
async function begin(cx: CommandContext, id: string, action: Action): Promise<store.CaseRow> {
  const row = await store.caseRow(cx, id, true);
  const scope = widestScope(cx.actor.roles, 'case.view') ?? 'own';
  const seen = row && (await store.listCases(cx, scope, { id, limit: 1 })).items.length > 0;
  if (!row || !seen) {
    throw refuse('responsibility.noCase', '没有这件责任追究，或您无权查看', {}, { status: 404 });
  }
  const may = actionsOf(row, callerOf(cx), { today: cx.today, appealDays: APPEAL_DAYS });
  const open = CASE_MACHINE.transitions[action].from as readonly CaseState[];
  if (!may.includes(action) && open.includes(row.state)) {
    const sentence =
      '{{no}} 不能由您这样办理：当事人、立案人不能办理或决定自己的案件，且须在规定的期限内';
    throw refuse('responsibility.notYours', sentence, { no: row.caseNo }, { status: 403 });
  }
  return row;
}

async function move(
  cx: CommandContext,
  row: store.CaseRow,
  action: Action,
  input: StepInput<CaseState>,
  change: Partial<store.CaseRow> = {},
): Promise<void> {
  const subject = { id: row.id, title: row.caseNo, state: row.state };
  const state = await takeStep(cx, CASE_MACHINE, subject, action, input);
  const { unitId: _, id: __, rules: ___, ...plain } = change;
  await store.saveCase(cx, row.id, { ...plain, state });
}

async function subjectRecipients(cx: CommandContext, row: store.CaseRow): Promise<Recipient[]> {
  if (row.personId) return [{ personId: row.personId }];
  const tree = await departmentTree(cx.tx, cx.unitId);
  const head = tree.find((one) => one.id === row.departmentId)?.headPersonId;
  return head ? [{ personId: head }] : [];
}

export async function requestStatement(
  cx: CommandContext,
  id: string,
  input: { dueOn: string; opinion: string },
): Promise<void> {
  const row = await begin(cx, id, 'requestStatement');
  await move(
    cx,
    row,
    'requestStatement',
    { opinion: input.opinion },
    { statementDueOn: input.dueOn },
  );
  await tell(cx, row, await subjectRecipients(cx, row), '请就责任追究 {{no}} 陈述情况');
}

export async function giveStatement(cx: CommandContext, id: string, statement: string) {
  const row = await begin(cx, id, 'giveStatement');
  await move(cx, row, 'giveStatement', {}, { statement });
  await tell(
    cx,
    row,
    [{ role: 'hrOfficer' }, { role: 'itManager' }],
    '责任追究 {{no}} 当事人已陈述',
  );
}

export async function recordStatement(
  cx: CommandContext,
  id: string,
  input: { statement: string; fileId: string | null; opinion: string },
): Promise<void> {
  const row = await begin(cx, id, 'recordStatement');
  const late = row.statementDueOn !== null && row.statementDueOn < cx.today;
  if (input.fileId) await requireScan(cx, input.fileId, 'body.fileId');
  if (input.statement === '' && input.fileId === null && !late) {
    const sentence = '陈述期限（{{date}}）未到，请填写书面陈述或上传扫描件';
    const params = { date: row.statementDueOn ?? '' };
    throw refuse('responsibility.statementDue', sentence, params, { path: 'body.statement' });
  }
  const statement = input.statement || (input.fileId ? '见书面陈述' : '逾期未陈述');
  await move(
    cx,
    row,
    'recordStatement',
    { opinion: input.opinion },
    {
      statement,
      statementFileId: input.fileId,
    },
  );
  if (input.fileId) await store.addFile(cx, id, { fileId: input.fileId, title: '书面陈述' });
}

export async function respond(cx: CommandContext, id: string, response: string): Promise<void> {
  const row = await begin(cx, id, 'respond');
  await move(cx, row, 'respond', { to: row.state, detail: { response } }, { response });
}

export async function propose(
  cx: CommandContext,
  id: string,
  input: { proposal: readonly Consequence[]; opinion: string },
): Promise<void> {
  const row = await begin(cx, id, 'propose');
  requireSubjects(row, input.proposal);
  await move(
    cx,
    row,
    'propose',
    { opinion: input.opinion, detail: input.proposal },
    {
      proposal: [...input.proposal],
    },
  );
  await tell(cx, row, [{ role: 'committeeHead' }], '责任追究 {{no}} 待您决定');
}

function requireSubjects(row: store.CaseRow, lines: readonly Consequence[]): void {
  if (lines.some((line) => line.subject === 'person') && row.personId === null) {
    throw refuse('responsibility.noPersonSubject', '本案没有当事人，不能对个人作出处理');
  }
  if (lines.some((line) => line.subject === 'department') && row.departmentId === null) {
    throw refuse('responsibility.noDepartmentSubject', '本案没有部门，不能对部门作出处理');
  }
}

export async function decide(
  cx: CommandContext,
  id: string,
  input: {
    result: 'decide' | 'return' | 'dismiss';
    consequences: readonly Consequence[];
    opinion: string;
  },
): Promise<void> {
  const { opinion } = input;
  if (input.result === 'dismiss') {
    const row = await begin(cx, id, 'dismiss');
    await move(cx, row, 'dismiss', { opinion }, { decidedOn: cx.today });
    await reopenFindings(cx, row, opinion);
    await tell(cx, row, await subjectRecipients(cx, row), '责任追究 {{no}} 决定不予追究');
    return;
  }
  if (input.result === 'return') {
    const row = await begin(cx, id, 'returnProposal');
    await move(cx, row, 'returnProposal', { opinion });
    await tell(cx, row, [{ role: 'hrOfficer' }], '责任追究 {{no}} 的处理建议被退回');
    return;
  }
  const row = await begin(cx, id, 'decide');
  requireSubjects(row, input.consequences);
  const detail = { consequences: input.consequences };
  await move(cx, row, 'decide', { opinion, detail }, { decidedOn: cx.today });
  await store.replaceConsequences(cx, row, input.consequences);
  await tellDecided(cx, row);
}

async function tellDecided(cx: CommandContext, row: store.CaseRow): Promise<void> {
  const to: Recipient[] = [
    ...(await subjectRecipients(cx, row)),
    { role: 'hrOfficer' },
    { role: 'itManager' },
  ];
  await tell(cx, row, to, '责任追究 {{no}} 已作出决定');
}

/** What was no violation is a finding like any other again. */
async function reopenFindings(cx: CommandContext, row: store.CaseRow, reason: string) {
  const ids = await store.presentFindings(cx.tx, cx.unitId, row.id);
  if (ids.length > 0) {
    await decideFindings(cx, ids, {
      action: 'reopen',
      reason: `${row.caseNo} 不予追究：${reason}`.slice(0, 500),
    });
  }
}

export async function appeal(cx: CommandContext, id: string, text: string): Promise<void> {
  const row = await begin(cx, id, 'appeal');
  await move(
    cx,
    row,
    'appeal',
    { detail: { appeal: text } },
    { appeal: text, appealedOn: cx.today },
  );
  await tell(
    cx,
    row,
    [{ role: 'committeeHead' }, { role: 'hrOfficer' }],
    '责任追究 {{no}} 当事人申诉，待复核',
  );
}

export async function redecide(
  cx: CommandContext,
  id: string,
  input: { consequences: readonly Consequence[]; opinion: string },
): Promise<void> {
  const row = await begin(cx, id, 'redecide');
  requireSubjects(row, input.consequences);
  const detail = { consequences: input.consequences };
  await move(cx, row, 'redecide', { opinion: input.opinion, detail }, { decidedOn: cx.today });
  await store.replaceConsequences(cx, row, input.consequences);
  await tellDecided(cx, row);
}

export async function rectify(
  cx: CommandContext,
  id: string,
  input: { rectification: string; dueOn: string },
): Promise<void> {
  const row = await begin(cx, id, 'rectify');
  await move(
    cx,
    row,
    'rectify',
    { detail: input },
    {
      rectification: input.rectification,
      rectifyBy: input.dueOn,
    },
  );
  await tell(cx, row, await subjectRecipients(cx, row), '责任追究 {{no}} 责令整改，请按期完成');
}

export async function close(cx: CommandContext, id: string, note: string): Promise<void> {
  const row = await begin(cx, id, 'close');
  await move(cx, row, 'close', { opinion: note.slice(0, 500) }, { rectifiedNote: note });
  await tell(cx, row, await subjectRecipients(cx, row), '责任追究 {{no}} 已结案');
}

export async function correct(
  cx: CommandContext,
  id: string,
  input: { facts: string; reason: string },
): Promise<void> {
  const row = await begin(cx, id, 'correct');
  const detail = { before: { facts: row.facts }, after: { facts: input.facts } };
  await move(
    cx,
    row,
    'correct',
    { opinion: input.reason, to: row.state, detail },
    { facts: input.facts },
  );
}
