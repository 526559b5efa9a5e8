/** Sightings put together for people: sets of several sources united, with names and times. */
import { dateInChina } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { lifeOfProduct } from '../../recognition/index.ts';
import { dateOfDay } from '../intake/rules.dates.ts';
import { type Coverage, coverageOf } from '../sources/rules.ts';
import { sourceItem } from '../sources/store.ts';
import { type Change, type Present, type Sighting, setAt, sightingsOf } from './rules.ts';
import type { SeenSoftware } from './shapes.ts';
import * as store from './store.ts';

export type Asked = { at?: string | undefined; gone: 'true' | 'false'; q?: string | undefined };
type Found = Sighting & { installedOn: number | null; sourceId: string; fromFile: boolean };

/** One observation of a device, for comparing with the ledger. */
export type DevicePresence = {
  deviceId: string;
  entryId: number;
  /** `YYYY-MM-DD` where an agent knew it. */
  installedOn: string | null;
  firstSeen: string;
  lastSeen: string;
  fromFileOnly: boolean;
};

/** Everything present on these devices now, the sources of each united. */
export async function presenceOfDevices(
  tx: Tx,
  unitId: string,
  deviceIds: readonly string[],
): Promise<DevicePresence[]> {
  const presents = await store.presentOfDevices(tx, unitId, deviceIds);
  const found = await findAll(tx, unitId, presents, undefined);
  const device = new Map(presents.map((row) => [row.sourceId, row.deviceId!]));
  const united = new Map<string, DevicePresence>();
  for (const one of found) {
    if (!one.present) continue;
    const deviceId = device.get(one.sourceId)!;
    const key = `${deviceId}/${one.entryId}`;
    const before = united.get(key);
    const installedOn = one.installedOn === null ? null : dateOfDay(one.installedOn);
    if (!before) {
      const { entryId, firstSeen, lastSeen } = one;
      united.set(key, {
        deviceId,
        entryId,
        installedOn,
        firstSeen,
        lastSeen,
        fromFileOnly: one.fromFile,
      });
      continue;
    }
    before.installedOn = earlier(before.installedOn, installedOn);
    if (one.firstSeen < before.firstSeen) before.firstSeen = one.firstSeen;
    if (one.lastSeen > before.lastSeen) before.lastSeen = one.lastSeen;
    before.fromFileOnly &&= one.fromFile;
  }
  return [...united.values()];
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

export async function softwareOfSource(tx: Tx, unitId: string, id: string, asked: Asked) {
  const source = await sourceItem(tx, unitId, id);
  if (!source) throw refuse('discovery.unknownSource', '没有这个上报来源', {}, { status: 404 });
  const presents = await store.presentOfSources(tx, unitId, [id]);
  const items = await softwareOf(tx, unitId, presents, asked);
  return { items, seenAt: source.seenAt, coverage: coverageOf(source) };
}

export async function softwareOfDevice(tx: Tx, unitId: string, deviceId: string, asked: Asked) {
  const presents = await store.presentOfDevices(tx, unitId, [deviceId]);
  const items = await softwareOf(tx, unitId, presents, asked);
  const seen = await store.lastSeenOfDevices(tx, unitId, [deviceId]);
  return {
    items,
    seenAt: seen.get(deviceId) ?? null,
    coverage: seen.has(deviceId) ? coverageOfDevice(presents) : null,
  };
}

/** The best of a device's sources: what one of them covers is covered. */
export function coverageOfDevice(presents: readonly store.StoredPresent[]): Coverage {
  const order: Coverage[] = ['full', 'perUserMissing', 'partial', 'waiting'];
  const each = presents.map((row) =>
    coverageOf({ ...row, hasList: true, noSoftware: false, wantsFull: false }),
  );
  return order.find((coverage) => each.includes(coverage)) ?? 'waiting';
}

async function softwareOf(
  tx: Tx,
  unitId: string,
  presents: store.StoredPresent[],
  asked: Asked,
): Promise<SeenSoftware[]> {
  const found = await findAll(tx, unitId, presents, asked.at);
  const byEntry = new Map<number, Found[]>();
  for (const one of found) {
    if (!one.present && asked.gone === 'false') continue;
    const list = byEntry.get(one.entryId);
    if (list) list.push(one);
    else byEntry.set(one.entryId, [one]);
  }
  const names = await store.namesOf(tx, unitId, [...byEntry.keys()]);
  const wanted = asked.q?.toLowerCase();
  const today = dateInChina(new Date());
  return [...byEntry]
    .map(([entryId, list]) => united(names.get(entryId)!, list, today))
    .filter((one) => !wanted || `${one.name} ${one.publisher}`.toLowerCase().includes(wanted))
    .sort((a, b) => a.name.localeCompare(b.name, 'zh') || a.entryId - b.entryId);
}

function united(entry: store.NamedEntry, list: Found[], today: string): SeenSoftware {
  const days = list.flatMap((one) => one.installedOn ?? []);
  return {
    entryId: entry.id,
    name: entry.name,
    publisher: entry.publisher,
    version: entry.version,
    from: entry.from,
    productName: entry.productName,
    kind: entry.kind,
    endOfLife: lifeOfProduct(entry.productId, entry.productVersion ?? '', today) ?? null,
    installedOn: days.length > 0 ? dateOfDay(Math.min(...days)) : null,
    firstSeen: list.map((one) => one.firstSeen).sort()[0]!,
    lastSeen: list
      .map((one) => one.lastSeen)
      .sort()
      .at(-1)!,
    present: list.some((one) => one.present),
    fromFileOnly: list.every((one) => one.fromFile),
    sourceIds: list.map((one) => one.sourceId),
  };
}

/** Sightings of every source; with `at`, only what was there then. */
async function findAll(
  tx: Tx,
  unitId: string,
  presents: readonly store.StoredPresent[],
  at: string | undefined,
): Promise<Found[]> {
  const changes = await store.changesOf(
    tx,
    unitId,
    presents.map((row) => row.sourceId),
  );
  return presents.flatMap((row) => {
    const own = changes.get(row.sourceId) ?? [];
    const days = new Map(row.entries.map((id, index) => [id, row.installedOn?.[index] ?? null]));
    const [set, until] = at === undefined ? [row, own] : asOf(row, own, new Date(at).toISOString());
    return sightingsOf(set, until).map((one) => ({
      ...one,
      installedOn: days.get(one.entryId) ?? null,
      sourceId: row.sourceId,
      fromFile: row.kind === 'file',
    }));
  });
}

/** The same source as it was at an instant: what came later is taken back and forgotten. */
function asOf(row: store.StoredPresent, changes: Change[], at: string): [Present, Change[]] {
  const entries = [...setAt(row, changes, at)];
  const seenAt = row.seenAt < at ? row.seenAt : at;
  return [{ entries, firstAt: row.firstAt, seenAt }, changes.filter((change) => change.at <= at)];
}
