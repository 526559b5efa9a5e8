/** A department's demand from its form to the information department's decision (附件3; PZ-2.1, RC-2.1). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentTree, personById, reviewersOf } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { listActiveSoftware } from '../software/store.ts';
import { installedInDepartment } from './commands.installed.ts';
import { DEMAND_MACHINE } from './rules.machine.ts';
import { complaintOf, matching, proposalsOf } from './rules.ts';
import type { DemandInput, DemandLineInput } from './shapes.ts';
import * as roundStore from './store.rounds.ts';
import * as store from './store.ts';

export const subjectOf = (row: store.DemandRow) => ({
  id: row.id,
  title: row.demandNo,
  state: row.state,
});

export async function lockOne(cx: CommandContext, id: string): Promise<store.DemandRow> {
  const row = await store.lockDemand(cx, id);
  if (row && maySee(cx, row)) return row;
  throw noDemand();
}

export const noDemand = () =>
  refuse('configuration.noDemand', '没有这张需求申请表，可能链接有误', {}, { status: 404 });

export function maySee(
  cx: CommandContext,
  row: Pick<store.DemandRow, 'departmentId' | 'preparedById'>,
): boolean {
  const scope = widestScope(cx.actor.roles, 'demand.view');
  if (scope === 'all' || (cx.actor.personId && row.preparedById === cx.actor.personId)) return true;
  return scope === 'department' && (cx.actor.departmentIds ?? []).includes(row.departmentId);
}

/** Of the department, or the one who filled it in. */
export function mayEdit(cx: CommandContext, row: store.DemandRow): boolean {
  const scope = widestScope(cx.actor.roles, 'demand.edit');
  if (!scope) return false;
  if (cx.actor.personId && row.preparedById === cx.actor.personId) return true;
  return scope === 'department' && (cx.actor.departmentIds ?? []).includes(row.departmentId);
}

function requireEditor(cx: CommandContext, row: store.DemandRow): void {
  if (mayEdit(cx, row)) return;
  const sentence = '只有填报人和部门负责人可以这样处理';
  throw refuse('configuration.notYourDemand', sentence, {}, { status: 403 });
}

/** Whoever gives the department's opinion today: its head or a substitute. */
async function givesOpinion(cx: CommandContext, departmentId: string): Promise<boolean> {
  if (!cx.actor.personId || !widestScope(cx.actor.roles, 'demand.deptReview')) return false;
  const reviewers = await reviewersOf(cx.tx, cx.unitId, departmentId, { today: cx.today });
  return reviewers.some((one) => one.personId === cx.actor.personId);
}

async function ownDepartment(cx: CommandContext, departmentId: string): Promise<void> {
  const department = (await departmentTree(cx.tx, cx.unitId)).find(
    (one) => one.id === departmentId,
  );
  if (!department?.active || !(cx.actor.departmentIds ?? []).includes(departmentId)) {
    const sentence = '只能为本部门填报需求';
    const path = 'body.departmentId';
    throw refuse('configuration.notYourDepartment', sentence, {}, { status: 403, path });
  }
}

/** What the department's form may begin with (PZ-2.1). */
export async function proposal(cx: CommandContext, asked: string | undefined) {
  const own = new Set(cx.actor.departmentIds ?? []);
  const departments = (await departmentTree(cx.tx, cx.unitId))
    .filter((one) => one.active && own.has(one.id))
    .map((one) => ({ id: one.id, name: one.path }));
  const departmentId = asked ?? departments[0]?.id;
  if (departmentId === undefined) {
    const sentence = '您没有所属部门，不能填报；请联系信息化部门';
    throw refuse('configuration.noDepartment', sentence, {}, { status: 409 });
  }
  await ownDepartment(cx, departmentId);
  const { posts, withoutPost } = await store.postsOfDepartment(cx.tx, cx.unitId, departmentId);
  const installed = await installedInDepartment(cx.tx, cx.unitId, departmentId);
  const known = await listActiveSoftware(cx.tx, cx.unitId, cx.today);
  const person = cx.actor.personId
    ? await personById(cx.tx, cx.unitId, cx.actor.personId)
    : undefined;
  const rounds = await roundStore.unanswered(cx, [departmentId]);
  return {
    departmentId,
    departments,
    preparerPhone: person?.phone ?? '',
    lines: proposalsOf(posts, installed, known),
    withoutPost,
    rounds: rounds.map(({ departmentId: _, ...round }) => round),
  };
}

async function linesToSave(
  cx: CommandContext,
  departmentId: string,
  lines: readonly DemandLineInput[],
): Promise<store.NewLine[]> {
  const installed = await installedInDepartment(cx.tx, cx.unitId, departmentId);
  return lines.map((line) => ({
    ...line,
    id: newId(),
    installedBefore: matching(installed, line.softwareName).reduce((n, one) => n + one.count, 0),
  }));
}

