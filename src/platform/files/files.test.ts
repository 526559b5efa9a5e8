/** What may be kept, how it comes in and goes out: on a real disk, a real database and real requests. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext, testDatabase } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { Refusal } from '../../base/refusal.ts';
import type { Database } from '../db/database.ts';
import { type Files, openFiles } from './files.ts';
import { attachment } from './http.ts';
import { type FileGroup, mediaTypeOf } from './kinds.ts';

const ALL: FileGroup[] = ['document', 'image', 'sheet', 'text', 'archive'];
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n');

describe('kinds', () => {
  const good: [string, Buffer, string][] = [
    ['合同.pdf', PDF, 'application/pdf'],
    ['扫描.PDF', Buffer.concat([Buffer.from('\r\n\r\n'), PDF]), 'application/pdf'],
    ['a.png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1'), 'image/png'],
    ['a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'image/jpeg'],
    ['a.ofd', Buffer.from('PK\x03\x04....'), 'application/ofd'],
    ['a.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'application/vnd.ms-excel'],
    ['清单.csv', Buffer.from('b5e7c4d4', 'hex'), 'text/csv'],
    ['a.reg', Buffer.from('\ufeffWindows Registry', 'utf16le'), 'text/plain'],
    ['MZ.txt', Buffer.from(`MZ is how some words begin${' '.repeat(60)}`), 'text/plain'],
  ];
  test.each(good)('%s is accepted', (name, head, mediaType) => {
    expect(mediaTypeOf(name, head, ALL)).toBe(mediaType);
  });

  const bad: [string, Buffer, string][] = [
    ['setup.exe', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(100)]), 'files.program'],
    ['合同.pdf', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(100)]), 'files.program'],
    ['a.txt', Buffer.from('\x7fELF\x02\x01\x01\0'), 'files.program'],
    ['a.txt', Buffer.from('#!/bin/sh\n'), 'files.program'],
    ['a.txt', Buffer.from('cafebabe00000034', 'hex'), 'files.program'],
    ['a.xml', Buffer.from('<svg onload="x">'), 'files.program'],
    ['a.txt', Buffer.from(' <html><script>'), 'files.program'],
    ['a.js', Buffer.from('alert(1)'), 'files.type'],
    ['a.xlsm', Buffer.from('PK\x03\x04....'), 'files.type'],
    ['noending', PDF, 'files.type'],
    ['a.constructor', PDF, 'files.type'],
    ['a.pdf', Buffer.from('PK\x03\x04....'), 'files.mismatch'],
    ['a.png', Buffer.from('just words'), 'files.mismatch'],
    ['a.csv', Buffer.from([0, 1, 2, 3]), 'files.mismatch'],
  ];
  test.each(bad)('%s with these bytes is refused', (name, head, code) => {
    expect(() => mediaTypeOf(name, head, ALL)).toThrow(expect.objectContaining({ code }));
  });

  test('only the groups asked for', () => {
    expect(() => mediaTypeOf('a.pdf', PDF, ['image'])).toThrow(
      expect.objectContaining({ code: 'files.type', path: 'file' }),
    );
  });
});

describe('store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'zhengce-filestest-'));
  let files: Files;
  let database: Database;
  const unitId = newId();

  beforeAll(async () => {
    database = await testDatabase();
    files = await openFiles(folder);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const receive = (content: Buffer[], name = 'a.pdf', limitBytes?: number) =>
    files.receive(Readable.from(content), {
      name,
      accept: ALL,
      ...(limitBytes ? { limitBytes } : {}),
    });
  const left = () => readdirSync(join(folder, 'files', 'incoming'));

  test('keeps the bytes under their hash and gives them back to their unit only', async () => {
    const content = [PDF, Buffer.alloc(9_000, 'a'), Buffer.from('end')];
    const received = await receive(content, 'C:\\用户\\合\u202e同.pdf');
    const whole = Buffer.concat(content);
    const sha256 = createHash('sha256').update(whole).digest('hex');
    expect(received).toEqual({
      sha256,
      name: '合同.pdf',
      size: whole.length,
      mediaType: 'application/pdf',
    });
    expect(existsSync(join(folder, 'files', sha256.slice(0, 2), sha256.slice(2, 4), sha256))).toBe(
      true,
    );
    const kept = await database.write((tx) =>
      files.keep(testContext(tx, unitId), received, 'configuration.contract'),
    );
    const found = await database.read((tx) => files.find(tx, unitId, kept.id));
    expect(found).toEqual(kept);
    const read = await files.read(found).toArray();
    expect(Buffer.concat(read).equals(whole)).toBe(true);
    await expect(database.read((tx) => files.find(tx, newId(), kept.id))).rejects.toMatchObject({
      code: 'files.unknown',
      status: 404,
    });
    expect(left()).toEqual([]);
  });

  test('the same content twice is one file', async () => {
    const first = await receive([PDF]);
    const second = await receive([PDF], 'b.pdf');
    expect(second.sha256).toBe(first.sha256);
    expect(Buffer.concat(await files.read(second).toArray()).equals(PDF)).toBe(true);
  });

  test.each([
    ['too large', [PDF, Buffer.alloc(3_000_000, 'x')], 'a.pdf', 'files.tooLarge', 2_097_152],
    ['empty', [], 'a.pdf', 'files.empty', undefined],
    [
      'a program',
      [Buffer.from('MZ\x90\0'), Buffer.alloc(9_000)],
      'a.pdf',
      'files.program',
      undefined,
    ],
  ])('%s: refused, and nothing stays behind', async (_title, content, name, code, limit) => {
    await expect(receive(content, name, limit)).rejects.toMatchObject({ code });
    expect(left()).toEqual([]);
  });

  test('a wrong kind is refused before the rest has arrived', async () => {
    let sent = 0;
    const source = Readable.from(
      (function* () {
        for (; sent < 1_000; sent++) yield Buffer.alloc(4_096, 0x4d);
      })(),
    );
    const error = await files.receive(source, { name: 'a.png', accept: ALL }).catch((e) => e);
    expect(error).toBeInstanceOf(Refusal);
    expect(sent).toBeLessThan(1_000);
  });

  test('a sender that breaks off leaves nothing', async () => {
    const source = Readable.from(
      (async function* () {
        yield PDF;
        throw new Error('connection lost');
      })(),
    );
    await expect(files.receive(source, { name: 'a.pdf', accept: ALL })).rejects.toThrow(
      'connection lost',
    );
    expect(left()).toEqual([]);
  });
});

test('a name in the header cannot break out of it', () => {
  expect(attachment('a"\r\nx: 合同(1).pdf')).toBe(
    `attachment; filename="a___x_ __(1).pdf"; filename*=UTF-8''a%22%0D%0Ax%3A%20%E5%90%88%E5%90%8C%281%29.pdf`,
  );
});
