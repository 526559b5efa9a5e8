/** Selection from consolidated demand to a decision with reasons (PZ-2.2). */
import { newId } from '../../base/ids.ts';
import { type Refusal, refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { requireScan } from '../../platform/signatures/signatures.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { addToFreeList } from '../freelist/commands.ts';
import { standardKey } from '../poststandards/rules.ts';
import { listActiveSoftware } from '../software/store.ts';
import { SELECTION_MACHINE } from './rules.machine.ts';
import { choiceComplaint, priceScores, siteBreakEven, totalOf } from './rules.ts';
import {
  type Candidate,
  type CandidateInput,
  DEFAULT_WEIGHTS,
  SELECTION_ACTIONS,
  type SelectionRecord,
  type Trial,
  type Weights,
} from './shapes.ts';
import * as store from './store.ts';

const subjectOf = (row: store.SelectionRow) => ({
  id: row.id,
  title: `${row.selectionNo} ${row.softwareName}`,
  state: row.state,
});

const notFound = (): Refusal =>
  refuse('configuration.noSelection', '没有这项选型，可能链接有误', {}, { status: 404 });

/** For edits of what is being compared; once decided it is reopened with a reason first. */
async function lockOpen(cx: CommandContext, id: string): Promise<store.SelectionRow> {
  const row = await lockOne(cx, id);
  if (row.state === 'comparing') return row;
  const sentence = '选型已有结论，不能直接修改；需要时请重新选型并写明原因';
  throw refuse('configuration.selectionDecided', sentence, {}, { status: 409 });
}

async function lockOne(cx: CommandContext, id: string): Promise<store.SelectionRow> {
  const row = await store.lockSelection(cx, id);
  if (row) return row;
  throw notFound();
}

export async function createSelection(
  cx: CommandContext,
  input: Pick<store.SelectionRow, 'planYear' | 'softwareName' | 'category' | 'requirement'> & {
    lineIds: string[];
  },
): Promise<string> {
  const id = newId();
  const number = await nextNumber(cx.tx, cx.unitId, `selection-${input.planYear}`);
  const selectionNo = `XX-${input.planYear}-${String(number).padStart(4, '0')}`;
  await store.insertSelection(cx, { ...input, id, selectionNo, weights: DEFAULT_WEIGHTS });
  const lineIds = [...new Set(input.lineIds)];
  if ((await store.takeLines(cx, id, input.planYear, lineIds)) < lineIds.length) {
    const sentence = '有的需求已归并到别的选型，或还没有审核；请刷新后重新选择';
    const path = 'body.lineIds';
    throw refuse('configuration.linesTaken', sentence, {}, { path, status: 409 });
  }
  const title = `${selectionNo} ${input.softwareName}`;
  await takeStep(cx, SELECTION_MACHINE, { id, title, state: null }, 'create');
  return id;
}

export async function updateSelection(
  cx: CommandContext,
  id: string,
  input: Pick<store.SelectionRow, 'softwareName' | 'category' | 'requirement'> & {
    weights: Weights;
  },
): Promise<void> {
  const row = await lockOpen(cx, id);
  const { weights, ...facts } = input;
  await store.saveSelection(cx, {
    ...row,
    ...facts,
    weightPrice: weights.price,
    weightCompatibility: weights.compatibility,
    weightSecurity: weights.security,
    weightAfterSales: weights.afterSales,
  });
  await audit(cx, {
    action: 'selection.update',
    objectType: 'selection',
    objectId: id,
    before: { softwareName: row.softwareName, weights: weightsOf(row) },
    after: input,
  });
}

const MOST_CANDIDATES = 20;

export async function saveCandidate(
  cx: CommandContext,
  id: string,
  candidateId: string | undefined,
  input: CandidateInput,
): Promise<void> {
  await lockOpen(cx, id);
  const known = await store.candidatesOf(cx.tx, cx.unitId, id);
  if (candidateId && !known.some((one) => one.id === candidateId)) throw noCandidate();
  if (!candidateId && known.length >= MOST_CANDIDATES) {
    throw refuse('configuration.manyCandidates', '候选软件不超过 20 个', {}, { status: 409 });
  }
  await store.saveCandidate(cx, id, { ...input, id: candidateId ?? newId() });
  await audit(cx, {
    action: 'selection.candidate',
    objectType: 'selection',
    objectId: id,
    before: known.find((one) => one.id === candidateId),
    after: input,
  });
}

const noCandidate = () =>
  refuse('configuration.noCandidate', '没有这个候选软件，请刷新', {}, { status: 404 });

export async function removeCandidate(
  cx: CommandContext,
  id: string,
  candidateId: string,
): Promise<void> {
  await lockOpen(cx, id);
  const before = (await store.candidatesOf(cx.tx, cx.unitId, id)).find(
    (one) => one.id === candidateId,
  );
  if (!before) throw noCandidate();
  const trials = await store.trialsOf(cx.tx, cx.unitId, id);
  if (trials.some((trial) => trial.candidateId === candidateId)) {
    const sentence = '“{{name}}”有试用记录，不能去掉';
    const params = { name: before.softwareName };
    throw refuse('configuration.candidateTried', sentence, params, { status: 409 });
  }
  await store.deleteCandidate(cx, id, candidateId);
  await audit(cx, {
    action: 'selection.removeCandidate',
    objectType: 'selection',
    objectId: id,
    before,
  });
}

export async function addTrial(
  cx: CommandContext,
  id: string,
  candidateId: string,
  input: Omit<Trial, 'id' | 'candidateId'>,
): Promise<void> {
  await lockOpen(cx, id);
  const known = await store.candidatesOf(cx.tx, cx.unitId, id);
  if (!known.some((one) => one.id === candidateId)) throw noCandidate();
  if (input.triedOn > cx.today) {
    const sentence = '试用日期不能晚于今天';
    throw refuse('configuration.triedLater', sentence, {}, { path: 'body.triedOn' });
  }
  if (input.fileId) await requireScan(cx, input.fileId, 'body.fileId');
  const triedBy = input.triedBy || cx.actor.name;
  const trial = { ...input, triedBy, id: newId(), candidateId };
  await store.insertTrial(cx, id, trial);
  await audit(cx, {
    action: 'selection.trial',
    objectType: 'selection',
    objectId: id,
    after: trial,
  });
}

export async function decide(
  cx: CommandContext,
  id: string,
  input: { candidateId: string; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const chosen = (await candidates(cx, row)).find((one) => one.id === input.candidateId);
  if (!chosen) throw noCandidate();
  const complaint = choiceComplaint(chosen, chosen.trials, await alreadyUsed(cx, chosen));
  if (complaint) {
    const path = 'body.candidateId';
    throw refuse('configuration.notChoosable', complaint.sentence, complaint.params, { path });
  }
  const { reason } = input;
  const detail = {
    chosen: `${chosen.softwareName} ${chosen.softwareVersion}`,
    total: chosen.total,
  };
  const state = await takeStep(cx, SELECTION_MACHINE, subjectOf(row), 'select', {
    opinion: reason,
    detail,
  });
  await store.saveSelection(cx, {
    ...row,
    state,
    candidateId: chosen.id,
    reason,
    selectedOn: cx.today,
  });
  if (chosen.softwareType === 'free') await listFree(cx, row, chosen);
  const sentence = '“{{asked}}”的选型已确定：{{name}} {{version}}';
  await tellDepartments(cx, row, sentence, {
    asked: row.softwareName,
    name: chosen.softwareName,
    version: chosen.softwareVersion,
  });
}

/** Software the unit has needs no new trial: it has been tried by being used. */
async function alreadyUsed(cx: CommandContext, chosen: Candidate): Promise<boolean> {
  const known = await listActiveSoftware(cx.tx, cx.unitId, cx.today);
  const key = standardKey(chosen.softwareName);
  return known.some((one) => standardKey(one.softwareName) === key);
}

/** PZ-2.2: 涉及使用免费软件的,更新可使用免费软件清单. Listed for the departments that asked, if it is not listed yet. */
async function listFree(
  cx: CommandContext,
  row: store.SelectionRow,
  chosen: Candidate,
): Promise<void> {
  const demands = await store.demandsOf(cx.tx, cx.unitId, row.id);
  try {
    await addToFreeList(cx, {
      softwareName: chosen.softwareName,
      softwareVersion: chosen.softwareVersion,
      category: row.category,
      productId: chosen.productId,
      source: chosen.source,
      publisher: chosen.publisher,
      wholeUnit: demands.length === 0,
      departmentIds: [...new Set(demands.map((one) => one.departmentId))],
      reason:
        [...new Set(demands.map((one) => one.purpose))].join('；').slice(0, 500) || row.reason,
      freeScope: chosen.freeScope ?? 'any',
      licenceNote: chosen.licenceNote || null,
    });
  } catch (error) {
    // Listed already is what was wanted.
    if ((error as Refusal).code !== 'configuration.alreadyListed') throw error;
  }
}

async function tellDepartments(
  cx: CommandContext,
  row: store.SelectionRow,
  sentence: string,
  params: Record<string, string>,
): Promise<void> {
  const preparers = await store.preparersOf(cx, row.id);
  if (preparers.length === 0) return;
  await notify(cx, [
    {
      to: preparers.map((personId) => ({ personId })),
      kind: 'daily',
      sentence,
      params,
      link: '/demands',
      objectType: 'selection',
      objectId: row.id,
    },
  ]);
}

export async function cancel(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, SELECTION_MACHINE, subjectOf(row), 'cancel', {
    opinion: reason,
  });
  await store.saveSelection(cx, { ...row, state, reason });
  const sentence = '申请的“{{asked}}”不予配置：{{reason}}';
  await tellDepartments(cx, row, sentence, { asked: row.softwareName, reason });
}

export async function reopen(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  if (await store.inPlan(cx, id)) {
    const sentence = '这项选型已列入报审的采购计划，不能重新选型';
    throw refuse('configuration.selectionPlanned', sentence, {}, { status: 409 });
  }
  const state = await takeStep(cx, SELECTION_MACHINE, subjectOf(row), 'reopen', {
    opinion: reason,
  });
  await store.saveSelection(cx, { ...row, state, candidateId: null, selectedOn: null, reason: '' });
}

const weightsOf = (row: store.SelectionRow): Weights => ({
  price: row.weightPrice,
  compatibility: row.weightCompatibility,
  security: row.weightSecurity,
  afterSales: row.weightAfterSales,
});

async function candidates(cx: CommandContext, row: store.SelectionRow): Promise<Candidate[]> {
  const rows = await store.candidatesOf(cx.tx, cx.unitId, row.id);
  const trials = Map.groupBy(
    await store.trialsOf(cx.tx, cx.unitId, row.id),
    (trial) => trial.candidateId,
  );
  const prices = priceScores(rows);
  return rows.map((one, at) => {
    const priceScore = prices[at] ?? null;
    return {
      ...one,
      priceScore,
      total: totalOf({ ...one, priceScore }, weightsOf(row)),
      siteBreakEven: siteBreakEven(one),
      trials: trials.get(one.id) ?? [],
    };
  });
}

export async function selectionRecord(cx: CommandContext, id: string): Promise<SelectionRecord> {
  const row = await store.selectionRow(cx, id);
  if (!row) throw notFound();
  const {
    items: [listed],
  } = await store.pageOfSelections(cx, { id, limit: 1 });
  const edits = widestScope(cx.actor.roles, 'selection.edit') !== undefined;
  const planned = row.state === 'selected' && (await store.inPlan(cx, id));
  return {
    ...listed!,
    requirement: row.requirement,
    weights: weightsOf(row),
    reason: row.reason,
    candidateId: row.candidateId,
    demands: await store.demandsOf(cx.tx, cx.unitId, id),
    candidates: await candidates(cx, row),
    steps: await stepsOf(cx.tx, cx.unitId, 'selection', id),
    may: SELECTION_ACTIONS.filter((action) => {
      if (!edits) return false;
      return action === 'reopen'
        ? row.state !== 'comparing' && !planned
        : row.state === 'comparing';
    }),
  };
}
