/** Training over HTTP: invited, signed in by a code that ages, listed, imported, held, recorded; what it proves. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { attendByCode, currentCode } from './commands.ts';
import { trainingFacts } from './store.facts.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const training = (title: string, more: object = {}) => ({
  kind: 'class',
  title,
  heldOn: today,
  place: '三楼会议室',
  ...more,
});
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`trainings/${id}`)));

test('announced to whom it asks; staff see it, only organisers arrange it', async () => {
  expect(await refused(post('张三', 'trainings', training('自己办')))).toBe(
    '403 platform.forbidden',
  );
  expect(
    (await post('钱主管', 'trainings', training('宣传', { kind: 'publicity' }))).body.issues[0]
      .path,
  ).toBe('body.form');
  const audience = [world.department('办公室')];
  const made = await ok(post('钱主管', 'trainings', training('正版软件培训', { audience })));
  expect(made).toMatchObject({ trainingNo: `PX-${year}-001`, invited: 3, state: 'planned' });
  const told = async (who: Name) => {
    const { items } = await ok((await world.as(who)).get(url('notices')));
    return items.map((one: { text: string }) => one.text);
  };
  expect(await told('张三')).toEqual([`培训通知：正版软件培训，${today} 三楼会议室`]);
  expect(await told('吴会计')).toEqual([]);
  expect((await get(made.id, '李四')).may).toEqual([]);
});

test('a code signs in its scanner once, only while sign-in is open and the code is fresh', async () => {
  const { id } = await ok(post('钱主管', 'trainings', training('扫码培训')));
  const attend = async (who: Name, code: string) => post(who, `trainings/${id}/attend`, { code });
  expect((await attend('张三', 'xxxxxxxxxx')).body.message).toBe('签到没有开启或已经结束');
  await ok(post('钱主管', `trainings/${id}/sign-in`, { open: true }));
  const { code } = await ok((await world.as('钱主管')).get(url(`trainings/${id}/sign-in-code`)));
  expect(await refused((await world.as('张三')).get(url(`trainings/${id}/sign-in-code`)))).toBe(
    '403 platform.forbidden',
  );
  expect((await attend('张三', 'xxxxxxxxxx')).body.message).toBe('签到码已过期，请重新扫描');
  const pressed = await Promise.all(Array.from({ length: 8 }, () => attend('张三', code)));
  expect(new Set(pressed.map((answer) => answer.body.at)).size).toBe(1);
  expect((await get(id)).attendees).toBe(1);
  expect((await get(id, '张三')).attendedMyself).toBe(true);
  // Another training's code, and this one's of ten minutes ago, count for nothing.
  const { id: other } = await ok(post('钱主管', 'trainings', training('另一场')));
  await ok(post('钱主管', `trainings/${other}/sign-in`, { open: true }));
  expect(await refused(post('李四', `trainings/${other}/attend`, { code }))).toBe(
    '409 daily.staleCode',
  );
  await world.app.database.write(async (tx) => {
    const { systemContext } = await import('../../platform/db/context.ts');
    const cx = systemContext(tx, world.app.unitId, '测试');
    const old = await currentCode({ ...cx, now: new Date(Date.now() - 600_000) }, id);
    const actor = { ...cx.actor, personId: world.person('李四') };
    await expect(attendByCode({ ...cx, actor }, id, old.code)).rejects.toMatchObject({
      code: 'daily.staleCode',
    });
  });
  await ok(post('钱主管', `trainings/${id}/sign-in`, { open: false }));
  expect((await attend('李四', code)).status).toBe(409);
});

test('lists, sheets, coverage; held when it was, recorded with what came of it', async () => {
  const later = training('下周', { heldOn: addDays(today, 7) });
  const { id: next } = await ok(post('钱主管', 'trainings', later));
  await ok(post('钱主管', `trainings/${next}/attendance`, { personIds: [world.person('赵工')] }));
  expect(await refused(post('钱主管', `trainings/${next}/hold`))).toBe('409 daily.notHeld');

  const { id } = await ok(post('钱主管', 'trainings', training('名单培训')));
  expect((await post('钱主管', `trainings/${id}/hold`)).body.message).toBe('还没有登记参加人员');
  const who = { departmentIds: [world.department('办公室')], personIds: [world.person('赵工')] };
  expect((await ok(post('钱主管', `trainings/${id}/attendance`, who))).added).toBe(4);
  expect((await ok(post('钱主管', `trainings/${id}/attendance`, who))).added).toBe(0);
  const manager = await world.as('钱主管');
  await ok(manager.delete(url(`trainings/${id}/attendance/${world.person('赵工')}`)));
  const sheet = ['工号,姓名', ',吴会计', '100,张三', '101,王五', ',不在'].join('\n');
  const report = await ok(
    manager.upload(url(`trainings/${id}/attendance/import?commit=true`), {
      name: '签到.csv',
      content: Buffer.from(sheet),
    }),
  );
  expect(report.counts).toMatchObject({ create: 1, unchanged: 1, reject: 2 });
  await ok(post('钱主管', `trainings/${id}/hold`));
  expect((await post('钱主管', `trainings/${id}/record`)).body.message).toBe('请先填写情况和成果');
  const { items } = await ok(manager.get(url(`training-coverage?year=${year}`)));
  const of = (name: string) =>
    items.find((one: { departmentName: string }) => one.departmentName === name);
  expect(of('办公室')).toMatchObject({ people: 3, attended: 3, missing: [] });
  expect(of('财务科')).toMatchObject({ people: 2, attended: 1, missing: ['周科长'] });
  const file = await manager.get(url(`trainings/${id}/attendance/export`));
  expect(file.status).toBe(200);
});

test('publicity and classes prove the year’s duties; the archive changes with a reason', async () => {
  const line = async (duty: string) => {
    const clock = await ok((await world.as('钱主管')).get(url(`clock?year=${year}`)));
    return clock.lines.find((one: { duty: string }) => one.duty === duty);
  };
  const poster = { kind: 'publicity', form: 'poster' };
  const { id } = await ok(post('陈副局长', 'trainings', training('正版软件海报', poster)));
  expect((await line('publicity')).state).not.toBe('done');
  await ok(post('陈副局长', `trainings/${id}/hold`, { words: '张贴十处' }));
  expect((await post('陈副局长', `trainings/${id}/record`)).body.message).toBe('请先填写受众人次');
  const { id: second } = await ok(
    post('钱主管', 'trainings', training('网站专栏', { ...poster, form: 'website' })),
  );
  await ok(post('钱主管', `trainings/${second}/hold`, { words: '专栏上线', reach: 300 }));
  await ok(post('钱主管', `trainings/${second}/record`));
  expect(await refused(post('钱主管', `trainings/${second}/record`))).toBe('409 workflow.moved');
  expect(
    (await post('钱主管', `trainings/${second}/correct`, { words: '专栏', reach: 320 })).status,
  ).toBe(422);
  await ok(
    post('钱主管', `trainings/${second}/correct`, { words: '专栏', reach: 320, reason: '补统计' }),
  );
  expect(await line('publicity')).toMatchObject({
    state: 'done',
    evidence: '已开展宣传“正版软件海报”',
  });
  expect((await line('training')).evidence).toContain('名单培训');
  const facts = await world.app.database.read((tx) => trainingFacts(tx, world.app.unitId, year));
  expect(facts).toMatchObject({
    trainings: 1,
    attendees: 4,
    persons: 4,
    publicity: { count: 2, reach: 320, forms: ['poster', 'website'] },
  });
});
