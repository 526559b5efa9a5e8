/** Reads and writes of upgrade schemes and of the requests in them. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { ApplicationState } from '../applications/shapes.ts';
import type { CollectedUpgrade } from '../applications/store.ts';
import type { CampaignState, ScopeInput } from '../campaigns/shapes.ts';
import type { RequestOutcome, Upgrade, UpgradeState } from './shapes.ts';

export type UpgradeRow = {
  unitId: string;
  id: string;
  schemeNo: string;
  title: string;
  fromSoftwareIds: string[];
  toSoftwareId: string;
  version: string;
  scope: ScopeInput;
  demand: string;
  rangeNote: string;
  stepsNote: string;
  risks: string;
  fallback: string;
  dueOn: string | null;
  technicianPersonId: string | null;
  state: UpgradeState;
  drafterIds: string[];
  drafterPersonIds: string[];
  draftedBy: string;
  campaignId: string | null;
  idempotencyKey: string | null;
  createdAt: string;
  updatedAt: string;
};
type Tables = {
  installationUpgrade: UpgradeRow;
  configurationSoftware: { unitId: string; id: string; softwareNo: string; softwareName: string };
};

/** What a driver would take for text goes in as JSON. */
function columns<T extends Partial<UpgradeRow>>(row: T) {
  return row.scope ? { ...row, scope: sql`${JSON.stringify(row.scope)}::jsonb` as never } : row;
}

export async function insertUpgrade(
  cx: CommandContext,
  row: Omit<UpgradeRow, 'unitId'>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .insertInto('installationUpgrade')
    .values({ ...columns(row), unitId: cx.unitId })
    .execute();
}

export async function saveUpgrade(
  cx: CommandContext,
  id: string,
  change: Partial<Omit<UpgradeRow, 'unitId' | 'id'>>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .updateTable('installationUpgrade')
    .set({ ...columns(change), updatedAt: cx.now.toISOString() })
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .execute();
}

