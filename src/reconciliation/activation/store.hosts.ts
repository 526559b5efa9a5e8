/** The KMS hosts a unit knows as its own. */
import { sql } from 'kysely';
import type { CommandContext } from '../../platform/db/context.ts';
import { type Tx, tables } from '../../platform/db/database.ts';
import { keyset, likeAnywhere } from '../../platform/db/page.ts';
import type { ListQuery, Page } from '../../platform/http/endpoint.ts';
import type { KmsHost } from './shapes.ts';

type HostTables = {
  reconciliationKmsHost: KmsHost & {
    unitId: string;
    removedBy: string | null;
    removedAt: string | null;
  };
};

export async function activeHosts(tx: Tx, unitId: string): Promise<Set<string>> {
  const { rows } = await sql<{ host: string }>`
    select host from reconciliation_kms_host where unit_id = ${unitId} and removed_at is null
  `.execute(tx);
  return new Set(rows.map((row) => row.host));
}

export function listHosts(tx: Tx, unitId: string, query: ListQuery): Promise<Page<KmsHost>> {
  let select = tables<HostTables>(tx)
    .selectFrom('reconciliationKmsHost as h')
    .select(['h.id', 'h.host', 'h.note', 'h.addedBy', 'h.addedAt'])
    .where('h.unitId', '=', unitId)
    .where('h.removedAt', 'is', null);
  if (query.q) select = select.where('h.host', 'ilike', likeAnywhere(query.q));
  return keyset(select, {
    sort: query.sort,
    defaultSort: 'host',
    columns: {
      host: { expression: sql`h.host`, type: 'text' },
      addedAt: { expression: sql`h.added_at`, type: 'timestamptz' },
    },
    id: sql`h.id`,
    cursor: query.cursor,
    limit: query.limit,
  });
}

/** False when the host is on the list already. */
export async function insertHost(cx: CommandContext, host: KmsHost): Promise<boolean> {
  const { rows } = await sql`
    insert into reconciliation_kms_host (unit_id, id, host, note, added_by, added_at)
    values (${cx.unitId}, ${host.id}, ${host.host}, ${host.note}, ${host.addedBy}, ${host.addedAt})
    on conflict (unit_id, host) where removed_at is null do nothing returning 1
  `.execute(cx.tx);
  return rows.length > 0;
}

/** The host taken off; undefined when it is not on the list. */
export async function removeHost(cx: CommandContext, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ host: string }>`
    update reconciliation_kms_host set removed_by = ${cx.actor.name}, removed_at = ${cx.now.toISOString()}
    where unit_id = ${cx.unitId} and id = ${id} and removed_at is null returning host
  `.execute(cx.tx);
  return rows[0]?.host;
}

/** Computers whose judgement depends on the list. */
export async function computersWithHost(tx: Tx, unitId: string): Promise<string[]> {
  const { rows } = await sql<{ deviceId: string }>`
    select distinct device_id from reconciliation_activation
    where unit_id = ${unitId} and kms_host <> ''
  `.execute(tx);
  return rows.map((row) => row.deviceId);
}
