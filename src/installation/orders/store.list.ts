/** The list of orders within what the caller may see. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { MaintenanceType, Order, OrderOrigin, OrderState } from './shapes.ts';

type ListTables = {
  installationOrder: {
    unitId: string;
    id: string;
    orderNo: string;
    origin: OrderOrigin;
    originId: string;
    deviceId: string;
    computerNo: string;
    computerBrand: string;
    userPersonId: string | null;
    userName: string;
    departmentId: string | null;
    departmentName: string;
    technicianPersonId: string | null;
    technicianName: string;
    state: OrderState;
    dueOn: string | null;
    note: string;
    performedOn: string | null;
    sameSigner: boolean;
    problem: string | null;
    problemParams: Record<string, string | number>;
    createdAt: string;
  };
};

export type OrderQuery = {
  q?: string | undefined;
  sort?: string | undefined;
  cursor?: string | undefined;
  limit: number;
  state?: OrderState | undefined;
  open?: boolean | undefined;
  mine?: boolean | undefined;
  toSign?: boolean | undefined;
  overdue?: boolean | undefined;
  origin?: OrderOrigin | undefined;
  originId?: string | undefined;
  device?: string | undefined;
  department?: string | undefined;
  ids?: string[];
};

export type ListedOrder = Omit<Order, 'work'> & {
  lines: { kind: MaintenanceType; softwareName: string; version: string }[];
  problem: string | null;
  problemParams: Record<string, string | number>;
};

/** The user of then or of today. */
const isUser = (
  personId: string | undefined,
) => sql<boolean>`(o.user_person_id = ${personId ?? null}::uuid
  or exists (select 1 from ledgers_assignment a where a.unit_id = o.unit_id
    and a.device_id = o.device_id and a.to_on is null and a.person_id = ${personId ?? null}::uuid))`;

/** Whose signature as user an order waits for: the user's, or the head's for a machine nobody holds. */
function isToSignBy(cx: CommandContext): RawBuilder<boolean> {
  const own = isUser(cx.actor.personId);
  if (!cx.actor.roles.includes('deptHead')) return own;
  return sql<boolean>`(${own} or (o.user_person_id is null
    and o.department_id = any(${cx.actor.departmentIds ?? []}::uuid[])
    and o.technician_person_id is distinct from ${cx.actor.personId ?? null}::uuid
    and not exists (select 1 from ledgers_assignment a where a.unit_id = o.unit_id
      and a.device_id = o.device_id and a.to_on is null and a.person_id is not null)))`;
}

