/** The frame, walked through in a real browser: first run, menu, lists, phone, English, rights, signing out. */
import { sql } from 'kysely';
import pg from 'pg';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect } from 'vitest';
import {
  eventually,
  type Journeys,
  journey,
  missing,
  overhang,
  signIn,
  startJourneys,
} from './browser.ts';

const LOGIN = 'wangjianguo';
const PASSWORD = 'Yuanshuai-2026';
const UNIT = '654022';
const UNIT_NAME = '新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县市场监督管理局';

let at: Journeys;
let page: Page;

/** More audit lines than one page of the list shows. */
async function fillAudit(count: number): Promise<void> {
  await at.app.database.write(async (tx) => {
    await sql`
      insert into platform_audit (unit_id, id, at, actor_kind, actor_id, actor_name, action,
        object_type, object_id, request_id)
      select unit.id, gen_random_uuid(), timestamptz '2026-01-01 00:00+08' + n * interval '1 minute',
        'account', 'journey', case n % 2 when 1 then '李秀英' else '张伟' end, 'device.update',
        'device', 'JSJ-' || lpad(n::text, 4, '0'), 'journey'
      from organisation_unit unit, generate_series(1, ${count}::int) n where unit.code = ${UNIT}
    `.execute(tx);
  });
}

const rows = () => page.locator('tbody tr[data-row-key]');
const firstRow = () => rows().first().innerText();

