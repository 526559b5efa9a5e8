/** The dictionary, recognition on a real database, decisions, undo, and the queue over HTTP. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type Client, type TestApp, testApp, testContext } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import {
  addDeviceCounts,
  internRawEntries,
  loadCatalogue,
  matchesOf,
  onMatchesChanged,
  productById,
  rawEntryKey,
  recognisePending,
  searchProducts,
} from '../index.ts';
import type { RawEntry } from '../shapes.ts';
import { beginRecompute, nextRevision } from './commands.ts';
import { queueRecompute } from './jobs.ts';

let app: TestApp;
let manager: Client;
const base = '/api/units/DW/recognition';

const raw = (name: string, more: Partial<RawEntry> = {}): RawEntry => ({
  name,
  publisher: '',
  version: '',
  os: 'windows',
  from: 'registry',
  systemCategory: '',
  ...more,
});

async function add(entries: RawEntry[], counts?: number[]): Promise<number[]> {
  return app.database.write(async (tx) => {
    const items = entries.map((entry) => ({ key: rawEntryKey(entry), raw: entry }));
    const ids = await internRawEntries(tx, app.unitId, items);
    if (counts) await addDeviceCounts(tx, app.unitId, ids, counts);
    await recognisePending(tx, app.unitId, 10_000);
    return ids;
  });
}

/** Until the job has made all matches agree with the rules. */
async function recompute(): Promise<void> {
  for (let turn = 0; turn < 200; turn++) {
    const { body } = await manager.get(`${base}/summary`);
    if (!body.recomputing) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the job did not end');
}

const matchOf = async (id: number) =>
  (await app.database.read((tx) => matchesOf(tx, app.unitId, [id]))).get(id)!;

beforeAll(async () => {
  app = await testApp();
  await loadCatalogue(app.database);
  manager = await app.as('itManager');
}, 60_000);

describe('the dictionary', () => {
  test('gives the same id to the same entry, and ids in the order asked', async () => {
    const [a, b] = [raw('Aleph 1'), raw('Beth 2')];
    const first = await add([a, b, a]);
    expect(first[0]).toBe(first[2]);
    expect(first[0]).not.toBe(first[1]);
    expect(await add([b, a])).toEqual([first[1], first[0]]);
  });

  test('cuts what is too long and cleans what a database cannot hold', async () => {
    const dirty = raw(`Gimel\u0000\ud800 ${'x'.repeat(2000)}`, { publisher: ' P\u0007ub ' });
    const [id] = await add([dirty]);
    expect(await add([dirty])).toEqual([id]);
    const answer = await manager.get(`${base}/entries/${id}`);
    expect(answer.body.entry.name).toHaveLength(500);
    expect(answer.body.entry.publisher).toBe('P ub');
  });

  test('twenty writers with the same hundred entries end with a hundred ids', async () => {
    const entries = Array.from({ length: 100 }, (_, index) => raw(`Together ${index}`));
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, writer) => {
        const mixed = writer % 2 ? entries : entries.toReversed();
        return add(
          mixed,
          mixed.map(() => 1),
        ).then((ids) => (writer % 2 ? ids : ids.toReversed()));
      }),
    );
    for (const ids of answers) expect(ids).toEqual(answers[0]);
    expect(new Set(answers[0]).size).toBe(100);
    const answer = await manager.get(`${base}/entries?show=all&q=Together&limit=500`);
    expect(answer.body.items).toHaveLength(100);
    expect(
      answer.body.items.every((item: { deviceCount: number }) => item.deviceCount === 20),
    ).toBe(true);
  }, 30_000);
});

describe('matches', () => {
  test('say product, kind, category and the rule', async () => {
    const [office] = await add([
      raw('Microsoft Office Professional Plus 2016', { publisher: 'Microsoft Corporation' }),
    ]);
    expect(await matchOf(office!)).toMatchObject({
      productId: 'microsoft-office-professional-plus',
      kind: 'commercial',
      category: 'office',
      general: 'office',
      version: '2016',
      ruleSource: 'catalogue',
    });
  });

  test('products are found by words of names, publishers and aliases', async () => {
    const found = await app.database.read((tx) => searchProducts(tx, app.unitId, '金山 wps'));
    expect(found.map((product) => product.id)).toContain('wps-office-professional');
    const one = await app.database.read((tx) => productById(tx, app.unitId, 'huorong'));
    expect(one).toMatchObject({ kind: 'free', freeScope: 'personal', general: 'antivirus' });
    expect(await app.database.read((tx) => productById(tx, app.unitId, 'none'))).toBeUndefined();
  });
});

