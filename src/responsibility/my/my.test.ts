/** My page: only what is mine, with what is registered on it and until when; and a clear answer for who is nobody. */
import { beforeAll, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { type Office, office, ok, url } from '../../../test/office.ts';
import { addDays, dateInChina } from '../../base/dates.ts';
import { append } from '../../ledgers/index.ts';
import { expiryOf, SOON_DAYS } from './rules.ts';

let world: Office;
const today = dateInChina(new Date());

beforeAll(async () => {
  world = await office(await testApp());
  await world.app.database.write(async (tx) => {
    const cx = testContext(tx, world.app.unitId);
    const install = (no: 'S1' | 'F1', computerNo: string, version: string) => ({
      kind: 'install' as const,
      softwareId: world.software(no),
      deviceId: world.device(computerNo),
      version,
      occurredOn: '2024-03-05',
      cause: 'manual' as const,
      idempotencyKey: null,
      reason: '测试',
    });
    await append(cx, [
      install('S1', 'C1', '12'),
      install('F1', 'C1', '2'),
      install('S1', 'C3', '12'),
    ]);
  });
});

test.each([
  [null, null],
  [addDays(today, -1), 'past'],
  [today, 'soon'],
  [addDays(today, SOON_DAYS), 'soon'],
  [addDays(today, SOON_DAYS + 1), null],
])('a term until %s is %s', (until, expiry) => {
  expect(expiryOf(until, today)).toBe(expiry);
});

test('my computers with what is registered on them, and nobody else’s', async () => {
  const mine = await ok((await world.as('张三')).get(url('my')));
  expect(mine.person).toMatchObject({ name: '张三', departmentName: '办公室' });
  expect(mine.devices.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C1', 'C2']);
  expect(mine.devices[0].installs).toMatchObject([
    { softwareNo: 'F1', version: '2', licenseTerm: null, expiry: null },
    {
      softwareNo: 'S1',
      softwareName: '甲办公',
      version: '12',
      installedOn: '2024-03-05',
      licenseTerm: '永久',
    },
  ]);
  expect(mine.devices[1].installs).toEqual([]);
  const other = await ok((await world.as('吴会计')).get(url('my')));
  expect(other.devices.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C4']);
});

test('a term that ended, or ends soon, is said', async () => {
  await world.app.database.pool.query(
    `update configuration_software set term_kind = 'fixedTerm', term_start = '2020-01-01',
       term_end = $2 where id = $1`,
    [world.software('S1'), addDays(today, -1)],
  );
  const mine = await ok((await world.as('李四')).get(url('my')));
  expect(mine.devices[0].installs[0]).toMatchObject({
    expiry: 'past',
    validUntil: addDays(today, -1),
  });
});

test('a computer handed over or retired is no longer mine', async () => {
  const { pool } = world.app.database;
  await pool.query(
    `update ledgers_device set status = 'scrapped', retired_on = current_date where id = $1`,
    [world.device('C2')],
  );
  await pool.query(`update ledgers_assignment set to_on = current_date where device_id = $1`, [
    world.device('C1'),
  ]);
  expect((await ok((await world.as('张三')).get(url('my')))).devices).toEqual([]);
});

test('a head sees who stands in, and who stands in sees for whom', async () => {
  const head = await world.as('王主任');
  expect(await ok(head.get(url('my')))).toMatchObject({ heads: ['办公室'], substitutes: [] });
  await ok(
    head.post(url('delegations'), {
      toPersonId: world.person('李四'),
      fromOn: today,
      toOn: addDays(today, 3),
      reason: '出差',
    }),
  );
  expect((await ok(head.get(url('my')))).substitutes).toMatchObject([
    { name: '李四', state: 'inEffect' },
  ]);
  const substitute = await ok((await world.as('李四')).get(url('my')));
  expect(substitute).toMatchObject({
    heads: [],
    standsInFor: [{ name: '王主任', toOn: addDays(today, 3) }],
  });
});

test('an account without a person has nothing here, and is told so', async () => {
  const nobody = await world.app.as('staff');
  expect(await ok(nobody.get(url('my')))).toEqual({
    person: null,
    todos: [],
    devices: [],
    heads: [],
    substitutes: [],
    standsInFor: [],
  });
});

test('what waits for me is said, in my language, with where it leads', async () => {
  const staff = await world.as('吴会计');
  await ok(
    staff.post(url('applications'), {
      idempotencyKey: 'my-page-draft',
      application: {
        deviceId: world.device('C4'),
        kind: 'install',
        toSoftwareId: world.software('S4'),
        reason: '工作需要',
      },
    }),
  );
  const { todos } = await ok(staff.get(url('my'), { 'accept-language': 'en' }));
  const draft = todos.find((todo: { key: string }) => todo.key === 'application.draft');
  expect(draft).toMatchObject({ count: 1, link: '/applications?mine=true&state=draft' });
  expect(draft.title).not.toMatch(/[\u4e00-\u9fff]/);
});
