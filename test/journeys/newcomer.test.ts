/**
 * The whole way of a newcomer, in the browser: first run, connect an agent, confirm the machine, register a purchase,
 * open the ledger from what was seen, decide on findings, export the three registers.
 */
import { readFileSync } from 'node:fs';
import { deflateSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { readSheets } from '../../src/platform/sheets/index.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

let journeys: Journeys;
let page: Page;
let address = '';

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  page = await journeys.person();
}, 120_000);

async function follow(): Promise<void> {
  await journeys.app.services.follower.drain();
  await journeys.app.services.reconciler.drain();
}

/** What a FusionInventory agent sends: zlib XML to the one address. */
async function report(
  programs: [name: string, publisher: string, version: string][],
): Promise<void> {
  const software = programs.map(
    ([name, publisher, version]) =>
      `<SOFTWARES><NAME>${name}</NAME><PUBLISHER>${publisher}</PUBLISHER><VERSION>${version}</VERSION></SOFTWARES>`,
  );
  const xml =
    '<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>XSRL0001</SSN></BIOS>' +
    '<HARDWARE><NAME>BGS-PC01</NAME><OSNAME>Microsoft Windows 11 专业版</OSNAME></HARDWARE>' +
    `${software.join('')}<VERSIONCLIENT>FusionInventory-Agent_v2.6</VERSIONCLIENT></CONTENT>` +
    '<DEVICEID>BGS-PC01-2026-05-06-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>';
  const answer = await fetch(address, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-compress-zlib',
      'user-agent': 'FusionInventory-Agent_v2.6',
    },
    body: deflateSync(xml),
  });
  expect(answer.status).toBe(200);
  await follow();
}

async function open(path: string): Promise<void> {
  await page.goto(`/u/XRY${path}`);
  await page.locator('h1').first().waitFor();
}

