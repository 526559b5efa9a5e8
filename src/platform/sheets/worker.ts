/** Worker thread: parses one file that the guard let through, and is ended from outside when it takes too long. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectDelimiter, parseCsv, read, type Sheet } from 'hucre';
import { decodeText } from './decode.ts';
import type { SheetKind } from './guard.ts';
import { hasPadding } from './padding.ts';
import type { CellValue, SheetData } from './read.ts';
import { padded } from './rules.padding.ts';

export type ParseJob = { bytes: Uint8Array; kind: SheetKind };
export type ParseAnswer =
  | { sheets: SheetData[]; hidden: SheetData[] }
  | { problem: 'encoding' | 'encrypted' | 'damaged'; detail?: string }
  | { problem: 'quote'; row: number };

async function parse(job: ParseJob): Promise<ParseAnswer> {
  if (job.kind === 'csv') return parseText(Buffer.from(job.bytes));
  try {
    // Formats of cells cost as much memory as the cells: they are asked for only where they can matter.
    const readStyles = job.kind === 'xlsx' && (await hasPadding(job.bytes));
    const workbook = await read(job.bytes, { dateSystem: 'auto', readStyles });
    const visible = workbook.sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden);
    const sheets = visible.length > 0 ? visible : workbook.sheets;
    const hidden = workbook.sheets.filter((sheet) => !sheets.includes(sheet));
    return { sheets: sheets.map(dataOf), hidden: hidden.map(dataOf) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'EncryptedFileError') return { problem: 'encrypted' };
    return { problem: 'damaged', detail: error instanceof Error ? error.message : String(error) };
  }
}

function dataOf(sheet: Sheet): SheetData {
  for (const [place, { value, style }] of sheet.cells ?? []) {
    if (typeof value !== 'number' || !style?.numFmt) continue;
    const [row, col] = place.split(',').map(Number) as [number, number];
    const shown = padded(value, style.numFmt);
    if (shown !== undefined && sheet.rows[row]?.[col] === value) sheet.rows[row][col] = shown;
  }
  return { name: sheet.name, rows: withoutEmptyEnd(sheet.rows), merges: sheet.merges ?? [] };
}

/** Stands alone in a last row unless a quotation mark before it was never closed. */
const END = '\u0001';

function parseText(bytes: Buffer): ParseAnswer {
  const decoded = decodeText(bytes);
  if (decoded === undefined) return { problem: 'encoding' };
  // PowerShell's Export-Csv writes its object type first, Excel its separator.
  let text = decoded.replace(/^\uFEFF/, '').replace(/^#TYPE[^\n]*\n/, '');
  const separator = /^sep=(.)\r?\n/i.exec(text);
  if (separator) text = text.slice(separator[0].length);
  const delimiter = separator?.[1] ?? detectDelimiter(text.slice(0, 65_536));
  const rows = parseCsv(`${text}\n${END}`, { delimiter, unescapeFormulae: true });
  if (rows.at(-1)?.[0] !== END) return { problem: 'quote', row: rows.length };
  rows.pop();
  return { sheets: [{ name: 'CSV', rows: withoutEmptyEnd(rows), merges: [] }], hidden: [] };
}

function isEmpty(value: CellValue | undefined): boolean {
  return value === null || value === undefined || value === '';
}

/** Formatted but empty rows reach Excel's last row in some files. */
function withoutEmptyEnd(rows: CellValue[][]): CellValue[][] {
  let length = rows.length;
  while (length > 0 && rows[length - 1]!.every(isEmpty)) length--;
  return rows.slice(0, length);
}

parentPort?.postMessage(await parse(workerData as ParseJob));
