/** Writes resolved forms as Word: editable, real tables with repeated header rows, the official fonts by name. */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeightRule,
  ImageRun,
  type ISectionOptions,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  VerticalMergeType,
  WidthType,
} from 'docx';
import type { Align, FontRole, ResolvedCell, ResolvedRow, TextStyle } from '../../base/layout.ts';
import { codePicture } from './code.ts';
import type { Paper, PaperProperties } from './shapes.ts';

const TWIPS = 1440 / 25.4;
/** Names only: these are on every Windows and come with WPS; digits and Latin letters in Times. */
const FONTS: Record<FontRole, string> = { song: '宋体', fang: '仿宋', hei: '黑体', kai: '楷体' };
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const FRAMED = { top: LINE, bottom: LINE, left: LINE, right: LINE };
const OPEN = { top: NONE, bottom: NONE, left: NONE, right: NONE };
const SIDES: Record<Align, (typeof AlignmentType)[keyof typeof AlignmentType]> = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
};

/** A paper with the numbers of the file's pictures: the library counts them over all files a process writes. */
type Page = Paper & { nextPicture(): string };

export async function writeWordHere(papers: Paper[], properties: PaperProperties): Promise<Buffer> {
  let pictures = 0;
  const nextPicture = () => String(++pictures);
  const file = new Document({
    styles: {
      default: { document: { run: { font: fontSet('song'), size: 21 } } },
      paragraphStyles: styleSheet(papers),
    },
    sections: papers.map((paper) => section({ ...paper, nextPicture })),
  });
  // The library would write today's time; a file says of what day its content is.
  return Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: coreOf(properties) },
  ]);
}

/** Fonts stand once in the style sheet and not in each cell: a third of the file and of the time it takes. */
function styleSheet(papers: Paper[]) {
  const known = new Map(
    papers.flatMap(({ sheet }) => Object.values(sheet.styles).map((one) => [styleId(one), one])),
  );
  known.set(styleId(PLAIN), PLAIN);
  return [...known].map(([id, { font, size, bold }]) => ({
    id,
    name: id,
    basedOn: 'Normal',
    run: { font: fontSet(font), size: Math.round(size * 2), ...(bold ? { bold: true } : {}) },
    paragraph: { spacing: { before: 0, after: 0 } },
  }));
}

const PLAIN: TextStyle = { font: 'song', size: 10.5 };

function styleId({ font, size, bold }: TextStyle): string {
  return `${font}${size * 10}${bold ? 'bold' : ''}`;
}

