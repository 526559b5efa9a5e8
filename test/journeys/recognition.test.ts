/** The review queue in a browser: cleared from the keyboard and in bulk, taken back, and a rule previewed before it is saved. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import {
  addDeviceCounts,
  internRawEntries,
  loadCatalogue,
  rawEntryKey,
  recognisePending,
} from '../../src/recognition/index.ts';
import type { RawEntry } from '../../src/recognition/shapes.ts';
import type { Client } from '../harness.ts';
import { eventually, type Journeys, journey, missing, overhang, startJourneys } from './browser.ts';

const NAMES = [
  '内网即时通 5.1',
  'Zeta Ledger 7.1',
  '路政巡查上报系统',
  'Qoppa Reporter',
  '公文流转客户端 V3.2',
];

let journeys: Journeys;
let manager: Client;

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  const { app } = journeys;
  await loadCatalogue(app.database);
  manager = await app.as('itManager');
  const entries = NAMES.map(
    (name): RawEntry => ({
      name,
      publisher: '',
      version: '',
      os: 'windows',
      from: 'registry',
      systemCategory: '',
    }),
  );
  await app.database.write(async (tx) => {
    const items = entries.map((raw) => ({ key: rawEntryKey(raw), raw }));
    const ids = await internRawEntries(tx, app.unitId, items);
    await addDeviceCounts(
      tx,
      app.unitId,
      ids,
      ids.map((_, at) => 50 - at),
    );
    await recognisePending(tx, app.unitId, 100);
  });
}, 120_000);

const open = (options: { phone?: boolean } = {}): Promise<Page> => journeys.as(manager, options);

const waiting = async () =>
  (await manager.get('/api/units/DW/recognition/entries')).body.items.map(
    (entry: { name: string }) => entry.name,
  );

journey(
  'one key decides a row, the next row follows, and the decision can be taken back',
  async () => {
    const page = await open();
    await page.goto('/u/DW/recognition');
    await page.locator('tr[data-row-key]').first().focus();
    await page.getByRole('heading', { name: NAMES[0]! }).waitFor();
    await page.keyboard.press('s');
    await page.getByText('已认定 1 个条目，存为 1 条规则').waitFor();
    await page.getByRole('heading', { name: NAMES[1]! }).waitFor();
    await eventually(waiting).toEqual(NAMES.slice(1));
    await page
      .getByRole('button', { name: '撤 销' })
      .or(page.getByRole('button', { name: '撤销' }))
      .first()
      .click();
    await page.getByText('已撤销 1 条规则').waitFor();
    await eventually(waiting).toEqual(NAMES);
  },
);

journey('rows chosen with X are decided together', async () => {
  const page = await open();
  await page.goto('/u/DW/recognition');
  await page.locator('tr[data-row-key]').nth(2).focus();
  await page.getByRole('heading', { name: NAMES[2]! }).waitFor();
  await page.keyboard.press('x');
  await page.keyboard.press('ArrowDown');
  await page.getByRole('heading', { name: NAMES[3]! }).waitFor();
  await page.keyboard.press('x');
  const bar = page.getByLabel('对所选条目的操作');
  await bar.getByText('已选 2 条').waitFor();
  await bar.getByRole('button', { name: '忽略' }).click();
  await eventually(waiting).toEqual([NAMES[0], NAMES[1], NAMES[4]]);
});

journey('a rule shows what it would change before it is saved', async () => {
  const page = await open();
  await page.goto('/u/DW/recognition/rules');
  await page.getByRole('button', { name: '新建规则' }).click();
  await page.getByLabel('名称规则').last().fill('zeta ledger');
  await page.getByText('忽略（不计入，也不再询问）').click();
  await page.getByRole('button', { name: '预览影响' }).click();
  await page.getByText('规则匹配 1 个条目，其中 1 个会改变，涉及 49 台次计算机。').waitFor();
  expect(await waiting()).toContain(NAMES[1]);
  await page.getByRole('button', { name: '保存规则' }).click();
  await eventually(waiting).toEqual([NAMES[0], NAMES[4]]);
});

journey('on a phone the queue is a list of cards, and nothing stands out sideways', async () => {
  const page = await open({ phone: true });
  await page.goto('/u/DW/recognition');
  await page.locator('article').first().waitFor();
  expect(await overhang(page)).toBe(0);
  await page.getByRole('button', { name: NAMES[0]! }).click();
  await page.getByRole('button', { name: '免费软件' }).click();
  await eventually(waiting).toEqual([NAMES[4]]);
  expect(journeys.complaints).toEqual([]);
});
