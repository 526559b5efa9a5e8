/**
 * Reads regular expressions into a tree. Two uses: finding words that every match must contain, so that one pass over
 * the name tells which expressions are worth trying; and running a unit's own expressions in linear time
 * (`rules.linear.ts`), because JavaScript's engine can take years over an unlucky one.
 */

export type Node =
  | { kind: 'empty' }
  | { kind: 'char'; code: number }
  | { kind: 'set'; ranges: [number, number][]; negated: boolean }
  | { kind: 'assert'; at: 'start' | 'end' | 'word' | 'notWord' }
  | { kind: 'concat'; parts: Node[] }
  | { kind: 'either'; branches: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number }
  | { kind: 'look' };

export type Parsed = { node: Node; branches: { node: Node; source: string }[] };

export class PatternError extends Error {}

const DIGIT: [number, number][] = [[48, 57]];
const WORD: [number, number][] = [
  [48, 57],
  [65, 90],
  [95, 95],
  [97, 122],
];
const BLANK: [number, number][] = [
  [9, 13],
  [32, 32],
  [160, 160],
  [0x3000, 0x3000],
];
const CLASSES: Record<string, [number, number][]> = { d: DIGIT, w: WORD, s: BLANK };
const CONTROL: Record<string, number> = { n: 10, r: 13, t: 9, f: 12, v: 11 };

/** `lookaround`: accept `(?=…)`, `(?!…)` as a part that consumes nothing (for catalogue expressions). */
export function parsePattern(source: string, options: { lookaround: boolean }): Parsed {
  const parser = new Parser(source, options.lookaround);
  return parser.parse();
}

class Parser {
  private at = 0;
  private depth = 0;
  private readonly source: string;
  private readonly lookaround: boolean;
  constructor(source: string, lookaround: boolean) {
    this.source = source;
    this.lookaround = lookaround;
  }

  parse(): Parsed {
    const branches: Parsed['branches'] = [];
    for (;;) {
      const start = this.at;
      const node = this.concat();
      branches.push({ node, source: this.source.slice(start, this.at) });
      if (!this.take('|')) break;
    }
    if (this.at < this.source.length) throw new PatternError('多余的右括号');
    return { node: either(branches.map((branch) => branch.node)), branches };
  }

