/** Why a licence does not cover an install: the first obstacle, in a fixed order. */
import { expect, test } from 'vitest';
import { device, install, lot } from '../../../test/allocation.ts';
import { isUnlimited, obstacleOf, pairCarrier, unitsOf } from './rules.eligibility.ts';
import type { AllocationDevice, Install, Lot, Obstacle } from './rules.problem.ts';

const DAY = '2026-11-27';
const cases: [
  string,
  Partial<Lot>,
  Partial<Install>,
  Partial<AllocationDevice>,
  Obstacle | null,
][] = [
  ['everything fits', {}, {}, {}, null],
  ['another product', { products: ['q'] }, {}, {}, 'product'],
  ['a part of a suite', { products: ['q', 'p'] }, {}, {}, null],
  ['not yet', { validFrom: '2026-11-28' }, {}, {}, 'term'],
  ['from today', { validFrom: DAY, validTo: DAY }, {}, {}, null],
  ['no more', { validTo: '2026-11-26' }, {}, {}, 'term'],
  ['another edition', { editions: ['pro'] }, { edition: 'home' }, {}, 'edition'],
  ['an unknown edition', { editions: ['pro'] }, {}, {}, 'edition'],
  ['an unknown version under 不限', {}, { version: '' }, {}, null],
  ['an unknown version', { usableVersions: [{ exact: '3' }] }, { version: '' }, {}, 'version'],
  [
    'a version too new',
    { usableVersions: [{ from: null, to: '3' }] },
    { version: '4' },
    {},
    'version',
  ],
  [
    'older, without a letter',
    { usableVersions: [{ exact: '5' }], downgradeVersions: [{ exact: '3' }] },
    { version: '3' },
    {},
    'downgradeLetter',
  ],
  [
    'older, with a letter',
    {
      usableVersions: [{ exact: '5' }],
      downgradeVersions: [{ exact: '3' }],
      downgradeLetter: true,
    },
    { version: '3' },
    {},
    null,
  ],
  ['another department', { departmentIds: ['east'] }, {}, {}, 'department'],
  ['a department below', { departmentIds: ['root'] }, {}, { departmentIds: ['x', 'root'] }, null],
  ['bound elsewhere', { deviceIds: ['other'] }, {}, {}, 'deviceBound'],
  ['bound here', { metric: 'oem', deviceIds: ['d'] }, {}, {}, null],
  ['OEM bound to nothing', { metric: 'oem' }, {}, {}, 'deviceBound'],
  ['per user, nobody there', { metric: 'user' }, {}, {}, 'noUser'],
  ['two obstacles: the first', { editions: ['pro'], departmentIds: ['east'] }, {}, {}, 'edition'],
];

test.each(cases)('%s', (_, own, item, on, obstacle) => {
  const found = obstacleOf(lot('L', ['p'], own), install('d', 'p', item), device('d', on), DAY);
  expect(found).toBe(obstacle);
});

test('units, limits and pairs', () => {
  const server = device('s', { cores: 4 });
  expect(unitsOf(lot('L', ['p'], { metric: 'core', minimumCores: 8 }), server)).toBe(8);
  expect(unitsOf(lot('L', ['p'], { metric: 'core' }), server)).toBe(4);
  expect(unitsOf(lot('L', ['p']), server)).toBe(1);
  expect(isUnlimited(lot('L', ['p'], { quantity: null }))).toBe(true);
  expect(isUnlimited(lot('L', ['p'], { metric: 'site', quantity: 3 }))).toBe(true);
  expect(isUnlimited(lot('L', ['p']))).toBe(false);
  const [desk, one, two] = [
    device('z', { userId: 'u' }),
    device('a', { userId: 'u', portable: true }),
    device('b', { userId: 'u', portable: true }),
  ];
  expect(pairCarrier(desk, one)).toBe('z+a');
  expect(pairCarrier(one, desk)).toBeUndefined();
  expect(pairCarrier(one, two)).toBe('a+b');
  expect(pairCarrier(two, one)).toBeUndefined();
  expect(pairCarrier(one, device('c', { userId: 'v', portable: true }))).toBeUndefined();
  expect(pairCarrier(device('x'), device('y', { portable: true }))).toBeUndefined();
});
