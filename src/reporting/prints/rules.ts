/** The code of a printed version as people meet it: printed in groups of four, typed with slips, scanned as an address. */
import type { ResolvedSheet } from '../../base/layout.ts';

export type PrintContent = {
  sheets: { name: string; sheet: ResolvedSheet }[];
  /** SHA-256 of drawn signatures, by the name of their place. */
  pictures: Record<string, string>;
};

/** Crockford's letters: none that is taken for another. */
export const CODE_LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
export const CODE_LENGTH = 12;

/** As it is printed: `K7QX-3M8P-2RTA`. */
export function spacedCode(code: string): string {
  return code.match(/.{1,4}/g)!.join('-');
}

/** What somebody typed or scanned: spaces, dashes, small letters, O for 0, I for 1, the whole address. Undefined = no code. */
export function readCode(text: string): string | undefined {
  const last = text.trim().split(/[?#]/)[0]!.split('/').at(-1)!;
  const plain = last
    .toUpperCase()
    .replaceAll(/[\s\-–—_]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  const valid =
    plain.length === CODE_LENGTH && [...plain].every((one) => CODE_LETTERS.includes(one));
  return valid ? plain : undefined;
}

/** Which of a record's words names it on paper. */
const NAMES = [
  'applicationNo',
  'orderNo',
  'disposalNo',
  'circularNo',
  'trainingNo',
  'demandNo',
  'planNo',
  'planYear',
  'year',
  'personName',
] as const;

export function nameOf(record: unknown): string {
  if (record === null || typeof record !== 'object') return '';
  for (const key of NAMES) {
    const value = (record as Record<string, unknown>)[key];
    if (typeof value === 'string' && value !== '') return value;
    if (typeof value === 'number') return String(value);
  }
  return '';
}

/** Beside the square: whose paper it is, and its version. */
export function printWords(about: {
  unitName: string;
  label: string;
  name: string;
  code: string;
}): string[] {
  const [first] = about.label.split(' ');
  return [
    [about.unitName, [first, about.name].filter(Boolean).join(' ')].join('　'),
    `版本 ${spacedCode(about.code)}`,
  ];
}
