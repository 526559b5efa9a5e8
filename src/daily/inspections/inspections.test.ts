/** Inspections over HTTP: drawn with a kept seed, filled side by side, announced, put right, checked by somebody else, closed. */
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { addDays } from '../../base/dates.ts';
import { newId } from '../../base/ids.ts';
import { inspectionFacts } from '../index.ts';
import { DEFAULT_ITEMS } from './rules.ts';
import type { Problem } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));
const HOLDERS: Name[] = ['张三', '张三', '李四', '李四', '王主任', '吴会计', '赵工'];

beforeAll(async () => {
  world = await office(await testApp(), [...HOLDERS, null]);
});

const plan = (more: object = {}) => ({
  year,
  title: '年度软件使用情况检查',
  kind: 'full',
  periodFrom: today,
  periodTo: addDays(today, 10),
  inspectors: [world.person('赵工'), world.person('徐检查'), world.person('郑工')],
  ...more,
});
const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const put = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).put(url(path), body);
const get = async (who: Name, path: string) => (await world.as(who)).get(url(path));
const answers = (fail: Record<string, string> = {}) =>
  DEFAULT_ITEMS.map(({ key }) => ({
    key,
    verdict: fail[key] === undefined ? 'pass' : 'fail',
    note: fail[key] ?? '',
  }));
const sheetOf = (inspection: string, no: string) =>
  `inspections/${inspection}/sheets/${world.device(no)}`;

async function fill(
  inspection: string,
  no: string,
  fail: Record<string, string> = {},
  who: Name = '徐检查',
) {
  const { version } = await ok(get(who, sheetOf(inspection, no)));
  return put(who, sheetOf(inspection, no), { version, state: 'done', answers: answers(fail) });
}

/** A difference as the comparison leaves it. */
async function finding(no: string | null, kind: string, name: string): Promise<string> {
  const id = newId();
  await world.app.database.pool.query(
    `insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
       software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at)
     values ($1, $2, $3, $4, 'open', true, $5, $6, '1.0', '某公司', 'utility', '{}', now(), now())`,
    [world.app.unitId, id, `${kind} ${name}`, kind, no && world.device(no), name],
  );
  return id;
}

async function started(more: object = {}): Promise<string> {
  const { id } = await ok(post('钱主管', 'inspections', plan(more)));
  await ok(post('钱主管', `inspections/${id}/draw`));
  await ok(post('钱主管', `inspections/${id}/start`));
  return id;
}

test('a plan is checked; its scope decides what is drawn', async () => {
  const half = plan({ kind: 'sample' });
  expect((await post('钱主管', 'inspections', half)).body.issues[0].path).toBe('body.sampleRate');
  expect((await post('钱主管', 'inspections', plan({ sampleRate: 5 }))).status).toBe(422);
  expect(await refused(post('赵工', 'inspections', plan()))).toBe('403 platform.forbidden');
  const strangers = plan({ inspectors: [newId()] });
  expect(await refused(post('钱主管', 'inspections', strangers))).toBe(
    '422 daily.unknownInspector',
  );
  const departmentIds = [world.department('局领导')];
  const { id } = await ok(post('钱主管', 'inspections', plan({ departmentIds })));
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe(
    '409 daily.nothingToInspect',
  );
  expect(await refused(post('钱主管', `inspections/${id}/start`))).toBe('409 daily.notDrawn');
  await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '范围有误' }));
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe('409 workflow.moved');
});

