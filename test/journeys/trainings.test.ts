/** A training in a browser: arranged, signed in by the code of the projector on a phone, recorded, and the clock knows. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
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
    await manager.getByRole('button', { name: '扫码签到' }).click();
    await manager.getByRole('button', { name: '开始签到' }).click();
    await manager.locator('.zc-signin svg').waitFor();
    await look(manager, 'code');

    // The phone's camera reads the address; the page of the code shows it to nobody else.
    const id = /trainings\/([^/]+)/.exec(manager.url())![1]!;
    const { code } = await ok((await world.as('钱主管')).get(url(`trainings/${id}/sign-in-code`)));
    const staff = await journeys.as(await world.as('张三'), { phone: true });
    await staff.goto(`/u/DW/trainings/${id}/attend?code=stale-code`);
    await staff.getByText('签到码已过期，请重新扫描').waitFor();
    await staff.goto(`/u/DW/trainings/${id}/attend?code=${code}`);
    await staff.getByText(/您已签到/).waitFor();
    await look(staff, 'attended-phone');
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
    await manager.goto('/u/DW/clock');
    await manager.getByText('已举办“正版软件使用培训”，3 人参加').waitFor();
  },
  120_000,
);
