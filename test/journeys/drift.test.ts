/** 变动说明 in a browser: from a total to its causes, to the single entry, to the entry's own page; and on a phone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { addDays } from '../../src/base/dates.ts';
import { newId } from '../../src/base/ids.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
let journeys: Journeys;
let world: Office;

const post = async (path: string, body: object) =>
  ok((await world.as('钱主管')).post(url(path), body));

async function enter(line: object): Promise<void> {
  const body = { idempotencyKey: newId(), reason: '按申请办理', lines: [line] };
  await post('entries', body);
}

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const before = addDays(`${today.slice(0, 7)}-01`, -40);
  const s1 = { softwareId: world.software('S1'), version: '12' };
  for (const pc of ['C1', 'C2', 'C3']) {
    await enter({ kind: 'install', ...s1, deviceId: world.device(pc), occurredOn: before });
  }
  await enter({
    ...{ kind: 'upgrade', fromSoftwareId: s1.softwareId, softwareId: world.software('S2') },
    ...{ version: '13', deviceId: world.device('C1'), occurredOn: today },
  });
  await enter({ kind: 'uninstall', ...s1, deviceId: world.device('C2'), occurredOn: today });
  const retired = { status: 'scrapped', on: today, reason: '主板损坏' };
  await post(`devices/${world.device('C3')}/retire`, retired);
  await post(`devices/${world.device('C5')}/status`, { status: 'idle', fromOn: today });
  await post('people', { staffNo: '900', name: '新同事', joinedOn: today });
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/drift-${name}.png`, fullPage: true });
}

journey(
  'from a figure that fell to the entry that made it fall',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/closings');
    await page.getByRole('link', { name: '变动说明' }).click();
    await page.getByText('本月', { exact: true }).click();
    const software = page.getByRole('table', { name: '软件编号、许可和安装' });
    await software.getByRole('button', { name: '安装数量' }).click();
    await software.getByText('计算机处置时卸载 · 卸载').waitFor();
    await page.getByRole('button', { name: '操作系统应配' }).click();
    await look(page, 'month');
    await software.getByRole('button', { name: '按软件编号' }).last().click();
    const drawer = page.locator('.ant-drawer');
    await drawer.getByRole('button', { name: 'S1 甲办公' }).click();
    await drawer.getByText('升级 · 升级换出').waitFor();
    await look(page, 'numbers');
    await page.locator('.ant-drawer-close').last().click();
    await software.getByRole('button', { name: '1 条记录' }).first().click();
    await drawer.getByText('按申请办理').or(drawer.getByText('主板损坏')).first().waitFor();
    await look(page, 'records');
    await drawer.getByRole('link', { name: /^C\d$/ }).first().click();
    await page.getByRole('heading', { name: '台账流水' }).waitFor();

    const phone = await journeys.as(await world.as('徐检查'), { phone: true });
    await phone.goto('/u/DW/drift');
    await phone.getByRole('button', { name: '总人数' }).click();
    await phone.getByText('入职').waitFor();
    await look(phone, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  90_000,
);
