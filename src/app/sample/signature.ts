/** A scribble as a PNG, different for each name: the signatures of the sample unit's people. */
import { crc32, deflateSync } from 'node:zlib';
import { generator } from './names.ts';

const WIDTH = 240;
const HEIGHT = 90;
const WHITE = 255;

/** `data:image/png;base64,…`, as the signature pad gives it. */
export function scribble(name: string): string {
  const random = generator([...name].reduce((sum, sign) => sum * 31 + sign.codePointAt(0)!, 7));
  const pixels = Buffer.alloc(WIDTH * HEIGHT, WHITE);
  let x = 20;
  for (let stroke = 0; stroke < 3 * [...name].length; stroke++) {
    const [fromX, fromY] = [x, 20 + random() * 50];
    const [toX, toY] = [x + 8 + random() * 40, 15 + random() * 60];
    const bend = (random() - 0.5) * 40;
    for (let at = 0; at <= 1; at += 0.004) {
      const y = fromY + (toY - fromY) * at + bend * Math.sin(Math.PI * at);
      dot(pixels, fromX + (toX - fromX) * at, y);
    }
    x = Math.min(WIDTH - 70, x + 4 + random() * 22);
  }
  return `data:image/png;base64,${png(pixels).toString('base64')}`;
}

function dot(pixels: Buffer, x: number, y: number): void {
  for (const [dx, dy] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const) {
    const [column, row] = [Math.round(x) + dx, Math.round(y) + dy];
    if (column >= 0 && column < WIDTH && row >= 0 && row < HEIGHT) {
      pixels[row * WIDTH + column] = 25;
    }
  }
}

/** Eight-bit grey, one filter byte per row. */
function png(pixels: Buffer): Buffer {
  const rows: Buffer[] = [];
  for (let row = 0; row < HEIGHT; row++) {
    rows.push(Buffer.from([0]), pixels.subarray(row * WIDTH, (row + 1) * WIDTH));
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  head.set([8, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length, 0);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body), 0);
  return Buffer.concat([length, body, check]);
}
