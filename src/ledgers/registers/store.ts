/**
 * What the registers read. Today comes from the derived tables; any other day, and any earlier knowledge, from the
 * journal itself, with the meaning `journal/rules.ts` gives it.
 */
import { type RawBuilder, sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

/** `asOf` undefined = today, and `knownAt` undefined = all that is recorded: then the derived tables answer. */
export type When = { asOf: string; past: boolean; knownAt: string | undefined };

/** How far the reader's permission reaches: own computers, own departments, or all. */
export type Reach =
  | { kind: 'all' }
  | { kind: 'department'; departmentIds: readonly string[] }
  | { kind: 'own'; personId: string | undefined };

export type OpenRow = {
  softwareId: string;
  deviceId: string;
  version: string;
  installedOn: string;
  entryNo: number;
};

/** Entries that count on both axes. `filter` narrows to devices or a number first. */
function effective(unitId: string, when: When, filter: RawBuilder<unknown>): RawBuilder<unknown> {
  const known = (alias: string) =>
    when.knownAt
      ? sql`and ${sql.ref(`${alias}.recorded_at`)} <= ${when.knownAt}::timestamptz`
      : sql``;
  return sql`
    select e.* from ledgers_entry e
    where e.unit_id = ${unitId} and ${filter} and e.occurred_on <= ${when.asOf}::date
      ${known('e')} and e.reverses_entry_no is null
      and not exists (select from ledgers_entry r
        where r.unit_id = ${unitId} and r.reverses_entry_no = e.entry_no ${known('r')})`;
}

/**
 * Open installs as a set of rows (software_id, device_id, version, installed_on, entry_no). A pair that no entry after
 * the asked point touches stands as it stands now; only the others are read from the journal.
 */
function openSet(unitId: string, when: When, filter: RawBuilder<unknown>): RawBuilder<unknown> {
  const now = sql`
    select e.software_id, e.device_id, e.version, e.installed_on, e.entry_no
    from ledgers_open_install e where e.unit_id = ${unitId} and ${filter}`;
  if (!when.past) return now;
  const later = when.knownAt
    ? sql`(e.occurred_on > ${when.asOf}::date or e.recorded_at > ${when.knownAt}::timestamptz)`
    : sql`e.occurred_on > ${when.asOf}::date`;
  return sql`
    with touched as materialized (
      select distinct e.software_id, e.device_id from ledgers_entry e
      where e.unit_id = ${unitId} and ${filter} and ${later}
    )
    ${now} and not exists (select from touched t
      where t.software_id = e.software_id and t.device_id = e.device_id)
    union all
    select l.software_id, l.device_id, l.version, l.occurred_on, l.entry_no
    from touched t cross join lateral (
      select v.* from (${effective(unitId, when, sql`true`)}) v
      where v.software_id = t.software_id and v.device_id = t.device_id
      order by v.occurred_on desc, v.entry_no desc limit 1
    ) l where l.kind = 'install'`;
}

/** Every open install of the day, as rows for later slices' own counts; only of these categories if they are given. */
export function openInstallsOn(
  unitId: string,
  when: When,
  categories?: readonly string[],
): RawBuilder<unknown> {
  if (!categories) return openSet(unitId, when, sql`true`);
  const wanted = sql`e.software_id = any(array(select s.id from configuration_software s
    where s.unit_id = ${unitId} and s.category = any(${[...categories]}::text[])))`;
  return openSet(unitId, when, wanted);
}

export async function openInstallsOf(
  tx: Tx,
  unitId: string,
  when: When,
  deviceIds: readonly string[],
): Promise<OpenRow[]> {
  if (deviceIds.length === 0) return [];
  const filter = sql`e.device_id = any(${deviceIds}::uuid[])`;
  const { rows } = await sql<OpenRow>`
    select o.software_id, o.device_id, o.version, o.installed_on, o.entry_no
    from (${openSet(unitId, when, filter)}) o`.execute(tx);
  return rows;
}

/**
 * 安装数量 per number. For a past day the entries after it are taken back from today's figure: recent days, which are
 * asked most, cost least.
 */
export async function installedCounts(
  tx: Tx,
  unitId: string,
  when: When,
): Promise<Map<string, number>> {
  // Summed per branch, so that PostgreSQL can share a long branch among its workers.
  const takenBack = (filter: RawBuilder<unknown>) => sql`
    union all
    select e.software_id, sum(case e.kind when 'install' then -1 else 1 end) as installed
    from ledgers_entry e where e.unit_id = ${unitId} and ${filter} group by e.software_id`;
  const day = sql`${when.asOf}::date`;
  const later = when.past ? takenBack(sql`e.occurred_on > ${day}`) : sql``;
  const unknown = when.knownAt
    ? takenBack(sql`e.recorded_at > ${when.knownAt}::timestamptz and e.occurred_on <= ${day}`)
    : sql``;
  const { rows } = await sql<{ softwareId: string; installed: number }>`
    select s.software_id, sum(s.installed)::bigint as installed
    from (
      select c.software_id, c.installed from ledgers_count c where c.unit_id = ${unitId}
      ${later} ${unknown}
    ) s group by s.software_id`.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row.installed]));
}

