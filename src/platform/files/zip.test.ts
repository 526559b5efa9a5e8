/** The zip written here is read by an independent reader, names and bytes alike. */
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeZip } from './zip.ts';

test('files come out as they went in', () => {
  const entries = [
    { name: '电脑-01/甲办公 12.swidtag', bytes: Buffer.from('内容'.repeat(2000)) },
    { name: 'empty', bytes: Buffer.alloc(0) },
    { name: 'one', bytes: Buffer.from([0xff]) },
  ];
  const zip = writeZip(entries, new Date('2026-05-01T00:00:00Z'));
  const found = unzipSync(zip);
  expect(Object.keys(found)).toEqual(entries.map((entry) => entry.name));
  for (const { name, bytes } of entries) expect(Buffer.from(found[name]!)).toEqual(bytes);
  expect(zip.length).toBeLessThan(1000);
  expect(writeZip(entries, new Date('2026-05-01T00:00:00Z'))).toEqual(zip);
});

test('a zip of nothing is a zip', () => {
  expect(unzipSync(writeZip([], new Date(0)))).toEqual({});
});
