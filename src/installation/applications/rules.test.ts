/** The table of 附件10 state by state, who may do what, and the checks of W3 one by one. */
import { describe, expect, test } from 'vitest';
import { actionsFrom, machineProblems, nextState } from '../../base/workflow.ts';
import { APPLICATION_MACHINE } from './rules.machine.ts';
import {
  type ApplicationFacts,
  actionsOf,
  atStage,
  type CheckFacts,
  candidatesOf,
  checksOf,
  desksOf,
  type NumberFacts,
  spareOf,
  stateForOrder,
  versionChoices,
} from './rules.ts';
import { APPLICATION_STATES, type ApplicationState } from './shapes.ts';

type Action = keyof typeof APPLICATION_MACHINE.transitions;
const ACTIONS = Object.keys(APPLICATION_MACHINE.transitions) as Action[];
const STATES = Object.keys(APPLICATION_STATES) as ApplicationState[];

/** Every step a state allows, with where it leads; whatever is not here must be refused. */
const TABLE: Record<ApplicationState, Partial<Record<Action, ApplicationState[]>>> = {
  draft: { submit: ['submitted'], withdraw: ['withdrawn'] },
  submitted: {
    withdraw: ['withdrawn'],
    deptApprove: ['deptApproved'],
    deptReturn: ['draft'],
    reject: ['rejected'],
    reassign: ['submitted'],
  },
  deptApproved: {
    withdraw: ['withdrawn'],
    itApprove: ['approved', 'collected'],
    itReturn: ['submitted'],
    reject: ['rejected'],
  },
  approved: {
    follow: ['approved', 'executing', 'awaitingConfirmation', 'recorded', 'notCompleted'],
    correct: ['approved'],
  },
  executing: {
    follow: ['approved', 'executing', 'awaitingConfirmation', 'recorded', 'notCompleted'],
    correct: ['executing'],
  },
  awaitingConfirmation: {
    follow: ['approved', 'executing', 'awaitingConfirmation', 'recorded', 'notCompleted'],
    correct: ['awaitingConfirmation'],
  },
  collected: { include: ['inScheme'], correct: ['collected'] },
  inScheme: {
    release: ['collected'],
    upgraded: ['recorded', 'notCompleted'],
    correct: ['inScheme'],
  },
  recorded: { correct: ['recorded'] },
  notCompleted: { reorder: ['approved', 'collected'], correct: ['notCompleted'] },
  rejected: {},
  withdrawn: {},
};

describe('the table', () => {
  test.each(STATES)('%s allows exactly what it should', (state) => {
    expect(actionsFrom(APPLICATION_MACHINE, state).sort()).toEqual(
      Object.keys(TABLE[state]).sort(),
    );
  });

  test.each(STATES.flatMap((state) => ACTIONS.map((action) => [state, action] as const)))(
    '%s × %s',
    (state, action) => {
      const targets = TABLE[state][action] ?? [];
      const led = STATES.filter((to) => nextState(APPLICATION_MACHINE, state, action, to) === to);
      // A correction keeps the state; which one it is, the command names.
      if (action === 'correct') expect(targets.every((to) => led.includes(to))).toBe(true);
      else expect(led.sort()).toEqual([...targets].sort());
    },
  );

  test('has no state that nothing leads to', () => {
    expect(machineProblems(APPLICATION_MACHINE)).toEqual([]);
  });
});

