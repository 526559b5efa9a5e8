/** The optimiser against trying everything, and on instances a person can follow. */
import { beforeAll, describe, expect, test } from 'vitest';
import { offer, office, right, type Sold, single } from '../../../test/purchases.office.ts';
import { bruteForce, shuffled, smallProblem } from '../../../test/purchases.small.ts';
import { loadSolver, type Solver } from '../../platform/solver/highs.ts';
import type { PurchaseProblem } from './rules.problem.ts';
import { reasonsOf, singly } from './rules.reasons.ts';
import { solvePurchases } from './rules.solve.ts';

let solver: Solver;
beforeAll(async () => {
  solver = await loadSolver();
});

const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);

test.each([0, 1])('equals trying everything on 300 random small problems (%i)', (round) => {
  for (let seed = round * 300; seed < round * 300 + 300; seed++) {
    const problem = smallProblem(seed);
    const { checked } = solvePurchases(problem, solver);
    expect(checked.complaints, `seed ${seed}`).toEqual([]);
    const reached = {
      weight: sum(checked.parts.map((one) => one.weight.value)),
      cost: sum(checked.parts.map((one) => one.cost.value)),
    };
    expect(reached, `seed ${seed}`).toEqual(bruteForce(problem));
  }
});

test('a branch beyond the most packs of an upgrade is shown to be impossible', () => {
  const { checked } = solvePurchases(smallProblem(4254), solver);
  expect(checked.complaints).toEqual([]);
  expect(checked.parts[0]!.weight).toMatchObject({ value: 1, bound: 2, proof: 'gap' });
});

test('the order of lists decides nothing', () => {
  for (let seed = 0; seed < 60; seed++) {
    const problem = smallProblem(seed);
    const one = solvePurchases(problem, solver);
    const other = solvePurchases(shuffled(problem, seed + 1), solver);
    const sorted = (list: readonly object[]) => list.map((item) => JSON.stringify(item)).sort();
    expect(sorted(other.answer.bought), `seed ${seed}`).toEqual(sorted(one.answer.bought));
    expect(sorted(other.answer.met), `seed ${seed}`).toEqual(sorted(one.answer.met));
    expect(other.answer.parts, `seed ${seed}`).toEqual(one.answer.parts);
  }
});

const bought = (problem: PurchaseProblem) => {
  const { answer, checked } = solvePurchases(problem, solver);
  expect(checked.complaints).toEqual([]);
  const list = answer.bought.map((one) => [one.offerId, one.packs]);
  return { list: Object.fromEntries(list), checked, answer };
};
const packs: Sold = {
  right: right('s'),
  offers: [offer('s', 1, 100), offer('s', 10, 900), offer('s', 50, 4000)],
};

