/** Lines that make the register say what the allocation says, and the checker's complaints in words. */
import { expect, test } from 'vitest';
import { complaintOf } from './rules.complaints.ts';
import { type RegisterRow, registerMoves } from './rules.register.ts';

function row(id: string, recorded: string[], coveredBy: string | null): RegisterRow {
  return { id, deviceId: id.split('|', 1)[0]!, version: '1', recorded, coveredBy };
}
const moves = (rows: RegisterRow[], ...chosen: string[]) =>
  registerMoves(rows, new Set(chosen)).map(({ kind, fromSoftwareId, softwareId }) =>
    [kind, fromSoftwareId, softwareId].filter(Boolean).join(' '),
  );

test('another number becomes an upgrade, none an install, an equal one nothing', () => {
  const rows = [row('d|a', ['A'], 'B'), row('d|b', [], 'C'), row('d|c', ['D'], 'D')];
  expect(moves(rows, 'd|a', 'd|b', 'd|c')).toEqual(['upgrade A B', 'install C']);
  expect(moves(rows, 'd|b')).toEqual(['install C']);
});

test('a number another program of the computer still needs stays', () => {
  const suite = [row('d|a', ['S'], 'B'), row('d|b', ['S'], 'S'), row('d|c', ['S'], null)];
  expect(moves(suite, 'd|a')).toEqual(['install B']);
  expect(moves(suite.slice(0, 1), 'd|a')).toEqual(['upgrade S B']);
});

test('two parts that leave one suite, and two that come under one', () => {
  expect(moves([row('d|a', ['S'], 'B'), row('d|b', ['S'], 'C')], 'd|a', 'd|b')).toEqual([
    'upgrade S B',
    'install C',
  ]);
  expect(moves([row('d|a', ['B'], 'S'), row('d|b', ['C'], 'S')], 'd|a', 'd|b')).toEqual([
    'upgrade B S',
    'uninstall C',
  ]);
});

test('computers do not touch each other', () => {
  expect(moves([row('d|a', ['A'], 'B'), row('e|a', ['A'], 'A')], 'd|a', 'e|a')).toEqual([
    'upgrade A B',
  ]);
});

test('complaints say where and what', () => {
  expect(complaintOf('more than there is: x')).toEqual({
    componentId: null,
    sentence: '用的许可多于数量：编号标识 {{what}}',
    params: { what: 'x' },
  });
  expect(complaintOf('0a-b: no cover: d|p: q')).toMatchObject({
    componentId: '0a-b',
    params: { what: 'd|p: q' },
  });
  expect(complaintOf('0a: something new')).toMatchObject({
    componentId: '0a',
    sentence: '证明的写法有误：{{what}}',
  });
});
