/** Under which rules and which catalogue a unit's matches were made, and whether a job is to make them anew. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type State = {
  revision: number;
  doneRevision: number;
  doneCatalogue: string;
  /** A job was queued then and has not begun. */
  jobQueuedAt: string | null;
};

/** The unit's state, made when it has none. `lock` keeps the unit's rules as they are until the transaction ends. */
export async function unitState(
  tx: Tx,
  unitId: string,
  catalogueVersion: string,
  lock: 'share' | 'update',
): Promise<State> {
  const read = () =>
    sql<State>`select revision, done_revision, done_catalogue, job_queued_at from recognition_state
      where unit_id = ${unitId} ${lock === 'share' ? sql`for share` : sql`for update`}`.execute(tx);
  const found = await read();
  if (found.rows[0]) return found.rows[0];
  await sql`insert into recognition_state (unit_id, done_catalogue) values (${unitId}, ${catalogueVersion})
    on conflict do nothing`.execute(tx);
  return (await read()).rows[0]!;
}

export async function saveRevision(tx: Tx, unitId: string, revision: number): Promise<void> {
  await sql`update recognition_state set revision = ${revision} where unit_id = ${unitId}`.execute(
    tx,
  );
}

export async function noteQueued(tx: Tx, unitId: string, at: string | null): Promise<void> {
  await sql`update recognition_state set job_queued_at = ${at}::timestamptz where unit_id = ${unitId}`.execute(
    tx,
  );
}

export async function saveDone(
  tx: Tx,
  unitId: string,
  revision: number,
  catalogueVersion: string,
): Promise<void> {
  await sql`update recognition_state set done_revision = ${revision}, done_catalogue = ${catalogueVersion}
    where unit_id = ${unitId}`.execute(tx);
}

/** Units whose matches were made under other rules or another catalogue than the present ones. */
export async function unitsBehind(tx: Tx, catalogueVersion: string): Promise<string[]> {
  const result = await sql<{ unitId: string }>`select unit_id from recognition_state
    where revision <> done_revision or done_catalogue <> ${catalogueVersion}`.execute(tx);
  return result.rows.map((row) => row.unitId);
}
