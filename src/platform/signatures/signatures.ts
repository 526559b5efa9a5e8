/**
 * Keeps signatures. Two steps: `prepareSignature` does what must happen outside the command's transaction (a password
 * is counted before it is checked, and the count stays when the command is refused); `saveSignature` writes the row.
 */
import { sql } from 'kysely';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { confirmOwnPassword } from '../auth/commands.ts';
import type { CommandContext } from '../db/context.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Signature, SignatureInput } from './shapes.ts';

export type PreparedSignature =
  | { kind: 'drawn'; image: Buffer }
  | { kind: 'password' }
  | { kind: 'scan'; fileId: string };

/** What uploaded scans are kept as. */
export const SCAN_PURPOSE = 'platform.signature';

const PNG = Buffer.from('89504e470d0a1a0a', 'hex');
/** An empty pad is a PNG too; a stroke makes it larger. */
const SMALLEST_IMAGE = 300;

/** `accountId` is the caller's own: a password confirms only for oneself. */
export async function prepareSignature(
  database: Database,
  accountId: string | undefined,
  input: SignatureInput,
): Promise<PreparedSignature> {
  if (input.kind === 'scan') return { kind: 'scan', fileId: input.fileId };
  if (input.kind === 'drawn') {
    const image = Buffer.from(input.image.slice(input.image.indexOf(',') + 1), 'base64');
    if (!image.subarray(0, 8).equals(PNG) || image.length < SMALLEST_IMAGE) {
      throw refuse(
        'platform.noSignature',
        '请在签名框内签名',
        {},
        { path: 'body.signature.image' },
      );
    }
    return { kind: 'drawn', image };
  }
  if (!accountId) {
    throw refuse(
      'platform.passwordNeedsAccount',
      '密码确认须由本人登录后办理',
      {},
      { status: 403 },
    );
  }
  await confirmOwnPassword(database, accountId, input.password, 'body.signature.password');
  return { kind: 'password' };
}

export type SignatureFacts = {
  objectType: string;
  objectId: string;
  /** Chinese: 计算机使用人, 安装维护人, 承诺人 … */
  role: string;
  personId: string | null;
  personName: string;
  /** The words that are signed. */
  statement: string;
  /** Business day; today unless the paper says another. */
  signedOn?: string;
};

/** Writes one signature per fact (a bulk confirmation signs many records at once); returns their ids in order. */
export async function saveSignatures(
  cx: CommandContext,
  prepared: PreparedSignature,
  facts: readonly SignatureFacts[],
): Promise<string[]> {
  if (prepared.kind === 'scan') await requireScan(cx, prepared.fileId);
  const rows = facts.map((fact) => ({
    id: newId(),
    object_type: fact.objectType,
    object_id: fact.objectId,
    role: fact.role,
    person_id: fact.personId,
    person_name: fact.personName,
    statement: fact.statement,
    signed_on: fact.signedOn ?? cx.today,
  }));
  await sql`
    insert into platform_signature (unit_id, id, object_type, object_id, role, kind, person_id,
      person_name, statement, image, file_id, captured_by_id, captured_by, signed_on, signed_at, address)
    select ${cx.unitId}, r.id, r.object_type, r.object_id, r.role, ${prepared.kind}, r.person_id,
      r.person_name, r.statement, ${prepared.kind === 'drawn' ? prepared.image : null}::bytea,
      ${prepared.kind === 'scan' ? prepared.fileId : null}::uuid, ${cx.actor.id}, ${cx.actor.name},
      r.signed_on, ${cx.now.toISOString()}::timestamptz, ${cx.address ?? null}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (id uuid, object_type text, object_id uuid, role text, person_id uuid, person_name text,
        statement text, signed_on date)
  `.execute(cx.tx);
  return rows.map((row) => row.id);
}

export async function saveSignature(
  cx: CommandContext,
  prepared: PreparedSignature,
  facts: SignatureFacts,
): Promise<string> {
  const [id] = await saveSignatures(cx, prepared, [facts]);
  return id!;
}

/** A scan the caller has uploaded himself: naming another's file would show it to whoever sees the record. */
export async function requireScan(
  cx: CommandContext,
  fileId: string,
  path = 'body.signature.fileId',
): Promise<void> {
  const { rows } = await sql`
    select 1 from platform_file where unit_id = ${cx.unitId} and id = ${fileId}
      and purpose = ${SCAN_PURPOSE} and created_by = ${cx.actor.id}`.execute(cx.tx);
  if (rows.length === 0) {
    throw refuse('platform.noScan', '没有收到签字扫描件，请重新上传', {}, { path });
  }
}

/** Signatures of records, oldest first. `capturedBy` only where somebody else held the device. */
export async function signaturesOf(
  tx: Tx,
  unitId: string,
  objectType: string,
  objectIds: readonly string[],
): Promise<(Signature & { objectId: string; personId: string | null })[]> {
  const { rows } = await sql<Signature & { objectId: string; personId: string | null }>`
    select id, object_id, role, kind, person_id, person_name, signed_on, signed_at, file_id,
      case when captured_by <> person_name then captured_by end as captured_by
    from platform_signature
    where unit_id = ${unitId} and object_type = ${objectType}
      and object_id = any(${[...objectIds]}::uuid[])
    order by id
  `.execute(tx);
  return rows;
}

/** The drawn picture; the record's own endpoint has asked whether the caller may see it. */
export async function signatureImage(
  tx: Tx,
  unitId: string,
  objectType: string,
  objectId: string,
  id: string,
): Promise<Buffer> {
  const { rows } = await sql<{ image: Buffer | null }>`
    select image from platform_signature where unit_id = ${unitId} and id = ${id}
      and object_type = ${objectType} and object_id = ${objectId}
  `.execute(tx);
  if (!rows[0]?.image) {
    throw refuse('platform.noSignatureImage', '没有这个签名', {}, { status: 404 });
  }
  return rows[0].image;
}
