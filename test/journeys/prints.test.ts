/** A printed form in a browser: its square found in a photograph leads back to its version, and the scan is filed there. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../src/base/ids.ts';
import { type Office, office, ok, url } from '../office.ts';
import { type Journeys, missing, overhang, startJourneys } from './browser.ts';

const lacking = missing ?? (spawnSync('pdftoppm', ['-v']).error ? 'no pdftoppm' : undefined);
if (lacking) process.stderr.write(`printed versions skipped: ${lacking}\n`);
const SHOTS = process.env.SHOTS;
const folder = SHOTS ?? mkdtempSync(join(tmpdir(), 'zhengce-prints-'));
let journeys: Journeys;
let world: Office;
let application: string;

beforeAll(async () => {
  if (lacking) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const asked = {
    deviceId: world.device('C1'),
    kind: 'install',
    toSoftwareId: world.software('S2'),
    softwareVersion: '13',
    reason: '起草文件',
  };
  const body = { idempotencyKey: newId(), submit: true, application: asked };
  application = (await ok((await world.as('张三')).post(url('applications'), body))).id;
}, 60_000);
afterAll(() => {
  if (!SHOTS) rmSync(folder, { recursive: true, force: true });
});

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: join(folder, `prints-${name}.png`), fullPage: true });
}

test.skipIf(lacking)(
  'from the printer back to the version, through a photograph',
  async () => {
    const page = await journeys.as(await world.as('张三'));
    await page.goto(`/u/DW/print/form10/${application}`);
    await page.locator('.zc-print-code svg').waitFor();
    if (SHOTS) await page.screenshot({ path: join(folder, 'prints-paper.png'), fullPage: true });
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
    writeFileSync(join(folder, 'paper.pdf'), pdf);
    spawnSync('pdftoppm', ['-r', '120', '-png', join(folder, 'paper.pdf'), join(folder, 'paper')]);
    expect(readFileSync(join(folder, 'paper-1.png')).length).toBeGreaterThan(1000);

    // Meanwhile the record goes on.
    const opinion = { result: 'approve', opinion: '确有需要' };
    const head = await world.as('王主任');
    await ok(head.post(url(`applications/${application}/dept-review`), opinion));

    await page.goto('/u/DW/prints');
    await page.getByText('附件10 软件安装维护申请表').waitFor();
    await look(page, 'list');
    await page.locator('input[type=file]').setInputFiles(join(folder, 'paper-1.png'));
    await page.getByText(/打印后有 \d+ 处变化/).waitFor();
    await page.getByText('确有需要').first().waitFor();
    await look(page, 'changes');
    await page.getByRole('tab', { name: '扫描件' }).click();
    await page.getByRole('button', { name: '作为扫描件归档' }).click();
    await page.getByRole('button', { name: 'paper-1.png' }).waitFor();
    await look(page, 'scan');
    await page.getByRole('tab', { name: '打印时的内容' }).click();
    await page.getByText('起草文件').waitFor();
    await look(page, 'content');
    expect(journeys.complaints).toEqual([]);
  },
  90_000,
);
