/** Single computers and installs behind the rates of a day, for whoever explains how a rate changed. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { Pair, Uncovered } from './rules.ts';
import type { GenuineRate } from './shapes.ts';
import { GENERAL, judgedComputers, type RateSources } from './store.ts';

/** A computer in use with the category installed; `genuine` as D13 counts it. */
export type JudgedComputer = {
  category: GenuineRate['category'];
  deviceId: string;
  genuine: boolean;
};

export async function judgedRows(
  tx: Tx,
  unitId: string,
  sources: RateSources,
  covered: readonly Pair[],
): Promise<JudgedComputer[]> {
  const { rows } = await sql<JudgedComputer>`
    ${judgedComputers(unitId, sources, covered)}
    select category, device_id, genuine from judged`.execute(tx);
  return rows;
}

export type JudgedInstall = Pair & {
  deviceId: string;
  category: GenuineRate['category'];
  entryNo: number;
  installedOn: string;
  /** null = covered. */
  why: Uncovered | null;
};

/** Open installs of the three categories on these computers, each with what keeps it from being covered. */
export async function judgedInstalls(
  tx: Tx,
  unitId: string,
  { installs }: RateSources,
  uncovered: readonly (Pair & { why: Uncovered })[],
  deviceIds: readonly string[],
): Promise<JudgedInstall[]> {
  const { rows } = await sql<JudgedInstall>`
    select r.*, case when u.why is not null then u.why when not r.within then 'quantity'
      when r.software_type = 'oem' and jsonb_array_length(d.oem_evidence) = 0 then 'oemEvidence'
      end as why
    from (
      select o.device_id, o.software_id, o.version, o.entry_no, o.installed_on, s.category,
        s.software_type, s.license_quantity is null or row_number() over (
          partition by o.software_id order by o.installed_on, o.entry_no) <= s.license_quantity
          as within
      from (${installs}) o
      join configuration_software s on s.unit_id = ${unitId} and s.id = o.software_id
      where s.category = any(${[...GENERAL]}::text[])
    ) r
    join ledgers_device d on d.unit_id = ${unitId} and d.id = r.device_id
    left join unnest(${uncovered.map((pair) => pair.softwareId)}::uuid[],
      ${uncovered.map((pair) => pair.version)}::text[], ${uncovered.map((pair) => pair.why)}::text[])
      as u (software_id, version, why) on u.software_id = r.software_id and u.version = r.version
    where r.device_id = any(${[...deviceIds]}::uuid[])
    order by r.device_id, r.installed_on, r.entry_no`.execute(tx);
  return rows;
}
