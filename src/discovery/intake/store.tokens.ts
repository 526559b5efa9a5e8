/** Tokens of the address agents post to: kept as hashes, shown once. */
import { sql } from 'kysely';
import type { Tx } from '../../platform/db/database.ts';

export type TokenRow = {
  id: string;
  name: string;
  tail: string;
  createdAt: string;
  createdBy: string;
  revokedAt: string | null;
  revokedBy: string | null;
};

export async function listTokens(tx: Tx, unitId: string): Promise<TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select id, name, tail, created_at, created_by, revoked_at, revoked_by from discovery_token
    where unit_id = ${unitId} order by (revoked_at is not null), created_at desc, id`.execute(tx);
  return rows;
}

export async function insertToken(
  tx: Tx,
  unitId: string,
  token: { id: string; name: string; hash: Buffer; tail: string; at: Date; by: string },
): Promise<void> {
  await sql`
    insert into discovery_token (unit_id, id, name, token_hash, tail, created_at, created_by)
    values (${unitId}, ${token.id}, ${token.name}, ${token.hash}, ${token.tail}, ${token.at.toISOString()},
      ${token.by})`.execute(tx);
}

export async function revokeToken(
  tx: Tx,
  unitId: string,
  id: string,
  at: Date,
  by: string,
): Promise<TokenRow | undefined> {
  const { rows } = await sql<TokenRow>`
    update discovery_token set revoked_at = coalesce(revoked_at, ${at.toISOString()}),
      revoked_by = coalesce(revoked_by, ${by})
    where unit_id = ${unitId} and id = ${id}
    returning id, name, tail, created_at, created_by, revoked_at, revoked_by`.execute(tx);
  return rows[0];
}

export async function unitOfToken(tx: Tx, hash: Buffer): Promise<string | undefined> {
  const { rows } = await sql<{ unitId: string }>`
    select unit_id from discovery_token where token_hash = ${hash} and revoked_at is null`.execute(
    tx,
  );
  return rows[0]?.unitId;
}
