/** The yearly assessment from collecting to reporting. The system proposes points and grades, people decide. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { nameOfActor } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting } from '../../platform/db/settings.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { mayTake, ownNames, withWriter, wrote } from '../../platform/workflow/who.ts';
import type { Evidence } from '../clock/commands.evidence.ts';
import { reachOf, resultOf, rowsOf, type Say, SETTING, schemeOf } from './commands.results.ts';
import { ASSESSMENT_MACHINE } from './rules.machine.ts';
import { handProblem, schemeProblem } from './rules.ts';
import {
  ASSESSMENT_ACTIONS,
  type Assessment,
  type AssessmentRecord,
  GRADES,
  type Grade,
  type HandScore,
  type Scheme,
} from './shapes.ts';
import * as store from './store.ts';

const titleOf = (year: number) => `${year}年度软件正版化工作考核评议`;
const subjectOf = (row: store.AssessmentRow) => ({
  id: row.id,
  title: titleOf(row.year),
  state: row.state,
});
const AFTER = ['approved', 'reported'];
const plain: Say = (sentence) => sentence;

const notFound = () =>
  refuse('daily.noAssessment', '没有这次考核评议，或结果还没有审定', {}, { status: 404 });

async function lockOne(cx: CommandContext, id: string): Promise<store.AssessmentRow> {
  const [row] = await store.assessmentsOf(cx, { id, lock: true });
  if (row) return row;
  throw notFound();
}

function requireState(row: store.AssessmentRow, states: readonly string[], sentence: string): void {
  if (states.includes(row.state)) return;
  throw refuse('daily.assessmentFixed', sentence, {}, { status: 409 });
}

export async function saveScheme(cx: CommandContext, scheme: Scheme): Promise<void> {
  const problem = schemeProblem(scheme);
  if (problem) throw refuse('daily.scheme', problem.sentence, {}, { path: problem.path });
  const before = await schemeOf(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, scheme);
  await audit(cx, {
    action: 'assessment.saveScheme',
    objectType: 'assessment',
    objectId: 'scheme',
    before,
    after: scheme,
  });
}

export async function createAssessment(cx: CommandContext, year: number): Promise<string> {
  if (year > Number(cx.today.slice(0, 4))) {
    const sentence = '{{year}} 年还没有到，不能考核评议';
    throw refuse('daily.futureAssessment', sentence, { year }, { path: 'body.year' });
  }
  const id = newId();
  if (!(await store.insertAssessment(cx, { id, year, writers: ownNames(cx) }))) {
    const sentence = '{{year}} 年已有考核评议，请在原记录上办理';
    throw refuse('daily.assessmentExists', sentence, { year }, { path: 'body.year', status: 409 });
  }
  await takeStep(cx, ASSESSMENT_MACHINE, { id, title: titleOf(year), state: null }, 'create');
  return id;
}

async function resultFor(cx: CommandContext, row: store.AssessmentRow, departmentId: string) {
  const { scheme, rows } = await rowsOf(cx, row);
  const found = rows.find((one) => one.departmentId === departmentId);
  if (found) return { scheme, result: found };
  throw refuse('daily.noDepartment', '这个部门不在考核范围内', {}, { status: 404 });
}

export async function scoreDepartment(
  cx: CommandContext,
  id: string,
  departmentId: string,
  scores: readonly HandScore[],
): Promise<void> {
  const row = await lockOne(cx, id);
  requireState(row, ['collecting'], '评议结果已起草，要重新评分请先重新收集');
  const { scheme, result } = await resultFor(cx, row, departmentId);
  for (const [at, score] of scores.entries()) {
    const problem = handProblem(scheme, score);
    if (!problem) continue;
    throw refuse('daily.score', problem.sentence, problem.params, { path: `body.scores.${at}` });
  }
  const by = await nameOfActor(cx);
  const hand = { ...result.hand };
  for (const { key, points, note } of scores) {
    if (points === null) delete hand[key];
    // Who gave points keeps his name on them while nobody changes them.
    else if (hand[key]?.points !== points || hand[key]?.note !== note) {
      hand[key] = { points, note, by };
    }
  }
  await store.saveResults(cx, id, [{ ...result, hand, computed: null, vetoes: null }]);
  await store.saveAssessment(cx, { ...row, writers: withWriter(cx, row) });
  await audit(cx, {
    action: 'assessment.score',
    objectType: 'assessment',
    objectId: id,
    before: { department: result.departmentName, hand: result.hand },
    after: { department: result.departmentName, hand },
  });
}

/** Freezes what the system computed; the grades are proposed from it. */
export async function draftAssessment(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), 'draft', { opinion });
  const { scheme, rows } = await rowsOf(cx, row);
  if (rows.length === 0) {
    throw refuse('daily.nobodyAssessed', '没有可考核的部门，请先登记部门和人员', {});
  }
  for (const one of rows) {
    const open = resultOf(scheme, one, plain).scores.find((score) => score.points === null);
    if (!open) continue;
    const item = scheme.criteria.find((criterion) => criterion.key === open.key)!.label;
    const params = { department: one.departmentName, item };
    throw refuse('daily.unscored', '“{{department}}”的“{{item}}”还没有分数', params, {
      status: 409,
    });
  }
  const kept = rows.map((one) => one.departmentId);
  await store.dropOthers(cx, id, kept);
  await store.saveResults(cx, id, rows);
  const writers = withWriter(cx, row);
  await store.saveAssessment(cx, { ...row, state, scheme, writers, draftedOn: cx.today });
}

