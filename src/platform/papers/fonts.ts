/** The fonts of the PDF writer: Noto Serif SC (OFL), measured glyph by glyph, so that measuring and drawing agree. */
/// <reference path="./linebreak.d.ts" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as fontkit from 'fontkit';
import LineBreaker from 'linebreak';
import type { TextStyle } from '../../base/layout.ts';
import { extraFont, extraWith } from './fonts.extra.ts';

const require = createRequire(import.meta.url);
const FILES = {
  regular: '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf',
  bold: '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf',
} as const;
export type FontName = keyof typeof FILES;
/** Ours, or one beside it by its place. */
export type Face = FontName | number;
export type Run = { text: string; face: Face };

/** 黑体 and 小标宋 are titles: the bold cut stands for them. */
export function fontOf(style: TextStyle): FontName {
  return style.bold || style.font === 'hei' ? 'bold' : 'regular';
}

const bytes = new Map<FontName, Buffer>();
const faces = new Map<FontName, fontkit.Font>();

/** Read once: a batch of a thousand papers would otherwise read them four thousand times. */
export function fontBytes(name: FontName): Buffer {
  const known = bytes.get(name);
  if (known) return known;
  const read = readFileSync(require.resolve(FILES[name]));
  bytes.set(name, read);
  return read;
}

function faceOf(name: FontName): fontkit.Font {
  const known = faces.get(name);
  if (known) return known;
  const face = fontkit.create(fontBytes(name)) as fontkit.Font;
  faces.set(name, face);
  return face;
}

function openFace(face: Face): fontkit.Font {
  return typeof face === 'number' ? extraFont(face).face : faceOf(face);
}

export class Fonts {
  /** Characters no font has: to be told to people, never drawn as an empty box in silence. */
  readonly missing = new Set<string>();
  #advances = new Map<FontName, Map<string, { advance: number; face: Face }>>();
  #lines = new Map<string, string[]>();

  /** Points. */
  width(text: string, name: FontName, size: number): number {
    let sum = 0;
    for (const character of text) sum += this.#measured(character, name).advance;
    return sum * size;
  }

  #measured(character: string, name: FontName): { advance: number; face: Face } {
    const advances = this.#advances.get(name) ?? new Map();
    this.#advances.set(name, advances);
    const known = advances.get(character);
    if (known) return known;
    const codePoint = character.codePointAt(0)!;
    const place = faceOf(name).glyphForCodePoint(codePoint).id === 0 ? extraWith(codePoint) : -1;
    const face = place < 0 ? name : place;
    const { unitsPerEm } = openFace(face);
    const glyph = openFace(face).glyphForCodePoint(codePoint);
    if (glyph.id === 0) this.missing.add(character);
    const measured = { advance: glyph.advanceWidth / unitsPerEm, face };
    advances.set(character, measured);
    return measured;
  }

  /** A line as parts of one font each. */
  runs(line: string, name: FontName): Run[] {
    const runs: Run[] = [];
    for (const character of line) {
      const { face } = this.#measured(character, name);
      const last = runs.at(-1);
      if (last?.face === face) last.text += character;
      else runs.push({ text: character, face });
    }
    return runs;
  }

  /** Lines of a text in so many points; a word longer than a line is broken where the line ends. */
  wrap(text: string, name: FontName, size: number, room: number): string[] {
    const key = `${name} ${size} ${Math.round(room * 10)} ${text}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const lines = text.split('\n').flatMap((part) => this.#wrapOne(part, name, size, room));
    this.#lines.set(key, lines);
    return lines;
  }

  #wrapOne(text: string, name: FontName, size: number, room: number): string[] {
    if (this.width(text, name, size) <= room) return [text];
    const breaker = new LineBreaker(text);
    const lines: string[] = [];
    let line = '';
    let from = 0;
    for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) {
      const piece = text.slice(from, at.position);
      from = at.position;
      if (line !== '' && this.width((line + piece).trimEnd(), name, size) > room) {
        lines.push(line.trimEnd());
        line = '';
      }
      for (const character of piece) {
        if (line !== '' && this.width(line + character, name, size) > room && character !== ' ') {
          lines.push(line.trimEnd());
          line = '';
        }
        line += character;
      }
    }
    lines.push(line.trimEnd());
    return lines;
  }
}