export async function createDemand(
  cx: CommandContext,
  input: DemandInput & {
    departmentId: string;
    roundId: string | null;
    planYear?: number | undefined;
  },
): Promise<string> {
  await ownDepartment(cx, input.departmentId);
  const planYear = await yearOf(cx, input);
  const id = newId();
  const number = await nextNumber(cx.tx, cx.unitId, `demand-${planYear}`);
  const row: store.DemandRow = {
    id,
    demandNo: `XQ-${planYear}-${String(number).padStart(4, '0')}`,
    roundId: input.roundId,
    planYear,
    departmentId: input.departmentId,
    preparedById: cx.actor.personId ?? null,
    preparedBy: cx.actor.name,
    preparerPhone: input.preparerPhone,
    preparedOn: cx.today,
    byHead: false,
    nothingNeeded: input.nothingNeeded,
    state: 'draft',
  };
  if (!(await store.insertDemand(cx, row))) {
    const sentence = '本部门已填报这次年度需求，请在原表上修改';
    throw refuse('configuration.demandExists', sentence, {}, { status: 409 });
  }
  await store.replaceLines(cx, id, await linesToSave(cx, input.departmentId, input.lines));
  await takeStep(cx, DEMAND_MACHINE, { id, title: row.demandNo, state: null }, 'create');
  return id;
}

async function yearOf(
  cx: CommandContext,
  input: { roundId: string | null; departmentId: string; planYear?: number | undefined },
): Promise<number> {
  if (!input.roundId) return input.planYear ?? Number(cx.today.slice(0, 4));
  const round = await roundStore.roundOpen(cx, input.roundId, input.departmentId);
  if (round?.asked) return round.planYear;
  const sentence = '这次年度需求填报已结束或不包括本部门；可以填报临时需求';
  throw refuse('configuration.roundClosed', sentence, {}, { status: 409, path: 'body.roundId' });
}

export async function updateDemand(
  cx: CommandContext,
  id: string,
  input: DemandInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  requireEditor(cx, row);
  if (row.state !== 'draft' && row.state !== 'returned') {
    const sentence = '申请表已报送，不能直接修改；可以撤回，或请审核人退回';
    throw refuse('configuration.demandSent', sentence, {}, { status: 409 });
  }
  const before = await store.linesOf(cx.tx, cx.unitId, [id]);
  await store.replaceLines(cx, id, await linesToSave(cx, row.departmentId, input.lines));
  const { preparerPhone, nothingNeeded } = input;
  await store.saveDemand(cx, { ...row, preparerPhone, nothingNeeded, preparedOn: cx.today });
  await audit(cx, {
    action: 'demand.update',
    objectType: 'demand',
    objectId: id,
    before: { lines: before.length },
    after: { lines: input.lines.length, nothingNeeded },
  });
}

export async function submitDemand(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  requireEditor(cx, row);
  const lines = await store.linesOf(cx.tx, cx.unitId, [id]);
  const complaint = complaintOf({ nothingNeeded: row.nothingNeeded, lines });
  if (complaint) {
    const { sentence, params = {}, path } = complaint;
    throw refuse('configuration.demandIncomplete', sentence, params, { path });
  }
  // Filled in by who gives the opinion, sending it in is the opinion.
  const byHead = await givesOpinion(cx, row.departmentId);
  const to = byHead ? ('deptApproved' as const) : ('submitted' as const);
  const state = await takeStep(cx, DEMAND_MACHINE, subjectOf(row), 'submit', { opinion, to });
  await store.saveDemand(cx, { ...row, state, byHead });
  await tellNext(cx, row, state);
}

/** Who has it on the desk next is told. */
export async function tellNext(
  cx: CommandContext,
  row: store.DemandRow,
  state: store.DemandRow['state'],
  opinion = '',
): Promise<void> {
  const names = await departmentTree(cx.tx, cx.unitId);
  const department = names.find((one) => one.id === row.departmentId)?.name ?? '';
  const reviewers =
    state === 'submitted'
      ? await reviewersOf(cx.tx, cx.unitId, row.departmentId, { today: cx.today })
      : [];
  const preparer = row.preparedById ? [{ personId: row.preparedById }] : [];
  const waits = state === 'submitted' || state === 'deptApproved';
  const desk =
    reviewers.length > 0
      ? reviewers.map(({ personId }) => ({ personId }))
      : [{ role: 'itManager' as const }];
  const to = waits ? desk : preparer;
  if (to.length === 0) return;
  const sentence = waits
    ? '{{department}}的软件使用需求申请表 {{no}} 待您审核'
    : state === 'itApproved'
      ? '您填报的软件使用需求申请表 {{no}} 已审核'
      : '您填报的软件使用需求申请表 {{no}} 已退回：{{opinion}}';
  await notify(cx, [
    {
      to,
      kind: 'daily',
      sentence,
      params: { department, no: row.demandNo, opinion },
      link: `/demands/${row.id}`,
      objectType: 'demand',
      objectId: row.id,
    },
  ]);
}
