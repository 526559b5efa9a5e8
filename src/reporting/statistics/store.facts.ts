/** The year's figures, each one query over sets of the slices before this one. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { CommitteeMember } from '../../responsibility/committee/shapes.ts';
import type { NumberFact, PolicyFact, YearFacts } from './rules.facts.ts';

export async function membersOn(
  cx: CommandContext,
  day: string,
): Promise<CommitteeMember[] | null> {
  const { rows } = await sql<{ members: CommitteeMember[] }>`
    select members from responsibility_committee
    where unit_id = ${cx.unitId} and state in ('inForce', 'superseded') and effective_from <= ${day}::date
      and (effective_to is null or effective_to > ${day}::date)
    order by version_no desc limit 1
  `.execute(cx.tx);
  return rows[0]?.members ?? null;
}

export async function itDepartment(cx: CommandContext): Promise<YearFacts['itDepartment']> {
  const { rows } = await sql<{ name: string; headName: string; phone: string }>`
    select d.name, coalesce(p.name, '') as head_name, coalesce(p.phone, '') as phone
    from organisation_department d
    left join organisation_person p on p.unit_id = d.unit_id and p.id = d.head_person_id
    where d.unit_id = ${cx.unitId} and d.active and 'informatization' = any(d.functions)
    order by d.sort_order, d.code limit 1
  `.execute(cx.tx);
  return rows[0] ?? null;
}

const NUMBER = sql`id as software_id, software_no, software_name,
  coalesce(software_version, '') as software_version, category, origin, acquisition_method,
  case when license_unlimited then null else license_quantity end as quantity,
  purchase_amount_fen as amount_fen, purchase_date`;

/** Commercial numbers with 采购时间 in the year, disposed of since or not. */
export async function purchasesOf(cx: CommandContext, year: number): Promise<NumberFact[]> {
  const { rows } = await sql<NumberFact>`
    select ${NUMBER} from configuration_software
    where unit_id = ${cx.unitId} and software_type = 'commercial'
      and purchase_date between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    order by purchase_date, software_no
  `.execute(cx.tx);
  return rows;
}

/** Commercial numbers the unit may use on the day: there already, not disposed of, within their term. */
export async function ownedOn(cx: CommandContext, day: string): Promise<NumberFact[]> {
  const { rows } = await sql<NumberFact>`
    select ${NUMBER} from configuration_software
    where unit_id = ${cx.unitId} and software_type = 'commercial'
      and coalesce(purchase_date, registered_on) <= ${day}::date
      and (disposed_on is null or disposed_on > ${day}::date)
      and (term_end is null or term_end >= ${day}::date)
    order by software_no
  `.execute(cx.tx);
  return rows;
}

export async function maintenanceOf(
  cx: CommandContext,
  year: number,
): Promise<YearFacts['maintenance']> {
  const { rows } = await sql<YearFacts['maintenance'][number]>`
    select c.id as contract_id, c.contract_no, l.software_name as title, l.amount_fen
    from configuration_contract c
    join configuration_contract_line l on l.unit_id = c.unit_id and l.contract_id = c.id
    where c.unit_id = ${cx.unitId} and c.state not in ('draft', 'cancelled') and l.kind = 'maintenance'
      and c.signed_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    order by c.signed_on, c.contract_no, l.line_no
  `.execute(cx.tx);
  return rows;
}

/** Found until the end of the day and not settled by then. */
export async function openFindingsOn(cx: CommandContext, day: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from reconciliation_finding
    where unit_id = ${cx.unitId} and first_seen_at < (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'
      and (state in ('open', 'ordered', 'case')
        or (state = 'resolved' and resolved_at >= (${day}::date + 1)::timestamp at time zone 'Asia/Shanghai'))
  `.execute(cx.tx);
  return rows[0]!.count;
}

/** In service that day, and of them with the pledge as it read that day (ZR-3). */
export async function pledgesOn(cx: CommandContext, day: string): Promise<YearFacts['pledges']> {
  const { rows } = await sql<YearFacts['pledges']>`
    select count(*)::int as due, count(*) filter (where exists (
      select from responsibility_pledge l where l.unit_id = p.unit_id and l.person_id = p.id
        and l.signed_on <= ${day}::date and l.text_version >= coalesce((select max(t.version)
          from responsibility_pledge_text t
          where t.unit_id = ${cx.unitId} and t.issued_on <= ${day}::date), 1)))::int as signed
    from organisation_person p
    where p.unit_id = ${cx.unitId} and (p.joined_on is null or p.joined_on <= ${day}::date)
      and (p.left_on is null or p.left_on > ${day}::date)
  `.execute(cx.tx);
  return rows[0]!;
}

export async function policiesOn(cx: CommandContext, day: string): Promise<PolicyFact[]> {
  const { rows } = await sql<PolicyFact>`
    select id, name, document_no, issued_on,
      case when revised_on <= ${day}::date then revised_on end as revised_on
    from reporting_policy
    where unit_id = ${cx.unitId} and issued_on <= ${day}::date
      and (repealed_on is null or repealed_on > ${day}::date)
    order by issued_on, name
  `.execute(cx.tx);
  return rows;
}
