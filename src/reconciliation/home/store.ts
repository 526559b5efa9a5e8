/** Figures of the home page, each one query over sets. */
import { type RawBuilder, sql } from 'kysely';
import { devicesOn, openInstallsOn, type When } from '../../ledgers/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Pair } from './rules.ts';
import type { GenuineRate, JudgedRate, RequiredPolicy } from './shapes.ts';

/** Computers that belong to no department. */
const NOWHERE = '00000000-0000-0000-0000-000000000000';
export const GENERAL = ['operatingSystem', 'office', 'antivirus'] as const;
const general = sql`${[...GENERAL]}::text[]`;

/** What a past day's rate is counted from: open installs, and computers in use with type and department. */
export type RateSources = { installs: RawBuilder<unknown>; devices: RawBuilder<unknown> };

export function sourcesOn(unitId: string, when: When): RateSources {
  return {
    installs: openInstallsOn(unitId, when, GENERAL),
    devices: sql`select v.device_id, coalesce(v.department_id, ${NOWHERE}::uuid) as department_id,
        t.device_type
      from (${devicesOn(unitId, when)}) v
      join ledgers_device t on t.unit_id = ${unitId} and t.id = v.device_id
      where v.status = 'inUse'`,
  };
}

/** D11 as rows (category, device_type). */
function subject(policy: RequiredPolicy): RawBuilder<unknown> {
  const rows = GENERAL.flatMap((category) => policy[category].map((type) => ({ category, type })));
  return sql`unnest(${rows.map((row) => row.category)}::text[], ${rows.map((row) => row.type)}::text[])`;
}

/** The three rates of today, out of the positions the verdicts keep; beside them the worst verdict per computer. */
export async function ratesToday(
  tx: Tx,
  unitId: string,
  policy: RequiredPolicy,
): Promise<JudgedRate[]> {
  const { rows } = await sql<JudgedRate>`
    with counted as (
      select category, count(*) filter (where installed) as installed,
        count(*) filter (where genuine) as genuine, count(*) filter (where rank = 2) as green,
        count(*) filter (where rank = 1) as yellow, count(*) filter (where rank = 0) as red
      from reconciliation_position where unit_id = ${unitId} group by category
    ), kinds as (
      select device_type, count(*) as n from ledgers_device
      where unit_id = ${unitId} and status = 'inUse' and merged_into is null group by device_type
    ), required as (
      select s.category, sum(k.n)::bigint as n from ${subject(policy)} as s (category, device_type)
      join kinds k on k.device_type = s.device_type group by s.category
    )
    select g.category, coalesce(r.n, 0) as required, coalesce(c.installed, 0) as installed,
      coalesce(c.genuine, 0) as genuine, coalesce(c.green, 0) as green,
      coalesce(c.yellow, 0) as yellow, coalesce(c.red, 0) as red
    from unnest(${general}) with ordinality as g (category, position)
    left join counted c on c.category = g.category
    left join required r on r.category = g.category
    order by g.position
  `.execute(tx);
  return rows;
}

export async function generalPairs(
  tx: Tx,
  unitId: string,
  { installs }: RateSources,
): Promise<Pair[]> {
  const { rows } = await sql<Pair>`
    select distinct o.software_id, o.version from (${installs}) o
    join configuration_software s on s.unit_id = ${unitId} and s.id = o.software_id
    where s.category = any(${general})
  `.execute(tx);
  return rows;
}

export type DepartmentRate = GenuineRate & { departmentId: string | null };

/**
 * D11–D14 by computer. It counts as genuine in a category when each of its recorded installs of that category is covered:
 * the pair is among `covered`, it is among the first N of its number by date, and OEM software has its evidence.
 */
export function judgedComputers(
  unitId: string,
  { installs, devices }: RateSources,
  covered: readonly Pair[],
): RawBuilder<unknown> {
  return sql`
    with devices as materialized (${devices}), ranked as materialized (
      select o.device_id, o.software_id, o.version, s.category, s.software_type,
        s.license_quantity is null or row_number() over (
          partition by o.software_id order by o.installed_on, o.entry_no) <= s.license_quantity
          as within
      from (${installs}) o
      join configuration_software s on s.unit_id = ${unitId} and s.id = o.software_id
      where s.category = any(${general})
    ), judged as materialized (
      select r.category, v.department_id, r.device_id,
        bool_and(r.within and c.software_id is not null
          and (r.software_type <> 'oem' or jsonb_array_length(d.oem_evidence) > 0)) as genuine
      from ranked r
      join devices v on v.device_id = r.device_id
      join ledgers_device d on d.unit_id = ${unitId} and d.id = r.device_id
      left join unnest(${covered.map((p) => p.softwareId)}::uuid[],
        ${covered.map((p) => p.version)}::text[]) as c (software_id, version)
        on c.software_id = r.software_id and c.version = r.version
      group by r.category, v.department_id, r.device_id
    )`;
}

export async function genuineRates(
  tx: Tx,
  unitId: string,
  sources: RateSources,
  covered: readonly Pair[],
  policy: RequiredPolicy,
): Promise<DepartmentRate[]> {
  const { rows } = await sql<DepartmentRate>`
    ${judgedComputers(unitId, sources, covered)},
    places as (select distinct department_id from devices),
    required as (
      select s.category, d.department_id, count(*) as n from devices d
      join ${subject(policy)} as s (category, device_type) on s.device_type = d.device_type
      group by s.category, d.department_id
    )
    select g.category, nullif(p.department_id, ${NOWHERE}::uuid) as department_id,
      coalesce(r.n, 0) as required, count(j.device_id) as installed, count(*) filter (where j.genuine) as genuine
    from unnest(${general}) with ordinality as g (category, position)
    cross join places p
    left join required r on r.category = g.category and r.department_id = p.department_id
    left join judged j on j.category = g.category and j.department_id = p.department_id
    group by g.category, g.position, p.department_id, r.n order by g.position
  `.execute(tx);
  return rows;
}

export type UncoveredComputer = {
  category: GenuineRate['category'];
  deviceId: string;
  computerNo: string;
  departmentName: string;
};

/** Computers that stand between the numerator and the denominator of a rate. */
export async function uncoveredComputers(
  tx: Tx,
  unitId: string,
  sources: RateSources,
  covered: readonly Pair[],
  limit: number,
): Promise<UncoveredComputer[]> {
  const { rows } = await sql<UncoveredComputer>`
    ${judgedComputers(unitId, sources, covered)}
    select j.category, j.device_id, d.computer_no, coalesce(o.name, '') as department_name
    from judged j
    join ledgers_device d on d.unit_id = ${unitId} and d.id = j.device_id
    left join organisation_department o on o.unit_id = ${unitId} and o.id = j.department_id
    where not j.genuine order by d.computer_no, j.category limit ${limit}
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
