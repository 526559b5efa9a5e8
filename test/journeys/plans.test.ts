/** The annual plan in a browser: drafted from what the guideline asks, sent back on a phone, mended, approved, reported on. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { type Office, office } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/plan-${name}.png`, fullPage: true });
}

/** Finds somebody in a search box and takes him. */
async function pick(page: Page, label: string, text: string): Promise<void> {
  await page.getByLabel(label).fill(text);
  await page.locator('.ant-select-item-option', { hasText: text }).first().click();
}

journey(
  'from the clock to the approved plan, and a task done on a phone',
  async () => {
    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/plans');
    await manager.getByText('还没有年度计划。').waitFor();
    await manager.getByRole('button', { name: '起草年度计划' }).click();
    await manager.getByText('已列出指南要求的年度事项').waitFor();
    await manager.getByLabel('目标任务').fill('在用软件全部正版');
    await manager.getByLabel('推进措施').fill('分工落实，逐月督促');
    await manager.getByLabel('进度安排').fill('上半年申报采购，下半年检查培训');
    // Ten duties of the guideline; what the unit does not need is taken out.
    const lines = manager.locator('.zc-task-line');
    const count = await lines.count();
    expect(count).toBe(10);
    for (let left = count; left > 2; left--) {
      await lines.last().getByRole('button', { name: '去掉' }).click();
    }
    await pick(manager, '第 1 项 负责人', '王主任');
    await look(manager, 'draft');
    await manager.getByRole('button', { name: '保存草稿' }).click();
    await manager.getByRole('heading', { name: new RegExp(`${year}年度`) }).waitFor();
    const address = new URL(manager.url()).pathname;

    // What is missing is said, and is mended in place.
    await manager.getByRole('button', { name: '报组长审定' }).click();
    const drawer = manager.locator('.ant-drawer').last();
    await drawer.getByRole('button', { name: '报组长审定' }).click();
    await drawer.getByText('请填写“检查方案”').waitFor();
    await drawer.getByRole('button', { name: /^取\s?消$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await manager.getByRole('button', { name: '更多操作' }).click();
    await manager.getByRole('menuitem', { name: '修改' }).click();
    await drawer.getByLabel('检查方案').fill('年中全面检查一次');
    await pick(manager, '第 2 项 部门', '办公室');
    await look(manager, 'edit');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await manager.getByRole('button', { name: '报组长审定' }).click();
    await drawer.getByRole('button', { name: '报组长审定' }).click();
    await manager.getByText('待组长审定').first().waitFor();

    const head = await journeys.as(await world.as('孙局长'), { phone: true });
    await head.goto('/u/DW/inbox');
    await head.getByText('待您审定的年度计划').click();
    await head.waitForURL(`**${address}`);
    await head.getByRole('button', { name: '审定', exact: true }).click();
    await head.locator('.ant-drawer').getByLabel('意见').fill('同意');
    await head.locator('.ant-drawer').getByRole('button', { name: '审定', exact: true }).click();
    await head.getByText('已审定').first().waitFor();
    await look(head, 'approved-phone');

    const owner = await journeys.as(await world.as('王主任'), { phone: true });
    await owner.goto(address);
    await owner.getByRole('button', { name: '填报进展' }).first().click();
    await owner.locator('.ant-drawer').getByText('已完成').click();
    await owner.locator('.ant-drawer').getByLabel('进展情况').fill('已汇总各处需求');
    await owner
      .locator('.ant-drawer')
      .getByRole('button', { name: /^填\s?报$/ })
      .click();
    await owner.getByText('已汇总各处需求').first().waitFor();
    await look(owner, 'reported-phone');

    await manager.reload();
    await manager.getByText('1 / 2').waitFor();
    await look(manager, 'record');
    await manager.goto('/u/DW/plans');
    await manager.getByText('任务完成 1 / 2').waitFor();
    await look(manager, 'list');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
