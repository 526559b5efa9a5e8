/** 考核评议结果 as printed (ZR-1.2.3(9)): a line per department, a column per criterion; many criteria stand in one. */
import type { BodyColumn, Layout, LayoutData } from '../../base/layout.ts';
import { type AssessmentRecord, GRADES } from '../../daily/assessments/shapes.ts';
import { headCell, LEDGER_PAGE, LEDGER_STYLES, PAGE_FOOTER, titleRow } from './rules.paper.ts';
import { BLANK_DATE, longDate, openCell } from './rules.print.ts';

/** More columns than these would be too narrow for their titles. */
const MOST_COLUMNS = 9;
const PRINTABLE = 267;

type Column = BodyColumn & { title: string; width: number };

function columnsOf(one: AssessmentRecord): Column[] {
  const { criteria } = one.scheme;
  const fixed: Column[] = [
    { key: 'lineNo', title: '序号', type: 'integer', width: 12 },
    { key: 'departmentName', title: '部门', align: 'left', width: 42 },
  ];
  const last: Column[] = [
    { key: 'total', title: '总分', width: 18 },
    { key: 'grade', title: '等次', width: 22 },
    { key: 'reason', title: '说明', align: 'left', width: 40 },
  ];
  const room = PRINTABLE - [...fixed, ...last].reduce((sum, { width }) => sum + width, 0);
  const scores: Column[] =
    criteria.length > MOST_COLUMNS
      ? [{ key: 'scores', title: '各项得分', align: 'left', width: room }]
      : criteria.map(({ key, label, points }) => ({
          key: `score ${key}`,
          title: `${label}\n（${points}分）`,
          width: room / criteria.length,
        }));
  return [...fixed, ...scores, ...last];
}

export function assessmentLayout(one: AssessmentRecord): Layout {
  const title = `${one.year}年度软件正版化工作考核评议结果`;
  const columns = columnsOf(one);
  const half = Math.floor(columns.length / 2);
  return {
    id: 'assessment',
    title,
    page: LEDGER_PAGE,
    cols: columns.map(({ width }) => width),
    styles: LEDGER_STYLES,
    footer: PAGE_FOOTER,
    rows: [
      titleRow(title, columns.length),
      {
        cells: [
          openCell({ field: 'organizationName', before: '单位名称（盖章）：' }, half, 'left'),
          openCell({ field: 'approvedOn', before: '审定日期：' }, columns.length - half, 'right'),
        ],
      },
      { repeat: true, cells: columns.map((column) => headCell(column.title)) },
    ],
    body: {
      columns: columns.map(({ title: _title, width: _width, ...column }) => column),
      empty: '',
    },
  };
}

export function assessmentData(one: AssessmentRecord, organizationName: string): LayoutData {
  const labels = new Map(one.scheme.criteria.map(({ key, label }) => [key, label]));
  return {
    fields: {
      organizationName,
      approvedOn: one.approvedOn ? longDate(one.approvedOn) : BLANK_DATE,
    },
    rows: one.results.map((result, at) => ({
      values: {
        lineNo: at + 1,
        departmentName: result.departmentName,
        ...Object.fromEntries(
          result.scores.map(({ key, points }) => [`score ${key}`, pointsText(points)]),
        ),
        scores: result.scores
          .map(({ key, points }) => `${labels.get(key) ?? key} ${pointsText(points)}`)
          .join('；'),
        total: pointsText(result.total),
        grade: result.grade ? GRADES[result.grade].label : '',
        reason: result.reason,
      },
    })),
  };
}

function pointsText(points: number | null): string {
  return points === null ? '' : String(points);
}
