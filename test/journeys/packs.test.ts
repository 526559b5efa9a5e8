/** An inspection pack in a browser: made, downloaded, and checked by its own page opened from disk, without any server. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
const folder = SHOTS ?? mkdtempSync(join(tmpdir(), 'zhengce-pack-'));
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const certificate = { name: '证书.pdf', content: Buffer.from('%PDF-1.4 licence') };
  const fields = { kind: 'certificate', title: '授权证书' };
  const path = url(`software/${world.software('S1')}/documents`);
  await ok((await world.as('钱主管')).upload(path, certificate, fields));
}, 60_000);
afterAll(() => {
  if (!SHOTS) rmSync(folder, { recursive: true, force: true });
});

const shot = async (page: Page, name: string) =>
  SHOTS && page.screenshot({ path: join(folder, `pack-${name}.png`), fullPage: true });

journey(
  'made, taken home, and verified offline',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto('/u/DW/packs');
    await page.getByRole('button', { name: '生成资料包' }).first().click();
    await page.getByRole('button', { name: '开始生成' }).click();
    const link = page.getByRole('link', { name: '下载' });
    await link.waitFor({ timeout: 60_000 });
    expect(await overhang(page)).toBe(0);
    await shot(page, 'list');
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const zip = join(folder, download.suggestedFilename());
    await download.saveAs(zip);
    const home = join(folder, 'home');
    rmSync(home, { recursive: true, force: true });
    for (const [name, bytes] of Object.entries(unzipSync(readFileSync(zip)))) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(join(home, name), bytes);
    }
    const root = join(home, download.suggestedFilename().replace(/\.zip$/, ''));

    const offline = await journeys.person();
    await offline.context().setOffline(true);
    await offline.goto(pathToFileURL(join(root, 'index.html')).href);
    await shot(offline, 'index');
    await offline.getByRole('link', { name: 'verify.html' }).click();
    await offline.locator('#folder').setInputFiles(root);
    await offline.getByText(/^全部一致/).waitFor();
    const digest = (await offline.locator('#digest').innerText()).replaceAll(' ', '');
    const listed = (await ok((await world.as('钱主管')).get(url('packs')))).items[0];
    expect(digest).toBe(listed.digest);
    await offline.locator('#typed').fill(listed.digest);
    await offline.getByText('相同', { exact: true }).waitFor();
    await shot(offline, 'same');
    // The zip as it was downloaded, without unpacking it.
    await offline.locator('#files').setInputFiles(zip);
    await offline.getByText(/^全部一致/).waitFor();

    const victim = '3 软件配置管理/授权证书等资料/S1 甲办公/授权证书.pdf';
    const bytes = readFileSync(join(root, victim));
    bytes[9]! ^= 1;
    writeFileSync(join(root, victim), bytes);
    writeFileSync(join(root, '5 安装维护管理.txt'), 'x');
    // Chosen while the zip is still being read: what was chosen last speaks, whatever is ready last.
    await offline.locator('#files').setInputFiles(zip);
    await offline.locator('#folder').setInputFiles(root);
    await offline.getByText(/^有 2 处不一致/).waitFor();
    expect(await offline.getByText(/^全部一致/).count()).toBe(0);
    await offline.getByText(victim).waitFor();
    await shot(offline, 'altered');
    expect(journeys.complaints).toEqual([]);
  },
  120_000,
);
