/** Computers of a scope, with why some are left out: one query over sets. */
import { sql } from 'kysely';
import { departmentIdsUnder } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { MaintenanceType } from '../orders/shapes.ts';
import type { Exclusion, ScopeInput } from './shapes.ts';

export type ScopedWork = {
  kind: MaintenanceType;
  softwareId: string;
  /** Upgrade: numbers that are left. */
  fromSoftwareIds: readonly string[];
  /** Orders of this campaign do not stand in its own way. */
  campaignId?: string | undefined;
};

export type ScopedDevice = {
  deviceId: string;
  computerNo: string;
  departmentId: string | null;
  departmentName: string;
  /** Upgrade: the number found on it, the one asked for first. */
  fromSoftwareId: string | null;
  exclusion: Exclusion | null;
};

/** Why a computer does not take part, the first reason that holds. */
const exclusionOf = (kind: MaintenanceType) => sql`
      case
        when d.status in ('scrapped', 'transferredOut') then 'retired'
        when d.status <> 'inUse' then 'notInUse'
        when a.person_id is null and a.department_id is null then 'noHolder'
        when ${kind === 'install'} and o.software_id is not null then 'alreadyInstalled'
        when ${kind === 'uninstall'} and o.software_id is null then 'notInstalled'
        when ${kind === 'upgrade'} and f.software_id is null then 'notInstalled'
        when b.device_id is not null then 'openOrder'
      end`;

/**
 * Every computer the scope means, whether it takes part or not; retired ones only where they are named. `observed`: only
 * these, unless they are added one by one.
 */
export async function devicesInScope(
  cx: CommandContext,
  scope: ScopeInput,
  work: ScopedWork,
  observed: readonly string[] | null,
): Promise<ScopedDevice[]> {
  const departments =
    scope.departmentIds.length > 0
      ? await departmentIdsUnder(cx.tx, cx.unitId, scope.departmentIds)
      : [];
  const fold = (numbers: readonly string[]) => [...new Set(numbers.map((no) => no.toLowerCase()))];
  // Scopes stored before single computers could be added have no such list.
  const included = fold(scope.includeComputerNos ?? []);
  const from = [...work.fromSoftwareIds];
  // Right after a large import the planner knows no sizes and would go through everybody's holders for each computer.
  await sql`select set_config('enable_nestloop', 'off', true)`.execute(cx.tx);
  const { rows } = await sql<ScopedDevice>`
    with busy as materialized (
      select distinct w.device_id from installation_order w
      join installation_order_line l on l.unit_id = w.unit_id and l.order_id = w.id
      where w.unit_id = ${cx.unitId} and l.unit_id = ${cx.unitId}
        and w.state in ('pending', 'assigned', 'executing', 'awaitingConfirmation', 'blocked')
        and (l.software_id = ${work.softwareId} or l.from_software_id = ${work.softwareId})
        and w.origin_id is distinct from ${work.campaignId ?? null}::uuid
    ), installed as materialized (
      select device_id, software_id from ledgers_open_install where unit_id = ${cx.unitId}
        and software_id = any(${[work.softwareId, ...from, ...(scope.withSoftwareId ? [scope.withSoftwareId] : [])]}::uuid[])
    ), leaving as materialized (
      select distinct on (device_id) device_id, software_id from installed
      where software_id = any(${from}::uuid[])
      order by device_id, array_position(${from}::uuid[], software_id)
    )
    select d.id as device_id, d.computer_no, coalesce(a.department_id, p.department_id) as department_id,
      coalesce(t.name, '') as department_name, f.software_id as from_software_id,
      ${exclusionOf(work.kind)} as exclusion
    from ledgers_device d
    left join ledgers_assignment a
      on a.unit_id = ${cx.unitId} and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = ${cx.unitId} and p.id = a.person_id
    left join organisation_department t
      on t.unit_id = ${cx.unitId} and t.id = coalesce(a.department_id, p.department_id)
    left join installed o on o.device_id = d.id and o.software_id = ${work.softwareId}
    left join installed s on s.device_id = d.id and s.software_id = ${scope.withSoftwareId}::uuid
    left join leaving f on f.device_id = d.id
    left join busy b on b.device_id = d.id
    left join unnest(${fold(scope.computerNos)}::text[]) as listed (no) on listed.no = lower(d.computer_no)
    left join unnest(${[...(observed ?? [])]}::uuid[]) as observed (id) on observed.id = d.id
    left join unnest(${included}::text[]) as added (no) on added.no = lower(d.computer_no)
    left join unnest(${fold(scope.excludeComputerNos)}::text[]) as left_out (no)
      on left_out.no = lower(d.computer_no)
    where d.unit_id = ${cx.unitId} and d.merged_into is null and left_out.no is null
      and (d.status not in ('scrapped', 'transferredOut')
        or listed.no is not null or added.no is not null)
      and (added.no is not null or (
        (${scope.departmentIds.length === 0}
          or coalesce(a.department_id, p.department_id) = any(${departments}::uuid[]))
        and (${scope.deviceTypes.length === 0} or d.device_type = any(${scope.deviceTypes}::text[]))
        and (${scope.computerNos.length === 0} or listed.no is not null)
        and (${scope.withSoftwareId}::uuid is null or s.software_id is not null)
        and (${observed === null} or observed.id is not null)))
    order by d.computer_no
  `.execute(cx.tx);
  await sql`select set_config('enable_nestloop', 'on', true)`.execute(cx.tx);
  return rows;
}
