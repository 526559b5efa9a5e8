/** The ledger in a browser: registers as paper, figures that are doors, recording, reversing, the opening balance. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { proposeOpening } from '../../src/ledgers/index.ts';
import { systemContext } from '../../src/platform/db/context.ts';
import type { Client } from '../harness.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let manager: Client;
const devices = new Map<string, string>();
const url = (path: string) => `/api/units/DW/${path}`;

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
async function ok(answer: Promise<{ status: number; body: any }>): Promise<any> {
  const { status, body } = await answer;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

const office = {
  softwareType: 'commercial',
  softwareName: '甲办公',
  softwareVersion: 'v12',
  acquisitionMethod: 'purchase',
  purchaseDate: '2024-03-01',
  purchaseAmountFen: 300_000,
  licenseType: 'device',
  licenseMetric: 'perDevice',
  licenseQuantity: 2,
  usableVersions: [{ from: 'v11', to: 'v12' }],
  licenseTerm: { kind: 'perpetual' },
};

async function seed(): Promise<void> {
  const department = await ok(manager.post(url('departments'), { name: '新疆维吾尔自治区推进处' }));
  const holder = {
    staffNo: 'P1',
    name: '张伟',
    departmentId: department.id,
    joinedOn: '2020-01-01',
  };
  const person = await ok(manager.post(url('people'), holder));
  for (let no = 1; no <= 6; no++) {
    const computerNo = `PC-${String(no).padStart(3, '0')}`;
    const facts = { computerNo, deviceType: 'desktop', brand: '清华同方', model: '超越 E500' };
    const made = await ok(
      manager.post(url('devices'), { ...facts, holderId: person.id, acquiredOn: '2022-01-10' }),
    );
    devices.set(computerNo, made.id);
  }
  const software = await ok(manager.post(url('software'), office));
  const line = (computerNo: string) => ({
    kind: 'install',
    softwareId: software.id,
    deviceId: devices.get(computerNo),
    occurredOn: '2024-03-15',
  });
  await ok(
    manager.post(url('entries'), {
      idempotencyKey: 'seed-entries',
      reason: '统一部署',
      lines: [line('PC-001'), line('PC-002')],
    }),
  );
  await journeys.app.database.write((tx) =>
    proposeOpening(
      systemContext(tx, journeys.app.unitId, '采集'),
      [...devices.values()].map((deviceId) => ({
        deviceId,
        softwareType: 'oem' as const,
        softwareName: 'X系统 专业版',
        softwareVersion: 'v11',
        version: 'v11',
        installedOn: '2022-01-10',
        dateBasis: 'loading' as const,
        source: 'sighting' as const,
      })),
    ),
  );
}

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  manager = await journeys.app.as('itManager');
  await seed();
}, 120_000);

/** A page signed in as the manager: the sign-in itself is the frame's journey. */
const open = (options: { phone?: boolean; dark?: boolean } = {}): Promise<Page> =>
  journeys.as(manager, options);

const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: false });
};

journey('the register is the paper, and its figures are doors', async () => {
  const page = await open();
  await page.goto('/u/DW/registers/7');
  const paper = page.locator('table.zc-paper');
  await paper.getByText('甲办公').waitFor();
  expect(await paper.locator('thead').innerText()).toContain('使用计算机人数');
  await shot(page, 'form7');
  await paper.getByRole('link', { name: '2', exact: true }).click();
  await page.waitForURL('**/installs?**');
  await page.getByText('PC-002').waitFor();
  await shot(page, 'installs');
  await page.getByRole('link', { name: '2024-03-15' }).first().click();
  await page.waitForURL('**/entries?**');
  await page.getByText('手工登记').first().waitFor();
  await page.goto('/u/DW/registers/7?asOf=2024-03-14');
  await paper.getByText('甲办公').waitFor();
  expect(await paper.locator('tbody tr').first().locator('td').last().innerText()).toBe('0');
  await page.goto('/u/DW/registers/8');
  await paper.getByText('PC-006').waitFor();
  await shot(page, 'form8');
  await page.goto('/u/DW/registers/9');
  await paper.getByText('PC-001').waitFor();
  await shot(page, 'form9');
  const file = page.waitForEvent('download');
  await page.getByRole('button', { name: '下载' }).click();
  await page.getByRole('menuitem', { name: 'Excel' }).click();
  expect((await file).suggestedFilename()).toContain('附件9');
});

