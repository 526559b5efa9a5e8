/** Reads and writes what a unit has changed of the forms' layouts. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { LayoutChange, UnitLayout } from '../../platform/papers/shapes.layouts.ts';
import type { LayoutForm } from './shapes.ts';

const columns = sql`form, change, revision, changed_at, changed_by`;

export async function layoutsOf(tx: Tx, unitId: string): Promise<UnitLayout[]> {
  const { rows } = await sql<UnitLayout>`
    select ${columns} from reporting_layout where unit_id = ${unitId} order by form
  `.execute(tx);
  return rows.map(withInstant);
}

export async function lockLayout(
  tx: Tx,
  unitId: string,
  form: LayoutForm,
): Promise<UnitLayout | undefined> {
  const { rows } = await sql<UnitLayout>`
    select ${columns} from reporting_layout where unit_id = ${unitId} and form = ${form} for update
  `.execute(tx);
  return rows[0];
}

/** Undefined when somebody else saved another revision meanwhile. */
export async function saveLayout(
  tx: Tx,
  unitId: string,
  row: { form: LayoutForm; change: LayoutChange; revision: number; at: Date; by: string },
): Promise<UnitLayout | undefined> {
  const { rows } = await sql<UnitLayout>`
    insert into reporting_layout as l (unit_id, form, change, revision, changed_at, changed_by)
    values (${unitId}, ${row.form}, ${JSON.stringify(row.change)}::jsonb, 1, ${row.at}, ${row.by})
    on conflict (unit_id, form) do update set change = excluded.change, revision = l.revision + 1,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where l.revision = ${row.revision}
    returning ${columns}
  `.execute(tx);
  return rows[0] && withInstant(rows[0]);
}

export async function deleteLayout(tx: Tx, unitId: string, form: LayoutForm): Promise<void> {
  await sql`delete from reporting_layout where unit_id = ${unitId} and form = ${form}`.execute(tx);
}

function withInstant(row: UnitLayout): UnitLayout {
  return { ...row, changedAt: new Date(row.changedAt).toISOString() };
}
