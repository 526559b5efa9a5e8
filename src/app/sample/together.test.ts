/**
 * Reports, decisions, entries and comparisons of one unit at the same time: nobody is answered with a server error (no
 * deadlock), nothing is done twice, and the ledger proves itself afterwards.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Answer, type Client, testApp } from '../../../test/harness.ts';
import { ledgerVerify } from '../../ledgers/index.ts';
import { systemContext } from '../../platform/db/context.ts';
import { applyRules, decideFindings } from '../../reconciliation/index.ts';
import { admit } from './load.ts';
import { sampleUnit } from './marker.ts';

const app = await testApp();
const client = await app.as('sysAdmin');
const unit = '/api/units/DEMO';

async function decideAll(client: Client, ids: string[]): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const id of ids) {
    const decision = { action: 'record', reason: '并发补登' };
    answers.push(await client.post(`${unit}/findings/decide`, { findingIds: [id], decision }));
  }
  return answers;
}

test('deciders, recorders and the follower get along', async () => {
  expect((await client.post('/api/sample')).body.loaded).toBe(true);
  const unitId = (await app.database.read((tx) => sampleUnit(tx)))!;
  await app.database.write((tx) => admit(tx, unitId, client.accountId));
  const found = (await client.get(`${unit}/findings?kind=notRecorded&state=open&limit=200`)).body
    .items;
  const ids = found.map((finding: { id: string }) => finding.id);
  expect(ids.length).toBeGreaterThan(40);
  const before = (await client.get(`${unit}/entries?limit=1`)).body.items[0].entryNo;

  // Two people decide on the same findings while everything is compared again and again.
  let deciding = true;
  const comparing = (async () => {
    const answers: Answer[] = [];
    while (deciding) {
      answers.push(await client.post(`${unit}/findings/reconcile`));
      await app.services.reconciler.drain();
    }
    return answers;
  })();
  const decided = await Promise.all([
    decideAll(client, ids.slice(0, 40)),
    decideAll(client, ids.slice(0, 40).reverse()),
  ]);
  deciding = false;
  const answers = [...decided.flat(), ...(await comparing)];
  expect(answers.filter((answer) => answer.status >= 500).map((answer) => answer.body)).toEqual([]);

  const done = decided.flat().reduce((sum, answer) => sum + answer.body.done, 0);
  const after = (await client.get(`${unit}/entries?limit=1`)).body.items[0].entryNo;
  expect(after - before).toBe(done);
  expect(done).toBeLessThanOrEqual(40);
  const report = await app.database.read((tx) => ledgerVerify(tx, unitId));
  expect(report).toMatchObject({ ok: true });
}, 240_000);

test('rules applied and findings decided in one transaction do not cross another decision', async () => {
  const unitId = (await app.database.read((tx) => sampleUnit(tx)))!;
  const rule = { name: '全部免费软件', condition: { recordAs: 'free' }, reason: '并发' };
  const proposed = await client.post(`${unit}/posting-rules`, rule);
  await app.database.pool.query(
    "update reconciliation_posting_rule set state = 'approved', decided_by = '组长' where id = $1",
    [proposed.body.id],
  );
  const found = (await client.get(`${unit}/findings?state=open&limit=200`)).body.items;
  const findingIds = found.map((finding: { id: string }) => finding.id);
  const decision = { action: 'accept', reason: '并发' } as const;
  const first = app.database.write(async (tx) => {
    const cx = systemContext(tx, unitId, '测试');
    expect(await applyRules(cx)).toBeGreaterThan(0);
    await pause(1_000);
    return decideFindings(cx, findingIds, decision);
  });
  await pause(500);
  const second = client.post(`${unit}/findings/decide`, { findingIds, decision });
  expect((await first).done).toBeGreaterThan(0);
  expect((await second).body).toMatchObject({ done: 0 });
}, 120_000);
