/** Pledges as sets: who must sign is everybody in service, who has signed what stands in the table. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import {
  OFFICIAL_PLEDGE,
  type PledgeCampaign,
  type PledgeCoverage,
  type PledgePerson,
  type PledgeStatus,
  type PledgeText,
} from './shapes.ts';

type Tables = {
  organisationPerson: {
    unitId: string;
    id: string;
    name: string;
    staffNo: string;
    departmentId: string | null;
    active: boolean;
  };
  organisationDepartment: { unitId: string; id: string; name: string };
};

/** Newest first; version 1 is the official wording. */
export async function textsOf(tx: Tx, unitId: string): Promise<PledgeText[]> {
  const { rows } = await sql<Omit<PledgeText, 'official'>>`
    select version, text, issued_on, issued_by, reason from responsibility_pledge_text
    where unit_id = ${unitId} order by version desc
  `.execute(tx);
  const official = {
    version: 1,
    text: OFFICIAL_PLEDGE,
    official: true,
    issuedOn: null,
    issuedBy: null,
    reason: '《正版软件管理工作指南》附件2',
  };
  return [...rows.map((row) => ({ ...row, official: row.text === OFFICIAL_PLEDGE })), official];
}

export async function insertText(
  cx: CommandContext,
  row: { version: number; text: string; reason: string },
): Promise<void> {
  await sql`insert into responsibility_pledge_text (unit_id, version, text, reason, issued_on, issued_by)
    values (${cx.unitId}, ${row.version}, ${row.text}, ${row.reason}, ${cx.today}, ${cx.actor.name})`.execute(
    cx.tx,
  );
}

export type PledgeRow = {
  id: string;
  personId: string;
  personName: string;
  departmentName: string;
  textVersion: number;
  signatureId: string;
  signedOn: string;
};

export async function pledgesOf(
  tx: Tx,
  unitId: string,
  filter: { id?: string; personId?: string },
): Promise<PledgeRow[]> {
  const { rows } = await sql<PledgeRow>`
    select id, person_id, person_name, department_name, text_version, signature_id, signed_on
    from responsibility_pledge
    where unit_id = ${unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${filter.personId ?? null}::uuid is null or person_id = ${filter.personId ?? null}::uuid)
    order by text_version desc
  `.execute(tx);
  return rows;
}

export type Signing = { id: string; personId: string; signatureId: string; signedOn: string };

/** One pledge per person and version, however often it is pressed; returns the persons really written. */
export async function insertPledges(
  cx: CommandContext,
  version: number,
  signings: readonly Signing[],
): Promise<string[]> {
  const given = signings.map((one) => ({
    id: one.id,
    person_id: one.personId,
    signature_id: one.signatureId,
    signed_on: one.signedOn,
  }));
  const { rows } = await sql<{ personId: string }>`
    insert into responsibility_pledge (unit_id, id, person_id, person_name, department_name,
      text_version, signature_id, signed_on, created_at)
    select ${cx.unitId}, r.id, p.id, p.name, coalesce(t.name, ''), ${version}, r.signature_id,
      r.signed_on, ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
      as r (id uuid, person_id uuid, signature_id uuid, signed_on date)
    join organisation_person p on p.unit_id = ${cx.unitId} and p.id = r.person_id
    left join organisation_department t on t.unit_id = p.unit_id and t.id = p.department_id
    on conflict (unit_id, person_id, text_version) do nothing
    returning person_id
  `.execute(cx.tx);
  return rows.map((row) => row.personId);
}

const joined = (unitId: string, version: number) => sql`
  left join lateral (
    select l.id, l.text_version, l.signed_on from responsibility_pledge l
    where l.unit_id = ${unitId} and l.person_id = p.id order by l.text_version desc limit 1
  ) s on true
  cross join lateral (
    select case when not p.active then 'left' when s.id is null then 'pending'
      when s.text_version < ${version} then 'superseded' else 'signed' end as status
  ) z`;

