/** Mending: entries that say the contrary of earlier ones, on the same day. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { loadFacts } from './commands.facts.ts';
import { appendDrafts } from './commands.ts';
import { checkDrafts, type Draft, type Problem } from './rules.check.ts';
import type { AppendResult } from './shapes.ts';
import * as store from './store.ts';

/** Mends a mistake: an entry that says the contrary on the same day. An upgrade is mended as a whole (TZ-3.5). */
export async function reverse(
  cx: CommandContext,
  entryNo: number,
  reason: string,
): Promise<AppendResult> {
  return reverseMany(cx, [entryNo], reason);
}

/** Reverses several entries at once, all or nothing. */
export async function reverseMany(
  cx: CommandContext,
  entryNos: readonly number[],
  reason: string,
): Promise<AppendResult> {
  const { found, drafts } = await reversalsOf(cx, entryNos, reason);
  for (const entryNo of entryNos) refuseReversal(found.get(entryNo), entryNo);
  return appendDrafts(cx, drafts, found);
}

/** What reversing these would be refused for, by entry number: a later entry may build on one of them. */
export async function reversalProblems(
  cx: CommandContext,
  entryNos: readonly number[],
): Promise<Map<number, Problem>> {
  const { drafts } = await reversalsOf(cx, entryNos, '');
  const problems = checkDrafts(await loadFacts(cx, drafts), drafts);
  return new Map(problems.map((problem) => [drafts[problem.index]!.reversesEntryNo!, problem]));
}

async function reversalsOf(
  cx: CommandContext,
  entryNos: readonly number[],
  reason: string,
): Promise<{ found: Map<number, store.ReversibleEntry>; drafts: Draft[] }> {
  await store.lockChain(cx.tx, cx.unitId);
  const entries = await store.entriesWithGroups(cx.tx, cx.unitId, entryNos);
  const groups = new Map<string, string>();
  const drafts = entries.map((entry, index): Draft => {
    if (entry.groupId !== null && !groups.has(entry.groupId)) groups.set(entry.groupId, newId());
    return {
      index,
      kind: entry.kind === 'install' ? 'uninstall' : 'install',
      softwareId: entry.softwareId,
      deviceId: entry.deviceId,
      version: entry.version,
      occurredOn: entry.occurredOn,
      dateBasis: 'real',
      cause: 'correction',
      causeRef: String(entry.entryNo),
      reason,
      idempotencyKey: null,
      groupId: entry.groupId === null ? null : groups.get(entry.groupId)!,
      reversesEntryNo: entry.entryNo,
    };
  });
  return { found: new Map(entries.map((entry) => [entry.entryNo, entry])), drafts };
}

function refuseReversal(entry: store.ReversibleEntry | undefined, no: number): void {
  if (!entry) throw refuse('ledgers.noEntry', '没有第 {{no}} 号记录', { no }, { status: 404 });
  if (entry.reversesEntryNo !== null) {
    throw refuse('ledgers.reversalOfReversal', '冲正记录不能再冲正，请重新登记', {});
  }
  if (entry.reversedByEntryNo !== null) {
    const params = { no, by: entry.reversedByEntryNo };
    const sentence = '第 {{no}} 号记录已由第 {{by}} 号记录冲正';
    throw refuse('ledgers.alreadyReversed', sentence, params, { status: 409 });
  }
}
