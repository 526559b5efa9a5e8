/** Worker thread: parses one file that the guard let through, and is ended from outside when it takes too long. */
import { parentPort, workerData } from 'node:worker_threads';
import { detectDelimiter, parseCsv, read } from 'hucre';
import { decodeText } from './decode.ts';
import type { SheetKind } from './guard.ts';
import type { CellValue, SheetData } from './read.ts';

export type ParseJob = { bytes: Uint8Array; kind: SheetKind };
export type ParseAnswer =
  | { sheets: SheetData[] }
  | { problem: 'encoding' | 'encrypted' | 'damaged'; detail?: string };

async function parse(job: ParseJob): Promise<ParseAnswer> {
  if (job.kind === 'csv') return parseText(Buffer.from(job.bytes));
  try {
    const workbook = await read(job.bytes, { dateSystem: 'auto' });
    const visible = workbook.sheets.filter((sheet) => !sheet.hidden && !sheet.veryHidden);
    const sheets = visible.length > 0 ? visible : workbook.sheets;
    return {
      sheets: sheets.map((sheet) => ({
        name: sheet.name,
        rows: withoutEmptyEnd(sheet.rows),
        merges: sheet.merges ?? [],
      })),
    };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'EncryptedFileError') return { problem: 'encrypted' };
    return { problem: 'damaged', detail: error instanceof Error ? error.message : String(error) };
  }
}

function parseText(bytes: Buffer): ParseAnswer {
  const decoded = decodeText(bytes);
  if (decoded === undefined) return { problem: 'encoding' };
  // PowerShell's Export-Csv writes its object type first, Excel its separator.
  let text = decoded.replace(/^\uFEFF/, '').replace(/^#TYPE[^\n]*\n/, '');
  const separator = /^sep=(.)\r?\n/i.exec(text);
  if (separator) text = text.slice(separator[0].length);
  const delimiter = separator?.[1] ?? detectDelimiter(text.slice(0, 65_536));
  const rows = parseCsv(text, { delimiter, unescapeFormulae: true });
  return { sheets: [{ name: 'CSV', rows: withoutEmptyEnd(rows), merges: [] }] };
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
