/** Reads and writes of `installation_application`, and the facts its checks ask. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import { promisedLicences } from '../orders/store.promised.ts';
import type { NumberFacts } from './rules.ts';
import type { ApplicationState } from './shapes.ts';

type Row = {
  unitId: string;
  id: string;
  /** Null until it is sent in for the first time. */
  applicationNo: string | null;
  applicantPersonId: string;
  applicantName: string;
  departmentId: string | null;
  departmentName: string;
  phone: string;
  appliedOn: string;
  deviceId: string;
  computerNo: string;
  computerBrand: string;
  osName: string;
  kind: MaintenanceType;
  fromSoftwareId: string | null;
  fromVersion: string;
  toSoftwareId: string | null;
  softwareName: string;
  softwareVersion: string;
  reason: string;
  state: ApplicationState;
  reviewerPersonId: string | null;
  technicianPersonId: string | null;
  orderId: string | null;
  idempotencyKey: string | null;
  createdAt: string;
  updatedAt: string;
};
type Tables = {
  installationApplication: Row;
};
export type ApplicationRow = Row;

export async function insertApplication(
  cx: CommandContext,
  row: Omit<Row, 'unitId'>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .insertInto('installationApplication')
    .values({ ...row, unitId: cx.unitId })
    .execute();
}

export async function saveApplication(
  cx: CommandContext,
  id: string,
  change: Partial<Omit<Row, 'unitId' | 'id'>>,
): Promise<void> {
  await tables<Tables>(cx.tx)
    .updateTable('installationApplication')
    .set({ ...change, updatedAt: cx.now.toISOString() })
    .where('unitId', '=', cx.unitId)
    .where('id', '=', id)
    .execute();
}

/** The same state for many, in one statement. */
export async function saveStates(
  cx: CommandContext,
  ids: readonly string[],
  state: ApplicationState,
): Promise<void> {
  await sql`update installation_application set state = ${state}, updated_at = ${cx.now.toISOString()}::timestamptz
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[])`.execute(cx.tx);
}

/** Only one that was never sent in; false when it is no such draft any more. */
export async function deleteDraft(cx: CommandContext, id: string): Promise<boolean> {
  const { rows } = await sql`delete from installation_application
    where unit_id = ${cx.unitId} and id = ${id} and state = 'draft' and application_no is null
    returning id`.execute(cx.tx);
  return rows.length > 0;
}

