/** Plan, draw and check sheets over HTTP: a kept seed, inspectors side by side, photos and the user’s signature. */
import { beforeAll, expect, test } from 'vitest';
import { inspectionWorld } from '../../../test/inspections.ts';
import { drawn, type Office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { DEFAULT_ITEMS } from './rules.ts';

type Hands = Awaited<ReturnType<typeof inspectionWorld>>;
let world: Office;
let plan: Hands['plan'];
let post: Hands['post'];
let put: Hands['put'];
let get: Hands['get'];
let answers: Hands['answers'];
let sheetOf: Hands['sheetOf'];
let fill: Hands['fill'];
let started: Hands['started'];

beforeAll(async () => {
  ({ world, plan, post, put, get, answers, sheetOf, fill, started } = await inspectionWorld());
});

test('a plan is checked; its scope decides what is drawn', async () => {
  const half = plan({ kind: 'sample' });
  expect((await post('钱主管', 'inspections', half)).body.issues[0].path).toBe('body.sampleRate');
  expect((await post('钱主管', 'inspections', plan({ sampleRate: 5 }))).status).toBe(422);
  expect(await refused(post('赵工', 'inspections', plan()))).toBe('403 platform.forbidden');
  const strangers = plan({ inspectors: [newId()] });
  expect(await refused(post('钱主管', 'inspections', strangers))).toBe(
    '422 daily.unknownInspector',
  );
  const able = await ok(get('钱主管', 'inspection-inspectors'));
  const names = able.items.map((one: { name: string }) => one.name);
  expect(names).toContain('徐检查');
  expect(names).not.toContain('张三');
  const departmentIds = [world.department('局领导')];
  const { id } = await ok(post('钱主管', 'inspections', plan({ departmentIds })));
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe(
    '409 daily.nothingToInspect',
  );
  expect(await refused(post('钱主管', `inspections/${id}/start`))).toBe('409 daily.notDrawn');
  await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '范围有误' }));
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe('409 workflow.moved');
});

