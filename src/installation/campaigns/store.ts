/** Reads and writes of campaigns, their computers and departments. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import { promisedLicences } from '../orders/store.promised.ts';
import type { Licences } from './rules.scope.ts';
import type { CampaignState, ScopeInput } from './shapes.ts';

export type CampaignRow = {
  unitId: string;
  id: string;
  campaignNo: string;
  title: string;
  kind: MaintenanceType;
  softwareId: string;
  fromSoftwareIds: string[];
  version: string;
  reason: string;
  scope: ScopeInput;
  dueOn: string | null;
  technicianPersonId: string | null;
  schemeId: string | null;
  state: CampaignState;
  remindedOn: string | null;
  createdAt: string;
  updatedAt: string;
};
type Tables = { installationCampaign: CampaignRow };

export async function insertCampaign(cx: CommandContext, row: Omit<CampaignRow, 'unitId'>) {
  await sql`
    insert into installation_campaign (unit_id, id, campaign_no, title, kind, software_id,
      from_software_ids, version, reason, scope, due_on, technician_person_id, scheme_id, state,
      created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.campaignNo}, ${row.title}, ${row.kind}, ${row.softwareId},
      ${row.fromSoftwareIds}::uuid[], ${row.version}, ${row.reason}, ${JSON.stringify(row.scope)}::jsonb,
      ${row.dueOn}, ${row.technicianPersonId}, ${row.schemeId}, ${row.state}, ${row.createdAt}, ${row.updatedAt})
  `.execute(cx.tx);
}

export async function saveCampaign(
  cx: CommandContext,
  id: string,
  change: Partial<Omit<CampaignRow, 'unitId' | 'id' | 'fromSoftwareIds'>>,
): Promise<void> {
  const { scope, ...plain } = change;
  await tables<Tables>(cx.tx)
    .updateTable('installationCampaign')
    .set({
      ...plain,
      ...(scope ? { scope: sql`${JSON.stringify(scope)}::jsonb` as never } : {}),
      updatedAt: cx.now.toISOString(),
    })
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .execute();
}

export async function lockCampaign(
  cx: CommandContext,
  id: string,
): Promise<CampaignRow | undefined> {
  return tables<Tables>(cx.tx)
    .selectFrom('installationCampaign')
    .selectAll()
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export type NewDevice = {
  deviceId: string;
  departmentId: string | null;
  fromSoftwareId: string | null;
};

/** Adds computers that are not in yet; returns how many. */
export async function addDevices(
  cx: CommandContext,
  campaignId: string,
  devices: readonly NewDevice[],
): Promise<number> {
  const rows = devices.map((one) => ({
    device_id: one.deviceId,
    department_id: one.departmentId,
    from_software_id: one.fromSoftwareId,
  }));
  const { rows: added } = await sql`
    insert into installation_campaign_device (unit_id, campaign_id, device_id, department_id, from_software_id)
    select ${cx.unitId}, ${campaignId}, r.device_id, r.department_id, r.from_software_id
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (device_id uuid, department_id uuid, from_software_id uuid)
    on conflict do nothing returning 1
  `.execute(cx.tx);
  await sql`
    insert into installation_campaign_department (unit_id, campaign_id, department_id, notified_at)
    select distinct ${cx.unitId}::uuid, ${campaignId}::uuid, x.department_id, ${cx.now.toISOString()}::timestamptz
    from installation_campaign_device x
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and x.department_id is not null
    on conflict do nothing
  `.execute(cx.tx);
  return added.length;
}

export type Unordered = NewDevice & { technicianPersonId: string | null };

/** Computers without an order yet, at most `limit`, with their department's technician. */
export async function unordered(
  cx: CommandContext,
  campaignId: string,
  limit: number,
): Promise<Unordered[]> {
  const { rows } = await sql<Unordered>`
    select x.device_id, x.department_id, x.from_software_id,
      coalesce(cd.technician_person_id, c.technician_person_id) as technician_person_id
    from installation_campaign_device x
    join installation_campaign c on c.unit_id = x.unit_id and c.id = x.campaign_id
    left join installation_campaign_department cd on cd.unit_id = x.unit_id
      and cd.campaign_id = x.campaign_id and cd.department_id = x.department_id
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and x.order_id is null and x.order_state is null
    order by x.device_id limit ${limit}
  `.execute(cx.tx);
  return rows;
}

export async function setOrders(
  cx: CommandContext,
  campaignId: string,
  orders: readonly { deviceId: string; id: string; state: string }[],
): Promise<void> {
  const rows = orders.map((one) => ({ device_id: one.deviceId, id: one.id, state: one.state }));
  await sql`
    update installation_campaign_device x set order_id = r.id, order_state = r.state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (device_id uuid, id uuid, state text)
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and x.device_id = r.device_id
  `.execute(cx.tx);
}

/** Computers that are out before they had an order; all of them unless some are named. */
export async function dropUnordered(
  cx: CommandContext,
  campaignId: string,
  deviceIds?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ deviceId: string }>`
    update installation_campaign_device set order_state = 'cancelled'
    where unit_id = ${cx.unitId} and campaign_id = ${campaignId} and order_id is null
      and order_state is null
      and (${deviceIds === undefined} or device_id = any(${[...(deviceIds ?? [])]}::uuid[]))
    returning device_id
  `.execute(cx.tx);
  return rows.map((row) => row.deviceId);
}

