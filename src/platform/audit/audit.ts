/** Who did what, when, and what it was before and after; written in the command's own transaction. */
import { sql } from 'kysely';
import { chunks } from '../../base/chunks.ts';
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../db/context.ts';

export type AuditLine = {
  /** Verb in the slice's words, e.g. `device.create`. */
  action: string;
  objectType: string;
  objectId: string;
  before?: unknown;
  after?: unknown;
};

const SECRET = /password|secret|token|keyHash|serial(No|Number)?$|apiKey/i;

export async function audit(cx: CommandContext, line: AuditLine): Promise<void> {
  await auditMany(cx, [line]);
}

/** Rows in one statement; more would only be held in memory longer. */
const AT_ONCE = 5000;

/** Many lines in few statements, for commands over sets. */
export async function auditMany(cx: CommandContext, lines: AuditLine[]): Promise<void> {
  for (const part of chunks(lines, AT_ONCE)) await insertLines(cx, part);
}

async function insertLines(cx: CommandContext, lines: AuditLine[]): Promise<void> {
  const rows = lines.map((line) => ({
    id: newId(),
    action: line.action,
    object_type: line.objectType,
    object_id: line.objectId,
    before: masked(line.before),
    after: masked(line.after),
  }));
  await sql`
    insert into platform_audit (unit_id, id, at, actor_kind, actor_id, actor_name, action,
      object_type, object_id, before, after, request_id, address)
    select ${cx.unitId}, r.id, ${cx.now.toISOString()}::timestamptz, ${cx.actor.kind}, ${cx.actor.id},
      ${cx.actor.name}, r.action, r.object_type, r.object_id, r.before, r.after, ${cx.requestId},
      ${cx.address ?? null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, action text, object_type text, object_id text, before jsonb, after jsonb)
  `.execute(cx.tx);
}

/** Secrets never reach the log: their presence is kept, their value is not. */
export function masked(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== 'object' || value instanceof Date) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value)) {
    copy[key] = SECRET.test(key) && inner !== null && inner !== undefined ? '***' : masked(inner);
  }
  return copy;
}
