/** Departments and people from sheets: dry run first, one verdict per row, the same file twice changes nothing. */
import { describe, expect, test } from 'vitest';
import { type Answer, testApp } from '../../test/harness.ts';

const app = await testApp();
const manager = await app.as('itManager');
const url = (path: string) => `/api/units/DW/${path}`;

async function send(thing: string, lines: string[], commit: boolean): Promise<Answer['body']> {
  const answer = await manager.upload(url(`${thing}/import?commit=${commit}`), {
    name: `${thing}.csv`,
    content: lines.join('\n'),
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  const { counts } = answer.body;
  expect(counts.create + counts.update + counts.unchanged + counts.reject).toBe(counts.total);
  return answer.body;
}

const verdicts = (report: Answer['body']) =>
  Object.fromEntries(
    report.rows.map((row: { rowNo: number; verdict: string }) => [row.rowNo, row.verdict]),
  );
const messages = (report: Answer['body'], rowNo: number): string =>
  report.rows.find((row: { rowNo: number }) => row.rowNo === rowNo).messages.join();
const listed = async (thing: string) => (await manager.get(url(thing))).body.items;

describe('departments', () => {
  const sheet = [
    '某单位部门一览表',
    '部门编码,部门名称,上级部门,部门职能,排序',
    'X01,秘书处,办公厅,,',
    'B01,办公厅,,办公,10',
    'B02,信息中心,--,信息化、资产管理,20',
    ',无编码处,B01,,',
    'X02,孤儿处,不存在的局,,',
    'B02,重复编码,,,',
    'X03,职能不对,,销售,',
    '合计,6,,,',
  ];

  test('a dry run writes nothing; the real one writes what it said', async () => {
    const dry = await send('departments', sheet, false);
    expect(dry).toMatchObject({
      committed: false,
      counts: { create: 4, update: 0, reject: 3, skipped: 1 },
    });
    expect(messages(dry, 7)).toContain('不存在的局');
    expect(messages(dry, 8)).toContain('重复');
    expect(messages(dry, 9)).toContain('销售');
    expect(await listed('departments')).toEqual([]);

    const done = await send('departments', sheet, true);
    const { batchId, ...told } = done;
    expect(batchId).toBeTruthy();
    expect({ ...told, committed: false }).toEqual(dry);
    const rows = await listed('departments');
    expect(rows.map((row: { path: string }) => row.path)).toEqual([
      '办公厅',
      '办公厅/秘书处',
      '办公厅/无编码处',
      '信息中心',
    ]);
    expect(rows[3].functions).toEqual(['informatization', 'asset']);
  });

  test('the same file again changes nothing, a changed one only what it changes', async () => {
    const again = await send('departments', sheet, true);
    expect(again.counts).toMatchObject({ create: 0, update: 0, unchanged: 4 });
    const moved = await send(
      'departments',
      ['部门编码,部门名称,上级部门', 'X01,秘书一处,B02'],
      true,
    );
    expect(moved.counts).toMatchObject({ update: 1 });
    const rows = await listed('departments');
    expect(rows.map((row: { path: string }) => row.path)).toContain('信息中心/秘书一处');
    const loop = ['部门编码,部门名称,上级部门', 'B02,信息中心,X01'];
    expect(verdicts(await send('departments', loop, true))).toEqual({ 2: 'reject' });
  });
});

describe('people', () => {
  const sheet = [
    '工号,姓名,部门,岗位,联系电话,入职日期,离职日期,是否在职',
    '1001,张伟,办公厅,科员,010-1,2020年3月1日,,是',
    '1002,李娜,新设局/一处,主任,,2021.5.1,,',
    '1003,王芳,新设局/一处,科员,,,2024-01-31,',
    '1004,赵六,办公厅,,,2022-02-30,,',
    '1001,重号,办公厅,,,,,',
    '1005,,办公厅,,,,,',
    '1006,离职早,,,,2022-01-01,2021-01-01,',
    '1007,将来走,,,,,2999-01-01,',
  ];

  test('a dry run says which departments and posts would be made, and makes none', async () => {
    const before = (await listed('departments')).length;
    const dry = await send('people', sheet, false);
    expect(verdicts(dry)).toEqual({
      2: 'create',
      3: 'create',
      4: 'create',
      5: 'reject',
      6: 'reject',
      7: 'reject',
      8: 'reject',
      9: 'reject',
    });
    expect(messages(dry, 3)).toContain('将新增部门“新设局/一处”');
    expect(messages(dry, 8)).toContain('早于');
    expect((await listed('departments')).length).toBe(before);
    expect(await listed('people')).toEqual([]);
    expect(await listed('posts')).toEqual([]);
  });

  test('the real one makes them once, and the same file again changes nothing', async () => {
    await send('people', sheet, true);
    const people = await listed('people');
    expect(
      people.map((row: Record<string, unknown>) => [row.name, row.departmentName, row.active]),
    ).toEqual([
      ['张伟', '办公厅', true],
      ['李娜', '一处', true],
      ['王芳', '一处', false],
    ]);
    expect(people[0].joinedOn).toBe('2020-03-01');
    expect((await listed('posts')).map((row: { name: string }) => row.name)).toEqual([
      '科员',
      '主任',
    ]);
    const paths = (await listed('departments')).map((row: { path: string }) => row.path);
    expect(paths.filter((path: string) => path.startsWith('新设局'))).toEqual([
      '新设局',
      '新设局/一处',
    ]);
    expect((await send('people', sheet, true)).counts).toMatchObject({ create: 0, update: 0 });
  });

  test('an empty cell leaves what is known, a name two departments share is asked back', async () => {
    await send('people', ['工号,姓名,电话', '1001,张伟,010-2'], true);
    const [zhang] = await listed('people');
    expect(zhang).toMatchObject({ phone: '010-2', departmentName: '办公厅', postName: '科员' });
    await manager.post(url('departments'), { name: '一处' });
    const report = await send('people', ['工号,姓名,部门', '1008,新人,一处'], true);
    expect(verdicts(report)).toEqual({ 2: 'create' });
    await manager.post(url('departments'), { name: '另局' });
    const other = (await listed('departments')).find(
      (row: { name: string }) => row.name === '另局',
    );
    await manager.post(url('departments'), { name: '二处', parentId: other.id });
    const bureau = (await listed('departments')).find(
      (row: { path: string }) => row.path === '新设局',
    );
    await manager.post(url('departments'), { name: '二处', parentId: bureau.id });
    const asked = await send('people', ['工号,姓名,部门', '1009,新人,二处'], true);
    expect(messages(asked, 2)).toContain('路径');
  });

  test('only those who may change people import them', async () => {
    const finance = await app.as('financeOfficer');
    const answer = await finance.upload(url('people/import?commit=true'), {
      name: 'people.csv',
      content: '工号,姓名\n1,甲',
    });
    expect(answer.status).toBe(403);
  });

  test('the export comes back as the same people', async () => {
    const file = await manager.get(url('people/export?sort=staffNo'));
    expect(file.status).toBe(200);
    const answer = await manager.upload(url('people/import?commit=true'), {
      name: 'people.xlsx',
      content: file.payload,
    });
    expect(answer.body.counts).toMatchObject({ create: 0, update: 0, reject: 0 });
    expect(answer.body.counts.unchanged).toBe((await listed('people')).length);
  });
});

test('an empty template has the columns the import knows, and imports nothing', async () => {
  for (const thing of ['departments', 'people']) {
    const file = await manager.get(url(`${thing}/import-template`));
    expect(file.headers['content-disposition']).toContain('.xlsx');
    const answer = await manager.upload(url(`${thing}/import?commit=true`), {
      name: 'template.xlsx',
      content: file.payload,
    });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    expect(answer.body.counts.total).toBe(0);
    expect(Object.values(answer.body.mapping)).not.toContain(null);
  }
});

test('a wrong column is refused before it makes thousands of departments', async () => {
  const before = (await listed('departments')).length;
  const lines = Array.from({ length: 3000 }, (_, n) => `W${n},某人,身份证${n}`);
  const answer = await manager.upload(url('people/import?commit=true'), {
    name: 'people.csv',
    content: ['工号,姓名,部门', ...lines].join('\n'),
  });
  expect(answer).toMatchObject({ status: 422, body: { code: 'organisation.tooManyNew' } });
  const departments = await manager.upload(url('departments/import?commit=true'), {
    name: 'departments.csv',
    content: ['部门名称', ...Array.from({ length: 5001 }, (_, n) => `部${n}`)].join('\n'),
  });
  expect(departments.body.code).toBe('organisation.tooManyDepartments');
  expect((await listed('departments')).length).toBe(before);
});

test('five thousand departments, children first, are one import', async () => {
  const lines = Array.from({ length: 4900 }, (_, n) => `N${n},处${n},M${n % 100}`);
  const tops = Array.from({ length: 100 }, (_, n) => `M${n},局${n},`);
  const report = await send('departments', ['部门编码,部门名称,上级部门', ...lines, ...tops], true);
  expect(report.counts).toMatchObject({ create: 5000, reject: 0 });
});
