import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { writeXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import { inflateToNowhere, readSheets, ZIP_LIMITS } from './index.ts';

const workbook = (rows: (string | number | null)[][], extra = {}) =>
  writeXlsx({ sheets: [{ name: '一', rows, ...extra }] });
const rowsOf = async (buffer: Uint8Array, fileName = 'a.csv') =>
  (await readSheets(buffer, { fileName })).sheets[0]!.rows;
const codeOf = (buffer: Uint8Array, fileName = 'a.xlsx', limits = {}) =>
  readSheets(buffer, { fileName, limits }).then(
    () => 'read',
    (error) => error.code,
  );
/** GB18030 of 计算机,金山 as Windows writes it; Node has no encoder. */
const GB = Buffer.from([
  0xbc, 0xc6, 0xcb, 0xe3, 0xbb, 0xfa, 0x2c, 0xbd, 0xf0, 0xc9, 0xbd, 0x0d, 0x0a,
]);

describe('what people see in a cell', () => {
  it('is what is read: zeros and letters a format puts before a number', async () => {
    const formats = [
      '000000',
      '"PC-"0000',
      '\\N\\o00',
      '000"号"',
      '0',
      '0.00',
      '#,##0',
      '"￥"0.00',
      '0"台"',
    ];
    const rows = [formats.map((_, at) => at + 7)];
    const cells = new Map(formats.map((numFmt, at) => [`0,${at}`, { style: { numFmt } }]));
    const bytes = await writeXlsx({ sheets: [{ name: '一', rows, cells }] });
    const [row] = await rowsOf(bytes, 'a.xlsx');
    expect(row).toEqual(['000007', 'PC-0008', 'No09', '010号', 11, 12, 13, 14, 15]);
  });

  it('is not what stands in hidden sheets, which are told apart', async () => {
    const sheets = [
      { name: '看得见', rows: [['甲']] },
      { name: '隐藏', rows: [['乙']], hidden: true },
    ];
    const read = await readSheets(await writeXlsx({ sheets }), { fileName: 'a.xlsx' });
    expect(read.sheets.map(({ name }) => name)).toEqual(['看得见']);
    expect(read.hidden).toEqual([{ name: '隐藏', rows: [['乙']], merges: [] }]);
  });
});

describe('text files', () => {
  it('reads UTF-8, UTF-16 both ways and without mark, and GB18030', async () => {
    const text = '名称,版本\r\nWPS Office,"11,8"\r\n';
    const rows = [
      ['名称', '版本'],
      ['WPS Office', '11,8'],
    ];
    const le = Buffer.from(text, 'utf16le');
    const be = Buffer.from(le).swap16();
    for (const bytes of [
      Buffer.from(text),
      Buffer.from(`\uFEFF${text}`),
      Buffer.from(`\uFEFF${text}`, 'utf16le'),
      Buffer.concat([Buffer.from([0xfe, 0xff]), be]),
      le,
    ]) {
      expect(await rowsOf(bytes)).toEqual(rows);
    }
    expect(await rowsOf(GB)).toEqual([['计算机', '金山']]);
  });

  it('knows semicolons, tabs, and the first lines PowerShell and Excel write', async () => {
    expect(await rowsOf(Buffer.from('#TYPE Selected.X\r\na;b\r\n1;2\r\n'))).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
    expect(await rowsOf(Buffer.from('sep=;\r\na;b,c\r\n'))).toEqual([['a', 'b,c']]);
    expect(await rowsOf(Buffer.from('a\tb\n1\t2\n'), 'a.txt')).toEqual([
      ['a', 'b'],
      ['1', '2'],
    ]);
  });

  it('refuses a file in which a quotation mark swallows the rows after it, and names the row', async () => {
    const open = Buffer.from('编号,名称\n1,甲\n2,"乙\n3,丙\n4,丁\n');
    await expect(readSheets(open, { fileName: 'a.csv' })).rejects.toMatchObject({
      code: 'sheets.quote',
      params: { fileName: 'a.csv', row: 3 },
    });
    const inches = Buffer.from('编号,名称\n1,24"屏\n2,"两\n行"');
    expect((await rowsOf(inches)).slice(1)).toEqual([
      ['1', '24"屏'],
      ['2', '两\n行'],
    ]);
  });

  it('refuses text in no known encoding', async () => {
    expect(await codeOf(Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), 'a.csv')).toBe(
      'sheets.encoding',
    );
  });
});

describe('workbooks', () => {
  it('gives values of formulas, never evaluates one, and leaves out hidden sheets', async () => {
    const cells = new Map([
      ['1,0', { value: null, formula: '1+1', formulaResult: 2, type: 'formula' as const }],
      ['1,1', { value: null, formula: '1+1', type: 'formula' as const }],
    ]);
    const bytes = await writeXlsx({
      sheets: [
        { name: '隐藏', rows: [['x']], hidden: true },
        {
          name: '一',
          rows: [
            ['a', 'b'],
            [0, 0],
          ],
          cells,
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
        },
      ],
    });
    const { sheets } = await readSheets(bytes, { fileName: 'a.xlsx' });
    expect(sheets).toEqual([
      {
        name: '一',
        rows: [
          ['a', 'b'],
          [2, null],
        ],
        merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
      },
    ]);
  });

  it('refuses more rows than asked for, whatever lies behind empty formatted ones', async () => {
    const rows = Array.from({ length: 12 }, (_, n) => [n < 9 ? n : null]);
    expect(await codeOf(await workbook(rows), 'a.xlsx', { maxRows: 9 })).toBe('read');
    expect(await codeOf(await workbook(rows), 'a.xlsx', { maxRows: 8 })).toBe('sheets.tooManyRows');
  });
});

