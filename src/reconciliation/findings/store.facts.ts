/**
 * Facts for the comparison, read as sets: what computers were seen to have, what is recorded on them, what the unit may
 * use. Reads tables of earlier slices; writes none of them.
 */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Match } from '../../recognition/shapes.ts';
import type { Entitlement, ObservedProduct } from './rules.ts';

export type DeviceRow = {
  deviceId: string;
  retired: boolean;
  oemEvidence: boolean;
  departmentId: string | null;
  deviceType: string;
  acquiredOn: string | null;
};

/** Computers by id; merged records are left out (their sources belong to the kept one). */
export async function deviceRows(tx: Tx, unitId: string, ids: string[]): Promise<DeviceRow[]> {
  const { rows } = await sql<DeviceRow>`
    select d.id as device_id, d.status in ('scrapped', 'transferredOut') as retired,
      jsonb_array_length(d.oem_evidence) > 0 as oem_evidence,
      coalesce(a.department_id, p.department_id) as department_id, d.device_type, d.acquired_on
    from ledgers_device d
    left join ledgers_assignment a
      on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    where d.unit_id = ${unitId} and d.id = any(${ids}::uuid[]) and d.merged_into is null
  `.execute(tx);
  return rows;
}

/** Computers with at least one source, in the order of their ids. */
export async function observedDevices(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct device_id as id from discovery_source
    where unit_id = ${unitId} and device_id is not null order by 1
  `.execute(tx);
  return rows.map((row) => row.id);
}

export type RecordedRow = {
  deviceId: string;
  softwareId: string;
  version: string;
  installedOn: string;
};

export async function recordedOn(tx: Tx, unitId: string, ids: string[]): Promise<RecordedRow[]> {
  const { rows } = await sql<RecordedRow>`
    select device_id, software_id, version, installed_on from ledgers_open_install
    where unit_id = ${unitId} and device_id = any(${ids}::uuid[])
  `.execute(tx);
  return rows;
}

export type PresenceRow = {
  deviceId: string;
  sourceId: string;
  seenAt: string;
  kind: string;
  complete: boolean;
  entries: number[];
};

/** The present sets of the sources of these computers. */
export async function presenceOn(tx: Tx, unitId: string, ids: string[]): Promise<PresenceRow[]> {
  const { rows } = await sql<PresenceRow>`
    select s.device_id, s.id as source_id, coalesce(l.seen_at, p.changed_at) as seen_at, s.kind,
      p.complete, p.entries
    from discovery_source s
    join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id
    left join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId} and s.device_id = any(${ids}::uuid[]) and not s.superseded
    order by s.device_id, s.id
  `.execute(tx);
  return rows;
}

/** The latest complete report of each of these computers. */
export async function latestReports(
  tx: Tx,
  unitId: string,
  ids: string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ deviceId: string; at: string }>`
    select s.device_id, max(l.seen_at) as at
    from discovery_source s
    join discovery_present p on p.unit_id = s.unit_id and p.source_id = s.id and p.complete
    join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
    where s.unit_id = ${unitId} and s.device_id = any(${ids}::uuid[]) and not s.superseded
    group by s.device_id
  `.execute(tx);
  return new Map(rows.map((row) => [row.deviceId, row.at]));
}

/** One row per product and version out of a computer's raw entries; the best-named entry speaks for them. */
export function observedProducts(
  rows: readonly PresenceRow[],
  matches: ReadonlyMap<number, Match>,
  raws: ReadonlyMap<number, { name: string; version: string }>,
): ObservedProduct[] {
  const found = new Map<string, ObservedProduct>();
  for (const row of rows) {
    const learntFrom = row.kind === 'file' ? 'file' : 'agent';
    for (const id of row.entries) {
      const match = matches.get(id);
      if (!match || (match.kind === 'component' && !match.risk)) continue;
      const key = [match.productId ?? match.productName, match.edition, match.version, match.risk]
        .map((part) => part ?? '')
        .join('|');
      const known = found.get(key);
      if (known) {
        if (!known.rawEntryIds.includes(id)) known.rawEntryIds.push(id);
        if (learntFrom === 'agent') known.learntFrom = 'agent';
        if (row.seenAt > known.seenAt) Object.assign(known, sourceOf(row));
        continue;
      }
      found.set(key, {
        productId: match.productId,
        productName: match.productName,
        publisher: match.publisher,
        edition: match.edition,
        version: match.version,
        kind: match.kind,
        category: match.category,
        risk: match.risk,
        freeScope: match.freeScope,
        rawEntryIds: [id],
        rawName: raws.get(id)?.name ?? match.productName,
        rawVersion: raws.get(id)?.version ?? '',
        rule: `${match.ruleSource}:${match.rule}`,
        learntFrom,
        ...sourceOf(row),
      });
    }
  }
  return [...found.values()];
}

function sourceOf({ sourceId, seenAt }: PresenceRow) {
  return { sourceId, seenAt };
}

export async function rawEntriesOf(
  tx: Tx,
  unitId: string,
  ids: number[],
): Promise<Map<number, { name: string; version: string }>> {
  const { rows } = await sql<{ id: number; name: string; version: string }>`
    select id, name, version from recognition_raw_entry
    where unit_id = ${unitId} and id = any(${ids}::int[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

type EntitlementRow = Omit<Entitlement, 'quantity' | 'listed'> & {
  licenseQuantity: number | null;
  licenseUnlimited: boolean;
  listed: Entitlement['listed'] | null;
};

/** All numbers of the unit in force on `today`, with their counts and their lines of 附件6. */
export async function entitlementsOf(
  tx: Tx,
  unitId: string,
  today: string,
): Promise<Entitlement[]> {
  const { rows } = await sql<EntitlementRow>`
    select s.id as software_id, s.software_no, s.software_type, s.software_name, s.software_version,
      s.product_id, coalesce(s.publisher, '') as publisher, s.edition, s.category, s.license_quantity,
      s.license_unlimited, s.usable_versions, s.term_end, coalesce(c.installed, 0) as installed,
      f.listed
    from configuration_software s
    left join ledgers_count c on c.unit_id = s.unit_id and c.software_id = s.id
    left join (
      select software_id, jsonb_agg(jsonb_build_object('versions', usable_versions, 'departmentIds',
        case when whole_unit then null else to_jsonb(department_ids) end,
        'unitUse', free_scope in ('any', 'openSource')) order by id) as listed
      from configuration_free_list
      where unit_id = ${unitId} and valid_from <= ${today} and (valid_to is null or valid_to > ${today})
      group by software_id
    ) f on f.software_id = s.id
    where s.unit_id = ${unitId} and (s.status = 'active' or s.disposed_on > ${today}::date)
    order by s.software_no
  `.execute(tx);
  return rows.map(({ licenseQuantity, licenseUnlimited, listed, ...row }) => ({
    ...row,
    quantity: licenseUnlimited ? ('unlimited' as const) : licenseQuantity,
    listed: listed ?? [],
  }));
}
