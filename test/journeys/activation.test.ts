/** Activation evidence in a browser: the unit's list, a computer's tab, KMS hosts, evidence taken over. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import type { Client } from '../harness.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const unit = '/api/units/DW';
let journeys: Journeys;
let manager: Client;

const told = (name: string, os: string, id: string, key: string, more = '') =>
  `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>` +
  `<HARDWARE><NAME>${name}</NAME><OSNAME>${os}</OSNAME><WINPRODID>${id}</WINPRODID>` +
  `<WINPRODKEY>${key}</WINPRODKEY></HARDWARE><SOFTWARES><NAME>7-Zip 24.08 (x64)</NAME></SOFTWARES>` +
  `${more}</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;

const OFFICE =
  '<LICENSEINFOS><NAME>Office 16, Office16ProPlusVL_KMS_Client edition</NAME>' +
  '<FULLNAME>Office 16, VOLUME_KMSCLIENT channel</FULLNAME><KEY>XXXXX-XXXXX-XXXXX-XXXXX-WFG99</KEY>' +
  '<PRODUCTID>00339-10000-00000-AA680</PRODUCTID></LICENSEINFOS>';

const SHOTS = process.env.SHOTS;
const shot = async (page: Page, name: string) => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true });
};

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  const { app } = journeys;
  manager = await app.as('itManager');
  const token = (await manager.post(`${unit}/discovery/tokens`, { name: '试' })).body;
  const reports = [
    told('PC-01', 'Microsoft Windows 11 家庭中文版', '00342-30575-84519-AAOEM', '', OFFICE),
    told('PC-02', 'Microsoft Windows 7 Black Edition', '00426-292-0000007-85408', ''),
    told('PC-03', 'Microsoft Windows 11 专业版', '00330-52834-11842-AAOEM', ''),
  ];
  for (const payload of reports) {
    const url = token.path ?? `/inventory/${token.token}`;
    const headers = { 'content-type': 'application/xml', 'user-agent': 'GLPI-Agent_v1.12' };
    const sent = await app.http.inject({ method: 'POST', url, headers, payload });
    expect(sent.statusCode).toBe(200);
  }
  await app.services.follower.drain();
  const { items } = (await manager.get(`${unit}/discovery/sources?waiting=true`)).body;
  for (const source of items) {
    await manager.post(`${unit}/discovery/sources/create-devices`, {
      sourceIds: [source.id],
      computerNo: source.hostName,
    });
  }
  await app.services.follower.drain();
  await app.services.reconciler.drain();
}, 120_000);

journey('the strongest stand first; a row tells what it rests on', async () => {
  const page = await journeys.as(manager);
  await page.goto('/u/DW/activation');
  const first = page.locator('tr[data-row-key]').first();
  await first.getByText('不是软件厂商发布过的版本名称').waitFor();
  await shot(page, 'activation-list');
  await first.getByText('Microsoft Windows 7 Black Edition').click();
  await page.getByText('系统名称含“Black Edition”').waitFor();
  await shot(page, 'activation-row');
  expect(await overhang(page)).toBe(0);
});

journey(
  'a hint about a preinstalled system becomes evidence once a person has looked',
  async () => {
    const page = await journeys.as(manager);
    await page.goto('/u/DW/activation?flag=oemWithoutEvidence');
    const row = page.locator('tr[data-row-key]').filter({ hasText: 'PC-03' });
    await row.locator('input[type="checkbox"]').check();
    await page.getByRole('button', { name: '登记随机凭据' }).click();
    await page.getByLabel('凭据种类').click();
    await page.getByTitle('正版标签（COA）').click();
    await page.getByLabel('核对了什么').fill('机身标签与报告一致');
    await shot(page, 'activation-oem');
    await page.getByRole('button', { name: /^登\s?记$/ }).click();
    await page.getByText('已登记 1 台').waitFor();
    const { items } = (await manager.get(`${unit}/devices?q=PC-03`)).body;
    expect(items[0].hasOemEvidence).toBe(true);
  },
);

journey('a KMS host is listed and taken off again', async () => {
  const page = await journeys.as(manager);
  await page.goto('/u/DW/activation');
  await page.getByRole('button', { name: '本单位KMS主机' }).click();
  await page.getByRole('button', { name: '登记KMS主机' }).click();
  await page.getByLabel('主机名或IP地址').fill('127.0.0.1');
  await page.getByLabel('依据').fill('批量许可协议 V0123456');
  const submit = page.getByRole('button', { name: /^登\s?记$/ });
  await submit.click();
  await page.getByText('不能作为单位的KMS主机').waitFor();
  await page.getByLabel('主机名或IP地址').fill('kms.example.gov.cn');
  await submit.click();
  await page.getByText('批量许可协议 V0123456').waitFor();
  await shot(page, 'activation-hosts');
  await page.getByRole('button', { name: /^移\s?除$/ }).click();
  await page
    .locator('.ant-modal-confirm')
    .getByRole('button', { name: /^移\s?除$/ })
    .click();
  await eventually(async () => (await manager.get(`${unit}/kms-hosts`)).body.items).toEqual([]);
});

journey('a computer’s record has its own, also on a phone', async () => {
  const { items } = (await manager.get(`${unit}/devices?q=PC-01`)).body;
  const page = await journeys.as(manager, { phone: true });
  await page.goto(`/u/DW/devices/${items[0].id}?tab=activation`);
  await page.getByText('Office 16, Office16ProPlusVL_KMS_Client edition').first().waitFor();
  await shot(page, 'activation-phone');
  expect(await overhang(page)).toBe(0);
});

journey('nothing was complained about on the way', async () => {
  expect(journeys.complaints).toEqual([]);
});
