/** Rounds that ask all departments for their yearly demand (RC-2.1): opened, reminded, closed. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { reviewersOf } from '../../organisation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { DemandRound } from './shapes.ts';
import * as store from './store.rounds.ts';

/** Rounds with the progress of the departments the caller may see. */
export async function rounds(cx: CommandContext): Promise<DemandRound[]> {
  const all = widestScope(cx.actor.roles, 'demand.view') === 'all';
  return store.roundsOf(cx, all ? {} : { departments: cx.actor.departmentIds ?? [] });
}

export async function roundById(cx: CommandContext, id: string): Promise<DemandRound> {
  const [round] = await store.roundsOf(cx, { id });
  if (round) return round;
  throw refuse('configuration.noRound', '没有这次需求填报，可能链接有误', {}, { status: 404 });
}

export async function openRound(
  cx: CommandContext,
  input: { planYear: number; dueOn: string; words: string; departmentIds: string[] },
): Promise<DemandRound> {
  if (input.dueOn < cx.today) {
    const sentence = '截止日期不能早于今天';
    throw refuse('configuration.dueInPast', sentence, {}, { path: 'body.dueOn' });
  }
  const id = newId();
  if (!(await store.insertRound(cx, { id, ...input }))) {
    const sentence = '{{year}} 年的需求正在填报，请先结束那一次';
    const params = { year: input.planYear };
    throw refuse('configuration.roundOpen', sentence, params, {
      path: 'body.planYear',
      status: 409,
    });
  }
  const asked = await store.askDepartments(cx, id, input.departmentIds);
  if (asked.length === 0) {
    const sentence = '没有可以通知的部门：请先登记部门和人员';
    throw refuse('configuration.nobodyAsked', sentence, {}, { path: 'body.departmentIds' });
  }
  await audit(cx, {
    action: 'demandRound.open',
    objectType: 'demandRound',
    objectId: id,
    after: { planYear: input.planYear, dueOn: input.dueOn, departments: asked.length },
  });
  const round = await roundById(cx, id);
  const sentence = '请填报 {{year}} 年软件使用需求申请表（附件3），截止 {{due}}';
  await tell(cx, round, asked, sentence);
  return round;
}

/** Each department's reviewers once, however many departments they answer for. */
async function tell(
  cx: CommandContext,
  round: DemandRound,
  departmentIds: readonly string[],
  sentence: string,
): Promise<number> {
  const told = new Set<string>();
  let reached = 0;
  for (const departmentId of departmentIds) {
    const reviewers = await reviewersOf(cx.tx, cx.unitId, departmentId, { today: cx.today });
    for (const { personId } of reviewers) told.add(personId);
    if (reviewers.length > 0) reached += 1;
  }
  if (told.size === 0) return 0;
  await notify(cx, [
    {
      to: [...told].map((personId) => ({ personId })),
      kind: 'daily',
      sentence,
      params: { year: round.planYear, due: round.dueOn },
      link: '/demands',
      objectType: 'demandRound',
      objectId: round.id,
    },
  ]);
  return reached;
}

export async function remind(cx: CommandContext, id: string): Promise<number> {
  const round = await roundById(cx, id);
  if (round.state !== 'open') throw alreadyClosed(round);
  const late = round.departments.filter(
    (one) => one.state === null || one.state === 'draft' || one.state === 'returned',
  );
  const sentence = '请尽快填报 {{year}} 年软件使用需求申请表（附件3），截止 {{due}}';
  const reminded = await tell(
    cx,
    round,
    late.map((one) => one.id),
    sentence,
  );
  await audit(cx, {
    action: 'demandRound.remind',
    objectType: 'demandRound',
    objectId: id,
    after: { departments: late.length, reminded },
  });
  return reminded;
}

export async function closeRound(cx: CommandContext, id: string): Promise<DemandRound> {
  const before = await roundById(cx, id);
  if (!(await store.endRound(cx, id))) throw alreadyClosed(await roundById(cx, id));
  await audit(cx, {
    action: 'demandRound.close',
    objectType: 'demandRound',
    objectId: id,
    before: { state: before.state },
    after: { state: 'closed', answered: before.answered, asked: before.asked },
  });
  return roundById(cx, id);
}

function alreadyClosed(round: DemandRound) {
  const sentence = '这次需求填报已于 {{date}} 结束';
  return refuse(
    'configuration.roundEnded',
    sentence,
    { date: round.closedOn ?? '' },
    { status: 409 },
  );
}
