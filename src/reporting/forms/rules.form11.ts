/** 附件11 软件安装维护确认单 as printed, signed by the technician and the computer's user (WH-1.4(1), WH-2.5(1)). */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import {
  LINE_RESULTS,
  MAINTENANCE_TYPES,
  ORDER_ORIGINS,
  type OrderLine,
  type OrderRecord,
  PERFORMER_ROLE,
  USER_ROLE,
  USER_STATEMENT,
} from '../../installation/orders/shapes.ts';
import { titleRow } from './rules.paper.ts';
import {
  boxes,
  fieldCell,
  labelCell,
  longDate,
  openCell,
  PORTRAIT_PAGE,
  PRINT_STYLES,
  signatureWords,
} from './rules.print.ts';

const TITLE = '软件安装维护确认单';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'kind', title: '维护类型' },
  { key: 'softwareNo', title: '软件编号' },
  { key: 'softwareName', title: '软件名称', align: 'left' },
  { key: 'version', title: '软件版本' },
  { key: 'before', title: '升级前编号、\n版本' },
  { key: 'result', title: '完成情况' },
];

const pair = (left: [string, string], right: [string, string]) => ({
  height: 30,
  cells: [
    labelCell(left[0], 2),
    fieldCell(left[1], 2),
    labelCell(right[0]),
    fieldCell(right[1], 2),
  ],
});

/** Room for a signature, by the pen or drawn on a screen. */
const signing = (title: string, key: string) => ({
  height: 66,
  cells: [
    labelCell(title, 2),
    fieldCell(`${key}Sign`, 2, { picture: key }),
    labelCell('日期'),
    fieldCell(`${key}Date`, 2, { align: 'center' as const }),
  ],
});

export const FORM11: Layout = {
  id: 'form11',
  title: TITLE,
  page: PORTRAIT_PAGE,
  cols: [12, 22, 22, 38, 27, 26, 23],
  styles: PRINT_STYLES,
  rows: [
    titleRow(TITLE, 7),
    {
      height: 24,
      cells: [
        openCell({ field: 'organizationName', before: '单位名称：' }, 4, 'left'),
        openCell({ field: 'orderNo', before: '单号：' }, 3, 'right'),
      ],
    },
    pair(['使用部门', 'departmentName'], ['计算机使用人', 'userName']),
    pair(['计算机编号', 'computerNo'], ['计算机品牌', 'computerBrand']),
    { height: 30, cells: [labelCell('来源', 2), fieldCell('origin', 5)] },
    { height: 30, repeat: true, cells: COLUMNS.map(({ title }) => labelCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
  tail: [
    { height: 30, cells: [labelCell('完成情况', 2), fieldCell('result', 5)] },
    { height: 44, cells: [labelCell('说明', 2), fieldCell('note', 5)] },
    signing('安装维护人签字', 'performer'),
    { height: 30, cells: [fieldCell('statement', 7)] },
    signing('计算机使用人\n签字确认', 'user'),
  ],
};

const RESULTS = ['完成', '部分完成', '未完成'];

/** `originNo`: number of the application or campaign, where the reader may see it. */
export function form11Data(
  order: OrderRecord,
  organizationName: string,
  originNo: string | null,
): LayoutData {
  const performer = order.signatures.find((one) => one.role === PERFORMER_ROLE);
  const user = order.signatures.find((one) => one.role === USER_ROLE);
  return {
    fields: {
      organizationName,
      orderNo: order.orderNo,
      departmentName: order.departmentName,
      userName: order.userName,
      computerNo: order.computerNo,
      computerBrand: order.computerBrand,
      origin: [ORDER_ORIGINS[order.origin].label, originNo].filter(Boolean).join(' '),
      result: boxes(RESULTS, resultOf(order.lines)),
      note: [order.note, ...order.lines.map(noteOf)].filter(Boolean).join('\n'),
      performerSign: signatureWords(performer),
      performerDate: longDate(order.performedOn ?? performer?.signedOn),
      statement: `　　${USER_STATEMENT}`,
      userSign: signatureWords(user),
      userDate: longDate(user?.signedOn),
    },
    rows: order.lines.map((line) => ({
      values: {
        lineNo: line.lineNo,
        kind: MAINTENANCE_TYPES[line.kind].label,
        softwareNo: line.softwareNo,
        softwareName: line.softwareName,
        version: line.version,
        before: [line.fromSoftwareNo, line.fromVersion].filter(Boolean).join(' '),
        result: line.result === 'pending' ? '' : LINE_RESULTS[line.result].label,
      },
    })),
  };
}

/** Empty while lines are open: then it is ticked by hand. */
function resultOf(lines: readonly OrderLine[]): string {
  if (lines.some((line) => line.result === 'pending')) return '';
  const done = lines.filter((line) => line.result !== 'notDone').length;
  return done === lines.length ? '完成' : done === 0 ? '未完成' : '部分完成';
}

function noteOf(line: OrderLine): string {
  return line.note && `${line.lineNo}. ${line.note}`;
}
