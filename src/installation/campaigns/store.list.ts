/** Lists of campaigns, their progress and computers, within what the caller may see. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { type MaintenanceType, ORDER_STATES, type OrderState } from '../orders/shapes.ts';
import type { Campaign, CampaignDevice, CampaignProgress, CampaignState } from './shapes.ts';
import type { CampaignRow } from './store.ts';

type Tables = {
  installationCampaign: CampaignRow;
  installationCampaignDevice: {
    unitId: string;
    campaignId: string;
    deviceId: string;
    departmentId: string | null;
    orderId: string | null;
    orderState: OrderState | null;
  };
  configurationSoftware: { unitId: string; id: string; softwareNo: string; softwareName: string };
  ledgersDevice: { unitId: string; id: string; computerNo: string };
  installationOrder: {
    unitId: string;
    id: string;
    orderNo: string;
    userName: string;
    technicianName: string;
  };
  organisationDepartment: { unitId: string; id: string; name: string };
};

/** A department sees the campaigns that concern it, once it has been told. */
function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`exists (select 1 from installation_campaign_department cd
    where cd.unit_id = c.unit_id and cd.campaign_id = c.id and cd.notified_at is not null
      and cd.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]))`;
}

/** Counts only what the caller may see. */
function deviceReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  return sql<boolean>`x.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])`;
}

