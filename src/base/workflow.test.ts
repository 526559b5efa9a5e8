import { describe, expect, test } from 'vitest';
import { actionsFrom, describeMachine, machine, machineProblems, nextState } from './workflow.ts';

const LEAVE = machine({
  objectType: 'leave',
  name: '请假',
  initial: 'draft',
  states: {
    draft: { label: '草稿' },
    submitted: { label: '已送审' },
    approved: { label: '已同意' },
    rejected: { label: '未同意' },
  },
  transitions: {
    submit: { label: '送审', from: ['draft'], to: 'submitted', permission: 'a', who: '本人' },
    decide: {
      label: '审核',
      from: ['submitted'],
      to: ['approved', 'rejected'],
      permission: 'b',
      who: '负责人',
      opinion: 'required',
      article: 'WH-1.2',
    },
  },
});

describe('a workflow table', () => {
  test('leads from state to state and nowhere else', () => {
    const tried = (['draft', 'submitted', 'approved', 'rejected'] as const).flatMap((state) =>
      (['submit', 'decide'] as const).map((action) => [
        state,
        action,
        nextState(LEAVE, state, action, action === 'decide' ? 'approved' : undefined) ?? '-',
      ]),
    );
    expect(tried).toEqual([
      ['draft', 'submit', 'submitted'],
      ['draft', 'decide', '-'],
      ['submitted', 'submit', '-'],
      ['submitted', 'decide', 'approved'],
      ['approved', 'submit', '-'],
      ['approved', 'decide', '-'],
      ['rejected', 'submit', '-'],
      ['rejected', 'decide', '-'],
    ]);
  });

  test('a step with several targets needs one of them named', () => {
    expect(nextState(LEAVE, 'submitted', 'decide')).toBeUndefined();
    expect(nextState(LEAVE, 'submitted', 'decide', 'draft')).toBeUndefined();
    expect(nextState(LEAVE, 'submitted', 'decide', 'rejected')).toBe('rejected');
  });

  test('says which steps a state offers', () => {
    expect(actionsFrom(LEAVE, 'draft')).toEqual(['submit']);
    expect(actionsFrom(LEAVE, 'approved')).toEqual([]);
  });

  test('a state nobody reaches and an unknown state are told', () => {
    const states = { ...LEAVE.states, lost: { label: '失散' } };
    const wrong = { ...LEAVE.transitions.submit, from: ['nowhere'] };
    const problems = machineProblems({ ...LEAVE, states, transitions: { submit: wrong } });
    expect(problems).toContain('submit names the unknown state nowhere');
    expect(problems).toContain('nothing leads to lost');
    expect(machineProblems(LEAVE)).toEqual([]);
  });

  test('is drawn with every arrow, once', () => {
    const page = describeMachine(LEAVE);
    expect(page).toContain('  [*] --> draft');
    expect(page.match(/submitted --> approved: 审核/g)).toHaveLength(1);
    expect(page.match(/submitted --> rejected: 审核/g)).toHaveLength(1);
    expect(page).toContain('| 审核 | 已送审 | 已同意 或 未同意 | 负责人 |  |  | 必填 | WH-1.2 |');
  });
});
