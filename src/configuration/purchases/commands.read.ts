/** A purchase plan with its working, warnings and what the caller may do; what waits for whom. */
import type { RefusalParams } from '../../base/refusal.ts';
import { unitsByIds } from '../../organisation/index.ts';
import { type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { among, mayTake, wrote } from '../../platform/workflow/who.ts';
import { workings } from './commands.gap.ts';
import { ceilings, noPlan } from './commands.ts';
import { PURCHASE_MACHINE } from './rules.machine.ts';
import { type Executed, overPlanOf, warningsOf } from './rules.ts';
import { type FromStock, PURCHASE_ACTIONS, type PurchaseRecord } from './shapes.ts';
import * as store from './store.ts';

const NOTHING_YET: Executed = { contractedFen: 0, receivedFen: 0, contractedQuantity: 0 };

export async function purchaseRecord(
  cx: CommandContext,
  scope: Scope,
  id: string,
  say: (sentence: string, params?: RefusalParams) => string,
): Promise<PurchaseRecord> {
  const row = await store.planRow(cx, id);
  const {
    items: [listed],
  } = await store.pageOfPlans(cx, scope, { id, limit: 1 });
  if (!row || !listed) throw noPlan();
  const limits = await ceilings(cx);
  const [unit] = await unitsByIds(cx.tx, [cx.unitId]);
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  const own = scope === 'all' ? undefined : await store.ownLineIds(cx, id);
  const steps = await stepsOf(cx.tx, cx.unitId, 'purchasePlan', id);
  const executed = await store.executionOf(cx.tx, cx.unitId, id);
  const inForce = ['approved', 'inBudget', 'closed'].includes(row.state);
  return {
    ...listed,
    organizationName: unit?.name ?? '',
    preparedBy: steps[0]?.actorName ?? '',
    words: row.words,
    budgetDocument: row.budgetDocument,
    lines: lines
      .filter((line) => !own || own.has(line.id))
      .map((line) => {
        const done = executed.get(line.id) ?? NOTHING_YET;
        const warnings = [...warningsOf(line, limits), ...overPlanOf(line, done)];
        return {
          ...line,
          contractedFen: done.contractedFen,
          receivedFen: done.receivedFen,
          warnings: warnings.map(({ sentence, params }) => say(sentence, params)),
        };
      }),
    fromStock: scope === 'all' ? await fromStock(cx, row, lines) : [],
    outsidePlan:
      scope === 'all' && inForce && row.kind === 'annual'
        ? await store.outsidePlan(cx.tx, cx.unitId, row.planYear)
        : [],
    steps,
    may: PURCHASE_ACTIONS.filter((action) => may(cx, row, action)),
  };
}

/** What was chosen for the year and needs no purchase (W2 fulfilledFromStock). */
async function fromStock(
  cx: CommandContext,
  row: store.PlanRow,
  lines: readonly store.LineRow[],
): Promise<FromStock[]> {
  const has = new Set(lines.map((line) => line.selectionId));
  const chosen = (await store.chosenOf(cx, { year: row.planYear, planId: row.id })).filter(
    (one) => !has.has(one.selectionId),
  );
  const worked = await workings(cx, row.planYear, chosen);
  return chosen.flatMap(({ selectionId, softwareName, softwareVersion }, at) =>
    worked[at]!.shortage === 0
      ? [{ selectionId, softwareName, softwareVersion, working: worked[at]! }]
      : [],
  );
}

function may(
  cx: CommandContext,
  row: store.PlanRow,
  action: (typeof PURCHASE_ACTIONS)[number],
): boolean {
  if (action === 'edit') {
    const open = row.state === 'draft' || row.state === 'returned';
    return open && widestScope(cx.actor.roles, 'purchase.edit') !== undefined;
  }
  if (!mayTake(cx, PURCHASE_MACHINE, row.state, action)) return false;
  const { permission } = PURCHASE_MACHINE.transitions[action];
  if (permission === 'purchase.edit' || action === 'budget') return true;
  if (wrote(cx, row)) return false;
  if (permission !== 'purchase.approve') return true;
  return row.financeReviewer === null || !among(cx, [row.financeReviewer]);
}

const WAITING = [
  ['itReviewed', 'purchase.financeReview', '待财务部门审核的采购计划'],
  ['approved', 'purchase.financeReview', '已审批、待列入预算的采购计划'],
  ['financeReviewed', 'purchase.approve', '待您审批的采购计划'],
  ['returned', 'purchase.edit', '被退回的采购计划'],
] as const;

export async function purchaseTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  for (const [state, permission, sentence] of WAITING) {
    if (!widestScope(cx.actor.roles, permission)) continue;
    const { count, id } = await store.countInState(cx, state);
    const link = count === 1 ? `/purchase-plans/${id}` : `/purchase-plans?state=${state}`;
    lines.push({ key: `purchase.${state}`, sentence, count, link });
  }
  return lines;
}
