/** Facts of the allocation as sets: computers, programs on them, numbers with their rights, seats given, seats fixed. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';
import type { LotFacts } from './rules.lots.ts';
import type { Seat } from './rules.problem.ts';

export type DeviceRow = {
  id: string;
  userId: string | null;
  departmentId: string | null;
  portable: boolean;
  cores: number;
};

/** Computers of the unit that are not retired, or these of them, with who holds them now. */
export async function devicesFor(
  tx: Tx,
  unitId: string,
  deviceIds?: readonly string[],
): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select d.id, a.person_id as user_id, coalesce(a.department_id, p.department_id) as department_id,
      d.device_type = 'laptop' as portable, greatest(coalesce(c.cores, 0), 1) as cores
    from ledgers_device d
    left join ledgers_assignment a
      on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join (select device_id, max(cores) as cores from discovery_source
      where unit_id = ${unitId} and device_id is not null and not superseded group by device_id
    ) c on c.device_id = d.id
    where d.unit_id = ${unitId} and d.merged_into is null
      and d.status not in ('scrapped', 'transferredOut')
      ${deviceIds ? sql`and d.id = any(${[...deviceIds]}::uuid[])` : sql``}
    order by d.id
  `.execute(tx);
  return rows;
}

export type InstallRow = {
  deviceId: string;
  installKey: string;
  productId: string;
  productName: string;
  version: string;
  edition: string;
  kind: string;
  category: SoftwareCategory;
  recorded: string[];
};

const concerned = (unitId: string) => sql`unit_id = ${unitId} and (kind <> 'free' or recorded && (
  select coalesce(array_agg(id), '{}') from configuration_software
  where unit_id = ${unitId} and software_type <> 'free'))`;

/** Programs that a licence could cover: free software only where it is recorded under a number that has licences. */
export async function installsFor(
  tx: Tx,
  unitId: string,
  deviceIds?: readonly string[],
): Promise<InstallRow[]> {
  const { rows } = await sql<InstallRow>`
    select device_id, install_key, product_id, product_name, version, edition, kind, category, recorded
    from reconciliation_install
    where ${concerned(unitId)}
      ${deviceIds ? sql`and device_id = any(${[...deviceIds]}::uuid[])` : sql``}
    order by device_id, install_key
  `.execute(tx);
  return rows;
}

/** Products seen or recorded anywhere in the unit, by the names they bear. */
export async function productNames(
  tx: Tx,
  unitId: string,
): Promise<Pick<InstallRow, 'productId' | 'productName'>[]> {
  const { rows } = await sql<Pick<InstallRow, 'productId' | 'productName'>>`
    select distinct product_id, product_name from reconciliation_install where ${concerned(unitId)}
  `.execute(tx);
  return rows;
}

/** What the numbers say beyond the comparison's facts, rights included. */
export async function lotFactsOf(tx: Tx, unitId: string, today: string): Promise<LotFacts[]> {
  const { rows } = await sql<LotFacts>`
    select s.id as software_id, s.edition, s.license_type, s.license_metric, s.purchase_amount_fen,
      coalesce(s.purchase_date, s.registered_on)::text as acquired_on, s.term_start,
      coalesce(r.parts, '[]') as parts, r.department_ids, r.editions,
      coalesce(r.downgrade_versions, '[]') as downgrade_versions,
      coalesce(r.second_use, false) as second_use, coalesce(r.minimum_cores, 1) as minimum_cores,
      exists (select from configuration_document d where d.unit_id = s.unit_id
        and d.software_id = s.id and d.kind = 'letter') as letter_on_file,
      coalesce(o.devices, '{}') as oem_devices
    from configuration_software s
    left join configuration_license_right r on r.unit_id = s.unit_id and r.software_id = s.id
    left join (
      select i.software_id, array_agg(i.device_id::text order by i.device_id) as devices
      from ledgers_open_install i
      join ledgers_device d on d.unit_id = i.unit_id and d.id = i.device_id
        and jsonb_array_length(d.oem_evidence) > 0
      where i.unit_id = ${unitId} group by i.software_id
    ) o on o.software_id = s.id and s.software_type = 'oem'
    where s.unit_id = ${unitId} and s.software_type <> 'free'
      and (s.status = 'active' or s.disposed_on > ${today}::date)
    order by s.id
  `.execute(tx);
  return rows;
}

/** Seats of the last allocation. */
export async function seatsOf(tx: Tx, unitId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select software_id as lot_id, carrier_id from reconciliation_allocation_seat
    where unit_id = ${unitId} order by software_id, carrier_id
  `.execute(tx);
  return rows;
}

/** What the register says, for the first allocation: number and computer, or the computer's user. */
export async function registeredSeats(
  tx: Tx,
  unitId: string,
): Promise<{ softwareId: string; deviceId: string; userId: string | null }[]> {
  const { rows } = await sql<{ softwareId: string; deviceId: string; userId: string | null }>`
    select i.software_id, i.device_id, a.person_id as user_id from ledgers_open_install i
    left join ledgers_assignment a
      on a.unit_id = i.unit_id and a.device_id = i.device_id and a.to_on is null
    where i.unit_id = ${unitId} order by i.software_id, i.device_id
  `.execute(tx);
  return rows;
}

export async function lockedSeats(tx: Tx, unitId: string): Promise<Seat[]> {
  const { rows } = await sql<Seat>`
    select software_id as lot_id, carrier_id::text from reconciliation_allocation_lock
    where unit_id = ${unitId} and released_at is null order by software_id, carrier_id
  `.execute(tx);
  return rows;
}

export type SuiteRow = { softwareId: string; parts: { productId: string; productName: string }[] };

/** Numbers whose contract names the parts of a suite. */
export async function suitePartsOf(tx: Tx, unitId: string): Promise<SuiteRow[]> {
  const { rows } = await sql<SuiteRow>`
    select software_id, parts from configuration_license_right
    where unit_id = ${unitId} and parts <> '[]'::jsonb
  `.execute(tx);
  return rows;
}
