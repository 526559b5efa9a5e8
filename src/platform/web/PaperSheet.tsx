/**
 * An official form on screen as it is printed: the same grid as Excel, Word and PDF get. Filters, search and
 * explanations live around the sheet, not in it.
 */
import type { CSSProperties, ReactNode } from 'react';

export type PaperCell = {
  content: ReactNode;
  span?: number;
  rowSpan?: number;
  align?: 'left' | 'center' | 'right';
  /** Absent or true: framed. */
  border?: boolean;
  head?: boolean;
};
export type PaperRow = { key: string; cells: PaperCell[]; title?: boolean; repeat?: boolean };

function Row(props: { row: PaperRow }): ReactNode {
  return (
    <tr className={props.row.title ? 'zc-paper-title' : undefined}>
      {props.row.cells.map((cell, at) => {
        const Tag = cell.head ? 'th' : 'td';
        const style: CSSProperties = cell.align ? { textAlign: cell.align } : {};
        return (
          <Tag
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place in the grid
            key={at}
            colSpan={cell.span ?? 1}
            rowSpan={cell.rowSpan ?? 1}
            className={cell.border === false ? 'zc-paper-open' : undefined}
            style={style}
          >
            {cell.content}
          </Tag>
        );
      })}
    </tr>
  );
}

/** `cols` in millimetres as in the layout; the sheet scrolls inside its frame on a narrow screen. */
export function PaperSheet(props: {
  label: string;
  cols: number[];
  rows: PaperRow[];
  /** Around the sheet: 第一页的说明, paging. */
  below?: ReactNode;
}): ReactNode {
  const total = props.cols.reduce((sum, width) => sum + width, 0);
  // Everything down to the last repeated line is the head, as on every printed page.
  const headEnd = props.rows.findLastIndex((row) => row.repeat || row.title) + 1;
  const head = props.rows.slice(0, headEnd);
  const rest = props.rows.slice(headEnd);
  return (
    <div className="zc-paper-frame">
      <table className="zc-paper" aria-label={props.label}>
        <colgroup>
          {props.cols.map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place in the grid
            <col key={at} style={{ width: `${(width / total) * 100}%` }} />
          ))}
        </colgroup>
        {head.length > 0 && (
          <thead>
            {head.map((row) => (
              <Row key={row.key} row={row} />
            ))}
          </thead>
        )}
        <tbody>
          {rest.map((row) => (
            <Row key={row.key} row={row} />
          ))}
        </tbody>
      </table>
      {props.below}
    </div>
  );
}
