/** The list and the record page of computers, within what the caller may see. */
import { type RawBuilder, sql } from 'kysely';
import type { Scope } from '../../platform/auth/permissions.ts';
import type { Actor } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { maskTail, serialKey } from './rules.ts';
import type {
  Device,
  DeviceRecord,
  DeviceStatus,
  DevicesQuery,
  DeviceType,
  HolderPeriod,
} from './shapes.ts';

type ListTables = {
  ledgersDevice: {
    unitId: string;
    id: string;
    computerNo: string;
    assetNo: string;
    deviceType: DeviceType;
    typeName: string;
    brand: string;
    model: string;
    serialNo: string;
    hostName: string;
    osName: string;
    location: string;
    status: DeviceStatus;
    acquiredOn: string | null;
    retiredOn: string | null;
    mergedInto: string | null;
  };
  ledgersAssignment: {
    unitId: string;
    deviceId: string;
    personId: string | null;
    departmentId: string | null;
    toOn: string | null;
  };
  organisationPerson: {
    unitId: string;
    id: string;
    name: string;
    staffNo: string;
    active: boolean;
  };
  organisationDepartment: { unitId: string; id: string; name: string };
};

/** How far the caller's right reaches. */
export type Reach = { scope: Scope; actor: Pick<Actor, 'personId' | 'departmentIds'> };

function withinReach({ scope, actor }: Reach): RawBuilder<boolean> {
  if (scope === 'all') return sql<boolean>`true`;
  const own = sql<boolean>`a.person_id = ${actor.personId ?? null}::uuid`;
  if (scope === 'own') return own;
  return sql<boolean>`(a.department_id = any(${actor.departmentIds ?? []}::uuid[]) or ${own})`;
}

function listed(tx: Tx, unitId: string, reach: Reach) {
  return tables<ListTables>(tx)
    .selectFrom('ledgersDevice as d')
    .leftJoin('ledgersAssignment as a', (join) =>
      join
        .onRef('a.unitId', '=', 'd.unitId')
        .onRef('a.deviceId', '=', 'd.id')
        .on('a.toOn', 'is', null),
    )
    .leftJoin('organisationPerson as p', (join) =>
      join.onRef('p.unitId', '=', 'a.unitId').onRef('p.id', '=', 'a.personId'),
    )
    .leftJoin('organisationDepartment as t', (join) =>
      join.onRef('t.unitId', '=', 'a.unitId').onRef('t.id', '=', 'a.departmentId'),
    )
    .where('d.unitId', '=', unitId)
    .where(withinReach(reach));
}

function withColumns(query: ReturnType<typeof listed>) {
  return query.select([
    'd.id',
    'd.computerNo',
    'd.assetNo',
    'd.deviceType',
    'd.typeName',
    'd.brand',
    'd.model',
    'd.serialNo',
    'd.hostName',
    'd.osName',
    'd.location',
    'd.status',
    'd.acquiredOn',
    'd.retiredOn',
    'a.personId as holderId',
    'p.name as holderName',
    'p.staffNo as holderNo',
    sql<boolean>`coalesce(not p.active, false) and d.retired_on is null`.as('holderLeft'),
    'a.departmentId',
    't.name as departmentName',
    sql<boolean>`d.oem_evidence <> '[]'::jsonb`.as('hasOemEvidence'),
  ]);
}

type Listed = Omit<Device, 'serialMasked'> & { serialNo: string };

function shown({ serialNo, ...row }: Listed): Device {
  return { ...row, serialMasked: maskTail(serialNo) };
}

const HOLDER_STATE: Record<NonNullable<DevicesQuery['holderState']>, RawBuilder<boolean>> = {
  held: sql<boolean>`a.person_id is not null`,
  departmentOnly: sql<boolean>`(a.person_id is null and a.department_id is not null)`,
  none: sql<boolean>`(a.device_id is null and d.retired_on is null)`,
  left: sql<boolean>`(p.active = false and d.retired_on is null)`,
};

/** Filter of the list; `departmentIds` already holds what lies below. */
export type DeviceFilter = Omit<DevicesQuery, 'department'> & {
  departmentIds?: string[] | undefined;
};

function filtered(
  query: ReturnType<typeof listed>,
  filter: DeviceFilter,
  found: Found | undefined,
) {
  let select = query.where('d.mergedInto', 'is', null);
  if (filter.type) select = select.where('d.deviceType', '=', filter.type);
  if (filter.status) select = select.where('d.status', '=', filter.status);
  if (filter.holder) select = select.where('a.personId', '=', filter.holder);
  if (filter.holderState) select = select.where(HOLDER_STATE[filter.holderState]);
  if (filter.departmentIds) {
    select = select.where(sql<boolean>`a.department_id = any(${filter.departmentIds}::uuid[])`);
  }
  return filter.q && found ? select.where(matches(filter.q, found)) : select;
}

/**
 * Number, asset number, brand, model and host in one folded column, the end of the serial, and holders and departments
 * found beforehand: at 20,000 computers half the time of asking each joined row.
 */
