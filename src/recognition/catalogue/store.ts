/** The catalogue as tables: searched and joined there, matched from memory. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';
import { likeAnywhere } from '../../platform/db/page.ts';
import type { Product } from '../shapes.ts';
import type { CatalogueProduct } from './rules.ts';

export async function loadedVersion(tx: Tx): Promise<string | undefined> {
  const result = await sql<{ version: string }>`
    select version from recognition_catalogue_version order by loaded_at desc, version limit 1`.execute(
    tx,
  );
  return result.rows[0]?.version;
}

/** Puts the catalogue into the tables in one statement; products it no longer has are kept, marked as gone. */
export async function replaceProducts(
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
  await sql`update recognition_product set active = false where active`.execute(tx);
  await sql`
    insert into recognition_product (id, name, name_zh, publisher, kind, category, general, free_scope, risk,
      licence, note, source, search)
    select r.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id text, name text, name_zh text,
      publisher text, kind text, category text, general text, free_scope text, risk text, licence text, note text,
      source text, search text)
    on conflict (id) do update set name = excluded.name, name_zh = excluded.name_zh,
      publisher = excluded.publisher, kind = excluded.kind, category = excluded.category,
      general = excluded.general, free_scope = excluded.free_scope, risk = excluded.risk,
      licence = excluded.licence, note = excluded.note, source = excluded.source, search = excluded.search,
      active = true
  `.execute(tx);
  await sql`
    insert into recognition_catalogue_version (version, loaded_at, products)
    values (${version}, clock_timestamp(), ${products.length})
    on conflict (version) do update set loaded_at = excluded.loaded_at`.execute(tx);
}

const CATALOGUE = sql`id, name, name_zh, publisher, kind, category, general, free_scope, risk, licence, note, source,
  false as unit_owned, search, active`;
const OWN = sql`id, name, '' as name_zh, publisher, kind, category, general, free_scope, null as risk, '' as licence,
  note, created_by as source, true as unit_owned, search, true as active`;

/** Names outside the catalogue, as the unit's matches have them; found by the index on products. */
const provisional = (unitId: string) => sql`
  select m.product_id as id, min(m.product_name) as name, '' as name_zh, min(m.publisher) as publisher,
    min(m.kind) as kind, min(m.category) as category, min(m.general) as general,
    null as free_scope, null as risk,
    '' as licence, '' as note, '' as source, false as unit_owned,
    lower(min(m.product_name) || ' ' || min(m.publisher)) as search, true as active
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
      ${query.own ? sql`` : sql`select ${CATALOGUE} from recognition_product union all`}
      select ${OWN} from recognition_unit_product where unit_id = ${unitId}
      ${start && !query.own ? sql`union all ${provisional(unitId)} group by m.product_id` : sql``}
    ) p
    where active
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

export async function productsByIds(
  tx: Tx,
  unitId: string,
  ids: readonly string[],
): Promise<Product[]> {
  if (ids.length === 0) return [];
  const result = await sql<Product>`
    select id, name, name_zh, publisher, kind, category, general, free_scope, risk, licence, note, source, unit_owned
    from (
      select ${CATALOGUE} from recognition_product
      union all select ${OWN} from recognition_unit_product where unit_id = ${unitId}
      union all ${provisional(unitId)} and m.product_id = any(${[...ids]}::text[]) group by m.product_id
    ) p where id = any(${[...ids]}::text[])
  `.execute(tx);
  return result.rows;
}
