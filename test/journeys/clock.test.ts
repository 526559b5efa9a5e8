/** 法定事项 in a browser: what is late, closed with its evidence, taken back, the unit's own days; the deputy head on a phone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const parameters = { leadDays: 30, since: `${year - 1}-12-10`, due: {} };
  await ok((await world.as('钱主管')).put(url('clock/parameters'), parameters));
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/clock-${name}.png`, fullPage: true });
}

journey(
  'late duties are closed with their evidence',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/clock');
    await page.getByRole('heading', { name: '以前年度逾期的' }).waitFor();
    const late = () =>
      page.locator('article', { hasText: `${year - 1} · ` }).filter({ hasText: '考核评议' });
    await late().getByText('已逾期').waitFor();
    await look(page, 'year');
    await late().getByRole('button', { name: '登记完成' }).click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await drawer.getByText('请填写依据').waitFor();
    await drawer.getByRole('textbox', { name: '依据' }).fill('领导小组会议纪要第 4 号');
    await drawer.locator('input[type=file]').setInputFiles({
      name: '纪要.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    });
    await drawer.getByText('纪要.pdf').waitFor();
    await look(page, 'close');
    await drawer.getByRole('button', { name: /^登\s?记$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await late().waitFor({ state: 'hidden' });

    await page.goto(`/u/DW/clock?year=${year - 1}`);
    await late().getByText('领导小组会议纪要第 4 号').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      late().getByRole('link', { name: '扫描件' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('纪要.pdf');
    await look(page, 'closed');
    await late().getByRole('button', { name: '撤销登记' }).click();
    await drawer.getByRole('textbox', { name: '原因' }).fill('纪要不是这一年的');
    await drawer.getByRole('button', { name: '撤销登记' }).click();
    await late().getByText('已逾期').waitFor();
  },
  60_000,
);

journey(
  'the unit sets its own days; the deputy head looks at them on a phone',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/clock');
    await page.getByRole('button', { name: '设定日期' }).click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByLabel('考核评议').fill('2-30');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await drawer.getByText('请填写月-日，例如 12-20').first().waitFor();
    await look(page, 'days-complaint');
    await drawer.getByLabel('考核评议').fill('10-15');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    const deputy = await journeys.as(await world.as('陈副局长'), { phone: true });
    await deputy.goto('/u/DW/clock');
    await deputy.getByText(`${year}-10-15 前`).waitFor();
    expect(await deputy.getByRole('button', { name: '登记完成' }).count()).toBe(0);
    await look(deputy, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  60_000,
);
