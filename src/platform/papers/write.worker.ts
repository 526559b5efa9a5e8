/** Worker thread: writes one file of forms, so that a long one does not hold up everybody else's requests. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeHere } from './write.ts';

const job = workerData as { format: PaperFormat; papers: Paper[]; properties: PaperProperties };
const { bytes, missing } = await writeHere(job.format, job.papers, job.properties);
parentPort?.postMessage({ bytes: new Uint8Array(bytes), missing });
