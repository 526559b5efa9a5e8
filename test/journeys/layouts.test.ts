/**
 * 表单版式 in a browser, for the forms that are no tables: lines renamed, hidden and added beside a preview, columns
 * moved, and what was saved stands in the file somebody else downloads; then the official form again.
 */
import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { createOrders } from '../../src/installation/index.ts';
import { testContext } from '../harness.ts';
import { drawn, type Name, type Office, office, ok, url } from '../office.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
}, 60_000);

const shot = async (page: Page, name: string) =>
  SHOTS && page.screenshot({ path: `${SHOTS}/layout-${name}.png`, fullPage: true });

/** The editor of a form, and the sheet beside it. */
async function edit(form: string): Promise<{ page: Page; preview: Locator }> {
  const page = await journeys.as(await world.as('钱主管'));
  await page.goto(`/u/DW/layouts?form=${form}`);
  const preview = page.getByRole('region', { name: '预览' });
  await preview.locator('table').waitFor();
  return { page, preview };
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: '保存版式' }).click();
  await page.getByText('已保存').waitFor();
}

async function restore(page: Page): Promise<void> {
  await page.getByRole('button', { name: '恢复官方版式' }).click();
  await page.getByText('已恢复官方版式').waitFor();
  await page.getByRole('button', { name: '恢复官方版式' }).waitFor({ state: 'hidden' });
}

/** The words of the Word file behind the button of a record, each paragraph a line. */
async function word(who: Name, record: string): Promise<string> {
  const page = await journeys.as(await world.as(who));
  await page.goto(`/u/DW/${record}`);
  await page.getByRole('button', { name: '表单' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Word' }).click(),
  ]);
  const zip = unzipSync(readFileSync(await download.path()));
  await page.close();
  return strFromU8(zip['word/document.xml']!)
    .replaceAll('</w:p>', '\n')
    .replaceAll(/<[^>]*>/g, '');
}

journey(
  'form 10: a line renamed, one hidden, one added; saved, in the file, and undone',
  async () => {
    const application = {
      deviceId: world.device('C1'),
      kind: 'install',
      toSoftwareId: world.software('S2'),
      softwareVersion: '13',
      reason: '起草文件',
    };
    const asked = { idempotencyKey: newId(), submit: true, application };
    const { id } = await ok((await world.as('张三')).post(url('applications'), asked));
    const official = await word('张三', `applications/${id}`);
    expect(official).toContain('联系电话');
    expect(official).toContain('当前操作系统');

    const { page, preview } = await edit('form10');
    const saving = page.getByRole('button', { name: '保存版式' });
    expect(await saving.isDisabled()).toBe(true);
    await page.getByLabel('“联系电话”的名称').fill('办公电话');
    await page.getByLabel('显示“当前操作系统（名称、版本）”一行').uncheck();
    await page.getByRole('button', { name: '在“部门负责人意见”下增加一行' }).click();
    // A line without a name is not saved.
    await page.getByRole('alert').getByText('请填写新增行的名称').waitFor();
    expect(await saving.isDisabled()).toBe(true);
    await page.getByLabel('“新增行”的名称').fill('分管领导意见');
    await page.getByLabel('“分管领导意见”的内容').fill('请批示');
    await preview.getByText('办公电话').waitFor();
    await preview.getByText('分管领导意见').waitFor();
    await preview.getByText('请批示').waitFor();
    expect(await preview.getByText('当前操作系统').count()).toBe(0);
    expect(await preview.getByText('联系电话').count()).toBe(0);
    await shot(page, 'form10');
    await save(page);
    await page.reload();
    await preview.getByText('分管领导意见').waitFor();
    expect(await page.getByLabel('“联系电话”的名称').inputValue()).toBe('办公电话');

    const own = await word('张三', `applications/${id}`);
    expect(own).toContain('办公电话');
    expect(own).not.toContain('联系电话');
    expect(own).not.toContain('当前操作系统');
    expect(own.indexOf('分管领导意见')).toBeGreaterThan(own.indexOf('部门负责人意见'));
    expect(own.indexOf('信息化部门意见')).toBeGreaterThan(own.indexOf('分管领导意见'));
    expect(own).toContain('请批示');
    // What the record says stands where it stood.
    expect(own).toContain('起草文件');

    await restore(page);
    await preview.getByText('联系电话').waitFor();
    expect(await preview.getByText('分管领导意见').count()).toBe(0);
    const words = (text: string) => text.split('\n').filter((line) => line !== '');
    expect(words(await word('张三', `applications/${id}`))).toEqual(words(official));
  },
  90_000,
);

