/** Contracts in a sheet: one row per line, the contract's own facts on each; and the same columns for the export. */
import type { SheetColumn } from '../../platform/sheets/index.ts';
import { LICENSE_TYPES, ORIGINS, SOFTWARE_CATEGORIES } from '../software/shapes.choices.ts';
import type { ContractInput, ContractLineInput } from './shapes.ts';
import { CONTRACT_STATES, LINE_KINDS, PURCHASE_METHODS } from './shapes.ts';

/** The titles the import knows; 状态 is only told. */
export const CONTRACT_COLUMNS: SheetColumn[] = [
  { title: '合同编号', width: 20 },
  { title: '合同名称', width: 36 },
  { title: '供应商', width: 28 },
  { title: '采购方式', width: 16 },
  { title: '签订日期', width: 12, type: 'date' },
  { title: '状态', width: 10 },
  { title: '说明', width: 30 },
  { title: '计划外采购说明', width: 30 },
  { title: '内容', width: 10 },
  { title: '软件名称', width: 30 },
  { title: '软件版本', width: 14 },
  { title: '软件厂商', width: 22 },
  { title: '软件类别', width: 14 },
  { title: '产地', width: 8 },
  { title: '授权方式', width: 12 },
  { title: '许可数量', width: 10 },
  { title: '使用年限', width: 10 },
  { title: '可使用版本', width: 20 },
  { title: '单价(元)', width: 14, type: 'money' },
  { title: '金额(元)', width: 14, type: 'money' },
  { title: '兼容性要求', width: 30 },
  { title: '售后服务要求', width: 30 },
  { title: '维护的软件编号', width: 16 },
  { title: '维护到期日', width: 12, type: 'date' },
];

type Head = Omit<ContractInput, 'lines'> & {
  signedOn: string | null;
  state: keyof typeof CONTRACT_STATES;
};
type Line = ContractLineInput & { amountFen: number; renewsNo: string | null };

/** A contract without lines keeps its one row. */
export function contractRows(head: Head, lines: readonly Line[]): (string | number | null)[][] {
  const own = [
    head.contractNo,
    head.title,
    head.supplier,
    PURCHASE_METHODS[head.purchaseMethod].label,
    head.signedOn,
    CONTRACT_STATES[head.state].label,
    head.words,
    head.outsidePlanReason,
  ];
  if (lines.length === 0) return [own];
  return lines.map((line) => [
    ...own,
    LINE_KINDS[line.kind].label,
    line.softwareName,
    line.softwareVersion,
    line.publisher,
    SOFTWARE_CATEGORIES[line.category].label,
    line.origin && ORIGINS[line.origin].label,
    line.licenseType && LICENSE_TYPES[line.licenseType].label,
    line.kind === 'maintenance' ? null : (line.quantity?.toString() ?? '不限'),
    line.perpetual ? '永久' : (line.usageYears?.toString() ?? null),
    line.usableVersions,
    line.unitPriceFen / 100,
    line.amountFen / 100,
    line.compatibility,
    line.afterSales,
    line.renewsNo,
    line.maintenanceEnd,
  ]);
}

const COMPARED = [
  'kind',
  'softwareName',
  'softwareVersion',
  'publisher',
  'category',
  'origin',
  'licenseType',
  'quantity',
  'perpetual',
  'usageYears',
  'usableVersions',
  'unitPriceFen',
  'compatibility',
  'afterSales',
  'renewsId',
  'maintenanceEnd',
] as const satisfies readonly (keyof ContractLineInput)[];

/** What a sheet can say of a contract, to tell whether it says anything new. */
export function contractFacts(
  head: Omit<ContractInput, 'lines'> & { signedOn: string | null },
  lines: readonly ContractLineInput[],
): unknown {
  const { contractNo, title, supplier, purchaseMethod, words, outsidePlanReason, signedOn } = head;
  return {
    ...{ contractNo, title, supplier, purchaseMethod, words, outsidePlanReason, signedOn },
    lines: lines.map((line) => COMPARED.map((key) => line[key])),
  };
}
