/** Demand to budget in a browser: round, form filled in by a clerk, head on a phone, selection, gap, three opinions. */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const post = newId();
  await world.app.database.write(async (tx) => {
    await sql`insert into organisation_post (unit_id, id, name)
      values (${world.app.unitId}, ${post}, '文秘')`.execute(tx);
    await sql`update organisation_person set post_id = ${post}
      where unit_id = ${world.app.unitId} and name in ('张三', '李四')`.execute(tx);
  });
  const lines = [{ softwareName: '己排版', need: 'required' }];
  await ok((await world.as('钱主管')).put(url(`post-standards/${post}`), { lines }));
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/demand-${name}.png`, fullPage: true });
}
/** Opens a step's drawer by its button, fills it in and sends it. */
async function step(page: Page, name: string, fill?: () => Promise<void>): Promise<void> {
  await page.getByRole('button', { name, exact: true }).first().click();
  const drawer = page.locator('.ant-drawer').last();
  await fill?.();
  await drawer.getByRole('button', { name, exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
}

journey(
  'from the round to the budget',
  async () => {
    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/demands');
    await manager.getByText('还没有软件需求申请表。').waitFor();
    await manager.getByRole('button', { name: '发起年度填报' }).click();
    const drawer = manager.locator('.ant-drawer').last();
    await drawer.getByLabel('填报要求').fill('请按岗位需要填报');
    await drawer.getByRole('button', { name: '发起填报' }).click();
    await manager.getByText('已报送 0 / 5').waitFor();
    await look(manager, 'round');

    // The clerk finds what the post requires, adds to it, and sends it to the head.
    const clerk = await journeys.as(await world.as('张三'));
    await clerk.goto('/u/DW/demands');
    await clerk.getByRole('button', { name: '开始填报' }).click();
    await clerk.getByText('文秘岗位 2 人必须配置，已安装 0').waitFor();
    await clerk.getByRole('button', { name: '增加软件' }).click();
    await clerk.getByLabel('第 2 项：软件名称').fill('甲办公');
    await clerk.getByLabel('第 2 项：申请数量').fill('5');
    await clerk.getByRole('button', { name: /^保\s?存$/ }).click();
    // Without a purpose it is not taken; the line is named.
    await clerk.getByText('第 2 项：请填写软件用途').waitFor();
    await clerk.getByLabel('第 2 项：软件用途').fill('公文处理');
    await look(clerk, 'form');
    await clerk.getByRole('button', { name: /^保\s?存$/ }).click();
    await clerk.getByRole('heading', { name: /XQ-/ }).waitFor();
    const address = new URL(clerk.url()).pathname;
    await step(clerk, '报送');
    await clerk.getByText('待部门负责人审核').first().waitFor();

    const head = await journeys.as(await world.as('王主任'), { phone: true });
    await head.goto('/u/DW/inbox');
    await head.getByText('待您审核的软件需求申请表').click();
    await head.waitForURL(`**${address}`);
    await look(head, 'head-phone');
    await step(head, '部门同意');
    await head.getByText('待信息化部门审核').first().waitFor();

    // One less is granted, with a reason.
    await manager.goto(address);
    await step(manager, '审核同意', async () => {
      await drawer.getByLabel('第 2 项：核定数量').fill('4');
      await drawer.getByLabel('第 2 项：审核说明').fill('一人已调离');
      await look(manager, 'grant');
    });
    await manager.getByText('已审核').first().waitFor();
    await manager.goto(`${address.replace('demands', 'print/form3')}`);
    await manager.getByText('一人已调离').waitFor();
    await look(manager, 'form3');

    await manager.goto('/u/DW/selections');
    const group = manager.locator('.zc-duty', { hasText: '甲办公' });
    await group.getByRole('button', { name: '开始选型' }).click();
    await drawer.getByRole('button', { name: '开始选型' }).click();
    await manager.getByRole('heading', { name: /XX-/ }).waitFor();
    for (const [version, price, score] of [
      ['12', '500', '90'],
      ['14', '900', '80'],
    ] as const) {
      await manager.getByRole('button', { name: '增加候选软件' }).click();
      await drawer.getByLabel('软件版本').fill(version);
      await drawer.getByLabel('单价').fill(price);
      for (const what of ['兼容性评分', '安全性评分', '售后服务评分']) {
        await drawer.getByLabel(what).fill(score);
      }
      await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
      await manager.getByRole('article', { name: `甲办公 ${version}` }).waitFor();
      await drawer.waitFor({ state: 'hidden' });
    }
    await manager.getByRole('button', { name: '登记试用' }).first().click();
    await drawer.getByLabel('试用情况').fill('两台电脑试用一周，正常');
    await drawer.getByRole('button', { name: '登记试用' }).click();
    await manager.getByText('两台电脑试用一周，正常').waitFor();
    await look(manager, 'candidates');
    await step(manager, '确定选型', async () => {
      await drawer.getByLabel('理由').fill('总分最高，与现有版本一致');
    });
    await manager.getByText('已确定').first().waitFor();

    await manager.goto('/u/DW/purchase-plans');
    await manager.getByRole('button', { name: '编制采购计划' }).click();
    await drawer.getByRole('button', { name: '编制采购计划' }).click();
    await manager.getByRole('heading', { name: /CG-/ }).waitFor();
    const plan = new URL(manager.url()).pathname;
    await manager.goto('/u/DW/purchase-plans');
    // A year is not an amount: no comma in it.
    await manager.getByRole('cell', { name: /^20\d\d$/ }).waitFor();
    await manager.goto(plan);
    await manager.getByRole('button', { name: '查看计算过程' }).click();
    await manager.getByText('需求 4 + 到期需续 0 − 可用许可 3 = 缺口 1').waitFor();
    await look(manager, 'plan');
    await manager.getByRole('button', { name: '更多操作' }).click();
    await manager.getByRole('menuitem', { name: '修改' }).click();
    await drawer.getByLabel('第 1 项：资金来源').fill('年度信息化经费');
    await look(manager, 'plan-edit');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await step(manager, '报财务部门');

    const finance = await journeys.as(await world.anew('吴会计', ['staff', 'financeOfficer']));
    await finance.goto(plan);
    await step(finance, '财务同意');
    const leader = await journeys.as(await world.as('孙局长'), { phone: true });
    await leader.goto('/u/DW/inbox');
    await leader.getByText('待您审批的采购计划').click();
    await leader.waitForURL(`**${plan}`);
    await look(leader, 'plan-phone');
    await step(leader, '审批同意');
    await finance.reload();
    await step(finance, '列入预算', async () => {
      await finance.locator('.ant-drawer').getByLabel('预算文号').fill('财预〔3〕号');
    });
    await finance.getByText('已列入预算').first().waitFor();
    await finance.goto(plan.replace('purchase-plans', 'print/form4'));
    await finance.getByText('合计').waitFor();
    await look(finance, 'form4');

    // The contract begins with the plan's line; its delivery makes the number.
    await manager.goto('/u/DW/contracts/new');
    await manager.getByLabel('合同编号').fill('HT-9');
    await manager.getByLabel('合同名称').fill('办公软件采购');
    await manager.getByLabel('供应商').fill('某软件公司');
    await manager.getByLabel('采购方式').click();
    await manager.locator('.ant-select-item-option', { hasText: '询价' }).click();
    await manager.getByLabel('从采购计划加入').click();
    await manager.locator('.ant-select-item-option', { hasText: '甲办公' }).click();
    await manager.getByLabel('第 1 项：兼容性要求').fill('支持现有操作系统');
    await look(manager, 'contract');
    await manager.getByRole('button', { name: /^保\s?存$/ }).click();
    await manager.getByRole('heading', { name: /HT-9/ }).waitFor();
    await manager.getByRole('button', { name: '登记签订' }).click();
    await drawer.getByRole('button', { name: '登记签订' }).click();
    await drawer.getByText('请填写“甲办公”的售后服务要求').waitFor();
    await drawer.getByRole('button', { name: /^取\s?消$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await manager.getByRole('button', { name: '更多操作' }).click();
    await manager.getByRole('menuitem', { name: '修改' }).click();
    await drawer.getByLabel('第 1 项：售后服务要求').fill('三年免费升级');
    await drawer.getByRole('button', { name: /^保\s?存$/ }).click();
    await drawer.waitFor({ state: 'hidden' });
    await step(manager, '登记签订');
    await step(manager, '登记到货', async () => {
      await drawer.getByLabel('第 1 项：序列号（每行一个）').fill('KEY-1');
      await look(manager, 'receive');
    });
    await manager.getByText('已到货').first().waitFor();
    await manager.getByRole('tab', { name: /到货/ }).click();
    await look(manager, 'received');
    const numberLink = manager.locator('article a[href*="/software/"]').first();
    const number = (await numberLink.textContent())!;
    await manager.goto('/u/DW/registers/7');
    await manager.getByText(number, { exact: true }).waitFor();
    await manager.goto('/u/DW/expiries');
    await manager.getByText('这段时间没有到期的许可和维护。').waitFor();
  },
  180_000,
);
