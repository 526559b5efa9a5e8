/** The unit's dictionary of raw entries and what each was recognised as. */
import { sql } from 'kysely';
import { refuse } from '../../base/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import { canonicalRaw } from '../matching/rules.key.ts';
import type { Match, RawEntry } from '../shapes.ts';
import { matchDigest } from './rules.digest.ts';
import type { Entry, EntryQuery, Summary } from './shapes.ts';

export type StoredEntry = RawEntry & { id: number };
export type StoredMatch = Match & { rawEntryId: number };

/**
 * Ids for entries, in the order given; new ones are added and queued for recognition. One statement; a second only when
 * another transaction added the same entry meanwhile (its commit is seen by a new statement).
 */
export async function internRawEntries(
  tx: Tx,
  unitId: string,
  items: readonly { key: Uint8Array; raw: RawEntry }[],
): Promise<number[]> {
  if (items.length === 0) return [];
  const distinct = new Map<string, { key: string; raw: RawEntry }>();
  const keys = items.map(({ key, raw }) => {
    const hex = Buffer.from(key).toString('hex');
    if (!distinct.has(hex)) distinct.set(hex, { key: hex, raw });
    return hex;
  });
  // Everybody inserts in the order of the keys, so that two transactions cannot wait for each other.
  const rows = [...distinct.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
  const ids = new Map<string, number>();
  for (let attempt = 0; ids.size < rows.length; attempt++) {
    if (attempt > 5) throw new Error('raw entries neither found nor added');
    const missing = rows.filter((row) => !ids.has(row.key));
    for (const { key, id } of await internOnce(tx, unitId, missing)) ids.set(key, id);
  }
  return keys.map((key) => ids.get(key)!);
}

/** The keys also go as an array: its length tells the planner that few rows are looked up in a large dictionary. */
async function internOnce(tx: Tx, unitId: string, rows: { key: string; raw: RawEntry }[]) {
  const given = rows.map(({ key, raw }) => ({ key, ...canonicalRaw(raw) }));
  const result = await sql<{ key: string; id: number }>`
    with given as (
      select decode(g.key, 'hex') as key, g.name, g.publisher, g.version, g.os, g.source, g.system_category
      from jsonb_to_recordset(${JSON.stringify(given.map(({ from, systemCategory, ...rest }) => ({ ...rest, source: from, system_category: systemCategory })))}::jsonb)
        as g (key text, name text, publisher text, version text, os text, source text, system_category text)
    ), known as (
      select e.key, e.id from recognition_raw_entry e
      where e.unit_id = ${unitId} and e.key = any(${rows.map((row) => Buffer.from(row.key, 'hex'))}::bytea[])
    ), added as (
      insert into recognition_raw_entry (unit_id, key, name, publisher, version, os, source, system_category)
      select ${unitId}::uuid, g.key, g.name, g.publisher, g.version, g.os, g.source, g.system_category
      from given g where not exists (select 1 from known k where k.key = g.key)
      order by g.key
      on conflict (unit_id, key) do nothing
      returning key, id
    ), queued as (
      insert into recognition_pending (unit_id, raw_entry_id) select ${unitId}::uuid, id from added
    )
    select encode(key, 'hex') as key, id from known union all select encode(key, 'hex'), id from added
  `.execute(tx);
  return result.rows;
}

/** Adds to how many devices each entry is present on. Rows are locked in one order, so that callers do not deadlock. */
export async function addDeviceCounts(
  tx: Tx,
  unitId: string,
  ids: readonly number[],
  deltas: readonly number[],
): Promise<void> {
  if (ids.length !== deltas.length) throw new Error('one delta per id');
  if (ids.length === 0) return;
  await sql`
    with given as (
      select id, sum(delta)::int as delta from unnest(${[...ids]}::int[], ${[...deltas]}::int[]) as g (id, delta)
      group by id having sum(delta) <> 0
    ), locked as (
      select e.id, g.delta from recognition_raw_entry e join given g on g.id = e.id
      where e.unit_id = ${unitId} order by e.id for update of e
    )
    update recognition_raw_entry e set device_count = greatest(0, e.device_count + l.delta)
    from locked l where e.unit_id = ${unitId} and e.id = l.id
  `.execute(tx);
}

const ENTRY_COLUMNS = sql`e.id, e.name, e.publisher, e.version, e.os, e.source as from, e.system_category`;

/** Takes up to `limit` waiting entries off the queue; entries another worker is taking are left to it. */
export async function takePending(tx: Tx, unitId: string, limit: number): Promise<StoredEntry[]> {
  const result = await sql<StoredEntry>`
    with taken as (
      delete from recognition_pending where unit_id = ${unitId} and raw_entry_id in (
        select raw_entry_id from recognition_pending where unit_id = ${unitId}
        order by raw_entry_id limit ${limit} for update skip locked)
      returning raw_entry_id
    )
    select ${ENTRY_COLUMNS} from recognition_raw_entry e join taken t on t.raw_entry_id = e.id
    where e.unit_id = ${unitId}
  `.execute(tx);
  return result.rows;
}

export type DigestedEntry = { entry: StoredEntry; digest: number | null; matched: boolean };
type DigestedRow = [
  number,
  string,
  string,
  string,
  RawEntry['os'],
  string,
  string,
  number | null,
  boolean,
];

/**
 * The next entries after `afterId` in the order of ids, each with the digest of its present match. As one text of JSON:
 * a million rows of columns would cost more than recognising them.
 */
export async function digestedAfter(
  tx: Tx,
  unitId: string,
  afterId: number,
  limit: number,
): Promise<DigestedEntry[]> {
  const result = await sql<{ rows: string | null }>`
    select json_agg(json_build_array(e.id, e.name, e.publisher, e.version, e.os, e.source,
      e.system_category, m.digest, m.raw_entry_id is not null))::text as rows
    from (select * from recognition_raw_entry where unit_id = ${unitId} and id > ${afterId}
      order by id limit ${limit}) e
    left join recognition_match m on m.unit_id = e.unit_id and m.raw_entry_id = e.id
  `.execute(tx);
  const rows = JSON.parse(result.rows[0]?.rows ?? '[]') as DigestedRow[];
  return rows
    .map(([id, name, publisher, version, os, from, systemCategory, digest, matched]) => ({
      entry: { id, name, publisher, version, os, from, systemCategory },
      digest,
      matched,
    }))
    .sort((a, b) => a.entry.id - b.entry.id);
}

/** The next entries after `afterId` in the order of ids, each with its present match where it has one. */
export async function entriesAfter(
  tx: Tx,
  unitId: string,
  afterId: number,
  limit: number,
): Promise<{ entry: StoredEntry; match: StoredMatch | undefined }[]> {
  const found = await digestedAfter(tx, unitId, afterId, limit);
  const matches = await matchesOf(
    tx,
    unitId,
    found.map(({ entry }) => entry.id),
  );
  return found.map(({ entry }) => ({ entry, match: matches.get(entry.id) }));
}

const MATCH_COLUMNS = sql`m.raw_entry_id, m.product_id, m.product_name, m.publisher, m.edition, m.version, m.kind,
  m.category, m.general, m.risk, m.component_class, m.free_scope, m.rule_source, m.rule`;

export async function matchesOf(
  tx: Tx,
  unitId: string,
  rawEntryIds: readonly number[],
): Promise<Map<number, StoredMatch>> {
  if (rawEntryIds.length === 0) return new Map();
  const result = await sql<StoredMatch>`
    select ${MATCH_COLUMNS} from recognition_match m
    where m.unit_id = ${unitId} and m.raw_entry_id = any(${[...rawEntryIds]}::int[])
  `.execute(tx);
  return new Map(result.rows.map((match) => [match.rawEntryId, match]));
}

/** Writes matches, new or changed, in one statement. */
export async function saveMatches(
  tx: Tx,
  unitId: string,
  matches: readonly StoredMatch[],
): Promise<void> {
  if (matches.length === 0) return;
  const rows = matches.map((match) => [
    match.rawEntryId,
    match.productId,
    match.productName,
    match.publisher,
    match.edition,
    match.version,
    match.kind,
    match.category,
    match.general,
    match.risk,
    match.componentClass,
    match.freeScope,
    match.ruleSource,
    match.rule,
    matchDigest(match),
  ]);
  await sql`
    insert into recognition_match (unit_id, raw_entry_id, product_id, product_name, publisher, edition, version,
      kind, category, general, risk, component_class, free_scope, rule_source, rule, digest)
    select ${unitId}::uuid, (g ->> 0)::int, g ->> 1, g ->> 2, g ->> 3, g ->> 4, g ->> 5, g ->> 6, g ->> 7,
      g ->> 8, g ->> 9, g ->> 10, g ->> 11, g ->> 12, g ->> 13, (g ->> 14)::bigint
    from json_array_elements(${JSON.stringify(rows)}::json) as g order by 2
    on conflict (unit_id, raw_entry_id) do update set product_id = excluded.product_id,
      product_name = excluded.product_name, publisher = excluded.publisher, edition = excluded.edition,
      version = excluded.version, kind = excluded.kind, category = excluded.category,
      general = excluded.general, risk = excluded.risk, component_class = excluded.component_class,
      free_scope = excluded.free_scope, rule_source = excluded.rule_source, rule = excluded.rule,
      digest = excluded.digest
  `.execute(tx);
}

export async function countEntries(tx: Tx, unitId: string): Promise<number> {
  const result = await sql<{ count: number }>`
    select count(*)::int as count from recognition_raw_entry where unit_id = ${unitId}`.execute(tx);
  return result.rows[0]!.count;
}

const SHOWN: Record<EntryQuery['show'], ReturnType<typeof sql>> = {
  unmatched: sql`m.kind = 'unknown' and m.rule_source = 'none'`,
  undecided: sql`m.kind = 'unknown' and m.rule_source in ('catalogue', 'unitRule')`,
  risk: sql`m.risk is not null`,
  components: sql`m.kind = 'component' and m.component_class is distinct from 'ignored'`,
  ignored: sql`m.component_class = 'ignored'`,
  recognised: sql`m.kind in ('commercial', 'oem', 'free')`,
  all: sql`true`,
};

/** Entries with their matches, those on most devices first; `before` is the last row of the page before. */
export async function listEntries(
  tx: Tx,
  unitId: string,
  query: EntryQuery,
  before: { deviceCount: number; id: number } | undefined,
): Promise<Entry[]> {
  const like = query.q ? likeAnywhere(query.q) : undefined;
  const result = await sql<
    StoredEntry & StoredMatch & { deviceCount: number; firstSeenAt: string }
  >`
    select ${ENTRY_COLUMNS}, e.device_count, e.first_seen_at,
      m.product_id, m.product_name, m.publisher as match_publisher, m.edition, m.version as match_version,
      m.kind, m.category, m.general, m.risk, m.component_class, m.free_scope, m.rule_source, m.rule
    from recognition_match m join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${unitId} and ${SHOWN[query.show]}
      ${query.kind ? sql`and m.kind = ${query.kind}` : sql``}
      ${query.os ? sql`and e.os = ${query.os}` : sql``}
      ${query.product ? sql`and m.product_id = ${query.product}` : sql``}
      ${like ? sql`and (e.name ilike ${like} or e.publisher ilike ${like} or m.product_name ilike ${like})` : sql``}
      ${before ? sql`and (e.device_count, -e.id) < (${before.deviceCount}, ${-before.id})` : sql``}
    order by e.device_count desc, e.id limit ${query.limit + 1}
  `.execute(tx);
  return result.rows.map(asEntry);
}

type EntryRow = StoredEntry &
  Omit<Match, 'publisher' | 'version'> & {
    matchPublisher: string;
    matchVersion: string;
    deviceCount: number;
    firstSeenAt: string;
  };

function asEntry(row: unknown): Entry {
  const given = row as EntryRow;
  const { matchPublisher, matchVersion } = given;
  return {
    id: given.id,
    name: given.name,
    publisher: given.publisher,
    version: given.version,
    os: given.os,
    from: given.from,
    systemCategory: given.systemCategory,
    deviceCount: given.deviceCount,
    firstSeenAt: given.firstSeenAt,
    match: {
      productId: given.productId,
      productName: given.productName,
      publisher: matchPublisher,
      edition: given.edition,
      version: matchVersion,
      kind: given.kind,
      category: given.category,
      general: given.general,
      risk: given.risk,
      componentClass: given.componentClass,
      freeScope: given.freeScope,
      ruleSource: given.ruleSource,
      rule: given.rule,
    },
  };
}

export async function entriesByIds(
  tx: Tx,
  unitId: string,
  ids: readonly number[],
): Promise<Entry[]> {
  const result = await sql`
    select ${ENTRY_COLUMNS}, e.device_count, e.first_seen_at,
      m.product_id, m.product_name, m.publisher as match_publisher, m.edition, m.version as match_version,
      m.kind, m.category, m.general, m.risk, m.component_class, m.free_scope, m.rule_source, m.rule
    from recognition_raw_entry e join recognition_match m on m.unit_id = e.unit_id and m.raw_entry_id = e.id
    where e.unit_id = ${unitId} and e.id = any(${[...ids]}::int[]) order by e.id
  `.execute(tx);
  return result.rows.map(asEntry);
}

export async function entryById(tx: Tx, unitId: string, id: number): Promise<Entry> {
  const [entry] = await entriesByIds(tx, unitId, [id]);
  if (!entry) {
    throw refuse('recognition.noEntry', '没有编号为 {{id}} 的软件条目', { id }, { status: 404 });
  }
  return entry;
}

export async function summarise(tx: Tx, unitId: string): Promise<Summary> {
  const result = await sql<Summary>`
    select
      count(*)::int as entries,
      count(*) filter (where ${SHOWN.unmatched})::int as unmatched,
      count(*) filter (where ${SHOWN.undecided})::int as undecided,
      count(*) filter (where ${SHOWN.risk})::int as risk,
      count(*) filter (where ${SHOWN.components})::int as components,
      count(*) filter (where ${SHOWN.ignored})::int as ignored,
      count(*) filter (where ${SHOWN.recognised})::int as recognised,
      (select count(*)::int from recognition_pending p where p.unit_id = ${unitId}) as pending,
      coalesce((select revision <> done_revision or done_catalogue <> catalogue_version from recognition_state s where s.unit_id = ${unitId}), false)
        as recomputing
    from recognition_match m where m.unit_id = ${unitId}
  `.execute(tx);
  return result.rows[0]!;
}

export async function deviceCountsOf(
  tx: Tx,
  unitId: string,
  ids: readonly number[],
): Promise<Map<number, number>> {
  const result = await sql<{ id: number; deviceCount: number }>`
    select id, device_count from recognition_raw_entry
    where unit_id = ${unitId} and id = any(${[...ids]}::int[])`.execute(tx);
  return new Map(result.rows.map((row) => [row.id, row.deviceCount]));
}

/** Entries of a product, and the devices they are on (a device with two entries counts twice). */
export async function usageOf(
  tx: Tx,
  unitId: string,
  productId: string,
): Promise<{ entries: number; devices: number }> {
  const result = await sql<{ entries: number; devices: number }>`
    select count(*)::int as entries, coalesce(sum(e.device_count), 0)::int as devices
    from recognition_match m join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${unitId} and m.product_id = ${productId}`.execute(tx);
  return result.rows[0]!;
}
