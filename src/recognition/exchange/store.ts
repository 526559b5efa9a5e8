/** Batches of rules taken over from other units. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import type { OwnProduct } from '../entries/shapes.ts';
import type { Outcome, RuleImport } from './shapes.ts';

export type MadeProduct = OwnProduct & { id: string };
export type StoredImport = RuleImport & {
  replaced: [string, string][];
  products: MadeProduct[];
};

const COLUMNS = sql`id, from_code, from_name, exported_at, on_conflict, counts, created_at, created_by,
  taken_back_at, taken_back_by, outcome`;
const MOST_LISTED = 100;

export async function unitName(tx: Tx, unitId: string): Promise<{ code: string; name: string }> {
  const { rows } = await sql<{ code: string; name: string }>`
    select code, name from organisation_unit where id = ${unitId}`.execute(tx);
  return rows[0]!;
}

export async function insertImport(
  tx: Tx,
  unitId: string,
  given: Omit<StoredImport, 'takenBackAt' | 'takenBackBy' | 'outcome'>,
): Promise<void> {
  await sql`
    insert into recognition_rule_import (unit_id, id, from_code, from_name, exported_at, on_conflict, counts,
      replaced, products, created_at, created_by)
    values (${unitId}, ${given.id}, ${given.fromCode}, ${given.fromName}, ${given.exportedAt}::timestamptz,
      ${given.onConflict}, ${JSON.stringify(given.counts)}::jsonb, ${JSON.stringify(given.replaced)}::jsonb,
      ${JSON.stringify(given.products)}::jsonb, ${given.createdAt}::timestamptz, ${given.createdBy})
  `.execute(tx);
}

export async function listImports(tx: Tx, unitId: string): Promise<RuleImport[]> {
  const { rows } = await sql<RuleImport>`select ${COLUMNS} from recognition_rule_import
    where unit_id = ${unitId} order by created_at desc, id desc limit ${MOST_LISTED}`.execute(tx);
  return rows;
}

export async function lockImport(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`
    select ${COLUMNS}, replaced, products from recognition_rule_import
    where unit_id = ${unitId} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function saveTakenBack(
  tx: Tx,
  unitId: string,
  id: string,
  by: { at: string; name: string },
  outcome: Outcome,
): Promise<void> {
  await sql`update recognition_rule_import set taken_back_at = ${by.at}::timestamptz, taken_back_by = ${by.name},
    outcome = ${JSON.stringify(outcome)}::jsonb where unit_id = ${unitId} and id = ${id}`.execute(
    tx,
  );
}
