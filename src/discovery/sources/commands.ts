/** Decisions about sources: which device each is, by the system where it is certain and by a person where not. */
import { refuse } from '../../base/refusal.ts';
import {
  createDevices,
  type DeviceMerge,
  devicesByIds,
  findDevicesByIdentity,
} from '../../ledgers/devices/index.ts';
import { deviceTypeOf, hostKey, serialKey, uuidKey } from '../../ledgers/devices/rules.ts';
import type { DeviceType } from '../../ledgers/devices/shapes.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type JunkList, junkList } from './rules.junk.ts';
import {
  groupSources,
  type Identity,
  type Known,
  matchDevice,
  meaningful,
  type Verdict,
} from './rules.ts';
import { junkRules } from './store.junk.ts';
import * as store from './store.ts';

export type Placed = { sourceIds: string[]; deviceIds: string[] };

export async function unitJunk(tx: Tx, unitId: string): Promise<JunkList> {
  return junkList(await junkRules(tx, unitId));
}

/** For each identity the device it certainly is, or those it may be. */
export async function verdictsFor(
  tx: Tx,
  unitId: string,
  identities: readonly Identity[],
  junk: JunkList,
): Promise<Verdict[]> {
  const known = await knownLike(tx, unitId, identities, junk);
  return identities.map((identity) => matchDevice(identity, known));
}

/** What is known of devices that share something: from the ledger, and from sources already placed. */
async function knownLike(
  tx: Tx,
  unitId: string,
  identities: readonly Identity[],
  junk: JunkList,
): Promise<Known[]> {
  const given = {
    serials: identities.map((one) => one.serialKey).filter((key) => key !== ''),
    uuids: identities.map((one) => one.uuid).filter((key) => key !== ''),
    macs: identities.flatMap((one) => [...one.macs]),
    hostNames: identities.map((one) => one.hostKey).filter((key) => key !== ''),
  };
  const devices = await findDevicesByIdentity(tx, unitId, given);
  const ledger = devices
    .filter((device) => !['scrapped', 'transferredOut'].includes(device.status))
    .map((device) => ({
      deviceId: device.id,
      serialKey: serialKey(device.serialNo),
      uuid: uuidKey(device.uuid),
      macs: device.macs,
      hostKey: hostKey(device.hostName),
    }));
  const placed = await store.assignedLike(tx, unitId, identities);
  return [...ledger, ...placed].map((one) => ({
    deviceId: one.deviceId,
    ...meaningful(one, junk),
  }));
}

/** Places what is certain among waiting sources. Returns the agent keys whose state the engine must reread. */
export async function matchSources(
  tx: Tx,
  unitId: string,
  sources: readonly store.SourceRow[],
): Promise<{ placed: Map<string, string>; replaced: string[] }> {
  // What a person detached stays where the person put it.
  const open = sources.filter(
    (source) => source.state === 'candidate' && source.matchedBy !== 'detached',
  );
  const placed = new Map<string, string>();
  if (open.length === 0) return { placed, replaced: [] };
  const junk = await unitJunk(tx, unitId);
  const identities = open.map((source) => meaningful(source, junk));
  const verdicts = await verdictsFor(tx, unitId, identities, junk);
  const placements = open.flatMap((source, index): store.Placement[] => {
    const verdict = verdicts[index]!;
    if (verdict.kind === 'candidate') return [];
    placed.set(source.id, verdict.deviceId);
    const { deviceId, by } = verdict;
    return [{ id: source.id, state: 'assigned', deviceId, matchedBy: by }];
  });
  await store.placeSources(tx, unitId, placements, false);
  return { placed, replaced: await store.supersedeSilent(tx, unitId, [...placed.keys()]) };
}

/** A person says which device these sources are. */
export async function assignSources(
  cx: CommandContext,
  input: { sourceIds: string[]; deviceId: string },
): Promise<Placed> {
  const device = (await devicesByIds(cx.tx, cx.unitId, [input.deviceId])).get(input.deviceId);
  if (!device) {
    throw refuse(
      'discovery.unknownDevice',
      '没有这台计算机',
      {},
      { path: 'body.deviceId', status: 404 },
    );
  }
  const deviceId = device.mergedInto ?? device.id;
  const sources = await lockedSources(cx, input.sourceIds);
  await place(
    cx,
    sources.map((source) => ({ source, deviceId })),
  );
  return { sourceIds: sources.map((source) => source.id), deviceIds: [deviceId] };
}

/**
 * One device per machine: the given sources and every other waiting source that is certainly the same machine are
 * placed together, so that three agents on one computer need one click.
 */
export async function createDevicesFromSources(
  cx: CommandContext,
  input: {
    sourceIds: string[];
    computerNo?: string | undefined;
    deviceType?: DeviceType | undefined;
  },
): Promise<Placed> {
  const chosen = await lockedSources(cx, input.sourceIds);
  const taken = chosen.find((source) => source.deviceId !== null);
  if (taken) {
    throw refuse(
      'discovery.alreadyPlaced',
      '来源“{{name}}”已归到一台计算机；如有误请先解除',
      { name: taken.hostName || taken.agentKey },
      { path: 'body.sourceIds', status: 409 },
    );
  }
  const junk = await unitJunk(cx.tx, cx.unitId);
  const groups = await machinesOf(cx, chosen, junk);
  if (input.computerNo && groups.length > 1) {
    throw refuse(
      'discovery.oneNumberManyMachines',
      '所选来源是 {{n}} 台不同的机器，不能用同一个计算机编号',
      { n: groups.length },
      { path: 'body.computerNo' },
    );
  }
  const devices = await createDevices(
    cx,
    groups.map((group) => ({
      ...factsOf(group, junk, input.deviceType),
      ...(input.computerNo ? { computerNo: input.computerNo } : {}),
    })),
  );
  const pairs = groups.flatMap((group, index) =>
    group.map((source) => ({ source, deviceId: devices[index]!.id })),
  );
  await place(cx, pairs);
  return {
    sourceIds: pairs.map((pair) => pair.source.id),
    deviceIds: devices.map((device) => device.id),
  };
}