test('a sample is drawn by a seed anybody can check, again only with a reason, never after the start', async () => {
  const { id } = await ok(
    post('钱主管', 'inspections', plan({ kind: 'sample', sampleSize: 4, title: '抽查' })),
  );
  const first = await ok(post('钱主管', `inspections/${id}/draw`, { seed: '2026-0815' }));
  expect(first).toMatchObject({ seed: '2026-0815', draws: 1, computers: 4 });
  // A draw may be refused in vain: it stays.
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe('422 daily.redraw');
  await ok(post('钱主管', `inspections/${id}/draw`, { seed: 'another1', opinion: '公开重抽' }));
  const again = await ok(
    post('钱主管', `inspections/${id}/draw`, { seed: '2026-0815', opinion: '恢复原种子' }),
  );
  const seeds = await world.app.database.pool.query(
    `select detail ->> 'seed' as seed from platform_step where object_id = $1 and action = 'draw' order by id`,
    [id],
  );
  expect(seeds.rows.map((row) => row.seed)).toEqual(['2026-0815', 'another1', '2026-0815']);
  const draw = await ok(get('钱主管', `inspections/${id}/draw`));
  expect(draw).toMatchObject({ population: 8, drawn: 4, verified: true });
  // Three departments, none of them left out: 6 + 1 + 1 computers.
  expect(draw.departments.map((one: { drawn: number }) => one.drawn).sort()).toEqual([1, 1, 2]);
  expect(again.seed).toBe('2026-0815');
  // Another scope: the draw is void.
  await ok(
    put('钱主管', `inspections/${id}`, plan({ kind: 'sample', sampleSize: 3, title: '抽查' })),
  );
  expect(await refused(post('钱主管', `inspections/${id}/start`))).toBe('409 daily.notDrawn');
  await ok(post('钱主管', `inspections/${id}/draw`, { opinion: '台数有变' }));
  const both = await Promise.all([
    post('钱主管', `inspections/${id}/start`),
    post('冯主管', `inspections/${id}/start`),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(await refused(post('钱主管', `inspections/${id}/draw`, { opinion: '再抽' }))).toBe(
    '409 workflow.moved',
  );
  // A computer that changes hands afterwards changes nothing; a list that was touched no longer agrees with its seed.
  await world.app.database.pool.query(
    `update daily_inspection_computer set drawn = not drawn where inspection_id = $1`,
    [id],
  );
  expect((await ok(get('钱主管', `inspections/${id}/draw`))).verified).toBe(false);
});

test('sheets: named inspectors, never the own computer, and nobody writes over another', async () => {
  const id = await started({ title: '检查表' });
  const at = sheetOf(id, 'C1');
  const body = { version: 0, state: 'draft', answers: [], note: '' };
  expect(await refused(put('张三', at, body))).toBe('403 platform.forbidden');
  expect(await refused(put('钱主管', at, body))).toBe('403 daily.notInspector');
  expect(await refused(put('赵工', sheetOf(id, 'C7'), body))).toBe('403 daily.ownComputer');
  expect(
    (await put('赵工', at, { ...body, state: 'done', answers: answers({ office: '' }) })).body,
  ).toMatchObject({
    code: 'daily.sheetIncomplete',
    path: 'body.answers.1.note',
  });
  const both = await Promise.all([
    put('赵工', at, { ...body, answers: answers().slice(0, 2) }),
    put('徐检查', at, { ...body, state: 'done', answers: answers() }),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  const late = both.find((one) => one.status === 409)!;
  expect(late.body.code).toBe('daily.sheetMoved');
  expect(late.body.message).toMatch(/C1 的检查表刚由.*保存过/);
  const now = await ok(get('徐检查', at));
  expect(now.version).toBe(1);
  await ok(put('徐检查', at, { version: 1, state: 'done', answers: answers() }));
  // The user signs on the inspector's phone; a later change takes the signature off.
  const signed = await ok(post('徐检查', `${at}/sign`, { version: 2, signature: drawn('张三') }));
  expect(signed.signature).toMatchObject({ personName: '张三', kind: 'drawn' });
  const image = await get('徐检查', `${at}/signature`);
  expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png']);
  const changed = await ok(put('徐检查', at, { version: 3, state: 'done', answers: answers() }));
  expect(changed.signature).toBeNull();
  // Without a user somebody's name is asked for.
  await ok(fill(id, 'C8'));
  const shared = sheetOf(id, 'C8');
  const bare = { version: 1, signature: drawn('李四') };
  expect((await post('徐检查', `${shared}/sign`, bare)).body.path).toBe('body.signerName');
  await ok(post('徐检查', `${shared}/sign`, { ...bare, signerName: '李四' }));

  // Photos are pictures; seen by whoever sees the computer.
  const inspector = await world.as('徐检查');
  const png = { name: '屏幕.png', content: Buffer.from(drawn('x').image.split(',')[1]!, 'base64') };
  const photo = await inspector.upload(url(`${at}/photos`), png, { itemKey: 'office' });
  expect(photo.status).toBe(200);
  const program = { name: 'a.exe', content: 'MZ' };
  expect((await inspector.upload(url(`${at}/photos`), program)).status).toBe(415);
  const file = `inspections/${id}/files/${photo.body.id}`;
  expect((await get('张三', file)).status).toBe(200);
  expect((await get('李四', file)).status).toBe(404);
  await ok((await world.as('徐检查')).delete(url(`${at}/photos/${photo.body.id}`)));

  // Who cannot be reached is said, with the reason.
  const skip = { version: 0, state: 'skipped', answers: [] };
  expect((await put('徐检查', sheetOf(id, 'C2'), skip)).body.path).toBe('body.note');
  await ok(put('徐检查', sheetOf(id, 'C2'), { ...skip, note: '外借' }));
  expect(await refused(post('钱主管', `inspections/${id}/conclude`))).toBe('409 daily.sheetsOpen');
  // Staff see their own computers only.
  const own = await ok(get('张三', `inspections/${id}/sheets`));
  expect(own.items.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C1', 'C2']);
  expect(await refused(get('张三', sheetOf(id, 'C3')))).toBe('404 daily.noSheet');
  expect(await refused(get('何人事', `inspections/${id}`))).toBe('200');
  expect(await refused(get('陈副局长', `inspections/${id}`))).toBe('200');
  await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '改期' }));
});

test('the check items are the unit’s own; a running inspection keeps its own', async () => {
  const items = [
    ...DEFAULT_ITEMS.slice(0, 6),
    { key: 'usb', label: '无违规外接设备', kind: 'other' },
  ];
  expect(await refused(put('赵工', 'inspection-items', { items }))).toBe('403 platform.forbidden');
  const twice = { items: [items[0], items[0]] };
  expect((await put('钱主管', 'inspection-items', twice)).body.issues[0].message).toBe(
    '检查项目重复',
  );
  const before = await started({ title: '项目' });
  await ok(put('钱主管', 'inspection-items', { items }));
  const after = await started({ title: '新项目' });
  const keys = async (id: string) =>
    (await ok(get('徐检查', sheetOf(id, 'C1')))).items.map((one: { key: string }) => one.key);
  expect(await keys(before)).toContain('pledge');
  expect(await keys(after)).toContain('usb');
  await ok(put('钱主管', 'inspection-items', { items: DEFAULT_ITEMS }));
  for (const id of [before, after]) {
    await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '试用' }));
  }
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
  expect(fourth).toMatchObject({ state: 'listed', content: '无与工作无关的软件：仍有某游戏' });

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
