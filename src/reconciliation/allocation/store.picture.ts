/** Keeps the picture of what is on each computer: only what differs is written, and what differs makes an allocation due. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { PictureRow } from './rules.picture.ts';

/** Writes the rows of these computers; returns how many were added, changed or removed. */
export async function savePicture(
  cx: CommandContext,
  deviceIds: readonly string[],
  rows: readonly PictureRow[],
): Promise<number> {
  const { tx, unitId } = cx;
  const { rows: result } = await sql<{ moved: number }>`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
        "deviceId" uuid, "installKey" text, "productId" text, "productName" text, publisher text,
        edition text, version text, kind text, category text, observed boolean, recorded uuid[])
    ), different as (
      -- Sorted out first: an unchanged row met by the upsert would be locked, and so written, all the same.
      select w.* from wanted w
      left join reconciliation_install i on i.unit_id = ${unitId}
        and i.device_id = w."deviceId" and i.install_key = w."installKey"
      where i.unit_id is null
        or (i.product_name, i.publisher, i.kind, i.category, i.observed, i.recorded)
          is distinct from (w."productName", w.publisher, w.kind, w.category, w.observed, w.recorded)
    ), gone as (
      delete from reconciliation_install i
      where i.unit_id = ${unitId} and i.device_id = any(${[...deviceIds]}::uuid[]) and not exists (
        select from wanted w where w."deviceId" = i.device_id and w."installKey" = i.install_key)
      returning 1
    ), put as (
      insert into reconciliation_install as i (unit_id, device_id, install_key, product_id,
        product_name, publisher, edition, version, kind, category, observed, recorded, weight)
      select ${unitId}, "deviceId", "installKey", "productId", "productName", publisher, edition,
        version, kind, category, observed, recorded, 1 from different
      order by "deviceId", "installKey"
      on conflict (unit_id, device_id, install_key) do update set
        product_name = excluded.product_name, publisher = excluded.publisher,
        kind = excluded.kind, category = excluded.category, observed = excluded.observed,
        recorded = excluded.recorded
      returning 1
    )
    select (select count(*) from gone) + (select count(*) from put) as moved
  `.execute(tx);
  const moved = Number(result[0]!.moved);
  if (moved > 0) await allocationDue(tx, unitId);
  return moved;
}

/** Facts of the allocation have changed: the follower solves again what they touch. */
export async function allocationDue(tx: Tx, unitId: string): Promise<void> {
  await sql`
    insert into reconciliation_allocation_state as s (unit_id) values (${unitId})
    on conflict (unit_id) do update set revision = s.revision + 1, changed_at = now()
  `.execute(tx);
}

export type AllocationState = {
  revision: number;
  doneRevision: number;
  /** When the last run ended, to the microsecond: two runs on one picture are told apart by it. */
  finishedAt: string | null;
  weights: Record<string, number>;
  weightsRevision: number;
};

export async function stateOf(tx: Tx, unitId: string): Promise<AllocationState> {
  const { rows } = await sql<AllocationState>`
    select revision, done_revision, finished_at::text, weights, weights_revision
    from reconciliation_allocation_state where unit_id = ${unitId}
  `.execute(tx);
  return (
    rows[0] ?? { revision: 0, doneRevision: 0, finishedAt: null, weights: {}, weightsRevision: 0 }
  );
}

/**
 * Units whose facts have changed and rested for two seconds, and whose last run is not fresh compared with what it took:
 * marked as queued. A run queued and not begun within ten minutes was lost.
 */
export async function takeDue(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ unitId: string }>`
    update reconciliation_allocation_state set queued_at = now()
    where revision > done_revision and changed_at < now() - interval '2 seconds'
      and (queued_at is null or queued_at < now() - interval '10 minutes')
      and (finished_at is null or finished_at < now() - took_ms * interval '5 milliseconds')
    returning unit_id
  `.execute(tx);
  return rows.map((row) => row.unitId);
}

export async function markDone(
  tx: Tx,
  unitId: string,
  revision: number,
  milliseconds: number,
): Promise<void> {
  await sql`
    insert into reconciliation_allocation_state as s
      (unit_id, revision, done_revision, finished_at, took_ms)
    values (${unitId}, ${revision}, ${revision}, now(), ${milliseconds})
    on conflict (unit_id) do update set queued_at = null, finished_at = now(),
      took_ms = excluded.took_ms, done_revision = greatest(s.done_revision, excluded.done_revision)
  `.execute(tx);
}

/** False when somebody else saved weights meanwhile. */
export async function saveWeights(
  tx: Tx,
  unitId: string,
  weights: Record<string, number>,
  revision: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into reconciliation_allocation_state as s (unit_id, weights, weights_revision)
    values (${unitId}, ${JSON.stringify(weights)}::jsonb, 1)
    on conflict (unit_id) do update set weights = excluded.weights, revision = s.revision + 1,
      changed_at = now(), weights_revision = s.weights_revision + 1
    where s.weights_revision = ${revision} returning 1
  `.execute(tx);
  return rows.length === 1;
}
