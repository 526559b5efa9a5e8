/**
 * A form's layout as a unit wants it: columns renamed, hidden, added, moved, made wider. What the cells say stays the
 * layout's own business: a change names columns by their key and never touches where a value comes from.
 */

import { changedLines, lineProblems } from './layout.lines.ts';
import {
  type BodyColumn,
  type Layout,
  type LayoutCell,
  type LayoutData,
  type LayoutRow,
  printableWidth,
  type ResolvedSheet,
  resolveLayout,
} from './layout.ts';

export type ColumnChange = {
  /** A key of the layout, or of an added column: `extra…`. */
  key: string;
  title?: string | undefined;
  hidden?: boolean | undefined;
  /** Millimetres before everything is fitted to the page. */
  width?: number | undefined;
  /** Words in every line of an added column; empty = left for the pen. */
  text?: string | undefined;
};
/** A line outside the table, see `layout.lines.ts`. */
export type LineChange = {
  key: string;
  labels?: string[] | undefined;
  hidden?: boolean | undefined;
  after?: string | undefined;
  text?: string | undefined;
};
/** `columns` in the order wanted; a column that is not named follows the ones that are. */
export type LayoutChange = {
  title?: string | undefined;
  columns: ColumnChange[];
  lines?: LineChange[] | undefined;
};

const ADDED = /^extra[0-9a-z]{1,20}$/;
const LEAST_WIDTH = 8;

type Column = {
  body: BodyColumn;
  width: number;
  title: string | undefined;
  /** The cells of the repeated rows above it, one per row; undefined = a new column. */
  heads: (LayoutCell | undefined)[];
};

/** What is wrong with a change, in words for the person who makes it; empty when it can be carried out. */
export function changeProblems(layout: Layout, change: LayoutChange): string[] {
  return [...columnProblems(layout, change), ...lineProblems(layout, change.lines ?? [])];
}

function columnProblems(layout: Layout, change: LayoutChange): string[] {
  const known = new Set(layout.body?.columns.map(({ key }) => key));
  const problems: string[] = [];
  if (!layout.body) return change.columns.length > 0 ? ['这张表没有可以调整的列'] : [];
  const seen = new Set<string>();
  for (const { key } of change.columns) {
    if (!known.has(key) && !ADDED.test(key)) problems.push('表中没有要调整的列');
    if (seen.has(key)) problems.push('同一列出现了两次');
    seen.add(key);
  }
  const hidden = change.columns.filter((column) => column.hidden);
  const added = change.columns.filter(({ key }) => !known.has(key) && ADDED.test(key));
  const shown = known.size + added.length - hidden.length;
  const least = Math.max(
    ...[...layout.rows.filter((row) => !row.repeat), ...(layout.tail ?? [])].map(
      (row) => row.cells.length,
    ),
  );
  if (shown < least) problems.push('保留的列太少，表头放不下');
  if (shown * LEAST_WIDTH > printableWidth(layout.page)) problems.push('列太多，一页宽放不下');
  return problems;
}

/** The layout with the change carried out; the change must have no problems. */
export function changedLayout(official: Layout, change: LayoutChange): Layout {
  const title = change.title?.trim() || official.title;
  const layout = changedLines(official, change.lines ?? []);
  if (!layout.body || change.columns.length === 0) return retitled(layout, title);
  const columns = orderedColumns(layout, change);
  const sum = columns.reduce((total, { width }) => total + width, 0);
  const scale = printableWidth(layout.page) / sum;
  const before = edges(layout.cols);
  const cols = columns.map(({ width }) => Math.round(width * scale * 100) / 100);
  const after = edges(cols);
  const rows = layout.rows.map((row, at) =>
    row.repeat ? headRow(columns, repeatIndex(layout, at)) : respan(row, before, after),
  );
  const tail = layout.tail?.map((row) => respan(row, before, after));
  return retitled(
    {
      ...layout,
      cols,
      rows,
      body: { ...layout.body, columns: columns.map(({ body }) => body) },
      ...(tail ? { tail } : {}),
    },
    title,
  );
}

function retitled(layout: Layout, title: string): Layout {
  if (title === layout.title) return layout;
  const rows = layout.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => (cell.text === layout.title ? { ...cell, text: title } : cell)),
  }));
  return { ...layout, title, rows };
}

function repeatIndex(layout: Layout, at: number): number {
  return layout.rows.slice(0, at).filter((row) => row.repeat).length;
}

