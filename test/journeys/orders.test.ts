/** One work order from the technician's phone to the journal: reported, signed on his screen or on the user's own phone. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { createOrders } from '../../src/installation/orders/commands.ts';
import { testContext } from '../harness.ts';
import { type Office, office, ok, url } from '../office.ts';
import {
  eventually,
  type Journeys,
  journey,
  missing,
  overhang,
  startJourneys,
  write,
} from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app, ['张三', '张三', null]);
}, 60_000);

async function make(computerNo: string): Promise<string> {
  const [made] = await world.app.database.write((tx) =>
    createOrders(testContext(tx, world.app.unitId), [
      {
        origin: 'finding',
        originId: newId(),
        deviceId: world.device(computerNo),
        technicianPersonId: world.person('赵工'),
        dueOn: '2026-06-30',
        lines: [
          { kind: 'install', softwareId: world.software('S2'), version: '13' },
          { kind: 'uninstall', softwareId: null, softwareName: '某高速下载工具', version: '' },
        ],
      },
    ]),
  );
  return made!.id;
}

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/order-${name}.png`, fullPage: true });
}

const state = async (id: string) =>
  (await ok((await world.as('钱主管')).get(url(`orders/${id}`)))).state;

journey(
  'the technician reports on his phone and hands it over',
  async () => {
    const id = await make('C1');
    const page = await journeys.as(await world.as('赵工'), { phone: true });
    await page.goto('/u/DW/orders?mine=true&open=true');
    await page.getByText('QR').first().waitFor();
    await look(page, 'cards');
    await page.getByRole('button', { name: '开始' }).click();
    await eventually(() => state(id)).toBe('executing');
    await page.getByRole('button', { name: '填报完成' }).click();
    await page.getByText('填报完成情况').waitFor();
    await page.getByText('未完成', { exact: true }).nth(1).click();
    await page.getByPlaceholder('没有完成的原因（必填）').fill('需要管理员密码');
    await write(page);
    await page.getByRole('button', { name: '签字并提交' }).click();
    // The same screen goes to the user at once.
    await page.getByText('请把屏幕交给张三核对并签字').waitFor();
    await look(page, 'hand-over');
    await write(page);
    await page.getByRole('button', { name: '确认签字' }).click();
    await eventually(() => state(id)).toBe('recorded');
    await page.getByText('部分完成').waitFor();
    await look(page, 'recorded');
    const entries = await ok(
      (await world.as('钱主管')).get(url(`entries?device=${world.device('C1')}`)),
    );
    expect(entries.items).toHaveLength(1);
  },
  120_000,
);

journey(
  'the user signs on a phone of his own, in the dark',
  async () => {
    const id = await make('C2');
    const technician = await journeys.as(await world.as('赵工'));
    await technician.goto(`/u/DW/orders/${id}`);
    await technician.getByRole('button', { name: '填报完成' }).click();
    await write(technician);
    await technician.getByRole('button', { name: '签字并提交' }).click();
    await eventually(() => state(id)).toBe('awaitingConfirmation');
    const page = await journeys.as(await world.as('张三'), { phone: true, dark: true });
    await page.goto('/u/DW/orders?toSign=true');
    await page.getByRole('link', { name: /^QR/ }).click();
    await page.getByText('本人确认上述计算机的软件安装维护情况属实。').waitFor();
    await look(page, 'to-sign');
    // Without a signature nothing is sent; a pad that was cleared is empty again.
    await write(page);
    await page.getByRole('button', { name: '重写' }).click();
    await page.getByRole('button', { name: '签字确认' }).click();
    await page.getByText('请填写签字').waitFor();
    expect(await state(id)).toBe('awaitingConfirmation');
    await write(page);
    await page.getByRole('button', { name: '签字确认' }).click();
    await eventually(() => state(id)).toBe('recorded');
    await page.getByText('双方已签字，1 条记录已登记台账').waitFor();
    await look(page, 'signed');
  },
  120_000,
);

journey('nothing complained meanwhile', async () => {
  expect(journeys.complaints).toEqual([]);
});
