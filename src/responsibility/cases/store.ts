/** Reads and writes of cases, their evidence and consequences. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type {
  Case,
  CaseRecord,
  CaseRule,
  CaseState,
  Consequence,
  ConsequenceLine,
} from './shapes.ts';

export type CaseRow = {
  unitId: string;
  id: string;
  caseNo: string;
  title: string;
  personId: string | null;
  personName: string;
  departmentId: string | null;
  departmentName: string;
  facts: string;
  rules: CaseRule[];
  pirated: boolean;
  state: CaseState;
  openedById: string;
  openedBy: string;
  statementDueOn: string | null;
  statement: string;
  statementFileId: string | null;
  response: string;
  proposal: Consequence[];
  decidedOn: string | null;
  appeal: string;
  appealedOn: string | null;
  rectification: string;
  rectifyBy: string | null;
  rectifiedNote: string;
  createdAt: string;
  updatedAt: string;
};
type Tables = { responsibilityCase: CaseRow };

export async function insertCase(cx: CommandContext, row: Omit<CaseRow, 'unitId'>): Promise<void> {
  await sql`
    insert into responsibility_case (unit_id, id, case_no, title, person_id, person_name, department_id,
      department_name, facts, rules, pirated, state, opened_by_id, opened_by, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.caseNo}, ${row.title}, ${row.personId}, ${row.personName},
      ${row.departmentId}, ${row.departmentName}, ${row.facts}, ${row.rules}::text[], ${row.pirated},
      ${row.state}, ${row.openedById}, ${row.openedBy}, ${row.createdAt}, ${row.updatedAt})
  `.execute(cx.tx);
}

export async function saveCase(
  cx: CommandContext,
  id: string,
  change: Partial<Omit<CaseRow, 'unitId' | 'id' | 'rules'>>,
): Promise<void> {
  const { proposal, ...plain } = change;
  await tables<Tables>(cx.tx)
    .updateTable('responsibilityCase')
    .set({
      ...plain,
      ...(proposal ? { proposal: sql`${JSON.stringify(proposal)}::jsonb` as never } : {}),
      updatedAt: cx.now.toISOString(),
    })
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .execute();
}

export async function caseRow(
  cx: CommandContext,
  id: string,
  lock: boolean,
): Promise<CaseRow | undefined> {
  const select = tables<Tables>(cx.tx)
    .selectFrom('responsibilityCase')
    .selectAll()
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id);
  return (lock ? select.forUpdate() : select).executeTakeFirst();
}

/** A person sees his own once he is asked; a head the department's; nobody is shown a case before that. */
export function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const own = sql<boolean>`(c.person_id = ${cx.actor.personId ?? null}::uuid and c.state <> 'opened')`;
  if (scope === 'own') return own;
  return sql<boolean>`((c.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])
    and c.state <> 'opened') or ${own})`;
}

export async function listCases(
  cx: CommandContext,
  scope: Scope,
  query: {
    q?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    state?: CaseState | undefined;
    department?: string | undefined;
    person?: string | undefined;
    id?: string;
  },
): Promise<Page<Case>> {
  let select = tables<{ responsibilityCase: CaseRow }>(cx.tx)
    .selectFrom('responsibilityCase as c')
    .where('c.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    .select([
      'c.id',
      'c.caseNo',
      'c.title',
      'c.personId',
      'c.personName',
      'c.departmentId',
      'c.departmentName',
      'c.state',
      'c.openedBy',
      'c.statementDueOn',
      'c.decidedOn',
      'c.createdAt',
    ]);
  if (query.id) select = select.where('c.id', '=', query.id);
  if (query.state) select = select.where('c.state', '=', query.state);
  if (query.department) select = select.where('c.departmentId', '=', query.department);
  if (query.person) select = select.where('c.personId', '=', query.person);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(c.case_no ilike ${like} or c.title ilike ${like} or c.person_name ilike ${like}
        or c.department_name ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-caseNo',
    columns: {
      caseNo: { expression: sql`c.case_no`, type: 'text' },
      personName: { expression: sql`c.person_name collate "zh-x-icu"`, type: 'text' },
      departmentName: { expression: sql`c.department_name collate "zh-x-icu"`, type: 'text' },
      createdAt: { expression: sql`c.created_at`, type: 'timestamptz' },
    },
    id: sql`c.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export type Snapshot = {
  kind: string;
  softwareName: string;
  softwareVersion: string;
  computerNo: string | null;
  firstSeenAt: string;
  evidence: unknown;
};

export async function addFindings(
  cx: CommandContext,
  caseId: string,
  findings: readonly { findingId: string; snapshot: Snapshot }[],
): Promise<void> {
  if (findings.length === 0) return;
  const rows = findings.map((one) => ({ finding_id: one.findingId, snapshot: one.snapshot }));
  await sql`
    insert into responsibility_case_finding (unit_id, case_id, finding_id, snapshot)
    select ${cx.unitId}, ${caseId}, r.finding_id, r.snapshot
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (finding_id uuid, snapshot jsonb)
    on conflict do nothing
  `.execute(cx.tx);
}

export async function findingsOf(
  tx: Tx,
  unitId: string,
  caseId: string,
): Promise<CaseRecord['findings']> {
  const { rows } = await sql<{ findingId: string; snapshot: Snapshot; state: string | null }>`
    select c.finding_id, c.snapshot, f.state from responsibility_case_finding c
    left join reconciliation_finding f on f.unit_id = c.unit_id and f.id = c.finding_id
    where c.unit_id = ${unitId} and c.case_id = ${caseId} order by c.finding_id
  `.execute(tx);
  return rows.map(({ findingId, snapshot, state }) => {
    const { evidence: _, ...shown } = snapshot;
    return { findingId, ...shown, state: state ?? 'resolved' };
  });
}

/** Findings of a case that still show in the latest comparison. */
export async function presentFindings(tx: Tx, unitId: string, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from responsibility_case_finding c
    join reconciliation_finding f on f.unit_id = c.unit_id and f.id = c.finding_id
    where c.unit_id = ${unitId} and c.case_id = ${caseId} and f.state = 'case'
  `.execute(tx);
  return rows.map((row) => row.id);
}

