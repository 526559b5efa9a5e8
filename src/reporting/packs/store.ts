/** Packs as rows; how far one is stands in its job. */
import { sql } from 'kysely';
import type { Permission } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';

export type Outcome = {
  fileId: string;
  name: string;
  size: number;
  sha256: string;
  digest: string;
  files: number;
  /** Rights that reach all that is in it. */
  needs: Permission[];
  withheld: string[];
  missing: string[];
};
export type PackRow = {
  id: string;
  from: string;
  to: string;
  base: string;
  jobId: string | null;
  outcome: Outcome | null;
  createdById: string;
  createdBy: string;
  createdAt: string;
  jobState: string | null;
  done: number;
  total: number | null;
};

export async function packs(cx: CommandContext, id?: string): Promise<PackRow[]> {
  const { rows } = await sql<PackRow>`
    select p.id, p.period_from::text as "from", p.period_to::text as "to", p.base, p.job_id, p.outcome,
      p.created_by_id, p.created_by, p.created_at, j.state as job_state, coalesce(j.done, 0) as done, j.total
    from reporting_pack p left join platform_job j on j.unit_id = p.unit_id and j.id = p.job_id
    where p.unit_id = ${cx.unitId} and (${id ?? null}::uuid is null or p.id = ${id ?? null}::uuid)
    order by p.created_at desc, p.id desc limit 200
  `.execute(cx.tx);
  return rows;
}

export async function insertPack(
  cx: CommandContext,
  row: { id: string; from: string; to: string; base: string },
): Promise<void> {
  await sql`
    insert into reporting_pack (unit_id, id, period_from, period_to, base, created_at, created_by_id, created_by)
    values (${cx.unitId}, ${row.id}, ${row.from}::date, ${row.to}::date, ${row.base},
      ${cx.now.toISOString()}::timestamptz, ${cx.actor.id}, ${cx.actor.name})
  `.execute(cx.tx);
}

export async function noteJob(cx: CommandContext, id: string, jobId: string): Promise<void> {
  await sql`update reporting_pack set job_id = ${jobId}
    where unit_id = ${cx.unitId} and id = ${id}`.execute(cx.tx);
}

/** Once: a pack that was handed out is never another one. */
export async function saveOutcome(cx: CommandContext, id: string, outcome: Outcome): Promise<void> {
  await sql`update reporting_pack set outcome = ${JSON.stringify(outcome)}::jsonb
    where unit_id = ${cx.unitId} and id = ${id} and outcome is null`.execute(cx.tx);
}
