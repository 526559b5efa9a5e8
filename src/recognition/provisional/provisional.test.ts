/** Names outside the catalogue: one product for all versions, counted, numbered, decided once for good. */
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';
import { addDeviceCounts, internRawEntries, rawEntryKey, recognisePending } from '../index.ts';
import { isProvisional, provisionalId } from '../matching/rules.provisional.ts';

let app: TestApp;
let manager: Client;
const unit = '/api/units/DW';

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
});

/** Entries as reports bring them, recognised, on so many computers. */
async function seen(entries: [string, string, string, number][]): Promise<void> {
  await app.database.write(async (tx) => {
    const raws = entries.map(([name, version, publisher]) => ({
      name,
      publisher,
      version,
      os: 'windows' as const,
      from: 'registry',
      systemCategory: 'application',
    }));
    const ids = await internRawEntries(
      tx,
      app.unitId,
      raws.map((raw) => ({ key: rawEntryKey(raw), raw })),
    );
    await addDeviceCounts(
      tx,
      app.unitId,
      ids,
      entries.map(([, , , devices]) => devices),
    );
    await recognisePending(tx, app.unitId, 100);
  });
}

const provisional = async (query = '') =>
  (await manager.get(`${unit}/recognition/provisional?limit=100${query}`)).body.items as {
    id: string;
    name: string;
    entries: number;
    devices: number;
    versions: string[];
  }[];

test('versions, architectures and languages of one name are one product; other names are others', () => {
  const id = (name: string, publisher = '某某科技') => provisionalId({ name, publisher });
  const same = [
    '青松台账助手 3.1',
    '青松台账助手 3.2.1 (x64)',
    '青松台账助手 V4.0 简体中文版',
    '青松台账助手',
  ];
  expect(new Set(same.map((name) => id(name))).size).toBe(1);
  expect(id('青松台账助手专业工具 3.1')).not.toBe(id('青松台账助手 3.1'));
  // A short Latin word may be anybody's: there the publisher tells two apart.
  expect(id('Abx 1.0', '甲公司')).not.toBe(id('Abx 1.0', '乙公司'));
  expect(id('Longer Product Name 1', '甲公司')).toBe(id('Longer Product Name 2', '乙公司'));
});

test('is counted with all its entries, found by search, and numbered before anybody decides', async () => {
  await seen([
    ['青松台账助手 3.1', '3.1', '青松科技', 4],
    ['青松台账助手 3.2 (x64)', '3.2', '青松科技', 5],
    ['绿竹报表工具', '1.0', '绿竹软件', 1],
    ['7-Zip 24.08 (x64)', '24.08', 'Igor Pavlov', 9],
  ]);
  const [first, second, ...more] = await provisional();
  expect(more).toEqual([]);
  expect(first).toMatchObject({ entries: 2, devices: 9, versions: ['3.1', '3.2'] });
  expect(second).toMatchObject({ name: '绿竹报表工具', entries: 1 });
  const found = await manager.get(`${unit}/recognition/products?q=${encodeURIComponent('青松')}`);
  expect(found.body.items).toMatchObject([{ id: first!.id, kind: 'unknown' }]);
  const number = await manager.post(`${unit}/software`, {
    softwareType: 'commercial',
    softwareName: '青松台账助手',
    softwareVersion: '3',
    productId: first!.id,
    acquisitionMethod: 'donation',
    licenseType: 'device',
    licenseQuantity: 10,
    usableVersions: [{ exact: '3' }],
    licenseTerm: { kind: 'perpetual' },
  });
  expect(number.status, JSON.stringify(number.body)).toBe(200);
  const kept = await manager.get(`${unit}/software?q=${encodeURIComponent('青松')}`);
  expect(kept.body.items[0].productId).toBe(first!.id);
});

test('is decided once: all entries, versions seen later, and the number that was recorded under it', async () => {
  const [first] = await provisional();
  const decided = await manager.post(`${unit}/recognition/provisional/decisions`, {
    productIds: [first!.id],
    decision: {
      to: 'newProduct',
      product: {
        name: '青松台账助手',
        publisher: '青松科技',
        kind: 'commercial',
        category: 'office',
      },
    },
  });
  expect(decided.status, JSON.stringify(decided.body)).toBe(200);
  expect(decided.body).toMatchObject({ rules: 1, moved: 2 });
  expect((await provisional()).map(({ name }) => name)).toEqual(['绿竹报表工具']);
  await seen([['青松台账助手 9.0 (x64)', '9.0', '青松科技', 2]]);
  expect((await provisional()).map(({ name }) => name)).toEqual(['绿竹报表工具']);
  const software = await manager.get(`${unit}/software?q=${encodeURIComponent('青松')}`);
  const { productId } = software.body.items[0];
  expect(productId).toMatch(/^u-/);
  expect(isProvisional(productId)).toBe(false);
  const again = await manager.post(`${unit}/recognition/provisional/decisions`, {
    productIds: [first!.id],
    decision: { to: 'ignore' },
  });
  expect(again).toMatchObject({ status: 404, body: { code: 'recognition.noProvisional' } });
});

test('taken back, it is provisional again; never free by itself, and no target of a decision', async () => {
  const rules = await manager.get(`${unit}/recognition/rules`);
  await manager.post(`${unit}/recognition/rules/revoke`, { ids: [rules.body.items[0].id] });
  await app.database.write((tx) =>
    import('../entries/commands.ts').then((one) => one.recomputeChunk(tx, app.unitId, 0, 100)),
  );
  const [first, second] = await provisional();
  expect(first!.name).toContain('青松台账助手');
  const free = await manager.get(`${unit}/recognition/entries?show=recognised&kind=free&limit=100`);
  expect(free.body.items.map((one: { name: string }) => one.name)).toEqual(['7-Zip 24.08 (x64)']);
  const target = await manager.post(`${unit}/recognition/provisional/decisions`, {
    productIds: [first!.id],
    decision: { to: 'product', productId: second!.id },
  });
  expect(target).toMatchObject({ status: 422, body: { path: 'body.decision.productId' } });
  const inspector = await app.as('inspector');
  const body = { productIds: [first!.id], decision: { to: 'ignore' } };
  expect((await inspector.post(`${unit}/recognition/provisional/decisions`, body)).status).toBe(
    403,
  );
});