describe.runIf(!missing)('frame', () => {
  beforeAll(async () => {
    at = await startJourneys();
    // As on the first day: without the unit the harness makes.
    const owner = new pg.Client(at.app.database.owner);
    await owner.connect();
    await owner.query('delete from organisation_unit');
    await owner.end();
    page = await at.person();
  });

  journey(
    'first run creates administrator and unit, and says at the field what is wrong',
    async () => {
      await page.goto('/');
      await page.waitForURL('**/setup');
      await page.getByLabel('单位名称').fill(UNIT_NAME);
      await page.getByLabel('单位编码').fill(UNIT);
      await page.getByLabel('单位性质').click();
      await page.getByTitle('党政机关').click();
      await page.getByLabel('管理员姓名').fill('王建国');
      await page.getByLabel('登录用户名').fill(LOGIN);
      await page.getByLabel('密码', { exact: true }).fill('short');
      await page.getByRole('button', { name: '建立单位并登录' }).click();
      await page.locator('.ant-form-item-explain-error').getByText('密码至少 8 个字符').waitFor();
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: '建立单位并登录' }).click();
      await page.waitForURL(`**/u/${UNIT}`);
      expect(await page.locator('.zc-header').innerText()).toContain(UNIT_NAME);
    },
  );

  journey('the menu shows only parts with pages and leads to them', async () => {
    const menu = page.locator('.zc-sider nav');
    expect(await menu.innerText()).toContain('系统');
    for (const link of await menu.getByRole('link').all()) {
      expect(await link.getAttribute('href')).toMatch(new RegExp(`^/u/${UNIT}(/|$)`));
    }
    await menu.getByRole('link', { name: '审计日志' }).click();
    await page.waitForURL('**/audit');
    await eventually(() => page.title()).toBe('审计日志 · 正册');
    expect(await page.getByLabel('当前位置').innerText()).toMatch(/首页[\s\S]*系统[\s\S]*审计日志/);
  });

  journey('paging and filters stand in the address and survive a reload', async () => {
    await fillAudit(120);
    await page.goto(`/u/${UNIT}/audit`);
    await rows().nth(49).waitFor();
    const top = await firstRow();
    await page.getByRole('button', { name: '下一页' }).click();
    await page.waitForURL(/cursor=/);
    await eventually(firstRow).not.toBe(top);
    const second = await firstRow();
    await page.reload();
    await eventually(firstRow).toBe(second);
    expect(await page.locator('.zc-pager').innerText()).toContain('第 51–100 条');
    await page.getByRole('button', { name: '上一页' }).click();
    await eventually(firstRow).toBe(top);

    await page.getByLabel('搜索', { exact: true }).last().fill('李秀英');
    await page.waitForURL(/q=/);
    expect(page.url()).not.toContain('cursor=');
    await expect
      .poll(async () => (await rows().allInnerTexts()).every((row) => /李秀英/.test(row)))
      .toBe(true);
    await page.reload();
    await rows().first().waitFor();
    expect(await page.getByPlaceholder('操作人、操作').inputValue()).toBe('李秀英');
    expect((await rows().allInnerTexts()).every((row) => /李秀英/.test(row))).toBe(true);

    await page.getByPlaceholder('操作人、操作').fill('查无此人');
    await page.getByText('没有符合条件的记录').first().waitFor();
    await page.getByRole('button', { name: '清除筛选' }).first().click();
    await rows().nth(49).waitFor();
    expect(page.url()).not.toContain('?');
  });

  journey('sorting stands in the address; the search box finds what the slices hold', async () => {
    for (const computerNo of ['BGS-002', 'BGS-003', 'BGS-001']) {
      const answer = await page.request.post(`/api/units/${UNIT}/devices`, {
        data: { computerNo, deviceType: 'desktop', brand: '联想' },
      });
      expect(answer.status(), await answer.text()).toBe(200);
    }
    await page.goto(`/u/${UNIT}/devices`);
    await rows().nth(2).waitFor();
    const numbers = async () =>
      (await rows().locator('td a').allInnerTexts()).filter((text) => text.startsWith('BGS'));
    await page.getByRole('columnheader', { name: '计算机编号' }).click();
    await page.waitForURL(/sort=computerNo/);
    await eventually(numbers).toEqual(['BGS-001', 'BGS-002', 'BGS-003']);
    await page.getByRole('columnheader', { name: '计算机编号' }).click();
    await page.waitForURL(/sort=-computerNo/);
    await page.reload();
    await eventually(numbers).toEqual(['BGS-003', 'BGS-002', 'BGS-001']);
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('页面、计算机、软件、人员').fill('BGS-002');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /BGS-002/ })
      .click();
    await page.getByRole('heading', { name: /BGS-002/ }).waitFor();
  });

  journey('columns are chosen once and stay; arrows walk and Enter opens', async () => {
    await page.goto(`/u/${UNIT}/audit`);
    await page.getByRole('button', { name: '列设置' }).click();
    await page.getByRole('checkbox', { name: '来源地址' }).check();
    await page.reload();
    await page.getByRole('columnheader', { name: '来源地址' }).waitFor();
    await rows().first().focus();
    await page.keyboard.press('ArrowDown');
    expect(
      await rows()
        .nth(1)
        .evaluate((row) => row === document.activeElement),
    ).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').getByText('操作记录').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  journey('an unreachable server is said, and trying again works', async () => {
    await page.route('**/api/units/*/accounts*', (route) => route.abort());
    await page.goto(`/u/${UNIT}/accounts`);
    await page.getByText('连不上服务器').waitFor({ timeout: 30_000 });
    await page.unroute('**/api/units/*/accounts*');
    await page.getByRole('button', { name: '重试' }).click();
    await rows().first().waitFor();
  });

  journey('what was typed survives a reload, but never a password', async () => {
    await page.getByRole('button', { name: '新建账号' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('姓名').fill('赵敏');
    await dialog.getByLabel('初始密码').fill('Secret-2026x');
    await page.reload();
    await page.getByRole('button', { name: '新建账号' }).click();
    await dialog.getByText('未提交的内容').waitFor();
    expect(await dialog.getByLabel('姓名').inputValue()).toBe('赵敏');
    expect(await dialog.getByLabel('初始密码').inputValue()).toBe('');
    expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Secret-2026x');
    await dialog.getByLabel('用户名').fill('zhaomin');
    await dialog.getByLabel('初始密码').fill('Secret-2026x');
    await dialog.getByLabel('在本单位的角色').click();
    await page.getByTitle('工作人员').click();
    await page.keyboard.press('Escape');
    await dialog.getByRole('button', { name: '新建账号' }).click();
    await page.getByText('已为赵敏建立账号').waitFor();
    await rows().filter({ hasText: 'zhaomin' }).waitFor();
  });

  journey('an API key is shown once and works', async () => {
    await page.goto(`/u/${UNIT}/api-keys`);
    await page.getByRole('button', { name: '新建密钥' }).first().click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('用途').fill('资产系统同步');
    await dialog.getByLabel('角色').fill('信息化部门管理员');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: '新建密钥' }).click();
    await page.getByText('只显示这一次').waitFor();
    const key = (await page.locator('.zc-secret').innerText()).trim();
    const answer = await fetch(`${at.base}/api/units/${UNIT}/jobs`, {
      headers: { authorization: `Bearer ${key}` },
    });
    expect(answer.status).toBe(200);
    await page.getByRole('button', { name: '我已存好' }).click();
    await page.getByText('只显示这一次').waitFor({ state: 'detached' });
    expect((await page.content()).includes(key)).toBe(false);
    await rows().filter({ hasText: '资产系统同步' }).waitFor();
  });

  journey('Ctrl K goes to a page by its name', async () => {
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('页面、计算机、软件、人员').fill('审计');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit');
  });

  journey('somebody without the right is told so, and an unknown page is no dead end', async () => {
    const staff = await at.person();
    await signIn(staff, 'zhaomin', 'Secret-2026x');
    await staff.getByLabel('现有密码').fill('Secret-2026x');
    await staff.getByLabel('新密码').fill('Qingtian-2027');
    await staff.getByRole('button', { name: '修改密码' }).click();
    await staff.waitForURL(`**/u/${UNIT}/my`);
    expect(await staff.locator('.zc-sider nav').innerText()).not.toContain('审计日志');
    await staff.goto(`/u/${UNIT}/audit`);
    await staff.getByText('没有权限查看“审计日志”').waitFor();
    await staff.goto(`/u/${UNIT}/no-such-page`);
    await staff.getByText('没有这个页面').waitFor();
    const [text, ground] = await staff.getByRole('link', { name: '回首页' }).evaluate((button) => {
      const { color, backgroundColor } = getComputedStyle(button);
      return [color, backgroundColor];
    });
    expect(text).toBe('rgb(255, 255, 255)');
    expect(ground).not.toBe(text);
    await staff.getByRole('link', { name: '回首页' }).click();
    await staff.waitForURL(`**/u/${UNIT}/my`);
  });

  journey(
    'on a phone nothing is wider than the screen and rows are cards',
    async () => {
      const phone = await at.person({ phone: true, dark: true });
      await signIn(phone, LOGIN, PASSWORD);
      await phone.getByRole('button', { name: '菜单' }).click();
      const links = await phone.getByRole('dialog').getByRole('link').all();
      const addresses = await Promise.all(links.map((link) => link.getAttribute('href')));
      expect(addresses.length).toBeGreaterThan(3);
      // Within the page, as a thumb does it: a full load of every page takes a minute.
      for (const address of addresses) {
        const before = await phone.title();
        const same = new URL(phone.url()).pathname === address;
        await phone.evaluate((to) => window.history.pushState({}, '', to), address!);
        if (!same) await eventually(() => phone.title()).not.toBe(before);
        await phone.locator('h1').first().waitFor();
        expect(await overhang(phone), address!).toBe(0);
      }
      await phone.goto(`/u/${UNIT}/audit`);
      await phone.locator('article').first().waitFor();
      expect(await phone.locator('table').count()).toBe(0);
      expect(await overhang(phone)).toBe(0);
    },
    180_000,
  );

  journey('English is one click away and stays', async () => {
    await page.getByRole('button', { name: '账号', exact: true }).click();
    await page.getByText('English', { exact: true }).click();
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Audit log' }).waitFor();
    const words = await page
      .locator('.zc-sider, .zc-filterbar, thead, .zc-breadcrumb')
      .allInnerTexts();
    expect(words.join(' ').match(/[\u4e00-\u9fff]+/g)).toBeNull();
    await page.getByRole('button', { name: 'Account' }).click();
    await page.getByText('中文', { exact: true }).click();
    await page.getByRole('heading', { name: '审计日志' }).waitFor();
  });

  journey('signing out ends it; signing in leads back; everywhere means everywhere', async () => {
    const other = await at.person();
    await signIn(other, LOGIN, PASSWORD);
    await page.getByRole('button', { name: '账号', exact: true }).click();
    await page.getByText('退出登录', { exact: true }).click();
    await page.waitForURL('**/sign-in');
    await page.goto(`/u/${UNIT}/audit?q=${encodeURIComponent('张伟')}`);
    await page.waitForURL('**/sign-in?to=*');
    await page.getByLabel('用户名或工号').fill(LOGIN);
    await page.getByLabel('密码').fill('Falsch-2026!');
    await page.keyboard.press('Enter');
    await page.getByText('用户名或密码不对').waitFor();
    await page.getByLabel('密码').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/audit?q=*');
    await rows().first().waitFor();

    await page.getByRole('button', { name: '账号', exact: true }).click();
    await page.getByText('退出所有设备', { exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: '退出所有设备' }).click();
    await page.waitForURL('**/sign-in');
    await other.getByRole('link', { name: '审计日志' }).first().click();
    await other.waitForURL('**/sign-in*');
  });

  journey('nothing was complained about on the way', () => {
    expect(at.complaints).toEqual([]);
  });
});
