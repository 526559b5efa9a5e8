/** Annual summaries, a row per section so that two people can write on two sections at once. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { SectionText, Summary, SummarySection } from './shapes.ts';

export type SummaryRow = Summary & { writers: string[]; organizationName: string };

export async function summariesOf(
  cx: CommandContext,
  filter: { id?: string; year?: number; lock?: boolean } = {},
): Promise<SummaryRow[]> {
  const { rows } = await sql<SummaryRow>`
    select s.id, s.year, s.state, s.writers, s.approved_by, s.approved_on, u.name as organization_name
    from reporting_summary s join organisation_unit u on u.id = s.unit_id
    where s.unit_id = ${cx.unitId} and (${filter.id ?? null}::uuid is null or s.id = ${filter.id ?? null}::uuid)
      and (${filter.year ?? null}::int is null or s.year = ${filter.year ?? null}::int)
    order by s.year desc limit 200 ${filter.lock ? sql`for update of s` : sql``}
  `.execute(cx.tx);
  return rows;
}

/** False when the year has one. */
export async function insertSummary(
  cx: CommandContext,
  row: { id: string; year: number; writers: string[] },
): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows } = await sql`
    insert into reporting_summary (unit_id, id, year, state, writers, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.year}, 'draft', ${row.writers}::text[], ${now}::timestamptz,
      ${now}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export async function saveSummary(
  cx: CommandContext,
  row: Omit<SummaryRow, 'organizationName' | 'year'>,
): Promise<void> {
  await sql`
    update reporting_summary set state = ${row.state}, writers = ${row.writers}::text[],
      approved_by = ${row.approvedBy}, approved_on = ${row.approvedOn},
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

export async function sectionsOf(cx: CommandContext, summaryId: string): Promise<SectionText[]> {
  const { rows } = await sql<SectionText>`
    select section, words, revision, edited_by, changed_at from reporting_summary_section
    where unit_id = ${cx.unitId} and summary_id = ${summaryId}
  `.execute(cx.tx);
  return rows;
}

export async function insertSections(
  cx: CommandContext,
  summaryId: string,
  sections: readonly { section: SummarySection; words: string }[],
): Promise<void> {
  await sql`
    insert into reporting_summary_section (unit_id, summary_id, section, words, revision, changed_at)
    select ${cx.unitId}, ${summaryId}, r.section, r.words, 1, ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(sections)}::jsonb) as r (section text, words text)
  `.execute(cx.tx);
}

export async function saveSection(
  cx: CommandContext,
  summaryId: string,
  { section, words, by }: { section: SummarySection; words: string; by: string },
): Promise<void> {
  await sql`
    update reporting_summary_section set words = ${words}, revision = revision + 1,
      edited_by = ${by}, changed_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and summary_id = ${summaryId} and section = ${section}
  `.execute(cx.tx);
}

export async function statisticsOf(
  cx: CommandContext,
  year: number,
): Promise<{ id: string; state: string; confirmedOn: string | null } | null> {
  const { rows } = await sql<{ id: string; state: string; confirmedOn: string | null }>`
    select id, state, confirmed_on from reporting_statistics
    where unit_id = ${cx.unitId} and year = ${year}
  `.execute(cx.tx);
  return rows[0] ?? null;
}
