/** What was closed by hand, what has been told, and the standing duties as the records show them. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Raise } from './rules.ts';

export type Closing = {
  duty: string;
  period: string;
  state: 'done' | 'notApplicable';
  closedOn: string;
  words: string;
  fileId: string | null;
  closedBy: string;
};

export async function closings(tx: Tx, unitId: string): Promise<Closing[]> {
  const { rows } = await sql<Closing>`
    select duty, period, state, closed_on, words, file_id, closed_by from daily_clock_closing
    where unit_id = ${unitId}
  `.execute(tx);
  return rows;
}

/** False when it is closed already. */
export async function insertClosing(
  cx: CommandContext,
  row: Omit<Closing, 'closedBy'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into daily_clock_closing (unit_id, duty, period, state, closed_on, words, file_id,
      closed_by_id, closed_by, closed_at)
    values (${cx.unitId}, ${row.duty}, ${row.period}, ${row.state}, ${row.closedOn}, ${row.words},
      ${row.fileId}, ${cx.actor.id}, ${cx.actor.name}, ${cx.now.toISOString()}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function deleteClosing(
  cx: CommandContext,
  duty: string,
  period: string,
): Promise<Closing | undefined> {
  const { rows } = await sql<Closing>`
    delete from daily_clock_closing
    where unit_id = ${cx.unitId} and duty = ${duty} and period = ${period}
    returning duty, period, state, closed_on, words, file_id, closed_by
  `.execute(cx.tx);
  return rows[0];
}

export async function raisedKeys(tx: Tx, unitId: string): Promise<Set<string>> {
  const { rows } = await sql<{ key: string }>`
    select duty || ' ' || period || ' ' || stage as key from daily_clock_raised
    where unit_id = ${unitId}
  `.execute(tx);
  return new Set(rows.map((row) => row.key));
}

/** The ones really written: of two servers telling at once, one writes each. */
export async function insertRaised(
  cx: CommandContext,
  raises: readonly Raise[],
): Promise<Set<string>> {
  const given = raises.map(({ duty, period, stage }) => ({ duty, period, stage }));
  const { rows } = await sql<{ key: string }>`
    insert into daily_clock_raised (unit_id, duty, period, stage, raised_on)
    select ${cx.unitId}, r.duty, r.period, r.stage, ${cx.today}
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as r (duty text, period text, stage text)
    on conflict do nothing returning duty || ' ' || period || ' ' || stage as key
  `.execute(cx.tx);
  return new Set(rows.map((row) => row.key));
}

/** The day the unit came into the system, in China. */
export async function unitSince(tx: Tx, unitId: string): Promise<string> {
  const { rows } = await sql<{ since: string }>`
    select (created_at at time zone 'Asia/Shanghai')::date as since from organisation_unit
    where id = ${unitId}
  `.execute(tx);
  return rows[0]!.since;
}

export type Standing = {
  committee: boolean;
  unsignedPledges: number;
  overdueRemovals: number;
  expiredInUse: number;
};

export async function standing(cx: CommandContext): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select
      exists (select 1 from responsibility_committee
        where unit_id = ${cx.unitId} and state = 'inForce') as committee,
      (select count(*)::int from organisation_person p where p.unit_id = ${cx.unitId} and p.active
        and not exists (select 1 from responsibility_pledge l
          where l.unit_id = p.unit_id and l.person_id = p.id and l.text_version >= coalesce(
            (select max(version) from responsibility_pledge_text where unit_id = ${cx.unitId}), 1))
      ) as unsigned_pledges,
      (select count(*)::int from reconciliation_finding
        where unit_id = ${cx.unitId} and state = 'ordered'
          and (decision ->> 'dueOn')::date < ${cx.today}) as overdue_removals,
      (select count(*)::int from reconciliation_finding
        where unit_id = ${cx.unitId} and state = 'open' and kind = 'expired') as expired_in_use
  `.execute(cx.tx);
  return rows[0]!;
}
