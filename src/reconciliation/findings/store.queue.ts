/**
 * The queue of computers to compare, filled inside the transaction that changed something. A row already there is
 * locked (not left alone), so that the follower cannot take it before the change it stands for is committed.
 */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** Queues computers for comparison; one already queued stays where it is. */
export async function queueDevices(tx: Tx, unitId: string, deviceIds: string[]): Promise<void> {
  if (deviceIds.length === 0) return;
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select ${unitId}, id, now() from (select distinct unnest(${deviceIds}::uuid[]) as id) d
    order by id
    on conflict (unit_id, device_id) do update set queued_at = reconciliation_todo.queued_at
  `.execute(tx);
}

/** Queues every computer of the unit; returns how many wait now. */
export async function queueAllDevices(tx: Tx, unitId: string): Promise<number> {
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select unit_id, id, now() from ledgers_device
    where unit_id = ${unitId} and merged_into is null order by id
    on conflict (unit_id, device_id) do update set queued_at = reconciliation_todo.queued_at
  `.execute(tx);
  return queuedCount(tx, unitId);
}

/** Computers whose sources show one of these raw entries (index on the present sets). */
export async function queueForEntries(tx: Tx, unitId: string, ids: number[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select unit_id, device_id, now() from (
      select distinct s.unit_id, s.device_id
      from discovery_present p
      join discovery_source s on s.unit_id = p.unit_id and s.id = p.source_id
      where p.unit_id = ${unitId} and p.entries && ${ids}::int[] and s.device_id is not null
    ) d order by device_id
    on conflict (unit_id, device_id) do update set queued_at = reconciliation_todo.queued_at
  `.execute(tx);
}

/** Computers on which these numbers are recorded, or on which their product or name was seen. */
export async function queueForSoftware(
  tx: Tx,
  unitId: string,
  softwareIds: string[],
): Promise<void> {
  if (softwareIds.length === 0) return;
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select unit_id, device_id, now() from (
      select distinct unit_id, device_id from ledgers_open_install
      where unit_id = ${unitId} and software_id = any(${softwareIds}::uuid[])
    ) d order by device_id
    on conflict (unit_id, device_id) do update set queued_at = reconciliation_todo.queued_at
  `.execute(tx);
  const { rows } = await sql<{ id: number }>`
    select distinct m.raw_entry_id as id
    from configuration_software s
    join recognition_match m on m.unit_id = s.unit_id
      and (m.product_id = s.product_id or lower(m.product_name) = lower(s.software_name))
    where s.unit_id = ${unitId} and s.id = any(${softwareIds}::uuid[])
  `.execute(tx);
  await queueForEntries(
    tx,
    unitId,
    rows.map((row) => row.id),
  );
}

/** Takes the oldest queued computers; others taking at the same time get others. */
export async function takeQueued(tx: Tx, unitId: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{ deviceId: string }>`
    delete from reconciliation_todo where unit_id = ${unitId} and device_id in (
      select device_id from reconciliation_todo where unit_id = ${unitId}
      order by queued_at, device_id limit ${limit} for update skip locked)
    returning device_id
  `.execute(tx);
  return rows.map((row) => row.deviceId);
}

export async function queuedCount(tx: Tx, unitId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from reconciliation_todo where unit_id = ${unitId}`.execute(tx);
  return rows[0]!.n;
}

export async function unitsWithQueue(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    select distinct unit_id from reconciliation_todo`.execute(tx);
  return rows.map((row) => row.unitId);
}

/** Computers with signed work that a later complete report can now be held against; an unchanged report queues nothing. */
export async function queueVerifiable(tx: Tx): Promise<void> {
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select distinct o.unit_id, o.device_id, now()
    from installation_order_line l
    join installation_order o on o.unit_id = l.unit_id and o.id = l.order_id and o.state = 'recorded'
    join discovery_source s on s.unit_id = o.unit_id and s.device_id = o.device_id and not s.superseded
    join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id and p.complete
    join discovery_last_seen e on e.unit_id = s.unit_id and e.source_id = s.id
    where l.result = 'done' and l.verification is null and e.seen_at > o.updated_at
    on conflict do nothing
  `.execute(tx);
}
