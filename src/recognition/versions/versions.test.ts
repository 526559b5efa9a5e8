/** Another catalogue: previewed, put in force, rolled back; who comes second is told; an upgrade waits to be looked at. */
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { OFFICE, RUNTIME, VerdictUnit, ZIP } from '../../../test/verdicts.ts';
import { newId } from '../../base/ids.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { shippedTexts, storeCatalogue } from '../catalogue/commands.ts';
import type { CatalogueTexts } from '../catalogue/rules.ts';
import { startRecognition } from '../index.ts';
import type { Match } from '../shapes.ts';
import { changeOf } from './rules.ts';

// biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
type Any = any;

let unit: VerdictUnit;
const versions: Record<'A' | 'B' | 'C', string> = { A: '', B: '', C: '' };
const computers: Record<string, string> = {};

/** The shipped files with some products saying something else. */
function changed(change: Record<string, object>): CatalogueTexts {
  const texts = shippedTexts();
  const lines = texts.products.split('\n').map((line) => {
    const id = /^\{"id": "([^"]+)"/.exec(line)?.[1];
    return id && change[id] ? JSON.stringify({ ...JSON.parse(line), ...change[id] }) : line;
  });
  return { ...texts, products: lines.join('\n') };
}

const keep = (change: Record<string, object>) =>
  unit.world.app.database.write((tx) =>
    storeCatalogue(tx, changed(change), { program: '9.9.9', shippedAt: null }),
  );

