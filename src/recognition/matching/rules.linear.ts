/**
 * Runs a regular expression in time proportional to text × expression, whatever the expression: all ways to read it
 * are followed side by side, none is tried twice at one place (Thompson's construction). Case is ignored.
 */
import { type Node, PatternError } from './rules.pattern.ts';

type Step =
  | { op: 'set'; accepts: (code: number) => boolean }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'assert'; at: 'start' | 'end' | 'word' | 'notWord' }
  | { op: 'match' };

const MOST_STEPS = 2000;

export type LinearPattern = { test(lower: string): boolean };

/** Throws `PatternError` when the expression grows too large. The text given to `test` must be in lower case. */
export function compileLinear(node: Node): LinearPattern {
  const program: Step[] = [];
  emit(node, program);
  program.push({ op: 'match' });
  return { test: (lower) => run(program, lower) };
}

function push(program: Step[], step: Step): number {
  if (program.length >= MOST_STEPS) throw new PatternError('表达式过大');
  program.push(step);
  return program.length - 1;
}

function emit(node: Node, program: Step[]): void {
  switch (node.kind) {
    case 'empty':
      return;
    case 'look':
      throw new PatternError('不支持前后断言和命名分组');
    case 'char': {
      const wanted = lowerCode(node.code);
      push(program, { op: 'set', accepts: (code) => code === wanted });
      return;
    }
    case 'set':
      push(program, { op: 'set', accepts: acceptsSet(node.ranges, node.negated) });
      return;
    case 'assert':
      push(program, { op: 'assert', at: node.at });
      return;
    case 'concat':
      for (const part of node.parts) emit(part, program);
      return;
    case 'either':
      emitEither(node.branches, program);
      return;
    case 'repeat':
      emitRepeat(node, program);
  }
}

function emitEither(branches: Node[], program: Step[]): void {
  const ends: number[] = [];
  branches.forEach((branch, index) => {
    if (index === branches.length - 1) {
      emit(branch, program);
      return;
    }
    const split = push(program, { op: 'split', first: program.length + 1, second: 0 });
    emit(branch, program);
    ends.push(push(program, { op: 'jump', to: 0 }));
    program[split] = { op: 'split', first: split + 1, second: program.length };
  });
  for (const end of ends) program[end] = { op: 'jump', to: program.length };
}

function emitRepeat(node: Extract<Node, { kind: 'repeat' }>, program: Step[]): void {
  for (let turn = 0; turn < node.min; turn++) {
    const before = program.length;
    emit(node.node, program);
    // A part that matches nothing needs no second copy (and nested ones would repeat it without end).
    if (program.length === before) break;
  }
  if (node.max === Number.POSITIVE_INFINITY) {
    const split = push(program, { op: 'split', first: program.length + 1, second: 0 });
    emit(node.node, program);
    push(program, { op: 'jump', to: split });
    program[split] = { op: 'split', first: split + 1, second: program.length };
    return;
  }
  const splits: number[] = [];
  for (let turn = node.min; turn < node.max; turn++) {
    splits.push(push(program, { op: 'split', first: program.length + 1, second: 0 }));
    emit(node.node, program);
  }
  for (const split of splits)
    program[split] = { op: 'split', first: split + 1, second: program.length };
}

function lowerCode(code: number): number {
  const lower = String.fromCharCode(code).toLowerCase();
  return lower.length === 1 ? lower.charCodeAt(0) : code;
}

function acceptsSet(ranges: [number, number][], negated: boolean): (code: number) => boolean {
  return (code) => {
    const upper = String.fromCharCode(code).toUpperCase();
    const other = upper.length === 1 ? upper.charCodeAt(0) : code;
    const inside = ranges.some(
      ([low, high]) => (code >= low && code <= high) || (other >= low && other <= high),
    );
    return inside !== negated;
  };
}

function isWord(lower: string, index: number): boolean {
  const code = lower.charCodeAt(index);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
}

function holds(at: 'start' | 'end' | 'word' | 'notWord', lower: string, index: number): boolean {
  if (at === 'start') return index === 0;
  if (at === 'end') return index === lower.length;
  return (isWord(lower, index - 1) !== isWord(lower, index)) === (at === 'word');
}

function run(program: Step[], lower: string): boolean {
  let current: number[] = [];
  const seen = new Int32Array(program.length).fill(-1);
  for (let index = 0; index <= lower.length; index++) {
    const ready: number[] = [];
    // A match may begin at every place, so the first step joins the threads that are under way.
    const pending = [0, ...current.reverse()];
    while (pending.length > 0) {
      const at = pending.pop()!;
      if (seen[at] === index) continue;
      seen[at] = index;
      const step = program[at]!;
      if (step.op === 'match') return true;
      if (step.op === 'jump') pending.push(step.to);
      else if (step.op === 'split') pending.push(step.second, step.first);
      else if (step.op === 'assert') {
        if (holds(step.at, lower, index)) pending.push(at + 1);
      } else ready.push(at);
    }
    current = [];
    if (index === lower.length) return false;
    const code = lower.charCodeAt(index);
    for (const at of ready) {
      const step = program[at]!;
      if (step.op === 'set' && step.accepts(code)) current.push(at + 1);
    }
  }
  return false;
}
