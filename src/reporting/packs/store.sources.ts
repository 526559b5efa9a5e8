/** What a pack takes from the slices besides the forms: attached files of a period, and lists. Sets, one query each. */
import { type RawBuilder, sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Facts } from './rules.parts.ts';

export type Period = { from: string; to: string };
/** `group` = whose it is; `name` as it was uploaded. */
export type Attached = { group: string; title: string; name: string; sha256: string; size: number };

async function attached(cx: CommandContext, query: RawBuilder<unknown>): Promise<Attached[]> {
  const { rows } = await sql<Attached>`
    select a."group", a.title, f.name, f.sha256, f.size::float8 as size from (${query}) a
    join platform_file f on f.unit_id = ${cx.unitId} and f.id = a.file_id
    order by a."group" collate "C", f.name collate "C", f.sha256
  `.execute(cx.tx);
  return rows;
}

export const committeeFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select '领导小组发文' as "group", coalesce(document_no, '') as title, document_file_id as file_id
      from responsibility_committee where unit_id = ${cx.unitId} and document_file_id is not null
        and state in ('inForce', 'superseded') and effective_from <= ${to}::date
        and coalesce(effective_to, 'infinity') >= ${from}::date`,
  );

export const pledgeScans = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select p.department_name as "group", p.person_name as title, s.file_id
      from responsibility_pledge p
      join platform_signature s on s.unit_id = p.unit_id and s.id = p.signature_id and s.kind = 'scan'
      where p.unit_id = ${cx.unitId} and p.signed_on between ${from}::date and ${to}::date`,
  );

export const trainingFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select t.training_no || ' ' || t.title as "group", d.title, d.file_id from daily_training t
      join daily_training_document d on d.unit_id = t.unit_id and d.training_id = t.id
      where t.unit_id = ${cx.unitId} and t.held_on between ${from}::date and ${to}::date
        and t.state <> 'cancelled'`,
  );

export const inspectionFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select i.inspection_no || ' ' || i.title as "group",
        coalesce(c.computer_no, '问题' || p.problem_no) as title, f.file_id
      from daily_inspection i
      join daily_inspection_file f on f.unit_id = i.unit_id and f.inspection_id = i.id
      left join daily_inspection_computer c on c.unit_id = f.unit_id and c.inspection_id = f.inspection_id
        and c.device_id = f.device_id
      left join daily_inspection_problem p on p.unit_id = f.unit_id and p.id = f.problem_id
      where i.unit_id = ${cx.unitId} and i.state <> 'cancelled'
        and i.period_from <= ${to}::date and i.period_to >= ${from}::date`,
  );

/** Contracts do not end with the year they were signed in: what was signed until the last day. */
export const contractFiles = (cx: CommandContext, { to }: Period) =>
  attached(
    cx,
    sql`select c.contract_no || ' ' || c.title as "group", d.title, d.file_id
      from configuration_contract c
      join configuration_contract_document d on d.unit_id = c.unit_id and d.contract_id = c.id
      where c.unit_id = ${cx.unitId} and c.state not in ('draft', 'cancelled') and c.signed_on <= ${to}::date`,
  );

/** Of the numbers in force in the period; a contract's papers stand with the contract. */
export const certificateFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select s.software_no || ' ' || s.software_name as "group", d.title, d.file_id
      from configuration_software s
      join configuration_document d on d.unit_id = s.unit_id and d.software_id = s.id
      where s.unit_id = ${cx.unitId} and s.registered_on <= ${to}::date
        and coalesce(s.disposed_on, 'infinity') >= ${from}::date
        and not exists (select 1 from configuration_contract_document c
          join configuration_contract k on k.unit_id = c.unit_id and k.id = c.contract_id
          where c.unit_id = d.unit_id and c.file_id = d.file_id and k.signed_on <= ${to}::date
            and k.state not in ('draft', 'cancelled'))`,
  );

export const disposalFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select o.disposal_no as "group", d.title, d.file_id from installation_disposal o
      join installation_disposal_document d on d.unit_id = o.unit_id and d.disposal_id = o.id
      where o.unit_id = ${cx.unitId} and o.requested_on between ${from}::date and ${to}::date`,
  );

