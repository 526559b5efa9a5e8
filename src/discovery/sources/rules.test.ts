/** Identity: matched, only likely, re-installed, cloned; the cases of real inventories among them. */
import { describe, expect, test } from 'vitest';
import { junkKey, junkList } from './rules.junk.ts';
import {
  coverageOf,
  groupSources,
  type Identity,
  isOtherMachine,
  type Known,
  matchDevice,
  meaningful,
} from './rules.ts';

const nothing: Identity = { serialKey: '', uuid: '', macs: [], hostKey: '' };
const of = (facts: Partial<Identity>): Identity => ({ ...nothing, ...facts });
const device = (deviceId: string, facts: Partial<Identity>): Known => ({ deviceId, ...of(facts) });
const MAC = 'f0:ad:4e:00:19:f7';
const UUID = '33e737a8-f827-11df-9297-47c0a301005a';
const SWAPPED = 'a837e733-27f8-df11-9297-47c0a301005a';

describe('matching', () => {
  test.each([
    ['serial', of({ serialKey: 'CZC0479792' }), [device('a', { serialKey: 'CZC0479792' })], 'a'],
    ['uuid in the other byte order', of({ uuid: UUID }), [device('a', { uuid: SWAPPED })], 'a'],
    [
      'MAC of a re-installed agent',
      of({ macs: [MAC], hostKey: 'plug' }),
      [device('a', { macs: [MAC] })],
      'a',
    ],
    ['host name alone', of({ hostKey: 'pc' }), [device('a', { hostKey: 'pc' })], undefined],
    [
      'MAC shared by two devices',
      of({ macs: [MAC] }),
      [device('a', { macs: [MAC] }), device('b', { macs: [MAC] })],
      undefined,
    ],
    [
      'a clone: same host and MAC, another serial',
      of({ serialKey: 'VM2', macs: [MAC], hostKey: 'pc' }),
      [device('a', { serialKey: 'VM1', macs: [MAC], hostKey: 'pc' })],
      undefined,
    ],
    [
      'serial equal, UUID not',
      of({ serialKey: 'S1234', uuid: UUID }),
      [device('a', { serialKey: 'S1234', uuid: '11e737a8-f827-11df-9297-47c0a301005a' })],
      undefined,
    ],
    [
      'the device known by two sources',
      of({ macs: [MAC] }),
      [device('a', { hostKey: 'x' }), device('a', { macs: [MAC] })],
      'a',
    ],
  ])('%s', (_, identity, known, expected) => {
    const verdict = matchDevice(identity, known);
    expect(verdict.kind === 'matched' ? verdict.deviceId : undefined).toBe(expected);
  });

  test('likely devices come with reasons, the best first, contradictions named', () => {
    const verdict = matchDevice(of({ serialKey: 'VM2', hostKey: 'pc' }), [
      device('far', { serialKey: 'VM1', hostKey: 'pc' }),
      device('near', { hostKey: 'pc' }),
      device('stranger', { serialKey: 'VM9' }),
    ]);
    if (verdict.kind !== 'candidate') throw new Error('matched');
    expect(verdict.likely.map((one) => [one.deviceId, one.reasons])).toEqual([
      ['near', ['host']],
      ['far', ['serialDiffers', 'host']],
    ]);
  });

  test('clones are told by hardware, not by a changed network card', () => {
    expect(isOtherMachine(of({ serialKey: 'A1234' }), of({ serialKey: 'B1234' }))).toBe(true);
    expect(
      isOtherMachine(
        of({ serialKey: 'A1234', macs: [MAC] }),
        of({ serialKey: 'B1234', macs: [MAC] }),
      ),
    ).toBe(false);
    expect(isOtherMachine(of({ macs: [MAC] }), of({ macs: ['00:11:22:33:44:55'] }))).toBe(false);
    expect(isOtherMachine(of({ uuid: UUID }), of({ uuid: SWAPPED }))).toBe(false);
  });
});

describe('meaningless identities', () => {
  const junk = junkList([]);
  test.each([
    ['serial', 'To Be Filled By O.E.M.'],
    ['serial', '0'],
    ['serial', '0000000'],
    ['serial', 'System Serial Number'],
    ['serial', '123456789'],
    ['serial', '300030000000'],
    ['uuid', '03000200-0400-0500-0006-000700080009'],
    ['uuid', 'FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF'],
    ['mac', '0A:00:27:00:00:00'],
    ['mac', '50:50:54:50:30:30'],
    ['mac', '02:42:ac:11:00:02'],
  ] as const)('%s %s', (kind, value) => {
    expect(junk.isJunk(kind, junkKey(kind, value))).toBe(true);
  });

  test.each([
    ['serial', 'CZC0479792'],
    ['serial', '640HP72'],
    ['uuid', UUID],
    ['mac', MAC],
  ] as const)('%s %s means something', (kind, value) => {
    expect(junk.isJunk(kind, junkKey(kind, value))).toBe(false);
  });

  test("the unit's own rules win both ways", () => {
    const own = junkList([
      { kind: 'mac', value: MAC, blocked: true },
      { kind: 'serial', value: 'OEM', blocked: false },
    ]);
    const cleaned = meaningful(of({ serialKey: 'OEM', macs: [MAC] }), own);
    expect(cleaned).toEqual(of({ serialKey: 'OEM' }));
  });
});

test('three agents on one machine are one group; a clone among them is not', () => {
  const base = { serialKey: '', uuid: '', hostKey: 'vm' };
  const groups = groupSources([
    { id: 'glpi', ...base, macs: [MAC] },
    { id: 'fusion', ...base, macs: [MAC] },
    { id: 'ocs', ...base, macs: [MAC, '00:11:22:33:44:55'] },
    { id: 'other', ...base, macs: ['00:11:22:33:44:66'] },
    { id: 'clone-a', ...base, serialKey: 'AAAA1', macs: ['00:11:22:33:44:77'] },
    { id: 'clone-b', ...base, serialKey: 'BBBB1', macs: ['00:11:22:33:44:77'] },
  ]);
  expect(groups.map((group) => group.map((source) => source.id))).toEqual([
    ['glpi', 'fusion', 'ocs'],
    ['other'],
    ['clone-a'],
    ['clone-b'],
  ]);
});

test('coverage', () => {
  const facts = {
    hasList: true,
    noSoftware: false,
    wantsFull: false,
    complete: true,
    perUserSeen: true,
  };
  expect(coverageOf(facts)).toBe('full');
  expect(coverageOf({ ...facts, perUserSeen: null })).toBe('full');
  expect(coverageOf({ ...facts, perUserSeen: false })).toBe('perUserMissing');
  expect(coverageOf({ ...facts, complete: false })).toBe('partial');
  expect(coverageOf({ ...facts, hasList: false })).toBe('waiting');
  expect(coverageOf({ ...facts, wantsFull: true })).toBe('waiting');
  expect(coverageOf({ ...facts, hasList: false, noSoftware: true })).toBe('noSoftware');
});
