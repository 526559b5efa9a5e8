/** W4 over HTTP: two hundred computers from plan to form 9, and what must not happen on the way. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  const holders = [...Array(230)].map(
    (_, at): Name => (at < 150 ? '张三' : at < 210 ? '吴会计' : '李四'),
  );
  world = await office(await testApp(), holders);
});

const scopeOf = (change: object = {}) => ({
  departmentIds: [],
  deviceTypes: [],
  withSoftwareId: null,
  computerNos: [],
  excludeComputerNos: [],
  ...change,
});
const numbers = (from: number, to: number) =>
  [...Array(to - from + 1)].map((_, at) => `C${from + at}`);
const plan = async (change: object = {}) =>
  ok(
    (await world.as('钱主管')).post(url('campaigns'), {
      title: '统一安装杀毒软件',
      kind: 'install',
      softwareId: world.software('S4'),
      version: '8',
      reason: '年度部署',
      technicianPersonId: world.person('赵工'),
      scope: scopeOf(),
      ...change,
    }),
  );
const act = async (id: string, action: string, body: object = {}, who: Name = '钱主管') =>
  (await world.as(who)).post(url(`campaigns/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`campaigns/${id}`)));
const ordersOf = async (id: string, query = '') =>
  (await ok((await world.as('钱主管')).get(url(`orders?originId=${id}&limit=500${query}`)))).items;

describe('two hundred computers', () => {
  test('from plan to form 9, one order each, signed in bulk', async () => {
    const manager = await world.as('钱主管');
    const scope = scopeOf({ computerNos: numbers(1, 200) });
    const preview = await ok(
      manager.post(url('campaigns/preview'), {
        kind: 'install',
        softwareId: world.software('S4'),
        scope,
      }),
    );
    expect(preview).toMatchObject({
      computers: 200,
      licencesLeft: null,
      licencesMissing: 0,
      excluded: [],
    });
    expect(preview.departments.map((one: { computers: number }) => one.computers)).toEqual([
      150, 50,
    ]);
    const { id } = await plan({ scope });
    await ok(act(id, 'notify'));
    const told = await world.app.database.pool.query(
      `select count(*)::int as n from platform_notice where object_id = $1`,
      [id],
    );
    expect(told.rows[0].n).toBe(2);
    await ok(act(id, 'acknowledge', { note: '周五前配合' }, '王主任'));
    const executing = await Promise.all([act(id, 'execute'), act(id, 'execute')]);
    expect(executing.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const orders = await ordersOf(id);
    expect(orders).toHaveLength(200);
    expect(new Set(orders.map((order: { computerNo: string }) => order.computerNo)).size).toBe(200);

    const orderIds = orders.map((order: { id: string }) => order.id);
    const technician = await world.as('赵工');
    const performed = await ok(
      technician.post(url('orders/perform-many'), {
        orderIds,
        performedOn: today,
        signature: drawn('赵工'),
      }),
    );
    expect(performed.done).toBe(200);
    expect(await ok(act(id, 'remind'))).toEqual({ told: 4 });
    expect(await refused(act(id, 'remind'))).toBe('409 installation.remindedToday');
    await ok(manager.put(url('order-settings'), { bulkConfirmation: true }));
    for (const [who, n] of [
      ['王主任', 150],
      ['周科长', 50],
    ] as const) {
      const head = await world.as(who);
      expect(
        (await ok(head.post(url('orders/confirm-many'), { orderIds, signature: drawn(who) }))).done,
      ).toBe(n);
    }
    const done = await get(id);
    expect(done).toMatchObject({ computers: 200, recorded: 200, failed: 0 });
    expect((await ok(act(id, 'close', { opinion: '全部完成' }))).state).toBe('closed');
    const form9 = await ok(
      manager.get(url(`forms/9?software=${world.software('S4')}&format=json`)),
    );
    expect(form9.sheets[0].events).toHaveLength(200);
    expect((await ok(manager.get(url('ledger/verify')))).ok).toBe(true);
  }, 60_000);

  test('heads see their own computers only, and only after they were told', async () => {
    const { id } = await plan({
      scope: scopeOf({ computerNos: numbers(201, 230) }),
      title: '补装',
    });
    const head = await world.as('王主任');
    expect((await head.get(url(`campaigns/${id}`))).status).toBe(404);
    await ok(act(id, 'notify'));
    expect(await get(id, '王主任')).toMatchObject({ computers: 20, may: ['acknowledge'] });
    expect((await get(id)).computers).toBe(30);
    const devices = await ok(head.get(url(`campaigns/${id}/devices`)));
    expect(
      devices.items.every((one: { departmentName: string }) => one.departmentName === '办公室'),
    ).toBe(true);
    await ok(act(id, 'execute'));
    expect(await refused(act(id, 'close', { opinion: '到期' }))).toBe(
      '409 installation.campaignOpen',
    );
    expect((await ok(act(id, 'close', { opinion: '到期', cancelOpen: true }))).failed).toBe(30);
    expect(await ordersOf(id, '&open=true')).toEqual([]);
  });
});

describe('the scope', () => {
  const preview = async (scope: object, kind = 'install') =>
    ok(
      (await world.as('钱主管')).post(url('campaigns/preview'), {
        kind,
        softwareId: world.software('S4'),
        scope: scopeOf(scope),
      }),
    );

  test('says who is left out and why', async () => {
    const some = await preview({ computerNos: [...numbers(199, 201), 'XX'] });
    expect(some.computers).toBe(1);
    expect(some.excluded).toEqual([
      { reason: 'alreadyInstalled', computers: 2, examples: ['C199', 'C200'] },
      { reason: 'unknown', computers: 1, examples: ['XX'] },
    ]);
    expect((await preview({}, 'uninstall')).computers).toBe(200);
    expect((await preview({ withSoftwareId: world.software('S4') }, 'uninstall')).computers).toBe(
      200,
    );
    const department = await preview({ departmentIds: [world.department('财务科')] });
    expect(
      department.departments.map((one: { departmentName: string }) => one.departmentName),
    ).toEqual(['财务科']);
    expect((await preview({ deviceTypes: ['server'] })).computers).toBe(0);
    expect(
      (await preview({ computerNos: ['C201', 'C202'], excludeComputerNos: ['c202'] })).computers,
    ).toBe(1);
  });

  test('too few licences stop it before anybody is told; so does nothing to do', async () => {
    const { id } = await plan({
      softwareId: world.software('S1'),
      version: '12',
      scope: scopeOf({ computerNos: numbers(1, 10) }),
    });
    const answer = await act(id, 'notify');
    expect([answer.status, answer.body.code]).toEqual([409, 'installation.tooFewLicences']);
    expect(answer.body.message).toContain('还缺 7 个');
    expect((await get(id)).state).toBe('planned');
    const nothing = await plan({ scope: scopeOf({ computerNos: ['C1'] }) });
    expect(await refused(act(nothing.id, 'notify'))).toBe('409 installation.emptyScope');
    expect((await ok(act(nothing.id, 'cancel', { reason: '无需部署' }))).state).toBe('cancelled');
  });
});
