/**
 * The permission table against domain.md 6.2, cell by cell. The matrix stands in `matrix.ts` as the specification prints
 * it; each row says which keys its words mean. A changed cell of TABLE fails with the row, the role and what 6.2 says;
 * what is meant to differ is listed with its reason, and a difference that is no longer one fails as well.
 */
import { expect, test } from 'vitest';
import {
  PERMISSIONS,
  type Permission,
  type Scope,
  scopeOf,
} from '../src/platform/auth/permissions.ts';
import { ACTORS, DEVIATIONS, keysOf, MEANING, matrix, OUTSIDE } from './matrix.ts';

const show = (scope: Scope | undefined) => scope ?? '–';

test('every cell is what domain.md 6.2 says, or a listed difference', () => {
  const wrong: string[] = [];
  const used = new Set<(typeof DEVIATIONS)[number]>();
  for (const { object, cells } of matrix()) {
    for (const [actor, cell] of cells) {
      const meant = cell === '–' ? {} : MEANING[object]?.[cell];
      if (!meant) {
        wrong.push(`row “${object}”: nothing says what “${cell}” of ${actor} means`);
        continue;
      }
      for (const role of ACTORS[actor]!) {
        for (const key of keysOf(object)) {
          const actual = scopeOf(role, key);
          const wanted = meant[key];
          const listed = DEVIATIONS.find((one) => one[0] === role && one[1] === key);
          if (listed) used.add(listed);
          const expected = listed ? listed[2] : wanted;
          if (actual !== expected) {
            const why = listed ? `listed: ${listed[3]}` : `6.2 says “${cell}”`;
            wrong.push(
              `row “${object}”, ${role}: ${key} is ${show(actual)}, should be ${show(expected)} (${why})`,
            );
          }
          if (listed && wanted === listed[2]) {
            wrong.push(`${role} ${key}: listed as a difference but 6.2 says the same`);
          }
        }
      }
    }
  }
  for (const one of DEVIATIONS) {
    if (!used.has(one)) wrong.push(`${one[0]} ${one[1]}: listed but in no row`);
  }
  expect(wrong).toEqual([]);
});

test('the system administrator has no business right', () => {
  const business = matrix().flatMap(({ object }) => keysOf(object));
  expect(business.length).toBeGreaterThan(25);
  expect(business.filter((key) => scopeOf('sysAdmin', key) !== undefined)).toEqual([]);
});

test('every key belongs to a row of 6.2 or is listed as outside of it', () => {
  const inRows = new Set<Permission>(matrix().flatMap(({ object }) => keysOf(object)));
  const homeless = PERMISSIONS.filter(
    (key) => !inRows.has(key) && !(key.split('.')[0]! in OUTSIDE),
  );
  expect(homeless).toEqual([]);
  const both = PERMISSIONS.filter((key) => inRows.has(key) && key.split('.')[0]! in OUTSIDE);
  expect(both).toEqual([]);
});
