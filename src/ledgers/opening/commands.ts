/**
 * 建账: proposals in, reviewed, posted through `append`. What cannot be posted stays waiting with the reason; the rest
 * is recorded in one transaction.
 */
import { newId } from '../../base/ids.ts';
import { interpolate, refuse } from '../../base/refusal.ts';
import { createSoftwareMany, softwareByIds } from '../../configuration/index.ts';
import type { SoftwareCategory } from '../../configuration/software/shapes.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { type AppendDraft, append, check } from '../journal/commands.ts';
import { MAX_DRAFTS } from '../journal/shapes.ts';
import { countsOf } from '../journal/store.ts';
import { groupKeyOf, groupObstacle } from './rules.ts';
import {
  type OpeningGroup,
  OpeningProposal,
  type OpeningProposalInput,
  type OpeningType,
  type PostProblem,
} from './shapes.ts';
import type { PostRow } from './store.ts';
import * as store from './store.ts';

/** Adds proposals (discovery and imports call this); the same product on the same computer is proposed once. */
export async function proposeOpening(
  cx: CommandContext,
  inputs: readonly OpeningProposalInput[],
  /** Of new lines, when the caller wants to find them again. */
  ids: readonly string[] = [],
): Promise<number> {
  if (inputs.length === 0) return 0;
  const rows = inputs.map((input, index) => {
    const proposal = OpeningProposal.parse(input);
    return { ...proposal, id: ids[index] ?? newId(), groupKey: groupKeyOf(proposal) };
  });
  const changed = await store.saveProposals(cx.tx, cx.unitId, rows, cx.now);
  await audit(cx, {
    action: 'ledger.proposeOpening',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    after: { proposed: rows.length, changed },
  });
  return changed;
}

export async function openingGroups(
  cx: CommandContext,
  query: store.GroupQuery,
): Promise<Page<OpeningGroup>> {
  const page = await store.groupPage(cx.tx, cx.unitId, query);
  const ids = page.items.flatMap((group) => group.softwareId ?? []);
  const software = await softwareByIds(cx.tx, cx.unitId, ids);
  const counts = await countsOf(cx.tx, cx.unitId, ids);
  return {
    ...page,
    items: page.items.map((group) => {
      const record = group.softwareId ? software.get(group.softwareId) : undefined;
      return {
        ...group,
        softwareNo: record?.softwareNo ?? null,
        installedQuantity: group.softwareId ? (counts.get(group.softwareId) ?? 0) : 0,
        licenseQuantity: record?.licenseQuantity ?? null,
      };
    }),
  };
}

/** Which number a product is posted under; null with a type = a new OEM or free number is made when posting. */
export async function assignNumber(
  cx: CommandContext,
  asked: { groups: string[]; softwareId: string | null; softwareType?: OpeningType | undefined },
): Promise<number> {
  let softwareType = asked.softwareType;
  if (asked.softwareId !== null) {
    const record = (await softwareByIds(cx.tx, cx.unitId, [asked.softwareId])).get(
      asked.softwareId,
    );
    if (!record || record.softwareType === 'selfDeveloped') {
      const path = 'body.softwareId';
      throw refuse('ledgers.noSoftware', '没有这个软件编号，请先登记软件', {}, { path });
    }
    softwareType = record.softwareType;
  }
  const to = { softwareId: asked.softwareId, softwareType };
  const changed = await store.assignGroups(cx.tx, cx.unitId, asked.groups, to);
  await audit(cx, {
    action: 'ledger.assignOpening',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    after: { groups: asked.groups, ...to, changed },
  });
  return changed;
}

/** Ticks lines to be posted, or leaves them out: what is not ticked never enters the register. */
export async function chooseLines(
  cx: CommandContext,
  asked: { chosen: boolean; groups: readonly string[]; ids: readonly string[] },
): Promise<number> {
  const changed = await store.setChosen(cx.tx, cx.unitId, asked, cx.now);
  if (changed === 0) return changed;
  await audit(cx, {
    action: asked.chosen ? 'ledger.chooseOpening' : 'ledger.leaveOpening',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    after: { groups: asked.groups, ids: asked.ids, changed },
  });
  return changed;
}

export async function discardGroups(cx: CommandContext, groups: string[]): Promise<number> {
  const changed = await store.deleteGroups(cx.tx, cx.unitId, groups);
  await audit(cx, {
    action: 'ledger.discardOpening',
    objectType: 'openingProposal',
    objectId: cx.unitId,
    before: { groups, lines: changed },
  });
  return changed;
}

export type PostResult = {
  posted: number;
  alreadyRecorded: number;
  newNumbers: string[];
  problems: PostProblem[];
};

type Ready = PostRow & { softwareId: string };

/** Posts the ticked lines of these products. `say` puts problems into the reader's language. */
export async function postGroups(
  cx: CommandContext,
  groups: readonly string[],
  say: typeof interpolate = interpolate,
): Promise<PostResult> {
  const rows = await store.chosenRows(cx.tx, cx.unitId, groups, true);
  const problems = new Map<string, PostProblem>();
  const { ready, newNumbers } = await withNumbers(cx, rows, problems, say);
  const { fresh, recorded } = await apart(cx, ready);
  const accepted = await withoutProblems(cx, fresh, problems, say);
  const posted: { id: string; softwareId: string; entryNo: number }[] = [...recorded];
  for (let start = 0; start < accepted.length; start += MAX_DRAFTS) {
    const chunk = accepted.slice(start, start + MAX_DRAFTS);
    const result = await append(cx, chunk.map(draftOf));
    for (const [index, row] of chunk.entries()) {
      posted.push({ id: row.id, softwareId: row.softwareId, entryNo: result.entryNos[index]! });
    }
  }
  const twins = twinsOf(ready, posted);
  await store.markPosted(cx.tx, cx.unitId, [...posted, ...twins]);
  return {
    posted: accepted.length,
    alreadyRecorded: recorded.length + twins.length,
    newNumbers,
    problems: [...problems.values()],
  };
}

