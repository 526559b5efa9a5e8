/**
 * Removes the sample unit with everything it has. The application's role may not delete journal and audit, so this runs
 * as the owner, and only for the unit that is marked as the sample.
 */
import pg from 'pg';
import { refuse } from '../../base/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { sampleUnit } from './marker.ts';

export async function removeSample(database: Database): Promise<string> {
  const unitId = await database.read((tx) => sampleUnit(tx));
  if (!unitId) {
    throw refuse('app.noSample', '没有加载示例单位', {}, { status: 404 });
  }
  const owner = new pg.Client(database.owner);
  await owner.connect();
  try {
    const tables = await tablesInOrder(owner);
    await owner.query('begin');
    // What writes into the unit meanwhile waits for the removal and then fails on the missing unit.
    await owner.query('select 1 from organisation_unit where id = $1 for update', [unitId]);
    for (const table of tables)
      await owner.query(`delete from ${table} where unit_id = $1`, [unitId]);
    await owner.query('delete from organisation_unit where id = $1', [unitId]);
    await owner.query('commit');
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    throw error;
  } finally {
    await owner.end();
  }
  return unitId;
}

/** Every table that belongs to units, those that refer to others first. */
async function tablesInOrder(owner: pg.Client): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.columns
     where table_schema = 'public' and column_name = 'unit_id'`,
  );
  const { rows: references } = await owner.query<{ child: string; parent: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent
     from pg_constraint where contype = 'f' and conrelid <> confrelid`,
  );
  const left = new Set(tables.map((table) => table.name));
  const ordered: string[] = [];
  while (left.size > 0) {
    const free = [...left].filter(
      (table) => !references.some((one) => one.parent === table && left.has(one.child)),
    );
    if (free.length === 0) throw new Error(`tables refer to each other in a circle: ${[...left]}`);
    for (const table of free) {
      ordered.push(table);
      left.delete(table);
    }
  }
  return ordered;
}
