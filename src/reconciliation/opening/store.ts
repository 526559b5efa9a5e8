/** Imported lines that wait, stated counts, and the differences as compared last. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { WrittenName } from '../../recognition/index.ts';
import type { RegisterLine, TieDraft } from './rules.tie.ts';
import type { LineState, TieDifference, TieKind, TieSummary } from './shapes.ts';

const WAITING = sql`state = 'waiting' and chosen and source = 'list'`;

/** Entries that came from a list and stand: `import:` of form 9, `list` of form 8. */
const posted = (unitId: string) => sql`
  from ledgers_open_install i
  join ledgers_entry e on e.unit_id = ${unitId} and e.entry_no = i.entry_no
    and e.cause = 'opening' and (e.cause_ref like 'import:%' or e.cause_ref like 'list%')
  join configuration_software s on s.unit_id = ${unitId} and s.id = i.software_id
  where i.unit_id = ${unitId}`;

/** Lines of imported lists: ticked ones that wait, and those that are entries already. */
export async function registerLines(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Omit<RegisterLine, 'namedProductId'>[]> {
  const among = sql`device_id = any(${[...deviceIds]}::uuid[])`;
  const { rows } = await sql<Omit<RegisterLine, 'namedProductId'>>`
    select device_id, id as line_id, false as recorded, software_id, software_name, product_id,
      version
    from ledgers_opening_proposal where unit_id = ${unitId} and ${WAITING} and ${among}
    union all
    select i.device_id, null, true, i.software_id, s.software_name, s.product_id, i.version
    ${posted(unitId)} and i.${among}
    order by device_id, line_id, software_id`.execute(tx);
  return rows;
}

/** How these lines name software, each spelling once. */
export async function registerNames(tx: Tx, unitId: string): Promise<WrittenName[]> {
  const { rows } = await sql<WrittenName>`
    select software_name as name, version from ledgers_opening_proposal
    where unit_id = ${unitId} and ${WAITING}
    union
    select s.software_name, i.version ${posted(unitId)}`.execute(tx);
  return rows;
}

/** Computers a list names, and computers that are seen, as people count them. */
export async function tieComputers(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select d.id from ledgers_device d join (
      select device_id as id from ledgers_opening_proposal
      where unit_id = ${unitId} and ${WAITING}
      union
      select i.device_id ${posted(unitId)}
      union
      select device_id from discovery_source where unit_id = ${unitId} and device_id is not null
    ) c on c.id = d.id
    where d.unit_id = ${unitId} order by d.computer_no, d.id`.execute(tx);
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
  made: {
    madeAt: Date;
    computers: number;
    registerLines: number;
    drafts: readonly TieDraft[];
  },
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
        software_name, register_text, seen_text, line_id, recorded)
      select ${unitId}, r.position, r.kind, r."deviceId", r."softwareId", r."softwareName",
        r."registerText", r."seenText", r."lineId", r.recorded
      from jsonb_to_recordset(${JSON.stringify(part)}::jsonb) as r (position integer, kind text,
        "deviceId" uuid, "softwareId" uuid, "softwareName" text, "registerText" text,
        "seenText" text, "lineId" uuid, recorded boolean)`.execute(tx);
  }
  await sql`
    insert into reconciliation_tie_out (unit_id, made_at, made_by, computers, register_lines, counts)
    values (${unitId}, ${made.madeAt.toISOString()}::timestamptz, ${cx.actor.name}, ${made.computers},
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
        and greatest(i.made_at, i.undone_at) > t.made_at)
      or exists (select from ledgers_opening_proposal o where o.unit_id = ${unitId}
        and o.state = 'waiting' and o.source = 'list' and o.chosen_at > t.made_at) as stale
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
    lineId: string | null;
    recorded: boolean;
  };
  ledgersOpeningProposal: { unitId: string; id: string; state: string; chosen: boolean };
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
    .leftJoin('ledgersOpeningProposal as o', (join) =>
      join.onRef('o.unitId', '=', 't.unitId').onRef('o.id', '=', 't.lineId'),
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
      't.lineId',
      sql<LineState | null>`case when t.recorded or o.state = 'posted' then 'posted'
        when o.chosen then 'waiting' when o.id is not null then 'left' end`.as('line'),
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
