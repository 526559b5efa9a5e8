/** Computers over HTTP on a real database: counts of any day, holders of any day, merging and taking it back. */
import { describe, expect, test } from 'vitest';
import { type Client, testApp, testContext } from '../../../test/harness.ts';
import { addDays } from '../../base/dates.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { computerUsersOn, createDevice, deviceCountsOn, holderOn, setStatus } from './index.ts';

const app = await testApp();
const manager = await app.as('itManager');
const url = (path: string) => `/api/units/DW/${path}`;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const ago = (days: number) => addDays(today, -days);
const read = app.database.read;

let numbers = 0;
async function person(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('people'), { staffNo: `S${numbers++}`, name, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function department(name: string, more: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('departments'), { name, ...more });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function device(facts: Record<string, unknown> = {}): Promise<string> {
  const made = await manager.post(url('devices'), { deviceType: 'desktop', ...facts });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

async function record(id: string, client: Client = manager) {
  const answer = await client.get(url(`devices/${id}`));
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  return answer.body;
}

const inUnit = <T>(work: (cx: CommandContext) => Promise<T>) =>
  app.database.write((tx) => work(testContext(tx, app.unitId)));

describe('registering', () => {
  test('takes a number of its own or the next free one, passing over those given by hand', async () => {
    await device({ computerNo: 'PC00002' });
    const first = await record(await device());
    const second = await record(await device());
    expect([first.computerNo, second.computerNo]).toEqual(['PC00001', 'PC00003']);
  });

  test('refuses a number twice, a day to come, and another kind of machine', async () => {
    await device({ computerNo: 'ZC-1' });
    const refused = async (facts: object) =>
      (await manager.post(url('devices'), { deviceType: 'laptop', ...facts })).body;
    expect(await refused({ computerNo: 'ZC-1' })).toMatchObject({
      code: 'ledgers.computerNoTaken',
      path: 'body.computerNo',
    });
    expect(await refused({ acquiredOn: addDays(today, 1) })).toMatchObject({
      code: 'ledgers.futureDate',
      path: 'body.acquiredOn',
    });
    expect((await refused({ deviceType: '打印机' })).path).toBe('body.deviceType');
    expect((await refused({ macs: ['no mac'] })).path).toBe('body.macs.0');
  });

  test('thirty at once get thirty numbers without a gap', async () => {
    const answers = await Promise.all(
      Array.from({ length: 30 }, () => manager.post(url('devices'), { deviceType: 'server' })),
    );
    const given = answers
      .map((answer) => Number(answer.body.computerNo.slice(2)))
      .sort((a, b) => a - b);
    expect(new Set(given).size).toBe(30);
    expect(given[29]! - given[0]!).toBe(29);
  });
});

describe('counts of a day', () => {
  test('follow acquisition, repair and scrapping (D3); users follow computers in use (D2)', async () => {
    const before = await read((tx) => deviceCountsOn(tx, app.unitId, today));
    const users = await read((tx) => computerUsersOn(tx, app.unitId, today));
    const holder = await person('有两台');
    const laptop = { deviceType: 'laptop', acquiredOn: ago(100), holderId: holder };
    const id = await device(laptop);
    await device({ ...laptop, acquiredOn: ago(50) });
    await manager.post(url(`devices/${id}/status`), { status: 'inRepair', fromOn: ago(40) });
    await inUnit((cx) => setStatus(cx, { deviceId: id, status: 'scrapped', fromOn: ago(10) }));
    const laptops = async (date: string) =>
      (await read((tx) => deviceCountsOn(tx, app.unitId, date))).laptop - before.laptop;
    const usersOn = async (date: string) =>
      (await read((tx) => computerUsersOn(tx, app.unitId, date))) - (date === today ? users : 0);
    expect(await laptops(ago(101))).toBe(0);
    expect(await laptops(ago(100))).toBe(1);
    expect(await laptops(ago(50))).toBe(2);
    expect(await laptops(ago(11))).toBe(2);
    expect(await laptops(ago(10))).toBe(1);
    expect(await usersOn(ago(101))).toBe(0);
    expect(await usersOn(ago(60))).toBe(1);
    expect(await usersOn(today)).toBe(1);
    const asked = await manager.get(url(`devices/counts?asOf=${ago(50)}`));
    expect(asked.body).toMatchObject({ asOf: ago(50), computerUsers: 1 });
  });

  test('a leaver no longer uses a computer, and the machine shows as held by a leaver', async () => {
    const before = await read((tx) => computerUsersOn(tx, app.unitId, today));
    const holder = await person('将离职');
    const id = await device({ holderId: holder, computerNo: 'LEFT-1' });
    expect(await read((tx) => computerUsersOn(tx, app.unitId, today))).toBe(before + 1);
    await manager.patch(url(`people/${holder}`), { leftOn: today });
    expect(await read((tx) => computerUsersOn(tx, app.unitId, today))).toBe(before);
    const listed = await manager.get(url('devices?holderState=left'));
    expect(listed.body.items.map((item: { id: string }) => item.id)).toEqual([id]);
  });

  test('states are entered in the order of time and come back from scrap only with a reason', async () => {
    const id = await device({ acquiredOn: ago(30) });
    const set = async (body: object) =>
      (await manager.post(url(`devices/${id}/status`), body)).body.code;
    expect(await set({ status: 'inUse' })).toBe('ledgers.statusSame');
    expect(await set({ status: 'idle', fromOn: ago(31) })).toBe('ledgers.statusBeforeBeginning');
    expect(await set({ status: 'idle', fromOn: addDays(today, 1) })).toBe('ledgers.futureDate');
    expect(await set({ status: 'idle', fromOn: ago(5) })).toBeUndefined();
    expect(await set({ status: 'inUse', fromOn: ago(6) })).toBe('ledgers.statusBeforeLastChange');
    expect(await set({ status: 'scrapped' })).toBe('platform.invalidInput');
    await inUnit((cx) => setStatus(cx, { deviceId: id, status: 'scrapped' }));
    expect((await record(id)).retiredOn).toBe(today);
    expect(await set({ status: 'inUse' })).toBe('ledgers.reasonNeeded');
    expect(await set({ status: 'inUse', reason: '误登记' })).toBeUndefined();
    expect((await record(id)).retiredOn).toBeNull();
  });

  test('a corrected day of acquisition moves the beginning, holder included', async () => {
    const holder = await person('随机入库');
    const id = await device({ acquiredOn: ago(20), holderId: holder });
    await manager.patch(url(`devices/${id}`), { acquiredOn: ago(60) });
    const { statuses, holders } = await record(id);
    expect([statuses[0].fromOn, holders[0].fromOn]).toEqual([ago(60), ago(60)]);
    await manager.post(url(`devices/${id}/status`), { status: 'idle', fromOn: ago(10) });
    const late = await manager.patch(url(`devices/${id}`), { acquiredOn: ago(10) });
    expect(late.body.code).toBe('ledgers.acquiredAfterChange');
  });
});

describe('holders', () => {
  test('every day has its holder; a change entered late finds its place', async () => {
    const [zhang, li, wang] = [await person('张'), await person('李'), await person('王')];
    const id = await device({ acquiredOn: ago(90), holderId: zhang });
    const change = (personId: string | null, fromOn: string) =>
      manager.post(url(`devices/${id}/holder`), { personId, handBack: personId === null, fromOn });
    await change(li, ago(30));
    await change(wang, ago(60));
    await change(null, ago(10));
    const on = async (date: string) =>
      (await read((tx) => holderOn(tx, app.unitId, [id], date))).get(id)?.personName;
    expect(await on(ago(61))).toBe('张');
    expect(await on(ago(60))).toBe('王');
    expect(await on(ago(30))).toBe('李');
    expect(await on(ago(10))).toBeUndefined();
    expect((await record(id)).holders).toHaveLength(3);
  });

  test('the department comes with the person and follows when the person moves', async () => {
    const [from, to] = [await department('原部门'), await department('新部门')];
    const mover = await person('调动的人', { departmentId: from });
    const id = await device({ holderId: mover, acquiredOn: ago(40) });
    const lent = await device({ holderId: mover, departmentId: to, acquiredOn: ago(40) });
    expect((await record(id)).departmentName).toBe('原部门');
    const moved = await manager.patch(url(`people/${mover}`), {
      departmentId: to,
      movedOn: ago(5),
    });
    expect(moved.status).toBe(200);
    const before = await read((tx) => holderOn(tx, app.unitId, [id], ago(6)));
    const after = await read((tx) => holderOn(tx, app.unitId, [id], ago(5)));
    expect(before.get(id)?.departmentName).toBe('原部门');
    expect(after.get(id)?.departmentName).toBe('新部门');
    expect((await record(lent)).holders).toHaveLength(1);
  });

  test('refuses leavers, strangers and days to come', async () => {
    const id = await device();
    const left = await person('离开的人');
    await manager.patch(url(`people/${left}`), { leftOn: ago(3) });
    const refused = async (body: object) =>
      (await manager.post(url(`devices/${id}/holder`), body)).body.code;
    expect(await refused({ personId: left })).toBe('ledgers.holderMissing');
    expect(await refused({ personId: crypto.randomUUID() })).toBe('ledgers.holderMissing');
    expect(await refused({ personId: null, departmentId: crypto.randomUUID() })).toBe(
      'ledgers.holderDepartmentMissing',
    );
    expect(await refused({ handBack: true, fromOn: addDays(today, 1) })).toBe('ledgers.futureDate');
    expect(await refused({ fromOn: today })).toBe('platform.invalidInput');
    expect(await refused({ personId: left, fromOn: ago(4) })).toBeUndefined();
  });
});

describe('finding and seeing', () => {
  test('the list finds by number, serial end, holder, initials, department, brand, host', async () => {
    const place = await department('查找处');
    const holder = await person('慕容雪', { departmentId: place });
    const id = await device({
      computerNo: 'FIND-01',
      serialNo: 'QX-77 ABCD',
      brand: '攀升',
      hostName: 'find-host',
      holderId: holder,
    });
    for (const q of ['find-0', '7abcd', 'ABCD', '慕容', 'mrx', '查找处', '攀升', 'find-host']) {
      const found = await manager.get(url(`devices?q=${encodeURIComponent(q)}`));
      expect(
        found.body.items.map((item: { id: string }) => item.id),
        q,
      ).toContain(id);
    }
    expect((await manager.get(url('devices?q=%25'))).body.items).toEqual([]);
    const filtered = await manager.get(url(`devices?department=${place}&type=desktop`));
    expect(filtered.body).toMatchObject({ total: 1, items: [{ id }] });
  });

  test('pages by keyset without gap or repeat, in any order', async () => {
    for (const sort of ['computerNo', '-computerNo', 'holderName', '-acquiredOn']) {
      const seen: string[] = [];
      let cursor = '';
      do {
        const page = await manager.get(url(`devices?limit=7&sort=${sort}&cursor=${cursor}`));
        expect(page.status, JSON.stringify(page.body)).toBe(200);
        seen.push(...page.body.items.map((item: { id: string }) => item.id));
        cursor = page.body.nextCursor ?? '';
      } while (cursor);
      const all = await manager.get(url('devices?limit=500'));
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(all.body.total);
    }
  });

  test('the total is what paging through brings, with and without a question about holders', async () => {
    for (const filter of [
      '',
      'type=desktop',
      'status=idle&type=laptop',
      'holderState=held',
      'q=PC',
    ]) {
      const all = await manager.get(url(`devices?limit=500&${filter}`));
      expect(all.body.items.length, filter).toBe(all.body.total);
    }
  });

  test('a whole serial number is read only with the right, and the reading is on record', async () => {
    const id = await device({ serialNo: 'SECRET-1234' });
    expect(JSON.stringify(await record(id))).not.toContain('SECRET');
    const inspector = await app.as('inspector');
    expect((await inspector.post(url(`devices/${id}/reveal`))).status).toBe(403);
    const revealed = await manager.post(url(`devices/${id}/reveal`));
    expect(revealed.body.serialNo).toBe('SECRET-1234');
    const audits = await app.database.pool.query(
      `select action, actor_id, after::text from platform_audit where object_id = $1 order by at`,
      [id],
    );
    const lines = audits.rows.filter((row) => row.action === 'device.reveal');
    expect(lines).toMatchObject([{ actor_id: manager.accountId }]);
    expect(JSON.stringify(audits.rows)).not.toContain('SECRET');
  });

  test('a masked serial that comes back changes nothing', async () => {
    const id = await device({ serialNo: 'KEEPME-9876' });
    const { serialMasked } = await record(id);
    await manager.patch(url(`devices/${id}`), { serialNo: serialMasked, brand: '同方' });
    expect((await manager.post(url(`devices/${id}/reveal`))).body.serialNo).toBe('KEEPME-9876');
  });

  test('staff see their own, heads their department and below, nobody else changes', async () => {
    const top = await department('上级处');
    const below = await department('下级科', { parentId: top });
    const head = await person('处长', { departmentId: top });
    const clerk = await person('科员', { departmentId: below });
    const mine = await device({ holderId: clerk });
    const other = await device();
    const ids = async (client: Client) =>
      (await client.get(url('devices'))).body.items.map((item: { id: string }) => item.id);
    const asClerk = await app.as('staff', { personId: clerk });
    const asHead = await app.as('deptHead', { personId: head });
    expect(await ids(asClerk)).toEqual([mine]);
    expect(await ids(asHead)).toEqual([mine]);
    expect((await asHead.get(url(`devices/${other}`))).status).toBe(404);
    expect((await record(mine, asClerk)).alike).toEqual([]);
    const change = await asHead.patch(url(`devices/${mine}`), { brand: 'x' });
    expect(change.status).toBe(403);
    const nobody = await app.as('staff');
    expect(await ids(nobody)).toEqual([]);
  });

  test('a record of another unit is not there', async () => {
    const sys = await app.as(['sysAdmin', 'itManager']);
    await sys.post(url('tree'), { code: 'OTHER', name: '别的单位', type: 'enterprise' });
    const { rows } = await app.database.pool.query(
      `select id from organisation_unit where code = 'OTHER'`,
    );
    const id = await app.database.write(
      async (tx) => (await createDevice(testContext(tx, rows[0].id), { deviceType: 'server' })).id,
    );
    expect((await manager.get(url(`devices/${id}`))).status).toBe(404);
    expect((await manager.patch(url(`devices/${id}`), { brand: 'x' })).status).toBe(404);
    expect((await manager.post(url(`devices/${id}/reveal`))).status).toBe(404);
  });
});
