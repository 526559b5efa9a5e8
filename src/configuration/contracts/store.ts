/** Contracts, their lines, deliveries and papers. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { DocumentOfSoftware } from '../documents/store.ts';
import { amountOf } from './rules.ts';
import type {
  Contract,
  ContractInput,
  ContractLine,
  ContractLineInput,
  ContractQuery,
  Receipt,
} from './shapes.ts';

export type ContractRow = Omit<ContractInput, 'lines'> &
  Pick<Contract, 'id' | 'state' | 'signedOn'>;

export async function contractRow(
  cx: CommandContext,
  id: string,
  lock = sql``,
): Promise<ContractRow | undefined> {
  const { rows } = await sql<ContractRow>`
    select id, contract_no, title, supplier, purchase_method, signed_on, state, words,
      outside_plan_reason
    from configuration_contract where unit_id = ${cx.unitId} and id = ${id} ${lock}
  `.execute(cx.tx);
  return rows[0];
}

/** The row under its lock; undefined when there is none. */
export const lockContract = (cx: CommandContext, id: string) =>
  contractRow(cx, id, sql`for update`);

/** False when the number is taken by another contract. */
export async function saveContract(cx: CommandContext, row: ContractRow): Promise<boolean> {
  const now = cx.now.toISOString();
  const { rows: taken } = await sql`
    select 1 as one from configuration_contract
    where unit_id = ${cx.unitId} and contract_no = ${row.contractNo} and id <> ${row.id}
  `.execute(cx.tx);
  if (taken.length > 0) return false;
  await sql`
    insert into configuration_contract (unit_id, id, contract_no, title, supplier, purchase_method,
      signed_on, state, words, outside_plan_reason, created_at, updated_at)
    values (${cx.unitId}, ${row.id}, ${row.contractNo}, ${row.title}, ${row.supplier},
      ${row.purchaseMethod}, ${row.signedOn}, ${row.state}, ${row.words}, ${row.outsidePlanReason},
      ${now}::timestamptz, ${now}::timestamptz)
    on conflict (unit_id, id) do update set contract_no = excluded.contract_no,
      title = excluded.title, supplier = excluded.supplier,
      purchase_method = excluded.purchase_method, signed_on = excluded.signed_on,
      state = excluded.state, words = excluded.words,
      outside_plan_reason = excluded.outside_plan_reason, updated_at = excluded.updated_at
  `.execute(cx.tx);
  return true;
}

export async function replaceLines(
  cx: CommandContext,
  contractId: string,
  lines: readonly (ContractLineInput & { id: string })[],
): Promise<void> {
  await sql`delete from configuration_contract_line where unit_id = ${cx.unitId}
    and contract_id = ${contractId} and id <> all(${lines.map((line) => line.id)}::uuid[])`.execute(
    cx.tx,
  );
  const json = JSON.stringify(
    lines.map((line, at) => ({ ...line, lineNo: at + 1, amountFen: amountOf(line) })),
  );
  await sql`
    insert into configuration_contract_line (unit_id, contract_id, id, line_no, kind, software_name,
      software_version, publisher, category, origin, product_id, license_type, quantity, perpetual,
      usage_years, usable_versions, unit_price_fen, amount_fen, compatibility, after_sales,
      plan_line_id, renews_id, maintenance_end)
    select ${cx.unitId}, ${contractId}, r.id, r."lineNo", r.kind, r."softwareName",
      r."softwareVersion", r.publisher, r.category, r.origin, r."productId", r."licenseType",
      r.quantity, r.perpetual, r."usageYears", r."usableVersions", r."unitPriceFen", r."amountFen",
      r.compatibility, r."afterSales", r."planLineId", r."renewsId", r."maintenanceEnd"
    from jsonb_to_recordset(${json}::jsonb) as r (id uuid, "lineNo" integer, kind text,
      "softwareName" text, "softwareVersion" text, publisher text, category text, origin text,
      "productId" text, "licenseType" text, quantity integer, perpetual boolean,
      "usageYears" integer, "usableVersions" text, "unitPriceFen" bigint, "amountFen" bigint,
      compatibility text, "afterSales" text, "planLineId" uuid, "renewsId" uuid,
      "maintenanceEnd" date)
    on conflict (unit_id, contract_id, id) do update set line_no = excluded.line_no,
      kind = excluded.kind, software_name = excluded.software_name,
      software_version = excluded.software_version, publisher = excluded.publisher,
      category = excluded.category, origin = excluded.origin, product_id = excluded.product_id,
      license_type = excluded.license_type, quantity = excluded.quantity,
      perpetual = excluded.perpetual, usage_years = excluded.usage_years,
      usable_versions = excluded.usable_versions, unit_price_fen = excluded.unit_price_fen,
      amount_fen = excluded.amount_fen, compatibility = excluded.compatibility,
      after_sales = excluded.after_sales, plan_line_id = excluded.plan_line_id,
      renews_id = excluded.renews_id, maintenance_end = excluded.maintenance_end
  `.execute(cx.tx);
}

