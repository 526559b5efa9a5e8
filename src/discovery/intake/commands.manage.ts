/** What people do with intake: tokens, and the reports in quarantine. */
import { gunzipSync } from 'node:zlib';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { hashToken, newToken } from '../../platform/auth/passwords.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Intake } from './commands.ts';
import type { ReplayResult } from './shapes.ts';
import * as quarantine from './store.quarantine.ts';
import { insertToken, revokeToken } from './store.tokens.ts';

/** Shown once; only its hash is kept. */
export async function newAgentToken(cx: CommandContext, name: string) {
  const token = newToken();
  const id = newId();
  await insertToken(cx.tx, cx.unitId, {
    id,
    name,
    hash: hashToken(token),
    tail: token.slice(-4),
    at: cx.now,
    by: cx.actor.name,
  });
  await audit(cx, {
    action: 'discovery.createToken',
    objectType: 'discoveryToken',
    objectId: id,
    after: { name },
  });
  return { id, token, path: `/inventory/${token}` };
}

export async function revokeAgentToken(cx: CommandContext, id: string, intake: Intake) {
  const row = await revokeToken(cx.tx, cx.unitId, id, cx.now, cx.actor.name);
  if (!row) throw refuse('discovery.unknownToken', '没有这个上报令牌', {}, { status: 404 });
  intake.forgetTokens();
  await audit(cx, {
    action: 'discovery.revokeToken',
    objectType: 'discoveryToken',
    objectId: id,
    after: { name: row.name },
  });
  return row;
}

const SHOWN = 20_000;

export async function readQuarantined(cx: CommandContext, id: string) {
  const { body, ...row } = await storedReport(cx, id);
  const text = body ? gunzipSync(body).toString('utf8').slice(0, SHOWN) : '';
  return { ...row, state: row.state as 'waiting', hasBody: body !== null, text };
}

const AT_ONCE = 200;

/** Each on its own: one that still cannot be read keeps its place, with the reason of today. */
export async function replayReports(
  cx: CommandContext,
  ids: string[] | undefined,
  intake: Intake,
): Promise<{ results: ReplayResult[] }> {
  const stored = ids
    ? await Promise.all(ids.map((id) => storedReport(cx, id)))
    : await quarantine.waitingBodies(cx.tx, cx.unitId, AT_ONCE);
  const results: ReplayResult[] = [];
  for (const report of stored) {
    const reason =
      report.state === 'waiting' ? await intake.replay(cx, report) : '这份报告已处理过，无需重放。';
    results.push({ id: report.id, ok: reason === '', reason });
  }
  return { results };
}

export async function dismissReport(cx: CommandContext, id: string): Promise<{ id: string }> {
  const report = await storedReport(cx, id);
  if (report.state !== 'waiting') {
    throw refuse('discovery.alreadySettled', '这份报告已处理过', {}, { status: 409 });
  }
  await quarantine.settleQuarantined(cx.tx, cx.unitId, id, {
    state: 'dismissed',
    at: cx.now,
    by: cx.actor.name,
  });
  await audit(cx, {
    action: 'discovery.dismiss',
    objectType: 'quarantinedReport',
    objectId: id,
    before: { reason: report.reason },
  });
  return { id };
}

async function storedReport(cx: CommandContext, id: string): Promise<quarantine.StoredBody> {
  const report = await quarantine.quarantinedById(cx.tx, cx.unitId, id);
  if (!report) {
    throw refuse('discovery.unknownReport', '隔离区没有这份报告', {}, { status: 404 });
  }
  return report;
}