/** Status of these people (all in service when undefined). */
export async function statusOf(
  tx: Tx,
  unitId: string,
  version: number,
  personIds: readonly string[],
): Promise<Map<string, PledgeStatus>> {
  const { rows } = await sql<{ id: string; status: PledgeStatus }>`
    select p.id, z.status from organisation_person p ${joined(unitId, version)}
    where p.unit_id = ${unitId} and p.id = any(${[...personIds]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row.status]));
}

function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const own = sql<boolean>`p.id = ${cx.actor.personId ?? null}::uuid`;
  if (scope === 'own') return own;
  return sql<boolean>`(p.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

export async function coverageOf(
  cx: CommandContext,
  scope: Scope,
  version: number,
  departmentIds: readonly string[] | null,
): Promise<PledgeCoverage> {
  const { rows } = await sql<PledgeCoverage['departments'][number]>`
    select p.department_id, coalesce(t.name, '') as department_name, count(*)::int as due,
      count(*) filter (where z.status = 'signed')::int as signed
    from organisation_person p
    left join organisation_department t on t.unit_id = p.unit_id and t.id = p.department_id
    ${joined(cx.unitId, version)}
    where p.unit_id = ${cx.unitId} and p.active and ${withinReach(cx, scope)}
      and (${departmentIds === null} or p.department_id = any(${[...(departmentIds ?? [])]}::uuid[]))
    group by p.department_id, t.name
    order by count(*) filter (where z.status = 'signed')::float / count(*), t.name
  `.execute(cx.tx);
  const sum = (key: 'due' | 'signed') => rows.reduce((total, row) => total + row[key], 0);
  return { due: sum('due'), signed: sum('signed'), departments: rows };
}

/** People in service of these departments (all when null) who have to sign this version. */
export async function unsigned(
  tx: Tx,
  unitId: string,
  version: number,
  departmentIds: readonly string[] | null,
): Promise<{ personId: string; departmentId: string | null }[]> {
  const { rows } = await sql<{ personId: string; departmentId: string | null }>`
    select p.id as person_id, p.department_id from organisation_person p ${joined(unitId, version)}
    where p.unit_id = ${unitId} and p.active and z.status <> 'signed'
      and (${departmentIds === null} or p.department_id = any(${[...(departmentIds ?? [])]}::uuid[]))
  `.execute(tx);
  return rows;
}

export async function pledgePeople(
  cx: CommandContext,
  scope: Scope,
  version: number,
  query: {
    q?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    status?: PledgeStatus | undefined;
    /** This department alone, as the coverage counts. */
    department?: string | undefined;
  },
): Promise<Page<PledgePerson>> {
  const latest = sql`(select l.id, l.text_version, l.signed_on from responsibility_pledge l
    where l.unit_id = p.unit_id and l.person_id = p.id order by l.text_version desc limit 1)`;
  const status = sql<PledgeStatus>`case when not p.active then 'left' when s.id is null then 'pending'
    when s.text_version < ${version} then 'superseded' else 'signed' end`;
  let select = tables<Tables>(cx.tx)
    .selectFrom('organisationPerson as p')
    .leftJoin('organisationDepartment as t', (join) =>
      join.onRef('t.unitId', '=', 'p.unitId').onRef('t.id', '=', 'p.departmentId'),
    )
    .leftJoinLateral(
      sql<{ id: string; textVersion: number; signedOn: string }>`${latest}`.as('s'),
      (join) => join.onTrue(),
    )
    .where('p.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    // Who has left owes nothing any more; his pledge is found where it is asked for.
    .where(sql<boolean>`(p.active or (s.id is not null and ${query.status ?? ''} = 'left'))`)
    .select([
      'p.id',
      'p.name as personName',
      'p.staffNo',
      'p.departmentId',
      sql<string>`coalesce(t.name, '')`.as('departmentName'),
      status.as('status'),
      sql<string | null>`s.signed_on`.as('signedOn'),
      sql<string | null>`s.id`.as('pledgeId'),
    ]);
  if (query.status) select = select.where(sql<boolean>`${status} = ${query.status}`);
  if (query.department) select = select.where('p.departmentId', '=', query.department);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(sql<boolean>`(p.name ilike ${like} or p.staff_no ilike ${like})`);
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'staffNo',
    columns: {
      staffNo: { expression: sql`p.staff_no`, type: 'text' },
      personName: { expression: sql`p.name collate "zh-x-icu"`, type: 'text' },
      departmentName: { expression: sql`coalesce(t.name, '') collate "zh-x-icu"`, type: 'text' },
      signedOn: { expression: sql`coalesce(s.signed_on, '0001-01-01')`, type: 'date' },
    },
    id: sql`p.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export type CampaignRow = Omit<PledgeCampaign, 'due' | 'signed'>;

export async function campaignsOf(
  tx: Tx,
  unitId: string,
  filter: { id?: string; open?: boolean; lock?: boolean } = {},
): Promise<CampaignRow[]> {
  const { rows } = await sql<CampaignRow>`
    select id, campaign_no, title, text_version, department_ids, due_on, state, reminded_on, created_at
    from responsibility_pledge_campaign
    where unit_id = ${unitId} and (${filter.id ?? null}::uuid is null or id = ${filter.id ?? null}::uuid)
      and (${!filter.open} or state = 'open')
    order by id desc limit 500 ${filter.lock ? sql`for update` : sql``}
  `.execute(tx);
  return rows;
}

export async function insertCampaign(cx: CommandContext, row: CampaignRow): Promise<void> {
  await sql`
    insert into responsibility_pledge_campaign (unit_id, id, campaign_no, title, text_version,
      department_ids, due_on, state, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.campaignNo}, ${row.title}, ${row.textVersion},
      ${row.departmentIds}::uuid[], ${row.dueOn}, ${row.state}, ${row.createdAt}, ${row.createdAt})
  `.execute(cx.tx);
}

export async function saveCampaign(
  cx: CommandContext,
  row: Pick<CampaignRow, 'id' | 'title' | 'dueOn' | 'state' | 'remindedOn'>,
): Promise<void> {
  await sql`
    update responsibility_pledge_campaign set title = ${row.title}, due_on = ${row.dueOn},
      state = ${row.state}, reminded_on = ${row.remindedOn}, updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = ${row.id}
  `.execute(cx.tx);
}

/** Campaigns under way go on with the text that is in force from now on; returns their numbers. */
export async function moveOpenCampaigns(cx: CommandContext, version: number): Promise<string[]> {
  const { rows } = await sql<{ campaignNo: string }>`
    update responsibility_pledge_campaign
    set text_version = ${version}, updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and state = 'open' returning campaign_no
  `.execute(cx.tx);
  return rows.map((row) => row.campaignNo);
}

/** The person belongs to a department the caller reaches. */
export async function inDepartments(cx: CommandContext, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organisation_person where unit_id = ${cx.unitId} and id = ${personId}
      and department_id = any(${cx.actor.departmentIds ?? []}::uuid[])
  `.execute(cx.tx);
  return rows.length > 0;
}