/** Open installs on the computers a department uses today, by the software's name. */
export async function installedInDepartment(
  tx: Tx,
  unitId: string,
  departmentId: string,
): Promise<{ softwareName: string; count: number }[]> {
  const { rows } = await sql<{ softwareName: string; count: number }>`
    select s.software_name, count(*)::int as count
    from ledgers_assignment a
    left join organisation_person n on n.unit_id = a.unit_id and n.id = a.person_id
    join ledgers_open_install i on i.unit_id = a.unit_id and i.device_id = a.device_id
    join configuration_software s on s.unit_id = i.unit_id and s.id = i.software_id
    where a.unit_id = ${unitId} and a.to_on is null
      and coalesce(a.department_id, n.department_id) = ${departmentId}
    group by s.software_name`.execute(tx);
  return rows;
}

/**
 * Devices on the asked day with status, holder and department of that day. Today needs no history: the device row has
 * its status, and the open assignment its holder.
 */
export function devicesOn(unitId: string, when: When): RawBuilder<unknown> {
  const day = sql`${when.asOf}::date`;
  const covers = (alias: string) => sql`${sql.ref(`${alias}.from_on`)} <= ${day}
    and (${sql.ref(`${alias}.to_on`)} is null or ${sql.ref(`${alias}.to_on`)} > ${day})`;
  const states = sql`left join ledgers_device_status s on s.unit_id = ${unitId}
    and s.device_id = d.id and ${covers('s')}`;
  return sql`
    select d.id as device_id, d.computer_no, trim(d.brand || ' ' || d.model) as computer_brand,
      ${when.past ? sql`s.status` : sql`d.status`} as status,
      p.id as person_id, coalesce(p.name, '') as user_name, coalesce(p.staff_no, '') as staff_no,
      o.id as department_id, coalesce(o.name, '') as department_name,
      coalesce(o.sort_order, 2147483647) as department_order, coalesce(o.code, '') as department_code
    from ledgers_device d
    ${when.past ? states : sql``}
    left join ledgers_assignment a on a.unit_id = ${unitId} and a.device_id = d.id
      and ${when.past ? covers('a') : sql`a.to_on is null`}
    left join organisation_person p on p.unit_id = ${unitId} and p.id = a.person_id
    left join organisation_department o on o.unit_id = ${unitId}
      and o.id = coalesce(a.department_id, p.department_id)
    where d.unit_id = ${unitId} and d.merged_into is null`;
}

/** Condition on the columns of `devicesOn`. */
function withinReach(reach: Reach): RawBuilder<unknown> {
  if (reach.kind === 'all') return sql`true`;
  if (reach.kind === 'own') return sql`d.person_id = ${reach.personId ?? null}::uuid`;
  return sql`d.department_id = any(${reach.departmentIds}::uuid[])`;
}

/** Where a computer stands in 附件8: department, person, computer. */
export type DevicePlace = {
  departmentOrder: number;
  departmentCode: string;
  staffNo: string;
  computerNo: string;
};

export type DeviceLine = DevicePlace & {
  deviceId: string;
  computerBrand: string;
  userName: string;
  departmentName: string;
};

export type DevicePage = {
  reach: Reach;
  search: string | undefined;
  software: string | undefined;
  after: DevicePlace | undefined;
  limit: number;
};

/** 附件8: computers in use on that day (D6), in the order of departments, people, computers. */
export async function form8Devices(
  tx: Tx,
  unitId: string,
  when: When,
  page: DevicePage,
): Promise<DeviceLine[]> {
  const search = page.search
    ? sql`and (d.computer_no ilike ${page.search} or d.user_name ilike ${page.search}
        or d.department_name ilike ${page.search} or d.computer_brand ilike ${page.search})`
    : sql``;
  const software = page.software
    ? sql`and d.device_id in (select x.device_id from (${openSet(
        unitId,
        when,
        sql`e.software_id = ${page.software}::uuid`,
      )}) x)`
    : sql``;
  const place = sql`d.department_order, d.department_code, d.staff_no, d.computer_no`;
  const { after } = page;
  const from = after
    ? sql`and (${place}) > (${after.departmentOrder}::integer, ${after.departmentCode},
        ${after.staffNo}, ${after.computerNo})`
    : sql``;
  const { rows } = await sql<DeviceLine>`
    select d.device_id, d.computer_brand, d.user_name, d.department_name, ${place}
    from (${devicesOn(unitId, when)}) d
    where d.status = 'inUse' and ${withinReach(page.reach)} ${search} ${software} ${from}
    order by ${place} limit ${page.limit}`.execute(tx);
  return rows;
}

