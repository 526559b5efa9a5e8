/** Notices with a real SMTP server and real HTTP receivers: gathered, sent once, retried, never when rolled back. */
import { createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { drawn, type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { startNoticeFollower } from './follower.ts';
import { type NoticeDraft, notify } from './notify.ts';
import { dueAt, hookRequest, retryAt } from './rules.ts';

const PASSWORD = 'mail-secret';
let world: Office;
let smtpPort: number;
let refuseMails = false;
const mails: { to: string[]; text: string }[] = [];

const smtp = new SMTPServer({
  authOptional: false,
  allowInsecureAuth: true,
  disabledCommands: ['STARTTLS'],
  onAuth: (auth, _session, done) =>
    auth.password === PASSWORD
      ? done(null, { user: auth.username })
      : done(new Error('535 wrong password')),
  onRcptTo: (_address, _session, done) =>
    refuseMails ? done(Object.assign(new Error('mailbox busy'), { responseCode: 450 })) : done(),
  onData(stream, session, done) {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('end', () => {
      mails.push({
        to: session.envelope.rcptTo.map((one) => one.address),
        text: Buffer.concat(chunks).toString('utf8'),
      });
      done();
    });
  },
});

type Received = { path: string; headers: IncomingMessage['headers']; body: string };
const received: Received[] = [];
let answer = { status: 200, body: '{"errcode":0,"code":0}' };
const receiver: Server = createServer((request, reply) => {
  let body = '';
  request.on('data', (chunk) => {
    body += chunk;
  });
  request.on('end', () => {
    received.push({ path: request.url ?? '', headers: request.headers, body });
    reply.writeHead(answer.status, { location: '/elsewhere' }).end(answer.body);
  });
});

beforeAll(async () => {
  world = await office(await testApp());
  smtpPort = await new Promise((resolve) => {
    const server = smtp.listen(0, '127.0.0.1', () =>
      resolve((server.address() as AddressInfo).port),
    );
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const manager = await world.as('钱主管');
  await ok(manager.put(url('notice-settings/mail'), mailSettings()));
});
afterAll(async () => {
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
  receiver.closeAllConnections();
  await new Promise<void>((resolve) => receiver.close(() => resolve()));
});

const mailSettings = (change: object = {}) => ({
  enabled: true,
  host: '127.0.0.1',
  port: smtpPort,
  tls: 'none',
  userName: 'zhengce',
  password: PASSWORD,
  sender: 'zhengce@office.test',
  publicAddress: 'https://zc.office.test',
  ...change,
});
const draft = (who: Name, change: Partial<NoticeDraft> = {}): NoticeDraft => ({
  to: [{ personId: world.person(who) }],
  kind: 'application',
  sentence: '您的安装维护申请 {{no}} 已办结',
  params: { no: 'SQ1' },
  link: '/applications/1',
  ...change,
});
const tell = (drafts: NoticeDraft[]) =>
  world.app.database.write((tx) => notify(testContext(tx, world.app.unitId), drafts));
const later = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const drain = (minutes = 0) => world.app.services.notices.drain(later(minutes));
const hookUrl = (path = '/robot') =>
  `http://127.0.0.1:${(receiver.address() as AddressInfo).port}${path}`;

test('a hundred notices to one person are one mail, and another person gets his own', async () => {
  await tell([...Array(100)].map((_, at) => draft('张三', { params: { no: `SQ${at}` } })));
  await tell([draft('李四', { sentence: '<b>{{no}}</b> & 其他', params: { no: 'X' } })]);
  expect(await drain()).toBe(0);
  expect(await drain(11)).toBe(2);
  expect(mails.map((mail) => mail.to).sort()).toEqual([['p100@office.test'], ['p101@office.test']]);
  expect(await drain(30)).toBe(0);
  const one = mails.find((mail) => mail.to[0] === 'p101@office.test')!;
  const html = one.text.slice(one.text.indexOf('text/html'));
  expect(html).toContain('&lt;b&gt;X&lt;/b&gt; &amp;');
  expect(html).not.toContain('<b>X</b>');
});

test('what is rolled back is never sent, and inbox and count follow the reader', async () => {
  mails.length = 0;
  const work = world.app.database.write(async (tx) => {
    await notify(testContext(tx, world.app.unitId), [draft('王主任')]);
    throw new Error('rolled back');
  });
  await expect(work).rejects.toThrow('rolled back');
  expect(await drain(30)).toBe(0);
  const zhang = await world.as('张三');
  expect((await ok(zhang.get(url('notice-count')))).unread).toBe(100);
  const page = await ok(zhang.get(url('notices?limit=10')));
  expect(page.items[0]).toMatchObject({ read: false, link: '/applications/1' });
  const english = await zhang.get(url('notices?limit=1'), { 'accept-language': 'en' });
  expect(english.body.items[0].text).toMatch(/^Your application SQ\d+ is finished$/);
  expect(await ok(zhang.post(url('notices/read'), { ids: [page.items[0].id] }))).toEqual({
    read: 1,
  });
  expect(await ok(zhang.post(url('notices/read'), {}))).toEqual({ read: 99 });
  const other = await world.as('李四');
  expect((await ok(other.get(url('notices')))).items).toHaveLength(1);
});

test('people choose: at once, never, every morning', async () => {
  mails.length = 0;
  const modes = async (who: Name, mode: string) => {
    const client = await world.as(who);
    const { modes: before } = await ok(client.get(url('notice-preferences')));
    const changed = Object.fromEntries(Object.keys(before).map((kind) => [kind, mode]));
    await ok(client.put(url('notice-preferences'), { modes: changed }));
  };
  await modes('张三', 'now');
  await modes('李四', 'never');
  await tell([draft('张三'), draft('李四')]);
  expect(await drain()).toBe(1);
  expect(mails[0]!.to).toEqual(['p100@office.test']);
  expect(dueAt('daily', new Date('2026-11-26T01:00:00Z'))?.toISOString()).toBe(
    '2026-11-27T00:30:00.000Z',
  );
  expect(dueAt('daily', new Date('2026-11-26T00:10:00Z'))?.toISOString()).toBe(
    '2026-11-26T00:30:00.000Z',
  );
});

test('a refused mail is tried again, told on the settings page, and given up after a day', async () => {
  mails.length = 0;
  refuseMails = true;
  await tell([draft('张三')]);
  expect(await drain()).toBe(0);
  const manager = await world.as('钱主管');
  const shown = await ok(manager.get(url('notice-settings')));
  expect(shown.failures[0]).toMatchObject({ to: '张三', error: expect.stringContaining('450') });
  refuseMails = false;
  expect(await drain(2)).toBe(1);
  const start = new Date('2026-01-01T00:00:00Z');
  expect(retryAt(9, start, new Date('2026-01-02T00:00:01Z'))).toBeUndefined();
});

test('two followers send nothing twice', async () => {
  mails.length = 0;
  await tell((['张三', '王主任', '周科长', '吴会计', '赵工'] as const).map((who) => draft(who)));
  const { database } = world.app;
  const { directory } = await import('../../organisation/index.ts');
  const other = startNoticeFollower(database, directory, () => {});
  await drain();
  await Promise.all([drain(20), other.drain(later(20)), drain(20), other.drain(later(20))]);
  await other.stop();
  expect(mails.map((mail) => mail.to[0]).sort()).toEqual([
    'p100@office.test',
    'p102@office.test',
    'p103@office.test',
    'p104@office.test',
    'p107@office.test',
  ]);
});

describe('the settings', () => {
  test('never give the password back, and say what the server answered', async () => {
    const manager = await world.as('钱主管');
    const shown = await manager.get(url('notice-settings'));
    expect(shown.payload.toString()).not.toContain(PASSWORD);
    expect(shown.body.mail).toMatchObject({ hasPassword: true, host: '127.0.0.1' });
    expect(
      (await ok(manager.post(url('notice-settings/test-mail'), { to: 'a@office.test' }))).answer,
    ).toContain('250');
    await ok(manager.put(url('notice-settings/mail'), mailSettings({ password: 'wrong-one' })));
    const wrong = await manager.post(url('notice-settings/test-mail'), { to: 'a@office.test' });
    expect([wrong.status, wrong.body.code]).toEqual([409, 'platform.mailRefused']);
    expect(wrong.body.message).not.toContain('wrong-one');
    await ok(manager.put(url('notice-settings/mail'), mailSettings()));
    expect(await refused((await world.as('张三')).get(url('notice-settings')))).toBe(
      '403 platform.forbidden',
    );
    const { rows } = await world.app.database.pool.query(
      `select value::text as v from platform_setting where key = 'notice.mail' union all select after::text from platform_audit where action like 'notice.%'`,
    );
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
  });

  test('a chat hears of an event once, signed in its own way', async () => {
    const manager = await world.as('钱主管');
    for (const kind of ['json', 'wecom', 'dingtalk', 'feishu']) {
      const hook = {
        name: kind,
        kind,
        url: hookUrl(`/${kind}?key=k`),
        secret: 'hook-secret',
        noticeKinds: ['campaign'],
      };
      await ok(manager.post(url('notice-settings/webhooks'), hook));
    }
    const to = (['张三', '李四', '王主任'] as const).map((who) => ({
      personId: world.person(who),
    }));
    await tell([
      draft('张三', {
        to,
        kind: 'campaign',
        sentence: '统一部署“{{title}}”已取消',
        params: { title: '甲' },
        link: '/campaigns/1',
      }),
    ]);
    await drain();
    expect(received.map((one) => new URL(one.path, 'http://x').pathname).sort()).toEqual([
      '/dingtalk',
      '/feishu',
      '/json',
      '/wecom',
    ]);
    const of = (name: string) => received.find((one) => one.path.startsWith(`/${name}`))!;
    const json = of('json');
    expect(JSON.parse(json.body)).toMatchObject({
      people: 3,
      text: '统一部署“甲”已取消',
      url: 'https://zc.office.test/u/DW/campaigns/1',
    });
    expect(json.headers['x-zhengce-signature']).toBe(
      `sha256=${createHmac('sha256', 'hook-secret').update(json.body).digest('hex')}`,
    );
    expect(JSON.parse(of('wecom').body).text.content).toContain('（涉及 3 人）');
    const ding = new URL(of('dingtalk').path, 'http://x').searchParams;
    const stamp = ding.get('timestamp');
    expect(ding.get('sign')).toBe(
      createHmac('sha256', 'hook-secret').update(`${stamp}\nhook-secret`).digest('base64'),
    );
    const feishu = JSON.parse(of('feishu').body);
    expect(feishu.sign).toBe(
      createHmac('sha256', `${feishu.timestamp}\nhook-secret`).update('').digest('base64'),
    );
    const shown = await manager.get(url('notice-settings'));
    expect(shown.payload.toString()).not.toContain('hook-secret');
    expect(shown.body.webhooks[0]).toMatchObject({ hasSecret: true, lastError: null });
  });

  test('an error in the answer, and a redirect, are failures', async () => {
    const manager = await world.as('钱主管');
    const { webhooks } = await ok(manager.get(url('notice-settings')));
    const wecom = webhooks.find((one: { kind: string }) => one.kind === 'wecom');
    const testing = () => manager.post(url(`notice-settings/webhooks/${wecom.id}/test`));
    answer = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' };
    expect((await testing()).body.message).toContain('93000 invalid webhook url');
    answer = { status: 302, body: '' };
    expect((await testing()).status).toBe(409);
    answer = { status: 200, body: '{"errcode":0}' };
    expect(await ok(testing())).toEqual({ answer: 'OK' });
    expect(
      (await ok(manager.delete(url(`notice-settings/webhooks/${wecom.id}`)))).webhooks,
    ).toHaveLength(3);
  });
});

test('what waits for whom is counted from the records', async () => {
  const zhang = await world.as('张三');
  const titles = async () =>
    (await ok(zhang.get(url('todos')))).items.map((one: { key: string }) => one.key);
  expect(await titles()).toContain('pledge.sign');
  await ok(zhang.post(url('my-pledge'), { textVersion: 1, signature: drawn('张三') }));
  expect(await titles()).not.toContain('pledge.sign');
});

test('a robot’s address keeps what it has', () => {
  const hook = {
    kind: 'dingtalk' as const,
    url: 'https://o.test/send?access_token=t',
    secret: 's',
  };
  const message = { unit: 'U', kind: 'k', text: 't', url: 'u', people: 1, at: '' };
  const request = hookRequest(hook, message, new Date(1_700_000_000_000));
  expect(new URL(request.url).searchParams.get('access_token')).toBe('t');
});
