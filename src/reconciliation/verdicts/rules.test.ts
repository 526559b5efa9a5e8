/** Verdicts over plain facts: each link taken away in turn, and what makes red. */
import { describe, expect, test } from 'vitest';
import { free, freeNumber, install, line, number, oem, TODAY } from '../../../test/verdictFacts.ts';
import { type InstallFacts, judge, type NumberFacts } from './rules.ts';
import type { Colour, Link, Note, Reason } from './shapes.ts';

const bare = { ...install().device, oemEvidence: false };

const said = (facts: InstallFacts) => {
  const verdict = judge(facts)!;
  return [verdict.colour, ...verdict.missing, ...verdict.reasons].join(' ');
};
const note = (facts: InstallFacts, link: Link): Note => judge(facts)!.chain[link].note;

test('a chain without a gap is green, and names what each link rests on', () => {
  const verdict = judge(install())!;
  expect(verdict).toMatchObject({ colour: 'green', missing: [], reasons: [] });
  expect(
    Object.entries(verdict.chain).map(([link, one]) => `${link} ${one.state} ${one.note}`),
  ).toEqual([
    'contract present contractLine',
    'number present inForce',
    'right present versionUsable',
    'allocation present seatProven',
    'register present recordedWorkOrder',
    'observation present seenByAgent',
    'device present deviceInUse',
  ]);
  expect(said(free())).toBe('green');
  expect(said(oem())).toBe('green');
  expect(judge(oem())!.chain.contract.state).toBe('notNeeded');
});

describe('each link taken away', () => {
  const without: [string, Partial<InstallFacts>, string, Note?][] = [
    [
      'no paper at all',
      { numbers: [number({ contractId: null, contractNo: null })] },
      'yellow contract',
      'noPaper',
    ],
    [
      'a contract number alone',
      { numbers: [number({ contractId: null })] },
      'yellow contract',
      'contractNoOnly',
    ],
    [
      'a certificate instead',
      { numbers: [number({ contractId: null, papers: ['certificate'] })] },
      'green',
      'certificate',
    ],
    [
      'donated without papers',
      { numbers: [number({ contractId: null, acquisitionMethod: 'donation' })] },
      'yellow contract',
      'noGrantPaper',
    ],
    [
      'donated with papers',
      { numbers: [number({ contractId: null, acquisitionMethod: 'donation', papers: ['other'] })] },
      'green',
      'grantPaper',
    ],
    [
      'term over',
      { numbers: [number({ termEnd: '2026-11-22' })] },
      'red number expired',
      'termOver',
    ],
    [
      'term not begun',
      { numbers: [number({ termStart: '2026-11-24' })] },
      'yellow number',
      'termNotBegun',
    ],
    ['last day of the term', { numbers: [number({ termEnd: TODAY })] }, 'green', 'inForce'],
    ['version outside', { version: '13' }, 'red right versionNotCovered', 'versionOutside'],
    ['older without a letter', { version: '9' }, 'red right versionNotCovered', 'versionOutside'],
    [
      'older, the letter only told of',
      { version: '9', numbers: [number({ downgradeEvidence: '厂商来函' })] },
      'yellow right',
      'letterMissing',
    ],
    [
      'older with the letter',
      {
        version: '9',
        numbers: [number({ papers: ['letter'], downgradeVersions: [{ exact: '9' }] })],
      },
      'green',
      'downgradeLetter',
    ],
    ['version not seen', { version: '' }, 'green', 'recordedVersion'],
    [
      'version only reported beside the name, another one recorded',
      {
        version: '',
        reportedVersion: '12.3',
        recorded: [{ softwareId: 'A', version: '9', entryNo: 7, cause: 'workOrder' }],
      },
      'green',
      'reportedVersion',
    ],
    ['not allocated', { allocation: null }, 'yellow allocation', 'notAllocated'],
    [
      'given nothing',
      { allocation: { coveredBy: null, proof: 'proven', obstacles: [] } },
      'red allocation notCovered',
      'notCovered',
    ],
    [
      'given by a number that is gone',
      { allocation: { coveredBy: 'Z', proof: 'proven', obstacles: [] } },
      'yellow allocation',
      'notAllocated',
    ],
    ['not recorded', { recorded: [] }, 'yellow register', 'notRecorded'],
    ['a complete list does not show it', { observed: null }, 'yellow observation', 'notShown'],
    [
      'no list to tell by',
      { observed: null, device: { ...install().device, complete: false } },
      'yellow observation',
      'neverReported',
    ],
    [
      'seen long ago',
      { observed: { sourceId: 'Q', from: 'agent', longAgo: true } },
      'yellow observation',
      'seenLongAgo',
    ],
    [
      'nobody answers for the computer',
      { device: { ...install().device, held: false } },
      'yellow device',
      'noHolder',
    ],
  ];
  test.each(without)('%s', (_, change, expected, expectedNote) => {
    const facts = install(change);
    expect(said(facts)).toBe(expected);
    if (!expectedNote) return;
    expect(Object.values(judge(facts)!.chain).map((one) => one.note)).toContain(expectedNote);
  });

  test('no number at all: commercial software has no licence on record, other software is open', () => {
    const nothing = { numbers: [], recorded: [], allocation: null };
    expect(said(install(nothing))).toBe('red contract number right allocation register noLicence');
    expect(said(install({ ...nothing, kind: 'unknown' }))).toBe(
      'yellow contract number right allocation register undecided',
    );
    expect(said(oem(nothing))).toBe('yellow number right allocation register');
  });

  test('preinstalled software: evidence of this computer, or its activation as such', () => {
    expect(said(oem({ device: bare }))).toBe('yellow right');
    const activated = oem({ device: bare, activation: { flags: [], oemChannel: true } });
    expect(said(activated)).toBe('green');
    expect(note(activated, 'right')).toBe('oemChannel');
  });

  test('free software: on the list, for this version and department, for use by a unit', () => {
    const listed = (change: object) => free({ numbers: [freeNumber([line(change)])] });
    expect(said(free({ numbers: [freeNumber([])] }))).toBe('yellow right');
    expect(said(listed({ departmentIds: ['D2'] }))).toBe('yellow right');
    expect(said(listed({ departmentIds: ['D2', 'D1'] }))).toBe('green');
    expect(said(listed({ versions: [{ exact: '11' }] }))).toBe('yellow right');
    expect(said(listed({ unitUse: false }))).toBe('yellow right');
    const personal = free({ freeScope: 'personal', numbers: [], recorded: [] });
    expect(judge(personal)).toMatchObject({ colour: 'red', reasons: ['personalOnly'] });
    expect(judge(free({ freeScope: 'personal' }))!.colour).toBe('green');
  });

  test('a licence bought for software that is free for persons covers it', () => {
    expect(said(install({ kind: 'free', freeScope: 'personal' }))).toBe('green');
  });
});