function orderedColumns(layout: Layout, change: LayoutChange): Column[] {
  const heads = headsOf(layout);
  const own = new Map(layout.body!.columns.map((body, at) => [body.key, { body, at }]));
  const named = new Set(change.columns.map(({ key }) => key));
  const rest = layout
    .body!.columns.filter(({ key }) => !named.has(key))
    .map(({ key }) => ({ key }));
  const all: ColumnChange[] = [...change.columns, ...rest];
  return all
    .filter((column) => !column.hidden)
    .map(({ key, title, width, text }): Column => {
      const known = own.get(key);
      const name = title?.trim() || undefined;
      if (!known) {
        return {
          body: { key, fixed: text ?? '' },
          width: Math.max(LEAST_WIDTH, width ?? 24),
          title: name ?? '',
          heads: heads.map(() => undefined),
        };
      }
      return {
        body: known.body,
        width: Math.max(LEAST_WIDTH, width ?? layout.cols[known.at]!),
        title: name,
        heads: heads.map((row) => row[known.at]!),
      };
    });
}

/** Repeated rows as full grids: which cell stands above each column. */
function headsOf(layout: Layout): LayoutCell[][] {
  const repeats = layout.rows.filter((row) => row.repeat);
  const grid: LayoutCell[][] = repeats.map(() => []);
  repeats.forEach((row, at) => {
    let col = 0;
    for (const cell of row.cells) {
      while (grid[at]![col]) col++;
      for (let down = at; down < at + (cell.rowSpan ?? 1); down++) {
        for (let over = col; over < col + cell.span; over++) grid[down]![over] = cell;
      }
      col += cell.span;
    }
  });
  return grid;
}

/** One repeated row over the new columns: neighbours below one heading stay together, a lone one is named itself. */
function headRow(columns: readonly Column[], at: number): LayoutRow {
  const cells: LayoutCell[] = [];
  let open: LayoutCell | undefined;
  for (const column of columns) {
    const head = column.heads[at];
    if (!head) {
      open = undefined;
      const style = columns.flatMap(({ heads }) => heads[at]?.style ?? [])[0] ?? 'head';
      if (at === 0) {
        cells.push({ text: column.title ?? '', span: 1, rowSpan: column.heads.length, style });
      }
      continue;
    }
    // A cell that reaches down from the row above is placed there.
    if (at > 0 && column.heads[at - 1] === head) {
      open = undefined;
      continue;
    }
    if (open === head && head.span > 1) {
      cells.at(-1)!.span += 1;
      continue;
    }
    open = head;
    const own = head.span === 1 && column.title !== undefined ? { text: column.title } : {};
    cells.push({ ...head, ...own, span: 1 });
  }
  return { repeat: true, cells };
}

/** Right edges of columns as shares of the whole width. */
function edges(cols: readonly number[]): number[] {
  const sum = cols.reduce((total, width) => total + width, 0);
  let reached = 0;
  return cols.map((width) => {
    reached += width;
    return reached / sum;
  });
}

/** Cells keep their place on the paper: each ends at the new column edge nearest to where it ended. */
function respan(row: LayoutRow, before: readonly number[], after: readonly number[]): LayoutRow {
  let old = 0;
  let from = 0;
  const cells = row.cells.map((cell, at) => {
    old += cell.span;
    const left = row.cells.length - at - 1;
    let to = after.length;
    if (left > 0) {
      const wanted = before[old - 1]!;
      to = from + 1;
      while (to < after.length - left && nearer(after, to, wanted)) to++;
    }
    const span = to - from;
    from = to;
    return { ...cell, span };
  });
  return { ...row, cells };
}

function nearer(after: readonly number[], to: number, wanted: number): boolean {
  return Math.abs(after[to]! - wanted) < Math.abs(after[to - 1]! - wanted);
}

/** A unit's changes, by the layout's id. */
export type Changes = Partial<Record<string, LayoutChange>>;
export type Resolve = (layout: Layout, data: LayoutData) => ResolvedSheet;

/** Fills a layout as this unit has it. A change the layout of a later version no longer fits is left aside. */
export function resolverOf(changes: Changes): Resolve {
  return (layout, data) => resolveLayout(ownLayout(layout, changes), data);
}

export function ownLayout(layout: Layout, changes: Changes): Layout {
  const change = changes[layout.id];
  if (!change || changeProblems(layout, change).length > 0) return layout;
  return changedLayout(layout, change);
}

export const officialResolve: Resolve = resolverOf({});
