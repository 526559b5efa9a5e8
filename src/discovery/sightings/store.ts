/** Present sets, their changes, and what they mean for machines. Sets only; nothing here loops over entries in SQL. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/page.ts';
import type { Change } from './rules.ts';
import type { ChangesQuery } from './shapes.ts';

export type StoredPresent = {
  sourceId: string;
  deviceId: string | null;
  kind: string;
  superseded: boolean;
  complete: boolean;
  perUserSeen: boolean | null;
  seq: number;
  firstAt: string;
  seenAt: string;
  entries: number[];
  installedOn: (number | null)[] | null;
};

const PRESENT = sql`
  select s.id as source_id, s.device_id, s.kind, s.superseded, p.complete, p.per_user_seen, p.seq, p.first_at, l.seen_at,
    p.entries, p.installed_on
  from discovery_source s
  join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
  join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id`;

export async function presentOfSources(
  tx: Tx,
  unitId: string,
  sourceIds: readonly string[],
): Promise<StoredPresent[]> {
  const { rows } = await sql<StoredPresent>`
    ${PRESENT} where s.unit_id = ${unitId} and s.id = any(${[...sourceIds]}::uuid[]) order by s.id`.execute(
    tx,
  );
  return rows;
}

/** Replaced sources are left out: what a re-installed agent's forerunner saw no longer counts. */
export async function presentOfDevices(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<StoredPresent[]> {
  const { rows } = await sql<StoredPresent>`
    ${PRESENT} where s.unit_id = ${unitId} and s.device_id = any(${[...deviceIds]}::uuid[]) and not s.superseded
    order by s.device_id, s.id`.execute(tx);
  return rows;
}

export async function changesOf(
  tx: Tx,
  unitId: string,
  sourceIds: readonly string[],
): Promise<Map<string, Change[]>> {
  const { rows } = await sql<Change & { sourceId: string }>`
    select source_id, seq, at, seen_before, added, removed from discovery_change
    where unit_id = ${unitId} and source_id = any(${[...sourceIds]}::uuid[]) order by source_id, seq`.execute(
    tx,
  );
  const changes = new Map<string, Change[]>();
  for (const { sourceId, ...change } of rows) {
    const list = changes.get(sourceId);
    if (list) list.push(change);
    else changes.set(sourceId, [change]);
  }
  return changes;
}

/** Devices that have any of these entries now, with the entries they have. */
export async function devicesWithEntries(
  tx: Tx,
  unitId: string,
  entryIds: readonly number[],
): Promise<{ deviceId: string; entries: number[] }[]> {
  const wanted = sql`${[...entryIds]}::int[]`;
  const { rows } = await sql<{ deviceId: string; entries: number[] }>`
    select s.device_id, array_agg(distinct e.id order by e.id) as entries
    from discovery_present p
    join discovery_source s on s.unit_id = p.unit_id and s.id = p.source_id
    cross join lateral (select unnest(p.entries) as id intersect select unnest(${wanted})) e
    where p.unit_id = ${unitId} and p.entries && ${wanted} and s.device_id is not null and not s.superseded
    group by s.device_id order by s.device_id`.execute(tx);
  return rows;
}

/** Devices that have the product now, by any entry recognised as it. */
export async function devicesWithProduct(
  tx: Tx,
  unitId: string,
  productId: string,
): Promise<string[]> {
  const { rows } = await sql<{ deviceId: string }>`
    select distinct s.device_id from discovery_present p
    join discovery_source s on s.unit_id = p.unit_id and s.id = p.source_id
    where p.unit_id = ${unitId} and s.device_id is not null and not s.superseded
      and p.entries && array(select m.raw_entry_id from recognition_match m
        where m.unit_id = ${unitId} and m.product_id = ${productId})`.execute(tx);
  return rows.map((row) => row.deviceId);
}

export async function lastSeenOfDevices(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ deviceId: string; seenAt: string }>`
    select s.device_id, max(l.seen_at) as seen_at
    from discovery_source s join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId} and s.device_id = any(${[...deviceIds]}::uuid[]) group by s.device_id`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.deviceId, row.seenAt]));
}

