/** The allocation over HTTP, from reports and purchases to covers, locks, rights and the independent check. */

import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { type Client, type TestApp, testApp } from '../../../test/harness.ts';

let app: TestApp;
let manager: Client;
let inventory: string;
const unit = '/api/units/DW';
const devices: Record<string, string> = {};
const OFFICE = ['Microsoft Office Professional Plus 2019 - zh-cn', 'Microsoft Corporation', '16.0'];
const CAD = ['AutoCAD 2021 - 简体中文 (Simplified Chinese)', 'Autodesk', '24.0'];

beforeAll(async () => {
  app = await testApp();
  manager = await app.as('itManager');
  const token = await manager.post(`${unit}/discovery/tokens`, { name: '测试' });
  inventory = token.body.path ?? `/inventory/${token.body.token}`;
  for (const [name, programs] of [
    ['PC-1', [OFFICE, CAD]],
    ['PC-2', [OFFICE]],
    ['PC-3', [OFFICE]],
  ] as const) {
    await report(name, programs);
    const waiting = await manager.get(`${unit}/discovery/sources?waiting=true&limit=100`);
    const source = waiting.body.items.find((one: { hostName: string }) => one.hostName === name);
    const made = await manager.post(`${unit}/discovery/sources/create-devices`, {
      sourceIds: [source.id],
      computerNo: name,
    });
    devices[name] = made.body.deviceIds[0];
  }
  await follow();
}, 120_000);

async function report(name: string, programs: readonly (readonly string[])[]): Promise<void> {
  const rows = programs.map(
    ([program, publisher, version]) =>
      `<SOFTWARES><NAME>${program}</NAME><PUBLISHER>${publisher}</PUBLISHER><VERSION>${version}</VERSION></SOFTWARES>`,
  );
  const xml =
    `<?xml version="1.0" encoding="UTF-8"?><REQUEST><CONTENT><BIOS><SSN>SN-${name}</SSN></BIOS>` +
    `<CPUS><CORE>4</CORE></CPUS><CPUS><CORE>4</CORE></CPUS>` +
    `<HARDWARE><NAME>${name}</NAME><OSNAME>Microsoft Windows 11 专业版</OSNAME></HARDWARE>${rows.join('')}` +
    `</CONTENT><DEVICEID>${name}-2026-01-01-08-00-00</DEVICEID><QUERY>INVENTORY</QUERY></REQUEST>`;
  const answer = await app.http.inject({
    method: 'POST',
    url: inventory,
    headers: { 'content-type': 'application/x-compress-gzip', 'user-agent': 'GLPI-Agent_v1.12' },
    payload: gzipSync(xml),
  });
  expect(answer.statusCode).toBe(200);
  await follow();
}

async function follow(): Promise<void> {
  await app.services.follower.drain();
  await app.services.reconciler.drain();
}

async function finished(jobId: string) {
  for (;;) {
    const { body } = await manager.get(`${unit}/jobs/${jobId}`);
    if (body.state === 'done') return body.result;
    if (!['queued', 'running'].includes(body.state)) throw new Error(JSON.stringify(body));
    await sleep(50);
  }
}

async function allocate(scope = 'touched') {
  const { body, status } = await manager.post(`${unit}/allocation/runs`, { scope });
  expect(status).toBe(200);
  const result = await finished(body.jobId);
  await follow();
  return result;
}

