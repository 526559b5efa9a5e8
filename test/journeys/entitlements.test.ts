/** Software numbers in a browser: a purchase registered step by step, corrected, its disposal asked for; serial numbers; 附件6; import. */
import { buffer } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { streamSheet } from '../../src/platform/sheets/index.ts';
import type { Client } from '../harness.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let manager: Client;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
}, 120_000);

/** A page signed in already: the sign-in itself is the frame's journey. */
const open = (who: Client, options: { phone?: boolean } = {}): Promise<Page> =>
  journeys.as(who, options);

const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};
const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click();
const typeOf = (page: Page, type: string) =>
  page.locator('.ant-radio-button-wrapper', { hasText: type }).click();

/** Answers the questions of a purchase up to the confirmation. */
async function answer(page: Page, purchase: { on: string; quantity: string }): Promise<void> {
  await page.goto('/u/DW/software/new');
  await typeOf(page, '商业软件');
  await next(page);
  await page.getByLabel('软件名称').fill('甲办公');
  await next(page);
  await page.getByText('商业软件必须填写软件版本，请补充').waitFor();
  await page.getByLabel('软件版本').fill('v12');
  await next(page);
  await page.getByLabel('采购时间').fill(purchase.on);
  await page.keyboard.press('Enter');
  await page.getByLabel('采购金额').fill('3000');
  await next(page);
  await page.getByLabel('许可类型').click();
  await page.getByTitle('单机许可').click();
  await page.getByLabel('许可数量').fill(purchase.quantity);
  await page.getByLabel('可使用版本').fill('v11–v12');
  await page.getByText('永久', { exact: true }).click();
  await page.getByLabel('序列号').fill('QWER-1234-ASDF-5678');
  await next(page);
  await page.getByLabel('备注').fill('资料在三楼');
  await next(page);
}

journey(
  'a purchase becomes a number, an equal one is refused, another date is another number',
  async () => {
    const page = await open(manager);
    await page.goto('/u/DW/software');
    await page.getByText('还没有登记软件').waitFor();
    await answer(page, { on: '2024-03-01', quantity: '3' });
    await page.getByText('将登记为新编号 S0001').waitFor();
    await page.getByText('本单位还没有登记过同名的商业软件').waitFor();
    await shot(page, 'create-confirm');
    await page.getByRole('button', { name: '登记入库' }).click();
    await page.waitForURL(/software\/[0-9a-f-]{36}/);
    await page.getByText('v11–v12').first().waitFor();

    await answer(page, { on: '2024-03-01', quantity: '3' });
    await page.getByText('与已登记的 S0001 完全相同').waitFor();
    expect(await page.getByRole('button', { name: '登记入库' }).isDisabled()).toBe(true);
    // What was not registered is still there, and can be thrown away.
    await page.goto('/u/DW/software/new');
    await page.getByRole('button', { name: '不要了，重填' }).click();
    await answer(page, { on: '2025-03-01', quantity: '3' });
    await page.getByText('将登记为新编号 S0002').waitFor();
    await page.getByText('与同名的 S0001 相比，采购时间不同').waitFor();
  },
);

journey('serial numbers are masked until somebody who may asks', async () => {
  const page = await open(manager);
  await page.goto('/u/DW/software');
  await page.getByRole('link', { name: 'S0001' }).click();
  await page.getByText('****5678').waitFor();
  await page.getByRole('button', { name: '查看完整序列号' }).click();
  await page.getByText('QWER-1234-ASDF-5678').waitFor();
  await page.locator('.zc-record-history').getByText('查看完整序列号').waitFor();

  const inspector = await open(await journeys.app.as('inspector'));
  await inspector.goto(page.url());
  await inspector.getByText('****5678').waitFor();
  expect(await inspector.getByRole('button', { name: '查看完整序列号' }).count()).toBe(0);
  expect(await inspector.getByRole('button', { name: '修改' }).count()).toBe(0);
});

journey('a record is corrected, its certificate kept, and its disposal asked for', async () => {
  const page = await open(manager);
  await page.goto('/u/DW/software');
  await page.getByRole('link', { name: 'S0001' }).click();
  await page.getByRole('button', { name: '修改' }).click();
  await page.getByRole('dialog').getByLabel('供应商').fill('某某科技有限公司');
  await page.getByRole('button', { name: '保存修改' }).click();
  await page.locator('dl.zc-facts').getByText('某某科技有限公司').waitFor();
  await page.getByRole('tab', { name: /资料/ }).click();
  await page.locator('input[type=file]').setInputFiles({
    name: '授权证书.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.4\n%%EOF'),
  });
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: '授权证书.pdf' }).click();
  expect((await file).suggestedFilename()).toBe('授权证书.pdf');

  await page.getByRole('button', { name: '更多' }).hover();
  await page.getByRole('menuitem', { name: '申请处置' }).click();
  await page.waitForURL(/disposals\/new\?software=/);
  await page.getByRole('article', { name: 'S0001' }).waitFor();
});

journey('free software is listed as the paper shows it; staff see it on the phone', async () => {
  const page = await open(manager);
  await page.goto('/u/DW/free-list');
  await page.getByRole('button', { name: '列入清单' }).first().click();
  const form = page.getByRole('dialog');
  await form.getByLabel('软件名称').fill('乙阅读');
  await form.getByLabel('软件版本').fill('不限');
  await form.getByLabel('软件来源').fill('https://example.org');
  await form.getByLabel('软件厂商').fill('乙公司');
  await form.getByLabel('使用原因').fill('阅读公文');
  await form.getByRole('button', { name: '列入清单' }).click();
  await form.getByText('清单须明确软件名称和版本').waitFor();
  await form.getByLabel('软件版本').fill('7.0');
  await form.getByRole('button', { name: '列入清单' }).click();
  const paper = page.locator('table.zc-paper');
  await paper.getByText('乙阅读').waitFor();
  expect(await paper.locator('tbody tr').innerText()).toContain('F0001');
  await shot(page, 'free-list');

  const phone = await open(await journeys.app.as('staff'), { phone: true });
  await phone.goto('/u/DW/free-list');
  await phone.locator('.zc-card').getByText('乙阅读 7.0').waitFor();
  expect(await overhang(phone)).toBe(0);
  expect(await phone.getByRole('button', { name: '列入清单' }).count()).toBe(0);
});

journey('records come in from Excel after a look at each row', async () => {
  const titles = ['软件名称', '软件版本', '软件类型', '采购时间'];
  const rows = [
    ['己系统', '11', 'OEM软件', '--'],
    ['己系统', '12', 'OEM软件', '2020-01-01'],
  ];
  const columns = titles.map((title) => ({ title }));
  const sheet = await buffer(await streamSheet({ columns, rows, sheetName: '软件' }));
  const page = await open(manager);
  await page.goto('/u/DW/software/import');
  await page.locator('input[type=file]').setInputFiles({
    name: '附件7.xlsx',
    mimeType: 'application/octet-stream',
    buffer: sheet,
  });
  await page.getByText('OEM软件不填写采购时间').waitFor();
  await shot(page, 'import');
  await page.getByRole('button', { name: '导入 1 行' }).click();
  await page.getByText('已导入软件记录：新增 1').waitFor();
  await page.goto('/u/DW/software?type=oem');
  await page.getByRole('link', { name: 'O0001' }).waitFor();
  await eventually(() => page.locator('tbody tr[data-row-key]').count()).toBe(1);
});

journey('the console stays silent', () => {
  expect(journeys.complaints).toEqual([]);
});
