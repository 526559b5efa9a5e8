/** Assignments people have fixed. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AllocationLock } from './shapes.locks.ts';

export async function locksOf(tx: Tx, unitId: string, id?: string): Promise<AllocationLock[]> {
  const { rows } = await sql<AllocationLock>`
    select l.id, l.software_id, s.software_no, s.software_name, l.carrier_kind, l.carrier_id,
      coalesce(d.computer_no, p.name, '') as carrier_name, l.reason, l.locked_at, l.locked_by,
      g.software_id is not null as given
    from reconciliation_allocation_lock l
    join configuration_software s on s.unit_id = l.unit_id and s.id = l.software_id
    left join ledgers_device d
      on l.carrier_kind = 'device' and d.unit_id = l.unit_id and d.id = l.carrier_id
    left join organisation_person p
      on l.carrier_kind = 'user' and p.unit_id = l.unit_id and p.id = l.carrier_id
    left join reconciliation_allocation_seat g on g.unit_id = l.unit_id
      and g.software_id = l.software_id and g.carrier_id = l.carrier_id::text
    where l.unit_id = ${unitId} and l.released_at is null ${id ? sql`and l.id = ${id}` : sql``}
    order by s.software_no, l.locked_at, l.id limit 2000
  `.execute(tx);
  return rows.map((row) => ({ ...row, lockedAt: new Date(row.lockedAt).toISOString() }));
}

/** False when the same is fixed already. */
export async function insertLock(
  tx: Tx,
  unitId: string,
  lock: {
    id: string;
    softwareId: string;
    carrierKind: string;
    carrierId: string;
    reason: string;
    at: Date;
    by: string;
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into reconciliation_allocation_lock (unit_id, id, software_id, carrier_kind, carrier_id,
      reason, locked_at, locked_by)
    values (${unitId}, ${lock.id}, ${lock.softwareId}, ${lock.carrierKind}, ${lock.carrierId},
      ${lock.reason}, ${lock.at}, ${lock.by})
    on conflict (unit_id, software_id, carrier_id) where released_at is null do nothing returning 1
  `.execute(tx);
  return rows.length === 1;
}

export async function releaseLock(
  tx: Tx,
  unitId: string,
  id: string,
  end: { at: Date; by: string },
): Promise<boolean> {
  const { rows } = await sql`
    update reconciliation_allocation_lock set released_at = ${end.at}, released_by = ${end.by}
    where unit_id = ${unitId} and id = ${id} and released_at is null returning 1
  `.execute(tx);
  return rows.length === 1;
}

export async function carrierExists(
  tx: Tx,
  unitId: string,
  kind: 'device' | 'user',
  id: string,
): Promise<boolean> {
  const found =
    kind === 'device'
      ? sql`select from ledgers_device where unit_id = ${unitId} and id = ${id}
          and merged_into is null and status not in ('scrapped', 'transferredOut')`
      : sql`select from organisation_person where unit_id = ${unitId} and id = ${id}`;
  const { rows } = await sql<{ there: boolean }>`select exists (${found}) as there`.execute(tx);
  return rows[0]!.there;
}

export async function metricFacts(tx: Tx, unitId: string, softwareId: string) {
  const { rows } = await sql<{
    softwareType: string;
    licenseType: string | null;
    licenseMetric: string | null;
    licenseUnlimited: boolean;
    status: string;
  }>`
    select software_type, license_type, license_metric, license_unlimited, status
    from configuration_software where unit_id = ${unitId} and id = ${softwareId}
  `.execute(tx);
  return rows[0];
}
