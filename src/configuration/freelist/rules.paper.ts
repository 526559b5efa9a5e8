/** 附件6 可使用免费软件清单 as printed: nine columns under the common signature line (domain 附件6, 0.4). */
import type { Layout, LayoutCell, LayoutData } from '../../base/layout.ts';
import type { FreeListHeader, FreeListLine } from './shapes.ts';

const TITLE = '可使用免费软件清单';

const COLUMNS = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'softwareNo', title: '软件编号' },
  { key: 'softwareName', title: '软件名称', align: 'left' },
  { key: 'softwareVersion', title: '软件版本' },
  { key: 'source', title: '软件来源', align: 'left' },
  { key: 'publisher', title: '软件厂商', align: 'left' },
  { key: 'publisherContact', title: '厂商客服\n联系方式' },
  { key: 'departments', title: '使用部门', align: 'left' },
  { key: 'reason', title: '使用原因', align: 'left' },
] as const;

const signature = (text: LayoutCell['text'], span: number): LayoutCell => ({
  text,
  span,
  style: 'line',
  align: 'left',
  border: false,
});

export const FORM6: Layout = {
  id: 'form6',
  title: TITLE,
  page: {
    size: 'A4',
    orientation: 'landscape',
    margin: { top: 15, right: 15, bottom: 15, left: 15 },
  },
  cols: [12, 20, 38, 25, 42, 33, 28, 31, 38],
  styles: {
    title: { font: 'hei', size: 18 },
    line: { font: 'song', size: 10.5 },
    head: { font: 'song', size: 10, bold: true },
    body: { font: 'song', size: 9.5 },
  },
  footer: '第 {p} 页 共 {n} 页',
  rows: [
    { height: 36, cells: [{ text: TITLE, span: 9, style: 'title', border: false }] },
    {
      cells: [
        signature({ field: 'organizationName', before: '单位名称（盖章）：' }, 4),
        signature({ field: 'preparedBy', before: '填表人：' }, 1),
        signature({ field: 'preparerPhone', before: '联系电话：' }, 2),
        signature({ field: 'preparedOn', type: 'longDate', before: '填表日期：' }, 2),
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ title }) => ({ text: title, span: 1, style: 'head' })) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '--' },
};

/** `first` is the number of the first line, when this is a later page of the list on screen. */
export function form6Data(
  header: FreeListHeader,
  lines: readonly FreeListLine[],
  first = 1,
): LayoutData {
  return {
    fields: { ...header },
    rows: lines.map((line, index) => ({
      values: {
        lineNo: first + index,
        softwareNo: line.softwareNo,
        softwareName: line.softwareName,
        softwareVersion: line.softwareVersion,
        source: line.source,
        publisher: line.publisher,
        publisherContact: line.publisherContact ?? '',
        departments: line.wholeUnit ? '全单位' : line.departmentNames.join('、'),
        reason: line.reason,
      },
    })),
  };
}
