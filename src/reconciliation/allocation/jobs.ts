/**
 * Allocation as a job: facts in one snapshot, solved in a thread of its own, the result written in one transaction. Only
 * components whose facts have changed are solved again.
 */
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { z } from 'zod';
import { refuse } from '../../base/refusal.ts';
import { systemContext } from '../../platform/db/context.ts';
import type { Database } from '../../platform/db/database.ts';
import {
  defineJob,
  type JobContext,
  type Jobs,
  type Progress as Tell,
} from '../../platform/jobs/jobs.ts';
import { resultOf, storedAllocation } from './commands.check.ts';
import { allocationFacts } from './commands.problem.ts';
import { beginRun, failRun, saveAllocation } from './commands.run.ts';
import type { Asked, Told } from './jobs.solver.ts';
import type { Verdict } from './rules.checker.ts';
import type { Component, Problem } from './rules.problem.ts';
import type { Progress } from './rules.solve.ts';
import type { RunFigures } from './shapes.ts';
import { takeDue } from './store.picture.ts';
import { componentsOf } from './store.ts';

/** Another run that ended meanwhile makes this one begin again, so that one picture is never written over another. */
const ATTEMPTS = 4;

export const allocateJob = defineJob({
  kind: 'reconciliation.allocate',
  title: '计算许可分配',
  input: z.object({ scope: z.enum(['all', 'touched']).default('touched') }),
  async run(job, { scope }, progress) {
    const started = Date.now();
    const runId = await job.write((cx) => beginRun(cx, scope));
    try {
      for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
        const figures = await attemptRun(job, { scope, runId, started }, progress);
        if (figures) return figures;
      }
      throw refuse('reconciliation.allocationBusy', '别的计算不断更新结果，请稍后再算', {});
    } catch (error) {
      await job.write((cx) => failRun(cx, runId, job.signal.aborted));
      throw error;
    }
  },
});

async function attemptRun(
  job: JobContext,
  run: { scope: 'all' | 'touched'; runId: string; started: number },
  progress: Tell,
): Promise<RunFigures | undefined> {
  const { facts, known } = await job.read(async (cx) => ({
    facts: await allocationFacts(cx),
    known: run.scope === 'all' ? [] : await componentsOf(cx.tx, cx.unitId),
  }));
  const told = await solve({ problem: facts.problem, known }, job.signal, (at) =>
    progress(at.done, at.total, sentenceOf(at), {
      value: at.weight.value,
      bound: at.weight.bound,
    }),
  );
  const milliseconds = Date.now() - run.started;
  return job.write((cx) => saveAllocation(cx, { runId: run.runId, facts, told, milliseconds }));
}

export const checkJob = defineJob({
  kind: 'reconciliation.checkAllocation',
  title: '独立校验许可分配',
  input: z.object({ component: z.string().optional() }),
  async run(job, { component }) {
    const stored = await job.read(storedAllocation);
    const { problem, components } = stored;
    return resultOf(await check({ problem, components }, job.signal), stored, component);
  },
});

function sentenceOf(at: Progress): string {
  if (at.stage === 'checking') return '正在独立校验，已覆盖权重 {{value}}，上界 {{bound}}';
  return '已覆盖权重 {{value}}，上界 {{bound}}';
}

type Solved = Extract<Told, { kind: 'solved' }>;

/** Megabytes of the solving thread's heap: 600 installs need one at most; left alone it grows to thrice as much. */
const heapFor = ({ installs }: Problem) => Math.max(1000, Math.ceil(installs.length / 600));

export async function solve(
  asked: Asked,
  signal: AbortSignal,
  onProgress: (progress: Progress) => Promise<void>,
  megabytes = heapFor(asked.problem),
): Promise<Solved> {
  const url = new URL('./jobs.solver.ts', import.meta.url);
  const hear: Hear<Solved> = (told: Told, done, failed) => {
    if (told.kind === 'solved') done(told);
    else onProgress(told.progress).catch(failed);
  };
  try {
    return await inThread(url, asked, signal, hear, { maxOldGenerationSizeMb: megabytes });
  } catch (error) {
    if ((error as { code?: string }).code !== 'ERR_WORKER_OUT_OF_MEMORY') throw error;
    // A unit unlike those measured: rather more memory than no answer.
    return inThread(url, asked, signal, hear);
  }
}

function check(
  asked: { problem: Problem; components: Component[] },
  signal: AbortSignal,
): Promise<Verdict> {
  const url = new URL('./jobs.checker.ts', import.meta.url);
  return inThread<Verdict>(url, asked, signal, (told: Verdict, done) => done(told));
}

type Hear<Answer> = (
  // biome-ignore lint/suspicious/noExplicitAny: each thread tells its own things
  told: any,
  done: (answer: Answer) => void,
  failed: (error: unknown) => void,
) => void;

/** The thread is ended when the job is cancelled or the server stops. */
function inThread<Answer>(
  url: URL,
  workerData: unknown,
  signal: AbortSignal,
  hear: Hear<Answer>,
  resourceLimits: ResourceLimits = {},
): Promise<Answer> {
  const worker = new Worker(url, { workerData, execArgv: [], env: {}, resourceLimits });
  return new Promise<Answer>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (told) => hear(told, resolve, reject));
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread ended without an answer')));
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