export async function lockUpgrade(cx: CommandContext, id: string): Promise<UpgradeRow | undefined> {
  return tables<Tables>(cx.tx)
    .selectFrom('installationUpgrade')
    .selectAll()
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function lockByCampaign(
  cx: CommandContext,
  campaignIds: readonly string[],
): Promise<UpgradeRow[]> {
  return tables<Tables>(cx.tx)
    .selectFrom('installationUpgrade')
    .selectAll()
    .where('unitId', '=', cx.unitId)
    .where(sql<boolean>`campaign_id = any(${[...campaignIds]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function upgradeOf(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<UpgradeRow | undefined> {
  return tables<Tables>(tx)
    .selectFrom('installationUpgrade')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function idByKey(cx: CommandContext, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from installation_upgrade
    where unit_id = ${cx.unitId} and idempotency_key = ${key}`.execute(cx.tx);
  return rows[0]?.id;
}

/** A department sees the schemes whose campaign concerns it, once it has been told (WH-2.4). */
function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`exists (select 1 from installation_campaign_department cd
    where cd.unit_id = u.unit_id and cd.campaign_id = u.campaign_id and cd.notified_at is not null
      and cd.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]))`;
}

export async function listUpgrades(
  cx: CommandContext,
  scope: Scope,
  query: {
    q?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    state?: UpgradeState | undefined;
    id?: string;
  },
): Promise<Page<Upgrade>> {
  const own =
    scope === 'all'
      ? sql<boolean>`true`
      : sql<boolean>`x.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])`;
  const devices = (state: RawBuilder<unknown>) => sql<number>`(select count(*)::int
    from installation_campaign_device x where x.unit_id = u.unit_id
      and x.campaign_id = u.campaign_id and ${own} and ${state})`;
  let select = tables<Tables>(cx.tx)
    .selectFrom('installationUpgrade as u')
    .innerJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'u.unitId').onRef('s.id', '=', 'u.toSoftwareId'),
    )
    .where('u.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    .select([
      'u.id',
      'u.schemeNo',
      'u.title',
      'u.toSoftwareId',
      's.softwareNo as toSoftwareNo',
      's.softwareName as toSoftwareName',
      'u.version',
      sql<string[]>`(select coalesce(array_agg(f.software_no order by f.software_no), '{}')
        from configuration_software f where f.unit_id = u.unit_id
          and f.id = any(u.from_software_ids))`.as('fromSoftwareNos'),
      'u.dueOn',
      'u.state',
      'u.draftedBy',
      sql<number>`(select count(*)::int from installation_upgrade_application l
        where l.unit_id = u.unit_id and l.scheme_id = u.id)`.as('requests'),
      'u.campaignId',
      devices(sql`true`).as('computers'),
      devices(sql`x.order_state = 'recorded'`).as('recorded'),
      'u.createdAt',
    ]);
  if (query.id) select = select.where('u.id', '=', query.id);
  if (query.state) select = select.where('u.state', '=', query.state);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(u.scheme_no ilike ${like} or u.title ilike ${like} or s.software_name ilike ${like}
        or s.software_no ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-schemeNo',
    columns: {
      schemeNo: { expression: sql`u.scheme_no`, type: 'text' },
      title: { expression: sql`u.title collate "zh-x-icu"`, type: 'text' },
      dueOn: { expression: sql`coalesce(u.due_on, '9999-12-31')`, type: 'date' },
    },
    id: sql`u.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

export type LinkedRequest = CollectedUpgrade & {
  state: ApplicationState;
  outcome: RequestOutcome | null;
};

/** The requests of a scheme; of the caller's departments where he sees no more. */
export async function requestsOf(
  cx: CommandContext,
  schemeId: string,
  scope: Scope = 'all',
): Promise<LinkedRequest[]> {
  const { rows } = await sql<LinkedRequest>`
    select a.id, a.application_no, a.applicant_person_id, a.applicant_name, a.department_name,
      a.device_id, a.computer_no, a.from_software_id, f.software_no as from_software_no,
      f.software_name as from_software_name, a.from_version, a.to_software_id,
      s.software_no as to_software_no, a.software_name, a.software_version, a.reason, a.state,
      l.outcome
    from installation_upgrade_application l
    join installation_application a on a.unit_id = l.unit_id and a.id = l.application_id
    join configuration_software f on f.unit_id = a.unit_id and f.id = a.from_software_id
    left join configuration_software s on s.unit_id = a.unit_id and s.id = a.to_software_id
    where l.unit_id = ${cx.unitId} and l.scheme_id = ${schemeId}
      and (${scope === 'all'} or a.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]))
    order by a.application_no
  `.execute(cx.tx);
  return rows;
}

/** Of these requests the ones that another scheme has in hand → that scheme's number. */
export async function takenElsewhere(
  tx: Tx,
  unitId: string,
  ids: readonly string[] | null,
  except: string | null,
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; schemeNo: string }>`
    select l.application_id as id, u.scheme_no from installation_upgrade_application l
    join installation_upgrade u on u.unit_id = l.unit_id and u.id = l.scheme_id
    where l.unit_id = ${unitId} and l.outcome is null
      and (${ids === null} or l.application_id = any(${[...(ids ?? [])]}::uuid[]))
      and l.scheme_id is distinct from ${except}::uuid
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row.schemeNo]));
}

/** Exactly these requests; only while none of them has an outcome. */
export async function saveRequests(
  cx: CommandContext,
  schemeId: string,
  ids: readonly string[],
): Promise<void> {
  await sql`delete from installation_upgrade_application
    where unit_id = ${cx.unitId} and scheme_id = ${schemeId}
      and not application_id = any(${[...ids]}::uuid[])`.execute(cx.tx);
  await sql`
    insert into installation_upgrade_application (unit_id, scheme_id, application_id)
    select ${cx.unitId}, ${schemeId}, id from unnest(${[...ids]}::uuid[]) as r (id)
    on conflict do nothing`.execute(cx.tx);
}

