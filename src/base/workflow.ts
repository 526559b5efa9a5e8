/**
 * A workflow as a pure table: states, who may take which step, what must hold, what it writes. Commands ask it, pages
 * show its buttons from it, and docs/workflows.md is drawn from it, so that none of them can say something else.
 */
import type { ChoiceSet, ChoiceValue } from './choices.ts';

export type Transition<S extends string> = {
  /** The verb on the button and in the history: 送审, 同意, 退回 … */
  label: string;
  from: readonly S[];
  /** Several when the facts decide which; the command then names one of them. */
  to: S | readonly S[];
  /** Permission of `platform/auth/permissions.ts`, or `system` for what follows from something else. */
  permission: string;
  /** Who that is in the guideline's words. */
  who: string;
  /** Whether an opinion or reason has to be written. */
  opinion?: 'required' | 'optional';
  /** What must hold, and what it writes: one sentence each, for the documentation. */
  holds?: string;
  writes?: string;
  /** Article of the guideline. */
  article?: string;
};

export type Machine<States extends ChoiceSet = ChoiceSet, A extends string = string> = {
  /** What the steps are filed under, e.g. `application`; also the audit log's kind of object. */
  objectType: string;
  /** 软件安装维护申请 */
  name: string;
  states: States;
  initial: ChoiceValue<States>;
  transitions: Record<A, Transition<ChoiceValue<States>>>;
};

/** Returns its argument; the generics keep the names of states and actions. */
export function machine<const States extends ChoiceSet, A extends string>(
  table: Machine<States, A>,
): Machine<States, A> {
  return table;
}

export type StateOf<M> = M extends Machine<infer States, string> ? ChoiceValue<States> : never;
export type ActionOf<M> = M extends Machine<ChoiceSet, infer A> ? A : never;

/** The steps that may be taken from a state, in the table's order; who may take them is asked elsewhere. */
export function actionsFrom<States extends ChoiceSet, A extends string>(
  table: Machine<States, A>,
  state: ChoiceValue<States>,
): A[] {
  return (Object.keys(table.transitions) as A[]).filter((action) =>
    table.transitions[action].from.includes(state),
  );
}

/** Where a step leads, undefined when it may not be taken. `to` picks among several targets. */
export function nextState<States extends ChoiceSet, A extends string>(
  table: Machine<States, A>,
  state: ChoiceValue<States>,
  action: A,
  to?: ChoiceValue<States>,
): ChoiceValue<States> | undefined {
  const step = table.transitions[action];
  if (!step?.from.includes(state)) return undefined;
  const targets: readonly ChoiceValue<States>[] = typeof step.to === 'string' ? [step.to] : step.to;
  if (to === undefined) return targets.length === 1 ? targets[0] : undefined;
  return targets.includes(to) ? to : undefined;
}

/** What is wrong with a table: states nobody reaches, and states nothing leads out of unless they are meant to end. */
export function machineProblems(table: Machine): string[] {
  const problems: string[] = [];
  const steps = Object.entries(table.transitions);
  const reached = new Set<string>([table.initial]);
  for (const [action, step] of steps) {
    for (const state of [...step.from, ...(typeof step.to === 'string' ? [step.to] : step.to)]) {
      if (!(state in table.states)) problems.push(`${action} names the unknown state ${state}`);
    }
    for (const state of typeof step.to === 'string' ? [step.to] : step.to) reached.add(state);
  }
  for (const state of Object.keys(table.states)) {
    if (!reached.has(state)) problems.push(`nothing leads to ${state}`);
  }
  return problems;
}

/** The table as Markdown: a state diagram, and a row per step. */
export function describeMachine(table: Machine): string {
  const label = (state: string) => table.states[state]?.label ?? state;
  const arrows = Object.values(table.transitions).flatMap((step) =>
    step.from.flatMap((from) =>
      (typeof step.to === 'string' ? [step.to] : step.to).map(
        (to) => `  ${from} --> ${to}: ${step.label}`,
      ),
    ),
  );
  const names = Object.keys(table.states).map((state) => `  ${state}: ${label(state)}`);
  const rows = Object.values(table.transitions).map((step) => {
    const to = typeof step.to === 'string' ? [step.to] : step.to;
    const opinion =
      step.opinion === 'required' ? '必填' : step.opinion === 'optional' ? '可填' : '';
    const cells = [
      step.label,
      step.from.map(label).join('、'),
      to.map(label).join(' 或 '),
      step.who,
      step.holds ?? '',
      step.writes ?? '',
      opinion,
      step.article ?? '',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  return [
    `## ${table.name}`,
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...names,
    `  [*] --> ${table.initial}`,
    ...arrows,
    '```',
    '',
    '| 步骤 | 从 | 到 | 谁 | 条件 | 写入 | 意见 | 依据 |',
    '|---|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