test('a sample is drawn by a seed anybody can check, again only with a reason, never after the start', async () => {
  const { id } = await ok(
    post('钱主管', 'inspections', plan({ kind: 'sample', sampleSize: 4, title: '抽查' })),
  );
  const first = await ok(post('钱主管', `inspections/${id}/draw`, { seed: '2026-0815' }));
  expect(first).toMatchObject({ seed: '2026-0815', draws: 1, computers: 4 });
  // A draw may be refused in vain: it stays.
  expect(await refused(post('钱主管', `inspections/${id}/draw`))).toBe('422 daily.redraw');
  await ok(post('钱主管', `inspections/${id}/draw`, { seed: 'another1', opinion: '公开重抽' }));
  const again = await ok(
    post('钱主管', `inspections/${id}/draw`, { seed: '2026-0815', opinion: '恢复原种子' }),
  );
  const seeds = await world.app.database.pool.query(
    `select detail ->> 'seed' as seed from platform_step where object_id = $1 and action = 'draw' order by id`,
    [id],
  );
  expect(seeds.rows.map((row) => row.seed)).toEqual(['2026-0815', 'another1', '2026-0815']);
  const draw = await ok(get('钱主管', `inspections/${id}/draw`));
  expect(draw).toMatchObject({ population: 8, drawn: 4, verified: true });
  // Three departments, none of them left out: 6 + 1 + 1 computers.
  expect(draw.departments.map((one: { drawn: number }) => one.drawn).sort()).toEqual([1, 1, 2]);
  expect(again.seed).toBe('2026-0815');
  // Another scope: the draw is void.
  await ok(
    put('钱主管', `inspections/${id}`, plan({ kind: 'sample', sampleSize: 3, title: '抽查' })),
  );
  expect(await refused(post('钱主管', `inspections/${id}/start`))).toBe('409 daily.notDrawn');
  await ok(post('钱主管', `inspections/${id}/draw`, { opinion: '台数有变' }));
  const both = await Promise.all([
    post('钱主管', `inspections/${id}/start`),
    post('冯主管', `inspections/${id}/start`),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  expect(await refused(post('钱主管', `inspections/${id}/draw`, { opinion: '再抽' }))).toBe(
    '409 workflow.moved',
  );
  // A computer that changes hands afterwards changes nothing; a list that was touched no longer agrees with its seed.
  await world.app.database.pool.query(
    `update daily_inspection_computer set drawn = not drawn where inspection_id = $1`,
    [id],
  );
  expect((await ok(get('钱主管', `inspections/${id}/draw`))).verified).toBe(false);
});

test('sheets: named inspectors, never the own computer, and nobody writes over another', async () => {
  const id = await started({ title: '检查表' });
  const at = sheetOf(id, 'C1');
  const body = { version: 0, state: 'draft', answers: [], note: '' };
  expect(await refused(put('张三', at, body))).toBe('403 platform.forbidden');
  expect(await refused(put('钱主管', at, body))).toBe('403 daily.notInspector');
  expect(await refused(put('赵工', sheetOf(id, 'C7'), body))).toBe('403 daily.ownComputer');
  expect(
    (await put('赵工', at, { ...body, state: 'done', answers: answers({ office: '' }) })).body,
  ).toMatchObject({
    code: 'daily.sheetIncomplete',
    path: 'body.answers.1.note',
  });
  const both = await Promise.all([
    put('赵工', at, { ...body, answers: answers().slice(0, 2) }),
    put('徐检查', at, { ...body, state: 'done', answers: answers() }),
  ]);
  expect(both.map((one) => one.status).sort()).toEqual([200, 409]);
  const late = both.find((one) => one.status === 409)!;
  expect(late.body.code).toBe('daily.sheetMoved');
  expect(late.body.message).toMatch(/C1 的检查表刚由.*保存过/);
  const now = await ok(get('徐检查', at));
  expect(now.version).toBe(1);
  await ok(put('徐检查', at, { version: 1, state: 'done', answers: answers() }));
  // The user signs on the inspector's phone; a later change takes the signature off.
  const signed = await ok(post('徐检查', `${at}/sign`, { version: 2, signature: drawn('张三') }));
  expect(signed.signature).toMatchObject({ personName: '张三', kind: 'drawn' });
  const image = await get('徐检查', `${at}/signature`);
  expect([image.status, image.headers['content-type']]).toEqual([200, 'image/png']);
  const changed = await ok(put('徐检查', at, { version: 3, state: 'done', answers: answers() }));
  expect(changed.signature).toBeNull();
  // Without a user somebody's name is asked for.
  await ok(fill(id, 'C8'));
  const shared = sheetOf(id, 'C8');
  const bare = { version: 1, signature: drawn('李四') };
  expect((await post('徐检查', `${shared}/sign`, bare)).body.path).toBe('body.signerName');
  await ok(post('徐检查', `${shared}/sign`, { ...bare, signerName: '李四' }));

  // Photos are pictures; seen by whoever sees the computer.
  const inspector = await world.as('徐检查');
  const png = { name: '屏幕.png', content: Buffer.from(drawn('x').image.split(',')[1]!, 'base64') };
  const photo = await inspector.upload(url(`${at}/photos`), png, { itemKey: 'office' });
  expect(photo.status).toBe(200);
  const program = { name: 'a.exe', content: 'MZ' };
  expect((await inspector.upload(url(`${at}/photos`), program)).status).toBe(415);
  const file = `inspections/${id}/files/${photo.body.id}`;
  expect((await get('张三', file)).status).toBe(200);
  expect((await get('李四', file)).status).toBe(404);
  await ok((await world.as('徐检查')).delete(url(`${at}/photos/${photo.body.id}`)));

  // Who cannot be reached is said, with the reason.
  const skip = { version: 0, state: 'skipped', answers: [] };
  expect((await put('徐检查', sheetOf(id, 'C2'), skip)).body.path).toBe('body.note');
  await ok(put('徐检查', sheetOf(id, 'C2'), { ...skip, note: '外借' }));
  expect(await refused(post('钱主管', `inspections/${id}/conclude`))).toBe('409 daily.sheetsOpen');
  // Staff see their own computers only.
  const own = await ok(get('张三', `inspections/${id}/sheets`));
  expect(own.items.map((one: { computerNo: string }) => one.computerNo)).toEqual(['C1', 'C2']);
  expect(await refused(get('张三', sheetOf(id, 'C3')))).toBe('404 daily.noSheet');
  expect(await refused(get('何人事', `inspections/${id}`))).toBe('200');
  expect(await refused(get('陈副局长', `inspections/${id}`))).toBe('200');
  await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '改期' }));
});

test('the check items are the unit’s own; a running inspection keeps its own', async () => {
  const items = [
    ...DEFAULT_ITEMS.slice(0, 6),
    { key: 'usb', label: '无违规外接设备', kind: 'other' },
  ];
  expect(await refused(put('赵工', 'inspection-items', { items }))).toBe('403 platform.forbidden');
  const twice = { items: [items[0], items[0]] };
  expect((await put('钱主管', 'inspection-items', twice)).body.issues[0].message).toBe(
    '检查项目重复',
  );
  const before = await started({ title: '项目' });
  await ok(put('钱主管', 'inspection-items', { items }));
  const after = await started({ title: '新项目' });
  const keys = async (id: string) =>
    (await ok(get('徐检查', sheetOf(id, 'C1')))).items.map((one: { key: string }) => one.key);
  expect(await keys(before)).toContain('pledge');
  expect(await keys(after)).toContain('usb');
  await ok(put('钱主管', 'inspection-items', { items: DEFAULT_ITEMS }));
  for (const id of [before, after]) {
    await ok(post('钱主管', `inspections/${id}/cancel`, { reason: '试用' }));
  }
});
