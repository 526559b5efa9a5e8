/** 软件处置 over HTTP: asked, appraised, approved by different people, uninstalled, closed; form 7 no longer lists it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, testApp } from '../../../test/harness.ts';
import {
  drawn,
  type Name,
  type Office,
  office,
  ok,
  refused,
  type SoftwareNo,
  url,
} from '../../../test/office.ts';
import { dateInChina } from '../../base/dates.ts';

let world: Office;
let asset: Client;
const today = dateInChina(new Date());

beforeAll(async () => {
  world = await office(await testApp());
  asset = await world.anew('何人事', ['staff', 'assetOfficer']);
  await bought('S1', '2020-06-01');
  await bought('S2', '2024-06-01');
});

/** As if it had been bought that day. */
async function bought(no: SoftwareNo, on: string): Promise<void> {
  await world.app.database.pool.query(
    `update configuration_software set purchase_date = $1 where id = $2`,
    [on, world.software(no)],
  );
}

let serial = 0;
async function entry(kind: 'install' | 'uninstall', no: SoftwareNo, computer: string, on = today) {
  const version = { S1: '12', S2: '13', S3: '5', S4: '8', O1: '11', F1: '1' }[no];
  await ok(
    (await world.as('钱主管')).post(url('entries'), {
      idempotencyKey: `disposal-${serial++}`,
      reason: '登记',
      lines: [
        {
          kind,
          softwareId: world.software(no),
          deviceId: world.device(computer),
          version,
          occurredOn: on,
        },
      ],
    }),
  );
}

const post = async (who: Name | Client, path: string, body: object = {}) => {
  const client = typeof who === 'string' ? await world.as(who) : who;
  return client.post(url(path), body);
};
const act = (who: Name | Client, id: string, step: string, body: object = {}) =>
  post(who, `disposals/${id}/${step}`, body);
const request = (no: SoftwareNo | SoftwareNo[], more: object = {}) => ({
  softwareIds: [no].flat().map((one) => world.software(one)),
  reason: 'lifeReachedUnusable',
  method: 'scrap',
  explanation: '新系统不再支持',
  ...more,
});
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`disposals/${id}`)));
const APPROVE = { result: 'approve', opinion: '同意' };
const open = async (no: SoftwareNo, more: object = {}): Promise<string> =>
  (await ok(post('冯主管', 'disposals', request(no, more)))).id;
/** To the state in which it waits for its end. */
async function approved(no: SoftwareNo, more: object = {}): Promise<string> {
  const id = await open(no, more);
  await ok(act('钱主管', id, 'appraise', APPROVE));
  await ok(act(asset, id, 'asset-review', APPROVE));
  await ok(act('孙局长', id, 'head-review', APPROVE));
  return id;
}
const form7 = async (asOf: string) => {
  const { items } = await ok((await world.as('钱主管')).get(url(`registers/7?asOf=${asOf}`)));
  return items.map((line: { softwareNo: string }) => line.softwareNo);
};

