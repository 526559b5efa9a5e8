/** Rules of another unit: every verdict, one batch, taken back as a whole; what people changed since stays. */
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';
import { loadCatalogue } from '../index.ts';
import { RULE_FILE, type RuleFile } from './shapes.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Any = any;

let app: TestApp;
let manager: Client;
const base = '/api/units/DW/recognition';

const product = { publisher: '', kind: 'commercial', category: 'businessApplication' };
const other = (more: object) => ({ general: null, freeScope: null, note: '', ...product, ...more });
const rule = (pattern: string, productId: string | null, more: object = {}) => ({
  patternKind: 'name',
  pattern,
  publisher: '',
  productId,
  note: '',
  ...more,
});

/** What a neighbouring unit exported. */
const file = {
  format: RULE_FILE,
  version: 1,
  exportedAt: '2026-11-01T08:00:00.000Z',
  unit: { code: 'LJ', name: '邻局' },
  catalogue: 'abcdef012345',
  products: [
    other({ id: 'u-1', name: '邻局报表' }),
    other({ id: 'u-2', name: '公文系统' }),
    other({ id: 'u-3', name: '免费一半', kind: 'free' }),
    other({ id: 'u-4', name: '用不着的' }),
    other({ id: 'u-5', name: '只此一家' }),
  ],
  rules: [
    rule('Linju Report', 'u-1'),
    rule('Linju Notes', 'wechat'),
    rule('Zzz Ledger', null),
    rule('gongwen client', 'u-2'),
    rule('Shared Tool', 'firefox'),
    rule('(a+', 'wechat', { patternKind: 'regex' }),
    rule('x'.repeat(201), 'wechat'),
    rule('linju  report', 'wechat'),
    rule('Later Thing', 'product-of-a-later-catalogue', { productName: '后来的产品' }),
    rule('Lost Own', 'u-99', { productName: '没带来的' }),
    rule('Half Free', 'u-3'),
    rule('Zzz Viewer', 'u-4', { patternKind: 'exact' }),
  ],
} as unknown as RuleFile;

const check = (given: unknown = file) =>
  manager.post(`${base}/rule-imports/check`, { file: given });
const take = (digest: string, onConflict: string, given: unknown = file) =>
  manager.post(`${base}/rule-imports`, { file: given, digest, onConflict });
const rules = async (): Promise<Record<string, string>> =>
  Object.fromEntries(
    (await manager.get(`${base}/rules?limit=500`)).body.items.map((one: Any) => [
      one.pattern,
      one.productName ?? '忽略',
    ]),
  );

beforeAll(async () => {
  app = await testApp();
  await loadCatalogue(app.database);
  manager = await app.as('itManager');
  const own = (await manager.post(`${base}/products`, { ...product, name: '公文系统' })).body.id;
  const make = (pattern: string, productId: string | null, patternKind = 'name') =>
    manager.post(`${base}/rules`, { patternKind, pattern, productId });
  await make('zzz ledger', 'wechat');
  await make('Gongwen Client', own);
  await make('shared tool', 'firefox');
  await make('Zzz Viewer', 'firefox', 'exact');
}, 60_000);

test('an exported file is the same everywhere: tried at home nothing is new', async () => {
  const answer = await manager.get(`${base}/rules/export`);
  expect(answer.headers['content-disposition']).toContain('.json');
  const exported = JSON.parse(answer.payload.toString('utf8'));
  expect(exported).toMatchObject({ format: RULE_FILE, version: 1, unit: { code: 'DW' } });
  expect(exported.products).toMatchObject([{ name: '公文系统', kind: 'commercial' }]);
  expect(exported.rules).toHaveLength(4);
  expect((await check(exported)).body.counts).toEqual({
    create: 0,
    same: 4,
    conflict: 0,
    refuse: 0,
    products: 0,
  });
});

