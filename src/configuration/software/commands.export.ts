/** The list of software numbers and the empty import sheet as Excel. Serial numbers stay masked here. */
import type { Readable } from 'node:stream';
import type { Tx } from '../../platform/db/database.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { listSoftware } from './commands.read.ts';
import { maskedSerials } from './commands.serials.ts';
import { SOFTWARE_FIELDS } from './rules.fields.ts';
import type { SoftwareListItem, SoftwareQuery } from './shapes.api.ts';
import {
  ACQUISITION_METHODS,
  LICENSE_TYPES,
  ORIGINS,
  SOFTWARE_CATEGORIES,
  SOFTWARE_STATUSES,
  SOFTWARE_TYPES,
} from './shapes.ts';

const NONE = '--';

const COLUMNS: SheetColumn[] = [
  { title: '软件编号' },
  { title: '软件名称', width: 30 },
  { title: '软件版本' },
  { title: '软件类型' },
  { title: '获得方式' },
  { title: '采购时间', type: 'date' },
  { title: '采购金额（单位：元）', type: 'money' },
  { title: '许可类型' },
  { title: '许可数量' },
  { title: '可使用版本', width: 24 },
  { title: '许可期限', width: 26 },
  { title: '序列号', width: 24 },
  { title: '安装数量', type: 'integer' },
  { title: '软件厂商', width: 24 },
  { title: '软件类别' },
  { title: '产地' },
  { title: '合同编号' },
  { title: '供应商', width: 24 },
  { title: '维护截止日期', type: 'date' },
  { title: '登记日期', type: 'date' },
  { title: '状态' },
  { title: '处置日期', type: 'date' },
  { title: '原编号' },
  { title: '备注', width: 30 },
];

function rowOf(item: SoftwareListItem, serials: readonly string[]): (string | number | null)[] {
  const commercial = item.softwareType === 'commercial';
  const cell = (value: string | null) => value ?? (commercial ? '' : NONE);
  const amount = item.purchaseAmountFen;
  return [
    item.softwareNo,
    item.softwareName,
    item.softwareVersion ?? NONE,
    SOFTWARE_TYPES[item.softwareType].label,
    ACQUISITION_METHODS[item.acquisitionMethod].label,
    item.purchaseDate ?? NONE,
    amount === null ? NONE : amount / 100,
    cell(item.licenseType && LICENSE_TYPES[item.licenseType].label),
    item.licenseQuantity === 'unlimited' ? '不限' : cell(item.licenseQuantity?.toString() ?? null),
    cell(item.usableVersionsText),
    cell(item.licenseTermText),
    serials.length > 0 ? serials.join('、') : cell(null),
    item.openInstalls,
    item.publisher,
    SOFTWARE_CATEGORIES[item.category].label,
    item.origin && ORIGINS[item.origin].label,
    item.contractNo,
    item.supplier,
    item.maintenanceEnd,
    item.registeredOn,
    SOFTWARE_STATUSES[item.status].label,
    item.disposedOn,
    item.formerNo,
    item.remark,
  ];
}

const PAGE = 500;

async function* rows(tx: Tx, unitId: string, query: SoftwareQuery) {
  let cursor: string | undefined;
  do {
    const page = await listSoftware(tx, unitId, { ...query, cursor, limit: PAGE });
    const ids = page.items.map((item) => item.id);
    const serials = await maskedSerials(tx, unitId, ids);
    for (const item of page.items) yield rowOf(item, serials.get(item.id) ?? []);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

export function softwareSheet(tx: Tx, unitId: string, query: SoftwareQuery): Promise<Readable> {
  return streamSheet({
    columns: COLUMNS,
    rows: rows(tx, unitId, { ...query, cursor: undefined }),
    sheetName: '软件与授权',
  });
}

export function softwareTemplate(): Promise<Readable> {
  return streamSheet({
    columns: SOFTWARE_FIELDS.map(({ title }) => ({ title, width: 18 })),
    rows: [],
    sheetName: '软件记录',
  });
}
