/** The journal as a list: the entries behind a figure, reversed ones included and marked. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { EntryCause, EntryKind, LedgerEntry } from './shapes.ts';
import { readCursor, writeCursor } from './store.cursors.ts';

export type EntriesQuery = {
  software?: string | undefined;
  device?: string | undefined;
  kind?: EntryKind | undefined;
  cause?: EntryCause | undefined;
  asOf?: string | undefined;
  knownAt?: string | undefined;
  q?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/** Newest entries first. */
export async function listEntries(
  tx: Tx,
  unitId: string,
  query: EntriesQuery,
): Promise<Page<LedgerEntry>> {
  const before = readCursor(query.cursor, 'entries', z.number().int());
  const search = query.q ? likeAnywhere(query.q) : undefined;
  const { rows } = await sql<LedgerEntry>`
    select e.entry_no, e.kind, e.software_id, s.software_no, s.software_name, e.device_id,
      e.computer_no, e.computer_brand, e.version, e.user_name, e.department_name, e.occurred_on,
      e.date_basis, e.recorded_at, e.cause, e.cause_ref, e.actor_name, e.reason, e.group_id,
      e.reverses_entry_no, r.entry_no as reversed_by_entry_no
    from ledgers_entry e
    join configuration_software s on s.unit_id = ${unitId} and s.id = e.software_id
    left join ledgers_entry r on r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no
      ${query.knownAt ? sql`and r.recorded_at <= ${query.knownAt}::timestamptz` : sql``}
    where e.unit_id = ${unitId}
      ${query.software ? sql`and e.software_id = ${query.software}::uuid` : sql``}
      ${query.device ? sql`and e.device_id = ${query.device}::uuid` : sql``}
      ${query.kind ? sql`and e.kind = ${query.kind}` : sql``}
      ${query.cause ? sql`and e.cause = ${query.cause}` : sql``}
      ${query.asOf ? sql`and e.occurred_on <= ${query.asOf}::date` : sql``}
      ${query.knownAt ? sql`and e.recorded_at <= ${query.knownAt}::timestamptz` : sql``}
      ${before ? sql`and e.entry_no < ${before}` : sql``}
      ${
        search
          ? sql`and (e.computer_no ilike ${search} or e.user_name ilike ${search}
              or e.department_name ilike ${search} or s.software_name ilike ${search}
              or s.software_no ilike ${search})`
          : sql``
      }
    order by e.entry_no desc limit ${query.limit + 1}`.execute(tx);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > query.limit && last ? writeCursor('entries', last.entryNo) : undefined,
  };
}
