/** Many lines of 附件6 at once, for its import and for taking one back. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { type FreeListRow, freeListLines, type StoredLine } from './store.ts';

export type { FreeListRow } from './store.ts';

export type LineFacts = Pick<
  FreeListRow,
  | 'id'
  | 'source'
  | 'publisher'
  | 'publisherContact'
  | 'wholeUnit'
  | 'departmentIds'
  | 'reason'
  | 'freeScope'
  | 'licenceNote'
  | 'validFrom'
  | 'validTo'
>;

/** What an import says of a line. */
export function lineFacts(line: LineFacts): LineFacts {
  return {
    id: line.id,
    source: line.source,
    publisher: line.publisher,
    publisherContact: line.publisherContact,
    wholeUnit: line.wholeUnit,
    departmentIds: line.departmentIds,
    reason: line.reason,
    freeScope: line.freeScope,
    licenceNote: line.licenceNote,
    validFrom: line.validFrom,
    validTo: line.validTo,
  };
}

export async function allLines(tx: Tx, unitId: string, date: string): Promise<StoredLine[]> {
  const { rows } = await sql<{ id: string }>`
    select id from configuration_free_list where unit_id = ${unitId}`.execute(tx);
  return freeListLines(
    tx,
    unitId,
    rows.map((row) => row.id),
    date,
  );
}

export async function insertLines(tx: Tx, rows: readonly FreeListRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into configuration_free_list (unit_id, id, software_id, software_version, version_key,
      usable_versions, source, publisher, publisher_contact, whole_unit, department_ids, reason,
      free_scope, licence_note, valid_from, valid_to, created_at, updated_at)
    select r."unitId", r.id, r."softwareId", r."softwareVersion", r."versionKey",
      r."usableVersions", r.source, r.publisher, r."publisherContact", r."wholeUnit",
      r."departmentIds", r.reason, r."freeScope", r."licenceNote", r."validFrom", r."validTo",
      r."createdAt", r."updatedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r ("unitId" uuid, id uuid,
      "softwareId" uuid, "softwareVersion" text, "versionKey" text, "usableVersions" jsonb,
      source text, publisher text, "publisherContact" text, "wholeUnit" boolean,
      "departmentIds" uuid[], reason text, "freeScope" text, "licenceNote" text, "validFrom" date,
      "validTo" date, "createdAt" timestamptz, "updatedAt" timestamptz)`.execute(tx);
}

export async function saveLines(tx: Tx, unitId: string, rows: readonly LineFacts[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update configuration_free_list f set source = r.source, publisher = r.publisher,
      publisher_contact = r."publisherContact", whole_unit = r."wholeUnit",
      department_ids = r."departmentIds", reason = r.reason, free_scope = r."freeScope",
      licence_note = r."licenceNote", valid_from = r."validFrom", valid_to = r."validTo",
      updated_at = now()
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, source text,
      publisher text, "publisherContact" text, "wholeUnit" boolean, "departmentIds" uuid[],
      reason text, "freeScope" text, "licenceNote" text, "validFrom" date, "validTo" date)
    where f.unit_id = ${unitId} and f.id = r.id`.execute(tx);
}

/** Of an import that is taken back. */
export async function deleteLines(tx: Tx, unitId: string, ids: readonly string[]): Promise<void> {
  await sql`delete from configuration_free_list
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}
