/** Deciding provisional products: as unit rules over their names, and told to whoever has numbered them. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type Decided, decide } from '../entries/commands.ts';
import { entriesByIds } from '../entries/store.ts';
import { provisionalId, provisionalRule } from '../matching/rules.provisional.ts';
import type { ProvisionalDecision } from './shapes.ts';
import { entriesOfProvisional } from './store.ts';

const MOST_ENTRIES = 5_000;

/** Hears, in the same transaction, which provisional products have become which product. */
export type ProvisionalListener = (
  tx: Tx,
  unitId: string,
  moves: readonly { from: string; to: string }[],
) => Promise<void>;
const listeners: ProvisionalListener[] = [];

/** For later slices, at start: numbers recorded under a provisional product go along with it. */
export function onProvisionalDecided(listener: ProvisionalListener): void {
  listeners.push(listener);
}

export async function decideProvisional(
  cx: CommandContext,
  input: { productIds: string[]; decision: ProvisionalDecision },
): Promise<Decided> {
  const { tx, unitId } = cx;
  const entryIds = await entriesOfProvisional(tx, unitId, input.productIds, MOST_ENTRIES + 1);
  const before = await entriesByIds(tx, unitId, entryIds);
  const there = new Set(before.map(({ match }) => match.productId));
  if (input.productIds.some((id) => !there.has(id))) {
    const sentence = '所选暂定产品已被认定或不再出现，请刷新查看';
    throw refuse('recognition.noProvisional', sentence, {}, { status: 404 });
  }
  if (entryIds.length > MOST_ENTRIES) {
    const sentence = '所选暂定产品的条目超过 {{most}} 个，请分几次认定';
    throw refuse('recognition.tooManyEntries', sentence, { most: MOST_ENTRIES });
  }
  const decided = await decide(
    cx,
    { entryIds, decision: input.decision, reach: 'allVersions' },
    provisionalRule,
  );
  await tellDecided(cx, before);
  return decided;
}

async function tellDecided(
  cx: CommandContext,
  before: Awaited<ReturnType<typeof entriesByIds>>,
): Promise<void> {
  const now = await entriesByIds(
    cx.tx,
    cx.unitId,
    before.map(({ id }) => id),
  );
  const moves = new Map<string, string>();
  for (const entry of now) {
    const to = entry.match.productId;
    const from = provisionalId(entry);
    if (to !== null && to !== from) moves.set(from, to);
  }
  const told = [...moves].map(([from, to]) => ({ from, to }));
  for (const listener of listeners) await listener(cx.tx, cx.unitId, told);
}
