/**
 * Writes .xlsx: forms in memory with every print feature, long lists as a stream with constant memory. Only plain
 * values pass: an object that came in from outside could turn into a live formula or link in some writers.
 */
import { Readable } from 'node:stream';
import { type NamedRange, type WriteSheet, writeXlsx, writeXlsxStream } from 'hucre';
import { cut } from '../../base/cut.ts';
import type { CellValue } from './read.ts';

export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** `text` is free text and keeps the format @, so that a cell someone edits stays text (no formula, no lost zeros). */
export type ColumnType = 'text' | 'integer' | 'number' | 'money' | 'date' | 'dateTime';
export type SheetColumn = { title: string; width?: number; type?: ColumnType };

export const NUMBER_FORMATS: Record<ColumnType, string> = {
  text: '@',
  integer: '0',
  number: 'General',
  money: '#,##0.00',
  date: 'yyyy-mm-dd',
  dateTime: 'yyyy-mm-dd hh:mm',
};

/** Excel's limits; a longer text makes the file unreadable for Excel. */
const MAX_TEXT = 32_767;

/** The value as it may stand in a cell; throws for what is no cell value. */
export function safeCell(value: unknown): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value;
  if (typeof value === 'string') return safeText(value);
  throw new TypeError(`not a cell value: ${typeof value} ${String(value)}`);
}

function safeText(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/(?![\t\n])[\p{Cc}\uFFFE\uFFFF]/gu, '')
    // Readers take a literal _x000D_ for a carriage return unless its underscore is escaped.
    .replaceAll(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  return plain.length <= MAX_TEXT ? plain : `${cut(plain, MAX_TEXT - 1)}…`;
}

/** A name Excel takes: at most 31 characters, none of `: \ / ? * [ ]`, unique among `used` (which it joins). */
export function safeSheetName(wanted: string, used: Set<string> = new Set()): string {
  const clean = wanted
    .toWellFormed()
    .replaceAll(/[:\\/?*[\]\p{Cc}]/gu, ' ')
    .replaceAll(/^['\s]+|['\s]+$/g, '');
  const plain = cut(clean, 31).replace(/['\s]+$/, '') || 'Sheet';
  let name = plain;
  for (let n = 2; used.has(name.toLowerCase()); n++) {
    const ending = `_${n}`;
    name = `${cut(plain, 31 - ending.length)}${ending}`;
  }
  used.add(name.toLowerCase());
  return name;
}

/** A workbook in memory. `on` is the date that stands in its properties, so that equal content gives equal bytes. */
export async function writeWorkbook(
  sheets: WriteSheet[],
  properties: { title: string; on: string },
  namedRanges: NamedRange[] = [],
): Promise<Buffer> {
  const stamp = new Date(`${properties.on}T00:00:00Z`);
  const bytes = await writeXlsx({
    sheets: sheets.map((sheet) => ({
      ...sheet,
      ...(sheet.rows ? { rows: sheet.rows.map((row) => row.map(safeCell)) } : {}),
    })),
    properties: {
      title: properties.title,
      creator: '正册',
      lastModifiedBy: '正册',
      created: stamp,
      modified: stamp,
    },
    namedRanges,
    defaultFont: { name: '宋体', size: 11 },
  });
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const PAUSE_EVERY = 200;

/**
 * A list of any length as a stream: one header row, typed columns, a new sheet at Excel's last row. The first row is
 * read before the stream begins, so that a refusal (an unknown order, say) is still an answer and not a torn file.
 */
export async function streamSheet(input: {
  columns: readonly SheetColumn[];
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>;
  sheetName: string;
  /** For tests; Excel's own limit otherwise. */
  maxRowsPerSheet?: number;
}): Promise<Readable> {
  const rows = await begun(input.rows);
  const types = input.columns.map((column) => column.type ?? 'text');
  const stream = writeXlsxStream(cellRows(rows, types), {
    name: safeSheetName(input.sheetName),
    columns: input.columns.map((column, at) => ({
      header: safeText(column.title),
      width: column.width ?? 16,
      numFmt: NUMBER_FORMATS[types[at]!],
    })),
    freezePane: { rows: 1 },
    ...(input.maxRowsPerSheet === undefined ? {} : { maxRowsPerSheet: input.maxRowsPerSheet }),
  });
  return Readable.fromWeb(stream as import('node:stream/web').ReadableStream);
}

/** The same rows, the first of them read already. */
async function begun<T>(rows: AsyncIterable<T> | Iterable<T>): Promise<AsyncIterable<T>> {
  async function* all() {
    yield* rows;
  }
  const iterator = all();
  const first = await iterator.next();
  async function* chained() {
    try {
      if (!first.done) yield first.value;
      yield* iterator;
    } finally {
      await iterator.return(undefined);
    }
  }
  return chained();
}

async function* cellRows(
  rows: AsyncIterable<readonly unknown[]> | Iterable<readonly unknown[]>,
  types: readonly ColumnType[],
): AsyncGenerator<CellValue[]> {
  let written = 0;
  for await (const row of rows) {
    yield row.map((value, at) => typedCell(value, types[at] ?? 'text'));
    // Rows from memory come without a pause; others on this server want their turn.
    if (++written % PAUSE_EVERY === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Business dates travel as `YYYY-MM-DD`; in a date column they become real dates, other text ("--") stays text. */
export function typedCell(value: unknown, type: ColumnType): CellValue {
  if (type === 'date' && typeof value === 'string' && DAY.test(value)) {
    return new Date(`${value}T00:00:00Z`);
  }
  return safeCell(value);
}
