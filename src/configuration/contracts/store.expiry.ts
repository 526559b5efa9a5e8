/** What ends when, and what of it has been told; plan lines contracts may be made for. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Stage } from './rules.ts';
import type { Expiry, listPlanLines } from './shapes.ts';

export type Ending = Omit<Expiry, 'daysLeft' | 'openInstalls'>;

/** Terms and maintenance of valid numbers that end within the span; renewed ones name their successor. */
export async function endings(
  cx: CommandContext,
  span: { from: string; to: string },
): Promise<Ending[]> {
  const { rows } = await sql<Ending>`
    select e.id || ':' || e.what as id, e.id as software_id, e.software_no, e.software_name,
      e.software_version, e.what, e.ends_on,
      case when e.what = 'term' then (select min(t.software_no)
        from configuration_contract_line l
        join configuration_receipt_line r on r.unit_id = l.unit_id and r.contract_id = l.contract_id
          and r.contract_line_id = l.id
        join configuration_software t on t.unit_id = r.unit_id and t.id = r.software_id
        where l.unit_id = ${cx.unitId} and l.kind = 'software' and l.renews_id = e.id) end as renewed_by
    from (
      select id, software_no, software_name, software_version, 'term' as what, term_end as ends_on
      from configuration_software
      where unit_id = ${cx.unitId} and status = 'active' and term_end between ${span.from} and ${span.to}
      union all
      select id, software_no, software_name, software_version, 'maintenance', maintenance_end
      from configuration_software
      where unit_id = ${cx.unitId} and status = 'active'
        and maintenance_end between ${span.from} and ${span.to}
    ) e
    order by e.ends_on, e.software_no limit 5000
  `.execute(cx.tx);
  return rows;
}

/** Those not told before at this stage; the others are left out. */
export async function tellOnce(
  cx: CommandContext,
  ends: readonly (Pick<Ending, 'softwareId' | 'what' | 'endsOn'> & { stage: Stage })[],
): Promise<{ softwareId: string; what: string }[]> {
  const { rows } = await sql<{ softwareId: string; what: string }>`
    insert into configuration_expiry_told (unit_id, software_id, what, ends_on, stage, told_on)
    select ${cx.unitId}, r."softwareId", r.what, r."endsOn", r.stage, ${cx.today}
    from jsonb_to_recordset(${JSON.stringify(ends)}::jsonb) as r ("softwareId" uuid, what text,
      "endsOn" date, stage integer)
    on conflict do nothing returning software_id, what
  `.execute(cx.tx);
  return rows;
}

/** Contracts of which something is still to come. */
export async function awaitingDelivery(cx: CommandContext): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from configuration_contract
    where unit_id = ${cx.unitId} and state in ('signed', 'partlyReceived')
  `.execute(cx.tx);
  return rows[0]!.n;
}

type PlanLine = z.output<typeof listPlanLines.output>['items'][number];

/** Lines of plans that are approved or in the budget, with what contracts were made for. */
export async function planLines(
  cx: CommandContext,
  ids: readonly string[] | null = null,
): Promise<PlanLine[]> {
  const { rows } = await sql<PlanLine>`
    select p.id, n.id as plan_id, n.plan_no, p.software_name, p.software_version, p.category,
      p.origin, p.product_id, p.license_type, p.planned_quantity, p.unit_price_fen, p.usage_years,
      (select coalesce(sum(coalesce(l.quantity, 1)), 0)::int from configuration_contract_line l
        join configuration_contract c on c.unit_id = l.unit_id and c.id = l.contract_id
        where l.unit_id = p.unit_id and l.plan_line_id = p.id and c.state <> 'cancelled') as contracted
    from configuration_purchase_line p
    join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
    where p.unit_id = ${cx.unitId} and n.state in ('approved', 'inBudget')
      and (${ids === null} or p.id = any(${[...(ids ?? [])]}::uuid[]))
    order by n.plan_no desc, p.line_no limit 2000
  `.execute(cx.tx);
  return rows;
}