  private take(character: string): boolean {
    if (this.source[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private alternatives(): Node {
    const branches = [this.concat()];
    while (this.take('|')) branches.push(this.concat());
    return either(branches);
  }

  private concat(): Node {
    const parts: Node[] = [];
    while (this.at < this.source.length) {
      const next = this.source[this.at];
      if (next === '|' || next === ')') break;
      parts.push(this.repeat(this.atom()));
    }
    if (parts.length === 0) return { kind: 'empty' };
    return parts.length === 1 ? parts[0]! : { kind: 'concat', parts };
  }

  private repeat(node: Node): Node {
    let result = node;
    for (;;) {
      const next = this.source[this.at];
      let bounds: [number, number] | undefined;
      if (next === '*') bounds = [0, Number.POSITIVE_INFINITY];
      else if (next === '+') bounds = [1, Number.POSITIVE_INFINITY];
      else if (next === '?') bounds = [0, 1];
      if (bounds) this.at += 1;
      else if (next === '{') bounds = this.braces();
      if (!bounds) return result;
      if (node.kind === 'assert') throw new PatternError('边界符号后面不能重复');
      // Lazy and greedy find the same matches; only whether there is one matters here.
      this.take('?');
      result = { kind: 'repeat', node: result, min: bounds[0], max: bounds[1] };
    }
  }

  private braces(): [number, number] | undefined {
    const found = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(this.source.slice(this.at, this.at + 12));
    if (!found) return undefined;
    this.at += found[0].length;
    const min = Number(found[1]);
    const max =
      found[2] === undefined ? min : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3]);
    if (max < min) throw new PatternError('重复次数的上限小于下限');
    return [min, max];
  }

  private atom(): Node {
    const character = this.source[this.at]!;
    this.at += 1;
    switch (character) {
      case '(':
        return this.group();
      case '[':
        return this.set();
      case '.':
        return { kind: 'set', ranges: [[10, 10]], negated: true };
      case '^':
        return { kind: 'assert', at: 'start' };
      case '$':
        return { kind: 'assert', at: 'end' };
      case '\\':
        return this.escape();
      case '*':
      case '+':
      case '?':
        throw new PatternError('重复符号前面没有内容');
      default:
        return { kind: 'char', code: character.charCodeAt(0) };
    }
  }

  private group(): Node {
    this.depth += 1;
    if (this.depth > 20) throw new PatternError('括号嵌套过深');
    let look = false;
    if (this.take('?')) {
      if (this.take(':')) look = false;
      else if (this.lookaround && (this.take('!') || this.take('='))) look = true;
      else throw new PatternError('不支持前后断言和命名分组');
    }
    const node = this.alternatives();
    if (!this.take(')')) throw new PatternError('缺少右括号');
    this.depth -= 1;
    return look ? { kind: 'look' } : node;
  }

  private escape(): Node {
    const character = this.source[this.at];
    if (character === undefined) throw new PatternError('末尾多了一个反斜杠');
    this.at += 1;
    if (character === 'b') return { kind: 'assert', at: 'word' };
    if (character === 'B') return { kind: 'assert', at: 'notWord' };
    const ranges = CLASSES[character.toLowerCase()];
    if (ranges) return { kind: 'set', ranges, negated: character !== character.toLowerCase() };
    return { kind: 'char', code: this.escapedCode(character) };
  }

  private escapedCode(character: string): number {
    const control = CONTROL[character];
    if (control !== undefined) return control;
    if (/[a-zA-Z0-9]/.test(character)) throw new PatternError(`不支持 \\${character}`);
    return character.charCodeAt(0);
  }

  private set(): Node {
    const negated = this.take('^');
    const ranges: [number, number][] = [];
    for (;;) {
      const character = this.source[this.at];
      if (character === undefined) throw new PatternError('缺少右方括号');
      this.at += 1;
      if (character === ']') break;
      const low = this.setMember(character, ranges);
      if (low === undefined) continue;
      if (this.source[this.at] !== '-' || this.source[this.at + 1] === ']') {
        ranges.push([low, low]);
        continue;
      }
      this.at += 1;
      const end = this.source[this.at];
      if (end === undefined) throw new PatternError('缺少右方括号');
      this.at += 1;
      const high = this.setMember(end, ranges);
      if (high === undefined || high < low) throw new PatternError('方括号内的范围不正确');
      ranges.push([low, high]);
    }
    return { kind: 'set', ranges, negated };
  }

  /** The code of one member; a class such as `\d` is added whole and gives undefined. */
  private setMember(character: string, ranges: [number, number][]): number | undefined {
    if (character !== '\\') return character.charCodeAt(0);
    const escaped = this.source[this.at];
    if (escaped === undefined) throw new PatternError('末尾多了一个反斜杠');
    this.at += 1;
    const known = CLASSES[escaped];
    if (known) {
      ranges.push(...known);
      return undefined;
    }
    return this.escapedCode(escaped);
  }
}

function either(branches: Node[]): Node {
  return branches.length === 1 ? branches[0]! : { kind: 'either', branches };
}

const MOST_WORDS = 24;

/**
 * Lower-case words of which every match contains at least one; undefined when no such set of words of two or more
 * characters was found.
 */
export function requiredWords(node: Node): string[] | undefined {
  const words = required(node);
  return words && shortest(words) >= 2 ? [...new Set(words)] : undefined;
}

function shortest(words: string[]): number {
  return words.reduce((least, word) => Math.min(least, word.length), Number.POSITIVE_INFINITY);
}

/** Every string the node can match (lower case), when these are few. */
function exactStrings(node: Node): string[] | undefined {
  switch (node.kind) {
    case 'empty':
    case 'assert':
    case 'look':
      return [''];
    case 'char':
      return [String.fromCharCode(node.code).toLowerCase()];
    case 'set': {
      if (node.negated || node.ranges.some(([low, high]) => low !== high)) return undefined;
      return [...new Set(node.ranges.map(([low]) => String.fromCharCode(low).toLowerCase()))];
    }
    case 'concat':
      return node.parts.reduce<string[] | undefined>(
        (all, part) => cross(all, exactStrings(part)),
        [''],
      );
    case 'either': {
      const all = node.branches.map(exactStrings);
      if (all.some((strings) => strings === undefined)) return undefined;
      const joined = all.flat() as string[];
      return joined.length <= MOST_WORDS ? joined : undefined;
    }
    case 'repeat':
      if (node.max !== 1) return undefined;
      return few([...(node.min === 0 ? [''] : []), ...(exactStrings(node.node) ?? tooMany)]);
  }
}

const tooMany = new Array<string>(MOST_WORDS + 1).fill('');

function few(strings: string[]): string[] | undefined {
  return strings.length <= MOST_WORDS ? strings : undefined;
}

function cross(left: string[] | undefined, right: string[] | undefined): string[] | undefined {
  if (!left || !right || left.length * right.length > MOST_WORDS) return undefined;
  return left.flatMap((start) => right.map((end) => start + end));
}

function required(node: Node): string[] | undefined {
  const exact = exactStrings(node);
  if (exact && shortest(exact) > 0) return exact;
  switch (node.kind) {
    case 'concat':
      return requiredOfParts(node.parts);
    case 'either': {
      const all = node.branches.map(required);
      return all.some((words) => words === undefined) ? undefined : (all.flat() as string[]);
    }
    case 'repeat':
      return node.min > 0 ? required(node.node) : undefined;
    default:
      return undefined;
  }
}

/** The best of: runs of neighbouring exact parts, and what single parts require. */
function requiredOfParts(parts: Node[]): string[] | undefined {
  let best: string[] | undefined;
  let run: string[] = [''];
  const offer = (words: string[] | undefined): void => {
    if (words && (!best || shortest(words) > shortest(best))) best = words;
  };
  for (const part of parts) {
    const exact = exactStrings(part);
    const longer = cross(run, exact);
    if (longer) {
      run = longer;
      continue;
    }
    // `ab+c`: the first b stands behind the a, the last one before the c.
    const once = part.kind === 'repeat' && part.min > 0 ? exactStrings(part.node) : undefined;
    const joined = cross(run, once);
    if (joined && shortest(joined) > 0) offer(joined);
    if (shortest(run) > 0) offer(run);
    offer(required(part));
    run = exact ?? once ?? [''];
  }
  if (shortest(run) > 0) offer(run);
  return best;
}
