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

/** Every computer the scope means, whether it takes part or not; retired ones only where they are named. */
export async function devicesInScope(
  cx: CommandContext,
  scope: ScopeInput,
  work: ScopedWork,
): Promise<ScopedDevice[]> {
  const departments =
    scope.departmentIds.length > 0
      ? await departmentIdsUnder(cx.tx, cx.unitId, scope.departmentIds)
      : [];
  const fold = (numbers: readonly string[]) => numbers.map((no) => no.toLowerCase());
  // Scopes stored before single computers could be added have no such list.
  const included = fold(scope.includeComputerNos ?? []);
  const named = [...fold(scope.computerNos), ...included];
  const { rows } = await sql<ScopedDevice>`
    select d.id as device_id, d.computer_no, coalesce(a.department_id, p.department_id) as department_id,
      coalesce(t.name, '') as department_name, f.software_id as from_software_id,
      case
        when d.status in ('scrapped', 'transferredOut') then 'retired'
        when d.status <> 'inUse' then 'notInUse'
        when a.person_id is null and a.department_id is null then 'noHolder'
        when ${work.kind === 'install'} and o.software_id is not null then 'alreadyInstalled'
        when ${work.kind === 'uninstall'} and o.software_id is null then 'notInstalled'
        when ${work.kind === 'upgrade'} and f.software_id is null then 'notInstalled'
        when exists (
          select 1 from installation_order w join installation_order_line l
            on l.unit_id = w.unit_id and l.order_id = w.id
          where w.unit_id = d.unit_id and w.device_id = d.id
            and w.state in ('pending', 'assigned', 'executing', 'awaitingConfirmation', 'blocked')
            and (l.software_id = ${work.softwareId} or l.from_software_id = ${work.softwareId})
            and w.origin_id is distinct from ${work.campaignId ?? null}::uuid
        ) then 'openOrder'
      end as exclusion
    from ledgers_device d
    left join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department t
      on t.unit_id = d.unit_id and t.id = coalesce(a.department_id, p.department_id)
    left join ledgers_open_install o
      on o.unit_id = d.unit_id and o.device_id = d.id and o.software_id = ${work.softwareId}
    left join lateral (
      select i.software_id from ledgers_open_install i
      where i.unit_id = d.unit_id and i.device_id = d.id
        and i.software_id = any(${[...work.fromSoftwareIds]}::uuid[])
      order by array_position(${[...work.fromSoftwareIds]}::uuid[], i.software_id) limit 1
    ) f on true
    where d.unit_id = ${cx.unitId} and d.merged_into is null
      and (d.status not in ('scrapped', 'transferredOut')
        or lower(d.computer_no) = any(${named}::text[]))
      and not lower(d.computer_no) = any(${fold(scope.excludeComputerNos)}::text[])
      and (lower(d.computer_no) = any(${included}::text[]) or (
      (${scope.departmentIds.length === 0}
        or coalesce(a.department_id, p.department_id) = any(${departments}::uuid[]))
      and (${scope.deviceTypes.length === 0} or d.device_type = any(${scope.deviceTypes}::text[]))
      and (${scope.computerNos.length === 0}
        or lower(d.computer_no) = any(${fold(scope.computerNos)}::text[]))
      and (${scope.withSoftwareId}::uuid is null or exists (
        select 1 from ledgers_open_install w where w.unit_id = d.unit_id and w.device_id = d.id
          and w.software_id = ${scope.withSoftwareId}::uuid))))
    order by d.computer_no
  `.execute(cx.tx);
  return rows;
}
