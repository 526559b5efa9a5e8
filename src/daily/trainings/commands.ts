/** Training and publicity from its announcement to the archive (W7; RC-5). */
import { createHmac, randomBytes } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { departmentIdsUnder } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { askedPeople, invite, tellCancelled, tellChange } from './commands.asked.ts';
import { TRAINING_MACHINE } from './rules.machine.ts';
import { ACCEPTED_BACK, holdComplaint, recordComplaint, stepAt } from './rules.ts';
import { TRAINING_ACTIONS, type TrainingInput, type TrainingRecord } from './shapes.ts';
import * as store from './store.ts';

export const subjectOf = (row: store.TrainingRow) => ({
  id: row.id,
  title: row.title,
  state: row.state,
});

const noTraining = () =>
  refuse('daily.noTraining', '没有这次培训或宣传，可能链接有误', {}, { status: 404 });

export async function lockOne(cx: CommandContext, id: string): Promise<store.TrainingRow> {
  const row = await store.lockTraining(cx, id);
  if (row) return row;
  throw noTraining();
}

export async function requireTraining(cx: CommandContext, id: string): Promise<store.TrainingRow> {
  const row = await store.trainingRow(cx, id);
  if (row) return row;
  throw noTraining();
}

async function requireDepartments(cx: CommandContext, audience: readonly string[]): Promise<void> {
  const known = await store.departmentNames(cx, audience);
  if (known.length === new Set(audience).size) return;
  const path = 'body.audience';
  throw refuse('daily.unknownDepartment', '有的部门不存在，请重新选择', {}, { path });
}

/** Names of persons who are all the unit's. */
export async function requirePeople(
  cx: CommandContext,
  ids: readonly string[],
  path: string,
): Promise<string[]> {
  const known = await store.namesOf(cx, ids);
  if (known.length === new Set(ids).size) return known.map((one) => one.name);
  throw refuse('daily.unknownPerson', '有的人员不存在，请重新选择', {}, { path });
}

/** Plan and task it carries out; `undefined` leaves what there is. */
async function taskOf(
  cx: CommandContext,
  taskId: string | null | undefined,
  before: { planId: string | null; planTaskId: string | null },
) {
  const { planId: plan, planTaskId: task } = before;
  if (taskId === undefined || taskId === task) return { planId: plan, planTaskId: task };
  if (taskId === null) return { planId: null, planTaskId: null };
  const planId = await store.planOfTask(cx, taskId);
  if (planId) return { planId, planTaskId: taskId };
  const path = 'body.planTaskId';
  throw refuse('daily.unknownTask', '年度计划中没有这项任务，可能已调整', {}, { path });
}

export async function createTraining(cx: CommandContext, input: TrainingInput): Promise<string> {
  await requireDepartments(cx, input.audience);
  const year = input.heldOn.slice(0, 4);
  const { planTaskId, ...facts } = input;
  const task = await taskOf(cx, planTaskId, { planId: null, planTaskId: null });
  const number = await nextNumber(cx.tx, cx.unitId, `training-${year}`);
  const id = newId();
  await store.saveTraining(cx, {
    ...facts,
    ...task,
    id,
    trainingNo: `PX-${year}-${String(number).padStart(3, '0')}`,
    state: 'planned',
    words: '',
    reach: null,
    organiser: cx.actor.name,
    signSecret: randomBytes(32).toString('hex'),
    signOpen: false,
  });
  await takeStep(cx, TRAINING_MACHINE, { id, title: input.title, state: null }, 'create');
  await invite(cx, { ...input, id });
  return id;
}

export async function updateTraining(
  cx: CommandContext,
  id: string,
  input: TrainingInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'planned') {
    const sentence = '已举办或取消，不能直接修改';
    throw refuse('daily.trainingFixed', sentence, {}, { status: 409 });
  }
  await requireDepartments(cx, input.audience);
  if (input.kind === 'publicity' && (row.signOpen || row.attendees > 0)) {
    const sentence = '已有人签到或正在签到，不能改为宣传';
    throw refuse('daily.trainingAttended', sentence, {}, { path: 'body.kind', status: 409 });
  }
  const { planTaskId, ...facts } = input;
  const after = { ...row, ...facts, ...(await taskOf(cx, planTaskId, row)) };
  await store.saveTraining(cx, after);
  const { title, heldOn, place } = row;
  await audit(cx, {
    action: 'training.update',
    objectType: 'training',
    objectId: id,
    before: { title, heldOn, place },
    after: input,
  });
  await tellChange(cx, row, after);
}

export async function holdTraining(
  cx: CommandContext,
  id: string,
  input: { words: string; reach: number | null },
): Promise<void> {
  const row = await lockOne(cx, id);
  const complaint = holdComplaint(row, cx.today);
  if (complaint && row.state === 'planned') {
    throw refuse('daily.notHeld', complaint.sentence, {}, { status: 409 });
  }
  const state = await takeStep(cx, TRAINING_MACHINE, subjectOf(row), 'hold', {
    opinion: input.words.slice(0, 500),
  });
  await store.saveTraining(cx, { ...row, ...input, state, signOpen: false });
}

/** With what came of it; the outcome written when it was held is kept where nothing new is said. */
export async function recordTraining(
  cx: CommandContext,
  id: string,
  input: { words: string; reach: number | null },
): Promise<void> {
  const row = await lockOne(cx, id);
  const after = { words: input.words || row.words, reach: input.reach ?? row.reach };
  const complaint = row.state === 'held' ? recordComplaint({ ...row, ...after }) : undefined;
  if (complaint) {
    const { sentence, path } = complaint;
    throw refuse('daily.trainingIncomplete', sentence, {}, path ? { path } : {});
  }
  const state = await takeStep(cx, TRAINING_MACHINE, subjectOf(row), 'record');
  await store.saveTraining(cx, { ...row, ...after, state });
}

