/** Tables of 附件5, one a year, and the rules a unit has issued. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Warning } from './rules.checks.ts';
import type { Policy } from './shapes.policies.ts';
import type { Statistics, StatisticsRecord, StatisticsRow, TypedValues } from './shapes.ts';

/** The table as it was sent in; warnings in words that are still to be said in the reader's language. */
export type Frozen = {
  rows: StatisticsRow[];
  asOf: string;
  lastYear: StatisticsRecord['lastYear'];
  warnings: Warning[];
};
export type StatisticsStored = Statistics & {
  preparerPhone: string;
  typed: TypedValues;
  frozen: Frozen | null;
  writers: string[];
};

export async function statisticsOf(
  cx: CommandContext,
  filter: { id?: string; year?: number; lock?: boolean } = {},
): Promise<StatisticsStored[]> {
  const { rows } = await sql<StatisticsStored>`
    select id, year, state, typed, frozen, writers, prepared_by, preparer_phone, prepared_on,
      confirmed_by, confirmed_on
    from reporting_statistics
    where unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${filter.year ?? null}::int is null or year = ${filter.year ?? null}::int)
    order by year desc limit 200 ${filter.lock ? sql`for update` : sql``}
  `.execute(cx.tx);
  return rows;
}

/** False when the year has a table. */
export async function insertStatistics(
  cx: CommandContext,
  row: Pick<StatisticsStored, 'id' | 'year' | 'writers' | 'preparedBy' | 'preparerPhone'>,
): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into reporting_statistics (unit_id, id, year, state, writers, prepared_by, preparer_phone,
      prepared_on, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.year}, 'drafted', ${row.writers}::text[], ${row.preparedBy},
      ${row.preparerPhone}, ${cx.today}, ${now}::timestamptz, ${now}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function saveStatistics(cx: CommandContext, row: StatisticsStored): Promise<void> {
  await sql`
    update reporting_statistics set state = ${row.state}, typed = ${JSON.stringify(row.typed)}::jsonb,
      frozen = ${row.frozen === null ? null : JSON.stringify(row.frozen)}::jsonb,
      writers = ${row.writers}::text[], prepared_by = ${row.preparedBy},
      preparer_phone = ${row.preparerPhone}, prepared_on = ${row.preparedOn},
      confirmed_by = ${row.confirmedBy}, confirmed_on = ${row.confirmedOn},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

/** The form's header: the unit, and whoever fills it in. */
export async function headerOf(
  cx: CommandContext,
): Promise<{ organizationName: string; personName: string | null; phone: string | null }> {
  const { rows } = await sql<{
    organizationName: string;
    personName: string | null;
    phone: string | null;
  }>`
    select u.name as organization_name, p.name as person_name, p.phone
    from organisation_unit u
    left join organisation_person p on p.unit_id = u.id and p.id = ${cx.actor.personId ?? null}::uuid
    where u.id = ${cx.unitId}
  `.execute(cx.tx);
  return rows[0]!;
}

export async function policies(
  cx: CommandContext,
  filter: { id?: string; lock?: boolean } = {},
): Promise<Policy[]> {
  const { rows } = await sql<Policy>`
    select id, name, document_no, issued_on, revised_on, repealed_on from reporting_policy
    where unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
    order by repealed_on is not null, issued_on, name limit 500 ${filter.lock ? sql`for update` : sql``}
  `.execute(cx.tx);
  return rows;
}

/** False when another rule in force has the name. */
export async function savePolicy(cx: CommandContext, row: Policy): Promise<boolean> {
  const { rows: same } = await sql`
    select 1 as one from reporting_policy where unit_id = ${cx.unitId} and name = ${row.name}
      and id <> ${row.id} and repealed_on is null and ${row.repealedOn === null}
  `.execute(cx.tx);
  if (same.length > 0) return false;
  const { rows } = await sql`
    insert into reporting_policy (unit_id, id, name, document_no, issued_on, revised_on, repealed_on)
    values (${cx.unitId}, ${row.id}, ${row.name}, ${row.documentNo}, ${row.issuedOn}, ${row.revisedOn},
      ${row.repealedOn})
    on conflict (unit_id, id) do update set name = excluded.name, document_no = excluded.document_no,
      issued_on = excluded.issued_on, revised_on = excluded.revised_on,
      repealed_on = excluded.repealed_on
    returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}
