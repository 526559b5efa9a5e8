import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  DEPTH_LIMIT,
  idsUnder,
  inTreeOrder,
  moveProblem,
  pathNames,
  placeAmong,
  sumsBelow,
  type TreeNode,
} from './rules.ts';

const node = (id: string, parentId: string | null = null, sortOrder = 0): TreeNode => ({
  id,
  parentId,
  name: id,
  sortOrder,
});

const OFFICE = [node('秘书处', '办公厅'), node('办公厅', null, 2), node('信息中心', null, 1)];

describe('department tree', () => {
  it('puts parents before children, siblings in their order, and names the path', () => {
    expect(inTreeOrder(OFFICE).map(({ path, depth }) => `${depth} ${path}`)).toEqual([
      '0 信息中心',
      '0 办公厅',
      '1 办公厅/秘书处',
    ]);
  });

  it('shows a branch whose parent is out of sight', () => {
    expect(inTreeOrder([node('秘书处', '办公厅')])).toHaveLength(1);
  });

  it('finds everything below, and nothing for an unknown id', () => {
    expect([...idsUnder(OFFICE, ['办公厅'])]).toEqual(['办公厅', '秘书处']);
    expect(idsUnder(OFFICE, ['没有']).size).toBe(0);
  });

  it('sums up what lies below', () => {
    const sums = sumsBelow(inTreeOrder(OFFICE), () => 1);
    expect([sums.get('办公厅'), sums.get('秘书处'), sums.get('信息中心')]).toEqual([2, 1, 1]);
  });

  it('ends even on a loop in the data', () => {
    expect(idsUnder([node('a', 'b'), node('b', 'a')], ['a']).size).toBe(2);
  });

  it.each([
    ['秘书处', '信息中心', undefined],
    ['秘书处', null, undefined],
    ['办公厅', '秘书处', 'loop'],
    ['办公厅', '办公厅', 'loop'],
    ['办公厅', '没有', 'parentMissing'],
    ['新部门', '秘书处', undefined],
  ])('%s under %s: %s', (id, parentId, problem) => {
    expect(moveProblem(OFFICE, id, parentId)).toBe(problem);
  });

  it('refuses a tree deeper than its limit, counting what hangs below the moved one', () => {
    const chain = Array.from({ length: DEPTH_LIMIT }, (_, level) =>
      node(`n${level}`, level === 0 ? null : `n${level - 1}`),
    );
    expect(moveProblem(chain, 'new', `n${DEPTH_LIMIT - 1}`)).toBe('tooDeep');
    expect(moveProblem(chain, 'new', `n${DEPTH_LIMIT - 2}`)).toBeUndefined();
    const pair = [...chain.slice(0, -1), node('top'), node('leaf', 'top')];
    expect(moveProblem(pair, 'top', `n${DEPTH_LIMIT - 2}`)).toBe('tooDeep');
    expect(moveProblem(pair, 'top', `n${DEPTH_LIMIT - 3}`)).toBeUndefined();
  });

  it('keeps every department through any row of allowed moves', () => {
    const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
    const move = fc.record({
      id: fc.constantFrom(...ids),
      parentId: fc.constantFrom(null, ...ids),
    });
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), (moves) => {
        let nodes = ids.map((id) => node(id));
        for (const { id, parentId } of moves) {
          if (moveProblem(nodes, id, parentId)) continue;
          nodes = nodes.map((one) => (one.id === id ? { ...one, parentId } : one));
        }
        expect(inTreeOrder(nodes)).toHaveLength(ids.length);
      }),
    );
  });

  it('places one among its siblings and keeps the others in order', () => {
    const siblings = ['a', 'b', 'c'].map((id) => ({ id, sortOrder: 0 }));
    const order = (position: number) => placeAmong(siblings, 'c', position).map((one) => one.id);
    expect(order(0)).toEqual(['c', 'a', 'b']);
    expect(order(99)).toEqual(['a', 'b', 'c']);
    expect(placeAmong(siblings, 'new', 1).map((one) => one.id)).toEqual(['a', 'new', 'b', 'c']);
  });

  it('reads a path in the spellings people type', () => {
    expect(pathNames(' 办公厅／秘书处 ')).toEqual(['办公厅', '秘书处']);
    expect(pathNames('办公厅 > 秘书处')).toEqual(['办公厅', '秘书处']);
    expect(pathNames('/')).toEqual([]);
  });
});
