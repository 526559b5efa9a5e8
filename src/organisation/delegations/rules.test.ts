/** When a delegation holds, and each reason that keeps one from being set. */
import { describe, expect, test } from 'vitest';
import { addDays } from '../../base/dates.ts';
import { type Facts, overlaps, problemWith, stateOn, type Wanted } from './rules.ts';

const TODAY = '2026-03-10';
const period = { fromOn: '2026-03-10', toOn: '2026-03-20', revokedAt: null };

test.each([
  ['2026-03-09', 'upcoming'],
  ['2026-03-10', 'inEffect'],
  ['2026-03-20', 'inEffect'],
  ['2026-03-21', 'ended'],
])('on %s it is %s', (day, state) => {
  expect(stateOn(period, day)).toBe(state);
  expect(stateOn({ ...period, revokedAt: '2026-03-11T00:00:00Z' }, day)).toBe('revoked');
});

test('periods that share a day overlap', () => {
  expect(overlaps(period, { fromOn: '2026-03-20', toOn: '2026-04-01' })).toBe(true);
  expect(overlaps(period, { fromOn: '2026-03-21', toOn: '2026-04-01' })).toBe(false);
  expect(overlaps(period, { fromOn: '2026-03-01', toOn: '2026-03-09' })).toBe(false);
});

describe('what keeps a delegation from being set', () => {
  const wanted: Wanted = { fromPersonId: 'A', toPersonId: 'B', ...period };
  const facts: Facts = {
    today: TODAY,
    fromHeads: true,
    fromActive: true,
    toActive: true,
    others: [],
  };
  const known = (fromPersonId: string, toPersonId: string) => ({
    fromPersonId,
    fromName: fromPersonId,
    toPersonId,
    toName: toPersonId,
    fromOn: '2026-03-20',
    toOn: '2026-03-25',
  });
  test.each<[string, Partial<Wanted>, Partial<Facts>, string | undefined]>([
    ['nothing', {}, {}, undefined],
    ['himself', { toPersonId: 'A' }, {}, 'toSelf'],
    ['heads nothing', {}, { fromHeads: false }, 'notHead'],
    ['has left', {}, { fromActive: false }, 'notHead'],
    ['substitute has left', {}, { toActive: false }, 'substituteMissing'],
    ['reversed', { toOn: '2026-03-09' }, {}, 'periodReversed'],
    ['past', { fromOn: '2026-03-09' }, {}, 'periodPast'],
    ['180 days', { toOn: addDays(TODAY, 179) }, {}, undefined],
    ['181 days', { toOn: addDays(TODAY, 180) }, {}, 'periodLong'],
    ['overlapping', {}, { others: [known('A', 'C')] }, 'overlapping'],
    ['the day after', { toOn: '2026-03-19' }, { others: [known('A', 'C')] }, undefined],
    ['substitute away', {}, { others: [known('B', 'C')] }, 'substituteAway'],
    ['passed on', {}, { others: [known('C', 'A')] }, 'chain'],
    ['substitute of two', {}, { others: [known('C', 'B')] }, undefined],
  ])('%s', (_, change, known, problem) => {
    const found = problemWith({ ...wanted, ...change }, { ...facts, ...known });
    expect(found?.code.replace('organisation.delegation.', '')).toBe(problem);
  });
});