function matches(text: string, found: Found): RawBuilder<boolean> {
  const key = serialKey(text);
  const serial =
    key.length >= 3
      ? sql<boolean>`d.serial_key like ${likeAnywhere(key).slice(0, -1)}`
      : sql<boolean>`false`;
  return sql<boolean>`(d.search_text like ${likeAnywhere(text.toLowerCase())} or ${serial}
    or a.person_id = any(${found.people}::uuid[])
    or a.department_id = any(${found.departments}::uuid[]))`;
}

type Found = { people: string[]; departments: string[] };

/** People by name or pinyin initials, departments by name. */
async function findHolders(tx: Tx, unitId: string, text: string): Promise<Found> {
  const anywhere = likeAnywhere(text);
  const { rows } = await sql<{ kind: 'people' | 'departments'; id: string }>`
    select 'people' as kind, id from organisation_person
      where unit_id = ${unitId} and (name ilike ${anywhere}
        or name_initials like ${anywhere.slice(1).toLowerCase()})
    union all
    select 'departments', id from organisation_department
      where unit_id = ${unitId} and name ilike ${anywhere}
  `.execute(tx);
  const found: Found = { people: [], departments: [] };
  for (const row of rows) found[row.kind].push(row.id);
  return found;
}

export async function devicePage(
  tx: Tx,
  unitId: string,
  filter: DeviceFilter,
  reach: Reach,
): Promise<Page<Device>> {
  const found = filter.q ? await findHolders(tx, unitId, filter.q) : undefined;
  const base = filtered(listed(tx, unitId, reach), filter, found);
  const page = await keyset(withColumns(base), {
    sort: filter.sort,
    defaultSort: 'computerNo',
    columns: {
      computerNo: { expression: sql`d.computer_no`, type: 'text' },
      brand: { expression: sql`d.brand collate "zh-x-icu"`, type: 'text' },
      deviceType: { expression: sql`d.device_type`, type: 'text' },
      status: { expression: sql`d.status`, type: 'text' },
      holderName: { expression: sql`coalesce(p.name, '') collate "zh-x-icu"`, type: 'text' },
      departmentName: { expression: sql`coalesce(t.name, '') collate "zh-x-icu"`, type: 'text' },
      acquiredOn: { expression: sql`coalesce(d.acquired_on, '0001-01-01')`, type: 'date' },
    },
    id: sql`d.id`,
    cursor: filter.cursor,
    limit: filter.limit,
  });
  // Counted once, with the first page: turning pages does not change it.
  const total = filter.cursor ? undefined : await totalOf(tx, unitId, filter, reach, base);
  return { items: page.items.map(shown), nextCursor: page.nextCursor, total };
}

/** Without a question about holders the computers alone are counted: a third of the time of the joins. */
async function totalOf(
  tx: Tx,
  unitId: string,
  filter: DeviceFilter,
  reach: Reach,
  joined: ReturnType<typeof filtered>,
): Promise<number> {
  const { q, holder, holderState, departmentIds, type, status } = filter;
  const count = sql<number>`count(*)::int`.as('total');
  if (reach.scope !== 'all' || q || holder || holderState || departmentIds) {
    return (await joined.select(count).executeTakeFirstOrThrow()).total;
  }
  let plain = tables<ListTables>(tx)
    .selectFrom('ledgersDevice as d')
    .where('d.unitId', '=', unitId)
    .where('d.mergedInto', 'is', null);
  if (type) plain = plain.where('d.deviceType', '=', type);
  if (status) plain = plain.where('d.status', '=', status);
  return (await plain.select(count).executeTakeFirstOrThrow()).total;
}

/** One computer as the list shows it, undefined when it is out of the caller's reach. */
export async function listedDevice(
  tx: Tx,
  unitId: string,
  id: string,
  reach: Reach,
): Promise<Device | undefined> {
  const row = await withColumns(listed(tx, unitId, reach))
    .where('d.id', '=', id)
    .executeTakeFirst();
  return row && shown(row);
}

/** The holders with their names, latest first. */
export async function holderPeriods(
  tx: Tx,
  unitId: string,
  deviceId: string,
): Promise<HolderPeriod[]> {
  const { rows } = await sql<HolderPeriod>`
    select a.from_on, a.to_on, a.person_id, p.name as person_name, a.department_id,
      t.name as department_name
    from ledgers_assignment a
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t on t.unit_id = a.unit_id and t.id = a.department_id
    where a.unit_id = ${unitId} and a.device_id = ${deviceId} order by a.from_on desc
  `.execute(tx);
  return rows;
}

/** Merges into this computer that stand. */
export async function standingMerges(
  tx: Tx,
  unitId: string,
  keepId: string,
): Promise<DeviceRecord['merges']> {
  const { rows } = await sql<DeviceRecord['merges'][number]>`
    select m.id, m.drop_id, d.computer_no, m.merged_at, m.merged_by
    from ledgers_merge m
    join ledgers_device d on d.unit_id = m.unit_id and d.id = m.drop_id
    where m.unit_id = ${unitId} and m.keep_id = ${keepId} and m.undone_at is null
    order by m.merged_at desc
  `.execute(tx);
  return rows;
}
