/** The editor's rows: every column of the form in its present order, and what a change of them is. */
import type { Layout } from '../../../base/layout.ts';
import type { LayoutChange } from '../../../platform/papers/shapes.layouts.ts';

export type EditColumn = {
  key: string;
  /** As the official form names it; empty for an added one. */
  official: string;
  title: string;
  hidden: boolean;
  added: boolean;
  text: string;
};

/** Heading above each column: the lowest cell that stands over it alone. */
export function officialTitles(layout: Layout): string[] {
  const titles: string[] = [];
  const taken: number[] = layout.cols.map(() => 0);
  for (const row of layout.rows.filter((one) => one.repeat)) {
    let col = 0;
    const free = taken.map((left) => left === 0);
    for (let at = 0; at < taken.length; at++) taken[at] = Math.max(0, taken[at]! - 1);
    for (const cell of row.cells) {
      while (!free[col]) col++;
      for (let at = col; at < col + cell.span; at++) taken[at] = (cell.rowSpan ?? 1) - 1;
      if (cell.span === 1) titles[col] = String(cell.text).replace('\n', '');
      col += cell.span;
    }
  }
  return titles;
}

export function editorOf(layout: Layout, change?: LayoutChange): EditColumn[] {
  const titles = officialTitles(layout);
  const known = new Map(layout.body!.columns.map(({ key }, at) => [key, titles[at] ?? key]));
  const named = (change?.columns ?? []).map((column) => ({
    key: column.key,
    official: known.get(column.key) ?? '',
    title: column.title ?? '',
    hidden: column.hidden ?? false,
    added: !known.has(column.key),
    text: column.text ?? '',
  }));
  const seen = new Set(named.map(({ key }) => key));
  const rest = [...known].filter(([key]) => !seen.has(key));
  return [
    ...named,
    ...rest.map(([key, official]) => ({
      key,
      official,
      title: '',
      hidden: false,
      added: false,
      text: '',
    })),
  ];
}

/** Names every column, so that the order is said whole; an official form comes out as an empty change. */
export function changeOf(
  layout: Layout,
  title: string,
  columns: readonly EditColumn[],
): LayoutChange {
  const own = title.trim() === '' || title.trim() === layout.title ? {} : { title: title.trim() };
  const official = layout.body!.columns.map(({ key }) => key).join();
  const plain =
    columns.map(({ key }) => key).join() === official &&
    columns.every((column) => !column.hidden && column.title.trim() === '');
  if (plain) return { ...own, columns: [] };
  return {
    ...own,
    columns: columns.map((column) => ({
      key: column.key,
      ...(column.title.trim() === '' ? {} : { title: column.title.trim() }),
      ...(column.hidden ? { hidden: true } : {}),
      ...(column.added && column.text.trim() !== '' ? { text: column.text.trim() } : {}),
    })),
  };
}
