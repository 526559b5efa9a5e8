/** Reports that could not be read or placed. Equal bodies are one row that counts how often they came. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { QuarantineQuery } from './shapes.ts';

export type Quarantined = {
  id: string;
  unitId: string;
  reasonCode: string;
  reason: string;
  agentKey: string;
  userAgent: string;
  contentType: string;
  digest: Buffer;
  bytes: number;
  body: Uint8Array | null;
  at: Date;
};

/** Rows waiting per unit; beyond them nothing is acknowledged any more. */
const MOST_WAITING = 5_000;

/** False when the unit's quarantine is full. An agent known by its key owes a full report from now on. */
export async function insertQuarantined(tx: Tx, row: Quarantined): Promise<boolean> {
  const at = row.at.toISOString();
  const { rows } = await sql<{ stored: boolean }>`
    with full_up as (
      select count(*) >= ${MOST_WAITING} as yes from discovery_quarantine
      where unit_id = ${row.unitId} and state = 'waiting'
    ), i as (
      insert into discovery_quarantine (unit_id, id, state, reason_code, reason, agent_key, user_agent, content_type,
        body_digest, body_bytes, body, times, first_at, last_at)
      select ${row.unitId}, ${row.id}, 'waiting', ${row.reasonCode}, ${row.reason}, ${row.agentKey}, ${row.userAgent},
        ${row.contentType}, ${row.digest}::bytea, ${row.bytes}, ${row.body ? Buffer.from(row.body) : null}::bytea, 1,
        ${at}::timestamptz, ${at}::timestamptz
      from full_up where not yes
      on conflict (unit_id, body_digest) do update set times = discovery_quarantine.times + 1,
        last_at = excluded.last_at, reason_code = excluded.reason_code, reason = excluded.reason,
        body = coalesce(excluded.body, discovery_quarantine.body), state = 'waiting', settled_at = null,
        settled_by = null
      returning true as stored
    ), s as (
      update discovery_source set wants_full = true
      where unit_id = ${row.unitId} and agent_key = ${row.agentKey} and ${row.agentKey} <> ''
    )
    select exists (select from i) as stored`.execute(tx);
  return rows[0]!.stored;
}

type QuarantineTables = {
  discoveryQuarantine: {
    unitId: string;
    id: string;
    state: 'waiting' | 'replayed' | 'dismissed';
    reasonCode: string;
    reason: string;
    agentKey: string;
    userAgent: string;
    contentType: string;
    bodyBytes: number;
    times: number;
    firstAt: string;
    lastAt: string;
    settledAt: string | null;
    settledBy: string | null;
  };
};

export async function listQuarantined(tx: Tx, unitId: string, query: QuarantineQuery) {
  let select = tables<QuarantineTables>(tx)
    .selectFrom('discoveryQuarantine as q')
    .select([
      'q.id',
      'q.state',
      'q.reasonCode',
      'q.reason',
      'q.agentKey',
      'q.userAgent',
      'q.bodyBytes',
      'q.times',
      'q.firstAt',
      'q.lastAt',
      'q.settledAt',
      'q.settledBy',
      sql<boolean>`q.body is not null`.as('hasBody'),
    ])
    .where('q.unitId', '=', unitId);
  if (query.state) select = select.where('q.state', '=', query.state);
  if (query.q) {
    const text = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(q.reason ilike ${text} or q.agent_key ilike ${text} or q.user_agent ilike ${text})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-lastAt',
    columns: {
      lastAt: { expression: sql`q.last_at`, type: 'timestamptz' },
      times: { expression: sql`q.times`, type: 'integer' },
    },
    id: sql`q.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export type StoredBody = {
  id: string;
  state: string;
  reasonCode: string;
  reason: string;
  agentKey: string;
  userAgent: string;
  contentType: string;
  bodyBytes: number;
  times: number;
  firstAt: string;
  lastAt: string;
  settledAt: string | null;
  settledBy: string | null;
  body: Buffer | null;
};

export async function quarantinedById(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<StoredBody | undefined> {
  const { rows } = await sql<StoredBody>`
    select id, state, reason_code, reason, agent_key, user_agent, content_type, body_bytes, times, first_at, last_at,
      settled_at, settled_by, body
    from discovery_quarantine where unit_id = ${unitId} and id = ${id}`.execute(tx);
  return rows[0];
}

export async function waitingBodies(tx: Tx, unitId: string, limit: number): Promise<StoredBody[]> {
  const { rows } = await sql<StoredBody>`
    select id, state, reason_code, reason, agent_key, user_agent, content_type, body_bytes, times, first_at, last_at,
      settled_at, settled_by, body
    from discovery_quarantine where unit_id = ${unitId} and state = 'waiting' and body is not null
    order by last_at, id limit ${limit}`.execute(tx);
  return rows;
}

export async function settleQuarantined(
  tx: Tx,
  unitId: string,
  id: string,
  to: { state: 'replayed' | 'dismissed'; at: Date; by: string },
): Promise<void> {
  await sql`
    update discovery_quarantine set state = ${to.state}, settled_at = ${to.at.toISOString()}, settled_by = ${to.by},
      body = ${to.state === 'replayed' ? sql`null` : sql`body`}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}

export async function changeReason(
  tx: Tx,
  unitId: string,
  id: string,
  refused: { code: string; reason: string },
): Promise<void> {
  await sql`
    update discovery_quarantine set reason_code = ${refused.code}, reason = ${refused.reason}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}

export async function countWaiting(tx: Tx, unitId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from discovery_quarantine where unit_id = ${unitId} and state = 'waiting'`.execute(
    tx,
  );
  return rows[0]!.count;
}
