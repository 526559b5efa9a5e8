/** Sources: who reports, which device each is, and what waits for a decision. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { SeenLicence } from '../intake/rules.report.ts';
import type { Identity, Known } from './rules.ts';
import type { SourceState, SourcesQuery } from './shapes.ts';

export type SourceRow = Identity & {
  id: string;
  agentKey: string;
  kind: string;
  osKind: string;
  state: SourceState;
  deviceId: string | null;
  matchedBy: string;
  hostName: string;
  serialNo: string;
  manufacturer: string;
  model: string;
  chassis: string;
  osName: string;
  createdAt: string;
};

const columns = sql`s.id, s.agent_key, s.kind, s.os_kind, s.state, s.device_id, s.matched_by, s.host_name, s.host_key,
  s.serial_no, s.serial_key, s.uuid, s.macs, s.manufacturer, s.model, s.chassis, s.os_name, s.created_at`;

export async function sourcesByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
  lock: 'lock' | 'read' = 'read',
): Promise<SourceRow[]> {
  const forUpdate = lock === 'lock' ? sql`for update` : sql``;
  const { rows } = await sql<SourceRow>`
    select ${columns} from discovery_source s
    where s.unit_id = ${unitId} and s.id = any(${[...ids]}::uuid[]) order by s.id ${forUpdate}`.execute(
    tx,
  );
  return rows;
}

/** Waiting sources that share a serial, UUID or MAC with any of these. */
export async function waitingLike(
  tx: Tx,
  unitId: string,
  identities: readonly Identity[],
): Promise<SourceRow[]> {
  const { rows } = await sql<SourceRow>`
    select ${columns} from discovery_source s
    where s.unit_id = ${unitId} and s.device_id is null and s.state <> 'ignored' and (${shares(identities)})
    order by s.created_at, s.id limit 5000`.execute(tx);
  return rows;
}

/** Sources of devices that share an identity (host name included) with any of these. */
export async function assignedLike(
  tx: Tx,
  unitId: string,
  identities: readonly Identity[],
): Promise<Known[]> {
  const hosts = distinct(identities.map((one) => one.hostKey));
  const { rows } = await sql<Known>`
    select s.device_id, s.serial_key, s.uuid, s.macs, s.host_key from discovery_source s
    where s.unit_id = ${unitId} and s.device_id is not null
      and (${shares(identities)} or (s.host_key <> '' and s.host_key = any(${hosts}::text[])))
    limit 20000`.execute(tx);
  return rows;
}

function shares(identities: readonly Identity[]) {
  const serials = distinct(identities.map((one) => one.serialKey));
  const uuids = distinct(identities.map((one) => one.uuid));
  const macs = distinct(identities.flatMap((one) => [...one.macs]));
  return sql`(s.serial_key <> '' and s.serial_key = any(${serials}::text[]))
    or (s.uuid <> '' and s.uuid = any(${uuids}::text[])) or s.macs && ${macs}::text[]`;
}

function distinct(values: string[]): string[] {
  return [...new Set(values.filter((value) => value !== ''))];
}

export type Placement = {
  id: string;
  state: SourceState;
  deviceId: string | null;
  matchedBy: string;
};

/** `remember` keeps the state before, so that a person's decision can be taken back. */
export async function placeSources(
  tx: Tx,
  unitId: string,
  placements: readonly Placement[],
  remember: boolean,
): Promise<void> {
  if (placements.length === 0) return;
  const previous = remember
    ? sql`jsonb_build_object('state', s.state, 'deviceId', s.device_id, 'matchedBy', s.matched_by)`
    : sql`s.previous`;
  await sql`
    update discovery_source s set previous = ${previous}, state = x.state, device_id = x.device_id,
      matched_by = x.matched_by, superseded = false, merged_from = null
    from unnest(${placements.map((one) => one.id)}::uuid[], ${placements.map((one) => one.state)}::text[],
      ${placements.map((one) => one.deviceId)}::uuid[], ${placements.map((one) => one.matchedBy)}::text[])
      as x (id, state, device_id, matched_by)
    where s.unit_id = ${unitId} and s.id = x.id`.execute(tx);
}

/**
 * A re-installed agent takes the place of the one that fell silent before it: same device, same kind of agent, same
 * kind of system. A file yields to an agent that has reported since. Returns the agent keys of the replaced ones.
 */
