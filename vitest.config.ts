/** Tests: one PostgreSQL per run (global set-up), two worker processes, each file its own database. */
import { existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { SummaryReporter } from './test/summary-reporter.ts';

const globalSetup = './test/global-setup.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    pool: 'forks',
    // A worker loads the product once, not once per file; each file closes what it has opened.
    isolate: false,
    setupFiles: ['./test/each-file.ts'],
    maxWorkers: 2,
    globalSetup: existsSync(globalSetup) ? [globalSetup] : [],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Not a limit on speed: a hung test must not hold up the run for ever.
    teardownTimeout: 30_000,
    reporters: ['default', new SummaryReporter()],
  },
});
