/** Golden files that say how papers look without a binary among them: XML one element a line, words, a grid of greys. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'vitest';

/** `UPDATE_GOLDEN=1 npx vitest run <file>` writes them anew; look at the difference before it is committed. */
const UPDATE = process.env.UPDATE_GOLDEN === '1';

export function expectGolden(path: string, text: string): void {
  if (UPDATE) {
    writeGolden(path, text);
    return;
  }
  expect(existsSync(path), `${path} is missing: UPDATE_GOLDEN=1 writes it`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}

function writeGolden(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** The parts that say how it looks and prints, one element a line. */
export function xmlOf(bytes: Uint8Array, parts: RegExp): string {
  return Object.entries(unzipSync(bytes))
    .filter(([name]) => parts.test(name))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, part]) => `== ${name}\n${strFromU8(part).replaceAll('><', '>\n<')}\n`)
    .join('');
}
export const WORD_PARTS = /^word\/(document|styles)\.xml$/;
export const EXCEL_PARTS = /^xl\/(workbook|styles|sharedStrings|worksheets\/sheet\d+)\.xml$/;

export const poppler =
  spawnSync('pdftotext', ['-v']).status === 0 && spawnSync('pdftoppm', ['-v']).status === 0;

export function pdfWords(bytes: Uint8Array): string {
  const { stdout } = spawnSync('pdftotext', ['-layout', '-', '-'], { input: bytes });
  const lines = stdout.toString().replaceAll('\f', '--- page\n').split('\n');
  return `${lines
    .map((line) => line.trimEnd())
    .filter((line) => line !== '')
    .join('\n')}\n`;
}

const ACROSS = 48;

/** Every page as a grid of mean greys, 0 black to 99 white: small enough to be read, coarse enough to bear other fonts' edges. */
export function pageGreys(bytes: Uint8Array): number[][][] {
  const { stdout } = spawnSync('pdftoppm', ['-r', '40', '-gray', '-'], {
    input: bytes,
    maxBuffer: 64 * 1024 * 1024,
  });
  const pages: number[][][] = [];
  for (let at = 0; at < stdout.length; ) {
    const head = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(
      stdout.subarray(at, at + 40).toString('latin1'),
    );
    if (!head) throw new Error('no grey page where one should be');
    const [width, height] = [Number(head[1]), Number(head[2])];
    const from = at + head[0].length;
    pages.push(gridOf(stdout.subarray(from, from + width * height), width, height));
    at = from + width * height;
  }
  return pages;
}

function gridOf(pixels: Uint8Array, width: number, height: number): number[][] {
  const down = Math.round((ACROSS * height) / width);
  return Array.from({ length: down }, (_, row) =>
    Array.from({ length: ACROSS }, (_, col) => {
      const [top, bottom] = [(row * height) / down, ((row + 1) * height) / down].map(Math.floor);
      const [left, right] = [(col * width) / ACROSS, ((col + 1) * width) / ACROSS].map(Math.floor);
      let sum = 0;
      for (let y = top!; y < bottom!; y++) {
        for (let x = left!; x < right!; x++) sum += pixels[y * width + x]!;
      }
      return Math.floor((sum / ((bottom! - top!) * (right! - left!)) / 255) * 99);
    }),
  );
}

/** Greys may differ a little on the whole, and nowhere much: another poppler smooths differently, but no cell moves. */
export function expectGreys(path: string, pages: number[][][]): void {
  const text = `${pages
    .map((page) =>
      page.map((row) => row.map((grey) => String(grey).padStart(2)).join(' ')).join('\n'),
    )
    .join('\n--- page\n')}\n`;
  if (UPDATE) {
    writeGolden(path, text);
    return;
  }
  expect(existsSync(path), `${path} is missing: UPDATE_GOLDEN=1 writes it`).toBe(true);
  const known = readFileSync(path, 'utf8')
    .split('--- page\n')
    .map((page) =>
      page
        .trim()
        .split('\n')
        .map((row) => row.trim().split(/\s+/).map(Number)),
    );
  expect(pages.map((page) => page.length)).toEqual(known.map((page) => page.length));
  const gaps = pages.flatMap((page, no) =>
    page.flatMap((row, y) => row.map((grey, x) => Math.abs(grey - known[no]![y]![x]!))),
  );
  expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThan(1);
  expect(Math.max(...gaps)).toBeLessThan(25);
}
