/** The annual summary as printed: a document, not a table: title, numbered headings, paragraphs, who approved it. */
import type { Layout, LayoutRow } from '../../base/layout.ts';
import { SUMMARY_SECTIONS, type SummaryRecord } from '../summaries/shapes.ts';
import { longDate, PORTRAIT_PAGE } from './rules.print.ts';

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九'];

const row = (text: string, style: string, align: 'left' | 'center' | 'right'): LayoutRow => ({
  cells: [{ text, span: 2, style, align, border: false }],
});

/** Everything stands in the layout itself: a document of any length. */
export function summaryLayout(one: SummaryRecord): Layout {
  const sections = one.sections.flatMap(({ section, words }, at) => [
    row(`　　${NUMBERS[at]}、${SUMMARY_SECTIONS[section].label}`, 'head', 'left'),
    ...words
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => row(`　　${line.trim()}`, 'body', 'left')),
  ]);
  const approved =
    one.state === 'approved'
      ? [row(`审定：${one.approvedBy}　${longDate(one.approvedOn)}`, 'body', 'right')]
      : [];
  return {
    id: 'summary',
    title: `${one.organizationName}${one.year}年度软件正版化工作总结`,
    page: PORTRAIT_PAGE,
    // Two, because a single column cannot be fitted to the page by an office program.
    cols: [85, 85],
    styles: {
      title: { font: 'hei', size: 18 },
      head: { font: 'hei', size: 14 },
      body: { font: 'fang', size: 14 },
    },
    rows: [
      {
        height: 60,
        cells: [
          {
            text: `${one.organizationName}\n${one.year}年度软件正版化工作总结`,
            span: 2,
            style: 'title',
            border: false,
          },
        ],
      },
      row('', 'body', 'left'),
      ...sections,
      row('', 'body', 'right'),
      row(one.organizationName, 'body', 'right'),
      ...approved,
    ],
  };
}
