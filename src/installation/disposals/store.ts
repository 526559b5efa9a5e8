/** Disposals, their numbers, scrapped computers and papers. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { ownNames } from '../../platform/workflow/who.ts';
import type { DisposalDocument } from './shapes.documents.ts';
import type { Disposal, DisposalInput, DisposalQuery, DisposalState, LifeFacts } from './shapes.ts';

export type DisposalRow = Pick<
  DisposalInput,
  'reason' | 'method' | 'recipient' | 'explanation' | 'notMovable'
> & {
  unitId: string;
  id: string;
  disposalNo: string;
  departmentId: string | null;
  departmentName: string;
  requestedBy: string;
  requestedOn: string;
  requesters: string[];
  appraisers: string[];
  assetApprovers: string[];
  state: DisposalState;
  approvedOn: string | null;
  disposedOn: string | null;
  createdAt: string;
  updatedAt: string;
};
type Tables = { installationDisposal: DisposalRow };

export async function insertDisposal(
  cx: CommandContext,
  row: Omit<DisposalRow, 'unitId'>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .insertInto('installationDisposal')
    .values({ ...row, unitId: cx.unitId })
    .execute();
}

export async function saveDisposal(
  cx: CommandContext,
  id: string,
  change: Partial<Omit<DisposalRow, 'unitId' | 'id'>>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .updateTable('installationDisposal')
    .set({ ...change, updatedAt: cx.now.toISOString() })
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .execute();
}

/** Own requests and those of one's departments, or all. */
function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`(d.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])
    or d.requesters && ${ownNames(cx)}::text[])`;
}

export async function disposalRow(
  cx: CommandContext,
  scope: Scope,
  id: string,
  lock = false,
): Promise<DisposalRow | undefined> {
  const select = tables<{ installationDisposal: DisposalRow }>(cx.tx)
    .selectFrom('installationDisposal as d')
    .selectAll('d')
    .where('d.unitId', '=', cx.unitId)
    .where('d.id', '=', id)
    .where(withinReach(cx, scope));
  return (lock ? select.forUpdate() : select).executeTakeFirst();
}

/** The number that another request holds, with that request; nothing when all are free. */
export async function saveNumbers(
  cx: CommandContext,
  disposalId: string,
  lines: readonly ({ softwareId: string } & LifeFacts)[],
): Promise<{ softwareNo: string; disposalNo: string } | undefined> {
  await sql`delete from installation_disposal_software where unit_id = ${cx.unitId}
    and disposal_id = ${disposalId}`.execute(cx.tx);
  const json = JSON.stringify(lines.map((line, position) => ({ ...line, position })));
  const { rows } = await sql`
    insert into installation_disposal_software (unit_id, disposal_id, software_id, position, life_from,
      min_life_years, life_reached, open)
    select ${cx.unitId}, ${disposalId}, r."softwareId", r.position, r."lifeFrom", r."minLifeYears",
      r."lifeReached", true
    from jsonb_to_recordset(${json}::jsonb) as r ("softwareId" uuid, position integer,
      "lifeFrom" date, "minLifeYears" integer, "lifeReached" boolean)
    order by r."softwareId"
    on conflict (unit_id, software_id) where open do nothing returning 1 as one
  `.execute(cx.tx);
  if (rows.length === lines.length) return undefined;
  const { rows: held } = await sql<{ softwareNo: string; disposalNo: string }>`
    select s.software_no, d.disposal_no from installation_disposal_software l
    join installation_disposal d on d.unit_id = l.unit_id and d.id = l.disposal_id
    join configuration_software s on s.unit_id = l.unit_id and s.id = l.software_id
    where l.unit_id = ${cx.unitId} and l.open and l.disposal_id <> ${disposalId}
      and l.software_id = any(${lines.map((line) => line.softwareId)}::uuid[])
    order by s.software_no limit 1
  `.execute(cx.tx);
  return held[0];
}

export async function saveDevices(
  cx: CommandContext,
  disposalId: string,
  deviceIds: readonly string[],
): Promise<void> {
  await sql`delete from installation_disposal_device where unit_id = ${cx.unitId}
    and disposal_id = ${disposalId}`.execute(cx.tx);
  await sql`
    insert into installation_disposal_device (unit_id, disposal_id, device_id)
    select distinct ${cx.unitId}::uuid, ${disposalId}::uuid, r.id
    from unnest(${[...deviceIds]}::uuid[]) as r (id)
  `.execute(cx.tx);
}

/** Lets the numbers go, for another request. */
export async function releaseNumbers(cx: CommandContext, disposalId: string): Promise<void> {
  await sql`update installation_disposal_software set open = false where unit_id = ${cx.unitId}
    and disposal_id = ${disposalId}`.execute(cx.tx);
}

export async function setCampaign(
  cx: CommandContext,
  disposalId: string,
  softwareId: string,
  campaignId: string,
): Promise<void> {
  await sql`update installation_disposal_software set campaign_id = ${campaignId}
    where unit_id = ${cx.unitId} and disposal_id = ${disposalId} and software_id = ${softwareId}
  `.execute(cx.tx);
}

