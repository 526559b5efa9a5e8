/** Where a form's rows stand on its pages: heights from the words, header rows again on each page, a tail kept together. */
import { type ResolvedCell, type ResolvedSheet, sheetSize } from '../../base/layout.ts';
import { type Fonts, fontOf } from './fonts.ts';

export const POINTS = 72 / 25.4;
export const PADDING = 3;
export const LINE = 1.35;
const LEAST = 18;

/** A row, or a part of one that is taller than a page. */
export type Piece = { row: number; height: number; again: boolean };
export type Measured = { lines: Map<ResolvedCell, string[]>; heights: number[] };

export function cellWidth(sheet: ResolvedSheet, cell: ResolvedCell): number {
  let width = 0;
  for (let col = cell.col; col < cell.col + cell.span; col++) width += sheet.cols[col]! * POINTS;
  return width;
}

export function measure(sheet: ResolvedSheet, fonts: Fonts): Measured {
  const lines = new Map<ResolvedCell, string[]>();
  const needs = (cell: ResolvedCell) => {
    const style = sheet.styles[cell.style] ?? { font: 'song' as const, size: 10.5 };
    const room = cellWidth(sheet, cell) - 2 * PADDING;
    const wrapped = fonts.wrap(cell.display, fontOf(style), style.size, room);
    lines.set(cell, wrapped);
    return wrapped.length * style.size * LINE + 2 * PADDING;
  };
  const heights = sheet.rows.map((row) => {
    const own = row.cells.map((cell) => [cell.rowSpan, needs(cell)] as const);
    const single = own.filter(([rowSpan]) => rowSpan === 1).map(([, height]) => height);
    return Math.max(row.height ?? LEAST, ...single);
  });
  sheet.rows.forEach((row, at) => {
    for (const cell of row.cells.filter(({ rowSpan }) => rowSpan > 1)) {
      const style = sheet.styles[cell.style] ?? { size: 10.5 };
      const given = heights.slice(at, at + cell.rowSpan).reduce((sum, height) => sum + height, 0);
      const missing = lines.get(cell)!.length * style.size * LINE + 2 * PADDING - given;
      if (missing > 0) heights[at + cell.rowSpan - 1]! += missing;
    }
  });
  return { lines, heights };
}

/** Pages as lists of pieces from above. */
export function paginate(sheet: ResolvedSheet, heights: readonly number[]): Piece[][] {
  const { margin } = sheet.page;
  const room = (sheetSize(sheet.page).height - margin.top - margin.bottom) * POINTS;
  const repeats = sheet.rows.flatMap((row, at) => (row.repeat ? [at] : []));
  const again = repeats.map((row) => ({ row, height: heights[row]!, again: true }));
  const againHeight = again.reduce((sum, piece) => sum + piece.height, 0);
  const pages: Piece[][] = [[]];
  let used = 0;
  const turn = () => {
    pages.push(againHeight < room / 2 ? [...again] : []);
    used = againHeight < room / 2 ? againHeight : 0;
  };
  const put = (row: number, height: number) => {
    pages.at(-1)!.push({ row, height, again: false });
    used += height;
  };
  const tail = sheet.rows.findIndex((row) => row.part === 'tail');
  const tailHeight = tail < 0 ? 0 : heights.slice(tail).reduce((sum, height) => sum + height, 0);
  for (let row = 0; row < sheet.rows.length; row++) {
    if (row === tail && used + tailHeight > room && tailHeight + againHeight <= room) turn();
    let left = heights[row]!;
    if (used + left > room && used > againHeight && left + againHeight <= room) turn();
    while (used + left > room) {
      const part = room - used;
      if (part < 4 * LEAST && used > againHeight) {
        turn();
        continue;
      }
      put(row, part);
      // The cut costs the next part a margin of its own and at most one line.
      left += 2 * PADDING + LEAST - part;
      turn();
    }
    if (left > 0.5) put(row, left);
  }
  return pages;
}
