/** Every action and thing that code writes into the audit log has a word, in both languages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AUDIT_ACTIONS, AUDIT_OBJECTS } from '../src/app/web/auditWords.ts';

const SRC = join(import.meta.dirname, '../src');
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' });

function read(wanted: RegExp): string {
  return files
    .filter((name) => wanted.test(name))
    .map((name) => readFileSync(join(SRC, name), 'utf8'))
    .join('\n');
}

const code = read(/(?<!\.test)\.ts$/);

test('every action written has a word', () => {
  // Also both branches of `action: … ? 'a.b' : 'a.c'`.
  const written = [...code.matchAll(/\baction:[^,\n]*/g)].flatMap((line) =>
    [...line[0].matchAll(/'([a-z]\w*(?:\.\w+)+)'/g)].map((found) => found[1]!),
  );
  expect(written.length).toBeGreaterThan(20);
  expect(written.filter((action) => !AUDIT_ACTIONS[action])).toEqual([]);
});

test('every kind of object has a word', () => {
  const written = [...code.matchAll(/\bobjectType: '(\w+)'/g)].map((found) => found[1]!);
  expect(written.length).toBeGreaterThan(10);
  expect([...new Set(written)].filter((type) => !AUDIT_OBJECTS[type])).toEqual([]);
});

test('every word is in the dictionary', () => {
  const english = read(/texts\.en\.ts$/);
  const words = [...Object.values(AUDIT_ACTIONS), ...Object.values(AUDIT_OBJECTS)];
  const missing = words.filter(
    (word) => !english.includes(`'${word}':`) && !english.includes(`  ${word}:`),
  );
  expect(missing).toEqual([]);
});
