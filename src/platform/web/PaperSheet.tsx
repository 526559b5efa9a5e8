/**
 * An official form on screen as it is printed: the same grid as Excel, Word and PDF get. Filters, search and
 * explanations live around the sheet, not in it.
 */
import type { CSSProperties, ReactNode } from 'react';
import type { ResolvedCell, ResolvedSheet, TextStyle } from '../../base/layout.ts';

export type PaperCell = {
  content: ReactNode;
  span?: number;
  rowSpan?: number;
  align?: 'left' | 'center' | 'right';
  /** Absent or true: framed. */
  border?: boolean;
  style?: TextStyle | undefined;
};
export type PaperRow = {
  key: string;
  head?: boolean;
  /** Only on a printed page: again at the top of the next one. */
  repeat?: boolean;
  /** Points; only on a printed page. */
  height?: number | undefined;
  cells: PaperCell[];
};

/** Chinese type families by role, as far as the reader's machine has them. */
const FAMILIES: Record<TextStyle['font'], string> = {
  song: "SimSun, 'Songti SC', 'Noto Serif CJK SC', 'Noto Serif SC', serif",
  fang: "FangSong, STFangsong, 'Noto Serif CJK SC', serif",
  hei: "SimHei, 'Heiti SC', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
  kai: "KaiTi, STKaiti, 'Noto Serif CJK SC', serif",
};

function styleOf(cell: PaperCell): CSSProperties {
  const style: CSSProperties = {};
  if (cell.align) style.textAlign = cell.align;
  if (cell.style) {
    style.fontFamily = FAMILIES[cell.style.font];
    style.fontSize = `${cell.style.size}pt`;
    if (cell.style.bold) style.fontWeight = 600;
  }
  return style;
}

function Row(props: { row: PaperRow }): ReactNode {
  const { height } = props.row;
  const Tag = props.row.head ? 'th' : 'td';
  return (
    <tr style={height === undefined ? undefined : { height: `${height}pt` }}>
      {props.row.cells.map((cell, at) => (
        <Tag
          // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the grid
          key={at}
          colSpan={cell.span ?? 1}
          rowSpan={cell.rowSpan ?? 1}
          className={cell.border === false ? 'zc-paper-open' : undefined}
          style={styleOf(cell)}
        >
          {cell.content}
        </Tag>
      ))}
    </tr>
  );
}

function Columns(props: { cols: number[] }): ReactNode {
  const total = props.cols.reduce((sum, width) => sum + width, 0);
  return (
    <colgroup>
      {props.cols.map((width, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the grid
        <col key={at} style={{ width: `${(width / total) * 100}%` }} />
      ))}
    </colgroup>
  );
}

/** One paper to be printed: title once, repeated rows on each page, in the layout's own heights. */
export function PrintedSheet(props: {
  label: string;
  id: string;
  landscape: boolean;
  cols: number[];
  rows: PaperRow[];
  /** In the upper corner, outside of the sheet: the code of its version. */
  corner?: ReactNode;
  /** Under the sheet, printed too. */
  below?: ReactNode;
}): ReactNode {
  const start = props.rows.findIndex((row) => row.repeat);
  const head = start < 0 ? props.rows : props.rows.slice(0, start);
  const rest = start < 0 ? [] : props.rows.slice(start);
  const end = rest.findLastIndex((row) => row.repeat) + 1;
  const paper = props.landscape ? 'zc-print zc-print-landscape' : 'zc-print';
  return (
    <section className={`${paper} zc-print-${props.id}`} aria-label={props.label}>
      {props.corner}
      <table className="zc-paper">
        <Columns cols={props.cols} />
        <tbody>
          {head.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      {rest.length > 0 && (
        <table className="zc-paper zc-paper-more">
          <Columns cols={props.cols} />
          <thead>
            {rest.slice(0, end).map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </thead>
          <tbody>
            {rest.slice(end).map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </tbody>
        </table>
      )}
      {props.below}
    </section>
  );
}

/**
 * `cols` in millimetres as in the layout. Rows with `head` come first and stand in the table's head. A narrow screen
 * scrolls the sheet inside its frame.
 */
export function PaperSheet(props: {
  label: string;
  cols: number[];
  rows: PaperRow[];
  /** Under the sheet: paging, notes. */
  below?: ReactNode;
}): ReactNode {
  const headEnd = props.rows.findLastIndex((row) => row.head) + 1;
  return (
    <div className="zc-paper-frame">
      <table className="zc-paper" aria-label={props.label}>
        <Columns cols={props.cols} />
        <thead>
          {props.rows.slice(0, headEnd).map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </thead>
        <tbody>
          {props.rows.slice(headEnd).map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      {props.below}
    </div>
  );
}

/**
 * Rows of a resolved layout (`resolveLayout` of base/layout.ts). `content` may turn a cell into a link; `line` is the
 * number of the body row, undefined in head and tail.
 */
export function paperRows(
  sheet: ResolvedSheet,
  content: (cell: ResolvedCell, line: number | undefined) => ReactNode = (cell) => cell.display,
): PaperRow[] {
  let line = 0;
  return sheet.rows.map((row, at) => {
    const number = row.part === 'body' ? line++ : undefined;
    return {
      key: `${row.part}${at}`,
      head: row.part === 'head',
      repeat: row.repeat,
      cells: row.cells.map((cell) => ({
        content: content(cell, number),
        span: cell.span,
        rowSpan: cell.rowSpan,
        align: cell.align,
        border: cell.border,
        style: sheet.styles[cell.style],
      })),
    };
  });
}
