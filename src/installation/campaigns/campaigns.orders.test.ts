/** One order per computer, whatever is pressed twice or breaks off; computers coming in and going out. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { jobHands } from '../../../test/jobHands.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { AT_ONCE, executeCampaign } from './commands.ts';
import { issueOrdersJob } from './jobs.ts';

let world: Office;
const COMPUTERS = 620;

beforeAll(async () => {
  const holders = [...Array(COMPUTERS)].map((_, at): Name | null =>
    at === COMPUTERS - 1 ? null : at % 2 ? '张三' : '吴会计',
  );
  world = await office(await testApp(), holders);
}, 60_000);

const manager = () => world.as('钱主管');
const act = async (id: string, action: string, body: object = {}) =>
  (await manager()).post(url(`campaigns/${id}/${action}`), body);
const get = async (id: string) => ok((await manager()).get(url(`campaigns/${id}`)));
const plan = async (scope: object, change: object = {}) =>
  (
    await ok(
      (
        await manager()
      ).post(url('campaigns'), {
        title: '统一安装',
        kind: 'install',
        softwareId: world.software('S4'),
        reason: '年度部署',
        technicianPersonId: world.person('赵工'),
        scope,
        ...change,
      }),
    )
  ).id as string;
const sql = async (text: string, values: unknown[] = []) =>
  (await world.app.database.pool.query(text, values)).rows;
const ordersOf = (id: string) =>
  sql('select id, device_id, state from installation_order where origin_id = $1', [id]);

const hands = () => jobHands(world.app);
/** More than one command cancels: a job does. */
const cancelled = async (id: string) => {
  await ok(act(id, 'cancel', { reason: '另行安排' }));
  await expect.poll(async () => (await get(id)).state, { timeout: 30_000 }).toBe('cancelled');
};

describe('more orders than one command makes', () => {
  test('the job breaks off, runs again, runs twice at once: one order per computer', async () => {
    const id = await plan({});
    await ok(act(id, 'notify'));
    const { waiting } = await hands().write((cx) => executeCampaign(cx, id, []));
    expect(waiting).toBe(COMPUTERS);
    const broken = issueOrdersJob.run(hands(), { campaignId: id }, async () => {
      throw new Error('the machine stopped');
    });
    await expect(broken).rejects.toThrow('the machine stopped');
    expect(await get(id)).toMatchObject({ withoutOrder: COMPUTERS - AT_ONCE });
    const quiet = async () => {};
    await Promise.all([
      issueOrdersJob.run(hands(), { campaignId: id }, quiet),
      issueOrdersJob.run(hands(), { campaignId: id }, quiet),
      act(id, 'extend'),
    ]);
    const orders = await ordersOf(id);
    expect(orders).toHaveLength(COMPUTERS);
    expect(new Set(orders.map((one) => one.device_id)).size).toBe(COMPUTERS);
    expect(await get(id)).toMatchObject({
      withoutOrder: 0,
      newInScope: 0,
      states: [{ state: 'assigned', computers: COMPUTERS }],
    });
    await cancelled(id);
    expect((await get(id)).failed).toBe(COMPUTERS);
    expect((await ordersOf(id)).every((one) => one.state === 'cancelled')).toBe(true);
  }, 60_000);

  test('pressed twice on the page, the queue makes them once', async () => {
    const id = await plan({});
    await ok(act(id, 'notify'));
    const pressed = await Promise.all([act(id, 'execute'), act(id, 'execute')]);
    expect(pressed.map((answer) => answer.status).sort()).toEqual([200, 409]);
    await expect
      .poll(async () => (await get(id)).withoutOrder, { timeout: 30_000, interval: 200 })
      .toBe(0);
    expect(await ordersOf(id)).toHaveLength(COMPUTERS);
    await cancelled(id);
  }, 60_000);
});

