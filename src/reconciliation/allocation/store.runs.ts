/** Runs of the allocation, and the pages of its result. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AllocationRun, RunFigures } from './shapes.ts';

export async function insertRun(
  tx: Tx,
  unitId: string,
  run: { id: string; day: string; scope: string; at: Date; by: string },
): Promise<void> {
  await sql`
    insert into reconciliation_allocation_run (unit_id, id, day, scope, state, started_at, started_by)
    values (${unitId}, ${run.id}, ${run.day}, ${run.scope}, 'running', ${run.at}, ${run.by})
  `.execute(tx);
}

export async function finishRun(
  tx: Tx,
  unitId: string,
  id: string,
  end: { state: 'done' | 'cancelled' | 'failed'; at: Date; figures: Partial<RunFigures> },
): Promise<void> {
  await sql`
    update reconciliation_allocation_run set state = ${end.state}, finished_at = ${end.at},
      figures = ${JSON.stringify(end.figures)}::jsonb
    where unit_id = ${unitId} and id = ${id} and state = 'running'
  `.execute(tx);
}

/** The last finished run and the last one begun. */
export async function latestRuns(
  tx: Tx,
  unitId: string,
): Promise<{ last: AllocationRun | null; current: AllocationRun | null }> {
  const { rows } = await sql<AllocationRun>`
    (select * from reconciliation_allocation_run where unit_id = ${unitId} and state = 'done'
      order by started_at desc limit 1)
    union all
    (select * from reconciliation_allocation_run where unit_id = ${unitId} and state <> 'done'
      order by started_at desc limit 1)
  `.execute(tx);
  const runs = rows.map((row) => ({
    ...row,
    startedAt: new Date(row.startedAt).toISOString(),
    finishedAt: row.finishedAt ? new Date(row.finishedAt).toISOString() : null,
  }));
  const last = runs.find(({ state }) => state === 'done') ?? null;
  const other = runs.find(({ state }) => state !== 'done') ?? null;
  return { last, current: other && (!last || other.startedAt > last.startedAt) ? other : null };
}

export async function componentIds(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from reconciliation_allocation_component where unit_id = ${unitId}`.execute(tx);
  return rows.map(({ id }) => id);
}
