/** What a later slice has to say before lines of an imported list become entries: it knows what is seen. */
import type { CommandContext } from '../../platform/db/context.ts';
import { importedAmong } from './store.undo.ts';

/** Throws when they must not be posted yet. */
export type OpeningGuard = (cx: CommandContext, post: { confirmed: boolean }) => Promise<void>;

let guard: OpeningGuard | undefined;

export function onPostImported(asked: OpeningGuard): void {
  guard = asked;
}

export async function askGuard(
  cx: CommandContext,
  groups: readonly string[],
  confirmed: boolean,
): Promise<void> {
  if (guard && (await importedAmong(cx.tx, cx.unitId, groups))) await guard(cx, { confirmed });
}
