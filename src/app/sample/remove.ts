/**
 * Removes the sample unit with everything it has. The application's role may not delete journal and audit, so this runs
 * as the owner, and only for the unit that is marked as the sample.
 */
import pg from 'pg';
import { refuse } from '../../base/refusal.ts';
import { untiePeople } from '../../platform/auth/store.ts';
import type { Database } from '../../platform/db/database.ts';
import { sampleUnit } from './marker.ts';

const UNITS = 'organisation_unit';

export async function removeSample(database: Database): Promise<string> {
  const unitId = await database.read((tx) => sampleUnit(tx));
  if (!unitId) {
    throw refuse('app.noSample', '没有加载示例单位', {}, { status: 404 });
  }
  await database.write((tx) => untiePeople(tx, unitId));
  const owner = new pg.Client(database.owner);
  await owner.connect();
  try {
    const steps = await stepsOfRemoval(owner);
    for (let tries = 1; !(await attempt(owner, unitId, steps)); tries++) {
      if (tries === TRIES) throw new Error(`the sample unit is in use: ${tries} deadlocks`);
    }
  } finally {
    await owner.end();
  }
  return unitId;
}

const TRIES = 10;
const DEADLOCK = '40P01';

/** False when a comparison that was under way got in the way; nothing is removed then. */
async function attempt(owner: pg.Client, unitId: string, steps: string[]): Promise<boolean> {
  try {
    await owner.query('begin');
    // What writes into the unit meanwhile waits for the removal and then fails on the missing unit.
    await owner.query(`select 1 from ${UNITS} where id = $1 for update`, [unitId]);
    for (const step of steps) await owner.query(step, [unitId]);
    await owner.query(`delete from ${UNITS} where id = $1`, [unitId]);
    await owner.query('commit');
    return true;
  } catch (error) {
    await owner.query('rollback').catch(() => {});
    if ((error as { code?: string }).code === DEADLOCK) return false;
    throw error;
  }
}

type Reference = { child: string; parent: string; column: string; clearable: boolean };

/** Deletes of every table that belongs to units, those that refer to others first; circles are opened by clearing. */
async function stepsOfRemoval(owner: pg.Client): Promise<string[]> {
  const { rows: tables } = await owner.query<{ name: string }>(
    `select quote_ident(table_name) as name from information_schema.columns
     where table_schema = 'public' and column_name = 'unit_id'`,
  );
  let references = await referencesOf(owner);
  const left = new Set(tables.map((table) => table.name));
  const steps: string[] = [];
  while (left.size > 0) {
    const held = (table: string) =>
      references.some((one) => one.parent === table && left.has(one.child));
    const free = [...left].filter((table) => !held(table));
    for (const table of free) {
      steps.push(`delete from ${table} where unit_id = $1`);
      left.delete(table);
    }
    if (free.length > 0) continue;
    const opener = references.find(
      (one) => one.clearable && left.has(one.child) && left.has(one.parent),
    );
    if (!opener) throw new Error(`tables refer to each other in a circle: ${[...left]}`);
    steps.push(`update ${opener.child} set ${opener.column} = null where unit_id = $1`);
    references = references.filter((one) => one !== opener);
  }
  return steps;
}

/** Foreign keys between different tables, by the column that is not unit_id. */
async function referencesOf(owner: pg.Client): Promise<Reference[]> {
  const { rows } = await owner.query<Reference>(
    `select c.conrelid::regclass::text as child, c.confrelid::regclass::text as parent,
       quote_ident(a.attname) as column, not a.attnotnull as clearable
     from pg_constraint c
     join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[cardinality(c.conkey)]
     where c.contype = 'f' and c.conrelid <> c.confrelid`,
  );
  return rows;
}
