/**
 * The single way into the journal. One call = one set of drafts: checked against the journal as it stands under the
 * unit's lock, written with open installs, counts, hash chain and audit line in the caller's transaction.
 */
import { createHash } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { type LoadedFacts, loadFacts } from './commands.facts.ts';
import { entriesAppended } from './commands.told.ts';
import { checkDrafts, type Draft, type Problem } from './rules.check.ts';
import { byDay, canonicalEntry, type EntryFact, fold, pairKey } from './rules.ts';
import type { AppendResult, DateBasis, DraftLine, EntryCause, OverUse } from './shapes.ts';
import * as store from './store.ts';

/** One line to append. Without `idempotencyKey` a repetition cannot be recognised. */
export type AppendDraft = DraftLine & {
  cause: Exclude<EntryCause, 'correction'>;
  causeRef?: string | null;
  reason?: string | null;
  dateBasis?: DateBasis;
  idempotencyKey?: string | null;
};

/** Appends all or nothing. The same key with the same content answers with the entries written the first time. */
export async function append(
  cx: CommandContext,
  lines: readonly AppendDraft[],
): Promise<AppendResult> {
  return appendDrafts(cx, expand(lines), new Map());
}

/** What `append` would refuse, line by line, and the over-use it would leave. Writes nothing. */
export async function check(
  cx: CommandContext,
  lines: readonly AppendDraft[],
): Promise<{ problems: Problem[]; overUse: OverUse[] }> {
  const drafts = expand(lines);
  const facts = await loadFacts(cx, drafts);
  const complete = drafts.map((draft) => withVersion(facts, draft));
  const problems = checkDrafts(facts, complete);
  if (problems.length > 0) return { problems, overUse: [] };
  const counts = await store.countsOf(cx.tx, cx.unitId, [...facts.records.keys()]);
  for (const [id, delta] of deltasOf(complete)) counts.set(id, (counts.get(id) ?? 0) + delta);
  return { problems, overUse: overUseOf(facts, counts) };
}

/** An upgrade becomes its two halves (TZ-3.5); same number for free software: the count stays. */
function expand(lines: readonly AppendDraft[]): Draft[] {
  return lines.flatMap((line, index): Draft[] => {
    const key = line.idempotencyKey ?? null;
    const common = {
      index,
      deviceId: line.deviceId,
      occurredOn: line.occurredOn,
      dateBasis: line.dateBasis ?? ('real' as const),
      cause: line.cause,
      causeRef: line.causeRef ?? null,
      reason: line.reason ?? null,
      idempotencyKey: key,
      groupId: null,
      reversesEntryNo: null,
    };
    const version = line.kind === 'uninstall' ? '' : (line.version ?? '');
    if (line.kind !== 'upgrade') {
      return [{ ...common, kind: line.kind, softwareId: line.softwareId, version }];
    }
    const half = (
      kind: 'install' | 'uninstall',
      softwareId: string,
      own: string,
      groupId: string,
    ) => ({
      ...common,
      kind,
      softwareId,
      version: own,
      groupId,
      idempotencyKey: key === null ? null : `${key}#${kind}`,
    });
    const groupId = newId();
    return [
      half('uninstall', line.fromSoftwareId, '', groupId),
      half('install', line.softwareId, version, groupId),
    ];
  });
}

type Frozen = ReadonlyMap<number, store.FrozenFacts>;

export async function appendDrafts(
  cx: CommandContext,
  drafts: readonly Draft[],
  originals: Frozen,
): Promise<AppendResult> {
  if (drafts.length === 0) return { entryNos: [], appended: 0, repeated: 0, overUse: [] };
  const chain = await store.lockChain(cx.tx, cx.unitId);
  const facts = await loadFacts(cx, drafts);
  const complete = drafts.map((draft) => withVersion(facts, draft));
  const repeated = await repeatedEntries(cx, complete);
  const fresh = complete.filter((draft) => !repeated.has(draft));
  const numbers = new Map<Draft, number>(repeated);
  let overUse: OverUse[] = [];
  if (fresh.length > 0) {
    const problems = checkDrafts(facts, fresh);
    if (problems.length > 0) throw refusalOf(problems, new Set(fresh.map((d) => d.index)).size);
    const entries = await compose(cx, chain, facts, fresh, originals);
    await store.insertEntries(cx.tx, cx.unitId, entries);
    overUse = await derive(cx, facts, entries);
    await closeBatch(cx, entries);
    for (const [position, draft] of fresh.entries()) {
      numbers.set(draft, entries[position]!.entryNo);
    }
  }
  return {
    entryNos: complete.map((draft) => numbers.get(draft)!),
    appended: fresh.length,
    repeated: repeated.size,
    overUse,
  };
}