describe('register and allocation name different numbers', () => {
  const other = (change: Partial<NumberFacts>) =>
    install({
      recorded: [{ softwareId: 'B', version: '12', entryNo: 9, cause: 'manual' }],
      numbers: [number(), number({ softwareId: 'B', softwareNo: 'S0002', ...change })],
    });
  test('the recorded one could carry it itself: no contradiction', () => {
    expect(said(other({}))).toBe('green');
    expect(note(other({}), 'register')).toBe('recordedOtherNumber');
  });
  test.each<[string, Partial<NumberFacts>]>([
    ['used up', { installed: 4 }],
    ['expired', { termEnd: '2026-01-01' }],
    ['another version', { usableVersions: [{ exact: '8' }], softwareVersion: '8' }],
    ['without papers', { contractId: null }],
  ])('the recorded one could not: %s', (_, change) => {
    expect(said(other(change))).toBe('yellow register');
    expect(judge(other(change))!.chain.register.state).toBe('contradicted');
  });
});

describe('what speaks against use', () => {
  test('risk software is red whatever else is in order', () => {
    expect(judge(install({ risk: 'activator' }))).toMatchObject({
      colour: 'red',
      reasons: ['risk'],
    });
    expect(judge(install({ kind: 'component', risk: 'crack' }))!.colour).toBe('red');
  });
  test.each<['strong' | 'medium' | 'weak', Colour, Reason[]]>([
    ['strong', 'red', ['activation']],
    ['medium', 'yellow', ['activationDoubt']],
    ['weak', 'green', []],
  ])('a %s statement of activation data', (flag, colour, reasons) => {
    const facts = install({ activation: { flags: [flag], oemChannel: false } });
    expect(judge(facts)).toMatchObject({ colour, reasons });
  });
  test('what is recorded and shown to be gone is not in use, so nothing is said against it', () => {
    const gone = install({ observed: null, numbers: [number({ termEnd: '2020-01-01' })] });
    expect(judge(gone)).toMatchObject({ colour: 'yellow', reasons: [] });
  });
  test('components are not judged', () => {
    expect(judge(install({ kind: 'component' }))).toBeUndefined();
  });
});
