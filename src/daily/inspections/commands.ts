/** An inspection from its plan to its end (W6; RC-4): planned, drawn, begun, summed up, announced, closed. */
import { randomBytes } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentIdsUnder, reviewersOf } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { ROLES, type Role, scopeOf } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import { notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { listProblems } from './commands.listing.ts';
import { INSPECTION_MACHINE } from './rules.machine.ts';
import { drawSample, sampleSizeOf } from './rules.sample.ts';
import { DEFAULT_ITEMS, UNSETTLED } from './rules.ts';
import type { InspectionInput } from './shapes.api.ts';
import { type CheckItem, CheckItems } from './shapes.ts';
import * as computers from './store.computers.ts';
import * as problems from './store.problems.ts';
import * as store from './store.ts';

const SETTING = 'daily.inspectionItems';

export const subjectOf = (row: store.InspectionRow) => ({
  id: row.id,
  title: row.title,
  state: row.state,
});

export const noInspection = () =>
  refuse('daily.noInspection', '没有这次检查，或您无权查看', {}, { status: 404 });

export async function lockOne(cx: CommandContext, id: string): Promise<store.InspectionRow> {
  const row = await store.lockInspection(cx, id);
  if (row) return row;
  throw noInspection();
}

/** What is checked on a computer: the unit's own list, else the usual one. */
export async function itemsOf(cx: CommandContext): Promise<CheckItem[]> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  return stored === undefined ? [...DEFAULT_ITEMS] : CheckItems.parse(stored);
}

export async function saveItems(cx: CommandContext, items: CheckItem[]): Promise<void> {
  const before = await itemsOf(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, items);
  await audit(cx, {
    action: 'inspection.saveItems',
    objectType: 'inspection',
    objectId: 'items',
    before,
    after: items,
  });
}

/** People whose account lets them fill sheets today; whoever is named may also get his account later. */
export function possibleInspectors(cx: CommandContext) {
  const roles = (Object.keys(ROLES) as Role[]).filter((role) => scopeOf(role, 'inspection.check'));
  return store.peopleWithRoles(cx, roles);
}

async function requireKnown(cx: CommandContext, input: InspectionInput): Promise<void> {
  const people = await store.peopleNamed(cx, input.inspectors);
  if (people.length < new Set(input.inspectors).size) {
    const path = 'body.inspectors';
    throw refuse('daily.unknownInspector', '有的检查人员不存在，请重新选择', {}, { path });
  }
  const departments = await store.departmentsNamed(cx, input.departmentIds);
  if (departments.length < new Set(input.departmentIds).size) {
    const path = 'body.departmentIds';
    throw refuse('daily.unknownDepartment', '有的部门不存在，请重新选择', {}, { path });
  }
}

export async function createInspection(
  cx: CommandContext,
  input: InspectionInput,
): Promise<string> {
  await requireKnown(cx, input);
  const number = await nextNumber(cx.tx, cx.unitId, `inspection-${input.year}`);
  const id = newId();
  await store.saveInspection(cx, {
    ...input,
    id,
    inspectionNo: `JC-${input.year}-${String(number).padStart(3, '0')}`,
    state: 'planned',
    conclusion: '',
    seed: null,
    draws: 0,
    items: [],
    startedOn: null,
    notifiedOn: null,
    closedOn: null,
  });
  await takeStep(cx, INSPECTION_MACHINE, { id, title: input.title, state: null }, 'create');
  return id;
}

const sameScope = (a: InspectionInput, b: InspectionInput) =>
  JSON.stringify([a.kind, a.sampleRate, a.sampleSize, [...a.departmentIds].sort()]) ===
    JSON.stringify([b.kind, b.sampleRate, b.sampleSize, [...b.departmentIds].sort()]) &&
  JSON.stringify([...a.deviceTypes].sort()) === JSON.stringify([...b.deviceTypes].sort());

/** Another scope needs another draw. */
export async function updateInspection(
  cx: CommandContext,
  id: string,
  input: InspectionInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'planned') {
    const sentence = '检查已开始或取消，不能再修改计划';
    throw refuse('daily.inspectionFixed', sentence, {}, { status: 409 });
  }
  await requireKnown(cx, input);
  const keeps = sameScope(row, input);
  if (!keeps) await computers.saveComputers(cx, id, []);
  await store.saveInspection(cx, { ...row, ...input, seed: keeps ? row.seed : null });
  const { title, periodFrom, periodTo, departmentIds, sampleRate, sampleSize } = row;
  await audit(cx, {
    action: 'inspection.update',
    objectType: 'inspection',
    objectId: id,
    before: { title, periodFrom, periodTo, departmentIds, sampleRate, sampleSize },
    after: input,
  });
}

