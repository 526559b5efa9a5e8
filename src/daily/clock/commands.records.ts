/** Tells the clock which duties records of the configuration slice close; that slice comes earlier and knows no clock. */
import { registerDutyEvidence } from './commands.evidence.ts';
import * as records from './store.records.ts';

export function registerConfigurationEvidence(): void {
  registerDutyEvidence('demand', async (cx, year) => {
    const found = await records.demandDone(cx, year);
    const sentence = '年度需求填报已完成';
    return found ? [{ period: String(year), on: found.on, sentence, link: '/demands' }] : [];
  });
  registerDutyEvidence('purchasePlan', async (cx, year) => {
    const plan = await records.purchasePlanOf(cx, year);
    if (!plan?.approvedOn) return [];
    const sentence = '年度采购计划已审批';
    const link = `/purchase-plans/${plan.id}`;
    return [{ period: String(year), on: plan.approvedOn, sentence, link }];
  });
  registerDutyEvidence('budget', async (cx, year) => {
    const plan = await records.purchasePlanOf(cx, year);
    if (!plan?.inBudgetOn) return [];
    const sentence = '采购经费已列入预算';
    const link = `/purchase-plans/${plan.id}`;
    return [{ period: String(year), on: plan.inBudgetOn, sentence, link }];
  });
}
