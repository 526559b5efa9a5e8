/** W5 over HTTP: from requests to a hundred entries in pairs, two approvers at once, and what is refused on the way. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import type { Role } from '../../platform/auth/permissions.ts';
import { upgradeTodos } from './commands.read.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
/** One of them will not be done. */
const COMPUTERS = 51;
const numbers = (from: number, to: number) =>
  [...Array(to - from + 1)].map((_, at) => `C${from + at}`);

beforeAll(async () => {
  const holders = [...Array(70)].map(
    (_, at): Name => (at < 30 ? '张三' : at < COMPUTERS ? '吴会计' : '李四'),
  );
  world = await office(await testApp(), holders);
  const manager = await world.as('钱主管');
  await ok(
    manager.post(url('entries'), {
      idempotencyKey: 'upgrade-seed',
      reason: '已有安装',
      lines: numbers(1, 66).map((no) => ({
        kind: 'install',
        softwareId: world.software('S1'),
        deviceId: world.device(no),
        version: '12',
        occurredOn: '2025-03-01',
      })),
    }),
  );
});

const WORDS = {
  demand: '旧版停止服务',
  rangeNote: '全单位安装甲办公 12 的计算机',
  stepsNote: '第一周试点，第二周全面升级',
  risks: '旧模板须另存',
  fallback: '保留旧版安装包，重新登记',
};
const draft = (change: object = {}) => ({
  title: '甲办公升级到 13',
  fromSoftwareIds: [world.software('S1')],
  toSoftwareId: world.software('S2'),
  version: '13',
  scope: { computerNos: numbers(1, COMPUTERS) },
  technicianPersonId: world.person('赵工'),
  ...WORDS,
  ...change,
});
const create = async (change: object = {}, who: Name = '钱主管') =>
  ok((await world.as(who)).post(url('upgrades'), draft(change)));
const act = async (id: string, action: string, body: object = {}, who: Name = '钱主管') =>
  (await world.as(who)).post(url(`upgrades/${id}/${action}`), body);
const get = async (id: string, who: Name = '钱主管') =>
  ok((await world.as(who)).get(url(`upgrades/${id}`)));
const campaign = async (id: string, action: string, body: object = {}) =>
  ok((await world.as('钱主管')).post(url(`campaigns/${id}/${action}`), body));
const todos = (who: Name, role: Role) =>
  world.app.database.read((tx) => {
    const actor = {
      kind: 'account' as const,
      id: newId(),
      name: who,
      roles: [role],
      personId: world.person(who),
    };
    return upgradeTodos(testContext(tx, world.app.unitId, { actor }));
  });

let keys = 0;
/** A person's upgrade request, approved by his head and the information department. */
async function request(who: '张三' | '李四', computerNo: string): Promise<string> {
  const own = await world.as(who);
  const made = await ok(
    own.post(url('applications'), {
      idempotencyKey: `upgrade-request-${keys++}`,
      submit: true,
      application: {
        deviceId: world.device(computerNo),
        kind: 'upgrade',
        fromSoftwareId: world.software('S1'),
        toSoftwareId: world.software('S2'),
        softwareVersion: '13',
        reason: '需要新版功能',
      },
    }),
  );
  const review = async (name: Name, kind: string) =>
    ok(
      (await world.as(name)).post(url(`applications/${made.id}/${kind}`), {
        result: 'approve',
        opinion: '同意',
      }),
    );
  await review('王主任', 'dept-review');
  expect((await review('钱主管', 'it-review')).state).toBe('collected');
  return made.id;
}
const application = async (id: string) =>
  ok((await world.as('钱主管')).get(url(`applications/${id}`)));
const ordersOf = async (campaignId: string) =>
  (await ok((await world.as('钱主管')).get(url(`orders?originId=${campaignId}&limit=500`)))).items;

async function executed(change: object): Promise<{ id: string; campaignId: string }> {
  const { id } = await create(change);
  await ok(act(id, 'submit'));
  const { campaignId } = await ok(act(id, 'approve', {}, '陈副局长'));
  await campaign(campaignId, 'notify');
  await campaign(campaignId, 'execute');
  return { id, campaignId };
}

