/** Imported lines that wait, stated counts, and the differences as compared last. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { RegisterLine, TieDraft } from './rules.tie.ts';
import type { TieDifference, TieKind, TieSummary } from './shapes.ts';

/** Ticked lines of imported lists. */
export async function registerLines(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<RegisterLine[]> {
  const { rows } = await sql<RegisterLine>`
    select device_id, software_id, software_name, product_id, version
    from ledgers_opening_proposal
    where unit_id = ${unitId} and state = 'waiting' and chosen and source = 'list'
      and device_id = any(${[...deviceIds]}::uuid[])
    order by device_id, id`.execute(tx);
  return rows;
}

/** Computers a list names, and computers that are seen. */
export async function tieComputers(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select device_id as id from ledgers_opening_proposal
    where unit_id = ${unitId} and state = 'waiting' and chosen and source = 'list'
    union
    select device_id from discovery_source where unit_id = ${unitId} and device_id is not null
    order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

export async function statedCounts(
  tx: Tx,
  unitId: string,
): Promise<{ softwareId: string; softwareName: string; quantity: number; lines: number }[]> {
  const { rows } = await sql<{
    softwareId: string;
    softwareName: string;
    quantity: number;
    lines: number;
  }>`
    select c.software_id, s.software_name, c.quantity,
      (select count(*)::int from ledgers_open_install i
        where i.unit_id = ${unitId} and i.software_id = c.software_id)
      + (select count(*)::int from ledgers_opening_proposal o
        where o.unit_id = ${unitId} and o.software_id = c.software_id and o.state = 'waiting'
          and o.chosen and o.source = 'list') as lines
    from configuration_stated_count c
    join configuration_software s on s.unit_id = ${unitId} and s.id = c.software_id
    where c.unit_id = ${unitId} order by s.software_no`.execute(tx);
  return rows;
}

const AT_ONCE = 10_000;

export async function saveTieOut(
  cx: CommandContext,
  made: { computers: number; registerLines: number; drafts: readonly TieDraft[] },
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of made.drafts) counts[kind] = (counts[kind] ?? 0) + 1;
  const { unitId, tx } = cx;
  await sql`delete from reconciliation_tie_difference where unit_id = ${unitId}`.execute(tx);
  for (let start = 0; start < made.drafts.length; start += AT_ONCE) {
    const part = made.drafts
      .slice(start, start + AT_ONCE)
      .map((draft, index) => ({ ...draft, position: start + index }));
    await sql`
      insert into reconciliation_tie_difference (unit_id, position, kind, device_id, software_id,
        software_name, register_text, seen_text)
      select ${unitId}, r.position, r.kind, r."deviceId", r."softwareId", r."softwareName",
        r."registerText", r."seenText"
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r (position integer, kind text,
        "deviceId" uuid, "softwareId" uuid, "softwareName" text, "registerText" text,
        "seenText" text)`.execute(tx);
  }
  await sql`
    insert into reconciliation_tie_out (unit_id, made_at, made_by, computers, register_lines, counts)
    values (${unitId}, ${cx.now.toISOString()}::timestamptz, ${cx.actor.name}, ${made.computers},
      ${made.registerLines}, ${JSON.stringify(counts)})
    on conflict (unit_id) do update set made_at = excluded.made_at, made_by = excluded.made_by,
      computers = excluded.computers, register_lines = excluded.register_lines,
      counts = excluded.counts`.execute(tx);
  return counts;
}

export async function tieSummary(tx: Tx, unitId: string): Promise<TieSummary | null> {
  const { rows } = await sql<TieSummary>`
    select t.made_at, t.made_by, t.computers, t.register_lines, t.counts,
      exists (select from platform_import i where i.unit_id = ${unitId}
        and i.state in ('committed', 'undone')
        and i.kind in ('ledgers.opening', 'ledgers.journal', 'configuration.software')
        and greatest(i.made_at, i.undone_at) > t.made_at) as stale
    from reconciliation_tie_out t where t.unit_id = ${unitId}`.execute(tx);
  return rows[0] ?? null;
}

type TieTables = {
  reconciliationTieDifference: {
    unitId: string;
    position: number;
    kind: TieKind;
    deviceId: string | null;
    softwareId: string | null;
    softwareName: string;
    registerText: string;
    seenText: string;
  };
  ledgersDevice: { unitId: string; id: string; computerNo: string };
  configurationSoftware: { unitId: string; id: string; softwareNo: string };
};

export async function tiePage(
  tx: Tx,
  unitId: string,
  query: {
    q?: string | undefined;
    kind?: TieKind | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
  },
): Promise<Page<TieDifference>> {
  let found = tables<TieTables>(tx)
    .selectFrom('reconciliationTieDifference as t')
    .leftJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 't.unitId').onRef('d.id', '=', 't.deviceId'),
    )
    .leftJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 't.unitId').onRef('s.id', '=', 't.softwareId'),
    )
    .select([
      sql<string>`t.position::text`.as('id'),
      't.kind',
      't.deviceId',
      'd.computerNo',
      't.softwareId',
      's.softwareNo',
      't.softwareName',
      't.registerText',
      't.seenText',
    ])
    .where('t.unitId', '=', unitId);
  if (query.kind) found = found.where('t.kind', '=', query.kind);
  if (query.q) {
    const like = likeAnywhere(query.q);
    found = found.where(
      sql<boolean>`(t.software_name ilike ${like} or d.computer_no ilike ${like}
        or s.software_no ilike ${like})`,
    );
  }
  return keyset(found, {
    sort: query.sort,
    defaultSort: 'position',
    columns: {
      position: { expression: sql`t.position`, type: 'integer' },
      softwareName: { expression: sql`t.software_name`, type: 'text' },
      computerNo: { expression: sql`coalesce(d.computer_no, '')`, type: 'text' },
    },
    id: sql`t.position`,
    idType: 'integer',
    cursor: query.cursor,
    limit: query.limit,
  });
}
