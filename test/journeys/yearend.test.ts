/** The year's end in a browser: form 5, the annual summary and the assessment, drawn up on a PC, approved on the head's phone, read by a department. */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const year = Number(today.slice(0, 4));
let journeys: Journeys;
let world: Office;
let head: Page;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const { database, unitId } = journeys.app;
  await database.write((tx) =>
    sql`update configuration_software set purchase_date = ${`${year}-01-05`}, origin = 'domestic',
      purchase_amount_fen = 180000 where unit_id = ${unitId} and id = ${world.software('S1')}`.execute(
      tx,
    ),
  );
  const lines = ['C1', 'C2', 'C3'].map((computerNo) => ({
    kind: 'install',
    softwareId: world.software('S1'),
    deviceId: world.device(computerNo),
    version: '12',
    occurredOn: today,
  }));
  const body = { idempotencyKey: 'yearend-journey', reason: '已有安装', lines };
  await ok((await world.as('钱主管')).post(url('entries'), body));
  head = await journeys.as(await world.as('孙局长'), { phone: true });
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/yearend-${name}.png`, fullPage: true });
}

const drawer = (page: Page) => page.locator('.ant-drawer-open').last();

/** From the inbox to the record, and approved there. */
async function approve(todo: string, name: string): Promise<void> {
  await head.goto('/u/DW/inbox');
  await head.getByText(todo).click();
  await head.getByRole('button', { name: '审定', exact: true }).click();
  await drawer(head).getByLabel('意见').fill('同意');
  await drawer(head).getByRole('button', { name: '审定', exact: true }).click();
  await head.getByText('已审定').first().waitFor();
  await look(head, `${name}-phone`);
}

/** Sends the record on screen to the head. */
async function submit(page: Page): Promise<void> {
  await page.getByRole('button', { name: '报组长审定' }).click();
  await drawer(page).getByRole('button', { name: '报组长审定' }).click();
  await page.getByText('待组长审定').first().waitFor();
}

journey(
  'form 5: figures open what they count, typed rows, confirmed on a phone, printed',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/policies');
    await page.getByRole('button', { name: '登记制度' }).click();
    await drawer(page).getByLabel('制度名称').fill('正版软件使用管理办法');
    await drawer(page).getByLabel('发布日期', { exact: true }).fill('2021-03-04');
    await drawer(page).getByLabel('发布日期', { exact: true }).press('Tab');
    await drawer(page)
      .getByRole('button', { name: /^保\s?存$/ })
      .click();
    await page.getByText('2021-03-04 发布').waitFor();
    await page.goto('/u/DW/statistics');
    await page.getByText('还没有统计表。').waitFor();
    await page.getByRole('button', { name: '编制统计表' }).click();
    await drawer(page).getByRole('button', { name: '编制统计表' }).click();
    await page.getByRole('heading', { name: new RegExp(`${year}年软件正版化`) }).waitFor();
    await page.getByText('还没有登记领导小组').waitFor();
    await look(page, 'statistics');
    await page.getByRole('button', { name: '办公软件 国产 金额（元）' }).click();
    await drawer(page)
      .getByRole('link', { name: /S1 甲办公/ })
      .waitFor();
    await look(page, 'statistics-counted');
    await drawer(page)
      .getByRole('button', { name: /关闭|Close/ })
      .click();
    await page.getByRole('button', { name: /^填\s?写$/ }).click();
    await drawer(page).getByLabel('编制人数').fill('20');
    await look(page, 'statistics-fill');
    await drawer(page)
      .getByRole('button', { name: /^保\s?存$/ })
      .click();
    await drawer(page).waitFor({ state: 'hidden' });
    await submit(page);
    await approve('待您审定的信息统计表', 'statistics');
    const address = new URL(page.url()).pathname;
    await page.goto(address.replace('/statistics/', '/print/form5/'));
    await page.getByText('单位负责人（签字）：孙局长').waitFor();
    await look(page, 'statistics-print');
    await page.goto('/u/DW/statistics/rows');
    await page.getByLabel('显示“便携机（台）”').uncheck();
    await look(page, 'statistics-rows');
    await page.getByRole('button', { name: /^保\s?存$/ }).click();
    await page.getByRole('link', { name: new RegExp(`${year}年`) }).waitFor();
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);

journey(
  'the summary is written from the records, mended by people, approved; the duty is done',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/summaries');
    await page.getByRole('button', { name: '起草总结' }).click();
    await drawer(page).getByRole('button', { name: '起草总结' }).click();
    await page.getByText('办公软件 100%').waitFor();
    await look(page, 'summary');
    await page.getByRole('button', { name: '修改 宣传培训情况' }).click();
    const text = drawer(page).getByRole('textbox', { name: '宣传培训情况' });
    await text.fill('改写的文字');
    await drawer(page).getByRole('button', { name: '按现在的记录重新生成' }).click();
    await expect.poll(() => text.inputValue()).toContain('全年没有举办软件正版化工作培训');
    await drawer(page).getByRole('button', { name: '恢复生成前的文字' }).click();
    await expect.poll(() => text.inputValue()).toBe('改写的文字');
    await text.fill('参加市里统一组织的培训。');
    await look(page, 'summary-section');
    await drawer(page)
      .getByRole('button', { name: /^保\s?存$/ })
      .click();
    await page.getByText('参加市里统一组织的培训。').waitFor();
    await submit(page);
    await approve('待您审定的年度总结', 'summary');
    const address = new URL(page.url()).pathname;
    await page.goto(address.replace('/summaries/', '/print/summary/'));
    await page.getByText('一、责任落实情况').waitFor();
    await look(page, 'summary-print');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);

journey(
  'the assessment: points, grades, approval, and what a department sees of it',
  async () => {
    const manager = await world.as('钱主管');
    const criteria = [
      { key: 'pledges', label: '承诺书签署', points: 20, source: 'pledges' },
      { key: 'findings', label: '未处理的问题', points: 60, source: 'findings' },
      { key: 'cooperation', label: '日常工作配合', points: 20, source: 'hand' },
    ];
    const thresholds = { excellent: 90, qualified: 70, basic: 60 };
    await ok(manager.put(url('assessment-scheme'), { criteria, thresholds }));
    const page = await journeys.as(manager);
    await page.goto('/u/DW/assessments/scheme');
    await page.getByLabel('第 3 项：指标名称').waitFor();
    await look(page, 'scheme');
    await page.goto('/u/DW/assessments');
    await page.getByRole('button', { name: '开始考核评议' }).click();
    await drawer(page).getByRole('button', { name: '开始考核评议' }).click();
    await page.getByText('还有 1 项没有评分').first().waitFor();
    const id = page.url().split('/').at(-1)!;
    await page.getByRole('button', { name: '查看 办公室' }).click();
    await drawer(page).getByText('应签 3 人，已签 0 人').waitFor();
    await look(page, 'assessment-department');
    await drawer(page)
      .getByRole('button', { name: /^评\s?分$/ })
      .click();
    await drawer(page).getByLabel('日常工作配合（满分 20）').fill('18');
    await drawer(page).getByLabel('说明').fill('配合检查');
    await look(page, 'assessment-score');
    await drawer(page)
      .getByRole('button', { name: /^保\s?存$/ })
      .click();
    await page.getByText('总分 78').first().waitFor();
    const { results } = await ok(manager.get(url(`assessments/${id}`)));
    for (const { departmentId } of results) {
      const path = url(`assessments/${id}/departments/${departmentId}/scores`);
      await ok(manager.put(path, { scores: [{ key: 'cooperation', points: 18, note: '良好' }] }));
    }
    await page.reload();
    await page.getByRole('button', { name: '起草评议结果' }).click();
    await drawer(page).getByRole('button', { name: '起草评议结果' }).click();
    await page.getByText('评议中').first().waitFor();
    await page.getByRole('button', { name: '查看 办公室' }).click();
    await drawer(page).getByRole('button', { name: '确定等次' }).click();
    await drawer(page).getByLabel('等次', { exact: true }).click();
    await page.getByTitle('优秀').last().click();
    await drawer(page).getByLabel('原因').fill('带头完成替换');
    await drawer(page).getByRole('button', { name: '确定等次' }).click();
    await page.getByText('与建议不同').waitFor();
    await page.keyboard.press('Escape');
    await look(page, 'assessment-drafted');
    await submit(page);
    await approve('待您审定的考核评议', 'assessment');
    const department = await journeys.as(await world.as('王主任'), { phone: true });
    await department.goto(`/u/DW/assessments/${id}`);
    await department.getByText('总分 78').waitFor();
    expect(await department.getByText('财务科').count()).toBe(0);
    await look(department, 'assessment-own-phone');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
