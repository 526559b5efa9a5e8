/** Problems of inspections, their evidence, and the differences they come from. */
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { Evidence, FindingKind } from '../../reconciliation/findings/shapes.ts';
import type { ProblemQuery } from './shapes.problems.ts';
import type { InspectionFile, Problem, ProblemKind, ProblemState } from './shapes.ts';
import { problemsWithinReach, withinReach } from './store.ts';

export type ProblemRow = {
  id: string;
  inspectionId: string;
  problemNo: number;
  source: Problem['source'];
  findingId: string | null;
  itemKey: string | null;
  deviceId: string | null;
  computerNo: string;
  kind: ProblemKind;
  content: string;
  evidence: OpenFinding | null;
  departmentId: string | null;
  departmentName: string;
  personId: string | null;
  personName: string;
  measure: string;
  dueOn: string | null;
  state: ProblemState;
  response: string;
  respondedBy: string | null;
  respondedOn: string | null;
  responders: string[];
  review: string;
  reviewedBy: string | null;
  reviewedOn: string | null;
  caseId: string | null;
};
export type NewProblem = Pick<
  ProblemRow,
  | 'source'
  | 'findingId'
  | 'itemKey'
  | 'deviceId'
  | 'computerNo'
  | 'kind'
  | 'content'
  | 'evidence'
  | 'departmentId'
  | 'departmentName'
  | 'personId'
  | 'personName'
  | 'measure'
  | 'dueOn'
>;

export type OpenFinding = {
  id: string;
  deviceId: string | null;
  kind: FindingKind;
  softwareName: string;
  softwareVersion: string;
  publisher: string;
  evidence: Evidence;
  firstSeenAt: string;
};

/** Differences not yet settled: of the drawn computers, or — where the whole unit is looked at — of numbers too. */
export async function openFindings(
  cx: CommandContext,
  which: { inspectionId: string; unitToo: boolean } | { deviceId: string },
): Promise<OpenFinding[]> {
  const reach =
    'deviceId' in which
      ? sql<boolean>`f.device_id = ${which.deviceId}`
      : sql<boolean>`(f.device_id in (select device_id from daily_inspection_computer
          where unit_id = ${cx.unitId} and inspection_id = ${which.inspectionId} and drawn)
        or (${which.unitToo} and f.device_id is null))`;
  const { rows } = await sql<OpenFinding>`
    select f.id, f.device_id, f.kind, f.software_name, f.software_version, f.publisher, f.evidence,
      f.first_seen_at
    from reconciliation_finding f
    where f.unit_id = ${cx.unitId} and f.state in ('open', 'ordered') and f.present and ${reach}
    order by f.first_seen_at, f.id
  `.execute(cx.tx);
  return rows;
}

const COLUMNS = sql`id, inspection_id, problem_no, source, finding_id, item_key, device_id, computer_no,
  kind, content, evidence, department_id, department_name, person_id, person_name, measure, due_on, state,
  response, responded_by, responded_on, responders, review, reviewed_by, reviewed_on, case_id`;

export async function problemsOf(cx: CommandContext, inspectionId: string): Promise<ProblemRow[]> {
  const { rows } = await sql<ProblemRow>`
    select ${COLUMNS} from daily_inspection_problem
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} order by problem_no
  `.execute(cx.tx);
  return rows;
}

export async function problemRow(
  cx: CommandContext,
  scope: Scope,
  id: string,
  lock = sql``,
): Promise<ProblemRow | undefined> {
  const { rows } = await sql<ProblemRow>`
    select ${COLUMNS} from daily_inspection_problem p
    where unit_id = ${cx.unitId} and id = ${id} and ${problemsWithinReach(cx, scope)} ${lock}
  `.execute(cx.tx);
  return rows[0];
}
export const lockProblem = (cx: CommandContext, scope: Scope, id: string) =>
  problemRow(cx, scope, id, sql`for update of p`);

