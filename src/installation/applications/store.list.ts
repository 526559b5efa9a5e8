/** The list of applications within what the caller may see, and what of them waits for whom. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import type { Desk } from './rules.ts';
import type { Application, ApplicationState } from './shapes.ts';
import type { ApplicationRow } from './store.ts';

type Tables = {
  installationApplication: ApplicationRow;
  configurationSoftware: { unitId: string; id: string; softwareNo: string; softwareName: string };
  installationOrder: { unitId: string; id: string; orderNo: string };
  organisationPerson: { unitId: string; id: string; name: string };
};

export type ApplicationQuery = {
  q?: string | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  state?: ApplicationState | undefined;
  kind?: MaintenanceType | undefined;
  department?: string | undefined;
  device?: string | undefined;
  mine?: boolean | undefined;
  waiting?: boolean | undefined;
  orphaned?: boolean | undefined;
  id?: string;
};

export type Waiting = {
  desks: readonly Desk[];
  /** Heads in whose name the caller gives opinions: himself, and those he stands in for. */
  heads: readonly string[];
  itReview: boolean;
};

/** The head who is to give the opinion on `a`, as a subquery over the departments. */
function headOf(waiting: Waiting): RawBuilder<string | null> {
  const rows = waiting.desks.map(({ departmentId, headId, upHeadId }) => ({
    department_id: departmentId,
    head_id: headId,
    up_head_id: upHeadId,
  }));
  return sql`(select case when a.applicant_person_id = d.head_id then d.up_head_id else d.head_id end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d (department_id uuid, head_id uuid, up_head_id uuid)
    where d.department_id = a.department_id)`;
}

/** Who does the work: as the order says, which may have been given to somebody else since. */
const technician = sql<string | null>`coalesce(o.technician_person_id, a.technician_person_id)`;

/** A technician's `own` are the ones assigned to him as well as his own. */
function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const person = cx.actor.personId ?? null;
  const own = sql<boolean>`(a.applicant_person_id = ${person}::uuid
    or ${technician} = ${person}::uuid or a.reviewer_person_id = ${person}::uuid)`;
  if (scope === 'own') return own;
  return sql<boolean>`(a.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

export function waitingFor(cx: CommandContext, waiting: Waiting): RawBuilder<boolean> {
  const person = cx.actor.personId ?? null;
  return sql<boolean>`(a.applicant_person_id is distinct from ${person}::uuid and (
    (a.state = 'submitted' and (a.reviewer_person_id = ${person}::uuid
      or (a.reviewer_person_id is null and ${headOf(waiting)} = any(${[...waiting.heads]}::uuid[]))))
    or (a.state = 'deptApproved' and ${waiting.itReview})))`;
}

/** Nobody can give the department's opinion: no head, or whoever was named has left. */
export function orphaned(waiting: Waiting): RawBuilder<boolean> {
  return sql<boolean>`(a.state = 'submitted' and a.reviewer_person_id is null
    and ${headOf(waiting)} is null
    or a.state = 'submitted' and exists (select 1 from organisation_person r
      where r.unit_id = a.unit_id and r.id = a.reviewer_person_id and not r.active))`;
}

/** Drafts never sent in are nobody's business but the applicant's. */
function selectApplications(cx: CommandContext, scope: Scope) {
  const person = cx.actor.personId ?? null;
  return tables<Tables>(cx.tx)
    .selectFrom('installationApplication as a')
    .leftJoin('configurationSoftware as f', (join) =>
      join.onRef('f.unitId', '=', 'a.unitId').onRef('f.id', '=', 'a.fromSoftwareId'),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'a.unitId').onRef('s.id', '=', 'a.toSoftwareId'),
    )
    .leftJoin('installationOrder as o', (join) =>
      join.onRef('o.unitId', '=', 'a.unitId').onRef('o.id', '=', 'a.orderId'),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'a.unitId').on(sql<boolean>`p.id = ${technician}`),
    )
    .where('a.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    .where(sql<boolean>`(a.application_no is not null or a.applicant_person_id = ${person}::uuid)`)
    .select([
      'a.id',
      sql<string>`coalesce(a.application_no, '')`.as('applicationNo'),
      'a.applicantPersonId',
      'a.applicantName',
      'a.departmentId',
      'a.departmentName',
      'a.phone',
      'a.appliedOn',
      'a.deviceId',
      'a.computerNo',
      'a.computerBrand',
      'a.osName',
      'a.kind',
      'a.fromSoftwareId',
      'f.softwareNo as fromSoftwareNo',
      'f.softwareName as fromSoftwareName',
      'a.fromVersion',
      'a.toSoftwareId',
      's.softwareNo as toSoftwareNo',
      'a.softwareName',
      'a.softwareVersion',
      'a.reason',
      'a.state',
      'a.reviewerPersonId',
      technician.as('technicianPersonId'),
      'p.name as technicianName',
      'a.orderId',
      'o.orderNo',
      'a.createdAt',
    ]);
}

export async function listApplications(
  cx: CommandContext,
  scope: Scope,
  query: ApplicationQuery,
  waiting: Waiting,
): Promise<Page<Application>> {
  let select = selectApplications(cx, scope);
  for (const condition of conditions(cx, query, waiting)) select = select.where(condition);
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-createdAt',
    columns: {
      createdAt: { expression: sql`a.created_at`, type: 'timestamptz' },
      applicationNo: { expression: sql`coalesce(a.application_no, '')`, type: 'text' },
      appliedOn: { expression: sql`a.applied_on`, type: 'date' },
      applicantName: { expression: sql`a.applicant_name collate "zh-x-icu"`, type: 'text' },
      departmentName: { expression: sql`a.department_name collate "zh-x-icu"`, type: 'text' },
      computerNo: { expression: sql`a.computer_no`, type: 'text' },
    },
    id: sql`a.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

