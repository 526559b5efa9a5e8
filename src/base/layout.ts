/**
 * A form as data: one grid describes the printed sheet, and every writer (Excel, Word, PDF, the screen) is a small
 * interpreter of it. Two steps: `layoutProblems` proves the grid sound, `resolveLayout` turns values into
 * `{ display, raw, type }` once, so that all writers show the same text.
 */
import { isDate } from './dates.ts';
import { formatFen } from './money.ts';

export type Align = 'left' | 'center' | 'right';
/** Roles, not font names: the writer knows which 宋体 there is. */
export type FontRole = 'song' | 'fang' | 'hei' | 'kai';
export type TextStyle = { font: FontRole; size: number; bold?: boolean };
/** `money` is integer fen, `date` and `longDate` are `YYYY-MM-DD`, `tick` is true or false. */
export type ValueType = 'text' | 'integer' | 'money' | 'date' | 'longDate' | 'tick';
/** `null` must be empty and prints the empty mark ("--"); `undefined` prints nothing. */
export type LayoutValue = string | number | boolean | null | undefined;

export type LayoutCell = {
  /** Fixed words, or a field of the data with words before it. */
  text: string | { field: string; type?: ValueType; before?: string };
  span: number;
  rowSpan?: number;
  style?: string;
  align?: Align;
  /** false = no lines around it (title, signature line). */
  border?: boolean;
  /** A drawn signature stands here when there is one: its name among the paper's pictures. */
  picture?: string;
};
export type LayoutRow = {
  /** Points; computed from the text when absent. */
  height?: number;
  /** Printed again at the top of each page. */
  repeat?: boolean;
  /** What the form is nothing without: a unit cannot hide it. */
  kept?: boolean;
  cells: LayoutCell[];
};
export type BodyColumn = {
  key: string;
  type?: ValueType;
  align?: Align;
  /** One merged cell over all rows of a group (in 附件8: one computer). */
  grouped?: boolean;
  /** The same words in every line, whatever the data (a column the unit has added). */
  fixed?: string;
};
export type Layout = {
  id: string;
  title: string;
  /** Millimetres. */
  page: {
    size: 'A4';
    orientation: 'portrait' | 'landscape';
    margin: { top: number; right: number; bottom: number; left: number };
  };
  /** Column widths in millimetres; together the printable width. */
  cols: number[];
  rows: LayoutRow[];
  body?: { columns: BodyColumn[]; empty: string; style?: string };
  tail?: LayoutRow[];
  /** `{p}` and `{n}` are the page and the number of pages. */
  footer?: string;
  styles: Record<string, TextStyle>;
};

export type LayoutData = {
  fields: Record<string, LayoutValue>;
  /** Rows of one group are adjacent and share `group`. */
  rows: { values: Record<string, LayoutValue>; group?: string | number }[];
};

export type ResolvedCell = {
  /** Of the table: the column's key, wherever the unit has put it. */
  key?: string;
  col: number;
  span: number;
  rowSpan: number;
  display: string;
  raw: string | number | null;
  type: ValueType;
  style: string;
  align: Align;
  border: boolean;
  picture?: string;
};
export type ResolvedRow = {
  part: 'head' | 'body' | 'tail';
  repeat: boolean;
  height?: number;
  cells: ResolvedCell[];
};
export type ResolvedSheet = Pick<Layout, 'id' | 'title' | 'page' | 'cols' | 'styles' | 'footer'> & {
  rows: ResolvedRow[];
};

const PAPER = { A4: { short: 210, long: 297 } } as const;

/** Millimetres of the sheet as it lies before the reader. */
export function sheetSize(page: Layout['page']): { width: number; height: number } {
  const { short, long } = PAPER[page.size];
  return page.orientation === 'landscape'
    ? { width: long, height: short }
    : { width: short, height: long };
}

export function printableWidth(page: Layout['page']): number {
  return sheetSize(page).width - page.margin.left - page.margin.right;
}

/** What is wrong with a layout, in words for its author; empty when it is sound. */
export function layoutProblems(layout: Layout): string[] {
  const problems: string[] = [];
  const sum = layout.cols.reduce((total, width) => total + width, 0);
  const printable = printableWidth(layout.page);
  if (Math.abs(sum - printable) > 0.5) {
    problems.push(`columns are ${sum} mm wide, the page has ${printable} mm`);
  }
  if (layout.body && layout.body.columns.length !== layout.cols.length) {
    problems.push(`body has ${layout.body.columns.length} columns, grid ${layout.cols.length}`);
  }
  problems.push(...gridProblems('rows', layout.rows, layout));
  problems.push(...gridProblems('tail', layout.tail ?? [], layout));
  const repeats = layout.rows.flatMap((row, at) => (row.repeat ? [at] : []));
  const first = repeats[0];
  if (first !== undefined && repeats.at(-1)! - first !== repeats.length - 1) {
    problems.push('repeated rows are not adjacent');
  }
  return problems;
}

