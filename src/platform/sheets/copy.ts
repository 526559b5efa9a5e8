/**
 * The uploaded rows with their verdicts as .xlsx, made from the very cells that were read: what the person corrects and
 * sends again. Nothing in it is a formula, and text that looks like one is kept as text.
 */
import { Worker } from 'node:worker_threads';
import type { WriteSheet } from 'hucre';
import type { Say } from './import.ts';
import type { CellValue, SheetData } from './read.ts';
import type { JudgedRow } from './report.ts';
import { IMPORT_VERDICTS } from './shapes.ts';
import { safeCell, safeSheetName, streamSheet } from './write.ts';

/** Above it the workbook would fill the memory: a plain list with the same columns is streamed instead. */
const ROWS_STYLED = 50_000;
const WIDTH = 16;
const VERDICT_WIDTH = 12;
const REASON_WIDTH = 60;

type Paint = { fill?: string; numFmt?: string; bold?: boolean };
export type CopySheet = Pick<WriteSheet, 'name' | 'merges'> & {
  rows: CellValue[][];
  widths: number[];
  paints: [string, Paint][];
};

/** `headerRow` counts from 1; verdict and reasons stand right of the widest row. */
export async function annotatedCopy(input: {
  sheets: readonly SheetData[];
  sheetsRead: readonly string[];
  headerRow: number;
  judged: readonly JudgedRow[];
  on: string;
  say: Say;
}): Promise<Buffer> {
  const wanted = new Set(input.sheetsRead);
  const sheets = input.sheets.filter((sheet) => wanted.has(sheet.name));
  const several = sheets.length > 1;
  const bySheet = Map.groupBy(input.judged, (row) => (several ? (row.sheet ?? '') : ''));
  const rowsOf = (sheet: SheetData) => bySheet.get(several ? sheet.name : '') ?? [];
  const rows = sheets.reduce((sum, sheet) => sum + sheet.rows.length, 0);
  if (rows > ROWS_STYLED) return plainCopy(sheets, rowsOf, input);
  const used = new Set<string>();
  const copies = sheets.map((sheet) => ({
    ...copyOf(sheet, rowsOf(sheet), input),
    name: safeSheetName(sheet.name, used),
  }));
  return writeInThread(copies, input.on);
}

/** Excel's last column; the copy's own columns have their place before it. */
const MOST_COLUMNS = 16_384;

function widthOf(sheets: readonly SheetData[], own: number): number {
  const widest = sheets.reduce(
    (most, { rows }) => rows.reduce((wide, row) => Math.max(wide, row.length), most),
    1,
  );
  return Math.min(widest, MOST_COLUMNS - own);
}

const RED = 'FFFFC7CE';
const GREY = 'FFEDEDED';

function copyOf(
  sheet: SheetData,
  judged: readonly JudgedRow[],
  { headerRow, say }: { headerRow: number; say: Say },
): Omit<CopySheet, 'name'> {
  const width = widthOf([sheet], 2);
  const rows = sheet.rows.map((row) => {
    const cells = row.slice(0, width).map(safeCell);
    while (cells.length < width + 2) cells.push(null);
    return cells;
  });
  const paints = new Map<string, Paint>();
  const head = rows[headerRow - 1]!;
  head[width] = say('结论');
  head[width + 1] = say('说明');
  for (const col of [width, width + 1]) {
    paints.set(`${headerRow - 1},${col}`, { fill: GREY, bold: true });
  }
  for (const { rowNo, verdict, messages } of judged) {
    const cells = rows[rowNo - 1]!;
    cells[width] = say(IMPORT_VERDICTS[verdict].label);
    cells[width + 1] = safeCell(messages.join('；'));
    if (verdict !== 'reject') continue;
    for (let col = 0; col < cells.length; col++) paints.set(`${rowNo - 1},${col}`, { fill: RED });
  }
  rows.forEach((cells, row) => {
    cells.forEach((value, col) => {
      if (!(value instanceof Date)) return;
      const place = `${row},${col}`;
      paints.set(place, { ...paints.get(place), numFmt: 'yyyy-mm-dd' });
    });
  });
  return {
    rows,
    merges: sheet.merges.filter((merge) => merge.endRow < rows.length),
    widths: [...Array.from({ length: width }, () => WIDTH), VERDICT_WIDTH, REASON_WIDTH],
    paints: [...paints],
  };
}

/** One list of all sheets, verdict first; the sheet's own rows above its header go along without a verdict. */
async function plainCopy(
  sheets: readonly SheetData[],
  rowsOf: (sheet: SheetData) => readonly JudgedRow[],
  { headerRow, say }: { headerRow: number; say: Say },
): Promise<Buffer> {
  const first = sheets[0]!.rows[headerRow - 1] ?? [];
  const width = widthOf(sheets, 4);
  function* lines() {
    for (const sheet of sheets) {
      for (const { rowNo, verdict, messages } of rowsOf(sheet)) {
        const cells = sheet.rows[rowNo - 1]!.slice(0, width).map((cell) =>
          cell instanceof Date ? cell.toISOString().slice(0, 10) : cell,
        );
        yield [
          say(IMPORT_VERDICTS[verdict].label),
          messages.join('；'),
          sheet.name,
          rowNo,
          ...cells,
        ];
      }
    }
  }
  const stream = await streamSheet({
    sheetName: say('导入结论'),
    columns: [
      { title: say('结论'), width: VERDICT_WIDTH },
      { title: say('说明'), width: REASON_WIDTH },
      { title: say('工作表') },
      { title: say('行号'), type: 'integer' },
      ...Array.from({ length: width }, (_, col) => ({ title: String(first[col] ?? '') })),
    ],
    rows: lines(),
  });
  return Buffer.concat(await stream.toArray());
}

function writeInThread(sheets: CopySheet[], on: string): Promise<Buffer> {
  const worker = new Worker(new URL('./copy.worker.ts', import.meta.url), {
    workerData: { sheets, on },
    execArgv: [],
    env: {},
  });
  return new Promise<Buffer>((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the copy writer ended without an answer')));
  }).finally(() => void worker.terminate());
}
