/** Worker thread: the independent check of a whole allocation, so that the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { checkAllocation } from './rules.checker.ts';
import type { Component, Problem } from './rules.problem.ts';

const { problem, components } = workerData as { problem: Problem; components: Component[] };
parentPort?.postMessage(checkAllocation(problem, { components }));
