/** Rows of the import tables. */
import { sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import type { CommandContext } from '../db/context.ts';
import { type Tx, tables } from '../db/database.ts';
import { keyset, likeAnywhere } from '../db/page.ts';
import type { Page } from '../http/endpoint.ts';
import type { RememberedMapping } from '../sheets/index.ts';
import type { ImportReport } from '../sheets/shapes.ts';
import type { ImportChange, StoredChange } from './importer.ts';
import type { ImportBatch } from './shapes.ts';

export type ImportRow = Omit<ImportBatch, 'title' | 'hasCopy' | 'mayUndo' | 'state'> & {
  state: 'checked' | 'committed' | 'undone';
  params: Record<string, string>;
  copyFileId: string | null;
};

export async function insertImport(
  cx: CommandContext,
  row: Omit<ImportRow, 'madeAt' | 'madeBy' | 'copyFileId' | 'undoneAt' | 'undoneBy' | 'undoReason'>,
  report: ImportReport,
): Promise<void> {
  await sql`
    insert into platform_import (unit_id, id, kind, file_name, sha256, sheets, params, total,
      created, updated, unchanged, rejected, skipped, state, made_at, made_by, report)
    values (${cx.unitId}, ${row.id}, ${row.kind}, ${row.fileName}, ${row.sha256}, ${row.sheets},
      ${JSON.stringify(row.params)}, ${row.total}, ${row.created}, ${row.updated},
      ${row.unchanged}, ${row.rejected}, ${row.skipped}, ${row.state},
      ${cx.now.toISOString()}::timestamptz, ${cx.actor.name}, ${JSON.stringify(report)})
  `.execute(cx.tx);
}

export async function reportOf(tx: Tx, unitId: string, id: string): Promise<ImportReport> {
  const { rows } = await sql<{ report: string }>`
    select report::text as report from platform_import where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  return JSON.parse(rows[0]!.report);
}

const AT_ONCE = 10_000;

export async function insertChanges(
  cx: CommandContext,
  importId: string,
  changes: readonly (ImportChange & { sheet: string; rowNo: number })[],
): Promise<void> {
  let position = 0;
  for (const part of chunks([...changes], AT_ONCE)) {
    const json = part.map((change) => ({ ...change, position: position++ }));
    await sql`
      insert into platform_import_change (unit_id, import_id, position, sheet, row_no, object_type,
        object_id, label, before, mark)
      select ${cx.unitId}, ${importId}, r.position, r.sheet, r."rowNo", r."objectType",
        r."objectId", r.label, r.before, r.mark
      from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as r (position integer, sheet text,
        "rowNo" integer, "objectType" text, "objectId" text, label text, before jsonb, mark text)
    `.execute(cx.tx);
  }
}

export async function changesOf(cx: CommandContext, importId: string): Promise<StoredChange[]> {
  const { rows } = await sql<StoredChange>`
    select sheet, row_no, object_type, object_id, label, before, mark
    from platform_import_change where unit_id = ${cx.unitId} and import_id = ${importId}
    order by position`.execute(cx.tx);
  return rows;
}

export async function setCopy(cx: CommandContext, id: string, fileId: string): Promise<void> {
  await sql`update platform_import set copy_file_id = ${fileId}
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}

export async function setUndone(cx: CommandContext, id: string, reason: string): Promise<void> {
  await sql`update platform_import set state = 'undone', undone_by = ${cx.actor.name},
      undone_at = ${cx.now.toISOString()}::timestamptz, undo_reason = ${reason}
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}

const COLUMNS = sql`id, kind, file_name, sha256, sheets, params, total, created, updated, unchanged,
  rejected, skipped, state, made_at, made_by, copy_file_id, undone_at, undone_by, undo_reason`;

const COLUMN_NAMES = [
  'id',
  'kind',
  'fileName',
  'sha256',
  'sheets',
  'params',
  'total',
  'created',
  'updated',
  'unchanged',
  'rejected',
  'skipped',
  'state',
  'madeAt',
  'madeBy',
  'copyFileId',
  'undoneAt',
  'undoneBy',
  'undoReason',
] as const;

export async function importRow(
  tx: Tx,
  unitId: string,
  id: string,
  lock = false,
): Promise<ImportRow | undefined> {
  const { rows } = await sql<ImportRow>`
    select ${COLUMNS} from platform_import where unit_id = ${unitId} and id = ${id}
    ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows[0];
}

export function importPage(
  tx: Tx,
  unitId: string,
  query: {
    kinds: readonly string[];
    q?: string | undefined;
    state?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<ImportRow>> {
  let found = tables<{ platformImport: ImportRow & { unitId: string } }>(tx)
    .selectFrom('platformImport')
    .select(COLUMN_NAMES)
    .where('unitId', '=', unitId)
    .where('state', '<>', 'checked')
    .where('kind', 'in', query.kinds.length > 0 ? query.kinds : ['']);
  if (query.state) found = found.where('state', '=', query.state as ImportRow['state']);
  if (query.q) {
    const like = likeAnywhere(query.q);
    found = found.where(sql<boolean>`(file_name ilike ${like} or made_by ilike ${like})`);
  }
  return keyset(found, {
    sort: query.sort,
    defaultSort: '-madeAt',
    columns: {
      madeAt: { expression: sql`made_at`, type: 'timestamptz' },
      fileName: { expression: sql`file_name`, type: 'text' },
    },
    id: sql`id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** Headers with a corrected mapping; a unit has a handful per kind. */
export async function rememberedMappings(
  tx: Tx,
  unitId: string,
  kind: string,
): Promise<Map<string, RememberedMapping>> {
  const { rows } = await sql<{
    fingerprint: string;
    mapping: Record<string, number | null>;
    savedBy: string;
    savedAt: string;
  }>`
    select fingerprint, mapping, saved_by, saved_at from platform_import_mapping
    where unit_id = ${unitId} and kind = ${kind}
    order by saved_at desc limit 500`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.fingerprint,
      { mapping: row.mapping, by: row.savedBy, on: row.savedAt.slice(0, 10) },
    ]),
  );
}

export async function rememberMapping(
  cx: CommandContext,
  kind: string,
  fingerprint: string,
  mapping: Record<string, number | null>,
): Promise<void> {
  await sql`
    insert into platform_import_mapping (unit_id, kind, fingerprint, mapping, saved_by, saved_at)
    values (${cx.unitId}, ${kind}, ${fingerprint}, ${JSON.stringify(mapping)}, ${cx.actor.name},
      ${cx.now.toISOString()}::timestamptz)
    on conflict (unit_id, kind, fingerprint) do update set mapping = excluded.mapping,
      saved_by = excluded.saved_by, saved_at = excluded.saved_at
    where platform_import_mapping.mapping <> excluded.mapping`.execute(cx.tx);
}

/** True when there was one. */
export async function forgetMapping(
  cx: CommandContext,
  kind: string,
  fingerprint: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from platform_import_mapping
    where unit_id = ${cx.unitId} and kind = ${kind} and fingerprint = ${fingerprint}
  `.execute(cx.tx);
  return Number(numAffectedRows ?? 0n) > 0;
}

export async function insertUpload(
  cx: CommandContext,
  id: string,
  asked: unknown,
  bytes: Buffer,
): Promise<void> {
  // Of imports that were called off before they began.
  await sql`delete from platform_import_upload where unit_id = ${cx.unitId}
    and created_at < ${cx.now.toISOString()}::timestamptz - interval '2 days'`.execute(cx.tx);
  await sql`insert into platform_import_upload (unit_id, id, asked, bytes, created_at)
    values (${cx.unitId}, ${id}, ${JSON.stringify(asked)}, ${bytes},
      ${cx.now.toISOString()}::timestamptz)`.execute(cx.tx);
}

export async function uploadOf(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<{ asked: unknown; bytes: Buffer } | undefined> {
  const { rows } = await sql<{ asked: unknown; bytes: Buffer }>`
    select asked, bytes from platform_import_upload where unit_id = ${unitId} and id = ${id}
  `.execute(tx);
  return rows[0];
}

export async function deleteUpload(cx: CommandContext, id: string): Promise<void> {
  await sql`delete from platform_import_upload
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}
