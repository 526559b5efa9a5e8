/** 附件3 软件使用需求申请表 as printed (PZ-2.1, RC-2.1); landscape, with both opinions below the lines. */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import { DEMAND_TYPES, type DemandRecord } from '../../configuration/demands/shapes.ts';
import { headCell, LEDGER_PAGE, LEDGER_STYLES, signatureRow, titleRow } from './rules.paper.ts';
import { longDate } from './rules.print.ts';

const TITLE = '软件使用需求申请表';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'softwareType', title: '软件类型' },
  { key: 'softwareName', title: '软件名称' },
  { key: 'softwareVersion', title: '软件版本' },
  { key: 'purpose', title: '软件用途' },
  { key: 'functionalRequirement', title: '功能要求' },
  { key: 'requestedQuantity', title: '申请数量', type: 'integer' },
  { key: 'isDomestic', title: '是否国产' },
  { key: 'remark', title: '备注' },
];

export const FORM3: Layout = {
  id: 'form3',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [12, 24, 44, 26, 52, 42, 18, 18, 31],
  styles: LEDGER_STYLES,
  rows: [
    titleRow(TITLE, 9),
    signatureRow([3, 2, 2, 2]),
    {
      cells: [
        {
          text: { field: 'departmentName', before: '部门：' },
          span: 4,
          style: 'line',
          align: 'left',
          border: false,
        },
        {
          text: { field: 'demandNo', before: '编号：' },
          span: 5,
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

export function form3Data(one: DemandRecord): LayoutData {
  return {
    fields: {
      organizationName: one.organizationName,
      preparedBy: one.preparedBy,
      preparerPhone: one.preparerPhone,
      preparedOn: one.preparedOn,
      departmentName: `${one.departmentName}（${one.planYear}年度）`,
      demandNo: one.demandNo,
    },
    rows: one.lines.map((line, at) => ({
      values: {
        lineNo: at + 1,
        softwareType: DEMAND_TYPES[line.softwareType].label,
        softwareName: line.softwareName,
        softwareVersion: line.softwareVersion,
        purpose: line.purpose,
        functionalRequirement: line.functionalRequirement,
        requestedQuantity: line.requestedQuantity,
        isDomestic: line.isDomestic === null ? '' : line.isDomestic ? '是' : '否',
        remark: [
          line.remark,
          line.reviewNote && `核定 ${line.approvedQuantity}：${line.reviewNote}`,
        ]
          .filter(Boolean)
          .join('；'),
      },
    })),
  };
}

export type Opinion = { title: string; words: string };
type Step = {
  action: string;
  opinion: string;
  actorName: string;
  onBehalfOf: string | null;
  at: string;
};

/** The last opinion under each heading; one that is not given is left for the pen. */
export function opinionsOf(
  steps: readonly Step[],
  blocks: readonly { title: string; actions: readonly string[] }[],
): Opinion[] {
  return blocks.map(({ title, actions }) => {
    const step = steps.filter((one) => actions.includes(one.action)).at(-1);
    if (!step) return { title, words: `　　　　　　审核人：　　　　　　${longDate(null)}` };
    const who = step.onBehalfOf ? `${step.actorName}（代${step.onBehalfOf}）` : step.actorName;
    return { title, words: `${step.opinion || '同意'}　　审核人：${who}　　${longDate(step.at)}` };
  });
}
