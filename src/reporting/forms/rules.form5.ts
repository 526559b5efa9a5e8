/** 附件5 软件正版化工作信息统计表 as printed (RC-6): block, item, this year, last year; signatures below. */
import type { BodyColumn, Layout, LayoutCell, LayoutData } from '../../base/layout.ts';
import { labelOf } from '../statistics/rules.items.ts';
import { STATISTICS_BLOCKS, type StatisticsRecord } from '../statistics/shapes.ts';
import { headCell, PAGE_FOOTER, titleRow } from './rules.paper.ts';
import { PORTRAIT_PAGE } from './rules.print.ts';

const TITLE = '软件正版化工作信息统计表';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'block', title: '类别', grouped: true },
  { key: 'label', title: '项目', align: 'left' },
  { key: 'thisYear', title: '本年' },
  { key: 'lastYear', title: '上年' },
];

const line = (text: LayoutCell['text'], span: number): LayoutCell => ({
  text,
  span,
  style: 'line',
  align: 'left',
  border: false,
});

export const FORM5: Layout = {
  id: 'form5',
  title: TITLE,
  page: PORTRAIT_PAGE,
  cols: [12, 26, 64, 40, 28],
  styles: {
    title: { font: 'hei', size: 18 },
    line: { font: 'song', size: 10.5 },
    head: { font: 'song', size: 10, bold: true },
    body: { font: 'song', size: 9.5 },
  },
  footer: PAGE_FOOTER,
  rows: [
    titleRow(TITLE, 5),
    {
      cells: [
        line({ field: 'organizationName', before: '单位名称（盖章）：' }, 3),
        line({ field: 'preparedOn', type: 'longDate', before: '填表日期：' }, 2),
      ],
    },
    {
      cells: [
        line({ field: 'preparedBy', before: '填表人：' }, 3),
        line({ field: 'preparerPhone', before: '联系电话：' }, 2),
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
  tail: [
    {
      height: 30,
      cells: [
        line({ field: 'unitHead', before: '单位负责人（签字）：' }, 3),
        line({ field: 'preparer', before: '填表人（签字）：' }, 2),
      ],
    },
  ],
};

/** Signed names stand only on what is confirmed; before that the places are left for the pen. */
export function form5Data(record: StatisticsRecord): LayoutData {
  const confirmed = record.state === 'confirmed';
  return {
    fields: {
      organizationName: record.organizationName,
      preparedBy: record.preparedBy,
      preparerPhone: record.preparerPhone,
      preparedOn: record.preparedOn,
      unitHead: confirmed ? `${record.confirmedBy}　${record.confirmedOn}` : '',
      preparer: confirmed ? record.preparedBy : '',
    },
    rows: record.rows.map((row, at) => ({
      group: row.block,
      values: {
        lineNo: at + 1,
        block: STATISTICS_BLOCKS[row.block].label,
        label: labelOf(row.words),
        thisYear: row.text,
        lastYear: row.lastYear,
      },
    })),
  };
}