/** New ones behind the last number, in the order given; returns them with their numbers. */
export async function insertProblems(
  cx: CommandContext,
  inspectionId: string,
  last: number,
  problems: readonly NewProblem[],
): Promise<{ id: string; problemNo: number }[]> {
  const rows = problems.map((one, at) => ({
    id: newId(),
    no: last + at + 1,
    source: one.source,
    finding_id: one.findingId,
    item_key: one.itemKey,
    device_id: one.deviceId,
    computer_no: one.computerNo,
    kind: one.kind,
    content: one.content,
    evidence: one.evidence,
    department_id: one.departmentId,
    department_name: one.departmentName,
    person_id: one.personId,
    person_name: one.personName,
    measure: one.measure,
    due_on: one.dueOn,
  }));
  const now = cx.now.toISOString();
  await sql`
    insert into daily_inspection_problem (unit_id, id, inspection_id, problem_no, source, finding_id,
      item_key, device_id, computer_no, kind, content, evidence, department_id, department_name,
      person_id, person_name, measure, due_on, state, created_at, updated_at)
    select ${cx.unitId}, r.id, ${inspectionId}, r.no, r.source, r.finding_id, r.item_key, r.device_id,
      r.computer_no, r.kind, r.content, r.evidence, r.department_id, r.department_name, r.person_id,
      r.person_name, r.measure, r.due_on, 'listed', ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, no integer, source text,
      finding_id uuid, item_key text, device_id uuid, computer_no text, kind text, content text,
      evidence jsonb, department_id uuid, department_name text, person_id uuid, person_name text,
      measure text, due_on date)
  `.execute(cx.tx);
  return rows.map(({ id, no }) => ({ id, problemNo: no }));
}

/** What a sheet now says of a failure that is listed already. */
export async function saveContents(
  cx: CommandContext,
  changes: readonly { id: string; content: string }[],
): Promise<void> {
  await sql`
    update daily_inspection_problem p set content = r.content, updated_at = ${cx.now.toISOString()}
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r (id uuid, content text)
    where p.unit_id = ${cx.unitId} and p.id = r.id
  `.execute(cx.tx);
}

export async function setStates(
  cx: CommandContext,
  ids: readonly string[],
  state: ProblemState,
  more: { dueOn?: string; review?: string } = {},
): Promise<void> {
  await sql`
    update daily_inspection_problem set state = ${state},
      due_on = coalesce(due_on, ${more.dueOn ?? null}::date), review = ${more.review ?? ''},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[])
  `.execute(cx.tx);
}

export async function saveProblem(cx: CommandContext, row: ProblemRow): Promise<void> {
  await sql`
    update daily_inspection_problem set kind = ${row.kind}, content = ${row.content},
      department_id = ${row.departmentId}::uuid, department_name = ${row.departmentName},
      person_id = ${row.personId}::uuid, person_name = ${row.personName}, measure = ${row.measure},
      due_on = ${row.dueOn}::date, state = ${row.state}, response = ${row.response},
      responded_by = ${row.respondedBy}, responded_on = ${row.respondedOn}::date,
      responders = ${row.responders}::text[], review = ${row.review}, reviewed_by = ${row.reviewedBy},
      reviewed_on = ${row.reviewedOn}::date, case_id = ${row.caseId}::uuid,
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

/** Whether the comparison still sees the difference. */
export async function findingPresent(cx: CommandContext, id: string): Promise<boolean | null> {
  const { rows } = await sql<{ present: boolean }>`
    select present from reconciliation_finding where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
  return rows[0]?.present ?? null;
}

type Tables = {
  dailyInspectionProblem: ProblemRow & { unitId: string };
  dailyInspection: { unitId: string; id: string; title: string };
};

