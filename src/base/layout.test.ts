import { describe, expect, it } from 'vitest';
import { type Layout, layoutProblems, layoutValue, resolveLayout } from './layout.ts';

const LAYOUT: Layout = {
  id: 'sample',
  title: '样表',
  page: {
    size: 'A4',
    orientation: 'portrait',
    margin: { top: 15, right: 15, bottom: 15, left: 15 },
  },
  cols: [60, 60, 60],
  styles: { title: { font: 'hei', size: 18 }, body: { font: 'song', size: 10 } },
  rows: [
    { cells: [{ text: '样表', span: 3, style: 'title', border: false }] },
    {
      repeat: true,
      cells: [
        { text: '计算机', span: 1, rowSpan: 2 },
        { text: '软件', span: 2 },
      ],
    },
    {
      repeat: true,
      cells: [
        { text: '名称', span: 1 },
        { text: '金额', span: 1 },
      ],
    },
  ],
  body: {
    columns: [
      { key: 'computer', grouped: true },
      { key: 'name', align: 'left' },
      { key: 'amount', type: 'money', align: 'right' },
    ],
    empty: '--',
  },
  tail: [{ cells: [{ text: { field: 'on', type: 'longDate', before: '日期：' }, span: 3 }] }],
};

describe('layoutProblems', () => {
  it('finds a sound layout sound', () => expect(layoutProblems(LAYOUT)).toEqual([]));

  it.each<[string, Partial<Layout>]>([
    ['columns are 179 mm wide, the page has 180 mm', { cols: [60, 60, 59] }],
    ['rows[0]: cells do not fill the grid', { rows: [{ cells: [{ text: 'a', span: 2 }] }] }],
    ['rows[0]: a cell runs over the edge', { rows: [{ cells: [{ text: 'a', span: 4 }] }] }],
    [
      'rows[0]: rowSpan leaves the part',
      { rows: [{ cells: [{ text: 'a', span: 3, rowSpan: 2 }] }] },
    ],
    [
      'rows[1]: cells overlap',
      {
        rows: [
          {
            cells: [
              { text: 'a', span: 1 },
              { text: 'b', span: 1, rowSpan: 2 },
              { text: 'c', span: 1 },
            ],
          },
          { cells: [{ text: 'd', span: 2 }] },
        ],
      },
    ],
    ['rows[0]: no style x', { rows: [{ cells: [{ text: 'a', span: 3, style: 'x' }] }] }],
    ['body has 1 columns, grid 3', { body: { columns: [{ key: 'a' }], empty: '' } }],
    [
      'repeated rows are not adjacent',
      {
        rows: [true, false, true].map((repeat) => ({ repeat, cells: [{ text: 'a', span: 3 }] })),
      },
    ],
  ])('says: %s', (problem, change) => {
    expect(layoutProblems({ ...LAYOUT, ...change })).toContain(problem);
  });
});

describe('resolveLayout', () => {
  it('places every cell once, merges a group, and keeps raw values beside the words', () => {
    const sheet = resolveLayout(LAYOUT, {
      fields: { on: '2026-06-30' },
      rows: [
        { group: 1, values: { computer: 'PC-1', name: 'WPS', amount: 123_456 } },
        { group: 1, values: { computer: 'PC-1', name: '7-Zip', amount: null } },
        { group: 2, values: { computer: 'PC-2', name: undefined, amount: undefined } },
      ],
    });
    const shown = sheet.rows.map((row) =>
      row.cells.map(({ col, span, rowSpan, display }) => [col, span, rowSpan, display]),
    );
    expect(shown).toEqual([
      [[0, 3, 1, '样表']],
      [
        [0, 1, 2, '计算机'],
        [1, 2, 1, '软件'],
      ],
      [
        [1, 1, 1, '名称'],
        [2, 1, 1, '金额'],
      ],
      [
        [0, 1, 2, 'PC-1'],
        [1, 1, 1, 'WPS'],
        [2, 1, 1, '1,234.56'],
      ],
      [
        [1, 1, 1, '7-Zip'],
        [2, 1, 1, '--'],
      ],
      [
        [0, 1, 1, 'PC-2'],
        [1, 1, 1, ''],
        [2, 1, 1, ''],
      ],
      [[0, 3, 1, '日期：2026年6月30日']],
    ]);
    expect(sheet.rows[3]!.cells[2]).toMatchObject({ raw: 123_456, type: 'money', align: 'right' });
  });

  it('leaves words in a column of numbers or dates as words', () => {
    expect(layoutValue('不限', 'integer', '--')).toEqual({
      display: '不限',
      raw: '不限',
      type: 'text',
    });
    expect(layoutValue('永久', 'date', '--').type).toBe('text');
    expect(layoutValue('2026-06-30', 'date', '--')).toEqual({
      display: '2026-06-30',
      raw: '2026-06-30',
      type: 'date',
    });
    expect(layoutValue(0, 'integer', '--')).toEqual({ display: '0', raw: 0, type: 'integer' });
    expect(layoutValue(true, 'tick', '--').display).toBe('✓');
    expect(layoutValue(false, 'tick', '--').display).toBe('');
  });
});