/** How many devices reported since an instant (home page: computers seen in the last 30 days). */
export async function devicesSeenSince(tx: Tx, unitId: string, since: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct s.device_id) as count
    from discovery_source s join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId} and s.device_id is not null and l.seen_at >= ${since}::timestamptz`.execute(
    tx,
  );
  return rows[0]!.count;
}

export type NamedEntry = {
  id: number;
  name: string;
  publisher: string;
  version: string;
  os: string;
  from: string;
  productName: string | null;
  kind: string | null;
  productId: string | null;
  productVersion: string | null;
};

/** Names of entries with what they are recognised as; unrecognised ones have no product yet. */
export async function namesOf(
  tx: Tx,
  unitId: string,
  ids: readonly number[],
): Promise<Map<number, NamedEntry>> {
  const { rows } = await sql<NamedEntry>`
    select e.id, e.name, e.publisher, e.version, e.os, e.source as from, m.product_name, m.kind,
      m.product_id, coalesce(nullif(m.version, ''), e.version) as product_version
    from recognition_raw_entry e
    left join recognition_match m on m.unit_id = e.unit_id and m.raw_entry_id = e.id
    where e.unit_id = ${unitId} and e.id = any(${[...ids]}::int[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

type ChangeTables = {
  discoveryChange: {
    unitId: string;
    sourceId: string;
    seq: number;
    at: string;
    seenBefore: string;
    added: number[];
    removed: number[];
  };
};

export async function listChanges(tx: Tx, unitId: string, sourceId: string, query: ChangesQuery) {
  const select = tables<ChangeTables>(tx)
    .selectFrom('discoveryChange as c')
    .select(['c.seq', 'c.at', 'c.seenBefore', 'c.added', 'c.removed'])
    .where('c.unitId', '=', unitId)
    .where('c.sourceId', '=', sourceId);
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-seq',
    columns: { seq: { expression: sql`c.seq`, type: 'integer' } },
    id: sql`c.seq`,
    idType: 'integer',
    cursor: query.cursor,
    limit: query.limit,
  });
}

export type Counted = { sourceId: string; seq: number; machineId: string };

/** Everything needed to bring the device counts of some machines up to date. */
export async function countingFacts(tx: Tx, unitId: string, machineIds: readonly string[]) {
  const machines = sql`${[...machineIds]}::uuid[]`;
  const present = await sql<StoredPresent>`
    ${PRESENT} where s.unit_id = ${unitId} and s.id in (
      select id from discovery_source where unit_id = ${unitId} and device_id = any(${machines})
      union select id from discovery_source where unit_id = ${unitId} and device_id is null and id = any(${machines})
      union select source_id from discovery_counted where unit_id = ${unitId} and machine_id = any(${machines}))`.execute(
    tx,
  );
  const counted = await sql<Counted>`
    select source_id, seq, machine_id from discovery_counted
    where unit_id = ${unitId} and machine_id = any(${machines})`.execute(tx);
  const changes = await sql<{ sourceId: string; seq: number; added: number[]; removed: number[] }>`
    select c.source_id, c.seq, c.added, c.removed from discovery_change c
    join discovery_counted k on k.unit_id = c.unit_id and k.source_id = c.source_id and c.seq > k.seq
    where c.unit_id = ${unitId} and k.machine_id = any(${machines}) order by c.source_id, c.seq`.execute(
    tx,
  );
  return { present: present.rows, counted: counted.rows, changes: changes.rows };
}

/** The machines whose counts these sources touch: where they are now and where they were counted last. */
export async function machinesOf(
  tx: Tx,
  unitId: string,
  sourceIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select coalesce(device_id, id) as id from discovery_source
    where unit_id = ${unitId} and id = any(${[...sourceIds]}::uuid[])
    union select machine_id from discovery_counted
    where unit_id = ${unitId} and source_id = any(${[...sourceIds]}::uuid[])`.execute(tx);
  return rows.map((row) => row.id);
}

export async function saveCounted(
  tx: Tx,
  unitId: string,
  rows: readonly Counted[],
  gone: readonly string[],
): Promise<void> {
  if (gone.length > 0) {
    await sql`delete from discovery_counted where unit_id = ${unitId} and source_id = any(${[...gone]}::uuid[])`.execute(
      tx,
    );
  }
  if (rows.length === 0) return;
  await sql`
    insert into discovery_counted (unit_id, source_id, seq, machine_id)
    select ${unitId}, x.source_id, x.seq, x.machine_id
    from unnest(${rows.map((row) => row.sourceId)}::uuid[], ${rows.map((row) => row.seq)}::int[],
      ${rows.map((row) => row.machineId)}::uuid[]) as x (source_id, seq, machine_id)
    on conflict (unit_id, source_id) do update set seq = excluded.seq, machine_id = excluded.machine_id`.execute(
    tx,
  );
}

export type Todo = { sourceId: string; at: string };

/** Oldest work first. Not locked: a lock here would make the agents' commits wait. */
export async function takeTodo(tx: Tx, unitId: string, limit: number): Promise<Todo[]> {
  const { rows } = await sql<Todo>`
    select source_id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at from discovery_todo
    where unit_id = ${unitId} order by at limit ${limit}`.execute(tx);
  return rows;
}

/** Work that came anew meanwhile has another time and stays. */
export async function finishTodo(tx: Tx, unitId: string, done: readonly Todo[]): Promise<void> {
  await sql`
    delete from discovery_todo t
    using unnest(${done.map((one) => one.sourceId)}::uuid[], ${done.map((one) => one.at)}::timestamptz[])
      as x (source_id, at)
    where t.unit_id = ${unitId} and t.source_id = x.source_id and t.at = x.at`.execute(tx);
}

export async function unitsWithTodo(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    select distinct unit_id from discovery_todo limit 1000`.execute(tx);
  return rows.map((row) => row.unitId);
}
