/** Reads and writes of `responsibility_committee`, and what the year's records say about the duties. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CommitteeMember, CommitteeState } from './shapes.ts';

export type CommitteeRow = {
  id: string;
  versionNo: number;
  members: CommitteeMember[];
  state: CommitteeState;
  effectiveFrom: string | null;
  effectiveTo: string | null;
  submittedById: string | null;
  documentNo: string | null;
  documentOn: string | null;
  documentFileId: string | null;
};

export async function committees(
  tx: Tx,
  unitId: string,
  filter: { id?: string; states?: readonly CommitteeState[]; asOf?: string; lock?: boolean } = {},
): Promise<CommitteeRow[]> {
  const { rows } = await sql<CommitteeRow>`
    select id, version_no, members, state, effective_from, effective_to, submitted_by_id,
      document_no, document_on, document_file_id
    from responsibility_committee
    where unit_id = ${unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${!filter.states} or state = any(${[...(filter.states ?? [])]}::text[]))
      and (${filter.asOf ?? null}::date is null or (effective_from <= ${filter.asOf ?? null}::date
        and (effective_to is null or effective_to > ${filter.asOf ?? null}::date)))
    order by version_no desc limit 200 ${filter.lock ? sql`for update` : sql``}
  `.execute(tx);
  return rows;
}

export async function insertCommittee(
  cx: CommandContext,
  row: Pick<CommitteeRow, 'id' | 'versionNo' | 'members'>,
): Promise<void> {
  await sql`
    insert into responsibility_committee (unit_id, id, version_no, members, state, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.versionNo}, ${JSON.stringify(row.members)}::jsonb, 'draft',
      ${cx.now.toISOString()}::timestamptz, ${cx.now.toISOString()}::timestamptz)
  `.execute(cx.tx);
}

export async function saveCommittee(cx: CommandContext, row: CommitteeRow): Promise<void> {
  await sql`
    update responsibility_committee set members = ${JSON.stringify(row.members)}::jsonb,
      state = ${row.state}, effective_from = ${row.effectiveFrom}, effective_to = ${row.effectiveTo},
      submitted_by_id = ${row.submittedById}, document_no = ${row.documentNo},
      document_on = ${row.documentOn}, document_file_id = ${row.documentFileId},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export type PersonNow = {
  id: string;
  name: string;
  active: boolean;
  departmentId: string | null;
  departmentName: string;
  phone: string;
  email: string;
  headsFunctions: string[];
};

/** People as they stand today, with the functions of the departments they head. */
export async function peopleNow(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, PersonNow>> {
  const { rows } = await sql<PersonNow>`
    select p.id, p.name, p.active, p.department_id, coalesce(t.name, '') as department_name, p.phone,
      p.email, coalesce((select array_agg(distinct f) from organisation_department d,
        unnest(d.functions) f where d.unit_id = p.unit_id and d.active and d.head_person_id = p.id),
        '{}') as heads_functions
    from organisation_person p
    left join organisation_department t on t.unit_id = p.unit_id and t.id = p.department_id
    where p.unit_id = ${unitId} and p.id = any(${[...ids]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export type YearCounts = {
  postStandards: number;
  rulesApproved: number;
  schemesApproved: number;
  committeeApproved: number;
  casesDecided: number;
  ordersRecorded: number;
  campaigns: number;
  entries: number;
  purchases: number;
  freeList: number;
  pledges: number;
  findingsDecided: number;
  plansApproved: number;
  purchasesApproved: number;
  assessmentsApproved: number;
  summariesApproved: number;
  tasksReported: number;
  plansDrafted: number;
  inspectionsNotified: number;
  purchasePlans: number;
  budgets: number;
  contractsSigned: number;
  trainingsRecorded: number;
};

/** What was done in a year, one query. Steps and audit lines carry the day. */
export async function yearCounts(tx: Tx, unitId: string, year: number): Promise<YearCounts> {
  const [from, to] = [`${year}-01-01T00:00:00+08:00`, `${year + 1}-01-01T00:00:00+08:00`];
  const step = (
    type: string,
    actions: readonly string[],
  ) => sql`(select count(*)::int from platform_step
    where unit_id = ${unitId} and object_type = ${type} and action = any(${[...actions]}::text[])
      and at >= ${from}::timestamptz and at < ${to}::timestamptz)`;
  const line = (actions: readonly string[]) => sql`(select count(*)::int from platform_audit
    where unit_id = ${unitId} and action = any(${[...actions]}::text[])
      and at >= ${from}::timestamptz and at < ${to}::timestamptz)`;
  const { rows } = await sql<YearCounts>`
    select ${line(['configuration.savePostStandard'])} as post_standards,
      ${line(['postingRule.approved'])} as rules_approved,
      ${step('upgrade', ['approve'])} as schemes_approved,
      ${step('committee', ['approve', 'confirmByDocument'])} as committee_approved,
      ${step('case', ['decide', 'redecide'])} as cases_decided,
      (select count(*)::int from platform_step where unit_id = ${unitId} and object_type = 'order'
        and to_state = 'recorded' and action <> 'correct'
        and at >= ${from}::timestamptz and at < ${to}::timestamptz) as orders_recorded,
      ${step('campaign', ['execute'])} as campaigns,
      (select count(*)::int from ledgers_entry where unit_id = ${unitId}
        and recorded_at >= ${from}::timestamptz and recorded_at < ${to}::timestamptz) as entries,
      (select count(*)::int from configuration_software where unit_id = ${unitId}
        and purchase_date >= ${`${year}-01-01`}::date and purchase_date < ${`${year + 1}-01-01`}::date) as purchases,
      ${line(['configuration.addToFreeList', 'configuration.changeFreeListLine', 'configuration.stopFreeListLine'])} as free_list,
      (select count(*)::int from responsibility_pledge where unit_id = ${unitId}
        and signed_on >= ${`${year}-01-01`}::date and signed_on < ${`${year + 1}-01-01`}::date) as pledges,
      ${line(['finding.record', 'finding.orderRemoval', 'finding.addToList', 'finding.accept', 'finding.openCase'])} as findings_decided,
      ${step('plan', ['approve'])} as plans_approved,
      ${step('purchasePlan', ['approve'])} as purchases_approved,
      ${step('assessment', ['approve'])} as assessments_approved,
      ${step('summary', ['approve'])} as summaries_approved,
      ${step('plan', ['report'])} as tasks_reported,
      ${step('plan', ['submit'])} as plans_drafted,
      ${step('inspection', ['notify'])} as inspections_notified,
      ${step('purchasePlan', ['submit'])} as purchase_plans,
      ${step('purchasePlan', ['budget'])} as budgets,
      ${step('contract', ['sign'])} as contracts_signed,
      ${step('training', ['record'])} as trainings_recorded
  `.execute(tx);
  return rows[0]!;
}
