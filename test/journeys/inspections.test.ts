/** An inspection in a browser: planned and drawn, a sheet with a failure filled and signed on a phone, announced, answered, checked again, closed. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { DEFAULT_ITEMS } from '../../src/daily/inspections/rules.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys, write } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app, ['张三', '李四', '王主任', '吴会计']);
  await world.as('徐检查');
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/inspection-${name}.png`, fullPage: true });
}

/** The step in the record's drawer, by its button. */
async function step(page: Page, name: string, fill: Record<string, string> = {}): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const drawer = page.locator('.ant-drawer').last();
  for (const [label, words] of Object.entries(fill))
    await drawer.getByRole('textbox', { name: label }).fill(words);
  await drawer.getByRole('button', { name, exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
}

async function planAndDraw(manager: Page): Promise<string> {
  await manager.goto('/u/DW/inspections');
  await manager.getByRole('button', { name: '制定检查计划' }).click();
  const drawer = manager.locator('.ant-drawer').last();
  await drawer.getByLabel('检查名称').fill('软件正版化抽查');
  await drawer.locator('label', { hasText: /^抽查$/ }).click();
  await drawer.locator('label', { hasText: '按台数' }).click();
  await drawer.getByLabel('抽查台数').fill('3');
  await drawer.getByLabel('检查人员').click();
  await manager.locator('.ant-select-item-option', { hasText: '徐检查' }).click();
  await drawer.getByLabel('检查名称').click();
  await look(manager, 'plan');
  await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
  await manager.getByRole('heading', { name: /软件正版化抽查/ }).waitFor();
  await step(manager, '抽取计算机', { 种子: '20260815' });
  await manager.getByRole('tab', { name: '抽取情况' }).click();
  await manager.getByText('已用种子和留存的底册当场复算，与名单一致。').waitFor();
  await look(manager, 'draw');
  await step(manager, '开始检查');
  await manager.getByText('检查中').first().waitFor();
  return /inspections\/([^/?]+)/.exec(manager.url())![1]!;
}

async function checkOnPhone(inspector: Page, no: string): Promise<void> {
  await inspector.goto('/u/DW/inbox');
  await inspector.getByText('待您检查的计算机').click();
  const card = inspector.locator('.zc-card', { hasText: no });
  await card.waitFor();
  await look(inspector, 'cards-phone');
  await card.getByRole('button', { name: /^检\s?查$/ }).click();
  await inspector.getByRole('heading', { name: no }).waitFor();
  for (const { label } of DEFAULT_ITEMS) {
    const item = inspector.getByRole('region', { name: label, exact: true });
    const verdict = label === '无与工作无关的软件' ? '不合格' : '合格';
    await item.getByText(verdict, { exact: true }).click();
  }
  // What was tapped survives a closed page.
  await inspector.reload();
  await inspector.getByText(/已恢复 .* 未提交的内容/).waitFor();
  await inspector.getByRole('button', { name: '检查完毕' }).click();
  await inspector.getByText('“无与工作无关的软件”不合格，请写明情况').waitFor();
  await inspector.getByLabel('无与工作无关的软件：情况').fill('装有某游戏平台');
  await look(inspector, 'sheet-phone');
  await inspector.getByRole('button', { name: '检查完毕' }).click();
  await inspector.getByRole('button', { name: '请使用人签字' }).click();
  await inspector.locator('.zc-pad').waitFor();
  await write(inspector);
  await inspector.getByRole('button', { name: '确认签字' }).click();
  await inspector.getByAltText(/的手写签名/).waitFor();
  await look(inspector, 'signed-phone');
}

/** The sheets that show nothing new. */
async function checkRest(inspection: string): Promise<void> {
  const client = await world.as('徐检查');
  const { items } = await ok(client.get(url(`inspections/${inspection}/sheets?open=true`)));
  for (const { deviceId } of items) {
    const answers = DEFAULT_ITEMS.map(({ key }) => ({ key, verdict: 'pass' }));
    const body = { version: 0, state: 'done', answers };
    await ok(client.put(url(`inspections/${inspection}/sheets/${deviceId}`), body));
  }
}

journey(
  'from the plan to the end',
  async () => {
    const manager = await journeys.as(await world.as('钱主管'));
    const id = await planAndDraw(manager);
    const inspector = await journeys.as(await world.as('徐检查'), { phone: true });
    const { items } = await ok(
      (await world.as('徐检查')).get(
        url(`inspections/${id}/sheets?department=${world.department('办公室')}`),
      ),
    );
    await checkOnPhone(inspector, items[0].computerNo);
    await checkRest(id);

    await manager.reload();
    await step(manager, '汇总问题');
    await manager.getByRole('tab', { name: /^问题/ }).click();
    await manager.getByText('“无与工作无关的软件”不合格：装有某游戏平台').first().waitFor();
    await step(manager, '发通报', { 检查结论: '总体较好，个别计算机装有与工作无关的软件。' });
    await manager.getByText('已通报').first().waitFor();
    await look(manager, 'notified');

    const head = await journeys.as(await world.as('王主任'), { phone: true });
    await head.goto('/u/DW/inbox');
    await head.getByText('待您部门整改的检查问题').click();
    await head.getByText('装有某游戏平台').click();
    await look(head, 'problem-phone');
    await step(head, '报告整改情况', { 整改情况: '已卸载该平台，并对使用人进行了教育' });
    await head.getByText('待复查').first().waitFor();
    await head.goto(`/u/DW/inspections/${id}?tab=circulars`);
    await head
      .getByRole('link', { name: /^检查通报/ })
      .last()
      .click();
    await head.getByText('装有某游戏平台').waitFor();

    await inspector.goto('/u/DW/inspection-problems?state=responded');
    await inspector.getByText('装有某游戏平台').click();
    await inspector.getByRole('button', { name: '复查', exact: true }).click();
    const drawer = inspector.locator('.ant-drawer').last();
    await drawer.getByText('通过', { exact: true }).click();
    await look(inspector, 'review-phone');
    await drawer.getByRole('button', { name: '复查', exact: true }).click();
    await inspector.getByText('已整改').first().waitFor();

    await manager.reload();
    await manager.getByText('复查完毕').first().waitFor();
    await step(manager, '结束检查', { 总结: '问题已全部整改' });
    await manager.getByText('已结束').first().waitFor();
    await look(manager, 'closed');
    // The paper of the department, as it was sent out, on one A4 page.
    const circular = head.url();
    await manager.goto(new URL(circular).pathname + new URL(circular).search);
    await manager.getByText('装有某游戏平台').waitFor();
    await look(manager, 'circular');
    const pdf = await manager.pdf({ preferCSSPageSize: true });
    expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1);
    await manager.goto('/u/DW/inspections');
    await manager.getByText('软件正版化抽查').waitFor();
    await look(manager, 'list');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
