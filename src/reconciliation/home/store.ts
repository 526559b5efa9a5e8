/** Figures of the home page, each one query over sets. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Pair } from './rules.ts';
import type { GenuineRate } from './shapes.ts';

const GENERAL = ['operatingSystem', 'office', 'antivirus'];

export async function generalPairs(tx: Tx, unitId: string): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select distinct o.software_id, o.version from ledgers_open_install o
    join configuration_software s on s.unit_id = o.unit_id and s.id = o.software_id
    where o.unit_id = ${unitId} and s.category = any(${GENERAL}::text[])
  `.execute(tx);
  return rows;
}

/**
 * D11–D14. A computer counts as genuine in a category when each of its recorded installs of that category is covered:
 * the pair is among `covered`, it is among the first N of its number by date, and OEM software has its evidence.
 */
export async function genuineRates(
  tx: Tx,
  unitId: string,
  covered: readonly Pair[],
): Promise<GenuineRate[]> {
  const { rows } = await sql<GenuineRate>`
    with ranked as (
      select o.device_id, o.software_id, o.version, s.category, s.software_type,
        s.license_quantity is null or row_number() over (
          partition by o.software_id order by o.installed_on, o.entry_no) <= s.license_quantity
          as within
      from ledgers_open_install o
      join configuration_software s on s.unit_id = o.unit_id and s.id = o.software_id
      where o.unit_id = ${unitId} and s.category = any(${GENERAL}::text[])
    ), judged as (
      select r.category, r.device_id, bool_and(r.within and c.software_id is not null
        and (r.software_type <> 'oem' or jsonb_array_length(d.oem_evidence) > 0)) as genuine
      from ranked r
      join ledgers_device d on d.unit_id = ${unitId} and d.id = r.device_id and d.status = 'inUse'
      left join unnest(${covered.map((p) => p.softwareId)}::uuid[],
        ${covered.map((p) => p.version)}::text[]) as c (software_id, version)
        on c.software_id = r.software_id and c.version = r.version
      group by r.category, r.device_id
    )
    select g.category,
      (select count(*) from ledgers_device
        where unit_id = ${unitId} and status = 'inUse' and merged_into is null) as required,
      count(j.device_id) as installed, count(*) filter (where j.genuine) as genuine
    from unnest(${GENERAL}::text[]) with ordinality as g (category, position)
    left join judged j on j.category = g.category
    group by g.category, g.position order by g.position
  `.execute(tx);
  return rows;
}

export type HomeCounts = {
  seenRecently: number;
  candidates: number;
  tokens: number;
  software: number;
  entries: number;
  quarantine: number;
  unrecognised: number;
  proposedRules: number;
};

export async function homeCounts(tx: Tx, unitId: string, since: string): Promise<HomeCounts> {
  const { rows } = await sql<HomeCounts>`
    select
      (select count(distinct s.device_id) from discovery_source s
        join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
        where s.unit_id = ${unitId} and s.device_id is not null and l.seen_at >= ${since})
        as seen_recently,
      (select count(*) from discovery_source where unit_id = ${unitId} and state = 'candidate')
        as candidates,
      (select count(*) from discovery_token where unit_id = ${unitId} and revoked_at is null) as tokens,
      (select count(*) from configuration_software where unit_id = ${unitId} and status = 'active')
        as software,
      (select count(*) from (select 1 from ledgers_entry where unit_id = ${unitId} limit 1) e)
        as entries,
      (select count(*) from discovery_quarantine where unit_id = ${unitId} and state = 'waiting')
        as quarantine,
      (select count(*) from recognition_match m
        join recognition_raw_entry r on r.unit_id = m.unit_id and r.id = m.raw_entry_id
        where m.unit_id = ${unitId} and m.kind = 'unknown' and r.device_count > 0) as unrecognised,
      (select count(*) from reconciliation_posting_rule
        where unit_id = ${unitId} and state = 'proposed') as proposed_rules
  `.execute(tx);
  return rows[0]!;
}

/** D15: numbers with installs whose term ends until `until` (expired ones are findings). */
export async function runningOut(tx: Tx, unitId: string, today: string, until: string) {
  const { rows } = await sql<{
    softwareId: string;
    softwareNo: string;
    softwareName: string;
    termEnd: string;
    installed: number;
  }>`
    select s.id as software_id, s.software_no, s.software_name, s.term_end,
      coalesce(c.installed, 0) as installed
    from configuration_software s
    left join ledgers_count c on c.unit_id = s.unit_id and c.software_id = s.id
    where s.unit_id = ${unitId} and s.status = 'active' and s.term_end between ${today} and ${until}
    order by s.term_end, s.software_no limit 50
  `.execute(tx);
  return rows;
}
