/** Opening cases, hearing those concerned, deciding and closing them (ZR-4). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentTree, personById } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { type StepInput, takeStep } from '../../platform/workflow/steps.ts';
import { decideFindings, noteCarriedOut } from '../../reconciliation/index.ts';
import { CASE_MACHINE } from './rules.machine.ts';
import { actionsOf, type CaseCaller, rulesOfFinding } from './rules.ts';
import type { CaseRecord, CaseRule, CaseState, Consequence } from './shapes.ts';
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

type NewCase = {
  title: string;
  personId: string | null;
  departmentId: string | null;
  facts: string;
  rules: readonly CaseRule[];
  pirated: boolean;
  findings: readonly store.FindingFacts[];
};

async function insert(cx: CommandContext, input: NewCase): Promise<string> {
  const person = input.personId ? await personById(cx.tx, cx.unitId, input.personId) : undefined;
  if (input.personId && !person) {
    throw refuse(
      'responsibility.noSubject',
      '没有这个人，请重新选择',
      {},
      { path: 'body.personId' },
    );
  }
  const departmentId = input.departmentId ?? person?.departmentId ?? null;
  const tree = await departmentTree(cx.tx, cx.unitId);
  const department = tree.find((row) => row.id === departmentId);
  if (departmentId && !department) {
    const path = 'body.departmentId';
    throw refuse('responsibility.noDepartment', '没有这个部门，请重新选择', {}, { path });
  }
  const id = newId();
  const year = cx.today.slice(0, 4);
  const number = await nextNumber(cx.tx, cx.unitId, `case-${year}`);
  const caseNo = `ZZ${year}-${String(number).padStart(4, '0')}`;
  await store.insertCase(cx, {
    id,
    caseNo,
    title: input.title,
    personId: person?.id ?? null,
    personName: person?.name ?? '',
    departmentId,
    departmentName: department?.name ?? '',
    facts: input.facts,
    rules: [...input.rules],
    pirated: input.pirated,
    state: 'opened',
    openedById: cx.actor.id,
    openedBy: cx.actor.name,
    statementDueOn: null,
    statement: '',
    statementFileId: null,
    response: '',
    proposal: [],
    decidedOn: null,
    appeal: '',
    appealedOn: null,
    rectification: '',
    rectifyBy: null,
    rectifiedNote: '',
    createdAt: cx.now.toISOString(),
    updatedAt: cx.now.toISOString(),
  });
  await takeStep(cx, CASE_MACHINE, { id, title: caseNo, state: null }, 'create');
  const findings = input.findings.map((finding) => ({
    findingId: finding.id,
    snapshot: {
      kind: finding.kind,
      softwareName: finding.softwareName,
      softwareVersion: finding.softwareVersion,
      computerNo: finding.computerNo,
      firstSeenAt: finding.firstSeenAt,
      evidence: finding.evidence,
    },
  }));
  await store.addFindings(cx, id, findings);
  await noteCarriedOut(
    cx,
    findings.map((one) => ({ id: one.findingId, by: { caseId: id } })),
  );
  await tell(cx, { id, caseNo }, [{ role: 'hrOfficer' }], '责任追究 {{no}} 已立案');
  return id;
}

/** By hand, or several findings of one person in one case. */
export async function openCase(
  cx: CommandContext,
  input: Omit<NewCase, 'findings'> & { findingIds: readonly string[] },
): Promise<string> {
  const findings = await store.findingFacts(cx.tx, cx.unitId, input.findingIds);
  if (findings.length < new Set(input.findingIds).size) {
    const path = 'body.findingIds';
    throw refuse('responsibility.noFinding', '有的问题不存在，请重新选择', {}, { path });
  }
  return insert(cx, { ...input, findings });
}

/** Heard when findings are made a case: one case per person (per computer's department where nobody holds it). */
export async function openForFindings(
  cx: CommandContext,
  findings: readonly { id: string }[],
  reason: string,
): Promise<void> {
  const facts = await store.findingFacts(
    cx.tx,
    cx.unitId,
    findings.map((finding) => finding.id),
  );
  const groups = Map.groupBy(facts, (one) => one.personId ?? `department ${one.departmentId}`);
  for (const own of groups.values()) {
    const first = own[0]!;
    if (first.personId === null && first.departmentId === null) {
      throw refuse(
        'responsibility.nobody',
        '计算机没有使用人和部门，无法立案；请先指定使用人',
        {},
        { status: 409 },
      );
    }
    const rules = own.map((one) => rulesOfFinding(one.kind));
    const what = own
      .map((one) =>
        `计算机 ${one.computerNo ?? ''}：${one.softwareName} ${one.softwareVersion}`.trim(),
      )
      .join('；');
    await insert(cx, {
      title: `${first.personName ?? first.departmentName ?? ''}私自安装、使用软件`,
      personId: first.personId,
      departmentId: first.departmentId,
      facts: `${reason}（${what}）`.slice(0, 4000),
      rules: [...new Set(rules.flatMap((one) => one.rules))],
      pirated: rules.some((one) => one.pirated),
      findings: own,
    });
  }
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