describe('who may', () => {
  const facts = (change: Partial<ApplicationFacts>): ApplicationFacts => ({
    state: 'submitted',
    applicantPersonId: '申请人',
    reviewerPersonId: null,
    sent: true,
    reviewers: [{ personId: '负责人' }, { personId: '代理人' }],
    ...change,
  });
  const caller = (personId: string | undefined, ...permissions: string[]) => ({
    personId,
    can: (permission: string) => permissions.includes(permission),
  });
  const CREATE = 'application.create';
  const DEPT = 'application.deptReview';
  const IT = 'application.itReview';
  const review = ['deptApprove', 'deptReturn', 'reject'];

  test.each([
    [
      'the applicant a draft',
      { state: 'draft', sent: false },
      caller('申请人', CREATE),
      ['edit', 'submit', 'discard'],
    ],
    [
      'the applicant a returned one',
      { state: 'draft' },
      caller('申请人', CREATE),
      ['edit', 'submit', 'withdraw'],
    ],
    ['the applicant one under review', {}, caller('申请人', CREATE), ['withdraw']],
    ['the applicant an approved one', { state: 'approved' }, caller('申请人', CREATE), []],
    ['a colleague', {}, caller('同事', CREATE), []],
    ['the head', {}, caller('负责人', CREATE, DEPT), review],
    ['the substitute', {}, caller('代理人', DEPT), review],
    ['a head of elsewhere', {}, caller('别的负责人', DEPT), []],
    [
      'the head once somebody was named',
      { reviewerPersonId: '指定人' },
      caller('负责人', DEPT),
      [],
    ],
    ['who was named', { reviewerPersonId: '指定人' }, caller('指定人', DEPT), review],
    ['the applicant as head', { reviewers: [{ personId: '申请人' }] }, caller('申请人', DEPT), []],
    ['the applicant named himself', { reviewerPersonId: '申请人' }, caller('申请人', DEPT), []],
    ['IT one at the department', {}, caller('主管', IT), ['reassign']],
    [
      'IT one at its desk',
      { state: 'deptApproved' },
      caller('主管', IT),
      ['itApprove', 'itReturn', 'reject'],
    ],
    [
      'IT by an API key',
      { state: 'deptApproved' },
      caller(undefined, IT),
      ['itApprove', 'itReturn', 'reject'],
    ],
    ['IT its own', { state: 'deptApproved' }, caller('申请人', CREATE, IT), ['withdraw']],
    ['IT one not completed', { state: 'notCompleted' }, caller('主管', IT), ['reorder', 'correct']],
    ['IT a recorded one', { state: 'recorded' }, caller('主管', IT), ['correct']],
    ['IT a withdrawn one', { state: 'withdrawn' }, caller('主管', IT), []],
  ] as const)('%s', (_, change, who, may) => {
    expect(actionsOf(facts(change as Partial<ApplicationFacts>), who)).toEqual(may);
  });
});

const number = (change: Partial<NumberFacts> = {}): NumberFacts => ({
  softwareId: 'a',
  softwareNo: 'A',
  softwareName: '甲办公',
  softwareVersion: '12',
  softwareType: 'commercial',
  licenseQuantity: 3,
  installed: 2,
  usableVersions: [{ from: '11', to: '12' }],
  termStart: null,
  termEnd: null,
  disposed: false,
  listedVersions: null,
  ...change,
});

describe('the checks', () => {
  const check = (change: Partial<CheckFacts>) =>
    checksOf({
      today: '2026-06-01',
      kind: 'install',
      version: '12',
      to: number(),
      installedOnDevice: new Set(),
      fromSoftwareId: null,
      openTwin: null,
      openOrder: null,
      proposal: null,
      ...change,
    }).map((one) => `${one.key} ${one.level}`);
  const free = (change: Partial<NumberFacts>) =>
    number({ softwareType: 'free', softwareVersion: null, licenseQuantity: null, ...change });

  test.each<[string, Partial<CheckFacts>, string[]]>([
    ['a licence left', {}, ['licence ok']],
    ['none left', { to: number({ installed: 3 }) }, ['licence block']],
    [
      'the last one is promised to an open order',
      { to: number({ reserved: 1 }) },
      ['licence block'],
    ],
    ['unlimited', { to: number({ licenseQuantity: null, installed: 900 }) }, ['licence ok']],
    ['a version outside', { version: '13' }, ['licence ok', 'version block']],
    ['the number’s own version when none is given', { version: '' }, ['licence ok']],
    ['the term over', { to: number({ termEnd: '2026-05-31' }) }, ['licence ok', 'term block']],
    ['the term’s last day', { to: number({ termEnd: '2026-06-01' }) }, ['licence ok', 'term warn']],
    ['30 days left', { to: number({ termEnd: '2026-07-01' }) }, ['licence ok', 'term warn']],
    ['31 days left', { to: number({ termEnd: '2026-07-02' }) }, ['licence ok']],
    [
      'the term not begun',
      { to: number({ termStart: '2026-06-02' }) },
      ['licence ok', 'term block'],
    ],
    ['disposed', { to: number({ disposed: true }) }, ['disposed block']],
    ['installed already', { installedOnDevice: new Set(['a']) }, ['installed block', 'licence ok']],
    ['an application is open', { openTwin: 'SQ1' }, ['twin block', 'licence ok']],
    ['a work order is open', { openOrder: 'QR1' }, ['order block', 'licence ok']],
    ['asked for as new', { to: null }, ['new block']],
    ['free, listed', { to: free({ listedVersions: [{ exact: '12' }] }) }, ['freeList ok']],
    [
      'free, another version',
      { to: free({ listedVersions: [{ exact: '11' }] }) },
      ['freeList block'],
    ],
    ['free, not for this department', { to: free({ listedVersions: [] }) }, ['freeList block']],
    [
      'an uninstall of what is there',
      { kind: 'uninstall', to: null, fromSoftwareId: 'a', installedOnDevice: new Set(['a']) },
      [],
    ],
    [
      'an uninstall of what is not',
      { kind: 'uninstall', to: null, fromSoftwareId: 'a' },
      ['from block'],
    ],
    [
      'a new version under the same number takes no licence',
      {
        kind: 'upgrade',
        fromSoftwareId: 'a',
        installedOnDevice: new Set(['a']),
        to: number({ installed: 3 }),
      },
      ['licence ok'],
    ],
  ])('%s', (_, change, expected) => {
    expect(check(change)).toEqual(expected);
  });

  test('names another number with a licence left (worked example, step 6)', () => {
    const [found] = checksOf({
      today: '2026-06-01',
      kind: 'install',
      version: '12',
      to: number({ installed: 3 }),
      installedOnDevice: new Set(),
      fromSoftwareId: null,
      openTwin: null,
      openOrder: null,
      proposal: 'B',
    });
    expect(found).toMatchObject({ level: 'block', params: { no: 'A', other: 'B' } });
  });

  test('warn while filling in, block at the approval; of an upgrade its scheme asks', () => {
    const all = (['licence', 'version', 'term', 'freeList', 'new', 'twin', 'pledge'] as const).map(
      (key) => ({ key, level: 'block' as const, sentence: key }),
    );
    const blocking = (stage: 'filling' | 'approval', kind: 'install' | 'upgrade') =>
      atStage(all, stage, kind)
        .filter((one) => one.level === 'block')
        .map((one) => one.key);
    expect(blocking('approval', 'install')).toEqual(all.map((one) => one.key));
    expect(blocking('filling', 'install')).toEqual(['twin', 'pledge']);
    expect(blocking('approval', 'upgrade')).toEqual(['twin', 'pledge']);
  });
});

