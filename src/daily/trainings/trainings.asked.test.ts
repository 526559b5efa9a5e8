/** Who is asked, told and waited for; corrections after the day; the plan's task; the authority's training; sheets and figures. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays, dateInChina } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';

let world: Office;
const today = dateInChina(new Date());
const year = Number(today.slice(0, 4));
const soon = addDays(today, 3);

beforeAll(async () => {
  world = await office(await testApp());
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const put = async (who: Name, path: string, body: object) =>
  (await world.as(who)).put(url(path), body);
const get = async (path: string, who: Name = '钱主管') => ok((await world.as(who)).get(url(path)));
const training = (title: string, more: object = {}) => ({
  kind: 'class',
  title,
  heldOn: today,
  place: '三楼会议室',
  ...more,
});
const told = async (who: Name, title: string): Promise<string[]> =>
  (await get('notices', who)).items
    .map((one: { text: string }) => one.text)
    .filter((text: string) => text.includes(title));
const coming = async (who: Name) =>
  (await get('todos', who)).items.find((one: { key: string }) => one.key === 'training.coming');

test('who is asked has it as a to-do until signed in; changes and cancelling are told to whom they concern', async () => {
  const finance = [world.department('财务科')];
  const both = [...finance, world.department('人事科')];
  const call = training('变动培训', { heldOn: soon, audience: finance });
  const { id } = await ok(post('钱主管', 'trainings', call));
  expect(await coming('吴会计')).toMatchObject({ count: 1, dueOn: soon, link: `/trainings/${id}` });
  expect(await coming('何人事')).toBeUndefined();
  await ok(put('钱主管', `trainings/${id}`, { ...call, audience: both, place: '礼堂' }));
  expect(await told('何人事', '变动培训')).toEqual([`培训通知：变动培训，${soon} 礼堂`]);
  expect(await told('吴会计', '变动培训')).toContain(`培训时间或地点有变：变动培训，${soon} 礼堂`);
  await ok(put('钱主管', `trainings/${id}`, { ...call, audience: finance, place: '礼堂' }));
  expect(await told('何人事', '变动培训')).toContain(`培训安排有变，您不必参加：变动培训，${soon}`);
  expect(await coming('何人事')).toBeUndefined();
  await ok(post('钱主管', `trainings/${id}/attendance`, { personIds: [world.person('周科长')] }));
  expect(await coming('周科长')).toBeUndefined();
  const poster = { ...call, kind: 'publicity', form: 'poster' };
  expect(await refused(put('钱主管', `trainings/${id}`, poster))).toBe(
    '409 daily.trainingAttended',
  );
  expect((await post('钱主管', `trainings/${id}/cancel`, {})).status).toBe(422);
  await ok(post('钱主管', `trainings/${id}/cancel`, { reason: '讲师出差' }));
  expect(await told('吴会计', '变动培训')).toContain(`培训已取消：变动培训，${soon}（讲师出差）`);
  expect(await coming('吴会计')).toBeUndefined();
  expect(await refused(post('钱主管', `trainings/${id}/hold`))).toBe('409 workflow.moved');
});

test('a department below the one that is asked is asked too', async () => {
  const below = newId();
  await world.app.database.write(async (tx) => {
    await sql`insert into organisation_department (unit_id, id, code, name, functions, parent_id)
      values (${world.app.unitId}, ${below}, 'D-下', '收发室', '{}', ${world.department('办公室')})`.execute(
      tx,
    );
    await sql`update organisation_person set department_id = ${below}
      where unit_id = ${world.app.unitId} and id = ${world.person('李四')}`.execute(tx);
  });
  const audience = [world.department('办公室')];
  const one = await ok(post('钱主管', 'trainings', training('办公室培训', { audience })));
  expect(one.invited).toBe(3);
  expect(await coming('李四')).toMatchObject({ count: 1 });
  const sheet = await get(`trainings/${one.id}/sign-in-sheet?of=asked`);
  expect(sheet.lines.map((line: { name: string; how: null }) => [line.name, line.how])).toEqual(
    expect.arrayContaining([['李四', null]]),
  );
  expect(sheet.lines).toHaveLength(3);
  const departmentIds = audience;
  expect(
    (await ok(post('钱主管', `trainings/${one.id}/attendance`, { departmentIds }))).added,
  ).toBe(3);
  expect(
    await refused((await world.as('张三')).get(url(`trainings/${one.id}/sign-in-sheet`))),
  ).toBe('403 platform.forbidden');
  await ok(post('钱主管', `trainings/${one.id}/cancel`, { reason: '测试' }));
});

test('the authority’s training asks the leading group and is counted apart', async () => {
  // Whoever signs in as a member of the leading group is one, also before its composition is entered.
  await Promise.all([world.as('孙局长'), world.as('陈副局长')]);
  const outside = training('版权局培训班', { kind: 'external', heldOn: today });
  const { id, invited } = await ok(post('钱主管', 'trainings', outside));
  expect(invited).toBe(2);
  expect(await coming('孙局长')).toMatchObject({ count: 1 });
  expect(await coming('张三')).toBeUndefined();
  expect(await told('陈副局长', '版权局培训班')).toHaveLength(1);
  await ok(post('钱主管', `trainings/${id}/attendance`, { personIds: [world.person('孙局长')] }));
  await ok(post('钱主管', `trainings/${id}/hold`));
  const { leadingGroup, items } = await get(`training-coverage?year=${year}`);
  expect(leadingGroup).toEqual({ people: 2, attended: 1, missing: ['陈副局长'] });
  expect(
    items.find((one: { departmentName: string }) => one.departmentName === '局领导').attended,
  ).toBe(1);
  expect(await get(`training-figures?year=${year}`, '张三')).toMatchObject({
    trainings: 0,
    attendees: 0,
    externalTrainings: 1,
    externalAttendees: 1,
  });
  expect(await get(`training-figures?year=${year - 1}`)).toMatchObject({ externalTrainings: 0 });
  const file = await (await world.as('钱主管')).get(url(`training-coverage/export?year=${year}`));
  expect(file.status).toBe(200);
  expect(file.payload.subarray(0, 2).toString()).toBe('PK');
});

test('after the day facts and list change only with a reason, and never into nonsense', async () => {
  const { id } = await ok(post('钱主管', 'trainings', training('更正培训')));
  const correct = (body: object) => post('钱主管', `trainings/${id}/correct`, body);
  expect(await refused(correct({ reason: '早了' }))).toBe('409 workflow.moved');
  const [first, second] = [world.person('张三'), world.person('赵工')];
  await ok(post('钱主管', `trainings/${id}/attendance`, { personIds: [first] }));
  expect(
    await refused(post('钱主管', `trainings/${id}/attendance`, { personIds: [newId()] })),
  ).toBe('422 daily.unknownPerson');
  await ok(post('钱主管', `trainings/${id}/hold`));
  await ok(correct({ heldOn: addDays(today, -1), reason: '日期写错' }));
  await ok(post('钱主管', `trainings/${id}/record`, { words: '讲解规定' }));
  expect(await refused(post('钱主管', `trainings/${id}/attendance`, { personIds: [second] }))).toBe(
    '409 daily.listClosed',
  );
  expect((await correct({ place: '礼堂' })).status).toBe(422);
  expect((await correct({ heldOn: soon, reason: '错' })).body.path).toBe('body.heldOn');
  expect((await correct({ remove: [first], reason: '错' })).body.message).toBe(
    '培训至少有一名参加人员',
  );
  expect((await correct({ add: [newId()], reason: '错' })).body.path).toBe('body.add');
  expect((await correct({ words: '', reason: '错' })).body.path).toBe('body.words');
  await ok(correct({ place: '礼堂', add: [second], remove: [first], reason: '名单登记错人' }));
  const one = await get(`trainings/${id}`);
  expect(one).toMatchObject({ state: 'recorded', place: '礼堂', words: '讲解规定', attendees: 1 });
  expect((await get(`trainings/${id}/attendance`)).items[0]).toMatchObject({
    name: '赵工',
    how: 'list',
  });
  expect(one.steps.at(-1)).toMatchObject({ action: 'correct', opinion: '名单登记错人' });
  const sheet = await get(`trainings/${id}/sign-in-sheet`);
  expect(sheet).toMatchObject({ place: '礼堂', lines: [{ name: '赵工', how: 'list' }] });
});

test('a training names its task of the annual plan; a task taken out leaves the training', async () => {
  const people = { personId: world.person('钱主管'), departmentId: null };
  const task = (content: string) => ({ content, ...people, dueOn: `${year}-12-01` });
  const sections = { goals: '目标', measures: '措施', schedule: '进度', inspection: '检查' };
  const plan = await ok(
    post('钱主管', 'plans', { year, ...sections, tasks: [task('举办培训班'), task('张贴海报')] }),
  );
  const [kept, gone] = plan.tasks as { id: string; content: string }[];
  expect(
    await refused(post('钱主管', 'trainings', training('无任务', { planTaskId: newId() }))),
  ).toBe('422 daily.unknownTask');
  const one = await ok(post('钱主管', 'trainings', training('计划内', { planTaskId: gone!.id })));
  expect(one.planTask).toEqual({ id: gone!.id, planId: plan.id, content: '张贴海报' });
  // Edited without naming the task: it stays.
  const edited = await ok(put('钱主管', `trainings/${one.id}`, training('计划内培训')));
  expect(edited).toMatchObject({ title: '计划内培训', planTask: { id: gone!.id } });
  await ok(
    put('钱主管', `plans/${plan.id}`, {
      ...sections,
      tasks: [{ ...task('举办培训班'), id: kept!.id }],
    }),
  );
  expect((await get(`trainings/${one.id}`)).planTask).toBeNull();
});

test('papers go up and come down; a cancelled training keeps what it has', async () => {
  const { id } = await ok(post('钱主管', 'trainings', training('资料培训')));
  const manager = await world.as('钱主管');
  const file = { name: '课件.txt', content: Buffer.from('第一讲') };
  const paper = await ok(
    manager.upload(url(`trainings/${id}/documents`), file, { kind: 'material', title: '' }),
  );
  expect(paper).toMatchObject({ kind: 'material', title: '课件.txt' });
  const staff = await world.as('张三');
  const back = await staff.get(url(`trainings/${id}/documents/${paper.id}`));
  expect(back.payload.toString()).toBe('第一讲');
  expect(await refused(staff.delete(url(`trainings/${id}/documents/${paper.id}`)))).toBe(
    '403 platform.forbidden',
  );
  await ok(manager.delete(url(`trainings/${id}/documents/${paper.id}`)));
  expect((await get(`trainings/${id}/documents`)).items).toEqual([]);
});
