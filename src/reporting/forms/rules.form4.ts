/** 附件4 软件采购计划表 as printed (PZ-2.3, RC-2.2): nine columns, the gap beside them, the sum below. */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import { PURCHASE_KINDS, type PurchaseRecord } from '../../configuration/purchases/shapes.ts';
import { LICENSE_TYPES } from '../../configuration/software/shapes.choices.ts';
import { headCell, LEDGER_PAGE, LEDGER_STYLES, signatureRow, titleRow } from './rules.paper.ts';

const TITLE = '软件采购计划表';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'softwareName', title: '软件名称' },
  { key: 'softwareVersion', title: '软件版本' },
  { key: 'licenseType', title: '授权方式' },
  { key: 'demandQuantity', title: '需求数量', type: 'integer' },
  { key: 'shortage', title: '缺口', type: 'integer' },
  { key: 'plannedQuantity', title: '采购数量' },
  { key: 'unitPrice', title: '单价(元)' },
  { key: 'amount', title: '金额(元)' },
  { key: 'usageYears', title: '使用年限' },
  { key: 'fundSource', title: '资金来源' },
  { key: 'remark', title: '备注' },
];

export const FORM4: Layout = {
  id: 'form4',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [12, 44, 24, 22, 18, 14, 18, 22, 26, 18, 26, 23],
  styles: LEDGER_STYLES,
  rows: [
    titleRow(TITLE, 12),
    signatureRow([4, 3, 2, 3]),
    {
      cells: [
        {
          text: { field: 'plan', before: '年度：' },
          span: 6,
          style: 'line',
          align: 'left',
          border: false,
        },
        {
          text: { field: 'planNo', before: '编号：' },
          span: 6,
          style: 'line',
          align: 'left',
          border: false,
        },
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
};

const yuan = (fen: number) => (fen / 100).toFixed(2);

export function form4Data(one: PurchaseRecord, preparedOn: string): LayoutData {
  const lines = one.lines.map((line, at) => ({
    values: {
      lineNo: at + 1,
      softwareName: line.softwareName,
      softwareVersion: line.softwareVersion,
      licenseType: LICENSE_TYPES[line.licenseType].label,
      demandQuantity: line.demandQuantity,
      shortage: line.shortage,
      plannedQuantity: line.plannedQuantity === null ? '不限' : String(line.plannedQuantity),
      unitPrice: yuan(line.unitPriceFen),
      amount: yuan(line.amountFen),
      usageYears: line.usageYears === null ? '永久' : `${line.usageYears}年`,
      fundSource: line.fundSource,
      remark: [line.justification, line.remark].filter(Boolean).join('；'),
    },
  }));
  const sum = { softwareName: '合计', amount: yuan(one.amountFen) };
  return {
    fields: {
      organizationName: one.organizationName,
      preparedBy: one.preparedBy,
      preparerPhone: '',
      preparedOn,
      plan: `${one.planYear}年（${PURCHASE_KINDS[one.kind].label}）`,
      planNo: one.planNo,
    },
    rows: [...lines, { values: sum }],
  };
}
