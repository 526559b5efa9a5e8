/** Twelve telling instances (docs/allocation.md): what a fixed order gets wrong, and the best there is. */
import type { Problem } from '../src/reconciliation/allocation/rules.problem.ts';
import { type Best, device, install, lot, problemOf } from './allocation.ts';

export type Telling = { name: string; problem: Problem; best: Best };

const upTo = (version: string) => [{ from: null, to: version }];
const two = [device('d0'), device('d1')];
const versions = [install('d0', 'p', { version: '3' }), install('d1', 'p', { version: '5' })];
const each = (id: string, products: string[]) => products.map((product) => install(id, product));

export const TELLING: Telling[] = [
  {
    name: 'old version first',
    problem: problemOf(two, versions, [
      lot('A', ['p']),
      lot('B', ['p'], { usableVersions: [{ exact: '3' }] }),
    ]),
    best: { weight: 2, cost: 2, changes: -2 },
  },
  {
    name: 'the department that has its own',
    problem: problemOf(
      [
        device('d0', { departmentIds: ['root', 'zero'] }),
        device('d1', { departmentIds: ['root', 'one'] }),
      ],
      [install('d0', 'p'), install('d1', 'p')],
      [lot('A', ['p']), lot('B', ['p'], { departmentIds: ['zero'] })],
    ),
    best: { weight: 2, cost: 2, changes: -2 },
  },
  {
    name: 'the suite to whom it helps most',
    problem: problemOf(
      two,
      [...each('d0', ['p0', 'p1']), ...each('d1', ['p0', 'p1', 'p2'])],
      [lot('S', ['p0', 'p1', 'p2']), lot('A', ['p0']), lot('B', ['p1'])],
    ),
    best: { weight: 5, cost: 3, changes: -3 },
  },
  {
    name: 'two singles cheaper than the suite',
    problem: problemOf([device('d0')], each('d0', ['p0', 'p1']), [
      lot('S', ['p0', 'p1'], { unitCost: 10 }),
      lot('A', ['p0'], { unitCost: 2 }),
      lot('B', ['p1'], { unitCost: 2 }),
    ]),
    best: { weight: 2, cost: 4, changes: -2 },
  },
  {
    name: 'the suite cheaper than three singles',
    problem: problemOf([device('d0')], each('d0', ['p0', 'p1', 'p2']), [
      lot('S', ['p0', 'p1', 'p2'], { unitCost: 5 }),
      ...['p0', 'p1', 'p2'].map((one) => lot(`L${one}`, [one], { unitCost: 3 })),
    ]),
    best: { weight: 3, cost: 5, changes: -1 },
  },
  {
    name: 'the user with two computers',
    problem: problemOf(
      [
        device('d0', { userId: 'u0' }),
        device('d1', { userId: 'u0' }),
        device('d2', { userId: 'u1' }),
      ],
      ['d0', 'd1', 'd2'].map((id) => install(id, 'p')),
      [lot('A', ['p']), lot('U', ['p'], { metric: 'user' })],
    ),
    best: { weight: 3, cost: 2, changes: -2 },
  },
  {
    name: 'six cores, not four first',
    problem: problemOf(
      [4, 3, 3].map((cores, at) => device(`d${at}`, { cores })),
      ['d0', 'd1', 'd2'].map((id) => install(id, 'p')),
      [lot('A', ['p'], { metric: 'core', quantity: 6 })],
    ),
    best: { weight: 2, cost: 6, changes: -2 },
  },
  {
    name: 'narrow scope is not always first',
    problem: problemOf(
      two.map((own) => ({ ...own, departmentIds: ['root', 'zero'] })),
      versions,
      [
        lot('A', ['p'], { departmentIds: ['zero'] }),
        lot('B', ['p'], { usableVersions: upTo('3') }),
      ],
    ),
    best: { weight: 2, cost: 2, changes: -2 },
  },
  {
    name: 'hours that do not overlap',
    problem: problemOf(
      [device('d0'), ...[9, 10, 11].map((hour, at) => device(`d${at + 1}`, { activeIn: [hour] }))],
      ['d0', 'd1', 'd2', 'd3'].map((id) => install(id, 'p')),
      [lot('A', ['p'], { metric: 'concurrent' })],
    ),
    best: { weight: 3, cost: 3, changes: -3 },
  },
  {
    name: 'what weighs more',
    problem: problemOf(
      two,
      [
        install('d0', 'p', { edition: 'standard' }),
        install('d1', 'p', { edition: 'professional', weight: 10 }),
      ],
      [lot('A', ['p'], { editions: ['standard', 'professional'] })],
    ),
    best: { weight: 10, cost: 1, changes: -1 },
  },
  {
    name: 'nobody moves without need',
    problem: problemOf(
      two,
      [install('d0', 'p'), install('d1', 'p')],
      [lot('A', ['p']), lot('B', ['p'])],
      {
        yesterday: [
          { lotId: 'A', carrierId: 'd1' },
          { lotId: 'B', carrierId: 'd0' },
        ],
      },
    ),
    best: { weight: 2, cost: 2, changes: 2 },
  },
  {
    name: 'prices alone do not prove it',
    problem: problemOf(
      two.map((own) => ({ ...own, cores: 2 })),
      [install('d0', 'p', { weight: 10 }), install('d1', 'p', { weight: 10 })],
      [lot('A', ['p'], { metric: 'core', quantity: 3 })],
    ),
    best: { weight: 10, cost: 2, changes: -1 },
  },
];