export const closingFiles = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select c.period as "group", f ->> 'name' as title, (f ->> 'fileId')::uuid as file_id
      from reporting_closing c cross join jsonb_array_elements(c.files) f
      where c.unit_id = ${cx.unitId} and c.state = 'signed' and c.as_of between ${from}::date and ${to}::date`,
  );

/** Signed papers of forms printed in the period; `group` is the form's kind. */
export const printScans = (cx: CommandContext, { from, to }: Period) =>
  attached(
    cx,
    sql`select v.kind as "group", v.name || ' ' || v.code as title, s.file_id from reporting_print_scan s
      join reporting_print_version v on v.unit_id = s.unit_id and v.code = s.code
      where s.unit_id = ${cx.unitId} and s.replaced_at is null and v.reach = 'all'
        and (v.made_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date`,
  );

type Cells = (string | number | null)[][];
async function cells(cx: CommandContext, query: RawBuilder<unknown>): Promise<Cells> {
  const { rows } = await sql<{ row: Cells[number] }>`
    select jsonb_agg(c.value order by c.ordinality) as row
    from (select row_number() over () as n, to_jsonb(array_to_json(q.cells)) as cells
      from (${query}) q) r cross join jsonb_array_elements(r.cells) with ordinality c
    group by r.n order by r.n
  `.execute(cx.tx);
  return rows.map((one) => one.row);
}
const text = (...columns: string[]) =>
  sql.raw(`array[${columns.map((one) => `(${one})::text`).join(', ')}] as cells`);

export const policyRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text('name', 'document_no', 'issued_on', 'revised_on', 'repealed_on')}
      from reporting_policy where unit_id = ${cx.unitId} and issued_on <= ${to}::date
        and coalesce(repealed_on, 'infinity') >= ${from}::date
      order by issued_on, name collate "C"`,
  );

export const taskRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text('p.year', 't.content', 't.due_on', 't.state', 't.words', 't.reported_by')}
      from daily_plan p join daily_plan_task t on t.unit_id = p.unit_id and t.plan_id = p.id
      where p.unit_id = ${cx.unitId} and p.state in ('approved', 'inProgress', 'closed')
        and p.year between extract(year from ${from}::date) and extract(year from ${to}::date)
      order by p.year, t.position`,
  );

export const trainingRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text(
      't.training_no',
      't.kind',
      't.title',
      't.held_on',
      't.place',
      't.lecturer',
      't.state',
      `(select count(*) from daily_training_attendance a where a.unit_id = t.unit_id
        and a.training_id = t.id)`,
      't.reach',
      't.words',
    )} from daily_training t
      where t.unit_id = ${cx.unitId} and t.held_on between ${from}::date and ${to}::date
        and t.state <> 'cancelled' order by t.held_on, t.training_no`,
  );

export const inspectionRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text(
      'i.inspection_no',
      'i.kind',
      'i.title',
      'i.period_from',
      'i.period_to',
      `(select count(*) from daily_inspection_computer c where c.unit_id = i.unit_id
        and c.inspection_id = i.id and c.drawn)`,
      `(select count(*) from daily_inspection_problem p where p.unit_id = i.unit_id
        and p.inspection_id = i.id and p.state not in ('listed', 'dropped'))`,
      'i.state',
      'i.conclusion',
    )} from daily_inspection i
      where i.unit_id = ${cx.unitId} and i.state <> 'cancelled' and i.period_from <= ${to}::date
        and i.period_to >= ${from}::date order by i.inspection_no`,
  );

export const problemRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text(
      'i.inspection_no',
      'p.problem_no',
      'p.kind',
      'p.content',
      'p.computer_no',
      'p.department_name',
      'p.person_name',
      'p.measure',
      'p.due_on',
      'p.state',
      'p.response',
      'p.responded_on',
      'p.review',
      'p.reviewed_on',
    )} from daily_inspection i
      join daily_inspection_problem p on p.unit_id = i.unit_id and p.inspection_id = i.id
      where i.unit_id = ${cx.unitId} and i.state <> 'cancelled' and i.period_from <= ${to}::date
        and i.period_to >= ${from}::date and p.state not in ('listed', 'dropped')
      order by i.inspection_no, p.problem_no`,
  );

export const caseRows = (cx: CommandContext, { from, to }: Period) =>
  cells(
    cx,
    sql`select ${text(
      'case_no',
      'title',
      'department_name',
      'person_name',
      'state',
      'decided_on',
      'rectification',
      'rectified_note',
    )} from responsibility_case
      where unit_id = ${cx.unitId}
        and (created_at at time zone 'Asia/Shanghai')::date between ${from}::date and ${to}::date
      order by case_no`,
  );

export const contractRows = (cx: CommandContext, { to }: Period) =>
  cells(
    cx,
    sql`select ${text(
      'c.contract_no',
      'c.title',
      'c.supplier',
      'c.purchase_method',
      'c.signed_on',
      'c.state',
      `(select sum(l.amount_fen) from configuration_contract_line l where l.unit_id = c.unit_id
        and l.contract_id = c.id)`,
      `(select count(*) from configuration_contract_document d where d.unit_id = c.unit_id
        and d.contract_id = c.id)`,
    )} from configuration_contract c
      where c.unit_id = ${cx.unitId} and c.state not in ('draft', 'cancelled') and c.signed_on <= ${to}::date
      order by c.signed_on, c.contract_no`,
  );