async function buy(change: Record<string, unknown>): Promise<{ id: string; softwareNo: string }> {
  const answer = await manager.post(`${unit}/software`, {
    softwareType: 'commercial',
    softwareName: 'Microsoft Office',
    softwareVersion: '2019',
    publisher: 'Microsoft Corporation',
    category: 'office',
    acquisitionMethod: 'purchase',
    purchaseDate: '2024-03-01',
    purchaseAmountFen: 200_000,
    licenseType: 'device',
    licenseMetric: 'perDevice',
    licenseQuantity: 2,
    usableVersions: [{ exact: '2019' }],
    licenseTerm: { kind: 'perpetual' },
    ...change,
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(200);
  await follow();
  return answer.body;
}

const installs = async (query = '') =>
  (await manager.get(`${unit}/allocation/installs?limit=200${query}`)).body.items as {
    computerNo: string;
    productId: string;
    productName: string;
    coveredBy: { softwareNo: string } | null;
    obstacles: { obstacle: string }[];
    proof: string | null;
    deviceId: string;
  }[];
let office: { id: string; softwareNo: string; productId: string };

test('two licences cover two of three computers; the third says why not', async () => {
  const seen = await installs('&q=Office');
  expect(seen).toHaveLength(3);
  const { productId } = seen[0]!;
  office = { ...(await buy({ productId })), productId };
  const run = await allocate();
  expect(run).toMatchObject({ covered: 2, proofs: { proven: 1, tree: 0, gap: 0, heuristic: 0 } });
  const rows = await installs('&q=Office');
  expect(rows.filter(({ coveredBy }) => coveredBy?.softwareNo === office.softwareNo)).toHaveLength(
    2,
  );
  const without = rows.find(({ coveredBy }) => coveredBy === null)!;
  expect(without.obstacles).toMatchObject([{ obstacle: 'quantity' }]);
  const numbers = await manager.get(`${unit}/allocation/numbers`);
  const own = numbers.body.items.find((one: { id: string }) => one.id === office.id);
  expect(own).toMatchObject({ quantity: 2, seats: 2, covered: 2, wanting: 1 });
  expect(own.worth).toBeGreaterThan(0);
});

test('a fixed assignment is given, another computer goes without, and released it may move again', async () => {
  const without = (await installs('&q=Office&cover=uncovered'))[0]!;
  const lock = await manager.post(`${unit}/allocation/locks`, {
    softwareId: office.id,
    carrierKind: 'device',
    carrierId: without.deviceId,
    reason: '局长办公室',
  });
  expect(lock.status, JSON.stringify(lock.body)).toBe(200);
  await allocate();
  const after = (await installs('&q=Office')).find(
    ({ deviceId }) => deviceId === without.deviceId,
  )!;
  expect(after.coveredBy?.softwareNo).toBe(office.softwareNo);
  const { items } = (await manager.get(`${unit}/allocation/locks`)).body;
  expect(items).toMatchObject([{ given: true, carrierName: without.computerNo }]);
  const again = await manager.post(`${unit}/allocation/locks`, {
    softwareId: office.id,
    carrierKind: 'device',
    carrierId: without.deviceId,
    reason: '再次',
  });
  expect(again.status).toBe(409);
  const user = await manager.post(`${unit}/allocation/locks`, {
    softwareId: office.id,
    carrierKind: 'user',
    carrierId: without.deviceId,
    reason: '错',
  });
  expect(user).toMatchObject({ status: 422, body: { path: 'body.carrierKind' } });
  expect((await manager.post(`${unit}/allocation/locks/${items[0].id}/release`, {})).status).toBe(
    204,
  );
  expect((await manager.post(`${unit}/allocation/locks/${items[0].id}/release`, {})).status).toBe(
    404,
  );
});

test('an older version is covered with a letter on file only', async () => {
  const [cad] = await installs('&q=AutoCAD');
  const { id } = await buy({
    softwareName: 'AutoCAD',
    softwareVersion: '2024',
    productId: cad!.productId,
    category: 'engineering',
    usableVersions: [{ from: '2024', to: null }],
    licenseQuantity: 5,
  });
  await allocate();
  expect((await installs('&q=AutoCAD'))[0]).toMatchObject({ obstacles: [{ obstacle: 'version' }] });
  const rights = { downgradeVersions: [{ from: '2019', to: '2023' }], revision: 0 };
  const bare = await manager.put(`${unit}/software/${id}/rights`, rights);
  expect(bare).toMatchObject({ status: 422, body: { path: 'body.basis' } });
  const saved = await manager.put(`${unit}/software/${id}/rights`, {
    ...rights,
    basis: '许可协议第4条',
  });
  expect(saved.body).toMatchObject({ letterOnFile: false, revision: 1 });
  expect(
    (await manager.put(`${unit}/software/${id}/rights`, { ...rights, basis: 'x' })).status,
  ).toBe(409);
  await follow();
  await allocate();
  const [still] = await installs('&q=AutoCAD');
  expect(still!.obstacles).toMatchObject([{ obstacle: 'downgradeLetter' }]);
});

test('a run solves only what has changed, and says the same whatever the scope', async () => {
  const quiet = await allocate();
  expect(quiet.solved).toBe(0);
  const whole = await allocate('all');
  expect(whole.solved).toBeGreaterThan(0);
  const { solved: _a, milliseconds: _b, movedDevices: moved, ...rest } = whole;
  expect(moved).toBe(0);
  const { solved: _c, milliseconds: _d, movedDevices: _e, ...same } = quiet;
  expect(rest).toEqual(same);
});

test('two runs at once leave one lawful allocation, which the independent check confirms', async () => {
  await buy({ productId: office.productId, licenseQuantity: 1, purchaseDate: '2025-01-01' });
  await Promise.all([allocate('all'), allocate('all'), allocate('touched')]);
  expect(await installs('&q=Office&cover=uncovered')).toEqual([]);
  const check = async () => {
    const { body } = await manager.post(`${unit}/allocation/checks`, {});
    return finished(body.jobId);
  };
  expect(await check()).toMatchObject({ complaints: [], claims: [], due: false });
  // A seat written past the product's own ways is found.
  await app.database.write(async (tx) => {
    const { sql } = await import('kysely');
    await sql`update reconciliation_install set covered_by = ${office.id}, obstacles = '[]',
      component_id = (select component_id from reconciliation_install where covered_by is not null limit 1)
      where product_name like 'AutoCAD%'`.execute(tx);
  });
  expect((await check()).complaints.length).toBeGreaterThan(0);
});

test('weights are the unit’s own, and nobody else’s', async () => {
  const saved = await manager.put(`${unit}/allocation/weights`, {
    weights: { engineering: 50 },
    revision: 0,
  });
  expect(saved.body).toMatchObject({ weights: { engineering: 50 }, due: true });
  const stale = await manager.put(`${unit}/allocation/weights`, { weights: {}, revision: 0 });
  expect(stale.status).toBe(409);
  const bad = await manager.put(`${unit}/allocation/weights`, {
    weights: { engineering: 0 },
    revision: 1,
  });
  expect(bad.status).toBe(422);
  const inspector = await app.as('inspector');
  expect((await inspector.get(`${unit}/allocation`)).status).toBe(200);
  expect((await inspector.post(`${unit}/allocation/runs`, {})).status).toBe(403);
  expect((await (await app.as('staff')).get(`${unit}/allocation`)).status).toBe(403);
});

test('the Excel list and a component’s certificate can be had', async () => {
  const list = await manager.get(`${unit}/allocation/installs/export`);
  expect(list.status).toBe(200);
  expect(list.payload.subarray(0, 2).toString()).toBe('PK');
  const [component] = (await manager.get(`${unit}/allocation/components`)).body.items;
  const certificate = await manager.get(
    `${unit}/allocation/components/${component.id}/certificate`,
  );
  expect(JSON.parse(certificate.payload.toString())).toMatchObject({ id: component.id });
});