journey(
  'form 11: lines and the columns of its table',
  async () => {
    const [order] = await world.app.database.write((tx) =>
      createOrders(testContext(tx, world.app.unitId), [
        {
          origin: 'finding',
          originId: newId(),
          deviceId: world.device('C1'),
          technicianPersonId: world.person('赵工'),
          dueOn: '2099-06-30',
          lines: [{ kind: 'install', softwareId: world.software('S2'), version: '13' }],
        },
      ]),
    );
    const { page, preview } = await edit('form11');
    await page.getByLabel('显示“说明”一行').uncheck();
    await page.getByLabel('“安装维护人签字”的名称').fill('技术人员签字');
    await page.getByLabel('“软件版本”的列名').fill('版本号');
    await page.getByLabel('显示“升级前编号、版本”', { exact: true }).uncheck();
    await page.getByRole('button', { name: '“软件名称”左移' }).click();
    const head = preview.locator('tr', { hasText: '维护类型' });
    await eventually(() => head.locator('td, th').allInnerTexts()).toEqual([
      '序号',
      '维护类型',
      '软件名称',
      '软件编号',
      '版本号',
      '完成情况',
    ]);
    await preview.getByText('技术人员签字').waitFor();
    await shot(page, 'form11');
    await save(page);

    const own = await word('赵工', `orders/${order!.id}`);
    const columns = ['维护类型', '软件名称', '软件编号', '版本号'].map((one) => own.indexOf(one));
    expect(columns).toEqual([...columns].sort((left, right) => left - right));
    expect(columns).not.toContain(-1);
    expect(own).toContain('技术人员签字');
    const gone = ['说明', '升级前编号', '软件版本', '安装维护人签字'];
    expect(gone.filter((one) => own.includes(one))).toEqual([]);
    await restore(page);
    const official = await word('赵工', `orders/${order!.id}`);
    expect(gone.filter((one) => !official.includes(one))).toEqual([]);
    expect(official.indexOf('软件编号')).toBeLessThan(official.indexOf('软件名称'));
  },
  90_000,
);

journey(
  'form 2: its words are kept, its signature line named otherwise, a line added',
  async () => {
    const signed = { textVersion: 1, signature: drawn('张三') };
    const { id } = await ok((await world.as('张三')).post(url('my-pledge'), signed));

    const { page, preview } = await edit('form2');
    expect(
      await page
        .getByRole('checkbox')
        .evaluateAll((all) => all.every((one) => (one as HTMLInputElement).disabled)),
    ).toBe(true);
    await page.getByLabel('“承诺人签字:”的名称').fill('签字人');
    await page.getByRole('button', { name: /^在“承诺人签字:|^在“签字人/ }).click();
    await page.getByLabel('“新增行”的名称').fill('身份证号');
    await preview.getByText('签字人').waitFor();
    await preview.getByText('身份证号').waitFor();
    await shot(page, 'form2');
    await save(page);
    const own = await word('张三', `pledges/${id}`);
    expect(own).toContain('签字人');
    expect(own).toContain('身份证号');
    expect(own).not.toContain('承诺人签字');
    expect(own).toContain('本人承诺严格遵守');

    const phone = await journeys.as(await world.as('钱主管'), { phone: true, dark: true });
    await phone.goto('/u/DW/layouts?form=form2');
    await phone.getByText('身份证号').waitFor();
    expect(await overhang(phone)).toBe(0);
    await shot(phone, 'phone');
    await restore(page);
    expect(await word('张三', `pledges/${id}`)).toContain('承诺人签字');
    expect(journeys.complaints).toEqual([]);
  },
  90_000,
);
