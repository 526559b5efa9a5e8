/** The best allocation on all three levels: against trying everything, and whatever the order of the facts. */
import { describe, expect, test } from 'vitest';
import { smallProblem } from '../../../test/allocation.small.ts';
import { TELLING } from '../../../test/allocation.telling.ts';
import {
  bruteForce,
  device,
  install,
  lot,
  problemOf,
  random,
  shuffled,
  valuesOf,
} from '../../../test/allocation.ts';
import { checkAllocation } from './rules.checker.ts';
import { splitComponents } from './rules.components.ts';
import type { Component, Problem } from './rules.problem.ts';
import { type Progress, solveAllocation } from './rules.solve.ts';

describe('telling instances', () => {
  test.each(TELLING)('$name', async ({ problem, best }) => {
    expect(bruteForce(problem)).toEqual(best);
    const allocation = await solveAllocation(problem);
    expect(valuesOf(allocation)).toEqual(best);
    const verdict = checkAllocation(problem, allocation);
    expect(verdict).toMatchObject({ complaints: [], claims: [] });
  });
});

describe('what is said of an answer', () => {
  const two = (one: number, other: number) =>
    problemOf(
      [device('d0', { cores: 2 }), device('d1', { cores: 2 })],
      [install('d0', 'p', { weight: one }), install('d1', 'p', { weight: other })],
      [lot('A', ['p'], { metric: 'core', quantity: 3 })],
    );

  test('a tree where prices do not meet the value', async () => {
    const { components } = await solveAllocation(two(10, 11));
    expect(components[0]).toMatchObject({
      weight: { value: 11, bound: 11, proof: 'tree' },
      proof: 'tree',
    });
    expect(components[0]!.certificate.weight!.tree).toBeDefined();
  });

  test('a gap, with its bound, where no tree may be grown', async () => {
    const { components } = await solveAllocation(two(10, 11), { budget: { leaves: 0 } });
    expect(components[0]).toMatchObject({ proof: 'gap', weight: { value: 11, proof: 'gap' } });
    expect(components[0]!.weight.bound).toBeGreaterThan(11);
  });

  test('what one more unit is worth', async () => {
    const devices = ['a', 'b', 'c'].map((id) => device(id));
    const installs = [5, 2, 1].map((weight, at) => install('abc'[at]!, 'p', { weight }));
    const lots = [lot('A', ['p'], { unitCost: 300 }), lot('B', ['p'], { unitCost: 500 })];
    const { components } = await solveAllocation(problemOf(devices, installs, lots));
    expect(components[0]!.worth).toEqual([
      { lotId: 'A', weight: 1 },
      { lotId: 'B', weight: 1 },
    ]);
    expect(components[0]!.cost).toEqual({ value: 800, bound: 800, proof: 'proven' });
  });

  test('fixed seats are given whatever it costs, and others around them', async () => {
    const devices = ['a', 'b'].map((id) => device(id));
    const installs = [install('a', 'p', { weight: 1 }), install('b', 'p', { weight: 9 })];
    const locked = [
      { lotId: 'A', carrierId: 'a' },
      { lotId: 'A', carrierId: 'nobody' },
    ];
    const problem = problemOf(devices, installs, [lot('A', ['p'])], { locked });
    const { components } = await solveAllocation(problem);
    expect(components.flatMap(({ seats }) => seats)).toEqual([locked[0]]);
  });
});

describe('against trying everything', () => {
  const SAMPLE = 3000;
  test(`${SAMPLE} random small problems are equal on all three levels`, async () => {
    let compared = 0;
    const words = new Map<string, number>();
    for (let seed = 0; seed < SAMPLE; seed++) {
      const problem = smallProblem(seed);
      const best = bruteForce(problem, 11);
      if (!best) continue;
      const allocation = await solveAllocation(problem);
      expect(valuesOf(allocation), `seed ${seed}`).toEqual(best);
      for (const { proof } of allocation.components) words.set(proof, (words.get(proof) ?? 0) + 1);
      compared += 1;
    }
    expect(compared).toBeGreaterThan(SAMPLE * 0.98);
    expect(words.get('heuristic')).toBeUndefined();
  }, 120_000);
});

