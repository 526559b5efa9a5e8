/** The catalogue as tables: searched and joined there, matched from memory. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import type { Product } from '../shapes.ts';
import type { CatalogueProduct } from './rules.ts';

/** The version in force for the unit; for one that has no matches yet, the one the program came with last. */
export const unitVersion = (unitId: string) => sql`coalesce(
  (select s.catalogue_version from recognition_state s where s.unit_id = ${unitId}),
  (select v.version from recognition_catalogue_version v where v.shipped_at is not null
    order by v.shipped_at desc, v.number desc limit 1))`;

/** Puts a version's products into the tables, once. */
export async function insertCatalogueProducts(
  tx: Tx,
  version: string,
  products: readonly CatalogueProduct[],
): Promise<void> {
  const rows = products.map((product) => ({
    id: product.id,
    name: product.name,
    name_zh: product.nameZh,
    publisher: product.publisher,
    kind: product.kind,
    category: product.category,
    general: product.general,
    free_scope: product.freeScope,
    risk: product.risk,
    licence: product.licence,
    note: product.note,
    source: product.source,
    search: [product.name, product.nameZh, product.publisher, ...product.aliases]
      .join(' ')
      .toLowerCase(),
  }));
  await sql`
    insert into recognition_product (version, id, name, name_zh, publisher, kind, category, general, free_scope,
      risk, licence, note, source, search)
    select ${version}, r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, name text,
      name_zh text, publisher text, kind text, category text, general text, free_scope text, risk text, licence text,
      note text, source text, search text)
    on conflict do nothing`.execute(tx);
}

export async function hasProducts(tx: Tx, version: string): Promise<boolean> {
  const result =
    await sql`select 1 from recognition_product where version = ${version} limit 1`.execute(tx);
  return result.rows.length > 0;
}

const CATALOGUE = sql`id, name, name_zh, publisher, kind, category, general, free_scope, risk, licence, note, source,
  false as unit_owned, search`;
const OWN = sql`id, name, '' as name_zh, publisher, kind, category, general, free_scope, null as risk, '' as licence,
  note, created_by as source, true as unit_owned, search`;

/** Names outside the catalogue, as the unit's matches have them; found by the index on products. */
const provisional = (unitId: string) => sql`
  select m.product_id as id, min(m.product_name) as name, '' as name_zh, min(m.publisher) as publisher,
    min(m.kind) as kind, min(m.category) as category, min(m.general) as general,
    null as free_scope, null as risk,
    '' as licence, '' as note, '' as source, false as unit_owned,
    lower(min(m.product_name) || ' ' || min(m.publisher)) as search
  from recognition_match m
  where m.unit_id = ${unitId} and m.product_id >= 'p-' and m.product_id < 'p.'`;

export type ProductSearch = {
  text?: string | undefined;
  kind?: string | undefined;
  category?: string | undefined;
  /** Only the unit's own products. */
  own?: boolean | undefined;
  limit: number;
  offset: number;
};

/** The catalogue and the unit's own products; names that begin with the text come first, then shorter names. */
export async function findProducts(
  tx: Tx,
  unitId: string,
  query: ProductSearch,
): Promise<Product[]> {
  const words = (query.text ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 8);
  const start = words.join(' ');
  const result = await sql<Product>`
    select id, name, name_zh, publisher, kind, category, general, free_scope, risk, licence, note, source, unit_owned
    from (
      ${query.own ? sql`` : sql`select ${CATALOGUE} from recognition_product where version = ${unitVersion(unitId)} union all`}
      select ${OWN} from recognition_unit_product where unit_id = ${unitId} and retired_at is null
      ${start && !query.own ? sql`union all ${provisional(unitId)} group by m.product_id` : sql``}
    ) p
    where true
      ${query.kind ? sql`and kind = ${query.kind}` : sql``}
      ${query.category ? sql`and category = ${query.category}` : sql``}
      ${sql.join(
        words.map((word) => sql`and search like ${likeAnywhere(word)}`),
        sql` `,
      )}
    order by unit_owned desc, source like 'hand%' desc,
      starts_with(lower(name), ${start}) or starts_with(lower(name_zh), ${start}) desc,
      length(name), name, id
    limit ${query.limit} offset ${query.offset}
  `.execute(tx);
  return result.rows;
}

/** As the unit's version says; products it does not have stay readable as the newest that had them said. */
const knownProducts = (unitId: string, ids: readonly string[]) => sql`
  (select distinct on (p.id) ${CATALOGUE} from recognition_product p
    left join recognition_catalogue_version v using (version)
    where p.id = any(${[...ids]}::text[])
    order by p.id, p.version = ${unitVersion(unitId)} desc, v.number desc nulls last)`;

export async function productsByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Product[]> {
  if (ids.length === 0) return [];
  const result = await sql<Product>`
    select id, name, name_zh, publisher, kind, category, general, free_scope, risk, licence, note, source, unit_owned
    from (
      ${knownProducts(unitId, ids)}
      union all select ${OWN} from recognition_unit_product where unit_id = ${unitId}
      union all ${provisional(unitId)} and m.product_id = any(${[...ids]}::text[]) group by m.product_id
    ) p where id = any(${[...ids]}::text[])
  `.execute(tx);
  return result.rows;
}
