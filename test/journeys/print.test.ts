/** Forms 1, 2, 10 and 11 printed by a real browser: A4, one page, the official words, nothing of the frame. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { createOrders } from '../../src/installation/index.ts';
import { OFFICIAL_PLEDGE } from '../../src/responsibility/pledges/shapes.ts';
import { testContext } from '../harness.ts';
import { drawn, type Name, type Office, office, ok, url } from '../office.ts';
import { type Journeys, missing, startJourneys } from './browser.ts';

const poppler = ['pdfinfo', 'pdftotext'].every((tool) => !spawnSync(tool, ['-v']).error);
const lacking = missing ?? (poppler ? undefined : 'no pdfinfo and pdftotext (poppler-utils)');
if (lacking) process.stderr.write(`printing skipped: ${lacking}\n`);
const printing = lacking ? test.skip : test;

/** Keeps the PDFs there to be looked at. */
const KEPT = process.env.PRINTS;
const folder = KEPT ?? mkdtempSync(join(tmpdir(), 'zhengce-print-'));
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (lacking) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
}, 60_000);
afterAll(() => {
  if (!KEPT) rmSync(folder, { recursive: true, force: true });
});

type Printed = { pages: number; landscape: boolean; a4: boolean; text: string };

/** Opens the print page and prints it as the browser's own dialog would. */
async function print(who: Name, path: string, name: string): Promise<Printed> {
  const page: Page = await journeys.as(await world.as(who));
  await page.goto(`/u/DW/print/${path}`);
  await page.locator('.zc-print').first().waitFor();
  await page.waitForLoadState('networkidle');
  expect(await page.getByRole('button', { name: '打印' }).isVisible()).toBe(true);
  const file = join(folder, `${name}.pdf`);
  writeFileSync(file, await page.pdf({ preferCSSPageSize: true, printBackground: true }));
  if (KEPT) await page.screenshot({ path: join(folder, `${name}-screen.png`) });
  await page.close();
  const info = run('pdfinfo', [file]);
  const [width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(info)!.slice(1).map(Number);
  const [short, long] = [Math.min(width!, height!), Math.max(width!, height!)];
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(info)![1]),
    landscape: width! > height!,
    a4: Math.abs(short - 595) < 2 && Math.abs(long - 842) < 2,
    // Words of a cell may be broken into lines.
    text: run('pdftotext', ['-raw', file, '-']).replaceAll(/\s+/g, ''),
  };
}

