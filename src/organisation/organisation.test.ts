/** Units, departments, posts and people over HTTP, on a real database: what is allowed and what is refused. */
import { describe, expect, test } from 'vitest';
import { type Client, testApp } from '../../test/harness.ts';
import { staffCountOn } from './index.ts';

const app = await testApp();
const manager = await app.as('itManager');
const url = (path: string) => `/api/units/DW/${path}`;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

async function department(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('departments'), { name, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function person(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const staffNo = `${name}-${Math.random().toString(36).slice(2, 8)}`;
  const made = await manager.post(url('people'), { staffNo, name, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

const names = (answer: { body: { items: { name: string }[] } }) =>
  answer.body.items.map((item) => item.name);

describe('units', () => {
  test('the administrator builds a tree below the own unit; others only look', async () => {
    const sys = await app.as('sysAdmin');
    const bureau = await sys.post(url('tree'), {
      code: 'DW-1',
      name: '下级局',
      type: 'institution',
    });
    expect(bureau).toMatchObject({ status: 200, body: { superiorId: app.unitId } });
    const school = { code: 'DW-11', name: '学校', type: 'institution', superiorCode: 'DW-1' };
    expect((await sys.post(url('tree'), school)).status).toBe(200);
    const tree = await manager.get(url('tree'));
    expect(
      tree.body.items.map((unit: { depth: number; code: string }) => [unit.depth, unit.code]),
    ).toEqual([
      [0, 'DW'],
      [1, 'DW-1'],
      [2, 'DW-11'],
    ]);
    expect((await manager.post(url('tree'), { ...school, code: 'X' })).status).toBe(403);
  });

  test('refuses a code twice, a loop, and a unit outside the own tree', async () => {
    const sys = await app.as('sysAdmin');
    const again = { code: 'DW-1', name: '又一个', type: 'institution' };
    expect(await sys.post(url('tree'), again)).toMatchObject({
      status: 409,
      body: { code: 'organisation.unitCodeTaken', path: 'body.code' },
    });
    expect(await sys.patch(url('tree/DW-1'), { superiorCode: 'DW-11' })).toMatchObject({
      status: 422,
      body: { code: 'organisation.unitLoop' },
    });
    expect(await sys.patch(url('tree/DW'), { superiorCode: 'DW-1' })).toMatchObject({
      status: 422,
      body: { code: 'organisation.unitOutsideTree' },
    });
    expect((await sys.patch('/api/units/DW-1/tree/DW', { name: '改上级' })).status).toBe(404);
    const renamed = await sys.patch(url('tree/DW-1'), { name: '改名局' });
    expect(renamed.body).toMatchObject({ name: '改名局', type: 'institution' });
  });

  test('each unit has its own departments', async () => {
    const own = await department('只在本单位');
    const sys = await app.as('sysAdmin');
    const below = await sys.get('/api/units/DW-1/departments');
    expect(names(below)).not.toContain('只在本单位');
    const moved = await sys.patch(`/api/units/DW-1/departments/${own}`, { name: '越权' });
    expect(moved.status).toBe(404);
  });
});

describe('departments', () => {
  test('are a tree with numbers given by themselves, functions and order', async () => {
    const office = await department('办公厅', { functions: ['office', 'office'] });
    const secretariat = await department('秘书处', { parentId: office });
    const listed = await manager.get(url('departments'));
    const found = listed.body.items.find((item: { id: string }) => item.id === secretariat);
    expect(found).toMatchObject({ path: '办公厅/秘书处', depth: 1, people: 0 });
    expect(found.code).toMatch(/^D\d{3}$/);
    const top = listed.body.items.find((item: { id: string }) => item.id === office);
    expect(top.functions).toEqual(['office']);
    const second = await department('档案处', { parentId: office });
    await manager.patch(url(`departments/${second}`), { position: 0 });
    const order = names(await manager.get(url('departments')));
    expect(order.indexOf('档案处')).toBeLessThan(order.indexOf('秘书处'));
  });

  test('refuse loops, twins, unknown parents and closing while people are in them', async () => {
    const top = await department('甲处');
    const below = await department('乙科', { parentId: top });
    const refused = async (id: string, patch: object) =>
      (await manager.patch(url(`departments/${id}`), patch)).body.code;
    expect(await refused(top, { parentId: below })).toBe('organisation.departmentLoop');
    expect(await refused(top, { parentId: top })).toBe('organisation.departmentLoop');
    expect(await refused(below, { parentId: crypto.randomUUID() })).toBe(
      'organisation.departmentParentMissing',
    );
    expect(await refused(top, { active: false })).toBe('organisation.departmentHasChildren');
    const twin = await manager.post(url('departments'), { name: '甲处' });
    expect(twin).toMatchObject({ status: 409, body: { path: 'body.name' } });
    await person('在科里', { departmentId: below });
    expect(await refused(below, { active: false })).toBe('organisation.departmentHasPeople');
  });

  test('two moves at once never make a loop', async () => {
    const left = await department('左');
    const right = await department('右');
    const answers = await Promise.all([
      manager.patch(url(`departments/${left}`), { parentId: right }),
      manager.patch(url(`departments/${right}`), { parentId: left }),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 422]);
  });
});

describe('people', () => {
  test('are found by name, pinyin initials, staff number; in a department and below it', async () => {
    const bureau = await department('业务局');
    const division = await department('业务一处', { parentId: bureau });
    await person('欧阳震华', { departmentId: division, phone: '010-66001234转8' });
    const find = async (query: string) => names(await manager.get(url(`people?${query}`)));
    expect(await find('q=oyzh')).toEqual(['欧阳震华']);
    expect(await find(`q=${encodeURIComponent('震华')}`)).toEqual(['欧阳震华']);
    expect(await find('q=66001234')).toEqual(['欧阳震华']);
    expect(await find('q=%25')).toEqual([]);
    expect(await find(`department=${bureau}`)).toEqual([]);
    expect(await find(`department=${bureau}&below=true`)).toEqual(['欧阳震华']);
  });

  test('page by keyset in Chinese order without a gap', async () => {
    const one = await department('排序处');
    for (const name of ['赵一', '阿二', '马三', '王四', '陈五']) {
      await person(name, { departmentId: one });
    }
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await manager.get(
        url(`people?department=${one}&sort=name&limit=2&cursor=${cursor}`),
      );
      seen.push(...names(page));
      cursor = page.body.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['阿二', '陈五', '马三', '王四', '赵一']);
  });

  test('the head-count of a day follows joining and leaving (D1)', async () => {
    const count = (date: string) => app.database.read((tx) => staffCountOn(tx, app.unitId, date));
    const before = await count('2021-06-01');
    const id = await person('有始有终', { joinedOn: '2021-05-01' });
    expect(await count('2021-06-01')).toBe(before + 1);
    const left = await manager.patch(url(`people/${id}`), { leftOn: '2021-07-01' });
    expect(left.status).toBe(200);
    expect(await count('2021-04-30')).toBe(before);
    expect(await count('2021-06-30')).toBe(before + 1);
    expect(await count('2021-07-01')).toBe(before);
    const back = await manager.patch(url(`people/${id}`), { leftOn: null });
    expect(back.status).toBe(200);
    expect((await manager.get(url(`people/${id}`))).body.active).toBe(true);
  });

  test('a department loses its head when the head leaves', async () => {
    const head = await person('老处长');
    const id = await department('有处长的处', { headPersonId: head });
    await manager.patch(url(`people/${head}`), { leftOn: today });
    const listed = await manager.get(url('departments'));
    expect(listed.body.items.find((item: { id: string }) => item.id === id)).toMatchObject({
      headPersonId: null,
    });
    const named = await manager.patch(url(`departments/${id}`), { headPersonId: head });
    expect(named.body.code).toBe('organisation.headMissing');
  });

  test('refuse a number twice, dates that cannot be, and closed departments', async () => {
    const made = { staffNo: 'R-1', name: '甲' };
    await manager.post(url('people'), made);
    const refused = async (body: object) => (await manager.post(url('people'), body)).body;
    expect(await refused({ ...made, name: '乙' })).toMatchObject({
      code: 'organisation.staffNoTaken',
      path: 'body.staffNo',
    });
    expect((await refused({ staffNo: 'R-2', name: ' ' })).message).toContain('姓名');
    expect((await refused({ staffNo: 'R-2', name: '乙', email: 'a@b' })).path).toBe('body.email');
    expect((await refused({ staffNo: 'R-2', name: '乙', joinedOn: '2026-02-30' })).path).toBe(
      'body.joinedOn',
    );
    const closed = await department('将停用');
    await manager.patch(url(`departments/${closed}`), { active: false });
    expect((await refused({ staffNo: 'R-2', name: '乙', departmentId: closed })).code).toBe(
      'organisation.departmentMissing',
    );
    const id = await person('丙', { joinedOn: '2024-01-01' });
    const leave = async (leftOn: string) =>
      (await manager.patch(url(`people/${id}`), { leftOn })).body.code;
    expect(await leave('2023-12-31')).toBe('organisation.leftBeforeJoined');
    expect(await leave('2999-01-01')).toBe('organisation.futureDate');
  });

  test('many at once with one number: exactly one is made', async () => {
    const answers = await Promise.all(
      Array.from({ length: 8 }, () =>
        manager.post(url('people'), { staffNo: 'P-1', name: '同号' }),
      ),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(7);
  });
});

describe('who sees whom', () => {
  test('staff see themselves, heads their departments and below, nobody else changes', async () => {
    const top = await department('视野局');
    const below = await department('视野处', { parentId: top });
    const aside = await department('旁局');
    const head = await person('局长', { departmentId: top });
    const clerk = await person('科员', { departmentId: below });
    const stranger = await person('外人', { departmentId: aside });
    const seenBy = async (client: Client) => names(await client.get(url('people')));
    const asHead = await app.as('deptHead', { personId: head });
    expect((await seenBy(asHead)).sort()).toEqual(['局长', '科员']);
    const asClerk = await app.as('staff', { personId: clerk });
    expect(await seenBy(asClerk)).toEqual(['科员']);
    expect((await asClerk.get(url(`people/${stranger}`))).status).toBe(404);
    expect(names(await asHead.get(url('departments')))).toEqual(['视野局', '视野处']);
    expect(names(await asClerk.get(url('departments')))).toEqual(['视野处']);
    expect((await asHead.post(url('people'), { staffNo: 'Z', name: '张' })).status).toBe(403);
    expect(names(await manager.get(url('people?limit=500')))).toContain('外人');
  });
});
