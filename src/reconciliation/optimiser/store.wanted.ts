/** What is wanted, as sets: programs no licence covers, programs whose licence ends, granted demand no plan has taken up. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { SoftwareCategory } from '../../recognition/shapes.ts';

export type InstallWanted = {
  deviceId: string;
  installKey: string;
  productId: string;
  productName: string;
  version: string;
  edition: string;
  category: SoftwareCategory;
  coveredBy: string | null;
};

/** Without a licence, or under one of `ending`. What nobody has decided yet is not wanted, it is to be decided. */
export async function installsWanted(
  tx: Tx,
  unitId: string,
  ending: readonly string[],
): Promise<InstallWanted[]> {
  const { rows } = await sql<InstallWanted>`
    select device_id, install_key, product_id, product_name, version, edition, category, covered_by
    from reconciliation_install
    where unit_id = ${unitId} and ((covered_by is null and kind in ('commercial', 'oem'))
      or covered_by = any(${[...ending]}::uuid[]))
    order by device_id, install_key
  `.execute(tx);
  return rows;
}

/** Programs nobody has decided yet: they are in no demand. */
export async function undecidedCount(tx: Tx, unitId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from reconciliation_install
    where unit_id = ${unitId} and covered_by is null and kind = 'unknown'
  `.execute(tx);
  return rows[0]!.n;
}

export type DemandWanted = {
  id: string;
  departmentId: string;
  departmentName: string;
  softwareName: string;
  softwareVersion: string;
  productId: string | null;
  category: SoftwareCategory;
  quantity: number;
};

/** Granted lines of a year; what was chosen for them stands for them; lines of a plan already sent in are left out. */
export async function demandWanted(tx: Tx, unitId: string, year: number): Promise<DemandWanted[]> {
  const { rows } = await sql<DemandWanted>`
    select l.id, d.department_id, o.name as department_name,
      coalesce(c.software_name, l.software_name) as software_name,
      coalesce(c.software_version, l.software_version) as software_version, c.product_id,
      l.category, l.approved_quantity as quantity
    from configuration_demand_line l
    join configuration_demand d on d.unit_id = l.unit_id and d.id = l.demand_id
    join organisation_department o on o.unit_id = d.unit_id and o.id = d.department_id
    left join configuration_selection s on s.unit_id = l.unit_id and s.id = l.selection_id
    left join configuration_candidate c on c.unit_id = s.unit_id and c.selection_id = s.id
      and c.id = s.candidate_id and s.state = 'selected'
    where l.unit_id = ${unitId} and d.plan_year = ${year} and d.state = 'itApproved'
      and l.approved_quantity > 0 and coalesce(c.software_type, l.software_type) = 'commercial'
      and coalesce(s.state, '') <> 'cancelled'
      and not exists (select from configuration_purchase_line p
        join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
        where p.unit_id = l.unit_id and p.selection_id = l.selection_id
          and n.state not in ('draft', 'returned', 'rejected'))
    order by l.id
  `.execute(tx);
  return rows;
}

/** Licences given out by number, in units of its metric. */
export async function unitsUsed(tx: Tx, unitId: string): Promise<Map<string, string[]>> {
  const { rows } = await sql<{ softwareId: string; carriers: string[] }>`
    select software_id, array_agg(carrier_id order by carrier_id) as carriers
    from reconciliation_allocation_seat where unit_id = ${unitId} group by software_id
  `.execute(tx);
  return new Map(rows.map((row) => [row.softwareId, row.carriers]));
}
