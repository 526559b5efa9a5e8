/** 整改通知单 as printed (RC-4.1): one problem with its measure and day, the department's answer, the second look. */
import type { Layout, LayoutData } from '../../base/layout.ts';
import {
  PROBLEM_KINDS,
  PROBLEM_SOURCES,
  PROBLEM_STATES,
  type ProblemRecord,
} from '../../daily/inspections/shapes.ts';
import { titleRow } from './rules.paper.ts';
import {
  BLANK_DATE,
  fieldCell,
  labelCell,
  longDate,
  openCell,
  PORTRAIT_PAGE,
  PRINT_STYLES,
} from './rules.print.ts';

const TITLE = '软件使用问题整改通知单';

const pair = (left: [string, string], right: [string, string]) => ({
  height: 30,
  cells: [labelCell(left[0]), fieldCell(left[1]), labelCell(right[0]), fieldCell(right[1])],
});
const wide = (title: string, field: string, height: number) => ({
  height,
  cells: [labelCell(title), fieldCell(field, 3)],
});
const answered = (title: string, key: string) => [
  { height: 76, cells: [labelCell(title, 1, 2), fieldCell(key, 3)] },
  { height: 28, cells: [fieldCell(`${key}By`, 3, { align: 'right' })] },
];

export const RECTIFICATION: Layout = {
  id: 'rectification',
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
        openCell({ field: 'problemNo', before: '问题编号：' }, 2, 'right'),
      ],
    },
    wide('检查', 'title', 28),
    pair(['责任部门', 'departmentName'], ['责任人', 'personName']),
    pair(['计算机编号', 'computerNo'], ['问题来源', 'source']),
    wide('问题类型', 'kind', 28),
    wide('问题', 'content', 76),
    wide('整改要求', 'measure', 62),
    pair(['整改期限', 'dueOn'], ['当前状态', 'state']),
    ...answered('整改情况', 'response'),
    ...answered('复查意见', 'review'),
  ],
};

export function rectificationData(one: ProblemRecord, organizationName: string): LayoutData {
  return {
    fields: {
      organizationName,
      problemNo: String(one.problemNo),
      title: one.inspectionTitle,
      departmentName: one.departmentName,
      personName: one.personName,
      computerNo: one.computerNo,
      source: PROBLEM_SOURCES[one.source].label,
      kind: PROBLEM_KINDS[one.kind].label,
      content: one.content,
      measure: one.measure,
      dueOn: one.dueOn ? longDate(one.dueOn) : '',
      state: PROBLEM_STATES[one.state].label,
      response: one.response,
      responseBy: signed('整改负责人签字', one.respondedBy, one.respondedOn),
      review: one.review,
      reviewBy: signed('复查人签字', one.reviewedBy, one.reviewedOn),
    },
    rows: [],
  };
}

function signed(who: string, name: string | null, on: string | null): string {
  return `${who}：${name ?? '　　　　　　'}　　${on ? longDate(on) : BLANK_DATE}`;
}
