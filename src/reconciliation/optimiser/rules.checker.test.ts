/** The checker refuses corrupted plans and proofs, and any prices at all give a bound that is true. */
import { beforeAll, describe, expect, test } from 'vitest';
import { office, single } from '../../../test/purchases.office.ts';
import { smallProblem } from '../../../test/purchases.small.ts';
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import { loadSolver, type Solver } from '../../platform/solver/highs.ts';
import { checkPlan } from './rules.checker.ts';
import type {
  Bought,
  Branch,
  Met,
  Part,
  PurchasePlanAnswer,
  PurchaseProblem,
  Upgraded,
} from './rules.problem.ts';
import { solvePurchases } from './rules.solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

type Loose = { bought: Bought[]; upgraded: Upgraded[]; met: Met[]; parts: Part[] };

describe('corrupted', () => {
  const check = (problem: PurchaseProblem, answer: PurchasePlanAnswer) =>
    checkPlan(problem, answer, versionUsable);

  test('plans are refused whichever part is changed', () => {
    let tried = 0;
    for (let seed = 0; seed < 120; seed++) {
      const problem = smallProblem(seed);
      const { answer } = solvePurchases(problem, solver);
      const change = (work: (plan: Loose) => void) => {
        const plan = structuredClone(answer) as Loose;
        work(plan);
        tried++;
        const { complaints } = check(problem, plan);
        expect(complaints, `seed ${seed}`).not.toEqual([]);
      };
      change((plan) => plan.bought.push({ offerId: 'nothing', packs: 1 }));
      const [met] = answer.met;
      if (met) {
        change((plan) => plan.met.push({ ...met, count: 99 }));
        change((plan) => plan.met.push({ ...met }));
        change((plan) => plan.met.splice(0, 1, { ...met, rightId: 'other' }));
        change((plan) => plan.met.splice(0, 1, { ...met, needId: 'other' }));
        change((plan) => plan.met.splice(0, 1, { ...met, count: 0 }));
      }
      const [part] = answer.parts;
      if (part) {
        change((plan) => plan.parts.pop());
        change((plan) => plan.parts.push(part));
        change((plan) => plan.parts.splice(0, 1, { ...part, den: 0 }));
        if (part.aim === 'all') change((plan) => plan.met.splice(0, plan.met.length));
      }
      const [first] = answer.bought;
      if (first) {
        change((plan) => plan.bought.push(first));
        // One pack fewer of a single offer that is used up leaves somebody without.
        change((plan) => plan.bought.splice(0, 1, { ...first, packs: 0 }));
        change((plan) => plan.bought.splice(0, 1, { ...first, packs: -1 }));
      }
    }
    expect(tried).toBeGreaterThan(500);
  });

  test('a dearer plan is lawful, and no longer proven', () => {
    let tried = 0;
    for (let seed = 0; seed < 80; seed++) {
      const problem = smallProblem(seed);
      const { answer, checked } = solvePurchases(problem, solver);
      const site = new Set(
        problem.rights.filter((one) => one.metric === 'site').map((one) => one.id),
      );
      const offers = new Map(problem.offers.map((one) => [one.id, one]));
      const more = answer.bought.find(({ offerId, packs }) => {
        const { rightId, maxPacks } = offers.get(offerId)!;
        return !site.has(rightId) && packs < (maxPacks ?? 99);
      });
      if (!more || problem.capFen !== null || checked.parts.length > 1) continue;
      tried++;
      const bought = answer.bought.map((one) =>
        one === more ? { ...one, packs: one.packs + 1 } : one,
      );
      const dear = check(problem, { ...answer, bought });
      expect(dear.complaints).toEqual([]);
      expect(dear.parts[0]!.cost.proof).toBe('gap');
      expect(dear.parts[0]!.cost.bound).toBe(checked.parts[0]!.cost.bound);
    }
    expect(tried).toBeGreaterThan(15);
  });

  test('prices changed in any way give a bound that is still true', () => {
    for (let seed = 0; seed < 60; seed++) {
      const problem = smallProblem(seed);
      const { answer, checked } = solvePurchases(problem, solver);
      const shift = (tree: Branch | null): Branch | null => {
        if (tree === null) return null;
        if ('upTo' in tree) return { ...tree, low: shift(tree.low)!, above: shift(tree.above)! };
        const right = Object.fromEntries(
          Object.entries(tree.prices.right ?? {}).map(([id, price], at) => [
            id,
            String(BigInt(price) * BigInt(at + 2) + 12345n),
          ]),
        );
        return { ...tree, prices: { ...tree.prices, right } };
      };
      const parts = answer.parts.map((part) => ({
        ...part,
        weight: shift(part.weight),
        cost: shift(part.cost),
      }));
      const again = check(problem, { ...answer, parts });
      expect(again.complaints, `seed ${seed}`).toEqual([]);
      for (const [at, part] of again.parts.entries()) {
        expect(part.cost.bound).toBeLessThanOrEqual(checked.parts[at]!.cost.value);
        expect(part.weight.bound).toBeGreaterThanOrEqual(checked.parts[at]!.weight.value);
      }
    }
  });

  test('a branch called impossible that is not, and numbers that are none, close nothing', () => {
    const problem = office(7, [single('s', 100)]);
    const { answer } = solvePurchases(problem, solver);
    const withCost = (cost: unknown) =>
      check(problem, {
        ...answer,
        parts: answer.parts.map((part) => ({ ...part, cost: cost as Branch })),
      });
    expect(withCost({ prices: {}, impossible: true }).parts[0]!.cost.proof).toBe('gap');
    expect(withCost({ prices: { right: { s: '-1' } } }).complaints).not.toEqual([]);
    expect(withCost({ prices: { right: { s: '1.5' } } }).complaints).not.toEqual([]);
    const branch = { right: 'nothing', upTo: 1, low: { prices: {} }, above: { prices: {} } };
    expect(withCost(branch).complaints).not.toEqual([]);
    expect(withCost(null).parts[0]!.cost).toMatchObject({ bound: 0, proof: 'heuristic' });
  });
});
