import { writeXlsx } from 'hucre';
import { describe, expect, it } from 'vitest';
import {
  asDate,
  asInteger,
  asText,
  asTick,
  field,
  type ImportPlan,
  importReport,
  judgedRows,
  planImport,
  planSheets,
  type RowVerdict,
} from './index.ts';

const FIELDS = [
  field({
    key: 'computerNo',
    title: '计算机编号',
    required: true,
    synonyms: ['资产编号'],
    parse: asText({ max: 20 }),
  }),
  field({ key: 'userName', title: '姓名', synonyms: ['使用人'], parse: asText() }),
  field({ key: 'installedOn', title: '安装日期', parse: asDate() }),
  field({ key: 'commercial', title: '商业软件', parse: asTick() }),
  field({ key: 'count', title: '数量', parse: asInteger() }),
] as const;

const reported = (found: ImportPlan, verdicts: [number, RowVerdict][], committed = false) =>
  importReport(found, judgedRows(found, new Map(verdicts)), committed);
const csv = (text: string) => Buffer.from(text, 'utf8');
const plan = (buffer: Uint8Array, fileName = 'a.csv', options = {}) =>
  planImport({ buffer, fileName, options, fields: FIELDS });

describe('planImport', () => {
  it('finds a header in two merged rows, fills merged data down and leaves out totals and notes', async () => {
    const rows = [
      ['软件使用情况明细表', null, null, null, null, null],
      ['单位名称（盖章）：某局', null, null, '填表日期：2024年5月1日', null, null],
      ['序号', '姓名', '计算机编号', '软件类型', null, '安装日期'],
      [null, null, null, '商业软件', '免费软件', null],
      [1, '张三', 'PC-1', '✓', null, new Date(Date.UTC(2024, 4, 1))],
      [2, null, null, '--', '✓', '2024年5月2日'],
      [3, '李四', 'PC-2', null, '✓', 45414],
      ['合计', null, 3, null, null, null],
      ['注：本表一式两份', null, null, null, null, null],
    ];
    const merge = (startRow: number, startCol: number, endRow: number, endCol: number) => ({
      startRow,
      startCol,
      endRow,
      endCol,
    });
    const merges = [
      merge(0, 0, 0, 5),
      merge(2, 0, 3, 0),
      merge(2, 1, 3, 1),
      merge(2, 2, 3, 2),
      merge(2, 3, 2, 4),
      merge(2, 5, 3, 5),
      merge(4, 1, 5, 1),
      merge(4, 2, 5, 2),
    ];
    const bytes = await writeXlsx({
      sheets: [
        { name: '说明', rows: [['请填写第二张表']] },
        { name: '明细', rows, merges },
      ],
    });
    const found = await plan(bytes, '明细.xlsx');
    expect(found).toMatchObject({
      sheet: '明细',
      sheets: ['说明', '明细'],
      headerRow: 3,
      skipped: 2,
    });
    expect(found.columns).toEqual([
      '序号',
      '姓名',
      '计算机编号',
      '软件类型/商业软件',
      '软件类型/免费软件',
      '安装日期',
    ]);
    expect(found.mapping).toEqual({
      computerNo: 2,
      userName: 1,
      installedOn: 5,
      commercial: 3,
      count: null,
    });
    expect(found.rows.map((row) => [row.rowNo, row.values])).toEqual([
      [5, { computerNo: 'PC-1', userName: '张三', installedOn: '2024-05-01', commercial: true }],
      [6, { computerNo: 'PC-1', userName: '张三', installedOn: '2024-05-02' }],
      [7, { computerNo: 'PC-2', userName: '李四', installedOn: '2024-05-02' }],
    ]);
  });

  it('says per row which field is wrong, why, and counts every row once', async () => {
    const found = await plan(csv('资产编号,使用人,数量\nPC-1,张三,2\n,李四,x\nPC-3,王五,#REF!\n'));
    const report = reported(found as never, [[0, { verdict: 'create' }]]);
    expect(report.counts).toEqual({
      total: 3,
      create: 1,
      update: 0,
      unchanged: 0,
      reject: 2,
      skipped: 0,
    });
    expect(report.rows.map((row) => [row.rowNo, row.verdict, row.messages])).toEqual([
      [3, 'reject', ['“计算机编号”不能为空', '数量：“x”应为 0 到 1000000000 的整数']],
      [4, 'reject', ['“数量”是公式错误 #REF!。请在表中改正后重新导入']],
      [2, 'create', []],
    ]);
    expect(() => reported(found as never, [])).toThrow('row 2 has no verdict');
  });

  it('takes the mapping, sheet and header row the person chose', async () => {
    const bytes = csv('甲,乙\n丙,丁\n1,2\n');
    const found = await plan(bytes, 'a.csv', {
      headerRow: 2,
      mapping: { computerNo: 1, other: 0 },
    });
    expect(found.columns).toEqual(['丙', '丁']);
    expect(found.rows.map((row) => row.values.computerNo)).toEqual(['2']);
    await expect(plan(bytes, 'a.csv', { sheet: '没有' })).rejects.toMatchObject({
      code: 'sheets.noSuchSheet',
    });
    await expect(plan(bytes, 'a.csv', { headerRow: 9 })).rejects.toMatchObject({
      code: 'sheets.noTable',
    });
  });

  it('names the missing required column when the wrong sheet was given, and rejects its rows', async () => {
    const found = await plan(csv('品名,单价\n纸,3\n'));
    expect(found.notes).toEqual(['没有找到必填列“计算机编号”。请为它选择一列，或换一张工作表']);
    expect(reported(found as never, []).counts.reject).toBe(1);
  });

  it('keeps formula text as text', async () => {
    const found = await plan(csv(`资产编号,姓名\nPC-1,"=HYPERLINK(""http://x"")"\nPC-2,'=1+1\n`));
    expect(found.rows.map((row) => row.values.userName)).toEqual([
      '=HYPERLINK("http://x")',
      '=1+1',
    ]);
  });

  it('reads all sheets with the same header, one when it is chosen, and the block above a table', async () => {
    const block = field({ key: 'no', title: '软件编号', above: true, parse: asText() });
    const fields = [block, ...FIELDS] as const;
    const head = ['计算机编号', '姓名', '安装日期'];
    const sheet = (name: string, no: string, ...rows: (string | null)[][]) => ({
      name,
      rows: [['明细表'], ['软件编号', '软件名称'], [no, '甲'], head, ...rows],
      merges: [],
    });
    const sheets = [
      sheet('S1', 'S0001', ['PC-1', '张三', '2024-01-01']),
      { name: '说明', rows: [['本表说明', '二']], merges: [] },
      sheet('S2', 'S0002', ['PC-2', '李四', '2024-01-02'], ['PC-3', '', null]),
    ];
    const all = planSheets(sheets, { fileName: 'a.xlsx', options: {}, fields });
    expect(all.sheetsRead).toEqual(['S1', 'S2']);
    expect(all.rows.map((row) => [row.at, row.sheet, row.rowNo, row.values.no])).toEqual([
      [0, 'S1', 5, 'S0001'],
      [1, 'S2', 5, 'S0002'],
      [2, 'S2', 6, 'S0002'],
    ]);
    const one = planSheets(sheets, { fileName: 'a.xlsx', options: { sheet: 'S2' }, fields });
    expect(one.rows.map((row) => row.values.computerNo)).toEqual(['PC-2', 'PC-3']);
  });

  it('names sheets that look like the table and are not read: hidden, or with the header elsewhere', () => {
    const rows = [
      ['计算机编号', '姓名', '安装日期'],
      ['PC-1', '张三', '2024-05-01'],
    ];
    const sheet = (name: string, own: string[][]) => ({ name, rows: own, merges: [] });
    const sheets = [
      sheet('一', rows),
      sheet('二', [['某单位'], ...rows]),
      sheet('另一种', [
        ['软件名称', '数量'],
        ['甲', '1'],
      ]),
    ];
    const hidden = [sheet('藏', rows), sheet('选项', [['台式机'], ['便携机']])];
    const told = (options = {}) =>
      planSheets(sheets, { fileName: 'a.xlsx', options, fields: FIELDS, hidden }).notes;
    expect(told()).toEqual([
      '表头不同的工作表没有读取：二。请在“工作表”中选择后另行导入',
      '隐藏的工作表没有读取：藏。如需导入，请先在 Excel 或 WPS 中取消隐藏',
    ]);
    expect(told({ sheet: '二' }).join()).not.toContain('表头不同');
  });

  it('knows a corrected header again, also one without a single known title', async () => {
    const sheets = [
      {
        name: 'a',
        rows: [
          ['甲', '乙'],
          ['PC-1', '张三'],
        ],
        merges: [],
      },
    ];
    const options = { mapping: { computerNo: 0, userName: 1 } };
    const first = planSheets(sheets, { fileName: 'a.csv', options, fields: FIELDS });
    expect(first.guessed.mapping.computerNo).toBeNull();
    const remembered = new Map([
      [first.fingerprint, { mapping: first.mapping, by: '钱主管', on: '2026-11-28' }],
    ]);
    const titled = [{ name: 'a', rows: [['资产清单', '姓名'], ...sheets[0]!.rows], merges: [] }];
    const again = planSheets(titled, {
      fileName: 'b.csv',
      options: {},
      fields: FIELDS,
      remembered,
    });
    expect(again.remembered).toEqual({ by: '钱主管', on: '2026-11-28' });
    expect(again.headerRow).toBe(2);
    expect(again.rows.map((row) => row.values)).toEqual([{ computerNo: 'PC-1', userName: '张三' }]);
    const other = planSheets(titled, {
      fileName: 'b.csv',
      options: { headerRow: 1, mapping: { userName: 1 } },
      fields: FIELDS,
      remembered,
    });
    expect(other.remembered).toBeUndefined();
  });

  it('reads 100,000 rows', async () => {
    const lines = Array.from({ length: 100_000 }, (_, n) => `PC-${n},员工${n},2024-05-01,✓,${n}`);
    const found = await plan(csv(`计算机编号,姓名,安装日期,商业软件,数量\n${lines.join('\n')}\n`));
    expect(found.rows).toHaveLength(100_000);
    expect(found.rows.at(-1)!.values).toEqual({
      computerNo: 'PC-99999',
      userName: '员工99999',
      installedOn: '2024-05-01',
      commercial: true,
      count: 99_999,
    });
    const report = reported(
      found as never,
      found.rows.map((row) => [row.at, { verdict: 'create' }]),
      true,
    );
    expect(report.rows).toHaveLength(1000);
    expect(report.counts.create).toBe(100_000);
  }, 240_000);
});