describe('a request', () => {
  test('agrees with the life of the number, and with the scrapped computers', async () => {
    const early = await post('冯主管', 'disposals', request('S2'));
    expect([early.status, early.body.code, early.body.path]).toEqual([
      422,
      'installation.lifeNotReached',
      'body.reason',
    ]);
    expect(early.body.message).toContain('S2 于 2024-06-01 购入，最低使用年限 5 年，到 2029-06-01');
    const obsolete = { reason: 'lifeNotReachedObsolete' };
    expect(await refused(post('冯主管', 'disposals', request('S1', obsolete)))).toBe(
      '422 installation.lifeReached',
    );
    // The unit's own parameters decide.
    const manager = await world.as('钱主管');
    const { ceilings } = await ok(manager.get(url('purchase-parameters')));
    const seven = ceilings.map((one: { category: string }) =>
      one.category === 'office' ? { ...one, minLifeYears: 7 } : one,
    );
    await ok(manager.put(url('purchase-parameters'), { ceilings: seven }));
    expect(await refused(post('冯主管', 'disposals', request('S1')))).toBe(
      '422 installation.lifeNotReached',
    );
    await ok(manager.put(url('purchase-parameters'), { ceilings }));

    const scrapped = {
      reason: 'lifeNotReachedHardwareScrapped',
      notMovable: '许可与主板绑定',
      deviceIds: [world.device('C3')],
    };
    const send = (more: object) =>
      post('冯主管', 'disposals', request('S2', { ...scrapped, ...more }));
    expect(await refused(send({ deviceIds: [] }))).toBe('422 installation.noScrapped');
    expect(await refused(send({}))).toBe('422 installation.notScrapped');
    await entry('install', 'S2', 'C3', '2024-07-01');
    const retired = { status: 'scrapped', on: today, reason: '损坏' };
    await ok(post('钱主管', `devices/${world.device('C3')}/retire`, retired));
    const found = await ok(
      manager.get(url(`disposal-devices?softwareIds=${world.software('S2')}`)),
    );
    expect(found.items.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C3']);
    expect(await refused(send({ notMovable: '' }))).toBe('422 installation.notMovable');
    await entry('install', 'S2', 'C1');
    expect(await refused(send({}))).toBe('422 installation.stillInUse');
    await entry('uninstall', 'S2', 'C1');
    const made = await ok(send({}));
    expect(made).toMatchObject({ state: 'requested', notMovable: '许可与主板绑定' });
    expect(made.devices.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C3']);
    await ok(act('冯主管', made.id, 'withdraw', { reason: '另案处理' }));
  });

  test('is for commercial software in force, in one request at a time, and for what one’s department had', async () => {
    for (const no of ['O1', 'F1'] as const) {
      expect(await refused(post('冯主管', 'disposals', request(no)))).toBe(
        '422 installation.notDisposable',
      );
    }
    const sale = request('S4', { method: 'sale' });
    expect(await refused(post('冯主管', 'disposals', sale))).toBe('422 installation.recipient');
    const both = await Promise.all([
      post('冯主管', 'disposals', request(['S1', 'S4'])),
      post('钱主管', 'disposals', request('S4')),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const lost = both.find((answer) => answer.status === 409)!;
    expect(lost.body.message).toMatch(/S4 已在处置申请 CZ\d{4}-\d{4} 中/);
    const won = both.find((answer) => answer.status === 200)!;
    expect(won.body.warnings[0]).toMatchObject({ params: { no: 'S4' } });
    const owner = both[0] === won ? '冯主管' : '钱主管';
    await ok(act(owner, won.body.id, 'withdraw', { reason: '重新申请' }));

    // 周科长's department has had nothing of S1; 王主任's has.
    await entry('install', 'S1', 'C1', '2021-01-01');
    expect(await refused(post('周科长', 'disposals', request('S1')))).toBe(
      '422 installation.unknownNumber',
    );
    const head = await world.as('王主任');
    const offered = await ok(head.get(url('disposal-candidates')));
    const one = offered.items.find((item: { softwareNo: string }) => item.softwareNo === 'S1');
    expect(one).toMatchObject({ lifeReached: true, lifeReachedOn: '2025-06-01', openInstalls: 1 });
    expect(offered.items.map((item: { softwareNo: string }) => item.softwareNo)).not.toContain(
      'S4',
    );
    const { id } = await ok(post('王主任', 'disposals', request('S1')));
    const other = await world.as('周科长');
    expect(await refused(other.get(url(`disposals/${id}`)))).toBe('404 installation.noDisposal');
    expect((await ok(other.get(url('disposals')))).items).toEqual([]);
    expect(await refused(act('周科长', id, 'withdraw', { reason: 'x' }))).toBe(
      '404 installation.noDisposal',
    );
    // The information department appraises it; it does not withdraw it.
    expect(await refused(act('钱主管', id, 'withdraw', { reason: 'x' }))).toBe(
      '403 installation.notYourDisposal',
    );
    await ok(act('王主任', id, 'withdraw', { reason: '重新申请' }));
  });
});

describe('from the request to the end', () => {
  test('four people, one after another; each may send it one step back', async () => {
    const { id } = await ok(post('王主任', 'disposals', request('S1')));
    expect(await refused(act(asset, id, 'asset-review', APPROVE))).toBe('409 workflow.moved');
    expect((await act('钱主管', id, 'appraise', { result: 'return' })).body.code).toBe(
      'workflow.opinionNeeded',
    );
    await ok(act('钱主管', id, 'appraise', { result: 'return', opinion: '请补充说明' }));
    expect((await get(id, '王主任')).may).toEqual(['resubmit', 'withdraw', 'attach']);
    const told = await ok((await world.as('王主任')).get(url('notices')));
    expect(told.items[0].text).toMatch(/^软件处置 CZ\d{4}-\d{4} 已退回：请补充说明$/);
    const again = request('S1', { explanation: '新系统不再支持，厂商已停止服务' });
    await ok((await world.as('王主任')).put(url(`disposals/${id}`), again));
    await ok(
      act('钱主管', id, 'appraise', { result: 'approve', opinion: '已停止服务，无法继续使用' }),
    );
    await ok(act(asset, id, 'asset-review', { result: 'return', opinion: '请附停止服务的依据' }));
    expect((await get(id)).state).toBe('requested');
    await ok(act('钱主管', id, 'appraise', APPROVE));
    const todo = await ok(asset.get(url('todos')));
    expect(todo.items.map((one: { title: string }) => one.title)).toContain('待资产审批的软件处置');
    // By whatever role: who has taken one part takes no other.
    const hybrid = await world.anew('钱主管', [
      'staff',
      'itManager',
      'assetOfficer',
      'committeeHead',
    ]);
    expect(await refused(act(hybrid, id, 'asset-review', APPROVE))).toBe(
      '403 installation.ownDisposal',
    );
    await ok(act(asset, id, 'asset-review', APPROVE));
    expect(await refused(act(hybrid, id, 'head-review', APPROVE))).toBe(
      '403 installation.ownDisposal',
    );
    await ok(act('孙局长', id, 'head-review', { result: 'return', opinion: '请核对数量' }));
    await ok(act(asset, id, 'asset-review', APPROVE));
    const answers = await Promise.all([
      act('孙局长', id, 'head-review', APPROVE),
      act('孙局长', id, 'head-review', APPROVE),
    ]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);

    // Still installed on C1: first uninstalled, then closed.
    const ready = await get(id);
    expect(ready).toMatchObject({ state: 'approved', approvedOn: today });
    expect(ready.lines[0]).toMatchObject({ openInstalls: 1, installedOn: ['C1'] });
    expect(ready.may).toEqual(['uninstall', 'correct', 'attach']);
    expect(await refused(act('钱主管', id, 'dispose', { disposedOn: today }))).toBe(
      '409 configuration.stillInstalled',
    );
    const begun = await ok(act('钱主管', id, 'uninstall'));
    expect(begun).toMatchObject({ state: 'uninstalling' });
    expect(await refused(act('钱主管', id, 'uninstall'))).toBe(
      '409 installation.nothingToUninstall',
    );
    await carryOut(begun.lines[0].campaignId);
    expect((await get(id)).may).toContain('dispose');
    const yesterday = dateInChina(new Date(Date.now() - 86_400_000));
    expect(await refused(act('钱主管', id, 'dispose', { disposedOn: yesterday }))).toBe(
      '422 installation.disposalDate',
    );
    expect(await form7(today)).toContain('S1');
    await ok(act('钱主管', id, 'dispose', { disposedOn: today }));
    expect(await form7(today)).not.toContain('S1');
    expect(await form7(yesterday)).toContain('S1');

    const manager = await world.as('钱主管');
    const number = await ok(manager.get(url(`software/${world.software('S1')}`)));
    expect(number).toMatchObject({
      status: 'disposed',
      disposedOn: today,
      disposalId: id,
      disposalReason: '已达到最低使用年限，且无法继续使用',
    });
    expect(await refused(post('钱主管', 'disposals', request('S1')))).toBe(
      '422 installation.notDisposable',
    );
    expect(await refused(post('钱主管', `software/${number.id}/restore`, { reason: '有误' }))).toBe(
      '409 configuration.closedByDisposal',
    );
    await ok(
      act('钱主管', id, 'correct', { ...again, explanation: '厂商停止服务', reason: '笔误' }),
    );
    expect((await get(id)).explanation).toBe('厂商停止服务');

    // Registered by mistake: the asset department takes it back, the number counts again.
    await ok(act(asset, id, 'undo', { reason: '登记错了编号' }));
    expect(await form7(today)).toContain('S1');
    await ok(act(asset, id, 'cancel', { reason: '继续使用' }));
    expect((await get(id)).state).toBe('withdrawn');
    await ok(
      act('王主任', (await ok(post('王主任', 'disposals', request('S1')))).id, 'withdraw', {
        reason: '不报了',
      }),
    );
  });

  test('the requester of the information department has it appraised by a colleague', async () => {
    const id = await open('S1');
    expect((await get(id, '冯主管')).may).not.toContain('appraise');
    expect(await refused(act('冯主管', id, 'appraise', APPROVE))).toBe(
      '403 installation.ownDisposal',
    );
    expect((await get(id, '钱主管')).may).toContain('appraise');
    await ok(act('钱主管', id, 'appraise', { result: 'reject', opinion: '尚可使用' }));
    expect((await get(id, '冯主管')).may).toEqual([]);
  });

  test('a unit may do without the head', async () => {
    const manager = await world.as('钱主管');
    expect(await ok(manager.get(url('disposal-settings')))).toEqual({ headApproves: true });
    await ok(manager.put(url('disposal-settings'), { headApproves: false }));
    const id = await open('S1');
    await ok(act('钱主管', id, 'appraise', APPROVE));
    const done = await ok(act(asset, id, 'asset-review', { result: 'approve' }));
    expect(done).toMatchObject({ state: 'approved', approvedOn: today });
    await ok(manager.put(url('disposal-settings'), { headApproves: true }));
    await ok(act(asset, id, 'cancel', { reason: '不处置了' }));
  });

  test('closing and installing at once never leave an install on a closed number', async () => {
    // An order from before stands in the way until it is cancelled.
    const made = await ok(
      post('张三', 'applications', {
        idempotencyKey: 'disposal-promised',
        submit: true,
        application: {
          deviceId: world.device('C1'),
          kind: 'install',
          toSoftwareId: world.software('S1'),
          reason: '工作需要',
        },
      }),
    );
    await ok(review('王主任', made.id, 'dept-review'));
    const { orderId } = await ok(review('钱主管', made.id, 'it-review'));
    const id = await approved('S1');
    expect((await get(id)).may).not.toContain('dispose');
    expect(await refused(act('钱主管', id, 'dispose', { disposedOn: today }))).toBe(
      '409 installation.stillPromised',
    );
    await ok(post('钱主管', `orders/${orderId}/cancel`, { reason: '软件待处置' }));
    expect((await get(id)).may).toContain('dispose');
    // Nobody is given it any more, unless past the forms.
    const { checks } = await ok(
      post('张三', 'applications/check', {
        deviceId: world.device('C2'),
        kind: 'install',
        toSoftwareId: world.software('S1'),
        reason: '工作需要',
      }),
    );
    expect(checks).toContainEqual(expect.objectContaining({ key: 'disposal', level: 'block' }));
    const [disposed, installed] = await Promise.all([
      act('钱主管', id, 'dispose', { disposedOn: today }),
      post('冯主管', 'entries', {
        idempotencyKey: 'disposal-race',
        reason: '登记',
        lines: [
          {
            kind: 'install',
            softwareId: world.software('S1'),
            deviceId: world.device('C2'),
            version: '12',
            occurredOn: today,
          },
        ],
      }),
    ]);
    expect([disposed.status < 300, installed.status < 300].filter(Boolean)).toHaveLength(1);
    const record = await get(id);
    expect(record.lines[0].openInstalls).toBe(installed.status < 300 ? 1 : 0);
    expect(record.state).toBe(disposed.status < 300 ? 'disposed' : 'approved');
  });

  test('commercial software is closed by no other way, not even past the commands', async () => {
    const direct = post('钱主管', `software/${world.software('S2')}/dispose`, {
      disposedOn: today,
      reason: '不用了',
    });
    expect(await refused(direct)).toBe('409 configuration.needsDisposal');
    const sql = `update configuration_software set status = 'disposed', disposed_on = current_date
      where id = $1`;
    const around = world.app.database.pool.query(sql, [world.software('S2')]);
    await expect(around).rejects.toThrow(/configuration_software_disposed_by/);
  });
});

const review = (who: Name, id: string, step: string) =>
  post(who, `applications/${id}/${step}`, APPROVE);

/** The campaign's own steps are told elsewhere. */
async function carryOut(campaignId: string): Promise<void> {
  await ok(post('钱主管', `campaigns/${campaignId}/notify`));
  const technicianPersonId = world.person('赵工');
  const technicians = [{ departmentId: world.department('办公室'), technicianPersonId }];
  await ok(post('钱主管', `campaigns/${campaignId}/execute`, { technicians }));
  const orders = await ok((await world.as('钱主管')).get(url(`orders?originId=${campaignId}`)));
  const id = orders.items[0].id;
  await ok(post('赵工', `orders/${id}/start`));
  await ok(
    post('赵工', `orders/${id}/perform`, {
      performedOn: today,
      lines: [{ lineNo: 1, done: true, note: '' }],
      signature: drawn('赵工'),
    }),
  );
  await ok(post('张三', `orders/${id}/sign`, { signature: drawn('张三') }));
}
