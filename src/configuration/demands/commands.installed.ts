/** What a department has installed is the ledger's knowledge, a later slice: it registers its answer here. */
import type { Tx } from '../../platform/db/database.ts';

export type InstalledSoftware = { softwareName: string; count: number };
type Source = (tx: Tx, unitId: string, departmentId: string) => Promise<InstalledSoftware[]>;

let source: Source = async () => [];

/** Open installs on a department's computers in use, by the name of the software; without it nothing is installed. */
export function registerInstalledInDepartment(registered: Source): void {
  source = registered;
}

export const installedInDepartment: Source = (tx, unitId, departmentId) =>
  source(tx, unitId, departmentId);
