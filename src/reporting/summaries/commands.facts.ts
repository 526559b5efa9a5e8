/** The year for the summary: the figures of 附件5 and the work that was done. */
import type { CommandContext } from '../../platform/db/context.ts';
import { yearCounts } from '../../responsibility/index.ts';
import { yearFacts } from '../statistics/commands.facts.ts';
import type { SummaryFacts } from './rules.facts.ts';
import * as store from './store.facts.ts';

export async function summaryFacts(cx: CommandContext, year: number): Promise<SummaryFacts> {
  const counts = await yearCounts(cx.tx, cx.unitId, year);
  return {
    ...(await yearFacts(cx, year)),
    ...(await store.workOf(cx, year)),
    plan: await store.planOf(cx, year),
    closings: await store.closingsOf(cx, year),
    found: await store.foundIn(cx, year),
    orders: counts.ordersRecorded,
    campaigns: counts.campaigns,
    upgrades: counts.schemesApproved,
    entries: counts.entries,
  };
}
