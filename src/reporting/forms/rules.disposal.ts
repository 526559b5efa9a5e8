/** 软件处置审批表 as printed (PZ-2.7): the request, the numbers, the opinions one under another on A4. */
import type { Layout, LayoutData } from '../../base/layout.ts';
import {
  DISPOSAL_METHODS,
  DISPOSAL_REASONS,
  type DisposalRecord,
} from '../../installation/disposals/shapes.ts';
import { titleRow } from './rules.paper.ts';
import {
  BLANK_DATE,
  boxes,
  fieldCell,
  labelCell,
  longDate,
  openCell,
  PORTRAIT_PAGE,
  PRINT_STYLES,
} from './rules.print.ts';

const TITLE = '软件处置审批表';

const pair = (left: [string, string], right: [string, string]) => ({
  height: 28,
  cells: [labelCell(left[0]), fieldCell(left[1]), labelCell(right[0]), fieldCell(right[1])],
});
const wide = (title: string, field: string, height: number) => ({
  height,
  cells: [labelCell(title), fieldCell(field, 3)],
});
const opinion = (title: string, key: string) => [
  { height: 46, cells: [labelCell(title, 1, 2), fieldCell(`${key}Opinion`, 3)] },
  { height: 26, cells: [fieldCell(`${key}By`, 3, { align: 'right' })] },
];

/** Without the head's part where the unit does without him. */
export function disposalLayout(headApproves: boolean): Layout {
  return {
    id: 'disposal',
    title: TITLE,
    page: PORTRAIT_PAGE,
    cols: [34, 52, 30, 54],
    styles: PRINT_STYLES,
    rows: [
      titleRow(TITLE, 4),
      {
        height: 24,
        cells: [
          openCell({ field: 'organizationName', before: '单位名称（盖章）：' }, 2, 'left'),
          openCell({ field: 'disposalNo', before: '处置编号：' }, 2, 'right'),
        ],
      },
      pair(['申请部门', 'departmentName'], ['申请人', 'requestedBy']),
      pair(['申请日期', 'requestedOn'], ['接收单位', 'recipient']),
      wide('处置方式', 'method', 28),
      wide('处置软件', 'software', 84),
      wide('处置原因', 'reason', 62),
      wide('情况说明', 'explanation', 76),
      ...opinion('信息化部门\n鉴定意见', 'it'),
      ...opinion('资产管理部门\n意见', 'asset'),
      ...(headApproves ? opinion('单位负责人\n意见', 'head') : []),
      wide('处置结果', 'result', 34),
    ],
  };
}

/** Whether a sheet has the head's part: he has spoken, or he still has to. */
export function headTakesPart(one: DisposalRecord): boolean {
  if (one.steps.some((step) => step.action === 'approve')) return true;
  return one.approvedOn === null && one.headApproves;
}

function lineText(line: DisposalRecord['lines'][number]): string {
  const quantity =
    line.licenseQuantity === 'unlimited' ? '许可不限' : `许可 ${line.licenseQuantity ?? 0} 个`;
  const amount =
    line.purchaseAmountFen === null ? [] : [`${(line.purchaseAmountFen / 100).toFixed(2)} 元`];
  const life =
    line.lifeFrom === null || line.minLifeYears === null
      ? ['使用年限由鉴定核实']
      : [`${line.lifeFrom} 购入`, `最低 ${line.minLifeYears} 年`, `${line.lifeReachedOn} 达到`];
  const name = [line.softwareNo, line.softwareName, line.softwareVersion].filter(Boolean).join(' ');
  return `${name}（${[quantity, ...amount, ...life].join('，')}）`;
}

export function disposalData(one: DisposalRecord): LayoutData {
  const reasons = Object.values(DISPOSAL_REASONS).map(({ label }) => label);
  const methods = Object.values(DISPOSAL_METHODS).map(({ label }) => label);
  const ticked = DISPOSAL_REASONS[one.reason].label;
  const computers = one.devices.map((device) => device.computerNo).join('、');
  const explanation = [
    one.explanation,
    one.notMovable && `无法迁移的原因：${one.notMovable}`,
    computers && `报废的计算机：${computers}`,
  ];
  return {
    fields: {
      organizationName: one.organizationName,
      disposalNo: one.disposalNo,
      departmentName: one.departmentName,
      requestedBy: one.requestedBy,
      requestedOn: longDate(one.requestedOn),
      recipient: one.recipient || '--',
      method: boxes(methods, DISPOSAL_METHODS[one.method].label),
      software: one.lines.map(lineText).join('\n'),
      reason: reasons.map((label) => boxes([label], ticked)).join('\n'),
      explanation: explanation.filter(Boolean).join('\n'),
      ...opinionFields(one, 'it', 'appraise', '鉴定人'),
      ...opinionFields(one, 'asset', 'assetApprove', '审批人'),
      ...opinionFields(one, 'head', 'approve', '审批人'),
      result: one.disposedOn
        ? `${longDate(one.disposedOn)}处置，软件编号已关闭，软件使用情况汇总表（附件7）已更新。`
        : '',
    },
    rows: [],
  };
}

/** The opinion that stands: what was sent back and given again is told by the last one. */
function opinionFields(one: DisposalRecord, key: string, action: string, who: string) {
  const given = one.steps.findLast((step) => step.action === action);
  const back = one.steps.findLastIndex((step) => BACK[action]?.includes(step.action));
  const stands = given && one.steps.indexOf(given) > back ? given : undefined;
  const opinion = stands ? stands.opinion || '同意' : '';
  const by = stands?.actorName ?? '　　　　　　';
  return {
    [`${key}Opinion`]: opinion,
    [`${key}By`]: `${who}签字：${by}　　${stands ? longDate(stands.at) : BLANK_DATE}`,
  };
}

/** What takes an opinion back. */
const BACK: Record<string, string[]> = {
  appraise: ['assetReturn', 'resubmit'],
  assetApprove: ['headReturn', 'assetReturn', 'resubmit'],
  approve: ['headReturn', 'assetReturn', 'resubmit'],
};