function run(tool: string, args: string[]): string {
  const done = spawnSync(tool, args, { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`${tool}: ${done.stderr}`);
  return done.stdout;
}

function expectWords(text: string, words: readonly string[]): void {
  expect(words.filter((word) => !text.includes(word.replaceAll(/\s+/g, '')))).toEqual([]);
  // The frame stays on the screen.
  expect(text).not.toContain('打印');
  expect(text).not.toContain('CtrlK');
}

async function application(): Promise<{ id: string; orderId: string }> {
  const post = async (who: Name, path: string, body: object) =>
    ok((await world.as(who)).post(url(path), body));
  const made = await post('张三', 'applications', {
    idempotencyKey: 'print-application-1',
    submit: true,
    application: {
      deviceId: world.device('C1'),
      kind: 'install',
      toSoftwareId: world.software('S2'),
      softwareVersion: '13',
      phone: '0000-12345',
      reason: '因工作需要编制年度报告，须安装办公软件。'.repeat(4),
    },
  });
  await post('王主任', `applications/${made.id}/dept-review`, {
    result: 'approve',
    opinion: '情况属实，同意。',
  });
  const approved = await post('钱主管', `applications/${made.id}/it-review`, {
    result: 'approve',
    opinion: '许可充足，同意安装。',
    technicianPersonId: world.person('赵工'),
  });
  return { id: made.id, orderId: approved.orderId };
}

printing(
  'form 10 with both opinions, form 11 with both drawn signatures',
  async () => {
    const { id, orderId } = await application();
    const form10 = await print('张三', `form10/${id}`, 'form10');
    expect(form10).toMatchObject({ pages: 1, a4: true, landscape: false });
    expectWords(form10.text, [
      '软件安装维护申请表',
      '申请部门',
      '■安装□卸载□升级',
      '部门负责人意见情况属实，同意。',
      '信息化部门意见许可充足，同意安装。',
      '审核人签字：test',
      '安排安装维护人赵工',
    ]);

    const before = await print('赵工', `form11/${orderId}`, 'form11-blank');
    expect(before).toMatchObject({ pages: 1, a4: true });
    expectWords(before.text, ['软件安装维护确认单', '□完成□部分完成□未完成', '年月日']);
    const technician = await world.as('赵工');
    await ok(
      technician.post(url(`orders/${orderId}/perform`), {
        performedOn: today,
        lines: [{ lineNo: 1, done: true, note: '' }],
        signature: drawn('赵工'),
      }),
    );
    const user = await world.as('张三');
    await ok(user.post(url(`orders/${orderId}/sign`), { signature: drawn('张三') }));
    const form11 = await print('张三', `form11/${orderId}`, 'form11');
    expect(form11).toMatchObject({ pages: 1, a4: true, landscape: false });
    expectWords(form11.text, [
      '软件安装维护确认单',
      '单号：QR',
      '来源安装维护申请SQ',
      '序号维护类型软件编号软件名称软件版本升级前编号、版本完成情况',
      '■完成□部分完成□未完成',
      '安装维护人签字',
      '计算机使用人签字确认',
    ]);
    const images = run('pdfimages', ['-list', join(folder, 'form11.pdf')])
      .trim()
      .split('\n');
    expect(images.length - 2).toBeGreaterThanOrEqual(2);
  },
  90_000,
);

printing(
  'a long form 11 flows on and repeats its header',
  async () => {
    const lines = [...Array(45)].map(() => ({
      kind: 'install' as const,
      softwareId: world.software('S2'),
      version: '13',
    }));
    const [made] = await world.app.database.write((tx) =>
      createOrders(testContext(tx, world.app.unitId), [
        {
          origin: 'application',
          originId: newId(),
          deviceId: world.device('C2'),
          technicianPersonId: world.person('赵工'),
          lines,
        },
      ]),
    );
    const form11 = await print('钱主管', `form11/${made!.id}`, 'form11-long');
    expect(form11.pages).toBe(2);
    expect(form11.text.split('维护类型').length - 1).toBe(2);
    expect(form11.text.split('软件安装维护确认单').length - 1).toBe(1);
  },
  60_000,
);

printing(
  'form 2 signed, and blank ones, each on its own page',
  async () => {
    const person = await world.as('李四');
    const mine = await ok(person.get(url('my-pledge')));
    const pledge = await ok(
      person.post(url('my-pledge'), {
        textVersion: mine.text.version,
        signature: drawn('李四'),
      }),
    );
    const signed = await print('李四', `form2/${pledge.id}`, 'form2');
    expect(signed).toMatchObject({ pages: 1, a4: true, landscape: false });
    const [year, month, day] = today.split('-').map(Number);
    expectWords(signed.text, [
      '使用正版软件承诺书',
      OFFICIAL_PLEDGE,
      '承诺人签字:',
      `${year}年${month}月${day}日`,
    ]);
    const department = world.department('办公室');
    const blank = await print('钱主管', `form2?department=${department}`, 'form2-blank');
    // 张三 and 王主任; 李四 has signed.
    expect(blank).toMatchObject({ pages: 2, a4: true });
    expect(blank.text.split(OFFICIAL_PLEDGE).length - 1).toBe(2);
    expectWords(blank.text, ['张三', '王主任', '承诺人签字:年月日']);
  },
  60_000,
);

printing(
  'form 1 across the page',
  async () => {
    const manager = await world.as('钱主管');
    const draft = await ok(manager.post(url('committees')));
    const member = (name: Name, committeeRole: string, functionsCovered: string[] = []) => ({
      personId: world.person(name),
      committeeRole,
      positionTitle: '主要负责人',
      officePhone: '010-12345678',
      mobile: '13800000000',
      email: 'leader@office.test',
      functionsCovered,
    });
    const members = [
      member('孙局长', 'head'),
      member('陈副局长', 'deputyHead'),
      member('钱主管', 'member', ['informatization', 'office']),
      member('周科长', 'member', ['finance', 'asset']),
      member('何人事', 'member', ['personnel']),
    ];
    await ok(manager.put(url(`committees/${draft.id}`), { members }));
    await ok(manager.post(url(`committees/${draft.id}/submit`)));
    const head = await world.as('孙局长');
    await ok(head.post(url(`committees/${draft.id}/decide`), { approve: true }));
    const form1 = await print('张三', 'form1', 'form1');
    expect(form1).toMatchObject({ pages: 1, a4: true, landscape: true });
    expectWords(form1.text, [
      '软件正版化工作领导小组成员信息表',
      '单位名称（盖章）：测试单位',
      '序号小组职务姓名所在部门职务办公电话手机传真/电子邮箱备注',
      '组长孙局长',
      '副组长陈副局长',
      '信息化、办公厅（室）',
    ]);
    expect(journeys.complaints).toEqual([]);
  },
  60_000,
);
