/** The checker refuses corrupted plans and proofs, and no prices at all show what is not true. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { office, single } from '../../../test/purchases.office.ts';
import { smallProblem } from '../../../test/purchases.small.ts';
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import { loadSolver, type Solver } from '../../platform/solver/highs.ts';
import { checkPlan } from './rules.checker.ts';
import type {
  Bought,
  Branch,
  Claim,
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

test('at most 250 lines, and nothing imported but types', () => {
  const text = readFileSync(join(import.meta.dirname, 'rules.checker.ts'), 'utf8');
  expect(text.trimEnd().split('\n').length).toBeLessThanOrEqual(250);
  expect(text.match(/^import .*$|\bimport\(|\brequire\(/gm)).toEqual([
    "import type * as P from './rules.problem.ts';",
  ]);
});

/** The tree with every leaf changed, and every branch where asked. */
function changed(
  tree: Branch | null,
  leaf: (prices: Record<string, string>) => Record<string, string>,
  branch: (own: Exclude<Branch, { prices: unknown }>) => Branch = (own) => own,
): Branch | null {
  if (tree === null) return null;
  if ('prices' in tree) return { prices: leaf(tree.prices) };
  const [low, above] = [tree.low, tree.above].map((own) => changed(own, leaf, branch)!);
  return branch({ ...tree, low: low!, above: above! });
}

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
        change((plan) => plan.parts.splice(0, 1, { ...part, needIds: [...part.needIds, 'other'] }));
        change((plan) => plan.parts.splice(0, 1, { ...part, needIds: part.needIds.slice(1) }));
        const claims = (level: 'weight' | 'cost', claim: Partial<Claim>) =>
          change((plan) =>
            plan.parts.splice(0, 1, { ...part, [level]: { ...part[level], ...claim } }),
          );
        claims('weight', { bound: part.weight.bound - 1 });
        claims('cost', { bound: part.cost.bound + 1 });
        claims('cost', { bound: Number.NaN });
        if (part.cost.bound > 0) {
          claims('cost', { tree: null });
          claims('cost', { tree: changed(part.cost.tree, () => ({})) });
          claims('cost', { tree: changed(part.cost.tree, (own) => ({ ...own, fen: '-1' })) });
        }
        if (part.aim === 'all') change((plan) => plan.met.splice(0, plan.met.length));
      }
      const [raised] = answer.upgraded;
      if (raised) {
        change((plan) => plan.upgraded.pop());
        change((plan) => plan.upgraded.push({ ...raised, units: 99 }));
        change((plan) => plan.upgraded.splice(0, 1, { ...raised, stockId: 'other' }));
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

  test('prices and branches changed in any way are refused, or show the same bound, which is true', () => {
    const found = { refused: 0, shown: 0 };
    const times = (own: Record<string, string>, by: (at: number) => bigint) =>
      Object.fromEntries(
        Object.entries(own).map(([row, price], at) => [row, String(BigInt(price) * by(at))]),
      );
    const ways: ((tree: Branch | null) => Branch | null)[] = [
      (tree) => changed(tree, (own) => times(own, (at) => BigInt(at + 2))),
      (tree) => changed(tree, (own) => times(own, (at) => BigInt(at % 2))),
      (tree) => changed(tree, ({ fen: _, ...own }) => own),
      (tree) =>
        changed(
          tree,
          (own) => own,
          (own) => ({ ...own, upTo: own.upTo + 0.5, low: own.above, above: own.low }),
        ),
      (tree) =>
        changed(
          tree,
          (own) => own,
          (own) => own.low,
        ),
    ];
    for (let seed = 0; seed < 60; seed++) {
      const problem = smallProblem(seed);
      const { answer, checked } = solvePurchases(problem, solver);
      for (const way of ways) {
        const parts = answer.parts.map((part) => ({
          ...part,
          weight: { ...part.weight, tree: way(part.weight.tree) },
          cost: { ...part.cost, tree: way(part.cost.tree) },
        }));
        const again = check(problem, { ...answer, parts });
        if (again.complaints.length > 0) found.refused++;
        else found.shown++;
        for (const [at, part] of again.parts.entries()) {
          expect(part.cost.bound).toBeLessThanOrEqual(checked.parts[at]!.cost.value);
          expect(part.weight.bound).toBeGreaterThanOrEqual(checked.parts[at]!.weight.value);
        }
      }
    }
    expect(found.refused).toBeGreaterThan(50);
    expect(found.shown).toBeGreaterThan(50);
  });

  test('no tree of any part shows more than the best plan', () => {
    let tried = 0;
    for (let seed = 0; seed < 60; seed++) {
      const problem = smallProblem(seed);
      const { answer, checked } = solvePurchases(problem, solver);
      const trees = answer.parts.flatMap(({ weight, cost }) => [weight.tree, cost.tree]);
      for (const [at, part] of answer.parts.entries()) {
        const bound = checked.parts[at]!.cost.value + 1;
        for (const tree of trees) {
          const parts = answer.parts.with(at, { ...part, cost: { bound, tree } });
          expect(check(problem, { ...answer, parts }).complaints, `seed ${seed}`).not.toEqual([]);
          tried++;
        }
      }
    }
    expect(tried).toBeGreaterThan(60);
  });

  test('prices that show nothing, and numbers that are none, are refused', () => {
    const problem = office(7, [single('s', 100)]);
    const { answer } = solvePurchases(problem, solver);
    const withCost = (cost: unknown) =>
      check(problem, {
        ...answer,
        parts: answer.parts.map((part) => ({ ...part, cost: cost as Claim })),
      });
    const [part] = answer.parts;
    expect(withCost(part!.cost).parts[0]!.cost).toEqual({
      value: 700,
      bound: 700,
      proof: 'proven',
    });
    const tree = (prices: Record<string, string>) => withCost({ bound: 700, tree: { prices } });
    expect(tree({ fen: '1', 'right s': '100' }).complaints).toEqual([]);
    expect(tree({ fen: '1', 'right s': '80' }).complaints).not.toEqual([]);
    expect(tree({ 'right s': '100' }).complaints).not.toEqual([]);
    expect(tree({ fen: '1', 'right s': '-1' }).complaints).not.toEqual([]);
    expect(tree({ fen: '1', 'right s': '1.5' }).complaints).not.toEqual([]);
    const leaf = { prices: { fen: '1' } };
    const branch = { row: 'right nothing', upTo: 1, low: leaf, above: leaf };
    expect(withCost({ bound: 700, tree: branch }).complaints).not.toEqual([]);
    expect(withCost({ bound: 0, tree: leaf }).parts[0]!.cost.proof).toBe('gap');
    const none = { bound: 0, tree: null };
    expect(withCost(none).parts[0]!.cost).toMatchObject({ bound: 0, proof: 'heuristic' });
  });
});
