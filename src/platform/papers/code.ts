/** The square code on a printed form: made here, drawn by the PDF writer as squares and put into Word as a picture. */
import { crc32, deflateSync } from 'node:zlib';
import QRCode from 'qrcode';
import type { PaperCode } from './shapes.ts';

/** Error correction M: a stamp over a corner may hide a part of it. */
export function paperCode(content: string, words: string): PaperCode {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: 'M' });
  const rows = Array.from({ length: modules.size }, (_, down) =>
    Array.from({ length: modules.size }, (_, across) => modules.get(down, across) === 1),
  );
  return { modules: rows, words };
}

const QUIET = 2;
const SCALE = 6;

/** A PNG in black and white, one bit a pixel. */
export function codePicture(modules: boolean[][]): Buffer {
  const side = (modules.length + 2 * QUIET) * SCALE;
  const stride = 1 + Math.ceil(side / 8);
  const raw = Buffer.alloc(stride * side, 0xff);
  for (let y = 0; y < side; y++) {
    raw[y * stride] = 0;
    for (let x = 0; x < side; x++) {
      const black = modules[Math.floor(y / SCALE) - QUIET]?.[Math.floor(x / SCALE) - QUIET];
      if (black) raw[y * stride + 1 + (x >> 3)]! &= ~(0x80 >> (x & 7));
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(raw)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
