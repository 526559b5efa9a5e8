/** Findings in the database. A finding is written only when something about it has changed. */
import { type SelectQueryBuilder, sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { FindingDraft } from './rules.ts';
import type { Finding, FindingKind, FindingState } from './shapes.ts';

type FindingRow = Omit<Finding, 'computerNo' | 'personName' | 'departmentName' | 'softwareNo'> & {
  unitId: string;
  fingerprint: string;
};
type FindingTables = {
  reconciliationFinding: FindingRow;
  ledgersDevice: { unitId: string; id: string; computerNo: string };
  ledgersAssignment: {
    unitId: string;
    deviceId: string;
    toOn: string | null;
    personId: string | null;
    departmentId: string | null;
  };
  organisationPerson: { unitId: string; id: string; name: string; departmentId: string | null };
  organisationDepartment: { unitId: string; id: string; name: string };
  configurationSoftware: { unitId: string; id: string; softwareNo: string };
};

/**
 * Makes the stored findings of these computers (null: of the unit's numbers) say what the drafts say. New ones open,
 * vanished ones are resolved, decided ones keep their decision. Returns how many rows changed.
 */
export async function saveFindings(
  cx: CommandContext,
  deviceIds: string[] | null,
  drafts: readonly FindingDraft[],
): Promise<number> {
  const now = cx.now.toISOString();
  const rows = drafts.map((draft) => ({ ...draft, id: newId() }));
  const written = await sql`
    insert into reconciliation_finding (unit_id, id, fingerprint, kind, state, present, device_id,
      software_id, product_id, software_name, software_version, publisher, category, evidence,
      first_seen_at, last_seen_at)
    select ${cx.unitId}, r.id, r.fingerprint, r.kind, 'open', true, r."deviceId", r."softwareId",
      r."productId", r."softwareName", r."softwareVersion", r.publisher, r.category, r.evidence,
      ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, fingerprint text,
      kind text, "deviceId" uuid, "softwareId" uuid, "productId" text, "softwareName" text,
      "softwareVersion" text, publisher text, category text, evidence jsonb)
    on conflict (unit_id, fingerprint) do update set
      present = true, evidence = excluded.evidence, last_seen_at = excluded.last_seen_at,
      software_name = excluded.software_name, publisher = excluded.publisher,
      category = excluded.category, resolved_at = null,
      decision = case when reconciliation_finding.state = 'resolved' then null
        else reconciliation_finding.decision end,
      state = case when reconciliation_finding.state = 'resolved' then 'open'
        else reconciliation_finding.state end
    where not reconciliation_finding.present
      or reconciliation_finding.evidence is distinct from excluded.evidence
      or reconciliation_finding.last_seen_at < excluded.last_seen_at - interval '20 hours'
    returning 1
  `.execute(cx.tx);
  const fingerprints = drafts.map((draft) => draft.fingerprint);
  const gone = await sql`
    update reconciliation_finding set present = false, resolved_at = ${now},
      state = case when state in ('open', 'ordered') then 'resolved' else state end
    where unit_id = ${cx.unitId} and present
      and ${deviceIds === null ? sql`device_id is null` : sql`device_id = any(${deviceIds}::uuid[])`}
      and fingerprint <> all (${fingerprints}::text[])
    returning 1
  `.execute(cx.tx);
  return written.rows.length + gone.rows.length;
}

export type FindingFilter = {
  kind?: FindingKind | undefined;
  state?: FindingState | undefined;
  device?: string | undefined;
  software?: string | undefined;
  department?: string | undefined;
  ids?: string[] | undefined;
  q?: string | undefined;
  /** Ordered by first sighting: walks the index of what is unsettled instead of sorting all of it. */
  byDay?: boolean | undefined;
};

/** How far the caller sees: everything, departments, or the computers a person holds. */
export type Reach = {
  scope: Scope;
  personId?: string | undefined;
  departmentIds?: string[] | undefined;
};

export async function listFindings(
  tx: Tx,
  unitId: string,
  query: FindingFilter & Pick<ListQuery, 'sort' | 'cursor' | 'limit'>,
  reach: Reach,
): Promise<Page<Finding>> {
  const byDay = (query.sort ?? '-firstSeenAt').endsWith('firstSeenAt');
  return keyset(findingSelect(tx, unitId, { ...query, byDay }, reach), {
    sort: query.sort,
    defaultSort: '-firstSeenAt',
    columns: {
      firstSeenAt: { expression: sql`f.first_seen_at`, type: 'timestamptz' },
      lastSeenAt: { expression: sql`f.last_seen_at`, type: 'timestamptz' },
      softwareName: { expression: sql`f.software_name collate "zh-x-icu"`, type: 'text' },
      computerNo: { expression: sql`coalesce(d.computer_no, '')`, type: 'text' },
      kind: { expression: sql`f.kind`, type: 'text' },
    },
    id: sql`f.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** What lists show unless another state is asked for: what still needs somebody. */
const UNSETTLED: FindingState[] = ['open', 'ordered', 'case'];
/** The same, spelled as the partial index is: only then it serves the order. */
const UNSETTLED_BY_DAY = sql<boolean>`f.state in ('open', 'ordered', 'case')`;

function findingSelect(tx: Tx, unitId: string, filter: FindingFilter, reach: Reach) {
  let select = tables<FindingTables>(tx)
    .selectFrom('reconciliationFinding as f')
    .leftJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 'f.unitId').onRef('d.id', '=', 'f.deviceId'),
    )
    .leftJoin('ledgersAssignment as a', (join) =>
      join
        .onRef('a.unitId', '=', 'f.unitId')
        .onRef('a.deviceId', '=', 'f.deviceId')
        .on('a.toOn', 'is', null),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'f.unitId').onRef('p.id', '=', 'a.personId'),
    )
    .leftJoin('organisationDepartment as o', (join) =>
      join
        .onRef('o.unitId', '=', 'f.unitId')
        .on(sql`o.id`, '=', sql`coalesce(a.department_id, p.department_id)`),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'f.unitId').onRef('s.id', '=', 'f.softwareId'),
    )
    .select([
      'f.id',
      'f.kind',
      'f.state',
      'f.present',
      'f.deviceId',
      'd.computerNo',
      'p.name as personName',
      'o.name as departmentName',
      'f.softwareId',
      's.softwareNo',
      'f.productId',
      'f.softwareName',
      'f.softwareVersion',
      'f.publisher',
      'f.category',
      'f.evidence',
      'f.firstSeenAt',
      'f.lastSeenAt',
      'f.resolvedAt',
      'f.decision',
    ])
    .where('f.unitId', '=', unitId);
  if (filter.ids) select = select.where('f.id', 'in', filter.ids);
  else if (filter.state) select = select.where('f.state', '=', filter.state);
  else if (filter.byDay && !filter.kind && !filter.q) select = select.where(UNSETTLED_BY_DAY);
  else select = select.where('f.state', 'in', UNSETTLED);
  if (filter.kind) select = select.where('f.kind', '=', filter.kind);
  if (filter.device) select = select.where('f.deviceId', '=', filter.device);
  if (filter.software) select = select.where('f.softwareId', '=', filter.software);
  if (filter.department) select = select.where('o.id', '=', filter.department);
  if (filter.q) {
    const like = likeAnywhere(filter.q);
    select = select.where(
      sql<boolean>`(f.software_name ilike ${like} or d.computer_no ilike ${like} or p.name ilike ${like})`,
    );
  }
  return withReach(select, reach);
}

function withReach<DB, TB extends keyof DB, O>(
  select: SelectQueryBuilder<DB, TB, O>,
  reach: Reach,
): SelectQueryBuilder<DB, TB, O> {
  if (reach.scope === 'all') return select;
  if (reach.scope === 'department') {
    return select.where(sql<boolean>`o.id = any(${reach.departmentIds ?? []}::uuid[])`);
  }
  return select.where(sql<boolean>`p.id = ${reach.personId ?? null}::uuid`);
}

export type KindCount = { kind: FindingKind; open: number; ordered: number };

export async function countFindings(tx: Tx, unitId: string, reach: Reach): Promise<KindCount[]> {
  const all = reach.scope === 'all';
  const { rows } = await sql<KindCount>`
    select f.kind, count(*) filter (where f.state = 'open') as open,
      count(*) filter (where f.state in ('ordered', 'case')) as ordered
    from reconciliation_finding f
    ${
      all
        ? sql``
        : sql`left join ledgers_assignment a on a.unit_id = f.unit_id and a.device_id = f.device_id
            and a.to_on is null
          left join organisation_person p on p.unit_id = f.unit_id and p.id = a.person_id`
    }
    where f.unit_id = ${unitId} and f.state in ('open', 'ordered', 'case')
      ${reach.scope === 'department' ? sql`and coalesce(a.department_id, p.department_id) = any(${reach.departmentIds ?? []}::uuid[])` : sql``}
      ${reach.scope === 'own' ? sql`and p.id = ${reach.personId ?? null}::uuid` : sql``}
    group by f.kind order by f.kind
  `.execute(tx);
  return rows;
}

/** Findings for a decision, locked: two people cannot decide the same one at once. */
export async function lockFindings(tx: Tx, unitId: string, ids: string[]): Promise<void> {
  await sql`select 1 from reconciliation_finding
    where unit_id = ${unitId} and id = any(${ids}::uuid[]) order by id for update`.execute(tx);
}

export async function setState(
  cx: CommandContext,
  ids: string[],
  state: FindingState,
  decision: Finding['decision'],
): Promise<void> {
  await sql`
    update reconciliation_finding set state = ${state},
      decision = ${decision === null ? null : JSON.stringify(decision)}::jsonb
    where unit_id = ${cx.unitId} and id = any(${ids}::uuid[])
  `.execute(cx.tx);
}

/** Adds to the decisions of findings what carries them out: `{ orderId, orderNo }` or `{ caseId }`. */
export async function noteCarriedOut(
  cx: CommandContext,
  rows: readonly { id: string; by: Record<string, string> }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update reconciliation_finding f set decision = coalesce(f.decision, '{}'::jsonb) || r.by
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, by jsonb)
    where f.unit_id = ${cx.unitId} and f.id = r.id
  `.execute(cx.tx);
}

/** Back to open: what was ordered did not come about. Only findings still in that state. */
export async function reopenOrdered(cx: CommandContext, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update reconciliation_finding set state = 'open', decision = null
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[]) and state = 'ordered' and present
    returning id
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}

/** Open `notRecorded` findings, oldest first, of these computers or of all. */
export async function openNotRecorded(
  tx: Tx,
  unitId: string,
  deviceIds: string[] | undefined,
  limit: number,
): Promise<Finding[]> {
  const { rows } = await sql<Finding>`
    select f.id, f.kind, f.state, f.present, f.device_id, d.computer_no, null as person_name,
      null as department_name, f.software_id, null as software_no, f.product_id, f.software_name, f.software_version, f.publisher, f.category, f.evidence, f.first_seen_at,
      f.last_seen_at, f.resolved_at, f.decision
    from reconciliation_finding f
    join ledgers_device d on d.unit_id = f.unit_id and d.id = f.device_id
    where f.unit_id = ${unitId} and f.state = 'open' and f.kind = 'notRecorded' and f.present
      ${deviceIds ? sql`and f.device_id = any(${deviceIds}::uuid[])` : sql``}
    order by f.first_seen_at, f.id limit ${limit}
  `.execute(tx);
  return rows;
}
