import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { isWorkbook, isZip, unpack } from './commands.unpack.ts';

async function all(bytes: Uint8Array) {
  const items = [];
  for await (const item of unpack(Buffer.from(bytes), 'a.zip')) items.push(item);
  return items;
}

describe('unpack', () => {
  it('gives each file with its path and time, and leaves out folders and system litter', async () => {
    const bytes = zipSync(
      {
        'PC-1/Uninstall.reg': Buffer.from('x'),
        '__MACOSX/PC-1/._Uninstall.reg': Buffer.from('x'),
        '.DS_Store': Buffer.from('x'),
        'empty/': new Uint8Array(),
        '说明.txt': Buffer.from('y'),
      },
      { mtime: new Date(2026, 5, 1, 8, 0, 0) },
    );
    const items = await all(bytes);
    expect(items.map(({ path, bytes: content }) => [path, content.toString()])).toEqual([
      ['a.zip/PC-1/Uninstall.reg', 'x'],
      ['a.zip/说明.txt', 'y'],
    ]);
    expect(items[0]!.modified).toEqual(new Date(2026, 5, 1, 8, 0, 0));
  });

  it('reads the names Windows writes in GBK', async () => {
    const bytes = Buffer.from(zipSync({ 'AAAA.reg': Buffer.from('x') }));
    const gbk = Buffer.from([0xb2, 0xc6, 0xce, 0xf1]);
    for (let at = bytes.indexOf('AAAA'); at >= 0; at = bytes.indexOf('AAAA')) gbk.copy(bytes, at);
    expect((await all(bytes)).map(({ path }) => path)).toEqual(['a.zip/财务.reg']);
  });

  it('tells a workbook from other zips, and refuses a bomb before unpacking it', async () => {
    const workbook = Buffer.from(zipSync({ 'xl/workbook.xml': Buffer.from('<x/>') }));
    expect(isZip(workbook)).toBe(true);
    expect(await isWorkbook(workbook, 'a.xlsx')).toBe(true);
    expect(await isWorkbook(Buffer.from(zipSync({ a: Buffer.from('x') })), 'a.zip')).toBe(false);
    const bomb = Buffer.from(zipSync({ a: new Uint8Array(15 * 1024 * 1024) }, { level: 9 }));
    await expect(isWorkbook(bomb, 'a.zip')).rejects.toMatchObject({ code: 'sheets.bomb' });
  });
});
