/** Who may do what in which state, and what must hold for a scheme: tables over the pure rules. */
import { describe, expect, test } from 'vitest';
import { actionsFrom } from '../../base/workflow.ts';
import type { NumberFacts } from '../applications/rules.ts';
import { UPGRADE_MACHINE } from './rules.machine.ts';
import { actionsOf, checksOf, emptySections, mayDecide, type SchemeFacts } from './rules.ts';
import { UPGRADE_STATES, type UpgradeState } from './shapes.ts';

describe('the table', () => {
  const own = { drafterIds: ['a1'], drafterPersonIds: ['p1'] };
  const everything = { accountId: 'a9', personId: 'p9', can: () => true };

  test('offers in each state exactly the steps people may take', () => {
    const offered = Object.fromEntries(
      (Object.keys(UPGRADE_STATES) as UpgradeState[]).map((state) => [
        state,
        actionsOf({ ...own, state }, everything)
          .filter((action) => action !== 'edit')
          .sort(),
      ]),
    );
    const table = Object.fromEntries(
      (Object.keys(UPGRADE_STATES) as UpgradeState[]).map((state) => [
        state,
        actionsFrom(UPGRADE_MACHINE, state)
          .filter((action) => action !== 'follow')
          .sort(),
      ]),
    );
    expect(offered).toEqual(table);
  });

  test('nobody decides about what he has written, by this account or another of his', () => {
    expect(mayDecide(own, everything)).toBe(true);
    expect(mayDecide(own, { ...everything, accountId: 'a1' })).toBe(false);
    expect(mayDecide(own, { ...everything, personId: 'p1' })).toBe(false);
    expect(mayDecide(own, { ...everything, can: () => false })).toBe(false);
  });
});

describe('what must hold', () => {
  const to: NumberFacts = {
    softwareId: 's2',
    softwareNo: 'S2',
    softwareName: '甲办公',
    softwareVersion: '13',
    softwareType: 'commercial',
    licenseQuantity: 5,
    installed: 3,
    usableVersions: [{ from: '13', to: '14' }],
    termStart: null,
    termEnd: null,
    disposed: false,
    listedVersions: null,
  };
  const devices = (n: number, from = 's1') =>
    new Map([...Array(n)].map((_, at) => [`d${at}`, from] as const));
  const facts = (change: Partial<SchemeFacts> = {}): SchemeFacts => ({
    today: '2026-06-01',
    to,
    version: '',
    devices: devices(2),
    already: [],
    requests: [],
    ...change,
  });
  const blocks = (change: Partial<SchemeFacts>) =>
    checksOf(facts(change))
      .filter((check) => check.level === 'block')
      .map((check) => check.key);
  const request = { applicationNo: 'SQ1', deviceId: 'd0', toSoftwareId: 's2', collected: true };

  test.each<[string, Partial<SchemeFacts>, string[]]>([
    ['enough licences', {}, []],
    ['one too few', { devices: devices(3) }, ['licence']],
    ['the last ones are promised to others', { to: { ...to, reserved: 1 } }, ['licence']],
    ['the same number keeps its licences', { devices: devices(9, 's2') }, []],
    ['no limit', { to: { ...to, licenseQuantity: null }, devices: devices(99) }, []],
    ['nobody in the range', { devices: new Map() }, ['computers']],
    ['a version that may not be used', { version: '15' }, ['version']],
    ['no version at all', { to: { ...to, softwareVersion: null } }, ['version']],
    ['a number disposed of', { to: { ...to, disposed: true } }, ['disposed']],
    ['a term that is over', { to: { ...to, termEnd: '2026-05-31' } }, ['term']],
    ['a term to come', { to: { ...to, termStart: '2026-06-02' } }, ['term']],
    [
      'free software off the list',
      { to: { ...to, softwareType: 'free', listedVersions: [] } },
      ['freeList'],
    ],
    [
      'free software on it',
      { to: { ...to, softwareType: 'free', listedVersions: [{ from: null, to: null }] } },
      [],
    ],
    ['the new beside the old', { already: ['C1'] }, ['already']],
    ['a request of the range', { requests: [request] }, []],
    ['a request from elsewhere', { requests: [{ ...request, deviceId: 'x' }] }, ['outside']],
    ['a request that is gone', { requests: [{ ...request, collected: false }] }, ['gone']],
    ['a request for something else warns', { requests: [{ ...request, toSoftwareId: 's9' }] }, []],
  ])('%s', (_, change, expected) => expect(blocks(change)).toEqual(expected));

  test('sections are asked for in their order', () => {
    const all = { demand: 'a', rangeNote: 'b', stepsNote: 'c', risks: 'd', fallback: 'e' };
    expect(emptySections(all)).toEqual([]);
    expect(emptySections({ ...all, fallback: '', rangeNote: '' })).toEqual([
      'rangeNote',
      'fallback',
    ]);
  });
});
