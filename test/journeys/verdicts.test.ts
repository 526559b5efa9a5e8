/** From a red verdict to a green one in a browser, and the three-way match with what stands behind its figures. */

import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { OFFICE, VerdictUnit, ZIP } from '../verdicts.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};

let journeys: Journeys;
let unit: VerdictUnit;
let pc: string;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  unit = await VerdictUnit.start(journeys.app);
  pc = await unit.computer('PC-01', [OFFICE, ZIP]);
  await unit.computer('PC-02', [OFFICE]);
}, 120_000);

journey(
  'a verdict says what is missing and leads there; recorded and allocated it is green',
  async () => {
    const page = await journeys.as(unit.manager);
    await page.goto('/u/DW/verdicts');
    await page.getByRole('heading', { name: '正版判定' }).waitFor();
    await page.getByText('缺少或不符的环节').waitFor();
    await shot(page, 'verdicts');
    await page
      .getByRole('link', { name: /Office/ })
      .first()
      .click();
    await page.getByText('没有登记在案的许可').first().waitFor();
    await page.getByText('怎样变为依据齐全').waitFor();
    await shot(page, 'verdict-red');

    const number = await unit.delivered(await unit.productOf(pc, 'Office'), 1);
    await page.goto(`/u/DW/devices/${pc}?tab=verdicts`);
    await page
      .getByRole('link', { name: /Office/ })
      .first()
      .click();
    // What is decided about it is decided where findings are.
    await page.getByRole('button', { name: '处理问题' }).click();
    await page.waitForURL(/findings\?finding=/);
    await page
      .getByRole('button', { name: /处\s*理/ })
      .first()
      .waitFor();

    await unit.record(number, pc, '2019');
    await unit.allocated(pc, 'Office', number);
    const { id } = await unit.verdict(pc, 'Office');
    await page.goto(`/u/DW/verdicts/${id}`);
    await page.getByText('每个环节都有依据。').waitFor();
    await page.getByText('按采购合同到货登记').waitFor();
    await shot(page, 'verdict-green');
    await page.getByRole('link', { name: /^HT-/ }).click();
    await page.waitForURL(/\/contracts\//);
  },
);

journey(
  'the three-way match: figures open their computers, it prints, and fits a phone',
  async () => {
    const page = await journeys.as(unit.manager);
    await page.goto('/u/DW/three-way');
    await page.getByText('软件正版化三方核对表').first().waitFor();
    await shot(page, 'three-way');
    const row = page.locator('tr', { hasText: 'Office' });
    await row.getByRole('link').first().click();
    await page.getByRole('heading', { name: '采集到未登记' }).waitFor();
    await page.getByText('PC-02').waitFor();
    await page.goto('/u/DW/print/three-way');
    await page.getByRole('button', { name: /打\s*印/ }).waitFor();
    await page.getByText('核对日期：').waitFor();
    await shot(page, 'three-way-print');
    await page.goto('/u/DW');
    await page
      .getByText(/绿 \d+ 台/)
      .first()
      .waitFor();
    await shot(page, 'home');

    const phone = await journeys.as(unit.manager, { phone: true });
    for (const path of [
      'verdicts',
      'three-way',
      `verdicts/${(await unit.verdict(pc, 'Office')).id}`,
    ]) {
      await phone.goto(`/u/DW/${path}`);
      await phone
        .getByText(/Office/)
        .first()
        .waitFor();
      await eventually(() => overhang(phone)).toBe(0);
      await shot(phone, `phone-${path.split('/')[0]}`);
    }
    expect(journeys.complaints).toEqual([]);
  },
);
