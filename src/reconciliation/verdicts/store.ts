/** Verdicts and positions in the database. A row is written only when something about it has changed. */
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Draft, Position } from './rules.device.ts';

/** Makes the stored verdicts of these computers say what the drafts say. Returns how many rows changed. */
export async function saveVerdicts(
  cx: CommandContext,
  deviceIds: readonly string[],
  drafts: readonly Draft[],
): Promise<number> {
  const now = cx.now.toISOString();
  const rows = JSON.stringify(drafts.map((draft) => ({ ...draft, id: newId() })));
  const written = await sql`
    insert into reconciliation_verdict (unit_id, id, device_id, install_key, product_key,
      product_name, publisher, edition, version, kind, category, rank, observed, recorded, beyond,
      software_id, missing, reasons, chain, due_on, judged_at)
    select ${cx.unitId}, r.id, r."deviceId", r."installKey", r."productKey", r."productName",
      r.publisher, r.edition, r.version, r.kind, r.category, r.rank, r.observed, r.recorded,
      r.beyond, r."softwareId", r.missing, r.reasons, r.chain, r."dueOn", ${now}
    from jsonb_to_recordset(${rows}::jsonb) as r (id uuid, "deviceId" uuid, "installKey" text,
      "productKey" text, "productName" text, publisher text, edition text, version text, kind text,
      category text, rank smallint, observed boolean, recorded uuid[], beyond uuid[],
      "softwareId" uuid, missing text[], reasons text[], chain jsonb, "dueOn" date)
    on conflict (unit_id, device_id, install_key) do update set
      product_key = excluded.product_key, product_name = excluded.product_name,
      publisher = excluded.publisher, edition = excluded.edition, version = excluded.version,
      kind = excluded.kind, category = excluded.category, rank = excluded.rank,
      observed = excluded.observed, recorded = excluded.recorded, beyond = excluded.beyond,
      software_id = excluded.software_id, missing = excluded.missing, reasons = excluded.reasons,
      chain = excluded.chain, due_on = excluded.due_on, judged_at = excluded.judged_at
    where (reconciliation_verdict.product_key, reconciliation_verdict.product_name,
        reconciliation_verdict.publisher, reconciliation_verdict.kind,
        reconciliation_verdict.category, reconciliation_verdict.rank,
        reconciliation_verdict.observed, reconciliation_verdict.recorded,
        reconciliation_verdict.beyond, reconciliation_verdict.software_id,
        reconciliation_verdict.missing, reconciliation_verdict.reasons,
        reconciliation_verdict.chain, reconciliation_verdict.due_on)
      is distinct from (excluded.product_key, excluded.product_name, excluded.publisher,
        excluded.kind, excluded.category, excluded.rank, excluded.observed, excluded.recorded,
        excluded.beyond, excluded.software_id, excluded.missing, excluded.reasons, excluded.chain,
        excluded.due_on)
    returning 1
  `.execute(cx.tx);
  const gone = await sql`
    delete from reconciliation_verdict v
    where v.unit_id = ${cx.unitId} and v.device_id = any(${[...deviceIds]}::uuid[])
      and not exists (select from unnest(${drafts.map((draft) => draft.deviceId)}::uuid[],
        ${drafts.map((draft) => draft.installKey)}::text[]) as k (device_id, install_key)
        where k.device_id = v.device_id and k.install_key = v.install_key)
    returning 1
  `.execute(cx.tx);
  return written.rows.length + gone.rows.length;
}

/** What these computers count for in the rates of today. */
export async function savePositions(
  cx: CommandContext,
  deviceIds: readonly string[],
  positions: readonly Position[],
): Promise<void> {
  await sql`
    insert into reconciliation_position (unit_id, device_id, category, installed, genuine, rank)
    select ${cx.unitId}, r."deviceId", r.category, r.installed, r.genuine, r.rank
    from jsonb_to_recordset(${JSON.stringify(positions)}::jsonb) as r ("deviceId" uuid,
      category text, installed boolean, genuine boolean, rank smallint)
    on conflict (unit_id, device_id, category) do update set installed = excluded.installed,
      genuine = excluded.genuine, rank = excluded.rank
    where (reconciliation_position.installed, reconciliation_position.genuine,
        reconciliation_position.rank)
      is distinct from (excluded.installed, excluded.genuine, excluded.rank)
  `.execute(cx.tx);
  await sql`
    delete from reconciliation_position p
    where p.unit_id = ${cx.unitId} and p.device_id = any(${[...deviceIds]}::uuid[])
      and not exists (select from unnest(${positions.map((one) => one.deviceId)}::uuid[],
        ${positions.map((one) => one.category)}::text[]) as k (device_id, category)
        where k.device_id = p.device_id and k.category = p.category)
  `.execute(cx.tx);
}
