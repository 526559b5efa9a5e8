/** Worker thread: writes files of forms one after another, so that they do not hold up everybody else's requests. */
import { parentPort, workerData } from 'node:worker_threads';
import { setFontFolder } from './fonts.extra.ts';
import type { Paper, PaperFormat, PaperProperties } from './shapes.ts';
import { writeHere } from './write.ts';

type Order = { no: number; format: PaperFormat; papers: Paper[]; properties: PaperProperties };

setFontFolder(workerData.fontFolder);
parentPort!.on('message', ({ no, format, papers, properties }: Order) => {
  writeHere(format, papers, properties).then(
    ({ bytes, missing }) => parentPort!.postMessage({ no, bytes: new Uint8Array(bytes), missing }),
    (error: unknown) => parentPort!.postMessage({ no, error }),
  );
});
