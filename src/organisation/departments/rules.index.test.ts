import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DepartmentIndex, type IndexedDepartment } from './rules.index.ts';

const row = (id: string, name: string, parentId: string | null = null): IndexedDepartment => ({
  id,
  code: `C-${id}`,
  name,
  parentId,
  active: true,
});
const ROWS = [row('1', '办公厅'), row('2', '一处', '1'), row('3', '业务局'), row('4', '一处', '3')];
const idOf = (found: IndexedDepartment | 'several' | undefined) =>
  typeof found === 'object' ? found.id : found;

test.each([
  ['C-2', '2'],
  ['办公厅', '1'],
  ['办公厅/一处', '2'],
  ['业务局／一处', '4'],
  ['业务局 > 一处', '4'],
  ['一处', 'several'],
  ['没有的局/一处', undefined],
  ['办公厅/没有', undefined],
  ['/', undefined],
  ['', undefined],
])('%s means %s', (text, id) => {
  expect(idOf(new DepartmentIndex(ROWS).find(text))).toBe(id);
});

test('follows a department that is renamed, moved or closed', () => {
  const index = new DepartmentIndex(ROWS);
  index.put({ ...row('2', '秘书处', '3'), code: 'C-new' });
  expect(idOf(index.find('一处'))).toBe('4');
  expect(idOf(index.find('业务局/秘书处'))).toBe('2');
  expect(idOf(index.find('办公厅/一处'))).toBeUndefined();
  expect(index.withCode('C-2')).toBeUndefined();
  index.put({ ...row('4', '一处', '3'), active: false });
  expect(idOf(index.find('C-4'))).toBeUndefined();
  expect(idOf(index.find('业务局/一处'))).toBeUndefined();
});

test('after any changes it answers as one built afresh', () => {
  const change = fc.record({
    id: fc.constantFrom('1', '2', '3', '4', '5'),
    name: fc.constantFrom('甲', '乙', '丙'),
    parentId: fc.constantFrom(null, '1', '3'),
    active: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 20 }), (changes) => {
      const index = new DepartmentIndex<IndexedDepartment>([]);
      const latest = new Map<string, IndexedDepartment>();
      for (const { id, name, parentId, active } of changes) {
        const next = {
          id,
          code: `C-${id}`,
          name,
          parentId: parentId === id ? null : parentId,
          active,
        };
        // Two open ones of one name under one parent cannot be: the import refuses the second.
        const twin = index.child(next.parentId, next.name);
        if (next.active && twin && twin.id !== id) continue;
        index.put(next);
        latest.set(id, next);
      }
      const fresh = new DepartmentIndex(latest.values());
      for (const text of ['甲', '乙', '丙', '甲/乙', '乙/丙', 'C-1', 'C-5']) {
        expect(idOf(index.find(text))).toBe(idOf(fresh.find(text)));
      }
    }),
  );
});
