/** Reads the whole journal of a unit in order, and rebuilds what is derived from it. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { EntryFact } from './rules.ts';
import type { Chain, OpenRow, StoredEntry } from './store.ts';

/** Entries after `afterNo` in the order of their numbers, at most `limit`. */
export async function entriesAfter(
  tx: Tx,
  unitId: string,
  afterNo: number,
  limit: number,
): Promise<StoredEntry[]> {
  const { rows } = await sql<Omit<StoredEntry, 'recordedAt'> & { recordedAt: string }>`
    select unit_id, entry_no, kind, software_id, device_id, version, computer_no, computer_brand,
      user_id, user_name, department_id, department_name, occurred_on, date_basis, recorded_at,
      cause, cause_ref, actor_id, actor_name, reason, idempotency_key, group_id,
      reverses_entry_no, encode(prev_hash, 'hex') as previous_hash, encode(hash, 'hex') as hash
    from ledgers_entry where unit_id = ${unitId} and entry_no > ${afterNo}
    order by entry_no limit ${limit}`.execute(tx);
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }));
}

export async function readChain(tx: Tx, unitId: string): Promise<Chain | undefined> {
  const { rows } = await sql<{ lastEntryNo: number; lastHash: string; lastRecordedAt: string }>`
    select last_entry_no, encode(last_hash, 'hex') as last_hash, last_recorded_at
    from ledgers_chain where unit_id = ${unitId}`.execute(tx);
  const row = rows[0];
  return row && { ...row, lastRecordedAt: new Date(row.lastRecordedAt) };
}

/** Every number that occurs in the journal or in what is derived from it. */
export async function numbersInUse(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ softwareId: string }>`
    select software_id from ledgers_entry where unit_id = ${unitId}
    union select software_id from ledgers_open_install where unit_id = ${unitId}
    union select software_id from ledgers_count where unit_id = ${unitId}`.execute(tx);
  return rows.map((row) => row.softwareId);
}

/** All entries of one number, reversed and reversing ones included. */
export async function entriesOfNumber(
  tx: Tx,
  unitId: string,
  softwareId: string,
): Promise<EntryFact[]> {
  const { rows } = await sql<Omit<EntryFact, 'recordedAt'> & { recordedAt: string }>`
    select entry_no, kind, software_id, device_id, version, occurred_on, recorded_at,
      reverses_entry_no
    from ledgers_entry where unit_id = ${unitId} and software_id = ${softwareId}`.execute(tx);
  return rows.map((row) => ({ ...row, recordedAt: new Date(row.recordedAt) }));
}

/** What the derived tables say of one number. */
export async function derivedOfNumber(
  tx: Tx,
  unitId: string,
  softwareId: string,
): Promise<{ open: OpenRow[]; count: number }> {
  const open = await sql<OpenRow>`
    select software_id, device_id, version, installed_on, entry_no from ledgers_open_install
    where unit_id = ${unitId} and software_id = ${softwareId}`.execute(tx);
  const count = await sql<{ installed: number }>`
    select installed from ledgers_count
    where unit_id = ${unitId} and software_id = ${softwareId}`.execute(tx);
  return { open: open.rows, count: count.rows[0]?.installed ?? 0 };
}

/** Drops and rebuilds open installs and counts from the journal. The caller holds the chain's lock. */
export async function rebuildDerived(tx: Tx, unitId: string): Promise<void> {
  await sql`delete from ledgers_open_install where unit_id = ${unitId}`.execute(tx);
  await sql`delete from ledgers_count where unit_id = ${unitId}`.execute(tx);
  await sql`
    insert into ledgers_open_install (unit_id, software_id, device_id, version, installed_on, entry_no)
    select ${unitId}, l.software_id, l.device_id, l.version, l.occurred_on, l.entry_no
    from (
      select distinct on (e.software_id, e.device_id) e.software_id, e.device_id, e.kind,
        e.version, e.occurred_on, e.entry_no
      from ledgers_entry e
      where e.unit_id = ${unitId} and e.reverses_entry_no is null and not exists (
        select from ledgers_entry r where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no)
      order by e.software_id, e.device_id, e.occurred_on desc, e.entry_no desc
    ) l where l.kind = 'install'`.execute(tx);
  await sql`
    insert into ledgers_count (unit_id, software_id, installed)
    select ${unitId}, software_id, count(*) from ledgers_open_install
    where unit_id = ${unitId} group by software_id`.execute(tx);
}
