/** Records of earlier slices that close a duty: demand rounds, purchase plans, budgets. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';

type Found = { id: string; on: string };

/** The year's demand was asked for and the round is over (RC-2.1). */
export async function demandDone(cx: CommandContext, year: number): Promise<Found | undefined> {
  const { rows } = await sql<Found>`
    select id, closed_on as on from configuration_demand_round
    where unit_id = ${cx.unitId} and plan_year = ${year} and state = 'closed'
    order by closed_on limit 1
  `.execute(cx.tx);
  return rows[0];
}

/** The year's purchase plan: approved (RC-2.2), in the budget (RC-2.3). */
export async function purchasePlanOf(
  cx: CommandContext,
  year: number,
): Promise<{ id: string; approvedOn: string | null; inBudgetOn: string | null } | undefined> {
  const { rows } = await sql<{
    id: string;
    approvedOn: string | null;
    inBudgetOn: string | null;
  }>`
    select id, approved_on, in_budget_on from configuration_purchase_plan
    where unit_id = ${cx.unitId} and plan_year = ${year} and kind = 'annual' and state <> 'rejected'
  `.execute(cx.tx);
  return rows[0];
}
