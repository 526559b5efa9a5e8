/** A job's hands without its queue, so that a test breaks a job off where it wants to. */
import type { CommandContext } from '../src/platform/db/context.ts';
import type { JobContext } from '../src/platform/jobs/jobs.ts';
import type { TestApp } from './harness.ts';

export function jobHands(app: TestApp): JobContext {
  const { database, unitId, services } = app;
  const run = <T>(work: (cx: CommandContext) => Promise<T>) =>
    database.write((tx) => {
      const now = new Date();
      const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
      const actor = { kind: 'system' as const, id: 'job', name: '系统', roles: [] };
      return work({ tx, unitId, actor, today, now, requestId: 'test' });
    });
  return {
    unitId,
    jobId: 'test',
    database,
    services,
    signal: new AbortController().signal,
    write: run,
    read: run,
  };
}
