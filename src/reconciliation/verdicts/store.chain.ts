/** The records behind one chain, for its page; one verdict at a time. */
import { sql } from 'kysely';
import type { EntryCause } from '../../ledgers/journal/shapes.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { VerdictRecord } from './shapes.api.ts';

export type Behind = {
  contractId: string | null;
  contractNo: string | null;
  softwareNo: string | null;
  termEnd: string | null;
  computerNo: string;
  holder: string;
  sourceName: string | null;
  seenAt: string | null;
};

export async function behindChain(
  tx: Tx,
  unitId: string,
  ids: {
    deviceId: string;
    softwareId: string | null;
    sourceId: string | null;
  },
): Promise<Behind> {
  const { rows } = await sql<Behind>`
    select c.id as contract_id, c.contract_no, s.software_no, s.term_end, d.computer_no,
      coalesce(nullif(concat_ws(' ', o.name, p.name), ''), '') as holder,
      q.host_name as source_name, l.seen_at
    from ledgers_device d
    left join configuration_software s on s.unit_id = d.unit_id and s.id = ${ids.softwareId}::uuid
    left join lateral (select k.id, k.contract_no from configuration_receipt_line r
      join configuration_contract k on k.unit_id = r.unit_id and k.id = r.contract_id
      where r.unit_id = d.unit_id and r.software_id = s.id order by k.id limit 1) c on true
    left join ledgers_assignment a on a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null
    left join organisation_person p on p.unit_id = d.unit_id and p.id = a.person_id
    left join organisation_department o on o.unit_id = d.unit_id
      and o.id = coalesce(a.department_id, p.department_id)
    left join discovery_source q on q.unit_id = d.unit_id and q.id = ${ids.sourceId}::uuid
    left join discovery_last_seen l on l.unit_id = d.unit_id and l.source_id = q.id
    where d.unit_id = ${unitId} and d.id = ${ids.deviceId}
  `.execute(tx);
  return rows[0]!;
}

export type EntryBehind = {
  entryNo: number;
  softwareId: string;
  softwareNo: string;
  cause: EntryCause;
  occurredOn: string;
  actorName: string;
  orderId: string | null;
  orderNo: string | null;
  campaignId: string | null;
};

/** The entry that opened the install, and the confirmation (附件11) it came from. */
export async function entryBehind(
  tx: Tx,
  unitId: string,
  entryNo: number,
): Promise<EntryBehind | undefined> {
  const { rows } = await sql<EntryBehind>`
    select e.entry_no, e.software_id, s.software_no, e.cause, e.occurred_on, e.actor_name,
      o.id as order_id, o.order_no, case when o.origin = 'campaign' then o.origin_id end as campaign_id
    from ledgers_entry e
    join configuration_software s on s.unit_id = e.unit_id and s.id = e.software_id
    left join installation_order o on o.unit_id = e.unit_id and o.order_no = e.cause_ref
    where e.unit_id = ${unitId} and e.entry_no = ${entryNo}
  `.execute(tx);
  return rows[0];
}

export async function findingsAbout(
  tx: Tx,
  unitId: string,
  about: { deviceId: string; productKey: string; productName: string; softwareIds: string[] },
): Promise<VerdictRecord['findings']> {
  const { rows } = await sql<VerdictRecord['findings'][number]>`
    select id, kind, state from reconciliation_finding
    where unit_id = ${unitId} and device_id = ${about.deviceId} and present
      and (product_id = ${about.productKey} or software_id = any(${about.softwareIds}::uuid[])
        or (product_id is null and lower(software_name) = lower(${about.productName})))
    order by first_seen_at limit 50
  `.execute(tx);
  return rows;
}

export async function softwareNos(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; softwareNo: string }>`
    select id, software_no from configuration_software
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[])
  `.execute(tx);
  return new Map(rows.map((row) => [row.id, row.softwareNo]));
}
