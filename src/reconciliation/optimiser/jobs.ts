/** The purchase optimiser as a job: facts in one snapshot, solved in a thread of its own, the result written at once. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { defineJob } from '../../platform/jobs/jobs.ts';
import { adviceProblem, chosen, purchaseFacts } from './commands.facts.ts';
import type { Told } from './jobs.solver.ts';
import type { Checked, PurchasePlanAnswer, PurchaseProblem } from './rules.problem.ts';
import { resultOf } from './rules.result.ts';
import * as store from './store.ts';

export const adviseJob = defineJob({
  kind: 'reconciliation.advisePurchases',
  title: '计算采购优化方案',
  input: z.object({ adviceId: z.string() }),
  async run(job, { adviceId }, progress) {
    const started = Date.now();
    try {
      const { facts, wanted, problem } = await job.read(async (cx) => {
        const advice = await store.adviceRecord(cx.tx, cx.unitId, adviceId);
        if (!advice) throw new Error('the advice is gone');
        const all = await purchaseFacts(cx, advice.planYear);
        const own = chosen(all, advice.input);
        return { facts: all, wanted: own, problem: adviceProblem(all, own, advice.input) };
      });
      const told = await solve(problem, job.signal, ({ stage, done, total }) =>
        progress(done, total, SENTENCES[stage], { done, total }),
      );
      const milliseconds = Date.now() - started;
      const { result, figures } = resultOf({
        ...told.solved,
        ...{ problem, wanted, milliseconds },
        reasons: told.reasons,
        singlyFen: told.singlyFen,
        offers: facts.offers,
        softwareNos: facts.softwareNos,
      });
      const { answer } = told.solved;
      await job.write((cx) =>
        store.finishAdvice(cx, adviceId, { figures, result, problem, answer }),
      );
      return { lines: result.lines.length, ...figures };
    } catch (error) {
      const state = job.signal.aborted ? 'cancelled' : 'failed';
      await job.write((cx) => store.endAdvice(cx, adviceId, state));
      throw error;
    }
  },
});

const SENTENCES = {
  solving: '正在求解，第 {{done}} 组，共 {{total}} 组',
  reasons: '正在计算理由，第 {{done}} 行，共 {{total}} 行',
};

type Solved = Extract<Told, { kind: 'solved' }>;
type Progress = Extract<Told, { kind: 'progress' }>;

/** The thread is ended when the job is cancelled or the server stops. */
function solve(
  problem: PurchaseProblem,
  signal: AbortSignal,
  onProgress: (progress: Progress) => Promise<void>,
): Promise<Solved> {
  const worker = new Worker(new URL('./jobs.solver.ts', import.meta.url), {
    workerData: problem,
    execArgv: [],
    env: {},
  });
  return new Promise<Solved>((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (told: Told) => {
      if (told.kind === 'solved') resolve(told);
      else onProgress(told).catch(reject);
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the optimiser ended without an answer')));
  }).finally(() => void worker.terminate());
}

/** The independent checker in a thread of its own. */
export function checkApart(stored: {
  problem: PurchaseProblem;
  answer: PurchasePlanAnswer;
}): Promise<Checked> {
  const worker = new Worker(new URL('./jobs.checker.ts', import.meta.url), {
    workerData: stored,
    execArgv: [],
    env: {},
  });
  return new Promise<Checked>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the checker ended without an answer')));
  }).finally(() => void worker.terminate());
}
