/**
 * Finds which of many words occur in a text in one pass (Aho–Corasick, with every transition worked out beforehand).
 * Used to try only those expressions whose required words are there.
 */

export type WordFinder = {
  /** Calls `found` with the number given to each word that occurs in the lower-case text; a number may come twice. */
  scan(lower: string, found: (value: number) => void): void;
  readonly size: number;
};

export function createWordFinder(words: readonly { word: string; value: number }[]): WordFinder {
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
  const table = next;
  return {
    size: words.length,
    scan(lower, found) {
      let state = 0;
      for (let index = 0; index < lower.length; index++) {
        state = table[state * classCount + classes[lower.charCodeAt(index)]!]!;
        const values = outputs[state];
        if (values !== undefined) for (const value of values) found(value);
      }
    },
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
