/** A unit's own rules and products. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { unitVersion } from '../catalogue/store.ts';
import type { OwnProduct } from '../entries/shapes.ts';
import type { Product } from '../shapes.ts';
import type { ActiveRule, RuleQuery, UnitRule } from './shapes.ts';

const COLUMNS = sql`r.id, r.batch_id, r.pattern_kind, r.pattern, r.publisher, r.product_id, r.note, r.created_at,
  r.created_by, r.revoked_at, r.revoked_by`;

export async function activeRules(tx: Tx, unitId: string): Promise<ActiveRule[]> {
  const result = await sql<ActiveRule>`
    select id, pattern_kind, pattern, publisher, product_id from recognition_unit_rule
    where unit_id = ${unitId} and revoked_at is null`.execute(tx);
  return result.rows;
}

/** `all`: also the retired ones, for a rule that names one still holds. */
export async function ownProducts(
  tx: Tx,
  unitId: string,
  which: 'all' | 'offered' = 'all',
): Promise<Product[]> {
  const result = await sql<Product>`
    select id, name, '' as name_zh, publisher, kind, category, general, free_scope, null as risk, '' as licence, note,
      created_by as source, true as unit_owned
    from recognition_unit_product where unit_id = ${unitId}
      ${which === 'offered' ? sql`and retired_at is null` : sql``}
    order by created_at, id`.execute(tx);
  return result.rows;
}

export type NewRule = ActiveRule & { batchId: string; note: string };

/** Adds rules; one that already holds for the same pattern is taken back in favour of the new one. */
export async function insertRules(
  tx: Tx,
  unitId: string,
  rules: readonly NewRule[],
  by: { at: string; name: string },
): Promise<void> {
  const rows = JSON.stringify(
    rules.map((rule) => ({
      id: rule.id,
      batch_id: rule.batchId,
      pattern_kind: rule.patternKind,
      pattern: rule.pattern,
      publisher: rule.publisher,
      product_id: rule.productId,
      note: rule.note,
    })),
  );
  await sql`
    update recognition_unit_rule r set revoked_at = ${by.at}::timestamptz, revoked_by = ${by.name}
    from jsonb_to_recordset(${rows}::jsonb) as n (pattern_kind text, pattern text, publisher text)
    where r.unit_id = ${unitId} and r.revoked_at is null and r.pattern_kind = n.pattern_kind
      and r.pattern = n.pattern and r.publisher = n.publisher`.execute(tx);
  await sql`
    insert into recognition_unit_rule (unit_id, id, batch_id, pattern_kind, pattern, publisher, product_id, note,
      created_at, created_by)
    select ${unitId}::uuid, n.*, ${by.at}::timestamptz, ${by.name}
    from jsonb_to_recordset(${rows}::jsonb) as n (id uuid, batch_id uuid, pattern_kind text, pattern text,
      publisher text, product_id text, note text)`.execute(tx);
}

/** Takes rules back and returns them as they were. */
export async function revokeRules(
  tx: Tx,
  unitId: string,
  which: { ids: readonly string[] } | { batchId: string },
  by: { at: string; name: string },
): Promise<UnitRule[]> {
  const chosen =
    'ids' in which
      ? sql`r.id = any(${[...which.ids]}::uuid[])`
      : sql`r.batch_id = ${which.batchId}::uuid`;
  const result = await sql<UnitRule>`
    update recognition_unit_rule r set revoked_at = ${by.at}::timestamptz, revoked_by = ${by.name}
    where r.unit_id = ${unitId} and r.revoked_at is null and ${chosen} returning ${COLUMNS}`.execute(
    tx,
  );
  return result.rows;
}

