/** A half-yearly closing in a browser: made, looked at, signed, downloaded; read again on the deputy head's phone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { addDays } from '../../src/base/dates.ts';
import { halfOf, periodOf } from '../../src/reporting/closings/rules.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys, write } from './browser.ts';

const SHOTS = process.env.SHOTS;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const earlier = periodOf(addDays(halfOf(periodOf(today)).from, -1));
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  await ok(
    (await world.as('钱主管')).post(url('entries'), {
      idempotencyKey: 'closing-journey',
      reason: '已有安装',
      lines: ['C1', 'C2'].map((computerNo) => ({
        kind: 'install',
        softwareId: world.software('S1'),
        deviceId: world.device(computerNo),
        version: '12',
        occurredOn: halfOf(earlier).from,
      })),
    }),
  );
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/closing-${name}.png`, fullPage: true });
}

journey(
  'from the clock to the archive',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/clock');
    await page.getByRole('link', { name: '更新汇总表、明细表（附件7、8）' }).first().click();
    await page.getByText('还没有结存。').waitFor();
    await page.getByRole('button', { name: '生成结存' }).click();
    const drawer = page.locator('.ant-drawer').last();
    await drawer.getByLabel('半年').click();
    await page.getByTitle(earlier).click();
    await look(page, 'create');
    await drawer.getByRole('button', { name: '生成结存' }).click();
    await page.getByText('待核对差异').waitFor();
    await look(page, 'generated');
    await page.getByRole('button', { name: '核对差异' }).click();
    await drawer.getByRole('textbox', { name: '核对情况' }).fill('无差异，已与实物核对。');
    await drawer.getByRole('button', { name: '核对差异' }).click();
    await page.getByRole('button', { name: '签字归档' }).click();
    await write(page);
    await look(page, 'sign');
    await drawer.getByRole('button', { name: '签字归档' }).click();
    await page.getByText('已签字归档').first().waitFor();
    await page.locator('.ant-drawer').waitFor({ state: 'hidden' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: '附件7 软件使用情况汇总表' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe(
      `附件7 软件使用情况汇总表 ${halfOf(earlier).to}.xlsx`,
    );
    await look(page, 'signed');

    const deputy = await journeys.as(await world.as('陈副局长'), { phone: true });
    await deputy.goto('/u/DW/closings');
    await deputy.getByRole('link', { name: earlier }).click();
    await deputy.getByText('无差异，已与实物核对。').first().waitFor();
    expect(await deputy.getByRole('button', { name: '作废重做' }).count()).toBe(0);
    await look(deputy, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  90_000,
);
