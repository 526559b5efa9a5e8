/** 检查通报 as printed (RC-4.1): A4 upright, head as official papers have it, figures or the department's problems as one table. */
import type { BodyColumn, Layout, LayoutData, LayoutRow } from '../../base/layout.ts';
import type { CircularContent } from '../../daily/inspections/shapes.ts';
import { headCell } from './rules.paper.ts';
import { longDate } from './rules.print.ts';

const TITLE = '检查通报';

type Column = BodyColumn & { title: string };
const PROBLEM_COLUMNS: Column[] = [
  { key: 'problemNo', title: '序号', type: 'integer' },
  { key: 'computerNo', title: '计算机编号' },
  { key: 'personName', title: '责任人' },
  { key: 'problem', title: '问题', align: 'left' },
  { key: 'measure', title: '整改要求', align: 'left' },
  { key: 'dueOn', title: '期限' },
];
const FIGURE_COLUMNS: Column[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'departmentName', title: '部门', align: 'left' },
  { key: 'computers', title: '应检查（台）', type: 'integer' },
  { key: 'checked', title: '已检查（台）', type: 'integer' },
  { key: 'problems', title: '问题（项）', type: 'integer' },
];

function line(field: string, span: number, style: string, align: 'left' | 'center'): LayoutRow {
  return { cells: [{ text: { field }, span, style, align, border: false }] };
}

function layoutOf(id: string, cols: number[], columns: Column[]): Layout {
  const span = columns.length;
  return {
    id,
    title: TITLE,
    page: {
      size: 'A4',
      orientation: 'portrait',
      margin: { top: 20, right: 20, bottom: 20, left: 20 },
    },
    cols,
    styles: {
      title: { font: 'hei', size: 18 },
      text: { font: 'fang', size: 14 },
      head: { font: 'song', size: 10, bold: true },
      body: { font: 'song', size: 10 },
    },
    rows: [
      { height: 40, ...line('title', span, 'title', 'center') },
      line('circularNo', span, 'text', 'center'),
      { height: 34, ...line('addressee', span, 'text', 'left') },
      line('opening', span, 'text', 'left'),
      { repeat: true, cells: columns.map(({ title }) => headCell(title)) },
    ],
    body: { columns: columns.map(({ title: _title, ...column }) => column), empty: '' },
    tail: [
      line('kinds', span, 'text', 'left'),
      line('closing', span, 'text', 'left'),
      {
        height: 64,
        cells: [
          {
            text: { field: 'signed' },
            span,
            style: 'text',
            align: 'right',
            border: false,
          },
        ],
      },
    ],
  };
}

export const CIRCULAR_FOR_ALL = layoutOf('circular-all', [14, 70, 30, 30, 26], FIGURE_COLUMNS);
export const CIRCULAR_FOR_DEPARTMENT = layoutOf(
  'circular',
  [12, 26, 18, 54, 38, 22],
  PROBLEM_COLUMNS,
);

/** A department without problems is shown its figures, as everybody is. */
export function circularLayout(content: CircularContent): Layout {
  return content.problems.length > 0 ? CIRCULAR_FOR_DEPARTMENT : CIRCULAR_FOR_ALL;
}

export function circularData(content: CircularContent): LayoutData {
  const kinds = content.kinds.map((one) => `${one.label} ${one.problems} 项`).join('，');
  return {
    fields: {
      title: content.title,
      circularNo: content.circularNo,
      addressee: `${content.addressee}：`,
      opening: content.opening,
      kinds: kinds === '' ? '' : `　　按类型：${kinds}。`,
      closing: content.closing,
      signed: `${content.issuer}\n${longDate(content.issuedOn)}`,
    },
    rows:
      content.problems.length > 0
        ? content.problems.map((one) => ({
            values: {
              problemNo: one.problemNo,
              computerNo: one.computerNo,
              personName: one.personName,
              problem: one.content,
              measure: one.measure,
              dueOn: one.dueOn,
            },
          }))
        : content.figures.map((one, at) => ({ values: { lineNo: at + 1, ...one } })),
  };
}
