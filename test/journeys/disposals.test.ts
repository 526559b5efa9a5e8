/** 软件处置 in a browser: a head asks, the information department appraises, asset and head approve, form 7 lists it no more. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import type { Client } from '../harness.ts';
import { drawn, type Name, type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;
let asset: Client;

const post = async (who: Name, path: string, body: object = {}) =>
  ok((await world.as(who)).post(url(path), body));

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  asset = await world.anew('何人事', ['staff', 'assetOfficer']);
  await journeys.app.database.pool.query(
    `update configuration_software set purchase_date = '2020-06-01' where id = $1`,
    [world.software('S1')],
  );
  await post('钱主管', 'entries', {
    idempotencyKey: 'disposal-journey',
    reason: '已有安装',
    lines: ['C1', 'C3'].map((computer) => ({
      kind: 'install',
      softwareId: world.software('S1'),
      deviceId: world.device(computer),
      version: '12',
      occurredOn: '2021-03-01',
    })),
  });
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/disposal-${name}.png`, fullPage: true });
}

/** An opinion in the drawer of a record. */
async function decide(page: Page, button: string, words: string, shot?: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: '同意', exact: true }).check();
  await dialog.getByLabel(/意见/).fill(words);
  if (shot) await look(page, shot);
  await dialog.getByRole('button', { name: button, exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Campaign and orders are other journeys. */
async function uninstalled(campaignId: string): Promise<void> {
  await post('钱主管', `campaigns/${campaignId}/notify`);
  const technicianPersonId = world.person('赵工');
  const technicians = [{ departmentId: world.department('办公室'), technicianPersonId }];
  await post('钱主管', `campaigns/${campaignId}/execute`, { technicians });
  const manager = await world.as('钱主管');
  const orders = await ok(manager.get(url(`orders?originId=${campaignId}`)));
  const orderIds = orders.items.map((order: { id: string }) => order.id);
  const performedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await post('赵工', 'orders/perform-many', { orderIds, performedOn, signature: drawn('赵工') });
  await ok(manager.put(url('order-settings'), { bulkConfirmation: true }));
  await post('王主任', 'orders/confirm-many', { orderIds, signature: drawn('王主任') });
}

journey(
  'old office software is asked for, appraised, approved, uninstalled and closed',
  async () => {
    const head = await journeys.as(await world.as('王主任'));
    await head.goto('/u/DW/disposals');
    await head.getByRole('button', { name: '申请处置' }).first().click();
    await head.getByRole('combobox', { name: '软件编号' }).fill('S1');
    await head.getByTitle('S1 甲办公 12').click();
    await head.getByText('2025-06-01 已达到').waitFor();
    await head.getByRole('radio', { name: /未达到最低使用年限，因技术进步/ }).check();
    await head.getByRole('textbox', { name: '情况说明' }).fill('厂商已停止服务，与新系统不兼容');
    await head.getByRole('button', { name: '提出申请' }).click();
    await head.getByText('最低使用年限 5 年，2025-06-01 已达到，请选').waitFor();
    await look(head, 'form');
    await head.getByRole('radio', { name: /^已达到最低使用年限/ }).check();
    await head.getByRole('button', { name: '提出申请' }).click();
    await head.getByRole('heading', { name: /CZ\d{4}-0001/ }).waitFor();
    const address = new URL(head.url()).pathname;
    const id = address.split('/').at(-1);

    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto(address);
    await decide(manager, '鉴定', '已停止服务，无法继续使用，建议报废', 'appraise');
    const officer = await journeys.as(asset);
    await officer.goto(address);
    await decide(officer, '资产审批', '同意报废');
    const chief = await journeys.as(await world.as('孙局长'), { phone: true });
    await chief.goto('/u/DW/inbox');
    await chief.getByText('待您审批的软件处置').click();
    await chief.getByText('已停止服务，无法继续使用，建议报废').waitFor();
    await look(chief, 'record-phone');
    await decide(chief, '审批', '同意', 'approve-phone');
    await chief.getByText('待处置', { exact: true }).first().waitFor();

    await manager.reload();
    await manager.getByText('还有 2 处在册安装，须先卸载并登记，才能办理处置。').waitFor();
    await manager.getByRole('button', { name: '发起卸载' }).click();
    await manager.getByRole('dialog').getByRole('button', { name: '发起卸载' }).click();
    await manager.getByRole('link', { name: /卸载 BS\d{4}-0001/ }).waitFor();
    await look(manager, 'uninstalling');
    const { lines } = await ok((await world.as('钱主管')).get(url(`disposals/${id}`)));
    await uninstalled(lines[0].campaignId);
    await manager.reload();
    await manager.getByRole('button', { name: '办理处置' }).click();
    await manager.getByRole('dialog').getByRole('button', { name: '办理处置' }).click();
    await manager.locator('.zc-head-state').getByText('已处置').waitFor();
    await look(manager, 'disposed');
    await manager.getByRole('button', { name: '表单' }).click();
    await manager.getByRole('menuitem', { name: '打印' }).click();
    await manager.getByRole('region', { name: '软件处置审批表' }).waitFor();
    await manager.getByText('同意报废').waitFor();
    await look(manager, 'sheet');

    await manager.goto('/u/DW/registers/7');
    await manager.getByRole('cell', { name: 'S2', exact: true }).waitFor();
    expect(await manager.getByRole('cell', { name: 'S1', exact: true }).count()).toBe(0);
    await manager.goto('/u/DW/disposals');
    await manager.getByRole('link', { name: /CZ\d{4}-0001/ }).waitFor();
    await look(manager, 'list');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