async function preview(version: string): Promise<Any> {
  const { id } = await unit.post('recognition/catalogue/previews', { version });
  const path = `recognition/catalogue/previews/${id}`;
  for (let turn = 0; turn < 400; turn++) {
    const record = await unit.get(path);
    if (record.finishedAt) return record;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the preview did not end');
}

const force = (id: string) =>
  unit.manager.post(`/api/units/DW/recognition/catalogue/previews/${id}/put-in-force`);

/** Until the job has made all matches agree with what is in force. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 400; turn++) {
    if (!(await unit.get('recognition/summary')).recomputing) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the job did not end');
}

const matches = async () =>
  (
    await unit.world.app.database.pool.query(
      `select m::text as row from recognition_match m order by raw_entry_id`,
    )
  ).rows.map(({ row }) => row);

const kinds = async (deviceId: string) =>
  Object.fromEntries(
    (await unit.verdicts(`&device=${deviceId}`)).map((one) => [one.productName, one.kind]),
  );

const inForce = async () =>
  (await unit.get('recognition/catalogue/versions')).items.find((one: Any) => one.inForce).version;

beforeAll(async () => {
  unit = await VerdictUnit.start(await testApp());
  computers.PC1 = await unit.computer('PC1', [OFFICE, ZIP]);
  computers.PC2 = await unit.computer('PC2', [ZIP, RUNTIME]);
  versions.A = await inForce();
  versions.B = await keep({
    '7zip': { kind: 'commercial', freeScope: undefined },
    'microsoft-office-professional-plus': { kind: 'free', freeScope: 'any' },
  });
  versions.C = await keep({ '7zip': { name: 'Seven Zip' } });
}, 120_000);

describe('an update', () => {
  let before: string[];
  let first: Any;

  test('is previewed: exactly what would move, and nothing is written', async () => {
    before = await matches();
    first = await preview(versions.B);
    expect(first).toMatchObject({
      fromVersion: versions.A,
      toVersion: versions.B,
      entries: before.length,
      counts: [
        { change: 'paidToFree', entries: 1, devices: 1 },
        { change: 'freeToPaid', entries: 1, devices: 2 },
      ],
      difference: { added: 0, gone: 0, changed: 2 },
      overtaken: false,
      rulesChanged: false,
    });
    const { items } = await unit.get(`recognition/catalogue/previews/${first.id}/moves`);
    expect(items).toMatchObject([
      {
        name: ZIP.name,
        devices: 2,
        change: 'freeToPaid',
        was: { productName: '7-Zip', kind: 'free' },
        becomes: { productName: '7-Zip', kind: 'commercial' },
      },
      { name: OFFICE.name, devices: 1, change: 'paidToFree', becomes: { kind: 'free' } },
    ]);
    const moves = `recognition/catalogue/previews/${first.id}/moves`;
    const page = await unit.get(`${moves}?limit=1`);
    expect(page.items).toHaveLength(1);
    const next = await unit.get(`${moves}?limit=1&cursor=${page.nextCursor}`);
    expect(next.items[0].name).toBe(OFFICE.name);
    expect((await unit.get(`${moves}?change=paidToFree`)).items).toHaveLength(1);
    expect(await matches()).toEqual(before);
    expect(await inForce()).toBe(versions.A);
  });

  test('is exported as a sheet with a line per entry', async () => {
    const answer = await unit.manager.get(
      `/api/units/DW/recognition/catalogue/previews/${first.id}/export`,
    );
    const { sheets } = await readSheets(answer.payload, { fileName: 'x.xlsx' });
    const [sheet] = sheets;
    const rows = sheet!.rows.map((row: Any) => row.map(String));
    expect(rows).toHaveLength(3);
    expect(rows[1].slice(0, 2)).toEqual(['免费变收费', ZIP.name]);
    expect(rows[2]).toEqual(expect.arrayContaining(['收费变免费', '商业软件', '免费软件']));
  });

  test('put in force moves matches and the computers that have them; rolled back all is as before', async () => {
    expect(await kinds(computers.PC2!)).toMatchObject({ '7-Zip': 'free' });
    expect((await force(first.id)).status).toBe(200);
    await settled();
    const { rows } = await unit.world.app.database.pool.query(
      'select device_id from reconciliation_todo order by 1',
    );
    expect(rows.map((row) => row.device_id)).toEqual([computers.PC1, computers.PC2].sort());
    await unit.follow();
    expect(await kinds(computers.PC2!)).toMatchObject({ '7-Zip': 'commercial' });
    const product = await unit.get('recognition/products/7zip');
    expect(product).toMatchObject({ kind: 'commercial', entries: 1 });
    const back = await preview(versions.A);
    expect(back.counts).toEqual([
      { change: 'paidToFree', entries: 1, devices: 2 },
      { change: 'freeToPaid', entries: 1, devices: 1 },
    ]);
    expect((await force(back.id)).status).toBe(200);
    await settled();
    await unit.follow();
    expect(await matches()).toEqual(before);
    expect(await kinds(computers.PC2!)).toMatchObject({ '7-Zip': 'free' });
    expect((await unit.get('recognition/products/7zip')).kind).toBe('free');
    const { previews, by } = await unit.get('recognition/catalogue/versions');
    expect(previews.map((one: Any) => [one.toVersion, one.inForceBy !== null])).toEqual([
      [versions.A, true],
      [versions.B, true],
    ]);
    expect(by).toBe(previews[0].inForceBy);
  }, 60_000);

  test('of two people at the same time one puts it in force, the other is told', async () => {
    const [b, c] = [await preview(versions.B), await preview(versions.C)];
    const { database, unitId } = unit.world.app;
    let answers: Promise<Any[]> = Promise.resolve([]);
    // Both requests are under way, each on its own connection, before either can go on.
    await database.write(async (tx) => {
      await sql`select 1 from recognition_state where unit_id = ${unitId} for update`.execute(tx);
      answers = Promise.all([force(b.id), force(c.id)]);
      await expect.poll(waiting, { timeout: 10_000, interval: 20 }).toBeGreaterThanOrEqual(2);
    });
    const [won, lost] = (await answers).toSorted((x, y) => x.status - y.status);
    expect(won).toMatchObject({ status: 200 });
    expect(lost).toMatchObject({ status: 409, body: { code: 'recognition.catalogueMoved' } });
    expect(lost.body.message).toMatch(/已启用第 [23] 版目录/);
    expect(await inForce()).toBe(won.body.version);
    await settled();
    const loser = won.body.version === versions.B ? c : b;
    expect(await unit.get(`recognition/catalogue/previews/${loser.id}`)).toMatchObject({
      overtaken: true,
    });
    expect(await force(loser.id)).toMatchObject({ status: 409 });
  }, 60_000);

  async function waiting(): Promise<number> {
    const { rows } = await unit.world.app.database.pool.query(
      'select count(*)::int as n from pg_locks where not granted',
    );
    return rows[0].n;
  }
});

describe('refusals', () => {
  const start = (version: string) =>
    unit.manager.post('/api/units/DW/recognition/catalogue/previews', { version });

  test('no such version, the one in use, contents not kept, no right', async () => {
    expect(await start('nothing')).toMatchObject({ status: 404 });
    expect(await start(await inForce())).toMatchObject({
      body: { code: 'recognition.sameCatalogue', path: 'body.version' },
    });
    await unit.world.app.database.pool.query(
      `insert into recognition_catalogue_version (version, products) values ('old', 1)`,
    );
    expect(await start('old')).toMatchObject({ body: { code: 'recognition.catalogueNotKept' } });
    const { database, unitId } = unit.world.app;
    const stopped = newId();
    await database.pool.query(
      `insert into recognition_catalogue_preview
         (unit_id, id, from_version, to_version, created_at, created_by)
       values ($1, $2, $3, $4, now(), '某人')`,
      [unitId, stopped, await inForce(), versions.A],
    );
    expect((await force(stopped)).body.code).toBe('recognition.previewUnfinished');
    expect(await force(newId())).toMatchObject({ status: 404 });
    const inspector = await unit.world.app.as('inspector');
    const path = '/api/units/DW/recognition/catalogue/previews';
    expect((await inspector.post(path, { version: versions.C })).status).toBe(403);
  });
});

test('a program upgrade brings a version that waits: the unit stays where it is until it is previewed', async () => {
  const { database, services, unitId } = unit.world.app;
  // As if the unit had stayed on B and the program now running had come with A, which nobody here has seen.
  await database.pool.query(
    `update recognition_state set catalogue_version = $2, done_catalogue = $2 where unit_id = $1`,
    [unitId, versions.B],
  );
  await database.pool.query('delete from recognition_catalogue_move');
  await database.pool.query('delete from recognition_catalogue_preview');
  const started: string[] = [];
  const jobs: Jobs = { ...services.jobs, start: async (_cx, { kind }) => `${started.push(kind)}` };
  await startRecognition(database, jobs);
  expect(await inForce()).toBe(versions.B);
  expect(started).toEqual([]);
  const todo = async () =>
    (await unit.manager.get('/api/units/DW/todos')).body.items.filter(
      (one: Any) => one.key === 'recognition.catalogue',
    );
  expect(await todo()).toHaveLength(1);
  // Where nothing was kept of what is in force, the shipped one takes its place and matches are made anew.
  const lost = await keep({ '7zip': { name: 'Lost Zip' } });
  await database.pool.query(
    'update recognition_catalogue_version set parts = null where version = $1',
    [lost],
  );
  await database.pool.query(
    `update recognition_state set catalogue_version = $2, done_catalogue = $2 where unit_id = $1`,
    [unitId, lost],
  );
  await startRecognition(database, jobs);
  expect(await inForce()).toBe(versions.A);
  expect(started).toEqual(['recognition.recompute']);
  expect(await todo()).toEqual([]);
});

test('every change has one name, the gravest', () => {
  const match: Match = {
    productId: 'x',
    productName: 'X',
    publisher: '',
    edition: '',
    version: '',
    kind: 'commercial',
    category: 'utility',
    general: null,
    risk: null,
    componentClass: null,
    freeScope: null,
    ruleSource: 'catalogue',
    rule: 'alias x',
  };
  const free = { ...match, kind: 'free', freeScope: 'personal' } as const;
  const unknown = { ...match, kind: 'unknown', productId: null } as const;
  const cases: [Match, Partial<Match>, string | undefined][] = [
    [match, { ...free, productId: 'y' }, 'paidToFree'],
    [match, { kind: 'unknown', risk: 'crack' }, 'riskFound'],
    [{ ...unknown, risk: 'crack' }, { risk: null }, 'riskLost'],
    [free, { ...match, productId: 'y' }, 'freeToPaid'],
    [free, { freeScope: 'any', productId: 'y' }, 'scope'],
    [free, { ...unknown, freeScope: null }, 'undecided'],
    [unknown, free, 'decided'],
    [match, { kind: 'component', componentClass: 'driver' }, 'component'],
    [{ ...match, kind: 'component' }, match, 'noComponent'],
    [match, { productId: 'y' }, 'product'],
    [match, { kind: 'oem' }, 'facts'],
    [match, { version: '2019' }, 'edition'],
    [match, { rule: 'alias y' }, undefined],
  ];
  for (const [was, change, said] of cases) {
    expect([said, changeOf(was, { ...was, ...change })]).toEqual([said, said]);
  }
});
