/**
 * The to-do list is computed, never stored: each feature says what waits for the caller, so that it cannot disagree with
 * the records. Every source is one or two counting queries.
 */
import type { RefusalParams } from '../../base/refusal.ts';
import type { CommandContext } from '../db/context.ts';

export type TodoLine = {
  key: string;
  /** Chinese sentence, also the key of its English: '待审核的安装维护申请'. */
  sentence: string;
  params?: RefusalParams;
  count: number;
  link: string;
  dueOn?: string | null;
};
/** Lines for the caller of `cx`; ones with count 0 are left out by whoever shows them. */
export type TodoSource = (cx: CommandContext) => Promise<TodoLine[]>;

const sources = new Set<TodoSource>();

/** Called in a feature's `register`; the same source is asked once. */
export function registerTodos(source: TodoSource): void {
  sources.add(source);
}

export async function todosFor(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  for (const source of sources) lines.push(...(await source(cx)));
  return lines.filter((line) => line.count > 0);
}
