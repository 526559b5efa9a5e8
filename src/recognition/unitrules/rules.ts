/**
 * A unit's own rules, which win over everything else. Among several that match, the narrowest decides: equal before
 * equal but for the version before beginning before containing before expression, with publisher before without, longer before shorter, then by id —
 * so the order in which they were made does not matter.
 */
import { type Name, readName } from '../matching/rules.aliases.ts';
import { foldText, normaliseName } from '../matching/rules.fold.ts';
import { simplifyHan } from '../matching/rules.han.ts';
import { compileLinear, type LinearPattern } from '../matching/rules.linear.ts';
import { PatternError, parsePattern, requiredWords } from '../matching/rules.pattern.ts';
import { createWordFinder, type WordFinder } from '../matching/rules.words.ts';
import type { RawEntry } from '../shapes.ts';
import type { ActiveRule, PatternKind } from './shapes.ts';

export const MOST_PATTERN = 200;

type Compiled = {
  rule: ActiveRule;
  publisher: string;
  text: string;
  regex?: LinearPattern;
  words?: string[];
};

const CJK = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

export type UnitRuleSet = {
  readonly size: number;
  /** `publisher` is normalised. */
  first(name: Name, publisher: string): ActiveRule | undefined;
};

const PRECEDENCE: Record<PatternKind, number> = {
  exact: 0,
  name: 1,
  prefix: 2,
  contains: 3,
  regex: 4,
};

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
    const { node } = parsePattern(foldRegex(pattern), { lookaround: false });
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

/** Full-width characters stand for themselves: `（` is a bracket in the name, not a group. */
function foldRegex(pattern: string): string {
  const narrow = pattern.replaceAll(/[\uff00-\uffef\u3000]/g, (character) => {
    const plain = character.normalize('NFKC');
    return /[\\^$.*+?()[\]{}|]/.test(plain) ? `\\${plain}` : plain;
  });
  // Names are compared in simplified Chinese.
  return simplifyHan(narrow);
}

function compile(rule: ActiveRule): Compiled {
  const publisher = normalised(rule.publisher);
  if (rule.patternKind === 'name') {
    return { rule, publisher, text: readName(rule.pattern).stripped };
  }
  if (rule.patternKind === 'exact')
    return { rule, publisher, text: wholeKey(readName(rule.pattern)) };
  if (rule.patternKind !== 'regex') return { rule, publisher, text: normalised(rule.pattern) };
  const text = foldRegex(rule.pattern);
  const { node } = parsePattern(text, { lookaround: false });
  return { rule, publisher, text, regex: compileLinear(node), words: requiredWords(node) ?? [] };
}

/** Rules with the same key take the same names, however they are written; for patterns that have no problem. */
export function ruleKey(rule: Pick<ActiveRule, 'patternKind' | 'pattern' | 'publisher'>): string {
  const { text, publisher } = compile({ ...rule, id: '', productId: null });
  return JSON.stringify([rule.patternKind, text, publisher]);
}

/** A name of nothing but signs is compared as it is. */
function wholeKey(name: Name): string {
  return name.normal || name.lower;
}

/** Rules that `patternProblem` refuses throw here: they must not have been saved. */
export function compileUnitRules(rules: readonly ActiveRule[]): UnitRuleSet {
  const compiled = rules.map(compile).sort(narrower);
  const whole = new Map<string, number[]>();
  const bare = new Map<string, number[]>();
  const inName: { word: string; value: number }[] = [];
  const inText: { word: string; value: number }[] = [];
  compiled.forEach(({ rule, text, words }, value) => {
    if (rule.patternKind === 'exact') add(whole, text, value);
    else if (rule.patternKind === 'name') add(bare, text, value);
    else if (!words) inName.push({ word: text, value });
    else for (const word of words) inText.push({ word, value });
  });
  return new CompiledSet(compiled, whole, bare, createWordFinder(inName), createWordFinder(inText));
}

function add(map: Map<string, number[]>, key: string, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

/** Latin words are not cut: `foo` begins `foo 2` and `foo 版`, not `foobar`. Chinese has no blanks to go by. */
function beginsWith(normal: string, text: string): boolean {
  if (!normal.startsWith(text)) return false;
  if (normal.length === text.length || normal[text.length] === ' ') return true;
  return CJK.test(text.at(-1)!);
}

class CompiledSet implements UnitRuleSet {
  readonly size: number;
  private readonly compiled: Compiled[];
  private readonly whole: Map<string, number[]>;
  private readonly bare: Map<string, number[]>;
  private readonly inName: WordFinder;
  private readonly inText: WordFinder;
  private best = 0;
  constructor(
    compiled: Compiled[],
    whole: Map<string, number[]>,
    bare: Map<string, number[]>,
    inName: WordFinder,
    inText: WordFinder,
  ) {
    this.size = compiled.length;
    this.compiled = compiled;
    this.whole = whole;
    this.bare = bare;
    this.inName = inName;
    this.inText = inText;
  }

  first(name: Name, publisher: string): ActiveRule | undefined {
    const { normal } = name;
    this.best = this.compiled.length;
    for (const position of this.whole.get(wholeKey(name)) ?? [])
      this.offer(position, publisher, true);
    for (const position of this.bare.get(name.stripped) ?? [])
      this.offer(position, publisher, true);
    if (this.inName.size > 0) {
      this.inName.scan(normal, (position) => {
        const { rule, text } = this.compiled[position]!;
        const matches = rule.patternKind === 'contains' || beginsWith(normal, text);
        this.offer(position, publisher, matches);
      });
    }
    if (this.inText.size > 0) {
      const { lower } = name;
      this.inText.scan(lower, (position) => {
        if (position < this.best) {
          this.offer(position, publisher, this.compiled[position]!.regex!.test(lower));
        }
      });
    }
    return this.compiled[this.best]?.rule;
  }

  private offer(position: number, publisher: string, matches: boolean): void {
    if (!matches || position >= this.best) return;
    const wanted = this.compiled[position]!.publisher;
    if (wanted === '' || publisher.includes(wanted)) this.best = position;
  }
}

/** The rule a decision about this entry is kept as. */
export function ruleFor(
  raw: Pick<RawEntry, 'name' | 'publisher'>,
  reach: 'allVersions' | 'exact',
): Pick<ActiveRule, 'patternKind' | 'pattern' | 'publisher'> {
  const name = readName(raw.name);
  // One short Latin word may be anybody's: the publisher belongs to the decision.
  const shared = name.tokens.length === 1 && name.normal.length < 6 && !CJK.test(name.normal);
  const publisher = shared ? raw.publisher.trim() : '';
  if (reach === 'exact' || name.stripped === name.normal) {
    return { patternKind: 'exact', pattern: name.folded, publisher };
  }
  return { patternKind: 'name', pattern: name.stripped, publisher };
}
