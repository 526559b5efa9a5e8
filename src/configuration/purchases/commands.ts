/** The purchase plan from its gap to the budget (附件4; PZ-2.3, PZ-2.4, RC-2.2, RC-2.3). */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Role } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { nextNumber } from '../../platform/numbering/numbering.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import { among, ownNames, withWriter, wrote } from '../../platform/workflow/who.ts';
import { workings } from './commands.gap.ts';
import { PURCHASE_MACHINE } from './rules.machine.ts';
import { amountOf, DEFAULT_CEILINGS, planComplaint, warningsOf } from './rules.ts';
import type { Ceiling, PurchaseInput, PurchaseLineInput, PurchasePlan } from './shapes.ts';
import * as store from './store.ts';

export const subjectOf = (row: store.PlanRow) => ({
  id: row.id,
  title: row.planNo,
  state: row.state,
});

export const noPlan = () =>
  refuse('configuration.noPurchasePlan', '没有这张采购计划，可能链接有误', {}, { status: 404 });

export async function lockOne(cx: CommandContext, id: string): Promise<store.PlanRow> {
  const row = await store.lockPlan(cx, id);
  if (row) return row;
  throw noPlan();
}

export async function ceilings(cx: CommandContext): Promise<Ceiling[]> {
  return (await store.ceilingsOf(cx.tx, cx.unitId)) ?? DEFAULT_CEILINGS;
}

export async function saveCeilings(cx: CommandContext, given: readonly Ceiling[]): Promise<void> {
  const twice = given.find((one, at) => given.findIndex((o) => o.category === one.category) < at);
  if (twice) {
    const path = `body.ceilings.${given.indexOf(twice)}.category`;
    throw refuse('configuration.ceilingTwice', '同一软件类别只能有一行', {}, { path });
  }
  const before = await ceilings(cx);
  await store.saveCeilings(cx, given);
  await audit(cx, {
    action: 'purchaseParameters.save',
    objectType: 'purchaseParameters',
    objectId: cx.unitId,
    before: { ceilings: before },
    after: { ceilings: given },
  });
}

export async function createPlan(
  cx: CommandContext,
  input: { planYear: number; kind: PurchasePlan['kind'] },
): Promise<string> {
  const id = newId();
  const number = await nextNumber(cx.tx, cx.unitId, `purchase-plan-${input.planYear}`);
  const row: store.PlanRow = {
    id,
    planNo: `CG-${input.planYear}-${String(number).padStart(3, '0')}`,
    ...input,
    state: 'draft',
    words: '',
    writers: ownNames(cx),
    financeReviewer: null,
    approvedOn: null,
    inBudgetOn: null,
    budgetDocument: '',
  };
  if (!(await store.insertPlan(cx, row))) {
    const sentence = '{{year}} 年已有年度采购计划，请在原计划上修改，或编制追加计划';
    const params = { year: input.planYear };
    const path = 'body.kind';
    throw refuse('configuration.purchasePlanExists', sentence, params, { path, status: 409 });
  }
  await store.replaceLines(cx, id, await missingLines(cx, row, []));
  await takeStep(cx, PURCHASE_MACHINE, { id, title: row.planNo, state: null }, 'create');
  return id;
}

type NewLine = Omit<store.LineRow, 'amountFen'>;

/** A line for everything chosen whose demand the licences on hand do not meet and which no plan has. */
async function missingLines(
  cx: CommandContext,
  row: store.PlanRow,
  known: readonly store.LineRow[],
): Promise<NewLine[]> {
  const has = new Set(known.map((line) => line.selectionId));
  const chosen = (await store.chosenOf(cx, { year: row.planYear, planId: row.id })).filter(
    (one) => !has.has(one.selectionId),
  );
  const worked = await workings(cx, row.planYear, chosen);
  return chosen.flatMap((one, at) => {
    const working = worked[at]!;
    if (working.shortage === 0) return [];
    // PZ-1.3 prefers a site licence; it is proposed where it costs no more than single ones.
    const site = working.site !== null && working.site.savesFen >= 0;
    return [
      {
        id: newId(),
        selectionId: one.selectionId,
        softwareName: one.softwareName,
        softwareVersion: one.softwareVersion,
        productId: one.productId,
        category: one.category,
        origin: one.origin,
        licenseType: site ? ('site' as const) : (one.licenseType ?? 'device'),
        plannedQuantity: site ? null : working.shortage,
        unitPriceFen: site ? (one.sitePriceFen ?? 0) : (one.unitPriceFen ?? 0),
        usageYears: one.usageYears,
        fundSource: '',
        budgetItem: '',
        justification: '',
        remark: '',
        demandQuantity: working.demand,
        shortage: working.shortage,
        working,
      },
    ];
  });
}

export function requireOpen(row: store.PlanRow): void {
  if (row.state === 'draft' || row.state === 'returned') return;
  const sentence = '采购计划已报审，不能直接修改';
  throw refuse('configuration.purchasePlanSent', sentence, {}, { status: 409 });
}

