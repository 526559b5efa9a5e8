/** Reads and writes of `installation_order` and its lines, as sets. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { OrderLine, OrderOrigin, OrderState, Verification } from './shapes.ts';

export type NewOrder = {
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
  state: 'pending' | 'assigned';
  dueOn: string | null;
  note: string;
};
export type NewLine = Omit<OrderLine, 'result' | 'note' | 'entryNos' | 'verification'> & {
  orderId: string;
};

const snake = (row: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      value,
    ]),
  );

export async function insertOrders(
  cx: CommandContext,
  orders: readonly NewOrder[],
  lines: readonly NewLine[],
): Promise<void> {
  await sql`
    insert into installation_order (unit_id, id, order_no, origin, origin_id, device_id, computer_no,
      computer_brand, user_person_id, user_name, department_id, department_name,
      technician_person_id, technician_name, state, due_on, note, created_at, updated_at)
    select ${cx.unitId}, r.id, r.order_no, r.origin, r.origin_id, r.device_id, r.computer_no,
      r.computer_brand, r.user_person_id, r.user_name, r.department_id, r.department_name,
      r.technician_person_id, r.technician_name, r.state, r.due_on, r.note,
      ${cx.now.toISOString()}::timestamptz, ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(orders.map(snake))}::jsonb) as r (id uuid,
      order_no text, origin text, origin_id uuid, device_id uuid, computer_no text,
      computer_brand text, user_person_id uuid, user_name text, department_id uuid,
      department_name text, technician_person_id uuid, technician_name text, state text,
      due_on date, note text)
  `.execute(cx.tx);
  await sql`
    insert into installation_order_line (unit_id, order_id, line_no, kind, software_id,
      from_software_id, version, software_no, software_name, from_software_no,
      from_software_name, from_version)
    select ${cx.unitId}, r.order_id, r.line_no, r.kind, r.software_id, r.from_software_id,
      r.version, r.software_no, r.software_name, r.from_software_no, r.from_software_name,
      r.from_version
    from jsonb_to_recordset(${JSON.stringify(lines.map(snake))}::jsonb) as r (order_id uuid,
      line_no integer, kind text, software_id uuid, from_software_id uuid, version text,
      software_no text, software_name text, from_software_no text, from_software_name text,
      from_version text)
  `.execute(cx.tx);
}

export type PlaceRow = {
  deviceId: string;
  computerNo: string;
  computerBrand: string;
  retired: boolean;
  userPersonId: string | null;
  userName: string;
  departmentId: string | null;
  departmentName: string;
};

/** Computers with who holds them today: what an order freezes (附件11). */
export async function placesOf(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Map<string, PlaceRow>> {
  const { rows } = await sql<PlaceRow>`
    select d.id as device_id, d.computer_no, trim(d.brand || ' ' || d.model) as computer_brand,
      d.status in ('scrapped', 'transferredOut') or d.merged_into is not null as retired,
      p.id as user_person_id, coalesce(p.name, '') as user_name,
      coalesce(a.department_id, p.department_id) as department_id,
      coalesce(t.name, '') as department_name
    from ledgers_device d
    left join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t
      on t.unit_id = d.unit_id and t.id = coalesce(a.department_id, p.department_id)
    where d.unit_id = ${unitId} and d.id = any(${[...deviceIds]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.deviceId, row]));
}

export type LockedOrder = {
  id: string;
  orderNo: string;
  origin: OrderOrigin;
  originId: string;
  deviceId: string;
  computerNo: string;
  userPersonId: string | null;
  userName: string;
  departmentId: string | null;
  technicianPersonId: string | null;
  technicianName: string;
  state: OrderState;
  performedOn: string | null;
  performerSignatureId: string | null;
  userSignatureId: string | null;
  performerPersonId: string | null;
  /** Whose signature stands as the user's. */
  userSignerPersonId: string | null;
  holderPersonId: string | null;
  holderName: string | null;
};

/** Locks orders in the order of their ids, so that two bulk confirmations cannot cross. */
export async function lockOrders(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<LockedOrder[]> {
  const { rows } = await sql<LockedOrder>`
    select o.id, o.order_no, o.origin, o.origin_id, o.device_id, o.computer_no, o.user_person_id,
      o.user_name, o.department_id, o.technician_person_id, o.technician_name, o.state,
      o.performed_on, o.performer_signature_id, o.user_signature_id,
      (select s.person_id from platform_signature s
        where s.unit_id = o.unit_id and s.id = o.performer_signature_id) as performer_person_id,
      (select s.person_id from platform_signature s
        where s.unit_id = o.unit_id and s.id = o.user_signature_id) as user_signer_person_id,
      (select a.person_id from ledgers_assignment a
        where a.unit_id = o.unit_id and a.device_id = o.device_id and a.to_on is null) as holder_person_id,
      (select p.name from ledgers_assignment a join organisation_person p
        on p.unit_id = a.unit_id and p.id = a.person_id
        where a.unit_id = o.unit_id and a.device_id = o.device_id and a.to_on is null) as holder_name
    from installation_order o
    where o.unit_id = ${unitId} and o.id = any(${[...ids]}::uuid[])
    order by o.id for update of o
  `.execute(tx);
  return rows;
}

export async function linesOf(
  tx: Tx,
  unitId: string,
  orderIds: readonly string[],
): Promise<(OrderLine & { orderId: string })[]> {
  const { rows } = await sql<OrderLine & { orderId: string }>`
    select order_id, line_no, kind, software_id, software_no, software_name, version,
      from_software_id, from_software_no, from_software_name, from_version, result, note,
      entry_nos::text[]::bigint[]::text as entry_nos_text, verification
    from installation_order_line
    where unit_id = ${unitId} and order_id = any(${[...orderIds]}::uuid[])
    order by order_id, line_no
  `.execute(tx);
  return rows.map((row) => {
    const { entryNosText, ...line } = row as unknown as OrderLine & {
      orderId: string;
      entryNosText: string;
    };
    return { ...line, entryNos: (entryNosText.match(/\d+/g) ?? []).map(Number) };
  });
}

export type OrderChange = {
  id: string;
  state: OrderState;
  performed_on?: string | null;
  performer_signature_id?: string | null;
  user_signature_id?: string | null;
  same_signer?: boolean;
  technician_person_id?: string | null;
  technician_name?: string;
  due_on?: string | null;
  problem?: string | null;
  problem_params?: Record<string, string | number>;
};

/** Writes what changes of many orders in one statement; absent fields stay. */
export async function saveOrders(
  cx: CommandContext,
  changes: readonly OrderChange[],
): Promise<void> {
  if (changes.length === 0) return;
  const rows = changes.map((change) => ({ id: change.id, change }));
  await sql`
    update installation_order o set
      state = r.change->>'state',
      performed_on = case when r.change ? 'performed_on' then (r.change->>'performed_on')::date else o.performed_on end,
      performer_signature_id = case when r.change ? 'performer_signature_id'
        then (r.change->>'performer_signature_id')::uuid else o.performer_signature_id end,
      user_signature_id = case when r.change ? 'user_signature_id'
        then (r.change->>'user_signature_id')::uuid else o.user_signature_id end,
      same_signer = coalesce((r.change->>'same_signer')::boolean, o.same_signer),
      technician_person_id = case when r.change ? 'technician_person_id'
        then (r.change->>'technician_person_id')::uuid else o.technician_person_id end,
      technician_name = coalesce(r.change->>'technician_name', o.technician_name),
      due_on = case when r.change ? 'due_on' then (r.change->>'due_on')::date else o.due_on end,
      problem = r.change->>'problem',
      problem_params = coalesce(r.change->'problem_params', '{}'::jsonb),
      updated_at = ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, change jsonb)
    where o.unit_id = ${cx.unitId} and o.id = r.id
  `.execute(cx.tx);
}

export type LineChange = {
  order_id: string;
  line_no: number;
  result?: string;
  note?: string;
  version?: string;
  entry_nos?: number[];
};

export async function saveLines(cx: CommandContext, changes: readonly LineChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    update installation_order_line l set
      result = coalesce(r.result, l.result), note = coalesce(r.note, l.note),
      version = coalesce(r.version, l.version), entry_nos = coalesce(r.entry_nos, l.entry_nos)
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as r (order_id uuid,
      line_no integer, result text, note text, version text, entry_nos bigint[])
    where l.unit_id = ${cx.unitId} and l.order_id = r.order_id and l.line_no = r.line_no
  `.execute(cx.tx);
}

