/** Connecting an agent by the page's own command, and bringing in a machine without a network, in a browser. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import type { Client } from '../harness.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

let journeys: Journeys;
let manager: Client;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
}, 120_000);

/** A page signed in as the manager: the sign-in itself is the frame's journey. */
const open = (options: { phone?: boolean } = {}): Promise<Page> => journeys.as(manager, options);

const inventory = `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT>
  <HARDWARE><NAME>WL-01</NAME><OSNAME>Debian GNU/Linux 12</OSNAME></HARDWARE>
  <SOFTWARES><NAME>bash</NAME><VERSION>5.2</VERSION></SOFTWARES></CONTENT>
  <DEVICEID>wl-01-2026</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

journey('the address in the command takes a report', async () => {
  const page = await open();
  await page.goto('/u/DW/discovery/connect');
  await page.getByPlaceholder('用途，例如：机关大楼').fill('机关大楼');
  await page.getByRole('button', { name: /生\s*成/ }).click();
  await page.getByText('令牌已生成并填入下面的命令').waitFor();
  await page.getByRole('tab', { name: /麒麟桌面版/ }).click();
  await page.getByRole('tab', { name: 'FusionInventory Agent' }).locator('visible=true').click();
  const command = page.locator('pre', { hasText: 'sudo fusioninventory-agent' });
  const line = await command.locator('visible=true').innerText();
  const address = /--server='([^']+)'/.exec(line)![1]!;
  expect(address.startsWith(`${journeys.base}/inventory/`)).toBe(true);
  const answer = await fetch(address, {
    method: 'POST',
    body: inventory,
    headers: { 'user-agent': 'FusionInventory-Agent_v2.6-3' },
  });
  expect(answer.status).toBe(200);
  const sources = await manager.get('/api/units/DW/discovery/sources');
  expect(sources.body.items).toMatchObject([{ hostName: 'WL-01' }]);
});

journey('files get a verdict each, and an unclear one is cleared up', async () => {
  const page = await open();
  await page.goto('/u/DW/discovery/files');
  const csv = (name: string, text: string) => ({
    name,
    mimeType: 'text/csv',
    buffer: Buffer.from(text),
  });
  await page.setInputFiles('input[type=file]', [
    csv('LW-01.csv', 'DisplayName,DisplayVersion\nWPS,11\nQQ,9\n'),
    csv('甲.csv', '机器,何物\nLW-02,微信\n'),
    csv('假.xlsx', '%PDF-1.7'),
  ]);
  await page.getByText('有文件还缺少信息').waitFor();
  await page.getByText('假.xlsx 不是可以导入的文件').first().waitFor();
  // The row that waits stands open already.
  await page.getByLabel('软件名称').click();
  await page.getByTitle('何物').click();
  await page.getByLabel('计算机名称').click();
  await page.locator('.ant-select-dropdown').locator('visible=true').getByTitle('机器').click();
  await page.getByRole('button', { name: '重新读取' }).click();
  await eventually(() => page.getByText('有文件还缺少信息').count()).toBe(0);
  const sources = await manager.get('/api/units/DW/discovery/sources?q=LW-0');
  const names = sources.body.items.map((source: { hostName: string }) => source.hostName);
  expect(names.sort()).toEqual(['LW-01', 'LW-02']);
});

journey('both pages fit a phone', async () => {
  const page = await open({ phone: true });
  for (const address of ['/u/DW/discovery/connect', '/u/DW/discovery/files']) {
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await eventually(() => overhang(page)).toBe(0);
  }
  expect(journeys.complaints).toEqual([]);
});
