/**
 * A unit's own rules, which win over everything else. Among several that match, the narrowest decides: equal before
 * beginning before containing before expression, with publisher before without, longer before shorter, then by id —
 * so the order in which they were made does not matter.
 */
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import { compileLinear, type LinearPattern } from '../matching/rules.linear.ts';
import { PatternError, parsePattern, requiredWords } from '../matching/rules.pattern.ts';
import { createWordFinder, type WordFinder } from '../matching/rules.words.ts';
import type { ActiveRule, PatternKind } from './shapes.ts';

export const MOST_PATTERN = 200;

type Compiled = { rule: ActiveRule; publisher: string; text: string; regex?: LinearPattern };

export type UnitRuleSet = {
  readonly size: number;
  /** `folded` and `normal` are the two forms of the name, `publisher` is normalised. */
  first(folded: string, normal: string, publisher: string): ActiveRule | undefined;
};

const PRECEDENCE: Record<PatternKind, number> = { exact: 0, prefix: 1, contains: 2, regex: 3 };

function narrower(a: Compiled, b: Compiled): number {
  return (
    PRECEDENCE[a.rule.patternKind] - PRECEDENCE[b.rule.patternKind] ||
    Number(b.publisher !== '') - Number(a.publisher !== '') ||
    b.text.length - a.text.length ||
    (a.rule.id < b.rule.id ? -1 : a.rule.id > b.rule.id ? 1 : 0)
  );
}

/** Why a pattern cannot be used (a Chinese sentence), or undefined. */
export function patternProblem(kind: PatternKind, pattern: string): string | undefined {
  if (pattern.length > MOST_PATTERN) return '名称规则不能超过 200 个字符，请缩短';
  if (kind !== 'regex') {
    return normalised(pattern) === '' ? '名称规则中没有文字或数字，请填写软件名称' : undefined;
  }
  try {
    const { node } = parsePattern(foldText(pattern), { lookaround: false });
    compileLinear(node);
    if (!requiredWords(node))
      return '正则表达式至少要含有两个连续的确定字符，否则会匹配几乎所有软件';
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return `正则表达式有误：${error.message}`;
    throw error;
  }
}

function normalised(text: string): string {
  return normaliseName(foldText(text));
}

function compile(rule: ActiveRule): Compiled {
  const publisher = normalised(rule.publisher);
  if (rule.patternKind !== 'regex') return { rule, publisher, text: normalised(rule.pattern) };
  const text = foldText(rule.pattern);
  const { node } = parsePattern(text, { lookaround: false });
  return { rule, publisher, text, regex: compileLinear(node) };
}

/** Rules that `patternProblem` refuses throw here: they must not have been saved. */
export function compileUnitRules(rules: readonly ActiveRule[]): UnitRuleSet {
  const compiled = rules.map(compile).sort(narrower);
  const exact = new Map<string, number[]>();
  const words: { word: string; value: number }[] = [];
  compiled.forEach(({ rule, text }, position) => {
    if (rule.patternKind === 'exact') {
      exact.set(text, [...(exact.get(text) ?? []), position]);
      return;
    }
    if (rule.patternKind !== 'regex') {
      words.push({ word: text, value: position });
      return;
    }
    const { node } = parsePattern(text, { lookaround: false });
    for (const word of requiredWords(node) ?? []) words.push({ word, value: position });
  });
  return new CompiledSet(compiled, exact, words);
}

class CompiledSet implements UnitRuleSet {
  readonly size: number;
  private readonly compiled: Compiled[];
  private readonly exact: Map<string, number[]>;
  private readonly inName: WordFinder;
  private readonly inText: WordFinder;
  private best = 0;
  constructor(
    compiled: Compiled[],
    exact: Map<string, number[]>,
    words: { word: string; value: number }[],
  ) {
    this.size = compiled.length;
    this.compiled = compiled;
    this.exact = exact;
    const isRegex = (position: number): boolean => compiled[position]!.regex !== undefined;
    this.inName = createWordFinder(words.filter(({ value }) => !isRegex(value)));
    this.inText = createWordFinder(words.filter(({ value }) => isRegex(value)));
  }

  first(folded: string, normal: string, publisher: string): ActiveRule | undefined {
    this.best = this.compiled.length;
    for (const position of this.exact.get(normal) ?? []) this.offer(position, true, publisher);
    if (this.inName.size > 0) {
      this.inName.scan(normal, (position) => {
        const { rule, text } = this.compiled[position]!;
        this.offer(position, rule.patternKind === 'contains' || normal.startsWith(text), publisher);
      });
    }
    if (this.inText.size > 0) {
      const lower = folded.toLowerCase();
      this.inText.scan(lower, (position) => {
        if (position < this.best) {
          this.offer(position, this.compiled[position]!.regex!.test(lower), publisher);
        }
      });
    }
    return this.compiled[this.best]?.rule;
  }

  private offer(position: number, matches: boolean, publisher: string): void {
    if (!matches || position >= this.best) return;
    const wanted = this.compiled[position]!.publisher;
    if (wanted === '' || publisher.includes(wanted)) this.best = position;
  }
}
