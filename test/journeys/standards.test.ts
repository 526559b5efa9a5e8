/** Standard formats in a browser: a computer's bill of materials is taken away and read in again for another computer. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { assignSources } from '../../src/discovery/index.ts';
import { systemContext } from '../../src/platform/db/context.ts';
import { type Office, office } from '../office.ts';
import { type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const SHOTS = process.env.SHOTS;
let journeys: Journeys;
let world: Office;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  world = await office(journeys.app);
  const content =
    '计算机名称,软件名称,版本,发布者\nC1,WPS Office 专业版,12,金山办公\nC1,7-Zip,24.08,\n';
  const answer = await (await world.as('赵工')).upload('/api/units/DW/discovery/files', {
    ...{ name: '清单.csv', content },
  });
  const sourceIds = [answer.body.files[0].machines[0].sourceId as string];
  await journeys.app.database.write((tx) =>
    assignSources(systemContext(tx, journeys.app.unitId, 'test'), {
      sourceIds,
      deviceId: world.device('C1'),
    }),
  );
}, 60_000);

async function look(page: Page, name: string): Promise<void> {
  expect(await overhang(page), name).toBe(0);
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/standards-${name}.png`, fullPage: true });
}

async function taken(page: Page, click: () => Promise<void>) {
  const [download] = await Promise.all([page.waitForEvent('download'), click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

journey(
  'out of one computer, into another',
  async () => {
    const page = await journeys.as(await world.as('钱主管'));
    await page.goto(`/u/DW/devices/${world.device('C1')}?tab=standards`);
    const card = page.locator('article').filter({ hasText: 'CycloneDX 1.6' });
    await card.waitFor();
    await look(page, 'device');
    const bom = await taken(page, () => card.getByRole('button', { name: '下载' }).click());
    expect(bom.name).toBe('C1.cdx.json');
    expect(JSON.parse(bom.bytes.toString()).metadata.component.name).toBe('C1');

    await page.goto('/u/DW/software');
    await page.getByRole('button', { name: '标准格式' }).click();
    await page.getByRole('heading', { name: '标准格式' }).waitFor();
    await look(page, 'entitlements');
    const xml = await taken(page, () => page.getByRole('button', { name: '下载 XML' }).click());
    expect(xml.bytes.toString()).toContain('entitlementId="S1"');

    await page.getByRole('link', { name: '去上传清单文件' }).click();
    const text = bom.bytes.toString().replace('"name": "C1"', '"name": "XF-7"');
    await page.locator('input[type=file]').setInputFiles({
      ...{ name: 'any.cdx.json', mimeType: 'application/json', buffer: Buffer.from(text) },
    });
    await page.getByText('已接收').first().waitFor();
    await page.getByRole('cell', { name: '标准格式' }).first().waitFor();
    await look(page, 'upload');

    const phone = await journeys.as(await world.as('徐检查'), { phone: true });
    await phone.goto('/u/DW/standards');
    await phone.getByRole('button', { name: '下载 JSON' }).waitFor();
    await look(phone, 'phone');
    expect(journeys.complaints).toEqual([]);
  },
  90_000,
);
