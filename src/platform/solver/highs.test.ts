/** The wrapper says what the solver found, what it did not find, and never throws out of a solve. */
import { beforeAll, describe, expect, test } from 'vitest';
import { type LinearModel, loadSolver, modelBuilder, type Solver } from './highs.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

/** Chairs and tables: 30 x + 50 y, x + 2y ≤ 40, 2x + y ≤ 50. */
function workshop(integer = false): LinearModel {
  const build = modelBuilder('max');
  const x = build.column({ cost: 30, integer });
  const y = build.column({ cost: 50, integer });
  build.row(-Infinity, 40, [
    [x, 1],
    [y, 2],
  ]);
  build.row(-Infinity, 50, [
    [x, 2],
    [y, 1],
  ]);
  return build.model();
}

/** Weights whose best packing is not what a relaxation says. */
function knapsack(size: number, capacity: number): LinearModel {
  const build = modelBuilder('max');
  const entries: [number, number][] = [];
  for (let index = 0; index < size; index++) {
    const weight = 11 + ((index * 7919) % 97);
    const column = build.column({ cost: weight + (index % 5), upper: 1, integer: true });
    entries.push([column, weight]);
  }
  build.row(-Infinity, capacity, entries);
  return build.model();
}

describe('solving', () => {
  test('a linear programme comes with its prices', () => {
    const result = solver.solve(workshop());
    expect(result.status).toBe('optimal');
    expect(result.value).toBeCloseTo(1100, 6);
    expect(result.bound).toBeCloseTo(1100, 6);
    expect([...result.columns!].map(Math.round)).toEqual([20, 10]);
    // One more hour of carpentry is worth 70/3, one of finishing 10/3: together the whole value.
    expect(result.rowDuals![0]! * 40 + result.rowDuals![1]! * 50).toBeCloseTo(1100, 6);
    expect([...result.reducedCosts!].map((cost) => Math.abs(Math.round(cost)))).toEqual([0, 0]);
  });

  test('an integer programme comes with a bound and without prices', () => {
    const result = solver.solve(knapsack(40, 501));
    expect(result.status).toBe('optimal');
    expect(result.bound).toBeCloseTo(result.value!, 4);
    expect(result.rowDuals).toBeUndefined();
    expect(result.columns!.every((value) => Math.abs(value - Math.round(value)) < 1e-6)).toBe(true);
  });

  test('what cannot be is said', () => {
    const build = modelBuilder('min');
    const x = build.column({ cost: 1, upper: 1 });
    build.row(2, Infinity, [[x, 1]]);
    expect(solver.solve(build.model()).status).toBe('infeasible');
    const open = modelBuilder('max');
    open.column({ cost: 1 });
    expect(solver.solve(open.model())).toMatchObject({ status: 'unbounded', value: undefined });
    expect(solver.solve(modelBuilder('min').model())).toMatchObject({ status: 'optimal' });
  });

  test('a malformed model is a failure with a reason, and the solver goes on', () => {
    const broken = { ...workshop(), indices: [0, 99, 0, 1] };
    const result = solver.solve(broken);
    expect(result.status).toBe('failed');
    expect(result.problem).not.toBe('');
    expect(solver.solve(workshop()).status).toBe('optimal');
  });

  test('limits end a solve without a claim', () => {
    const result = solver.solve(workshop(), { iterations: 0, presolve: false });
    expect(result.status).toBe('limit');
    expect(result.bound).toBeUndefined();
    const stopped = solver.solve(knapsack(60, 1501), { stop: () => true, presolve: false });
    expect(['limit', 'optimal']).toContain(stopped.status);
  });

  test('equal models give equal answers', () => {
    const [one, two] = [solver.solve(knapsack(50, 777)), solver.solve(knapsack(50, 777))];
    expect([...one.columns!]).toEqual([...two.columns!]);
  });
});

describe('a model kept open', () => {
  test('is changed and solved again', () => {
    const model = solver.open(workshop());
    try {
      expect(model.solve().value).toBeCloseTo(1100, 6);
      model.setRowBounds([0], [-Infinity], [41]);
      expect(model.solve().value).toBeCloseTo(1100 + 70 / 3, 6);
      model.setColumnBounds([1], [0], [0]);
      expect(model.solve().value).toBeCloseTo(750, 6);
      model.addRow(-Infinity, 20, [0], [1]);
      expect(model.solve().value).toBeCloseTo(600, 6);
      const basis = model.basis();
      model.setSense('min');
      model.setCosts([0], [-1]);
      expect(model.solve().value).toBeCloseTo(-20, 6);
      model.setBasis(basis);
      model.setInteger([0], true);
      model.setRowBounds([2], [-Infinity], [19.5]);
      expect(model.solve().value).toBeCloseTo(-19, 6);
    } finally {
      model.close();
    }
    expect(model.solve().status).toBe('failed');
  });
});
