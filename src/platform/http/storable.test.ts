import { expect, test } from 'vitest';
import { testApp } from '../../../test/harness.ts';
import { encodeCursor } from '../db/page.ts';
import { unstorable } from './storable.ts';

test('names where the text stands that cannot be kept', () => {
  expect(unstorable({ a: [{ b: 'x\0' }] }, 'body')).toBe('body.a.0.b');
  expect(unstorable({ 'k\0': 1 }, 'query')).toBe('query');
  expect(unstorable('\ud800', 'body')).toBe('body');
  expect(unstorable({ a: '𠮷野家', b: null, c: 3 }, 'body')).toBeUndefined();
});

test('such text is refused wherever it comes in, never an internal error', async () => {
  const app = await testApp();
  const manager = await app.as('itManager');
  const bad = { status: 422, body: { code: 'platform.unstorable' } };
  const person = { staffNo: '1', name: 'a\0b' };
  expect(await manager.post('/api/units/DW/people', person)).toMatchObject(bad);
  expect(await manager.get('/api/units/DW/people?q=%00')).toMatchObject(bad);
  expect(await manager.get('/api/units/%00/people')).toMatchObject(bad);
});

test('a cursor made by hand is refused, never an internal error', async () => {
  const app = await testApp();
  const manager = await app.as('itManager');
  const bad = { status: 422, body: { code: 'platform.badCursor' } };
  const id = '01a207ce-53a1-7780-b124-1cb707491cf8';
  for (const cursor of [
    { sort: 'computerNo', key: 'x', id: 'no-uuid' },
    { sort: '-acquiredOn', key: 'no date', id },
    { sort: '-acquiredOn', key: '2026-02-31', id },
    { sort: 'computerNo', key: '\0', id },
  ]) {
    const url = `/api/units/DW/devices?sort=${cursor.sort}&cursor=${encodeCursor(cursor)}`;
    expect(await manager.get(url), JSON.stringify(cursor)).toMatchObject(bad);
  }
  const good = encodeCursor({ sort: 'computerNo', key: 'x', id });
  expect((await manager.get(`/api/units/DW/devices?sort=computerNo&cursor=${good}`)).status).toBe(
    200,
  );
});
