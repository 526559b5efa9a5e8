/** Reads and writes for taking an imported list back. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { DateBasis } from '../journal/shapes.ts';

export type UndoRow = {
  id: string;
  state: 'waiting' | 'posted';
  entryNo: number | null;
  /** Its entry was reversed, so nothing stands on it any more. */
  reversed: boolean;
  version: string;
  installedOn: string;
  dateBasis: DateBasis;
  source: 'sighting' | 'list';
  sourceRef: string;
};

export async function proposalsByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, UndoRow>> {
  const { rows } = await sql<UndoRow>`
    select o.id, o.state, o.entry_no, o.version, o.installed_on, o.date_basis, o.source,
      o.source_ref, o.entry_no is not null and exists (select from ledgers_entry e
        where e.unit_id = ${unitId} and e.reverses_entry_no = o.entry_no) as reversed
    from ledgers_opening_proposal o
    where o.unit_id = ${unitId} and o.id = any(${[...ids]}::uuid[])
    for update of o`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

export async function deleteProposals(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from ledgers_opening_proposal
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])`.execute(tx);
}

export async function restoreProposals(
  tx: Tx,
  unitId: string,
  rows: readonly {
    id: string;
    version?: string | undefined;
    installedOn: string;
    dateBasis: DateBasis;
    source: 'sighting' | 'list';
    sourceRef?: string | undefined;
  }[],
): Promise<void> {
  await sql`
    update ledgers_opening_proposal o set version = r.version, installed_on = r."installedOn",
      date_basis = r."dateBasis", source = r.source, source_ref = r."sourceRef"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, version text,
      "installedOn" date, "dateBasis" text, source text, "sourceRef" text)
    where o.unit_id = ${unitId} and o.id = r.id`.execute(tx);
}

/** Whether ticked lines of these products came from an imported list. */
export async function importedAmong(
  tx: Tx,
  unitId: string,
  groups: readonly string[],
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from ledgers_opening_proposal where unit_id = ${unitId}
      and state = 'waiting' and chosen and source = 'list'
      and group_key = any(${[...groups]}::text[])) as found`.execute(tx);
  return rows[0]!.found;
}