export async function supersedeSilent(
  tx: Tx,
  unitId: string,
  newcomers: readonly string[],
): Promise<string[]> {
  if (newcomers.length === 0) return [];
  const { rows } = await sql<{ agentKey: string }>`
    update discovery_source o set superseded = true
    from discovery_source n, discovery_last_seen l, discovery_last_seen ln
    where n.unit_id = ${unitId} and n.device_id is not null and n.kind <> 'file' and n.clone_of is null
      and o.unit_id = n.unit_id and o.device_id = n.device_id and o.id <> n.id and o.os_kind = n.os_kind
      and not o.superseded and l.unit_id = o.unit_id and l.source_id = o.id
      and ln.unit_id = n.unit_id and ln.source_id = n.id
      and case when o.kind = 'file' then (n.id = any(${[...newcomers]}::uuid[]) or o.id = any(${[...newcomers]}::uuid[]))
          and l.seen_at < ln.seen_at
        else n.id = any(${[...newcomers]}::uuid[]) and o.kind = n.kind and l.seen_at < n.created_at end
    returning o.agent_key`.execute(tx);
  return rows.map((row) => row.agentKey);
}

export async function previousOf(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<{ state: SourceState; deviceId: string | null; matchedBy: string } | undefined> {
  const { rows } = await sql<{ state: SourceState; deviceId: string | null; matchedBy: string }>`
    select previous ->> 'state' as state, (previous ->> 'deviceId')::uuid as device_id,
      previous ->> 'matchedBy' as matched_by
    from discovery_source where unit_id = ${unitId} and id = ${id} and previous is not null`.execute(
    tx,
  );
  return rows[0];
}

export async function forgetPrevious(tx: Tx, unitId: string, id: string): Promise<void> {
  await sql`update discovery_source set previous = null where unit_id = ${unitId} and id = ${id}`.execute(
    tx,
  );
}

/** Follows a merge of device records, or takes it back. Returns the sources that moved. */
export async function repoint(
  tx: Tx,
  unitId: string,
  merge: { keepId: string; dropId: string; direction: 'merge' | 'undo' },
): Promise<string[]> {
  const { rows } =
    merge.direction === 'merge'
      ? await sql<{ id: string }>`
          update discovery_source set device_id = ${merge.keepId}, merged_from = ${merge.dropId}
          where unit_id = ${unitId} and device_id = ${merge.dropId} returning id`.execute(tx)
      : await sql<{ id: string }>`
          update discovery_source set device_id = ${merge.dropId}, merged_from = null
          where unit_id = ${unitId} and device_id = ${merge.keepId} and merged_from = ${merge.dropId}
          returning id`.execute(tx);
  return rows.map((row) => row.id);
}

export async function addTodo(
  tx: Tx,
  unitId: string,
  sourceIds: readonly string[],
  at: Date,
): Promise<void> {
  if (sourceIds.length === 0) return;
  await sql`
    insert into discovery_todo (unit_id, source_id, at)
    select ${unitId}, id, ${at.toISOString()}::timestamptz from unnest(${[...sourceIds]}::uuid[]) as x (id)
    on conflict (unit_id, source_id) do update set at = excluded.at`.execute(tx);
}

export type SourceItem = {
  id: string;
  state: SourceState;
  kind: string;
  hostName: string;
  deviceName: string;
  osName: string;
  manufacturer: string;
  model: string;
  lastUser: string;
  deviceId: string | null;
  computerNo: string | null;
  matchedBy: string;
  superseded: boolean;
  isClone: boolean;
  seenAt: string;
  createdAt: string;
  hasList: boolean;
  noSoftware: boolean;
  wantsFull: boolean;
  complete: boolean | null;
  perUserSeen: boolean | null;
  softwareRows: number | null;
  tag: string;
  canUndo: boolean;
} & Identity & { serialNo: string };

type SourceTables = {
  discoverySource: {
    unitId: string;
    id: string;
    state: SourceState;
    kind: string;
    hostName: string;
    hostKey: string;
    deviceName: string;
    osName: string;
    manufacturer: string;
    model: string;
    lastUser: string;
    deviceId: string | null;
    matchedBy: string;
    superseded: boolean;
    createdAt: string;
    noSoftware: boolean;
    wantsFull: boolean;
    tag: string;
    serialKey: string;
    serialNo: string;
    uuid: string;
    macs: string[];
  };
  discoveryLastSeen: { unitId: string; sourceId: string; seenAt: string };
  discoveryPresent: {
    unitId: string;
    sourceId: string;
    complete: boolean;
    perUserSeen: boolean | null;
    softwareRows: number;
  };
  ledgersDevice: { unitId: string; id: string; computerNo: string };
};

function joined(tx: Tx, unitId: string) {
  return tables<SourceTables>(tx)
    .selectFrom('discoverySource as s')
    .innerJoin('discoveryLastSeen as l', (join) =>
      join.onRef('l.unitId', '=', 's.unitId').onRef('l.sourceId', '=', 's.id'),
    )
    .leftJoin('discoveryPresent as p', (join) =>
      join.onRef('p.unitId', '=', 's.unitId').onRef('p.sourceId', '=', 's.id'),
    )
    .leftJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 's.unitId').onRef('d.id', '=', 's.deviceId'),
    )
    .where('s.unitId', '=', unitId)
    .select([
      's.id',
      's.state',
      's.kind',
      's.hostName',
      's.hostKey',
      's.deviceName',
      's.osName',
      's.manufacturer',
      's.model',
      's.lastUser',
      's.deviceId',
      'd.computerNo',
      's.matchedBy',
      's.superseded',
      's.createdAt',
      's.noSoftware',
      's.wantsFull',
      's.tag',
      's.serialKey',
      's.serialNo',
      's.uuid',
      's.macs',
      'l.seenAt',
      'p.complete',
      'p.perUserSeen',
      'p.softwareRows',
      sql<boolean>`p.source_id is not null`.as('hasList'),
      sql<boolean>`s.clone_of is not null`.as('isClone'),
      sql<boolean>`s.previous is not null`.as('canUndo'),
    ]);
}

