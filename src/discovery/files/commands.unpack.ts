/** What lies in an upload: files themselves, or the files of a zip, each with the time it was written. */
import yauzl from 'yauzl';
import { refuse } from '../../base/refusal.ts';
import { inflateToNowhere } from '../../platform/sheets/index.ts';

export type FileItem = {
  path: string;
  bytes: Buffer;
  modified: Date | undefined;
  /** Software tags that came together: each says one program, all of them what a computer has. */
  tags?: { path: string; bytes: Buffer }[];
};

const LIMITS = {
  entries: 5_000,
  entryBytes: 64 * 1024 * 1024,
  totalBytes: 512 * 1024 * 1024,
  ratio: 200,
  ratioFromBytes: 10 * 1024 * 1024,
};

export function isZip(bytes: Buffer): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04;
}

/** An Excel workbook is a zip too. */
export async function isWorkbook(bytes: Buffer, fileName: string): Promise<boolean> {
  return (await inflateToNowhere(bytes, fileName, LIMITS)).has('xl/workbook.xml');
}

/** The files of a zip one after the other, so that only one stands in memory. Its sizes must have been checked. */
export async function* unpack(bytes: Buffer, zipName: string): AsyncGenerator<FileItem> {
  const zip = await yauzl.fromBufferPromise(bytes, {
    decodeStrings: false,
    lazyEntries: true,
    validateEntrySizes: true,
  });
  for await (const entry of zip.eachEntry()) {
    const name = decodeName(
      entry as unknown as { fileName: Buffer; generalPurposeBitFlag: number },
    );
    if (name.endsWith('/') || /(^|\/)(__MACOSX\/|\.)/.test(name)) continue;
    const stream = await zip.openReadStreamPromise(entry);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of stream) {
      size += (chunk as Buffer).length;
      if (size > LIMITS.entryBytes) {
        throw refuse(
          'sheets.bomb',
          '{{fileName}} 解压后过大或条目过多，已拒绝。请确认它是正常保存的文件',
          {
            fileName: zipName,
          },
        );
      }
      chunks.push(chunk as Buffer);
    }
    yield {
      path: `${zipName}/${name}`,
      bytes: Buffer.concat(chunks),
      modified: entry.getLastModDate(),
    };
  }
}

/** Windows in Chinese writes names in GBK without saying so. */
function decodeName(entry: { fileName: Buffer; generalPurposeBitFlag: number }): string {
  const declared = (entry.generalPurposeBitFlag & 0x800) !== 0;
  for (const encoding of declared ? ['utf-8'] : ['utf-8', 'gb18030']) {
    try {
      const name = new TextDecoder(encoding, { fatal: true }).decode(entry.fileName);
      return name
        .replaceAll('\\', '/')
        .replaceAll(/\p{Cc}/gu, '')
        .slice(0, 300);
    } catch {
      // The next encoding may fit.
    }
  }
  return entry.fileName
    .toString('latin1')
    .replaceAll(/\p{Cc}/gu, '')
    .slice(0, 300);
}
