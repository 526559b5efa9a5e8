/** The counts at the end of a run are what decides whether it was good: no failure may slip through them. */

import { expect, test } from 'vitest';
import type { TestModule } from 'vitest/node';
import { countTests, failuresOf, summaryLine } from './summary-reporter.ts';

function fakeModule(states: string[], ok: boolean): TestModule {
  const tests = states.map((state) => ({
    fullName: `test ${state}`,
    result: () => ({
      state,
      errors: [
        {
          message: 'first line\nmore',
          stacks: [
            { file: '/x/browser.ts', line: 7 },
            { file: '/x/a.test.ts', line: 12 },
          ],
        },
      ],
    }),
  }));
  return {
    relativeModuleId: 'a.test.ts',
    children: {
      allTests: (state?: string) => tests.filter((one) => !state || one.result().state === state),
    },
    ok: () => ok,
    errors: () => [new Error('not loaded')],
  } as unknown as TestModule;
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

test('what failed is named, a file that could not be loaded too', () => {
  expect(
    failuresOf([
      fakeModule(['passed'], true),
      fakeModule(['passed', 'failed'], false),
      fakeModule([], false),
    ]),
  ).toEqual(['a.test.ts:12 > test failed: first line', 'a.test.ts: not loaded']);
});
