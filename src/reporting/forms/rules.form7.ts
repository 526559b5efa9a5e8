/** 附件7 软件使用情况汇总表 as printed: 13 columns, people and computers at the head (TZ-1.1–1.13). */
import type { Layout, LayoutCell, LayoutData, ValueType } from '../../base/layout.ts';
import { type Form7, REGISTER_SOFTWARE_TYPES } from '../../ledgers/registers/shapes.ts';
import {
  EMPTY_MARK,
  headCell,
  headerFields,
  LEDGER_PAGE,
  LEDGER_STYLES,
  PAGE_FOOTER,
  quantityValue,
  signatureRow,
  termValue,
  titleRow,
} from './rules.paper.ts';

const TITLE = '软件使用情况汇总表';

const COLUMNS: { key: string; title: string; type?: ValueType; align?: 'left' | 'right' }[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'softwareNo', title: '软件编号' },
  { key: 'softwareName', title: '软件名称', align: 'left' },
  { key: 'softwareVersion', title: '软件版本' },
  { key: 'softwareType', title: '软件类型' },
  { key: 'purchaseDate', title: '采购时间', type: 'date' },
  { key: 'purchaseAmountFen', title: '采购金额\n(单位:元)', type: 'money', align: 'right' },
  { key: 'licenseType', title: '许可类型' },
  { key: 'licenseQuantity', title: '许可数量', type: 'integer' },
  { key: 'usableVersions', title: '可使用版本' },
  { key: 'licenseTerm', title: '许可期限' },
  { key: 'serialNumber', title: '序列号', align: 'left' },
  { key: 'installedQuantity', title: '安装数量', type: 'integer' },
];

const value = (field: string, span: number): LayoutCell => ({
  text: { field, type: 'integer' },
  span,
});

export const FORM7: Layout = {
  id: 'form7',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [11, 19, 30, 21, 18, 22, 22, 18, 17, 22, 21, 29, 17],
  styles: LEDGER_STYLES,
  footer: PAGE_FOOTER,
  rows: [
    titleRow(TITLE, 13),
    signatureRow([4, 2, 3, 4]),
    {
      cells: [
        headCell('人员情况', 2),
        headCell('总人数'),
        value('totalStaff', 3),
        headCell('使用计算机人数', 2),
        value('computerUsers', 5),
      ],
    },
    {
      cells: [
        headCell('计算机情况', 2),
        headCell('服务器数'),
        value('serverCount', 3),
        headCell('台式机数', 2),
        value('desktopCount', 2),
        headCell('便携机数'),
        value('laptopCount', 2),
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: EMPTY_MARK },
};

export function form7Data(form: Form7): LayoutData {
  const { totalStaff, computerUsers, serverCount, desktopCount, laptopCount } = form.header;
  const counts = { totalStaff, computerUsers, serverCount, desktopCount, laptopCount };
  return {
    fields: { ...headerFields(form.header), ...counts },
    rows: form.lines.map(({ softwareId: _id, ...line }) => ({
      values: {
        ...line,
        softwareType: REGISTER_SOFTWARE_TYPES[line.softwareType].label,
        licenseQuantity: quantityValue(line.licenseQuantity),
        licenseTerm: termValue(line.licenseTerm),
      },
    })),
  };
}
