/** Worker thread: solves one purchase problem and works out its reasons, telling how far it is. */
import { parentPort, workerData } from 'node:worker_threads';
import { loadSolver } from '../../platform/solver/highs.ts';
import type { PurchaseProblem } from './rules.problem.ts';
import { type Reasons, reasonsOf, singly } from './rules.reasons.ts';
import { type Solved, solvePurchases } from './rules.solve.ts';

export type Told =
  | { kind: 'progress'; stage: 'solving' | 'reasons'; done: number; total: number }
  | { kind: 'solved'; solved: Solved; reasons: Reasons; singlyFen: number };

const problem = workerData as PurchaseProblem;
const tell = (told: Told) => parentPort?.postMessage(told);
const solver = await loadSolver();
const solved = solvePurchases(problem, solver, {
  progress: (done, total) => tell({ kind: 'progress', stage: 'solving', done, total }),
});
const reasons = reasonsOf(problem, solved.answer, solver, {
  progress: (done, total) => tell({ kind: 'progress', stage: 'reasons', done, total }),
});
tell({ kind: 'solved', solved, reasons, singlyFen: singly(problem) });
