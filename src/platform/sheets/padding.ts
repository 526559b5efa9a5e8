/** Whether a workbook has formats that put something before a number; reading the format of every cell costs memory. */
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import yauzl from 'yauzl';
import { padded } from './rules.padding.ts';

/** Whether the workbook has such a format at all. */
export async function hasPadding(workbook: Uint8Array): Promise<boolean> {
  const styles = await partOf(Buffer.from(workbook), 'xl/styles.xml');
  return [...styles.matchAll(/formatCode="([^"]*)"/g)].some(([, code = '']) => {
    const plain = code.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
    return padded(0, plain) !== undefined;
  });
}

/** A part of a zip the guard has gone through; empty where there is none. */
function partOf(zipped: Buffer, name: string): Promise<string> {
  return new Promise((resolve) => {
    const none = () => resolve('');
    yauzl.fromBuffer(zipped, { lazyEntries: true }, (error, zip) => {
      if (error || !zip) return none();
      zip.on('error', none);
      zip.on('end', none);
      zip.on('entry', (entry: yauzl.Entry) => {
        if (entry.fileName !== name) return zip.readEntry();
        zip.openReadStream(entry, (openError, stream) => {
          if (openError || !stream) return none();
          text(stream as Readable).then(resolve, none);
        });
      });
      zip.readEntry();
    });
  });
}
