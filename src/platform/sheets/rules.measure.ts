/**
 * How high a row must be for its words. Excel grows rows without a height by itself, LibreOffice leaves them at one
 * line and lets the words overlap; so the height is computed and written.
 */
import type { ResolvedRow, ResolvedSheet } from '../../base/layout.ts';

/** Excel's width unit: digits of the default font at 96 dpi, five pixels of padding. */
export function charactersOf(millimetres: number): number {
  return Math.round((((millimetres * 96) / 25.4 - 5) / 7) * 100) / 100;
}

const LINE_HEIGHT = 1.35;
const PADDING = 4;

/** Lines the text takes in a cell that wide. Chinese breaks anywhere; a Latin word that does not fit starts a new line. */
export function linesOf(text: string, size: number, millimetres: number): number {
  const room = Math.max(1, ((charactersOf(millimetres) - 0.7) * 11) / size / 1.05);
  let lines = 0;
  for (const paragraph of text.split('\n')) {
    let used = 0;
    lines += 1;
    for (const [piece] of paragraph.matchAll(/[!-~\u00a1-\u02ff]+|./gsu)) {
      const width = widthOf(piece);
      if (used > 0 && used + width > room) {
        lines += 1;
        used = 0;
      }
      // A word longer than the line is broken where the line ends.
      const broken = Math.max(0, Math.ceil((used + width) / room) - 1);
      lines += broken;
      used += width - broken * room;
    }
  }
  return lines;
}

/** In half-width characters: 2 for Chinese and full-width signs, 1 for Latin and digits. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += character.codePointAt(0)! < 0x1100 ? 1 : 2;
  return width;
}

/** Points for each row: what its own cells need; a cell over several rows is given what is missing in its last row. */
export function rowHeights(sheet: ResolvedSheet): number[] {
  const heights = sheet.rows.map((row) => row.height ?? ownHeight(sheet, row));
  sheet.rows.forEach((row, at) => {
    for (const cell of row.cells) {
      if (cell.rowSpan === 1) continue;
      const last = at + cell.rowSpan - 1;
      let given = 0;
      for (let over = at; over <= last; over++) given += heights[over]!;
      const missing = cellHeight(sheet, cell) - given;
      if (missing > 0 && sheet.rows[last]!.height === undefined) heights[last]! += missing;
    }
  });
  return heights.map((height) => Math.min(409, Math.round(height * 4) / 4));
}

function ownHeight(sheet: ResolvedSheet, row: ResolvedRow): number {
  const single = row.cells.filter((cell) => cell.rowSpan === 1);
  return Math.max(18, ...single.map((cell) => cellHeight(sheet, cell)));
}

function cellHeight(sheet: ResolvedSheet, cell: ResolvedRow['cells'][number]): number {
  const size = sheet.styles[cell.style]?.size ?? 10.5;
  const width = sheet.cols
    .slice(cell.col, cell.col + cell.span)
    .reduce((sum, millimetres) => sum + millimetres, 0);
  return linesOf(cell.display, size, width) * size * LINE_HEIGHT + PADDING;
}
