/** Reads and writes of `configuration_post_standard`. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { standardKey } from './rules.ts';
import type { PostStandard, StandardLine } from './shapes.ts';

export async function postStandards(
  tx: Tx,
  unitId: string,
  postId?: string,
): Promise<PostStandard[]> {
  const { rows } = await sql<PostStandard>`
    select p.id, p.name as post_name,
      (select count(*)::int from organisation_person n
        where n.unit_id = p.unit_id and n.post_id = p.id and n.active) as people,
      coalesce((select jsonb_agg(jsonb_build_object('softwareName', s.software_name, 'need', s.need,
        'remark', s.remark) order by s.line_no) from configuration_post_standard s
        where s.unit_id = p.unit_id and s.post_id = p.id), '[]'::jsonb) as lines
    from organisation_post p
    where p.unit_id = ${unitId} and p.active and (${postId ?? null}::uuid is null or p.id = ${postId ?? null}::uuid)
    order by p.sort_order, p.name collate "zh-x-icu" limit 2000
  `.execute(tx);
  return rows;
}

export async function replaceStandard(
  cx: CommandContext,
  postId: string,
  lines: readonly StandardLine[],
): Promise<void> {
  await sql`delete from configuration_post_standard
    where unit_id = ${cx.unitId} and post_id = ${postId}`.execute(cx.tx);
  const rows = lines.map((line, at) => ({
    line_no: at + 1,
    software_name: line.softwareName,
    name_key: standardKey(line.softwareName),
    need: line.need,
    remark: line.remark,
  }));
  await sql`
    insert into configuration_post_standard (unit_id, post_id, line_no, software_name, name_key, need, remark)
    select ${cx.unitId}, ${postId}, r.line_no, r.software_name, r.name_key, r.need, r.remark
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (line_no integer, software_name text, name_key text, need text, remark text)
  `.execute(cx.tx);
}

/** The standard of a person's post; undefined for a person without a post. */
export async function standardOfPerson(
  tx: Tx,
  unitId: string,
  personId: string,
): Promise<{ postName: string; lines: StandardLine[] } | undefined> {
  const { rows } = await sql<{ postName: string; lines: StandardLine[] }>`
    select p.name as post_name,
      coalesce((select jsonb_agg(jsonb_build_object('softwareName', s.software_name, 'need', s.need,
        'remark', s.remark) order by s.line_no) from configuration_post_standard s
        where s.unit_id = p.unit_id and s.post_id = p.id), '[]'::jsonb) as lines
    from organisation_person n
    join organisation_post p on p.unit_id = n.unit_id and p.id = n.post_id
    where n.unit_id = ${unitId} and n.id = ${personId}
  `.execute(tx);
  return rows[0];
}