export async function pageOfDisposals(
  cx: CommandContext,
  scope: Scope,
  query: DisposalQuery & { id?: string },
): Promise<Page<Disposal>> {
  let select = tables<{ installationDisposal: DisposalRow }>(cx.tx)
    .selectFrom('installationDisposal as d')
    .where('d.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope));
  if (query.id) select = select.where('d.id', '=', query.id);
  if (query.state) select = select.where('d.state', '=', query.state);
  if (query.reason) select = select.where('d.reason', '=', query.reason);
  const numbers = sql`installation_disposal_software l
    join configuration_software s on s.unit_id = l.unit_id and s.id = l.software_id
    where l.unit_id = d.unit_id and l.disposal_id = d.id`;
  if (query.software) {
    select = select.where(
      sql<boolean>`exists (select from ${numbers} and s.id = ${query.software})`,
    );
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(d.disposal_no ilike ${like} or d.requested_by ilike ${like}
        or d.department_name ilike ${like} or exists (select from ${numbers}
          and (s.software_no ilike ${like} or s.software_name ilike ${like})))`,
    );
  }
  return keyset(
    select
      .select(['d.id', 'd.disposalNo', 'd.departmentName', 'd.requestedBy', 'd.requestedOn'])
      .select(['d.reason', 'd.method', 'd.state', 'd.disposedOn'])
      .select([
        sql<string>`(select string_agg(concat_ws(' ', s.software_no, s.software_name,
          s.software_version), '、' order by l.position) from ${numbers})`.as('software'),
        sql<number>`(select count(*)::int from ${numbers})`.as('numbers'),
      ]),
    {
      sort: query.sort,
      defaultSort: '-disposalNo',
      columns: {
        disposalNo: { expression: sql`d.disposal_no`, type: 'text' },
        requestedOn: { expression: sql`d.requested_on`, type: 'date' },
      },
      id: sql`d.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

export async function countInStates(
  cx: CommandContext,
  states: readonly DisposalState[],
  but: RawBuilder<boolean>,
): Promise<{ count: number; id: string | null }> {
  const { rows } = await sql<{ count: number; id: string | null }>`
    select count(*)::int as count, (min(d.id::text))::uuid as id from installation_disposal d
    where d.unit_id = ${cx.unitId} and d.state = any(${[...states]}::text[]) and ${but}
  `.execute(cx.tx);
  return rows[0]!;
}

export async function headApproves(cx: CommandContext): Promise<boolean> {
  const { rows } = await sql<{ headApproves: boolean }>`
    select head_approves from installation_disposal_setting where unit_id = ${cx.unitId}
  `.execute(cx.tx);
  return rows[0]?.headApproves ?? true;
}

export async function saveHeadApproves(cx: CommandContext, value: boolean): Promise<void> {
  await sql`
    insert into installation_disposal_setting (unit_id, head_approves, updated_at)
    values (${cx.unitId}, ${value}, ${cx.now.toISOString()}::timestamptz)
    on conflict (unit_id) do update
      set head_approves = excluded.head_approves, updated_at = excluded.updated_at
  `.execute(cx.tx);
}

type Paper = DisposalDocument & { fileId: string };

export async function papersOf(cx: CommandContext, disposalId: string): Promise<Paper[]> {
  const { rows } = await sql<Paper>`
    select id, kind, title, file_id, file_name, file_size, created_at, created_by
    from installation_disposal_document where unit_id = ${cx.unitId} and disposal_id = ${disposalId}
    order by created_at, id
  `.execute(cx.tx);
  return rows;
}

export async function insertPaper(
  cx: CommandContext,
  disposalId: string,
  paper: Paper,
): Promise<void> {
  await sql`
    insert into installation_disposal_document (unit_id, disposal_id, id, kind, title, file_id,
      file_name, file_size, created_at, created_by)
    values (${cx.unitId}, ${disposalId}, ${paper.id}, ${paper.kind}, ${paper.title}, ${paper.fileId},
      ${paper.fileName}, ${paper.fileSize}, ${paper.createdAt}::timestamptz, ${paper.createdBy})
  `.execute(cx.tx);
}

export async function deletePaper(
  cx: CommandContext,
  disposalId: string,
  id: string,
): Promise<void> {
  await sql`delete from installation_disposal_document where unit_id = ${cx.unitId}
    and disposal_id = ${disposalId} and id = ${id}`.execute(cx.tx);
}

/** The persons among names of accounts and persons. */
export async function peopleAmong(cx: CommandContext, names: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from organisation_person where unit_id = ${cx.unitId}
      and id::text = any(${[...names]}::text[])
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}

export async function departmentName(cx: CommandContext, id: string | null): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select name from organisation_department where unit_id = ${cx.unitId} and id = ${id}::uuid
  `.execute(cx.tx);
  return rows[0]?.name ?? '';
}

/** The approved disposal that waits to close a number. */
export async function approvedFor(
  cx: CommandContext,
  softwareId: string,
): Promise<string | undefined> {
  const { rows } = await sql<{ disposalNo: string }>`
    select d.disposal_no from installation_disposal_software l
    join installation_disposal d on d.unit_id = l.unit_id and d.id = l.disposal_id
    where l.unit_id = ${cx.unitId} and l.software_id = ${softwareId} and l.open
      and d.state in ('approved', 'uninstalling')
  `.execute(cx.tx);
  return rows[0]?.disposalNo;
}
