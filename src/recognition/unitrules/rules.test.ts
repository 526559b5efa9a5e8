/** A unit's rules: what each way of matching takes, and which of several decides. */
import { describe, expect, test } from 'vitest';
import { readName } from '../matching/rules.aliases.ts';
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import { buildIndex, suggest } from '../matching/rules.suggest.ts';
import { compileUnitRules, patternProblem, ruleFor } from './rules.ts';
import type { ActiveRule, PatternKind } from './shapes.ts';

let made = 0;
const rule = (patternKind: PatternKind, pattern: string, publisher = ''): ActiveRule => ({
  id: `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  patternKind,
  pattern,
  publisher,
  productId: null,
});
const first = (rules: ActiveRule[], name: string, publisher = '') =>
  compileUnitRules(rules).first(readName(name), normaliseName(foldText(publisher)));

describe('ways of matching', () => {
  test.each<[PatternKind, string, string, boolean]>([
    ['exact', 'Foo Bar 2', 'ＦＯＯ bar 2', true],
    ['exact', 'Foo Bar 2', 'Foo Bar 3', false],
    ['exact', '——', '——', true],
    ['name', 'Foo Bar', 'Foo Bar 3.1 (x64)', true],
    ['name', 'Foo Bar', 'Foo Bar Server 3.1', false],
    ['prefix', 'foo', 'Foo 2', true],
    ['prefix', 'foo', 'foobar', false],
    ['prefix', '公文', '公文流转客户端', true],
    ['contains', '流转', '公文流转客户端', true],
    ['contains', 'o b', 'foo bar', true],
    ['regex', '^foo (bar|baz)\\b', 'Foo BAZ 3', true],
    ['regex', 'a（b）', 'xa(b)', true],
    ['regex', '^foo$', 'foo 2', false],
  ])('%s %s on %s: %s', (kind, pattern, name, matches) => {
    expect(first([rule(kind, pattern)], name) !== undefined).toBe(matches);
  });

  test('a publisher narrows a rule, in whatever form it is written', () => {
    const narrow = [rule('contains', 'foo', '腾讯科技（深圳）')];
    expect(first(narrow, 'foo', '腾讯科技(深圳)有限公司')).toBeDefined();
    expect(first(narrow, 'foo', '腾讯')).toBeUndefined();
  });
});

test('the narrowest decides, however the rules are ordered', () => {
  const exact = rule('exact', 'Foo Bar 2');
  const name = rule('name', 'Foo Bar');
  const withPublisher = rule('prefix', 'foo', 'acme');
  const longer = rule('prefix', 'foo bar');
  const contains = rule('contains', 'foo bar');
  const regex = rule('regex', 'foo b.r');
  const all = [regex, contains, longer, withPublisher, name, exact];
  const order = [exact, name, withPublisher, longer, contains, regex];
  for (let dropped = 0; dropped < order.length; dropped++) {
    const left = all.filter((one) => order.indexOf(one) >= dropped);
    for (const rules of [left, left.toReversed()]) {
      expect(first(rules, 'Foo Bar 2', 'Acme Inc.')?.id).toBe(order[dropped]!.id);
    }
  }
});

test('a decision is kept for the name in all versions; a short word needs its publisher', () => {
  const of = (name: string, publisher = '') => ruleFor({ name, publisher }, 'allVersions');
  expect(of('Acme Ledger 7.1 (64-bit)')).toMatchObject({
    patternKind: 'name',
    pattern: 'acme ledger',
  });
  expect(of('公文流转客户端')).toMatchObject({ patternKind: 'exact', pattern: '公文流转客户端' });
  expect(of('Tool', 'Acme')).toMatchObject({ publisher: 'Acme' });
  expect(of('公文', 'Acme')).toMatchObject({ publisher: '' });
  const again = rule('name', of('Acme Ledger 7.1').pattern);
  expect(first([again], 'ACME Ledger v8')).toBeDefined();
});

test('a pattern that says too little is refused', () => {
  expect(patternProblem('regex', '\\w+')).toContain('确定字符');
  expect(patternProblem('prefix', '  ')).toContain('没有文字或数字');
  expect(patternProblem('contains', 'x'.repeat(201))).toContain('200');
  expect(patternProblem('regex', 'kms\\s*pico')).toBeUndefined();
});

test('suggestions are the products that share rare words, best first, and none for a stranger', () => {
  const index = buildIndex([
    { id: 'ledger', text: 'Acme Ledger' },
    { id: 'viewer', text: 'Acme Viewer' },
    { id: 'wecom', text: '企业微信' },
  ]);
  expect(suggest(index, 'Acme Ledger Pro 7', 3)[0]).toBe('ledger');
  expect(suggest(index, '企业微信助手', 3)).toEqual(['wecom']);
  expect(suggest(index, 'Zeta', 3)).toEqual([]);
});