function tell(
  problems: Map<string, PostProblem>,
  row: PostRow,
  message: string,
  lines: number,
): void {
  const known = problems.get(row.groupKey);
  if (known) known.lines += lines;
  else {
    const { groupKey, softwareName } = row;
    problems.set(groupKey, { groupKey, softwareName, message, lines });
  }
}

/** Gives every product its number; OEM and free ones without are found or made (TZ-1.5, 1.7). */
async function withNumbers(
  cx: CommandContext,
  rows: readonly PostRow[],
  problems: Map<string, PostProblem>,
  say: typeof interpolate,
): Promise<{ ready: Ready[]; newNumbers: string[] }> {
  const numbers = new Map<string, string>();
  const wanted: PostRow[][] = [];
  for (const group of Map.groupBy(rows, (row) => row.groupKey).values()) {
    const first = group[0]!;
    const obstacle = groupObstacle(first);
    if (obstacle) tell(problems, first, say(obstacle), group.length);
    else if (first.softwareId !== null) numbers.set(first.groupKey, first.softwareId);
    else wanted.push(group);
  }
  const made = await createSoftwareMany(cx, wanted.map(newNumber));
  const added = new Map(wanted.map((group, index) => [group[0]!.groupKey, made[index]!.id]));
  for (const [groupKey, softwareId] of added) numbers.set(groupKey, softwareId);
  // Lines that stay waiting keep the number, too.
  await store.numberGroups(cx.tx, cx.unitId, added);
  return {
    ready: rows.flatMap((row) => {
      const softwareId = numbers.get(row.groupKey);
      return softwareId === undefined ? [] : [{ ...row, softwareId }];
    }),
    newNumbers: made.filter((one) => !one.existed).map((one) => one.softwareNo),
  };
}

/** The number counts from its earliest install, so that earlier registers show it. */
function newNumber(group: readonly PostRow[]) {
  const first = group[0]!;
  const free = first.softwareType === 'free';
  return {
    softwareType: free ? ('free' as const) : ('oem' as const),
    softwareName: first.softwareName,
    softwareVersion: free ? null : first.softwareVersion,
    publisher: first.publisher,
    category: first.category as SoftwareCategory,
    productId: first.productId,
    acquisitionMethod: free ? ('freeDownload' as const) : ('preinstalled' as const),
    registeredOn: group.map((row) => row.installedOn).sort()[0]!,
  };
}

/** Lines whose number is open on that computer already need no entry; of two lines for one pair the first counts. */
async function apart(cx: CommandContext, ready: readonly Ready[]) {
  const open = await store.openEntries(cx.tx, cx.unitId, ready);
  const fresh = new Map<string, Ready>();
  const recorded: { id: string; softwareId: string; entryNo: number }[] = [];
  for (const row of ready) {
    const pair = `${row.softwareId}/${row.deviceId}`;
    const entryNo = open.get(pair);
    if (entryNo !== undefined) recorded.push({ id: row.id, softwareId: row.softwareId, entryNo });
    else if (!fresh.has(pair)) fresh.set(pair, row);
  }
  return { fresh: [...fresh.values()], recorded };
}

/** Second lines for a pair that was posted with the first. */
function twinsOf(
  ready: readonly Ready[],
  posted: readonly { id: string; softwareId: string; entryNo: number }[],
) {
  const byId = new Map(posted.map((one) => [one.id, one.entryNo]));
  const byPair = new Map<string, number>();
  for (const row of ready) {
    const entryNo = byId.get(row.id);
    if (entryNo !== undefined) byPair.set(`${row.softwareId}/${row.deviceId}`, entryNo);
  }
  return ready.flatMap((row) => {
    const entryNo = byPair.get(`${row.softwareId}/${row.deviceId}`);
    if (byId.has(row.id) || entryNo === undefined) return [];
    return [{ id: row.id, softwareId: row.softwareId, entryNo }];
  });
}

async function withoutProblems(
  cx: CommandContext,
  fresh: readonly Ready[],
  problems: Map<string, PostProblem>,
  say: typeof interpolate,
): Promise<Ready[]> {
  if (fresh.length === 0) return [];
  const checked = await check(cx, fresh.map(draftOf));
  const bad = new Set<number>();
  for (const problem of checked.problems) {
    if (bad.has(problem.index)) continue;
    bad.add(problem.index);
    tell(problems, fresh[problem.index]!, say(problem.sentence, problem.params), 1);
  }
  return fresh.filter((_, index) => !bad.has(index));
}

function draftOf(row: Ready): AppendDraft {
  return {
    kind: 'install',
    softwareId: row.softwareId,
    deviceId: row.deviceId,
    version: row.version,
    occurredOn: row.installedOn,
    dateBasis: row.dateBasis,
    cause: 'opening',
    causeRef: row.sourceRef === '' ? row.source : `${row.source}:${row.sourceRef}`,
    reason: '建账',
    idempotencyKey: `opening:${row.id}`,
  };
}