/** Lets a taken-back rule hold again; undefined when there is none, or it holds already. */
export async function restoreRule(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<UnitRule | undefined> {
  const result = await sql<UnitRule>`
    update recognition_unit_rule r set revoked_at = null, revoked_by = null
    where r.unit_id = ${unitId} and r.id = ${id}::uuid and r.revoked_at is not null
    returning ${COLUMNS}`.execute(tx);
  return result.rows[0];
}

export type RuleWithProduct = UnitRule & { productName: string | null; entries: number };

export async function listRules(
  tx: Tx,
  unitId: string,
  query: RuleQuery,
  like: string | undefined,
  after: { at: string; id: string } | undefined,
): Promise<RuleWithProduct[]> {
  const result = await sql<RuleWithProduct>`
    select ${COLUMNS}, coalesce(u.name, nullif(p.name_zh, ''), p.name) as product_name,
      (select count(*)::int from recognition_match m where m.unit_id = r.unit_id
        and m.rule_source = 'unitRule' and m.rule = r.id::text) as entries
    from recognition_unit_rule r
      left join recognition_unit_product u on u.unit_id = r.unit_id and u.id = r.product_id
      left join lateral (
        select name, name_zh from recognition_product where id = r.product_id
        order by version = ${unitVersion(unitId)} desc limit 1) p on true
    where r.unit_id = ${unitId}
      and ${query.show === 'active' ? sql`r.revoked_at is null` : sql`r.revoked_at is not null`}
      ${like ? sql`and (r.pattern ilike ${like} or u.name ilike ${like} or p.name ilike ${like} or p.name_zh ilike ${like})` : sql``}
      ${after ? sql`and (r.created_at, r.id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by r.created_at desc, r.id desc limit ${query.limit + 1}`.execute(tx);
  return result.rows;
}

export async function ruleById(tx: Tx, unitId: string, id: string): Promise<UnitRule | undefined> {
  const result = await sql<UnitRule>`select ${COLUMNS} from recognition_unit_rule r
    where r.unit_id = ${unitId} and r.id = ${id}::uuid`.execute(tx);
  return result.rows[0];
}

export async function insertProducts(
  tx: Tx,
  unitId: string,
  products: readonly (OwnProduct & { id: string })[],
  by: { at: string; name: string },
): Promise<void> {
  const rows = products.map((product) => ({
    id: product.id,
    name: product.name,
    publisher: product.publisher,
    kind: product.kind,
    category: product.category,
    general: product.general,
    free_scope: product.freeScope,
    note: product.note,
    search: searchText(product),
  }));
  await sql`
    insert into recognition_unit_product (unit_id, id, name, publisher, kind, category, general, free_scope, note,
      search, created_at, created_by)
    select ${unitId}::uuid, n.*, ${by.at}::timestamptz, ${by.name}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id text, name text, publisher text, kind text,
      category text, general text, free_scope text, note text, search text)`.execute(tx);
}

function searchText(product: OwnProduct): string {
  return `${product.name} ${product.publisher}`.normalize('NFKC').toLowerCase();
}

/** False when the unit has no such product. */
export async function updateProduct(
  tx: Tx,
  unitId: string,
  id: string,
  product: OwnProduct,
): Promise<boolean> {
  const result = await sql`
    update recognition_unit_product set name = ${product.name}, publisher = ${product.publisher},
      kind = ${product.kind}, category = ${product.category}, general = ${product.general},
      free_scope = ${product.freeScope}, note = ${product.note}, search = ${searchText(product)}
    where unit_id = ${unitId} and id = ${id}`.execute(tx);
  return Number(result.numAffectedRows) > 0;
}

/** Several at once; for rules over whose names no other rule holds. */
export async function restoreRules(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<number> {
  const result = await sql`
    update recognition_unit_rule set revoked_at = null, revoked_by = null
    where unit_id = ${unitId} and id = any(${[...ids]}::uuid[]) and revoked_at is not null`.execute(
    tx,
  );
  return Number(result.numAffectedRows);
}

/** Products of these that no active rule names; retired, they are offered to nobody. Returns their ids. */
export async function retireUnused(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
  at: string,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update recognition_unit_product p set retired_at = ${at}::timestamptz
    where p.unit_id = ${unitId} and p.id = any(${[...ids]}::text[]) and p.retired_at is null
      and not exists (select 1 from recognition_unit_rule r
        where r.unit_id = p.unit_id and r.product_id = p.id and r.revoked_at is null)
    returning p.id`.execute(tx);
  return rows.map(({ id }) => id);
}

/** Rules with what people see of them, oldest first. */
export async function rulesOf(
  tx: Tx,
  unitId: string,
  which: 'active' | { ids: readonly string[] } | { batchId: string },
): Promise<UnitRule[]> {
  const chosen =
    which === 'active'
      ? sql`r.revoked_at is null`
      : 'ids' in which
        ? sql`r.id = any(${[...which.ids]}::uuid[])`
        : sql`r.batch_id = ${which.batchId}::uuid`;
  const { rows } = await sql<UnitRule>`select ${COLUMNS} from recognition_unit_rule r
    where r.unit_id = ${unitId} and ${chosen} order by r.created_at, r.id`.execute(tx);
  return rows;
}
