/** What the forms filled in by people (附件2, 10, 11) have in common on A4 portrait: cells, blanks for the pen, signatures. */
import { dateInChina } from '../../base/dates.ts';
import type { Layout, LayoutCell } from '../../base/layout.ts';

export const PORTRAIT_PAGE: Layout['page'] = {
  size: 'A4',
  orientation: 'portrait',
  margin: { top: 20, right: 20, bottom: 20, left: 20 },
};
export const PRINT_STYLES: Layout['styles'] = {
  title: { font: 'hei', size: 18 },
  line: { font: 'song', size: 10.5 },
  head: { font: 'song', size: 10.5 },
  body: { font: 'song', size: 10.5 },
};

/** Where somebody writes by hand. */
export const BLANK_DATE = '　　　　年　　月　　日';

export const labelCell = (text: string, span = 1, rowSpan = 1): LayoutCell => ({
  text,
  span,
  rowSpan,
  style: 'head',
});

export const fieldCell = (field: string, span = 1, more: Partial<LayoutCell> = {}): LayoutCell => ({
  text: { field, type: 'text' },
  span,
  align: 'left',
  ...more,
});

export const openCell = (text: LayoutCell['text'], span: number, align: LayoutCell['align']) => ({
  text,
  span,
  align,
  style: 'line',
  border: false,
});

/** `2026年6月30日`; a blank for the pen without a date. */
export function longDate(date: string | null | undefined): string {
  if (!date) return BLANK_DATE;
  const day = date.length > 10 ? dateInChina(new Date(date)) : date;
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${year}年${month}月${dayOfMonth}日`;
}

/** One ticked box among several. */
export function boxes(labels: readonly string[], ticked: string): string {
  return labels.map((label) => `${label === ticked ? '■' : '□'}${label}`).join('　　');
}

export type SignatureFacts = {
  kind: 'drawn' | 'password' | 'scan';
  personName: string;
  signedOn: string;
};

/** What stands for a signature in words; a drawn one is a picture, one that is missing is left for the pen. */
export function signatureWords(signature: SignatureFacts | undefined): string {
  if (!signature || signature.kind === 'drawn') return '';
  const how = signature.kind === 'password' ? '密码确认' : '见签字扫描件';
  return `${signature.personName}（${how}）`;
}
