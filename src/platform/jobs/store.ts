/** Rows of `platform_job`. */
import { sql } from 'kysely';
import type { RefusalParams } from '../../base/refusal.ts';
import type { Actor } from '../db/context.ts';
import { type Tx, tables } from '../db/database.ts';
import { keyset, likeAnywhere } from '../db/page.ts';
import type { Page } from '../http/endpoint.ts';
import type { Job } from './shapes.ts';

export type Message = { sentence: string; params: RefusalParams };
export type JobRow = {
  unitId: string;
  id: string;
  kind: string;
  title: string;
  state: Job['state'];
  input: unknown;
  done: number;
  total: number | null;
  message: Message | null;
  result: unknown;
  actor: Actor;
  attempts: number;
  cancelRequested: boolean;
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
};
type JobTables = { platformJob: JobRow };
type Key = { unitId: string; id: string };

export async function insertJob(
  tx: Tx,
  job: Key & { kind: string; title: string; input: unknown; actor: Actor; at: Date },
): Promise<void> {
  await sql`
    insert into platform_job (unit_id, id, kind, title, state, input, actor, created_at)
    values (${job.unitId}, ${job.id}, ${job.kind}, ${job.title}, 'queued',
      ${JSON.stringify(job.input)}, ${JSON.stringify(job.actor)}, ${job.at.toISOString()})
  `.execute(tx);
}

export async function findJob(tx: Tx, { unitId, id }: Key): Promise<JobRow | undefined> {
  return tables<JobTables>(tx)
    .selectFrom('platformJob')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Takes a job for running; `interrupted` says that a run of it was broken off before. Undefined: nothing to run. */
export async function claimJob(
  tx: Tx,
  { unitId, id }: Key,
): Promise<(JobRow & { interrupted: boolean }) | undefined> {
  const { rows } = await sql<JobRow & { interrupted: boolean }>`
    with before as (
      select state from platform_job where unit_id = ${unitId} and id = ${id} for update)
    update platform_job j
    set state = 'running', attempts = attempts + 1, started_at = coalesce(started_at, now())
    from before
    where j.unit_id = ${unitId} and j.id = ${id} and before.state in ('queued', 'running')
    returning j.*, before.state = 'running' as interrupted
  `.execute(tx);
  return rows[0];
}

/** Notes how far a running job is and says whether somebody asked for its end. */
export async function noteProgress(
  tx: Tx,
  { unitId, id }: Key,
  progress: { done: number; total: number | null; message: Message | null },
): Promise<boolean> {
  const { rows } = await sql<{ cancelRequested: boolean }>`
    update platform_job set done = ${progress.done}, total = ${progress.total},
      message = ${progress.message ? JSON.stringify(progress.message) : null}
    where unit_id = ${unitId} and id = ${id}
    returning cancel_requested
  `.execute(tx);
  return rows[0]?.cancelRequested ?? true;
}

export async function isCancelRequested(tx: Tx, key: Key): Promise<boolean> {
  return (await findJob(tx, key))?.cancelRequested ?? true;
}

export async function finishJob(
  tx: Tx,
  { unitId, id }: Key,
  end: { state: 'done' | 'failed' | 'cancelled'; message: Message | null; result?: unknown },
): Promise<void> {
  await sql`
    update platform_job set state = ${end.state}, finished_at = now(),
      message = ${end.message ? JSON.stringify(end.message) : null},
      done = case when ${end.state} = 'done' then coalesce(total, done) else done end,
      result = ${end.result === undefined ? null : JSON.stringify(end.result)}
    where unit_id = ${unitId} and id = ${id} and state = 'running'
  `.execute(tx);
}

/** Back into the queue without counting the run: the server was told to stop in the middle of it. */
export async function requeueJob(tx: Tx, { unitId, id }: Key): Promise<void> {
  await sql`
    update platform_job set state = 'queued', attempts = attempts - 1
    where unit_id = ${unitId} and id = ${id} and state = 'running'
  `.execute(tx);
}

/** A waiting job ends at once, a running one is asked to. */
export async function requestCancel(tx: Tx, { unitId, id }: Key): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    update platform_job set cancel_requested = true,
      state = case state when 'queued' then 'cancelled' else state end,
      finished_at = case state when 'queued' then now() else finished_at end
    where unit_id = ${unitId} and id = ${id} and state in ('queued', 'running')
    returning *
  `.execute(tx);
  return rows[0];
}

export async function listJobRows(
  tx: Tx,
  unitId: string,
  query: {
    q?: string | undefined;
    state?: Job['state'] | undefined;
    kind?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<JobRow>> {
  let select = tables<JobTables>(tx)
    .selectFrom('platformJob as j')
    .selectAll()
    .where('j.unitId', '=', unitId);
  if (query.state) select = select.where('j.state', '=', query.state);
  if (query.kind) select = select.where('j.kind', '=', query.kind);
  if (query.q) select = select.where('j.title', 'ilike', likeAnywhere(query.q));
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-createdAt',
    columns: { createdAt: { expression: sql`j.created_at`, type: 'timestamptz' } },
    id: sql`j.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}