async function machinesOf(
  cx: CommandContext,
  chosen: store.SourceRow[],
  junk: JunkList,
): Promise<store.SourceRow[][]> {
  const near = await store.waitingLike(
    cx.tx,
    cx.unitId,
    chosen.map((source) => meaningful(source, junk)),
  );
  const rows = new Map([...chosen, ...near].map((source) => [source.id, source]));
  const groups = groupSources(
    [...rows.values()].map((source) => ({ ...meaningful(source, junk), id: source.id })),
  );
  const wanted = new Set(chosen.map((source) => source.id));
  return groups
    .filter((group) => group.some((one) => wanted.has(one.id)))
    .map((group) => group.map((one) => rows.get(one.id)!));
}

function factsOf(group: store.SourceRow[], junk: JunkList, deviceType: DeviceType | undefined) {
  const first = (pick: (source: store.SourceRow) => string) =>
    group.map(pick).find((value) => value !== '') ?? '';
  const clean = group.map((source) => meaningful(source, junk));
  const chassis = first((source) => source.chassis);
  const known = deviceTypeOf(chassis)?.deviceType;
  const isServer = group.some((source) => /\bserver\b/i.test(source.osName));
  return {
    deviceType: deviceType ?? (isServer ? 'server' : (known ?? 'desktop')),
    brand: first((source) => source.manufacturer).slice(0, 100),
    model: first((source) => source.model).slice(0, 100),
    serialNo: group.find((_, index) => clean[index]!.serialKey !== '')?.serialNo ?? '',
    uuid: clean.find((one) => one.uuid !== '')?.uuid ?? '',
    macs: [...new Set(clean.flatMap((one) => [...one.macs]))].slice(0, 64),
    hostName: first((source) => source.hostName),
    osName: first((source) => source.osName).slice(0, 200),
  };
}

export async function detachSource(cx: CommandContext, id: string): Promise<Placed> {
  const [source] = await lockedSources(cx, [id]);
  if (!source?.deviceId) {
    throw refuse('discovery.notPlaced', '该来源没有对应的计算机', {}, { status: 409 });
  }
  await place(cx, [{ source, deviceId: null, matchedBy: 'detached' }]);
  return { sourceIds: [id], deviceIds: [source.deviceId] };
}

export async function ignoreSources(cx: CommandContext, ids: string[]): Promise<Placed> {
  const sources = await lockedSources(cx, ids);
  await place(
    cx,
    sources.map((source) => ({ source, deviceId: null, state: 'ignored' as const })),
  );
  return { sourceIds: ids, deviceIds: sources.flatMap((source) => source.deviceId ?? []) };
}

/** One step back. A device created on the way stays: it may already be used elsewhere. */
export async function undoPlacement(cx: CommandContext, id: string): Promise<Placed> {
  const [source] = await lockedSources(cx, [id]);
  const previous = await store.previousOf(cx.tx, cx.unitId, id);
  if (!source || !previous) {
    throw refuse('discovery.nothingToUndo', '没有可撤销的操作', {}, { status: 409 });
  }
  await place(cx, [{ source, ...previous }]);
  await store.forgetPrevious(cx.tx, cx.unitId, id);
  const deviceIds = [source.deviceId, previous.deviceId].filter((one) => one !== null);
  return { sourceIds: [id], deviceIds };
}

type Placing = {
  source: store.SourceRow;
  deviceId: string | null;
  state?: store.SourceRow['state'];
  matchedBy?: string;
};

async function place(cx: CommandContext, placings: Placing[]): Promise<void> {
  const placements = placings.map(({ source, deviceId, state, matchedBy }): store.Placement => {
    const natural = deviceId === null ? 'candidate' : 'assigned';
    return {
      id: source.id,
      state: state ?? natural,
      deviceId,
      matchedBy: matchedBy ?? (deviceId === null ? '' : 'person'),
    };
  });
  await store.placeSources(cx.tx, cx.unitId, placements, true);
  await store.supersedeSilent(
    cx.tx,
    cx.unitId,
    placements.filter((one) => one.deviceId !== null).map((one) => one.id),
  );
  await store.addTodo(
    cx.tx,
    cx.unitId,
    placements.map((one) => one.id),
    cx.now,
  );
  await auditMany(
    cx,
    placements.map((after, index) => {
      const { state, deviceId, matchedBy, hostName } = placings[index]!.source;
      return {
        action: 'discovery.place',
        objectType: 'discoverySource',
        objectId: after.id,
        before: { hostName, state, deviceId, matchedBy },
        after: { hostName, ...after },
      };
    }),
  );
}

async function lockedSources(cx: CommandContext, ids: string[]): Promise<store.SourceRow[]> {
  const distinct = [...new Set(ids)];
  const rows = await store.sourcesByIds(cx.tx, cx.unitId, distinct, 'lock');
  if (rows.length < distinct.length) {
    throw refuse('discovery.unknownSource', '有来源不存在，请刷新后再试', {}, { status: 404 });
  }
  return rows;
}

/** Sources follow a merge of two device records, and its undoing. Registered with the device ledger at start. */
export async function followMerge(cx: CommandContext, merge: DeviceMerge): Promise<void> {
  const moved = await store.repoint(cx.tx, cx.unitId, merge);
  await store.addTodo(cx.tx, cx.unitId, moved, cx.now);
}
