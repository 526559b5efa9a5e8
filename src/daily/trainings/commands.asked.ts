/** Who is asked to come and what they are told; what waits for those asked and for the organisers (W7; RC-5.1, RC-5.2). */
import { departmentIdsUnder, departmentTree, personById } from '../../organisation/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify, type Recipient } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import type { TrainingKind } from './shapes.ts';
import * as asked from './store.asked.ts';

type Call = { kind: TrainingKind; audience: readonly string[] };
type Named = Call & { id: string; title: string; heldOn: string; place: string };

/** A class asks its departments and those below them, the authority's class the leading group; publicity asks nobody. */
export async function askedPeople(cx: CommandContext, one: Call): Promise<string[]> {
  if (one.kind === 'publicity') return [];
  if (one.kind === 'external') return (await asked.leadingGroup(cx)).map((person) => person.id);
  const departments = await departmentIdsUnder(cx.tx, cx.unitId, one.audience);
  return asked.peopleIn(cx, departments);
}

/** Members of the leading group who sign in with an account of no person are told as accounts. */
const LEADERS: Recipient[] = [
  { role: 'committeeMember' },
  { role: 'committeeDeputy' },
  { role: 'committeeHead' },
];
const INVITATION = '培训通知：{{title}}，{{date}} {{place}}';
const MOVED = '培训时间或地点有变：{{title}}，{{date}} {{place}}';
const GONE = '培训安排有变，您不必参加：{{title}}，{{date}}';
const CANCELLED = '培训已取消：{{title}}，{{date}}（{{reason}}）';

const persons = (ids: readonly string[]): Recipient[] => ids.map((personId) => ({ personId }));

async function everybody(cx: CommandContext, one: Call): Promise<Recipient[]> {
  const asks = persons(await askedPeople(cx, one));
  return one.kind === 'external' ? [...asks, ...LEADERS] : asks;
}

async function tell(
  cx: CommandContext,
  one: Named,
  to: readonly Recipient[],
  sentence: string,
  reason = '',
): Promise<void> {
  if (to.length === 0) return;
  const params = { title: one.title, date: one.heldOn, place: one.place, reason };
  const link = `/trainings/${one.id}`;
  await notify(cx, [
    { to, kind: 'daily', sentence, params, link, objectType: 'training', objectId: one.id },
  ]);
}

export async function invite(cx: CommandContext, one: Named): Promise<void> {
  await tell(cx, one, await everybody(cx, one), INVITATION);
}

/** Who is asked now and was not, who no longer is, and everybody else when day or place moved. */
export async function tellChange(cx: CommandContext, before: Named, after: Named): Promise<void> {
  const were = new Set(await askedPeople(cx, before));
  const are = new Set(await askedPeople(cx, after));
  await tell(cx, before, persons([...were].filter((id) => !are.has(id))), GONE);
  await tell(cx, after, persons([...are].filter((id) => !were.has(id))), INVITATION);
  if (before.heldOn === after.heldOn && before.place === after.place) return;
  await tell(cx, after, persons([...are].filter((id) => were.has(id))), MOVED);
}

export async function tellCancelled(cx: CommandContext, one: Named, reason: string): Promise<void> {
  await tell(cx, one, await everybody(cx, one), CANCELLED, reason);
}

/** Trainings to come for whoever is asked; for organisers the held ones to record and those whose day has come. */
export async function trainingTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines = cx.actor.personId ? [await comingLine(cx, cx.actor.personId)] : [];
  if (!widestScope(cx.actor.roles, 'training.edit')) return lines;
  const { held, due } = await asked.waiting(cx);
  const line = (key: string, sentence: string, found: asked.Waiting, state: string) => ({
    key: `training.${key}`,
    sentence,
    count: found.n,
    link: found.n === 1 ? `/trainings/${found.first}` : `/trainings?state=${state}`,
  });
  return [
    ...lines,
    line('held', '待归档的培训和宣传', held, 'held'),
    line('due', '已到日期、待登记举办的培训和宣传', due, 'planned'),
  ];
}

async function comingLine(cx: CommandContext, personId: string): Promise<TodoLine> {
  const coming = await asked.comingTrainings(cx, personId);
  const mine = coming.length === 0 ? [] : await askingFor(cx, personId, coming);
  const [first] = mine;
  return {
    key: 'training.coming',
    sentence: '通知您参加的培训',
    count: mine.length,
    link: first && mine.length === 1 ? `/trainings/${first.id}` : '/trainings?state=planned',
    dueOn: first?.heldOn ?? null,
  };
}

async function askingFor(
  cx: CommandContext,
  personId: string,
  coming: readonly asked.Coming[],
): Promise<asked.Coming[]> {
  const person = await personById(cx.tx, cx.unitId, personId);
  if (!person?.active) return [];
  const parents = new Map(
    (await departmentTree(cx.tx, cx.unitId)).map((row) => [row.id, row.parentId]),
  );
  const own = new Set<string>();
  for (let at = person.departmentId; at && !own.has(at); at = parents.get(at) ?? null) own.add(at);
  const leads = coming.some((one) => one.kind === 'external')
    ? (await asked.leadingGroup(cx)).some((one) => one.id === personId)
    : false;
  return coming.filter((one) =>
    one.kind === 'external'
      ? leads
      : one.audience.length === 0 || one.audience.some((id) => own.has(id)),
  );
}
