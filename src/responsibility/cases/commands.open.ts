/** Opening cases, from findings or by hand (ZR-4). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentTree, personById } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { noteCarriedOut } from '../../reconciliation/index.ts';
import { tell } from './commands.ts';
import { CASE_MACHINE } from './rules.machine.ts';
import { rulesOfFinding } from './rules.ts';
import type { CaseRule } from './shapes.ts';
import * as store from './store.ts';

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
