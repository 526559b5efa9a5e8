/** The purchase optimiser in a browser: an offer recorded, the plan worked out and understood, written into form 4. */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
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
  await world.app.database.write(async (tx) => {
    for (const no of ['C1', 'C2', 'C3', 'C4', 'C5']) {
      await sql`
        insert into reconciliation_install (unit_id, device_id, install_key, product_id,
          product_name, publisher, edition, version, kind, category, observed, recorded, weight)
        values (${world.app.unitId}, ${world.device(no)}, '己排版 3', 'name:己排版', '己排版', '', '',
          '3', 'commercial', 'office', true, '{}', 10)
      `.execute(tx);
    }
  });
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/optimiser-${name}.png`, fullPage: true });
}

async function record(page: Page, size: string, price: string): Promise<void> {
  await page.getByRole('button', { name: '登记供货方式' }).first().click();
  const drawer = page.locator('.ant-drawer').last();
  await drawer.getByLabel('软件名称').fill('己排版');
  await drawer.getByLabel('软件名称').press('Enter');
  await drawer.getByLabel('产地').click();
  await page
    .locator('.ant-select-item-option', { hasText: /^国产$/ })
    .last()
    .click();
  await drawer.getByLabel('可使用版本').fill('不限');
  await drawer.getByLabel('每包许可数').fill(size);
  await drawer.getByLabel('每包价格').fill(price);
  await drawer.getByLabel('价格来源').fill('2026 年框架协议');
  if (size === '5') await look(page, 'offer-form');
  await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
  await drawer.waitFor({ state: 'hidden' });
}

journey(
  'from offers to form 4',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/purchase-advices');
    await page.getByText('还没有计算过采购方案').waitFor();
    await page.getByRole('button', { name: '供货方式' }).click();
    await page.getByText('还没有供货方式').waitFor();
    await record(page, '1', '100');
    await record(page, '5', '400');
    await page.getByText('己排版').nth(1).waitFor();
    await look(page, 'offers');

    await page.goto('/u/DW/purchase-advices/new');
    await page.getByText('己排版').first().waitFor();
    await look(page, 'new');
    await page.getByRole('button', { name: '开始计算' }).click();
    await page.getByText('没有更省的合法方案').waitFor({ timeout: 60_000 });
    const line = page.getByRole('article', { name: '己排版' });
    await line.getByText('1 包，每包 5 套 400.00 元，共 5 套').waitFor();
    await line.getByText('其余不变而少买一包，有 5 处没有许可').waitFor();
    await line.getByText('少买一包而满足同样需求的最省方案贵 100.00 元').waitFor();
    await page.getByText('已证明最优').first().waitFor();
    await look(page, 'advice');

    await page.getByRole('button', { name: '写入采购计划' }).click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByRole('button', { name: /^写\s?入$/ }).click();
    await page.waitForURL('**/purchase-plans/*');
    await page.getByRole('heading', { name: /CG-/ }).waitFor();
    await page.getByText('采购优化：用于 5 处').waitFor();
    await look(page, 'plan');

    const phone = await journeys.as(await world.as('钱主管'), { phone: true });
    await phone.goto('/u/DW/purchase-advices');
    await phone.getByText('已写入').first().waitFor();
    await look(phone, 'list-phone');
    await phone.goto('/u/DW/idle-licences');
    await phone.getByText('没有长期未见的计算机占用许可。').waitFor();
    await look(phone, 'idle-phone');
  },
  120_000,
);
