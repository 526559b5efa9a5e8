/** `npm start` builds the pages when their sources changed: no file the pages import may be missing from that check. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');

function importsOf(path: string): string[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)]
    .map((found) => resolve(dirname(path), found[1]!))
    .filter((target) => existsSync(target));
}

test('every file the pages reach is one whose change makes a new build', async () => {
  const { isPageSource } = (await import(join(root, 'bin/prepare.mjs'))) as {
    isPageSource(name: string): boolean;
  };
  const seen = new Set<string>();
  const open = [join(root, 'src/app/web/main.tsx')];
  while (open.length > 0) {
    const path = open.pop()!;
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...importsOf(path));
  }
  expect(seen.size).toBeGreaterThan(50);
  const names = [...seen].map((path) => relative(root, path));
  expect(names.filter((name) => !isPageSource(name))).toEqual([]);
  // And the check is worth having: what only the server uses does not rebuild the pages.
  expect(isPageSource('src/ledgers/journal/store.ts')).toBe(false);
  expect(isPageSource('src/platform/db/embedded.ts')).toBe(false);
});
