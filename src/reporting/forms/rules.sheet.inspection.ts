/** 检查表 as printed (RC-4.1): one computer, its items with verdicts, signed by the inspector and the user. */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import {
  DEVICE_TYPES,
  SHEET_STATEMENT,
  SHEET_STATES,
  type SheetRecord,
  VERDICTS,
} from '../../daily/inspections/shapes.ts';
import { headCell, PAGE_FOOTER, titleRow } from './rules.paper.ts';
import {
  BLANK_DATE,
  fieldCell,
  labelCell,
  longDate,
  openCell,
  PORTRAIT_PAGE,
  PRINT_STYLES,
  signatureWords,
} from './rules.print.ts';

const TITLE = '软件使用情况检查表';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'label', title: '检查项目', align: 'left' },
  { key: 'verdict', title: '结果' },
  { key: 'note', title: '情况说明', align: 'left' },
];

const pair = (left: [string, string], right: [string, string]) => ({
  height: 28,
  cells: [
    labelCell(left[0], 1),
    fieldCell(left[1], 1),
    labelCell(right[0]),
    fieldCell(right[1], 1),
  ],
});

export const INSPECTION_SHEET: Layout = {
  id: 'sheet',
  title: TITLE,
  page: PORTRAIT_PAGE,
  cols: [26, 60, 32, 52],
  styles: PRINT_STYLES,
  footer: PAGE_FOOTER,
  rows: [
    titleRow(TITLE, 4),
    {
      height: 24,
      cells: [
        openCell({ field: 'organizationName', before: '单位名称：' }, 2, 'left'),
        openCell({ field: 'title', before: '检查：' }, 2, 'left'),
      ],
    },
    pair(['计算机编号', 'computerNo'], ['计算机品牌', 'computerBrand']),
    pair(['设备类型', 'deviceType'], ['使用部门', 'departmentName']),
    pair(['使用人', 'personName'], ['检查情况', 'state']),
    { height: 28, repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
  tail: [
    { height: 44, cells: [labelCell('对照发现'), fieldCell('findings', 3)] },
    { height: 36, cells: [labelCell('备注'), fieldCell('note', 3)] },
    {
      height: 40,
      cells: [
        labelCell('检查人'),
        fieldCell('checkedBy', 1),
        labelCell('日期'),
        fieldCell('checkedOn', 1, { align: 'center' }),
      ],
    },
    { height: 28, cells: [fieldCell('statement', 4)] },
    {
      height: 60,
      cells: [
        labelCell('使用人签字'),
        fieldCell('userSign', 1, { picture: 'user' }),
        labelCell('日期'),
        fieldCell('userDate', 1, { align: 'center' }),
      ],
    },
  ],
};

/** Before the inspection it is a sheet for the pen. */
export function sheetData(sheet: SheetRecord, organizationName: string): LayoutData {
  const answers = new Map(sheet.answers.map((one) => [one.key, one]));
  return {
    fields: {
      organizationName,
      title: sheet.title,
      computerNo: sheet.computerNo,
      computerBrand: sheet.computerBrand,
      deviceType: DEVICE_TYPES[sheet.deviceType].label,
      departmentName: sheet.departmentName,
      personName: sheet.personName,
      state: sheet.state === 'pending' ? '' : SHEET_STATES[sheet.state].label,
      findings: sheet.findings.map(({ content }) => content).join('\n'),
      note: sheet.note,
      checkedBy: sheet.checkedBy ?? '',
      checkedOn: sheet.checkedAt ? longDate(sheet.checkedAt) : BLANK_DATE,
      statement: `　　${SHEET_STATEMENT}`,
      userSign: signatureWords(sheet.signature ?? undefined),
      userDate: longDate(sheet.signature?.signedOn),
    },
    rows: sheet.items.map((item, at) => ({
      values: {
        lineNo: at + 1,
        label: item.label,
        verdict: verdictOf(answers.get(item.key)?.verdict),
        note: answers.get(item.key)?.note ?? '',
      },
    })),
  };
}

/** Boxes for the pen where nothing is ticked yet. */
function verdictOf(verdict: keyof typeof VERDICTS | undefined): string {
  return verdict ? VERDICTS[verdict].label : '□合格 □不合格';
}
