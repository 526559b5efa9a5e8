/**
 * Names as Chinese offices have them: product, kind and edition, with the twins that differ by one word. Written by hand
 * from vendors' naming, none taken from a record; `用友某新产品` and the like are made up.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { shippedCatalogue } from '../catalogue/commands.ts';
import { createMatcher } from './rules.matcher.ts';

const match = createMatcher({ catalogue: shippedCatalogue(), unitRules: [], unitProducts: [] });

const file = fileURLToPath(
  new URL('../../../test/golden/recognition-names-zh.txt', import.meta.url),
);

type Row = { name: string; publisher: string; product: string; kind: string; edition: string };
const rows: Row[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [name, publisher, product, kind, edition = ''] = line
      .split('|')
      .map((cell) => cell.trim()) as [string, string, string, string, string?];
    return { name, publisher, product, kind, edition };
  });

function read(name: string, publisher: string): Row {
  const found = match({
    name,
    publisher,
    version: '',
    os: 'windows',
    from: 'registry',
    systemCategory: '',
  });
  const kind = found.freeScope ? `${found.kind}/${found.freeScope}` : found.kind;
  return { name, publisher, product: found.productId ?? '-', kind, edition: found.edition };
}

describe('Chinese names', () => {
  test.each(rows)('$name $publisher', (row) => {
    expect(read(row.name, row.publisher)).toEqual(row);
  });

  test('are many, and each twin is a product of its own', () => {
    expect(rows.length).toBeGreaterThan(250);
    for (const twins of [
      ['微信', '微信输入法', '微信开发者工具', '企业微信', '微信读书'],
      [
        'WPS Office 个人版',
        'WPS Office 专业版',
        'WPS Office 政府版',
        'WPS Office 教育版',
        'WPS 365',
      ],
      ['福昕阅读器', '福昕PDF编辑器', '福昕阅读器专业版'],
      ['360安全卫士', '360企业安全云', '360杀毒', '360安全浏览器', '360企业安全浏览器'],
      ['Microsoft Office 家庭和学生版 2019', 'Microsoft Office 专业增强版 2019'],
      ['浩辰CAD 2023', '浩辰CAD看图王', 'CAD快速看图'],
      ['火绒安全软件', '火绒终端安全管理系统'],
      ['搜狗输入法', '搜狗输入法政务版', '搜狗五笔输入法'],
      ['OceanBase', 'OceanBase 社区版'],
    ]) {
      const products = twins.map((name) => read(name, '').product);
      expect([twins, new Set(products).size]).toEqual([twins, twins.length]);
      expect(products).not.toContain('-');
    }
  });

  test('written in traditional characters or full width are the same products', () => {
    for (const [one, other] of [
      ['微信開發者工具', '微信开发者工具'],
      ['騰訊會議', '腾讯会议'],
      ['達夢數據庫', '达梦数据库'],
      ['百度網盤', '百度网盘'],
      ['ＷＰＳ　Ｏｆｆｉｃｅ　專業版', 'WPS Office 专业版'],
      ['向日葵遠程控制', '向日葵远程控制'],
      ['驅動精靈', '驱动精灵'],
    ] as const) {
      expect([one, read(one, '').product]).toEqual([one, read(other, '').product]);
    }
    expect(match({ ...RAW, name: '電腦管家' }).rule).not.toBe('');
  });

  test('of editions sold to organisations never count as free', () => {
    const free = ['企业版', '政府版', '政务版', '党政版', '商用版', '团队版', '信创版'].flatMap(
      (edition) =>
        ['搜狗输入法', '福昕阅读器', '钉钉', '百度网盘', '向日葵', '火绒安全软件', '迅雷', 'ToDesk']
          .map((name) => ({ name: `${name}${edition}`, found: read(`${name}${edition}`, '') }))
          .filter(({ found }) => found.kind.startsWith('free')),
    );
    expect(free).toEqual([]);
  });
});

const RAW = {
  name: '',
  publisher: '',
  version: '',
  os: 'windows',
  from: 'registry',
  systemCategory: '',
} as const;