test('a trial says of every rule what it would be, and writes nothing', async () => {
  const before = await rules();
  const { body } = await check();
  expect(body.counts).toEqual({ create: 2, same: 2, conflict: 2, refuse: 6, products: 3 });
  expect(body.rows.map((row: Any) => [row.rowNo, row.verdict, row.reason])).toEqual([
    [6, 'refuse', expect.stringContaining('名称规则不能使用')],
    [7, 'refuse', '名称规则不能超过 200 个字符'],
    [8, 'refuse', '与文件中第 1 条是同一名称'],
    [9, 'refuse', '在用的产品目录中没有“后来的产品”，请先更新目录'],
    [10, 'refuse', '文件中没有产品“没带来的”的资料'],
    [11, 'refuse', expect.stringContaining('免费范围')],
    [3, 'conflict', '本单位的规则：微信'],
    [12, 'conflict', '本单位的规则：火狐浏览器'],
    [1, 'create', ''],
    [2, 'create', ''],
    [4, 'same', ''],
    [5, 'same', ''],
  ]);
  expect(await rules()).toEqual(before);
});

test('files that are none are refused with the reason', async () => {
  expect((await check({ ...file, format: 'x' })).body.message).toContain('不是正册导出');
  expect((await check({ ...file, version: 2 })).body.message).toContain('较新的程序');
  const many = { ...file, rules: Array.from({ length: 5_001 }, () => file.rules[0]) };
  expect((await check(many)).body.message).toContain('5000');
  const inspector = await app.as('inspector');
  expect((await inspector.post(`${base}/rule-imports/check`, { file })).status).toBe(403);
});

test('keeping own rules, only what is new comes in; a second time there is nothing left', async () => {
  const { digest } = (await check()).body;
  const done = await take(digest, 'keep');
  expect(done.body).toMatchObject({ rules: 2, products: 2 });
  expect(await rules()).toMatchObject({
    'Linju Report': '邻局报表',
    'Linju Notes': '微信',
    'zzz ledger': '微信',
  });
  // What was tried is not what is there now.
  expect(await take(digest, 'keep')).toMatchObject({
    status: 409,
    body: { code: 'recognition.importChanged' },
  });
  const again = (await check()).body;
  expect(again.counts).toMatchObject({ create: 0, same: 4 });
  expect((await take(again.digest, 'keep')).body.code).toBe('recognition.nothingToImport');
  const back = await manager.post(`${base}/rule-imports/${done.body.id}/take-back`);
  expect(back.body).toEqual({ revoked: 2, restored: 0, retired: 2, stayed: [] });
  const names = (await manager.get(`${base}/products?own=true`)).body.items;
  expect(names.map((one: Any) => one.name)).toEqual(['公文系统']);
});

test('replaced rules come back with the batch; what people changed since stays and is named', async () => {
  const before = await rules();
  const { digest } = (await check()).body;
  const done = await take(digest, 'replace');
  expect(done.body).toMatchObject({ rules: 4, products: 3 });
  const after = await rules();
  expect(after).toMatchObject({ 'Zzz Ledger': '忽略', 'Zzz Viewer': '用不着的' });
  expect(after['zzz ledger']).toBeUndefined();
  // A person decides otherwise about one name, and changes one product.
  await manager.post(`${base}/rules`, {
    patternKind: 'name',
    pattern: 'Linju Notes',
    productId: 'firefox',
  });
  const found = (await manager.get(`${base}/products?own=true&q=只此一家`)).body.items[0];
  await manager.put(`${base}/products/${found.id}`, { ...product, name: '只此一家', note: '已核' });
  const listed = (await manager.get(`${base}/rule-imports`)).body.items;
  expect(listed[0]).toMatchObject({ fromName: '邻局', onConflict: 'replace', takenBackAt: null });
  const back = await manager.post(`${base}/rule-imports/${done.body.id}/take-back`);
  expect(back.body).toEqual({
    revoked: 3,
    restored: 2,
    retired: 2,
    stayed: [
      { what: 'rule', name: 'Linju Notes', by: expect.any(String) },
      { what: 'product', name: '只此一家', by: '' },
    ],
  });
  expect(back.body.stayed[0].by).not.toBe('');
  expect(await rules()).toEqual({ ...before, 'Linju Notes': '火狐浏览器' });
  expect((await manager.post(`${base}/rule-imports/${done.body.id}/take-back`)).status).toBe(409);
  const { rows } = await app.database.pool.query(
    `select action from platform_audit where object_type = 'recognitionRuleImport' order by 1`,
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'recognition.rules.import',
    'recognition.rules.import',
    'recognition.rules.takeBack',
    'recognition.rules.takeBack',
  ]);
});
