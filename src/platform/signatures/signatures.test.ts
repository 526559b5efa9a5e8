/** Signatures on a real database: what is accepted, what is kept, and whose password counts. */
import { deflateSync } from 'node:zlib';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { testApp, testContext } from '../../../test/harness.ts';
import { newId } from '../../base/ids.ts';
import { Refusal } from '../../base/refusal.ts';
import { hashPassword } from '../auth/passwords.ts';
import { SignatureInput } from './shapes.ts';
import { prepareSignature, saveSignatures, signatureImage, signaturesOf } from './signatures.ts';

const app = await testApp();
const { database, unitId } = app;
const PASSWORD = 'Xk7!signing';

/** A PNG of random bytes: what matters is its head and its size. */
function drawn(bytes = 400): string {
  const head = Buffer.from('89504e470d0a1a0a', 'hex');
  const body = deflateSync(Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 97) % 251)));
  return `data:image/png;base64,${Buffer.concat([head, body, Buffer.alloc(300)]).toString('base64')}`;
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(Refusal);
  return (error as Refusal).code;
}

test('a drawn signature is kept with whose it is, and its picture comes back byte for byte', async () => {
  const image = drawn();
  const prepared = await prepareSignature(database, undefined, { kind: 'drawn', image });
  const [first, second] = [newId(), newId()];
  const fact = { objectType: 'order', role: '计算机使用人', personName: '张三', statement: '属实' };
  const ids = await database.write((tx) =>
    saveSignatures(testContext(tx, unitId), prepared, [
      { ...fact, objectId: first, personId: null },
      { ...fact, objectId: second, personId: null, signedOn: '2026-01-02' },
    ]),
  );
  const kept = await database.read((tx) => signaturesOf(tx, unitId, 'order', [first, second]));
  expect(
    kept.map(({ id, objectId, kind, personName, capturedBy }) => [
      id,
      objectId,
      kind,
      personName,
      capturedBy,
    ]),
  ).toEqual([
    [ids[0], first, 'drawn', '张三', '测试员'],
    [ids[1], second, 'drawn', '张三', '测试员'],
  ]);
  expect(kept[1]!.signedOn).toBe('2026-01-02');
  const bytes = await database.read((tx) => signatureImage(tx, unitId, 'order', first, ids[0]!));
  expect(bytes.toString('base64')).toBe(image.split(',')[1]);
  // Another record's signature is not reached through this one.
  const elsewhere = database.read((tx) => signatureImage(tx, unitId, 'order', second, ids[0]!));
  expect(await refusalOf(elsewhere)).toBe('platform.noSignatureImage');
});

test('an empty pad, another file and an oversized picture are refused', async () => {
  const empty = `data:image/png;base64,${Buffer.from('89504e470d0a1a0a0000', 'hex').toString('base64')}`;
  const text = `data:image/png;base64,${Buffer.from('<svg onload=alert(1)>'.repeat(40)).toString('base64')}`;
  for (const image of [empty, text]) {
    const work = prepareSignature(database, undefined, { kind: 'drawn', image });
    expect(await refusalOf(work)).toBe('platform.noSignature');
  }
  const large = SignatureInput.safeParse({ kind: 'drawn', image: drawn() + 'A'.repeat(250_000) });
  expect(large.error?.issues[0]?.message).toBe('签名图片过大，请重新签名');
});

test('a password signs only for its own account, and wrong ones are counted until it is locked', async () => {
  const client = await app.as('staff');
  const hash = await hashPassword(PASSWORD);
  await database.write(async (tx) => {
    await sql`update platform_account set password_hash = ${hash} where id = ${client.accountId}`.execute(
      tx,
    );
    await sql`insert into platform_login_name (login_name, account_id)
      select lower(user_name), id from platform_account where id = ${client.accountId}`.execute(tx);
  });
  const sign = (password: string, accountId: string | undefined = client.accountId) =>
    prepareSignature(database, accountId, { kind: 'password', password });
  expect(await sign(PASSWORD)).toEqual({ kind: 'password' });
  expect(
    await refusalOf(
      prepareSignature(database, undefined, { kind: 'password', password: PASSWORD }),
    ),
  ).toBe('platform.passwordNeedsAccount');
  for (let attempt = 0; attempt < 5; attempt++) {
    expect(await refusalOf(sign('wrong'))).toBe('platform.passwordNotConfirmed');
  }
  // Locked: the right one no longer helps.
  expect(await refusalOf(sign(PASSWORD))).toBe('platform.passwordNotConfirmed');
});

test('a scan is a file of this unit, uploaded by somebody who may', async () => {
  const manager = await app.as('itManager');
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF');
  const url = '/api/units/DW/signature-scans';
  const sent = await manager.upload(url, { name: '确认单.pdf', content: pdf });
  expect(sent.status).toBe(200);
  const prepared = await prepareSignature(database, undefined, {
    kind: 'scan',
    fileId: sent.body.fileId,
  });
  const fact = {
    objectType: 'order',
    role: '计算机使用人',
    personId: null,
    personName: '张三',
    statement: '属实',
  };
  const objectId = newId();
  // Who names another's file would show it to whoever sees the record.
  const stranger = database.write((tx) =>
    saveSignatures(testContext(tx, unitId), prepared, [{ ...fact, objectId }]),
  );
  expect(await refusalOf(stranger)).toBe('platform.noScan');
  const id = manager.accountId;
  const actor = { kind: 'account' as const, id, name: '管理员', roles: ['itManager' as const] };
  await database.write((tx) =>
    saveSignatures(testContext(tx, unitId, { actor }), prepared, [{ ...fact, objectId }]),
  );
  const kept = await database.read((tx) => signaturesOf(tx, unitId, 'order', [objectId]));
  expect(kept[0]).toMatchObject({ kind: 'scan', fileId: sent.body.fileId });

  const unknown = database.write((tx) =>
    saveSignatures(testContext(tx, unitId), { kind: 'scan', fileId: newId() }, [
      { ...fact, objectId },
    ]),
  );
  expect(await refusalOf(unknown)).toBe('platform.noScan');
  const program = await manager.upload(url, { name: '确认单.pdf', content: 'MZ not a paper' });
  expect(program.status).toBe(415);
  const finance = await app.as('financeOfficer');
  expect((await finance.upload(url, { name: 'a.pdf', content: pdf })).status).toBe(403);
});
