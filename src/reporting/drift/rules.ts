/**
 * People, computers and their users: which record changed a total, and why. Each object counts in a set of totals before
 * and after a step; what it left or entered is one line with one cause, so that the lines of a total add up to its change.
 */
import type { DeviceStatus, DeviceType } from '../../ledgers/devices/shapes.ts';
import type { Cause, CauseKey, Mode, Step, TotalKey } from './shapes.ts';

export type ObjectType = 'person' | 'device' | 'software';
export type Line = {
  total: TotalKey;
  /** Software number or `department:status` of totals that are also kept one by one. */
  item: string | null;
  step: Step;
  cause: CauseKey;
  mode: Mode | null;
  delta: number;
  type: ObjectType;
  id: string;
  label: string;
  before: string | null;
  after: string | null;
  day: string | null;
};

export type PersonFact = {
  id: string;
  name: string;
  joinedOn: string | null;
  leftOn: string | null;
  departmentId: string | null;
};

/** A computer as it stands on one day; `status` null = not there yet. */
export type DeviceFact = {
  id: string;
  computerNo: string;
  deviceType: DeviceType;
  merged: boolean;
  status: DeviceStatus | null;
  statusFrom: string | null;
  personId: string | null;
  departmentId: string | null;
  holderFrom: string | null;
};

/** One point of a comparison: the day, and what was known then. */
export type Scene = {
  day: string;
  people: ReadonlyMap<string, PersonFact>;
  devices: ReadonlyMap<string, DeviceFact>;
};

export type Names = { person(id: string): string; department(id: string): string };

export function counted(person: PersonFact | undefined, day: string): boolean {
  if (!person) return false;
  const { joinedOn, leftOn } = person;
  return (joinedOn === null || joinedOn <= day) && (leftOn === null || leftOn > day);
}

/** D1. */
export function peopleLines(step: Step, before: Scene, after: Scene): Line[] {
  const lines: Line[] = [];
  for (const id of idsOf(before.people, after.people)) {
    const [was, is] = [before.people.get(id), after.people.get(id)];
    const delta = Number(counted(is, after.day)) - Number(counted(was, before.day));
    if (delta === 0) continue;
    const one = (is ?? was)!;
    const cause = step === 'inPeriod' ? (delta > 0 ? 'joined' : 'left') : lateOr(was, 'person');
    lines.push({
      ...plain('totalStaff', step, cause, delta),
      ...{ type: 'person', id, label: one.name, before: null, after: null },
      day: delta > 0 ? one.joinedOn : one.leftOn,
    });
  }
  return lines;
}

function lateOr(was: unknown, what: 'person'): CauseKey {
  return was === undefined ? `${what}Late` : `${what}Corrected`;
}

function plain(total: TotalKey, step: Step, cause: CauseKey, delta: number) {
  return { total, item: null, step, cause, mode: null, delta };
}

/** Every id of either side, once; the second side first, as it is the usual one. */
function idsOf(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>) {
  const ids = [...after.keys()];
  for (const id of before.keys()) if (!after.has(id)) ids.push(id);
  return ids;
}

export function isLive(status: DeviceStatus | null): boolean {
  return status === 'inUse' || status === 'idle' || status === 'inRepair';
}

const CELL = 'department|';

/** The totals a computer counts in: D3 by type and in sum, by status, by department and status. */
export function totalsOf(device: DeviceFact | undefined): string[] {
  if (!device || device.merged || device.status === null) return [];
  if (!isLive(device.status)) return [device.status];
  const cell = `${CELL}${device.departmentId ?? ''}:${device.status}`;
  return ['computers', device.deviceType, device.status, cell];
}

export function deviceLines(step: Step, before: Scene, after: Scene, names: Names): Line[] {
  const lines: Line[] = [];
  for (const id of idsOf(before.devices, after.devices)) {
    const [was, is] = [before.devices.get(id), after.devices.get(id)];
    if (was === is || same(was, is)) continue;
    const [left, entered] = [totalsOf(was), totalsOf(is)];
    const changes = [
      ...left.filter((key) => !entered.includes(key)).map((key) => [key, -1] as const),
      ...entered.filter((key) => !left.includes(key)).map((key) => [key, 1] as const),
    ];
    if (changes.length === 0) continue;
    const cause = deviceCause(step, was, is);
    const told = deviceWords(cause, was, is, names);
    for (const [key, delta] of changes) {
      const cell = key.startsWith(CELL);
      lines.push({
        ...plain(cell ? 'department' : (key as TotalKey), step, cause, delta),
        item: cell ? key.slice(CELL.length) : null,
        ...{ type: 'device', id, label: (is ?? was)!.computerNo, ...told },
        day: dayOf(cause, is ?? was),
      });
    }
  }
  return lines;
}