const office = spawnSync('soffice', ['--version']).status === 0;

describe.skipIf(!office)('old workbooks (skipped without soffice)', () => {
  it('as another program writes them give the same cells and merges', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'zhengce-xls-'));
    try {
      const rows = [
        ['甲', null, '日期'],
        ['乙', 1.5],
      ];
      const merges = [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }];
      writeFileSync(join(folder, 'a.xlsx'), await workbook(rows, { merges }));
      const done = spawnSync('soffice', ['--headless', '--convert-to', 'xls', 'a.xlsx'], {
        cwd: folder,
        env: { ...process.env, HOME: folder },
      });
      expect(done.status).toBe(0);
      const old = readFileSync(join(folder, 'a.xls'));
      const { sheets } = await readSheets(old, { fileName: '旧表.xls' });
      // What WPS saves as its own is this format under another name.
      const own = await readSheets(old, { fileName: '旧表.et' });
      expect(own.sheets).toEqual(sheets);
      expect(sheets[0]!.rows.map((row) => row.map((cell) => cell || null))).toEqual([
        ['甲', null, '日期'],
        ['乙', 1.5],
      ]);
      expect(sheets[0]!.merges).toEqual(merges);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('what is no sheet', () => {
  it('names the true type and the remedy', async () => {
    expect(await codeOf(Buffer.alloc(0))).toBe('sheets.empty');
    expect(await codeOf(Buffer.from('\uFEFF\n<html><table>'), 'a.xls')).toBe('sheets.html');
    expect(await codeOf(Buffer.from('<?xml version="1.0"?><Workbook/>'), 'a.xls')).toBe(
      'sheets.html',
    );
    expect(await codeOf(Buffer.from('%PDF-1.7'), 'a.xlsx')).toBe('sheets.wrongType');
    expect(
      await codeOf(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])),
    ).toBe('sheets.wrongType');
    expect(await codeOf(zipSync({ 'et/book.bin': new Uint8Array(9) }), '表.et')).toBe('sheets.et');
    expect(await codeOf(zipSync({ 'word/document.xml': new Uint8Array(9) }), 'a.docx')).toBe(
      'sheets.notASheet',
    );
    const ole = Buffer.alloc(2048);
    ole.writeUInt32BE(0xd0cf11e0);
    expect(await codeOf(ole, 'a.doc')).toBe('sheets.wrongType');
    expect(await codeOf(ole, '表.ET')).toBe('sheets.et');
  });

  it('refuses encrypted, truncated and damaged workbooks', async () => {
    const encrypted = await writeXlsx({
      sheets: [{ name: 'a', rows: [['x']] }],
      encryption: { password: 'secret', spinCount: 1000 },
    });
    expect(await codeOf(encrypted)).toBe('sheets.encrypted');
    const good = await workbook([['abc', 1]]);
    expect(await codeOf(good.subarray(0, good.length - 40))).toBe('sheets.damaged');
    const flipped = Buffer.from(good);
    flipped.fill(0xaa, 60, 90);
    expect(await codeOf(flipped)).toBe('sheets.damaged');
  });

  it('takes its size limit and its time limit seriously', async () => {
    expect(await codeOf(Buffer.from('a,b\n'), 'a.csv', { maxBytes: 3 })).toBe('sheets.tooLarge');
    const lines = Buffer.from('a,b,c,d\n'.repeat(500_000));
    expect(await codeOf(lines, 'a.csv', { timeoutMs: 1 })).toBe('sheets.timeout');
  });
});

describe('zip bombs', () => {
  const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024);

  it('stops what inflates out of proportion before the parser sees it', async () => {
    const bomb = zipSync({ 'xl/workbook.xml': zeros(15) }, { level: 9 });
    expect(bomb.length).toBeLessThan(40_000);
    expect(await codeOf(bomb)).toBe('sheets.bomb');
  });

  it('counts what comes out, not what the file says', async () => {
    const bomb = Buffer.from(zipSync({ 'xl/workbook.xml': zeros(15) }, { level: 9 }));
    // The uncompressed size of the central directory says ten bytes.
    const central = bomb.indexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
    bomb.writeUInt32LE(10, central + 24);
    expect(await codeOf(bomb)).toBe('sheets.damaged');
  });

  it('limits entries and the sum of them', async () => {
    const limits = { ...ZIP_LIMITS, entries: 3, totalBytes: 2000 };
    const files = (n: number, size: number) =>
      Buffer.from(
        zipSync(
          Object.fromEntries(
            Array.from({ length: n }, (_, at) => [`${at}`, zeros(1).subarray(0, size)]),
          ),
        ),
      );
    expect([...(await inflateToNowhere(files(3, 600), 'a.zip', limits))]).toEqual(['0', '1', '2']);
    await expect(inflateToNowhere(files(4, 1), 'a.zip', limits)).rejects.toMatchObject({
      code: 'sheets.bomb',
    });
    await expect(inflateToNowhere(files(3, 700), 'a.zip', limits)).rejects.toMatchObject({
      code: 'sheets.bomb',
    });
  });
});
