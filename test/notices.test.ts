/** The licence is the whole Mulan text, and the notices name every package of the lock file that reaches a user. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const text = (name: string) => readFileSync(join(root, name), 'utf8');

test('the notices are what the lock file says (else: node bin/notices.mjs)', async () => {
  const script = join(root, 'bin/notices.mjs');
  const { noticesOf } = (await import(script)) as { noticesOf(lock: unknown): string };
  const notices = text('THIRD-PARTY-NOTICES.md');
  expect(notices).toBe(noticesOf(JSON.parse(text('package-lock.json'))));
  const project = JSON.parse(text('package.json'));
  const all = {
    ...project.dependencies,
    ...project.optionalDependencies,
    ...project.devDependencies,
  };
  const missing = Object.entries(all).filter(
    ([name, version]) => !notices.includes(`| ${name} | ${version} |`),
  );
  expect(missing).toEqual([]);
});

test('no package forbids what we do with it', () => {
  const free =
    /^\(?(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|Unlicense|MPL-2\.0|CC0-1\.0|Python-2\.0|CC-BY-4\.0|see its LICENSE file)\b/;
  const rows = [...text('THIRD-PARTY-NOTICES.md').matchAll(/^\| (\S+) \| (\d\S*) \| (.+) \|$/gm)];
  expect(rows.length).toBeGreaterThan(100);
  expect(rows.filter((row) => !free.test(row[3]!)).map((row) => row[0])).toEqual([]);
});

test('the licence is unchanged', () => {
  expect(createHash('sha256').update(text('LICENSE')).digest('hex')).toBe(
    'a6a765109ad2bba127fd7a0aafdae9b79d1d5702904a8b3b38be1c68d102d7ce',
  );
});
