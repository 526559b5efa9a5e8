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
  cols: [24, 36, 36, 36, 28, 36, 27, 24, 20],
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
