/** An inspection over HTTP: summed up, announced, put right, checked again by somebody else, closed; what it proves. */
import { beforeAll, expect, test } from 'vitest';
import { inspectionWorld, today, year } from '../../../test/inspections.ts';
import { type Name, type Office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { inspectionFacts } from '../index.ts';
import type { Problem } from './shapes.ts';

type Hands = Awaited<ReturnType<typeof inspectionWorld>>;
let world: Office;
let post: Hands['post'];
let put: Hands['put'];
let get: Hands['get'];
let sheetOf: Hands['sheetOf'];
let fill: Hands['fill'];
let finding: Hands['finding'];
let started: Hands['started'];

beforeAll(async () => {
  ({ world, post, put, get, sheetOf, fill, finding, started } = await inspectionWorld());
});

test('from the findings to the end', async () => {
  await finding('C1', 'risk', '某激活工具');
  await finding('C6', 'notRecorded', '某财务软件');
  await finding(null, 'overInstalled', '乙绘图');
  const id = await started();
  const told = await ok(get('王主任', 'notices'));
  expect(told.items[0].text).toBe('“年度软件使用情况检查”已开始，将检查办公室 6 台计算机');
  const c3 = await ok(get('徐检查', sheetOf(id, 'C1')));
  expect(c3.findings).toEqual([{ kind: 'pirated', content: '某激活工具 1.0（某公司）' }]);
  for (const no of ['C1', 'C2', 'C4', 'C5', 'C6', 'C7', 'C8']) await ok(fill(id, no));
  await ok(fill(id, 'C3', { unrelated: '装有某游戏' }, '赵工'));
  const todos = await ok(get('钱主管', 'todos'));
  expect(todos.items.map((one: { key: string }) => one.key)).toContain('inspection.conclude');
  await ok(post('钱主管', `inspections/${id}/conclude`));
  const list = async (who: Name = '钱主管', query = '') =>
    (await ok(get(who, `inspection-problems?inspection=${id}${query}`))).items as Problem[];
  expect((await list()).map((one) => [one.problemNo, one.kind, one.departmentName])).toEqual([
    [1, 'pirated', '办公室'],
    [2, 'notRecorded', '财务科'],
    [3, 'overInstalled', '信息中心'],
    [4, 'unrelated', '办公室'],
  ]);
  const [listed] = await list();
  const { evidence } = await ok(get('钱主管', `inspection-problems/${listed!.id}`));
  expect(evidence.observed.rawName).toBe('某激活工具');
  expect(await list('张三')).toEqual([]);

  // Looked at again: what is mended goes, what is worse comes, nothing is listed twice.
  await ok(post('钱主管', `inspections/${id}/resume`, { reason: 'C3 复核' }));
  await ok(fill(id, 'C3', {}, '赵工'));
  await ok(post('钱主管', `inspections/${id}/conclude`));
  expect((await list()).map((one) => one.state)).toEqual(['listed', 'listed', 'listed', 'dropped']);
  await ok(post('钱主管', `inspections/${id}/resume`, { reason: 'C3 再核' }));
  await ok(fill(id, 'C3', { unrelated: '仍有某游戏' }, '赵工'));
  await ok(post('钱主管', `inspections/${id}/conclude`));
  const [first, second, third, fourth] = (await list()) as [Problem, Problem, Problem, Problem];
  expect(fourth).toMatchObject({
    state: 'listed',
    content: '“无与工作无关的软件”不合格：仍有某游戏',
  });

  // By hand, and settled before it goes out.
  const facts = {
    kind: 'other',
    content: '未建立台账',
    measure: '建立',
    departmentId: world.department('办公室'),
  };
  expect(await refused(post('张三', `inspections/${id}/problems`, facts))).toBe(
    '403 platform.forbidden',
  );
  const extra = await ok(post('徐检查', `inspections/${id}/problems`, facts));
  const notice = { dueOn: addDays(today, 30), conclusion: '总体较好，个别部门存在问题。' };
  expect(
    (await post('钱主管', `inspections/${id}/notify`, { ...notice, dueOn: '2020-01-01' })).body
      .path,
  ).toBe('body.dueOn');
  // Nobody answers for the information department here.
  expect(await refused(post('钱主管', `inspections/${id}/notify`, notice))).toBe(
    '409 daily.noHead',
  );
  await ok(
    put('钱主管', `inspection-problems/${third.id}`, {
      ...third,
      departmentId: world.department('财务科'),
      dueOn: addDays(today, 5),
    }),
  );
  await ok(post('钱主管', `inspection-problems/${extra.id}/drop`, { reason: '已有台账' }));
  const issued = await Promise.all([
    post('钱主管', `inspections/${id}/notify`, notice),
    post('冯主管', `inspections/${id}/notify`, notice),
  ]);
  expect(issued.map((one) => one.status).sort()).toEqual([200, 409]);
  const record = issued.find((one) => one.status === 200)!.body;
  // Gap-free, though one of two was rolled back: everybody, then departments with computers.
  expect(record.circulars.map((one: { circularNo: string }) => one.circularNo).sort()).toEqual(
    [1, 2, 3, 4].map((n) => `检查通报〔${year}〕${n}号`),
  );
  expect(
    await refused(put('钱主管', `inspection-problems/${first.id}`, { ...first, content: '改' })),
  ).toBe('409 daily.problemFixed');
  expect(await refused(post('钱主管', `inspection-problems/${extra.id}/restore`))).toBe(
    '409 daily.problemsFixed',
  );
  expect(await refused(post('钱主管', `inspections/${id}/close`, { opinion: '完' }))).toBe(
    '409 daily.problemsOpen',
  );

  // A head reads the one for all and his own; staff read none, but what concerns them.
  const seen = await ok(get('王主任', `inspections/${id}`));
  expect(
    seen.circulars.map((one: { departmentName: string }) => one.departmentName).sort(),
  ).toEqual(['', '办公室']);
  expect((await ok(get('张三', `inspections/${id}`))).circulars).toEqual([]);
  expect((await list('张三')).map((one) => one.problemNo)).toEqual([1]);
  const ownCircular = seen.circulars.find(
    (one: { departmentName: string }) => one.departmentName === '办公室',
  );
  const where = `inspections/${id}/circulars/${ownCircular.id}`;
  const original = await ok(get('王主任', where));
  expect(original.content.problems.map((one: { personName: string }) => one.personName)).toEqual([
    '张三',
    '李四',
  ]);
  expect(await refused(get('周科长', where))).toBe('404 daily.noInspection');
  const notices = (await ok(get('周科长', 'notices'))).items.map(
    (one: { text: string }) => one.text,
  );
  expect(notices[0]).toMatch(/有 2 项问题请限期整改/);
  await expect(
    world.app.database.pool.query(`update daily_inspection_circular set content = '{}'`),
  ).rejects.toThrow(/denied/);

  await rectification(id, { first, second, third, fourth }, original);
});

async function rectification(
  id: string,
  listed: Record<'first' | 'second' | 'third' | 'fourth', Problem>,
  original: object & { id: string },
): Promise<void> {
  const { first, second, third, fourth } = listed;
  const answer = (who: Name, one: Problem, response = '已卸载') =>
    post(who, `inspection-problems/${one.id}/respond`, { response });
  const review = (who: Name, one: Problem, body: object = { pass: true }) =>
    post(who, `inspection-problems/${one.id}/review`, body);
  expect(await refused(answer('张三', first))).toBe('403 platform.forbidden');
  expect(await refused(answer('周科长', first))).toBe('404 daily.noProblem');
  const pdf = { name: '整改.pdf', content: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF') };
  const files = url(`inspection-problems/${first.id}/files`);
  expect((await (await world.as('王主任')).upload(files, pdf)).status).toBe(200);
  const pressed = await Promise.all([answer('王主任', first), answer('王主任', first)]);
  expect(pressed.map((one) => one.status).sort()).toEqual([200, 409]);
  expect((await (await world.as('王主任')).upload(files, pdf)).body.code).toBe(
    'daily.notRectifying',
  );
  expect((await ok(get('钱主管', `inspections/${id}`))).state).toBe('rectifying');

  // The same person with another role, too.
  const both = await world.anew('王主任', ['staff', 'deptHead', 'inspector', 'itManager']);
  expect(
    await refused(both.post(url(`inspection-problems/${first.id}/review`), { pass: true })),
  ).toBe('403 daily.ownRectification');
  expect(
    await refused(both.post(url(`inspection-problems/${first.id}/waive`), { reason: '算了' })),
  ).toBe('403 daily.ownRectification');
  const record = (await both.get(url(`inspection-problems/${first.id}`))).body;
  expect(record.may).not.toContain('review');
  expect(await refused(review('赵工', first))).toBe('403 platform.forbidden');
  expect((await review('徐检查', first, { pass: false })).status).toBe(422);
  await ok(review('徐检查', first, { pass: false, opinion: '安装目录仍在' }));
  await ok(answer('王主任', first, '已清除'));
  const decided = await Promise.all([review('徐检查', first), review('钱主管', first)]);
  expect(decided.map((one) => one.status).sort()).toEqual([200, 409]);

  // Overdue is a to-do of the head and of the information department.
  await world.app.database.pool.query(
    `update daily_inspection_problem set due_on = '2026-01-01' where id = $1`,
    [third.id],
  );
  const todo = async (who: Name) =>
    (await ok(get(who, 'todos'))).items as { key: string; count: number; dueOn: string }[];
  expect((await todo('周科长')).find((one) => one.key === 'inspection.respond')).toMatchObject({
    count: 2,
    dueOn: '2026-01-01',
  });
  expect((await todo('钱主管')).find((one) => one.key === 'inspection.overdue')).toMatchObject({
    count: 1,
  });
  await ok(
    post('钱主管', `inspection-problems/${third.id}/adjust`, {
      measure: '补充许可',
      dueOn: addDays(today, 60),
      reason: '采购需时',
    }),
  );
  expect(
    await refused(
      post('钱主管', `inspection-problems/${first.id}/adjust`, {
        measure: '补',
        dueOn: today,
        reason: '晚了',
      }),
    ),
  ).toBe('409 workflow.moved');

  // A case of it, once, by those who may open cases.
  expect(
    await refused(post('王主任', `inspection-problems/${first.id}/case`, { opinion: '追究' })),
  ).toBe('403 platform.forbidden');
  const cased = await ok(
    post('徐检查', `inspection-problems/${first.id}/case`, { opinion: '使用激活工具' }),
  );
  const opened = await ok(get('徐检查', `cases/${cased.caseId}`));
  expect(opened).toMatchObject({ personName: '张三', pirated: true });
  expect(opened.findings).toHaveLength(1);
  expect(
    await refused(post('徐检查', `inspection-problems/${first.id}/case`, { opinion: '再次' })),
  ).toBe('409 daily.caseOpened');
  expect((await ok(get('张三', `inspection-problems/${first.id}`))).caseId).toBeNull();

  for (const [who, one] of [
    ['王主任', fourth],
    ['周科长', second],
  ] as const) {
    await ok(answer(who, one));
    await ok(review('徐检查', one));
  }
  const waived = await ok(
    post('钱主管', `inspection-problems/${third.id}/waive`, { reason: '许可已补到位' }),
  );
  expect(waived.state).toBe('waived');
  const reviewed = await ok(get('钱主管', `inspections/${id}`));
  expect(reviewed).toMatchObject({ state: 'reviewed', problems: 4, passed: 3, waived: 1 });
  expect(reviewed.may).toContain('close');
  await ok(
    post('钱主管', `inspections/${id}/correct`, { conclusion: '总体良好。', reason: '措辞' }),
  );
  const closed = await ok(post('钱主管', `inspections/${id}/close`, { opinion: '整改完成' }));
  expect(closed).toMatchObject({ state: 'closed', conclusion: '总体良好。', may: ['correct'] });
  // The circular is still what was sent out.
  expect(await ok(get('王主任', `inspections/${id}/circulars/${original.id}`))).toEqual(original);

  const counted = await world.app.database.read((tx) =>
    inspectionFacts(tx, world.app.unitId, year),
  );
  expect(counted).toMatchObject({
    inspections: 1,
    full: 1,
    computersChecked: 8,
    problems: 4,
    rectified: 3,
  });
  const clock = await ok(get('钱主管', `clock?year=${year}`));
  const duty = clock.lines.find((one: { duty: string }) => one.duty === 'inspection');
  if (duty) expect(duty).toMatchObject({ state: 'done', evidence: '“年度软件使用情况检查”已通报' });
  for (const path of [
    `inspection-problems/export?inspection=${id}`,
    `inspections/${id}/draw/export`,
  ]) {
    expect((await get('徐检查', path)).status).toBe(200);
  }
}

test('nothing found: announced and closed at once, also for the clock', async () => {
  await world.app.database.pool.query(`update reconciliation_finding set present = false`);
  const id = await started({
    title: '干净的一次',
    kind: 'special',
    deviceTypes: ['desktop'],
    departmentIds: [world.department('财务科')],
  });
  await ok(fill(id, 'C6'));
  await ok(post('钱主管', `inspections/${id}/conclude`));
  const notified = await ok(
    post('钱主管', `inspections/${id}/notify`, { dueOn: today, conclusion: '未发现问题。' }),
  );
  expect(notified.circulars).toHaveLength(2);
  expect(notified.may).toEqual(['close', 'correct']);
  expect((await ok(post('钱主管', `inspections/${id}/close`, { opinion: '完成' }))).state).toBe(
    'closed',
  );
});