function gridProblems(part: string, rows: LayoutRow[], layout: Layout): string[] {
  const problems: string[] = [];
  const width = layout.cols.length;
  const depth: number[] = new Array(width).fill(0);
  rows.forEach((row, at) => {
    const where = `${part}[${at}]`;
    const covered = depth.map((left) => left > 0);
    for (let col = 0; col < width; col++) depth[col] = Math.max(0, depth[col]! - 1);
    let col = 0;
    for (const cell of row.cells) {
      while (col < width && covered[col]) col++;
      const end = col + cell.span;
      if (cell.span < 1 || end > width) problems.push(`${where}: a cell runs over the edge`);
      if (covered.slice(col, end).some(Boolean)) problems.push(`${where}: cells overlap`);
      if (at + (cell.rowSpan ?? 1) > rows.length)
        problems.push(`${where}: rowSpan leaves the part`);
      if (cell.style !== undefined && !layout.styles[cell.style]) {
        problems.push(`${where}: no style ${cell.style}`);
      }
      for (let at = col; at < Math.min(end, width); at++) {
        covered[at] = true;
        depth[at] = Math.max(depth[at]!, (cell.rowSpan ?? 1) - 1);
      }
      col = end;
    }
    if (covered.some((full) => !full)) problems.push(`${where}: cells do not fill the grid`);
  });
  return problems;
}

/** Layout and data as one grid of placed cells. */
export function resolveLayout(layout: Layout, data: LayoutData): ResolvedSheet {
  const { id, title, page, cols, styles, footer } = layout;
  const rows = [
    ...placeRows('head', layout.rows, layout, data),
    ...placeBody(layout, data),
    ...placeRows('tail', layout.tail ?? [], layout, data),
  ];
  return { id, title, page, cols, styles, rows, ...(footer === undefined ? {} : { footer }) };
}

function placeRows(
  part: 'head' | 'tail',
  rows: LayoutRow[],
  layout: Layout,
  data: LayoutData,
): ResolvedRow[] {
  const depth: number[] = new Array(layout.cols.length).fill(0);
  return rows.map((row) => {
    const covered = depth.map((left) => left > 0);
    for (let col = 0; col < depth.length; col++) depth[col] = Math.max(0, depth[col]! - 1);
    let col = 0;
    const cells = row.cells.map((cell): ResolvedCell => {
      while (covered[col]) col++;
      const at = col;
      col += cell.span;
      for (let over = at; over < col; over++) depth[over] = (cell.rowSpan ?? 1) - 1;
      return {
        col: at,
        span: cell.span,
        rowSpan: cell.rowSpan ?? 1,
        ...headValue(cell, data),
        style: cell.style ?? 'body',
        align: cell.align ?? 'center',
        border: cell.border ?? true,
        ...(cell.picture === undefined ? {} : { picture: cell.picture }),
      };
    });
    const height = row.height === undefined ? {} : { height: row.height };
    return { part, repeat: row.repeat === true, cells, ...height };
  });
}

function headValue(cell: LayoutCell, data: LayoutData) {
  if (typeof cell.text === 'string') {
    return { display: cell.text, raw: cell.text, type: 'text' as const };
  }
  const { field, type = 'text', before = '' } = cell.text;
  const value = layoutValue(data.fields[field], type, '');
  if (before === '') return value;
  const display = `${before}${value.display}`;
  return { display, raw: display, type: 'text' as const };
}

function placeBody(layout: Layout, data: LayoutData): ResolvedRow[] {
  const body = layout.body;
  if (!body) return [];
  const lengths = groupLengths(data.rows);
  return data.rows.map((row, at) => {
    const cells: ResolvedCell[] = [];
    body.columns.forEach((column, col) => {
      const length = lengths[at]!;
      if (column.grouped && length === 0) return;
      const given = column.fixed === undefined ? row.values[column.key] : column.fixed || undefined;
      const value = layoutValue(given, column.type ?? 'text', body.empty);
      cells.push({
        key: column.key,
        col,
        span: 1,
        rowSpan: column.grouped ? length : 1,
        ...value,
        style: body.style ?? 'body',
        // The empty mark stands in the middle of whatever column.
        align: value.display === body.empty ? 'center' : (column.align ?? 'center'),
        border: true,
      });
    });
    return { part: 'body', repeat: false, cells };
  });
}

/** Length of the group at its first row, 0 at the others. */
function groupLengths(rows: LayoutData['rows']): number[] {
  const lengths: number[] = new Array(rows.length).fill(1);
  let start = 0;
  for (let at = 1; at < rows.length; at++) {
    if (rows[at]!.group === undefined || rows[at]!.group !== rows[start]!.group) start = at;
    else {
      lengths[start]! += 1;
      lengths[at] = 0;
    }
  }
  return lengths;
}

/** A number or date stays one for Excel; words in such a column (不限, 永久) stay words. */
export function layoutValue(
  value: LayoutValue,
  type: ValueType,
  empty: string,
): Pick<ResolvedCell, 'display' | 'raw' | 'type'> {
  if (value === undefined) return { display: '', raw: null, type: 'text' };
  if (value === null || value === '') {
    return { display: empty, raw: empty === '' ? null : empty, type: 'text' };
  }
  if (typeof value === 'boolean') {
    return { display: value ? '✓' : '', raw: value ? '✓' : null, type: 'text' };
  }
  if (typeof value === 'number') {
    const display = type === 'money' ? formatFen(value) : String(value);
    return { display, raw: value, type: type === 'money' ? 'money' : 'integer' };
  }
  if (type === 'longDate' && isDate(value)) {
    const [year, month, day] = value.split('-').map(Number);
    const display = `${year}年${month}月${day}日`;
    return { display, raw: display, type: 'text' };
  }
  if (type === 'date' && isDate(value)) return { display: value, raw: value, type: 'date' };
  return { display: value, raw: value, type: 'text' };
}
