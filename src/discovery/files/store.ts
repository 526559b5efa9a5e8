/** Reads and writes of `discovery_file`, `discovery_file_part` and `discovery_list_mapping`. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { SoftwareRow } from '../intake/rules.report.ts';
import type { MachineFacts, Part } from './rules.machine.ts';
import type { UploadedFileRow } from './shapes.ts';

type FileTables = {
  discoveryFile: {
    unitId: string;
    digest: Buffer;
    fileName: string;
    kind: UploadedFileRow['kind'];
    verdict: UploadedFileRow['verdict'];
    message: string;
    takenAt: Date;
    machines: number;
    entries: number;
    times: number;
    firstAt: Date;
    lastAt: Date;
    uploadedBy: string;
  };
};

/** When a content that was uploaded before was taken to speak of. */
export async function takenBefore(
  tx: Tx,
  unitId: string,
  digest: Buffer,
): Promise<Date | undefined> {
  const { rows } = await sql<{ takenAt: Date }>`
    select taken_at from discovery_file where unit_id = ${unitId} and digest = ${digest}
  `.execute(tx);
  return rows[0] && new Date(rows[0].takenAt);
}

export type FileRow = {
  digest: Buffer;
  fileName: string;
  kind: string;
  verdict: string;
  message: string;
  takenAt: Date;
  machines: number;
  entries: number;
};

/** A content met again keeps when it was taken and is counted; its newest name and verdict stand. */
export async function saveFiles(
  tx: Tx,
  unitId: string,
  by: { name: string; at: Date },
  rows: readonly FileRow[],
): Promise<void> {
  // Twice in one upload is one row: the last verdict.
  const distinct = [...new Map(rows.map((row) => [row.digest.toString('hex'), row])).values()];
  await sql`
    insert into discovery_file (unit_id, digest, file_name, kind, verdict, message, taken_at, machines,
      entries, times, first_at, last_at, uploaded_by)
    select ${unitId}, decode(r.digest, 'hex'), r.file_name, r.kind, r.verdict, r.message, r.taken_at,
      r.machines, r.entries, 1, ${by.at}, ${by.at}, ${by.name}
    from jsonb_to_recordset(${JSON.stringify(
      distinct.map((row) => ({
        digest: row.digest.toString('hex'),
        file_name: row.fileName,
        kind: row.kind,
        verdict: row.verdict,
        message: row.message,
        taken_at: row.takenAt.toISOString(),
        machines: row.machines,
        entries: row.entries,
      })),
    )}::jsonb) as r (digest text, file_name text, kind text, verdict text, message text,
      taken_at timestamptz, machines integer, entries integer)
    on conflict (unit_id, digest) do update set file_name = excluded.file_name, kind = excluded.kind,
      verdict = excluded.verdict, message = excluded.message, machines = excluded.machines,
      entries = excluded.entries, times = discovery_file.times + 1, last_at = excluded.last_at,
      uploaded_by = excluded.uploaded_by
  `.execute(tx);
}

export type PartRow = { agentKey: string; digest: Buffer; part: Part };

/** Keeps the newer of what is there and what comes; tells which of the given ones now stand. */
export async function saveParts(
  tx: Tx,
  unitId: string,
  rows: readonly PartRow[],
): Promise<Set<string>> {
  const { rows: kept } = await sql<{ agentKey: string }>`
    insert into discovery_file_part (unit_id, agent_key, scope, at, digest, facts, rows)
    select ${unitId}, r.agent_key, r.scope, r.at, decode(r.digest, 'hex'), r.facts, r.rows
    from jsonb_to_recordset(${JSON.stringify(
      rows.map(({ agentKey, digest, part }) => ({
        agent_key: agentKey,
        scope: part.scope,
        at: new Date(part.at).toISOString(),
        digest: digest.toString('hex'),
        facts: part.facts,
        rows: part.rows,
      })),
    )}::jsonb) as r (agent_key text, scope text, at timestamptz, digest text, facts jsonb, rows jsonb)
    on conflict (unit_id, agent_key, scope) do update
      set at = excluded.at, digest = excluded.digest, facts = excluded.facts, rows = excluded.rows
      where (excluded.at, excluded.digest) >= (discovery_file_part.at, discovery_file_part.digest)
    returning agent_key
  `.execute(tx);
  return new Set(kept.map((row) => row.agentKey));
}

export async function partsOf(
  tx: Tx,
  unitId: string,
  agentKeys: readonly string[],
): Promise<Map<string, Part[]>> {
  const { rows } = await sql<{
    agentKey: string;
    scope: string;
    at: Date;
    facts: MachineFacts;
    rows: SoftwareRow[];
  }>`
    select agent_key, scope, at, facts, rows from discovery_file_part
    where unit_id = ${unitId} and agent_key = any(${agentKeys}::text[])
  `.execute(tx);
  const parts = new Map<string, Part[]>();
  for (const { agentKey, scope, at, facts, rows: software } of rows) {
    const part = { scope, at: new Date(at).getTime(), facts, rows: software };
    parts.set(agentKey, [...(parts.get(agentKey) ?? []), part]);
  }
  return parts;
}

export type ListMapping = Record<string, number | null>;

export async function mappingOf(
  tx: Tx,
  unitId: string,
  columns: Buffer,
): Promise<ListMapping | undefined> {
  const { rows } = await sql<{ mapping: ListMapping }>`
    select mapping from discovery_list_mapping
    where unit_id = ${unitId} and columns_digest = ${columns}
  `.execute(tx);
  return rows[0]?.mapping;
}

export async function saveMapping(
  tx: Tx,
  unitId: string,
  by: { name: string; at: Date },
  columns: Buffer,
  mapping: ListMapping,
): Promise<void> {
  await sql`
    insert into discovery_list_mapping (unit_id, columns_digest, mapping, changed_at, changed_by)
    values (${unitId}, ${columns}, ${JSON.stringify(mapping)}::jsonb, ${by.at}, ${by.name})
    on conflict (unit_id, columns_digest) do update
      set mapping = excluded.mapping, changed_at = excluded.changed_at, changed_by = excluded.changed_by
  `.execute(tx);
}

export async function listFiles(
  tx: Tx,
  unitId: string,
  query: ListQuery,
): Promise<Page<UploadedFileRow>> {
  let select = tables<FileTables>(tx)
    .selectFrom('discoveryFile as f')
    .select(['f.fileName', 'f.kind', 'f.verdict', 'f.message', 'f.takenAt', 'f.machines'])
    .select(['f.entries', 'f.times', 'f.firstAt', 'f.lastAt', 'f.uploadedBy'])
    .where('f.unitId', '=', unitId);
  if (query.q) select = select.where('f.fileName', 'ilike', likeAnywhere(query.q));
  const page = await keyset(select, {
    sort: query.sort,
    defaultSort: '-lastAt',
    columns: { lastAt: { expression: sql`f.last_at`, type: 'timestamptz' } },
    id: sql`encode(f.digest, 'hex')`,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  });
  const iso = (at: Date) => new Date(at).toISOString();
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      takenAt: iso(row.takenAt),
      firstAt: iso(row.firstAt),
      lastAt: iso(row.lastAt),
    })),
  };
}