describe('the order of facts', () => {
  test('changes nothing', async () => {
    for (let seed = 0; seed < 150; seed++) {
      const by = random(seed);
      const problem = smallProblem(seed);
      const other: Problem = {
        ...problem,
        devices: shuffled(
          problem.devices.map((own) => ({
            ...own,
            departmentIds: shuffled(own.departmentIds, by),
            activeIn: shuffled(own.activeIn, by),
          })),
          by,
        ),
        installs: shuffled(problem.installs, by),
        lots: shuffled(
          problem.lots.map((own) => ({ ...own, products: shuffled(own.products, by) })),
          by,
        ),
        yesterday: shuffled(problem.yesterday, by),
        locked: shuffled(problem.locked, by),
      };
      expect(await solveAllocation(other), `seed ${seed}`).toEqual(await solveAllocation(problem));
    }
  }, 60_000);
});

/** Two products that have nothing to do with each other, each with too few licences. */
function twoComponents(quantity: number): Problem {
  const devices = ['d0', 'd1', 'd2'].map((id) => device(id));
  const installs = devices.flatMap(({ id }) => [install(id, 'p'), install(id, 'q')]);
  return problemOf(devices, installs, [
    lot('A', ['p'], { quantity: 2 }),
    lot('B', ['q'], { quantity }),
  ]);
}

describe('what has not changed', () => {
  const stored = (components: Component[]) => {
    const byId = new Map(components.map((one) => [one.id, one]));
    return (id: string) => byId.get(id);
  };

  test('is not solved again, and stays proven', async () => {
    const first = await solveAllocation(twoComponents(1));
    const yesterday = first.components.flatMap(({ seats }) => seats);
    const problem = { ...twoComponents(2), yesterday };
    const known = stored(first.components);
    const second = await solveAllocation(problem, { known });
    expect(second.components.map(({ proof }) => proof)).toEqual(['proven', 'proven']);
    expect(second.solved).toHaveLength(1);
    const [untouched] = second.components.filter(({ id }) => !second.solved.includes(id));
    expect(untouched!.lotIds).toEqual(['A']);
    expect(untouched!.changes).toEqual({ value: 2, bound: 2, proof: 'proven' });
    expect(checkAllocation(problem, second)).toMatchObject({ complaints: [], claims: [] });
  });

  test('is solved again where somebody holds other seats than were given', async () => {
    const first = await solveAllocation(twoComponents(1));
    const moved = { ...twoComponents(1), yesterday: [{ lotId: 'A', carrierId: 'd2' }] };
    const second = await solveAllocation(moved, { known: stored(first.components) });
    expect(second.solved).toHaveLength(2);
    expect(second.components.flatMap(({ seats }) => seats)).toContainEqual(moved.yesterday[0]);
  });

  test('has the same id whatever the order and whoever held what', () => {
    const ids = (problem: Problem) => splitComponents(problem).map(({ id }) => id);
    const problem = twoComponents(1);
    const held = { ...problem, yesterday: [{ lotId: 'A', carrierId: 'd2' }] };
    expect(ids(held)).toEqual(ids(problem));
    expect(ids(twoComponents(2))[0]).toBe(ids(problem)[0]);
    expect(ids(twoComponents(2))[1]).not.toBe(ids(problem)[1]);
  });
});

describe('a running solve', () => {
  test('says how far it is, with a bound nobody passes', async () => {
    const said: Progress[] = [];
    const problem = smallProblem(7);
    const allocation = await solveAllocation(problem, { onProgress: (one) => said.push(one) });
    const best = valuesOf(allocation).weight;
    expect(said.map(({ stage }) => stage)).toEqual([
      'reduced',
      ...said.slice(1, -1).map(() => 'solving'),
      'checking',
    ]);
    for (const { weight } of said) {
      expect(weight.bound).toBeGreaterThanOrEqual(best);
      expect(weight.value).toBeLessThanOrEqual(best);
    }
    expect(said.at(-1)!.weight.value).toBe(best);
  });

  test('can be ended', async () => {
    const ended = new AbortController();
    ended.abort(new Error('ended'));
    await expect(solveAllocation(smallProblem(7), { signal: ended.signal })).rejects.toThrow(
      'ended',
    );
  });

  test('refuses facts that contradict themselves', async () => {
    const twice = problemOf([device('d0'), device('d0')], [], []);
    await expect(solveAllocation(twice)).rejects.toThrow('one id');
    const nowhere = problemOf([], [install('d0', 'p')], []);
    await expect(solveAllocation(nowhere)).rejects.toThrow('on no device');
  });
});
