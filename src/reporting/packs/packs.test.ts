/** A pack over HTTP: what is in it, that it proves itself to the program in its own page, and who gets what. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as after } from 'node:timers/promises';
import vm from 'node:vm';
import { strFromU8, unzipSync } from 'fflate';
import { sql } from 'kysely';
import { beforeAll, describe, expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { type Name, type Office, office, ok, refused, url } from '../../../test/office.ts';
import { newId } from '../../base/ids.ts';
import { layoutProblems } from '../../base/layout.ts';
import { streamZip } from '../../platform/files/zip.ts';
import { COVER_LAYOUT } from './rules.cover.ts';
import { manifestOf, manifestText } from './rules.manifest.ts';

type Found = { path: string; sha256: string | null };
type Result = Record<'same' | 'altered' | 'missing' | 'extra' | 'unread' | 'ignored', string[]> & {
  ok: boolean;
  total: number;
  digest: string;
};
type Verifier = {
  sha256Text(text: string): string;
  compare(manifest: string, found: Found[]): Result;
  directoryOf(
    bytes: Uint8Array,
    from: number,
    size: number,
  ): { entries: { path: string; offset: number; size: number; method: number }[] } | null;
  Sha256: new () => { update(bytes: Uint8Array): unknown; hex(): string };
};
/** The very source that stands in the page. */
const source = readFileSync(new URL('./verifier/verifier.js', import.meta.url), 'utf8');
const verifier = vm.runInNewContext(`${source};ZhengceVerifier`, {
  Uint8Array,
  DataView,
  escape,
  unescape,
}) as Verifier;
const sha = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');

describe('the program of the page', () => {
  test('computes SHA-256 as everybody does, however the bytes arrive', () => {
    for (const length of [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 1000, 70_000]) {
      const bytes = Buffer.alloc(length, 'aB3\u00ff', 'latin1');
      const own = new verifier.Sha256();
      for (let at = 0; at < length; at += 37) own.update(bytes.subarray(at, at + 37));
      expect(own.hex(), String(length)).toBe(sha(bytes));
    }
    expect(verifier.sha256Text('正版 𠮷 é')).toBe(sha('正版 𠮷 é'));
  });

  const files = ['1 责任制度/甲.pdf', '4 软件台账管理/附件7 <1>.pdf', 'index.html'];
  const manifest = manifestOf(
    { unit: '测试 <单位>', from: '2026-01-01', to: '2026-12-31' },
    files.map((path) => ({ path, size: 1, sha256: sha(path) })),
  );
  const text = manifestText(manifest);
  const intact: Found[] = [
    ...files.map((path) => ({ path: `下载/包/${path}`, sha256: sha(path) })),
    { path: '下载/包/manifest.json', sha256: sha(text) },
    { path: '下载/包/verify.html', sha256: 'x' },
    { path: '下载/包/.DS_Store', sha256: 'x' },
  ];

  test('agrees with the server about the digest, and finds the pack in whatever folder it lies', () => {
    expect(text).not.toContain('<');
    const found = verifier.compare(text, intact);
    expect(found).toMatchObject({ ok: true, total: 3, digest: manifest.digest });
    expect([...found.ignored].sort()).toEqual(['.DS_Store', 'verify.html']);
    const bare = intact.map((one) => ({ ...one, path: one.path.replace('下载/包/', '') }));
    expect(verifier.compare(text, bare).ok).toBe(true);
    const windows = intact.map((one) => ({ ...one, path: one.path.replaceAll('/', '\\') }));
    expect(verifier.compare(text, windows).ok).toBe(true);
  });

  test('names what is altered, missing, added, unreadable, and a list that was exchanged', () => {
    const changed = intact.map((one, at) => (at === 0 ? { ...one, sha256: sha('other') } : one));
    expect(verifier.compare(text, changed)).toMatchObject({ ok: false, altered: [files[0]] });
    expect(verifier.compare(text, intact.slice(1))).toMatchObject({
      ok: false,
      missing: [files[0]],
    });
    const more = [...intact, { path: '下载/包/1 责任制度/乙.pdf', sha256: 'x' }];
    expect(verifier.compare(text, more)).toMatchObject({ ok: false, extra: ['1 责任制度/乙.pdf'] });
    const dark = intact.map((one, at) => (at === 0 ? { ...one, sha256: null } : one));
    expect(verifier.compare(text, dark)).toMatchObject({ ok: false, unread: [files[0]] });
    const list = intact.map((one) => (one.path.endsWith('.json') ? { ...one, sha256: 'x' } : one));
    expect(verifier.compare(text, list)).toMatchObject({ ok: false, altered: ['manifest.json'] });
    const twice = [{ ...intact[0]!, sha256: sha('other') }, ...intact];
    for (const both of [twice, [...twice].reverse()]) {
      expect(verifier.compare(text, both)).toMatchObject({ ok: false, extra: [files[0]] });
    }
    const forged = text.replace(sha(files[0]!), sha('other'));
    expect(verifier.compare(forged, changed).ok).toBe(false);
  });

  test('reads the names and places of a zip', async () => {
    async function* entries() {
      for (const name of ['包/甲.txt', '包/乙.txt']) {
        const bytes = Buffer.from(name);
        yield { name, crc: 0, size: bytes.length, open: () => [bytes] };
      }
    }
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamZip(entries(), new Date(0))) chunks.push(chunk);
    const zip = Buffer.concat(chunks);
    const found = verifier.directoryOf(new Uint8Array(zip), 0, zip.length)!;
    expect(found.entries.map((one) => one.path)).toEqual(['包/甲.txt', '包/乙.txt']);
    expect(verifier.directoryOf(new Uint8Array(50), 0, 50)).toBeNull();
    // A directory damaged anywhere gives an answer, never an error that leaves the page waiting.
    const start = zip.readUInt32LE(zip.length - 6);
    for (let at = start; at < zip.length - 22; at++) {
      const damaged = new Uint8Array(zip);
      damaged[at]! ^= 0xff;
      expect(() => verifier.directoryOf(damaged, 0, zip.length), String(at)).not.toThrow();
    }
  });
});

