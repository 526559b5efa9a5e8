/** The clock over five years: no duty missed, none told twice, whatever days the server was down. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '../../base/dates.ts';
import { keyOf, occurrences, parameterProblem, raisesOn, stateOf } from './rules.ts';
import { DUTIES } from './shapes.ts';

const parameters = { since: '2026-01-01', due: {}, leadDays: 30 };

describe('which duties', () => {
  test('a year has each yearly duty once and each half-yearly one twice', () => {
    const year = occurrences(parameters, 2026, 2026);
    const wanted = Object.values(DUTIES).reduce((sum, duty) => sum + duty.due.length, 0);
    expect(year).toHaveLength(wanted);
    expect(new Set(year.map(keyOf)).size).toBe(wanted);
    expect(year.filter((one) => one.duty === 'closing').map((one) => one.period)).toEqual([
      '2026H1',
      '2026H2',
    ]);
  });

  test('a unit that begins in summer does not owe the spring', () => {
    const year = occurrences({ since: '2026-07-15', due: {} }, 2026, 2026);
    expect(year.map(keyOf)).not.toContain('plan 2026');
    expect(year.map(keyOf)).not.toContain('closing 2026H1');
    expect(year.map(keyOf)).toContain('summary 2026');
  });

  test('its own days count', () => {
    const [plan] = occurrences({ since: '2026-01-01', due: { plan: ['02-15'] } }, 2026, 2026);
    expect(plan).toMatchObject({ duty: 'plan', dueOn: '2026-02-15' });
  });
});

test.each([
  ['2025-12-31', undefined, 'ahead'],
  ['2026-01-01', undefined, 'open'],
  ['2026-02-28', undefined, 'open'],
  ['2026-03-01', undefined, 'due'],
  ['2026-03-31', undefined, 'due'],
  ['2026-04-01', undefined, 'overdue'],
  ['2026-04-01', 'done', 'done'],
  ['2026-04-01', 'notApplicable', 'notApplicable'],
] as const)('on %s, closed %s: %s', (today, closed, expected) => {
  const plan = occurrences(parameters, 2026, 2026).find((one) => one.duty === 'plan')!;
  expect(stateOf(plan, closed, today, 30)).toBe(expected);
});

test.each([
  [{ plan: ['02-15'] }, undefined],
  [{ plan: ['02-15', '03-01'] }, 'plan'],
  [{ closing: ['06-30'] }, 'closing'],
  [{ closing: ['06-30', '12-31'] }, undefined],
  [{ closing: ['06-30', '06-15'] }, 'closing'],
  [{ closing: ['07-10', '12-31'] }, 'closing'],
])('days %j: %s', (due, duty) => {
  expect(parameterProblem({ ...parameters, due })?.duty).toBe(duty);
});

/** Day by day over five years; `up(day)` says whether the server ran, `closedOn` when a duty was closed. */
function live(up: (day: number) => boolean, closedOn: (key: string) => string | undefined) {
  const all = occurrences(parameters, 2026, 2030);
  const raised = new Map<string, string>();
  const told: string[] = [];
  for (let day = 0, today = '2026-01-01'; today <= '2031-02-28'; day++, today = addDays(today, 1)) {
    if (!up(day)) continue;
    const closed = new Set(all.map(keyOf).filter((key) => (closedOn(key) ?? '9999') <= today));
    const known = { closed, raised: new Set(raised.keys()) };
    for (const one of raisesOn(today, 30, all, known)) {
      const key = `${keyOf(one)} ${one.stage}`;
      told.push(key);
      raised.set(key, today);
    }
  }
  return { all, raised, told };
}

test('five years, nothing closed: everything is told twice, once before and once after its day', () => {
  const { all, raised, told } = live(
    () => true,
    () => undefined,
  );
  expect(told).toHaveLength(2 * all.length);
  expect(new Set(told).size).toBe(told.length);
  for (const one of all) {
    expect(raised.get(`${keyOf(one)} due`)).toBe(
      addDays(one.dueOn, -30) < '2026-01-01' ? '2026-01-01' : addDays(one.dueOn, -30),
    );
    expect(raised.get(`${keyOf(one)} overdue`)).toBe(addDays(one.dueOn, 1));
  }
});

test('five years with days off and duties closed at any time: none missed, none twice, none after it was closed', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ from: fc.nat(1900), days: fc.integer({ min: 1, max: 90 }) }), {
        maxLength: 8,
      }),
      fc.infiniteStream(fc.option(fc.integer({ min: -200, max: 60 }), { freq: 4 })),
      (outages, offsets) => {
        const up = (day: number) =>
          !outages.some(({ from, days }) => day >= from && day < from + days);
        const closedOn = new Map<string, string | undefined>();
        for (const one of occurrences(parameters, 2026, 2030)) {
          const offset = offsets.next().value as number | null;
          closedOn.set(keyOf(one), offset === null ? undefined : addDays(one.dueOn, offset));
        }
        const { all, raised, told } = live(up, (key) => closedOn.get(key));
        expect(new Set(told).size).toBe(told.length);
        for (const one of all) {
          const closed = closedOn.get(keyOf(one)) ?? '9999';
          for (const stage of ['due', 'overdue']) {
            const on = raised.get(`${keyOf(one)} ${stage}`);
            if (on) expect(on < closed).toBe(true);
          }
          // Open past its day and the server ran on a day after it: it was told.
          const seen = firstDayUp(up, addDays(one.dueOn, 1));
          if (seen && seen < closed) expect(raised.has(`${keyOf(one)} overdue`)).toBe(true);
        }
      },
    ),
    { numRuns: 20 },
  );
});

function firstDayUp(up: (day: number) => boolean, from: string): string | undefined {
  for (let day = 0, today = '2026-01-01'; today <= '2031-02-28'; day++, today = addDays(today, 1)) {
    if (today >= from && up(day)) return today;
  }
  return undefined;
}
