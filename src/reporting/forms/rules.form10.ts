/** 附件10 软件安装维护申请表 as printed (WH-1.2, WH-2.2). */
import type { Layout, LayoutData } from '../../base/layout.ts';
import type { ApplicationRecord } from '../../installation/applications/shapes.ts';
import { MAINTENANCE_TYPES } from '../../installation/orders/shapes.ts';
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

const TITLE = '软件安装维护申请表';

/** Opinion above, who signs and when below it, as in a box of the form. */
const opinion = (title: string, key: string) => [
  { height: 70, cells: [labelCell(title, 1, 2), fieldCell(`${key}Opinion`, 3)] },
  { height: 30, cells: [fieldCell(`${key}By`, 3, { align: 'right' })] },
];

const pair = (left: [string, string], right: [string, string]) => ({
  height: 30,
  cells: [labelCell(left[0]), fieldCell(left[1]), labelCell(right[0]), fieldCell(right[1])],
});

export const FORM10: Layout = {
  id: 'form10',
  title: TITLE,
  page: PORTRAIT_PAGE,
  cols: [34, 55, 30, 51],
  styles: PRINT_STYLES,
  rows: [
    titleRow(TITLE, 4),
    {
      height: 24,
      cells: [
        openCell({ field: 'organizationName', before: '单位名称：' }, 2, 'left'),
        openCell({ field: 'applicationNo', before: '申请编号：' }, 2, 'right'),
      ],
    },
    pair(['申请部门', 'departmentName'], ['申请人', 'applicantName']),
    pair(['联系电话', 'phone'], ['申请日期', 'appliedOn']),
    pair(['计算机编号', 'computerNo'], ['计算机品牌', 'computerBrand']),
    { height: 30, cells: [labelCell('当前操作系统\n（名称、版本）'), fieldCell('osName', 3)] },
    { height: 30, cells: [labelCell('申请类型'), fieldCell('kind', 3)] },
    pair(['原软件名称', 'fromSoftwareName'], ['原软件版本', 'fromVersion']),
    pair(['软件名称', 'softwareName'], ['软件版本', 'softwareVersion']),
    { height: 80, cells: [labelCell('申请理由'), fieldCell('reason', 3)] },
    {
      height: 36,
      cells: [
        labelCell('申请人签字'),
        fieldCell('applicantSign', 1),
        labelCell('日期'),
        fieldCell('applicantDate', 1, { align: 'center' }),
      ],
    },
    ...opinion('部门负责人意见', 'dept'),
    ...opinion('信息化部门意见', 'it'),
    { height: 30, cells: [labelCell('安排安装维护人'), fieldCell('technicianName', 3)] },
  ],
};

type Review = ApplicationRecord['deptReview'];

export function form10Data(application: ApplicationRecord, organizationName: string): LayoutData {
  const { kind } = application;
  const types = Object.values(MAINTENANCE_TYPES).map((type) => type.label);
  return {
    fields: {
      organizationName,
      applicationNo: application.applicationNo,
      departmentName: application.departmentName,
      applicantName: application.applicantName,
      phone: application.phone,
      appliedOn: longDate(application.appliedOn),
      computerNo: application.computerNo,
      computerBrand: application.computerBrand,
      osName: application.osName,
      kind: boxes(types, MAINTENANCE_TYPES[kind].label),
      fromSoftwareName: application.fromSoftwareName ?? '',
      fromVersion: application.fromVersion,
      softwareName: kind === 'uninstall' ? '' : application.softwareName,
      softwareVersion: kind === 'uninstall' ? '' : application.softwareVersion,
      reason: application.reason,
      applicantSign: '',
      applicantDate: BLANK_DATE,
      ...reviewFields('dept', application.deptReview),
      ...reviewFields('it', application.itReview),
      technicianName: application.technicianName ?? '',
    },
    rows: [],
  };
}

function reviewFields(key: string, review: Review): Record<string, string> {
  const by = review ? review.by + (review.onBehalfOf ? `（代${review.onBehalfOf}）` : '') : '';
  return {
    [`${key}Opinion`]: review?.opinion ?? '',
    [`${key}By`]: `审核人签字：${by || '　　　　　　'}　　${longDate(review?.at)}`,
  };
}