export type OpenInstallLine = OpenRow & {
  computerNo: string;
  computerBrand: string;
  userName: string;
  departmentName: string;
};

export type InstallPage = {
  reach: Reach;
  software: string | undefined;
  device: string | undefined;
  search: string | undefined;
  /** Computer number and software of the last row shown. */
  after: { computerNo: string; softwareId: string } | undefined;
  limit: number;
};

/** What an installed quantity counts: one line per computer. */
export async function openInstallPage(
  tx: Tx,
  unitId: string,
  when: When,
  page: InstallPage,
): Promise<OpenInstallLine[]> {
  const filter = sql`true ${page.software ? sql`and e.software_id = ${page.software}::uuid` : sql``}
    ${page.device ? sql`and e.device_id = ${page.device}::uuid` : sql``}`;
  const after = page.after
    ? sql`and (d.computer_no, x.software_id) > (${page.after.computerNo}, ${page.after.softwareId}::uuid)`
    : sql``;
  const search = page.search
    ? sql`and (d.computer_no ilike ${page.search} or d.user_name ilike ${page.search}
        or d.department_name ilike ${page.search} or x.version ilike ${page.search})`
    : sql``;
  const { rows } = await sql<OpenInstallLine>`
    select x.software_id, x.device_id, x.version, x.installed_on, x.entry_no, d.computer_no,
      d.computer_brand, d.user_name, d.department_name
    from (${openSet(unitId, when, filter)}) x
    join (${devicesOn(unitId, when)}) d on d.device_id = x.device_id
    where ${withinReach(page.reach)} ${search} ${after}
    order by d.computer_no, x.software_id limit ${page.limit}`.execute(tx);
  return rows;
}

/** Installed quantities within a reach: what a department's head sees of 附件7. */
export async function countsWithin(
  tx: Tx,
  unitId: string,
  when: When,
  reach: Reach,
): Promise<Map<string, number>> {
  const { rows } = await sql<{ softwareId: string; installed: number }>`
    select x.software_id, count(*) as installed
    from (${openSet(unitId, when, sql`true`)}) x
    join (${devicesOn(unitId, when)}) d on d.device_id = x.device_id
    where ${withinReach(reach)} group by x.software_id`.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row.installed]));
}

export type EventRow = {
  entryNo: number;
  deviceId: string;
  kind: 'install' | 'uninstall';
  computerNo: string;
  computerBrand: string;
  userName: string;
  departmentName: string;
  version: string;
  occurredOn: string;
  running: number;
};

export type EventPage = {
  software: string;
  search: string | undefined;
  after: { occurredOn: string; entryNo: number } | undefined;
  limit: number;
};

/** 附件9: the events of one number in business order with the count after each; users as frozen then. */
export async function sheetEvents(
  tx: Tx,
  unitId: string,
  when: When,
  page: EventPage,
): Promise<EventRow[]> {
  const search = page.search
    ? sql`and (v.computer_no ilike ${page.search} or v.user_name ilike ${page.search}
        or v.department_name ilike ${page.search} or v.version ilike ${page.search})`
    : sql``;
  const after = page.after
    ? sql`and (v.occurred_on, v.entry_no) > (${page.after.occurredOn}::date, ${page.after.entryNo}::bigint)`
    : sql``;
  const { rows } = await sql<EventRow>`
    select v.entry_no, v.device_id, v.kind, v.computer_no, v.computer_brand, v.user_name,
      v.department_name, v.version, v.occurred_on, v.running
    from (
      select e.*, sum(case e.kind when 'install' then 1 else -1 end)
        over (order by e.occurred_on, e.entry_no) as running
      from (${effective(unitId, when, sql`e.software_id = ${page.software}::uuid`)}) e
    ) v where true ${search} ${after}
    order by v.occurred_on, v.entry_no limit ${page.limit}`.execute(tx);
  return rows;
}

/** The signature line's unit and preparer; a preparer without a person record signs with the account's name. */
export async function signature(
  tx: Tx,
  unitId: string,
  personId: string | undefined,
): Promise<{ organizationName: string; personName: string | null; phone: string | null }> {
  const { rows } = await sql<{
    organizationName: string;
    personName: string | null;
    phone: string | null;
  }>`
    select u.name as organization_name, p.name as person_name, p.phone
    from organisation_unit u
    left join organisation_person p on p.unit_id = u.id and p.id = ${personId ?? null}::uuid
    where u.id = ${unitId}`.execute(tx);
  return rows[0]!;
}
