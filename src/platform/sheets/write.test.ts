import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readSheets, type SheetColumn, safeCell, safeSheetName, streamSheet } from './index.ts';

const COLUMNS: SheetColumn[] = [
  { title: '名称', width: 30 },
  { title: '数量', type: 'integer' },
  { title: '金额', type: 'money' },
  { title: '日期', type: 'date' },
];

describe('streamSheet', () => {
  it('writes typed cells that come back as they were, and keeps formulas as text', async () => {
    const rows = [
      ['=1+1', 3, 12.5, '2024-05-01'],
      ['坏\u0007字\uD800 _x000D_', null, null, '--'],
    ];
    const bytes = await buffer(await streamSheet({ columns: COLUMNS, rows, sheetName: '清单' }));
    const { sheets } = await readSheets(bytes, { fileName: 'a.xlsx' });
    expect(sheets).toEqual([
      {
        name: '清单',
        rows: [
          ['名称', '数量', '金额', '日期'],
          ['=1+1', 3, 12.5, new Date(Date.UTC(2024, 4, 1))],
          ['坏字\uFFFD _x000D_', null, null, '--'],
        ],
        merges: [],
      },
    ]);
    const xml = strFromU8(unzipSync(bytes)['xl/worksheets/sheet1.xml']!);
    expect(xml).not.toContain('<f>');
    expect(xml).toContain('pane');
    expect(strFromU8(unzipSync(bytes)['xl/styles.xml']!)).toMatch(/#,##0\.00/);
  });

  it('begins a new sheet with the header where one is full', async () => {
    const rows = Array.from({ length: 5 }, (_, n) => [`行${n}`, n, n, null]);
    const stream = await streamSheet({
      columns: COLUMNS,
      rows,
      sheetName: '清单',
      maxRowsPerSheet: 4,
    });
    const { sheets } = await readSheets(await buffer(stream), { fileName: 'a.xlsx' });
    expect(sheets.map(({ name, rows }) => [name, rows.map((row) => row[0])])).toEqual([
      ['清单', ['名称', '行0', '行1', '行2']],
      ['清单_2', ['名称', '行3', '行4']],
    ]);
  });

  it('fails rather than writing what is no cell value', async () => {
    for (const value of [{ formula: '1+1' }, Number.NaN, Number.POSITIVE_INFINITY, 1n, []]) {
      expect(() => safeCell(value)).toThrow(TypeError);
    }
    const rows = [[{ hyperlink: 'http://x' }]];
    const stream = await streamSheet({ columns: COLUMNS, rows, sheetName: 'a' });
    await expect(buffer(stream)).rejects.toThrow();
  });
});

describe('sheet names', () => {
  it('are ones Excel takes, and unique', () => {
    const used = new Set<string>();
    expect(safeSheetName("'A:B/C*[1]?'", used)).toBe('A B C  1');
    expect(safeSheetName('很'.repeat(40), used)).toBe('很'.repeat(31));
    expect(safeSheetName('很'.repeat(50), used)).toBe(`${'很'.repeat(29)}_2`);
    expect(safeSheetName('', used)).toBe('Sheet');
  });
});