/** The first fault by name; how many lines share its fate, so that nobody mends one and meets the next. */
function refusalOf(problems: readonly Problem[], lines: number) {
  const first = problems[0]!;
  const path =
    first.field === 'entryNo' ? 'params.entryNo' : `body.lines.${first.index}.${first.field}`;
  if (lines <= 1) return refuse(first.code, first.sentence, first.params, { path });
  return refuse(
    first.code,
    `第 {{line}} 行：${first.sentence}`,
    { ...first.params, line: first.index + 1 },
    { path },
  );
}

/** An install without a version is of the number's own version (commercial, OEM). */
function withVersion(facts: LoadedFacts, draft: Draft): Draft {
  if (draft.kind !== 'install' || draft.version !== '') return draft;
  return { ...draft, version: facts.software.get(draft.softwareId)?.softwareVersion ?? '' };
}

/** Drafts already in the journal under their key. Another content under the same key is refused. */
async function repeatedEntries(
  cx: CommandContext,
  drafts: readonly Draft[],
): Promise<Map<Draft, number>> {
  const byKey = new Map<string, Draft>();
  for (const draft of drafts) {
    if (draft.idempotencyKey === null) continue;
    if (byKey.has(draft.idempotencyKey)) throw keyReused(draft, draft.idempotencyKey);
    byKey.set(draft.idempotencyKey, draft);
  }
  const repeated = new Map<Draft, number>();
  const found = await store.entriesByKeys(cx.tx, cx.unitId, [...byKey.keys()]);
  for (const entry of found) {
    const draft = byKey.get(entry.idempotencyKey)!;
    const same =
      entry.kind === draft.kind &&
      entry.softwareId === draft.softwareId &&
      entry.deviceId === draft.deviceId &&
      entry.occurredOn === draft.occurredOn &&
      entry.cause === draft.cause &&
      entry.causeRef === draft.causeRef &&
      (draft.kind === 'uninstall' || entry.version === draft.version);
    if (!same) throw keyReused(draft, entry.idempotencyKey);
    repeated.set(draft, entry.entryNo);
  }
  return repeated;
}

function keyReused(draft: Draft, key: string) {
  return refuse(
    'ledgers.keyReused',
    '幂等键 {{key}} 已用于另一内容的记录，请换一个键',
    { key },
    { path: `body.lines.${draft.index}.idempotencyKey`, status: 409 },
  );
}

/** Numbers, freezes and chains the entries. */
async function compose(
  cx: CommandContext,
  chain: store.Chain,
  facts: LoadedFacts,
  drafts: readonly Draft[],
  originals: Frozen,
): Promise<store.StoredEntry[]> {
  const frozen = await store.frozenFacts(
    cx.tx,
    cx.unitId,
    drafts.map((draft) => ({ deviceId: draft.deviceId, day: draft.occurredOn })),
  );
  const recordedAt = new Date(Math.max(cx.now.getTime(), chain.lastRecordedAt.getTime()));
  const numbered = drafts.map((draft, position) => ({
    ...draft,
    entryNo: chain.lastEntryNo + position + 1,
    recordedAt,
  }));
  const versions = uninstalledVersions(facts.history, numbered);
  let previousHash = chain.lastHash;
  return numbered.map(({ index: _, ...draft }) => {
    const original =
      draft.reversesEntryNo === null ? undefined : originals.get(draft.reversesEntryNo);
    const own = original ?? frozen.get(`${draft.deviceId}/${draft.occurredOn}`)!;
    const entry = {
      ...draft,
      unitId: cx.unitId,
      version: versions.get(draft.entryNo) ?? draft.version,
      computerNo: own.computerNo,
      computerBrand: own.computerBrand,
      userId: own.userId,
      userName: own.userName,
      departmentId: own.departmentId,
      departmentName: own.departmentName,
      actorId: cx.actor.id,
      actorName: cx.actor.name,
    };
    const hash = hashEntry(entry, previousHash);
    const stored = { ...entry, previousHash, hash };
    previousHash = hash;
    return stored;
  });
}

