/** A unit's own columns over HTTP: in the file as on the screen, with the reason where they do not fit, and back again. */
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestApp, testApp } from '../../../test/harness.ts';
import { changedLayout, changeProblems, type LineChange } from '../../base/layout.change.ts';
import { type Layout, layoutProblems, resolveLayout } from '../../base/layout.ts';
import { readSheets } from '../../platform/sheets/index.ts';
import { changeOf, editorOf, lineChanges, linesToEdit, officialTitles } from './pages/columns.ts';
import { previewData } from './rules.preview.ts';
import { LINE_FORMS, OFFICIAL } from './rules.ts';
import { LAYOUT_FORMS, type LayoutForm } from './shapes.ts';

let app: TestApp;
const unit = '/api/units/DW';

beforeAll(async () => {
  app = await testApp();
}, 120_000);

const headOf = async (form: string, row: number) => {
  const manager = await app.as('itManager');
  const file = await manager.get(`${unit}/forms/${form}`);
  const { sheets } = await readSheets(file.payload, { fileName: 'a.xlsx' });
  return { title: sheets[0]!.rows[0]![0], head: sheets[0]!.rows[row]! };
};

it('renamed, hidden, moved and added columns are in the file, and go again', async () => {
  const manager = await app.as('itManager');
  const official = await headOf('7', 4);
  const change = {
    title: '软件台账汇总表',
    columns: [
      { key: 'softwareNo', title: '编号' },
      { key: 'lineNo', hidden: true },
      { key: 'extra1', title: '存放位置' },
    ],
  };
  const saved = await manager.put(`${unit}/layouts/form7`, { change, revision: 0 });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  const own = await headOf('7', 4);
  expect(own.title).toBe('软件台账汇总表');
  expect(own.head.slice(0, 3)).toEqual(['编号', '存放位置', '软件名称']);
  expect(own.head).not.toContain('序号');
  const listed = await (await app.as('staff')).get(`${unit}/layouts`);
  expect(listed.body.items).toMatchObject([{ form: 'form7', change, revision: 1 }]);
  expect((await manager.delete(`${unit}/layouts/form7`)).status).toBe(204);
  expect(await headOf('7', 4)).toEqual(official);
});

it('what does not fit, or is stale, is refused with the reason and changes nothing', async () => {
  const manager = await app.as('itManager');
  const put = (columns: object[], revision = 0) =>
    manager.put(`${unit}/layouts/form8`, { change: { columns }, revision });
  expect((await put([{ key: 'nothing' }])).body).toMatchObject({ code: 'reporting.layoutUnfit' });
  expect((await put([{ key: 'extra1' }])).body).toMatchObject({ code: 'reporting.layoutUnnamed' });
  expect((await put([{ key: 'lineNo', title: 'x'.repeat(41) }])).status).toBe(422);
  expect((await manager.get(`${unit}/layouts`)).body.items).toEqual([]);
  const [one, two] = await Promise.all([
    put([{ key: 'lineNo', title: '甲' }]),
    put([{ key: 'lineNo', title: '乙' }]),
  ]);
  expect([one.status, two.status].sort()).toEqual([200, 409]);
  expect((await put([{ key: 'lineNo', title: '丙' }], 7)).status).toBe(409);
  const staff = await app.as('staff');
  const body = { change: { columns: [] }, revision: 0 };
  expect((await staff.put(`${unit}/layouts/form7`, body)).status).toBe(403);
});

it('the editor names every column of every form, and says nothing where nothing was done', () => {
  for (const form of Object.keys(LAYOUT_FORMS) as LayoutForm[]) {
    const layout = OFFICIAL[form];
    const columns = layout.body?.columns ?? [];
    expect(officialTitles(layout).filter(Boolean)).toHaveLength(columns.length);
    expect(changeOf(layout, '', editorOf(layout))).toEqual({ columns: [] });
    const moved = editorOf(layout).reverse();
    const change = changeOf(layout, '', moved);
    expect(editorOf(layout, change).map(({ key }) => key)).toEqual(moved.map(({ key }) => key));
    expect(resolveLayout(layout, previewData(layout)).rows.length).toBeGreaterThan(3);
  }
});

describe('lines outside the table', () => {
  const words = (layout: Layout) =>
    resolveLayout(layout, { fields: {}, rows: [] }).rows.map((row) =>
      row.cells.map((cell) => cell.display).join(' | '),
    );
  const changed = (form: LayoutForm, lines: LineChange[]) => {
    const change = { columns: [], lines };
    expect(changeProblems(OFFICIAL[form], change)).toEqual([]);
    const layout = changedLayout(OFFICIAL[form], change);
    expect(layoutProblems(layout)).toEqual([]);
    return words(layout);
  };

  it('are renamed, hidden and added where the form is no table; values stay where they come from', () => {
    const form10 = changed('form10', [
      { key: 'phone', labels: ['电话', ''] },
      { key: 'osName', hidden: true },
      { key: 'deptOpinion', labels: ['处室意见'] },
      { key: 'extra1', after: 'deptOpinion', labels: ['分管领导意见'], text: '' },
    ]);
    expect(form10).toContain('电话 |  | 申请日期 | ');
    expect(form10.join()).not.toContain('当前操作系统');
    // A line of two rows is one line: what is added stands below both.
    const at = form10.indexOf('处室意见 | ');
    expect(form10.slice(at + 1, at + 3)).toEqual(['', '分管领导意见 | ']);
    const form2 = changed('form2', [
      { key: 'signature', labels: ['签字'] },
      { key: 'extra1', after: 'signedOn', labels: ['身份证号'], text: '见档案' },
    ]);
    expect(form2).toContain(' | 签字：');
    expect(form2.at(-1)).toBe('身份证号：见档案');
    expect(changed('form11', [{ key: 'note', hidden: true }]).join()).not.toContain('说明');
  });

  it('a form keeps what it is nothing without, and names only lines it has', () => {
    const problems = (form: LayoutForm, line: LineChange) =>
      changeProblems(OFFICIAL[form], { columns: [], lines: [line] });
    expect(problems('form2', { key: 'text', hidden: true })).toEqual(['这一行不能隐藏']);
    expect(problems('form10', { key: 'nothing', hidden: true })).toEqual(['表中没有要调整的行']);
    expect(problems('form10', { key: 'extra1', after: 'nothing' })).toEqual(['表中没有要调整的行']);
    expect(problems('form10', { key: 'reason', labels: ['甲', '乙'] })).toEqual([
      '表中没有要调整的行',
    ]);
  });

  it('the editor gives back what it was given', () => {
    for (const form of LINE_FORMS) {
      const layout = OFFICIAL[form];
      expect(lineChanges(linesToEdit(layout))).toEqual([]);
      const [first] = linesToEdit(layout);
      const lines = [{ key: 'extra1', after: first!.key, labels: ['新行'], text: '话' }];
      expect(lineChanges(linesToEdit(layout, { columns: [], lines }))).toEqual(lines);
    }
  });
});
