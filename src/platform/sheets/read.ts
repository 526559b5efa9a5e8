/** Reads an uploaded .xlsx, .xls or .csv into plain cells. The parser runs in a thread that is ended when it overstays. */
import { Worker } from 'node:worker_threads';
import { refuse } from '../../base/refusal.ts';
import { guardSheet, SHEET_LIMITS, type SheetLimits } from './guard.ts';
import type { ParseAnswer, ParseJob } from './worker.ts';

/** A date cell is a `Date` at midnight UTC; a formula is the value saved with it and is never evaluated. */
export type CellValue = string | number | boolean | Date | null;
/** Counted from 0, ends included. */
export type Merge = { startRow: number; startCol: number; endRow: number; endCol: number };
export type SheetData = { name: string; rows: CellValue[][]; merges: Merge[] };

/** Excel's own limit; more means that the file is no table. */
const MAX_COLUMNS = 16_384;

/** `hidden`: sheets nobody sees, which are not read as data but may be told of. */
export async function readSheets(
  buffer: Uint8Array,
  options: { fileName: string; limits?: Partial<SheetLimits> },
): Promise<{ sheets: SheetData[]; hidden: SheetData[] }> {
  const limits = { ...SHEET_LIMITS, ...options.limits };
  const { fileName } = options;
  const bytes = Buffer.from(buffer.buffer, buffer.byteOffset, buffer.byteLength);
  const kind = await guardSheet({ bytes, fileName }, limits);
  const answer = await parseInThread({ bytes, kind }, limits.timeoutMs, fileName);
  if ('problem' in answer) {
    if (answer.problem === 'quote') throw openQuote(fileName, answer.row);
    throw problemOf(answer.problem, fileName);
  }
  for (const sheet of answer.sheets) {
    if (sheet.rows.some((row) => row.length > MAX_COLUMNS)) throw tooWide(sheet.name);
    if (sheet.rows.length <= limits.maxRows) continue;
    throw refuse(
      'sheets.tooManyRows',
      '工作表 {{sheet}} 有 {{rows}} 行，超过一次导入的上限 {{limit}} 行。请拆成几个文件后分别导入',
      { sheet: sheet.name, rows: sheet.rows.length, limit: limits.maxRows },
      { status: 413 },
    );
  }
  return answer;
}

/** Without its end the rest of the file would be one cell, and its rows lost. */
function openQuote(fileName: string, row: number): Error {
  return refuse(
    'sheets.quote',
    '{{fileName}} 第 {{row}} 行有一个英文双引号没有成对，其后的各行无法分开。请改正或另存为 .xlsx 后再导入',
    { fileName, row },
  );
}

function tooWide(sheet: string): Error {
  return refuse(
    'sheets.tooManyColumns',
    '工作表 {{sheet}} 超过 Excel 的上限 {{limit}} 列。请删去多余的列后再导入',
    { sheet, limit: MAX_COLUMNS },
    { status: 413 },
  );
}

function problemOf(problem: 'encoding' | 'encrypted' | 'damaged', fileName: string): Error {
  if (problem === 'encrypted') {
    return refuse(
      'sheets.encrypted',
      '{{fileName}} 设有打开密码。请在 Excel 或 WPS 中取消密码并保存后再导入',
      { fileName },
    );
  }
  if (problem === 'encoding') {
    return refuse(
      'sheets.encoding',
      '{{fileName}} 的文字编码无法识别。请另存为 UTF-8 的 .csv，或 .xlsx 后再导入',
      { fileName },
    );
  }
  return refuse(
    'sheets.damaged',
    '{{fileName}} 无法读取，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 后再导入',
    { fileName },
  );
}

/** Ending the thread is what helps: memory limits alone do not bound what lies outside the heap. */
function parseInThread(job: ParseJob, timeoutMs: number, fileName: string): Promise<ParseAnswer> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: job,
    execArgv: [],
    env: {},
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: 1024 },
  });
  let timer: NodeJS.Timeout | undefined;
  return new Promise<ParseAnswer>((resolve, reject) => {
    timer = setTimeout(() => {
      reject(
        refuse(
          'sheets.timeout',
          '{{fileName}} 读取超时。请删去多余的工作表和格式，或拆成几个文件',
          {
            fileName,
          },
        ),
      );
    }, timeoutMs);
    worker.once('message', (answer: ParseAnswer) => resolve(answer));
    worker.once('error', () => resolve({ problem: 'damaged' }));
    worker.once('exit', () => resolve({ problem: 'damaged' }));
  }).finally(() => {
    clearTimeout(timer);
    void worker.terminate();
  });
}
