/** Lists of verdicts, as far as the reader's permission reaches. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { Reach } from '../findings/store.ts';
import type { Verdict, VerdictFilters } from './shapes.api.ts';
import { COLOUR_ORDER, type Link } from './shapes.ts';

type VerdictTables = {
  reconciliationVerdict: Omit<
    Verdict,
    'computerNo' | 'personName' | 'departmentName' | 'colour' | 'recorded' | 'softwareNo'
  > & { unitId: string; rank: number; recorded: string[] };
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

export type VerdictQuery = VerdictFilters &
  Pick<ListQuery, 'q' | 'sort' | 'cursor' | 'limit'> & { id?: string };

export async function listVerdicts(
  tx: Tx,
  unitId: string,
  query: VerdictQuery,
  reach: Reach,
): Promise<Page<Verdict>> {
  const hits = query.q ? await hitsOf(tx, unitId, query.q) : undefined;
  const worst = query.missing ? await worstLacking(tx, unitId, query.missing) : 0;
  const found = await keyset(filtered(tx, unitId, { ...query, hits, worst }, reach), {
    sort: query.sort,
    defaultSort: 'colour',
    columns: {
      colour: { expression: sql`v.rank`, type: 'integer' },
      productName: { expression: sql`v.product_name collate "zh-x-icu"`, type: 'text' },
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      judgedAt: { expression: sql`v.judged_at`, type: 'timestamptz' },
    },
    id: sql`v.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
  return {
    ...found,
    items: found.items.map(({ rank, ...row }) => ({ ...row, colour: COLOUR_ORDER[rank]! })),
  };
}

function joined(tx: Tx, unitId: string) {
  return tables<VerdictTables>(tx)
    .selectFrom('reconciliationVerdict as v')
    .innerJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 'v.unitId').onRef('d.id', '=', 'v.deviceId'),
    )
    .leftJoin('ledgersAssignment as a', (join) =>
      join
        .onRef('a.unitId', '=', 'v.unitId')
        .onRef('a.deviceId', '=', 'v.deviceId')
        .on('a.toOn', 'is', null),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'v.unitId').onRef('p.id', '=', 'a.personId'),
    )
    .leftJoin('organisationDepartment as o', (join) =>
      join
        .onRef('o.unitId', '=', 'v.unitId')
        .on(sql`o.id`, '=', sql`coalesce(a.department_id, p.department_id)`),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'v.unitId').onRef('s.id', '=', 'v.softwareId'),
    )
    .select([
      'v.id',
      'v.deviceId',
      'd.computerNo',
      'p.name as personName',
      'o.name as departmentName',
      'v.productKey',
      'v.productName',
      'v.publisher',
      'v.edition',
      'v.version',
      'v.kind',
      'v.category',
      'v.rank',
      'v.observed',
      sql<boolean>`cardinality(v.recorded) > 0`.as('recorded'),
      'v.softwareId',
      's.softwareNo',
      'v.missing',
      'v.reasons',
      'v.judgedAt',
    ])
    .where('v.unitId', '=', unitId);
}

type Hits = { names: string[]; rank: number; deviceIds: string[] };

/**
 * What a search finds, in the few names there are and among computers and people; their verdicts then come by index. The
 * worst colour of the names is known too: a list that begins with red need not walk through it to names that are green.
 */
async function hitsOf(tx: Tx, unitId: string, q: string): Promise<Hits> {
  const like = likeAnywhere(q);
  const { rows } = await sql<Hits>`
    select coalesce(t.names, '{}') as names, coalesce(t.rank, 0) as rank,
      array(select id from ledgers_device where unit_id = ${unitId} and computer_no ilike ${like}
        union select w.device_id from ledgers_assignment w
          join organisation_person h on h.unit_id = w.unit_id and h.id = w.person_id
          where w.unit_id = ${unitId} and w.to_on is null and h.name ilike ${like}) as device_ids
    from (select array_agg(distinct product_name) as names, min(rank) as rank
      from reconciliation_verdict_total
      where unit_id = ${unitId} and product_name ilike ${like}) t
  `.execute(tx);
  return rows[0]!;
}

/** The worst colour of verdicts that lack this link, null when none does: better than a walk that finds nothing. */
async function worstLacking(tx: Tx, unitId: string, missing: Link): Promise<number | null> {
  const { rows } = await sql<{ rank: number | null }>`
    select min(rank) as rank from reconciliation_verdict_total
    where unit_id = ${unitId} and ${sql.ref(`lacks_${missing}`)} > 0`.execute(tx);
  return rows[0]!.rank;
}

type Found = VerdictQuery & { hits: Hits | undefined; worst: number | null };

function filtered(tx: Tx, unitId: string, query: Found, reach: Reach) {
  let select = joined(tx, unitId);
  const { colour, missing, reason, software } = query;
  if (query.id) select = select.where('v.id', '=', query.id);
  if (colour) select = select.where('v.rank', '=', COLOUR_ORDER.indexOf(colour));
  if (query.category) select = select.where('v.category', '=', query.category);
  if (query.kind) select = select.where('v.kind', '=', query.kind);
  if (query.device) select = select.where('v.deviceId', '=', query.device);
  if (query.product) select = select.where('v.productKey', '=', query.product);
  if (missing) {
    select = select
      .where(sql<boolean>`${missing} = any(v.missing)`)
      .where(sql<boolean>`v.rank >= ${query.worst}::smallint`);
  }
  if (reason) select = select.where(sql<boolean>`${reason} = any(v.reasons)`);
  if (software) {
    select = select.where(sql<boolean>`(v.software_id = ${software}::uuid
      or ${software}::uuid = any(v.recorded))`);
  }
  if (query.department) select = select.where('o.id', '=', query.department);
  if (query.hits) {
    const { names, rank, deviceIds } = query.hits;
    // The collation of the index by name; equality is the same under every one.
    const named = sql<boolean>`v.product_name collate "zh-x-icu" = any(${names}::text[])`;
    const there = sql<boolean>`v.device_id = any(${deviceIds}::uuid[])`;
    if (names.length + deviceIds.length === 0) select = select.where(sql<boolean>`false`);
    else if (deviceIds.length === 0) select = select.where(named).where('v.rank', '>=', rank);
    else select = select.where(names.length === 0 ? there : sql<boolean>`(${named} or ${there})`);
  }
  if (reach.scope === 'all') return select;
  if (reach.scope === 'department') {
    return select.where(sql<boolean>`o.id = any(${reach.departmentIds ?? []}::uuid[])`);
  }
  return select.where(sql<boolean>`p.id = ${reach.personId ?? null}::uuid`);
}

export type ChainRow = {
  chain: string;
  entryNo: number | null;
  sourceId: string | null;
  recorded: string[];
};

export async function chainOf(tx: Tx, unitId: string, id: string): Promise<ChainRow | undefined> {
  const { rows } = await sql<ChainRow>`
    select chain, entry_no, source_id, recorded from reconciliation_verdict
    where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  return rows[0];
}