export async function listCampaigns(
  cx: CommandContext,
  scope: Scope,
  query: {
    q?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    state?: CampaignState | undefined;
    kind?: MaintenanceType | undefined;
    id?: string;
  },
): Promise<Page<Campaign>> {
  const count = (states: RawBuilder<unknown>) => sql<number>`(select count(*)::int
    from installation_campaign_device x where x.unit_id = c.unit_id and x.campaign_id = c.id
      and ${deviceReach(cx, scope)} and ${states})`;
  let select = tables<Tables>(cx.tx)
    .selectFrom('installationCampaign as c')
    .innerJoin('configurationSoftware as s', (join) =>
      join.onRef('s.unitId', '=', 'c.unitId').onRef('s.id', '=', 'c.softwareId'),
    )
    .where('c.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    .select([
      'c.id',
      'c.campaignNo',
      'c.title',
      'c.kind',
      'c.softwareId',
      's.softwareNo',
      's.softwareName',
      'c.version',
      'c.reason',
      'c.dueOn',
      'c.schemeId',
      'c.state',
      'c.createdAt',
      count(sql`true`).as('computers'),
      count(sql`x.order_state = 'recorded'`).as('recorded'),
      count(sql`x.order_state in ('notCompleted', 'cancelled')`).as('failed'),
    ]);
  if (query.id) select = select.where('c.id', '=', query.id);
  if (query.state) select = select.where('c.state', '=', query.state);
  if (query.kind) select = select.where('c.kind', '=', query.kind);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(c.campaign_no ilike ${like} or c.title ilike ${like} or s.software_name ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-campaignNo',
    columns: {
      campaignNo: { expression: sql`c.campaign_no`, type: 'text' },
      dueOn: { expression: sql`coalesce(c.due_on, '9999-12-31')`, type: 'date' },
      title: { expression: sql`c.title collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`c.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** By department, those furthest behind first. */
export async function progressOf(
  cx: CommandContext,
  scope: Scope,
  campaignId: string,
): Promise<CampaignProgress[]> {
  const { rows } = await sql<CampaignProgress>`
    select x.department_id, coalesce(t.name, '') as department_name, count(*)::int as computers,
      count(*) filter (where x.order_state = 'recorded')::int as recorded,
      count(*) filter (where x.order_state in ('awaitingConfirmation', 'blocked'))::int as awaiting,
      count(*) filter (where x.order_state is null
        or x.order_state in ('pending', 'assigned', 'executing'))::int as open,
      count(*) filter (where x.order_state in ('notCompleted', 'cancelled'))::int as failed,
      max(tp.name) as technician_name, max(cd.acknowledged_by) as acknowledged_by, max(cd.acknowledged_at) as acknowledged_at,
      coalesce(max(cd.note), '') as note
    from installation_campaign_device x
    left join organisation_department t on t.unit_id = x.unit_id and t.id = x.department_id
    left join installation_campaign_department cd on cd.unit_id = x.unit_id
      and cd.campaign_id = x.campaign_id and cd.department_id = x.department_id
    left join organisation_person tp on tp.unit_id = cd.unit_id and tp.id = cd.technician_person_id
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and ${deviceReach(cx, scope)}
    group by x.department_id, t.name
    order by count(*) filter (where x.order_state = 'recorded')::float / count(*), count(*) desc, t.name
  `.execute(cx.tx);
  return rows;
}

export async function statesOf(
  cx: CommandContext,
  scope: Scope,
  campaignId: string,
): Promise<{ state: OrderState | null; computers: number }[]> {
  const { rows } = await sql<{ state: OrderState | null; computers: number }>`
    select x.order_state as state, count(*)::int as computers
    from installation_campaign_device x
    where x.unit_id = ${cx.unitId} and x.campaign_id = ${campaignId} and ${deviceReach(cx, scope)}
    group by x.order_state
  `.execute(cx.tx);
  const order = Object.keys(ORDER_STATES);
  return rows.sort((a, b) => order.indexOf(a.state ?? '') - order.indexOf(b.state ?? ''));
}

export async function listDevices(
  cx: CommandContext,
  scope: Scope,
  campaignId: string,
  query: {
    q?: string | undefined;
    sort?: string | undefined;
    cursor?: string | undefined;
    limit: number;
    state?: OrderState | undefined;
    department?: string | undefined;
    open?: boolean | undefined;
  },
): Promise<Page<CampaignDevice>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('installationCampaignDevice as x')
    .innerJoin('ledgersDevice as d', (join) =>
      join.onRef('d.unitId', '=', 'x.unitId').onRef('d.id', '=', 'x.deviceId'),
    )
    .leftJoin('organisationDepartment as t', (join) =>
      join.onRef('t.unitId', '=', 'x.unitId').onRef('t.id', '=', 'x.departmentId'),
    )
    .leftJoin('installationOrder as o', (join) =>
      join.onRef('o.unitId', '=', 'x.unitId').onRef('o.id', '=', 'x.orderId'),
    )
    .where('x.unitId', '=', cx.unitId)
    .where('x.campaignId', '=', campaignId)
    .where(deviceReach(cx, scope))
    .select([
      'x.deviceId as id',
      'd.computerNo',
      sql<string>`coalesce(t.name, '')`.as('departmentName'),
      sql<string>`coalesce(o.user_name, '')`.as('userName'),
      'x.orderId',
      'o.orderNo',
      'x.orderState',
      sql<string>`coalesce(o.technician_name, '')`.as('technicianName'),
    ]);
  if (query.state) select = select.where('x.orderState', '=', query.state);
  if (query.department) select = select.where('x.departmentId', '=', query.department);
  if (query.open) {
    select = select.where(
      sql<boolean>`(x.order_state is null or x.order_state not in ('recorded', 'notCompleted', 'cancelled'))`,
    );
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(d.computer_no ilike ${like} or o.user_name ilike ${like} or o.order_no ilike ${like})`,
    );
  }
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'computerNo',
    columns: {
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      departmentName: { expression: sql`coalesce(t.name, '') collate "zh-x-icu"`, type: 'text' },
      orderState: { expression: sql`coalesce(x.order_state, '')`, type: 'text' },
    },
    id: sql`x.device_id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** Products recognised on computers of the unit, for a choice: components and what nobody has are left out. */
export async function observedProducts(
  cx: CommandContext,
  text: string | undefined,
): Promise<{ id: string; name: string; publisher: string }[]> {
  const like = text ? likeAnywhere(text) : null;
  const { rows } = await sql<{ id: string; name: string; publisher: string }>`
    select m.product_id as id, max(m.product_name) as name, max(m.publisher) as publisher
    from recognition_match m
    join recognition_raw_entry e on e.unit_id = m.unit_id and e.id = m.raw_entry_id
    where m.unit_id = ${cx.unitId} and m.product_id is not null and m.kind <> 'component'
      and e.device_count > 0
      and (${like}::text is null or m.product_name ilike ${like} or m.publisher ilike ${like}
        or e.name ilike ${like})
    group by m.product_id order by sum(e.device_count) desc, m.product_id limit 20
  `.execute(cx.tx);
  return rows;
}

/** What it was recognised as on this unit's computers, also when none has it any more. */
export async function productName(cx: CommandContext, productId: string): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select product_name as name from recognition_match
    where unit_id = ${cx.unitId} and product_id = ${productId} limit 1`.execute(cx.tx);
  return rows[0]?.name ?? null;
}