export type UnverifiedLine = {
  orderId: string;
  orderNo: string;
  lineNo: number;
  deviceId: string;
  kind: OrderLine['kind'];
  softwareId: string | null;
  fromSoftwareId: string | null;
  softwareName: string;
  version: string;
  performedOn: string;
  /** When both had signed. */
  recordedAt: string;
};

/** Lines carried out on these computers that no report has confirmed or contradicted yet. */
export async function unverifiedLines(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<UnverifiedLine[]> {
  const { rows } = await sql<UnverifiedLine>`
    select o.id as order_id, o.order_no, l.line_no, o.device_id, l.kind, l.software_id,
      l.from_software_id, l.software_name, l.version, o.performed_on,
      o.updated_at as recorded_at
    from installation_order o join installation_order_line l
      on l.unit_id = o.unit_id and l.order_id = o.id
    where o.unit_id = ${unitId} and o.device_id = any(${[...deviceIds]}::uuid[])
      and o.state = 'recorded' and l.result = 'done'
      and (l.verification is null or l.verification = 'contradicted')
    order by o.device_id, o.id, l.line_no
  `.execute(tx);
  return rows;
}

export async function saveVerifications(
  cx: CommandContext,
  rows: readonly { orderId: string; lineNo: number; outcome: Verification }[],
): Promise<void> {
  if (rows.length === 0) return;
  const changes = rows.map((row) => ({
    order_id: row.orderId,
    line_no: row.lineNo,
    outcome: row.outcome,
  }));
  await sql`
    update installation_order_line l
    set verification = r.outcome, verified_at = ${cx.now.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb)
      as r (order_id uuid, line_no integer, outcome text)
    where l.unit_id = ${cx.unitId} and l.order_id = r.order_id and l.line_no = r.line_no
      and l.verification is distinct from r.outcome
  `.execute(cx.tx);
}

/** `software/computer` → version of the open install, on these computers. */
export async function openVersions(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ key: string; version: string }>`
    select software_id || '/' || device_id as key, version from ledgers_open_install
    where unit_id = ${unitId} and device_id = any(${[...deviceIds]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.key, row.version]));
}

export type ConcernedRow = {
  personId: string;
  role: 'technician' | 'user';
  orders: number;
  /** One of them. */
  orderId: string;
  orderNo: string;
  computerNo: string;
};

/** Who has work with these orders: their technicians, and users who have been asked to sign. */
export async function concernedBy(
  tx: Tx,
  unitId: string,
  orderIds: readonly string[],
): Promise<ConcernedRow[]> {
  const { rows } = await sql<ConcernedRow>`
    with asked as materialized (
      select o.id, o.order_no, o.computer_no, o.technician_person_id,
        case when o.state = 'awaitingConfirmation' and o.user_signature_id is null
          then coalesce(a.person_id, o.user_person_id) end as user_person_id
      from installation_order o
      left join ledgers_assignment a
        on a.unit_id = o.unit_id and a.device_id = o.device_id and a.to_on is null
      where o.unit_id = ${unitId} and o.id = any(${[...orderIds]}::uuid[])
    )
    select person_id, role, count(*)::int as orders, min(id::text) as order_id,
      min(order_no) as order_no, min(computer_no) as computer_no
    from (
      select technician_person_id as person_id, 'technician' as role, id, order_no, computer_no from asked
      union all
      select user_person_id, 'user', id, order_no, computer_no from asked
    ) w where person_id is not null group by person_id, role order by role, person_id
  `.execute(tx);
  return rows;
}

export type TechnicianRow = {
  personId: string;
  name: string;
  departmentName: string;
  open: number;
};

/** Who may be given orders, with how many each has open. */
export async function technicians(tx: Tx, unitId: string): Promise<TechnicianRow[]> {
  const { rows } = await sql<TechnicianRow>`
    select p.id as person_id, p.name, coalesce(t.name, '') as department_name,
      (select count(*) from installation_order o where o.unit_id = p.unit_id
        and o.technician_person_id = p.id and o.performer_signature_id is null
        and o.state in ('assigned', 'executing', 'awaitingConfirmation'))::int as open
    from organisation_person p
    left join organisation_department t on t.unit_id = p.unit_id and t.id = p.department_id
    where p.unit_id = ${unitId} and p.active and exists (
      select 1 from platform_role_grant g join platform_account c on c.id = g.account_id
      where g.unit_id = p.unit_id and g.person_id = p.id and g.role = 'itTechnician'
        and not c.disabled)
    order by p.name collate "zh-x-icu", p.id
  `.execute(tx);
  return rows;
}