describe('decisions', () => {
  test('clear many entries at once, hold for other versions, and are undone together', async () => {
    const ids = await add(
      [raw('Zzkappa Ledger 3.1'), raw('Zzkappa Ledger 3.2'), raw('Zzsigma Tool')],
      [5, 4, 3],
    );
    const heard: number[] = [];
    onMatchesChanged(async (_tx, unitId, changed) => {
      if (unitId === app.unitId) heard.push(...changed);
    });
    const before = await manager.get(`${base}/entries?q=Zz`);
    expect(before.body.items.map((item: { id: number }) => item.id)).toEqual(ids);
    const decided = await manager.post(`${base}/decisions`, {
      entryIds: ids,
      decision: { to: 'ownProducts', kind: 'commercial', category: 'businessApplication' },
    });
    expect(decided.status).toBe(200);
    expect(decided.body).toMatchObject({ rules: 2, moved: 3 });
    expect(heard.sort()).toEqual(ids.toSorted());
    expect((await manager.get(`${base}/entries?q=Zz`)).body.items).toEqual([]);
    const [later] = await add([raw('Zzkappa Ledger 4.0 (64-bit)')]);
    expect(await matchOf(later!)).toMatchObject({
      productName: 'Zzkappa Ledger',
      kind: 'commercial',
      category: 'businessApplication',
      ruleSource: 'unitRule',
    });
    const undone = await manager.post(`${base}/rules/revoke`, { batchId: decided.body.batchId });
    expect(undone.body.revoked).toBe(2);
    await recompute();
    expect((await matchOf(later!)).kind).toBe('unknown');
    expect((await manager.get(`${base}/entries?q=Zz`)).body.items).toHaveLength(4);
  }, 30_000);

  test('the job runs by itself after a rule and says when it is done', async () => {
    const [id] = await add([raw('Yymu Viewer 2')]);
    const made = await manager.post(`${base}/rules`, {
      patternKind: 'prefix',
      pattern: 'yymu viewer',
      productId: null,
    });
    expect(made.status).toBe(200);
    await recompute();
    expect(await matchOf(id!)).toMatchObject({ componentClass: 'ignored', ruleSource: 'unitRule' });
  }, 30_000);

  test('refuse what does not exist or does not fit, naming the field', async () => {
    const [id] = await add([raw('Xxnu')]);
    const decide = (decision: object, entryIds = [id!]) =>
      manager.post(`${base}/decisions`, { entryIds, decision });
    expect(await decide({ to: 'product', productId: 'no-such' })).toMatchObject({
      status: 422,
      body: { code: 'recognition.noProduct', path: 'body.decision.productId' },
    });
    expect(await decide({ to: 'ignore' }, [2_000_000_000])).toMatchObject({ status: 404 });
    const free = { to: 'ownProducts', kind: 'free', category: 'utility' };
    expect(await decide(free)).toMatchObject({
      status: 422,
      body: { path: 'body.decision.freeScope' },
    });
    expect((await decide({ to: 'ignore' }, [])).status).toBe(422);
    const inspector = await app.as('inspector');
    expect(
      (await inspector.post(`${base}/decisions`, { entryIds: [id], decision: { to: 'ignore' } }))
        .status,
    ).toBe(403);
  });
});

test('changes made while a job waits need no second one; a lost job does not block for ever', async () => {
  const started: string[] = [];
  const jobs: Jobs = {
    start: async (_cx, { kind }) => `${started.push(kind)}`,
    close: async () => {},
  };
  const change = (now: Date) =>
    app.database.write(async (tx) => {
      await nextRevision(tx, app.unitId);
      await queueRecompute(testContext(tx, app.unitId, { now }), jobs);
    });
  const now = Date.now();
  await change(new Date(now));
  await change(new Date(now + 1000));
  expect(started).toEqual(['recognition.recompute']);
  await change(new Date(now + 3_600_000));
  expect(started).toHaveLength(2);
  await app.database.write((tx) => beginRecompute(tx, app.unitId));
  await change(new Date(now + 3_600_001));
  expect(started).toHaveLength(3);
  await app.database.write((tx) => beginRecompute(tx, app.unitId));
});

