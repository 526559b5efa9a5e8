/** Worker thread: the independent checker on a stored plan; a large unit's takes seconds and the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { usable } from '../allocation/rules.checker.ts';
import { checkPlan } from './rules.checker.ts';
import type { PurchasePlanAnswer, PurchaseProblem } from './rules.problem.ts';

const { problem, answer } = workerData as { problem: PurchaseProblem; answer: PurchasePlanAnswer };
parentPort?.postMessage(checkPlan(problem, answer, usable));
