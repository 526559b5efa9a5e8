/** What a merge of two computer records needs to know of their installs. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type MovingInstall = {
  softwareId: string;
  version: string;
  /** Day it is moved on: its own, or the kept record's last event of that number when that is later. */
  movedOn: string;
  /** The kept record has it open already: it only ends on the dropped one. */
  openOnKept: boolean;
};

/** Open installs of the dropped record, and where each stands on the kept one. */
export async function movingInstalls(
  tx: Tx,
  unitId: string,
  merge: { keepId: string; dropId: string },
): Promise<MovingInstall[]> {
  const { rows } = await sql<MovingInstall>`
    select o.software_id, o.version, greatest(o.installed_on, l.day) as moved_on,
      k.entry_no is not null as open_on_kept
    from ledgers_open_install o
    left join ledgers_open_install k on k.unit_id = ${unitId} and k.software_id = o.software_id
      and k.device_id = ${merge.keepId}
    left join lateral (
      select max(e.occurred_on) as day from ledgers_entry e
      where e.unit_id = ${unitId} and e.software_id = o.software_id and e.device_id = ${merge.keepId}
        and e.reverses_entry_no is null and not exists (
          select from ledgers_entry r where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no)
    ) l on k.entry_no is null
    where o.unit_id = ${unitId} and o.device_id = ${merge.dropId}
    order by o.entry_no`.execute(tx);
  return rows;
}

/** Entries a merge wrote that still stand. */
export async function entriesOfMerge(tx: Tx, unitId: string, mergeId: string): Promise<number[]> {
  const { rows } = await sql<{ entryNo: number }>`
    select e.entry_no from ledgers_entry e
    where e.unit_id = ${unitId} and e.cause = 'deviceMerged' and e.cause_ref = ${mergeId}
      and not exists (
        select from ledgers_entry r where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no)
    order by e.entry_no desc`.execute(tx);
  return rows.map((row) => row.entryNo);
}
