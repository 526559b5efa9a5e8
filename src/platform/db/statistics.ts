/**
 * After a large import the planner believes the tables as small as they were until the server counts them by itself,
 * up to a minute later; a list then took two minutes. Only the owner may count, so this opens a connection of its own.
 */
import pg from 'pg';
import type { Database } from './database.ts';

/** Fewer rows than this change no plan. */
const MANY = 1000;

export async function countAfterImport(
  database: Database,
  report: { committed: boolean; counts: { create: number; update: number } },
  tables: readonly string[],
): Promise<void> {
  if (!report.committed || report.counts.create + report.counts.update < MANY) return;
  await countNow(database, tables);
}

/** All tables where none are given: the planner knows what has just been written in bulk. */
export async function countNow(database: Database, tables: readonly string[] = []): Promise<void> {
  const owner = new pg.Client(database.owner);
  await owner.connect();
  try {
    await owner.query(`analyze ${tables.map((table) => pg.escapeIdentifier(table)).join(', ')}`);
  } finally {
    await owner.end();
  }
}