function same(was: DeviceFact | undefined, is: DeviceFact | undefined): boolean {
  return (
    was !== undefined &&
    is !== undefined &&
    was.status === is.status &&
    was.departmentId === is.departmentId &&
    was.merged === is.merged &&
    was.deviceType === is.deviceType
  );
}

/** Why a computer counts elsewhere. Asked only when it does. */
export function deviceCause(
  step: Step,
  was: DeviceFact | undefined,
  is: DeviceFact | undefined,
): CauseKey {
  if (step === 'afterwards') return lateCause(was, is);
  if (!was?.status) return 'deviceRegistered';
  if (!is?.status) throw new Error(`computer ${was.computerNo} vanished in the period`);
  if (isLive(was.status) !== isLive(is.status)) {
    return isLive(is.status) ? 'deviceRestored' : 'deviceRetired';
  }
  const moved = was.departmentId !== is.departmentId;
  if (was.status !== is.status) return moved ? 'movedAndStatus' : 'statusChanged';
  return 'deviceMoved';
}

function lateCause(was: DeviceFact | undefined, is: DeviceFact | undefined): CauseKey {
  if (!was) return 'deviceLate';
  if (!is) throw new Error(`computer ${was.computerNo} was forgotten`);
  if (was.merged !== is.merged) return is.merged ? 'deviceMerged' : 'deviceUnmerged';
  if (!was.status || !is.status) return 'deviceDateCorrected';
  if (was.status !== is.status) return 'statusLate';
  if (was.deviceType !== is.deviceType) return 'deviceTypeCorrected';
  return 'holderLate';
}

const STATUS_WORDS: Record<DeviceStatus, string> = {
  inUse: '在用',
  idle: '闲置',
  inRepair: '维修',
  scrapped: '报废',
  transferredOut: '调出',
};
const TYPE_WORDS: Record<DeviceType, string> = {
  server: '服务器',
  desktop: '台式机',
  laptop: '便携机',
};

function deviceWords(
  cause: CauseKey,
  was: DeviceFact | undefined,
  is: DeviceFact | undefined,
  names: Names,
): { before: string | null; after: string | null } {
  const words = (device: DeviceFact | undefined): string | null => {
    if (!device?.status) return null;
    if (cause === 'deviceTypeCorrected') return TYPE_WORDS[device.deviceType];
    if (cause === 'deviceMoved' || cause === 'holderLate') return place(device, names);
    if (cause === 'movedAndStatus') {
      return `${place(device, names)} ${STATUS_WORDS[device.status]}`;
    }
    return STATUS_WORDS[device.status];
  };
  return { before: words(was), after: words(is) };
}

function place(device: DeviceFact, names: Names): string {
  return device.departmentId === null ? '无部门' : names.department(device.departmentId);
}

function dayOf(cause: CauseKey, device: DeviceFact | undefined): string | null {
  if (!device) return null;
  const moved = cause === 'deviceMoved' || cause === 'holderLate' || cause === 'holderChanged';
  return moved ? device.holderFrom : device.statusFrom;
}

/** D2: person → computers in use he holds; who has left by then is no user. */
export function usersOf(scene: Scene): Map<string, DeviceFact[]> {
  const users = new Map<string, DeviceFact[]>();
  for (const device of scene.devices.values()) {
    if (device.status !== 'inUse' || device.merged || device.personId === null) continue;
    const person = scene.people.get(device.personId);
    if (!person || (person.leftOn !== null && person.leftOn <= scene.day)) continue;
    const held = users.get(person.id);
    if (held) held.push(device);
    else users.set(person.id, [device]);
  }
  return users;
}

