/**
 * Words as a page can show them. Names are pasted from web pages and Word files and bring along signs that nobody sees:
 * no font has them, and Word cannot open a file that holds some of them.
 */
import type { Paper } from './shapes.ts';

const LINE_ENDS = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
/** Blanks the font has are kept as they are. */
const BLANKS = /\t|(?![ \u00a0\u2002\u2003\u3000])\p{Zs}/gu;
/** Control and format characters, halves of characters, and the selectors of a glyph's variants. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\ufffe\uffff]/gu;

export function pageWords(text: string): string {
  return text.replaceAll(LINE_ENDS, '\n').replaceAll(BLANKS, ' ').replaceAll(UNSEEN, '');
}

export function pagePaper(paper: Paper): Paper {
  const rows = paper.sheet.rows.map((row) => ({
    ...row,
    cells: row.cells.map((cell) => {
      const display = pageWords(cell.display);
      return display === cell.display ? cell : { ...cell, display };
    }),
  }));
  const code = paper.code && { ...paper.code, words: pageWords(paper.code.words) };
  return { ...paper, sheet: { ...paper.sheet, rows }, ...(code ? { code } : {}) };
}
