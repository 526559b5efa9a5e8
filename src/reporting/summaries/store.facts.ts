/** The year's work in figures, for the summary; each one query. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { SummaryFacts } from './rules.facts.ts';

type Counted = Pick<
  SummaryFacts,
  'departments' | 'demand' | 'purchasePlans' | 'contracts' | 'freeList' | 'cases'
>;

export async function workOf(cx: CommandContext, year: number): Promise<Counted> {
  const [from, to] = [`${year}-01-01`, `${year}-12-31`];
  const within = (column: string) => sql`${sql.ref(column)} between ${from}::date and ${to}::date`;
  const { rows } = await sql<Counted>`
    select
      (select count(*)::int from organisation_department d where d.unit_id = ${cx.unitId} and d.active
        and exists (select 1 from organisation_person p where p.unit_id = d.unit_id
          and p.department_id = d.id and p.active)) as departments,
      (select jsonb_build_object('asked', count(*), 'answered', count(*) filter (where exists (
          select 1 from configuration_demand m where m.unit_id = a.unit_id and m.round_id = a.round_id
            and m.department_id = a.department_id
            and m.state in ('submitted', 'deptApproved', 'itApproved'))))
        from configuration_demand_asked a join configuration_demand_round r
          on r.unit_id = a.unit_id and r.id = a.round_id
        where a.unit_id = ${cx.unitId} and ${within('r.opened_on')}) as demand,
      (select jsonb_build_object('count', count(distinct p.id), 'amountFen', coalesce(sum(l.amount_fen), 0))
        from configuration_purchase_plan p
        left join configuration_purchase_line l on l.unit_id = p.unit_id and l.plan_id = p.id
        where p.unit_id = ${cx.unitId} and ${within('p.approved_on')}) as purchase_plans,
      (select jsonb_build_object('count', count(distinct c.id), 'amountFen', coalesce(sum(l.amount_fen), 0))
        from configuration_contract c
        left join configuration_contract_line l on l.unit_id = c.unit_id and l.contract_id = c.id
        where c.unit_id = ${cx.unitId} and c.state not in ('draft', 'cancelled')
          and ${within('c.signed_on')}) as contracts,
      (select count(*)::int from configuration_free_list where unit_id = ${cx.unitId}
        and valid_from <= ${to}::date and (valid_to is null or valid_to > least(${to}::date, ${cx.today}::date)))
        as free_list,
      (select jsonb_build_object('opened', count(*) filter (where
          (created_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date),
          'decided', count(*) filter (where ${within('decided_on')}))
        from responsibility_case where unit_id = ${cx.unitId}) as cases
  `.execute(cx.tx);
  return rows[0]!;
}

export async function planOf(cx: CommandContext, year: number): Promise<SummaryFacts['plan']> {
  const { rows } = await sql<NonNullable<SummaryFacts['plan']>>`
    select p.approved_on, count(t.id) filter (where t.state <> 'cancelled')::int as tasks,
      count(t.id) filter (where t.state = 'done')::int as done
    from daily_plan p
    left join daily_plan_task t on t.unit_id = p.unit_id and t.plan_id = p.id
    where p.unit_id = ${cx.unitId} and p.year = ${year} group by p.id, p.approved_on
  `.execute(cx.tx);
  return rows[0] ?? null;
}

export async function closingsOf(cx: CommandContext, year: number): Promise<string[]> {
  const { rows } = await sql<{ period: string }>`
    select period from reporting_closing where unit_id = ${cx.unitId} and state = 'signed'
      and period like ${`${year}%`} order by period
  `.execute(cx.tx);
  return rows.map((row) => row.period);
}

/** First seen in the year; settled = put right or accounted for. */
export async function foundIn(cx: CommandContext, year: number): Promise<SummaryFacts['found']> {
  const { rows } = await sql<SummaryFacts['found'][number]>`
    select kind, count(*)::int as count,
      count(*) filter (where state in ('resolved', 'accepted'))::int as settled
    from reconciliation_finding
    where unit_id = ${cx.unitId}
      and extract(year from first_seen_at at time zone 'Asia/Shanghai') = ${year}
    group by kind order by count(*) desc, kind
  `.execute(cx.tx);
  return rows;
}
