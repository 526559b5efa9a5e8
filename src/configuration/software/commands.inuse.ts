/**
 * Whether a number has installs is the ledger's knowledge, and the ledger is a later slice: it registers its answer
 * here. Without it nothing is installed anywhere.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed, type Tx } from '../../platform/db/database.ts';

export type InUse = {
  /** Installs that are open today. */
  openInstalls: number;
  /** Whether an entry was ever written for the number, also a closed one. */
  everInstalled: boolean;
};
export type InUseCheck = (
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
) => Promise<ReadonlyMap<string, InUse>>;

/** Keeps the unit's journal still until the transaction ends. */
export type HoldJournal = (tx: Tx, unitId: string) => Promise<unknown>;

const NONE: InUse = { openInstalls: 0, everInstalled: false };
let registered: InUseCheck | undefined;
let hold: HoldJournal | undefined;

export function registerInUseCheck(check: InUseCheck, holdJournal: HoldJournal): void {
  registered = check;
  hold = holdJournal;
}

/** From here on nobody installs: what the check says now still holds when the number is closed. */
export async function holdJournal(cx: CommandContext): Promise<void> {
  await hold?.(cx.tx, cx.unitId);
}

/**
 * Whoever makes or changes numbers waits here. The journal comes first everywhere: a command that has already appended
 * may go on to make a number without two commands waiting for each other.
 */
export async function lockNumbers(cx: CommandContext): Promise<void> {
  await holdJournal(cx);
  await lockNamed(cx.tx, cx.unitId, 'configuration.software');
}

export async function inUse(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<Map<string, InUse>> {
  const known = registered ? await registered(tx, unitId, softwareIds) : undefined;
  return new Map(softwareIds.map((id) => [id, known?.get(id) ?? NONE]));
}
