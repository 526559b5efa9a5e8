/** Finds a paper's square code in a photograph or scan; the picture does not leave the browser for that. */
import { readCode } from '../rules.ts';

/** Enough for a square of 13 mm on a whole page. */
const LONGEST = 3200;
const LOOK_MS = 1500;

/** The code, or undefined when there is none that could be read; a PDF is not looked into. */
export async function codeInPicture(file: File): Promise<string | undefined> {
  if (!file.type.startsWith('image/')) return undefined;
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const { decodeQR } = await import('qr/decode.js');
  try {
    for (const part of partsOf(picture.width, picture.height)) {
      const data = pixelsOf(picture, part);
      if (!data) continue;
      try {
        const code = readCode(decodeQR(data, { effort: 3, timeLimit: LOOK_MS }));
        if (code) return code;
      } catch {
        // Not in this part.
      }
    }
  } finally {
    picture.close();
  }
  return undefined;
}

type Part = { x: number; y: number; width: number; height: number };

/** The whole page, then each corner enlarged: scanners turn pages as they like. */
function partsOf(width: number, height: number): Part[] {
  const [half, third] = [Math.ceil(width / 2), Math.ceil(height / 3)];
  const corner = (x: number, y: number) => ({ x, y, width: half, height: third });
  return [
    { x: 0, y: 0, width, height },
    corner(width - half, 0),
    corner(0, height - third),
    corner(0, 0),
    corner(width - half, height - third),
  ];
}

function pixelsOf(picture: ImageBitmap, part: Part): ImageData | undefined {
  const scale = Math.min(2, LONGEST / Math.max(part.width, part.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(part.width * scale));
  canvas.height = Math.max(1, Math.round(part.height * scale));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) return undefined;
  pen.drawImage(
    picture,
    ...([part.x, part.y, part.width, part.height] as const),
    ...([0, 0, canvas.width, canvas.height] as const),
  );
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}

/** A scan on its way from where its code was read to the version it belongs to. */
let waiting: { code: string; file: File } | undefined;
export function carry(code: string, file: File): void {
  waiting = { code, file };
}
export function carried(code: string): File | undefined {
  return waiting?.code === code ? waiting.file : undefined;
}
export function drop(): void {
  waiting = undefined;
}
