/** The computers a person holds today, with what is open on them: two reads by index, whatever the unit's size. */
import { sql } from 'kysely';
import type { DeviceStatus, DeviceType } from '../../ledgers/devices/shapes.ts';
import type { Tx } from '../../platform/db/database.ts';

export type HeldDevice = {
  id: string;
  computerNo: string;
  brand: string;
  deviceType: DeviceType;
  status: DeviceStatus;
  location: string;
  since: string;
};

export async function devicesHeldBy(
  tx: Tx,
  unitId: string,
  personId: string,
): Promise<HeldDevice[]> {
  const { rows } = await sql<HeldDevice>`
    select d.id, d.computer_no, trim(d.brand || ' ' || d.model) as brand, d.device_type, d.status,
      d.location, a.from_on as since
    from ledgers_assignment a
    join ledgers_device d on d.unit_id = a.unit_id and d.id = a.device_id
    where a.unit_id = ${unitId} and a.person_id = ${personId} and a.to_on is null
      and d.merged_into is null and d.status in ('inUse', 'idle', 'inRepair')
    order by d.computer_no
  `.execute(tx);
  return rows;
}

export type HeldInstall = {
  deviceId: string;
  softwareId: string;
  version: string;
  installedOn: string;
};

export async function installsOn(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<HeldInstall[]> {
  if (deviceIds.length === 0) return [];
  const { rows } = await sql<HeldInstall>`
    select o.device_id, o.software_id, o.version, o.installed_on
    from ledgers_open_install o
    join configuration_software s on s.unit_id = o.unit_id and s.id = o.software_id
    where o.unit_id = ${unitId} and o.device_id = any(${deviceIds}::uuid[])
    order by s.software_name collate "zh-x-icu", s.software_no
  `.execute(tx);
  return rows;
}