/** May be repeated before the start; every draw stays in the history with its seed, so that nobody chooses in silence. */
export async function drawComputers(
  cx: CommandContext,
  id: string,
  input: { seed?: string | undefined; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.draws > 0 && input.opinion === '' && row.state === 'planned') {
    const path = 'body.opinion';
    throw refuse('daily.redraw', '已抽取过，重新抽取须写明原因', {}, { path });
  }
  const below = await departmentIdsUnder(cx.tx, cx.unitId, row.departmentIds);
  const found = await computers.computersInScope(cx, {
    departmentIds: below,
    deviceTypes: row.deviceTypes,
  });
  const seed = input.seed ?? randomBytes(8).toString('hex');
  const size = sampleSizeOf(found.length, row);
  const drawn = drawSample(found, size, seed);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'draw', {
    opinion: input.opinion,
    detail: { seed, population: found.length, drawn: drawn.size },
  });
  if (found.length === 0) {
    const sentence = '范围内没有在用的计算机，请调整部门或设备类型';
    throw refuse('daily.nothingToInspect', sentence, {}, { status: 409 });
  }
  await computers.saveComputers(
    cx,
    id,
    found.map((one) => ({ ...one, drawn: drawn.has(one.computerNo) })),
  );
  await store.saveInspection(cx, { ...row, state, seed, draws: row.draws + 1 });
}

export async function startInspection(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'start', { opinion });
  const sheets = await computers.sheetsOf(cx.tx, cx.unitId, id);
  if (row.seed === null || sheets.length === 0) {
    throw refuse('daily.notDrawn', '还没有抽取计算机，请先抽取', {}, { status: 409 });
  }
  const items = await itemsOf(cx);
  await store.saveInspection(cx, { ...row, state, items, startedOn: cx.today });
  await notify(cx, [
    {
      to: row.inspectors.map((personId) => ({ personId })),
      kind: 'daily',
      sentence: '“{{title}}”已开始，请检查 {{n}} 台计算机',
      params: { title: row.title, n: sheets.length },
      link: `/inspections/${id}/check`,
      objectType: 'inspection',
      objectId: id,
    },
    ...(await toHeads(cx, row, sheets)),
  ]);
}

/** Whoever answers for a department of the sample is told how many of its computers are looked at. */
async function toHeads(
  cx: CommandContext,
  row: store.InspectionRow,
  sheets: readonly computers.Computer[],
) {
  const drafts = [];
  for (const [departmentId, own] of Map.groupBy(sheets, (one) => one.departmentId)) {
    if (departmentId === null) continue;
    const heads = await reviewersOf(cx.tx, cx.unitId, departmentId, { today: cx.today });
    drafts.push({
      to: heads.map(({ personId }) => ({ personId })),
      kind: 'daily' as const,
      sentence: '“{{title}}”已开始，将检查{{department}} {{n}} 台计算机',
      params: { title: row.title, department: own[0]!.departmentName, n: own.length },
      link: `/inspections/${row.id}`,
      objectType: 'inspection',
      objectId: row.id,
    });
  }
  return drafts;
}

export async function concludeInspection(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'conclude', { opinion });
  const sheets = await computers.sheetsOf(cx.tx, cx.unitId, id);
  const left = sheets.filter((one) => one.sheetState === 'pending' || one.sheetState === 'draft');
  if (left.length > 0) {
    const sentence = '还有 {{n}} 台没有检查完（如 {{no}}）；不能检查的请注明原因';
    const params = { n: left.length, no: left[0]!.computerNo };
    throw refuse('daily.sheetsOpen', sentence, params, { status: 409 });
  }
  await listProblems(cx, row, sheets);
  await store.saveInspection(cx, { ...row, state });
}

export async function resumeInspection(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'resume', {
    opinion: reason,
  });
  await store.saveInspection(cx, { ...row, state });
}

export async function closeInspection(
  cx: CommandContext,
  id: string,
  opinion: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const open = (await problems.problemsOf(cx, id)).filter((one) => UNSETTLED.includes(one.state));
  if (open.length > 0) {
    const sentence = '还有 {{n}} 个问题没有复查通过，不能结束；确实不需整改的请注明免予整改';
    throw refuse('daily.problemsOpen', sentence, { n: open.length }, { status: 409 });
  }
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'close', { opinion });
  await store.saveInspection(cx, { ...row, state, closedOn: cx.today });
}

export async function correctInspection(
  cx: CommandContext,
  id: string,
  input: { conclusion: string; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: row.conclusion, after: input.conclusion },
  });
  await store.saveInspection(cx, { ...row, state, conclusion: input.conclusion });
}

export async function cancelInspection(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, INSPECTION_MACHINE, subjectOf(row), 'cancel', {
    opinion: reason,
  });
  await store.saveInspection(cx, { ...row, state });
}
