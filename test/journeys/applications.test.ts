/**
 * 附件10 in a browser all the way: applied for on a phone, agreed by the head on his, given to a technician at a desk, done
 * and signed, and on 附件9. And what the pages keep and refuse on the way.
 */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
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
  world = await office(journeys.app, ['张三', '张三', '李四']);
  // Work is given to whoever has an account of that role.
  await world.as('赵工');
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page)).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/application-${name}.png`, fullPage: true });
}

/** Opens a select box by its question and takes the answer that has these words. */
async function choose(page: Page, question: string, answer: string): Promise<void> {
  await page.getByLabel(question).click();
  await page.locator('.ant-select-item-option', { hasText: answer }).first().click();
}

const newest = async () =>
  (await ok((await world.as('钱主管')).get(url('applications?limit=1')))).items[0];

journey(
  'from the applicant’s phone to 附件9',
  async () => {
    const zhang = await journeys.as(await world.as('张三'), { phone: true });
    await zhang.goto(`/u/DW/applications/new?device=${world.device('C1')}&kind=install`);
    await zhang.getByLabel('安装哪个软件').waitFor();
    // One question after the other: why is not asked before what.
    expect(await zhang.getByLabel('申请理由').count()).toBe(0);
    await look(zhang, '1-first-question');
    await choose(zhang, '安装哪个软件', '13');
    await zhang.getByText(/S2 还有 \d+ 个许可/).waitFor();
    await zhang.getByLabel('申请理由').fill('起草年度报告');
    await zhang.getByText('送审后由部门负责人、信息化部门审核').waitFor();
    await look(zhang, '2-filled');
    await zhang.getByRole('button', { name: '送审' }).click();
    await zhang.getByText('等待部门审核（王主任）。').waitFor();
    await look(zhang, '3-sent');

    const head = await journeys.as(await world.as('王主任'), { phone: true });
    await head.goto('/u/DW/applications?waiting=true');
    await head
      .getByText(/^SQ\d{4}-0001/)
      .first()
      .click();
    await head.getByRole('button', { name: '部门同意' }).click();
    await head.getByLabel('意见').fill('情况属实，同意');
    await look(head, '4-opinion');
    await head.locator('.ant-drawer').getByRole('button', { name: '部门同意' }).click();
    await eventually(async () => (await newest()).state).toBe('deptApproved');

    const manager = await journeys.as(await world.as('钱主管'));
    await manager.goto('/u/DW/applications?waiting=true');
    await manager
      .getByText(/^SQ\d{4}-0001/)
      .first()
      .waitFor();
    await look(manager, '5-waiting');
    await manager
      .getByText(/^SQ\d{4}-0001/)
      .first()
      .click();
    await manager.getByRole('button', { name: '信息化部门同意' }).click();
    await choose(manager, '安装维护人', '赵工');
    await look(manager, '6-approval');
    await manager.locator('.ant-drawer').getByRole('button', { name: '信息化部门同意' }).click();
    await manager.getByText('已安排工作单，等待安装维护人执行。').waitFor();
    await look(manager, '7-approved');
    const { orderId } = await newest();

    const technician = await journeys.as(await world.as('赵工'), { phone: true });
    await technician.goto(`/u/DW/orders/${orderId}`);
    await technician.getByRole('button', { name: '填报完成' }).click();
    await write(technician);
    await technician.getByRole('button', { name: '签字并提交' }).click();
    await eventually(async () => (await newest()).state).toBe('awaitingConfirmation');
    await zhang.goto(`/u/DW/orders/${orderId}`);
    await write(zhang);
    await zhang.getByRole('button', { name: '签字确认' }).click();
    await eventually(async () => (await newest()).state).toBe('recorded');
    const form9 = await ok(
      (await world.as('钱主管')).get(url(`forms/9?software=${world.software('S2')}&format=json`)),
    );
    expect(form9.sheets[0].events).toMatchObject([
      { eventType: 'install', computerNo: 'C1', userName: '张三' },
    ]);
    await zhang.goto('/u/DW/applications?mine=true');
    await zhang.getByText('已办结').first().waitFor();
    await look(zhang, '8-mine');
  },
  180_000,
);

journey(
  'what was filled in is there after a reload; a draft can be thrown away',
  async () => {
    const page = await journeys.as(await world.as('张三'));
    await page.goto(`/u/DW/applications/new?device=${world.device('C2')}&kind=install`);
    await choose(page, '安装哪个软件', '清单里没有');
    await page.getByLabel('软件名称').fill('某制图软件');
    await page.getByText('须由信息化部门选定编号').waitFor();
    await page.getByLabel('申请理由').fill('绘制示意图');
    await page.reload();
    await page.getByText(/已恢复 .* 填写而未送出的内容/).waitFor();
    expect(await page.getByLabel('申请理由').inputValue()).toBe('绘制示意图');
    await look(page, '9-restored');
    await page.getByRole('button', { name: '存为草稿' }).click();
    await page.getByText('还没有送审').waitFor();
    await look(page, '10-draft');
    await page.getByRole('button', { name: '删除草稿' }).click();
    await page.locator('.ant-popconfirm').getByRole('button', { name: '删除草稿' }).click();
    await page.getByText('草稿已删除').waitFor();
    const mine = await ok((await world.as('张三')).get(url('applications?mine=true&state=draft')));
    expect(mine.items).toEqual([]);
  },
  120_000,
);

journey(
  'a second one for the same is said before it is sent',
  async () => {
    const page = await journeys.as(await world.as('张三'), { phone: true, dark: true });
    await page.goto(`/u/DW/applications/new?device=${world.device('C1')}&kind=upgrade`);
    await choose(page, '从哪个软件升级', '甲办公');
    await choose(page, '升级到', '丙杀毒');
    await page.getByLabel('申请理由').fill('统一版本');
    await page.getByText('升级汇总后由单位统一部署').waitFor();
    await page.getByRole('button', { name: '送审' }).click();
    await page.getByText('等待部门审核（王主任）。').waitFor();
    await page.goto(`/u/DW/applications/new?device=${world.device('C1')}&kind=uninstall`);
    await choose(page, '卸载哪个软件', '甲办公');
    await page.getByText(/已有同一软件的申请 SQ\d{4}-\d{4} 尚未办结/).waitFor();
    expect(await page.getByRole('button', { name: '送审' }).isDisabled()).toBe(true);
    await look(page, '11-twin');
  },
  120_000,
);

journey(
  'a post’s standard is written down and told to whoever applies',
  async () => {
    const post = newId();
    await world.app.database.write(async (tx) => {
      await sql`insert into organisation_post (unit_id, id, name)
        values (${world.app.unitId}, ${post}, '文员')`.execute(tx);
      await sql`update organisation_person set post_id = ${post}
        where id = ${world.person('张三')}`.execute(tx);
    });
    const manager = await journeys.as(await world.as('钱主管'), { phone: true });
    await manager.goto('/u/DW/post-standards');
    await manager.getByRole('button', { name: '修改标准' }).click();
    await manager.getByRole('button', { name: '添加软件' }).click();
    await manager.getByLabel('软件名称').fill('甲办公');
    await manager.getByLabel('备注').fill('文字处理');
    await look(manager, '12-standard');
    await manager.getByRole('button', { name: '保存' }).click();
    await manager.getByText('已保存“文员”的软件配置标准。').waitFor();
    await look(manager, '13-standards');
    const page = await journeys.as(await world.as('张三'));
    await page.goto(`/u/DW/applications/new?device=${world.device('C2')}&kind=install`);
    await choose(page, '安装哪个软件', '丙杀毒');
    await page.getByText('不在岗位“文员”的软件配置标准内').waitFor();
  },
  120_000,
);

journey('nothing complained meanwhile', async () => {
  expect(journeys.complaints).toEqual([]);
});