export function hashEntry(
  entry: Parameters<typeof canonicalEntry>[0],
  previousHash: string,
): string {
  return createHash('sha256').update(canonicalEntry(entry, previousHash)).digest('hex');
}

/** An uninstall takes the version of the install it ends. */
function uninstalledVersions(
  history: readonly EntryFact[],
  drafts: readonly (EntryFact & { version: string })[],
): Map<number, string> {
  const open = new Map<string, string>();
  const versions = new Map<number, string>();
  const mended = new Set(drafts.map((draft) => draft.reversesEntryNo));
  const steps = [
    ...history.filter((entry) => !mended.has(entry.entryNo)),
    ...drafts.filter((draft) => draft.reversesEntryNo === null),
  ].sort(byDay);
  for (const step of steps) {
    const key = pairKey(step);
    if (step.kind === 'install') open.set(key, step.version);
    else versions.set(step.entryNo, open.get(key) ?? '');
  }
  return versions;
}

/** Open installs and counts after the new entries, from the same fold that verification uses. */
async function derive(
  cx: CommandContext,
  facts: LoadedFacts,
  entries: readonly store.StoredEntry[],
): Promise<OverUse[]> {
  const state = fold([...facts.history, ...entries]);
  const pairs = new Map(entries.map((entry) => [pairKey(entry), entry]));
  const open = [...pairs.keys()].flatMap((key) => state.open.get(key) ?? []);
  await store.replaceOpen(cx.tx, cx.unitId, [...pairs.values()], open);
  const counts = await store.addCounts(cx.tx, cx.unitId, deltasOf(entries));
  return overUseOf(facts, counts);
}

function deltasOf(entries: readonly { softwareId: string; kind: string }[]): Map<string, number> {
  const deltas = new Map<string, number>();
  for (const entry of entries) {
    const delta = entry.kind === 'install' ? 1 : -1;
    deltas.set(entry.softwareId, (deltas.get(entry.softwareId) ?? 0) + delta);
  }
  return deltas;
}

/** D8 below zero: recorded and told, never refused. 不限 cannot be exceeded. */
function overUseOf(facts: LoadedFacts, counts: ReadonlyMap<string, number>): OverUse[] {
  const found: OverUse[] = [];
  for (const [softwareId, installedQuantity] of counts) {
    const record = facts.records.get(softwareId);
    if (!record || typeof record.licenseQuantity !== 'number') continue;
    if (installedQuantity > record.licenseQuantity) {
      found.push({
        softwareId,
        softwareNo: record.softwareNo,
        licenseQuantity: record.licenseQuantity,
        installedQuantity,
      });
    }
  }
  return found;
}

/** Moves the chain's end and writes one audit line for the set: the entries themselves are the full record. */
async function closeBatch(
  cx: CommandContext,
  entries: readonly store.StoredEntry[],
): Promise<void> {
  const first = entries[0]!;
  const last = entries.at(-1)!;
  await store.moveChain(cx.tx, cx.unitId, {
    lastEntryNo: last.entryNo,
    lastHash: last.hash,
    lastRecordedAt: last.recordedAt,
  });
  await audit(cx, {
    action: first.reversesEntryNo === null ? 'ledger.append' : 'ledger.reverse',
    objectType: 'ledgerEntry',
    objectId: first === last ? String(first.entryNo) : `${first.entryNo}-${last.entryNo}`,
    after: {
      entries: entries.length,
      installs: entries.filter((entry) => entry.kind === 'install').length,
      causes: [...new Set(entries.map((entry) => entry.cause))],
      reason: first.reason,
      lastHash: last.hash,
    },
  });
  await entriesAppended.tell(cx, {
    deviceIds: [...new Set(entries.map((entry) => entry.deviceId))],
    softwareIds: [...new Set(entries.map((entry) => entry.softwareId))],
  });
}