export function userLines(step: Step, before: Scene, after: Scene, names: Names): Line[] {
  const [had, has] = [usersOf(before), usersOf(after)];
  const lines: Line[] = [];
  const add = (id: string, delta: 1 | -1, device: DeviceFact) => {
    const other = (delta > 0 ? before : after).devices.get(device.id);
    const [was, is] = delta > 0 ? [other, device] : [device, other];
    const people = { was: before.people.get(id), is: after.people.get(id) };
    const cause = userCause(step, people, was, is, after.day);
    lines.push({
      ...plain('computerUsers', step, cause, delta),
      ...{ type: 'device', id: device.id, label: `${names.person(id)} ${device.computerNo}` },
      ...userWords(cause, was, is, names),
      day: cause === 'left' ? (people.is?.leftOn ?? null) : dayOf(cause, is ?? was),
    });
  };
  for (const [id, held] of has) if (!had.has(id)) add(id, 1, firstOf(held));
  for (const [id, held] of had) if (!has.has(id)) add(id, -1, firstOf(held));
  return lines;
}

function firstOf(held: readonly DeviceFact[]): DeviceFact {
  return held.reduce((left, right) => (right.computerNo < left.computerNo ? right : left));
}

/** What happened to the first of his computers, or to himself, that made or unmade him a user. */
function userCause(
  step: Step,
  people: { was: PersonFact | undefined; is: PersonFact | undefined },
  was: DeviceFact | undefined,
  is: DeviceFact | undefined,
  day: string,
): CauseKey {
  const left = people.is?.leftOn != null && people.is.leftOn <= day;
  if (step === 'inPeriod' && left) return 'left';
  if (step === 'afterwards') {
    if (!people.was) return 'personLate';
    if (people.was.leftOn !== people.is?.leftOn && was?.personId === is?.personId) {
      return 'personCorrected';
    }
  }
  if (was?.status && is?.status && was.merged === is.merged && was.status === is.status) {
    return step === 'inPeriod' ? 'holderChanged' : 'holderLate';
  }
  return deviceCause(step, was, is);
}

function userWords(
  cause: CauseKey,
  was: DeviceFact | undefined,
  is: DeviceFact | undefined,
  names: Names,
): { before: string | null; after: string | null } {
  if (cause !== 'holderChanged' && cause !== 'holderLate') {
    return deviceWords(cause, was, is, names);
  }
  const holder = (device: DeviceFact | undefined) =>
    device?.personId ? names.person(device.personId) : null;
  return { before: holder(was), after: holder(is) };
}

export type Group = Pick<Line, 'total' | 'item' | 'step' | 'cause' | 'mode'> &
  Pick<Cause, 'plus' | 'minus' | 'count'>;

/** Lines and groups of the same total, step, cause and mode as one cause; `byItem` keeps numbers and cells apart. */
export function sumUp(
  lines: readonly Line[],
  groups: readonly Group[],
  byItem: boolean,
): Map<string, Cause[]> {
  const found = new Map<string, Map<string, Cause>>();
  const add = (one: Group) => {
    const key = byItem ? `${one.total}|${one.item}` : one.total;
    const causes = found.get(key) ?? new Map<string, Cause>();
    found.set(key, causes);
    const at = `${one.step}|${one.cause}|${one.mode}`;
    const { step, cause, mode, plus, minus, count } = one;
    const sum = causes.get(at) ?? { step, cause, mode, plus: 0, minus: 0, delta: 0, count: 0 };
    sum.plus += plus;
    sum.minus += minus;
    sum.delta += plus + minus;
    sum.count += count;
    causes.set(at, sum);
  };
  for (const line of lines) {
    const { delta } = line;
    add({ ...line, plus: Math.max(delta, 0), minus: Math.min(delta, 0), count: 1 });
  }
  for (const group of groups) add(group);
  return new Map(
    [...found].map(([key, causes]) => [key, [...causes.values()].sort(bySize)] as const),
  );
}

const STEP_ORDER: Record<Step, number> = { afterwards: 0, inPeriod: 1 };

function bySize(left: Cause, right: Cause): number {
  return (
    STEP_ORDER[left.step] - STEP_ORDER[right.step] ||
    Math.abs(right.delta) - Math.abs(left.delta) ||
    right.count - left.count ||
    (`${left.cause}${left.mode}` < `${right.cause}${right.mode}` ? -1 : 1)
  );
}
