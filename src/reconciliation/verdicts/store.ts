/** Verdicts and positions in the database. A row is written only when something about it has changed. */
import { hash } from 'node:crypto';
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Draft, Position } from './rules.device.ts';
import { withTotals } from './store.totals.ts';

/** Makes the stored verdicts of these computers say what the drafts say. Returns how many rows changed. */
export async function saveVerdicts(
  cx: CommandContext,
  deviceIds: readonly string[],
  drafts: readonly Draft[],
): Promise<number> {
  const { rows } = await sql<{ id: string; deviceId: string; key: string; digest: string }>`
    select id, device_id, device_id || '|' || install_key as key, digest from reconciliation_verdict
    where unit_id = ${cx.unitId} and device_id = any(${[...deviceIds]}::uuid[])
  `.execute(cx.tx);
  const stored = new Map(rows.map((row) => [row.key, row]));
  const changed: (Draft & { id: string; digest: string })[] = [];
  for (const draft of drafts) {
    const key = `${draft.deviceId}|${draft.installKey}`;
    const before = stored.get(key);
    stored.delete(key);
    const digest = hash('md5', JSON.stringify(draft), 'base64url');
    if (before?.digest !== digest) changed.push({ ...draft, id: before?.id ?? newId(), digest });
  }
  const gone = [...stored.values()];
  if (changed.length + gone.length === 0) return 0;
  const touched = [...new Set([...changed, ...gone].map((row) => row.deviceId))];
  await withTotals(cx.tx, cx.unitId, touched, async () => {
    for (let from = 0; from < changed.length; from += CHUNK) {
      await write(cx, changed.slice(from, from + CHUNK));
    }
    const ids = gone.map((row) => row.id);
    await sql`delete from reconciliation_verdict
      where unit_id = ${cx.unitId} and id = any(${ids}::uuid[])`.execute(cx.tx);
  });
  return changed.length + gone.length;
}

const CHUNK = 2000;

async function write(
  cx: CommandContext,
  rows: readonly (Draft & { id: string; digest: string })[],
): Promise<void> {
  await sql`
    insert into reconciliation_verdict (unit_id, id, device_id, install_key, product_key,
      product_name, publisher, edition, version, kind, category, rank, observed, recorded, beyond,
      software_id, missing, reasons, chain, entry_no, source_id, due_on, digest, judged_at)
    select ${cx.unitId}, r.id, r."deviceId", r."installKey", r."productKey", r."productName",
      r.publisher, r.edition, r.version, r.kind, r.category, r.rank, r.observed, r.recorded,
      r.beyond, r."softwareId", r.missing, r.reasons, r.chain, r."entryNo", r."sourceId",
      r."dueOn", r.digest, ${cx.now.toISOString()}
    from json_to_recordset(${JSON.stringify(rows)}::json) as r (id uuid, "deviceId" uuid,
      "installKey" text, "productKey" text, "productName" text, publisher text, edition text,
      version text, kind text, category text, rank smallint, observed boolean, recorded uuid[],
      beyond uuid[], "softwareId" uuid, missing text[], reasons text[], chain text,
      "entryNo" bigint, "sourceId" uuid, "dueOn" date, digest text)
    on conflict (unit_id, id) do update set
      product_key = excluded.product_key, product_name = excluded.product_name,
      publisher = excluded.publisher, edition = excluded.edition, version = excluded.version,
      kind = excluded.kind, category = excluded.category, rank = excluded.rank,
      observed = excluded.observed, recorded = excluded.recorded, beyond = excluded.beyond,
      software_id = excluded.software_id, missing = excluded.missing, reasons = excluded.reasons,
      chain = excluded.chain, entry_no = excluded.entry_no, source_id = excluded.source_id,
      due_on = excluded.due_on, digest = excluded.digest, judged_at = excluded.judged_at
  `.execute(cx.tx);
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
