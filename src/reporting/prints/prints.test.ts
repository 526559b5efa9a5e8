/** From the printed paper back to its version, over HTTP: the square is read from the file itself. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { decodeQR } from 'qr/decode.js';
import { beforeAll, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { readCode } from './rules.ts';

let world: Office;
let application: string;
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
  'base64',
);

const get = async (who: Name, path: string) => (await world.as(who)).get(url(path));
const version = async (who: Name, code: string) => ok(get(who, `prints/${code}`));

async function enter(computerNo: string, kind: 'install' | 'uninstall' = 'install') {
  const line = {
    kind,
    softwareId: world.software('S1'),
    deviceId: world.device(computerNo),
    version: '12',
    occurredOn: today,
  };
  const body = { idempotencyKey: newId(), reason: '登记', lines: [line] };
  return ok((await world.as('钱主管')).post(url('entries'), body));
}

beforeAll(async () => {
  world = await office(await testApp());
  await enter('C1');
  const zhang = await world.as('张三');
  const asked = {
    deviceId: world.device('C1'),
    kind: 'install',
    toSoftwareId: world.software('S2'),
    softwareVersion: '13',
    reason: '起草文件',
  };
  const body = { idempotencyKey: newId(), submit: true, application: asked };
  application = (await ok(zhang.post(url('applications'), body))).id;
});

/** A grey PNG as pixels: what the Word file holds. */
function pixelsOf(png: Buffer) {
  const size = png.readUInt32BE(16);
  const data = Buffer.concat(
    [...chunksOf(png)].filter(([type]) => type === 'IDAT').map(([, bytes]) => bytes),
  );
  const raw = inflateSync(data);
  const stride = 1 + Math.ceil(size / 8);
  const pixels = new Uint8ClampedArray(size * size * 4).fill(255);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const white = (raw[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1;
      if (!white) pixels.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return { width: size, height: size, data: pixels };
}
function* chunksOf(png: Buffer): Generator<[string, Buffer]> {
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += 12 + length;
  }
}
function squareOf(docx: Buffer): string {
  const files = unzipSync(docx);
  const header = Object.keys(files).find((name) =>
    /^word\/_rels\/header\d+\.xml\.rels$/.test(name),
  )!;
  const target = /Target="(media\/[^"]+)"/.exec(strFromU8(files[header]!))![1]!;
  return decodeQR(pixelsOf(Buffer.from(files[`word/${target}`]!)));
}

test('the square of a Word file leads to exactly what stands in it, and to who took it', async () => {
  const docx = await get('张三', `papers/form10/${application}?format=docx`);
  const address = squareOf(docx.payload);
  expect(address).toMatch(/^http:\/\/[^/]+\/u\/DW\/v\/[0-9A-Z]{12}$/);
  const code = readCode(address)!;
  const found = await version('张三', code.toLowerCase());
  expect(found).toMatchObject({
    ...{ code, kind: 'form10', record: application, mayScan: true },
    now: { same: true, total: 0, code },
    others: [],
    scans: [],
  });
  expect(found.prints).toMatchObject([{ format: 'docx' }]);
  expect(JSON.stringify(found.sheets)).toContain('起草文件');
  // The same content again is the same version; another reader's file too.
  const pdf = await get('王主任', `papers/form10/${application}?format=pdf`);
  expect(pdf.status).toBe(200);
  expect((await version('张三', code)).prints).toHaveLength(2);
});