export type LineRow = Omit<ContractLine, 'complete'> & { deliveries: number };

export async function linesOf(tx: Tx, unitId: string, contractId: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`
    select l.id, l.kind, l.software_name, l.software_version, l.publisher, l.category, l.origin,
      l.product_id, l.license_type, l.quantity, l.perpetual, l.usage_years, l.usable_versions,
      l.unit_price_fen, l.amount_fen, l.compatibility, l.after_sales, l.plan_line_id, l.renews_id,
      l.maintenance_end, n.plan_no, n.id as plan_id, s.software_no as renews_no,
      g.received, g.deliveries
    from configuration_contract_line l
    cross join lateral (select coalesce(sum(r.quantity), 0)::int as received, count(*)::int as deliveries
      from configuration_receipt_line r where r.unit_id = l.unit_id
        and r.contract_id = l.contract_id and r.contract_line_id = l.id) g
    left join configuration_purchase_line p on p.unit_id = l.unit_id and p.id = l.plan_line_id
    left join configuration_purchase_plan n on n.unit_id = p.unit_id and n.id = p.plan_id
    left join configuration_software s on s.unit_id = l.unit_id and s.id = l.renews_id
    where l.unit_id = ${unitId} and l.contract_id = ${contractId} order by l.line_no
  `.execute(tx);
  return rows;
}

export async function receiptsOf(tx: Tx, unitId: string, contractId: string): Promise<Receipt[]> {
  const { rows } = await sql<Receipt>`
    select r.id, r.received_on, r.received_by, r.words,
      jsonb_agg(jsonb_build_object('contractLineId', l.contract_line_id, 'softwareName',
        c.software_name, 'quantity', l.quantity, 'amountFen', l.amount_fen, 'softwareId', s.id,
        'softwareNo', s.software_no) order by c.line_no) as lines
    from configuration_receipt r
    join configuration_receipt_line l on l.unit_id = r.unit_id and l.contract_id = r.contract_id
      and l.receipt_id = r.id
    join configuration_contract_line c on c.unit_id = l.unit_id and c.contract_id = l.contract_id
      and c.id = l.contract_line_id
    join configuration_software s on s.unit_id = l.unit_id and s.id = l.software_id
    where r.unit_id = ${unitId} and r.contract_id = ${contractId}
    group by r.id, r.received_on, r.received_by, r.words, r.created_at order by r.created_at
  `.execute(tx);
  return rows;
}

export async function receiptByKey(cx: CommandContext, key: string): Promise<string | undefined> {
  const { rows } = await sql<{ contractId: string }>`
    select contract_id from configuration_receipt where unit_id = ${cx.unitId} and request_key = ${key}
  `.execute(cx.tx);
  return rows[0]?.contractId;
}

export async function insertReceipt(
  cx: CommandContext,
  receipt: {
    id: string;
    contractId: string;
    requestKey: string;
    receivedOn: string;
    words: string;
    lines: readonly {
      contractLineId: string;
      quantity: number | null;
      amountFen: number;
      softwareId: string;
    }[];
  },
): Promise<void> {
  await sql`
    insert into configuration_receipt (unit_id, contract_id, id, request_key, received_on, received_by,
      words, created_at)
    values (${cx.unitId}, ${receipt.contractId}, ${receipt.id}, ${receipt.requestKey},
      ${receipt.receivedOn}, ${cx.actor.name}, ${receipt.words}, ${cx.now.toISOString()}::timestamptz)
  `.execute(cx.tx);
  await sql`
    insert into configuration_receipt_line (unit_id, contract_id, receipt_id, contract_line_id,
      quantity, amount_fen, software_id)
    select ${cx.unitId}, ${receipt.contractId}, ${receipt.id}, r."contractLineId", r.quantity,
      r."amountFen", r."softwareId"
    from jsonb_to_recordset(${JSON.stringify(receipt.lines)}::jsonb) as r ("contractLineId" uuid,
      quantity integer, "amountFen" bigint, "softwareId" uuid)
  `.execute(cx.tx);
}

