/** A contract in a browser: two lines drafted and signed, delivered in two parts, numbers in form 7, and what ends when. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { type Office, office } from '../office.ts';
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
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/contract-${name}.png`, fullPage: true });
}
async function choose(page: Page, field: Locator, option: string): Promise<void> {
  await field.click();
  await page.locator('.ant-select-dropdown:visible').getByText(option, { exact: true }).click();
}
async function fillLine(page: Page, no: number, name: string, quantity: string): Promise<void> {
  const field = (what: string) => page.getByLabel(`第 ${no} 项：${what}`, { exact: true });
  await field('软件名称').fill(name);
  await field('软件版本').fill('5');
  await choose(page, field('产地'), '国产');
  await field('许可数量').fill(quantity);
  await field('单价').fill('300');
  await field('兼容性要求').fill('支持现有操作系统');
  await field('售后服务要求').fill('免费升级');
}

journey(
  'from a draft to two deliveries and the calendar',
  async () => {
    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/contracts/new');
    await manager.getByLabel('合同编号').fill('HT-21');
    await manager.getByLabel('合同名称').fill('设计软件采购');
    await manager.getByLabel('供应商').fill('某软件公司');
    await choose(manager, manager.getByLabel('采购方式'), '询价');
    await manager.getByRole('button', { name: '增加计划外内容' }).click();
    await fillLine(manager, 1, '庚设计', '5');
    await manager.getByRole('button', { name: '增加计划外内容' }).click();
    await fillLine(manager, 2, '辛云盘', '20');
    await choose(manager, manager.getByLabel('第 2 项：使用年限'), '按年');
    await manager.getByLabel('第 2 项：年数').fill('1');
    await manager.getByLabel('计划外采购的说明').fill('项目急用');
    await look(manager, 'draft');
    await manager.getByRole('button', { name: /^保\s?存$/ }).click();
    await manager.getByRole('heading', { name: /HT-21/ }).waitFor();
    const address = new URL(manager.url()).pathname;
    const drawer = manager.locator('.ant-drawer').last();
    await manager.getByRole('button', { name: '登记签订' }).click();
    await drawer.getByRole('button', { name: '登记签订' }).click();
    await drawer.waitFor({ state: 'hidden' });

    // First the subscription and two of five; the rest is taken in by asset management on a phone.
    await manager.getByRole('button', { name: '登记到货' }).click();
    await drawer.getByLabel('第 1 项：到货数量').fill('2');
    await drawer.getByLabel('第 1 项：序列号（每行一个）').fill('G-1\nG-2');
    await look(manager, 'receive');
    await drawer.getByRole('button', { name: '登记到货' }).click();
    await drawer.waitFor({ state: 'hidden' });
    await manager.getByText('部分到货').first().waitFor();

    const asset = await journeys.as(await world.anew('吴会计', ['staff', 'assetOfficer']), {
      phone: true,
    });
    await asset.goto('/u/DW/inbox');
    await asset.getByText('已签订、等待到货的合同').click();
    await asset.getByText('HT-21').first().click();
    await asset.waitForURL(`**${address}`);
    await asset.getByRole('button', { name: '登记到货' }).click();
    const sheet = asset.locator('.ant-drawer').last();
    await sheet.locator('.ant-picker').waitFor();
    await look(asset, 'receive-phone');
    await sheet.getByRole('button', { name: '登记到货' }).click();
    await sheet.waitFor({ state: 'hidden' });
    await asset.getByText('已到货').first().waitFor();
    await asset.getByRole('tab', { name: /到货/ }).click();
    await asset.getByRole('button', { name: '到货资料' }).last().click();
    await asset.locator('input[type=file]').setInputFiles({
      name: '授权证书.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('授权 3 套'),
    });
    await asset.getByRole('row', { name: /授权证书 授权证书\.txt/ }).waitFor();
    await look(asset, 'papers-phone');

    await manager.reload();
    await manager.getByRole('tab', { name: /到货/ }).click();
    const links = manager.locator('article a[href*="/software/"]');
    await links.nth(2).waitFor();
    await look(manager, 'received');
    const numbers = await links.allTextContents();
    expect(new Set(numbers).size).toBe(3);
    await links.nth(2).click();
    await manager.getByRole('tab', { name: '采购与续订' }).click();
    await manager.getByRole('link', { name: /HT-21/ }).waitFor();
    await look(manager, 'number');
    await manager.goto('/u/DW/registers/7');
    for (const number of numbers) await manager.getByText(number, { exact: true }).waitFor();
    await manager.goto('/u/DW/expiries');
    await manager.getByRole('link', { name: /辛云盘/ }).waitFor();
    await look(manager, 'expiries');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
