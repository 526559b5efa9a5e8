/**
 * Finds the table in a sheet people made for people: titles and signature lines above, a header of one or two rows
 * with merged cells, totals and notes below. Pure.
 */
import { cut } from '../../base/cut.ts';
import type { CellValue, Merge, SheetData } from './read.ts';
import { cellText } from './rules.values.ts';

export type TitledField = {
  key: string;
  title: string;
  synonyms?: readonly string[];
  /** Found above the table as well, so its title does not mark the header. */
  above?: boolean;
};
export type Header = {
  /** First header row, counted from 0. */
  row: number;
  height: 1 | 2;
  columns: string[];
  mapping: Record<string, number | null>;
  matches: number;
};

export const ROWS_SEARCHED = 15;

/** `采购金额（单位：元）*` and `采购金额` are one title. */
export function foldTitle(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[([【][^)\]】]*[)\]】]/g, '')
    .replaceAll(/[\s:*_.,、/\\-]/g, '');
}

/** The header with the most known titles among the first rows, or the row the person named. */
export function findHeader(
  sheet: SheetData,
  fields: readonly TitledField[],
  chosenRow?: number,
): Header | undefined {
  const spans = spansOf(sheet.merges);
  if (chosenRow !== undefined) return headerAt(sheet, fields, spans, chosenRow);
  let best: Header | undefined;
  for (let row = 0; row < Math.min(ROWS_SEARCHED, sheet.rows.length); row++) {
    const found = headerAt(sheet, fields, spans, row);
    if (!best || found.matches > best.matches) best = found;
  }
  if (best && best.matches > 0) return best;
  const first = sheet.rows.findIndex((cells) => cells.filter((cell) => cellText(cell)).length > 1);
  return first < 0 ? undefined : headerAt(sheet, fields, spans, first);
}

/** Merge that covers a cell, for the header rows only. */
type Spans = Map<string, Merge>;

function spansOf(merges: readonly Merge[]): Spans {
  const spans: Spans = new Map();
  for (const merge of merges) {
    if (merge.startRow > 200) continue;
    const lastRow = Math.min(merge.endRow, merge.startRow + 3);
    const lastCol = Math.min(merge.endCol, merge.startCol + 300);
    for (let row = merge.startRow; row <= lastRow; row++) {
      for (let col = merge.startCol; col <= lastCol; col++) spans.set(`${row},${col}`, merge);
    }
  }
  return spans;
}

function headerAt(
  sheet: SheetData,
  fields: readonly TitledField[],
  spans: Spans,
  row: number,
): Header {
  const one = names(sheet, spans, row, 1);
  const single = guessMapping(one, fields);
  const header = { row, height: 1 as const, columns: one.map((name) => name.shown), ...single };
  if (row + 1 >= sheet.rows.length) return header;
  const two = names(sheet, spans, row, 2);
  const double = guessMapping(two, fields);
  if (!isTwoRows(sheet, spans, row, double.matches > single.matches)) return header;
  return { row, height: 2, columns: two.map((name) => name.shown), ...double };
}

/** Two rows when a title stands over both, or when the lower row names more fields under a wide title. */
function isTwoRows(sheet: SheetData, spans: Spans, row: number, namesMore: boolean): boolean {
  let wide = false;
  for (let col = 0; col < widthOf(sheet, row); col++) {
    const merge = spans.get(`${row},${col}`);
    if (!merge || merge.startRow !== row) continue;
    if (merge.endRow === row + 1) return true;
    if (merge.endCol > merge.startCol) wide = true;
  }
  return wide && namesMore;
}

type ColumnName = { shown: string; candidates: string[] };

function names(sheet: SheetData, spans: Spans, row: number, height: 1 | 2): ColumnName[] {
  const width = Math.max(widthOf(sheet, row), height === 2 ? widthOf(sheet, row + 1) : 0);
  return Array.from({ length: width }, (_, col) => {
    const top = titleAt(sheet, spans, row, col);
    if (height === 1) return { shown: top, candidates: [top] };
    const lower = titleAt(sheet, spans, row + 1, col);
    if (lower === '' || lower === top) return { shown: top, candidates: [top] };
    if (top === '') return { shown: lower, candidates: [lower] };
    return { shown: `${top}/${lower}`, candidates: [`${top}${lower}`, lower] };
  });
}

function widthOf(sheet: SheetData, row: number): number {
  return Math.min(sheet.rows[row]?.length ?? 0, 300);
}

function titleAt(sheet: SheetData, spans: Spans, row: number, col: number): string {
  const merge = spans.get(`${row},${col}`);
  const cell: CellValue | undefined = merge
    ? sheet.rows[merge.startRow]?.[merge.startCol]
    : sheet.rows[row]?.[col];
  return cut(cellText(cell).replaceAll(/\s+/g, ' '), 100);
}

/** Official titles first, then synonyms, so that a synonym never takes the column of a better name. */
function guessMapping(
  columns: readonly ColumnName[],
  fields: readonly TitledField[],
): { mapping: Record<string, number | null>; matches: number } {
  const folded = columns.map((column) => column.candidates.map(foldTitle).filter(Boolean));
  const mapping: Record<string, number | null> = {};
  const taken = new Set<number>();
  const take = (field: TitledField, wanted: Set<string>) => {
    if (typeof mapping[field.key] === 'number') return;
    const at = folded.findIndex(
      (candidates, col) => !taken.has(col) && candidates.some((name) => wanted.has(name)),
    );
    mapping[field.key] = at < 0 ? null : at;
    if (at >= 0) taken.add(at);
  };
  for (const field of fields)
    take(field, new Set([foldTitle(field.title), field.key.toLowerCase()]));
  for (const field of fields) take(field, new Set((field.synonyms ?? []).map(foldTitle)));
  const own = fields.filter((field) => !field.above && typeof mapping[field.key] === 'number');
  return { mapping, matches: own.length };
}

const TOTALS = /^(合计|总计|小计|共计|累计|总数|total|subtotal)[:：]?$/i;
const FOOTER =
  /^(第\d+页|(注|备注|说明|填表说明|填报说明|填表人|制表人?|编制人?|审核人?|单位负责人|打印(时间|日期)|联系电话)(\d*[:：]|$))/;

/** Rows below the header that are no data. */
export function isBesideData(
  cells: readonly CellValue[],
  header: Header,
  mappedCols: readonly number[],
): boolean {
  const texts = cells.map(cellText).filter(Boolean);
  const first = texts[0]?.replaceAll(/\s+/g, '');
  if (first === undefined) return true;
  if (TOTALS.test(first)) return true;
  if (texts.length <= 2 && FOOTER.test(first)) return true;
  // A header printed again on each page.
  const repeated = mappedCols.filter((col) => {
    const text = foldTitle(cellText(cells[col]));
    return text !== '' && header.columns[col]!.split('/').some((part) => foldTitle(part) === text);
  });
  return mappedCols.length > 1 && repeated.length === mappedCols.length;
}
