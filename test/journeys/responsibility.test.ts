/**
 * Responsibility in a browser: the leading group comes into force, everybody signs the pledge, and a case goes from a
 * finding to its end. Heads and staff work on phones, as they would.
 */
import { sql } from 'kysely';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
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
let journeys: Journeys;
let world: Office;
const year = new Date(Date.now() + 8 * 3_600_000).getUTCFullYear();

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app, ['张三', '李四']);
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/responsibility-${name}.png`, fullPage: true });
}

const at = async (who: Name, options: { phone?: boolean } = {}) =>
  journeys.as(await world.as(who), options);

/** Opens a step of a record, fills it in and sends it; the drawer closes when it was taken. `other`: below 更多操作. */
async function step(
  page: Page,
  name: string,
  fill: (drawer: Page) => Promise<void>,
  other = false,
): Promise<void> {
  if (other) await page.getByRole('button', { name: '更多操作' }).click();
  await page.getByRole(other ? 'menuitem' : 'button', { name, exact: true }).click();
  const drawer = page.locator('.ant-drawer').last();
  await drawer.waitFor();
  await fill(page);
  await look(page, `case-${name}`);
  await drawer.getByRole('button', { name, exact: true }).click();
  await drawer.waitFor({ state: 'hidden' });
}

journey(
  'the leading group: drafted, sent back, mended, in force, on form 1',
  async () => {
    const manager = await at('钱主管');
    await manager.goto('/u/DW/committee');
    await manager.getByRole('button', { name: '登记领导小组' }).click();
    await manager.getByRole('button', { name: '修改成员' }).click();
    const members: [Name, string, string][] = [
      ['孙局长', '组长', '局长'],
      ['陈副局长', '副组长', '副局长'],
      ['王主任', '成员', '主任'],
    ];
    for (const [at, [name, role, title]] of members.entries()) {
      await manager.getByRole('button', { name: '添加成员' }).click();
      const card = manager.locator('.ant-drawer .ant-card').nth(at);
      await card.getByLabel('姓名').fill(name);
      await manager.locator('.ant-select-item-option', { hasText: name }).first().click();
      await card.getByLabel('小组职务').click();
      await manager
        .locator('.ant-select-dropdown:visible .ant-select-item-option', {
          hasText: new RegExp(`^${role}$`),
        })
        .click();
      await card.getByLabel('职务', { exact: true }).fill(title);
    }
    await look(manager, 'group-editor');
    await manager.getByRole('button', { name: '保存' }).click();
    await manager.getByText('已保存领导小组成员。').waitFor();
    // What ZR-1.1 asks and is not there is said, and does not stand in the way.
    await manager
      .getByText(/没有信息化部门|信息化部门/)
      .first()
      .waitFor();
    await manager.getByRole('button', { name: '报组长审定' }).click();
    await manager.locator('.ant-drawer').getByRole('button', { name: '报组长审定' }).click();
    await manager.getByText('待组长审定', { exact: true }).first().waitFor();
    await look(manager, 'group-sent');

    const head = await at('孙局长', { phone: true });
    await head.goto('/u/DW/inbox');
    await head
      .getByText(/领导小组/)
      .first()
      .click();
    await head.waitForURL(/committee/);
    await head.getByRole('button', { name: '退回' }).click();
    await head.locator('.ant-drawer').getByLabel('意见').fill('请补充信息化部门负责人');
    await head.locator('.ant-drawer').getByRole('button', { name: '退回' }).click();
    await head.getByText('请补充信息化部门负责人').waitFor();
    await look(head, 'group-returned-phone');

    await manager.reload();
    await manager.getByText('请补充信息化部门负责人').waitFor();
    await manager.getByRole('button', { name: '修改成员' }).click();
    await manager.getByRole('button', { name: '添加成员' }).click();
    const card = manager.locator('.ant-drawer .ant-card').nth(3);
    await card.getByLabel('姓名').fill('钱主管');
    await manager.locator('.ant-select-item-option', { hasText: '钱主管' }).first().click();
    await card.getByLabel('代表').click();
    await manager
      .locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '信息化' })
      .click();
    // What the personnel register knows is there; what is missing is said at its field.
    await eventually(() => card.getByLabel('办公电话').inputValue()).toBe('0000-105');
    await manager.getByRole('button', { name: '保存' }).click();
    await card.getByText('请填写职务').waitFor();
    await look(manager, 'group-complaint');
    await card.getByLabel('职务', { exact: true }).fill('主任');
    await manager.getByRole('button', { name: '保存' }).click();
    await manager.locator('.ant-drawer').waitFor({ state: 'hidden' });
    await manager.getByRole('button', { name: '报组长审定' }).click();
    await manager.locator('.ant-drawer').getByRole('button', { name: '报组长审定' }).click();
    await manager.getByText('待组长审定', { exact: true }).first().waitFor();

    await head.reload();
    await head.getByRole('button', { name: '审定', exact: true }).click();
    await head.locator('.ant-drawer').getByRole('button', { name: '审定', exact: true }).click();
    await head.getByText('现行', { exact: true }).first().waitFor();
    await look(head, 'group-in-force-phone');
    await manager.goto('/u/DW/committee?tab=duties');
    await manager.getByText('本年有记录').first().waitFor();
    await look(manager, 'group-duties');
    await manager.goto('/u/DW/print/form1');
    await manager.getByText('孙局长').first().waitFor();
    await look(manager, 'group-form1');
  },
  120_000,
);

journey(
  'the pledge: told, signed on a phone and on paper, ended when nobody is left',
  async () => {
    const manager = await at('钱主管');
    await manager.goto('/u/DW/pledges?tab=campaigns');
    await manager.getByRole('button', { name: '发起签署' }).click();
    const drawer = manager.locator('.ant-drawer').last();
    await drawer.getByLabel('名称').fill(`${year} 年签署使用正版软件承诺书`);
    await drawer.getByRole('button', { name: '发起签署' }).click();
    await manager.getByText('0 / 13').first().waitFor();
    await look(manager, 'pledge-campaign');
    await manager.getByRole('button', { name: '催签' }).click();
    await manager.getByText('已催签 13 人').waitFor();

    const zhang = await at('张三', { phone: true });
    await zhang.goto('/u/DW/my');
    await zhang.getByText('待您签署的使用正版软件承诺书').click();
    await zhang.waitForURL('**/my/pledge');
    await zhang.getByText(/本人承诺严格遵守单位软件正版化工作相关规定/).waitFor();
    await look(zhang, 'pledge-phone');
    await zhang.getByRole('button', { name: '我承诺并签署' }).click();
    await zhang.getByText('请填写承诺人签字').or(zhang.getByText('请填写签字')).first().waitFor();
    await write(zhang);
    await zhang.getByRole('button', { name: '我承诺并签署' }).click();
    await zhang.getByText(/您已于 \S+ 签署/).waitFor();
    await look(zhang, 'pledge-signed-phone');

    // The head sees his department, and who of it is missing.
    const head = await at('王主任');
    await head.goto('/u/DW/pledges');
    await head.getByText('1 / 3').first().waitFor();
    await look(head, 'pledge-head');

    // Most have signed on paper: one scan for all of them.
    await manager.goto('/u/DW/pledges?tab=people&status=pending');
    await manager.locator('tbody tr[data-row-key]').nth(11).waitFor();
    await manager.locator('thead input[type=checkbox]').check();
    await manager.getByRole('button', { name: '登记纸质承诺书' }).click();
    await manager.locator('.ant-drawer input[type=file]').setInputFiles({
      name: '承诺书.pdf',
      mimeType: 'application/pdf',
      buffer: Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF'),
    });
    await manager.getByText('承诺书.pdf').waitFor();
    await look(manager, 'pledge-paper');
    await manager
      .locator('.ant-drawer')
      .last()
      .getByRole('button', { name: /登\s?记/ })
      .click();
    await manager.getByText('已登记 12 份纸质承诺书，0 人此前已签署').waitFor();
    await manager.goto('/u/DW/pledges?tab=campaigns');
    await manager.getByText('已签署 13 / 13').waitFor();
    await manager.getByText('已结束').waitFor();

    // Another text: everybody signs anew, what was signed stays.
    await manager.goto('/u/DW/pledges?tab=texts');
    await manager.getByRole('button', { name: '发布承诺书文本' }).click();
    const issuing = manager.locator('.ant-drawer').last();
    await issuing
      .getByRole('textbox', { name: '承诺书文本' })
      .fill('本人承诺遵守本单位软件正版化各项规定，不私自安装、卸载、升级软件。');
    await issuing.getByRole('textbox', { name: '原因' }).fill('单位规定修订');
    await issuing.getByRole('button', { name: /^发\s?布$/ }).click();
    await manager.getByText('已发布第 2 版').waitFor();
    await look(manager, 'pledge-texts');
    await zhang.reload();
    await zhang.getByText('承诺书文本已更新，请重新签署。').waitFor();
    await look(zhang, 'pledge-anew-phone');
  },
  120_000,
);

/** What the comparison would have found on a computer. */
async function finding(computerNo: string): Promise<string> {
  const id = newId();
  const { database, unitId } = world.app;
  await database.write((tx) =>
    sql`insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
      software_name, software_version, publisher, category, evidence, first_seen_at, last_seen_at)
      values (${unitId}, ${id}, ${id}, 'risk', 'open', true, ${world.device(computerNo)}, 'KMS激活工具',
        '9.2', '', 'other', '{}'::jsonb, now(), now())`.execute(tx),
  );
  return id;
}

journey(
  'a case: from the finding to its end, each in his place',
  async () => {
    const findingId = await finding('C1');
    const manager = await at('钱主管');
    await manager.goto(`/u/DW/findings?finding=${findingId}`);
    await manager.locator('.ant-drawer').getByText('KMS激活工具').first().waitFor();
    await manager
      .locator('.ant-drawer')
      .getByRole('button', { name: /^处\s?理$/ })
      .click();
    await manager.getByText('立案追究').click();
    await manager.getByLabel('说明').last().fill('检查发现私自安装激活工具');
    await look(manager, 'case-from-finding');
    await manager.locator('.ant-drawer').last().getByRole('button', { name: '确定处理' }).click();
    const cases = async () => (await ok((await world.as('钱主管')).get(url('cases')))).items;
    await eventually(async () => (await cases()).length).toBe(1);
    const [{ id }] = await cases();
    const place = `/u/DW/cases/${id}`;

    await manager.goto(place);
    await step(manager, '通知陈述', async (page) => {
      await page.getByLabel('限期').fill(`${year + 1}-01-15`);
      await page.keyboard.press('Tab');
    });
    await look(manager, 'case-opened');
    await manager.getByRole('tab', { name: /有关的问题/ }).click();
    await manager.getByRole('link', { name: /C1 KMS激活工具/ }).click();
    await manager.locator('.ant-drawer').getByText('已立案').first().waitFor();

    const zhang = await at('张三', { phone: true });
    await zhang.goto('/u/DW/my');
    await zhang.getByText(/陈述/).first().click();
    await zhang.waitForURL(/cases/);
    await zhang.goto(place);
    await step(zhang, '陈述情况', (page) =>
      page.getByRole('textbox', { name: '陈述' }).fill('不知道是盗版，愿意卸载。'),
    );
    await look(zhang, 'case-statement-phone');

    const head = await at('王主任', { phone: true });
    await head.goto(place);
    await step(head, '填写部门意见', (page) =>
      page.getByRole('textbox', { name: '部门意见' }).fill('情况属实。'),
    );

    const personnel = await at('何人事');
    await personnel.goto(place);
    await step(personnel, '提出处理建议', async () => {});

    const chief = await at('孙局长', { phone: true });
    await chief.goto(place);
    const opinion = (page: Page) =>
      page.getByRole('textbox', { name: '意见' }).fill('部门不必连带');
    await step(chief, '退回建议', opinion, true);
    await personnel.reload();
    await step(personnel, '提出处理建议', async (page) => {
      await page.locator('.ant-drawer').getByRole('button', { name: '移除' }).last().click();
    });
    await chief.reload();
    await step(chief, '作出决定', (page) =>
      page.getByRole('textbox', { name: '决定意见' }).fill('同意'),
    );
    await look(chief, 'case-decided-phone');

    await personnel.goto(`/u/DW/consequences?year=${year}`);
    await personnel.getByText('张三').first().waitFor();
    await look(personnel, 'consequences');

    await zhang.reload();
    await step(zhang, '申诉', (page) =>
      page.getByRole('textbox', { name: '申诉理由' }).fill('奖金处理过重'),
    );
    await chief.reload();
    await step(chief, '复核决定', async (page) => {
      await page.locator('.ant-drawer').getByRole('button', { name: '移除' }).last().click();
      await page.getByRole('textbox', { name: '决定意见' }).fill('改为只取消评优');
    });
    await manager.goto(place);
    await step(manager, '责令整改', async (page) => {
      await page.getByRole('textbox', { name: '整改要求' }).fill('卸载激活工具，重新学习规定');
      await page.getByLabel('限期').fill(`${year + 1}-02-15`);
      await page.keyboard.press('Tab');
    });
    await step(manager, '结案', (page) =>
      page.getByRole('textbox', { name: '整改和结案情况' }).fill('已卸载'),
    );
    await manager.getByText('已结案').first().waitFor();
    await look(manager, 'case-closed');

    await personnel.reload();
    const lines = await ok((await world.as('何人事')).get(url(`consequences?year=${year}`)));
    expect(lines.items).toHaveLength(1);
    expect(journeys.complaints).toEqual([]);
  },
  180_000,
);
