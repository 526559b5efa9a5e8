/** Work orders over HTTP: two signatures in either order, entries once, whatever is pressed twice. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { drawn, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { createOrders } from './commands.ts';
import type { OrderDraft } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  const holders = [...Array(40)].map(
    (_, at) => (at === 4 ? null : at === 5 ? '赵工' : '张三') as '张三',
  );
  world = await office(await testApp(), holders);
});

async function make(computerNo: string, change: Partial<OrderDraft> = {}): Promise<string> {
  const [made] = await world.app.database.write((tx) =>
    createOrders(testContext(tx, world.app.unitId), [
      {
        origin: 'application',
        originId: newId(),
        deviceId: world.device(computerNo),
        technicianPersonId: world.person('赵工'),
        lines: [{ kind: 'install', softwareId: world.software('S2'), version: '13' }],
        ...change,
      },
    ]),
  );
  return made!.id;
}

const perform = async (id: string, lines = [{ lineNo: 1, done: true, note: '' }]) =>
  (await world.as('赵工')).post(url(`orders/${id}/perform`), {
    performedOn: today,
    lines,
    signature: drawn('赵工'),
  });
const sign = async (id: string, who: '张三' | '李四' | '王主任' | '赵工' = '张三') =>
  (await world.as(who)).post(url(`orders/${id}/sign`), { signature: drawn(who) });
const get = async (id: string) => ok((await world.as('钱主管')).get(url(`orders/${id}`)));
const entries = async (computerNo: string) =>
  (await ok((await world.as('钱主管')).get(url(`entries?device=${world.device(computerNo)}`))))
    .items;

describe('one order', () => {
  test('technician first, user second: the journal gets the line, with the order as its cause', async () => {
    const id = await make('C1');
    const technician = await world.as('赵工');
    await ok(technician.post(url(`orders/${id}/start`)));
    const performed = await ok(perform(id));
    expect(performed).toMatchObject({ state: 'awaitingConfirmation', performerSigned: true });
    expect(await entries('C1')).toEqual([]);
    const signed = await ok(sign(id));
    expect(signed.state).toBe('recorded');
    expect(signed.lines[0].entryNos).toHaveLength(1);
    const [entry] = await entries('C1');
    expect(entry).toMatchObject({
      cause: 'workOrder',
      causeRef: signed.orderNo,
      softwareNo: 'S2',
      version: '13',
      occurredOn: today,
      userName: '张三',
    });
    expect(signed.steps.map((step: { action: string }) => step.action)).toEqual([
      'create',
      'start',
      'perform',
      'sign',
    ]);
    expect(signed.signatures.map((one: { role: string; personName: string }) => one.role)).toEqual([
      '安装维护人',
      '计算机使用人',
    ]);
  });

  test('user first, technician second: the same', async () => {
    const id = await make('C2');
    expect((await ok(sign(id))).state).toBe('assigned');
    expect((await ok(perform(id))).state).toBe('recorded');
    expect(await entries('C2')).toHaveLength(1);
  });

  test('only lines done are recorded; what was not done says why', async () => {
    const id = await make('C3', {
      lines: [
        { kind: 'install', softwareId: world.software('S2'), version: '13' },
        { kind: 'install', softwareId: world.software('F1'), version: '2' },
      ],
    });
    const half = [
      { lineNo: 1, done: true, note: '' },
      { lineNo: 2, done: false, note: '' },
    ];
    const silent = await perform(id, half);
    expect([silent.status, silent.body.code, silent.body.path]).toEqual([
      422,
      'installation.lineReport',
      'body.lines.1.note',
    ]);
    await ok(perform(id, [half[0]!, { ...half[1]!, note: '安装包损坏' }]));
    await ok(sign(id));
    expect((await entries('C3')).map((entry: { softwareNo: string }) => entry.softwareNo)).toEqual([
      'S2',
    ]);
    expect((await get(id)).lines.map((line: { result: string }) => line.result)).toEqual([
      'done',
      'notDone',
    ]);
  });

  test('nothing done is not completed, needs no second signature and writes nothing', async () => {
    const id = await make('C4');
    const answer = await ok(perform(id, [{ lineNo: 1, done: false, note: '硬盘已满' }]));
    expect(answer.state).toBe('notCompleted');
    expect(await refused(sign(id))).toBe('409 workflow.moved');
    expect(await entries('C4')).toEqual([]);
  });

  test('what the ledger refuses keeps both signatures and is recorded after it was mended', async () => {
    const id = await make('C7', {
      lines: [{ kind: 'install', softwareId: world.software('S2'), version: '99' }],
    });
    await ok(perform(id));
    const blocked = await ok(sign(id));
    expect(blocked).toMatchObject({ state: 'blocked', performerSigned: true, userSigned: true });
    expect(blocked.problem).toContain('版本 99 不在 S2 的可使用版本');
    const manager = await world.as('钱主管');
    expect((await ok(manager.post(url(`orders/${id}/retry`)))).state).toBe('blocked');
    await world.app.database.pool.query(
      `update configuration_software set usable_versions = '[{"from":"13","to":"99"}]' where software_no = 'S2'`,
    );
    expect((await ok(manager.post(url(`orders/${id}/retry`)))).state).toBe('recorded');
    expect(await entries('C7')).toHaveLength(1);
    expect(await refused(manager.post(url(`orders/${id}/retry`)))).toBe('409 workflow.moved');
  });

  test('an upgrade writes the pair, a removal without a number writes nothing', async () => {
    const install = await make('C8', {
      lines: [{ kind: 'install', softwareId: world.software('S1'), version: '12' }],
    });
    await ok(perform(install));
    await ok(sign(install));
    const upgrade = await make('C8', {
      origin: 'campaign',
      lines: [
        {
          kind: 'upgrade',
          softwareId: world.software('S2'),
          fromSoftwareId: world.software('S1'),
          version: '13',
        },
        { kind: 'uninstall', softwareId: null, softwareName: '某下载工具', version: '' },
      ],
    });
    await ok(
      perform(
        upgrade,
        [1, 2].map((lineNo) => ({ lineNo, done: true, note: '' })),
      ),
    );
    const record = await ok(sign(upgrade));
    expect(record.lines[0]).toMatchObject({ fromVersion: '12', version: '13' });
    expect(record.lines[0].entryNos).toHaveLength(2);
    const all = await entries('C8');
    expect(
      all.map((entry: { kind: string; cause: string }) => `${entry.kind} ${entry.cause}`),
    ).toEqual(['install upgrade', 'uninstall upgrade', 'install workOrder']);
    expect(all[0].groupId).toBe(all[1].groupId);
  });

  test('a correction reverses what it wrote and needs a reason', async () => {
    const id = await make('C9');
    await ok(perform(id));
    await ok(sign(id));
    const manager = await world.as('钱主管');
    const correct = (reason: string) =>
      manager.post(url(`orders/${id}/correct`), { lineNos: [1], reason });
    expect((await correct('')).status).toBe(422);
    expect((await ok(correct('装错了计算机'))).lines[0].result).toBe('corrected');
    expect(await refused(correct('再来一次'))).toBe('422 installation.notRecorded');
    expect((await entries('C9')).map((entry: { cause: string }) => entry.cause)).toEqual([
      'correction',
      'workOrder',
    ]);
  });
});

describe('who may sign', () => {
  test('the user, nobody else; the head for a machine without a user', async () => {
    const own = await make('C10');
    expect(await refused(sign(own, '李四'))).toBe('403 installation.notTheUser');
    expect(await refused(sign(own, '王主任'))).toBe('403 installation.notTheUser');
    const shared = await make('C5');
    await ok(perform(shared));
    expect(await refused(sign(shared, '李四'))).toBe('403 installation.notTheUser');
    expect((await ok(sign(shared, '王主任'))).state).toBe('recorded');
  });

  test('the technician of his own machine may be both, and it is shown', async () => {
    const id = await make('C6');
    await ok(perform(id));
    expect(await ok(sign(id, '赵工'))).toMatchObject({ state: 'recorded', sameSigner: true });
  });

  test('another technician may not report, the user may sign on the technician’s screen', async () => {
    const id = await make('C11');
    const other = await world.as('郑工');
    const body = {
      performedOn: today,
      lines: [{ lineNo: 1, done: true }],
      signature: drawn('郑工'),
    };
    expect(await refused(other.post(url(`orders/${id}/perform`), body))).toBe(
      '403 installation.notYourOrder',
    );
    await ok(perform(id));
    const technician = await world.as('赵工');
    const collected = await ok(
      technician.post(url(`orders/${id}/collect-signature`), { signature: drawn('张三') }),
    );
    expect(collected.state).toBe('recorded');
    expect(collected.signatures[1]).toMatchObject({ personName: '张三' });
    expect(collected.signatures[1].capturedBy).toContain('itTechnician');
    const password = { signature: { kind: 'password', password: 'x' } };
    expect((await technician.post(url(`orders/${id}/collect-signature`), password)).status).toBe(
      422,
    );
  });

  test('a picture of a signature is shown to who may see the order only', async () => {
    const id = await make('C12');
    const record = await ok(perform(id));
    const image = url(`orders/${id}/signatures/${record.signatures[0].id}`);
    const seen = await (await world.as('张三')).get(image);
    expect([seen.status, seen.headers['content-type']]).toEqual([200, 'image/png']);
    expect((await (await world.as('李四')).get(image)).status).toBe(404);
  });
});

describe('at the same time', () => {
  test('ten presses of both signatures write one entry', async () => {
    const id = await make('C13');
    const answers = await Promise.all(
      [...Array(10)].map((_, at) => (at % 2 === 0 ? perform(id) : sign(id))),
    );
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(2);
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(8);
    expect(await entries('C13')).toHaveLength(1);
    expect((await get(id)).signatures).toHaveLength(2);
  });

  test('cancelling and signing: one wins, the other is told', async () => {
    const id = await make('C14');
    await ok(perform(id));
    const manager = await world.as('钱主管');
    const [cancelled, signed] = await Promise.all([
      manager.post(url(`orders/${id}/cancel`), { reason: '不再需要' }),
      sign(id),
    ]);
    expect([cancelled.status, signed.status].sort()).toEqual([200, 409]);
    const loser = cancelled.status === 409 ? cancelled : signed;
    expect(loser.body.message).toMatch(/已由.*于 .* 办理/);
    expect((await entries('C14')).length).toBe(signed.status === 200 ? 1 : 0);
  });

  test('the ledger agrees with all of it', async () => {
    const report = await ok((await world.as('钱主管')).get(url('ledger/verify')));
    expect(report).toMatchObject({ ok: true, problems: [] });
  });
});

describe('many at once', () => {
  test('the head confirms his department’s only where the unit allows it', async () => {
    const numbers = [...Array(20)].map((_, at) => `C${at + 15}`);
    const ids = await Promise.all(numbers.map((no) => make(no, { origin: 'campaign' })));
    const technician = await world.as('赵工');
    const done = await ok(
      technician.post(url('orders/perform-many'), {
        orderIds: ids,
        performedOn: today,
        signature: drawn('赵工'),
      }),
    );
    expect(done).toEqual({ done: 20, refused: [] });
    const head = await world.as('王主任');
    const confirm = (client = head) =>
      client.post(url('orders/confirm-many'), { orderIds: ids, signature: drawn('王主任') });
    expect(await refused(confirm())).toBe('409 installation.noBulk');
    await ok((await world.as('钱主管')).put(url('order-settings'), { bulkConfirmation: true }));
    const others = await ok(confirm(await world.as('周科长')));
    expect([others.done, others.refused.length]).toEqual([0, 20]);
    expect((await ok(confirm())).done).toBe(20);
    const again = await ok(confirm());
    expect([again.done, again.refused[0].message]).toEqual([0, '现为“已登记台账”']);
    for (const no of numbers) expect(await entries(no)).toHaveLength(1);
    expect((await entries('C15'))[0].cause).toBe('campaign');
  });

  test('what waits for whom is told', async () => {
    const id = await make('C36', { technicianPersonId: null });
    const manager = await world.as('钱主管');
    const pending = await ok(manager.get(url('orders?state=pending')));
    expect(pending.items.map((order: { id: string }) => order.id)).toEqual([id]);
    expect(await refused((await world.as('赵工')).post(url(`orders/${id}/start`)))).toBe(
      '409 workflow.moved',
    );
    await ok(
      manager.post(url('orders/assign'), {
        orderIds: [id],
        technicianPersonId: world.person('郑工'),
      }),
    );
    const mine = await ok((await world.as('郑工')).get(url('orders?mine=true&open=true')));
    expect(mine.items).toHaveLength(1);
    expect((await ok((await world.as('李四')).get(url('orders')))).items).toEqual([]);
  });
});