function coreOf({ title, on }: PaperProperties): string {
  const stamp = `<dcterms:%s xsi:type="dcterms:W3CDTF">${on}T00:00:00Z</dcterms:%s>`;
  return `<?xml version="1.0" encoding="UTF-8"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>正册</dc:creator><cp:lastModifiedBy>正册</cp:lastModifiedBy>${stamp.replaceAll('%s', 'created')}${stamp.replaceAll('%s', 'modified')}</cp:coreProperties>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function fontSet(role: FontRole) {
  return {
    ascii: 'Times New Roman',
    hAnsi: 'Times New Roman',
    cs: 'Times New Roman',
    eastAsia: FONTS[role],
  };
}

function section(paper: Page): ISectionOptions {
  const { sheet } = paper;
  const { margin, orientation } = sheet.page;
  const twips = (millimetres: number) => Math.round(millimetres * TWIPS);
  return {
    properties: {
      page: {
        // The library turns the sheet itself: width and height are those of the upright one.
        size: {
          width: twips(210),
          height: twips(297),
          orientation:
            orientation === 'landscape' ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
        },
        margin: {
          top: twips(margin.top),
          right: twips(margin.right),
          bottom: twips(margin.bottom),
          left: twips(margin.left),
          header: twips(5),
          footer: twips(margin.bottom / 2),
        },
      },
    },
    ...(paper.code === undefined
      ? {}
      : { headers: { default: codeHeader(paper.code, paper.nextPicture()) } }),
    ...(sheet.footer === undefined ? {} : { footers: { default: footerOf(sheet.footer) } }),
    children: blocks(paper),
  };
}

function codeHeader(code: NonNullable<Paper['code']>, id: string): Header {
  return new Header({
    children: [
      new Paragraph({
        alignment: AlignmentType.RIGHT,
        children: [
          new TextRun({ text: `${code.words.replaceAll('\n', '　')}　`, size: 13 }),
          new ImageRun({
            type: 'png',
            data: codePicture(code.modules),
            transformation: { width: 38, height: 38 },
            altText: { id, name: '' },
          }),
        ],
      }),
    ],
  });
}

function footerOf(words: string): Footer {
  const parts = words.split(/(\{p\}|\{n\})/).map((part) => {
    if (part === '{p}') return PageNumber.CURRENT;
    // Counted over the whole file, as Excel does: the count of a section is empty outside Word.
    if (part === '{n}') return PageNumber.TOTAL_PAGES;
    return part;
  });
  return new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ size: 18, children: parts })],
      }),
    ],
  });
}

/** Rows that are repeated must begin their table: what stands above them is a table of its own. */
function blocks(paper: Page): (Paragraph | Table)[] {
  const { rows } = paper.sheet;
  const first = rows.findIndex((row) => row.repeat);
  const cut = first < 0 ? leadOf(rows) : first;
  const children: (Paragraph | Table)[] = [];
  const lead = leadOf(rows.slice(0, cut));
  for (const row of rows.slice(0, lead)) children.push(...leadRow(paper, row));
  if (cut > lead) children.push(tableOf(paper, lead, cut), new Paragraph({ spacing: TINY }));
  if (rows.length > cut) children.push(tableOf(paper, cut, rows.length));
  return children;
}

/** Word joins tables that touch. */
const TINY = { line: 20, lineRule: 'exact' as const, before: 0, after: 0 };

/** Rows of one open cell at the top: paragraphs rather than tables. */
function leadOf(rows: readonly ResolvedRow[]): number {
  const at = rows.findIndex((row) => row.cells.length !== 1 || row.cells[0]!.border);
  return at < 0 ? rows.length : at;
}

/** An open row as paragraphs, with the room above and below its words that the row would have given them. */
function leadRow(paper: Page, row: ResolvedRow): Paragraph[] {
  const cell = row.cells[0]!;
  const size = paper.sheet.styles[cell.style]?.size ?? 10.5;
  const lines = cell.display.split('\n');
  const spare = Math.max(0, ((row.height ?? 0) - lines.length * size * LEAD_LINE) * 20);
  return lines.map((_, at) => {
    const words = wordsOf(paper, cell, at);
    const before = at === 0 ? Math.round(spare / 2) : 0;
    const after = at === lines.length - 1 ? Math.round(spare / 2) : 0;
    return new Paragraph({ ...words, spacing: { before, after } });
  });
}

/** About what Word gives a line of Chinese. */
const LEAD_LINE = 1.4;

function tableOf(paper: Page, from: number, to: number): Table {
  const { sheet } = paper;
  const widths = sheet.cols.map((millimetres) => Math.round(millimetres * TWIPS));
  const taken: ({ cell: ResolvedCell; left: number } | undefined)[] = [];
  const rows: TableRow[] = [];
  const framed = sheet.rows.slice(from, to).every((row) => row.cells.every(({ border }) => border));
  for (let at = from; at < to; at++) {
    rows.push(rowOf(paper, sheet.rows[at]!, { widths, framed }, taken));
  }
  return new Table({
    rows,
    width: { size: widths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    alignment: AlignmentType.CENTER,
    margins: { top: 20, bottom: 20, left: 60, right: 60 },
    // Lines of a table without gaps are the table's own; only a mixed one says them cell by cell.
    borders: framed
      ? { ...FRAMED, insideHorizontal: LINE, insideVertical: LINE }
      : { ...OPEN, insideHorizontal: NONE, insideVertical: NONE },
  });
}

type Grid = { widths: readonly number[]; framed: boolean };

/** One row; cells merged from above are continued where they stand. */
function rowOf(
  paper: Page,
  row: ResolvedRow,
  grid: Grid,
  taken: ({ cell: ResolvedCell; left: number } | undefined)[],
): TableRow {
  const children: TableCell[] = [];
  const own = new Map(row.cells.map((cell) => [cell.col, cell]));
  for (let col = 0; col < grid.widths.length; ) {
    const above = taken[col];
    const cell = above?.cell ?? own.get(col);
    if (!cell) {
      children.push(new TableCell({ children: [new Paragraph('')], borders: OPEN }));
      col += 1;
      continue;
    }
    children.push(cellOf(paper, cell, grid, above !== undefined));
    if (above) {
      above.left -= 1;
      if (above.left === 0) taken[col] = undefined;
    } else if (cell.rowSpan > 1) taken[col] = { cell, left: cell.rowSpan - 1 };
    col += cell.span;
  }
  return new TableRow({
    children,
    cantSplit: true,
    tableHeader: row.repeat,
    ...(row.height === undefined
      ? {}
      : { height: { value: Math.round(row.height * 20), rule: HeightRule.ATLEAST } }),
  });
}

function cellOf(
  paper: Page,
  cell: ResolvedCell,
  { widths, framed }: Grid,
  continued: boolean,
): TableCell {
  const width = widths.slice(cell.col, cell.col + cell.span).reduce((sum, one) => sum + one, 0);
  return new TableCell({
    children: continued ? [new Paragraph('')] : paragraphs(paper, cell),
    width: { size: width, type: WidthType.DXA },
    ...(cell.span === 1 ? {} : { columnSpan: cell.span }),
    verticalAlign: VerticalAlignTable.CENTER,
    ...(framed ? {} : { borders: cell.border ? FRAMED : OPEN }),
    ...(cell.rowSpan === 1
      ? {}
      : { verticalMerge: continued ? VerticalMergeType.CONTINUE : VerticalMergeType.RESTART }),
  });
}

function paragraphs(paper: Page, cell: ResolvedCell): Paragraph[] {
  return cell.display.split('\n').map((_, at) => new Paragraph(wordsOf(paper, cell, at)));
}

function wordsOf(paper: Page, cell: ResolvedCell, line?: number) {
  const style = paper.sheet.styles[cell.style] ?? PLAIN;
  const words = line === undefined ? cell.display : cell.display.split('\n')[line]!;
  const picture = cell.picture === undefined ? undefined : paper.pictures?.[cell.picture];
  return {
    style: styleId(style),
    alignment: SIDES[cell.align],
    children: [
      new TextRun(words),
      ...(picture && (line ?? 0) === 0
        ? [
            new ImageRun({
              type: picture[0] === 0xff ? ('jpg' as const) : ('png' as const),
              data: Buffer.from(picture),
              transformation: { width: 90, height: 34 },
              altText: { id: paper.nextPicture(), name: '' },
            }),
          ]
        : []),
    ],
  };
}