describe('computers come and go', () => {
  test('new in the scope, taken in once; single ones out; nobody else touched', async () => {
    const id = await plan({ computerNos: ['C1', 'C2', 'C3'], includeComputerNos: ['C4'] });
    await ok(act(id, 'notify'));
    const out = (...nos: string[]) => ({
      deviceIds: nos.map((no) => world.device(no)),
      reason: '送修',
    });
    await ok(act(id, 'remove', out('C1')));
    await ok(act(id, 'execute'));
    expect((await ordersOf(id)).length).toBe(3);
    await ok(act(id, 'remove', out('C2', 'C1')));
    expect(await refused(act(id, 'remove', out('C2')))).toBe('409 installation.nothingToRemove');
    expect(await get(id)).toMatchObject({ computers: 4, failed: 2, newInScope: 0 });

    await sql(
      `update installation_campaign set scope = jsonb_set(scope, '{computerNos}', '["C1","C3","C5"]') where id = $1`,
      [id],
    );
    expect((await get(id)).newInScope).toBe(1);
    await Promise.all([act(id, 'extend'), act(id, 'extend')]);
    const orders = await ordersOf(id);
    expect(orders).toHaveLength(4);
    expect(new Set(orders.map((one) => one.device_id)).size).toBe(4);
    expect(await get(id)).toMatchObject({ computers: 5, newInScope: 0 });
    expect((await ok(act(id, 'close', { opinion: '其余不做', cancelOpen: true }))).state).toBe(
      'closed',
    );
    expect(await refused(act(id, 'remove', out('C3')))).toBe('409 installation.notExecuting');
  });

  test('licences are counted over everything that is still open', async () => {
    const id = await plan({ computerNos: ['C1', 'C2'] }, { softwareId: world.software('S1') });
    await ok(act(id, 'notify'));
    await ok(act(id, 'execute'));
    await sql(
      `update installation_campaign set scope = jsonb_set(scope, '{computerNos}', '["C1","C2","C3","C4"]') where id = $1`,
      [id],
    );
    const answer = await act(id, 'extend');
    expect([answer.status, answer.body.code]).toEqual([409, 'installation.tooFewLicences']);
    expect(answer.body.message).toContain('需要 4 个，剩余 3 个，还缺 1 个');
    expect(await ordersOf(id)).toHaveLength(2);
    await ok(act(id, 'cancel', { reason: '试验' }));
  });

  test('what others have been promised is not promised again', async () => {
    const nos = (from: number, to: number) =>
      [...Array(to - from + 1)].map((_, at) => `C${from + at}`);
    const of = (no: 'S1' | 'S2', from: number, to: number) =>
      plan({ computerNos: nos(from, to) }, { softwareId: world.software(no) });
    const asked = async (campaign: { from: number; to: number }) =>
      ok(
        (await manager()).post(url('campaigns/preview'), {
          kind: 'install',
          softwareId: world.software('S2'),
          scope: { computerNos: nos(campaign.from, campaign.to) },
        }),
      );
    const first = await of('S2', 101, 140);
    await ok(act(first, 'notify'));
    const told = { licencesLeft: 60, licencesPromised: 40, licencesMissing: 10 };
    expect(await asked({ from: 201, to: 230 })).toMatchObject(told);
    // Told or ordered, a computer needs its licence once.
    await ok(act(first, 'execute'));
    expect(await asked({ from: 201, to: 230 })).toMatchObject(told);
    const tooMany = await of('S2', 201, 230);
    const answer = await act(tooMany, 'notify');
    expect([answer.status, answer.body.code]).toEqual([409, 'installation.tooFewLicences']);
    expect(answer.body.message).toContain(
      '需要 30 个，剩余 60 个，其中 40 个已答应给其他申请和工作单，还缺 10 个',
    );
    const fitting = await of('S2', 201, 220);
    await ok(act(fitting, 'notify'));
    // Its own orders are no others: the first one is not in its own way.
    await ok(act(first, 'extend'));
    const two = [await of('S1', 101, 102), await of('S1', 103, 104)];
    const answers = await Promise.all(two.map((id) => act(id, 'notify')));
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    for (const id of [first, tooMany, fitting, ...two]) {
      await ok(act(id, 'cancel', { reason: '试验' }));
    }
    expect(await asked({ from: 201, to: 230 })).toMatchObject({ licencesPromised: 0 });
  }, 60_000);

  test('reasons to leave one out: retired, idle, nobody responsible, an open order', async () => {
    const id = await plan({ computerNos: ['C10'] });
    await ok(act(id, 'notify'));
    await ok(act(id, 'execute'));
    await sql(
      `update ledgers_device set status = 'scrapped', retired_on = '2026-01-01' where computer_no = 'C11'`,
    );
    await sql(`update ledgers_device set status = 'idle' where computer_no = 'C12'`);
    await sql(`delete from ledgers_assignment where device_id = $1`, [world.device('C13')]);
    const asked = {
      kind: 'install',
      softwareId: world.software('S4'),
      scope: { computerNos: ['C10', 'C11', 'C12', 'C13', 'C14'] },
    };
    const preview = await ok((await manager()).post(url('campaigns/preview'), asked));
    expect(preview.computers).toBe(1);
    expect(
      preview.excluded.map((one: { reason: string; examples: string[] }) => [
        one.reason,
        ...one.examples,
      ]),
    ).toEqual([
      ['retired', 'C11'],
      ['notInUse', 'C12'],
      ['noHolder', 'C13'],
      ['openOrder', 'C10'],
    ]);
    await ok(act(id, 'cancel', { reason: '试验' }));
  });

  test('a technician per department; a reminder reaches each once and once a day', async () => {
    const id = await plan({ computerNos: ['C20', 'C21', 'C22'] });
    await ok(act(id, 'notify'));
    const technicians = [
      { departmentId: world.department('财务科'), technicianPersonId: world.person('郑工') },
    ];
    await ok(act(id, 'execute', { technicians }));
    const rows = await sql(
      `select technician_name as name, count(*)::int as n from installation_order where origin_id = $1
       group by 1 order by 2`,
      [id],
    );
    expect(rows).toEqual([
      { name: '郑工', n: 1 },
      { name: '赵工', n: 2 },
    ]);
    const answers = await Promise.all([act(id, 'remind'), act(id, 'remind')]);
    expect(answers.map((one) => one.status).sort()).toEqual([200, 409]);
    // Two technicians, two heads.
    expect(answers.find((one) => one.status === 200)?.body).toEqual({ told: 4 });
    const sheet = await (await manager()).get(url(`campaigns/${id}/devices/export`));
    expect([sheet.status, sheet.payload.subarray(0, 2).toString()]).toEqual([200, 'PK']);
    const text = 'C20\nC99';
    const list = await (await manager()).upload(url('campaigns/computer-list'), {
      name: '清单.csv',
      content: `计算机编号\n${text}\n`,
    });
    expect(list.body).toEqual({ computerNos: ['C20', 'C99'] });
    await ok(act(id, 'cancel', { reason: '试验' }));
  });
});
