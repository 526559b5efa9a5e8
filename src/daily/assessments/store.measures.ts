/** What the records say of each department in a year: sets grouped by department, no query per department. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { DepartmentFacts } from './rules.ts';

type Base = Omit<DepartmentFacts, 'installed' | 'genuine' | 'cases'>;

/** Departments with staff on the day; people, computers and pledges as of it. */
const PEOPLE = (cx: CommandContext, day: string) => sql`
  select d.id as department_id, d.name as department_name, d.sort_order, d.code,
    count(p.id)::int as staff, count(p.id) filter (where exists (
      select from responsibility_pledge l where l.unit_id = p.unit_id and l.person_id = p.id
        and l.signed_on <= ${day}::date and l.text_version >= coalesce((select max(t.version)
          from responsibility_pledge_text t
          where t.unit_id = ${cx.unitId} and t.issued_on <= ${day}::date), 1)))::int as pledges_signed
  from organisation_department d
  join organisation_person p on p.unit_id = d.unit_id and p.department_id = d.id
    and (p.joined_on is null or p.joined_on <= ${day}::date)
    and (p.left_on is null or p.left_on > ${day}::date)
  where d.unit_id = ${cx.unitId} and d.active group by d.id, d.name, d.sort_order, d.code`;

const FINDINGS = (cx: CommandContext, year: number, day: string) => sql`
  select coalesce(a.department_id, p.department_id) as department_id,
    count(*) filter (where f.state in ('open', 'ordered', 'case'))::int as findings,
    count(*) filter (where f.state = 'ordered' and (f.decision ->> 'dueOn')::date < ${day}::date)::int
      as overdue,
    count(*) filter (where x.due_on is not null)::int as due,
    count(*) filter (where x.due_on is not null and f.state = 'resolved'
      and (f.resolved_at at time zone 'Asia/Shanghai')::date <= x.due_on)::int as kept
  from reconciliation_finding f
  left join (select distinct finding_id from daily_inspection_problem
    where unit_id = ${cx.unitId} and finding_id is not null and state not in ('listed', 'dropped')
  ) q on q.finding_id = f.id
  -- What an inspection took up counts there, once.
  cross join lateral (select case when q.finding_id is null and f.decision ->> 'action' = 'orderRemoval'
      and extract(year from (f.decision ->> 'dueOn')::date) = ${year}
      and ((f.decision ->> 'dueOn')::date < ${day}::date or f.state = 'resolved')
    then (f.decision ->> 'dueOn')::date end as due_on) x
  join ledgers_assignment a on a.unit_id = f.unit_id and a.device_id = f.device_id and a.to_on is null
  left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
  where f.unit_id = ${cx.unitId}
    and (f.first_seen_at at time zone 'Asia/Shanghai')::date <= ${day}::date
  group by coalesce(a.department_id, p.department_id)`;

/** Problems an inspection gave the department to put right: kept when it answered in time and passed the re-check. */
const PROBLEMS = (cx: CommandContext, year: number, day: string) => sql`
  select department_id, count(*)::int as due,
    count(*) filter (where state = 'passed' and responded_on <= due_on)::int as kept
  from daily_inspection_problem
  where unit_id = ${cx.unitId} and department_id is not null
    and state in ('open', 'responded', 'returned', 'passed')
    and due_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
    and (due_on < ${day}::date or state = 'passed')
  group by department_id`;

const COMPUTERS = (cx: CommandContext) => sql`
  select coalesce(a.department_id, p.department_id) as department_id, count(*)::int as computers
  from ledgers_device d
  join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
  left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
  where d.unit_id = ${cx.unitId} and d.status = 'inUse' and d.merged_into is null
  group by coalesce(a.department_id, p.department_id)`;

const CLASSES = (cx: CommandContext, year: number) => sql`
  select id from daily_training where unit_id = ${cx.unitId} and kind = 'class'
    and state in ('held', 'recorded')
    and held_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)`;

/** A form 3 counts from the day it was first sent in. */
const DEMANDS = (cx: CommandContext, year: number) => sql`
  select k.department_id, count(*)::int as asked,
    count(*) filter (where s.sent_on <= r.due_on)::int as in_time,
    count(*) filter (where s.sent_on > r.due_on)::int as late
  from configuration_demand_asked k
  join configuration_demand_round r on r.unit_id = k.unit_id and r.id = k.round_id
  left join lateral (
    select min((t.at at time zone 'Asia/Shanghai')::date) as sent_on
    from configuration_demand m
    join platform_step t on t.unit_id = m.unit_id and t.object_type = 'demand'
      and t.object_id = m.id and t.action = 'submit'
    where m.unit_id = k.unit_id and m.round_id = k.round_id and m.department_id = k.department_id
      and m.state <> 'withdrawn'
  ) s on true
  where k.unit_id = ${cx.unitId}
    and r.opened_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
    -- A round that is still open and has time left says nothing yet.
    and (r.due_on < ${cx.today}::date or s.sent_on is not null)
  group by k.department_id`;

export async function departmentFacts(
  cx: CommandContext,
  year: number,
  day: string,
): Promise<Base[]> {
  const { rows } = await sql<Base>`
    with people as (${PEOPLE(cx, day)}), findings as (${FINDINGS(cx, year, day)}),
      computers as (${COMPUTERS(cx)}), classes as (${CLASSES(cx, year)}),
      problems as (${PROBLEMS(cx, year, day)}), demands as (${DEMANDS(cx, year)}),
      trained as (
        select p.department_id, count(distinct p.id)::int as trained
        from daily_training_attendance a
        join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id and p.active
        where a.unit_id = ${cx.unitId} and a.training_id in (select id from classes)
        group by p.department_id
      )
    select m.department_id, m.department_name, m.staff, m.pledges_signed,
      coalesce(c.computers, 0) as computers, coalesce(f.findings, 0) as findings,
      coalesce(f.overdue, 0) as overdue,
      coalesce(f.due, 0) + coalesce(b.due, 0) as rectification_due,
      coalesce(f.kept, 0) + coalesce(b.kept, 0) as rectified_in_time, (select count(*)::int from classes) as classes,
      coalesce(t.trained, 0) as trained, coalesce(q.asked, 0) as asked,
      coalesce(q.in_time, 0) as answered_in_time, coalesce(q.late, 0) as answered_late
    from people m
    left join findings f on f.department_id = m.department_id
    left join problems b on b.department_id = m.department_id
    left join computers c on c.department_id = m.department_id
    left join trained t on t.department_id = m.department_id
    left join demands q on q.department_id = m.department_id
    order by m.sort_order, m.code
  `.execute(cx.tx);
  return rows;
}

export type CaseFact = {
  departmentId: string;
  caseId: string;
  caseNo: string;
  title: string;
  /** Pirated software, or software installed or upgraded privately (ZR-4). */
  against: boolean;
};

/** Decided in the year, dismissed ones left out. */
export async function casesDecided(cx: CommandContext, year: number): Promise<CaseFact[]> {
  const { rows } = await sql<CaseFact>`
    select coalesce(c.department_id, p.department_id) as department_id, c.id as case_id, c.case_no,
      c.title, c.pirated or c.rules && array['WH-1.1', 'WH-2.1', 'ZR-4'] as against
    from responsibility_case c
    left join organisation_person p on p.unit_id = c.unit_id and p.id = c.person_id
    where c.unit_id = ${cx.unitId} and c.state in ('decided', 'appealed', 'rectifying', 'closed')
      and c.decided_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31)
      and coalesce(c.department_id, p.department_id) is not null
    order by c.decided_on, c.case_no
  `.execute(cx.tx);
  return rows;
}
