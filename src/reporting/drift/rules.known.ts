/**
 * What was known at an earlier moment of people, computers and software numbers. The tables hold the present; the audit
 * log says what each change replaced. Taking the changes back, newest first, gives the record as it stood then.
 */
import { beginFrom, beginsOn, type Period, valueOn } from '../../ledgers/devices/rules.history.ts';
import type { DeviceStatus, DeviceType } from '../../ledgers/devices/shapes.ts';
import type { NumberFact } from './rules.numbers.ts';
import type { DeviceFact, PersonFact } from './rules.ts';

export type Change = {
  action: string;
  objectId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
};

export type Holder = { personId: string | null; departmentId: string | null };
export type KnownDevice = {
  id: string;
  computerNo: string;
  deviceType: DeviceType;
  merged: boolean;
  statuses: Period<DeviceStatus>[];
  holders: Period<Holder>[];
};
export type Merge = {
  id: string;
  keepId: string;
  dropId: string;
  tookHolders: boolean;
  beganOn: { before: string; after: string } | null;
};

/** The person before these changes, newest first; undefined = not yet recorded. */
export function personBefore(
  person: PersonFact,
  changes: readonly Change[],
): PersonFact | undefined {
  let known: PersonFact | undefined = person;
  for (const change of changes) {
    if (change.action === 'person.create') known = undefined;
    else if (known && change.before)
      known = { ...known, ...(change.before as Partial<PersonFact>) };
  }
  return known;
}

type Facts = {
  softwareType?: NumberFact['softwareType'];
  acquisitionMethod?: NumberFact['acquisitionMethod'];
  registeredOn?: string;
  licenseQuantity?: number | 'unlimited' | null;
  termEnd?: string | null;
};

/** The number before these changes, newest first. `licenseTerm` of the log is given as its last day in `termEnd`. */
export function numberBefore(fact: NumberFact, changes: readonly Change[]): NumberFact | undefined {
  let known: NumberFact | undefined = fact;
  for (const { action, before } of changes) {
    if (action === 'configuration.createSoftware') known = undefined;
    if (!known) continue;
    if (action === 'configuration.disposeSoftware') known = { ...known, disposedOn: null };
    if (action === 'configuration.restoreSoftware') {
      known = { ...known, disposedOn: (before?.disposedOn as string | undefined) ?? null };
    }
    if (action === 'configuration.updateSoftware' && before) {
      known = withFacts(known, before as Facts);
    }
  }
  return known;
}

function withFacts(known: NumberFact, before: Facts): NumberFact {
  const { softwareType, acquisitionMethod, registeredOn, licenseQuantity, termEnd } = before;
  return {
    ...known,
    softwareType: softwareType ?? known.softwareType,
    acquisitionMethod: acquisitionMethod ?? known.acquisitionMethod,
    registeredOn: registeredOn ?? known.registeredOn,
    ...(licenseQuantity === undefined
      ? {}
      : {
          quantity: typeof licenseQuantity === 'number' ? licenseQuantity : null,
          unlimited: licenseQuantity === 'unlimited',
        }),
    ...(termEnd === undefined ? {} : { termEnd }),
  };
}

/** All touched computers before these changes, newest first; absent = not yet recorded. The input is left as it is. */
export function devicesBefore(
  devices: ReadonlyMap<string, KnownDevice>,
  changes: readonly Change[],
  merges: ReadonlyMap<string, Merge>,
): Map<string, KnownDevice> {
  const known = new Map(devices);
  for (const change of changes) {
    if (change.action === 'device.merge' || change.action === 'device.undoMerge') {
      undoMerge(known, change, merges);
      continue;
    }
    const device = known.get(change.objectId);
    if (!device) continue;
    const earlier = deviceBefore(device, change);
    if (earlier) known.set(device.id, earlier);
    else known.delete(device.id);
  }
  return known;
}

function deviceBefore(device: KnownDevice, change: Change): KnownDevice | undefined {
  const { action, before, after } = change;
  switch (action) {
    case 'device.create':
      return undefined;
    case 'device.holder':
      return { ...device, holders: before!.holders as Period<Holder>[] };
    case 'device.status':
      return { ...device, statuses: withoutStatus(device.statuses, before!, after!) };
    case 'device.update':
      return { ...begunAgain(device, before!, after!), deviceType: typeIn(before, device) };
    default:
      return device;
  }
}

