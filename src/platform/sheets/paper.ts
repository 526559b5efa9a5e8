/** Writes forms to Excel; long ones in a thread of their own. */
import { Worker } from 'node:worker_threads';
import { type Paper, type PaperProperties, writePaperHere } from './paper.write.ts';

/** Below this a thread costs more than it saves. */
const ROWS_HERE = 400;

export async function writePaper(papers: Paper[], properties: PaperProperties): Promise<Buffer> {
  const rows = papers.reduce((sum, { sheet }) => sum + sheet.rows.length, 0);
  if (rows <= ROWS_HERE) return writePaperHere(papers, properties);
  const worker = new Worker(new URL('./paper.worker.ts', import.meta.url), {
    workerData: { papers, properties },
    execArgv: [],
    env: {},
  });
  return new Promise<Buffer>((resolve, reject) => {
    worker.once('message', (bytes: Uint8Array) => resolve(Buffer.from(bytes)));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the form writer ended without an answer')));
  }).finally(() => void worker.terminate());
}
