/** 年度工作计划 over HTTP: drafted from what the guideline asks, approved by somebody else, reported on, changed with reasons. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { movedByAYear, statutoryTasks } from './rules.ts';
import type { PlanTask } from './shapes.ts';

let world: Office;
const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));
const SECTIONS = {
  goals: '全面正版',
  measures: '分工落实',
  schedule: '按季推进',
  inspection: '年中抽查',
};

beforeAll(async () => {
  world = await office(await testApp());
});

const act = async (who: Name, id: string, action: string, body: object = {}) =>
  (await world.as(who)).post(url(`plans/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`plans/${id}`)));
const task = (content: string, owner: Name | null, dueOn = `${year}-12-31`) => ({
  content,
  personId: owner && world.person(owner),
  departmentId: owner ? null : world.department('财务科'),
  dueOn,
});
const named = (tasks: PlanTask[], content: string) => tasks.find((one) => one.content === content)!;
const report = async (who: Name, id: string, taskId: string, state = 'done') =>
  (await world.as(who)).post(url(`plans/${id}/tasks/${taskId}/report`), {
    state,
    words: '已办',
  });

test('a first plan begins with what the guideline asks for every year', () => {
  const tasks = statutoryTasks(2027);
  expect(tasks.map((one) => one.dueOn)).toEqual(tasks.map((one) => one.dueOn).sort());
  expect(tasks.map((one) => one.content)).toContain('举办软件正版化工作培训班');
  // Registers are refreshed twice a year.
  expect(tasks.filter((one) => one.content.startsWith('更新汇总表'))).toHaveLength(2);
});

test('last year’s tasks move by a year, also from a leap day; cancelled ones stay behind', () => {
  const tasks = [
    { dueOn: '2028-02-29', state: 'done' },
    { dueOn: '2028-05-01', state: 'cancelled' },
  ];
  expect(movedByAYear(tasks).map((one) => one.dueOn)).toEqual(['2029-02-28']);
});

test('from a draft to its end', async () => {
  const manager = await world.as('钱主管');
  const body = { ...SECTIONS, inspection: '', year, tasks: [task('编制需求', '王主任')] };
  const both = await Promise.all([
    manager.post(url('plans'), body),
    manager.post(url('plans'), body),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const { id } = both.find((answer) => answer.status === 200)!.body;
  const incomplete = await act('钱主管', id, 'submit');
  expect([incomplete.status, incomplete.body.path]).toEqual([422, 'body.inspection']);
  const tasks = [
    task('编制需求', '王主任'),
    task('采购预算', null),
    task('培训', '赵工', `${year}-01-02`),
  ];
  const nobody = { ...task('没有人', null), departmentId: null };
  await ok(manager.put(url(`plans/${id}`), { ...SECTIONS, tasks: [...tasks, nobody] }));
  expect((await act('钱主管', id, 'submit')).body.path).toBe('body.tasks.3');
  await ok(manager.put(url(`plans/${id}`), { ...SECTIONS, tasks }));
  await ok(act('钱主管', id, 'submit'));
  expect(await refused(manager.put(url(`plans/${id}`), { ...SECTIONS, tasks }))).toBe(
    '409 daily.planFixed',
  );

  // Who has written on it does not approve it, by whatever role.
  const both2 = await world.anew('钱主管', ['staff', 'itManager', 'committeeHead']);
  expect(await refused(both2.post(url(`plans/${id}/decide`), { approve: true }))).toBe(
    '403 daily.ownPlan',
  );
  expect(await refused(act('陈副局长', id, 'decide', { approve: true }))).toBe(
    '403 platform.forbidden',
  );
  expect((await act('孙局长', id, 'decide', { approve: false })).status).toBe(422);
  await ok(act('孙局长', id, 'decide', { approve: false, opinion: '请明确培训时间' }));
  await ok(act('钱主管', id, 'submit', { opinion: '已明确' }));
  const answers = await Promise.all([
    act('孙局长', id, 'decide', { approve: true }),
    act('孙局长', id, 'decide', { approve: false, opinion: '再议' }),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  if (answers[0].status !== 200) {
    await ok(act('钱主管', id, 'submit'));
    await ok(act('孙局长', id, 'decide', { approve: true }));
  }
  const told = await ok((await world.as('王主任')).get(url('notices')));
  expect(told.items[0].text).toBe(`${year}年度软件正版化工作计划 有 1 项任务由您负责`);

  const approved = await get(id);
  expect(approved).toMatchObject({ state: 'approved', overdue: 1 });
  const [demand, budget, training] = ['编制需求', '采购预算', '培训'].map((content) =>
    named(approved.tasks, content),
  );
  expect(await refused(report('李四', id, demand!.id))).toBe('403 daily.notYourTask');
  await ok(report('王主任', id, demand!.id));
  // A department's task is its head's.
  expect(await refused(report('吴会计', id, budget!.id))).toBe('403 daily.notYourTask');
  await ok(report('周科长', id, budget!.id, 'underWay'));
  expect((await get(id)).state).toBe('inProgress');

  // What is done stays; the rest changes with a reason.
  const now = (await get(id)).tasks.map(
    ({ id: taskId, content, personId, departmentId, dueOn }: PlanTask) => ({
      id: taskId,
      content,
      personId,
      departmentId,
      dueOn,
    }),
  );
  const without = now.filter((one: { content: string }) => one.content !== '编制需求');
  expect(await refused(act('钱主管', id, 'adjust', { tasks: without, reason: '调整' }))).toBe(
    '409 daily.taskDone',
  );
  const added = [...now, task('宣传周', '郑工', `${year}-12-01`)];
  expect((await act('钱主管', id, 'adjust', { tasks: added })).status).toBe(422);
  await ok(act('钱主管', id, 'adjust', { tasks: added, reason: '增加宣传' }));
  const adjusted = await get(id);
  expect(named(adjusted.tasks, '编制需求')).toMatchObject({ state: 'done', words: '已办' });
  await ok(act('钱主管', id, 'correct', { ...SECTIONS, goals: '全面正版化', reason: '笔误' }));
  const { rows } = await world.app.database.pool.query(
    `select detail from platform_step where object_id = $1 and action = 'correct'`,
    [id],
  );
  expect([rows[0].detail.before.goals, rows[0].detail.after.goals]).toEqual([
    '全面正版',
    '全面正版化',
  ]);

  await ok(report('赵工', id, training!.id));
  expect(await refused(act('钱主管', id, 'close', { opinion: '基本完成' }))).toBe(
    '409 daily.tasksOpen',
  );
  const closed = await ok(act('钱主管', id, 'close', { opinion: '基本完成', cancelOpen: true }));
  expect(closed).toMatchObject({ state: 'closed', done: 2, may: ['correct'] });
  expect(await refused(report('周科长', id, budget!.id))).toBe('409 daily.taskClosed');

  const next = await ok(manager.get(url(`plan-template?year=${year + 1}`)));
  expect(next.fromYear).toBe(year);
  expect(next.content.tasks.map((one: { content: string }) => one.content)).toEqual([
    '编制需求',
    '培训',
  ]);
  expect(next.content.tasks[0].dueOn).toBe(`${year + 1}-12-31`);
  const clock = await ok(manager.get(url(`clock?year=${year}`)));
  const duty = clock.lines.find((one: { duty: string }) => one.duty === 'plan');
  if (duty) expect(duty).toMatchObject({ state: 'done', evidence: '年度计划已审定' });
});

test('an owner of another unit is none', async () => {
  const stranger = { ...task('外人', null), departmentId: null, personId: world.app.unitId };
  const answer = (await world.as('钱主管')).post(url('plans'), {
    ...SECTIONS,
    year: year + 1,
    tasks: [stranger],
  });
  expect(await refused(answer)).toBe('422 daily.unknownOwner');
});
