/**
 * Whether a number has installs is the ledger's knowledge, and the ledger is a later slice: it registers its answer
 * here. Without it nothing is installed anywhere.
 */
import type { Tx } from '../../platform/db/database.ts';

export type InUse = {
  /** Installs that are open today. */
  openInstalls: number;
  /** Entries ever written for the number, also closed ones. */
  entries: number;
};
export type InUseCheck = (
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
) => Promise<ReadonlyMap<string, InUse>>;

const NONE: InUse = { openInstalls: 0, entries: 0 };
let registered: InUseCheck | undefined;

export function registerInUseCheck(check: InUseCheck): void {
  registered = check;
}

export async function inUse(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<Map<string, InUse>> {
  const known = registered ? await registered(tx, unitId, softwareIds) : undefined;
  return new Map(softwareIds.map((id) => [id, known?.get(id) ?? NONE]));
}