export async function saveOutcomes(
  cx: CommandContext,
  schemeId: string,
  ids: readonly string[],
  outcome: RequestOutcome,
): Promise<void> {
  await sql`update installation_upgrade_application set outcome = ${outcome}
    where unit_id = ${cx.unitId} and scheme_id = ${schemeId} and outcome is null
      and application_id = any(${[...ids]}::uuid[])`.execute(cx.tx);
}

export type OpenRequest = {
  schemeId: string;
  schemeNo: string;
  applicationId: string;
  applicationNo: string;
  applicantPersonId: string;
  deviceId: string;
  campaignId: string | null;
};

/** Requests that schemes have in hand: all of these schemes, or those of campaigns on these computers. */
export async function openRequests(
  cx: CommandContext,
  filter: { schemeIds: readonly string[] } | { campaignIds: readonly string[] },
): Promise<OpenRequest[]> {
  const schemes = 'schemeIds' in filter ? [...filter.schemeIds] : null;
  const campaigns = 'campaignIds' in filter ? [...filter.campaignIds] : null;
  const { rows } = await sql<OpenRequest>`
    select u.id as scheme_id, u.scheme_no, a.id as application_id, a.application_no,
      a.applicant_person_id, a.device_id, u.campaign_id
    from installation_upgrade u
    join installation_upgrade_application l
      on l.unit_id = u.unit_id and l.scheme_id = u.id and l.outcome is null
    join installation_application a on a.unit_id = l.unit_id and a.id = l.application_id
    where u.unit_id = ${cx.unitId}
      and (u.id = any(${schemes}::uuid[]) or u.campaign_id = any(${campaigns}::uuid[]))
    order by a.id
  `.execute(cx.tx);
  return rows;
}

export async function campaignOfScheme(
  tx: Tx,
  unitId: string,
  campaignId: string,
): Promise<{ id: string; campaignNo: string; state: CampaignState } | undefined> {
  const { rows } = await sql<{ id: string; campaignNo: string; state: CampaignState }>`
    select id, campaign_no, state from installation_campaign
    where unit_id = ${unitId} and id = ${campaignId}`.execute(tx);
  return rows[0];
}

/** Of these computers, those on which the number is recorded as installed. */
export async function withNumber(
  cx: CommandContext,
  softwareId: string,
  deviceIds: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ no: string }>`
    select d.computer_no as no from ledgers_open_install o
    join ledgers_device d on d.unit_id = o.unit_id and d.id = o.device_id
    where o.unit_id = ${cx.unitId} and o.software_id = ${softwareId}
      and o.device_id = any(${[...deviceIds]}::uuid[])
    order by d.computer_no`.execute(cx.tx);
  return rows.map((row) => row.no);
}

/** What waits for whom, in one query. */
export async function waitingUpgrades(
  cx: CommandContext,
): Promise<{ collected: number; returned: number; toApprove: number; toNotify: number }> {
  const { rows } = await sql<{
    collected: number;
    returned: number;
    toApprove: number;
    toNotify: number;
  }>`
    select (select count(*)::int from installation_application a
        where a.unit_id = ${cx.unitId} and a.state = 'collected' and not exists (
          select 1 from installation_upgrade_application l where l.unit_id = a.unit_id
            and l.application_id = a.id and l.outcome is null)) as collected,
      count(*) filter (where u.state = 'returned')::int as returned,
      count(*) filter (where u.state = 'approved')::int as to_notify,
      count(*) filter (where u.state = 'submitted' and not ${cx.actor.id} = any(u.drafter_ids)
        and not coalesce(${cx.actor.personId ?? null}::uuid = any(u.drafter_person_ids), false)
      )::int as to_approve
    from installation_upgrade u
    where u.unit_id = ${cx.unitId} and u.state in ('returned', 'submitted', 'approved')
  `.execute(cx.tx);
  return rows[0]!;
}