describe('fifty computers', () => {
  test('from two requests to a hundred entries in pairs, both sheets of form 9 right', async () => {
    const done = await request('张三', 'C1');
    const undone = await request('张三', 'C2');
    const basket = await ok((await world.as('钱主管')).get(url('upgrade-requests')));
    expect(basket.items.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C1', 'C2']);
    expect(await todos('钱主管', 'itManager')).toContainEqual(
      expect.objectContaining({ key: 'upgrade.collected', count: 2 }),
    );
    const made = await create({ applicationIds: [done, undone] });
    expect(made.schemeNo).toMatch(/^SJ\d{4}-0001$/);
    expect(made.preview.scope).toMatchObject({ computers: COMPUTERS, licencesLeft: 60 });
    expect((await ok((await world.as('钱主管')).get(url('upgrade-requests')))).items).toEqual([]);
    await ok(act(made.id, 'submit', { opinion: '请审批' }));
    expect(await todos('孙局长', 'committeeHead')).toContainEqual(
      expect.objectContaining({ key: 'upgrade.approve', count: 1 }),
    );

    const both = await Promise.all([
      act(made.id, 'approve', { opinion: '同意' }, '孙局长'),
      act(made.id, 'approve', { opinion: '同意' }, '陈副局长'),
    ]);
    expect(both.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const second = both.find((answer) => answer.status === 409)!;
    expect(second.body.message).toMatch(/已由.+办理“批准”/);
    const campaigns = await ok((await world.as('钱主管')).get(url('campaigns')));
    expect(campaigns.items).toHaveLength(1);
    const { campaignId } = await get(made.id);
    expect(campaigns.items[0]).toMatchObject({
      id: campaignId,
      kind: 'upgrade',
      state: 'planned',
      schemeId: made.id,
    });
    expect((await application(done)).state).toBe('inScheme');

    expect(
      (await world.as('王主任').then((head) => head.get(url(`upgrades/${made.id}`)))).status,
    ).toBe(404);
    await campaign(campaignId, 'notify');
    expect((await get(made.id)).state).toBe('departmentsNotified');
    expect(await get(made.id, '周科长')).toMatchObject({
      computers: 21,
      applications: [],
      may: [],
    });
    await campaign(campaignId, 'execute');
    expect((await get(made.id)).state).toBe('executing');

    const orders = await ordersOf(campaignId);
    expect(orders).toHaveLength(COMPUTERS);
    const second2 = orders.find((order: { computerNo: string }) => order.computerNo === 'C2');
    const technician = await world.as('赵工');
    await ok(
      technician.post(url(`orders/${second2.id}/perform`), {
        performedOn: today,
        lines: [{ lineNo: 1, done: false, note: '硬盘空间不足' }],
        signature: drawn('赵工'),
      }),
    );
    expect((await application(undone)).state).toBe('notCompleted');
    const orderIds = orders
      .map((order: { id: string }) => order.id)
      .filter((id: string) => id !== second2.id);
    const signature = drawn('赵工');
    await ok(
      technician.post(url('orders/perform-many'), { orderIds, performedOn: today, signature }),
    );
    await ok((await world.as('钱主管')).put(url('order-settings'), { bulkConfirmation: true }));
    for (const who of ['王主任', '周科长'] as const) {
      const head = await world.as(who);
      await ok(head.post(url('orders/confirm-many'), { orderIds, signature: drawn(who) }));
    }
    expect((await application(done)).state).toBe('recorded');
    expect(await get(made.id)).toMatchObject({ computers: COMPUTERS, recorded: 50 });

    const entries = await pairs();
    expect(entries.length).toBe(2 * (COMPUTERS - 1));
    const groups = Map.groupBy(entries, (entry) => entry.groupId);
    expect(groups.size).toBe(COMPUTERS - 1);
    for (const pair of groups.values()) {
      expect(
        pair.map((entry) => `${entry.kind} ${entry.softwareNo} ${entry.version}`).sort(),
      ).toEqual(['install S2 13', 'uninstall S1 12']);
      expect(new Set(pair.map((entry) => entry.deviceId)).size).toBe(1);
    }
    expect(await counts()).toEqual({ S1: 66 - 50, S2: 50 });
    await campaign(campaignId, 'close', { opinion: '一台未完成，另行处理' });
    expect(await get(made.id)).toMatchObject({
      state: 'closed',
      applications: [{ outcome: 'recorded' }, { outcome: 'notCompleted' }],
    });
    expect((await ok((await world.as('钱主管')).get(url('ledger/verify')))).ok).toBe(true);
  }, 60_000);

  type Entry = {
    kind: string;
    softwareNo: string;
    version: string;
    groupId: string;
    deviceId: string;
  };
  /** Entries written by orders. */
  async function pairs(): Promise<Entry[]> {
    const manager = await world.as('钱主管');
    const entries = await ok(manager.get(url('entries?cause=upgrade&limit=500')));
    return entries.items;
  }

  async function counts() {
    const manager = await world.as('钱主管');
    const form7 = await ok(manager.get(url('forms/7?format=json')));
    const sheetOf = async (no: 'S1' | 'S2') =>
      (await ok(manager.get(url(`forms/9?software=${world.software(no)}&format=json`)))).sheets[0];
    const found: Record<string, number> = {};
    for (const no of ['S1', 'S2'] as const) {
      const line = form7.lines.find((one: { softwareNo: string }) => one.softwareNo === no);
      const { events } = await sheetOf(no);
      // The running count at the end of the sheet is what form 7 says.
      expect(events.at(-1).installedQuantity).toBe(line.installedQuantity);
      expect(
        events.every((one: { eventType: string }) => no === 'S1' || one.eventType === 'install'),
      ).toBe(true);
      found[no] = line.installedQuantity;
    }
    return found;
  }
});

describe('what is refused', () => {
  test('sending in without a section, without computers, or without licences', async () => {
    const bare = await create({ risks: '', scope: { computerNos: ['C52'] } });
    const answer = await act(bare.id, 'submit');
    expect([answer.status, answer.body.code, answer.body.path]).toEqual([
      422,
      'installation.sectionEmpty',
      'body.risks',
    ]);
    const nowhere = await create({ scope: { computerNos: ['C70'] } });
    expect(await refused(act(nowhere.id, 'submit'))).toBe('409 installation.schemeUnsound');
    const poor = await create({ scope: { computerNos: numbers(52, 66) } });
    const short = await act(poor.id, 'submit');
    expect(short.body.message).toContain('还缺 5 个');
    const wrong = await create({ version: '99', scope: { computerNos: ['C52'] } });
    expect((await act(wrong.id, 'submit')).body.message).toContain('版本 99 不在 S2 的可使用版本');
    for (const { id } of [bare, nowhere, poor, wrong]) {
      expect((await get(id)).state).toBe('drafting');
    }
  });

  test('a request outside the range, in two schemes, or not collected', async () => {
    const id = await request('李四', 'C52');
    const outside = await create({ scope: { computerNos: ['C53'] }, applicationIds: [id] });
    expect((await act(outside.id, 'submit')).body.message).toContain('不在升级范围内');
    expect(
      await refused(
        (await world.as('钱主管')).post(url('upgrades'), draft({ applicationIds: [id] })),
      ),
    ).toBe('409 installation.inOtherScheme');
    await ok(act(outside.id, 'cancel', { reason: '重做' }));
    const takers = await Promise.all(
      ['钱主管', '冯主管'].map(async (who) =>
        (await world.as(who as Name)).post(url('upgrades'), draft({ applicationIds: [id] })),
      ),
    );
    expect(takers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const taker = takers.find((answer) => answer.status === 200)!.body;
    await ok(act(taker.id, 'cancel', { reason: '不再需要' }));
    expect(
      (await ok((await world.as('钱主管')).get(url('upgrade-requests')))).items.map(
        (one: { id: string }) => one.id,
      ),
    ).toEqual([id]);
  });

  test('whoever wrote it does not approve it, whoever is not of the leading group neither', async () => {
    const both = await world.anew('孙局长', ['staff', 'itManager', 'committeeHead']);
    const made = await ok(both.post(url('upgrades'), draft({ scope: { computerNos: ['C53'] } })));
    await ok(both.post(url(`upgrades/${made.id}/submit`)));
    expect(await refused(both.post(url(`upgrades/${made.id}/approve`)))).toBe(
      '403 installation.ownScheme',
    );
    // Nor from another account of the same person.
    expect(await refused(act(made.id, 'approve', {}, '孙局长'))).toBe('403 installation.ownScheme');
    expect(await refused(act(made.id, 'approve', {}, '冯主管'))).toBe('403 platform.forbidden');
    expect(await refused(act(made.id, 'return', { opinion: '' }, '陈副局长'))).toMatch(/^422/);
    expect((await ok(act(made.id, 'return', { opinion: '风险不清' }, '陈副局长'))).state).toBe(
      'returned',
    );
    expect(await refused(act(made.id, 'approve', {}, '陈副局长'))).toBe('409 workflow.moved');
    const change = draft({ scope: { computerNos: ['C53'] }, risks: '模板、宏均已测试' });
    const manager = await world.as('钱主管');
    await ok(manager.put(url(`upgrades/${made.id}`), change));
    await ok(act(made.id, 'submit'));
    expect(await refused(manager.put(url(`upgrades/${made.id}`), change))).toBe(
      '409 workflow.moved',
    );
    const approved = await ok(act(made.id, 'approve', { opinion: '可以' }, '陈副局长'));
    expect(approved.may).toEqual([]);
    expect(approved.steps.map((step: { action: string }) => step.action)).toEqual([
      'create',
      'submit',
      'return',
      'submit',
      'approve',
    ]);
    await ok(act(made.id, 'cancel', { reason: '试验结束' }));
    const ended = await ok(manager.get(url(`campaigns/${approved.campaignId}`)));
    expect(ended.state).toBe('cancelled');
  });

  test('after approval only a correction with a reason', async () => {
    const made = await create({ scope: { computerNos: ['C54'] } });
    expect(await refused(act(made.id, 'correct', { reason: '笔误', title: '新' }))).toBe(
      '409 workflow.moved',
    );
    await ok(act(made.id, 'submit'));
    await ok(act(made.id, 'approve', {}, '孙局长'));
    expect(await refused(act(made.id, 'correct', { title: '新' }))).toMatch(/^422/);
    expect(await refused(act(made.id, 'correct', { reason: '无' }))).toBe(
      '422 installation.nothingChanged',
    );
    const corrected = await ok(
      act(made.id, 'correct', { reason: '笔误', title: '甲办公统一升级' }),
    );
    expect([corrected.title, corrected.state]).toEqual(['甲办公统一升级', 'approved']);
    expect(corrected.steps.at(-1)).toMatchObject({ action: 'correct', opinion: '笔误' });
    await ok(act(made.id, 'cancel', { reason: '结束' }));
  });
});

describe('requests not carried out', () => {
  test('go back to waiting when the scheme is closed or cancelled, and may enter another', async () => {
    const [waiting] = (await ok((await world.as('钱主管')).get(url('upgrade-requests')))).items;
    const scope = { computerNos: ['C52', 'C55'] };
    const first = await executed({ scope, applicationIds: [waiting.id] });
    await campaign(first.campaignId, 'close', { opinion: '到期', cancelOpen: true });
    expect(await get(first.id)).toMatchObject({
      state: 'closed',
      applications: [{ outcome: 'released', state: 'collected' }],
    });
    const second = await executed({ scope, applicationIds: [waiting.id] });
    expect((await application(waiting.id)).state).toBe('inScheme');
    const twice = await Promise.all([
      act(second.id, 'cancel', { reason: '改期' }),
      act(second.id, 'cancel', { reason: '改期' }),
    ]);
    expect(twice.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await application(waiting.id)).state).toBe('collected');
    const orders = await ordersOf(second.campaignId);
    expect(new Set(orders.map((order: { state: string }) => order.state))).toEqual(
      new Set(['cancelled']),
    );
    expect((await get(first.id)).applications[0].outcome).toBe('released');
  });

  test('a retried draft is one draft', async () => {
    const manager = await world.as('钱主管');
    const body = { ...draft({ title: '重试' }), idempotencyKey: 'upgrade-retry-1' };
    const made = await Promise.all([
      manager.post(url('upgrades'), body),
      manager.post(url('upgrades'), body),
    ]);
    expect(new Set(made.map((answer) => answer.body.id)).size).toBe(1);
  });
});
