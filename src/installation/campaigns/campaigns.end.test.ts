/** A campaign too large to be ended in one command: in parts, broken off, gone on with, and each person told once. */
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { jobHands } from '../../../test/jobHands.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { cancelCampaign, closeCampaign } from './commands.end.ts';
import { AT_ONCE } from './commands.ts';
import { endCampaignJob, issueOrdersJob } from './jobs.ts';

let world: Office;
const COMPUTERS = 620;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

beforeAll(async () => {
  const holders = [...Array(COMPUTERS)].map((_, at): Name => (at % 2 ? '张三' : '吴会计'));
  world = await office(await testApp(), holders);
}, 60_000);

const manager = () => world.as('钱主管');
const act = async (id: string, action: string, body: object = {}) =>
  (await manager()).post(url(`campaigns/${id}/${action}`), body);
const get = async (id: string) => ok((await manager()).get(url(`campaigns/${id}`)));
const sql = async (text: string, values: unknown[] = []) =>
  (await world.app.database.pool.query(text, values)).rows;
const hands = () => jobHands(world.app);
const quiet = async () => {};
const becomes = (id: string, state: string) =>
  expect.poll(async () => (await get(id)).state, { timeout: 30_000, interval: 200 }).toBe(state);
const byState = (id: string) =>
  sql(
    `select state, count(*)::int as n from installation_order where origin_id = $1
     group by 1 order by 1`,
    [id],
  );

/** Being carried out, with an order for every computer. */
async function running(): Promise<string> {
  const body = {
    title: '统一安装',
    kind: 'install',
    softwareId: world.software('S4'),
    version: '8',
    reason: '年度部署',
    technicianPersonId: world.person('赵工'),
    scope: {},
  };
  const { id } = await ok((await manager()).post(url('campaigns'), body));
  await ok(act(id, 'notify'));
  await ok(act(id, 'execute'));
  await issueOrdersJob.run(hands(), { campaignId: id }, quiet);
  return id;
}

const toldOf = (name: Name) =>
  sql(
    `select sentence, params->>'n' as n, link from platform_notice
     where person_id = $1 and sentence like '%取消%' order by id`,
    [world.person(name)],
  );

describe('closing', () => {
  test('in parts, broken off and gone on with; what is signed meanwhile stays', async () => {
    const id = await running();
    const ids = (await sql('select id from installation_order where origin_id = $1', [id])).map(
      (row) => row.id as string,
    );
    const reported = ids.slice(-2);
    const technician = await world.as('赵工');
    const work = { orderIds: reported, performedOn: today, signature: drawn('赵工') };
    await ok(technician.post(url('orders/perform-many'), work));
    expect(await refused(act(id, 'close', { opinion: '到期' }))).toBe(
      '409 installation.campaignOpen',
    );
    const { waiting } = await hands().write((cx) =>
      closeCampaign(cx, id, { cancelOpen: true, opinion: '到期' }),
    );
    expect(waiting).toBe(COMPUTERS);
    expect(await get(id)).toMatchObject({ state: 'closing', failed: 0, may: ['finish'] });

    const stopped = endCampaignJob.run(hands(), { campaignId: id }, async () => {
      throw new Error('the machine stopped');
    });
    await expect(stopped).rejects.toThrow('the machine stopped');
    expect((await get(id)).failed).toBe(AT_ONCE);
    const [left] = await sql(
      `select id from installation_order where origin_id = $1 and state = 'assigned' limit 1`,
      [id],
    );
    const signed = { orderIds: [left.id], performedOn: today, signature: drawn('赵工') };
    await ok(technician.post(url('orders/perform-many'), signed));
    await ok((await manager()).put(url('order-settings'), { bulkConfirmation: true }));
    const heads = [await world.as('王主任'), await world.as('周科长')];
    const confirmed = await Promise.all(
      heads.map(async (head, at) => {
        const name = at ? '周科长' : '王主任';
        const confirm = { orderIds: [left.id], signature: drawn(name) };
        return (await ok(head.post(url('orders/confirm-many'), confirm))).done as number;
      }),
    );
    expect(confirmed.sort()).toEqual([0, 1]);

    // Pressed twice on the page: two jobs, one end.
    await Promise.all([ok(act(id, 'finish')), ok(act(id, 'finish'))]);
    await becomes(id, 'closed');
    expect(await byState(id)).toEqual([
      { state: 'cancelled', n: COMPUTERS - 1 },
      { state: 'recorded', n: 1 },
    ]);
    const done = await get(id);
    expect(done).toMatchObject({ recorded: 1, failed: COMPUTERS - 1 });
    expect(done.steps.map((step: { action: string }) => step.action).slice(-2)).toEqual([
      'close',
      'finish',
    ]);
    expect(await refused(act(id, 'finish'))).toBe('409 installation.notEnding');
    const reasons = await sql(
      `select distinct s.opinion from platform_step s join installation_order o on o.id = s.object_id
       where s.action = 'cancel' and o.origin_id = $1`,
      [id],
    );
    expect(reasons).toEqual([{ opinion: '到期' }]);
    expect(await toldOf('赵工')).toEqual([
      {
        sentence: '您的 {{n}} 张工作单已取消：{{reason}}',
        n: String(COMPUTERS),
        link: '/orders?state=cancelled',
      },
    ]);
    // Only who had been asked to sign is told that there is nothing to sign.
    const users = [...(await toldOf('张三')), ...(await toldOf('吴会计'))];
    const asked = users.map((one) => Number(one.n ?? 1)).reduce((sum, n) => sum + n, 0);
    expect(asked).toBe(reported.length);
    expect(users.every((one) => one.sentence.includes('无须签字'))).toBe(true);
  }, 120_000);

  test('pressed twice, once; the queue does it', async () => {
    const id = await running();
    const close = () => act(id, 'close', { cancelOpen: true, opinion: '到期' });
    const pressed = await Promise.all([close(), close()]);
    expect(pressed.map((one) => one.status).sort()).toEqual([200, 409]);
    expect(pressed.find((one) => one.status === 200)?.body.state).toBe('closing');
    expect(await refused(act(id, 'remind'))).toBe('409 installation.notExecuting');
    expect(await refused(act(id, 'extend'))).toBe('409 installation.notExecuting');
    await becomes(id, 'closed');
    const [job] = await sql(
      `select state, done, total from platform_job where kind = 'installation.endCampaign'
       order by id desc limit 1`,
    );
    expect(job).toMatchObject({ done: COMPUTERS - 1, total: COMPUTERS - 1 });
  }, 60_000);
});

describe('cancelling', () => {
  test('ends as cancelled, also when the job runs twice at once', async () => {
    const id = await running();
    await hands().write((cx) => cancelCampaign(cx, id, '另行安排'));
    expect((await get(id)).state).toBe('cancelling');
    await Promise.all([
      endCampaignJob.run(hands(), { campaignId: id }, quiet),
      endCampaignJob.run(hands(), { campaignId: id }, quiet),
    ]);
    expect((await get(id)).state).toBe('cancelled');
    expect(await byState(id)).toEqual([{ state: 'cancelled', n: COMPUTERS - 1 }]);
  }, 60_000);
});
