/** Serial numbers: sealed before they are stored, shown masked, opened only with an audit line (domain 8.13). */
import { refuse } from '../../base/refusal.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import { sealer } from '../../platform/auth/sealing.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { maskSerial } from './rules.serials.ts';
import { foldSerial } from './rules.ts';
import type { SerialRow } from './store.rows.ts';
import { serialsOf, softwareByIds } from './store.ts';

/** Bound to the record: a sealed value copied to another record does not open there. */
const place = (unitId: string, softwareId: string) => `serial/${unitId}/${softwareId}`;

export function fingerprintsOf(unitId: string, serials: readonly string[]): Buffer[] {
  return serials.map((serial) => sealer().fingerprint(foldSerial(serial), unitId));
}

export function sealSerials(
  unitId: string,
  softwareId: string,
  serials: readonly string[],
): SerialRow[] {
  const prints = fingerprintsOf(unitId, serials);
  return serials.map((serial, position) => ({
    unitId,
    softwareId,
    position,
    sealed: sealer().seal(serial, place(unitId, softwareId)),
    masked: maskSerial(serial),
    fingerprint: prints[position]!,
  }));
}

/** Masked texts of many records, in their order; a record without serial numbers is absent. */
export async function maskedSerials(
  tx: Tx,
  unitId: string,
  softwareIds: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const row of await serialsOf(tx, unitId, softwareIds)) {
    found.set(row.softwareId, [...(found.get(row.softwareId) ?? []), row.masked]);
  }
  return found;
}

/** Opens the serial numbers of records; who read them and when is written down. The caller checks `serial.view`. */
export async function revealSerials(
  cx: CommandContext,
  softwareIds: readonly string[],
): Promise<Map<string, string[]>> {
  const records = await softwareByIds(cx.tx, cx.unitId, softwareIds);
  for (const id of softwareIds) {
    if (!records.has(id)) throw noSuchSoftware();
  }
  const found = new Map<string, string[]>();
  for (const row of await serialsOf(cx.tx, cx.unitId, softwareIds)) {
    const serial = sealer().open(row.sealed, place(cx.unitId, row.softwareId));
    found.set(row.softwareId, [...(found.get(row.softwareId) ?? []), serial]);
  }
  await auditMany(
    cx,
    [...found].map(([id, serials]) => ({
      action: 'configuration.revealSerials',
      objectType: 'software',
      objectId: id,
      after: { softwareNo: records.get(id)!.softwareNo, read: serials.length },
    })),
  );
  return found;
}

export function noSuchSoftware() {
  return refuse(
    'configuration.noSuchSoftware',
    '没有这个软件编号，可能链接有误；请回到列表重新选择',
    {},
    { status: 404 },
  );
}
