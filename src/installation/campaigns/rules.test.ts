/** W4's state table, every state and action; what a scope comes to; computer numbers of a sheet. */
import { describe, expect, test } from 'vitest';
import { nextState } from '../../base/workflow.ts';
import { CAMPAIGN_MACHINE, endOf } from './rules.machine.ts';
import { computerNosOf, NO_LIMIT, previewOf, type Scoped } from './rules.scope.ts';
import { CAMPAIGN_STATES, type CampaignState, type Exclusion } from './shapes.ts';

/** State → action → where it may lead; what is not named is refused. */
const LEADS: Record<CampaignState, Record<string, CampaignState[]>> = {
  planned: { notify: ['departmentsNotified'], cancel: ['cancelling', 'cancelled'] },
  departmentsNotified: {
    execute: ['executing'],
    cancel: ['cancelling', 'cancelled'],
    correct: ['departmentsNotified', 'executing', 'closed'],
  },
  executing: {
    close: ['closing', 'closed'],
    cancel: ['cancelling', 'cancelled'],
    correct: ['departmentsNotified', 'executing', 'closed'],
  },
  closing: { finish: ['closed', 'cancelled'] },
  cancelling: { finish: ['closed', 'cancelled'] },
  closed: { correct: ['departmentsNotified', 'executing', 'closed'] },
  cancelled: {},
};

const states = Object.keys(CAMPAIGN_STATES) as CampaignState[];
const actions = Object.keys(
  CAMPAIGN_MACHINE.transitions,
) as (keyof typeof CAMPAIGN_MACHINE.transitions)[];
test.each(states)('what may be done when %s', (state) => {
  const found = Object.fromEntries(
    actions
      .map((action) => {
        const reached = states.filter((to) => nextState(CAMPAIGN_MACHINE, state, action, to));
        return [action, reached] as const;
      })
      .filter(([, reached]) => reached.length > 0),
  );
  expect(found).toEqual(LEADS[state]);
});

test('a campaign that is being ended ends as was decided', () => {
  expect(states.map(endOf).filter((end) => end !== undefined)).toEqual(['closed', 'cancelled']);
});

const device = (computerNo: string, exclusion: Exclusion | null = null, at = 'A'): Scoped => ({
  computerNo,
  departmentId: at,
  departmentName: at,
  exclusion,
});

describe('a preview', () => {
  const none = { computerNos: [], includeComputerNos: [], excludeComputerNos: [] };

  test('counts by department, the largest first', () => {
    const licences = { left: 5, promised: 1 };
    const shown = previewOf(
      [device('1'), device('2', null, 'B'), device('3', null, 'B')],
      none,
      licences,
    );
    expect(shown.departments.map((one) => [one.departmentId, one.computers])).toEqual([
      ['B', 2],
      ['A', 1],
    ]);
    expect(shown).toMatchObject({
      computers: 3,
      licencesLeft: 5,
      licencesPromised: 1,
      licencesMissing: 0,
    });
  });

  test('names who is left out, and those that are nowhere, once each', () => {
    const scope = {
      computerNos: ['c1', 'X', 'Y'],
      includeComputerNos: ['X', 'Z'],
      excludeComputerNos: ['y'],
    };
    const shown = previewOf([device('C1', 'retired'), device('C2', 'noHolder')], scope, NO_LIMIT);
    expect(shown.computers).toBe(0);
    expect(shown.excluded).toEqual([
      { reason: 'retired', computers: 1, examples: ['C1'] },
      { reason: 'noHolder', computers: 1, examples: ['C2'] },
      { reason: 'unknown', computers: 2, examples: ['X', 'Z'] },
    ]);
  });

  test.each([
    [null, 0, 0],
    [3, 0, 0],
    [1, 0, 2],
    [-1, 0, 3],
    [3, 1, 1],
    [5, 2, 0],
    [2, 9, 3],
    [null, 9, 0],
  ])(
    '%s licences left, %s promised, for three computers: %s missing',
    (left, promised, missing) => {
      const shown = previewOf([device('1'), device('2'), device('3')], none, { left, promised });
      expect(shown.licencesMissing).toBe(missing);
    },
  );
});

test.each([
  [
    [
      ['部门', '计算机编号'],
      ['办公室', 'C1'],
      ['财务科', ' C2 '],
      ['', 'C1'],
    ],
    ['C1', 'C2'],
  ],
  [
    [['C1', 'x'], [2024001], [null]],
    ['C1', '2024001'],
  ],
  [[], []],
])('computer numbers of a sheet', (rows, found) => {
  expect(computerNosOf(rows)).toEqual(found);
});
