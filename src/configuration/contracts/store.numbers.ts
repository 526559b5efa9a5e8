/** Which numbers a contract brought, and for one number: its contracts, what it renewed and what renewed it. */
import { sql } from 'kysely';
import type { z } from 'zod';
import type { CommandContext } from '../../platform/db/context.ts';
import type { SoftwarePurchase } from './shapes.numbers.ts';

/** Numbers that came into being by it; those it only maintains say another contract. */
export async function numbersOf(cx: CommandContext, contractId: string): Promise<string[]> {
  const { rows } = await sql<{ softwareId: string }>`
    select distinct r.software_id
    from configuration_receipt_line r
    join configuration_contract_line l on l.unit_id = r.unit_id and l.contract_id = r.contract_id
      and l.id = r.contract_line_id
    where r.unit_id = ${cx.unitId} and r.contract_id = ${contractId} and l.kind = 'software'
  `.execute(cx.tx);
  return rows.map((row) => row.softwareId);
}

type Purchase = z.output<typeof SoftwarePurchase>;

/** What was delivered under the number, and renewals of it that are signed or drafted and not there yet. */
export async function contractsOfNumber(
  cx: CommandContext,
  softwareId: string,
): Promise<Purchase['contracts']> {
  const { rows } = await sql<Purchase['contracts'][number]>`
    select l.id || ':' || coalesce(t.id::text, '') as id, c.id as contract_id, c.contract_no, c.title,
      c.state, l.kind, t.received_on, r.quantity, coalesce(r.amount_fen, l.amount_fen) as amount_fen
    from configuration_contract_line l
    join configuration_contract c on c.unit_id = l.unit_id and c.id = l.contract_id
    left join configuration_receipt_line r on r.unit_id = l.unit_id and r.contract_id = l.contract_id
      and r.contract_line_id = l.id and r.software_id = ${softwareId}
    left join configuration_receipt t on t.unit_id = r.unit_id and t.contract_id = r.contract_id
      and t.id = r.receipt_id
    where l.unit_id = ${cx.unitId}
      and (r.software_id is not null
        or (l.renews_id = ${softwareId} and c.state in ('draft', 'signed', 'partlyReceived')
          and not exists (select from configuration_receipt_line x where x.unit_id = l.unit_id
            and x.contract_id = l.contract_id and x.contract_line_id = l.id)))
    order by t.received_on nulls last, c.contract_no, l.line_no limit 200
  `.execute(cx.tx);
  return rows;
}

/** The numbers it renewed (`before`) and those that renewed it (`after`). */
export async function renewalsOf(
  cx: CommandContext,
  softwareId: string,
): Promise<{ before: Purchase['predecessors']; after: Purchase['successors'] }> {
  const { rows } = await sql<Purchase['successors'][number] & { later: boolean }>`
    select distinct s.id, s.software_no, s.software_name, s.software_version, s.term_end,
      (l.renews_id = ${softwareId}) as later
    from configuration_contract_line l
    join configuration_receipt_line r on r.unit_id = l.unit_id and r.contract_id = l.contract_id
      and r.contract_line_id = l.id
    join configuration_software s on s.unit_id = l.unit_id
      and s.id = case when l.renews_id = ${softwareId} then r.software_id else l.renews_id end
    where l.unit_id = ${cx.unitId} and l.kind = 'software' and l.renews_id is not null
      and (l.renews_id = ${softwareId} or r.software_id = ${softwareId})
    order by s.software_no limit 200
  `.execute(cx.tx);
  const some = (later: boolean) =>
    rows.filter((row) => row.later === later).map(({ later: _, ...number }) => number);
  return { before: some(false), after: some(true) };
}
