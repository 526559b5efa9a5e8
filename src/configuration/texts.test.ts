/** Every sentence that rules and commands say exists in English; tidy checks only those that pass through `refuse`. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { texts as imports } from '../platform/imports/texts.en.ts';
import { sheetTexts as sheets } from '../platform/sheets/texts.en.ts';
import { texts as platform } from '../platform/web/texts.en.ts';
import { texts as contracts } from './contracts/texts.en.ts';
import { texts as demands } from './demands/texts.en.ts';
import { texts as freeList } from './freelist/texts.en.ts';
import { texts as posts } from './poststandards/texts.en.ts';
import { texts as purchases } from './purchases/texts.en.ts';
import { texts as rights } from './rights/texts.en.ts';
import { texts as selections } from './selections/texts.en.ts';
import { texts as own } from './texts.en.ts';

const texts = {
  ...platform,
  ...imports,
  ...sheets,
  ...freeList,
  ...own,
  ...posts,
  ...demands,
  ...selections,
  ...purchases,
  ...contracts,
  ...rights,
};

const SAID =
  /(?:objection\(\s*'\w+',\s*'\w+',|said\(|say\(|sentence:|\?\?\s|message: |error: |UNCHANGEABLE =)\s*'([^'\n]*\p{Script=Han}[^'\n]*)'/gu;
/** `.max(50, '…')`, `.int('…')`, `line(100, '…')`. */
const SCHEMA = /\b(?:max|min|int|regex|line|need|may)\(([^()]*)\)/g;

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => /(rules|commands|shapes)[\w.]*\.ts$/.test(name) && !name.includes('.test.'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'));

describe('dictionary', () => {
  it('knows what rules, commands and schemas say', () => {
    const sentences = sources.flatMap((text) => [
      ...[...text.matchAll(SAID)].map((found) => found[1]!),
      ...[...text.matchAll(SCHEMA)].flatMap((found) =>
        [...found[1]!.matchAll(/'([^'\n]*\p{Script=Han}[^'\n]*)'/gu)].map((inner) => inner[1]!),
      ),
    ]);
    expect(sentences.length).toBeGreaterThan(60);
    expect(sentences.filter((sentence) => !(sentence in texts))).toEqual([]);
  });
});
