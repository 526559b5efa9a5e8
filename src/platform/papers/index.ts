/** Writes resolved forms as Word, Excel or PDF; long ones in a thread of their own. */
import { Worker } from 'node:worker_threads';
import { refuse } from '../../base/refusal.ts';
import { fontFolder } from './fonts.extra.ts';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeHere } from './write.ts';

export { paperCode } from './code.ts';
export { setFontFolder } from './fonts.extra.ts';
export type { Paper, PaperFormat, PaperProperties } from './shapes.ts';

/** Below this a thread costs more than it saves. */
const ROWS_HERE = 300;
/** Nobody edits a longer table in Word; it would take minutes to open. */
export const WORD_ROWS = 3000;

/**
 * Equal content gives equal words and looks; PDF and Excel also equal bytes. Refuses a Word file of more than
 * `WORD_ROWS` rows (`papers.tooLongForWord`) and characters no font of the PDF has (`papers.noGlyph`).
 */
export async function writeFile(
  format: PaperFormat,
  papers: Paper[],
  properties: PaperProperties,
): Promise<Buffer> {
  if (rowsOf(papers) <= ROWS_HERE) {
    return bytesOf(await writeHere(format, papers, properties));
  }
  const writer = openPaperWriter();
  try {
    return await writer.write(format, papers, properties);
  } finally {
    await writer.close();
  }
}

export type PaperWriter = {
  /** One after another; refuses as `writeFile` does. */
  write(format: PaperFormat, papers: Paper[], properties: PaperProperties): Promise<Buffer>;
  close(): Promise<void>;
};

type Written = { bytes: Uint8Array; missing: string[] };
type Answer = Partial<Written> & { no: number; error?: unknown };

/** A thread that writes many files: it is started once, and its fonts are read once. */
export function openPaperWriter(): PaperWriter {
  const worker = new Worker(new URL('./write.worker.ts', import.meta.url), {
    workerData: { fontFolder: fontFolder() },
    execArgv: [],
    env: {},
  });
  const waiting = new Map<
    number,
    { resolve: (written: Written) => void; reject: (error: unknown) => void }
  >();
  const failAll = (error: unknown) => {
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('message', ({ no, bytes, missing, error }: Answer) => {
    const one = waiting.get(no);
    waiting.delete(no);
    if (bytes) one?.resolve({ bytes, missing: missing ?? [] });
    else one?.reject(error);
  });
  worker.on('error', failAll);
  worker.on('exit', () => failAll(new Error('the paper writer ended without an answer')));
  let last = 0;
  return {
    async write(format, papers, properties) {
      refuseTooLong(format, papers);
      const no = ++last;
      const written = await new Promise<Written>((resolve, reject) => {
        waiting.set(no, { resolve, reject });
        worker.postMessage({ no, format, papers, properties });
      });
      return bytesOf(written);
    },
    async close() {
      await worker.terminate();
    },
  };
}

function rowsOf(papers: Paper[]): number {
  return papers.reduce((sum, { sheet }) => sum + sheet.rows.length, 0);
}

function refuseTooLong(format: PaperFormat, papers: Paper[]): void {
  const rows = rowsOf(papers);
  if (format !== 'docx' || rows <= WORD_ROWS) return;
  throw refuse(
    'papers.tooLongForWord',
    '共 {{rows}} 行，Word 文件最多 {{most}} 行，请导出 Excel 或 PDF',
    { rows, most: WORD_ROWS },
  );
}

function bytesOf({ bytes, missing }: Written): Buffer {
  if (missing.length > 0) {
    throw refuse(
      'papers.noGlyph',
      '字库中没有这些字：{{characters}}。请改为导出 Word，或请管理员把含有这些字的字体放入数据目录的 fonts 文件夹',
      {
        characters: missing.slice(0, 20).join(''),
      },
    );
  }
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
