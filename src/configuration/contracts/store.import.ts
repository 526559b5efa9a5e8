/** Many contracts at once: for the import, for taking one back, and for the export with lines. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { amountOf } from './rules.ts';
import type { ContractLineInput } from './shapes.ts';
import type { ContractRow } from './store.ts';

export type LinedContract = ContractRow & {
  lines: (ContractLineInput & { id: string; amountFen: number; renewsNo: string | null })[];
};

export async function contractsWith(
  tx: Tx,
  unitId: string,
  asked: { numbers?: readonly string[]; ids?: readonly string[]; lock?: boolean },
): Promise<LinedContract[]> {
  const { numbers = [], ids = [] } = asked;
  const { rows } = await sql<ContractRow>`
    select id, contract_no, title, supplier, purchase_method, signed_on, state, words,
      outside_plan_reason
    from configuration_contract where unit_id = ${unitId}
      and (contract_no = any(${[...numbers]}::text[]) or id = any(${[...ids]}::uuid[]))
    ${asked.lock ? sql`for update` : sql``}`.execute(tx);
  const lines = await linesOfMany(
    tx,
    unitId,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, lines: lines.get(row.id) ?? [] }));
}

export async function linesOfMany(
  tx: Tx,
  unitId: string,
  contractIds: readonly string[],
): Promise<Map<string, LinedContract['lines']>> {
  const { rows } = await sql<LinedContract['lines'][number] & { contractId: string }>`
    select l.contract_id, l.id, l.kind, l.software_name, l.software_version, l.publisher,
      l.category, l.origin, l.product_id, l.license_type, l.quantity, l.perpetual, l.usage_years,
      l.usable_versions, l.unit_price_fen, l.amount_fen, l.compatibility, l.after_sales,
      l.plan_line_id, l.renews_id, l.maintenance_end, s.software_no as renews_no
    from configuration_contract_line l
    left join configuration_software s on s.unit_id = l.unit_id and s.id = l.renews_id
    where l.unit_id = ${unitId} and l.contract_id = any(${[...contractIds]}::uuid[])
    order by l.contract_id, l.line_no`.execute(tx);
  return Map.groupBy(rows, (row) => row.contractId);
}

/** Writes heads and all lines anew; who changes lines keeps their ids where they stay. */
export async function saveContracts(
  cx: CommandContext,
  contracts: readonly (ContractRow & { lines: (ContractLineInput & { id: string })[] })[],
): Promise<void> {
  if (contracts.length === 0) return;
  const now = cx.now.toISOString();
  const heads = contracts.map(({ lines: _, ...head }) => head);
  await sql`
    insert into configuration_contract (unit_id, id, contract_no, title, supplier, purchase_method,
      signed_on, state, words, outside_plan_reason, created_at, updated_at)
    select ${cx.unitId}, r.id, r."contractNo", r.title, r.supplier, r."purchaseMethod",
      r."signedOn", r.state, r.words, r."outsidePlanReason", ${now}::timestamptz,
      ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(heads)}::jsonb) as r (id uuid, "contractNo" text,
      title text, supplier text, "purchaseMethod" text, "signedOn" date, state text, words text,
      "outsidePlanReason" text)
    on conflict (unit_id, id) do update set title = excluded.title, supplier = excluded.supplier,
      purchase_method = excluded.purchase_method, signed_on = excluded.signed_on,
      state = excluded.state, words = excluded.words,
      outside_plan_reason = excluded.outside_plan_reason, updated_at = excluded.updated_at
  `.execute(cx.tx);
  await deleteLines(
    cx,
    contracts.map((contract) => contract.id),
  );
  await insertLines(cx, contracts);
}

async function insertLines(
  cx: CommandContext,
  contracts: readonly { id: string; lines: (ContractLineInput & { id: string })[] }[],
): Promise<void> {
  const lines = contracts.flatMap((contract) =>
    contract.lines.map((line, at) => ({
      ...line,
      contractId: contract.id,
      lineNo: at + 1,
      amountFen: amountOf(line),
    })),
  );
  await sql`
    insert into configuration_contract_line (unit_id, contract_id, id, line_no, kind, software_name,
      software_version, publisher, category, origin, product_id, license_type, quantity, perpetual,
      usage_years, usable_versions, unit_price_fen, amount_fen, compatibility, after_sales,
      plan_line_id, renews_id, maintenance_end)
    select ${cx.unitId}, r."contractId", r.id, r."lineNo", r.kind, r."softwareName",
      r."softwareVersion", r.publisher, r.category, r.origin, r."productId", r."licenseType",
      r.quantity, r.perpetual, r."usageYears", r."usableVersions", r."unitPriceFen", r."amountFen",
      r.compatibility, r."afterSales", r."planLineId", r."renewsId", r."maintenanceEnd"
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r ("contractId" uuid, id uuid,
      "lineNo" integer, kind text, "softwareName" text, "softwareVersion" text, publisher text,
      category text, origin text, "productId" text, "licenseType" text, quantity integer,
      perpetual boolean, "usageYears" integer, "usableVersions" text, "unitPriceFen" bigint,
      "amountFen" bigint, compatibility text, "afterSales" text, "planLineId" uuid,
      "renewsId" uuid, "maintenanceEnd" date)`.execute(cx.tx);
}

async function deleteLines(cx: CommandContext, ids: readonly string[]): Promise<void> {
  await sql`delete from configuration_contract_line
    where unit_id = ${cx.unitId} and contract_id = any(${[...ids]}::uuid[])`.execute(cx.tx);
}

/** Of an import that is taken back: nothing was delivered and no paper attached. */
export async function deleteContracts(cx: CommandContext, ids: readonly string[]): Promise<void> {
  await deleteLines(cx, ids);
  await sql`delete from configuration_contract
    where unit_id = ${cx.unitId} and id = any(${[...ids]}::uuid[])`.execute(cx.tx);
}
