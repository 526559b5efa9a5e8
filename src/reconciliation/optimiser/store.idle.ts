/** Licences on computers not seen for long, as sets; nothing is written here. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { IdleFacts } from './rules.idle.ts';
import type { IdleLicence, IdleQuery } from './shapes.idle.ts';

type Tables = { configurationSoftware: { unitId: string; id: string } };

/** One row per number and computer: what covers a program there, or else what it is recorded under. */
function given(unitId: string, before: string) {
  return sql`
    select distinct i.device_id, n.software_id, seen.seen_at,
      exists (select from ledgers_open_install o where o.unit_id = ${unitId}
        and o.device_id = i.device_id and o.software_id = n.software_id) as recorded
    from reconciliation_install i
    join (select s.device_id, max(l.seen_at) as seen_at
      from discovery_source s
      join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
      where s.unit_id = ${unitId} and s.device_id is not null
      group by s.device_id having max(l.seen_at) < ${before}::timestamptz
    ) seen on seen.device_id = i.device_id
    cross join lateral unnest(case when i.covered_by is null then i.recorded
      else array[i.covered_by] end) as n (software_id)
    where i.unit_id = ${unitId}`;
}

/** `before`: the instant since which the computer has not been seen. */
export function pageOfIdle(
  tx: Tx,
  unitId: string,
  query: IdleQuery & { before: string; today: string },
): Promise<Page<IdleLicence>> {
  let select = tables<Tables>(tx)
    .selectFrom('configurationSoftware as s')
    .innerJoin(sql<{ id: string }>`(${given(unitId, query.before)})`.as('g'), (join) =>
      join.on(sql`g.software_id`, '=', sql`s.id`),
    )
    .innerJoin(sql<{ id: string }>`ledgers_device`.as('d'), (join) =>
      join.on(sql<boolean>`d.unit_id = s.unit_id and d.id = g.device_id and d.merged_into is null
        and d.status not in ('scrapped', 'transferredOut')`),
    )
    .where('s.unitId', '=', unitId)
    .where(sql<boolean>`s.software_type = 'commercial' and s.status = 'active'
      and s.license_quantity is not null`);
  if (query.softwareId) select = select.where('s.id', '=', query.softwareId);
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(s.software_name ilike ${like} or s.software_no ilike ${like}
        or d.computer_no ilike ${like})`,
    );
  }
  const day = sql`(g.seen_at at time zone 'Asia/Shanghai')::date`;
  return keyset(
    select.select([
      sql<string>`s.id || ':' || d.id`.as('id'),
      sql<string>`s.id`.as('softwareId'),
      sql<string>`s.software_no`.as('softwareNo'),
      sql<string>`s.software_name`.as('softwareName'),
      sql<string | null>`s.software_version`.as('softwareVersion'),
      sql<string>`d.id`.as('deviceId'),
      sql<string>`d.computer_no`.as('computerNo'),
      sql<string>`${day}::text`.as('lastSeenOn'),
      sql<number>`${query.today}::date - ${day}`.as('daysUnseen'),
      sql<boolean>`g.recorded`.as('recorded'),
      sql<string>`coalesce((select o.name from ledgers_assignment a
        left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
        join organisation_department o on o.unit_id = a.unit_id
          and o.id = coalesce(a.department_id, p.department_id)
        where a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null limit 1), '')`.as(
        'departmentName',
      ),
      sql<string>`coalesce((select p.name from ledgers_assignment a
        join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
        where a.unit_id = d.unit_id and a.device_id = d.id and a.to_on is null limit 1), '')`.as(
        'userName',
      ),
    ]),
    {
      sort: query.sort,
      defaultSort: 'lastSeenOn',
      columns: {
        lastSeenOn: { expression: day, type: 'date' },
        softwareNo: { expression: sql`s.software_no`, type: 'text' },
        computerNo: { expression: sql`d.computer_no`, type: 'text' },
      },
      id: sql`s.id || ':' || d.id`,
      idType: 'text',
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

/** Numbers with something idle: on unseen computers, or given to nobody while maintenance runs. */
export async function idleNumbers(
  tx: Tx,
  unitId: string,
  ask: { before: string; today: string },
): Promise<IdleFacts[]> {
  const { rows } = await sql<IdleFacts>`
    select s.id as software_id, s.software_no, s.software_name, s.license_quantity as quantity,
      coalesce(u.n, 0)::int as unseen,
      greatest(0, s.license_quantity - coalesce(seats.n, held.n, 0))::int as spare,
      s.maintenance_end, m.amount_fen as maintenance_fen,
      coalesce(w.n, 0)::int as wanted,
      coalesce(o.fen, s.purchase_amount_fen / nullif(s.license_quantity, 0)) as price_fen,
      case when o.fen is not null then 'offer' when s.purchase_amount_fen > 0 then 'purchase' end
        as price_basis
    from configuration_software s
    left join (select g.software_id, count(*) as n from (${given(unitId, ask.before)}) g
      join ledgers_device d on d.unit_id = ${unitId} and d.id = g.device_id
        and d.merged_into is null and d.status not in ('scrapped', 'transferredOut')
      group by g.software_id) u on u.software_id = s.id
    left join (select software_id, count(*) as n from reconciliation_allocation_seat
      where unit_id = ${unitId} group by software_id) seats on seats.software_id = s.id
    left join (select software_id, count(*) as n from ledgers_open_install
      where unit_id = ${unitId} group by software_id) held on held.software_id = s.id
    left join (select (x.obstacle ->> 'softwareId')::uuid as software_id, count(*) as n
      from reconciliation_install i, jsonb_array_elements(i.obstacles) as x (obstacle)
      where i.unit_id = ${unitId} and i.covered_by is null and x.obstacle ->> 'obstacle' = 'quantity'
      group by 1) w on w.software_id = s.id
    left join (select distinct on (l.renews_id) l.renews_id, l.amount_fen
      from configuration_contract_line l
      join configuration_contract c on c.unit_id = l.unit_id and c.id = l.contract_id
        and c.state not in ('draft', 'cancelled')
      where l.unit_id = ${unitId} and l.kind = 'maintenance' and l.renews_id is not null
      order by l.renews_id, c.signed_on desc) m on m.renews_id = s.id
    left join lateral (select min(f.pack_price_fen / f.pack_size)::bigint as fen
      from reconciliation_offer f
      where f.unit_id = ${unitId} and not f.withdrawn and f.metric <> 'site' and f.upgrades is null
        and (f.valid_until is null or f.valid_until >= ${ask.today}::date)
        and (f.product_id = s.product_id or f.product_name = s.software_name)) o on true
    where s.unit_id = ${unitId} and s.software_type = 'commercial' and s.status = 'active'
      and s.license_quantity is not null
      and (coalesce(u.n, 0) > 0 or (s.maintenance_end >= ${ask.today}::date
        and s.license_quantity > coalesce(seats.n, held.n, 0)))
    order by s.software_no limit 2000
  `.execute(tx);
  return rows;
}

/** Computers in use that no agent or file has ever seen. */
export async function neverSeen(tx: Tx, unitId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from ledgers_device d
    where d.unit_id = ${unitId} and d.merged_into is null
      and d.status not in ('scrapped', 'transferredOut')
      and not exists (select from discovery_source s
        join discovery_last_seen l on l.unit_id = s.unit_id and l.source_id = s.id
        where s.unit_id = d.unit_id and s.device_id = d.id)
  `.execute(tx);
  return rows[0]!.n;
}

export async function computerNos(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ computerNo: string }>`
    select computer_no from ledgers_device
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[]) order by computer_no
  `.execute(tx);
  return rows.map((row) => row.computerNo);
}