test('the cover’s grid is sound', () => {
  expect(layoutProblems(COVER_LAYOUT)).toEqual([]);
});

describe('over HTTP', () => {
  let world: Office;
  let made: { id: string; digest: string; sha256: string; missing: string[]; withheld: string[] };
  const year = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4);
  const period = { from: `${year}-01-01`, to: `${year}-12-31` };

  const all = async (who: Name) => (await ok((await world.as(who)).get(url('packs')))).items;
  async function make(who: Name) {
    const { id } = await ok((await world.as(who)).post(url('packs'), period));
    const mine = async () => (await all(who)).find((one: { id: string }) => one.id === id);
    const over = async () => (await mine()).state !== 'running';
    await expect.poll(over, { timeout: 150_000 }).toBe(true);
    const job = await ok((await world.as(who)).get(url(`jobs/${(await mine()).jobId}`)));
    if (job.state !== 'done') throw new Error(JSON.stringify(job));
    return mine();
  }
  const bytes = async (who: Name, id: string) => (await world.as(who)).get(url(`packs/${id}/file`));

  beforeAll(async () => {
    world = await office(await testApp());
    const manager = await world.as('钱主管');
    const body = { name: '软件正版化管理办法', documentNo: '办发1号', issuedOn: `${year}-01-05` };
    await ok(manager.post(url('policies'), body));
    const certificate = { name: '证书 <1>.pdf', content: Buffer.from('%PDF-1.4 licence') };
    await ok(
      manager.upload(url(`software/${world.software('S1')}/documents`), certificate, {
        ...{ kind: 'certificate', title: '授权证书' },
      }),
    );
    const asked = {
      ...{ deviceId: world.device('C1'), kind: 'install', softwareVersion: '13', reason: '起草' },
      toSoftwareId: world.software('S2'),
    };
    const application = { idempotencyKey: newId(), submit: true, application: asked };
    await ok((await world.as('张三')).post(url('applications'), application));
  }, 120_000);

  test('holds forms, lists and attached files by the five parts, and proves itself', async () => {
    made = await make('钱主管');
    const zip = unzipSync((await bytes('钱主管', made.id)).payload);
    const paths = Object.keys(zip).map((path) => path.split('/').slice(1).join('/'));
    for (const wanted of [
      /^1 责任制度\/清单\/规章制度清单\.xlsx$/,
      /^1 责任制度\/清单\/承诺书签署情况\.xlsx$/,
      /^3 软件配置管理\/授权证书等资料\/S1 甲办公\/授权证书_证书 ＜1＞\.pdf$/,
      /^4 软件台账管理\/07 软件使用情况汇总表\/附件7_.*\.pdf$/,
      /^5 安装维护管理\/10 软件安装维护申请表\/附件10_.*\.pdf$/,
      /^index\.html$/,
      /^manifest\.json$/,
      /^verify\.html$/,
      /^封面\.pdf$/,
    ]) {
      expect(
        paths.some((path) => wanted.test(path)),
        String(wanted),
      ).toBe(true);
    }
    const at = (name: string) => zip[Object.keys(zip).find((path) => path.endsWith(`/${name}`))!]!;
    const manifest = strFromU8(at('manifest.json'));
    const hashed = Object.entries(zip).map(([path, content]) => ({ path, sha256: sha(content) }));
    expect(verifier.compare(manifest, hashed)).toMatchObject({ ok: true, digest: made.digest });
    // One byte of one file.
    const victim = Object.keys(zip).find((path) => path.includes('授权证书_'))!;
    const flipped = zip[victim]!.slice();
    flipped[3]! ^= 1;
    const after = hashed.map((one) =>
      one.path === victim ? { ...one, sha256: sha(flipped) } : one,
    );
    expect(verifier.compare(manifest, after)).toMatchObject({
      ok: false,
      altered: [victim.split('/').slice(1).join('/')],
    });
    // The page is whole: its manifest is the one beside it, and it asks nothing of the network.
    const page = strFromU8(at('verify.html'));
    expect(page).toContain(manifest);
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/%(MANIFEST|VERIFIER|PAGE)%|https?:\/\//);
    const index = strFromU8(at('index.html'));
    expect(index).toContain('缺：');
    expect(index).toContain('没有批准的年度工作计划');
    for (const path of paths.filter((one) => /^\d/.test(one))) {
      expect(index).toContain(`href="${path.split('/').map(encodeURIComponent).join('/')}"`);
    }
  });

  test('equal content gives equal bytes', async () => {
    const again = await make('钱主管');
    expect(again).toMatchObject({ digest: made.digest, sha256: made.sha256 });
  });

  test('a file the store has lost is named, and there is no pack without it', async () => {
    const hash = sha('%PDF-1.4 licence');
    const path = join(world.app.dataFolder, 'files', hash.slice(0, 2), hash.slice(2, 4), hash);
    renameSync(path, `${path}.lost`);
    try {
      await expect(make('钱主管')).rejects.toThrow('文件“证书 <1>.pdf”不在存储中');
    } finally {
      renameSync(`${path}.lost`, path);
    }
  });

  test('what its maker may not see is left out and said; who may see less does not get it', async () => {
    const inspector = await make('徐检查');
    expect(inspector.withheld).toEqual(['2 日常使用管理：培训签到表']);
    expect(inspector.missing.join('\n')).toContain('没有领导小组组成');
    const head = (await all('孙局长')).find((one: { id: string }) => one.id === made.id);
    expect(head).toMatchObject({ digest: made.digest, mayDownload: false });
    expect(await refused(bytes('孙局长', made.id))).toBe('403 reporting.packBeyond');
    expect(await refused((await world.as('孙局长')).post(url('packs'), period))).toBe(
      '403 platform.forbidden',
    );
    expect(await refused((await world.as('张三')).get(url('packs')))).toBe(
      '403 platform.forbidden',
    );
    const future = { from: '2099-01-01', to: '2099-12-31' };
    expect(await refused((await world.as('钱主管')).post(url('packs'), future))).toBe(
      '422 reporting.packInFuture',
    );
  });

  test('cancelled in the middle it leaves no file, no bytes and no word of being done', async () => {
    const { services, dataFolder, database } = world.app;
    const { files } = services;
    const manager = await world.as('钱主管');
    const folder = join(dataFolder, 'files');
    const onDisk = () =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((path) => statSync(join(folder, path)).isFile())
        .sort();
    const rows = () =>
      database.read(async (tx) => {
        const found = await sql<{ files: string; prints: string; done: string }>`
          select (select count(*) from platform_file) as files,
            (select count(*) from reporting_print) as prints,
            (select count(*) from platform_audit where action = 'pack.done') as done`.execute(tx);
        return found.rows[0];
      });
    const before = { disk: onDisk(), rows: await rows() };

    // The certificate is read when forms and lists are in the zip already; there it is held.
    const middle = Promise.withResolvers<void>();
    const goOn = Promise.withResolvers<void>();
    const read = files.read;
    files.read = (file) =>
      Readable.from(
        (async function* () {
          middle.resolve();
          await goOn.promise;
          yield* read(file);
        })(),
      );
    try {
      const { id, jobId } = await ok(manager.post(url('packs'), period));
      await middle.promise;
      const begun = onDisk().filter((path) => !before.disk.includes(path));
      expect(begun).toHaveLength(1);
      expect(statSync(join(folder, begun[0]!)).size).toBeGreaterThan(10_000);
      await ok(manager.post(url(`jobs/${jobId}/cancel`)));
      // Longer than the job may leave its progress, and with it the wish, unlooked at.
      await after(400);
      goOn.resolve();
      const state = async () => (await ok(manager.get(url(`jobs/${jobId}`)))).state;
      await expect.poll(state, { timeout: 20_000 }).toBe('cancelled');
      const pack = (await all('钱主管')).find((one: { id: string }) => one.id === id);
      expect(pack).toMatchObject({ state: 'cancelled', fileName: null, mayDownload: false });
      expect(await refused(bytes('钱主管', id))).toBe('409 reporting.packNotReady');
    } finally {
      goOn.resolve();
      files.read = read;
    }
    expect({ disk: onDisk(), rows: await rows() }).toEqual(before);
    expect(await make('钱主管')).toMatchObject({ digest: made.digest, sha256: made.sha256 });
  }, 120_000);
});
