/**
 * The name of exactly one content of a paper: a digest over what is on it, and twelve letters of that digest which can be
 * read aloud and typed. Equal content has the same code, wherever and whenever it is printed.
 */
import { createHash } from 'node:crypto';
import { CODE_LENGTH, CODE_LETTERS, type PrintContent } from './rules.ts';

export type PrintSubject = { unitId: string; kind: string; record: string };

export function contentDigest(subject: PrintSubject, content: PrintContent): string {
  return createHash('sha256').update(canonical({ subject, content })).digest('hex');
}

/** 60 bits of the digest. */
export function codeOf(digest: string): string {
  let bits = BigInt(`0x${digest.slice(0, 15)}`);
  let code = '';
  for (let at = 0; at < CODE_LENGTH; at++) {
    code = CODE_LETTERS[Number(bits & 31n)]! + code;
    bits >>= 5n;
  }
  return code;
}

/** Keys in one order, so that what reads the same has the same digest. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? 'null';
}
