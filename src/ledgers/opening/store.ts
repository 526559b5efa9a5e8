/** Reads and writes of the proposals waiting for 建账. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Tx } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { DateBasis } from '../journal/shapes.ts';
import { readCursor, writeCursor } from '../journal/store.cursors.ts';
import type { OpeningItem, OpeningProposal, OpeningType } from './shapes.ts';

export type ProposalRow = OpeningProposal & { id: string; groupKey: string };

/**
 * Adds proposals. One that waits already is brought up to date; one that was posted, or whose number is already open on
 * that computer, is left alone. Returns how many were added or changed.
 */
export async function saveProposals(
  tx: Tx,
  unitId: string,
  rows: readonly ProposalRow[],
  at: Date,
): Promise<number> {
  const json = rows.map((row) => ({
    id: row.id,
    device_id: row.deviceId,
    group_key: row.groupKey,
    software_id: row.softwareId,
    software_type: row.softwareType,
    software_name: row.softwareName,
    software_version: row.softwareVersion,
    publisher: row.publisher,
    category: row.category,
    product_id: row.productId,
    version: row.version,
    installed_on: row.installedOn,
    date_basis: row.dateBasis,
    source: row.source,
    source_ref: row.sourceRef,
  }));
  const { numAffectedRows } = await sql`
    insert into ledgers_opening_proposal as o (unit_id, id, device_id, group_key, software_id,
      software_type, software_name, software_version, publisher, category, product_id, version,
      installed_on, date_basis, source, source_ref, created_at)
    select distinct on (r.device_id, r.group_key) ${unitId}, r.id, r.device_id, r.group_key,
      coalesce(r.software_id, g.software_id), r.software_type, r.software_name,
      r.software_version, r.publisher, r.category, r.product_id, r.version, r.installed_on,
      r.date_basis, r.source, r.source_ref, ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(json)}::jsonb) as r (id uuid, device_id uuid,
      group_key text, software_id uuid, software_type text, software_name text,
      software_version text, publisher text, category text, product_id text, version text,
      installed_on date, date_basis text, source text, source_ref text)
    left join lateral (
      select w.software_id from ledgers_opening_proposal w
      where w.unit_id = ${unitId} and w.state = 'waiting' and w.group_key = r.group_key
        and w.software_id is not null limit 1
    ) g on true
    where not exists (
      select from ledgers_open_install i where i.unit_id = ${unitId}
        and i.software_id = coalesce(r.software_id, g.software_id) and i.device_id = r.device_id)
    order by r.device_id, r.group_key, r.installed_on
    on conflict (unit_id, device_id, group_key) do update
      set version = excluded.version, installed_on = excluded.installed_on,
        date_basis = excluded.date_basis, source = excluded.source,
        source_ref = excluded.source_ref
      where o.state = 'waiting'
        -- What a list says stays: the sighting is compared with it, not written over it.
        and not (o.source = 'list' and excluded.source = 'sighting')`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export type GroupRow = {
  groupKey: string;
  softwareId: string | null;
  softwareType: OpeningType;
  softwareName: string;
  softwareVersion: string;
  publisher: string;
  total: number;
  chosen: number;
  fromSightings: number;
  loadingDates: number;
  versions: string[];
};

export type GroupQuery = {
  q?: string | undefined;
  type?: OpeningType | undefined;
  numbered?: 'yes' | 'no' | undefined;
  cursor?: string | undefined;
  limit: number;
};

const GroupPlace = z.object({ total: z.number().int(), groupKey: z.string() });

/** Waiting products, the most installed first. */
export async function groupPage(
  tx: Tx,
  unitId: string,
  query: GroupQuery,
): Promise<Page<GroupRow>> {
  const after = readCursor(query.cursor, 'groups', GroupPlace);
  const { rows } = await sql<GroupRow>`
    select * from (
      select o.group_key, (array_agg(o.software_id))[1] as software_id,
        min(o.software_type) as software_type, min(o.software_name) as software_name,
        min(o.software_version) as software_version, min(o.publisher) as publisher,
        count(*) as total, count(*) filter (where o.chosen) as chosen,
        count(*) filter (where o.source = 'sighting') as from_sightings,
        count(*) filter (where o.date_basis = 'loading') as loading_dates,
        (array_agg(distinct o.version) filter (where o.version <> ''))[1:20] as versions
      from ledgers_opening_proposal o
      where o.unit_id = ${unitId} and o.state = 'waiting'
        ${query.q ? sql`and (o.software_name ilike ${likeAnywhere(query.q)} or o.publisher ilike ${likeAnywhere(query.q)})` : sql``}
        ${query.type ? sql`and o.software_type = ${query.type}` : sql``}
        ${query.numbered === 'yes' ? sql`and o.software_id is not null` : sql``}
        ${query.numbered === 'no' ? sql`and o.software_id is null` : sql``}
      group by o.group_key
    ) g
    ${after ? sql`where (-g.total, g.group_key) > (${-after.total}::bigint, ${after.groupKey})` : sql``}
    order by -g.total, g.group_key limit ${query.limit + 1}`.execute(tx);
  const shown = rows.slice(0, query.limit);
  const last = shown.at(-1);
  return {
    items: shown.map((row) => ({ ...row, versions: row.versions ?? [] })),
    nextCursor:
      rows.length > query.limit && last
        ? writeCursor('groups', { total: last.total, groupKey: last.groupKey })
        : undefined,
  };
}

export async function stateCounts(
  tx: Tx,
  unitId: string,
): Promise<{ waiting: number; posted: number }> {
  const { rows } = await sql<{ waiting: number; posted: number }>`
    select count(*) filter (where state = 'waiting') as waiting,
      count(*) filter (where state = 'posted') as posted
    from ledgers_opening_proposal where unit_id = ${unitId}`.execute(tx);
  return rows[0]!;
}

const ItemPlace = z.object({ computerNo: z.string(), id: z.uuid() });

export async function itemPage(
  tx: Tx,
  unitId: string,
  query: { group: string; q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<Page<OpeningItem>> {
  const after = readCursor(query.cursor, 'items', ItemPlace);
  const search = query.q ? likeAnywhere(query.q) : undefined;
  const { rows } = await sql<OpeningItem>`
    select o.id, o.device_id, d.computer_no, coalesce(p.name, '') as user_name,
      coalesce(t.name, '') as department_name, o.version, o.installed_on, o.date_basis, o.source,
      o.source_ref, o.chosen
    from ledgers_opening_proposal o
    join ledgers_device d on d.unit_id = ${unitId} and d.id = o.device_id
    left join ledgers_assignment a on a.unit_id = ${unitId} and a.device_id = o.device_id
      and a.to_on is null
    left join organisation_person p on p.unit_id = ${unitId} and p.id = a.person_id
    left join organisation_department t on t.unit_id = ${unitId}
      and t.id = coalesce(a.department_id, p.department_id)
    where o.unit_id = ${unitId} and o.state = 'waiting' and o.group_key = ${query.group}
      ${search ? sql`and (d.computer_no ilike ${search} or p.name ilike ${search} or t.name ilike ${search})` : sql``}
      ${after ? sql`and (d.computer_no, o.id) > (${after.computerNo}, ${after.id}::uuid)` : sql``}
    order by d.computer_no, o.id limit ${query.limit + 1}`.execute(tx);
  const items = rows.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor:
      rows.length > query.limit && last
        ? writeCursor('items', { computerNo: last.computerNo, id: last.id })
        : undefined,
  };
}

export async function setChosen(
  tx: Tx,
  unitId: string,
  asked: { chosen: boolean; groups: readonly string[]; ids: readonly string[] },
  at: Date,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ledgers_opening_proposal
    set chosen = ${asked.chosen}, chosen_at = ${at.toISOString()}::timestamptz
    where unit_id = ${unitId} and state = 'waiting'
      and (group_key = any(${asked.groups}::text[]) or id = any(${asked.ids}::uuid[]))
      and chosen <> ${asked.chosen}`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export async function assignGroups(
  tx: Tx,
  unitId: string,
  groups: readonly string[],
  to: { softwareId: string | null; softwareType: OpeningType | undefined },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ledgers_opening_proposal
    set software_id = ${to.softwareId}::uuid
      ${to.softwareType ? sql`, software_type = ${to.softwareType}` : sql``}
    where unit_id = ${unitId} and state = 'waiting' and group_key = any(${groups}::text[])
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Gives waiting lines of each group the number made for it. */
export async function numberGroups(
  tx: Tx,
  unitId: string,
  numbers: ReadonlyMap<string, string>,
): Promise<void> {
  if (numbers.size === 0) return;
  await sql`
    update ledgers_opening_proposal o set software_id = n.software_id
    from unnest(${[...numbers.keys()]}::text[], ${[...numbers.values()]}::uuid[])
      as n (group_key, software_id)
    where o.unit_id = ${unitId} and o.state = 'waiting' and o.group_key = n.group_key
  `.execute(tx);
}

export async function deleteGroups(
  tx: Tx,
  unitId: string,
  groups: readonly string[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from ledgers_opening_proposal
    where unit_id = ${unitId} and state = 'waiting' and group_key = any(${groups}::text[])
  `.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

export type PostRow = {
  id: string;
  groupKey: string;
  deviceId: string;
  softwareId: string | null;
  softwareType: OpeningType;
  softwareName: string;
  softwareVersion: string;
  publisher: string;
  category: string;
  productId: string | null;
  version: string;
  installedOn: string;
  dateBasis: DateBasis;
  source: 'sighting' | 'list';
  sourceRef: string;
};

/** Ticked lines of these products, locked until they are posted. */
export async function chosenRows(
  tx: Tx,
  unitId: string,
  groups: readonly string[],
  lock: boolean,
): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select id, group_key, device_id, software_id, software_type, software_name, software_version,
      publisher, category, product_id, version, installed_on, date_basis, source, source_ref
    from ledgers_opening_proposal
    where unit_id = ${unitId} and state = 'waiting' and chosen
      and group_key = any(${groups}::text[])
    order by group_key, installed_on, id ${lock ? sql`for update` : sql``}`.execute(tx);
  return rows;
}

export async function markPosted(
  tx: Tx,
  unitId: string,
  posted: readonly { id: string; softwareId: string; entryNo: number }[],
): Promise<void> {
  await sql`
    update ledgers_opening_proposal o
    set state = 'posted', entry_no = p.entry_no, software_id = p.software_id
    from unnest(${posted.map((one) => one.id)}::uuid[],
      ${posted.map((one) => one.entryNo)}::bigint[],
      ${posted.map((one) => one.softwareId)}::uuid[]) as p (id, entry_no, software_id)
    where o.unit_id = ${unitId} and o.id = p.id`.execute(tx);
}

/** Entries that are open for these pairs already: such a line is recorded without a new entry. */
export async function openEntries(
  tx: Tx,
  unitId: string,
  pairs: readonly { softwareId: string; deviceId: string }[],
): Promise<Map<string, number>> {
  const { rows } = await sql<{ softwareId: string; deviceId: string; entryNo: number }>`
    select i.software_id, i.device_id, i.entry_no
    from (select distinct p.s, p.d
      from unnest(${pairs.map((pair) => pair.softwareId)}::uuid[],
        ${pairs.map((pair) => pair.deviceId)}::uuid[]) as p (s, d)) p
    join ledgers_open_install i on i.unit_id = ${unitId} and i.software_id = p.s
      and i.device_id = p.d`.execute(tx);
  return new Map(rows.map((row) => [`${row.softwareId}/${row.deviceId}`, row.entryNo]));
}
