/**
 * Who may take part in a workflow: whom the table gives the step to, and whoever wrote on a record does not also decide
 * on it. People are remembered by account and by person, so that a second account is not a second pair of eyes.
 */
import type { Machine } from '../../base/workflow.ts';
import { type Permission, widestScope } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';

/** The actor's names in lists of those who took part. */
export function ownNames(cx: CommandContext): string[] {
  return [cx.actor.id, cx.actor.personId].filter((name) => name !== undefined);
}

export function among(cx: CommandContext, names: readonly string[]): boolean {
  return ownNames(cx).some((name) => names.includes(name));
}

export function wrote(cx: CommandContext, row: { writers: readonly string[] }): boolean {
  return among(cx, row.writers);
}

export function withWriter(cx: CommandContext, row: { writers: readonly string[] }): string[] {
  return [...new Set([...row.writers, ...ownNames(cx)])];
}

/** Whether the table allows the step from this state and gives it to one of the actor's roles. */
export function mayTake<A extends string>(
  cx: CommandContext,
  table: Pick<Machine<never, A>, 'transitions'>,
  state: string,
  action: A,
): boolean {
  const { from, permission } = table.transitions[action];
  if (!(from as readonly string[]).includes(state)) return false;
  return widestScope(cx.actor.roles, permission as Permission) !== undefined;
}
