/**
 * The last line of a run in plain words: `N passed, N failed, N skipped`. The test command runs vitest more than once
 * and adds the counts up: then each run leaves its counts in the file named by ZHENGCE_TEST_COUNTS instead, and what
 * failed, so that the end of the whole output says it.
 */
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule } from 'vitest/node';

export type Counts = { passed: number; failed: number; skipped: number };

export class SummaryReporter implements Reporter {
  onTestRunEnd(modules: ReadonlyArray<TestModule>, unhandledErrors: ReadonlyArray<unknown>): void {
    const counts = countTests(modules);
    counts.failed += unhandledErrors.length;
    const file = process.env.ZHENGCE_TEST_COUNTS;
    if (file) writeFileSync(file, JSON.stringify({ ...counts, failures: failuresOf(modules) }));
    else process.on('exit', () => process.stdout.write(`${summaryLine(counts)}\n`));
  }
}

/** A file that could not be loaded, or whose hooks failed, counts as a failure even when it ran no test. */
export function countTests(modules: ReadonlyArray<TestModule>): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    let failed = 0;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state === 'failed') failed += 1;
      else if (state === 'passed') counts.passed += 1;
      else counts.skipped += 1;
    }
    if (failed === 0 && !module.ok()) failed = 1;
    counts.failed += failed;
  }
  return counts;
}

/** `file:line > test: first line of the error`, of every failed test and of files that failed as a whole. */
export function failuresOf(modules: ReadonlyArray<TestModule>): string[] {
  return modules.flatMap((module) => {
    const tests = [...module.children.allTests('failed')].map((test) => {
      const error = test.result().errors?.[0];
      // Which of a journey's many steps it was cannot be told from the message alone.
      const line = error?.stacks?.find((frame) =>
        frame.file.endsWith(module.relativeModuleId),
      )?.line;
      const place = line ? `${module.relativeModuleId}:${line}` : module.relativeModuleId;
      return `${place} > ${test.fullName}: ${error?.message.split('\n')[0] ?? ''}`;
    });
    if (tests.length > 0 || module.ok()) return tests;
    return [`${module.relativeModuleId}: ${module.errors()[0]?.message.split('\n')[0] ?? ''}`];
  });
}

export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