export const verdictRows = (cx: CommandContext) =>
  cells(
    cx,
    sql`select ${text(
      'category',
      'product_name',
      'sum(installs)::bigint',
      'coalesce(sum(installs) filter (where rank = 2), 0)::bigint',
      'coalesce(sum(installs) filter (where rank = 1), 0)::bigint',
      'coalesce(sum(installs) filter (where rank = 0), 0)::bigint',
    )} from reconciliation_verdict_total where unit_id = ${cx.unitId}
      group by category, product_name order by category, product_name collate "C"`,
  );

/** 许可分配: what each number has, needs and lacks, as the latest run counted it. */
export const allocationRows = (cx: CommandContext) =>
  cells(
    cx,
    sql`select ${text('s.software_no', 's.software_name', 's.software_version', 's.license_quantity', 'count(a.carrier_id)')}
      from configuration_software s
      left join reconciliation_allocation_seat a on a.unit_id = s.unit_id and a.software_id = s.id
      where s.unit_id = ${cx.unitId} and s.software_type = 'commercial' and s.status = 'active'
      group by s.software_no, s.software_name, s.software_version, s.license_quantity order by s.software_no`,
  );

export async function factsOf(cx: CommandContext, { from, to }: Period): Promise<Facts> {
  const unit = cx.unitId;
  const years = sql`between extract(year from ${from}::date) and extract(year from ${to}::date)`;
  const { rows } = await sql<Facts>`select
    (select count(*) from reporting_policy where unit_id = ${unit} and issued_on <= ${to}::date
      and coalesce(repealed_on, 'infinity') >= ${from}::date)::int as policies,
    (select count(*) from responsibility_committee where unit_id = ${unit} and state in ('inForce', 'superseded')
      and effective_from <= ${to}::date and coalesce(effective_to, 'infinity') >= ${from}::date)::int as committee,
    (select count(*) from daily_plan where unit_id = ${unit} and year ${years}
      and state in ('approved', 'inProgress', 'closed'))::int as plans,
    (select count(*) from daily_training where unit_id = ${unit} and state in ('held', 'recorded')
      and held_on between ${from}::date and ${to}::date)::int as trainings,
    (select count(*) from daily_inspection where unit_id = ${unit} and state not in ('planned', 'cancelled')
      and period_from <= ${to}::date and period_to >= ${from}::date)::int as inspections,
    (select count(*) from daily_inspection_problem p join daily_inspection i on i.unit_id = p.unit_id
      and i.id = p.inspection_id where p.unit_id = ${unit} and p.state in ('open', 'responded', 'returned')
      and i.period_from <= ${to}::date)::int as problems_open,
    (select count(*) from reporting_statistics where unit_id = ${unit} and year ${years}
      and state = 'confirmed')::int as statistics,
    (select count(*) from reporting_summary where unit_id = ${unit} and year ${years}
      and state = 'approved')::int as summaries,
    (select count(*) from configuration_purchase_plan where unit_id = ${unit} and plan_year ${years}
      and state not in ('draft', 'submitted', 'returned', 'rejected'))::int as purchase_plans,
    (select count(*) from configuration_contract c where c.unit_id = ${unit}
      and c.state not in ('draft', 'cancelled') and c.signed_on <= ${to}::date
      and not exists (select 1 from configuration_contract_document d where d.unit_id = c.unit_id
        and d.contract_id = c.id))::int as contracts_bare,
    (select count(*) from configuration_software s where s.unit_id = ${unit}
      and s.software_type = 'commercial' and s.registered_on <= ${to}::date
      and coalesce(s.disposed_on, 'infinity') >= ${from}::date
      and not exists (select 1 from configuration_document d where d.unit_id = s.unit_id
        and d.software_id = s.id))::int as numbers_bare,
    (select count(*) from configuration_free_list where unit_id = ${unit} and valid_from <= ${to}::date
      and coalesce(valid_to, 'infinity') >= ${from}::date)::int as free_list,
    (select count(*) from reporting_closing where unit_id = ${unit} and state = 'signed'
      and as_of between ${from}::date and ${to}::date)::int as closings,
    (select coalesce(sum(installs), 0) from reconciliation_verdict_total
      where unit_id = ${unit} and rank = 0)::int as red,
    (select coalesce(sum(installs), 0) from reconciliation_verdict_total
      where unit_id = ${unit} and rank = 1)::int as yellow,
    (select count(*) from installation_order where unit_id = ${unit}
      and state not in ('recorded', 'notCompleted', 'cancelled')
      and (created_at at time zone 'Asia/Shanghai')::date <= ${to}::date)::int as orders_open,
    0 as pledges_open
  `.execute(cx.tx);
  return rows[0]!;
}
