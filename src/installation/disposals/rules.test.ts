/** The shortest life against the three reasons of PZ-2.7. */
import { describe, expect, test } from 'vitest';
import { hardwareComplaint, lifeComplaint, lifeOf, warningsOf } from './rules.ts';
import type { DisposalReason } from './shapes.ts';

const TODAY = '2026-03-01';
const number = (
  purchaseDate: string | null,
  minLifeYears: number | null,
  termEnd: string | null,
) => ({
  softwareNo: 'S1',
  ...lifeOf({ softwareNo: 'S1', purchaseDate, minLifeYears, termEnd }, TODAY),
});
const code = (reason: DisposalReason, one: ReturnType<typeof number>) =>
  lifeComplaint(reason, [one])?.code.replace('installation.', '') ?? 'fits';

describe('the shortest life', () => {
  // Purchase, years, end of the term → reached; what each reason meets.
  test.each([
    ['reached on the very day', '2021-03-01', 5, null, true, 'fits', 'lifeReached'],
    ['a day short', '2021-03-02', 5, null, false, 'lifeNotReached', 'fits'],
    ['office software has six years', '2021-03-01', 6, null, false, 'lifeNotReached', 'fits'],
    ['bought on a leap day', '2020-02-29', 6, null, true, 'fits', 'lifeReached'],
    ['a term that is over', '2024-01-01', 5, '2025-12-31', false, 'fits', 'fits'],
    ['a term whose last day is today', '2024-01-01', 5, TODAY, false, 'lifeNotReached', 'fits'],
    ['no purchase date', null, 5, null, null, 'fits', 'fits'],
    ['no life prescribed', '2024-01-01', null, null, null, 'fits', 'fits'],
  ] as const)('%s', (_, bought, years, termEnd, reached, first, second) => {
    const one = number(bought, years, termEnd);
    expect(one.lifeReached).toBe(reached);
    expect(code('lifeReachedUnusable', one)).toBe(first);
    expect(code('lifeNotReachedObsolete', one)).toBe(second);
    expect(code('lifeNotReachedHardwareScrapped', one)).toBe(second);
  });

  test('a refusal shows the figures; what is not known is a warning', () => {
    const complaint = lifeComplaint('lifeReachedUnusable', [number('2024-01-01', 5, null)]);
    expect(complaint?.params).toEqual({
      no: 'S1',
      from: '2024-01-01',
      years: 5,
      on: '2029-01-01',
    });
    expect(warningsOf([number('2024-01-01', 5, null)])).toEqual([]);
    const warned = [number(null, 5, null), number('2024-01-01', null, null)];
    expect(warningsOf(warned)).toHaveLength(2);
    expect(warningsOf([number('2024-01-01', 5, '2025-12-31')])[0]?.params.date).toBe('2025-12-31');
  });
});

test('scrapped hardware: scrapped computers that had it, and no other that has it', () => {
  const one = { id: 'a', computerNo: 'C1', status: 'scrapped', carried: true };
  const none = [{ softwareNo: 'S1', openInstalls: 0 }];
  const said = (devices: (typeof one)[], asked: string[], installed = none) =>
    hardwareComplaint(devices, asked, installed)?.code;
  expect(said([one], ['a'])).toBeUndefined();
  expect(said([], [])).toBe('installation.noScrapped');
  expect(said([one], ['a', 'b'])).toBe('installation.unknownDevice');
  expect(said([{ ...one, status: 'idle' }], ['a'])).toBe('installation.notScrapped');
  expect(said([{ ...one, carried: false }], ['a'])).toBe('installation.neverCarried');
  const elsewhere = [{ softwareNo: 'S1', openInstalls: 2 }];
  expect(said([one], ['a'], elsewhere)).toBe('installation.stillInUse');
});
