/** Expressions: read, run in linear time, and found by the words they need — held against JavaScript's own engine. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileLinear } from './rules.linear.ts';
import { PatternError, parsePattern, requiredWords } from './rules.pattern.ts';
import { createWordFinder } from './rules.words.ts';

const parse = (source: string) => parsePattern(source, { lookaround: false }).node;

/** Expressions over a small alphabet, so that texts match often. */
const source = fc.letrec<{ any: string; atom: string; many: string; row: string }>((tie) => ({
  atom: fc.oneof(
    fc.constantFrom(
      'a',
      'b',
      'C',
      '1',
      ' ',
      '微',
      '\\d',
      '\\w',
      '.',
      '[ab]',
      '[^a]',
      '\\b',
      '^',
      '$',
    ),
    tie('any').map((inner) => `(?:${inner})`),
  ),
  many: fc
    .tuple(
      fc.constantFrom('a', 'b', '[a1]', '(?:ab|c)', '微'),
      fc.constantFrom('*', '+', '?', '{1,2}', '{2}', '+?'),
    )
    .map(([atom, times]) => atom + times),
  row: fc
    .array(fc.oneof({ depthSize: 'small' }, tie('atom'), tie('many')), { maxLength: 4 })
    .map((parts) => parts.join('')),
  any: fc.array(tie('row'), { minLength: 1, maxLength: 3 }).map((branches) => branches.join('|')),
})).any;
const sample = fc
  .array(fc.constantFrom('a', 'b', 'c', '1', ' ', '微', '_', '-'), { maxLength: 12 })
  .map((letters) => letters.join(''));

describe('linear expressions', () => {
  test('find what JavaScript finds', () => {
    fc.assert(
      fc.property(source, sample, (pattern, text) => {
        const mine = compileLinear(parse(pattern)).test(text);
        expect({ pattern, text, found: mine }).toEqual({
          pattern,
          text,
          found: new RegExp(pattern, 'i').test(text),
        });
      }),
      { numRuns: 3000 },
    );
  });

  test('every match contains one of the required words', () => {
    let checked = 0;
    fc.assert(
      fc.property(source, sample, (pattern, text) => {
        const words = requiredWords(parse(pattern));
        if (words === undefined || !new RegExp(pattern, 'i').test(text)) return;
        checked += 1;
        expect(words.some((word) => text.toLowerCase().includes(word))).toBe(true);
      }),
      { numRuns: 20_000 },
    );
    expect(checked).toBeGreaterThan(20);
  });

  test('ignore case and stay fast where backtracking engines do not end', () => {
    expect(compileLinear(parse('KMS\\s*PICO')).test('kms  pico 10')).toBe(true);
    const hard = compileLinear(parse('^(a+)+(a|aa)*$'));
    expect(hard.test(`${'a'.repeat(5000)}!`)).toBe(false);
    expect(hard.test('a'.repeat(5000))).toBe(true);
  });

  test.each([
    ['(a', '缺少右括号'],
    ['a)', '多余的右括号'],
    ['*a', '重复符号前面没有内容'],
    ['[b-a]', '范围不正确'],
    ['[abc', '缺少右方括号'],
    ['(?=a)', '不支持前后断言'],
    ['\\1', '不支持'],
    ['a{3,1}', '上限小于下限'],
    ['abc\\', '反斜杠'],
    ['('.repeat(30), '嵌套过深'],
  ])('%s is refused: %s', (pattern, reason) => {
    expect(() => parse(pattern)).toThrow(PatternError);
    expect(() => parse(pattern)).toThrow(reason);
  });

  test.each(['(a{99}){99}', '((()()){900}x{900}){900}', '(((){999}){999}){999}y{999}{999}'])(
    '%s is refused or compiled at once, not grown without bound',
    (pattern) => {
      expect(() => compileLinear(parse(pattern))).toThrow('表达式过大');
    },
  );
});

test('one pass finds every word that occurs, overlapping ones and endings too', () => {
  const letters = fc
    .array(fc.constantFrom('a', 'b', '微'), { minLength: 1, maxLength: 4 })
    .map((found) => found.join(''));
  fc.assert(
    fc.property(fc.array(letters, { maxLength: 12 }), sample, (list, text) => {
      const finder = createWordFinder(list.map((word, value) => ({ word, value })));
      const found = new Set<number>();
      finder.scan(text, (value) => found.add(value));
      const wanted = list.flatMap((word, value) => (text.includes(word) ? [value] : []));
      expect([...found].sort((a, b) => a - b)).toEqual(wanted);
    }),
    { numRuns: 2000 },
  );
});