export async function recollect(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), 'recollect', {
    opinion: reason,
  });
  const results = await store.resultsOf(cx, id);
  await store.saveResults(
    cx,
    id,
    results.map((one) => ({ ...one, computed: null, vetoes: null, finalGrade: null })),
  );
  const writers = withWriter(cx, row);
  await store.saveAssessment(cx, { ...row, state, scheme: null, writers, draftedOn: null });
}

export async function decideGrade(
  cx: CommandContext,
  id: string,
  departmentId: string,
  input: { grade: Grade | null; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  requireState(row, ['drafted'], '起草评议结果之后、报审之前才能确定等次');
  const { scheme, result } = await resultFor(cx, row, departmentId);
  const { proposed } = resultOf(scheme, result, plain);
  const differs = input.grade !== null && input.grade !== proposed;
  if (differs && input.reason === '') {
    const sentence = '与建议的等次不同，请写明原因';
    throw refuse('daily.gradeReason', sentence, {}, { path: 'body.reason' });
  }
  const after = differs
    ? { grade: input.grade, gradeReason: input.reason }
    : { grade: null, gradeReason: '' };
  await store.saveResults(cx, id, [{ ...result, ...after }]);
  await store.saveAssessment(cx, { ...row, writers: withWriter(cx, row) });
  await audit(cx, {
    action: 'assessment.decideGrade',
    objectType: 'assessment',
    objectId: id,
    before: { department: result.departmentName, grade: result.grade, proposed },
    after: { department: result.departmentName, ...after },
  });
}

const notice = (row: store.AssessmentRow, sentence: string, opinion = '') => ({
  kind: 'daily' as const,
  sentence,
  params: { title: titleOf(row.year), opinion },
  link: `/assessments/${row.id}`,
  objectType: 'assessment',
  objectId: row.id,
});

export async function submitAssessment(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), 'submit', { opinion });
  const { scheme, rows } = await rowsOf(cx, row);
  const graded = rows.map((one) => ({
    ...one,
    finalGrade: resultOf(scheme, { ...one, finalGrade: null }, plain).grade,
  }));
  await store.saveResults(cx, id, graded);
  await store.saveAssessment(cx, { ...row, state, writers: withWriter(cx, row) });
  await notify(cx, [{ to: [{ role: 'committeeHead' }], ...notice(row, '{{title}} 待您审定') }]);
}

export async function decideAssessment(
  cx: CommandContext,
  id: string,
  { approve, opinion }: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (wrote(cx, row)) {
    const sentence = '您参与了评分或起草，须由其他人审定';
    throw refuse('daily.ownAssessment', sentence, {}, { status: 403 });
  }
  const action = approve ? ('approve' as const) : ('return' as const);
  const state = await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), action, { opinion });
  const results = await store.resultsOf(cx, id);
  if (!approve) {
    await store.saveResults(
      cx,
      id,
      results.map((one) => ({ ...one, finalGrade: null })),
    );
  }
  await store.saveAssessment(cx, { ...row, state, approvedOn: approve ? cx.today : null });
  const sentence = approve ? '{{title}} 已审定' : '{{title}} 已退回：{{opinion}}';
  await notify(cx, [{ to: [{ role: 'itManager' }], ...notice(row, sentence, opinion) }]);
  if (!approve) return;
  const to = await headsOf(cx, results);
  await notify(cx, [{ to, ...notice(row, '{{title}} 已审定，请查看本部门的结果') }]);
}

