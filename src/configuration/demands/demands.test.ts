/** 附件3 over HTTP: a round asks departments, forms begin with posts, two opinions, quantities granted. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { proposalsOf } from './rules.ts';

let world: Office;
const year = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

beforeAll(async () => {
  world = await office(await testApp());
  await world.app.database.write(async (tx) => {
    const post = newId();
    await sql`insert into organisation_post (unit_id, id, name) values (${world.app.unitId}, ${post}, '文秘')`.execute(
      tx,
    );
    await sql`update organisation_person set post_id = ${post}
      where unit_id = ${world.app.unitId} and name in ('张三', '李四')`.execute(tx);
    const manager = await world.as('钱主管');
    expect(manager).toBeDefined();
  });
  const manager = await world.as('钱主管');
  const posts = await ok(manager.get(url('post-standards')));
  const id = posts.items.find((one: { postName: string }) => one.postName === '文秘').id;
  const lines = [
    { softwareName: '甲办公', need: 'required' },
    { softwareName: '乙绘图', need: 'allowed' },
  ];
  await ok(manager.put(url(`post-standards/${id}`), { lines }));
});

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const line = (softwareName: string, requestedQuantity: number, more: object = {}) => ({
  softwareType: 'commercial',
  softwareName,
  purpose: '公文处理',
  requestedQuantity,
  ...more,
});

test('posts propose what their people lack; what is there is shared, not counted twice', () => {
  const facts = (postName: string, people: number) => ({
    postId: postName,
    postName,
    people,
    required: [{ softwareName: '甲办公', remark: '' }],
  });
  const installed = [{ softwareName: '甲办公 专业版', count: 4 }];
  const proposed = proposalsOf([facts('文秘', 3), facts('会计', 5)], installed, []);
  expect(proposed.map((one) => [one.postName, one.requestedQuantity, one.installedBefore])).toEqual(
    [['会计', 4, 1]],
  );
});

test('a round asks every department with people once and says who has not answered', async () => {
  const body = { planYear: year, dueOn: `${year + 1}-01-31` };
  expect(await refused(post('王主任', 'demand-rounds', body))).toBe('403 platform.forbidden');
  expect((await post('钱主管', 'demand-rounds', { ...body, dueOn: '2020-01-01' })).body.path).toBe(
    'body.dueOn',
  );
  const both = await Promise.all([
    post('钱主管', 'demand-rounds', body),
    post('钱主管', 'demand-rounds', body),
  ]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const round = both.find((answer) => answer.status === 200)!.body;
  expect([round.asked, round.answered]).toEqual([5, 0]);
  const told = await ok((await world.as('王主任')).get(url('notices')));
  expect(told.items[0].text).toContain('软件使用需求申请表（附件3）');
  // A head sees his own department's progress only.
  const seen = await ok((await world.as('王主任')).get(url('demand-rounds')));
  expect(seen.items[0].departments.map((one: { name: string }) => one.name)).toEqual(['办公室']);
});

test('clerk, head, information department; one step back; quantities granted with reasons', async () => {
  const departmentId = world.department('办公室');
  const clerk = await world.as('张三');
  const proposal = await ok(clerk.get(url(`demand-proposal?department=${departmentId}`)));
  expect(proposal).toMatchObject({
    departments: [{ id: departmentId, name: '办公室' }],
    preparerPhone: '0000-100',
    withoutPost: 1,
    lines: [{ softwareName: '甲办公', requestedQuantity: 2, headcount: 2, installedBefore: 0 }],
  });
  const roundId = proposal.rounds[0].id;
  const foreign = { departmentId: world.department('财务科'), roundId, lines: [] };
  expect(await refused(post('张三', 'demands', foreign))).toBe(
    '403 configuration.notYourDepartment',
  );
  const body = {
    departmentId,
    roundId,
    preparerPhone: '0000-100',
    lines: [line('甲办公', 2), line('丁阅读', 3, { softwareType: 'free' })],
  };
  const both = await Promise.all([post('张三', 'demands', body), post('王主任', 'demands', body)]);
  expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
  let { id } = both.find((answer) => answer.status === 200)!.body;
  // Whoever came first is withdrawn, so that the clerk's form goes on.
  const first = both[0].status === 200 ? '张三' : '王主任';
  expect((await post(first, `demands/${id}/withdraw`)).status).toBe(422);
  await ok(post(first, `demands/${id}/withdraw`, { opinion: '重填' }));
  ({ id } = await ok(post('张三', 'demands', { ...body, lines: [] })));
  expect((await post('张三', `demands/${id}/submit`)).body.path).toBe('body.lines');
  await ok((await world.as('张三')).put(url(`demands/${id}`), body));
  expect((await ok(post('张三', `demands/${id}/submit`))).state).toBe('submitted');
  expect(await refused((await world.as('张三')).put(url(`demands/${id}`), body))).toBe(
    '409 configuration.demandSent',
  );
  expect(await refused((await world.as('李四')).get(url(`demands/${id}`)))).toBe(
    '404 configuration.noDemand',
  );
  expect(await refused(post('周科长', `demands/${id}/department-review`, { approve: true }))).toBe(
    '404 configuration.noDemand',
  );
  expect(await refused(post('钱主管', `demands/${id}/forward`, { opinion: '无人' }))).toBe(
    '409 configuration.hasReviewer',
  );
  await ok(post('王主任', `demands/${id}/department-review`, { approve: true, opinion: '同意' }));

  const record = await ok((await world.as('钱主管')).get(url(`demands/${id}`)));
  expect(record.may).toEqual(['itApprove', 'itReturn']);
  // Back one step, to the head, who sends it on again.
  const back = { approve: false, opinion: '请核实数量' };
  expect((await ok(post('钱主管', `demands/${id}/it-review`, back))).state).toBe('submitted');
  await ok(post('王主任', `demands/${id}/department-review`, { approve: true }));
  const [office12, reader] = record.lines;
  const cut = (approvedQuantity: number, reviewNote = '') => ({
    approve: true,
    lines: [{ id: office12.id, approvedQuantity, reviewNote }],
  });
  const more = await post('钱主管', `demands/${id}/it-review`, cut(3, '多给'));
  expect(more.body.path).toBe('body.lines.0.approvedQuantity');
  expect((await post('钱主管', `demands/${id}/it-review`, cut(1))).body.path).toBe(
    'body.lines.0.reviewNote',
  );
  const answers = await Promise.all([
    post('钱主管', `demands/${id}/it-review`, cut(1, '一人已有')),
    post('冯主管', `demands/${id}/it-review`, cut(1, '一人已有')),
  ]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const approved = await ok((await world.as('钱主管')).get(url(`demands/${id}`)));
  expect(approved.lines.map((one: { approvedQuantity: number }) => one.approvedQuantity)).toEqual([
    1, 3,
  ]);
  const correction = { lines: [{ id: reader.id, approvedQuantity: 2, reviewNote: '减员' }] };
  expect((await post('钱主管', `demands/${id}/correct`, correction)).status).toBe(422);
  await ok(post('钱主管', `demands/${id}/correct`, { ...correction, reason: '减员' }));
});

test('a head’s own form is the department’s opinion; a department may need nothing', async () => {
  const departmentId = world.department('财务科');
  const head = await world.as('周科长');
  const { rounds } = await ok(head.get(url(`demand-proposal?department=${departmentId}`)));
  const body = {
    departmentId,
    roundId: rounds[0].id,
    nothingNeeded: true,
    lines: [line('甲办公', 1)],
  };
  const { id } = await ok(post('周科长', 'demands', body));
  expect((await post('周科长', `demands/${id}/submit`)).body.path).toBe('body.nothingNeeded');
  await ok(head.put(url(`demands/${id}`), { nothingNeeded: true, lines: [] }));
  expect((await ok(post('周科长', `demands/${id}/submit`))).state).toBe('deptApproved');
  expect(
    (await ok(post('钱主管', `demands/${id}/it-review`, { approve: false, opinion: '核实' })))
      .state,
  ).toBe('returned');
  await ok(post('周科长', `demands/${id}/submit`));
  await ok(post('钱主管', `demands/${id}/it-review`, { approve: true }));
});

test('without a head the information department takes it in; the round ends once', async () => {
  const departmentId = world.department('人事科');
  const { id } = await ok(post('何人事', 'demands', { departmentId, lines: [line('甲办公', 1)] }));
  await ok(post('何人事', `demands/${id}/submit`));
  expect(
    (await ok(post('钱主管', `demands/${id}/forward`, { opinion: '部门暂无负责人' }))).state,
  ).toBe('deptApproved');
  const { items } = await ok((await world.as('钱主管')).get(url('demand-rounds')));
  expect([items[0].answered, items[0].approved]).toEqual([2, 2]);
  expect((await ok(post('钱主管', `demand-rounds/${items[0].id}/remind`))).reminded).toBe(0);
  const ends = await Promise.all([
    post('钱主管', `demand-rounds/${items[0].id}/close`),
    post('钱主管', `demand-rounds/${items[0].id}/close`),
  ]);
  expect(ends.map((answer) => answer.status).sort()).toEqual([200, 409]);
  const late = { departmentId, roundId: items[0].id, lines: [] };
  expect(await refused(post('何人事', 'demands', late))).toBe('409 configuration.roundClosed');
});

test('the list keeps to what one may see, and exports every line', async () => {
  const count = async (who: Name) =>
    (await ok((await world.as(who)).get(url('demands')))).items.length;
  expect([await count('李四'), await count('王主任'), await count('周科长')]).toEqual([0, 2, 1]);
  expect(await count('钱主管')).toBe(4);
  const file = await (await world.as('钱主管')).get(url('demands/export'));
  expect(file.status).toBe(200);
});
