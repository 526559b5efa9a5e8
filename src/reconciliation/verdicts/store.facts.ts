/**
 * Facts a verdict needs beyond those of the comparison, as sets: what proves a number, how an install came into the
 * register, what the last allocation gave. Reads tables of earlier slices and of allocation; writes none of them.
 */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { AllocationFacts, NumberFacts, RecordedFacts } from './rules.links.ts';

export type PaperRow = Pick<
  NumberFacts,
  | 'acquisitionMethod'
  | 'termStart'
  | 'contractNo'
  | 'contractId'
  | 'papers'
  | 'downgradeEvidence'
  | 'downgradeVersions'
> & {
  softwareId: string;
  /** The next day on which the number changes by time alone. */
  nextChange: string | null;
};

/** Papers, contract and term of every number in force on `today`. */
export async function papersOfNumbers(
  tx: Tx,
  unitId: string,
  today: string,
): Promise<Map<string, PaperRow>> {
  const { rows } = await sql<PaperRow>`
    with papers as (
      select software_id, array_agg(distinct kind) as kinds from configuration_document
      where unit_id = ${unitId} group by software_id
    ), deliveries as (
      select r.software_id, min(r.contract_id::text) as contract_id
      from configuration_receipt_line r
      join configuration_contract_line l on l.unit_id = r.unit_id and l.contract_id = r.contract_id
        and l.id = r.contract_line_id and l.kind = 'software'
      where r.unit_id = ${unitId} group by r.software_id
    ), lines as (
      select software_id, least(min(valid_from) filter (where valid_from > ${today}::date),
        min(valid_to) filter (where valid_to > ${today}::date)) as changes
      from configuration_free_list where unit_id = ${unitId} group by software_id
    )
    select s.id as software_id, s.acquisition_method, s.term_start, s.contract_no, d.contract_id,
      coalesce(p.kinds, '{}') as papers, s.downgrade_evidence,
      coalesce(r.downgrade_versions, '[]'::jsonb) as downgrade_versions,
      least(case when s.term_start > ${today}::date then s.term_start end,
        case when s.term_end >= ${today}::date then s.term_end + 1 end,
        case when s.disposed_on > ${today}::date then s.disposed_on end, f.changes) as next_change
    from configuration_software s
    left join papers p on p.software_id = s.id
    left join configuration_license_right r on r.unit_id = s.unit_id and r.software_id = s.id
    left join deliveries d on d.software_id = s.id
    left join lines f on f.software_id = s.id
    where s.unit_id = ${unitId} and (s.status = 'active' or s.disposed_on > ${today}::date)
  `.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row]));
}

/** Which of these computers are in use, and which have somebody who answers for them. */
export async function deviceUse(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, { inUse: boolean; held: boolean }>> {
  const { rows } = await sql<{ deviceId: string; inUse: boolean; held: boolean }>`
    select d.id as device_id, d.status = 'inUse' as in_use, a.device_id is not null as held
    from ledgers_device d
    left join ledgers_assignment a
      on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    where d.unit_id = ${unitId} and d.id = any(${[...ids]}::uuid[])
  `.execute(tx);
  return new Map(rows.map(({ deviceId, ...use }) => [deviceId, use]));
}

export async function recordedEntries(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<(RecordedFacts & { deviceId: string })[]> {
  const { rows } = await sql<RecordedFacts & { deviceId: string }>`
    select o.device_id, o.software_id, o.version, o.entry_no, e.cause
    from ledgers_open_install o
    join ledgers_entry e on e.unit_id = o.unit_id and e.entry_no = o.entry_no
    where o.unit_id = ${unitId} and o.device_id = any(${[...ids]}::uuid[])
    order by o.entry_no
  `.execute(tx);
  return rows;
}

export type AllocatedRow = AllocationFacts & {
  deviceId: string;
  componentId: string | null;
  productId: string;
  edition: string;
  version: string;
  observed: boolean;
  recorded: string[];
};

export async function allocatedOn(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<AllocatedRow[]> {
  const { rows } = await sql<AllocatedRow>`
    select i.device_id, i.product_id, i.edition, i.version, i.observed, i.recorded, i.covered_by,
      i.component_id, c.proof, i.obstacles
    from reconciliation_install i
    left join reconciliation_allocation_component c on c.unit_id = i.unit_id and c.id = i.component_id
    where i.unit_id = ${unitId} and i.device_id = any(${[...ids]}::uuid[])
    order by i.device_id, i.install_key
  `.execute(tx);
  return rows;
}

/** D13: recorded installs of these computers beyond the quantity of their number, as `software/device`. */
export async function beyondQuantity(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const { rows } = await sql<{ pair: string }>`
    select o.software_id || '/' || o.device_id as pair
    from ledgers_open_install o
    join reconciliation_boundary b on b.unit_id = o.unit_id and b.software_id = o.software_id
    where o.unit_id = ${unitId} and o.device_id = any(${[...ids]}::uuid[])
      and (o.installed_on, o.entry_no) > (b.installed_on, b.entry_no)
  `.execute(tx);
  return new Set(rows.map((row) => row.pair));
}

/** Queues computers whose verdicts change by time alone: terms, lists, sightings grown old (before `limit`) or new again. */
export async function queueDue(tx: Tx, today: string, limit: string): Promise<void> {
  await sql`
    insert into reconciliation_todo (unit_id, device_id, queued_at)
    select distinct d.unit_id, d.device_id, now() from (
      select unit_id, device_id from reconciliation_verdict where due_on <= ${today}::date
      union all
      select s.unit_id, s.device_id from discovery_source s
      join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
        and l.seen_at < ${limit}
      where s.device_id is not null and not s.superseded and exists (select from reconciliation_verdict v
        where v.unit_id = s.unit_id and v.device_id = s.device_id
          and v.source_id = s.id and not 'observation' = any(v.missing))
      union all
      select v.unit_id, v.device_id from reconciliation_verdict v
      join discovery_source s on s.unit_id = v.unit_id and s.device_id = v.device_id
        and not s.superseded
      join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
        and l.seen_at >= ${limit}
      where v.observed and 'observation' = any(v.missing) and v.source_id = s.id
    ) d on conflict do nothing
  `.execute(tx);
}
