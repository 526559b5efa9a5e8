import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FORM6 } from '../configuration/freelist/rules.paper.ts';
import { FORM1 } from '../reporting/forms/rules.form1.ts';
import { FORM3 } from '../reporting/forms/rules.form3.ts';
import { FORM4 } from '../reporting/forms/rules.form4.ts';
import { FORM5 } from '../reporting/forms/rules.form5.ts';
import { FORM7 } from '../reporting/forms/rules.form7.ts';
import { FORM8 } from '../reporting/forms/rules.form8.ts';
import { FORM9 } from '../reporting/forms/rules.form9.ts';
import { changedLayout, changeProblems, type LayoutChange } from './layout.change.ts';
import { layoutProblems, resolveLayout } from './layout.ts';

const FORMS = [FORM1, FORM3, FORM4, FORM5, FORM6, FORM7, FORM8, FORM9];
const head = (layout: typeof FORM7) =>
  layout.rows.filter((row) => row.repeat).map((row) => row.cells.map((cell) => cell.text));

describe('a changed layout', () => {
  it('has the columns in the order wanted, renamed, hidden and added, with the values they had', () => {
    const changed = changedLayout(FORM7, {
      title: '软件台账汇总表',
      columns: [
        { key: 'softwareName', title: '名称' },
        { key: 'softwareNo' },
        { key: 'serialNumber', hidden: true },
        { key: 'extra1', title: '存放位置', text: '机要室' },
      ],
    });
    expect(head(changed)[0]!.slice(0, 4)).toEqual(['名称', '软件编号', '存放位置', '序号']);
    expect(head(changed)[0]).not.toContain('序列号');
    const sheet = resolveLayout(changed, {
      fields: {},
      rows: [{ values: { softwareName: '甲', softwareNo: 'S0001', lineNo: 1 } }],
    });
    expect(sheet.rows[0]!.cells[0]!.display).toBe('软件台账汇总表');
    expect(
      sheet.rows
        .at(-1)!
        .cells.slice(0, 4)
        .map((cell) => cell.display),
    ).toEqual(['甲', 'S0001', '机要室', '1']);
  });

  it('keeps a heading over its columns while they stand together, and says it twice when they do not', () => {
    const moved = changedLayout(FORM8, {
      columns: [{ key: 'oem' }, { key: 'lineNo' }, { key: 'commercial' }, { key: 'free' }],
    });
    expect(head(moved)).toEqual([
      [
        ...['软件类型', '序号', '软件类型', '部门', '姓名', '计算机编号', '计算机品牌'],
        ...['软件编号', '软件名称', '软件版本', '许可期限', '安装日期'],
      ],
      ['OEM软件', '商业软件', '免费软件'],
    ]);
    expect(layoutProblems(moved)).toEqual([]);
  });

  it('without a change is the layout itself', () => {
    for (const layout of FORMS) expect(changedLayout(layout, { columns: [] })).toEqual(layout);
  });

  it('is sound whatever is done to whichever form, as long as nothing was wrong with the change', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FORMS),
        fc.infiniteStream(fc.nat(1000)),
        fc.nat(3),
        (layout, dice, added) => {
          const next = () => dice.next().value as number;
          const keys = [
            ...layout.body!.columns.map(({ key }) => key),
            ...Array.from({ length: added }, (_, n) => `extra${n}`),
          ];
          const change: LayoutChange = {
            columns: keys
              .map((key) => ({ key, at: next() }))
              .sort((a, b) => a.at - b.at)
              .filter(() => next() % 4 > 0)
              .map(({ key }) => ({
                key,
                hidden: next() % 4 === 0,
                width: next() % 3 === 0 ? 8 + (next() % 60) : undefined,
              })),
          };
          if (changeProblems(layout, change).length > 0) return;
          const changed = changedLayout(layout, change);
          expect(layoutProblems(changed)).toEqual([]);
          const shown = changed.body!.columns.map(({ key }) => key);
          const hidden = change.columns.filter((one) => one.hidden).map(({ key }) => key);
          for (const key of hidden) expect(shown).not.toContain(key);
        },
      ),
      { numRuns: 400 },
    );
  });

  it('is refused with the reason', () => {
    expect(changeProblems(FORM7, { columns: [{ key: 'nothing' }] })).toEqual([
      '表中没有要调整的列',
    ]);
    expect(
      changeProblems(FORM7, { columns: [{ key: 'lineNo' }, { key: 'lineNo', hidden: true }] }),
    ).toContain('同一列出现了两次');
    const all = FORM7.body!.columns.slice(0, 9).map(({ key }) => ({ key, hidden: true }));
    expect(changeProblems(FORM7, { columns: all })).toEqual(['保留的列太少，表头放不下']);
    const many = Array.from({ length: 30 }, (_, n) => ({ key: `extra${n}`, title: 'x' }));
    expect(changeProblems(FORM7, { columns: many })).toEqual(['列太多，一页宽放不下']);
  });
});
