/** Which licence covers what, in a browser: worked out, explained, fixed by hand, checked, and taken into the register. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { OFFICE, VerdictUnit } from '../verdicts.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let unit: VerdictUnit;
let number: string;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  unit = await VerdictUnit.start(journeys.app);
  const pc = await unit.computer('PC-01', [OFFICE]);
  await unit.computer('PC-02', [OFFICE]);
  number = await unit.delivered(await unit.productOf(pc, 'Office'), 1);
}, 120_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/allocation-${name}.png`, fullPage: true });
}

const row = (page: Page, computerNo: string) =>
  page.locator('tr', { hasText: computerNo }).filter({ hasText: 'Office' });
const none = (page: Page, computerNo: string) =>
  row(page, computerNo).getByText('没有', { exact: true });

async function worked(page: Page): Promise<void> {
  await page.getByRole('button', { name: '计算有变化的部分' }).click();
  const done = page.locator('.ant-alert', { hasText: '计算完成' });
  await done.waitFor({ timeout: 60_000 });
  await done.getByRole('button').click();
  await done.waitFor({ state: 'detached' });
}

journey(
  'one licence for two computers: who has it, why not the other, moved by hand, and written into the register',
  async () => {
    const page = await journeys.as(unit.manager);
    await page.goto('/u/DW/allocation');
    await worked(page);
    await page.getByText('数量不够').waitFor();
    await look(page, 'installs');
    const without = (await none(page, 'PC-01').count()) > 0 ? 'PC-01' : 'PC-02';
    await row(page, without).getByRole('button', { name: without }).click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByText('单位拥有的这个产品的编号').waitFor();
    await look(page, 'explanation');
    await drawer.getByRole('button', { name: '指定许可' }).click();
    const form = page.locator('.ant-drawer').last();
    await form.getByLabel('理由').fill('主任办公用机');
    await form.getByRole('button', { name: /^指\s?定$/ }).click();
    await form.getByLabel('理由').waitFor({ state: 'hidden' });
    await page.keyboard.press('Escape');
    await worked(page);
    await none(page, without).waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: '人工指定' }).click();
    await page.getByText('已给').waitFor();
    await look(page, 'fixed');
    for (const [tab, shown] of [
      ['软件编号', '许可'],
      ['求解与证明', '证明'],
      ['权重', '保存权重'],
    ] as const) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByText(shown).first().waitFor();
      await look(page, tab);
    }
    await page.getByRole('button', { name: '独立校验' }).click();
    await page.getByText('独立校验通过').waitFor({ timeout: 60_000 });

    await page.getByRole('tab', { name: '安装', exact: true }).click();
    await row(page, without).getByRole('checkbox').check();
    await page.getByRole('button', { name: '按分配更正台账' }).click();
    await page.getByLabel('原因').fill('按分配结果登记');
    await look(page, 'register');
    await page.getByRole('button', { name: /^更正台账$/ }).click();
    await page.getByText('已更正 1 处，登记 1 行').waitFor();
  },
);

journey('rights of a licence are recorded where its number stands', async () => {
  const page = await journeys.as(unit.manager);
  await page.goto(`/u/DW/software/${number}?tab=rights`);
  await page.getByText('附件7各栏以外的权利').waitFor();
  await page.getByRole('button', { name: '登记许可权利' }).click();
  const drawer = page.locator('.ant-drawer').last();
  await drawer.getByText('二次使用权').first().waitFor();
  await look(page, 'rights-form');
  await drawer.getByRole('switch').or(drawer.getByRole('checkbox')).first().click();
  await drawer.getByLabel('依据').fill('许可协议第三条');
  await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
  await page.getByText('许可协议第三条').waitFor();
  await look(page, 'rights');
});