export async function lockApplications(cx: CommandContext, ids: readonly string[]): Promise<Row[]> {
  return tables<Tables>(cx.tx)
    .selectFrom('installationApplication')
    .selectAll()
    .where('unitId', '=', cx.unitId)
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

export async function idByKey(cx: CommandContext, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from installation_application
    where unit_id = ${cx.unitId} and idempotency_key = ${key}`.execute(cx.tx);
  return rows[0]?.id;
}

/** Applications of this computer for the same software that are not finished. */
export async function openTwin(
  tx: Tx,
  unitId: string,
  asked: { deviceId: string; softwareIds: readonly string[]; except: string | null },
): Promise<string | null> {
  const { rows } = await sql<{ no: string }>`
    select application_no as no from installation_application
    where unit_id = ${unitId} and device_id = ${asked.deviceId}
      and state in ('submitted', 'deptApproved', 'approved', 'collected', 'inScheme', 'executing',
        'awaitingConfirmation')
      and (to_software_id = any(${[...asked.softwareIds]}::uuid[])
        or from_software_id = any(${[...asked.softwareIds]}::uuid[]))
      and (${asked.except}::uuid is null or id <> ${asked.except}::uuid)
    order by id limit 1
  `.execute(tx);
  return rows[0]?.no ?? null;
}

/** A work order for the same software on this computer that is not finished and came from elsewhere. */
export async function openOrder(
  tx: Tx,
  unitId: string,
  asked: { deviceId: string; softwareIds: readonly string[] },
): Promise<string | null> {
  const { rows } = await sql<{ no: string }>`
    select o.order_no as no from installation_order o
    join installation_order_line l on l.unit_id = o.unit_id and l.order_id = o.id
    where o.unit_id = ${unitId} and o.device_id = ${asked.deviceId} and o.origin <> 'application'
      and o.state not in ('recorded', 'notCompleted', 'cancelled')
      and (l.software_id = any(${[...asked.softwareIds]}::uuid[])
        or l.from_software_id = any(${[...asked.softwareIds]}::uuid[]))
    order by o.order_no limit 1
  `.execute(tx);
  return rows[0]?.no ?? null;
}

/** Numbers as the checks need them: all active ones, or these. `departmentIds` = the holder's and those above. */
export async function numberFacts(
  cx: CommandContext,
  options: { ids?: readonly string[]; departmentIds: readonly string[] },
): Promise<NumberFacts[]> {
  const { rows } = await sql<NumberFacts & { licenseUnlimited: boolean }>`
    select s.id as software_id, s.software_no, s.software_name, s.software_version, s.software_type,
      s.license_quantity, s.license_unlimited, coalesce(c.installed, 0)::int as installed,
      coalesce(w.reserved, 0)::int as reserved,
      s.usable_versions, s.term_start, s.term_end, s.status = 'disposed' as disposed,
      case when s.software_type = 'free' then coalesce((
        select jsonb_agg(v) from configuration_free_list f, jsonb_array_elements(f.usable_versions) v
        where f.unit_id = s.unit_id and f.software_id = s.id and f.valid_from <= ${cx.today}::date
          and (f.valid_to is null or f.valid_to > ${cx.today}::date)
          and f.free_scope in ('any', 'openSource')
          and (f.whole_unit or f.department_ids && ${[...options.departmentIds]}::uuid[])
      ), '[]'::jsonb) end as listed_versions
    from configuration_software s
    left join ledgers_count c on c.unit_id = s.unit_id and c.software_id = s.id
    left join ${promisedLicences(cx.unitId)} w on w.software_id = s.id
    where s.unit_id = ${cx.unitId}
      and (${options.ids === undefined} or s.id = any(${[...(options.ids ?? [])]}::uuid[]))
      and (${options.ids !== undefined} or s.status = 'active')
    order by s.software_no
  `.execute(cx.tx);
  return rows.map(({ licenseUnlimited, ...row }) => ({
    ...row,
    licenseQuantity: licenseUnlimited ? null : row.licenseQuantity,
  }));
}

export type InstalledRow = {
  softwareId: string;
  softwareNo: string;
  softwareName: string;
  category: string;
  version: string;
  installedOn: string;
};

export async function installedOn(
  tx: Tx,
  unitId: string,
  deviceId: string,
): Promise<InstalledRow[]> {
  const { rows } = await sql<InstalledRow>`
    select o.software_id, s.software_no, s.software_name, s.category, o.version, o.installed_on
    from ledgers_open_install o
    join configuration_software s on s.unit_id = o.unit_id and s.id = o.software_id
    where o.unit_id = ${unitId} and o.device_id = ${deviceId} order by s.software_no
  `.execute(tx);
  return rows;
}

export type ApplicableDevice = {
  id: string;
  computerNo: string;
  computerBrand: string;
  osName: string;
  userName: string;
  departmentId: string | null;
  departmentName: string;
  own: boolean;
};

/** Computers in service that the person holds; with `departmentIds` also those of the departments (heads). */
export async function applicableDevices(
  cx: CommandContext,
  options: { departmentIds: readonly string[]; q?: string | undefined; id?: string },
): Promise<ApplicableDevice[]> {
  const person = cx.actor.personId ?? null;
  const like = options.q ? likeAnywhere(options.q) : null;
  const { rows } = await sql<ApplicableDevice>`
    select d.id, d.computer_no, trim(d.brand || ' ' || d.model) as computer_brand, d.os_name,
      coalesce(p.name, '') as user_name, coalesce(a.department_id, p.department_id) as department_id,
      coalesce(t.name, '') as department_name,
      coalesce(a.person_id = ${person}::uuid, false) as own
    from ledgers_device d
    join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t
      on t.unit_id = d.unit_id and t.id = coalesce(a.department_id, p.department_id)
    where d.unit_id = ${cx.unitId} and d.merged_into is null
      and d.status not in ('scrapped', 'transferredOut')
      and (a.person_id = ${person}::uuid
        or coalesce(a.department_id, p.department_id) = any(${[...options.departmentIds]}::uuid[]))
      and (${options.id ?? null}::uuid is null or d.id = ${options.id ?? null}::uuid)
      and (${like}::text is null or d.computer_no ilike ${like} or p.name ilike ${like}
        or d.brand ilike ${like} or d.model ilike ${like})
    order by own desc, d.computer_no limit 200
  `.execute(cx.tx);
  return rows;
}

/** Heads a department, or has the role in this unit. */
export async function isHead(tx: Tx, unitId: string, personId: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from organisation_department
      where unit_id = ${unitId} and active and head_person_id = ${personId}
    union all
    select 1 from platform_role_grant
      where unit_id = ${unitId} and person_id = ${personId} and role = 'deptHead' limit 1
  `.execute(tx);
  return rows.length > 0;
}

export type CollectedUpgrade = {
  id: string;
  applicationNo: string;
  applicantPersonId: string;
  applicantName: string;
  departmentName: string;
  deviceId: string;
  computerNo: string;
  fromSoftwareId: string;
  fromSoftwareNo: string;
  fromSoftwareName: string;
  fromVersion: string;
  toSoftwareId: string | null;
  toSoftwareNo: string | null;
  softwareName: string;
  softwareVersion: string;
  reason: string;
};

/** Upgrade requests that wait for a scheme, all or these (WH-2.3). */
export async function collectedUpgrades(
  tx: Tx,
  unitId: string,
  filter: { ids?: readonly string[] } = {},
): Promise<CollectedUpgrade[]> {
  const { rows } = await sql<CollectedUpgrade>`
    select a.id, a.application_no, a.applicant_person_id, a.applicant_name, a.department_name,
      a.device_id, a.computer_no, a.from_software_id, f.software_no as from_software_no,
      f.software_name as from_software_name, a.from_version, a.to_software_id,
      s.software_no as to_software_no, a.software_name, a.software_version, a.reason
    from installation_application a
    join configuration_software f on f.unit_id = a.unit_id and f.id = a.from_software_id
    left join configuration_software s on s.unit_id = a.unit_id and s.id = a.to_software_id
    where a.unit_id = ${unitId} and a.state = 'collected'
      and (${filter.ids === undefined} or a.id = any(${[...(filter.ids ?? [])]}::uuid[]))
    order by f.software_no, a.application_no limit 5000
  `.execute(tx);
  return rows;
}
