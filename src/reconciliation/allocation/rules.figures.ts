/** What a run reached, in numbers; the four words of proof are counted apart and never added up. */
import type { Component, Level, Problem, Proof } from './rules.problem.ts';
import type { LevelFigures, RunFigures } from './shapes.ts';

export function figuresOf(
  problem: Pick<Problem, 'devices' | 'installs' | 'yesterday'>,
  told: { components: readonly Component[]; solved: readonly string[] },
  milliseconds: number,
): RunFigures {
  const { components } = told;
  const proofs: Record<Proof, number> = { proven: 0, tree: 0, gap: 0, heuristic: 0 };
  for (const { proof } of components) proofs[proof] += 1;
  const covered = components.reduce((sum, { covers }) => sum + covers.length, 0);
  return {
    devices: problem.devices.length,
    installs: problem.installs.length,
    covered,
    uncovered: problem.installs.length - covered,
    components: components.length,
    solved: told.solved.length,
    proofs,
    weight: sumOf(components.map(({ weight }) => weight)),
    cost: sumOf(components.map(({ cost }) => cost)),
    changes: sumOf(components.map(({ changes }) => changes)),
    movedDevices: 0,
    milliseconds,
  };
}

function sumOf(levels: readonly Level[]): LevelFigures {
  return levels.reduce(
    (sum, level) => ({ value: sum.value + level.value, bound: sum.bound + level.bound }),
    { value: 0, bound: 0 },
  );
}
