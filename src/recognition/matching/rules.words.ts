/**
 * Finds which of many words occur in a text in one pass (Aho–Corasick, with every transition worked out beforehand).
 * Used to try only those expressions whose required words are there.
 */

import { isAscii } from './rules.fold.ts';

export type WordFinder = {
  /** Calls `found` with the number given to each word that occurs in the lower-case text; a number may come twice. */
  scan(lower: string, found: (value: number) => void): void;
  readonly size: number;
};

/**
 * Words of ASCII and words with other characters apart: most texts are ASCII, and for them a table that fits into the
 * processor's cache is enough.
 */
export function createWordFinder(words: readonly { word: string; value: number }[]): WordFinder {
  const plain = createAutomaton(words.filter(({ word }) => isAscii(word)));
  const other = createAutomaton(words.filter(({ word }) => !isAscii(word)));
  return {
    size: words.length,
    scan(lower, found) {
      plain(lower, found);
      if (!isAscii(lower)) other(lower, found);
    },
  };
}

function createAutomaton(words: readonly { word: string; value: number }[]): WordFinder['scan'] {
  const classes = new Uint16Array(0x10000);
  let classCount = 1;
  for (const { word } of words) {
    for (let index = 0; index < word.length; index++) {
      const code = word.charCodeAt(index);
      if (classes[code] === 0) classes[code] = classCount++;
    }
  }
  const { next, outputs, states } = buildTrie(words, classes, classCount);
  linkFailures(next, outputs, states, classCount);
  // As small as can be: the table is read at random, and what does not fit into the cache costs more than the work.
  const size = states * classCount;
  const table = states < 0x10000 ? Uint16Array.from(next.subarray(0, size)) : next;
  const says = Uint8Array.from({ length: states }, (_, state) => (outputs[state] ? 1 : 0));
  return (lower, found) => {
    let state = 0;
    for (let index = 0; index < lower.length; index++) {
      state = table[state * classCount + classes[lower.charCodeAt(index)]!]!;
      if (says[state] === 1) for (const value of outputs[state]!) found(value);
    }
  };
}

type Trie = { next: Int32Array; outputs: (number[] | undefined)[]; states: number };

function buildTrie(
  words: readonly { word: string; value: number }[],
  classes: Uint16Array,
  classCount: number,
): Trie {
  const most = 1 + words.reduce((sum, { word }) => sum + word.length, 0);
  const next = new Int32Array(most * classCount);
  const outputs: (number[] | undefined)[] = new Array(most).fill(undefined);
  let states = 1;
  for (const { word, value } of words) {
    let state = 0;
    for (let index = 0; index < word.length; index++) {
      const slot = state * classCount + classes[word.charCodeAt(index)]!;
      if (next[slot] === 0) next[slot] = states++;
      state = next[slot]!;
    }
    if (state === 0) continue;
    const values = outputs[state];
    if (values) values.push(value);
    else outputs[state] = [value];
  }
  return { next, outputs, states };
}

/** Breadth first: where a word breaks off, go on with the longest ending that begins another word. */
function linkFailures(
  next: Int32Array,
  outputs: Trie['outputs'],
  states: number,
  classCount: number,
): void {
  const failure = new Int32Array(states);
  const queue = new Int32Array(states);
  let head = 0;
  let tail = 0;
  for (let symbol = 0; symbol < classCount; symbol++) {
    const child = next[symbol]!;
    if (child !== 0) queue[tail++] = child;
  }
  while (head < tail) {
    const state = queue[head++]!;
    const fallback = failure[state]!;
    const inherited = outputs[fallback];
    if (inherited) outputs[state] = [...(outputs[state] ?? []), ...inherited];
    for (let symbol = 0; symbol < classCount; symbol++) {
      const slot = state * classCount + symbol;
      const child = next[slot]!;
      const other = next[fallback * classCount + symbol]!;
      if (child === 0) next[slot] = other;
      else {
        failure[child] = other;
        queue[tail++] = child;
      }
    }
  }
}
