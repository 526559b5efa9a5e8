/**
 * From confirmed orders to the journal: exactly the lines done, once. What the ledger would refuse stays on the order as
 * a sentence with both signatures kept, until the information department has mended it.
 */
import type { RefusalParams } from '../../base/refusal.ts';
import { type AppendDraft, append, check } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { draftOf } from './rules.ts';
import type { OrderLine } from './shapes.ts';
import * as store from './store.ts';

export type Ready = { order: store.LockedOrder; lines: readonly OrderLine[]; performedOn: string };
export type Outcome =
  | { state: 'recorded' }
  | { state: 'blocked'; problem: string; params: RefusalParams };

type Prepared = { orderId: string; lineNo: number; draft: AppendDraft };

/** The caller holds the journal's lock. Upgrades count twice among the entries (TZ-3.5). */
export async function recordOrders(
  cx: CommandContext,
  ready: readonly Ready[],
): Promise<Map<string, Outcome>> {
  const prepared = ready.flatMap((one) => preparedLines(one));
  const outcomes = new Map<string, Outcome>(
    ready.map(({ order }) => [order.id, { state: 'recorded' }]),
  );
  const { problems } = await check(
    cx,
    prepared.map((one) => one.draft),
  );
  for (const problem of problems) {
    const { orderId } = prepared[problem.index]!;
    if (outcomes.get(orderId)?.state === 'blocked') continue;
    outcomes.set(orderId, {
      state: 'blocked',
      problem: problem.sentence,
      params: problem.params,
    });
  }
  const fitting = prepared.filter((one) => outcomes.get(one.orderId)!.state === 'recorded');
  if (fitting.length > 0) {
    const result = await append(
      cx,
      fitting.map((one) => one.draft),
    );
    await store.saveLines(cx, withEntries(fitting, result.entryNos));
  }
  return outcomes;
}

function preparedLines({ order, lines, performedOn }: Ready): Prepared[] {
  return lines
    .filter((line) => line.result === 'done')
    .flatMap((line) => {
      const draft = draftOf(line, order.deviceId, performedOn);
      if (!draft) return [];
      const cause =
        line.kind === 'upgrade'
          ? 'upgrade'
          : order.origin === 'campaign'
            ? 'campaign'
            : 'workOrder';
      const entry: AppendDraft = {
        ...draft,
        cause,
        causeRef: order.orderNo,
        reason: null,
        idempotencyKey: `order:${order.id}:${line.lineNo}`,
      };
      return [{ orderId: order.id, lineNo: line.lineNo, draft: entry }];
    });
}

function withEntries(
  prepared: readonly Prepared[],
  entryNos: readonly number[],
): store.LineChange[] {
  let at = 0;
  return prepared.map(({ orderId, lineNo, draft }) => {
    const count = draft.kind === 'upgrade' ? 2 : 1;
    const own = entryNos.slice(at, at + count);
    at += count;
    return { order_id: orderId, line_no: lineNo, entry_nos: own };
  });
}
