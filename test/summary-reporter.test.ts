/** The counts at the end of a run are what decides whether it was good: no failure may slip through them. */

import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { countTests, summaryLine } from './summary-reporter.ts';

function fakeModule(states: string[], ok: boolean): TestModule {
  const tests = states.map((state) => ({ result: () => ({ state }) }));
  return { children: { allTests: () => tests }, ok: () => ok } as unknown as TestModule;
}

test('counts by state; a file that fails without a failed test is one failure', () => {
  const counts = countTests([
    fakeModule(['passed', 'passed', 'skipped'], true),
    fakeModule(['passed', 'failed', 'failed'], false),
    fakeModule([], false),
    fakeModule(['skipped', 'pending'], true),
  ]);
  expect(summaryLine(counts)).toBe('3 passed, 3 failed, 3 skipped');
});
