/** A foreign sheet in a browser: columns corrected, verdicts looked at, copy saved, committed, found in 导入记录, undone. */
import { readFileSync } from 'node:fs';
import { beforeAll, expect } from 'vitest';
import { readSheets } from '../../src/platform/sheets/index.ts';
import type { Client } from '../harness.ts';
import { gb18030 } from '../sheets.ts';
import { eventually, type Journeys, journey, missing, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let manager: Client;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
}, 120_000);

const SHEET = gb18030(`固定资产清单,,
资产卡片,机器种类,进场日
K1,台式机,2023.1.5
K2,打印机,2023.1.5
K3,便携机,2023年2月1日
合计,3,
`);

journey(
  'a GB18030 sheet in a foreign layout: mapped, checked, copied, imported, undone',
  async () => {
    const page = await journeys.as(manager);
    const shot = async (name: string) => {
      if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
    };
    await page.goto('/u/DW/devices/import');
    const file = { name: '资产.csv', mimeType: 'text/csv', buffer: SHEET };
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('没有可以写入的行').waitFor();
    for (const [field, column] of [
      ['计算机编号', '资产卡片'],
      ['设备类型', '机器种类'],
      ['购置日期', '进场日'],
    ] as const) {
      await page.getByRole('combobox', { name: field, exact: true }).click();
      await page.locator('.ant-select-dropdown:visible').getByText(column, { exact: true }).click();
      await page.locator('.ant-spin-spinning').waitFor({ state: 'detached' });
    }
    await page.getByText('将新增 2、更新 0；不能导入的 1 行跳过。').waitFor();
    await page.getByText('“打印机”不是计算机类型').waitFor();
    await shot('import-mapped');
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: '下载标注副本' }).click();
    const copy = readFileSync(await (await saved).path());
    const { sheets } = await readSheets(copy, { fileName: 'copy.xlsx' });
    expect(sheets[0]!.rows[3]!.slice(3)).toEqual(['不能导入', expect.stringContaining('打印机')]);
    await page.getByRole('button', { name: '导入 2 行' }).click();
    await page.getByText('已导入计算机：新增 2').waitFor();
    await page.getByRole('link', { name: '导入记录' }).last().click();
    await page.getByText('资产.csv').click();
    await shot('imports');
    await page.locator('.ant-drawer').getByRole('button', { name: '整批撤销' }).click();
    const dialog = page.locator('.ant-modal');
    await dialog.getByLabel('撤销原因').fill('导错了单位');
    await shot('import-undo');
    await dialog.getByRole('button', { name: '整批撤销' }).click();
    await page.getByText('已撤销').first().waitFor();
    await eventually(async () => (await manager.get('/api/units/DW/devices')).body.items).toEqual(
      [],
    );
  },
);

journey(
  'another file chosen while the first is still being read: what is shown is of the file that is named',
  async () => {
    const page = await journeys.as(manager);
    const held = Promise.withResolvers<void>();
    let asked = 0;
    await page.route('**/devices/import?*', async (route) => {
      if (asked++ === 0) await held.promise;
      await route.continue();
    });
    const choose = (name: string, rows: string) =>
      page.locator('input[type=file]').setInputFiles({
        name,
        mimeType: 'text/csv',
        buffer: Buffer.from(`计算机编号,设备类型\n${rows}`),
      });
    await page.goto('/u/DW/devices/import');
    await choose('甲.csv', 'A1,台式机\nA2,台式机\n');
    await page.getByRole('button', { name: '换一个文件' }).press('Enter');
    await choose('乙.csv', 'B1,台式机\n');
    await page.getByRole('button', { name: '导入 1 行' }).waitFor();
    const first = page.waitForResponse(/devices\/import/);
    held.resolve();
    await first;
    await page.waitForTimeout(300);
    expect(await page.getByText('B1').count()).toBe(1);
    expect(await page.getByText('A1').count()).toBe(0);
    // Two clicks of an impatient hand are one import.
    const before = asked;
    await page.getByRole('button', { name: '导入 1 行' }).evaluate((button) => {
      for (let click = 0; click < 2; click++) (button as unknown as { click(): void }).click();
    });
    await page.getByText('已导入计算机：新增 1').waitFor();
    await page.waitForTimeout(300);
    expect(asked - before).toBe(1);
  },
);
