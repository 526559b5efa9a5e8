/** Closings as rows; their files lie in the file store by content. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Counted } from './rules.ts';
import type {
  Closing,
  ClosingChange,
  ClosingDifference,
  ClosingFigures,
  ClosingForm,
  ClosingState,
} from './shapes.ts';

export type StoredForm = {
  form: ClosingForm;
  fileId: string;
  name: string;
  sha256: string;
  size: number;
};
/**
 * `changes` also keeps the counts themselves, with which the next closing is compared, and the moment of the snapshot:
 * what was recorded after it was not known to this closing.
 */
export type Changes = {
  since: string | null;
  counts: Counted[];
  changed: ClosingChange[];
  knownAt?: string;
};
export type ClosingRow = Closing & {
  differences: ClosingDifference[] | null;
  changes: Changes | null;
  files: StoredForm[];
  reviewNote: string;
  signatureId: string | null;
};

export async function closings(
  tx: Tx,
  unitId: string,
  filter: { id?: string; states?: readonly ClosingState[]; lock?: boolean } = {},
): Promise<ClosingRow[]> {
  const { rows } = await sql<ClosingRow>`
    select id, period, as_of, state, figures, differences, changes, files, review_note, signature_id,
      created_at
    from reporting_closing
    where unit_id = ${unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${!filter.states} or state = any(${[...(filter.states ?? [])]}::text[]))
    order by period desc, id desc limit 500 ${filter.lock ? sql`for update` : sql``}
  `.execute(tx);
  return rows;
}

/** False when the half has one already. */
export async function insertClosing(
  cx: CommandContext,
  row: { id: string; period: string; asOf: string },
): Promise<boolean> {
  const { rows } = await sql`
    insert into reporting_closing (unit_id, id, period, as_of, state, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.period}, ${row.asOf}, 'generating',
      ${cx.now.toISOString()}::timestamptz, ${cx.now.toISOString()}::timestamptz)
    on conflict do nothing returning 1 as one
  `.execute(cx.tx);
  return rows.length > 0;
}

export type Generated = {
  figures: ClosingFigures;
  differences: ClosingDifference[];
  changes: Changes;
  files: StoredForm[];
};

export async function saveGenerated(cx: CommandContext, id: string, made: Generated) {
  await sql`
    update reporting_closing set figures = ${JSON.stringify(made.figures)}::jsonb,
      differences = ${JSON.stringify(made.differences)}::jsonb,
      changes = ${JSON.stringify(made.changes)}::jsonb, files = ${JSON.stringify(made.files)}::jsonb
    where unit_id = ${cx.unitId} and id = ${id} and state = 'generating'
  `.execute(cx.tx);
}

export async function saveState(
  cx: CommandContext,
  id: string,
  change: { state: ClosingState; reviewNote?: string; signatureId?: string },
): Promise<void> {
  await sql`
    update reporting_closing set state = ${change.state},
      review_note = coalesce(${change.reviewNote ?? null}, review_note),
      signature_id = coalesce(${change.signatureId ?? null}::uuid, signature_id),
      updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${id}
  `.execute(cx.tx);
}

/** Open findings by kind: what is observed, recorded and entitled does not agree. */
export async function openFindings(tx: Tx, unitId: string): Promise<ClosingDifference[]> {
  const { rows } = await sql<ClosingDifference>`
    select kind, count(*)::int as count from reconciliation_finding
    where unit_id = ${unitId} and state in ('open', 'ordered', 'case')
    group by kind order by count(*) desc, kind
  `.execute(tx);
  return rows;
}
