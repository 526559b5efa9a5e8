/** 许可期限: valid on which days, printed and read how. */
import { describe, expect, it } from 'vitest';
import { canonicalTerm, parseTerm, printTerm, termSpan, termValidOn } from './rules.terms.ts';

const THREE_YEARS = { kind: 'years', start: '2024-01-01', years: 3 } as const;
const SPAN = { kind: 'fixedTerm', start: '2024-03-01', end: '2025-02-28' } as const;

describe('term', () => {
  it('three years end on the day before', () => {
    expect(termSpan(THREE_YEARS)).toEqual({ start: '2024-01-01', end: '2026-12-31' });
    expect(termSpan({ kind: 'years', start: '2024-02-29', years: 1 }).end).toBe('2025-02-27');
  });

  it.each([
    ['2024-02-29', false],
    ['2024-03-01', true],
    ['2025-02-28', true],
    ['2025-03-01', false],
  ])('a span on %s: %s', (date, valid) => {
    expect(termValidOn(SPAN, date)).toBe(valid);
  });

  it('perpetual and none never expire', () => {
    expect(termValidOn({ kind: 'perpetual' }, '2999-12-31')).toBe(true);
    expect(termValidOn(null, '2026-01-01')).toBe(true);
  });

  it('prints as the paper does', () => {
    expect(printTerm({ kind: 'perpetual' })).toBe('永久');
    expect(printTerm(THREE_YEARS)).toBe('2024-01-01至2026-12-31');
  });

  it.each([
    ['永久', { kind: 'perpetual' }],
    ['2024-3-1至2025-02-28', SPAN],
    ['2024年3月1日至2025年2月28日', SPAN],
    ['2024.03.01-2025.02.28', SPAN],
    ['3年', { kind: 'years', start: '2024-01-01', years: 3 }],
  ])('reads %s', (text, term) => {
    expect(parseTerm(text, '2024-01-01')).toEqual(term);
  });

  it('does not guess', () => {
    expect(parseTerm('3年', null)).toBeUndefined();
    expect(parseTerm('很久', '2024-01-01')).toBeUndefined();
    expect(parseTerm('', '2024-01-01')).toBeUndefined();
  });

  it('reads back what it prints', () => {
    expect(parseTerm(printTerm(SPAN), null)).toEqual(SPAN);
    expect(canonicalTerm(THREE_YEARS)).toBe('2024-01-01..2026-12-31');
  });
});