export type FindingFacts = Snapshot & {
  id: string;
  state: string;
  personId: string | null;
  personName: string | null;
  departmentId: string | null;
  departmentName: string | null;
};

/** Findings with who holds their computers today. */
export async function findingFacts(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<FindingFacts[]> {
  const { rows } = await sql<FindingFacts>`
    select f.id, f.kind, f.state, f.software_name, f.software_version, d.computer_no, f.first_seen_at,
      f.evidence, p.id as person_id, p.name as person_name,
      coalesce(a.department_id, p.department_id) as department_id, t.name as department_name
    from reconciliation_finding f
    left join ledgers_device d on d.unit_id = f.unit_id and d.id = f.device_id
    left join ledgers_assignment a on a.unit_id = f.unit_id and a.device_id = f.device_id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t
      on t.unit_id = f.unit_id and t.id = coalesce(a.department_id, p.department_id)
    where f.unit_id = ${unitId} and f.id = any(${[...ids]}::uuid[]) order by f.id
  `.execute(tx);
  return rows;
}

export async function addFile(
  cx: CommandContext,
  caseId: string,
  file: { fileId: string; title: string },
): Promise<void> {
  await sql`
    insert into responsibility_case_file (unit_id, case_id, file_id, title, added_by, added_at)
    values (${cx.unitId}, ${caseId}, ${file.fileId}, ${file.title}, ${cx.actor.name},
      ${cx.now.toISOString()}::timestamptz) on conflict do nothing
  `.execute(cx.tx);
}

export async function filesOf(
  tx: Tx,
  unitId: string,
  caseId: string,
): Promise<CaseRecord['files']> {
  const { rows } = await sql<CaseRecord['files'][number]>`
    select file_id, title, added_by, added_at from responsibility_case_file
    where unit_id = ${unitId} and case_id = ${caseId} order by added_at, file_id
  `.execute(tx);
  return rows;
}

/** Replaces the consequences by what is decided now; the step keeps what was decided before. */
export async function replaceConsequences(
  cx: CommandContext,
  one: CaseRow,
  consequences: readonly Consequence[],
): Promise<void> {
  await sql`delete from responsibility_consequence where unit_id = ${cx.unitId} and case_id = ${one.id}`.execute(
    cx.tx,
  );
  const rows = consequences.map((line, at) => ({
    line_no: at + 1,
    subject: line.subject,
    person_id: line.subject === 'person' ? one.personId : null,
    department_id: line.subject === 'department' ? one.departmentId : null,
    subject_name: line.subject === 'person' ? one.personName : one.departmentName,
    kind: line.kind,
    year: line.year,
    note: line.note,
  }));
  await sql`
    insert into responsibility_consequence (unit_id, case_id, line_no, subject, person_id, department_id,
      subject_name, kind, year, note)
    select ${cx.unitId}, ${one.id}, r.line_no, r.subject, r.person_id, r.department_id, r.subject_name,
      r.kind, r.year, r.note
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (line_no integer, subject text,
      person_id uuid, department_id uuid, subject_name text, kind text, year integer, note text)
  `.execute(cx.tx);
}

/** In force: decided and not dismissed. */
export async function consequences(
  cx: CommandContext,
  scope: Scope,
  filter: { year?: number | undefined; caseId?: string },
): Promise<ConsequenceLine[]> {
  const { rows } = await sql<ConsequenceLine>`
    select q.case_id || ':' || q.line_no as id, q.case_id, c.case_no, q.subject, q.subject_name,
      c.department_name, q.kind, q.year, q.note, c.decided_on, c.state
    from responsibility_consequence q
    join responsibility_case c on c.unit_id = q.unit_id and c.id = q.case_id
    where q.unit_id = ${cx.unitId} and ${withinReach(cx, scope)}
      and (${filter.year ?? null}::integer is null or q.year = ${filter.year ?? null}::integer)
      and (${filter.caseId ?? null}::uuid is null or q.case_id = ${filter.caseId ?? null}::uuid)
    order by q.year desc, c.case_no desc, q.line_no limit 5000
  `.execute(cx.tx);
  return rows;
}

export type CaseCounts = {
  statements: number;
  responses: number;
  edit: number;
  proposals: number;
  decisions: number;
  dueOn: string | null;
};

export async function waitingCases(cx: CommandContext): Promise<CaseCounts> {
  const person = cx.actor.personId ?? null;
  const { rows } = await sql<CaseCounts>`
    select count(*) filter (where c.state = 'statementRequested' and c.person_id = ${person}::uuid)::int as statements,
      min(c.statement_due_on) filter (where c.person_id = ${person}::uuid) as due_on,
      count(*) filter (where c.state in ('statementRequested', 'statementGiven') and c.response = ''
        and c.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])
        and c.person_id is distinct from ${person}::uuid)::int as responses,
      count(*) filter (where c.state in ('opened', 'decided', 'rectifying')
        or (c.state = 'statementRequested' and c.statement_due_on < ${cx.today}::date))::int as edit,
      count(*) filter (where c.state = 'statementGiven')::int as proposals,
      count(*) filter (where c.state in ('proposed', 'appealed'))::int as decisions
    from responsibility_case c
    where c.unit_id = ${cx.unitId} and c.state not in ('closed', 'dismissed')
  `.execute(cx.tx);
  return rows[0]!;
}
