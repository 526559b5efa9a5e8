/** The unit's numbering schemes and how many numbers each type has used. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { SOFTWARE_TYPES, type SoftwareType } from '../software/shapes.choices.ts';
import { DEFAULT_SCHEMES, type NumberingScheme } from './shapes.ts';

/** The counter's name; one per type, so that a type's numbers have no gap whatever the prefix was. */
export const counterName = (type: SoftwareType) => `configuration.software.${type}`;

export type Schemes = Record<SoftwareType, NumberingScheme>;

export async function schemesOf(tx: Tx, unitId: string): Promise<Schemes> {
  const { rows } = await sql<NumberingScheme & { softwareType: SoftwareType }>`
    select software_type, prefix, digits, start from configuration_numbering
    where unit_id = ${unitId}`.execute(tx);
  const schemes = { ...DEFAULT_SCHEMES };
  for (const { softwareType, prefix, digits, start } of rows) {
    schemes[softwareType] = { prefix, digits, start };
  }
  return schemes;
}

export async function issuedNumbers(tx: Tx, unitId: string): Promise<Record<SoftwareType, number>> {
  const types = Object.keys(SOFTWARE_TYPES) as SoftwareType[];
  const { rows } = await sql<{ name: string; value: number }>`
    select name, value from platform_counter
    where unit_id = ${unitId} and name = any(${types.map(counterName)}::text[])`.execute(tx);
  const values = new Map(rows.map((row) => [row.name, row.value]));
  return Object.fromEntries(
    types.map((type) => [type, values.get(counterName(type)) ?? 0]),
  ) as Record<SoftwareType, number>;
}

export async function selfDevelopedEnabled(tx: Tx, unitId: string): Promise<boolean> {
  const { rows } = await sql<{ selfDevelopedEnabled: boolean }>`
    select self_developed_enabled from configuration_setting
    where unit_id = ${unitId}`.execute(tx);
  return rows[0]?.selfDevelopedEnabled ?? false;
}

export async function saveScheme(
  tx: Tx,
  unitId: string,
  type: SoftwareType,
  scheme: NumberingScheme,
): Promise<void> {
  await sql`
    insert into configuration_numbering (unit_id, software_type, prefix, digits, start)
    values (${unitId}, ${type}, ${scheme.prefix}, ${scheme.digits}, ${scheme.start})
    on conflict (unit_id, software_type) do update
      set prefix = excluded.prefix, digits = excluded.digits, start = excluded.start`.execute(tx);
}

export async function saveSelfDeveloped(tx: Tx, unitId: string, enabled: boolean): Promise<void> {
  await sql`
    insert into configuration_setting (unit_id, self_developed_enabled)
    values (${unitId}, ${enabled})
    on conflict (unit_id) do update set self_developed_enabled = excluded.self_developed_enabled
  `.execute(tx);
}

/** Prefixes under which numbers of other types exist, whatever the scheme says today. */
export async function prefixesInUse(
  tx: Tx,
  unitId: string,
  exceptType: SoftwareType,
): Promise<string[]> {
  const { rows } = await sql<{ prefix: string }>`
    select distinct regexp_replace(software_no, '[0-9]+$', '') as prefix
    from configuration_software
    where unit_id = ${unitId} and software_type <> ${exceptType}`.execute(tx);
  return rows.map((row) => row.prefix);
}
