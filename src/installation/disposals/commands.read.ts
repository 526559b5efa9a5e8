/** A disposal as its page shows it, what its reader may do, and what waits for whom. */

import { sql } from 'kysely';
import { addMonths } from '../../base/dates.ts';
import { unitsByIds } from '../../organisation/index.ts';
import { type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { mayTake, ownNames } from '../../platform/workflow/who.ts';
import { toUninstall } from './commands.end.ts';
import { shownOf } from './commands.facts.ts';
import { noDisposal, separation, withdrawal } from './commands.ts';
import { DISPOSAL_MACHINE } from './rules.machine.ts';
import { warningsOf } from './rules.ts';
import {
  DISPOSAL_ACTIONS,
  type DisposalAction,
  type DisposalRecord,
  type DisposalState,
} from './shapes.ts';
import * as numbers from './store.numbers.ts';
import * as store from './store.ts';

/** The life stays as it was judged when it was asked for, also after the parameters have changed. */
function judgedThen(cx: CommandContext, row: numbers.LineRow) {
  const { lifeFrom, minLifeYears, termEnd } = row;
  const known = lifeFrom !== null && minLifeYears !== null;
  return shownOf({
    ...row,
    lifeReachedOn: known ? addMonths(lifeFrom, 12 * minLifeYears) : null,
    termEndedOn: termEnd !== null && termEnd < cx.today ? termEnd : null,
  });
}

export async function disposalRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
): Promise<DisposalRecord> {
  const row = await store.disposalRow(cx, scope, id);
  const {
    items: [listed],
  } = await store.pageOfDisposals(cx, scope, { id, limit: 1 });
  if (!row || !listed) throw noDisposal();
  const found = await numbers.linesOf(cx, id);
  const lines = found.map((line) => judgedThen(cx, line));
  const [unit] = await unitsByIds(cx.tx, [cx.unitId]);
  const { recipient, explanation, notMovable, approvedOn } = row;
  return {
    ...listed,
    ...{ recipient, explanation, notMovable, approvedOn },
    organizationName: unit?.name ?? '',
    headApproves: await store.headApproves(cx),
    lines,
    devices: await numbers.devicesOf(cx, id),
    warnings: warningsOf(lines),
    steps: await stepsOf(cx.tx, cx.unitId, 'disposal', id),
    may: DISPOSAL_ACTIONS.filter((action) => may(cx, row, found, action)),
  };
}

/** The step of the state table that stands for an action; a review may lead to three. */
const STEP = {
  resubmit: 'resubmit',
  withdraw: 'withdraw',
  appraise: 'appraise',
  assetReview: 'assetApprove',
  headReview: 'approve',
  uninstall: 'uninstall',
  dispose: 'dispose',
  correct: 'correct',
  cancel: 'cancel',
  undo: 'undo',
} as const satisfies Record<
  Exclude<DisposalAction, 'attach'>,
  keyof typeof DISPOSAL_MACHINE.transitions
>;
const OVER: readonly DisposalState[] = ['rejected', 'withdrawn'];

/** Papers may be added as long as the request lives, by those who may ask for disposals. */
export function mayAttach(cx: CommandContext, row: store.DisposalRow): boolean {
  const scope = widestScope(cx.actor.roles, 'disposal.request');
  return scope !== undefined && !OVER.includes(row.state);
}

function may(
  cx: CommandContext,
  row: store.DisposalRow,
  lines: readonly numbers.LineRow[],
  action: DisposalAction,
): boolean {
  if (action === 'attach') return mayAttach(cx, row);
  if (!mayTake(cx, DISPOSAL_MACHINE, row.state, STEP[action])) return false;
  if (action === 'withdraw' || action === 'resubmit') return withdrawal(cx, row) === undefined;
  if (action === 'appraise' || action === 'assetReview' || action === 'headReview') {
    return separation(cx, row, action) === undefined;
  }
  if (action === 'uninstall') return toUninstall(lines).length > 0;
  if (action === 'dispose')
    return lines.every((line) => line.openInstalls === 0 && line.promised === 0);
  return true;
}

/** What waits for the reader: by his role, and never his own request. */
export async function disposalTodos(cx: CommandContext): Promise<TodoLine[]> {
  const names = ownNames(cx);
  const mine = (column: string) => sql<boolean>`d.${sql.ref(column)} && ${names}::text[]`;
  const not = (...columns: string[]) =>
    sql<boolean>`not (${sql.join(columns.map(mine), sql` or `)})`;
  const lines: TodoLine[] = [];
  const add = async (
    key: string,
    sentence: string,
    states: readonly DisposalState[],
    but: ReturnType<typeof mine>,
  ) => {
    const found = await store.countInStates(cx, states, but);
    const link = found.count === 1 ? `/disposals/${found.id}` : `/disposals?state=${states[0]}`;
    lines.push({ key, sentence, count: found.count, link });
  };
  const may = (permission: Parameters<typeof widestScope>[1]) =>
    widestScope(cx.actor.roles, permission) !== undefined;
  if (may('disposal.appraise')) {
    await add('disposal.appraise', '待鉴定的软件处置', ['requested'], not('requesters'));
  }
  if (may('disposal.assetApprove')) {
    const but = not('requesters', 'appraisers');
    await add('disposal.assetApprove', '待资产审批的软件处置', ['itAppraised'], but);
  }
  if (may('disposal.approve')) {
    const but = not('requesters', 'appraisers', 'asset_approvers');
    await add('disposal.approve', '待您审批的软件处置', ['assetApproved'], but);
  }
  if (may('disposal.complete')) {
    const states = ['approved', 'uninstalling'] as const;
    await add('disposal.complete', '已批准、待卸载或办理的软件处置', states, sql<boolean>`true`);
  }
  if (may('disposal.request')) {
    await add('disposal.returned', '退回给您的软件处置', ['returned'], mine('requesters'));
  }
  return lines;
}