function typeIn(row: unknown, device: KnownDevice): DeviceType {
  return (row as { deviceType?: DeviceType } | null)?.deviceType ?? device.deviceType;
}

/** A state is entered in the order of time, so the one to take back is the last of the history. */
function withoutStatus(
  statuses: readonly Period<DeviceStatus>[],
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): Period<DeviceStatus>[] {
  const fromOn = after.fromOn as string;
  const value = before.status as DeviceStatus;
  const kept = statuses.filter((period) => period.fromOn < fromOn).sort(byDay);
  const last = kept.at(-1);
  if (last?.value === value) return [...kept.slice(0, -1), { ...last, toOn: null }];
  const closed = last ? [...kept.slice(0, -1), { ...last, toOn: fromOn }] : [];
  return [...closed, { fromOn, toOn: null, value }];
}

function byDay(left: { fromOn: string }, right: { fromOn: string }): number {
  return left.fromOn < right.fromOn ? -1 : 1;
}

/** A corrected day of acquisition moved the beginning of the histories (`beganOn` of the log). */
function begunAgain(
  device: KnownDevice,
  before: Record<string, unknown>,
  after: Record<string, unknown>,
): KnownDevice {
  const [was, is] = [before.beganOn, after.beganOn] as [string | undefined, string | undefined];
  if (!was || !is) return device;
  const statuses = beginFrom(device.statuses, was) ?? device.statuses;
  const along = after.holdersBeganOn === is && beginsOn(device.holders) === is;
  const holders = (along ? beginFrom(device.holders, was) : undefined) ?? device.holders;
  return { ...device, statuses, holders };
}

/** Takes back a merge, or its undoing: both records, what the kept one took over, and where it began. */
function undoMerge(
  known: Map<string, KnownDevice>,
  change: Change,
  merges: ReadonlyMap<string, Merge>,
): void {
  const done = change.action === 'device.merge';
  const mergeId = (done ? change.after : change.before)?.mergeId as string;
  const merge = merges.get(mergeId);
  const keep = known.get(change.objectId);
  if (!merge || !keep) return;
  const drop = known.get(merge.dropId);
  const began = done ? merge.beganOn?.before : merge.beganOn?.after;
  const now = done ? merge.beganOn?.after : merge.beganOn?.before;
  const moved = began && beginsOn(keep.statuses) === now;
  const statuses = (moved && beginFrom(keep.statuses, began)) || keep.statuses;
  const gave = !done && keep.holders.length === 0;
  const holders = !merge.tookHolders
    ? keep.holders
    : done
      ? []
      : gave && drop
        ? drop.holders
        : keep.holders;
  const row = change.before?.keep;
  known.set(keep.id, { ...keep, statuses, holders, deviceType: typeIn(row, keep) });
  if (drop) known.set(drop.id, { ...drop, merged: !done });
}

/** The computer as it stood on a day; the department of a holder without one of its own is his person's. */
export function deviceOn(
  device: KnownDevice,
  day: string,
  people: ReadonlyMap<string, PersonFact>,
): DeviceFact {
  const { id, computerNo, deviceType, merged, statuses, holders } = device;
  const holder = valueOn(holders, day);
  const personId = holder?.personId ?? null;
  const own = personId === null ? undefined : people.get(personId);
  return {
    id,
    computerNo,
    deviceType,
    merged,
    status: valueOn(statuses, day) ?? null,
    statusFrom: sinceOn(statuses, day),
    personId,
    departmentId: holder?.departmentId ?? own?.departmentId ?? null,
    holderFrom: sinceOn(holders, day),
  };
}

/** First day of the period that holds on `day`; in a gap, the day it began. */
function sinceOn(periods: readonly Period<unknown>[], day: string): string | null {
  let since: string | null = null;
  for (const { fromOn, toOn } of [...periods].sort(byDay)) {
    if (fromOn <= day) since = fromOn;
    if (toOn !== null && toOn <= day) since = toOn;
  }
  return since;
}
