/** What the import of 附件9 asks the journal. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { EntryKind } from './shapes.ts';

export type KnownEvent = {
  entryNo: number;
  softwareId: string;
  kind: EntryKind;
  computerNo: string;
  occurredOn: string;
};

/** Effective entries of these numbers: neither reversed nor reversing. */
export async function knownEvents(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<KnownEvent[]> {
  if (softwareIds.length === 0) return [];
  const { rows } = await sql<KnownEvent>`
    select e.entry_no, e.software_id, e.kind, e.computer_no, e.occurred_on from ledgers_entry e
    where e.unit_id = ${unitId} and e.software_id = any(${[...softwareIds]}::uuid[])
      and e.reverses_entry_no is null
      and not exists (select from ledgers_entry r
        where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no)
    order by e.entry_no`.execute(tx);
  return rows;
}

/** Those of the entries that were reversed. */
export async function reversedAmong(
  tx: Tx,
  unitId: string,
  entryNos: readonly number[],
): Promise<Set<number>> {
  const { rows } = await sql<{ no: number }>`
    select reverses_entry_no as no from ledgers_entry
    where unit_id = ${unitId} and reverses_entry_no = any(${[...entryNos]}::bigint[])
  `.execute(tx);
  return new Set(rows.map((row) => row.no));
}