async function headsOf(
  cx: CommandContext,
  results: readonly { departmentId: string }[],
): Promise<Recipient[]> {
  const ids = results.map((one) => one.departmentId);
  return (await store.headsOf(cx, ids)).map((personId) => ({ personId }));
}

export async function reportAssessment(
  cx: CommandContext,
  id: string,
  input: { reportedOn: string; reportedTo: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const { reportedOn, reportedTo } = input;
  if (reportedOn > cx.today || (row.approvedOn && reportedOn < row.approvedOn)) {
    const sentence = '上报日期应在审定之后，不晚于今天';
    throw refuse('daily.reportedOn', sentence, {}, { path: 'body.reportedOn' });
  }
  const state = await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), 'report', {
    opinion: `${reportedTo} ${reportedOn}`,
  });
  await store.saveAssessment(cx, { ...row, state, reportedOn, reportedTo });
}

export async function correctAssessment(
  cx: CommandContext,
  id: string,
  input: { departmentId: string; grade: Grade; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const { result } = await resultFor(cx, row, input.departmentId);
  const { grade, reason } = input;
  if (AFTER.includes(row.state) && result.finalGrade === grade) {
    throw refuse('daily.sameGrade', '等次没有变化', {}, { path: 'body.grade' });
  }
  const word = (one: Grade | null) => (one ? GRADES[one].label : '');
  const what = `${result.departmentName}：${word(result.finalGrade)} → ${word(grade)}。${reason}`;
  await takeStep(cx, ASSESSMENT_MACHINE, subjectOf(row), 'correct', {
    opinion: what.slice(0, 500),
    to: row.state as never,
    detail: { departmentId: input.departmentId, before: result.finalGrade, after: grade },
  });
  await store.saveResults(cx, id, [{ ...result, grade, gradeReason: reason, finalGrade: grade }]);
  const to = [{ role: 'committeeHead' as const }, ...(await headsOf(cx, [result]))];
  await notify(cx, [{ to, ...notice(row, '{{title}} 已更正：{{opinion}}', what) }]);
}

export async function listAssessments(cx: CommandContext): Promise<Assessment[]> {
  const reach = await reachOf(cx);
  return (await store.assessmentsOf(cx))
    .filter((row) => !reach || AFTER.includes(row.state))
    .map(({ id, year, state, approvedOn, reportedOn, departments }) => ({
      ...{ id, year, state, approvedOn, reportedOn, departments },
    }));
}

export async function assessmentRecord(
  cx: CommandContext,
  id: string,
  say: Say,
): Promise<AssessmentRecord> {
  const [row] = await store.assessmentsOf(cx, { id });
  const reach = await reachOf(cx);
  if (!row || (reach && !AFTER.includes(row.state))) throw notFound();
  const { scheme, rows } = await rowsOf(cx, row);
  const { writers: _writers, scheme: _scheme, ...facts } = row;
  return {
    ...facts,
    scheme,
    results: rows
      .filter((one) => !reach || reach.has(one.departmentId))
      .map((one) => resultOf(scheme, one, say)),
    whole: reach === undefined,
    // What was said about other departments is not for everybody.
    steps: reach ? [] : await stepsOf(cx.tx, cx.unitId, 'assessment', id),
    may: ASSESSMENT_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

function may(
  cx: CommandContext,
  row: store.AssessmentRow,
  action: (typeof ASSESSMENT_ACTIONS)[number],
): boolean {
  const edits = widestScope(cx.actor.roles, 'assessment.edit') !== undefined;
  if (action === 'score') return edits && row.state === 'collecting';
  if (action === 'decide') return edits && row.state === 'drafted';
  if ((action === 'approve' || action === 'return') && wrote(cx, row)) return false;
  return mayTake(cx, ASSESSMENT_MACHINE, row.state, action);
}

export async function assessmentEvidence(cx: CommandContext, year: number): Promise<Evidence[]> {
  const [row] = await store.assessmentsOf(cx, { year });
  if (!row?.approvedOn || !AFTER.includes(row.state)) return [];
  const sentence = '年度考核评议已审定';
  return [{ period: String(year), on: row.approvedOn, sentence, link: `/assessments/${row.id}` }];
}

export async function assessmentTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (!widestScope(cx.actor.roles, 'assessment.approve')) return [];
  const waiting = (await store.assessmentsOf(cx)).filter(
    (row) => row.state === 'submitted' && !wrote(cx, row),
  );
  return [
    {
      key: 'assessment.approve',
      sentence: '待您审定的考核评议',
      count: waiting.length,
      link: waiting[0] ? `/assessments/${waiting[0].id}` : '/assessments',
    },
  ];
}
