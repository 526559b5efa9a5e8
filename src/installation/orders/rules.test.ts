/** Orders' rules as tables: every state with every step, whose signature counts, what is offered to whom. */
import { describe, expect, test } from 'vitest';
import { actionsFrom } from '../../base/workflow.ts';
import { ORDER_MACHINE } from './rules.machine.ts';
import {
  actionsOf,
  draftOf,
  maySignAsUser,
  type OrderCaller,
  type OrderFacts,
  reportProblem,
  resultOf,
  signerProblem,
} from './rules.ts';
import type { OrderState } from './shapes.ts';

test('which steps lead out of which state', () => {
  const table: Record<OrderState, string[]> = {
    pending: ['assign', 'cancel'],
    assigned: ['assign', 'start', 'perform', 'sign', 'cancel'],
    executing: ['assign', 'perform', 'sign', 'cancel'],
    awaitingConfirmation: ['assign', 'perform', 'sign', 'cancel'],
    blocked: ['retry', 'cancel'],
    recorded: ['correct'],
    notCompleted: [],
    cancelled: [],
  };
  for (const [state, steps] of Object.entries(table)) {
    expect([state, actionsFrom(ORDER_MACHINE, state as OrderState)]).toEqual([state, steps]);
  }
});

const order: OrderFacts = {
  state: 'executing',
  userPersonId: 'user',
  holderPersonId: 'user',
  technicianPersonId: 'tech',
  performerPersonId: null,
  departmentId: 'office',
  performerSigned: false,
  userSigned: false,
};
const caller = (personId: string, ...permissions: string[]): OrderCaller => ({
  personId,
  can: (permission) => permissions.includes(permission),
  departmentIds: [],
  heads: false,
});

describe('whose signature stands as the user’s', () => {
  const shared = { userPersonId: null, holderPersonId: null };
  test.each([
    ['the user', order, 'user', 'tech', undefined],
    [
      'who held it then',
      { userPersonId: 'then', holderPersonId: 'now' },
      'then',
      'tech',
      undefined,
    ],
    ['who holds it now', { userPersonId: 'then', holderPersonId: 'now' }, 'now', 'tech', undefined],
    ['a colleague', order, 'other', 'tech', '只能由这台计算机的使用人签字确认'],
    ['the technician for the user', order, 'tech', 'tech', '只能由这台计算机的使用人签字确认'],
    [
      'the technician of his own computer',
      { userPersonId: 'tech', holderPersonId: 'tech' },
      'tech',
      'tech',
      undefined,
    ],
    ['nobody on a shared one', shared, null, 'tech', '公用计算机请写明由谁签字确认'],
    ['somebody on a shared one', shared, 'other', 'tech', undefined],
    ['its technician on a shared one', shared, 'tech', 'tech', '不能确认自己完成的工作'],
  ])('%s', (_name, whose, signer, performer, problem) => {
    expect(signerProblem(whose, signer, performer)).toBe(problem);
  });

  test('the head signs for his department’s shared computers, not for what he did himself', () => {
    const head = { ...caller('head', 'order.sign'), heads: true, departmentIds: ['office'] };
    const free = { ...order, ...shared };
    expect(maySignAsUser(free, head)).toBe(true);
    expect(maySignAsUser({ ...free, departmentId: 'other' }, head)).toBe(false);
    expect(maySignAsUser({ ...free, departmentId: null }, head)).toBe(false);
    expect(maySignAsUser(order, head)).toBe(false);
    expect(maySignAsUser({ ...free, technicianPersonId: 'head' }, head)).toBe(false);
    expect(maySignAsUser({ ...free, performerPersonId: 'head' }, head)).toBe(false);
    expect(maySignAsUser(free, { ...head, heads: false })).toBe(false);
  });
});

test('what is offered to whom', () => {
  const technician = caller('tech', 'order.perform');
  expect(actionsOf(order, technician)).toEqual(['perform', 'collect', 'scan']);
  expect(actionsOf({ ...order, state: 'assigned' }, technician)).toContain('start');
  expect(actionsOf(order, caller('other', 'order.perform'))).toEqual([]);
  const done = { ...order, state: 'awaitingConfirmation', performerSigned: true } as const;
  expect(actionsOf(done, technician)).toEqual(['collect', 'scan']);
  expect(actionsOf(done, caller('user', 'order.sign'))).toEqual(['sign']);
  expect(actionsOf(done, caller('user'))).toEqual([]);
  const manager = caller('boss', 'order.assign', 'entry.correct');
  expect(actionsOf(order, manager)).toEqual(['assign', 'cancel']);
  expect(actionsOf({ ...order, state: 'blocked' }, manager)).toEqual(['retry', 'cancel']);
  expect(actionsOf({ ...order, state: 'recorded' }, manager)).toEqual(['correct']);
});

test('完成情况 follows from the lines', () => {
  const of = (...results: ('pending' | 'done' | 'notDone' | 'corrected')[]) =>
    resultOf(results.map((result) => ({ result })));
  expect([of('pending', 'done'), of('done', 'corrected'), of('done', 'notDone')]).toEqual([
    undefined,
    'done',
    'partly',
  ]);
  expect(of('notDone', 'notDone')).toBe('notDone');
});

test('every line is reported once, and what was not done says why', () => {
  const lines = [{ lineNo: 1 }, { lineNo: 2 }];
  const report = (lineNo: number, done = true, note = '') => ({ lineNo, done, note });
  expect(reportProblem(lines, [report(1), report(2)])).toBeUndefined();
  expect(reportProblem(lines, [report(1)])?.lineNo).toBe(2);
  expect(reportProblem(lines, [report(1), report(1), report(2)])?.lineNo).toBe(1);
  expect(reportProblem(lines, [report(1), report(2, false)])?.sentence).toContain('请写明原因');
  expect(reportProblem(lines, [report(1), report(2), report(3)])?.lineNo).toBe(3);
});

test('an upgrade becomes one draft of a pair; software without a number writes nothing', () => {
  const line = { kind: 'upgrade', softwareId: 'new', fromSoftwareId: 'old', version: '' } as const;
  expect(draftOf(line, 'pc', '2026-06-30')).toEqual({
    kind: 'upgrade',
    fromSoftwareId: 'old',
    softwareId: 'new',
    deviceId: 'pc',
    occurredOn: '2026-06-30',
  });
  const unknown = { ...line, kind: 'uninstall', softwareId: null } as const;
  expect(draftOf(unknown, 'pc', '2026-06-30')).toBeUndefined();
});