journey('an install is recorded and reversed', async () => {
  const page = await open();
  await page.goto('/u/DW/entries/new');
  await page.getByLabel('软件编号').click();
  await page.getByTitle(/S0001 甲办公/).click();
  await page.getByLabel('计算机（可多选）').click();
  await page.getByTitle(/^PC-003/).click();
  await page.keyboard.press('Escape');
  await page.getByLabel('原因或依据').fill('确认单 2026-015');
  await page.getByRole('button', { name: '先核对，不登记' }).click();
  await page.getByText('S0001 将超出许可').waitFor();
  await shot(page, 'new-entries');
  await page.getByRole('button', { name: /登记入账/ }).click();
  await page.waitForURL('**/u/DW/entries');
  await page
    .getByRole('row', { name: /PC-003/ })
    .getByText('3', { exact: true })
    .click();
  await page.getByLabel('冲正原因').fill('登记到了错误的计算机');
  await shot(page, 'entry');
  await page.getByRole('button', { name: '冲正', exact: true }).click();
  await page.getByText('冲正第 3 号').waitFor();
  await shot(page, 'entries');
});

journey('the opening balance is reviewed and posted', async () => {
  const page = await open();
  await page.goto('/u/DW/opening');
  await page.getByText('X系统 专业版').click();
  await page.getByText('PC-006').waitFor();
  await shot(page, 'opening-detail');
  await page
    .getByRole('row', { name: /PC-006/ })
    .getByRole('checkbox')
    .click();
  await page.keyboard.press('Escape');
  await page.getByText('5/6').waitFor();
  await page.locator('tr[data-row-key] .ant-checkbox-input').first().check();
  await page.getByRole('button', { name: '入账', exact: true }).click();
  await page.getByText('新建 1 个软件编号：O0001').waitFor();
  await shot(page, 'opening-post');
  await page.getByRole('dialog').getByRole('button', { name: '入账', exact: true }).click();
  await page.getByText('已入账 5 条安装记录').waitFor();
  await page.goto('/u/DW/registers/7');
  await page.locator('table.zc-paper').getByText('O0001').waitFor();
});

journey('a computer is disposed of from its record, and its licences are free again', async () => {
  const page = await open();
  await page.goto(`/u/DW/devices/${devices.get('PC-002')}?tab=installs`);
  await page.getByRole('button', { name: '报废或调出' }).click();
  await page.getByText('报废', { exact: true }).click();
  await page.getByLabel('处置日期').fill('2026-11-20');
  await page.keyboard.press('Enter');
  await page.getByLabel('原因').fill('超过使用年限');
  await shot(page, 'retire');
  await page.getByRole('button', { name: '办理处置' }).click();
  await page.getByText('已处置，登记卸载').waitFor();
  await shot(page, 'retired');
  await page.goto('/u/DW/registers/8');
  await page.locator('table.zc-paper').getByText('PC-001').waitFor();
  expect(await page.getByText('PC-002').count()).toBe(0);
});

journey('nothing sticks out on a phone, and nothing complains', async () => {
  const page = await open({ phone: true, dark: true });
  for (const path of [
    'registers/7',
    'registers/8',
    'entries',
    'entries/new',
    'installs',
    'opening',
  ]) {
    await page.goto(`/u/DW/${path}`);
    await page.locator('h1').waitFor();
    await page.waitForTimeout(300);
    await shot(page, `phone-${path.replace('/', '-')}`);
    expect(await overhang(page), path).toBe(0);
  }
  expect(journeys.complaints).toEqual([]);
});
