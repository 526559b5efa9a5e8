/** Departments, people and computers in a browser: entered, moved, found, merged and parted again; on a phone; in English. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import type { Client } from '../harness.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let manager: Client;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
  const upload = (thing: string, lines: string[]) =>
    manager.upload(`/api/units/DW/${thing}/import?commit=true`, {
      name: `${thing}.csv`,
      content: lines.join('\n'),
    });
  await upload('departments', ['部门编码,部门名称', 'B1,办公厅', 'B2,信息中心', 'B3,财务处']);
  await upload('people', ['工号,姓名,部门', '1,张伟,办公厅', '2,李娜,财务处', '3,王芳,信息中心']);
}, 120_000);

/** A page signed in already: the sign-in itself is the frame's journey. */
const open = (who: Client, options: { phone?: boolean } = {}): Promise<Page> =>
  journeys.as(who, options);

const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png` });
};

/** Types into a select box that asks the server, and takes the choice that shows `label`. */
async function choose(page: Page, box: Locator, text: string, label: string): Promise<void> {
  await box.click();
  await page.keyboard.type(text);
  await page.locator('.ant-select-item-option', { hasText: label }).first().click();
}

const paths = async () =>
  (await manager.get('/api/units/DW/departments')).body.items.map(
    (row: { path: string }) => row.path,
  );

journey('a department is added, given a head, and dragged under another one', async () => {
  const page = await open(manager);
  await page.goto('/u/DW/departments');
  await page.getByRole('button', { name: '新增部门' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('部门名称').fill('档案处');
  await choose(page, drawer.getByLabel('部门负责人'), 'wf', '王芳');
  await drawer.getByRole('button', { name: '新增部门' }).click();
  const row = (name: string) => page.locator('.ant-tree-treenode', { hasText: name });
  await row('档案处').locator('.ant-tree-node-content-wrapper').click();
  await page.locator('.zc-panel', { hasText: '王芳' }).waitFor();
  await shot(page, 'departments');

  const handle = (name: string) => row(name).locator('.ant-tree-node-content-wrapper');
  await handle('档案处').dragTo(handle('财务处'), {
    sourcePosition: { x: 5, y: 12 },
    targetPosition: { x: 50, y: 20 },
  });
  await eventually(async () => (await paths()).includes('财务处/档案处')).toBe(true);
});

journey('a computer is registered, its double merged into it and parted again', async () => {
  const page = await open(manager);
  await page.goto('/u/DW/devices');
  await page.getByText('还没有计算机。').waitFor();
  await page.getByRole('button', { name: '登记计算机' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByText('台式机', { exact: true }).click();
  await drawer.getByLabel('品牌').fill('长城');
  await drawer.getByLabel('序列号').fill('PFXX-998877');
  await choose(page, drawer.getByLabel('使用人'), 'zw', '张伟');
  await drawer.getByRole('button', { name: '登记计算机' }).click();
  await page.waitForURL(/devices\/[0-9a-f-]{36}$/);
  await page.getByText('****8877').waitFor();
  await page.getByRole('button', { name: '显示' }).click();
  await page.getByText('PFXX-998877').waitFor();

  const twin = { deviceType: 'desktop', serialNo: 'pfxx 998877', location: '二层' };
  await manager.post('/api/units/DW/devices', twin);
  await page.reload();
  await page.getByRole('button', { name: '并入本机' }).click();
  await drawer.getByRole('button', { name: /^合\s?并$/ }).click();
  await page.getByText('二层').waitFor();
  await shot(page, 'device-merged');
  await page.getByRole('button', { name: '撤销合并' }).click();
  await page.getByRole('button', { name: '并入本机' }).waitFor();
  await eventually(() => page.getByText('二层').count()).toBe(0);
});

journey('a change of holder keeps the history; an empty form takes nothing away', async () => {
  const { body } = await manager.post('/api/units/DW/devices', {
    deviceType: 'laptop',
    computerNo: 'NB-1',
    acquiredOn: '2025-01-06',
  });
  const page = await open(manager);
  await page.goto(`/u/DW/devices/${body.id}`);
  const drawer = page.locator('.ant-drawer');
  const submit = drawer.getByRole('button', { name: '变更使用人' });
  await page.getByRole('button', { name: '变更使用人' }).click();
  await submit.click();
  await drawer.getByText('请选择新使用人').waitFor();
  await choose(page, drawer.getByLabel('新使用人'), '李娜', '李娜');
  await submit.click();
  await page.getByRole('cell', { name: '李娜' }).waitFor();
  await page.getByRole('cell', { name: '财务处' }).waitFor();

  await page.goto('/u/DW/devices?q=ln');
  await page.getByRole('link', { name: 'NB-1' }).waitFor();
  await page.getByRole('link', { name: '李娜' }).click();
  await page.getByRole('tab', { name: '保管的计算机' }).waitFor();
  await page.getByRole('link', { name: 'NB-1' }).waitFor();
});

journey('somebody leaves; the computer then asks for a new holder', async () => {
  const made = await manager.post('/api/units/DW/people', { staffNo: '9', name: '赵将离' });
  await manager.post('/api/units/DW/devices', {
    deviceType: 'desktop',
    computerNo: 'ZL-1',
    holderId: made.body.id,
  });
  const page = await open(manager);
  await page.goto(`/u/DW/people/${made.body.id}`);
  await page.getByRole('button', { name: '登记离职' }).click();
  const drawer = page.locator('.ant-drawer');
  await drawer.getByLabel('离职日期').click();
  await page.locator('.ant-picker-cell-today').click();
  await drawer.getByRole('button', { name: '登记离职' }).click();
  await page.getByRole('button', { name: '撤销离职' }).waitFor();
  await page.goto('/u/DW/devices?holderState=left');
  await page.getByRole('link', { name: 'ZL-1' }).waitFor();
  expect(await page.getByText('已离职').count()).toBeGreaterThan(0);
});

const CHINESE = /[\u4e00-\u9fff]/;

journey('every page fits a phone, and speaks English when asked to', async () => {
  const made = await manager.post('/api/units/DW/devices', { deviceType: 'server' });
  const device = made.body.id;
  const person = (await manager.get('/api/units/DW/people')).body.items[0].id;
  const page = await open(manager, { phone: true });
  const pages = ['units', 'departments', 'people', 'posts', 'devices', 'devices/import'];
  for (const path of [...pages, `devices/${device}`, `people/${person}`]) {
    await page.goto(`/u/DW/${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    expect(await overhang(page), path).toBe(0);
    await shot(page, `phone-${path.replaceAll('/', '-').slice(0, 16)}`);
  }
  await page.evaluate(() => {
    localStorage.setItem('zhengce.preferences', JSON.stringify({ language: 'en', columns: {} }));
  });
  for (const path of [...pages, `devices/${device}`]) {
    await page.goto(`/u/DW/${path}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('networkidle');
    // Labels and buttons; what was entered and titles of sheets stay as they are.
    const said = await page
      .locator('h1, .zc-head button, .zc-facts dt, [role=tab]')
      .allInnerTexts();
    expect(
      said.filter((text) => CHINESE.test(text)),
      path,
    ).toEqual([]);
  }
  expect(journeys.complaints).toEqual([]);
});
