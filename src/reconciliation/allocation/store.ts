/** The result of an allocation: components with their proofs, seats, what covers each program, and runs. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Component, Level, Obstacle, Proof, Seat } from './rules.problem.ts';

type ComponentRow = {
  id: string;
  proof: Proof;
  levels: { weight: Level; cost: Level; changes: Level };
  installIds: string[];
  lotIds: string[];
  seats: Seat[];
  covers: Component['covers'];
  worth: Component['worth'];
  certificate: unknown;
};

/** Components of the last allocation, as solved. */
export async function componentsOf(tx: Tx, unitId: string, id?: string): Promise<Component[]> {
  const { rows } = await sql<ComponentRow>`
    select c.id, c.proof, c.levels, c.worth, c.certificate, c.software_ids::text[] as lot_ids,
      coalesce(i.install_ids, '{}') as install_ids, coalesce(i.covers, '[]') as covers,
      coalesce(s.seats, '[]') as seats
    from reconciliation_allocation_component c
    left join (
      select component_id, array_agg(device_id || '|' || install_key order by device_id, install_key)
          as install_ids,
        coalesce(jsonb_agg(jsonb_build_object('installId', device_id || '|' || install_key,
          'lotId', covered_by, 'carrierId', carrier_id) order by device_id, install_key)
          filter (where covered_by is not null), '[]') as covers
      from reconciliation_install where unit_id = ${unitId} and component_id is not null
      group by component_id
    ) i on i.component_id = c.id
    left join (
      select component_id, jsonb_agg(jsonb_build_object('lotId', software_id, 'carrierId', carrier_id)
        order by software_id, carrier_id) as seats
      from reconciliation_allocation_seat where unit_id = ${unitId} group by component_id
    ) s on s.component_id = c.id
    where c.unit_id = ${unitId} ${id ? sql`and c.id = ${id}` : sql``} order by c.id
  `.execute(tx);
  // The database keeps keys in an order of its own.
  const level = ({ value, bound, proof }: Level): Level => ({ value, bound, proof });
  return rows.map(({ levels, worth, ...row }) => ({
    ...(row as Omit<Component, 'weight' | 'cost' | 'changes' | 'worth'>),
    weight: level(levels.weight),
    cost: level(levels.cost),
    changes: level(levels.changes),
    worth: worth.map(({ lotId, weight }) => ({ lotId, weight })),
  }));
}

/** The seats all stored components were to change as few of as they could. */
export async function yesterdayOf(tx: Tx, unitId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select s ->> 'lotId' as lot_id, s ->> 'carrierId' as carrier_id
    from reconciliation_allocation_component c, jsonb_array_elements(c.yesterday) s
    where c.unit_id = ${unitId}
  `.execute(tx);
  return rows;
}

export type CoverRow = {
  deviceId: string;
  installKey: string;
  weight: number;
  componentId: string | null;
  coveredBy: string | null;
  carrierId: string | null;
  obstacles: { softwareId: string; obstacle: Obstacle }[];
};

const PORTION = 5000;

/** Writes what covers each program, only where it differs; returns the computers on which something did. */
export async function saveCovers(tx: Tx, unitId: string, rows: readonly CoverRow[]) {
  const moved = new Set<string>();
  for (let from = 0; from < rows.length; from += PORTION) {
    const portion = JSON.stringify(rows.slice(from, from + PORTION));
    const { rows: changed } = await sql<{ deviceId: string; cover: boolean }>`
      update reconciliation_install i set weight = r.weight, component_id = r."componentId",
        covered_by = r."coveredBy", carrier_id = r."carrierId", obstacles = r.obstacles
      from jsonb_to_recordset(${portion}::jsonb) as r ("deviceId" uuid, "installKey" text,
        weight integer, "componentId" text, "coveredBy" uuid, "carrierId" text, obstacles jsonb)
      where i.unit_id = ${unitId} and i.device_id = r."deviceId" and i.install_key = r."installKey"
        and (i.weight, i.component_id, i.covered_by, i.carrier_id, i.obstacles) is distinct from
          (r.weight, r."componentId", r."coveredBy", r."carrierId", r.obstacles)
      returning i.device_id
    `.execute(tx);
    for (const { deviceId } of changed) moved.add(deviceId);
  }
  return [...moved].sort();
}

/** A component with the seats its last level is said against. */
export type SolvedComponent = Component & { yesterday: Seat[] };

/** Replaces the components that are gone by the ones that are new. */
export async function replaceComponents(
  tx: Tx,
  unitId: string,
  change: { gone: readonly string[]; fresh: readonly SolvedComponent[]; at: Date },
): Promise<void> {
  const gone = [...change.gone];
  await sql`delete from reconciliation_allocation_seat
    where unit_id = ${unitId} and component_id = any(${gone}::text[])`.execute(tx);
  await sql`delete from reconciliation_allocation_component
    where unit_id = ${unitId} and id = any(${gone}::text[])`.execute(tx);
  for (let from = 0; from < change.fresh.length; from += 500) {
    await insertComponents(tx, unitId, change.fresh.slice(from, from + 500), change.at);
  }
}

async function insertComponents(
  tx: Tx,
  unitId: string,
  fresh: readonly SolvedComponent[],
  at: Date,
) {
  const rows = fresh.map(({ id, proof, weight, cost, changes, worth, certificate, ...one }) => ({
    id,
    proof,
    levels: { weight, cost, changes },
    devices: new Set(one.installIds.map((install) => install.split('|', 1)[0])).size,
    installs: one.installIds.length,
    softwareIds: one.lotIds,
    worth,
    certificate,
    yesterday: one.yesterday,
  }));
  await sql`
    insert into reconciliation_allocation_component (unit_id, id, proof, levels, devices, installs,
      software_ids, worth, certificate, yesterday, solved_at)
    select ${unitId}, id, proof, levels, devices, installs, "softwareIds", worth, certificate, yesterday, ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, proof text, levels jsonb,
      devices integer, installs integer, "softwareIds" uuid[], worth jsonb, certificate jsonb, yesterday jsonb)
  `.execute(tx);
  const seats = fresh.flatMap(({ id, seats: own }) => own.map((seat) => ({ ...seat, id })));
  for (let from = 0; from < seats.length; from += PORTION) {
    await sql`
      insert into reconciliation_allocation_seat (unit_id, software_id, carrier_id, component_id)
      select ${unitId}, "lotId", "carrierId", id
      from jsonb_to_recordset(${JSON.stringify(seats.slice(from, from + PORTION))}::jsonb)
        as r ("lotId" uuid, "carrierId" text, id text)
    `.execute(tx);
  }
}