describe('telling instances', () => {
  test('packs: 57 places are 50 and 7 single ones, 60 are 50 and a pack of ten; proven by prices alone', () => {
    const { list, checked } = bought(office(57, [packs]));
    expect(list).toEqual({ 's-50': 1, 's-1': 7 });
    expect(checked.parts[0]!.cost).toEqual({ value: 4700, bound: 4700, proof: 'proven' });
    expect(bought(office(60, [packs])).list).toEqual({ 's-50': 1, 's-10': 1 });
    expect(singly(office(60, [packs]))).toBe(6000);
  });

  test('a site licence from its break-even on, and not before', () => {
    const site: Sold = {
      right: right('site', { metric: 'site' }),
      offers: [offer('site', 1, 4400)],
    };
    expect(bought(office(53, [packs, site])).list).toEqual({ 's-50': 1, 's-1': 3 });
    const many = office(60, [packs, site]);
    const { list, answer } = bought(many);
    expect(list).toEqual({ 'site-1': 1 });
    const { sites } = reasonsOf(many, answer, solver);
    // 54 single licences cost 4,400, as much as the site; 55 cost more.
    expect(sites).toEqual([
      { offerId: 'site-1', costFen: 4400, bought: true, places: 60, breakEven: 55 },
    ]);
  });

  test('a suite meets its parts on one computer; each on its own is cheaper where only one is wanted', () => {
    const suite = single('suite', 150, { products: ['office', 'draw'] });
    const sold = [single('o', 100), single('d', 90, { products: ['draw'] }), suite];
    const problem = office(3, sold);
    const draw = { ...problem.needs[0]!, id: 'n-draw', productId: 'draw' };
    expect(bought({ ...problem, needs: [...problem.needs, draw] }).list).toEqual({
      'suite-1': 1,
      'o-1': 2,
    });
  });

  test('version ladder: an old perpetual licence does not reach, a subscription does', () => {
    const old = single('old', 50, { usableVersions: [{ from: null, to: '11' }] });
    const subscription = single('sub', 120);
    const fitting = single('new', 140, { usableVersions: [{ from: '10', to: '12' }] });
    expect(bought(office(4, [old, subscription, fitting])).list).toEqual({ 'sub-1': 4 });
    expect(bought(office(4, [old, subscription, fitting], {}, { version: '11' })).list).toEqual({
      'old-1': 4,
    });
    // An install whose version nobody knows is covered by 不限 only.
    expect(bought(office(4, [old, fitting], {}, { version: '' })).list).toEqual({});
  });

  test('upgrades as far as there are licences to raise, full ones for the rest', () => {
    const full = packs.right;
    const upgrade = offer('s', 2, 60, { id: 'up', upgrades: ['v11'] });
    const base = right('r11', { usableVersions: [{ exact: '11' }], domestic: null, category: '' });
    const problem = office(5, [{ right: full, offers: [offer('s', 1, 100), upgrade] }]);
    const stock = [{ id: 'v11', rightId: 'r11', free: 3 }];
    const { list, answer } = bought({ ...problem, rights: [full, base], stock });
    // Two packs of two raise the three licences there are; the fourth place of a pack is of no use.
    expect(list).toEqual({ up: 2, 's-1': 2 });
    expect(answer.upgraded).toEqual([{ offerId: 'up', stockId: 'v11', units: 3 }]);
  });

  test('what is on hand is used before anything is bought', () => {
    const base = right('r', { domestic: null, category: '' });
    const problem = office(5, [single('s', 100)]);
    const stock = [{ id: 'lot', rightId: 'r', free: 2 }];
    const rights = [...problem.rights, base];
    expect(bought({ ...problem, rights, stock }).list).toEqual({ 's-1': 3 });
  });

  test('per core with a minimum; concurrent by the share in use', () => {
    const core: Sold = {
      right: right('core', { metric: 'core', perSeat: 8 }),
      offers: [offer('core', 2, 30)],
    };
    expect(bought(office(3, [core])).list).toEqual({ 'core-2': 12 });
    const concurrent: Sold = {
      right: right('c', { metric: 'concurrent', size: 10, perSeat: 3 }),
      offers: [offer('c', 1, 100)],
    };
    expect(bought(office(7, [concurrent])).list).toEqual({ 'c-1': 3 });
  });

  test('domestic: wherever offered, or a share of the licences given out', () => {
    const foreign = single('f', 100);
    const domestic = single('h', 130, { domestic: true, products: ['wps'], replaces: ['office'] });
    const strict = { category: 'office', mode: 'whereOffered', percent: 100 } as const;
    expect(bought(office(10, [foreign, domestic])).list).toEqual({ 'f-1': 10 });
    expect(bought(office(10, [foreign, domestic], { preferences: [strict] })).list).toEqual({
      'h-1': 10,
    });
    const share = { category: 'office', mode: 'share', percent: 35 } as const;
    expect(bought(office(10, [foreign, domestic], { preferences: [share] })).list).toEqual({
      'f-1': 6,
      'h-1': 4,
    });
  });

  test('a cap: the weightiest first, then the cheapest way to as much', () => {
    const problem = office(6, [packs], { capFen: 450 });
    const needs = problem.needs.map((need, at) => ({ ...need, weight: at < 2 ? 50 : 10 }));
    const { answer, checked, capBinds } = solvePurchases({ ...problem, needs }, solver);
    expect(capBinds).toBe(true);
    expect(answer.bought).toEqual([{ offerId: 's-1', packs: 4 }]);
    const met = new Set(answer.met.map((one) => one.needId));
    expect(met.has('n-c0000') && met.has('n-c0001')).toBe(true);
    expect(checked.parts).toHaveLength(1);
    expect(checked.parts[0]!.weight).toMatchObject({ value: 120, bound: 120 });
    expect(checked.parts[0]!.cost).toMatchObject({ value: 400, bound: 400 });
  });

  test('first year and all years: a cap may make the dearer plan over the years the only one', () => {
    const rent: Sold = {
      right: right('s'),
      offers: [offer('s', 1, 0, { firstYear: 40, cost: 200 })],
    };
    rent.offers.push(offer('s', 1, 0, { id: 'buy', firstYear: 100, cost: 100 }));
    expect(bought(office(5, [rent])).list).toEqual({ buy: 5 });
    // 320 pays for two bought and three rented.
    expect(bought(office(5, [rent], { capFen: 320 })).list).toEqual({ buy: 2, 's-1': 3 });
  });

  test('reasons: one pack fewer leaves places out, or the next best plan costs more', () => {
    const problem = office(57, [packs]);
    const { answer } = bought(problem);
    const { lines } = reasonsOf(problem, answer, solver);
    expect(lines.get('s-1')).toEqual({
      leftOut: 1,
      dearerFen: 200,
      exact: true,
      impossible: false,
    });
    expect(lines.get('s-50')).toEqual({
      leftOut: 50,
      dearerFen: 500,
      exact: true,
      impossible: false,
    });
  });

  test('the worked example of docs/optimiser.md', () => {
    const site: Sold = {
      right: right('site', { metric: 'site' }),
      offers: [offer('site', 1, 4800)],
    };
    const problem = office(57, [packs, site]);
    const { list, answer, checked } = bought(problem);
    expect(list).toEqual({ 's-50': 1, 's-1': 7 });
    expect(checked.parts[0]!.cost).toEqual({ value: 4700, bound: 4700, proof: 'tree' });
    const { lines, sites } = reasonsOf(problem, answer, solver);
    expect(lines.get('s-1')).toMatchObject({ leftOut: 1, dearerFen: 100, exact: true });
    expect(sites[0]).toMatchObject({ breakEven: 59, bought: false });
    const capped = bought(office(57, [packs, site], { capFen: 4500 }));
    expect(capped.list).toEqual({ 's-50': 1, 's-1': 5 });
  });

  test('needs without any offer stand apart', () => {
    const problem = office(2, [single('s', 100)], {}, { productId: 'cad' });
    const { unmet, answer, checked } = solvePurchases(problem, solver);
    expect(unmet).toEqual(['n-c0000', 'n-c0001']);
    expect(answer.bought).toEqual([]);
    expect(checked).toEqual({ complaints: [], parts: [] });
  });
});
