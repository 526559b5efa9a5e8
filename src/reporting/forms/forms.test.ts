/** Forms 7, 8 and 9 as workbooks and streams: what stands in the cells. How they look: papers/golden.test.ts. */
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { FORM7_SAMPLE, FORM8_SAMPLE, FORM9_SAMPLE } from '../../../test/forms.ts';
import { EXCEL_PARTS, xmlOf } from '../../../test/golden.ts';
import { layoutProblems } from '../../base/layout.ts';
import type { Form8Computer } from '../../ledgers/registers/shapes.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { form7File, form8File, form9File, formJson } from './commands.ts';
import { FORM7 } from './rules.form7.ts';
import { FORM8 } from './rules.form8.ts';
import { FORM9 } from './rules.form9.ts';

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}
const form7 = () => form7File('xlsx', FORM7_SAMPLE);
const form8 = async () =>
  (await form8File('xlsx', FORM8_SAMPLE.header, each(FORM8_SAMPLE.computers))) as Buffer;
const form9 = async () =>
  (await form9File('xlsx', FORM9_SAMPLE.header, each(FORM9_SAMPLE.sheets))) as Buffer;

describe('layouts', () => {
  it.each([FORM7, FORM8, FORM9])('$id fills its grid and its page', (layout) => {
    expect(layoutProblems(layout)).toEqual([]);
  });
});

describe('workbooks', () => {
  it('hold real dates, amounts and counts, words where words are meant, and no formula', async () => {
    const bytes = await form7();
    const { sheets } = await readSheets(bytes, { fileName: '附件7.xlsx' });
    const [sheet] = sheets;
    expect(sheet!.rows[5]!.slice(5, 13)).toEqual([
      new Date(Date.UTC(2024, 4, 1)),
      123_456.5,
      '场地授权',
      '不限',
      '2016、2019、11.8.2.9000–11.8.2.9999',
      '永久',
      '*****-*****-*****-*****-WE9H9',
      68,
    ]);
    expect(sheet!.rows[6]![2]).toBe('=HYPERLINK("http://x")');
    expect(sheet!.rows[7]!.slice(5, 12)).toEqual(['--', '--', '--', '--', '--', '--', '--']);
    expect(xmlOf(bytes, EXCEL_PARTS)).not.toContain('<f>');
  });

  it('merge one computer over its lines and keep one without software', async () => {
    const { sheets } = await readSheets(await form8(), { fileName: '附件8.xlsx' });
    const blocks = sheets[0]!.merges.filter((merge) => merge.startRow >= 4);
    expect(blocks.map(({ startRow, endRow, startCol }) => [startRow, endRow, startCol])).toEqual(
      [1, 2, 3, 4].map((col) => [4, 6, col]),
    );
    expect(sheets[0]!.rows[8]).toEqual([
      null,
      '财务处',
      '李四',
      'PC-2024-0003',
      '同方',
      ...new Array(8).fill(null),
    ]);
  });

  it('have one sheet per software number, and one even without any', async () => {
    const { sheets } = await readSheets(await form9(), { fileName: '附件9.xlsx' });
    expect(sheets.map(({ name }) => name)).toEqual(['S0001', 'F0001']);
    const none = (await form9File('xlsx', FORM9_SAMPLE.header, each([]))) as Buffer;
    expect((await readSheets(none, { fileName: 'a.xlsx' })).sheets.map(({ name }) => name)).toEqual(
      ['附件9'],
    );
  });
});

describe('forms too long for paper', () => {
  it('become a list that names every line in full', async () => {
    const stream = await form8File('xlsx', FORM8_SAMPLE.header, each(FORM8_SAMPLE.computers), {
      paperLines: 2,
    });
    expect(Buffer.isBuffer(stream)).toBe(false);
    const bytes = await buffer(stream as Exclude<typeof stream, Buffer>);
    const { sheets } = await readSheets(bytes, { fileName: 'a.xlsx' });
    expect(sheets[0]!.rows).toHaveLength(6);
    expect(sheets[0]!.rows[2]).toEqual([
      2,
      '综合业务与信息化处',
      '张三',
      'PC-2024-0001',
      '联想 启天 M455',
      'O0001',
      'Windows 11 家庭中文版',
      '23H2',
      '--',
      null,
      '✓',
      null,
      new Date(Date.UTC(2024, 0, 15)),
    ]);
    const events = await form9File('xlsx', FORM9_SAMPLE.header, each(FORM9_SAMPLE.sheets), {
      paperLines: 2,
    });
    const rows = await readSheets(await buffer(events as Exclude<typeof events, Buffer>), {
      fileName: 'a.xlsx',
    });
    expect(rows.sheets[0]!.rows.map((row) => [row[0], row[7], row[8], row[15]])).toEqual([
      ['软件编号', '安装', '卸载', '安装数量'],
      ['S0001', '✓', null, 1],
      ['S0001', null, '✓', 0],
      ['S0001', '✓', null, 1],
    ]);
  });

  it('end their source when the reader goes away', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Form8Computer> {
      try {
        for (;;) yield FORM8_SAMPLE.computers[0]!;
      } finally {
        ended = true;
      }
    }
    const stream = await form8File('xlsx', FORM8_SAMPLE.header, endless(), { paperLines: 10 });
    if (Buffer.isBuffer(stream)) throw new Error('not a stream');
    await new Promise((resolve) => stream.once('readable', resolve));
    stream.destroy();
    await expect.poll(() => ended).toBe(true);
  });

  it('come as JSON piece by piece', async () => {
    const text = await buffer(
      formJson(FORM8_SAMPLE.header, 'computers', each(FORM8_SAMPLE.computers)),
    );
    expect(JSON.parse(text.toString())).toEqual(FORM8_SAMPLE);
  });
});