export async function pageOfProblems(
  cx: CommandContext,
  scope: Scope,
  query: ProblemQuery & { id?: string },
): Promise<Page<Problem>> {
  const overdue = sql<boolean>`(p.state in ('open', 'returned') and p.due_on < ${cx.today})`;
  let select = tables<Tables>(cx.tx)
    .selectFrom('dailyInspectionProblem as p')
    .innerJoin('dailyInspection as i', (join) =>
      join.onRef('i.unitId', '=', 'p.unitId').onRef('i.id', '=', 'p.inspectionId'),
    )
    .where('p.unitId', '=', cx.unitId)
    .where(problemsWithinReach(cx, scope));
  if (query.id) select = select.where('p.id', '=', query.id);
  if (query.inspection) select = select.where('p.inspectionId', '=', query.inspection);
  if (query.state) select = select.where('p.state', '=', query.state);
  if (query.kind) select = select.where('p.kind', '=', query.kind);
  if (query.department) select = select.where('p.departmentId', '=', query.department);
  if (query.open) select = select.where('p.state', 'in', ['open', 'returned']);
  if (query.overdue) select = select.where(overdue);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(p.content ilike ${like} or p.computer_no ilike ${like} or p.person_name ilike ${like})`,
    );
  }
  return keyset(
    select
      .select(['p.id', 'p.inspectionId', 'i.title as inspectionTitle', 'p.problemNo', 'p.source'])
      .select(['p.kind', 'p.content', 'p.computerNo', 'p.departmentId', 'p.departmentName'])
      .select(['p.personId', 'p.personName', 'p.measure', 'p.dueOn', 'p.state'])
      .select(overdue.as('overdue')),
    {
      sort: query.sort,
      defaultSort: query.inspection ? 'problemNo' : '-createdAt',
      columns: {
        problemNo: { expression: sql`p.problem_no`, type: 'integer' },
        createdAt: { expression: sql`p.created_at`, type: 'timestamptz' },
        dueOn: { expression: sql`coalesce(p.due_on, 'infinity')`, type: 'date' },
        departmentName: { expression: sql`p.department_name collate "zh-x-icu"`, type: 'text' },
      },
      id: sql`p.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

type FileOf = { deviceId: string } | { problemId: string };
export type StoredFile = InspectionFile & {
  fileId: string;
  deviceId: string | null;
  problemId: string | null;
  createdById: string;
};

export async function filesOf(
  cx: CommandContext,
  inspectionId: string,
  of: FileOf,
): Promise<StoredFile[]> {
  const one =
    'deviceId' in of
      ? sql<boolean>`device_id = ${of.deviceId}`
      : sql<boolean>`problem_id = ${of.problemId}`;
  const { rows } = await sql<StoredFile>`
    select id, item_key, file_id, file_name, file_size, created_at, created_by, created_by_id, device_id,
      problem_id
    from daily_inspection_file
    where unit_id = ${cx.unitId} and inspection_id = ${inspectionId} and ${one}
    order by created_at, id
  `.execute(cx.tx);
  return rows;
}

/** Seen by whoever sees its computer or its problem. */
export async function fileWithinReach(
  cx: CommandContext,
  scope: Scope,
  inspectionId: string,
  id: string,
): Promise<StoredFile | undefined> {
  const { rows } = await sql<StoredFile>`
    select f.id, f.item_key, f.file_id, f.file_name, f.file_size, f.created_at, f.created_by,
      f.created_by_id, f.device_id, f.problem_id
    from daily_inspection_file f
    left join daily_inspection_computer c on c.unit_id = f.unit_id
      and c.inspection_id = f.inspection_id and c.device_id = f.device_id
    left join daily_inspection_problem p on p.unit_id = f.unit_id and p.id = f.problem_id
    where f.unit_id = ${cx.unitId} and f.inspection_id = ${inspectionId} and f.id = ${id}
      and ((f.device_id is not null and ${withinReach(cx, scope, 'c')})
        or (f.problem_id is not null and ${problemsWithinReach(cx, scope)}))
  `.execute(cx.tx);
  return rows[0];
}

export async function insertFile(
  cx: CommandContext,
  inspectionId: string,
  of: FileOf,
  one: Omit<StoredFile, 'deviceId' | 'problemId'>,
): Promise<void> {
  await sql`
    insert into daily_inspection_file (unit_id, id, inspection_id, device_id, problem_id, item_key,
      file_id, file_name, file_size, created_at, created_by_id, created_by)
    values (${cx.unitId}, ${one.id}, ${inspectionId}, ${'deviceId' in of ? of.deviceId : null}::uuid,
      ${'problemId' in of ? of.problemId : null}::uuid, ${one.itemKey}, ${one.fileId}, ${one.fileName},
      ${one.fileSize}, ${one.createdAt}::timestamptz, ${one.createdById}, ${one.createdBy})
  `.execute(cx.tx);
}

export async function deleteFile(cx: CommandContext, id: string): Promise<void> {
  await sql`delete from daily_inspection_file where unit_id = ${cx.unitId} and id = ${id}`.execute(
    cx.tx,
  );
}
