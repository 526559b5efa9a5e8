/** The unit's own block-list rules for identities that mean nothing. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { JunkKind, JunkRule } from './rules.junk.ts';

export async function junkRules(tx: Tx, unitId: string): Promise<JunkRule[]> {
  const { rows } = await sql<JunkRule>`
    select kind, value, blocked from discovery_junk where unit_id = ${unitId}`.execute(tx);
  return rows;
}

export type JunkRow = JunkRule & { note: string; createdAt: string; createdBy: string };

export async function listJunk(tx: Tx, unitId: string): Promise<JunkRow[]> {
  const { rows } = await sql<JunkRow>`
    select kind, value, blocked, note, created_at, created_by from discovery_junk
    where unit_id = ${unitId} order by kind, value`.execute(tx);
  return rows;
}

export async function saveJunk(
  tx: Tx,
  unitId: string,
  rule: { kind: JunkKind; value: string; blocked: boolean; note: string; at: Date; by: string },
): Promise<void> {
  await sql`
    insert into discovery_junk (unit_id, kind, value, blocked, note, created_at, created_by)
    values (${unitId}, ${rule.kind}, ${rule.value}, ${rule.blocked}, ${rule.note}, ${rule.at.toISOString()}, ${rule.by})
    on conflict (unit_id, kind, value) do update set blocked = excluded.blocked, note = excluded.note,
      created_at = excluded.created_at, created_by = excluded.created_by`.execute(tx);
}

export async function deleteJunk(
  tx: Tx,
  unitId: string,
  kind: JunkKind,
  value: string,
): Promise<boolean> {
  const { rows } = await sql`
    delete from discovery_junk where unit_id = ${unitId} and kind = ${kind} and value = ${value}
    returning value`.execute(tx);
  return rows.length > 0;
}
