/**
 * Told by e-mail, signed in, landed: the manager sets the mail server up and tries it, an applicant's request reaches his
 * head's mailbox, and the link in it leads through the sign-in page to the application and from there to a decision.
 */
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, expect } from 'vitest';
import { hashPassword } from '../../src/platform/auth/passwords.ts';
import { withOwner } from '../harness.ts';
import { type Office, office, ok, url } from '../office.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const FIRST = 'Chushi-2026-wang';
const PASSWORD = 'Shenhe-2026-wang';
let journeys: Journeys;
let world: Office;
const mails: { to: string; text: string }[] = [];

const smtp = new SMTPServer({
  disabledCommands: ['STARTTLS'],
  authOptional: true,
  onData(stream, session, done) {
    const parts: Buffer[] = [];
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      const to = session.envelope.rcptTo.map((one) => one.address).join();
      mails.push({ to, text: Buffer.concat(parts).toString('utf8') });
      done();
    });
  },
});

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app, ['张三']);
  await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve));
}, 60_000);
afterAll(() => new Promise<void>((resolve) => smtp.close(() => resolve())));

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/notice-${name}.png`, fullPage: true });
}

const mailTo = (address: string) => mails.find((mail) => mail.to === address);

/** The head's account gets a first password, as the information department gives him one. */
async function withFirstPassword(accountId: string): Promise<string> {
  const hash = await hashPassword(FIRST);
  await withOwner(world.app.database.owner, async (owner) => {
    await owner.query(
      'update platform_account set password_hash = $2, must_change_password = true where id = $1',
      [accountId, hash],
    );
    await owner.query('insert into platform_login_name values ($1, $2)', ['wangzhuren', accountId]);
  });
  return 'wangzhuren';
}

journey(
  'mail is set up and tried on its page',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/notice-settings');
    await page.getByLabel('启用邮件').click();
    await page.getByRole('button', { name: '保存邮件设置' }).click();
    await page.getByText('启用邮件前请填写服务器地址和发件人').waitFor();
    await page.getByLabel('服务器地址').fill('127.0.0.1');
    await page.getByLabel('端口').fill(String((smtp.server.address() as AddressInfo).port));
    await page.getByLabel('加密方式').click();
    await page.getByTitle('不加密').click();
    await page.getByLabel('发件人').fill('zhengce@office.test');
    await page.getByLabel('系统访问地址').fill(journeys.base);
    await page.getByRole('button', { name: '保存邮件设置' }).click();
    await page.getByText('邮件设置已保存。').waitFor();
    await page.getByText('启用邮件前请填写服务器地址和发件人').waitFor({ state: 'hidden' });
    await page.getByLabel('收件人').fill('try@office.test');
    await page.getByRole('button', { name: '发送测试邮件' }).click();
    await page.getByText(/测试邮件已发出，服务器答复：250/).waitFor();
    expect(mailTo('try@office.test')).toBeDefined();
    await look(page, 'settings');
    // A server that is not there: its own words, and nothing typed is lost.
    await page.getByLabel('端口').fill('1');
    await page.getByRole('button', { name: '保存邮件设置' }).click();
    await page.getByText('邮件设置已保存。').last().waitFor();
    await page.getByRole('button', { name: '发送测试邮件' }).click();
    await page.getByText(/ECONNREFUSED/).waitFor();
    expect(await page.getByLabel('收件人').inputValue()).toBe('try@office.test');
    await page.getByLabel('端口').fill(String((smtp.server.address() as AddressInfo).port));
    await page.getByRole('button', { name: '保存邮件设置' }).click();
  },
  60_000,
);

journey(
  'the link of a mail lands on its page after sign-in',
  async () => {
    const head = await world.as('王主任');
    await ok(head.put(url('notice-preferences'), { modes: { application: 'now' } }));
    const login = await withFirstPassword(head.accountId);
    const application = {
      deviceId: world.device('C1'),
      kind: 'install',
      toSoftwareId: world.software('S2'),
      softwareVersion: '13',
      reason: '编写年报',
    };
    const made = await ok(
      (await world.as('张三')).post(url('applications'), {
        idempotencyKey: 'notice-journey',
        submit: true,
        application,
      }),
    );
    await world.app.services.notices.drain();
    const mail = mailTo('p102@office.test')!;
    const link = /http:\/\/[^\s"<]+/.exec(decoded(mail.text))![0];
    expect(link).toBe(`${journeys.base}/u/DW/applications/${made.id}`);

    const page = await journeys.person({ phone: true });
    await page.goto(link);
    await page.waitForURL(/\/sign-in\?to=/);
    await look(page, 'sign-in');
    await page.getByLabel('用户名或工号').fill(login);
    await page.getByLabel('密码').fill(FIRST);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/password\?to=/);
    await page.getByLabel('现有密码').fill(FIRST);
    await page.getByLabel('新密码').fill(PASSWORD);
    await look(page, 'first-password');
    await page.keyboard.press('Enter');
    await page.waitForURL(link);
    await page.getByRole('button', { name: '同意' }).first().waitFor();
    await look(page, 'landed');

    // The same message stands in the inbox, is marked as read there, and what waits is a to-do until it is done.
    await page.goto('/u/DW/inbox');
    await page
      .getByText(/待您审核的|待审核的/)
      .first()
      .waitFor();
    await look(page, 'inbox-phone');
    const desk = await journeys.as(head);
    await desk.goto('/u/DW/inbox');
    await desk.getByRole('tab', { name: '消息' }).click();
    await desk.getByText(made.applicationNo).first().waitFor();
    await look(desk, 'inbox');
    // A new password ends the sessions from before it.
    const again = await world.anew('王主任');
    const unread = async () => (await ok(again.get(url('notice-count')))).unread;
    expect(await unread()).toBe(1);
    await desk.getByText(made.applicationNo).first().click();
    await desk.waitForURL(`**/applications/${made.id}`);
    await eventually(unread).toBe(0);
    expect(journeys.complaints).toEqual([]);
  },
  60_000,
);

/** The plain text of a mail that came as base64 or quoted-printable. */
function decoded(mail: string): string {
  const soft = mail.replaceAll(/=\r?\n/g, '');
  const base64 = /base64\r?\n(?:.+\r?\n)*?\r?\n([A-Za-z0-9+/=\r\n]+)/.exec(mail);
  return base64 ? Buffer.from(base64[1]!, 'base64').toString('utf8') : soft;
}
