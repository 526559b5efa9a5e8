/** 附件8 软件使用情况明细表 as printed: every person, every computer, every program; one computer is one block (TZ-2.1–2.3). */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import type { Form8, Form8Computer, FormHeader } from '../../ledgers/registers/shapes.ts';
import {
  EMPTY_MARK,
  headCell,
  headerFields,
  LEDGER_PAGE,
  LEDGER_STYLES,
  PAGE_FOOTER,
  signatureRow,
  termValue,
  titleRow,
} from './rules.paper.ts';

const TITLE = '软件使用情况明细表';

const BODY: BodyColumn[] = [
  { key: 'lineNo', type: 'integer' },
  { key: 'departmentName', grouped: true },
  { key: 'userName', grouped: true },
  { key: 'computerNo', grouped: true },
  { key: 'computerBrand', grouped: true },
  { key: 'softwareNo' },
  { key: 'softwareName', align: 'left' },
  { key: 'installedVersion' },
  { key: 'licenseTerm' },
  { key: 'commercial', type: 'tick' },
  { key: 'oem', type: 'tick' },
  { key: 'free', type: 'tick' },
  { key: 'installedOn', type: 'date' },
];

export const FORM8: Layout = {
  id: 'form8',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [12, 24, 16, 24, 26, 18, 29, 21, 23, 17, 18, 17, 22],
  styles: LEDGER_STYLES,
  footer: PAGE_FOOTER,
  rows: [
    titleRow(TITLE, 13),
    signatureRow([5, 2, 2, 4]),
    {
      repeat: true,
      cells: [
        ...['序号', '部门', '姓名', '计算机编号', '计算机品牌'].map((name) => headCell(name, 1, 2)),
        ...['软件编号', '软件名称', '软件版本', '许可期限'].map((name) => headCell(name, 1, 2)),
        headCell('软件类型', 3),
        headCell('安装日期', 1, 2),
      ],
    },
    {
      repeat: true,
      cells: ['商业软件', 'OEM软件', '免费软件'].map((name) => headCell(name)),
    },
  ],
  body: { columns: BODY, empty: EMPTY_MARK },
};

/** Column titles and widths of the list that stands for the form when there are too many lines to print. */
export const FORM8_LIST = [
  { title: '序号', type: 'integer', width: 9 },
  { title: '部门', width: 22 },
  { title: '姓名', width: 12 },
  { title: '计算机编号', width: 18 },
  { title: '计算机品牌', width: 22 },
  { title: '软件编号', width: 12 },
  { title: '软件名称', width: 36 },
  { title: '软件版本', width: 16 },
  { title: '许可期限', width: 20 },
  { title: '商业软件', width: 9 },
  { title: 'OEM软件', width: 9 },
  { title: '免费软件', width: 9 },
  { title: '安装日期', type: 'date', width: 12 },
] as const;

export function form8Data(form: Form8): LayoutData {
  return { fields: headerFields(form.header as FormHeader), rows: form.computers.flatMap(blockOf) };
}

type BlockRow = LayoutData['rows'][number];

/** A computer without software keeps its line, with nothing in the software cells. */
function blockOf(computer: Form8Computer): BlockRow[] {
  const { deviceId, departmentName, userName, computerNo, computerBrand } = computer;
  const owner = { departmentName, userName, computerNo, computerBrand };
  if (computer.lines.length === 0) return [{ group: deviceId, values: owner }];
  return computer.lines.map(({ softwareId: _id, softwareType, ...line }) => ({
    group: deviceId,
    values: {
      ...owner,
      ...line,
      licenseTerm: termValue(line.licenseTerm),
      // 自主开发 is the unit's own and bought by nobody; the form has only three columns.
      commercial: softwareType === 'commercial' || softwareType === 'selfDeveloped',
      oem: softwareType === 'oem',
      free: softwareType === 'free',
    },
  }));
}

/** The same lines as cells of the plain list: nothing merged, every line complete, so that it can be filtered. */
export function form8ListRows(computer: Form8Computer): (string | number | null)[][] {
  return blockOf(computer).map(({ values }) =>
    BODY.map(({ key, type }) => {
      const cell = values[key];
      if (type === 'tick') return cell === true ? '✓' : null;
      if (cell === null) return EMPTY_MARK;
      return typeof cell === 'string' || typeof cell === 'number' ? cell : null;
    }),
  );
}
