/** The zip written here is read by an independent reader, names and bytes alike. */
import { crc32 } from 'node:zlib';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { streamZip, writeZip } from './zip.ts';

test('files come out as they went in', () => {
  const entries = [
    { name: '电脑-01/甲办公 12.swidtag', bytes: Buffer.from('内容'.repeat(2000)) },
    { name: 'empty', bytes: Buffer.alloc(0) },
    { name: 'one', bytes: Buffer.from([0xff]) },
  ];
  const zip = writeZip(entries, new Date('2026-05-01T00:00:00Z'));
  const found = unzipSync(zip);
  // Bit 11 says UTF-8: without it Windows reads names in the machine's own code page.
  expect(zip.readUInt16LE(6) & 0x800).toBe(0x800);
  // Made under Unix: the unzip of Linux reads the names of others in a code page of DOS.
  expect(zip[zip.indexOf('PK\x01\x02', 0, 'latin1') + 5]).toBe(3);
  expect(Object.keys(found)).toEqual(entries.map((entry) => entry.name));
  for (const { name, bytes } of entries) expect(Buffer.from(found[name]!)).toEqual(bytes);
  expect(zip.length).toBeLessThan(1000);
  expect(writeZip(entries, new Date('2026-05-01T00:00:00Z'))).toEqual(zip);
});

test('a zip of nothing is a zip', () => {
  expect(unzipSync(writeZip([], new Date(0)))).toEqual({});
});

test('a zip that grows is read the same way, its files as they are', async () => {
  const files = { '甲/证书.pdf': Buffer.from('%PDF-1.4'), 空: Buffer.alloc(0) };
  async function* entries() {
    for (const [name, bytes] of Object.entries(files)) {
      yield { name, crc: crc32(bytes), size: bytes.length, open: () => [bytes] };
    }
  }
  const chunks: Uint8Array[] = [];
  for await (const chunk of streamZip(entries(), new Date(0))) chunks.push(chunk);
  const found = unzipSync(Buffer.concat(chunks));
  for (const [name, bytes] of Object.entries(files)) {
    expect(Buffer.from(found[name]!)).toEqual(bytes);
  }
});
