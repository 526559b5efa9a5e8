/** A new catalogue looked at before it is put in force, and rules taken over from another unit, in a browser. */
import type { Page } from 'playwright-core';
import { beforeAll, expect } from 'vitest';
import { shippedTexts, storeCatalogue } from '../../src/recognition/catalogue/commands.ts';
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

const SHOTS = process.env.SHOTS;
const NAMES = [
  '7-Zip 24.08 (x64)',
  'Microsoft Office Professional Plus 2019 - zh-cn',
  '微信 3.9',
  '内网即时通 5.1',
  'Zeta Ledger 7.1',
];

let journeys: Journeys;
let manager: Client;

async function shot(page: Page, name: string): Promise<void> {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/catalogue-${name}.png`, fullPage: true });
}

/** As an earlier release had it: 7-Zip had to be paid for, and Office not. */
function earlier() {
  const texts = shippedTexts();
  const lines = texts.products.split('\n').map((line) => {
    const id = /^\{"id": "([^"]+)"/.exec(line)?.[1];
    if (id === '7zip')
      return JSON.stringify({ ...JSON.parse(line), kind: 'commercial', freeScope: undefined });
    if (id !== 'microsoft-office-professional-plus') return line;
    return JSON.stringify({ ...JSON.parse(line), kind: 'free', freeScope: 'any' });
  });
  return { ...texts, products: lines.join('\n') };
}

beforeAll(async () => {
  if (missing) return;
  journeys = await startJourneys();
  const { app } = journeys;
  const shippedAt = '2026-06-01T00:00:00.000Z';
  const old = await app.database.write((tx) =>
    storeCatalogue(tx, earlier(), { program: '0.1.0', shippedAt }),
  );
  await app.database.pool.query(
    `insert into recognition_state (unit_id, done_catalogue, catalogue_version) values ($1, $2, $2)`,
    [app.unitId, old],
  );
  await loadCatalogue(app.database);
  manager = await app.as('itManager');
  const entries = NAMES.map((name): RawEntry => {
    const publisher = name.startsWith('Microsoft') ? 'Microsoft Corporation' : '';
    return { name, publisher, version: '', os: 'windows', from: 'registry', systemCategory: '' };
  });
  await app.database.write(async (tx) => {
    const items = entries.map((raw) => ({ key: rawEntryKey(raw), raw }));
    const ids = await internRawEntries(tx, app.unitId, items);
    const counts = ids.map((_, at) => 50 - at);
    await addDeviceCounts(tx, app.unitId, ids, counts);
    await recognisePending(tx, app.unitId, 100);
  });
}, 120_000);

const kindOf = async (name: string) =>
  (await manager.get(`/api/units/DW/recognition/entries?show=all&q=${encodeURIComponent(name)}`))
    .body.items[0].match.kind;

journey('a new catalogue is previewed, put in force, and the way back is offered', async () => {
  const page = await journeys.as(manager);
  await page.goto('/u/DW/recognition/catalogue');
  await page.getByText('程序带来的第 2 版目录还没有在本单位启用。').waitFor();
  await shot(page, 'versions');
  await page.getByRole('button', { name: '预览更新' }).first().click();
  await page.getByRole('heading', { name: '目录更新预览：第 1 版 → 第 2 版' }).waitFor();
  await page.getByText(NAMES[1]!).waitFor();
  await shot(page, 'preview');
  await page.getByRole('button', { name: '启用这一版' }).click();
  await page.getByText('2 个条目会改变，有关计算机重新对照。').waitFor();
  await page.getByText('其中 1 个由收费变为免费').waitFor();
  await shot(page, 'confirm');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /启\s?用/ })
    .click();
  await page.getByText('已由').first().waitFor();
  await eventually(() => kindOf('7-Zip')).toBe('free');
  await page.goto('/u/DW/recognition/catalogue');
  await page.getByRole('button', { name: '预览退回' }).waitFor();
  await shot(page, 'in-force');
});

const FILE = {
  format: 'zhengce-recognition-rules',
  version: 1,
  exportedAt: '2026-11-01T08:00:00.000Z',
  unit: { code: 'LJ', name: '邻局' },
  catalogue: 'abcdef012345',
  products: [
    {
      id: 'u-1',
      name: '内网即时通',
      publisher: '',
      kind: 'commercial',
      category: 'businessApplication',
      general: null,
      freeScope: null,
      note: '',
    },
  ],
  rules: [
    ['内网即时通', 'u-1'],
    ['zeta ledger', 'wechat'],
    ['邻局自用工具', 'u-9'],
  ].map(([pattern, productId]) => ({
    patternKind: 'name',
    pattern,
    publisher: '',
    productId,
    note: '',
  })),
};

journey('rules of another unit are tried, imported, and taken back as a whole', async () => {
  await manager.post('/api/units/DW/recognition/rules', {
    patternKind: 'name',
    pattern: 'Zeta Ledger',
    productId: null,
  });
  const page = await journeys.as(manager);
  await page.goto('/u/DW/recognition/rules');
  await page.getByRole('button', { name: '导入规则' }).click();
  await shot(page, 'import-choose');
  await page.locator('input[type=file]').setInputFiles({
    name: 'rules.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(FILE)),
  });
  await page.getByText('本单位的规则：忽略').waitFor();
  await page.getByText('文件中没有产品“u-9”的资料').waitFor();
  await page.getByText('换成导入的规则').click();
  await shot(page, 'import-check');
  await page.getByRole('button', { name: '导入 2 条' }).click();
  await page.getByText('已导入 2 条规则、1 个产品').waitFor();
  await eventually(() => kindOf('内网即时通')).toBe('commercial');
  await shot(page, 'rules');
  await page.locator('#zc-main').getByRole('link', { name: '导入的识别规则' }).click();
  await page.getByRole('button', { name: '整批撤回' }).click();
  await page.getByRole('tooltip').getByRole('button', { name: '整批撤回' }).click();
  await page.getByText('已撤回 2 条规则').waitFor();
  await eventually(() => kindOf('内网即时通')).toBe('unknown');
  await page.getByText('撤销 2 条规则，恢复本单位 1 条').waitFor();
  await shot(page, 'taken-back');
  expect(journeys.complaints).toEqual([]);
});

journey('on a phone nothing stands out sideways', async () => {
  const page = await journeys.as(manager, { phone: true });
  for (const path of ['catalogue', 'rules', 'rules/imports']) {
    await page.goto(`/u/DW/recognition/${path}`);
    await page.getByRole('heading').first().waitFor();
    expect([path, await overhang(page)]).toEqual([path, 0]);
    await shot(page, `phone-${path.replace('/', '-')}`);
  }
});
