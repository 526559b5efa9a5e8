/** The editor's rows: every column of the form in its present order, and what a change of them is. */

import { linesOf } from '../../../base/layout.lines.ts';
import type { Layout } from '../../../base/layout.ts';
import type { LayoutChange, LineChange } from '../../../platform/papers/shapes.layouts.ts';

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
  const columns = layout.body?.columns ?? [];
  const known = new Map(columns.map(({ key }, at) => [key, titles[at] ?? key]));
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

/** A line outside the table as the editor shows it. */
export type EditLine = {
  key: string;
  /** Official labels; none for an added one. */
  official: string[];
  labels: string[];
  hidden: boolean;
  kept: boolean;
  /** Of an added line: below which it stands, and its words. */
  after?: string;
  text: string;
};

/** The form's lines in their order, added ones below the line they belong to. */
export function linesToEdit(layout: Layout, change?: LayoutChange): EditLine[] {
  const changes = change?.lines ?? [];
  return linesOf(layout).flatMap(({ key, labels, kept }) => {
    const own = changes.find((one) => one.key === key);
    const line: EditLine = {
      key,
      official: labels,
      labels: labels.map((_, at) => own?.labels?.[at] ?? ''),
      hidden: own?.hidden ?? false,
      kept,
      text: '',
    };
    const below = changes.filter((one) => one.after === key);
    return [
      line,
      ...below.map((one) => ({
        key: one.key,
        official: [],
        labels: [one.labels?.[0] ?? ''],
        hidden: false,
        kept: false,
        after: key,
        text: one.text ?? '',
      })),
    ];
  });
}

/** Only what differs from the official lines. */
export function lineChanges(lines: readonly EditLine[]): LineChange[] {
  return lines.flatMap((line): LineChange[] => {
    const labels = line.labels.map((label) => label.trim());
    if (line.after !== undefined) {
      const words = line.text.trim() === '' ? {} : { text: line.text.trim() };
      return [{ key: line.key, after: line.after, labels, ...words }];
    }
    const renamed = labels.some((label) => label !== '');
    if (!renamed && !line.hidden) return [];
    return [
      {
        key: line.key,
        ...(renamed ? { labels } : {}),
        ...(line.hidden ? { hidden: true } : {}),
      },
    ];
  });
}

/** Names every column, so that the order is said whole; an official form comes out as an empty change. */
export function changeOf(
  layout: Layout,
  title: string,
  columns: readonly EditColumn[],
  lines: readonly EditLine[] = [],
): LayoutChange {
  const name = title.trim() === '' || title.trim() === layout.title ? {} : { title: title.trim() };
  const changed = lineChanges(lines);
  const own = { ...name, ...(changed.length === 0 ? {} : { lines: changed }) };
  const official = layout.body?.columns.map(({ key }) => key).join() ?? '';
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
