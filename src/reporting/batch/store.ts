/** Batches as rows; how far one is stands in its job. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Batch, BatchFolder, BatchKind, BatchState } from './shapes.ts';

export type Outcome = {
  fileId: string;
  name: string;
  size: number;
  sha256: string;
  files: number;
  folders: BatchFolder[];
  withheld: string[];
  notes: string[];
};
export type BatchRow = {
  id: string;
  kind: BatchKind;
  from: string;
  to: string;
  formats: Batch['formats'];
  jobId: string | null;
  outcome: Outcome | null;
  createdBy: string;
  createdAt: string;
  jobState: string | null;
  done: number;
  total: number | null;
};

/** Newest first, of the caller alone: a batch holds what his rights reach. */
export async function ownBatches(
  cx: CommandContext,
  { id, limit = 100 }: { id?: string; limit?: number } = {},
): Promise<BatchRow[]> {
  const { rows } = await sql<BatchRow>`
    select b.id, b.kind, b.period_from::text as "from", b.period_to::text as "to", b.formats, b.job_id,
      b.outcome, b.created_by, b.created_at, j.state as job_state, coalesce(j.done, 0) as done, j.total
    from reporting_batch b left join platform_job j on j.unit_id = b.unit_id and j.id = b.job_id
    where b.unit_id = ${cx.unitId} and b.created_by_id = ${cx.actor.id}
      and (${id ?? null}::uuid is null or b.id = ${id ?? null}::uuid)
    order by b.created_at desc, b.id desc limit ${limit}
  `.execute(cx.tx);
  return rows;
}

export async function insertBatch(
  cx: CommandContext,
  row: { id: string; kind: BatchKind; from: string; to: string; formats: readonly string[] },
): Promise<void> {
  await sql`
    insert into reporting_batch
      (unit_id, id, kind, period_from, period_to, formats, created_at, created_by_id, created_by)
    values (${cx.unitId}, ${row.id}, ${row.kind}, ${row.from}::date, ${row.to}::date,
      ${[...row.formats]}::text[], ${cx.now.toISOString()}::timestamptz, ${cx.actor.id},
      ${cx.actor.name})
  `.execute(cx.tx);
}

export async function noteJob(cx: CommandContext, id: string, jobId: string): Promise<void> {
  await sql`
    update reporting_batch set job_id = ${jobId} where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
}

export async function saveOutcome(cx: CommandContext, id: string, outcome: Outcome): Promise<void> {
  await sql`
    update reporting_batch set outcome = ${JSON.stringify(outcome)}::jsonb
    where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
}

export function stateOf(row: BatchRow): BatchState {
  if (row.outcome) return 'done';
  if (row.jobState === 'failed' || row.jobState === 'cancelled') return row.jobState;
  return 'running';
}