/** The working of what is on the lines as given; a selection that stands in another plan is refused. */
export async function withWorking(
  cx: CommandContext,
  row: store.PlanRow,
  lines: readonly PurchaseLineInput[],
): Promise<NewLine[]> {
  const ids = lines.flatMap((line) => line.selectionId ?? []);
  if (new Set(ids).size < ids.length) {
    const sentence = '同一项选型在计划中只能有一行';
    throw refuse('configuration.selectionTwice', sentence, {}, { path: 'body.lines' });
  }
  const chosen = new Map(
    (await store.chosenOf(cx, { year: row.planYear, planId: row.id, selectionIds: ids })).map(
      (one) => [one.selectionId, one],
    ),
  );
  const own = new Set((await store.linesOf(cx.tx, cx.unitId, row.id)).map((line) => line.id));
  const facts = lines.map((line, at) => {
    const found = line.selectionId ? chosen.get(line.selectionId) : undefined;
    if (line.selectionId && !found) {
      const sentence = '“{{name}}”的选型已重新进行，或已列入别的采购计划';
      const params = { name: line.softwareName };
      const path = `body.lines.${at}.softwareName`;
      throw refuse('configuration.selectionGone', sentence, params, { path, status: 409 });
    }
    return found ?? { ...line, demands: [] };
  });
  const worked = await workings(cx, row.planYear, facts);
  return lines.map((line, at) => ({
    ...line,
    // Name and version were fixed by the selection (PZ-2.2).
    softwareName: facts[at]!.softwareName,
    softwareVersion: facts[at]!.softwareVersion,
    id: line.id && own.has(line.id) ? line.id : newId(),
    demandQuantity: worked[at]!.demand,
    shortage: worked[at]!.shortage,
    working: worked[at]!,
  }));
}

export async function updatePlan(
  cx: CommandContext,
  id: string,
  input: PurchaseInput,
): Promise<void> {
  const row = await lockOne(cx, id);
  requireOpen(row);
  const lines = await withWorking(cx, row, input.lines);
  await saveContent(cx, row, lines, input.words);
}

export async function saveContent(
  cx: CommandContext,
  row: store.PlanRow,
  lines: readonly NewLine[],
  words: string,
): Promise<void> {
  const before = await store.linesOf(cx.tx, cx.unitId, row.id);
  await store.replaceLines(cx, row.id, lines);
  const writers = withWriter(cx, row);
  await store.savePlan(cx, { ...row, words, writers });
  await audit(cx, {
    action: 'purchasePlan.update',
    objectType: 'purchasePlan',
    objectId: row.id,
    before: { lines: before.map(brief) },
    after: { words, lines: lines.map(brief) },
  });
}

export const brief = (line: PurchaseLineInput) => ({
  softwareName: line.softwareName,
  softwareVersion: line.softwareVersion,
  licenseType: line.licenseType,
  plannedQuantity: line.plannedQuantity,
  unitPriceFen: line.unitPriceFen,
  usageYears: line.usageYears,
});

/** Gaps anew and what was chosen since; prices and quantities people entered stay. */
export async function recompute(cx: CommandContext, id: string): Promise<void> {
  const row = await lockOne(cx, id);
  requireOpen(row);
  const known = await store.linesOf(cx.tx, cx.unitId, id);
  const lines = await withWorking(cx, row, known);
  await saveContent(cx, row, [...lines, ...(await missingLines(cx, row, known))], row.words);
}

export async function submitPlan(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  const limits = await ceilings(cx);
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  const complaint = planComplaint(
    lines.map((line) => ({ ...line, warnings: warningsOf(line, limits) })),
  );
  if (complaint) {
    const { sentence, params = {}, path } = complaint;
    throw refuse('configuration.purchaseIncomplete', sentence, params, { path });
  }
  const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'submit', { opinion });
  const writers = withWriter(cx, row);
  await store.savePlan(cx, { ...row, state, writers });
  await tell(cx, row, 'financeOfficer', '软件采购计划 {{no}} 待财务部门审核');
}

async function tell(
  cx: CommandContext,
  row: store.PlanRow,
  role: Role,
  sentence: string,
  opinion = '',
): Promise<void> {
  await notify(cx, [
    {
      to: [{ role }],
      kind: 'daily',
      sentence,
      params: { no: row.planNo, opinion },
      link: `/purchase-plans/${row.id}`,
      objectType: 'purchasePlan',
      objectId: row.id,
    },
  ]);
}

function refuseWriter(cx: CommandContext, row: store.PlanRow): void {
  if (!wrote(cx, row)) return;
  const sentence = '您参与编制了这张采购计划，须由其他人审核';
  throw refuse('configuration.ownPurchasePlan', sentence, {}, { status: 403 });
}

