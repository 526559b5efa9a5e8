/** 年度工作计划 as printed (RC-1): the four sections as a document, the tasks as a table below them. */
import type { BodyColumn, Layout, LayoutData, LayoutRow } from '../../base/layout.ts';
import { type PlanRecord, SECTIONS, TASK_STATES } from '../../daily/plans/shapes.ts';
import { headCell, PAGE_FOOTER } from './rules.paper.ts';
import { longDate, PORTRAIT_PAGE } from './rules.print.ts';

const NUMBERS = ['一', '二', '三', '四', '五'];

const COLUMNS: (BodyColumn & { title: string })[] = [
  { key: 'lineNo', title: '序号', type: 'integer' },
  { key: 'content', title: '任务', align: 'left' },
  { key: 'owner', title: '责任部门、责任人' },
  { key: 'dueOn', title: '完成期限', type: 'date' },
  { key: 'state', title: '进展' },
];
const WIDTH = COLUMNS.length;

const row = (text: string, style: string, align: 'left' | 'right'): LayoutRow => ({
  cells: [{ text, span: WIDTH, style, align, border: false }],
});

/** Sections of any length stand in the layout itself, as in the annual summary. */
export function planLayout(one: PlanRecord, organizationName: string): Layout {
  const title = `${one.year}年度软件正版化工作计划`;
  const written = Object.entries(SECTIONS).filter(
    ([key]) => one[key as keyof typeof SECTIONS].trim() !== '',
  );
  const sections = written.flatMap(([key, { label }], at) => [
    row(`　　${NUMBERS[at]}、${label}`, 'heading', 'left'),
    ...one[key as keyof typeof SECTIONS]
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => row(`　　${line.trim()}`, 'text', 'left')),
  ]);
  const approved = one.approvedOn ? `审定日期：${longDate(one.approvedOn)}` : '（未审定）';
  return {
    id: 'plan',
    title,
    page: PORTRAIT_PAGE,
    cols: [12, 74, 40, 24, 20],
    styles: {
      title: { font: 'hei', size: 18 },
      heading: { font: 'hei', size: 14 },
      text: { font: 'fang', size: 14 },
      head: { font: 'song', size: 10, bold: true },
      body: { font: 'song', size: 10 },
    },
    footer: PAGE_FOOTER,
    rows: [
      {
        height: 60,
        cells: [
          { text: `${organizationName}\n${title}`, span: WIDTH, style: 'title', border: false },
        ],
      },
      ...sections,
      ...(one.tasks.length === 0
        ? []
        : [row(`　　${NUMBERS[written.length]}、任务分工`, 'heading', 'left')]),
      { repeat: true, cells: COLUMNS.map((column) => headCell(column.title)) },
    ],
    body: { columns: COLUMNS.map(({ title: _title, ...column }) => column), empty: '' },
    tail: [
      row(' ', 'text', 'right'),
      row(organizationName, 'text', 'right'),
      row(approved, 'text', 'right'),
    ],
  };
}

export function planData(one: PlanRecord): LayoutData {
  return {
    fields: {},
    rows: one.tasks.map((task, at) => ({
      values: {
        lineNo: at + 1,
        content: task.content,
        owner: [task.departmentName, task.personName].filter(Boolean).join('\n'),
        dueOn: task.dueOn,
        state: TASK_STATES[task.state].label,
      },
    })),
  };
}
