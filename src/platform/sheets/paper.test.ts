import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { type Layout, type LayoutCell, layoutProblems, resolveLayout } from '../../base/layout.ts';
import { readSheets, writePaper } from './index.ts';
import { linesOf, rowHeights } from './rules.measure.ts';

const LAYOUT: Layout = {
  id: 'sample',
  title: '样表',
  page: {
    size: 'A4',
    orientation: 'landscape',
    margin: { top: 10, right: 10, bottom: 10, left: 10 },
  },
  cols: [177, 50, 50],
  styles: { body: { font: 'song', size: 10 } },
  rows: [
    {
      repeat: true,
      cells: [
        { text: '名称', span: 1 },
        { text: '数', span: 2 },
      ],
    },
  ],
  body: {
    columns: [{ key: 'name' }, { key: 'money', type: 'money' }, { key: 'on', type: 'date' }],
    empty: '--',
  },
  footer: '第 {p} 页 共 {n} 页',
};
const paper = (name: string, rows: number) => ({
  name,
  sheet: resolveLayout(LAYOUT, {
    fields: {},
    rows: Array.from({ length: rows }, (_, n) => ({
      values: { name: `=${n}`, money: 123_450, on: n === 0 ? null : '2024-05-01' },
    })),
  }),
});
const parts = (bytes: Buffer) =>
  Object.fromEntries(
    Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]),
  );

describe('writePaper', () => {
  it('quotes sheet names in print titles, where S0001 would be a cell', async () => {
    const bytes = await writePaper([paper('S0001', 1), paper('A:b', 1), paper('a b', 1)], {
      title: 't',
      on: '2026-06-30',
    });
    const workbook = parts(bytes)['xl/workbook.xml']!;
    expect(
      [...workbook.matchAll(/localSheetId="(\d)"[^>]*>([^<]+)/g)].map((m) => m.slice(1)),
    ).toEqual([
      ['0', "'S0001'!$1:$1"],
      ['1', "'A b'!$1:$1"],
      ['2', "'a b_2'!$1:$1"],
    ]);
  });

  it('gives equal bytes for equal content, in a thread as here', async () => {
    const properties = { title: 't', on: '2026-06-30' };
    const long = await writePaper([paper('长', 900)], properties);
    expect(long.equals(await writePaper([paper('长', 900)], properties))).toBe(true);
    const { sheets } = await readSheets(long, { fileName: 'a.xlsx' });
    expect(sheets[0]!.rows).toHaveLength(901);
    expect(sheets[0]!.rows[1]).toEqual(['=0', 1234.5, '--']);
    expect(sheets[0]!.rows[900]).toEqual(['=899', 1234.5, new Date(Date.UTC(2024, 4, 1))]);
    expect(parts(long)['xl/worksheets/sheet1.xml']).not.toContain('<f>');
  });

  it('fails when the thread fails', async () => {
    const broken = paper('坏', 900);
    (broken.sheet.rows[5]!.cells[0] as { raw: unknown }).raw = { formula: '1+1' };
    await expect(writePaper([broken], { title: 't', on: '2026-06-30' })).rejects.toThrow(
      'not a cell value',
    );
  });
});

describe('row heights', () => {
  it('count the lines words take', () => {
    // 40 mm hold 21.1 half-width characters of 10 points.
    expect(linesOf('十个字十个字十个字十', 10, 40)).toBe(1);
    expect(linesOf('十一个字就要到第二行去', 10, 40)).toBe(2);
    expect(linesOf('Microsoft Visual Studio', 10, 40)).toBe(2);
    expect(linesOf('A'.repeat(64), 10, 40)).toBe(4);
    expect(linesOf('一\n二\n三', 10, 40)).toBe(3);
  });

  it('give a cell over several rows what is missing in its last row', () => {
    const sheet = resolveLayout(
      {
        ...LAYOUT,
        body: { columns: [{ key: 'a', grouped: true }, { key: 'b' }, { key: 'c' }], empty: '' },
      },
      { fields: {}, rows: [1, 2].map(() => ({ group: 1, values: { a: '长'.repeat(600) } })) },
    );
    const [, first, second] = rowHeights(sheet);
    expect(first).toBe(18);
    expect(first! + second!).toBeGreaterThan(120);
  });
});

/** A grid filled from the left with random spans; heads of two rows now and then. */
const anyRows = fc.integer({ min: 1, max: 6 }).chain((width) =>
  fc
    .array(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: width }), {
      minLength: 1,
      maxLength: 4,
    })
    .map((spans) => ({ width, rows: spans.map((wanted) => filledRow(wanted, width)) })),
);

function filledRow(wanted: number[], width: number): { cells: LayoutCell[] } {
  const cells: LayoutCell[] = [];
  let left = width;
  for (const span of [...wanted, width]) {
    const taken = Math.min(span, left);
    if (taken > 0) cells.push({ text: `字${cells.length}=${taken}`, span: taken });
    left -= taken;
  }
  return { cells };
}

describe('any sound layout', () => {
  it('is found sound, and every word of it is in the file', async () => {
    await fc.assert(
      fc.asyncProperty(anyRows, async ({ width, rows }) => {
        const layout: Layout = { ...LAYOUT, cols: new Array(width).fill(277 / width), rows };
        delete layout.body;
        expect(layoutProblems(layout)).toEqual([]);
        const sheet = resolveLayout(layout, { fields: {}, rows: [] });
        const bytes = await writePaper([{ name: 'a', sheet }], { title: 't', on: '2026-06-30' });
        const { sheets } = await readSheets(bytes, { fileName: 'a.xlsx' });
        const words = (cells: unknown[]) => cells.filter((cell) => cell !== null);
        expect(sheets[0]!.rows.map(words)).toEqual(
          rows.map(({ cells }) => cells.map(({ text }) => text)),
        );
        const wide = rows.flatMap(({ cells }) => cells.filter(({ span }) => span > 1)).length;
        expect(sheets[0]!.merges).toHaveLength(wide);
      }),
      { numRuns: 8 },
    );
  });

  it('with one cell too many or too few is found unsound', () => {
    fc.assert(
      fc.property(anyRows, fc.boolean(), ({ width, rows }, more) => {
        const cells = rows[0]!.cells;
        const broken = more ? [...cells, { text: 'x', span: 1 }] : cells.slice(1);
        const layout: Layout = {
          ...LAYOUT,
          cols: new Array(width).fill(277 / width),
          rows: [{ cells: broken }, ...rows.slice(1)],
        };
        delete layout.body;
        expect(layoutProblems(layout)).not.toEqual([]);
      }),
    );
  });
});