describe('numbers', () => {
  const spent = number({ installed: 3 });
  const gift = number({ softwareId: 'b', softwareNo: 'B', licenseQuantity: 1, installed: 0 });
  const newer = number({
    softwareId: 'c',
    softwareNo: 'C',
    softwareVersion: '13',
    usableVersions: [{ exact: '13' }],
    installed: 0,
  });
  const asked = { softwareName: '甲 办公', version: '12' };

  test('A has none left, so B comes first (worked example, step 6)', () => {
    const found = candidatesOf([spent, gift, newer], asked, '2026-06-01');
    expect(found.map((one) => one.softwareNo)).toEqual(['B', 'C', 'A']);
  });

  test.each<[string, NumberFacts]>([
    ['disposed', number({ disposed: true })],
    ['expired', number({ termEnd: '2026-05-31' })],
    ['something else', number({ softwareName: '乙绘图' })],
  ])('%s is no candidate', (_, one) => {
    expect(candidatesOf([one], asked, '2026-06-01')).toEqual([]);
  });

  test('what is promised is not there to promise again', () => {
    expect(spareOf(number({ reserved: 1 }))).toBe(0);
    expect(spareOf(number({ licenseQuantity: null, reserved: 9 }))).toBeNull();
  });

  test('versions to choose from, the newest first', () => {
    expect(versionChoices(number())).toEqual(['12', '11']);
    const listed = [{ exact: '2.1' }, { from: '3', to: null }];
    expect(
      versionChoices(
        number({ softwareType: 'free', softwareVersion: null, listedVersions: listed }),
      ),
    ).toEqual(['3', '2.1']);
  });
});

test('the head above answers for a head; nobody above is nobody', () => {
  const desks = desksOf([
    { id: '处', parentId: null, headPersonId: '甲' },
    { id: '科', parentId: '处', headPersonId: '丙' },
    { id: '组', parentId: '科', headPersonId: null },
    { id: '室', parentId: null, headPersonId: null },
  ]);
  expect(desks.map((desk) => [desk.departmentId, desk.headId, desk.upHeadId])).toEqual([
    ['处', '甲', null],
    ['科', '丙', '甲'],
    ['组', '丙', '甲'],
    ['室', null, null],
  ]);
});

test.each([
  ['pending', 'approved'],
  ['assigned', 'approved'],
  ['executing', 'executing'],
  ['awaitingConfirmation', 'awaitingConfirmation'],
  ['blocked', 'awaitingConfirmation'],
  ['recorded', 'recorded'],
  ['notCompleted', 'notCompleted'],
  ['cancelled', 'notCompleted'],
] as const)('an order that is %s leaves its application %s', (order, application) => {
  expect(stateForOrder(order)).toBe(application);
});