function withinReach(cx: CommandContext, scope: Scope): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const own = isUser(cx.actor.personId);
  if (scope === 'own') return own;
  return sql<boolean>`(o.department_id = any(${cx.actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

const OPEN = sql`('pending', 'assigned', 'executing', 'awaitingConfirmation', 'blocked')`;

export async function listOrders(
  cx: CommandContext,
  scope: Scope,
  query: OrderQuery,
): Promise<Page<ListedOrder>> {
  let select = tables<ListTables>(cx.tx)
    .selectFrom('installationOrder as o')
    .where('o.unitId', '=', cx.unitId)
    .where(withinReach(cx, scope))
    .select([
      'o.id',
      'o.orderNo',
      'o.origin',
      'o.originId',
      'o.deviceId',
      'o.computerNo',
      'o.computerBrand',
      'o.userPersonId',
      'o.userName',
      'o.departmentId',
      'o.departmentName',
      'o.technicianPersonId',
      'o.technicianName',
      'o.state',
      'o.dueOn',
      'o.note',
      'o.performedOn',
      'o.sameSigner',
      'o.problem',
      'o.problemParams',
      'o.createdAt',
      sql<boolean>`coalesce(o.due_on < ${cx.today}::date and o.state in ${OPEN}, false)`.as(
        'overdue',
      ),
      sql<boolean>`o.performer_signature_id is not null`.as('performerSigned'),
      sql<boolean>`o.user_signature_id is not null`.as('userSigned'),
      sql<ListedOrder['lines']>`(select jsonb_agg(jsonb_build_object('kind', l.kind,
        'softwareName', l.software_name, 'version', l.version) order by l.line_no)
        from installation_order_line l where l.unit_id = o.unit_id and l.order_id = o.id)`.as(
        'lines',
      ),
    ]);
  for (const condition of conditions(cx, query)) select = select.where(condition);
  return keyset(select, {
    sort: query.sort,
    defaultSort: '-orderNo',
    columns: {
      orderNo: { expression: sql`o.order_no`, type: 'text' },
      dueOn: { expression: sql`coalesce(o.due_on, '9999-12-31')`, type: 'date' },
      computerNo: { expression: sql`o.computer_no`, type: 'text' },
      departmentName: { expression: sql`o.department_name collate "zh-x-icu"`, type: 'text' },
      createdAt: { expression: sql`o.created_at`, type: 'timestamptz' },
    },
    id: sql`o.id`,
    cursor: query.cursor,
    limit: query.limit,
  }) as Promise<Page<ListedOrder>>;
}

function conditions(cx: CommandContext, query: OrderQuery): RawBuilder<boolean>[] {
  const found: RawBuilder<boolean>[] = [];
  const { personId } = cx.actor;
  if (query.ids) found.push(sql<boolean>`o.id = any(${query.ids}::uuid[])`);
  if (query.state) found.push(sql<boolean>`o.state = ${query.state}`);
  if (query.open) found.push(sql<boolean>`o.state in ${OPEN}`);
  if (query.mine) found.push(sql<boolean>`o.technician_person_id = ${personId ?? null}::uuid`);
  if (query.toSign) {
    found.push(sql<boolean>`(o.state in ('executing', 'awaitingConfirmation')
      and o.user_signature_id is null and ${isToSignBy(cx)})`);
  }
  if (query.overdue) {
    found.push(sql<boolean>`(o.due_on < ${cx.today}::date and o.state in ${OPEN})`);
  }
  if (query.origin) found.push(sql<boolean>`o.origin = ${query.origin}`);
  if (query.originId) found.push(sql<boolean>`o.origin_id = ${query.originId}`);
  if (query.device) found.push(sql<boolean>`o.device_id = ${query.device}`);
  if (query.department) found.push(sql<boolean>`o.department_id = ${query.department}`);
  if (query.q) {
    const like = likeAnywhere(query.q);
    found.push(sql<boolean>`(o.order_no ilike ${like} or o.computer_no ilike ${like}
      or o.user_name ilike ${like} or o.department_name ilike ${like}
      or o.technician_name ilike ${like}
      or exists (select 1 from installation_order_line l where l.unit_id = o.unit_id
        and l.order_id = o.id and l.software_name ilike ${like}))`);
  }
  return found;
}

export type OrderCounts = {
  assigned: number;
  toSign: number;
  pending: number;
  blocked: number;
  dueOn: string | null;
};

/** What waits for the caller, in one query. */
export async function waitingOrders(cx: CommandContext): Promise<OrderCounts> {
  const { rows } = await sql<OrderCounts>`
    select count(*) filter (where o.state in ('assigned', 'executing', 'awaitingConfirmation')
        and o.performer_signature_id is null
        and o.technician_person_id = ${cx.actor.personId ?? null}::uuid)::int as assigned,
      min(o.due_on) filter (where o.technician_person_id = ${cx.actor.personId ?? null}::uuid) as due_on,
      count(*) filter (where o.state in ('executing', 'awaitingConfirmation')
        and o.user_signature_id is null and ${isToSignBy(cx)})::int as to_sign,
      count(*) filter (where o.state = 'pending')::int as pending,
      count(*) filter (where o.state = 'blocked')::int as blocked
    from installation_order o where o.unit_id = ${cx.unitId} and o.state in ${OPEN}
  `.execute(cx.tx);
  return rows[0]!;
}
