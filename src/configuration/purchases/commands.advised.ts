/** Lines somebody worked out elsewhere, put into a plan that is being drawn up (PZ-2.3): the plan's own rules judge them. */
import type { CommandContext } from '../../platform/db/context.ts';
import { standardKey } from '../poststandards/rules.ts';
import { createPlan, lockOne, requireOpen, saveContent, withWorking } from './commands.ts';
import type { PurchaseLineInput, PurchasePlan } from './shapes.ts';
import * as store from './store.ts';

export type AdvisedLine = Omit<
  PurchaseLineInput,
  'id' | 'selectionId' | 'fundSource' | 'budgetItem'
>;

/**
 * Writes the lines into the plan, a new one where `planId` is null; returns its id. A line of the plan for the same
 * software takes quantity, price and licence type over and keeps its selection, money and remarks; the others are
 * added. Lines about other software stay.
 */
export async function putAdvisedLines(
  cx: CommandContext,
  input: {
    planId: string | null;
    planYear: number;
    kind: PurchasePlan['kind'];
    lines: readonly AdvisedLine[];
  },
): Promise<string> {
  const { planYear, kind } = input;
  const planId = input.planId ?? (await createPlan(cx, { planYear, kind }));
  const row = await lockOne(cx, planId);
  requireOpen(row);
  const lines: PurchaseLineInput[] = [...(await store.linesOf(cx.tx, cx.unitId, planId))];
  const taken = new Set<number>();
  for (const advised of input.lines) {
    const at = lines.findIndex((line, index) => !taken.has(index) && sameSoftware(line, advised));
    if (at < 0) {
      taken.add(lines.length);
      lines.push({ ...advised, selectionId: null, fundSource: '', budgetItem: '' });
      continue;
    }
    taken.add(at);
    const known = lines[at]!;
    const { licenseType, plannedQuantity, unitPriceFen, usageYears, justification } = advised;
    const figures = { licenseType, plannedQuantity, unitPriceFen, usageYears, justification };
    const remark = known.remark === '' ? advised.remark : known.remark;
    lines[at] = { ...known, ...figures, origin: advised.origin, remark };
  }
  await saveContent(cx, row, await withWorking(cx, row, lines), row.words);
  return planId;
}

function sameSoftware(line: PurchaseLineInput, advised: AdvisedLine): boolean {
  if (line.productId !== null && line.productId === advised.productId) return true;
  return standardKey(line.softwareName) === standardKey(advised.softwareName);
}
