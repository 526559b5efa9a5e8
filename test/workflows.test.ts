/**
 * Every workflow's table is sound, its permissions exist, and docs/workflows.md is drawn from it.
 * `UPDATE_WORKFLOWS=1 npx vitest run test/workflows.test.ts` writes the page anew.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MACHINES } from '../src/app/machines.ts';
import { describeMachine, machineProblems } from '../src/base/workflow.ts';
import { PERMISSIONS } from '../src/platform/auth/permissions.ts';

const PAGE = join(import.meta.dirname, '../docs/workflows.md');
const HEAD = `# Workflows

Drawn from the state tables in the code by \`test/workflows.test.ts\`; not to be edited by hand. Every step stores who took it,
when, and the opinion; a step that no longer fits is refused and says what happened meanwhile. Concepts:
[installation.md](installation.md), [responsibility.md](responsibility.md).

`;

test('the tables are sound', () => {
  for (const table of MACHINES) expect(machineProblems(table), table.objectType).toEqual([]);
  expect(new Set(MACHINES.map((table) => table.objectType)).size).toBe(MACHINES.length);
});

test('every step names a permission that exists, or the system', () => {
  const known = new Set<string>([...PERMISSIONS, 'system']);
  const wrong = MACHINES.flatMap((table) =>
    Object.entries<{ permission: string }>(table.transitions)
      .filter(([, step]) => !known.has(step.permission))
      .map(([action, step]) => `${table.objectType}.${action}: ${step.permission}`),
  );
  expect(wrong).toEqual([]);
});

test('docs/workflows.md shows the tables as they are', () => {
  const page = HEAD + MACHINES.map(describeMachine).join('\n');
  if (process.env.UPDATE_WORKFLOWS) writeFileSync(PAGE, page);
  expect(page).toBe(readFileSync(PAGE, 'utf8'));
});
