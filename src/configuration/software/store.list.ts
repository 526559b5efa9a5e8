/** The list of software numbers: filters, search, order, pages. */
import { sql } from 'kysely';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { SoftwareQuery } from './shapes.api.ts';
import type { Software } from './shapes.ts';
import { type ConfigurationTables, softwareOf } from './store.rows.ts';

export type ListedSoftware = Software & { serialCount: number; documentCount: number };

const db = (tx: Tx) => tables<ConfigurationTables>(tx);

function filtered(tx: Tx, unitId: string, query: SoftwareQuery) {
  let select = db(tx).selectFrom('configurationSoftware as s').where('s.unitId', '=', unitId);
  if (query.type) select = select.where('s.softwareType', '=', query.type);
  if (query.status) select = select.where('s.status', '=', query.status);
  if (query.category) select = select.where('s.category', '=', query.category);
  if (query.licenseType) select = select.where('s.licenseType', '=', query.licenseType);
  if (query.acquisitionMethod) {
    select = select.where('s.acquisitionMethod', '=', query.acquisitionMethod);
  }
  if (query.product) select = select.where('s.productId', '=', query.product);
  if (query.endsBy) {
    select = select.where('s.termEnd', '<=', query.endsBy).where('s.status', '=', 'active');
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(s.software_no ilike ${like} or s.software_name ilike ${like}
        or s.software_version ilike ${like} or s.publisher ilike ${like}
        or s.contract_no ilike ${like} or s.supplier ilike ${like} or s.former_no ilike ${like})`,
    );
  }
  return select;
}

export async function pageOfSoftware(
  tx: Tx,
  unitId: string,
  query: SoftwareQuery,
): Promise<Page<ListedSoftware>> {
  const select = filtered(tx, unitId, query);
  const { total } = await select
    .select(sql<number>`count(*)::integer`.as('total'))
    .executeTakeFirstOrThrow();
  const rows = select.selectAll('s').select([
    sql<number>`(select count(*)::integer from configuration_serial n
      where n.unit_id = s.unit_id and n.software_id = s.id)`.as('serialCount'),
    sql<number>`(select count(*)::integer from configuration_document d
      where d.unit_id = s.unit_id and d.software_id = s.id)`.as('documentCount'),
  ]);
  const found = await keyset(rows, {
    sort: query.sort,
    defaultSort: 'register',
    columns: {
      // The order of the paper: commercial, OEM, free (附件7).
      register: {
        expression: sql`concat(array_position(array['commercial', 'oem', 'free', 'selfDeveloped'],
          s.software_type), s.software_no)`,
        type: 'text',
      },
      softwareNo: { expression: sql`s.software_no`, type: 'text' },
      softwareName: { expression: sql`s.software_name collate "zh-x-icu"`, type: 'text' },
      purchaseDate: { expression: sql`coalesce(s.purchase_date, '0001-01-01')`, type: 'date' },
      purchaseAmountFen: { expression: sql`coalesce(s.purchase_amount_fen, -1)`, type: 'bigint' },
      termEnd: { expression: sql`coalesce(s.term_end, '9999-12-31')`, type: 'date' },
      registeredOn: { expression: sql`s.registered_on`, type: 'date' },
    },
    id: sql`s.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
  return { ...found, items: found.items.map(listed), total };
}

function listed(
  row: Parameters<typeof softwareOf>[0] & { serialCount: number; documentCount: number },
) {
  const { serialCount, documentCount, ...plain } = row;
  return { ...softwareOf(plain), serialCount, documentCount };
}

export async function documentCount(tx: Tx, unitId: string, softwareId: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::integer as n from configuration_document
    where unit_id = ${unitId} and software_id = ${softwareId}`.execute(tx);
  return rows[0]!.n;
}

export type AuditOfSoftware = {
  at: string;
  actorName: string;
  action: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

/** What was done with a number, newest first; the audit log keeps it. */
export async function auditOfSoftware(
  tx: Tx,
  unitId: string,
  softwareId: string,
): Promise<AuditOfSoftware[]> {
  const { rows } = await sql<AuditOfSoftware>`
    select at, actor_name, action, before, after from platform_audit
    where unit_id = ${unitId} and object_type = 'software' and object_id = ${softwareId}
    order by at desc, id desc limit 200`.execute(tx);
  return rows;
}