export async function cancelTraining(
  cx: CommandContext,
  id: string,
  reason: string,
): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, TRAINING_MACHINE, subjectOf(row), 'cancel', { opinion: reason });
  await store.saveTraining(cx, { ...row, state, signOpen: false });
  await tellCancelled(cx, row, reason);
}

/** Ten characters nobody can guess, bound to the training and its half minute. */
function codeOf(secret: string, step: number): string {
  return createHmac('sha256', secret).update(String(step)).digest('base64url').slice(0, 10);
}

export async function setSignIn(cx: CommandContext, id: string, open: boolean): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.state !== 'planned' || row.kind === 'publicity') {
    const sentence = '只有已安排、尚未登记举办的培训可以扫码签到';
    throw refuse('daily.noSignIn', sentence, {}, { status: 409 });
  }
  await store.saveTraining(cx, { ...row, signOpen: open });
  await audit(cx, {
    action: 'training.signIn',
    objectType: 'training',
    objectId: id,
    before: { open: row.signOpen },
    after: { open },
  });
}

export async function currentCode(cx: CommandContext, id: string) {
  const row = await requireTraining(cx, id);
  return {
    open: row.signOpen,
    code: row.signOpen ? codeOf(row.signSecret, stepAt(cx.now)) : '',
    attendees: row.attendees,
    title: row.title,
  };
}

/** Once however often pressed; only while sign-in is open and the code is fresh. */
export async function attendByCode(cx: CommandContext, id: string, code: string) {
  const personId = cx.actor.personId;
  if (!personId) {
    const sentence = '您的账号没有对应的人员，不能签到；请联系信息化部门';
    throw refuse('daily.nobody', sentence, {}, { status: 403 });
  }
  const row = await lockOne(cx, id);
  const [person] = await store.namesOf(cx, [personId]);
  const signedIn = (at: string) => ({ title: row.title, name: person?.name ?? cx.actor.name, at });
  const before = await store.attendedAt(cx, id, personId);
  if (before) return signedIn(before);
  const now = stepAt(cx.now);
  const fresh = Array.from({ length: ACCEPTED_BACK + 1 }, (_, back) =>
    codeOf(row.signSecret, now - back),
  );
  if (!row.signOpen || !fresh.includes(code)) {
    const sentence = row.signOpen ? '签到码已过期，请重新扫描' : '签到没有开启或已经结束';
    throw refuse('daily.staleCode', sentence, {}, { status: 409, path: 'body.code' });
  }
  await store.attend(cx, id, { personIds: [personId], departmentIds: [] }, 'code');
  await audit(cx, {
    action: 'training.attend',
    objectType: 'training',
    objectId: id,
    after: { personId, how: 'code' },
  });
  return signedIn(cx.now.toISOString());
}

const LISTED_STATES = ['planned', 'held'];

export async function lockForList(cx: CommandContext, id: string): Promise<store.TrainingRow> {
  const row = await lockOne(cx, id);
  if (LISTED_STATES.includes(row.state) && row.kind !== 'publicity') return row;
  const sentence = '已归档、取消的培训和宣传不能改名单';
  throw refuse('daily.listClosed', sentence, {}, { status: 409 });
}

export async function addAttendance(
  cx: CommandContext,
  id: string,
  who: { personIds: string[]; departmentIds: string[] },
): Promise<number> {
  await lockForList(cx, id);
  await requirePeople(cx, who.personIds, 'body.personIds');
  const departmentIds = await departmentIdsUnder(cx.tx, cx.unitId, who.departmentIds);
  const added = await store.attend(cx, id, { ...who, departmentIds }, 'list');
  await audit(cx, {
    action: 'training.list',
    objectType: 'training',
    objectId: id,
    after: { added, people: who.personIds.length, departments: who.departmentIds.length },
  });
  return added;
}

export async function removeAttendance(
  cx: CommandContext,
  id: string,
  personId: string,
): Promise<boolean> {
  await lockForList(cx, id);
  const removed = (await store.absent(cx, id, [personId])) > 0;
  if (removed) {
    await audit(cx, {
      action: 'training.unlist',
      objectType: 'training',
      objectId: id,
      before: { personId },
    });
  }
  return removed;
}

export async function trainingRecord(cx: CommandContext, id: string): Promise<TrainingRecord> {
  const row = await requireTraining(cx, id);
  const { signSecret: _, audience, planId, planTaskId, planTask, ...facts } = row;
  const edits = widestScope(cx.actor.roles, 'training.edit') !== undefined;
  const own = cx.actor.personId ? await store.attendedAt(cx, id, cx.actor.personId) : undefined;
  return {
    ...facts,
    audience: await store.departmentNames(cx, audience),
    invited: (await askedPeople(cx, row)).length,
    planTask: planId && planTaskId ? { id: planTaskId, planId, content: planTask ?? '' } : null,
    attendedMyself: own !== undefined,
    mayList: edits && LISTED_STATES.includes(row.state) && row.kind !== 'publicity',
    steps: await stepsOf(cx.tx, cx.unitId, 'training', id),
    may: TRAINING_ACTIONS.filter((action) => {
      if (!edits) return false;
      if (action === 'edit') return row.state === 'planned';
      return (TRAINING_MACHINE.transitions[action].from as readonly string[]).includes(row.state);
    }),
  };
}
