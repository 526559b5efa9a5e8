/** Writes resolved forms as an Excel workbook that prints like the official paper. */
import type { CellStyle, CellValue, WriteSheet } from 'hucre';
import type { FontRole, ResolvedCell, ResolvedSheet } from '../../base/layout.ts';
import { charactersOf, rowHeights } from './rules.measure.ts';
import { NUMBER_FORMATS, safeSheetName, writeWorkbook } from './write.ts';

/** Excel files carry names only; these are on every Windows and come with WPS. */
const FONTS: Record<FontRole, string> = { song: '宋体', fang: '仿宋', hei: '黑体', kai: '楷体' };

const LINE = { style: 'thin', color: { rgb: '000000' } } as const;
const BOX = { top: LINE, right: LINE, bottom: LINE, left: LINE };

export type Paper = {
  name: string;
  sheet: ResolvedSheet;
  /** PNG or JPEG of drawn signatures, by the name of their place in the layout. */
  pictures?: Record<string, Uint8Array>;
};
/** `on` stands as the file's date, so that equal content gives equal bytes. */
export type PaperProperties = { title: string; on: string };

export async function writePaperHere(
  papers: Paper[],
  properties: PaperProperties,
): Promise<Buffer> {
  const used = new Set<string>();
  const sheets = papers.map((paper) => paperSheet(safeSheetName(paper.name, used), paper));
  // The library writes sheet names of print titles without quotes, and S0001 without quotes is a cell.
  const namedRanges = sheets.flatMap(({ name, titleRows }) =>
    titleRows === undefined
      ? []
      : [
          {
            name: '_xlnm.Print_Titles',
            range: `'${name.replaceAll("'", "''")}'!${titleRows}`,
            scope: name,
          },
        ],
  );
  return writeWorkbook(
    sheets.map(({ titleRows: _titles, ...sheet }) => sheet),
    properties,
    namedRanges,
  );
}

function paperSheet(name: string, paper: Paper): WriteSheet & { titleRows?: string } {
  const { sheet } = paper;
  const images = imagesOf(paper);
  const heights = rowHeights(sheet);
  const repeats = sheet.rows.flatMap((row, at) => (row.repeat ? [at] : []));
  const grid = cellsOf(sheet);
  const inches = (millimetres: number) => Math.round((millimetres / 25.4) * 1000) / 1000;
  const { margin, orientation } = sheet.page;
  return {
    name,
    columns: sheet.cols.map((millimetres) => ({ width: charactersOf(millimetres) })),
    ...grid,
    ...(images.length === 0 ? {} : { images }),
    rowDefs: new Map(heights.map((height, at) => [at, { height }])),
    ...(repeats.length === 0
      ? {}
      : {
          freezePane: { rows: repeats.at(-1)! + 1 },
          titleRows: `$${repeats[0]! + 1}:$${repeats.at(-1)! + 1}`,
        }),
    pageSetup: {
      paperSize: 'a4',
      orientation,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      horizontalCentered: true,
      margins: {
        top: inches(margin.top),
        right: inches(margin.right),
        bottom: inches(margin.bottom),
        left: inches(margin.left),
        header: inches(margin.top / 2),
        footer: inches(margin.bottom / 2),
      },
    },
    ...(sheet.footer === undefined
      ? {}
      : {
          headerFooter: {
            oddFooter: `&C${sheet.footer.replaceAll('{p}', '&P').replaceAll('{n}', '&N')}`,
          },
        }),
    view: { showGridLines: false },
  };
}

function cellsOf(sheet: ResolvedSheet): Required<Pick<WriteSheet, 'rows' | 'cells' | 'merges'>> {
  const width = sheet.cols.length;
  const rows: CellValue[][] = sheet.rows.map(() => new Array<CellValue>(width).fill(null));
  const cells: Required<WriteSheet>['cells'] = new Map();
  const merges: Required<WriteSheet>['merges'] = [];
  const styles = new Map<string, CellStyle>();
  sheet.rows.forEach((row, at) => {
    for (const cell of row.cells) {
      rows[at]![cell.col] = excelValue(cell);
      const style = styleOf(sheet, cell, styles);
      const endRow = at + cell.rowSpan - 1;
      const endCol = cell.col + cell.span - 1;
      // Each covered cell carries the lines, or the frame of the merged one would have gaps.
      for (let r = at; r <= endRow; r++) {
        for (let c = cell.col; c <= endCol; c++) cells.set(`${r},${c}`, { style });
      }
      if (endRow > at || endCol > cell.col) {
        merges.push({ startRow: at, startCol: cell.col, endRow, endCol });
      }
    }
  });
  return { rows, cells, merges };
}

/** A signature fills its place; where words stand before it, the last column of the place. */
function imagesOf({ sheet, pictures = {} }: Paper): Required<WriteSheet>['images'] {
  return sheet.rows.flatMap((row, at) =>
    row.cells.flatMap((cell) => {
      const data = cell.picture === undefined ? undefined : pictures[cell.picture];
      if (!data) return [];
      const type = data[0] === 0xff ? ('jpeg' as const) : ('png' as const);
      const end = cell.col + cell.span;
      const from = { row: at, col: cell.display === '' ? cell.col : end - 1 };
      const anchor = { from, to: { row: at + cell.rowSpan, col: end } };
      return [{ data, type, anchor, altText: '签字' }];
    }),
  );
}

function excelValue(cell: ResolvedCell): CellValue {
  if (cell.type === 'money' && typeof cell.raw === 'number') return cell.raw / 100;
  if (cell.type === 'date' && typeof cell.raw === 'string')
    return new Date(`${cell.raw}T00:00:00Z`);
  return cell.raw;
}

function styleOf(
  sheet: ResolvedSheet,
  cell: ResolvedCell,
  known: Map<string, CellStyle>,
): CellStyle {
  const key = `${cell.style} ${cell.align} ${cell.type} ${cell.border}`;
  const found = known.get(key);
  if (found) return found;
  const text = sheet.styles[cell.style] ?? { font: 'song', size: 10.5 };
  const style: CellStyle = {
    font: {
      name: FONTS[text.font],
      size: text.size,
      charset: 134,
      ...(text.bold ? { bold: true } : {}),
    },
    alignment: { horizontal: cell.align, vertical: 'center', wrapText: true },
    numFmt: NUMBER_FORMATS[cell.type === 'longDate' || cell.type === 'tick' ? 'text' : cell.type],
    ...(cell.border ? { border: BOX } : {}),
  };
  known.set(key, style);
  return style;
}
