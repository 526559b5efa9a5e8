/** Codes as people type them, and what counts as a change between two papers. */
import { describe, expect, test } from 'vitest';
import { changedLayout } from '../../base/layout.change.ts';
import { type Layout, type LayoutData, resolveLayout } from '../../base/layout.ts';
import { FORM7 } from '../forms/rules.form7.ts';
import { codeOf, contentDigest } from './rules.code.ts';
import { differencesBetween } from './rules.differences.ts';
import { type PrintContent, readCode, spacedCode } from './rules.ts';

type Line = Record<string, string | number>;
const line = (softwareNo: string, more: Line = {}): Line => ({
  softwareNo,
  softwareName: `软件${softwareNo}`,
  softwareVersion: '1',
  softwareType: '商业软件',
  installedQuantity: 1,
  ...more,
});
function paper(
  lines: Line[],
  fields: LayoutData['fields'] = {},
  layout: Layout = FORM7,
): PrintContent {
  const rows = lines.map((values, at) => ({ values: { lineNo: at + 1, ...values } }));
  const sheet = resolveLayout(layout, { fields: { preparedBy: '甲', ...fields }, rows });
  return { sheets: [{ name: '附件7', sheet }], pictures: {} };
}
const told = (before: PrintContent, after: PrintContent, options = {}) =>
  differencesBetween(before, after, options).items.map(
    (one) => `${one.kind} ${one.where}: ${one.before} → ${one.after}`,
  );

describe('codes', () => {
  const subject = { unitId: 'u', kind: 'form7', record: 'all' };
  const code = codeOf(contentDigest(subject, paper([line('A')])));

  test('equal content has the same code, another word or record another one', () => {
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/);
    expect(codeOf(contentDigest(subject, paper([line('A')])))).toBe(code);
    expect(codeOf(contentDigest(subject, paper([line('B')])))).not.toBe(code);
    expect(codeOf(contentDigest({ ...subject, record: 'x' }, paper([line('A')])))).not.toBe(code);
  });

  test('are read as people type them, or as the address a camera finds', () => {
    const typed = spacedCode(code).toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    for (const text of [
      code,
      typed,
      ` ${spacedCode(code)} `,
      `https://x.test:8/u/DW/v/${code}?a=1`,
    ]) {
      expect(readCode(text), text).toBe(code);
    }
    for (const text of ['', code.slice(1), `${code}0`, 'U'.repeat(12), 'https://x.test/u/DW/v/']) {
      expect(readCode(text), text).toBeUndefined();
    }
  });
});

describe('differences', () => {
  const lines = ['A', 'B', 'C', 'D'].map((no) => line(no));

  test('columns moved, hidden or added since are told once, and no line differs for it', () => {
    const own = changedLayout(FORM7, {
      columns: [
        { key: 'softwareNo', title: '编号' },
        { key: 'lineNo', hidden: true },
        { key: 'extra1', title: '存放' },
      ],
    });
    const columns = /^changed 表格的列: 序号、软件编号、.* → 编号、存放、软件名称、/;
    const [one, ...others] = told(paper(lines), paper(lines, {}, own));
    expect(one).toMatch(columns);
    expect(others).toEqual([]);
    const changed = [line('A', { installedQuantity: 2 }), ...lines.slice(1)];
    expect(told(paper(lines), paper(changed, {}, own)).slice(1)).toEqual([
      'changed A 软件A · 安装数量: 1 → 2',
    ]);
    expect(told(paper(lines, {}, own), paper(lines, {}, own))).toEqual([]);
  });

  test('none between equal papers; who printed it can be left out', () => {
    expect(told(paper(lines), paper(lines))).toEqual([]);
    const other = paper(lines, { preparedBy: '乙' });
    expect(told(paper(lines), other)).toHaveLength(1);
    expect(told(paper(lines), other, { signatureLine: false })).toEqual([]);
  });

  test('a changed cell is named by its line and column', () => {
    const after = paper(
      lines.map((one, at) => (at === 1 ? { ...one, installedQuantity: 7 } : one)),
    );
    expect(told(paper(lines), after)).toEqual(['changed B 软件B · 安装数量: 1 → 7']);
  });

  test('a line put in or taken out does not make the others differ', () => {
    const more = [lines[0]!, line('X'), ...lines.slice(1)];
    expect(told(paper(lines), paper(more)).map((one) => one.slice(0, 14))).toEqual(
      ['added :  → 2　X'].map((one) => one.slice(0, 14)),
    );
    expect(told(paper(more), paper(lines))[0]).toMatch(/^removed : 2　X　软件X.* → $/);
  });

  test('a line gone and another changed are two things', () => {
    const after = paper([lines[0]!, { ...lines[2]!, installedQuantity: 9 }, lines[3]!]);
    const found = told(paper(lines), after);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatch(/^removed .*B/);
    expect(found[1]).toBe('changed C 软件C · 安装数量: 1 → 9');
  });

  test('cells of the head by the words before them; sheets and signatures come and go', () => {
    expect(told(paper(lines, { totalStaff: 5 }), paper(lines, { totalStaff: 6 }))).toEqual([
      'changed 总人数: 5 → 6',
    ]);
    const two = {
      ...paper(lines),
      sheets: [...paper(lines).sheets, { name: 'S2', sheet: paper([]).sheets[0]!.sheet }],
    };
    expect(told(two, paper(lines))).toEqual(['removed S2: 软件使用情况汇总表 → ']);
    expect(told(paper(lines), { ...paper(lines), pictures: { user: 'x' } })).toEqual([
      'added 签名:  → 手写签名',
    ]);
  });

  test('thousands of lines with a few changes are compared at once', () => {
    const many = Array.from({ length: 5000 }, (_, at) => line(`N${at}`));
    const after = many.filter((_, at) => at % 500 !== 7);
    expect(differencesBetween(paper(many), paper(after)).total).toBe(10);
  });
});
