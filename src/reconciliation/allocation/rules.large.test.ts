/** Large components: mended after a small change, divided where they are too large, dear licences. */
import { describe, expect, test } from 'vitest';
import { world } from '../../../bench/allocation.world.ts';
import { valuesOf } from '../../../test/allocation.ts';
import type { Problem } from './rules.problem.ts';
import { solveAllocation } from './rules.solve.ts';

/** Each with whether yesterday's prices still prove the answer. */
const CHANGES: [name: string, mended: boolean, change: (problem: Problem) => Partial<Problem>][] = [
  ['a program is gone', true, ({ installs }) => ({ installs: installs.slice(0, -1) })],
  [
    'ten programs are gone',
    true,
    ({ installs }) => ({ installs: installs.filter((_, at) => at % 600 !== 3) }),
  ],
  [
    'some programs matter more',
    false,
    ({ installs }) => ({
      installs: installs.map((own, at) =>
        at % 997 === 0 ? { ...own, weight: own.weight + 1 } : own,
      ),
    }),
  ],
  [
    'some numbers have one more',
    false,
    ({ lots }) => ({
      lots: lots.map((own, at) =>
        at % 40 === 3 && own.quantity ? { ...own, quantity: own.quantity + 1 } : own,
      ),
    }),
  ],
];

describe('a large component nearly as it was', async () => {
  const problem = world('standard', 1000, 200, 1);
  const { components } = await solveAllocation(problem);
  const stored = new Map(components.map((one) => [one.id, one]));
  const yesterday = components.flatMap(({ seats }) => seats);
  const options = { known: (id: string) => stored.get(id) };

  test.each(CHANGES)('%s', async (_, mended, change) => {
    const next = { ...problem, yesterday, ...change(problem) };
    const near = await solveAllocation(next, { ...options, before: components });
    expect(near.mended).toHaveLength(mended ? 1 : 0);
    expect(valuesOf(near)).toEqual(valuesOf(await solveAllocation(next, options)));
    for (const { id, weight, cost } of near.components) {
      if (near.mended.includes(id))
        expect([weight.proof, cost.proof]).toEqual(['proven', 'proven']);
    }
  });
});

test('dear licences of a large component never cost cover', async () => {
  const problem = world('standard', 1000, 200, 1);
  const dear = problem.lots.map((own) => ({ ...own, unitCost: own.unitCost * 1000 }));
  const [plain, other] = [
    await solveAllocation(problem),
    await solveAllocation({ ...problem, lots: dear }),
  ];
  expect(valuesOf(other)).toEqual({ ...valuesOf(plain), cost: valuesOf(plain).cost * 1000 });
});

describe('a component too large for one programme', async () => {
  const problem = world('standard', 1000, 200, 1);
  const best = valuesOf(await solveAllocation(problem));
  const divided = await solveAllocation(problem, { budget: { seats: 4000 } });

  test('loses little by being divided, and says how much at most', () => {
    const { weight } = valuesOf(divided);
    const bound = divided.components.reduce((sum, own) => sum + own.weight.bound, 0);
    expect(weight).toBeGreaterThan(0.98 * best.weight);
    expect(weight).toBeLessThan(best.weight);
    expect(bound).toBeGreaterThanOrEqual(best.weight);
    expect(bound).toBeLessThan(1.01 * best.weight);
  });

  test('is not called proven', () => {
    const words = divided.components.map(({ proof }) => proof);
    expect(words).toContain('gap');
  });

  test('comes out the same in whatever order the facts are', async () => {
    const turned = {
      ...problem,
      installs: [...problem.installs].reverse(),
      lots: [...problem.lots].reverse(),
    };
    const again = await solveAllocation(turned, { budget: { seats: 4000 } });
    expect(valuesOf(again)).toEqual(valuesOf(divided));
    expect(again.components.map(({ seats }) => seats)).toEqual(
      divided.components.map(({ seats }) => seats),
    );
  });
});
