/** Where each over-installed number stops being covered: the first N installs by date are within its quantity (D13). */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/**
 * Finds the boundaries as they are now and queues the computers for which one has moved since they were judged; returns
 * how many. Only numbers with more installs than licences have one, so this costs what over-use there is.
 */
export async function moveBoundaries(tx: Tx, unitId: string): Promise<number> {
  const { rows } = await sql<{ softwareId: string }>`
    with fresh as (
      select r.software_id, r.installed_on, r.entry_no from (
        select o.software_id, o.installed_on, o.entry_no, s.license_quantity, row_number() over (
          partition by o.software_id order by o.installed_on, o.entry_no) as place
        from ledgers_count c
        join configuration_software s on s.unit_id = c.unit_id and s.id = c.software_id
          and s.status = 'active'
        join ledgers_open_install o on o.unit_id = c.unit_id and o.software_id = c.software_id
        where c.unit_id = ${unitId} and c.installed > s.license_quantity
      ) r where r.place = r.license_quantity
    ), gone as (
      delete from reconciliation_boundary b where b.unit_id = ${unitId}
        and not exists (select from fresh f where f.software_id = b.software_id)
      returning b.software_id
    ), moved as (
      insert into reconciliation_boundary as b (unit_id, software_id, installed_on, entry_no)
      select ${unitId}, software_id, installed_on, entry_no from fresh
      on conflict (unit_id, software_id) do update
        set installed_on = excluded.installed_on, entry_no = excluded.entry_no
        where (b.installed_on, b.entry_no) is distinct from (excluded.installed_on, excluded.entry_no)
      returning b.software_id
    )
    select software_id from gone union all select software_id from moved
  `.execute(tx);
  if (rows.length === 0) return 0;
  return queueBehind(
    tx,
    unitId,
    rows.map((row) => row.softwareId),
  );
}

/** Units with over-installed numbers, as they were last seen. */
export async function unitsWithBoundary(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    select distinct unit_id from reconciliation_boundary`.execute(tx);
  return rows.map((row) => row.unitId);
}

/** Computers whose verdict says of one of these numbers what its boundary no longer says. */
async function queueBehind(tx: Tx, unitId: string, softwareIds: string[]): Promise<number> {
  const { rows } = await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select distinct o.unit_id, o.device_id, now()
    from ledgers_open_install o
    left join reconciliation_boundary b on b.unit_id = o.unit_id and b.software_id = o.software_id
    left join reconciliation_verdict v on v.unit_id = o.unit_id and v.device_id = o.device_id
      and o.software_id = any(v.recorded)
    where o.unit_id = ${unitId} and o.software_id = any(${softwareIds}::uuid[])
      and coalesce((o.installed_on, o.entry_no) > (b.installed_on, b.entry_no), false)
        is distinct from coalesce(o.software_id = any(v.beyond), false)
    on conflict do nothing returning 1
  `.execute(tx);
  return rows.length;
}
