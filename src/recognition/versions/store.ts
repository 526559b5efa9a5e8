/** Previews of other catalogue versions, and what they would move. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { CatalogueDifference } from '../catalogue/rules.ts';
import type { CataloguePreview, Change, Move, MoveQuery, Side } from './shapes.ts';

export type StoredPreview = CataloguePreview & {
  revision: number | null;
  difference: CatalogueDifference | null;
};

const COLUMNS = sql`p.id, p.from_version, f.number as from_number, p.to_version, t.number as to_number, p.job_id,
  p.created_at, p.created_by, p.finished_at, p.revision, p.entries, p.difference, p.in_force_at, p.in_force_by`;
const VERSIONS = sql`
  left join recognition_catalogue_version f on f.version = p.from_version
  left join recognition_catalogue_version t on t.version = p.to_version`;

export async function insertPreview(
  tx: Tx,
  unitId: string,
  preview: { id: string; from: string; to: string; at: string; by: string },
): Promise<void> {
  await sql`
    insert into recognition_catalogue_preview (unit_id, id, from_version, to_version, created_at, created_by)
    values (${unitId}, ${preview.id}, ${preview.from}, ${preview.to}, ${preview.at}::timestamptz, ${preview.by})
  `.execute(tx);
}

export async function notePreviewJob(
  tx: Tx,
  unitId: string,
  id: string,
  jobId: string,
): Promise<void> {
  await sql`update recognition_catalogue_preview set job_id = ${jobId}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}

export async function previewById(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<StoredPreview | undefined> {
  const { rows } =
    await sql<StoredPreview>`select ${COLUMNS} from recognition_catalogue_preview p ${VERSIONS}
    where p.unit_id = ${unitId} and p.id = ${id}`.execute(tx);
  return rows[0];
}

export async function latestPreviews(
  tx: Tx,
  unitId: string,
  limit: number,
): Promise<StoredPreview[]> {
  const { rows } =
    await sql<StoredPreview>`select ${COLUMNS} from recognition_catalogue_preview p ${VERSIONS}
    where p.unit_id = ${unitId} order by p.created_at desc, p.id desc limit ${limit}`.execute(tx);
  return rows;
}

/**
 * Lets go of what nobody reads any more: of all but the newest previews the moves, and the whole preview unless it was
 * put in force.
 */
export async function dropOldPreviews(tx: Tx, unitId: string, keep: number): Promise<void> {
  const old = sql`select id from recognition_catalogue_preview where unit_id = ${unitId}
    order by created_at desc, id desc offset ${keep}`;
  await sql`delete from recognition_catalogue_move where unit_id = ${unitId} and preview_id in (${old})`.execute(
    tx,
  );
  await sql`delete from recognition_catalogue_preview where unit_id = ${unitId} and in_force_at is null
    and id in (${old})`.execute(tx);
}

export async function clearMoves(tx: Tx, unitId: string, previewId: string): Promise<void> {
  await sql`delete from recognition_catalogue_move
    where unit_id = ${unitId} and preview_id = ${previewId}`.execute(tx);
}

export type NewMove = { rawEntryId: number; change: Change; was: Side; becomes: Side };

/** How many devices have the entry is noted as it is now, so that pages keep their order. */
export async function insertMoves(
  tx: Tx,
  unitId: string,
  previewId: string,
  moves: readonly NewMove[],
): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ rawEntryId, change, was, becomes }) => ({
    raw_entry_id: rawEntryId,
    change,
    was,
    becomes,
  }));
  await sql`
    insert into recognition_catalogue_move (unit_id, preview_id, raw_entry_id, change, devices, was, becomes)
    select ${unitId}::uuid, ${previewId}::uuid, m.raw_entry_id, m.change, e.device_count, m.was, m.becomes
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as m (raw_entry_id int, change text, was jsonb, becomes jsonb)
      join recognition_raw_entry e on e.unit_id = ${unitId} and e.id = m.raw_entry_id`.execute(tx);
}

export async function finishPreview(
  tx: Tx,
  unitId: string,
  id: string,
  result: { at: string; revision: number; entries: number; difference: CatalogueDifference },
): Promise<void> {
  await sql`update recognition_catalogue_preview set finished_at = ${result.at}::timestamptz,
    revision = ${result.revision}, entries = ${result.entries},
    difference = ${JSON.stringify(result.difference)}::jsonb
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}

export async function noteInForce(
  tx: Tx,
  unitId: string,
  id: string,
  by: { at: string; name: string },
): Promise<void> {
  await sql`update recognition_catalogue_preview set in_force_at = ${by.at}::timestamptz, in_force_by = ${by.name}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
}

export async function countMoves(
  tx: Tx,
  unitId: string,
  previewId: string,
): Promise<{ change: Change; entries: number; devices: number }[]> {
  const { rows } = await sql<{ change: Change; entries: number; devices: number }>`
    select change, count(*)::int as entries, coalesce(sum(devices), 0)::int as devices
    from recognition_catalogue_move where unit_id = ${unitId} and preview_id = ${previewId}
    group by change`.execute(tx);
  return rows;
}

export async function listMoves(
  tx: Tx,
  unitId: string,
  previewId: string,
  query: MoveQuery,
): Promise<Page<Move>> {
  const like = query.q ? likeAnywhere(query.q) : undefined;
  const rows = sql<Move>`(
    select m.raw_entry_id as id, e.name, e.publisher, e.version, m.devices, m.change, m.was, m.becomes
    from recognition_catalogue_move m
      join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${unitId} and m.preview_id = ${previewId}
      ${query.change ? sql`and m.change = ${query.change}` : sql``}
      ${like ? sql`and (e.name ilike ${like} or e.publisher ilike ${like} or m.was ->> 'productName' ilike ${like} or m.becomes ->> 'productName' ilike ${like})` : sql``})`.as(
    'r',
  );
  return (await keyset(tx.selectFrom(rows).selectAll('r'), {
    sort: query.sort,
    defaultSort: '-devices',
    columns: {
      devices: { expression: sql`r.devices`, type: 'integer' },
      name: { expression: sql`r.name collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`r.id`,
    idType: 'integer',
    cursor: query.cursor,
    limit: query.limit,
  })) as Page<Move>;
}

/** Somebody has seen to the end what this version would change, or it was in force before. */
export async function hasPreviewed(tx: Tx, unitId: string, version: string): Promise<boolean> {
  const { rows } = await sql`select 1 from recognition_catalogue_preview
    where unit_id = ${unitId} and finished_at is not null
      and (to_version = ${version} or (from_version = ${version} and in_force_at is not null))
    limit 1`.execute(tx);
  return rows.length > 0;
}
