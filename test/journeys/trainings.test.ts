/**
 * A training in a browser: arranged, its sheet printed, signed in by the code of the projector on a phone that is not
 * signed in yet, recorded, corrected; figures and clock know.
 */
import pg from 'pg';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { hashPassword } from '../../src/platform/auth/passwords.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/training-${name}.png`, fullPage: true });
}

const PASSWORD = 'Yuanshuai-2026';

/** So that somebody can sign in as on any day. */
async function givePassword(accountId: string, login: string): Promise<void> {
  const owner = new pg.Client(journeys.app.database.owner);
  await owner.connect();
  const hash = await hashPassword(PASSWORD);
  await owner.query('update platform_account set password_hash = $2 where id = $1', [
    accountId,
    hash,
  ]);
  await owner.query('insert into platform_login_name (login_name, account_id) values ($2, $1)', [
    accountId,
    login,
  ]);
  await owner.end();
}

journey(
  'from the notice to the archive',
  async () => {
    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/trainings');
    await manager.getByRole('button', { name: '安排培训或宣传' }).click();
    const drawer = manager.locator('.ant-drawer').last();
    await drawer.getByLabel('主题').fill('正版软件使用培训');
    await drawer.getByLabel('地点').fill('三楼会议室');
    await look(manager, 'new');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await manager.getByRole('heading', { name: /正版软件使用培训/ }).waitFor();
    await manager.getByRole('button', { name: '表单' }).click();
    await manager.getByRole('menuitem', { name: '打印' }).click();
    await manager.locator('.zc-print').getByText('吴会计').waitFor();
    await look(manager, 'sheet');
    await manager.getByRole('link', { name: '返回' }).click();
    await manager.getByRole('button', { name: '扫码签到' }).click();
    await manager.getByRole('button', { name: '开始签到' }).click();
    await manager.locator('.zc-signin svg').waitFor();
    await look(manager, 'code');
    await manager.getByRole('button', { name: '全屏' }).click();
    await manager.waitForFunction(() => document.fullscreenElement?.className === 'zc-signin');
    if (SHOTS) await manager.screenshot({ path: `${SHOTS}/training-wall.png` });
    await manager.keyboard.press('Escape');
    await manager.evaluate(() => document.fullscreenElement && document.exitFullscreen());

    // The phone's camera reads the address; the page of the code shows it to nobody else.
    const id = /trainings\/([^/]+)/.exec(manager.url())![1]!;
    const { code } = await ok((await world.as('钱主管')).get(url(`trainings/${id}/sign-in-code`)));
    await givePassword((await world.as('张三')).accountId, 'zhangsan');
    const staff = await journeys.person({ phone: true });
    await staff.goto(`/u/DW/trainings/${id}/attend?code=${code}`);
    await staff.getByLabel('用户名或工号').fill('zhangsan');
    await staff.getByLabel('密码').fill(PASSWORD);
    await staff.keyboard.press('Enter');
    await staff.getByText('张三，您已签到').waitFor();
    await look(staff, 'attended-phone');
    const late = await journeys.as(await world.as('李四'), { phone: true });
    await late.goto(`/u/DW/trainings/${id}/attend?code=stale-code`);
    await late.getByText('签到码已过期，请重新扫描').waitFor();
    await late.close();
    await manager.getByText('已签到 1 人').waitFor();
    await manager.getByRole('button', { name: '结束签到' }).click();
    await manager.getByText('签到没有开启。已签到 1 人。').waitFor();

    await manager.getByRole('link', { name: '返回' }).click();
    await manager.getByRole('button', { name: '登记参加人员' }).click();
    await drawer.getByLabel('整个部门').click();
    await manager.locator('.ant-select-item-option', { hasText: '财务科' }).click();
    await manager.keyboard.press('Escape');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await manager.getByText('吴会计').waitFor();
    await look(manager, 'list');
    await manager.getByRole('button', { name: '登记举办' }).click();
    await drawer.getByRole('button', { name: '登记举办' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await manager.getByRole('button', { name: /^归\s?档$/ }).click();
    await drawer.getByLabel('情况和成果').fill('讲解管理规定，三人参加');
    await drawer.getByRole('button', { name: /^归\s?档$/ }).click();
    await manager.getByText('已归档').first().waitFor();
    await look(manager, 'recorded');

    await manager.getByRole('button', { name: '更多操作' }).click();
    await manager.getByRole('menuitem', { name: '更正' }).click();
    await drawer.getByLabel('主讲人').fill('钱主管');
    await drawer.getByRole('button', { name: '增加人员' }).first().click();
    await drawer.getByRole('combobox', { name: '人员' }).fill('郑工');
    await manager.locator('.ant-select-item-option', { hasText: '郑工' }).click();
    await drawer.getByLabel('原因').fill('漏登记主讲人和一名参加人员');
    await look(manager, 'correct');
    await drawer.getByRole('button', { name: /^更\s?正$/ }).click();
    await manager.getByRole('cell', { name: '郑工' }).waitFor();

    await manager.goto('/u/DW/trainings');
    await manager.getByText('4 人次，4 人').waitFor();
    await look(manager, 'figures');
    await manager.getByRole('button', { name: '培训覆盖' }).click();
    await manager.getByText('领导小组成员参加主管部门培训').waitFor();
    await look(manager, 'coverage');
    await staff.goto('/u/DW/trainings');
    await staff.getByText('4 人次，4 人').waitFor();
    await look(staff, 'list-phone');
    await manager.goto('/u/DW/clock');
    await manager.getByText('已举办“正版软件使用培训”，4 人参加').waitFor();
  },
  120_000,
);
