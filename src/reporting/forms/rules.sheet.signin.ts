/** 培训签到表: who is asked, with room for the pen, or who is on the list with how (RC-5.2). */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import type { SignInSheet } from '../../daily/trainings/shapes.figures.ts';
import { ATTENDED_HOW } from '../../daily/trainings/shapes.ts';
import { headCell, titleRow } from './rules.paper.ts';
import { openCell, PORTRAIT_PAGE, PRINT_STYLES } from './rules.print.ts';

const TITLE = '培训签到表';
const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'no', title: '序号', type: 'integer' },
  { key: 'name', title: '姓名' },
  { key: 'staffNo', title: '工号' },
  { key: 'department', title: '部门' },
  { key: 'signature', title: '签字' },
];

export const SIGN_IN_SHEET: Layout = {
  id: 'signin',
  title: TITLE,
  page: PORTRAIT_PAGE,
  cols: [14, 30, 28, 48, 50],
  styles: PRINT_STYLES,
  rows: [
    titleRow(TITLE, 5),
    { cells: [openCell({ field: 'title', before: '主题：' }, 5, 'left')] },
    {
      cells: [
        openCell({ field: 'heldOn', before: '日期：' }, 3, 'left'),
        openCell({ field: 'place', before: '地点：' }, 2, 'left'),
      ],
    },
    {
      cells: [
        openCell({ field: 'lecturer', before: '主讲人：' }, 3, 'left'),
        openCell({ field: 'count', before: '人数：' }, 2, 'left'),
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ title }) => headCell(title)) },
  ],
  body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
};

/** A paper to be signed at the door says nothing where somebody is to write. */
export function signInData(sheet: SignInSheet): LayoutData {
  return {
    fields: {
      title: sheet.title,
      heldOn: sheet.heldOn,
      place: sheet.place || undefined,
      lecturer: sheet.lecturer || undefined,
      count: String(sheet.lines.length),
    },
    rows: sheet.lines.map((line, at) => ({
      values: {
        no: at + 1,
        name: line.name,
        staffNo: line.staffNo,
        department: line.departmentName,
        signature: line.how === 'code' ? ATTENDED_HOW.code.label : undefined,
      },
    })),
  };
}