type Tables = { configurationContract: ContractRow & { unitId: string } };

export async function pageOfContracts(
  cx: CommandContext,
  query: ContractQuery & { id?: string },
): Promise<Page<Contract>> {
  let select = tables<Tables>(cx.tx)
    .selectFrom('configurationContract as c')
    .where('c.unitId', '=', cx.unitId);
  if (query.id) select = select.where('c.id', '=', query.id);
  if (query.state) select = select.where('c.state', '=', query.state);
  if (query.year) {
    select = select.where(sql<boolean>`extract(year from c.signed_on) = ${query.year}`);
  }
  if (query.q) {
    const like = likeAnywhere(query.q);
    select = select.where(
      sql<boolean>`(c.contract_no ilike ${like} or c.title ilike ${like} or c.supplier ilike ${like}
        or exists (select from configuration_contract_line l where l.unit_id = c.unit_id
          and l.contract_id = c.id and l.software_name ilike ${like}))`,
    );
  }
  const lines = sql`configuration_contract_line l where l.unit_id = c.unit_id and l.contract_id = c.id`;
  return keyset(
    select
      .select(['c.id', 'c.contractNo', 'c.title', 'c.supplier', 'c.purchaseMethod'])
      .select(['c.signedOn', 'c.state'])
      .select([
        sql<number>`(select coalesce(sum(l.amount_fen), 0)::bigint from ${lines})`.as('amountFen'),
        sql<number>`(select count(*)::int from ${lines})`.as('lines'),
        sql<number>`(select count(*)::int from ${lines} and l.plan_line_id is null)`.as(
          'outsidePlan',
        ),
      ]),
    {
      sort: query.sort,
      defaultSort: '-signedOn',
      columns: {
        signedOn: { expression: sql`coalesce(c.signed_on, '9999-12-31')`, type: 'date' },
        contractNo: { expression: sql`c.contract_no`, type: 'text' },
      },
      id: sql`c.id`,
      cursor: query.cursor,
      limit: query.limit,
    },
  );
}

export async function documentsOfContract(
  tx: Tx,
  unitId: string,
  contractId: string,
  /** Of one delivery; null = of the contract as a whole; left out = all. */
  receiptId?: string | null,
): Promise<Omit<DocumentOfSoftware, 'softwareId'>[]> {
  const { rows } = await sql<Omit<DocumentOfSoftware, 'softwareId'>>`
    select id, kind, title, file_id, file_name, file_size, created_at, created_by
    from configuration_contract_document where unit_id = ${unitId} and contract_id = ${contractId}
      and (${receiptId === undefined} or receipt_id is not distinct from ${receiptId ?? null}::uuid)
    order by created_at, id
  `.execute(tx);
  return rows;
}

export async function insertContractDocument(
  cx: CommandContext,
  contractId: string,
  one: Omit<DocumentOfSoftware, 'softwareId'> & { receiptId: string | null },
): Promise<void> {
  await sql`
    insert into configuration_contract_document (unit_id, contract_id, id, receipt_id, kind, title,
      file_id, file_name, file_size, created_at, created_by)
    values (${cx.unitId}, ${contractId}, ${one.id}, ${one.receiptId}, ${one.kind}, ${one.title},
      ${one.fileId}, ${one.fileName}, ${one.fileSize}, ${one.createdAt}::timestamptz, ${one.createdBy})
  `.execute(cx.tx);
}

export async function deleteContractDocument(
  cx: CommandContext,
  contractId: string,
  id: string,
): Promise<void> {
  await sql`delete from configuration_contract_document where unit_id = ${cx.unitId}
    and contract_id = ${contractId} and id = ${id}`.execute(cx.tx);
}
