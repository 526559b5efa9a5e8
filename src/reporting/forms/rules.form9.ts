/** 附件9 软件安装维护情况明细表 as printed: one sheet per 软件编号, the software above, its installs and uninstalls below (TZ-3.1–3.5). */
import type { Layout, LayoutData } from '../../base/layout.ts';
import {
  type Form9Sheet,
  type FormHeader,
  REGISTER_SOFTWARE_TYPES,
} from '../../ledgers/registers/shapes.ts';
import {
  EMPTY_MARK,
  headCell,
  headerFields,
  LEDGER_PAGE,
  LEDGER_STYLES,
  PAGE_FOOTER,
  quantityValue,
  signatureRow,
  titleRow,
} from './rules.paper.ts';

const TITLE = '软件安装维护情况明细表';

export const FORM9: Layout = {
  id: 'form9',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [24, 36, 34, 36, 28, 33, 27, 26, 23],
  styles: LEDGER_STYLES,
  footer: PAGE_FOOTER,
  rows: [
    titleRow(TITLE, 9),
    signatureRow([3, 2, 2, 2]),
    {
      cells: [
        ...['软件编号', '软件名称', '软件版本', '软件类型', '许可数量', '可使用版本'].map((name) =>
          headCell(name),
        ),
        headCell('许可期限', 3),
      ],
    },
    {
      cells: [
        ...['softwareNo', 'softwareName', 'softwareVersion', 'softwareType'].map((field) => ({
          text: { field },
          span: 1,
        })),
        { text: { field: 'licenseQuantity', type: 'integer' }, span: 1 },
        { text: { field: 'usableVersions' }, span: 1 },
        { text: { field: 'licenseTerm' }, span: 3 },
      ],
    },
    {
      repeat: true,
      cells: [
        headCell('安装/卸载', 2),
        ...['计算机编号', '计算机品牌', '使用人', '使用部门'].map((name) => headCell(name, 1, 2)),
        ...['安装/卸载版本', '安装/卸载日期', '安装数量'].map((name) => headCell(name, 1, 2)),
      ],
    },
    { repeat: true, cells: [headCell('安装'), headCell('卸载')] },
  ],
  body: {
    columns: [
      { key: 'install', type: 'tick' },
      { key: 'uninstall', type: 'tick' },
      { key: 'computerNo' },
      { key: 'computerBrand' },
      { key: 'userName' },
      { key: 'departmentName' },
      { key: 'eventVersion' },
      { key: 'eventDate', type: 'date' },
      { key: 'installedQuantity', type: 'integer' },
    ],
    empty: EMPTY_MARK,
  },
};

export function form9Data(header: FormHeader, sheet: Form9Sheet): LayoutData {
  const { software } = sheet;
  const empty = (value: string | null) => value ?? EMPTY_MARK;
  return {
    fields: {
      ...headerFields(header),
      softwareNo: software.softwareNo,
      softwareName: software.softwareName,
      softwareVersion: empty(software.softwareVersion),
      softwareType: REGISTER_SOFTWARE_TYPES[software.softwareType].label,
      licenseQuantity: quantityValue(software.licenseQuantity) ?? EMPTY_MARK,
      usableVersions: empty(software.usableVersions),
      licenseTerm: empty(software.licenseTerm),
    },
    rows: sheet.events.map(({ entryNo: _no, deviceId: _id, eventType, ...event }) => ({
      values: { ...event, install: eventType === 'install', uninstall: eventType === 'uninstall' },
    })),
  };
}

/** Column titles and widths of the list that stands for the form when there are too many lines to print. */
export const FORM9_LIST = [
  { title: '软件编号', width: 12 },
  { title: '软件名称', width: 36 },
  { title: '软件版本', width: 16 },
  { title: '软件类型', width: 11 },
  { title: '许可数量', type: 'integer', width: 9 },
  { title: '可使用版本', width: 20 },
  { title: '许可期限', width: 20 },
  { title: '安装', width: 6 },
  { title: '卸载', width: 6 },
  { title: '计算机编号', width: 18 },
  { title: '计算机品牌', width: 22 },
  { title: '使用人', width: 12 },
  { title: '使用部门', width: 22 },
  { title: '安装/卸载版本', width: 16 },
  { title: '安装/卸载日期', type: 'date', width: 12 },
  { title: '安装数量', type: 'integer', width: 9 },
] as const;

/** Every event with its software beside it, so that the list can be filtered. */
export function form9ListRows({ software, events }: Form9Sheet): (string | number | null)[][] {
  const quantity = quantityValue(software.licenseQuantity);
  const own = [
    software.softwareNo,
    software.softwareName,
    software.softwareVersion ?? EMPTY_MARK,
    REGISTER_SOFTWARE_TYPES[software.softwareType].label,
    typeof quantity === 'number' || typeof quantity === 'string' ? quantity : EMPTY_MARK,
    software.usableVersions ?? EMPTY_MARK,
    software.licenseTerm ?? EMPTY_MARK,
  ];
  return events.map((event) => [
    ...own,
    event.eventType === 'install' ? '✓' : null,
    event.eventType === 'uninstall' ? '✓' : null,
    event.computerNo,
    event.computerBrand,
    event.userName,
    event.departmentName,
    event.eventVersion,
    event.eventDate,
    event.installedQuantity,
  ]);
}
