/** Worker thread: solves one problem, telling how far it is, so that the server answers meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { isUnlimited, obstacleOf } from './rules.eligibility.ts';
import type { Component, Obstacle, Problem } from './rules.problem.ts';
import { type Progress, solveAllocation } from './rules.solve.ts';

export type Asked = { problem: Problem; known: Component[] };
export type Uncovered = [
  installId: string,
  obstacles: { softwareId: string; obstacle: Obstacle }[],
];
export type Told =
  | { kind: 'progress'; progress: Progress }
  | { kind: 'solved'; components: Component[]; solved: string[]; uncovered: Uncovered[] };

const { problem, known } = workerData as Asked;
const stored = new Map(known.map((component) => [component.id, component]));
const tell = (told: Told) => parentPort?.postMessage(told);
const { components, solved } = await solveAllocation(problem, {
  known: (id) => stored.get(id),
  before: known,
  onProgress: (progress) => tell({ kind: 'progress', progress }),
});
tell({ kind: 'solved', components, solved, uncovered: uncoveredOf(components) });

/** Why each number of its product does not cover a program: the first reason; there being too few comes last. */
function uncoveredOf(all: readonly Component[]): Uncovered[] {
  const covered = new Set(all.flatMap(({ covers }) => covers.map(({ installId }) => installId)));
  const devices = new Map(problem.devices.map((device) => [device.id, device]));
  const lots = new Map<string, Problem['lots'][number][]>();
  for (const lot of problem.lots) {
    for (const product of lot.products) {
      const list = lots.get(product);
      if (list) list.push(lot);
      else lots.set(product, [lot]);
    }
  }
  return problem.installs
    .filter(({ id }) => !covered.has(id))
    .map((install) => [
      install.id,
      (lots.get(install.productId) ?? []).map((lot) => ({
        softwareId: lot.id,
        obstacle:
          obstacleOf(lot, install, devices.get(install.deviceId)!, problem.day) ??
          (isUnlimited(lot) ? 'product' : 'quantity'),
      })),
    ]);
}
