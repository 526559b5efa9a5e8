/**
 * 统一部署 of two hundred computers in a browser: planned and told to the departments, noted on a phone, reported and
 * confirmed in bulk, a laggard reminded, closed with the rest cancelled, and what of it stands in the journal.
 */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { type Name, type Office, office, ok, url } from '../office.ts';
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
/** C1–C150 of 办公室, C151–C200 of 财务科, C201 of 人事科, C202 installed already. */
const HOLDERS = [...Array(202)].map((_, at): Name => {
  if (at < 150) return at % 2 ? '张三' : '李四';
  return at === 200 ? '何人事' : at === 201 ? '张三' : '吴会计';
});
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app, HOLDERS);
  for (const name of ['赵工', '郑工', '周科长'] as const) await world.as(name);
  const manager = await world.as('钱主管');
  const line = {
    kind: 'install',
    softwareId: world.software('S4'),
    deviceId: world.device('C202'),
    version: '8',
    occurredOn: '2025-03-01',
  };
  const body = { idempotencyKey: 'campaign-journey', reason: '已有安装', lines: [line] };
  await ok(manager.post(url('entries'), body));
}, 60_000);

async function look(page: Page, name: string, fullPage = true): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/campaign-${name}.png`, fullPage });
}

async function choose(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole('combobox', { name: question }).click();
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: answer })
    .first()
    .click();
}

const manager = () => world.as('钱主管');
const record = async (id: string) => ok((await manager()).get(url(`campaigns/${id}`)));
const progress = async (id: string) =>
  Object.fromEntries(
    (await record(id)).departments.map(
      (one: Record<'departmentName' | 'recorded' | 'awaiting' | 'open' | 'failed', number>) => [
        one.departmentName,
        [one.recorded, one.awaiting, one.open, one.failed],
      ],
    ),
  );
const unread = async (name: Name) =>
  (await ok((await world.as(name)).get(url('notices')))).items.map(
    (one: { text: string }) => one.text,
  );

/** What, where, check; a number with too few licences is stopped at the check and replaced. */
async function plan(page: Page): Promise<void> {
  await page.goto('/u/DW/campaigns/new');
  await page.getByRole('textbox', { name: '名称' }).fill('统一安装杀毒软件');
  await choose(page, '软件编号', 'S2');
  await page.getByRole('textbox', { name: '原因' }).fill('年度统一部署');
  // Only who may carry out orders is offered.
  await page.getByRole('combobox', { name: '安装维护人' }).click();
  const offered = page.locator('.ant-select-dropdown:visible .ant-select-item-option');
  await offered.first().waitFor();
  expect(await offered.count()).toBe(2);
  await offered.filter({ hasText: '赵工' }).click();
  await look(page, '1-what');
  await page.getByRole('button', { name: '下一步：选择范围' }).click();
  for (const name of ['办公室', '财务科']) await choose(page, '部门', name);
  await page.keyboard.press('Escape');
  const numbers = [...Array(202)].map((_, at) => `C${at + 1}`);
  await page.getByPlaceholder(/^粘贴计算机编号/).fill([...numbers, 'C999'].join('\n'));
  await page.getByText('203 个编号').waitFor();
  await look(page, '2-where');
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.getByText(/许可不足：需要 201 个，可用 60 个，还缺 141 个/).waitFor();
  expect(await page.getByRole('button', { name: '保存并通知部门' }).isDisabled()).toBe(true);
  await look(page, '3-too-few');
  for (let at = 0; at < 2; at++) await page.getByRole('button', { name: '上一步' }).click();
  await choose(page, '软件编号', 'S4');
  await page.getByRole('button', { name: '下一步：选择范围' }).click();
  await page.getByRole('button', { name: '下一步：核对' }).click();
  await page.getByText('200 台', { exact: true }).waitFor();
  await page.getByText('1 台不处理：C202').waitFor();
  await page.getByText('2 台不处理：C201，C999').waitFor();
  await look(page, '4-check');
}

let id = '';

journey(
  'planned, too few licences seen in time, told to the departments',
  async () => {
    const page = await journeys.as(await manager());
    await plan(page);
    await page.getByRole('button', { name: '保存并通知部门' }).click();
    await page.getByRole('heading', { name: /统一安装杀毒软件/ }).waitFor();
    await page.getByText('已通知部门', { exact: true }).first().waitFor();
    await look(page, '5-notified');
    id = new URL(page.url()).pathname.split('/').at(-1)!;
    expect(await unread('王主任')).toEqual([
      '统一部署“统一安装杀毒软件”涉及贵部门 150 台计算机，请知悉并配合',
    ]);
  },
  90_000,
);

journey(
  'a head takes note on a phone',
  async () => {
    const head = await journeys.as(await world.as('王主任'), { phone: true });
    await head.goto('/u/DW/campaigns');
    await head.getByText('统一安装杀毒软件').first().waitFor();
    await look(head, '6-list-phone');
    await head.getByRole('link', { name: /^BS/ }).click();
    await head.getByRole('button', { name: '已知悉' }).click();
    await head.locator('.ant-drawer').getByLabel('说明').fill('周三下午集中办理');
    await look(head, '7-note-phone');
    await head.locator('.ant-drawer').getByRole('button', { name: '已知悉' }).click();
    await head.getByText('周三下午集中办理').first().waitFor();
    await look(head, '8-noted-phone');
  },
  60_000,
);

journey(
  'executed with technicians, reported by the hundred with one signature',
  async () => {
    const page = await journeys.as(await manager());
    await page.goto(`/u/DW/campaigns/${id}`);
    await page.getByRole('button', { name: '开始执行' }).click();
    await choose(page, '财务科', '郑工');
    await look(page, '9-technicians');
    await page.locator('.ant-drawer').getByRole('button', { name: '开始执行' }).click();
    await page.getByText('执行中', { exact: true }).first().waitFor();
    await look(page, '10-executing');
    expect(await progress(id)).toEqual({ 办公室: [0, 0, 150, 0], 财务科: [0, 0, 50, 0] });
    const technician = await journeys.as(await world.as('赵工'));
    await technician.goto(
      `/u/DW/campaigns/${id}?tab=devices&limit=200&department=${world.department('办公室')}`,
    );
    await technician.getByText('第 1–150 条').waitFor();
    await technician.locator('thead').getByRole('checkbox').check();
    await technician.getByText('已选 150 条').waitFor();
    await technician.getByRole('button', { name: '批量填报完成' }).click();
    await write(technician);
    await look(technician, '11-report-many', false);
    await technician.getByRole('button', { name: '签字，全部完成' }).click();
    await technician.getByText('150 台已签字').waitFor();
    expect(await progress(id)).toEqual({ 办公室: [0, 150, 0, 0], 财务科: [0, 0, 50, 0] });
    const phone = await journeys.as(await world.as('赵工'), { phone: true });
    await phone.goto(`/u/DW/campaigns/${id}?tab=devices`);
    await phone.getByText('第 1–50 条').waitFor();
    await look(phone, '12-computers-phone', false);
  },
  120_000,
);

journey(
  'confirmed in bulk where the unit allows it; the laggard is reminded',
  async () => {
    const head = await journeys.as(await world.as('王主任'));
    await head.goto(`/u/DW/campaigns/${id}?tab=devices&limit=200`);
    await head.getByText('第 1–150 条').waitFor();
    // Off until the IT manager allows it.
    expect(await head.getByRole('button', { name: '代本部门签字确认' }).count()).toBe(0);
    await ok((await manager()).put(url('order-settings'), { bulkConfirmation: true }));
    await head.reload();
    await head.locator('thead').getByRole('checkbox').check();
    await head.getByRole('button', { name: '代本部门签字确认' }).click();
    await write(head);
    await look(head, '13-confirm-many', false);
    await head.getByRole('button', { name: '签字确认', exact: true }).click();
    await head.getByText('150 台已签字').waitFor();
    const page = await journeys.as(await manager());
    await page.goto(`/u/DW/campaigns/${id}`);
    await page.getByText('150 / 150').waitFor();
    await page.getByText('0 / 50').waitFor();
    expect(await progress(id)).toEqual({ 办公室: [150, 0, 0, 0], 财务科: [0, 0, 50, 0] });
    await look(page, '14-progress');
    await page.getByRole('button', { name: '催办' }).click();
    await page.getByText('已催办 2 人').waitFor();
    expect(await unread('郑工')).toContain(
      '催办：统一部署“统一安装杀毒软件”有 50 台计算机待您执行',
    );
    expect(await unread('周科长')).toContain(
      '催办：统一部署“统一安装杀毒软件”贵部门还有 50 台计算机没有办结',
    );
  },
  120_000,
);

journey(
  'closed with the rest cancelled and a reason; the journal has what was done',
  async () => {
    const page = await journeys.as(await manager());
    await page.goto(`/u/DW/campaigns/${id}`);
    await page.getByRole('button', { name: '更多操作' }).click();
    await page.getByRole('menuitem', { name: '结束统一部署' }).click();
    const drawer = page.locator('.ant-drawer');
    await drawer.getByLabel('结束说明').fill('财务科下月随新机安装');
    await drawer.getByRole('button', { name: '结束', exact: true }).click();
    await drawer.getByText('还有 50 张工作单没有办结').first().waitFor();
    await drawer.getByText('取消其余 50 台的工作单').click();
    await look(page, '15-close');
    await drawer.getByRole('button', { name: '结束', exact: true }).click();
    await page.getByText('已结束', { exact: true }).first().waitFor();
    await page.getByText('财务科下月随新机安装').waitFor();
    await look(page, '16-closed');
    await eventually(() => progress(id)).toEqual({
      办公室: [150, 0, 0, 0],
      财务科: [0, 0, 0, 50],
    });
    const entries = await ok((await manager()).get(url('entries?cause=campaign&limit=500')));
    expect(entries.items).toHaveLength(150);
    const phone = await journeys.as(await manager(), { phone: true });
    await phone.goto(`/u/DW/campaigns/${id}`);
    await phone.getByText('150 / 150').waitFor();
    await look(phone, '17-closed-phone');
    await phone.goto('/u/DW/campaigns');
    await phone.getByText('统一安装杀毒软件').first().waitFor();
    await look(phone, '18-list-phone');
    await phone.goto('/u/DW/campaigns/new');
    await phone.getByRole('textbox', { name: '名称' }).fill('补装');
    await choose(phone, '软件编号', 'S4');
    await phone.getByRole('textbox', { name: '原因' }).fill('补装');
    await look(phone, '19-what-phone');
    await phone.getByRole('button', { name: '下一步：选择范围' }).click();
    await phone.getByPlaceholder(/^粘贴计算机编号/).waitFor();
    await look(phone, '20-where-phone');
    await phone.getByRole('button', { name: '下一步：核对' }).click();
    await phone.getByText('51 台', { exact: true }).waitFor();
    await look(phone, '21-check-phone');
    await page.goto('/u/DW/campaigns');
    await page.getByText('统一安装杀毒软件').first().waitFor();
    await look(page, '22-list');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
