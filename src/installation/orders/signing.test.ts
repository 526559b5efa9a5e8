/** Ways of signing, over HTTP: password, scan, on the technician's screen; what is read is written down; many by a list. */
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { hashPassword } from '../../platform/auth/passwords.ts';
import { createOrders } from './commands.ts';
import type { OrderDraft } from './shapes.ts';

let world: Office;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const PASSWORD = 'Xk7!signing';

/** C5 is shared; C6 is the technician's own; the rest are 张三's. */
beforeAll(async () => {
  const holders = [...Array(16)].map((_, at) => (at === 4 ? null : at === 5 ? '赵工' : '张三'));
  world = await office(await testApp(), holders as Name[]);
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

const post = async (who: Name, path: string, body: object = {}) =>
  (await world.as(who)).post(url(path), body);
const perform = (id: string, signature: object = drawn('赵工'), who: Name = '赵工') =>
  post(who, `orders/${id}/perform`, {
    performedOn: today,
    lines: [{ lineNo: 1, done: true, note: '' }],
    signature,
  });
const collect = (id: string, body: object) => post('赵工', `orders/${id}/collect-signature`, body);
const state = async (id: string) =>
  (await ok((await world.as('钱主管')).get(url(`orders/${id}`)))).state;
const entries = async (computerNo: string) =>
  (await ok((await world.as('钱主管')).get(url(`entries?device=${world.device(computerNo)}`))))
    .items;
const audited = async (action: string, objectId: string) => {
  const found = await world.app.database.pool.query(
    'select count(*)::int as n from platform_audit where action = $1 and object_id = $2',
    [action, objectId],
  );
  return found.rows[0].n as number;
};

async function scan(): Promise<{ kind: 'scan'; fileId: string }> {
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  const technician = await world.as('赵工');
  const sent = await ok(
    technician.upload(url('signature-scans'), { name: '确认单.pdf', content: pdf }),
  );
  return { kind: 'scan', fileId: sent.fileId };
}

test('the user’s own password signs; wrong ones are counted, lock, and sign nothing', async () => {
  const id = await make('C1');
  await ok(perform(id));
  const { accountId } = await world.as('张三');
  const hash = await hashPassword(PASSWORD);
  await world.app.database.write(async (tx) => {
    await sql`update platform_account set password_hash = ${hash} where id = ${accountId}`.execute(
      tx,
    );
    await sql`insert into platform_login_name (login_name, account_id)
      select lower(user_name), id from platform_account where id = ${accountId}`.execute(tx);
  });
  const sign = (password: string) =>
    post('张三', `orders/${id}/sign`, { signature: { kind: 'password', password } });
  const wrong = await sign('wrong');
  expect([wrong.status, wrong.body.code, wrong.body.path]).toEqual([
    422,
    'platform.passwordNotConfirmed',
    'body.signature.password',
  ]);
  expect(await state(id)).toBe('awaitingConfirmation');
  for (let attempt = 0; attempt < 4; attempt++) await sign('wrong');
  expect(await refused(sign(PASSWORD))).toBe('422 platform.passwordNotConfirmed');
  await world.app.database.pool.query(
    'update platform_account set failed_attempts = 0, locked_until = null where id = $1',
    [accountId],
  );
  const signed = await ok(sign(PASSWORD));
  expect(signed.state).toBe('recorded');
  expect(signed.signatures[1]).toMatchObject({ kind: 'password', capturedBy: null });
});

test('the scan of the signed paper stands for the user, and says who brought it', async () => {
  const id = await make('C2');
  await ok(perform(id));
  const signed = await ok(collect(id, { signature: await scan() }));
  expect(signed.state).toBe('recorded');
  expect(signed.signatures[1]).toMatchObject({ kind: 'scan', personName: '张三' });
  expect(signed.steps.at(-1)).toMatchObject({ action: 'sign', onBehalfOf: '张三' });
  expect(signed.signatures[1].capturedBy).toContain('itTechnician');
  expect(await entries('C2')).toHaveLength(1);
});

test('the technician takes the user’s signature, not a colleague’s and not his own', async () => {
  const id = await make('C3');
  await ok(perform(id));
  for (const name of ['李四', '赵工'] as const) {
    const body = { personId: world.person(name), signature: drawn(name) };
    expect(await refused(collect(id, body))).toBe('422 installation.notTheSigner');
  }
  expect(await state(id)).toBe('awaitingConfirmation');
});

test('a shared computer: somebody is named, never who did the work', async () => {
  const id = await make('C5');
  await ok(perform(id));
  const nameless = await collect(id, { signature: drawn('李四') });
  expect([nameless.status, nameless.body.path]).toEqual([422, 'body.personId']);
  const own = { personId: world.person('赵工'), signature: drawn('赵工') };
  expect(await refused(collect(id, own))).toBe('422 installation.notTheSigner');
  const named = { personId: world.person('李四'), signature: drawn('李四') };
  expect(await ok(collect(id, named))).toMatchObject({ state: 'recorded', sameSigner: false });
});

test('who confirmed a shared computer as its head does not report the work as well', async () => {
  const id = await make('C5');
  await ok(post('王主任', `orders/${id}/sign`, { signature: drawn('王主任') }));
  const both = await world.anew('王主任', ['staff', 'deptHead', 'itTechnician']);
  await ok(
    post('钱主管', 'orders/assign', {
      orderIds: [id],
      technicianPersonId: world.person('王主任'),
    }),
  );
  const body = {
    performedOn: today,
    lines: [{ lineNo: 1, done: true, note: '' }],
    signature: drawn('王主任'),
  };
  expect(await refused(both.post(url(`orders/${id}/perform`), body))).toBe(
    '409 installation.ownWork',
  );
});

test('the shared computer waits for its head in his list and his to-dos', async () => {
  const id = await make('C5');
  await ok(perform(id));
  const ids = async (who: Name) =>
    (await ok((await world.as(who)).get(url('orders?toSign=true')))).items.map(
      (one: { id: string }) => one.id,
    );
  expect(await ids('王主任')).toContain(id);
  expect(await ids('周科长')).not.toContain(id);
  expect(await ids('张三')).not.toContain(id);
});

test('an answer that was lost: the same request again signs and records nothing twice', async () => {
  const id = await make('C7');
  await ok(perform(id));
  const again = () => post('张三', `orders/${id}/sign`, { signature: drawn('张三') });
  await ok(again());
  const second = await again();
  expect([second.status, second.body.code]).toEqual([409, 'workflow.moved']);
  expect(await refused(perform(id))).toBe('409 workflow.moved');
  expect(await entries('C7')).toHaveLength(1);
});

test('a drawn signature is shown to both signers freely, to others with a line in the audit log', async () => {
  const id = await make('C8');
  const { signatures } = await ok(perform(id));
  await ok(post('张三', `orders/${id}/sign`, { signature: drawn('张三') }));
  const image = url(`orders/${id}/signatures/${signatures[0].id}`);
  for (const name of ['张三', '赵工'] as const) {
    const seen = await (await world.as(name)).get(image);
    expect([seen.status, seen.headers['cache-control']]).toEqual([200, 'private, no-store']);
  }
  expect(await audited('order.readSignature', id)).toBe(0);
  expect((await (await world.as('钱主管')).get(image)).status).toBe(200);
  expect((await (await world.as('李四')).get(image)).status).toBe(404);
  expect(await audited('order.readSignature', id)).toBe(1);
});

test('serial numbers are the technician’s while he works, written down, and nobody else’s', async () => {
  const id = await make('C9');
  const serials = (who: Name) => post(who, `orders/${id}/serials`);
  expect((await ok(serials('赵工'))).items).toMatchObject([{ softwareNo: 'S2' }]);
  expect(await refused(serials('郑工'))).toBe('403 installation.notYourOrder');
  expect((await serials('张三')).status).toBe(403);
  await ok(perform(id));
  expect(await refused(serials('赵工'))).toBe('409 installation.serialsClosed');
});

test('technicians are offered with what they have to do', async () => {
  const { items } = await ok((await world.as('钱主管')).get(url('technicians')));
  const names = items.map((one: { name: string }) => one.name);
  expect(names).toEqual(expect.arrayContaining(['赵工', '郑工']));
  expect(names).not.toContain('张三');
  const id = await make('C10');
  const after = await ok((await world.as('钱主管')).get(url('technicians')));
  const open = (list: { name: string; open: number }[]) =>
    list.find((one) => one.name === '赵工')!.open;
  expect(open(after.items)).toBe(open(items) + 1);
  await ok(post('钱主管', `orders/${id}/cancel`, { reason: '不再需要' }));
  expect((await (await world.as('张三')).get(url('technicians'))).status).toBe(403);
});

test('a signed list confirms many; each that cannot be is told with its reason', async () => {
  const ids = [await make('C11'), await make('C12'), await make('C13'), await make('C5')];
  const others = await make('C14', { technicianPersonId: world.person('郑工') });
  for (const id of [ids[0]!, ids[1]!, ids[3]!]) await ok(perform(id));
  await ok(perform(others, drawn('郑工'), '郑工'));
  const paper = await scan();
  const confirm = (signature: object = paper) =>
    post('赵工', 'orders/confirm-many-by-scan', { orderIds: [...ids, others], signature });
  expect(await refused(confirm())).toBe('409 installation.noBulk');
  await ok((await world.as('钱主管')).put(url('order-settings'), { bulkConfirmation: true }));
  expect(await refused(confirm(drawn('赵工')))).toBe('422 installation.scanNeeded');
  const result = await ok(confirm());
  expect(result.done).toBe(2);
  const reasons = new Map(
    result.refused.map((one: { orderId: string; message: string }) => [one.orderId, one.message]),
  );
  expect(reasons.get(ids[2]!)).toBe('安装维护人尚未填报');
  expect(reasons.get(ids[3]!)).toBe('公用计算机请写明由谁签字确认');
  expect(reasons.get(others)).toBe('已安排给其他安装维护人');
  expect(await entries('C11')).toHaveLength(1);
});

test('ten bulk confirmations of the same orders at once record each once', async () => {
  const ids = [await make('C15'), await make('C16')];
  for (const id of ids) await ok(perform(id));
  await ok((await world.as('钱主管')).put(url('order-settings'), { bulkConfirmation: true }));
  const answers = await Promise.all(
    [...Array(10)].map(() =>
      ok(post('王主任', 'orders/confirm-many', { orderIds: ids, signature: drawn('王主任') })),
    ),
  );
  expect(answers.reduce((sum, one) => sum + one.done, 0)).toBe(2);
  expect([...(await entries('C15')), ...(await entries('C16'))]).toHaveLength(2);
  const report = await ok((await world.as('钱主管')).get(url('ledger/verify')));
  expect(report).toMatchObject({ ok: true, problems: [] });
});
