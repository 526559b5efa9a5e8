/** Reads and writes the rights of licences. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { LicenseRight, LicenseRightInput } from './shapes.ts';

const PLAIN: Omit<LicenseRight, 'softwareId' | 'letterOnFile'> = {
  parts: [],
  departmentIds: null,
  editions: null,
  downgradeVersions: [],
  secondUse: false,
  minimumCores: 1,
  basis: '',
  revision: 0,
  changedAt: null,
  changedBy: null,
};

/** Rights of numbers that have any recorded or a letter on file; all of the unit's, or of these. */
export async function rightsOf(
  tx: Tx,
  unitId: string,
  softwareIds?: readonly string[],
): Promise<Map<string, LicenseRight>> {
  const wanted = softwareIds ? sql`and s.id = any(${[...softwareIds]}::uuid[])` : sql``;
  const { rows } = await sql<Omit<LicenseRight, 'letterOnFile'> & { letterOnFile: boolean }>`
    select s.id as software_id, r.parts, r.department_ids, r.editions, r.downgrade_versions,
      r.second_use, r.minimum_cores, r.basis, coalesce(r.revision, 0) as revision, r.changed_at,
      r.changed_by, l.software_id is not null as letter_on_file
    from configuration_software s
    left join configuration_license_right r on r.unit_id = s.unit_id and r.software_id = s.id
    left join (select distinct software_id from configuration_document
      where unit_id = ${unitId} and kind = 'letter') l on l.software_id = s.id
    where s.unit_id = ${unitId} and (r.software_id is not null or l.software_id is not null)
      ${wanted}
  `.execute(tx);
  return new Map(
    rows.map((row) => [
      row.softwareId,
      row.revision === 0
        ? { ...PLAIN, softwareId: row.softwareId, letterOnFile: row.letterOnFile }
        : { ...row, changedAt: new Date(row.changedAt!).toISOString() },
    ]),
  );
}

export function plainRights(softwareId: string): LicenseRight {
  return { ...PLAIN, softwareId, letterOnFile: false };
}

/** False when somebody else saved another revision meanwhile. */
export async function saveRights(
  tx: Tx,
  unitId: string,
  row: LicenseRightInput & { softwareId: string; revision: number; at: Date; by: string },
): Promise<boolean> {
  const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
  const { rows } = await sql`
    insert into configuration_license_right as r (unit_id, software_id, parts, department_ids,
      editions, downgrade_versions, second_use, minimum_cores, basis, changed_at, changed_by)
    values (${unitId}, ${row.softwareId}, ${json(row.parts)}, ${row.departmentIds}::uuid[],
      ${row.editions}::text[], ${json(row.downgradeVersions)}, ${row.secondUse},
      ${row.minimumCores}, ${row.basis}, ${row.at}, ${row.by})
    on conflict (unit_id, software_id) do update set parts = excluded.parts,
      department_ids = excluded.department_ids, editions = excluded.editions,
      downgrade_versions = excluded.downgrade_versions, second_use = excluded.second_use,
      minimum_cores = excluded.minimum_cores, basis = excluded.basis, revision = r.revision + 1,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by
    where r.revision = ${row.revision}
    returning 1
  `.execute(tx);
  return rows.length === 1;
}
