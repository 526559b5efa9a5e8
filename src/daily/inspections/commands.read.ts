/** Inspections, sheets and problems as pages see them; what one may is asked of the functions that refuse. */

import { refuse } from '../../base/refusal.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { signaturesOf } from '../../platform/signatures/signatures.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { heads, noProblem } from './commands.problems.ts';
import { checkingProblem, SHEET_OBJECT } from './commands.sheets.ts';
import { noInspection } from './commands.ts';
import { INSPECTION_MACHINE, PROBLEM_MACHINE } from './rules.machine.ts';
import { drawSample, sampleSizeOf } from './rules.sample.ts';
import { answeredHimself, contentOfFinding, KIND_OF_FINDING } from './rules.ts';
import {
  type Draw,
  INSPECTION_ACTIONS,
  type InspectionAction,
  type InspectionRecord,
  PROBLEM_ACTIONS,
  type ProblemAction,
  type ProblemRecord,
  type SheetRecord,
} from './shapes.ts';
import * as computers from './store.computers.ts';
import { waiting } from './store.facts.ts';
import * as problems from './store.problems.ts';
import * as store from './store.ts';

export const can = (cx: CommandContext, permission: Parameters<typeof widestScope>[1]) =>
  widestScope(cx.actor.roles, permission) !== undefined;

function mayInspection(cx: CommandContext, row: store.InspectionRow, action: InspectionAction) {
  if (action === 'check') {
    const nobody = { personId: null };
    return can(cx, 'inspection.check') && checkingProblem(cx, row, nobody) === undefined;
  }
  if (action === 'addProblem') {
    return can(cx, 'inspection.check') && (row.state === 'onsite' || row.state === 'findings');
  }
  if (!can(cx, 'inspection.edit')) return false;
  if (action === 'edit') return row.state === 'planned';
  if (action === 'start' && row.seed === null) return false;
  const { from } = INSPECTION_MACHINE.transitions[action];
  return (from as readonly string[]).includes(row.state);
}

export async function inspectionRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<InspectionRecord> {
  const [listed] = (await store.pageOfInspections(cx, scope, { id, limit: 1 })).items;
  const row = listed && (await store.inspectionRow(cx, id));
  if (!listed || !row) throw noInspection();
  const inside = scope === 'all';
  // Nothing is left to close with problems that wait.
  const unsettled = listed.problems - listed.passed - listed.waived > 0;
  return {
    ...listed,
    inspectors: await store.peopleNamed(cx, row.inspectors),
    departments: await store.departmentsNamed(cx, row.departmentIds),
    deviceTypes: row.deviceTypes,
    sampleRate: row.sampleRate,
    sampleSize: row.sampleSize,
    plan: row.plan,
    conclusion: row.conclusion,
    seed: row.seed,
    draws: row.draws,
    startedOn: row.startedOn,
    closedOn: row.closedOn,
    items: row.items,
    circulars: await store.circularsOf(cx, scope, id),
    steps: inside ? await stepsOf(cx.tx, cx.unitId, 'inspection', id) : [],
    may: INSPECTION_ACTIONS.filter(
      (action) => mayInspection(cx, row, action) && !(action === 'close' && unsettled),
    ),
  };
}

/** Counts for everybody concerned, of the whole sample: a draw is checked as a whole. */
export async function drawRecord(cx: CommandContext, scope: Scope, id: string): Promise<Draw> {
  const row = await store.inspectionRow(cx, id);
  const seen = (await store.pageOfInspections(cx, scope, { id, limit: 1 })).items.length > 0;
  if (!row || !seen) throw noInspection();
  const all = await computers.population(cx, 'all', id);
  const drawn = all.filter((one) => one.drawn);
  const again =
    row.seed === null ? new Set() : drawSample(all, sampleSizeOf(all.length, row), row.seed);
  return {
    seed: row.seed,
    population: all.length,
    drawn: drawn.length,
    departments: [...Map.groupBy(all, (one) => one.departmentName)].map(([name, own]) => ({
      departmentName: name,
      computers: own.length,
      drawn: own.filter((one) => one.drawn).length,
    })),
    verified:
      row.seed !== null &&
      again.size === drawn.length &&
      drawn.every((one) => again.has(one.computerNo)),
  };
}

