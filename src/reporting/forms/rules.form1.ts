/** 附件1 软件正版化工作领导小组成员信息表 as printed (ZR-1.1). Landscape: the columns do not fit upright. */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import {
  COMMITTEE_FUNCTIONS,
  COMMITTEE_ROLES,
  type CommitteeMember,
} from '../../responsibility/committee/shapes.ts';
import { headCell, LEDGER_PAGE, LEDGER_STYLES, signatureRow, titleRow } from './rules.paper.ts';

const TITLE = '软件正版化工作领导小组成员信息表';

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'committeeRole', title: '小组职务' },
  { key: 'personName', title: '姓名' },
  { key: 'departmentName', title: '所在部门' },
  { key: 'positionTitle', title: '职务' },
  { key: 'officePhone', title: '办公电话' },
  { key: 'mobile', title: '手机' },
  { key: 'contact', title: '传真/电子邮箱' },
  { key: 'remark', title: '备注' },
];

export const FORM1: Layout = {
  id: 'form1',
  title: TITLE,
  page: LEDGER_PAGE,
  cols: [12, 20, 22, 40, 32, 32, 28, 42, 39],
  styles: LEDGER_STYLES,
  rows: [
    titleRow(TITLE, 9),
    signatureRow([4, 1, 2, 2]),
    { repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
};

export type Form1 = {
  header: {
    organizationName: string;
    preparedBy: string;
    preparerPhone: string;
    preparedOn: string;
  };
  members: readonly CommitteeMember[];
};

export function form1Data({ header, members }: Form1): LayoutData {
  return {
    fields: header,
    rows: members.map((member, at) => ({
      values: {
        lineNo: at + 1,
        committeeRole: COMMITTEE_ROLES[member.committeeRole].label,
        personName: member.personName,
        departmentName: member.departmentName,
        positionTitle: member.positionTitle,
        officePhone: member.officePhone,
        mobile: member.mobile,
        contact: [member.fax, member.email].filter(Boolean).join('\n'),
        remark: remarkOf(member),
      },
    })),
  };
}

/** The functions somebody stands for are not a column of the form. */
function remarkOf(member: CommitteeMember): string {
  const functions = member.functionsCovered.map((one) => COMMITTEE_FUNCTIONS[one].label).join('、');
  return [functions, member.remark].filter(Boolean).join('；');
}
