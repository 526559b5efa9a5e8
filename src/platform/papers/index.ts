/** Writes resolved forms as Word, Excel or PDF; long ones in a thread of their own. */
import { Worker } from 'node:worker_threads';
import { refuse } from '../../base/refusal.ts';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeHere } from './write.ts';

export { paperCode } from './code.ts';
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
  const rows = papers.reduce((sum, { sheet }) => sum + sheet.rows.length, 0);
  if (format === 'docx' && rows > WORD_ROWS) {
    throw refuse(
      'papers.tooLongForWord',
      '共 {{rows}} 行，Word 文件最多 {{most}} 行，请导出 Excel 或 PDF',
      { rows, most: WORD_ROWS },
    );
  }
  const written =
    rows <= ROWS_HERE
      ? await writeHere(format, papers, properties)
      : await writeThere(format, papers, properties);
  if (written.missing.length > 0) {
    throw refuse('papers.noGlyph', '字库中没有这些字：{{characters}}，请改为导出 Word', {
      characters: written.missing.slice(0, 20).join(''),
    });
  }
  return Buffer.from(written.bytes);
}

type Written = { bytes: Uint8Array; missing: string[] };

function writeThere(
  format: PaperFormat,
  papers: Paper[],
  properties: PaperProperties,
): Promise<Written> {
  const worker = new Worker(new URL('./write.worker.ts', import.meta.url), {
    workerData: { format, papers, properties },
    execArgv: [],
    env: {},
  });
  return new Promise<Written>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the paper writer ended without an answer')));
  }).finally(() => void worker.terminate());
}
