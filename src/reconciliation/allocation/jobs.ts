/**
 * Allocation as a job: facts in one snapshot, solved in a thread of its own, the result written in one transaction. Only
 * components whose facts have changed are solved again.
 */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { systemContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { defineJob, type Jobs } from '../../platform/jobs/jobs.ts';
import { checkStored } from './commands.check.ts';
import { allocationFacts } from './commands.problem.ts';
import { beginRun, failRun, saveAllocation } from './commands.run.ts';
import type { Asked, Told } from './jobs.solver.ts';
import type { Progress } from './rules.solve.ts';
import { takeDue } from './store.picture.ts';
import { componentsOf } from './store.ts';

export const allocateJob = defineJob({
  kind: 'reconciliation.allocate',
  title: '计算许可分配',
  input: z.object({ scope: z.enum(['all', 'touched']).default('touched') }),
  async run(job, { scope }, progress) {
    const started = Date.now();
    const runId = await job.write((cx) => beginRun(cx, scope));
    try {
      const { facts, known } = await job.read(async (cx) => ({
        facts: await allocationFacts(cx),
        known: scope === 'all' ? [] : await componentsOf(cx.tx, cx.unitId),
      }));
      const told = await solve({ problem: facts.problem, known }, job.signal, (at) =>
        progress(at.done, at.total, sentenceOf(at), {
          value: at.weight.value,
          bound: at.weight.bound,
        }),
      );
      return await job.write((cx) =>
        saveAllocation(cx, { runId, facts, told, milliseconds: Date.now() - started }),
      );
    } catch (error) {
      await job.write((cx) => failRun(cx, runId, job.signal.aborted));
      throw error;
    }
  },
});

export const checkJob = defineJob({
  kind: 'reconciliation.checkAllocation',
  title: '独立校验许可分配',
  input: z.object({}),
  run: (job) => job.read((cx) => checkStored(cx)),
});

function sentenceOf(at: Progress): string {
  if (at.stage === 'checking') return '正在独立校验，已覆盖权重 {{value}}，上界 {{bound}}';
  return '已覆盖权重 {{value}}，上界 {{bound}}';
}

type Solved = Extract<Told, { kind: 'solved' }>;

/** The thread is ended when the job is cancelled or the server stops. */
function solve(
  asked: Asked,
  signal: AbortSignal,
  onProgress: (progress: Progress) => Promise<void>,
): Promise<Solved> {
  const worker = new Worker(new URL('./jobs.solver.ts', import.meta.url), {
    workerData: asked,
    execArgv: [],
    env: {},
  });
  return new Promise<Solved>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (told: Told) => {
      if (told.kind === 'solved') resolve(told);
      else onProgress(told.progress).catch(reject);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the solver ended without an answer')));
  }).finally(() => void worker.terminate());
}

/** Queues a run for every unit whose facts have changed and rested; each server may ask, one run is queued. */
export async function queueDueAllocations(database: Database, jobs: Jobs): Promise<void> {
  const units = await database.write((tx) => takeDue(tx));
  for (const unitId of units) {
    await database.write((tx) =>
      jobs.start(systemContext(tx, unitId, '许可分配'), allocateJob, { scope: 'touched' }),
    );
  }
}