export async function financeReview(
  cx: CommandContext,
  id: string,
  input: { approve: boolean; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  refuseWriter(cx, row);
  const { opinion } = input;
  if (!input.approve) {
    const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'financeReturn', {
      opinion,
    });
    await store.savePlan(cx, { ...row, state });
    const sentence = '软件采购计划 {{no}} 被财务部门退回：{{opinion}}';
    return tell(cx, row, 'itManager', sentence, opinion);
  }
  const lines = await store.linesOf(cx.tx, cx.unitId, id);
  const unfunded = lines.find((line) => line.fundSource === '');
  if (unfunded) {
    const sentence = '“{{name}}”还没有资金来源，请退回编制人填写';
    const params = { name: unfunded.softwareName };
    throw refuse('configuration.unfunded', sentence, params, { status: 409 });
  }
  const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'financeApprove', { opinion });
  const financeReviewer = cx.actor.personId ?? cx.actor.id;
  await store.savePlan(cx, { ...row, state, financeReviewer });
  await tell(cx, row, 'committeeHead', '软件采购计划 {{no}} 待您审批');
}

export async function decide(
  cx: CommandContext,
  id: string,
  input: { decision: 'approve' | 'leaderReturn' | 'reject'; opinion: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  refuseWriter(cx, row);
  if (row.financeReviewer !== null && among(cx, [row.financeReviewer])) {
    const sentence = '您已代表财务部门审核，须由其他人审批';
    throw refuse('configuration.reviewedBefore', sentence, {}, { status: 403 });
  }
  const { decision, opinion } = input;
  const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), decision, { opinion });
  const approvedOn = decision === 'approve' ? cx.today : null;
  await store.savePlan(cx, { ...row, state, approvedOn });
  if (decision === 'leaderReturn') {
    const sentence = '软件采购计划 {{no}} 被单位领导退回：{{opinion}}';
    return tell(cx, row, 'financeOfficer', sentence, opinion);
  }
  const sentence =
    decision === 'approve'
      ? '软件采购计划 {{no}} 已审批'
      : '软件采购计划 {{no}} 不予批准：{{opinion}}';
  await tell(cx, row, 'itManager', sentence, opinion);
}

export async function intoBudget(
  cx: CommandContext,
  id: string,
  input: { inBudgetOn: string; budgetDocument: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  if (row.approvedOn && (input.inBudgetOn < row.approvedOn || input.inBudgetOn > cx.today)) {
    const sentence = '列入预算的日期应在审批日期 {{from}} 与今天之间';
    const params = { from: row.approvedOn };
    throw refuse('configuration.budgetDate', sentence, params, { path: 'body.inBudgetOn' });
  }
  const opinion = input.budgetDocument;
  const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'budget', { opinion });
  await store.savePlan(cx, { ...row, ...input, state });
  await tell(cx, row, 'itManager', '软件采购计划 {{no}} 已列入预算');
}

/** After approval: the same lines with a reason, never for more money in all; more is a supplement. */
export async function correctPlan(
  cx: CommandContext,
  id: string,
  input: { lines: PurchaseLineInput[]; reason: string },
): Promise<void> {
  const row = await lockOne(cx, id);
  const before = await store.linesOf(cx.tx, cx.unitId, id);
  const worked = new Map(before.map((line) => [line.id, line]));
  const lines = input.lines.map((line, at) => {
    const known = line.id ? worked.get(line.id) : undefined;
    if (known && line.softwareName === known.softwareName)
      return { ...known, ...line, id: known.id };
    const sentence = '更正不能增加软件或改变软件名称，请另编追加计划';
    const path = `body.lines.${at}.softwareName`;
    throw refuse('configuration.correctionAdds', sentence, {}, { path });
  });
  const sum = (all: readonly PurchaseLineInput[]) => all.reduce((n, one) => n + amountOf(one), 0);
  if (sum(lines) > sum(before)) {
    const sentence = '更正后总金额不能增加，增加的部分请另编追加计划';
    throw refuse('configuration.correctionCosts', sentence, {}, { path: 'body.lines' });
  }
  await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'correct', {
    opinion: input.reason,
    to: row.state as never,
    detail: { before: before.map(brief), after: lines.map(brief) },
  });
  await store.replaceLines(cx, id, lines);
}

export async function closePlan(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, PURCHASE_MACHINE, subjectOf(row), 'close', { opinion });
  await store.savePlan(cx, { ...row, state });
}

/** Years for categories the parameters do not name (财行〔2013〕98号: five). */
const SHORTEST_LIFE = 5;

/** How many years software of a category has to be used at least; null where the unit prescribes none. */
export async function shortestLife(
  cx: CommandContext,
): Promise<(category: Ceiling['category']) => number | null> {
  const known = new Map((await ceilings(cx)).map((one) => [one.category, one.minLifeYears]));
  return (category) => (known.has(category) ? known.get(category)! : SHORTEST_LIFE);
}
