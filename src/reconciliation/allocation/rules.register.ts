/**
 * From the allocation to the journal: which entries make the register say what the allocation says (D17, TZ-3.5). Facts of
 * whole computers in, lines out; the ledger's own checks decide whether they may be written.
 */

/** One program of a computer with what the register and the allocation say of it. */
export type RegisterRow = {
  id: string;
  deviceId: string;
  version: string;
  recorded: readonly string[];
  coveredBy: string | null;
};

export type RegisterMove = {
  /** The program it is made for. */
  id: string;
  deviceId: string;
  kind: 'install' | 'uninstall' | 'upgrade';
  softwareId: string;
  /** Only of an upgrade: the number it leaves. */
  fromSoftwareId?: string;
  version: string;
};

export const UNKNOWN_VERSION = '未注明';

/**
 * Rows must be whole computers; only the chosen programs move. A number stays on a computer as long as another program
 * there is recorded under it or covered by it: the parts of a suite share one line of the journal.
 */
export function registerMoves(
  rows: readonly RegisterRow[],
  chosen: ReadonlySet<string>,
): RegisterMove[] {
  const devices = Map.groupBy(rows, (row) => row.deviceId);
  return [...devices.values()].flatMap((own) => deviceMoves(own, chosen));
}

/** The register and the allocation name different numbers, or the register none. */
export function isDifferent(row: Pick<RegisterRow, 'recorded' | 'coveredBy'>): boolean {
  return row.coveredBy !== null && !row.recorded.includes(row.coveredBy);
}

function deviceMoves(rows: readonly RegisterRow[], chosen: ReadonlySet<string>): RegisterMove[] {
  const moving = rows.filter((row) => chosen.has(row.id) && isDifferent(row));
  const staying = rows.filter((row) => !moving.includes(row));
  const needed = new Set([
    ...staying.flatMap((row) => row.recorded),
    ...moving.map((row) => row.coveredBy!),
  ]);
  const open = new Set(rows.flatMap((row) => row.recorded));
  const moves: RegisterMove[] = [];
  for (const row of moving) {
    const { id, deviceId } = row;
    const version = row.version || UNKNOWN_VERSION;
    const leaving = row.recorded.filter((number) => open.has(number) && !needed.has(number));
    const wanted = row.coveredBy!;
    if (!open.has(wanted)) {
      const from = leaving.shift();
      moves.push(
        from
          ? { id, deviceId, kind: 'upgrade', fromSoftwareId: from, softwareId: wanted, version }
          : { id, deviceId, kind: 'install', softwareId: wanted, version },
      );
      if (from) open.delete(from);
      open.add(wanted);
    }
    for (const softwareId of leaving) {
      moves.push({ id, deviceId, kind: 'uninstall', softwareId, version });
      open.delete(softwareId);
    }
  }
  return moves;
}
