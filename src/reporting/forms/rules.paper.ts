/** What the ledger forms have in common: A4 landscape, the official fonts, and one signature line (TZ-0; domain 0.4). */
import type { Layout, LayoutCell, LayoutRow, LayoutValue } from '../../base/layout.ts';
import type { FormHeader } from '../../ledgers/registers/shapes.ts';

export const LEDGER_PAGE: Layout['page'] = {
  size: 'A4',
  orientation: 'landscape',
  margin: { top: 15, right: 15, bottom: 15, left: 15 },
};
export const LEDGER_STYLES: Layout['styles'] = {
  title: { font: 'hei', size: 18 },
  line: { font: 'song', size: 10.5 },
  head: { font: 'song', size: 10, bold: true },
  body: { font: 'song', size: 9.5 },
};
export const PAGE_FOOTER = '第 {p} 页 共 {n} 页';
/** Printed where the rules want the cell to be empty. */
export const EMPTY_MARK = '--';

export function titleRow(title: string, span: number): LayoutRow {
  return { height: 36, cells: [{ text: title, span, style: 'title', border: false }] };
}

/** 单位名称（盖章）　填表人　联系电话　填表日期, each with the columns it spans. */
export function signatureRow(spans: [number, number, number, number]): LayoutRow {
  const cell = (span: number, text: LayoutCell['text']): LayoutCell => ({
    text,
    span,
    style: 'line',
    align: 'left',
    border: false,
  });
  return {
    cells: [
      cell(spans[0], { field: 'organizationName', before: '单位名称（盖章）：' }),
      cell(spans[1], { field: 'preparedBy', before: '填表人：' }),
      cell(spans[2], { field: 'preparerPhone', before: '联系电话：' }),
      cell(spans[3], { field: 'preparedOn', type: 'longDate', before: '填表日期：' }),
    ],
  };
}

export function headCell(text: string, span = 1, rowSpan = 1): LayoutCell {
  return { text, span, rowSpan, style: 'head' };
}

export function headerFields(header: FormHeader): Record<string, LayoutValue> {
  const { organizationName, preparedBy, preparerPhone, preparedOn } = header;
  return { organizationName, preparedBy, preparerPhone, preparedOn };
}

/** A period breaks between its days, not within one. */
export function termValue(term: string | null): string | null {
  return term?.replace(/(\d)至(?=\d)/, '$1至\n') ?? null;
}

/** 不限 is a word, never a number that sums could take. */
export function quantityValue(quantity: number | 'unlimited' | null): LayoutValue {
  return quantity === 'unlimited' ? '不限' : quantity;
}