/** Licences a campaign still needs: of its computers that are not finished; only a version change needs none (D7). */
export async function licencesNeeded(cx: CommandContext, row: CampaignRow): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from installation_campaign_device x
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${row.id}
      and (x.order_state is null or x.order_state not in ('recorded', 'notCompleted', 'cancelled'))
      and x.from_software_id is distinct from ${row.softwareId}::uuid
  `.execute(cx.tx);
  return rows[0]!.n;
}

export async function setTechnicians(
  cx: CommandContext,
  campaignId: string,
  rows: readonly { departmentId: string; technicianPersonId: string }[],
): Promise<void> {
  const given = rows.map((one) => ({ d: one.departmentId, t: one.technicianPersonId }));
  await sql`
    update installation_campaign_department cd set technician_person_id = r.t
    from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r (d uuid, t uuid)
    where cd.unit_id = ${cx.unitId} and cd.campaign_id = ${campaignId} and cd.department_id = r.d
  `.execute(cx.tx);
}

/** Orders not finished; of some computers only, if named. */
export async function openOrderIds(
  tx: Tx,
  unitId: string,
  campaignId: string,
  deviceIds?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select order_id as id from installation_campaign_device
    where unit_id = ${unitId} and campaign_id = ${campaignId} and order_id is not null
      and order_state not in ('recorded', 'notCompleted', 'cancelled')
      and (${deviceIds === undefined} or device_id = any(${[...(deviceIds ?? [])]}::uuid[]))
  `.execute(tx);
  return rows.map((row) => row.id);
}

export async function acknowledge(
  cx: CommandContext,
  campaignId: string,
  departmentIds: readonly string[],
  note: string,
): Promise<number> {
  const { rows } = await sql`
    update installation_campaign_department
    set acknowledged_at = ${cx.now.toISOString()}::timestamptz, acknowledged_by = ${cx.actor.name}, note = ${note}
    where unit_id = ${cx.unitId} and campaign_id = ${campaignId}
      and department_id = any(${[...departmentIds]}::uuid[]) and notified_at is not null
    returning 1
  `.execute(cx.tx);
  return rows.length;
}

/** D8 of a number, and what of it others have been promised; this campaign's own computers are not "others". */
export async function licencesOf(
  tx: Tx,
  unitId: string,
  softwareId: string,
  campaignId: string | null,
): Promise<Licences | undefined> {
  const { rows } = await sql<Licences>`
    select case when s.license_unlimited or s.software_type <> 'commercial' then null
      else s.license_quantity - coalesce(c.installed, 0)::int end as left,
      coalesce(w.reserved, 0)::int as promised
    from configuration_software s
    left join ${promisedLicences(unitId, { campaignId })} w on w.software_id = s.id
    left join ledgers_count c on c.unit_id = s.unit_id and c.software_id = s.id
    where s.unit_id = ${unitId} and s.id = ${softwareId} and s.status = 'active'
  `.execute(tx);
  return rows[0];
}

/** Who has something to do in a campaign: users to sign, technicians to work, by how many. */
export async function laggards(
  tx: Tx,
  unitId: string,
  campaignId: string,
): Promise<{ personId: string; role: 'user' | 'technician'; computers: number }[]> {
  const { rows } = await sql<{ personId: string; role: 'user' | 'technician'; computers: number }>`
    select person_id, role, count(*)::int as computers from (
      select user_person_id as person_id, 'user' as role from installation_order
      where unit_id = ${unitId} and origin = 'campaign' and origin_id = ${campaignId}
        and state = 'awaitingConfirmation' and user_signature_id is null
      union all
      select technician_person_id, 'technician' from installation_order
      where unit_id = ${unitId} and origin = 'campaign' and origin_id = ${campaignId}
        and state in ('assigned', 'executing') and performer_signature_id is null
    ) w where person_id is not null group by person_id, role
  `.execute(tx);
  return rows;
}

export async function campaignOf(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<CampaignRow | undefined> {
  return tables<Tables>(tx)
    .selectFrom('installationCampaign')
    .selectAll()
    .where('unitId', '=', unitId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** What of the campaigns waits: for heads to acknowledge, for the information department to close or start. */
export async function waitingCampaigns(
  cx: CommandContext,
): Promise<{ acknowledge: number; ready: number; overdue: number }> {
  const { rows } = await sql<{ acknowledge: number; ready: number; overdue: number }>`
    select count(*) filter (where c.state in ('departmentsNotified', 'executing') and exists (
        select 1 from installation_campaign_department cd where cd.unit_id = c.unit_id
          and cd.campaign_id = c.id and cd.notified_at is not null and cd.acknowledged_at is null
          and cd.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])))::int as acknowledge,
      count(*) filter (where c.state in ('planned', 'departmentsNotified'))::int as ready,
      count(*) filter (where c.state = 'executing' and c.due_on < ${cx.today}::date)::int as overdue
    from installation_campaign c
    where c.unit_id = ${cx.unitId} and c.state in ('planned', 'departmentsNotified', 'executing')
  `.execute(cx.tx);
  return rows[0]!;
}

/** How many of these computers are not in the campaign. */
export async function notIn(
  cx: CommandContext,
  campaignId: string,
  deviceIds: readonly string[],
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from unnest(${[...deviceIds]}::uuid[]) as d (id)
    where not exists (select 1 from installation_campaign_device x
      where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and x.device_id = d.id)
  `.execute(cx.tx);
  return rows[0]!.n;
}
