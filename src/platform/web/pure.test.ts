/** The kit's small pure parts: addresses, sorting, audit differences, where sign-in may lead. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, nameOf } from '../audit/pages/differences.ts';
import { safeTarget } from '../auth/pages/safeTarget.ts';
import { readSort } from './list/readSort.ts';
import { parseSearch, stringifySearch } from './search.ts';

test('an address says what was meant and gives it back', () => {
  expect(stringifySearch({ q: '联想 T14', status: ['inUse', 'idle'], cursor: undefined })).toBe(
    '?q=%E8%81%94%E6%83%B3+T14&status=inUse&status=idle',
  );
  expect(stringifySearch({ q: '', cursor: null })).toBe('');
  const value = fc.string({ minLength: 1 });
  const many = fc.array(value, { minLength: 2, maxLength: 4 });
  const name = fc.string({ minLength: 1 }).filter((text) => text !== '__proto__');
  fc.assert(
    fc.property(fc.dictionary(name, fc.oneof(value, many), { noNullPrototype: true }), (search) => {
      expect(parseSearch(stringifySearch(search))).toEqual(search);
    }),
  );
});

test('sorting is read from the address', () => {
  expect(readSort('-name')).toEqual({ column: 'name', down: true });
  expect(readSort('name')).toEqual({ column: 'name', down: false });
  expect(readSort(undefined)).toBeUndefined();
});

test('before and after stand side by side, changes first', () => {
  const before = { computerNo: 'A-1', holder: { id: 'p1', name: '张伟' }, macs: ['aa'] };
  const after = { computerNo: 'A-1', holder: { id: 'p2', name: '李秀英' }, status: 'idle' };
  expect(differences(before, after)).toEqual([
    { path: 'holder.id', before: 'p1', after: 'p2' },
    { path: 'holder.name', before: '张伟', after: '李秀英' },
    { path: 'macs', before: '["aa"]', after: undefined },
    { path: 'status', before: undefined, after: 'idle' },
    { path: 'computerNo', before: 'A-1', after: 'A-1' },
  ]);
  expect(differences(null, null)).toEqual([]);
});

test('a thing in the audit log goes by its name, else by its id', () => {
  const objectId = '01a2';
  expect(nameOf({ objectId, after: { softwareNo: 'S0001', name: 'WPS' } })).toBe('S0001');
  expect(nameOf({ objectId, before: { name: '办公室' }, after: null })).toBe('办公室');
  expect(nameOf({ objectId, after: { status: 'idle', name: 7 } })).toBe(objectId);
});

test('sign-in leads only to addresses of this product', () => {
  expect(safeTarget('/u/110/audit?q=x')).toBe('/u/110/audit?q=x');
  for (const elsewhere of ['//evil.example', '/\\evil.example', 'https://evil.example', 7]) {
    expect(safeTarget(elsewhere)).toBe('/');
  }
});
