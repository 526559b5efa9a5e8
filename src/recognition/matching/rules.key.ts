/** The identity of a raw entry in a unit's dictionary. */
import { hash } from 'node:crypto';
import type { RawEntry } from '../shapes.ts';

/** What the dictionary keeps of each field; longer input is cut before it is hashed and stored. */
export const FIELD_LIMITS = {
  name: 500,
  publisher: 300,
  version: 200,
  from: 40,
  systemCategory: 80,
} as const;

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSAFE = /[\x00-\x1f\x7f\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROL = /[\x00-\x1f\x7f]+/g;

function clean(text: string, limit: number): string {
  const cut = text.length > limit ? text.slice(0, limit) : text;
  // PostgreSQL takes neither NUL nor half a surrogate pair.
  return (UNSAFE.test(cut) ? cut.replace(CONTROL, ' ').toWellFormed() : cut).trim();
}

/** The entry as it is stored: cut to the limits, blanks at the ends and control characters removed. */
export function canonicalRaw(raw: RawEntry): RawEntry {
  return {
    name: clean(raw.name, FIELD_LIMITS.name),
    publisher: clean(raw.publisher, FIELD_LIMITS.publisher),
    version: clean(raw.version, FIELD_LIMITS.version),
    os: raw.os,
    from: clean(raw.from, FIELD_LIMITS.from),
    systemCategory: clean(raw.systemCategory, FIELD_LIMITS.systemCategory),
  };
}

/**
 * 16 bytes of SHA-256 over the canonical fields. Cryptographic on purpose: an agent must not be able to make one
 * program look like another by a collision. Fields are joined by a character that none of them can contain.
 */
export function rawEntryKey(raw: RawEntry): Uint8Array {
  const { name, publisher, version, os, from, systemCategory } = canonicalRaw(raw);
  const text = `${name}\0${publisher}\0${version}\0${os}\0${from}\0${systemCategory}`;
  return new Uint8Array(hash('sha256', text, 'buffer').subarray(0, 16));
}
