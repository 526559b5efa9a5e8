/** The pages of the allocation: programs with what covers them, numbers, components. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { keyset } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { Proof } from './rules.problem.ts';
import type {
  AllocatedInstall,
  AllocatedNumber,
  AllocationComponent,
  InstallFilters,
} from './shapes.ts';

type Paged = Pick<ListQuery, 'q' | 'sort' | 'cursor' | 'limit'>;

/** `[{softwareId, softwareNo}]` of an array of ids. */
const numbered = (unitId: string, ids: string) => sql`(
  select coalesce(jsonb_agg(jsonb_build_object('softwareId', n.id, 'softwareNo', n.software_no)
    order by n.software_no), '[]') from configuration_software n
  where n.unit_id = ${unitId} and n.id = any(${sql.raw(ids)}))`;

type Wanted = InstallFilters & { q?: string | undefined; install?: string };

function conditions(unitId: string, filter: Wanted) {
  const parts = [sql`i.unit_id = ${unitId} and i.kind <> 'free'`];
  if (filter.cover === 'covered') parts.push(sql`i.covered_by is not null`);
  if (filter.cover === 'uncovered') parts.push(sql`i.covered_by is null`);
  if (filter.register === 'same') parts.push(sql`i.covered_by = any(i.recorded)`);
  if (filter.register === 'missing') parts.push(sql`i.recorded = '{}'`);
  if (filter.register === 'differs') {
    parts.push(sql`i.recorded <> '{}' and i.covered_by is not null
      and not i.covered_by = any(i.recorded)`);
  }
  if (filter.proof) parts.push(sql`c.proof = ${filter.proof}`);
  if (filter.category) parts.push(sql`i.category = ${filter.category}`);
  if (filter.device) parts.push(sql`i.device_id = ${filter.device}`);
  if (filter.install) parts.push(sql`i.device_id || '|' || i.install_key = ${filter.install}`);
  if (filter.product) parts.push(sql`i.product_id = ${filter.product}`);
  if (filter.software) {
    parts.push(sql`(i.covered_by = ${filter.software} or ${filter.software} = any(i.recorded))`);
  }
  if (filter.component) parts.push(sql`i.component_id = ${filter.component}`);
  if (filter.department) {
    parts.push(sql`coalesce(a.department_id, p.department_id) = ${filter.department}`);
  }
  if (filter.q) {
    const like = `%${filter.q.replaceAll(/[\\%_]/g, '\\$&')}%`;
    parts.push(sql`(i.product_name ilike ${like} or d.computer_no ilike ${like})`);
  }
  return sql.join(parts, sql` and `);
}

export async function listAllocated(
  tx: Tx,
  unitId: string,
  query: InstallFilters & Paged & { install?: string },
): Promise<Page<AllocatedInstall>> {
  const rows = sql<
    Omit<AllocatedInstall, 'obstacles'> & { obstacles: AllocatedInstall['obstacles'] }
  >`(
    select i.device_id || '|' || i.install_key as id, i.device_id, d.computer_no,
      dep.name as department_name, i.product_id, i.product_name, i.edition, i.version, i.category,
      i.observed, i.carrier_id, i.component_id, c.proof,
      ${numbered(unitId, 'i.recorded')} as recorded,
      case when s.id is not null then jsonb_build_object('softwareId', s.id, 'softwareNo',
        s.software_no) end as covered_by,
      (select coalesce(jsonb_agg(jsonb_build_object('softwareId', n.id, 'softwareNo', n.software_no,
        'obstacle', o ->> 'obstacle') order by n.software_no), '[]')
        from jsonb_array_elements(i.obstacles) o
        join configuration_software n on n.unit_id = ${unitId} and n.id = (o ->> 'softwareId')::uuid
      ) as obstacles
    from reconciliation_install i
    join ledgers_device d on d.unit_id = i.unit_id and d.id = i.device_id
    left join ledgers_assignment a
      on a.unit_id = i.unit_id and a.device_id = i.device_id and a.to_on is null
    left join organisation_person p on p.unit_id = a.unit_id and p.id = a.person_id
    left join organisation_department dep on dep.unit_id = i.unit_id
      and dep.id = coalesce(a.department_id, p.department_id)
    left join configuration_software s on s.unit_id = i.unit_id and s.id = i.covered_by
    left join reconciliation_allocation_component c
      on c.unit_id = i.unit_id and c.id = i.component_id
    where ${conditions(unitId, query)})`.as('r');
  return keyset(tx.selectFrom(rows).selectAll('r'), {
    sort: query.sort,
    defaultSort: 'computerNo',
    columns: {
      computerNo: { expression: sql`r.computer_no`, type: 'text' },
      productName: { expression: sql`r.product_name collate "zh-x-icu"`, type: 'text' },
    },
    id: sql`r.id`,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  }) as Promise<Page<AllocatedInstall>>;
}

