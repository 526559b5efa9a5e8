/**
 * The lines of a form outside its table (附件2, 10, 11 are made of them): their labels renamed, lines hidden, lines added.
 * A line is named by the first field it says, so that a change finds it again in a later version of the form; what
 * a cell says is never touched.
 */
import type { LineChange } from './layout.change.ts';
import type { Layout, LayoutCell, LayoutRow } from './layout.ts';

/** Rows that belong together: a label over several rows makes one line of them. */
export type LayoutLine = {
  key: string;
  part: 'rows' | 'tail';
  from: number;
  to: number;
  /** The official labels in their order: words in a cell of their own, or before a value. */
  labels: string[];
  kept: boolean;
};

const ADDED = /^extra[0-9a-z]{1,20}$/;

export function linesOf(layout: Layout): LayoutLine[] {
  return [...linesIn(layout, 'rows'), ...linesIn(layout, 'tail')];
}

function linesIn(layout: Layout, part: 'rows' | 'tail'): LayoutLine[] {
  const rows = layout[part] ?? [];
  const lines: LayoutLine[] = [];
  for (let from = 0; from < rows.length; ) {
    let to = from + 1;
    for (let at = from; at < to; at++) {
      const deepest = Math.max(...rows[at]!.cells.map((cell) => cell.rowSpan ?? 1));
      to = Math.max(to, at + deepest);
    }
    const own = rows.slice(from, to);
    const cells = own.flatMap((row) => row.cells);
    const key = cells.map(fieldOf).find((field) => field !== undefined);
    if (key !== undefined && !own.some((row) => row.repeat)) {
      const labels = cells.flatMap((cell) => labelOf(cell) ?? []);
      lines.push({ key, part, from, to, labels, kept: own.some((row) => row.kept) });
    }
    from = to;
  }
  return lines;
}

function fieldOf(cell: LayoutCell): string | undefined {
  return typeof cell.text === 'string' ? undefined : cell.text.field;
}

/** Undefined = the cell has no label; a title is none. */
function labelOf(cell: LayoutCell): string | undefined {
  if (typeof cell.text !== 'string') return cell.text.before || undefined;
  return cell.style === 'head' && cell.text !== '' ? cell.text : undefined;
}

/** What is wrong with changed lines, in words for the person who makes the change. */
export function lineProblems(layout: Layout, changes: readonly LineChange[]): string[] {
  if (changes.length === 0) return [];
  const lines = new Map(linesOf(layout).map((line) => [line.key, line]));
  const problems: string[] = [];
  const seen = new Set<string>();
  for (const change of changes) {
    if (seen.has(change.key)) problems.push('同一行出现了两次');
    seen.add(change.key);
    const line = lines.get(change.key);
    if (!line) {
      const below = change.after === undefined ? undefined : lines.get(change.after);
      if (!ADDED.test(change.key) || !below) problems.push('表中没有要调整的行');
      continue;
    }
    if (change.after !== undefined) problems.push('表中没有要调整的行');
    if (change.hidden && line.kept) problems.push('这一行不能隐藏');
    if ((change.labels?.length ?? 0) > line.labels.length) problems.push('表中没有要调整的行');
  }
  return problems;
}

export function changedLines(layout: Layout, changes: readonly LineChange[]): Layout {
  if (changes.length === 0) return layout;
  const lines = linesOf(layout);
  const part = (name: 'rows' | 'tail'): LayoutRow[] =>
    (layout[name] ?? []).flatMap((row, at) => {
      const line = lines.find((one) => one.part === name && one.from <= at && at < one.to);
      if (!line) return [row];
      const change = changes.find(({ key }) => key === line.key);
      const own = change?.hidden ? [] : [renamed(layout[name]!, line, at, change?.labels ?? [])];
      if (at < line.to - 1) return own;
      const below = changes.filter((one) => one.after === line.key);
      const pattern = layout[name]![line.from]!;
      return [...own, ...below.map((one) => addedRow(layout, pattern, one))];
    });
  const rows = part('rows');
  return layout.tail ? { ...layout, rows, tail: part('tail') } : { ...layout, rows };
}

/** A row of the line with the unit's labels; they count over all rows of the line. */
function renamed(
  rows: readonly LayoutRow[],
  line: LayoutLine,
  at: number,
  labels: readonly string[],
): LayoutRow {
  if (labels.every((label) => label.trim() === '')) return rows[at]!;
  let no = rows
    .slice(line.from, at)
    .flatMap((row) => row.cells)
    .filter((cell) => labelOf(cell) !== undefined).length;
  const cells = rows[at]!.cells.map((cell): LayoutCell => {
    if (labelOf(cell) === undefined) return cell;
    const label = labels[no++]?.trim();
    if (!label) return cell;
    if (typeof cell.text === 'string') return { ...cell, text: label };
    return { ...cell, text: { ...cell.text, before: withColon(label) } };
  });
  return { ...rows[at]!, cells };
}

/** Looks like the line above it: a box with its label, or words on the open paper. */
function addedRow(layout: Layout, pattern: LayoutRow, change: LineChange): LayoutRow {
  const width = layout.cols.length;
  const label = change.labels?.[0]?.trim() ?? '';
  const words = change.text?.trim() ?? '';
  const first = pattern.cells[0]!;
  const height = Math.min(pattern.height ?? 30, 40);
  if (first.border === false || width === 1) {
    const style = first.style === undefined ? {} : { style: first.style };
    const text = `${withColon(label)}${words}`;
    return { height, cells: [{ text, span: width, align: 'left', border: false, ...style }] };
  }
  const span = Math.min(typeof first.text === 'string' ? first.span : 1, width - 1);
  return {
    height,
    cells: [
      { text: label, span, style: 'head' },
      { text: words, span: width - span, align: 'left' },
    ],
  };
}

/** Labels before a value end as the official ones do. */
function withColon(label: string): string {
  return /[:：]$/.test(label) ? label : `${label}：`;
}
