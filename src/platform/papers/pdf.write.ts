/** Paints resolved forms as PDF: embedded font, selectable words, the header again on each page, page numbers. */
import PDFDocument from 'pdfkit';
import { type ResolvedCell, type ResolvedSheet, sheetSize } from '../../base/layout.ts';
import { extraFont } from './fonts.extra.ts';
import { type Face, type FontName, Fonts, fontBytes, fontOf } from './fonts.ts';
import {
  cellWidth,
  LINE,
  type Measured,
  measure,
  PADDING,
  type Piece,
  POINTS,
  paginate,
} from './pdf.pages.ts';
import type { Paper, PaperProperties } from './shapes.ts';

export type WrittenPdf = { bytes: Buffer; missing: string[] };

export async function writePdfHere(
  papers: Paper[],
  properties: PaperProperties,
): Promise<WrittenPdf> {
  const fonts = new Fonts();
  const doc = new PDFDocument({
    autoFirstPage: false,
    compress: true,
    info: {
      Title: properties.title,
      Creator: '正册',
      Producer: '正册',
      CreationDate: new Date(`${properties.on}T00:00:00Z`),
    },
    lang: 'zh-CN',
    displayTitle: true,
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => {
    doc.on('end', resolve);
    doc.on('error', reject);
  });
  doc.registerFont('regular', fontBytes('regular'));
  doc.registerFont('bold', fontBytes('bold'));
  for (const paper of papers) paintPaper(doc, fonts, paper);
  doc.end();
  await ended;
  return { bytes: Buffer.concat(chunks), missing: [...fonts.missing] };
}

function paintPaper(doc: PDFKit.PDFDocument, fonts: Fonts, paper: Paper): void {
  const { sheet } = paper;
  const measured = measure(sheet, fonts);
  const pages = paginate(sheet, measured.heights);
  const size = sheetSize(sheet.page);
  /** Lines of a cell that stand on earlier pages already. */
  const drawn = new Map<ResolvedCell, number>();
  pages.forEach((pieces, page) => {
    doc.addPage({ size: [size.width * POINTS, size.height * POINTS], margin: 0 });
    doc.lineWidth(0.6);
    let y = sheet.page.margin.top * POINTS;
    const placed = pieces.map((piece) => {
      const top = y;
      y += piece.height;
      return { ...piece, top };
    });
    paintCells(doc, fonts, paper, measured, placed, drawn);
    if (sheet.footer) paintFooter(doc, sheet, sheet.footer, page + 1, pages.length);
    if (paper.code) paintCode(doc, fonts, sheet, paper.code);
  });
}

type Placed = Piece & { top: number };

/** Each cell's part of the page: its own rows, or what of a merged one falls on it. */
function paintCells(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  paper: Paper,
  measured: Measured,
  placed: readonly Placed[],
  drawn: Map<ResolvedCell, number>,
): void {
  const { sheet } = paper;
  const left = sheet.page.margin.left * POINTS;
  const first = placed.filter(({ again }) => !again)[0]?.row ?? 0;
  const rows = new Map<number, Placed[]>();
  for (const piece of placed) rows.set(piece.row, [...(rows.get(piece.row) ?? []), piece]);
  const from = spanStart(sheet, first);
  for (let at = Math.min(from, ...rows.keys()); at < sheet.rows.length; at++) {
    for (const cell of sheet.rows[at]!.cells) {
      const parts: Placed[] = [];
      for (let row = at; row < at + cell.rowSpan; row++) parts.push(...(rows.get(row) ?? []));
      if (parts.length === 0) continue;
      let x = left;
      for (let col = 0; col < cell.col; col++) x += sheet.cols[col]! * POINTS;
      const box = {
        x,
        y: parts[0]!.top,
        width: cellWidth(sheet, cell),
        height: parts.reduce((sum, part) => sum + part.height, 0),
      };
      if (cell.border) doc.rect(box.x, box.y, box.width, box.height).stroke();
      const anew = parts.every(({ again }) => again);
      paintWords(
        doc,
        fonts,
        paper,
        cell,
        measured.lines.get(cell) ?? [],
        box,
        anew ? new Map() : drawn,
      );
    }
    if (at > placed.at(-1)!.row) break;
  }
}

/** The first row whose merged cells may reach down to `row`. */
function spanStart(sheet: ResolvedSheet, row: number): number {
  let start = row;
  for (let at = row - 1; at >= 0 && sheet.rows[at]!.cells.length < sheet.cols.length; at--)
    start = at;
  return Math.max(0, start - 1);
}

type Box = { x: number; y: number; width: number; height: number };

/** A line and its width, in our font wherever it has the characters. */
type Line = { width: number; draw: (x: number, y: number) => void };

function lineOf(doc: PDFKit.PDFDocument, fonts: Fonts, words: string, name: FontName): Line {
  const runs = fonts.runs(words, name).map(({ text, face }) => {
    takeFace(doc, face);
    return { text, face, width: doc.widthOfString(text) };
  });
  return {
    width: runs.reduce((sum, { width }) => sum + width, 0),
    draw: (x, y) => {
      let at = x;
      for (const { text, face, width } of runs) {
        takeFace(doc, face);
        doc.text(text, at, y, { lineBreak: false, baseline: 'alphabetic' });
        at += width;
      }
    },
  };
}

function takeFace(doc: PDFKit.PDFDocument, face: Face): void {
  if (typeof face !== 'number') {
    doc.font(face);
    return;
  }
  const { bytes, family } = extraFont(face);
  // Under a name it is opened once a document.
  const name = `extra${face}`;
  doc.registerFont(name, bytes, family);
  doc.font(name);
}

function paintWords(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  paper: Paper,
  cell: ResolvedCell,
  lines: readonly string[],
  box: Box,
  drawn: Map<ResolvedCell, number>,
): void {
  const style = paper.sheet.styles[cell.style] ?? { font: 'song' as const, size: 10.5 };
  const step = style.size * LINE;
  const before = drawn.get(cell) ?? 0;
  // A merged cell that goes on says again whose rows these are.
  const start = before >= lines.length ? 0 : before;
  const fits = Math.max(1, Math.floor((box.height - 2 * PADDING + 0.5) / step));
  const shown = lines.slice(start, start + fits);
  drawn.set(cell, start + shown.length);
  const picture = cell.picture === undefined ? undefined : paper.pictures?.[cell.picture];
  if (picture) {
    doc.image(Buffer.from(picture), box.x + box.width / 2, box.y + 2, {
      fit: [box.width / 2 - 4, box.height - 4],
      align: 'center',
      valign: 'center',
    });
  }
  doc.fontSize(style.size).fillColor('#000');
  const top = box.y + (box.height - shown.length * step) / 2;
  shown.forEach((line, at) => {
    if (line === '') return;
    const { width, draw } = lineOf(doc, fonts, line, fontOf(style));
    const room = box.width - 2 * PADDING;
    const shift =
      cell.align === 'right' ? room - width : cell.align === 'center' ? (room - width) / 2 : 0;
    const baseline = top + at * step + (step - style.size) / 2 + style.size * 0.86;
    draw(box.x + PADDING + shift, baseline);
  });
}

function paintFooter(
  doc: PDFKit.PDFDocument,
  sheet: ResolvedSheet,
  footer: string,
  page: number,
  pages: number,
): void {
  const size = sheetSize(sheet.page);
  const words = footer.replaceAll('{p}', String(page)).replaceAll('{n}', String(pages));
  doc.font('regular').fontSize(9);
  const x = (size.width * POINTS - doc.widthOfString(words)) / 2;
  const y = (size.height - sheet.page.margin.bottom / 2) * POINTS;
  doc.text(words, x, y, { lineBreak: false, baseline: 'alphabetic' });
}

/** Printers leave some 4 mm blank. */
const CODE_TOP = 4.5;
const CODE = 14;
const WORDS = 6.5;

/** At the top right corner, inside the margin: 14 mm or what the margin leaves; beside it in words whose paper it is. */
function paintCode(
  doc: PDFKit.PDFDocument,
  fonts: Fonts,
  sheet: ResolvedSheet,
  code: NonNullable<Paper['code']>,
): void {
  const side = Math.min(CODE, sheet.page.margin.top - 5) * POINTS;
  const unit = side / code.modules.length;
  const right = (sheetSize(sheet.page).width - sheet.page.margin.right) * POINTS;
  const x = right - side;
  const y = CODE_TOP * POINTS;
  doc.fillColor('#000');
  code.modules.forEach((row, down) => {
    row.forEach((black, across) => {
      if (black) doc.rect(x + across * unit, y + down * unit, unit, unit);
    });
  });
  doc.fill();
  doc.fontSize(WORDS);
  const lines = code.words.split('\n');
  lines.forEach((line, at) => {
    const baseline = y + side - (lines.length - 1 - at) * WORDS * 1.5;
    const { width, draw } = lineOf(doc, fonts, line, 'regular');
    draw(x - 6 - width, baseline);
  });
}