journey('first run: the unit and its administrator', async () => {
  await page.goto('/');
  await page.getByLabel('单位名称').fill('新手市试用局');
  await page.getByLabel('单位编码').fill('XRY');
  await page
    .getByText('党政机关')
    .click()
    .catch(async () => {
      await page.getByLabel('单位性质').click();
      await page.getByTitle('党政机关').click();
    });
  await page.getByLabel('管理员姓名').fill('赵管理');
  await page.getByLabel('登录用户名').fill('zgl');
  await page.getByLabel('密码').fill('Xin-Shou 2026');
  await page.getByRole('button', { name: '建立单位并登录' }).click();
  // The harness has a unit of its own, and an administrator sees both.
  await page.waitForURL(/\/u\//);
  await open('');
  await page.getByText('接下来要做的').waitFor();
  await page.getByRole('link', { name: '接入采集代理' }).first().waitFor();
});

journey('connects an agent with the address the page shows', async () => {
  await open('/discovery/connect');
  await page.getByPlaceholder('用途，例如：机关大楼').fill('办公楼');
  await page.getByRole('button', { name: '生成' }).click();
  const shown = page.getByText(/http:\/\/127\.0\.0\.1:\d+\/inventory\/[\w-]{16,}/).first();
  await shown.waitFor();
  address = /http:\/\/127\.0\.0\.1:\d+\/inventory\/[\w-]{16,}/.exec(
    (await shown.textContent()) ?? '',
  )![0];
  await report([
    ['Microsoft Office LTSC 标准版 2021 - zh-cn', 'Microsoft Corporation', '16.0.14332.20517'],
    ['7-Zip 23.01 (x64)', 'Igor Pavlov', '23.01'],
    ['某市专用客户端', '某市信息中心', '1.0'],
  ]);
});

journey('confirms the machine with one click and sees what is on it', async () => {
  await open('/discovery/candidates');
  await page
    .getByRole('row', { name: /BGS-PC01/ })
    .getByRole('button', { name: '登记为新计算机' })
    .click();
  await page.getByText('已登记 1 台计算机').waitFor();
  await follow();
  await open('/devices');
  await page
    .getByRole('row', { name: /PC00001/ })
    .getByRole('link', { name: 'PC00001' })
    .click();
  await page.getByRole('tab', { name: '采集到的软件' }).click();
  await page.getByText('Microsoft Office LTSC 标准版 2021 - zh-cn').first().waitFor();
  await page.getByText('Microsoft Office 标准版').first().waitFor();
});

journey('lists free software from the finding that names it', async () => {
  await open('/findings?kind=freeNotListed');
  await page.getByRole('row', { name: /7-Zip/ }).getByRole('checkbox').check();
  await page.getByRole('button', { name: '处理所选' }).click();
  const drawer = page.getByRole('dialog');
  await drawer.getByRole('radio', { name: /列入免费软件清单/ }).check();
  await drawer.getByRole('button', { name: '确定处理' }).click();
  await drawer.getByText('请填写使用原因').first().waitFor();
  await drawer.getByLabel('软件来源').fill('https://www.7-zip.org');
  await drawer.getByRole('textbox', { name: '说明' }).fill('压缩文件');
  await drawer.getByRole('button', { name: '确定处理' }).click();
  await page.getByText('已处理 1 个问题').waitFor();
});

journey('opens the ledger from what was seen', async () => {
  await page.request.post('/api/units/XRY/software', {
    data: {
      softwareType: 'commercial',
      softwareName: 'Microsoft Office 标准版',
      softwareVersion: '2021',
      productId: 'microsoft-office-standard',
      category: 'office',
      acquisitionMethod: 'purchase',
      purchaseDate: '2025-03-01',
      purchaseAmountFen: 180_000,
      licenseType: 'device',
      licenseMetric: 'perDevice',
      licenseQuantity: 2,
      usableVersions: [{ from: '2019', to: '2021' }],
      licenseTerm: { kind: 'perpetual' },
    },
  });
  await follow();
  await open('/opening');
  await page.getByRole('button', { name: '从采集结果提出' }).click();
  await eventually(async () => {
    await page.reload();
    await page.locator('h1').first().waitFor();
    return page.getByRole('row', { name: /Microsoft Office 标准版/ }).count();
  }).toBe(1);
  await page
    .getByRole('row', { name: /Microsoft Office 标准版/ })
    .getByRole('checkbox')
    .check();
  await page.getByRole('row', { name: /7-Zip/ }).getByRole('checkbox').check();
  await page.getByRole('button', { name: /入账/ }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: /入账/ }).click();
  await eventually(async () => {
    const listed = await page.request.get('/api/units/XRY/entries');
    return (await listed.json()).items.length;
  }).toBe(2);
});

journey('exports the three registers and they say so', async () => {
  for (const [form, words] of [
    [7, ['软件使用情况汇总表', 'Microsoft Office 标准版', '7-Zip', '新手市试用局']],
    [8, ['软件使用情况明细表', 'PC00001', '7-Zip']],
    [9, ['软件安装维护情况明细表', 'PC00001']],
  ] as const) {
    await open(`/registers/${form}`);
    await page.getByRole('button', { name: '下载' }).click();
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Excel' }).click(),
    ]);
    const { sheets } = await readSheets(readFileSync(await file.path()), { fileName: 'form.xlsx' });
    const text = JSON.stringify(sheets);
    for (const word of words) expect(text).toContain(word);
  }
});

journey('everything fits a phone, and nothing complained', async () => {
  const phone = await journeys.person({ phone: true });
  await phone.context().addCookies(await page.context().cookies());
  for (const path of ['', '/findings', '/discovery/sources', '/posting-rules', '/sample']) {
    await phone.goto(`/u/XRY${path}`);
    await phone.locator('h1').first().waitFor();
    expect(await overhang(phone), path).toBe(0);
  }
  expect(journeys.complaints).toEqual([]);
});
