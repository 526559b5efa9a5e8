/** Software records from a sheet: a verdict per row first, then exactly that. */
import { describe, expect, it } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { readSheets, streamSheet } from '../../platform/sheets/index.ts';

const app = await testApp();
const manager = await app.as('itManager');
const base = `/api/units/${app.unitCode}`;

async function sheet(titles: string[], rows: unknown[][]): Promise<Buffer> {
  const stream = await streamSheet({
    columns: titles.map((title) => ({ title })),
    rows,
    sheetName: '软件',
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

describe('import in the columns of 附件7', () => {
  const titles =
    '序号 软件编号 软件名称 软件版本 软件类型 采购时间 采购金额(单位:元) 许可类型 许可数量 可使用版本 许可期限 序列号 安装数量'.split(
      ' ',
    );
  const rows = [
    [
      1,
      'A-1',
      '戊财务',
      '2020',
      '商业软件',
      '2020-05-01',
      '12,000',
      '单机许可',
      10,
      '2018–2020',
      '永久',
      'KEY-1、KEY-2',
      3,
    ],
    [
      2,
      'A-2',
      '戊财务',
      '2020',
      '商业软件',
      '2021-05-01',
      '12,000',
      '单机许可',
      10,
      '2018–2020',
      '永久',
      '--',
      3,
    ],
    [3, 'A-3', '戊财务', '2020', '商业软件', '--', '--', '单机许可', 1, '2020', '3年', '--', 1],
    [4, 'A-4', '己系统', '11', 'OEM软件', '--', '--', '--', '--', '--', '--', '--', 9],
    [5, 'A-5', '己系统', '11', 'OEM软件', '2020-01-01', '--', '--', '--', '--', '--', '--', 9],
    [6, 'A-6', '庚压缩', '--', '免费软件', '--', '--', '--', '--', '--', '--', '--', 5],
    [
      7,
      'A-7',
      '戊财务',
      '2020',
      '商业软件',
      '2021-05-01',
      12000,
      '单机',
      '10',
      '2018-2020',
      '永久',
      '--',
      3,
    ],
    [
      8,
      'A-8',
      '辛安全',
      '9',
      '商业软件',
      '2023-01-01',
      500,
      '场地授权',
      '不限',
      '不限',
      '2023-01-01至2025-12-31',
      '--',
      3,
    ],
    [
      9,
      'A-9',
      '壬绘图',
      '9',
      '商业软件',
      '2023-01-01',
      500,
      '单机许可',
      '不限',
      '9',
      '永久',
      '****1234',
      3,
    ],
  ];
  const upload = async (commit: boolean) =>
    manager.upload(
      `${base}/software/import?commit=${commit}`,
      { name: '附件7.xlsx', content: await sheet(titles, rows) },
      { options: '{}' },
    );
  const verdicts = (answer: Awaited<ReturnType<typeof upload>>) =>
    Object.fromEntries(
      answer.body.rows.map((row: { rowNo: number; verdict: string }) => [
        row.rowNo - 1,
        row.verdict,
      ]),
    );

  it('tells a verdict per row before anything is written', async () => {
    const before = await manager.get(`${base}/software`);
    const report = await upload(false);
    expect(report.status).toBe(200);
    expect(verdicts(report)).toEqual({
      1: 'create',
      2: 'create',
      3: 'reject',
      4: 'create',
      5: 'reject',
      6: 'create',
      7: 'reject',
      8: 'create',
      9: 'reject',
    });
    const messages = new Map<number, string>(
      report.body.rows.map((row: { rowNo: number; messages: string[] }) => [
        row.rowNo - 1,
        row.messages.join(),
      ]),
    );
    expect(messages.get(3)).toContain('看不懂许可期限“3年”');
    expect(messages.get(5)).toContain('《软件台账管理规定》一.6');
    expect(messages.get(7)).toContain('完全相同');
    expect(messages.get(9)).toContain('隐去');
    const after = await manager.get(`${base}/software`);
    expect(after.body.total).toBe(before.body.total);
  });

  it('writes what it said, keeps equal names of different purchases apart, and repeats harmlessly', async () => {
    const report = await upload(true);
    expect(report.body.counts).toMatchObject({ create: 5, reject: 4 });
    const found = await manager.get(`${base}/software?q=${encodeURIComponent('戊财务')}`);
    expect(found.body.items).toHaveLength(2);
    expect(found.body.items[0]).toMatchObject({
      formerNo: 'A-1',
      serialCount: 2,
      licenseQuantity: 10,
      purchaseAmountFen: 1_200_000,
    });
    const site = await manager.get(`${base}/software?q=${encodeURIComponent('辛安全')}`);
    expect(site.body.items[0]).toMatchObject({
      licenseQuantity: 'unlimited',
      usableVersionsText: '不限',
      licenseTermText: '2023-01-01至2025-12-31',
    });
    const again = await upload(true);
    expect(again.body.counts).toMatchObject({ create: 0, unchanged: 5, reject: 4 });
  });

  it('a second purchase that says the same as the first is refused, also when the sheet comes again', async () => {
    const same = [
      '丁工具',
      'v1',
      '商业软件',
      '2024-03-01',
      '30',
      '单机许可',
      2,
      'v1',
      '永久',
      '--',
      0,
    ];
    const content = await sheet(titles, [
      [1, 'B-1', ...same],
      [2, 'B-2', ...same],
    ]);
    const verdicts = async (commit: boolean) => {
      const fields = { options: JSON.stringify({ commit }) };
      const file = { name: '两笔.xlsx', content };
      const { body } = await manager.upload(`${base}/software/import`, file, fields);
      return body.rows.map((row: { rowNo: number; verdict: string }) => [row.rowNo, row.verdict]);
    };
    expect(await verdicts(true)).toEqual([
      [3, 'reject'],
      [2, 'create'],
    ]);
    expect(await verdicts(true)).toEqual([
      [3, 'reject'],
      [2, 'unchanged'],
    ]);
  });

  it('gives an empty sheet that it would read', async () => {
    const file = await manager.get(`${base}/software/import-template`);
    const { sheets } = await readSheets(file.payload, { fileName: 'x.xlsx' });
    expect(sheets[0]!.rows[0]).toContain('采购金额（单位：元）');
  });
});
