/** One verdict with its chain resolved: each link with the records it rests on. */
import { refuse } from '../../base/refusal.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import type { ChainLink, ChainRef, Verdict, VerdictRecord } from './shapes.api.ts';
import { LINK_ORDER, NOTES, Note } from './shapes.ts';
import * as behind from './store.chain.ts';
import { allocatedOn } from './store.facts.ts';
import { type ChainRow, chainOf, listVerdicts } from './store.list.ts';

export async function verdictRecord(
  cx: CommandContext,
  id: string,
  scope: Scope,
): Promise<VerdictRecord> {
  const { tx, unitId } = cx;
  const found = await listVerdicts(tx, unitId, { id, limit: 1 }, { scope, ...cx.actor });
  const verdict = found.items[0];
  const row = await chainOf(tx, unitId, id);
  if (!verdict || !row) {
    throw refuse(
      'reconciliation.noVerdict',
      '没有这个结论，软件可能已不在这台计算机上',
      {},
      {
        status: 404,
      },
    );
  }
  const entry =
    row.entryNo === null ? undefined : await behind.entryBehind(tx, unitId, row.entryNo);
  return {
    ...verdict,
    chain: await linksOf(cx, verdict, row, entry),
    obstacles: await obstaclesOf(cx, verdict),
    cause: entry?.cause ?? null,
    findings: await behind.findingsAbout(tx, unitId, {
      deviceId: verdict.deviceId,
      productKey: verdict.productKey,
      productName: verdict.productName,
      softwareIds: row.recorded,
    }),
  };
}

async function linksOf(
  cx: CommandContext,
  verdict: Verdict,
  row: ChainRow,
  entry: behind.EntryBehind | undefined,
): Promise<ChainLink[]> {
  const facts = await behind.behindChain(cx.tx, cx.unitId, {
    deviceId: verdict.deviceId,
    softwareId: verdict.softwareId,
    sourceId: row.sourceId,
  });
  const one = (kind: ChainRef['kind'], id: string | null, label: string | null): ChainRef[] =>
    id ? [{ kind, id, label: label ?? '' }] : [];
  const software = one('software', verdict.softwareId, facts.softwareNo);
  const refs: Record<(typeof LINK_ORDER)[number], [ChainRef[], string | null]> = {
    contract: [
      facts.contractId ? one('contract', facts.contractId, facts.contractNo) : software,
      null,
    ],
    number: [software, facts.termEnd],
    right: [
      verdict.kind === 'oem' ? one('device', verdict.deviceId, facts.computerNo) : software,
      null,
    ],
    allocation: [software, null],
    register: [entry ? entryRefs(entry) : [], entry?.occurredOn ?? null],
    observation: [one('source', row.sourceId, facts.sourceName), facts.seenAt],
    device: [
      one('device', verdict.deviceId, [facts.computerNo, facts.holder].join(' ').trim()),
      null,
    ],
  };
  const notes = row.chain.split(' ');
  return LINK_ORDER.map((link, at) => {
    const note = Note.parse(notes[at]);
    return { link, state: NOTES[note].state, note, refs: refs[link][0], at: refs[link][1] };
  });
}

function entryRefs(entry: behind.EntryBehind): ChainRef[] {
  return [
    { kind: 'entry', id: entry.softwareId, label: String(entry.entryNo) },
    ...(entry.orderId
      ? [{ kind: 'order' as const, id: entry.orderId, label: entry.orderNo ?? '' }]
      : []),
    ...(entry.campaignId ? [{ kind: 'campaign' as const, id: entry.campaignId, label: '' }] : []),
  ];
}

async function obstaclesOf(
  cx: CommandContext,
  verdict: Verdict,
): Promise<VerdictRecord['obstacles']> {
  const rows = await allocatedOn(cx.tx, cx.unitId, [verdict.deviceId]);
  const own = rows.find(
    (row) => row.productId === verdict.productKey && row.version === verdict.version,
  );
  if (!own || own.coveredBy) return [];
  const ids = own.obstacles.map((one) => one.softwareId);
  const numbers = await behind.softwareNos(cx.tx, cx.unitId, ids);
  return own.obstacles
    .filter((one) => numbers.has(one.softwareId))
    .map((one) => ({ ...one, softwareNo: numbers.get(one.softwareId)! }));
}
