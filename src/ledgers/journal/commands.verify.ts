/**
 * Proof that a unit's ledger is whole: numbers without gap, an unbroken hash chain, and derived tables that equal the
 * pure fold of the journal. `zhengce ledger verify` runs it on any database.
 */
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { hashEntry } from './commands.ts';
import { type EntryFact, fold, pairKey } from './rules.ts';
import type { VerifyReport } from './shapes.ts';
import { EMPTY_HASH, lockChain, type OpenRow, type StoredEntry } from './store.ts';
import {
  derivedOfNumber,
  entriesAfter,
  entriesOfNumber,
  numbersInUse,
  readChain,
  rebuildDerived,
} from './store.verify.ts';

const CHUNK = 5000;
const MAX_TOLD = 20;

/** Reads everything inside the given snapshot, one sheet in memory at a time; proposes no cure. */
export async function ledgerVerify(tx: Tx, unitId: string): Promise<VerifyReport> {
  const chain = await chainFaults(tx, unitId);
  const derived = await derivedFaults(tx, unitId);
  const problems = [...chain.faults, ...derived.faults];
  return {
    unitId,
    ok: problems.length === 0,
    entries: chain.entries,
    openInstalls: derived.openInstalls,
    firstBadEntryNo: chain.firstBad,
    problems,
  };
}

/** Numbers, hashes and times from the first entry to the end the chain's row remembers. */
async function chainFaults(
  tx: Tx,
  unitId: string,
): Promise<{ faults: string[]; entries: number; firstBad: number | null }> {
  const faults: string[] = [];
  let previous: StoredEntry | undefined;
  let firstBad: number | null = null;
  let entries = 0;
  for (;;) {
    const chunk = await entriesAfter(tx, unitId, previous?.entryNo ?? 0, CHUNK);
    for (const entry of chunk) {
      const fault = linkFault(previous, entry);
      if (fault) {
        firstBad ??= entry.entryNo;
        if (faults.length < MAX_TOLD) faults.push(fault);
      }
      previous = entry;
    }
    entries += chunk.length;
    if (chunk.length < CHUNK) break;
  }
  faults.push(...(await endFaults(tx, unitId, previous)));
  return { faults, entries, firstBad };
}

function linkFault(previous: StoredEntry | undefined, entry: StoredEntry): string | undefined {
  const expectedNo = (previous?.entryNo ?? 0) + 1;
  if (entry.entryNo !== expectedNo) {
    return `编号中断：应为第 ${expectedNo} 号，实为第 ${entry.entryNo} 号`;
  }
  if (entry.previousHash !== (previous?.hash ?? EMPTY_HASH)) {
    return `第 ${entry.entryNo} 号记录与前一记录的校验链断开`;
  }
  if (hashEntry(entry, entry.previousHash) !== entry.hash) {
    return `第 ${entry.entryNo} 号记录的内容与其校验值不符`;
  }
  if (previous && entry.recordedAt < previous.recordedAt) {
    return `第 ${entry.entryNo} 号记录的登记时间早于前一记录`;
  }
  return undefined;
}

async function endFaults(tx: Tx, unitId: string, last: StoredEntry | undefined): Promise<string[]> {
  const chain = await readChain(tx, unitId);
  const no = chain?.lastEntryNo ?? 0;
  if (no !== (last?.entryNo ?? 0)) {
    return [`链尾记为第 ${no} 号，流水止于第 ${last?.entryNo ?? 0} 号：末尾记录缺失或多出`];
  }
  if (chain && last && chain.lastHash !== last.hash) return ['链尾校验值与最后一条记录不符'];
  return [];
}

/** Every number's open installs and count beside the pure fold of its entries. */
async function derivedFaults(
  tx: Tx,
  unitId: string,
): Promise<{ faults: string[]; openInstalls: number }> {
  const faults: string[] = [];
  let openInstalls = 0;
  for (const softwareId of await numbersInUse(tx, unitId)) {
    const kept = await derivedOfNumber(tx, unitId, softwareId);
    openInstalls += kept.open.length;
    if (faults.length >= MAX_TOLD) continue;
    faults.push(...sheetFaults(softwareId, await entriesOfNumber(tx, unitId, softwareId), kept));
  }
  return { faults: faults.slice(0, MAX_TOLD), openInstalls };
}

function sheetFaults(
  softwareId: string,
  entries: readonly EntryFact[],
  kept: { open: readonly OpenRow[]; count: number },
): string[] {
  let state: ReturnType<typeof fold>;
  try {
    state = fold(entries);
  } catch (error) {
    return [`流水不能推算：${error instanceof Error ? error.message : String(error)}`];
  }
  const faults: string[] = [];
  const seen = new Set<string>();
  for (const row of kept.open) {
    const key = pairKey(row);
    const own = state.open.get(key);
    seen.add(key);
    const same =
      own?.version === row.version &&
      own.installedOn === row.installedOn &&
      own.entryNo === row.entryNo;
    if (!same) faults.push(`在册安装与流水不符：软件 ${row.softwareId}，计算机 ${row.deviceId}`);
  }
  for (const [key, own] of state.open) {
    if (!seen.has(key)) faults.push(`在册安装缺失：软件 ${own.softwareId}，计算机 ${own.deviceId}`);
  }
  const folded = state.counts.get(softwareId) ?? 0;
  if (kept.count !== folded) {
    faults.push(`安装数量与流水不符：软件 ${softwareId} 记为 ${kept.count}，应为 ${folded}`);
  }
  return faults;
}

/** Rebuilds the derived tables from the journal and proves the result. */
export async function rebuild(cx: CommandContext): Promise<VerifyReport> {
  await lockChain(cx.tx, cx.unitId);
  await rebuildDerived(cx.tx, cx.unitId);
  const report = await ledgerVerify(cx.tx, cx.unitId);
  await audit(cx, {
    action: 'ledger.rebuild',
    objectType: 'ledger',
    objectId: cx.unitId,
    after: { entries: report.entries, openInstalls: report.openInstalls, ok: report.ok },
  });
  return report;
}
