/** Printed versions, printings, and the scans that came back. */
import { sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { PrintFormat, PrintKind, PrintScan, PrintVersion } from './shapes.ts';

export type VersionRow = {
  code: string;
  digest: string;
  kind: PrintKind;
  record: string;
  name: string;
  query: Record<string, string>;
  reach: string;
  content: Buffer;
  madeAt: string;
};
type ScanRow = PrintScan & { code: string; fileId: string };

export async function unit(tx: Tx, unitId: string) {
  const { rows } = await sql<{ id: string; code: string; name: string }>`
    select id, code, name from organisation_unit where id = ${unitId}
  `.execute(tx);
  return rows[0]!;
}

/** Contents are some kilobytes each, a long register more. */
const AT_ONCE = 100;

/** Only contents that are not there already. */
export async function insertVersions(
  cx: CommandContext,
  rows: readonly Omit<VersionRow, 'madeAt'>[],
): Promise<void> {
  for (const part of chunks(rows, AT_ONCE)) {
    const json = part.map((row) => ({ ...row, content: row.content.toString('base64') }));
    await sql`
      insert into reporting_print_version (unit_id, code, digest, kind, record, name, query, reach,
        content, made_at)
      select ${cx.unitId}, r.code, r.digest, r.kind, r.record, r.name, r.query, r.reach,
        decode(r.content, 'base64'), ${cx.now.toISOString()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as r (code text, digest text,
        kind text, record text, name text, query jsonb, reach text, content text)
      on conflict (unit_id, code) do nothing`.execute(cx.tx);
  }
}

export async function insertPrints(
  cx: CommandContext,
  rows: readonly { id: string; code: string; format: PrintFormat }[],
): Promise<void> {
  await sql`
    insert into reporting_print (unit_id, id, code, format, printed_at, printed_by_id, printed_by)
    select ${cx.unitId}, r.id, r.code, r.format, ${cx.now.toISOString()}::timestamptz,
      ${cx.actor.id}, ${cx.actor.name}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, code text, format text)
  `.execute(cx.tx);
}

export async function version(
  tx: Tx,
  unitId: string,
  code: string,
): Promise<VersionRow | undefined> {
  const { rows } = await sql<VersionRow>`
    select code, digest, kind, record, name, query, reach, content, made_at
    from reporting_print_version where unit_id = ${unitId} and code = ${code}
  `.execute(tx);
  return rows[0];
}

/** Scans of one version are filed one after the other. Its row may not be locked by this role, so a word is. */
export async function lockVersion(cx: CommandContext, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`print ${cx.unitId} ${code}`}, 0))`.execute(
    cx.tx,
  );
}

/** The newest first; the first printings are never cut off silently: who reads thousands reads the audit log. */
export async function printsOf(tx: Tx, unitId: string, code: string) {
  const { rows } = await sql<{
    id: string;
    format: PrintFormat;
    printedAt: string;
    printedBy: string;
    printedById: string;
  }>`
    select id, format, printed_at, printed_by, printed_by_id from reporting_print
    where unit_id = ${unitId} and code = ${code} order by id desc limit 200
  `.execute(tx);
  return rows;
}

export async function printedBy(cx: CommandContext, code: string): Promise<boolean> {
  const { rows } = await sql`select 1 as one from reporting_print
    where unit_id = ${cx.unitId} and code = ${code} and printed_by_id = ${cx.actor.id} limit 1`.execute(
    cx.tx,
  );
  return rows.length > 0;
}

export async function othersOf(tx: Tx, unitId: string, row: VersionRow) {
  const { rows } = await sql<{ code: string; madeAt: string }>`
    select code, made_at from reporting_print_version
    where unit_id = ${unitId} and kind = ${row.kind} and record = ${row.record}
      and code <> ${row.code} and query ->> 'of' is not distinct from ${row.query.of ?? null}
    order by made_at desc limit 50
  `.execute(tx);
  return rows;
}

export async function scansOf(tx: Tx, unitId: string, code: string): Promise<ScanRow[]> {
  const { rows } = await sql<ScanRow>`
    select id, code, file_id, file_name, file_size::float8 as file_size, sha256, uploaded_at,
      uploaded_by, replaced_at, replaced_by
    from reporting_print_scan where unit_id = ${unitId} and code = ${code} order by id desc
  `.execute(tx);
  return rows;
}

/** The scan in place becomes an earlier one. */
export async function replaceScan(cx: CommandContext, row: Omit<ScanRow, 'uploadedAt'>) {
  const now = cx.now.toISOString();
  await sql`
    update reporting_print_scan set replaced_at = ${now}::timestamptz, replaced_by = ${cx.actor.name}
    where unit_id = ${cx.unitId} and code = ${row.code} and replaced_at is null
  `.execute(cx.tx);
  await sql`
    insert into reporting_print_scan (unit_id, id, code, file_id, file_name, file_size, sha256,
      uploaded_at, uploaded_by)
    values (${cx.unitId}, ${row.id}, ${row.code}, ${row.fileId}, ${row.fileName}, ${row.fileSize},
      ${row.sha256}, ${now}::timestamptz, ${row.uploadedBy})
  `.execute(cx.tx);
}

type Tables = {
  reportingPrintVersion: {
    unitId: string;
    code: string;
    kind: PrintKind;
    record: string;
    name: string;
    madeAt: string;
  };
};
export type PrintQuery = {
  q?: string | undefined;
  kind?: PrintKind | undefined;
  record?: string | undefined;
  scan?: 'with' | 'without' | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** `by` = only what this account has printed. */
export async function listVersions(
  tx: Tx,
  unitId: string,
  query: PrintQuery,
  by: string | undefined,
): Promise<Page<PrintVersion & { id: string }>> {
  const scans = sql<number>`(select count(*)::int from reporting_print_scan s
    where s.unit_id = v.unit_id and s.code = v.code)`;
  const last = (column: 'printed_at' | 'printed_by') => sql<string>`(select p.${sql.raw(column)}
    from reporting_print p where p.unit_id = v.unit_id and p.code = v.code order by p.id desc limit 1)`;
  let built = tables<Tables>(tx)
    .selectFrom('reportingPrintVersion as v')
    .where('v.unitId', '=', unitId)
    .select([
      'v.code as id',
      'v.code',
      'v.kind',
      'v.record',
      'v.name',
      'v.madeAt',
      sql<number>`(select count(*)::int from reporting_print p
        where p.unit_id = v.unit_id and p.code = v.code)`.as('prints'),
      last('printed_at').as('lastPrintedAt'),
      last('printed_by').as('lastPrintedBy'),
      scans.as('scans'),
    ]);
  if (query.kind) built = built.where('v.kind', '=', query.kind);
  if (query.record) built = built.where('v.record', '=', query.record);
  if (query.scan) {
    built = built.where(sql<boolean>`${scans} ${sql.raw(query.scan === 'with' ? '>' : '=')} 0`);
  }
  if (query.q) {
    const code = query.q.toUpperCase().replaceAll(/[\s-]/g, '');
    built = built.where(
      sql<boolean>`(v.name ilike ${likeAnywhere(query.q)} or v.code like ${`${code.replaceAll(/[^0-9A-Z]/g, '')}%`}
        and ${code !== ''})`,
    );
  }
  if (by !== undefined) {
    built = built.where(
      sql<boolean>`exists (select 1 from reporting_print m where m.unit_id = v.unit_id and m.code = v.code
        and m.printed_by_id = ${by})`,
    );
  }
  return keyset(built, {
    sort: query.sort,
    defaultSort: '-madeAt',
    columns: {
      madeAt: { expression: sql`v.made_at`, type: 'timestamptz' },
      name: { expression: sql`v.name`, type: 'text' },
    },
    id: sql`v.code`,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  });
}
