/** One upgrade of fifty computers in a browser: from a request to the scheme, its approval on a phone, and the pair of entries. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { drawn, type Name, type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const COMPUTERS = 50;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(
    journeys.app,
    [...Array(COMPUTERS)].map((): Name => '张三'),
  );
  await ok(
    (await world.as('钱主管')).post(url('entries'), {
      idempotencyKey: 'upgrade-journey',
      reason: '已有安装',
      lines: [...Array(COMPUTERS)].map((_, at) => ({
        kind: 'install',
        softwareId: world.software('S1'),
        deviceId: world.device(`C${at + 1}`),
        version: '12',
        occurredOn: '2025-03-01',
      })),
    }),
  );
}, 60_000);

const post = async (who: Name, path: string, body: object = {}) =>
  ok((await world.as(who)).post(url(path), body));

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/upgrade-${name}.png`, fullPage: true });
}

/** 附件10 of somebody who wants the new version, through both opinions. */
async function request(): Promise<string> {
  const application = {
    deviceId: world.device('C1'),
    kind: 'upgrade',
    fromSoftwareId: world.software('S1'),
    toSoftwareId: world.software('S2'),
    softwareVersion: '13',
    reason: '需要新版功能',
  };
  const body = { idempotencyKey: 'upgrade-journey-1', submit: true, application };
  const made = await post('张三', 'applications', body);
  await post('王主任', `applications/${made.id}/dept-review`, { result: 'approve' });
  await post('钱主管', `applications/${made.id}/it-review`, { result: 'approve' });
  return made.id;
}

/** The campaign's own pages are another journey's. */
async function carryOut(campaignId: string): Promise<void> {
  await post('钱主管', `campaigns/${campaignId}/notify`);
  const technicianPersonId = world.person('赵工');
  const technicians = [{ departmentId: world.department('办公室'), technicianPersonId }];
  await post('钱主管', `campaigns/${campaignId}/execute`, { technicians });
  const manager = await world.as('钱主管');
  const orders = await ok(manager.get(url(`orders?originId=${campaignId}&limit=500`)));
  const orderIds = orders.items.map((order: { id: string }) => order.id);
  const performedOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  await post('赵工', 'orders/perform-many', { orderIds, performedOn, signature: drawn('赵工') });
  await ok(manager.put(url('order-settings'), { bulkConfirmation: true }));
  await post('王主任', 'orders/confirm-many', { orderIds, signature: drawn('王主任') });
}

journey(
  'a request becomes a scheme, the scheme is approved, fifty computers are upgraded',
  async () => {
    const requestId = await request();
    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/upgrades');
    await manager.getByText('S1 甲办公 → S2 甲办公 13').waitFor();
    await look(manager, 'list');
    await manager.getByRole('button', { name: '据此起草' }).click();
    await manager.getByRole('textbox', { name: '方案名称' }).fill('甲办公统一升级到 13');
    for (const [label, words] of [
      ['升级范围', '全单位安装甲办公 12 的计算机'],
      ['实施步骤与时间', '第一周试点\n第二周全面升级'],
      ['兼容性与风险', '旧模板须另存'],
      ['回退办法', '保留旧版安装包'],
    ] as const) {
      await manager.getByRole('textbox', { name: label }).fill(words);
    }
    await manager.getByRole('button', { name: '核对范围与许可' }).click();
    await manager.getByText('范围内有 50 台计算机').waitFor();
    await look(manager, 'form');
    await manager.getByRole('button', { name: '保存方案' }).click();
    await manager.getByRole('heading', { name: /SJ\d{4}-0001 甲办公统一升级到 13/ }).waitFor();
    await manager.getByRole('button', { name: '送审' }).click();
    await manager.getByRole('dialog').getByRole('button', { name: '送审' }).click();
    await manager.getByText('待审批', { exact: true }).first().waitFor();
    await look(manager, 'record');

    const address = new URL(manager.url()).pathname;
    const deputy = await journeys.as(await world.as('陈副局长'), { phone: true });
    await deputy.goto(address);
    await deputy.getByRole('button', { name: '批准' }).click();
    const dialog = deputy.getByRole('dialog');
    await dialog.getByLabel('意见').fill('同意，注意备份');
    await look(deputy, 'approve-phone');
    await dialog.getByRole('button', { name: '批准' }).click();
    await dialog.waitFor({ state: 'hidden' });
    await deputy.getByText('同意，注意备份').waitFor();
    await look(deputy, 'approved-phone');

    const id = address.split('/').at(-1);
    const { campaignId } = await ok((await world.as('钱主管')).get(url(`upgrades/${id}`)));
    await carryOut(campaignId);
    await manager.reload();
    await manager.getByText('50 台，共 50 台').waitFor();
    await manager.getByRole('tab', { name: /列入的升级申请/ }).click();
    await manager.getByText('已升级').waitFor();
    await look(manager, 'executed');
    const wanted = await ok((await world.as('张三')).get(url(`applications/${requestId}`)));
    expect(wanted.state).toBe('recorded');
    const entries = await ok(
      (await world.as('钱主管')).get(url('entries?cause=upgrade&limit=500')),
    );
    expect(entries.items).toHaveLength(2 * COMPUTERS);
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