describe('rules', () => {
  test('are previewed on all data without writing anything', async () => {
    const ids = await add(
      [raw('Wwxi Notes 1'), raw('Wwxi Notes Server 2'), raw('Wwxi-Notes 3'), raw('Wwxinotes')],
      [1, 9, 2, 1],
    );
    const draft = { patternKind: 'prefix', pattern: 'wwxi notes', productId: 'wechat' };
    const preview = await manager.post(`${base}/rules/preview`, draft);
    expect(preview.body).toMatchObject({ moving: 3, matching: 3, devices: 12 });
    expect(preview.body.moves[0]).toMatchObject({
      id: ids[1],
      from: { kind: 'unknown' },
      to: { productName: '微信', kind: 'free' },
    });
    expect((await matchOf(ids[0]!)).kind).toBe('unknown');
  });

  test('that could run for ever, match everything or are wrong are refused with the reason', async () => {
    const bad = async (patternKind: string, pattern: string) =>
      (await manager.post(`${base}/rules/preview`, { patternKind, pattern, productId: null })).body;
    expect(await bad('regex', '(a+')).toMatchObject({
      code: 'recognition.badPattern',
      path: 'body.pattern',
    });
    expect((await bad('regex', '.*')).message).toContain('匹配几乎所有软件');
    expect((await bad('regex', '(?=foo)bar')).message).toContain('不支持');
    expect((await bad('regex', 'ab{900}{900}')).message).toContain('表达式过大');
    expect((await bad('contains', '——')).message).toContain('没有文字或数字');
  });

  test('a catastrophic expression is answered at once', async () => {
    await add([raw(`${'a'.repeat(400)}!`)]);
    const draft = { patternKind: 'regex', pattern: '^(aa+)+$', productId: null };
    expect((await manager.post(`${base}/rules/preview`, draft)).body).toMatchObject({
      matching: 0,
    });
  });

  test('the same pattern replaces the rule before; the older one cannot be restored beside it', async () => {
    const [id] = await add([raw('Vvpi 7')]);
    const draft = { patternKind: 'exact', pattern: 'Vvpi 7' };
    const first = await manager.post(`${base}/rules`, { ...draft, productId: 'wechat' });
    const second = await manager.post(`${base}/rules`, { ...draft, productId: 'firefox' });
    await recompute();
    expect((await matchOf(id!)).productId).toBe('firefox');
    expect(await manager.post(`${base}/rules/${first.body.id}/restore`)).toMatchObject({
      status: 409,
      body: { code: 'recognition.ruleReplaced' },
    });
    await manager.post(`${base}/rules/revoke`, { ids: [second.body.id] });
    expect((await manager.post(`${base}/rules/${first.body.id}/restore`)).status).toBe(200);
    await recompute();
    expect((await matchOf(id!)).productId).toBe('wechat');
    expect((await manager.post(`${base}/rules/revoke`, { ids: [newId()] })).status).toBe(409);
  });

  test('a product of the unit: its entries follow when it is changed; the catalogue is not touched', async () => {
    const product = { name: '单位报表', kind: 'commercial', category: 'businessApplication' };
    const made = await manager.post(`${base}/products`, product);
    const [id] = await add([raw('Uurho Report 5')]);
    const productId = made.body.id;
    await manager.post(`${base}/rules`, { patternKind: 'contains', pattern: 'uurho', productId });
    await recompute();
    expect(await matchOf(id!)).toMatchObject({ productName: '单位报表', kind: 'commercial' });
    const changed = { ...product, kind: 'free', freeScope: 'any' };
    expect((await manager.put(`${base}/products/${productId}`, changed)).status).toBe(200);
    await recompute();
    expect(await matchOf(id!)).toMatchObject({ kind: 'free', freeScope: 'any' });
    expect((await manager.get(`${base}/products/${productId}`)).body).toMatchObject({
      unitOwned: true,
      entries: 1,
    });
    expect((await manager.put(`${base}/products/wechat`, product)).status).toBe(409);
    const listed = await manager.get(`${base}/rules?q=uurho`);
    expect(listed.body.items).toMatchObject([{ productName: '单位报表', entries: 1 }]);
  });
});

test('an entry says why: rule, product, alternatives, end of life', async () => {
  const [windows, driver, unknown] = await add([
    raw('Microsoft Windows 7 专业版', { from: 'operatingsystem', version: '6.1.7601' }),
    raw('Realtek High Definition Audio Driver', { publisher: 'Realtek' }),
    raw('企业微信助手工具'),
  ]);
  const of = async (id: number) => (await manager.get(`${base}/entries/${id}`)).body;
  expect(await of(windows!)).toMatchObject({
    product: { id: 'windows-7-pro' },
    endOfLife: { state: 'ended' },
    rule: { title: '产品目录中的名称' },
  });
  expect(await of(driver!)).toMatchObject({
    entry: { match: { kind: 'component', componentClass: 'driver' } },
    rule: { title: 'Device driver / chipset / firmware' },
  });
  expect((await of(unknown!)).alternatives.map((product: { id: string }) => product.id)).toContain(
    'wecom',
  );
  expect((await manager.get(`${base}/entries/999999`)).status).toBe(404);
});