export async function listNumbers(
  tx: Tx,
  unitId: string,
  query: Paged,
): Promise<Page<AllocatedNumber>> {
  const like = query.q ? `%${query.q.replaceAll(/[\\%_]/g, '\\$&')}%` : undefined;
  const rows = sql<AllocatedNumber>`(
    select s.id, s.software_no, s.software_name, s.software_version,
      case when s.license_unlimited or s.software_type <> 'commercial' then null
        else s.license_quantity end as quantity,
      coalesce(g.seats, 0)::int as seats, coalesce(v.covered, 0)::int as covered,
      coalesce(n.installed, 0)::int as recorded, coalesce(w.worth, 0)::float as worth,
      coalesce(q.wanting, 0)::int as wanting
    from configuration_software s
    left join (select software_id, count(*) as seats from reconciliation_allocation_seat
      where unit_id = ${unitId} group by software_id) g on g.software_id = s.id
    left join (select covered_by, count(*) as covered from reconciliation_install
      where unit_id = ${unitId} and covered_by is not null group by covered_by) v
      on v.covered_by = s.id
    left join ledgers_count n on n.unit_id = s.unit_id and n.software_id = s.id
    left join (select (x ->> 'lotId')::uuid as software_id, max((x ->> 'weight')::float) as worth
      from reconciliation_allocation_component c, jsonb_array_elements(c.worth) x
      where c.unit_id = ${unitId} group by 1) w on w.software_id = s.id
    left join (select (x ->> 'softwareId')::uuid as software_id, count(*) as wanting
      from reconciliation_install i, jsonb_array_elements(i.obstacles) x
      where i.unit_id = ${unitId} and i.covered_by is null and x ->> 'obstacle' = 'quantity'
      group by 1) q on q.software_id = s.id
    where s.unit_id = ${unitId} and s.software_type <> 'free' and s.status = 'active'
      ${like ? sql`and (s.software_no ilike ${like} or s.software_name ilike ${like})` : sql``})`.as(
    'r',
  );
  return keyset(tx.selectFrom(rows).selectAll('r'), {
    sort: query.sort,
    defaultSort: 'softwareNo',
    columns: {
      softwareNo: { expression: sql`r.software_no`, type: 'text' },
      softwareName: { expression: sql`r.software_name collate "zh-x-icu"`, type: 'text' },
      worth: { expression: sql`r.worth::numeric`, type: 'numeric' },
      seats: { expression: sql`r.seats`, type: 'integer' },
    },
    id: sql`r.id`,
    cursor: query.cursor,
    limit: query.limit,
  }) as Promise<Page<AllocatedNumber>>;
}

export async function listComponents(
  tx: Tx,
  unitId: string,
  query: Paged & { proof?: Proof | undefined; id?: string },
): Promise<Page<AllocationComponent>> {
  const rows = sql<AllocationComponent>`(
    select c.id, c.proof, c.levels, c.devices, c.installs, c.solved_at,
      ${numbered(unitId, 'c.software_ids')} as numbers,
      (select coalesce(jsonb_agg(jsonb_build_object('softwareNo', n.software_no, 'weight',
        (x ->> 'weight')::float) order by n.software_no), '[]')
        from jsonb_array_elements(c.worth) x
        join configuration_software n on n.unit_id = ${unitId} and n.id = (x ->> 'lotId')::uuid
      ) as worth
    from reconciliation_allocation_component c
    where c.unit_id = ${unitId} ${query.proof ? sql`and c.proof = ${query.proof}` : sql``}
      ${query.id ? sql`and c.id = ${query.id}` : sql``})`.as('r');
  const found = (await keyset(tx.selectFrom(rows).selectAll('r'), {
    sort: query.sort,
    defaultSort: '-installs',
    columns: {
      installs: { expression: sql`r.installs`, type: 'integer' },
      devices: { expression: sql`r.devices`, type: 'integer' },
    },
    id: sql`r.id`,
    idType: 'text',
    cursor: query.cursor,
    limit: query.limit,
  })) as Page<AllocationComponent>;
  return {
    ...found,
    items: found.items.map((one) => ({ ...one, solvedAt: new Date(one.solvedAt).toISOString() })),
  };
}
