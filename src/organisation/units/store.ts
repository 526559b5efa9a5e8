/** Reads and writes of `organisation_unit`. Units are few (a province has some thousands), so trees are read whole. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Unit, UnitType } from './shapes.ts';

const columns = sql`id, code, name, type, superior_id, created_at`;

export async function unitByCode(tx: Tx, code: string): Promise<Unit | undefined> {
  const { rows } = await sql<Unit>`
    select ${columns} from organisation_unit where code = ${code}
  `.execute(tx);
  return rows[0];
}

export async function unitsByIds(tx: Tx, ids: string[]): Promise<Unit[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Unit>`
    select ${columns} from organisation_unit where id = any(${ids}::uuid[])
    order by name collate "zh-x-icu"
  `.execute(tx);
  return rows;
}

export async function allUnits(tx: Tx): Promise<Unit[]> {
  const { rows } = await sql<Unit>`
    select ${columns} from organisation_unit order by name collate "zh-x-icu"
  `.execute(tx);
  return rows;
}

/** False when the code is taken. */
export async function insertUnit(
  tx: Tx,
  unit: { id: string; code: string; name: string; type: UnitType; superiorId: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    insert into organisation_unit (id, code, name, type, superior_id)
    values (${unit.id}, ${unit.code}, ${unit.name}, ${unit.type}, ${unit.superiorId})
    on conflict (code) do nothing returning id
  `.execute(tx);
  return rows.length === 1;
}

export async function saveUnit(
  tx: Tx,
  unit: Pick<Unit, 'id' | 'name' | 'type' | 'superiorId'>,
): Promise<void> {
  await sql`
    update organisation_unit
    set name = ${unit.name}, type = ${unit.type}, superior_id = ${unit.superiorId}
    where id = ${unit.id}
  `.execute(tx);
}
