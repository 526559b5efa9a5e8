/** 安装数量 as an imported form 7 stated it: only to be compared, never a figure of the register (TZ-1.13). */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';

export async function saveStated(
  cx: CommandContext,
  importId: string,
  stated: ReadonlyMap<string, number>,
): Promise<void> {
  if (stated.size === 0) return;
  await sql`
    insert into configuration_stated_count (unit_id, software_id, quantity, import_id, stated_at)
    select ${cx.unitId}, s.*, ${importId}, ${cx.now.toISOString()}::timestamptz
    from unnest(${[...stated.keys()]}::uuid[], ${[...stated.values()]}::integer[]) s
    on conflict (unit_id, software_id) do update set quantity = excluded.quantity,
      import_id = excluded.import_id, stated_at = excluded.stated_at`.execute(cx.tx);
}

export async function forgetStated(cx: CommandContext, importId: string): Promise<void> {
  await sql`delete from configuration_stated_count
    where unit_id = ${cx.unitId} and import_id = ${importId}`.execute(cx.tx);
}