export async function listSources(tx: Tx, unitId: string, query: SourcesQuery) {
  let select = joined(tx, unitId);
  if (query.waiting) {
    select = select.where(sql<boolean>`s.state = 'candidate'`);
  }
  if (query.state) select = select.where('s.state', '=', query.state);
  if (query.kind) select = select.where('s.kind', '=', query.kind);
  if (query.device) select = select.where('s.deviceId', '=', query.device);
  if (query.silentDays) {
    select = select.where(
      sql<boolean>`l.seen_at < now() - make_interval(days => ${query.silentDays})`,
    );
  }
  if (query.coverage) select = select.where(coverageIs(query.coverage));
  if (query.q) {
    const text = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(s.host_name ilike ${text} or s.device_name ilike ${text} or s.last_user ilike ${text}
        or s.model ilike ${text} or s.serial_no ilike ${text} or s.tag ilike ${text} or d.computer_no ilike ${text}
        or ${query.q.toLowerCase()} = any(s.macs))`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-createdAt',
    columns: {
      createdAt: { expression: sql`s.created_at`, type: 'timestamptz' },
      seenAt: { expression: sql`l.seen_at`, type: 'timestamptz' },
      hostName: { expression: sql`s.host_name`, type: 'text' },
    },
    id: sql`s.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** The same decision as `coverageOf`, for filters and counts. */
const COVERAGE = sql`case when s.wants_full then 'waiting'
  when p.source_id is null then case when s.no_software then 'noSoftware' else 'waiting' end
  when not p.complete then 'partial' when p.per_user_seen = false then 'perUserMissing' else 'full' end`;

function coverageIs(coverage: string) {
  return sql<boolean>`${COVERAGE} = ${coverage}`;
}

export async function sourceItem(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<SourceItem | undefined> {
  return joined(tx, unitId).where('s.id', '=', id).executeTakeFirst();
}

type SourceExtras = {
  licences: SeenLicence[];
  userNames: string[];
  chassis: string;
  osVersion: string;
  agentVersion: string;
  agentKey: string;
};

export async function sourceExtras(tx: Tx, unitId: string, id: string) {
  const { rows } = await sql<SourceExtras>`
    select licences, user_names, chassis, os_version, agent_version, agent_key from discovery_source
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
  const { licences, ...rest } = rows[0]!;
  return { ...rest, licences: licences.map(shownLicence) };
}

/** Fingerprints stay here: they say nothing to people. */
function shownLicence(licence: SeenLicence) {
  const { name, productId, keyTail, oem, channel = '', activatedOn = null, trial } = licence;
  return { name, productId, keyTail, oem, channel, activatedOn, trial: trial === true };
}

export async function coverageCounts(tx: Tx, unitId: string, seenSince: string) {
  const { rows } = await sql<{ coverage: string; sources: number; seen: number }>`
    select ${COVERAGE} as coverage, count(*)::int as sources,
      count(*) filter (where l.seen_at >= ${seenSince}::timestamptz)::int as seen
    from discovery_source s
    join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    left join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
    where s.unit_id = ${unitId} and s.state <> 'ignored' and not s.superseded group by 1`.execute(
    tx,
  );
  const totals = await sql<{ waiting: number; devices: number; devicesSeen: number }>`
    select count(*) filter (where s.device_id is null and s.state <> 'ignored')::int as waiting,
      count(distinct s.device_id)::int as devices,
      count(distinct s.device_id) filter (where l.seen_at >= ${seenSince}::timestamptz)::int as devices_seen
    from discovery_source s join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId}`.execute(tx);
  return { rows, totals: totals.rows[0]! };
}

export async function waitingIds(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from discovery_source
    where unit_id = ${unitId} and state = 'candidate'`.execute(tx);
  return rows.map((row) => row.id);
}
