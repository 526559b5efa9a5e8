/** Worker thread: writes one workbook of forms, so that a long one does not hold up everybody else's requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Paper, type PaperProperties, writePaperHere } from './paper.write.ts';

const job = workerData as { papers: Paper[]; properties: PaperProperties };
const bytes = await writePaperHere(job.papers, job.properties);
parentPort?.postMessage(new Uint8Array(bytes));