export async function sheetRecord(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  deviceId: string,
): Promise<SheetRecord> {
  const inspection = await store.inspectionRow(cx, inspectionId);
  const row = await computers.sheetRow(cx, scope, inspectionId, deviceId);
  if (!inspection || !row || (scope !== 'all' && inspection.startedOn === null)) {
    const sentence = '这台计算机不在检查名单中，或您无权查看';
    throw refuse('daily.noSheet', sentence, {}, { status: 404 });
  }
  const mayCheck =
    can(cx, 'inspection.check') && checkingProblem(cx, inspection, row) === undefined;
  const signatures = await signaturesOf(cx.tx, cx.unitId, SHEET_OBJECT, [deviceId]);
  const found = await problems.openFindings(cx, { deviceId });
  const files = await problems.filesOf(cx, inspectionId, { deviceId });
  const { deviceId: id, computerNo, computerBrand, deviceType, departmentName, personName } = row;
  return {
    ...{ deviceId: id, computerNo, computerBrand, deviceType, departmentName, personName },
    state: row.sheetState,
    failed: row.answers.filter((one) => one.verdict === 'fail').length,
    checkedBy: row.checkedBy,
    checkedAt: row.checkedAt,
    inspectionId,
    title: inspection.title,
    version: row.version,
    items: inspection.items,
    answers: row.answers,
    note: row.note,
    files,
    signature: signatures.find((one) => one.id === row.userSignatureId) ?? null,
    findings: found.map((one) => ({
      kind: KIND_OF_FINDING[one.kind],
      content: contentOfFinding(one),
    })),
    nextDeviceId: mayCheck ? await computers.nextOpen(cx, inspectionId, computerNo) : null,
    may: mayCheck ? (row.sheetState === 'done' ? ['save', 'sign'] : ['save']) : [],
  };
}

const PERMISSION: Record<ProblemAction, Parameters<typeof widestScope>[1]> = {
  edit: 'inspection.edit',
  drop: 'inspection.edit',
  restore: 'inspection.edit',
  respond: 'inspection.respond',
  review: 'inspection.review',
  waive: 'inspection.edit',
  adjust: 'inspection.edit',
  openCase: 'case.edit',
};

function mayProblem(
  cx: CommandContext,
  row: problems.ProblemRow,
  action: ProblemAction,
  notified: boolean,
) {
  if (!can(cx, PERMISSION[action])) return false;
  if (action === 'edit') return row.state === 'listed';
  const step = action === 'review' ? 'pass' : action;
  const { from } = PROBLEM_MACHINE.transitions[step];
  if (!(from as readonly string[]).includes(row.state)) return false;
  if (action === 'restore') return !notified;
  if (action === 'respond') return heads(cx, row);
  if (action === 'openCase') return row.caseId === null;
  if (action === 'review' || action === 'waive') return !answeredHimself(row.responders, cx.actor);
  return true;
}

export async function problemRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<ProblemRecord> {
  const [listed] = (await problems.pageOfProblems(cx, scope, { id, limit: 1 })).items;
  const row = listed && (await problems.problemRow(cx, scope, id));
  const inspection = row && (await store.inspectionRow(cx, row.inspectionId));
  if (!listed || !row || !inspection) throw noProblem();
  return {
    ...listed,
    findingId: row.findingId,
    findingPresent:
      row.findingId === null ? null : await problems.findingPresent(cx, row.findingId),
    evidence: row.evidence && {
      ...row.evidence.evidence,
      firstSeenAt: row.evidence.firstSeenAt,
    },
    response: row.response,
    respondedBy: row.respondedBy,
    respondedOn: row.respondedOn,
    review: row.review,
    reviewedBy: row.reviewedBy,
    reviewedOn: row.reviewedOn,
    // The person concerned hears of a case when he is asked, not here.
    caseId: can(cx, 'case.edit') ? row.caseId : null,
    files: await problems.filesOf(cx, row.inspectionId, { problemId: id }),
    steps: (await stepsOf(cx.tx, cx.unitId, 'inspectionProblem', id)).filter(
      (step) => step.action !== 'openCase' || can(cx, 'case.edit'),
    ),
    may: PROBLEM_ACTIONS.filter((action) =>
      mayProblem(cx, row, action, inspection.notifiedOn !== null),
    ),
  };
}

export async function inspectionTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (!can(cx, 'inspection.view')) return [];
  const counts = await waiting(cx);
  const lines: TodoLine[] = [];
  const add = (key: string, sentence: string, count: number, link: string, dueOn?: string | null) =>
    lines.push({ key: `inspection.${key}`, sentence, count, link, dueOn: dueOn ?? null });
  if (can(cx, 'inspection.edit')) {
    add('start', '到期待开始的检查', counts.toStart, '/inspections?state=planned');
    add('conclude', '待汇总问题的检查', counts.toConclude, '/inspections?state=onsite');
    add('notify', '待发通报的检查', counts.toNotify, '/inspections?state=findings');
    add('close', '待结束的检查', counts.toClose, '/inspections?state=reviewed');
    add('overdue', '逾期未整改的检查问题', counts.overdue, '/inspection-problems?overdue=true');
  }
  if (can(cx, 'inspection.check')) {
    const link = counts.sheetsOf ? `/inspections/${counts.sheetsOf}/check` : '/inspections';
    add('check', '待您检查的计算机', counts.sheets, link);
  }
  if (can(cx, 'inspection.respond')) {
    const link = '/inspection-problems?open=true';
    add('respond', '待您部门整改的检查问题', counts.answers, link, counts.answersDueOn);
  }
  if (can(cx, 'inspection.review')) {
    const link = '/inspection-problems?state=responded';
    add('review', '待复查的检查问题', counts.reviews, link);
  }
  return lines;
}