const drawsPdf = spawnSync('pdftoppm', ['-v']).status === 0;
test.skipIf(!drawsPdf)(
  'the square of a PDF can be read from the printed page, stamp-sized',
  async () => {
    const pdf = await get('张三', `papers/form10/${application}?format=pdf`);
    const folder = mkdtempSync(join(tmpdir(), 'zhengce-square-'));
    try {
      writeFileSync(join(folder, 'a.pdf'), pdf.payload);
      spawnSync('pdftoppm', ['-r', '150', '-gray', join(folder, 'a.pdf'), join(folder, 'a')]);
      const grey = readFileSync(join(folder, 'a-1.pgm'));
      const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(grey.toString('latin1', 0, 40))!;
      const [width, height] = [Number(head[1]), Number(head[2])];
      const data = new Uint8ClampedArray(width * height * 4).fill(255);
      for (let at = 0; at < width * height; at++)
        data.fill(grey[head[0].length + at]!, at * 4, at * 4 + 3);
      const code = readCode(decodeQR({ width, height, data }, { effort: 3, timeLimit: 5000 }));
      expect((await version('张三', code!)).record).toBe(application);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);

test('a later step shows as a change, cell by cell, and as another version', async () => {
  const before = await ok(get('张三', `papers/form10/${application}/code`));
  await ok(
    (await world.as('张三')).post(url(`papers/form10/${application}/prints`), {
      code: before.code,
    }),
  );
  const opinion = { result: 'approve', opinion: '确有需要' };
  await ok(
    (await world.as('王主任')).post(url(`applications/${application}/dept-review`), opinion),
  );
  const found = await version('张三', before.code);
  expect(found.prints[0]).toMatchObject({ format: 'paper' });
  expect(found.now).toMatchObject({ same: false });
  expect(JSON.stringify(found.now.items)).toContain('确有需要');
  expect(JSON.stringify(found.sheets)).not.toContain('确有需要');
  // What the printer would get is no longer what the page shows.
  const late = (await world.as('张三')).post(url(`papers/form10/${application}/prints`), {
    code: before.code,
  });
  expect(await refused(late)).toBe('409 reporting.printMoved');
  const after = await ok(get('张三', `papers/form10/${application}/code`));
  expect(after.code).not.toBe(before.code);
  await get('张三', `papers/form10/${application}?format=pdf`);
  expect((await version('张三', after.code)).others).toMatchObject([{ code: before.code }]);
});

test('a register of a day is held against that day, and a part of the unit does not open the whole', async () => {
  const file = await get('钱主管', 'forms/7?format=docx');
  const code = readCode(squareOf(file.payload))!;
  expect(await version('钱主管', code)).toMatchObject({ asOf: today, now: { same: true } });
  // Somebody else prints in his own name: another paper, but nothing has changed.
  expect(await version('徐检查', code)).toMatchObject({ now: { same: true }, mayScan: false });
  await enter('C2');
  const { now } = await version('孙局长', code);
  expect(now.items).toEqual([
    { kind: 'changed', sheet: '', where: 'S1 甲办公 · 安装数量', before: '1', after: '2' },
  ]);
  expect(await refused(get('王主任', `prints/${code}`))).toBe('403 reporting.printBeyond');
  expect(await refused(get('张三', `prints/${code}`))).toBe('403 reporting.printBeyond');
  const own = readCode(squareOf((await get('王主任', 'forms/7?format=docx')).payload))!;
  expect((await version('王主任', own)).now).toMatchObject({ same: true });
  expect((await version('孙局长', own)).now).toMatchObject({ same: true });
});

test('what was refused was not printed', async () => {
  const printed = async () => (await ok(get('钱主管', 'prints?limit=100'))).items.length;
  const before = await printed();
  await world.app.database.write((tx) =>
    sql`update configuration_software set software_name = '𒀀版'
      where unit_id = ${world.app.unitId} and id = ${world.software('S2')}`.execute(tx),
  );
  expect(await refused(get('钱主管', 'forms/7?format=pdf'))).toBe('422 papers.noGlyph');
  await world.app.database.write((tx) =>
    sql`update configuration_software set software_name = '甲办公'
      where unit_id = ${world.app.unitId} and id = ${world.software('S2')}`.execute(tx),
  );
  expect(await printed()).toBe(before);
});

test('the signed scan is filed to its version; a better one replaces it and both stay', async () => {
  const { code } = await ok(get('张三', `papers/form10/${application}/code`));
  const send = async (who: Name, name: string, content: Buffer) =>
    (await world.as(who)).upload(url(`prints/${code}/scans`), { name, content });
  await ok(send('张三', '签字.png', PNG));
  await ok(send('张三', '签字.png', PNG));
  const better = Buffer.concat([PNG, Buffer.from([0])]);
  await ok(send('钱主管', '签字2.png', better));
  const { scans } = await version('张三', code);
  expect(
    scans.map((one: { fileName: string; replacedBy: string | null }) => [
      one.fileName,
      one.replacedBy === null,
    ]),
  ).toEqual([
    ['签字2.png', true],
    ['签字.png', false],
  ]);
  const old = await get('张三', `prints/${code}/scans/${scans[1].id}`);
  expect(old.payload.equals(PNG)).toBe(true);
  // Neither who has not printed it nor who may not see the record.
  expect(await refused(send('徐检查', 'x.png', PNG))).toBe('403 reporting.notYourPrint');
  expect((await send('李四', 'x.png', PNG)).status).toBe(404);
  expect((await get('李四', `prints/${code}/scans/${scans[0].id}`)).status).toBe(404);
  expect(await refused(send('张三', 'x.exe', Buffer.from('MZ')))).toMatch(/^415/);
});

test('the list: what oneself has printed, or everything; no code is said as such', async () => {
  const all = await ok(get('钱主管', 'prints'));
  expect(all.items.length).toBeGreaterThanOrEqual(4);
  const mine = await ok(get('张三', 'prints'));
  expect(new Set(mine.items.map((one: { kind: string }) => one.kind))).toEqual(new Set(['form10']));
  const signed = await ok(get('钱主管', `prints?kind=form10&record=${application}&scan=with`));
  expect(signed.items).toMatchObject([{ scans: 2 }]);
  const [{ code }] = signed.items;
  expect(
    (await ok(get('钱主管', `prints?q=${code.slice(0, 6).toLowerCase()}`))).items[0].code,
  ).toBe(code);
  expect(await refused(get('张三', 'prints/000000000000'))).toBe('404 reporting.noPrint');
  expect(await refused(get('张三', 'prints/hello'))).toBe('404 reporting.noPrint');
});
