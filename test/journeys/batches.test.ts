/** 批量导出 in a browser: a period ordered and followed, taken home, and its index opened from disk held against the files. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { readSheets } from '../../src/platform/sheets/index.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const folder = mkdtempSync(join(tmpdir(), 'zhengce-batch-'));
const year = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4);
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  // Enough papers for the way there to be seen.
  const staff = await world.as('张三');
  for (const computerNo of ['C1', 'C2']) {
    const application = {
      deviceId: world.device(computerNo),
      kind: 'install',
      toSoftwareId: world.software('S2'),
      softwareVersion: '13',
      reason: '起草文件',
    };
    await ok(
      staff.post(url('applications'), { idempotencyKey: newId(), submit: true, application }),
    );
  }
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shot = async (page: Page, name: string) =>
  SHOTS && page.screenshot({ path: join(SHOTS, `batch-${name}.png`), fullPage: true });

/** Saves and unpacks what was downloaded; the names in it, in `/`. */
async function unpack(page: Page, take: () => Promise<void>): Promise<string[]> {
  const [download] = await Promise.all([page.waitForEvent('download'), take()]);
  expect(download.suggestedFilename()).toBe(`测试单位_${year}年.zip`);
  const zip = unzipSync(readFileSync(await download.path()));
  for (const [name, bytes] of Object.entries(zip)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  return Object.keys(zip);
}

journey(
  'a year ordered, followed, taken home and checked against its index',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/form-batches');
    await page.getByText('还没有批量导出。').waitFor();
    await page.getByRole('button', { name: '导出一个期间' }).first().click();
    await page.locator('.ant-drawer').getByText('导出一个期间的全部表单').waitFor();
    await shot(page, 'order');
    await page.getByRole('button', { name: '开始生成' }).click();
    const card = page.locator('article').first();
    await card.getByText('正在生成').waitFor();
    await card.locator('[role=progressbar]').waitFor();
    await shot(page, 'running');
    const link = card.getByRole('link', { name: `${year}年` });
    await link.waitFor({ timeout: 60_000 });
    await card.getByText('已完成').waitFor();
    await card.getByText('内容').click();
    await card.getByText('10 软件安装维护申请表').waitFor();
    expect(await overhang(page)).toBe(0);
    await shot(page, 'done');

    const names = await unpack(page, () => link.click());
    const root = `测试单位_${year}年`;
    const papers = names.filter((name) => !/\/目录\.(html|xlsx)$/.test(name));
    expect(papers.length).toBe(names.length - 2);
    await card.getByText(`${papers.length} 个文件`).waitFor();

    // The index in Excel: each paper once, with its size and its sum.
    const book = readFileSync(join(folder, root, '目录.xlsx'));
    const { sheets } = await readSheets(book, { fileName: '目录.xlsx' });
    const listed = sheets[0]!.rows
      .slice(1)
      .map(([, where, , , , file, size, sum]) => [`${root}/${where}/${file}`, String(size), sum]);
    const found = papers.map((name) => {
      const bytes = readFileSync(join(folder, name));
      return [name, String(bytes.length), createHash('sha256').update(bytes).digest('hex')];
    });
    expect(listed).toEqual(found);

    // The page opens from disk without a server, and every link in it leads to a file.
    const offline = await journeys.person();
    await offline.context().setOffline(true);
    await offline.goto(pathToFileURL(join(folder, root, '目录.html')).href);
    await offline.getByText(`共 ${papers.length} 个文件`).waitFor();
    const targets = await offline
      .locator('a')
      .evaluateAll((links) => links.map((one) => (one as HTMLAnchorElement).href));
    expect(targets).toHaveLength(papers.length);
    expect(targets.filter((one) => !existsSync(fileURLToPath(one)))).toEqual([]);
    const sums = await offline.locator('code').allInnerTexts();
    expect(sums.sort()).toEqual(found.map(([, , sum]) => sum).sort());
    await shot(offline, 'index');

    const phone = await journeys.as(await world.as('钱主管'), { phone: true, dark: true });
    await phone.goto('/u/DW/form-batches');
    await phone.getByText('已完成').waitFor();
    expect(await overhang(phone)).toBe(0);
    await shot(phone, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
