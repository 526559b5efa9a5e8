/**
 * Fonts beside our own, for what it lacks: rare characters of names (𠮷), symbols. First what the unit has put into the
 * folder `fonts` of its data folder, then what the machine has. Opened only when a character asks for them.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fontkit from 'fontkit';

/** `family` = which of a collection's fonts. */
export type ExtraFont = { bytes: Buffer; family: string | undefined; face: fontkit.Font };

/** Where Linux, Windows and macOS keep fonts with many Chinese characters, then one with symbols. */
const OF_MACHINE: readonly [path: string, family?: string][] = [
  ['/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'],
  [
    '/usr/share/fonts/google-noto-serif-cjk-fonts/NotoSerifCJK-Regular.ttc',
    'NotoSerifCJKsc-Regular',
  ],
  ['/usr/share/fonts/noto-cjk/NotoSerifCJK-Regular.ttc', 'NotoSerifCJKsc-Regular'],
  ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc', 'NotoSansCJKsc-Regular'],
  ['/usr/share/fonts/truetype/hanazono/HanaMinB.ttf'],
  ['C:\\Windows\\Fonts\\simsunb.ttf'],
  ['C:\\Windows\\Fonts\\SimsunExtG.ttf'],
  ['C:\\Windows\\Fonts\\seguisym.ttf'],
  ['/System/Library/Fonts/Supplemental/Songti.ttc', 'STSongti-SC-Regular'],
  ['/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'],
  ['/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf'],
];

let own: string | undefined;
let known: (() => ExtraFont | undefined)[] | undefined;

/** The folder of the unit's own fonts. */
export function setFontFolder(folder: string | undefined): void {
  own = folder;
  known = undefined;
}
export const fontFolder = () => own;

/** The first font beside ours that has the character, by its place; -1 = none has. */
export function extraWith(codePoint: number): number {
  known ??= [...filesIn(own), ...OF_MACHINE].map(opener);
  return known.findIndex((open) => {
    const face = open()?.face;
    return face !== undefined && face.glyphForCodePoint(codePoint).id !== 0;
  });
}

export function extraFont(place: number): ExtraFont {
  return known![place]!()!;
}

function filesIn(folder: string | undefined): [string][] {
  try {
    return readdirSync(folder ?? '')
      .filter((name) => /\.(ttf|otf|ttc)$/i.test(name))
      .sort()
      .map((name) => [join(folder!, name)]);
  } catch {
    return [];
  }
}

/** A font that is not there, or no font at all, has no characters. */
function opener([path, family]: readonly [string, string?]): () => ExtraFont | undefined {
  let opened: ExtraFont | null | undefined;
  return () => {
    if (opened === undefined) opened = open(path, family) ?? null;
    return opened ?? undefined;
  };
}

function open(path: string, family: string | undefined): ExtraFont | undefined {
  try {
    const bytes = readFileSync(path);
    const made = fontkit.create(bytes);
    if (!('fonts' in made)) return { bytes, family: undefined, face: made };
    const name = family ?? made.fonts[0]!.postscriptName;
    const face = made.getFont(name);
    return face ? { bytes, family: name, face } : undefined;
  } catch {
    return undefined;
  }
}