function conditions(
  cx: CommandContext,
  query: ApplicationQuery,
  waiting: Waiting,
): RawBuilder<boolean>[] {
  const found: RawBuilder<boolean>[] = [];
  if (query.id) found.push(sql<boolean>`a.id = ${query.id}`);
  if (query.state) found.push(sql<boolean>`a.state = ${query.state}`);
  if (query.kind) found.push(sql<boolean>`a.kind = ${query.kind}`);
  if (query.department) found.push(sql<boolean>`a.department_id = ${query.department}`);
  if (query.device) found.push(sql<boolean>`a.device_id = ${query.device}`);
  if (query.mine) {
    found.push(sql<boolean>`a.applicant_person_id = ${cx.actor.personId ?? null}::uuid`);
  }
  if (query.waiting) found.push(waitingFor(cx, waiting));
  if (query.orphaned) found.push(orphaned(waiting));
  if (query.q) {
    const like = likeAnywhere(query.q);
    found.push(sql<boolean>`(a.application_no ilike ${like} or a.applicant_name ilike ${like}
      or a.department_name ilike ${like} or a.computer_no ilike ${like}
      or a.software_name ilike ${like} or coalesce(f.software_name, '') ilike ${like})`);
  }
  return found;
}

export type ApplicationCounts = {
  waiting: number;
  orphaned: number;
  returned: number;
  failed: number;
};

/** What waits for the caller, in one query. */
export async function waitingCounts(
  cx: CommandContext,
  waiting: Waiting,
): Promise<ApplicationCounts> {
  const { rows } = await sql<ApplicationCounts>`
    select count(*) filter (where ${waitingFor(cx, waiting)})::int as waiting,
      count(*) filter (where ${orphaned(waiting)})::int as orphaned,
      count(*) filter (where a.state = 'draft'
        and a.applicant_person_id = ${cx.actor.personId ?? null}::uuid)::int as returned,
      count(*) filter (where a.state = 'notCompleted')::int as failed
    from installation_application a
    where a.unit_id = ${cx.unitId} and a.state in ('draft', 'submitted', 'deptApproved', 'notCompleted')
  `.execute(cx.tx);
  return rows[0]!;
}
