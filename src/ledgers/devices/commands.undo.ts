/** What an import did to computers — facts, state and holders before and after — and the way back. */
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import {
  type ImportChange,
  markOf,
  type ObjectTo,
  type StoredChange,
  undoRows,
} from '../../platform/imports/index.ts';
import { devicesChanged } from './commands.changed.ts';
import { lockLive } from './commands.locks.ts';
import type { Period } from './rules.history.ts';
import * as store from './store.ts';

/** A computer with its histories: acquiring it earlier moves where they begin, so all are put back together. */
type DeviceState = {
  device: store.DeviceRow;
  states: Period<store.State>[];
  holders: Period<store.Holder>[];
};

export async function deviceStates(
  cx: CommandContext,
  ids: readonly string[],
  known?: ReadonlyMap<string, store.DeviceRow>,
): Promise<Map<string, DeviceState>> {
  const devices = known ?? (await store.devicesByIds(cx.tx, cx.unitId, [...ids]));
  const states = await store.statesOf(cx.tx, cx.unitId, [...ids]);
  const holders = await store.holdersOf(cx.tx, cx.unitId, [...ids]);
  return new Map(
    ids.flatMap((id): [string, DeviceState][] => {
      const device = devices.get(id);
      if (!device) return [];
      return [[id, { device, states: states.get(id) ?? [], holders: holders.get(id) ?? [] }]];
    }),
  );
}

/** `places`: computer → row that made or changed it. */
export async function deviceChanges(
  cx: CommandContext,
  places: ReadonlyMap<string, number>,
  then: ReadonlyMap<string, DeviceState>,
): Promise<ImportChange[]> {
  const now = await deviceStates(cx, [...places.keys()]);
  return [...places].map(([id, at]) => {
    const before = then.get(id);
    return {
      at,
      objectType: 'device',
      objectId: id,
      label: now.get(id)!.device.computerNo,
      mark: markOf(now.get(id)),
      ...(before ? { before } : {}),
    };
  });
}

/** Part of the computer itself, or computed anew from what is left. */
const OWN = [
  'ledgers_device_status',
  'ledgers_assignment',
  'reconciliation_todo',
  'reconciliation_position',
  'reconciliation_install',
  'reconciliation_verdict',
  'reconciliation_tie_difference',
];

export async function undoDevices(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object }: { object: ObjectTo },
): Promise<void> {
  await lockNamed(cx.tx, cx.unitId, 'ledgers.devices');
  await undoRows<DeviceState>(cx, changes, object, {
    objectType: 'device',
    load: async (ids) => {
      await lockLive(cx, await stillThere(cx, ids));
      return deviceStates(cx, ids);
    },
    uses: { column: 'device_id', except: OWN },
    remove: async (ids) => {
      await store.deleteDevices(cx.tx, cx.unitId, ids);
      await auditMany(
        cx,
        ids.map((id) => ({ action: 'device.undo', objectType: 'device', objectId: id })),
      );
      await devicesChanged.tell(cx, ids);
    },
    restore: async (pairs) => {
      const ids = pairs.map(({ before }) => before.device.id);
      const back = <T>(of: (state: DeviceState) => T) =>
        new Map(pairs.map(({ before }) => [before.device.id, of(before)]));
      await store.saveDevices(
        cx.tx,
        cx.unitId,
        pairs.map(({ before }) => before.device),
      );
      await store.saveStates(
        cx.tx,
        cx.unitId,
        back((state) => state.states),
      );
      await store.saveHolders(
        cx.tx,
        cx.unitId,
        back((state) => state.holders),
      );
      await auditMany(
        cx,
        pairs.map(({ now, before }) => ({
          action: 'device.update',
          objectType: 'device',
          objectId: before.device.id,
          before: now.device,
          after: before.device,
        })),
      );
      await devicesChanged.tell(cx, ids);
    },
  });
}

async function stillThere(cx: CommandContext, ids: readonly string[]): Promise<string[]> {
  const devices = await store.devicesByIds(cx.tx, cx.unitId, [...ids]);
  return [...devices.values()].filter((device) => device.mergedInto === null).map(({ id }) => id);
}
