/** A set of named expressions tried together: one pass finds the words they need, then only the likely ones run. */
import type { PatternRule } from '../catalogue/rules.ts';
import { simplifyHan } from './rules.han.ts';
import { parsePattern, requiredWords } from './rules.pattern.ts';
import { createWordFinder } from './rules.words.ts';

/** `lower` is the folded name in lower case and simplified Chinese; expressions do not look at case. */
export type PatternSet = { first(lower: string): PatternRule | undefined };

type Piece = { rule: number; expression: RegExp };

/** The first rule, in the order given, whose pattern matches and whose `unless` does not. */
export function createPatternSet(rules: readonly PatternRule[]): PatternSet {
  const pieces: Piece[] = [];
  const words: { word: string; value: number }[] = [];
  const always: number[] = [];
  rules.forEach((rule, position) => {
    for (const branch of parsePattern(simplifyHan(rule.pattern), {
      lookaround: true,
    }).branches) {
      const piece = pieces.push({ rule: position, expression: new RegExp(branch.source, 'i') }) - 1;
      const needed = requiredWords(branch.node);
      if (!needed) always.push(piece);
      else for (const word of needed) words.push({ word, value: piece });
    }
  });
  const unless = rules.map((rule) =>
    rule.unless ? new RegExp(simplifyHan(rule.unless), 'i') : undefined,
  );
  const finder = createWordFinder(words);
  const hits: number[] = [];
  const collect = (value: number): void => {
    hits.push(value);
  };
  const better = (index: number, best: number, text: string): number => {
    const { rule, expression } = pieces[index]!;
    if (rule >= best || !expression.test(text)) return best;
    return unless[rule]?.test(text) ? best : rule;
  };
  return {
    first(lower) {
      hits.length = 0;
      finder.scan(lower, collect);
      let best = rules.length;
      for (let at = 0; at < hits.length; at++) best = better(hits[at]!, best, lower);
      for (let at = 0; at < always.length; at++) best = better(always[at]!, best, lower);
      return rules[best];
    },
  };
}
