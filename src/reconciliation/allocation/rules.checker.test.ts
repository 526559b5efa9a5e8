/** The checker believes nothing: versions as configuration reads them, and every corrupted part is refused. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { smallProblem } from '../../../test/allocation.small.ts';
import { TELLING } from '../../../test/allocation.telling.ts';
import { bruteForce, device, install, lot, problemOf, valuesOf } from '../../../test/allocation.ts';
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import { UsableVersion } from '../../configuration/software/shapes.ts';
import { checkAllocation, usable } from './rules.checker.ts';
import type { Allocation, Problem } from './rules.problem.ts';
import { solveAllocation } from './rules.solve.ts';

describe('independence', () => {
  const text = readFileSync(join(import.meta.dirname, 'rules.checker.ts'), 'utf8');
  test('at most 250 lines, and nothing imported but types', () => {
    expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
    expect(text.match(/^import .*$|\bimport\(|\brequire\(/gm)).toEqual([
      "import type * as P from './rules.problem.ts';",
    ]);
  });
});

describe('versions', () => {
  const part = fc.constantFrom(
    '0',
    '1',
    '2',
    '9',
    '10',
    '12',
    '2019',
    'sp',
    'r2',
    'beta',
    'rc',
    '测试版',
    '专业版',
    '1234567890123456',
  );
  const joined = fc
    .array(fc.tuple(part, fc.constantFrom('.', ' ', '', '-')), { minLength: 0, maxLength: 5 })
    .map((parts) => parts.map(([text, gap]) => text + gap).join(''));
  const version = fc.oneof(
    joined,
    joined.map((text) => `v${text}`),
    joined.map((text) => `Ｖｅｒ.${text}`),
    fc.string({ maxLength: 6 }),
  );
  const end = fc.option(version, { nil: null });
  const range = fc.oneof(
    version.map((exact) => ({ exact })),
    fc.record({ from: end, to: end }),
  );

  test('are read as configuration reads them', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 3 }), version, (ranges, own) => {
        expect(usable(ranges, own)).toBe(versionUsable(ranges, own));
      }),
      { numRuns: 30_000, seed: 5 },
    );
    expect(UsableVersion.safeParse({ exact: '1' }).success).toBe(true);
  });
});

/** Everything that can be changed in a piece of JSON, one change at a time. */
function* flips(value: unknown, words: string[]): Generator<unknown> {
  if (typeof value === 'number') {
    yield* [value + 1, value - 1, -value - 1, value + 0.5, value * 1000 + 7, String(value)];
  } else if (typeof value === 'string') {
    yield* ['', `${value}x`, ...words.filter((word) => word !== value)];
  } else if (value === null) {
    yield* [0, ...words.slice(0, 3)];
  } else if (Array.isArray(value)) {
    for (const [at, item] of value.entries()) {
      yield value.filter((_, other) => other !== at);
      yield [...value, item];
      for (const flipped of flips(item, words)) yield value.with(at, flipped);
    }
    yield [...value, words[0]];
  } else if (typeof value === 'object') {
    for (const [key, item] of Object.entries(value as object)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const word of words.slice(0, 3)) yield { ...rest, [word]: item };
      for (const flipped of flips(item, words)) yield { ...(value as object), [key]: flipped };
    }
  }
}

/** A word of the right kind is more dangerous than nonsense. */
function wordsOf(problem: Problem, allocation: Allocation): string[] {
  const some = (list: readonly { id: string }[]) => list.slice(0, 3).map(({ id }) => id);
  const proofs = ['proven', 'tree', 'gap', 'heuristic'];
  return [
    ...some(problem.lots),
    ...some(problem.devices),
    ...some(problem.installs),
    ...proofs,
    ...some(allocation.components),
  ];
}

function refused(problem: Problem, allocation: Allocation): boolean {
  try {
    const { complaints, claims } = checkAllocation(problem, allocation);
    return complaints.length > 0 || claims.length > 0;
  } catch {
    return true;
  }
}

describe('corruption', () => {
  const small = [3, 11, 19, 42, 57, 101, 233, 377].map((seed) => ({
    name: `seed ${seed}`,
    problem: smallProblem(seed),
  }));
  const tree: Problem = {
    ...TELLING[11]!.problem,
    installs: TELLING[11]!.problem.installs.map((own, at) => ({ ...own, weight: 10 + at })),
  };
  test.each([...TELLING, ...small, { name: 'a tree', problem: tree }])(
    'every flip of $name is refused or still true',
    async ({ problem }) => {
      const best = bruteForce(problem, 16)!;
      const allocation: Allocation = { components: (await solveAllocation(problem)).components };
      expect(refused(problem, allocation)).toBe(false);
      const [weights, costs, changes] = [best.weight, best.cost, best.changes];
      let [flipped, accepted] = [0, 0];
      for (const components of flips(allocation.components, wordsOf(problem, allocation))) {
        const other = { components } as Allocation;
        flipped += 1;
        if (refused(problem, other)) continue;
        accepted += 1;
        const sum = (level: 'weight' | 'cost' | 'changes') =>
          other.components.reduce((total, one) => total + one[level].bound, 0);
        // What was let through says nothing that is not so.
        expect(valuesOf(other)).toEqual(best);
        expect(sum('weight')).toBeGreaterThanOrEqual(weights);
        expect(sum('cost')).toBeLessThanOrEqual(costs);
        expect(sum('changes')).toBeGreaterThanOrEqual(changes);
      }
      expect(flipped).toBeGreaterThan(accepted * 3);
    },
  );
});

test('a seat for what another component has is refused: kept there, it would pass for a change saved here', async () => {
  const problem: Problem = {
    ...problemOf(
      [device('d0'), device('d1')],
      [install('d0', 'p'), install('d1', 'q')],
      [lot('A', ['p']), lot('B', ['q']), lot('C', ['q'], { unitCost: 5 })],
    ),
    yesterday: [{ lotId: 'C', carrierId: 'd1' }],
  };
  const { components } = await solveAllocation(problem);
  const moved = components.map((one) =>
    one.lotIds.includes('A')
      ? {
          ...one,
          lotIds: [...one.lotIds, 'C'],
          seats: [...one.seats, { lotId: 'C', carrierId: 'd1' }],
        }
      : one,
  );
  expect(checkAllocation(problem, { components }).complaints).toEqual([]);
  const { complaints } = checkAllocation(problem, { components: moved });
  expect(complaints).toEqual([expect.stringContaining('reaches beyond')]);
});
