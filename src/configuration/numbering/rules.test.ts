/** 软件编号: no two schemes can make one number. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNumber, prefixOf, schemeProblem } from './rules.ts';
import { DEFAULT_SCHEMES } from './shapes.ts';

describe('numbering scheme', () => {
  it.each([
    [DEFAULT_SCHEMES.commercial, 1, 'S0001'],
    [DEFAULT_SCHEMES.oem, 12, 'O0012'],
    [DEFAULT_SCHEMES.free, 10_000, 'F10000'],
    [{ prefix: 'ZB-RJ-', digits: 3, start: 101 }, 2, 'ZB-RJ-102'],
  ])('%o, number %i → %s', (scheme, n, text) => {
    expect(formatNumber(scheme, n)).toBe(text);
    expect(prefixOf(text)).toBe(scheme.prefix);
  });

  it('refuses a prefix that ends in a digit or belongs to another type', () => {
    const scheme = (prefix: string) => ({ prefix, digits: 4, start: 1 });
    expect(schemeProblem(scheme('S1'), [])).toBe('prefixEndsInDigit');
    expect(schemeProblem(scheme('o'), ['O', 'F'])).toBe('prefixTaken');
    expect(schemeProblem(scheme('2026-'), ['O', 'F'])).toBeUndefined();
  });

  it('accepted schemes of two types never meet', () => {
    const scheme = fc.record({
      prefix: fc.stringMatching(/^[0-9A-C-]{1,4}$/),
      digits: fc.integer({ min: 1, max: 5 }),
      start: fc.integer({ min: 1, max: 200 }),
    });
    fc.assert(
      fc.property(scheme, scheme, fc.integer({ min: 1, max: 2000 }), (left, right, n) => {
        fc.pre(!schemeProblem(left, [right.prefix]) && !schemeProblem(right, [left.prefix]));
        const seen = formatNumber(left, n);
        for (let m = 1; m < 50; m++) expect(formatNumber(right, m)).not.toBe(seen);
      }),
    );
  });
});
